/*
 * Where was this person? Cohort and sample of each recorded delivery and on-site data set are drawn
 * again from the warehouse, under the key of then, and the person is looked for among them. What
 * lies with a recipient, or sealed on site, is not opened: pseudonyms are never made.
 *
 * The number goes neither into a statement nor into a file: what the engine gives is compared here.
 */
#ifndef BERAAD_SUBJECT_SEARCH_H
#define BERAAD_SUBJECT_SEARCH_H

#include "custody/obligation.h"
#include "custody/registration.h"
#include "warehouse/engine.h"

typedef enum Held
{
    HELD_YES,
    HELD_NO_COHORT,   /* not among those whom the deliberation is about, at that date */
    HELD_NO_SAMPLE,   /* among them, and not sampled */
    HELD_NO_KEY,      /* among them; the key of the sample is destroyed, so that nobody can tell any
                         more whether she was sampled */
    HELD_NO_CATALOGUE /* the catalogue at hand is not the one that it was drawn by */
} Held;

/* "yes", "no" or "undetermined". */
const char *held_name(Held held);

typedef struct SubjectYear
{
    int year;
    Date reference_date;
    Held held;
    bool changed; /* drawn again it has another number of rows: the warehouse is not as it was, and
                     this is what it says today */
    bool dated;   /* must be destroyed by a date, or had to */
    Date destroy_by;
    bool pending; /* the date moves with a later delivery */
} SubjectYear;

typedef struct SubjectDelivery
{
    int64_t artefact;
    ArtefactKind kind; /* ARTEFACT_PACKAGE or ARTEFACT_DATA_SET */
    int64_t release;   /* of a package */
    const Deliberation *deliberation;
    const char *communication;
    Names variables; /* that it holds, in the order of the deliberation */
    Date delivered;
    bool destroyed; /* here: what the custody had of it */
    Date destroyed_on;
    bool attested; /* the recipient has signed that all copies of a package are destroyed */
    Date attested_on;
    struct LIST_OF(SubjectYear) years;
} SubjectDelivery;

typedef struct SubjectFindings
{
    bool replaced; /* the number given has a successor, under which she was looked for */
    struct LIST_OF(SubjectDelivery) deliveries; /* by deliberation as registered, then by number */
} SubjectFindings;

/* All borrowed. The gate has said yes, and the custody is unlocked. */
typedef struct SearchInput
{
    Custody *custody;
    const Catalogue *catalogue; /* deliberations of another are not looked at */
    int64_t number;             /* valid in the catalogue's kind */
    const char *warehouse;      /* directory */
    EngineOptions engine;       /* spill and directories are set here */
    Progress *progress;
} SearchInput;

/* ERROR_DATA where the warehouse is not as the catalogue says; ERROR_DELIBERATION where a
 * registered deliberation cannot be read any more. */
ErrorKind subject_search(Arena *arena, const SearchInput *input, SubjectFindings *ret_findings,
                         Error *err) MUST_CHECK;

#endif
