/*
 * What must be destroyed by when: one obligation for each delivered artefact (a package, a data set
 * on site) and year. A series is the deliveries of one communication of one deliberation; it is
 * closed when the communication may be delivered once only, or when two persons declared the last
 * delivery (series.h). What depends on the last delivery of an open series is pending. An amendment
 * of the deliberation judges what was delivered before anew, by its own rules.
 */
#ifndef BERAAD_CUSTODY_OBLIGATION_H
#define BERAAD_CUSTODY_OBLIGATION_H

#include "core/json.h"
#include "custody/artefact.h"
#include "custody/attested.h"
#include "custody/custody.h"
#include "deliberation/model.h"
#include "ledger/entry.h"

typedef struct Obligation
{
    int64_t artefact;
    ArtefactKind kind;
    int64_t source; /* number of the release, where it is a package */
    const char *deliberation;
    const char *by_text; /* id of the deliberation whose rules gave the date: its own, or one that
                            amends it */
    const char *communication;
    const char *recipient; /* NULL: it is on site */
    int year;
    bool dated;      /* a date binds by now */
    Date destroy_by; /* the date that binds; where pending, the date it would have if today's
                        deliveries were the last */
    bool pending;    /* a later delivery would move the date: the series is open and no fixed date
                        comes first */
    Cites cites;
    int64_t entry;        /* that it rests on */
    int64_t destroyed_at; /* 0: it still exists */
    int64_t destroyed_entry;
    bool attested; /* the recipient attested that its copies are destroyed */
    Date attested_on;
} Obligation;

typedef struct ObligationList LIST_OF(Obligation) ObligationList;

/* All, ordered by date (undated last), artefact and year; with those of what was destroyed. */
ErrorKind obligation_list(Custody *custody, Arena *arena, ObligationList *ret_list,
                          Error *err) MUST_CHECK;

/* The days on which a series stands. */
typedef struct SeriesDates
{
    Date delivery; /* of the artefact judged */
    Date last;     /* the newest of the series so far */
    bool received; /* the recipient attested the receipt of this one */
    Date receipt;
    bool closed; /* there will be no later one */
} SeriesDates;

/* Fills in dated, destroy_by, pending and cites of an obligation whose year is set. By
 * deliberation_destroy_by; pure. Data are not received before they are delivered: until a receipt
 * is attested, the delivery stands for it. */
void obligation_judge(Arena *arena, const Deliberation *deliberation, const SeriesDates *dates,
                      Obligation *obligation);

/* What happens to a series with the entry that follows; at most one of them. None: it is amended,
 * so that other rules hold. */
typedef struct SeriesChange
{
    const Artefact *delivered; /* a delivery now: its number and years; NULL: none */
    bool closed;               /* the last delivery is declared */
    const Attested *received;  /* a receipt is attested; NULL: none */
} SeriesChange;

/*
 * All obligations of a communication after that change, by the text of the deliberation that holds
 * now: of what is delivered, and of the earlier deliveries that exist still, also under those that
 * it amends (series.h). Inside a recording, before the entry that makes the change.
 */
ErrorKind obligation_series(Custody *custody, Arena *arena, const Deliberation *deliberation,
                            const char *communication, const SeriesChange *change,
                            ObligationList *ret_list, Error *err) MUST_CHECK;

/* The same for all communications of which something was delivered under those that the
 * deliberation amends; before the entry that registers it. Nothing else ever moves a fixed date. */
ErrorKind obligation_amended(Custody *custody, Arena *arena, const Deliberation *deliberation,
                             ObligationList *ret_list, Error *err) MUST_CHECK;

/*
 * As ledger entries hold them (obligation_record.c): groups of artefacts and years that have one
 * date for the same reason; the first part stands in the field "obligations" of the entry that
 * makes the change, what is too much for one entry in others behind it.
 */
typedef struct ObligationPart
{
    json_t *groups;
    int64_t entry; /* set by obligation_append */
} ObligationPart;

typedef struct ObligationParts LIST_OF(ObligationPart) ObligationParts;

/* At least one part, empty where the list is. They live as long as the arena. */
ObligationParts obligation_parts(Arena *arena, const ObligationList *list);

/* The entry that makes the change; takes the body over. */
typedef struct ObligationEntry
{
    EntryType type;
    json_t *body;
    const char *deliberation; /* under which it is made */
} ObligationEntry;

/* Appends that entry, with no field "obligations" where there is no part, and those that go on with
 * it; *ret_entry is the number of the first. */
ErrorKind obligation_append(Custody *custody, const Actor *actor, const ObligationEntry *first,
                            ObligationParts *parts, int64_t *ret_entry, Error *err) MUST_CHECK;

/* Writes them anew, each resting on its entry; after artefact_add or artefact_deliver. */
ErrorKind obligation_save(Custody *custody, const ObligationParts *parts, Error *err) MUST_CHECK;

#endif
