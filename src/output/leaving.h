/*
 * The folder of a released request: the canonical files, the signed record of what they are and who
 * agreed, and the proof that the decision stands in the ledger (doc/format/output-record.md).
 */
#ifndef BERAAD_OUTPUT_LEAVING_H
#define BERAAD_OUTPUT_LEAVING_H

#include "output/act.h"

#define OUTPUT_DECISION "decision.json" /* the ledger's entry, as it was hashed */
#define OUTPUT_PROOF                                                                               \
    "decision.tlog-proof" /* that it is in the ledger, as `ledger prove` makes it */

/* All borrowed. */
typedef struct Leaving
{
    const OutputDesk *desk;
    const OutputRequest *request;
    const RoundContent *round;
    bool own; /* the engine made the tables itself */
} Leaving;

/* Writes held/FOLDER anew and syncs it. *ret_size: of all files together. */
ErrorKind leaving_write(Arena *arena, const Leaving *leaving, const char *folder,
                        Digest *ret_record, int64_t *ret_size, Error *err) MUST_CHECK;

#endif
