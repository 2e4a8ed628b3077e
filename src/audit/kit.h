/*
 * The supervisor's kit: a folder with which a stranger checks, with Debian's packages alone, what
 * was done under a deliberation (doc/format/audit-kit.md). It appears whole, holds nothing secret
 * and no data of any person in the warehouse.
 */
#ifndef BERAAD_AUDIT_KIT_H
#define BERAAD_AUDIT_KIT_H

#include "audit/audit.h"
#include "custody/actor.h"

/* A file that others made: a certificate, an attestation, the record of processing. */
typedef struct KitFile
{
    const char *name; /* in the kit: "certificate/certificate-1.json" */
    const void *bytes;
    size_t size;
} KitFile;

typedef struct KitFiles LIST_OF(KitFile) KitFiles;

/* All borrowed. */
typedef struct KitInput
{
    const char *directory; /* new */
    Audit *audit;          /* of today, made after kit_record */
    const KitFiles *files;
    Language language; /* which the pages show first */
} KitInput;

/* The entry audit_kit_made: that a kit was asked for is in the ledger before the kit is there, and
 * the checkpoint that it gives covers all that the kit cites. actor NULL: the custodian. */
ErrorKind kit_record(Custody *custody, const Actor *actor, const Registration *registration,
                     Error *err) MUST_CHECK;

/* Writes it, signed by the unlocked custody, after the whole ledger was verified. */
ErrorKind kit_write(Custody *custody, Arena *arena, const KitInput *input, Error *err) MUST_CHECK;

#endif
