/*
 * What was released, read back from outgoing/ and believed only as far as it is proven: the
 * ledger's entry names the digest of the record, the record (signed by the custody) those of the
 * files.
 */
#ifndef BERAAD_OUTPUT_RELEASED_H
#define BERAAD_OUTPUT_RELEASED_H

#include "custody/output.h"
#include "output/request.h"

#define RELEASED_BYTES ((size_t)16 << 20) /* of one file */

typedef struct ReleasedFile
{
    int64_t output;
    int64_t entry; /* of the ledger: output_released */
    int64_t released_at;
    const char *name;
    Digest digest;
    const char *bytes; /* canonical; a zero byte follows */
    const char *method;
    bool is_shaped; /* false: a figure or a note, and made_of is empty */
    RequestedFile made_of;
} ReleasedFile;

typedef struct ReleasedFiles LIST_OF(ReleasedFile) ReleasedFiles;

/* All files released under the scope's deliberation and those that it amends, of its communication,
 * by output. No key is needed. ERROR_INTEGRITY where a file is not there or not the one that was
 * released, or its record is not the one of the ledger. */
ErrorKind released_read(Custody *custody, Arena *arena, const RequestScope *scope,
                        ReleasedFiles *ret_files, Error *err) MUST_CHECK;

#endif
