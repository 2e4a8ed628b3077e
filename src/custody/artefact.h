/*
 * The one list of what exists under a communication and must be destroyed one day: packages, data
 * sets on site, files that were brought in, files in quarantine, released outputs. Whoever makes
 * such a thing adds it in the transaction of the ledger entry that makes it; src/retention/
 * destroys by this list and by nothing else.
 *
 *     ENDS_RECORDING Recording recording = {0};
 *     TRY(record_begin(custody, &recording, err));
 *     TRY(artefact_next(custody, &artefact.number, err));
 *     TRY(record_append(custody, actor, NULL, ENTRY_..., body, &entry, err));
 *     TRY(artefact_add(custody, &artefact, entry, err));
 *     TRY(record_commit(&recording, err));
 *
 * A thing that is a delivery in the sense of a retention rule (a package when it is delivered, a
 * data set on site when it is made: interpretation A5 of 19/002) makes obligations as well:
 * obligation.h.
 *
 * The key. What must be destroyed at its own date needs a key of its own: on site the years 2012 to
 * 2016 go by a fixed date and the others later, so one storage key for the whole communication
 * could never be destroyed for some of them. artefact_key_name gives the name under which such a
 * key is asked of project_key_open in the place of the communication's: destroyed alone, backed up
 * and destroyed like any other key. The communication's own key (pseudonyms) goes when
 * nothing is left that was made with it.
 */
#ifndef BERAAD_CUSTODY_ARTEFACT_H
#define BERAAD_CUSTODY_ARTEFACT_H

#include "custody/actor.h"
#include "deliberation/model.h"

typedef enum ArtefactKind
{
    ARTEFACT_PACKAGE,    /* sealed for a recipient; the custody has no key to it */
    ARTEFACT_DATA_SET,   /* on site, encrypted at rest */
    ARTEFACT_IMPORT,     /* what a researcher brought in (model, script) */
    ARTEFACT_QUARANTINE, /* what a job left, encrypted at rest */
    ARTEFACT_OUTPUT      /* released: a decision found it anonymous. Listed, and kept when the rest
                            goes: it is no personal data any more */
} ArtefactKind;

const char *artefact_kind_name(ArtefactKind kind); /* "package", "data set", "import", ... */
bool artefact_kind_parse(const char *name, ArtefactKind *ret_kind);

typedef struct Artefact
{
    int64_t number; /* from 1, by artefact_next */
    ArtefactKind kind;
    const char *deliberation;
    const char *communication;
    Years years;      /* whose data are in it; at least one. The earliest date of them binds it */
    const char *path; /* below the custody's directory: a file, or a directory with all in it; what
                         lies there is removed when it is destroyed. Unique among what exists */
    Digest digest;    /* of the file as it lies there, or of what stands for the directory */
    int64_t size;     /* bytes */
    const char *key;  /* the name of the key it is encrypted under (artefact_key_name, or the
                         communication's name), NULL: no key of this custody opens it */
    int64_t source;   /* release, data set, job ... number in its own list; 0: none */
    int64_t made_at;  /* filled in by artefact_add */
    int64_t made_entry;
    int64_t delivered_at; /* 0: it is no delivery, or not yet one */
    int64_t destroyed_at; /* 0: it exists */
    int64_t destroyed_entry;
} Artefact;

typedef struct ArtefactList LIST_OF(Artefact) ArtefactList;

/* The number of the next one; inside a recording. */
ErrorKind artefact_next(Custody *custody, int64_t *ret_number, Error *err) MUST_CHECK;

/*
 * Adds it, resting on that entry; inside a recording. Uses number (artefact_next) to source, and
 * delivered_at (custody_now for a data set, 0 for a package that waits). ERROR_STATE where another
 * one that exists has the path, ERROR_INTERNAL for a path that could lead out of the custody.
 */
ErrorKind artefact_add(Custody *custody, const Artefact *artefact, int64_t entry,
                       Error *err) MUST_CHECK;

/* It was delivered now and lies at this path from now on; inside a recording. */
ErrorKind artefact_deliver(Custody *custody, int64_t number, const char *path,
                           Error *err) MUST_CHECK;

/* It was destroyed, as that entry says; inside a recording. The caller removes the file. */
ErrorKind artefact_end(Custody *custody, int64_t number, int64_t entry, Error *err) MUST_CHECK;

/* What artefact_list gives; NULL and 0 do not narrow. */
typedef struct ArtefactFilter
{
    const char *deliberation;
    const char *communication;
    const ArtefactKind *kind;
    int64_t source;
    bool existing; /* only what was not destroyed */
} ArtefactFilter;

/* By number. */
ErrorKind artefact_list(Custody *custody, Arena *arena, const ArtefactFilter *filter,
                        ArtefactList *ret_list, Error *err) MUST_CHECK;

/* *ret_artefact is NULL where there is none of that number. */
ErrorKind artefact_find(Custody *custody, Arena *arena, int64_t number, Artefact **ret_artefact,
                        Error *err) MUST_CHECK;

/* "population 2012": the key of what belongs to this communication and part of it alone; part is a
 * year, or what else is destroyed together ("job 7"). No communication has a space in its name. */
char *artefact_key_name(Arena *arena, const char *communication, const char *part);

#endif
