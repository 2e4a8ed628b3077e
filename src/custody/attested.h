/*
 * What a recipient attested of packages that were delivered: that they were received, or that all
 * copies were destroyed. The custody cannot see either; it keeps the signed statement as evidence.
 * A receipt gives a date to obligations that count from it.
 */
#ifndef BERAAD_CUSTODY_ATTESTED_H
#define BERAAD_CUSTODY_ATTESTED_H

#include "custody/artefact.h"

typedef enum AttestedEvent
{
    ATTESTED_RECEIPT,
    ATTESTED_DESTRUCTION
} AttestedEvent;

const char *attested_event_name(AttestedEvent event); /* "receipt", "destruction" */
bool attested_event_parse(const char *name, AttestedEvent *ret_event);

typedef struct Attested
{
    AttestedEvent event;
    const char *deliberation; /* as the recipient says: that of the packages */
    const char *communication;
    const char *recipient;
    Date on_date;                      /* as the recipient says */
    struct LIST_OF(int64_t) artefacts; /* packages of one series */
    const char *text;                  /* what was signed */
    const char *signature;             /* of it, as minisign wrote it */
    const char *minisign_key;          /* that it was checked with (recipient.h) */
    Digest statement;                  /* of text; from attested_list, as all that follows */
    int64_t received_at;
    int64_t entry;
} Attested;

typedef struct AttestedList LIST_OF(Attested) AttestedList;

/*
 * Entry attestation_received, with the obligations that a receipt moves, in one transaction.
 * holding: the text that holds for what was delivered under attested->deliberation
 * (registration_newest). ERROR_STATE: not a delivered package of this recipient and communication,
 * or the same was attested already; a date that has not come, or before the delivery.
 */
ErrorKind attested_record(Custody *custody, const Actor *actor, const Deliberation *holding,
                          const Attested *attested, Error *err) MUST_CHECK;

/* The delivered packages of these digests, in their order, into artefacts. ERROR_STATE where one is
 * none of that recipient, deliberation and communication. */
ErrorKind attested_find(Custody *custody, Arena *arena, const Digest *packages, size_t count,
                        Attested *attested, Error *err) MUST_CHECK;

/* All of one artefact, each with that artefact alone. ERROR_INTEGRITY where the kept text is not
 * the one that was recorded. */
ErrorKind attested_list(Custody *custody, Arena *arena, int64_t artefact, AttestedList *ret_list,
                        Error *err) MUST_CHECK;

#endif
