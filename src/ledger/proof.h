/*
 * Proofs as files that others can check without the ledger. Pure: text in, text out.
 *
 *   inclusion     C2SP tlog-proof: "c2sp.org/tlog-proof@v1", "index N", hashes, an empty line, the
 *                 signed checkpoint
 *   consistency   the request of C2SP tlog-witness: "old SIZE", hashes, an empty line, the signed
 *                 checkpoint
 *
 * A hash is one line of base64. What is parsed is taken only in the one form that is printed.
 */
#ifndef BERAAD_LEDGER_PROOF_H
#define BERAAD_LEDGER_PROOF_H

#include "ledger/tree.h"

#define PROOF_BYTES ((size_t)128 * 1024) /* a longer file is refused */

/* A proof file. place: the entry's number, or the size of the older tree. note: as it came, whose
 * signatures nobody has looked at yet. */
typedef struct ProofFile
{
    uint64_t place;
    Proof proof;
    const char *note;
} ProofFile;

char *inclusion_print(Arena *arena, const ProofFile *file);
char *consistency_print(Arena *arena, const ProofFile *file);

/* ERROR_INTEGRITY, with the line, where it is not of that form. */
ErrorKind inclusion_parse(Arena *arena, const char *bytes, size_t size, ProofFile *ret_file,
                          Error *err) MUST_CHECK;
ErrorKind consistency_parse(Arena *arena, const char *bytes, size_t size, ProofFile *ret_file,
                            Error *err) MUST_CHECK;

#endif
