/*
 * inclusion_parse and consistency_parse on any bytes: what is taken prints to the same bytes, so
 * there is one form of each.
 */
#include "ledger/proof.h"
#include "seeded.h"

#include <string.h>

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Error err;
    ProofFile file;
    const char *copy = arena_copy(work, bytes, size);
    bool is_inclusion = inclusion_parse(work, copy, size, &file, &err) == ERROR_NONE;
    if (is_inclusion)
        must(strcmp(inclusion_print(work, &file), copy) == 0, "an inclusion proof has one form");
    bool is_consistency = consistency_parse(work, copy, size, &file, &err) == ERROR_NONE;
    if (is_consistency)
        must(strcmp(consistency_print(work, &file), copy) == 0, "a consistency proof has one form");
    must(!is_inclusion || !is_consistency, "a proof is of one kind");
    return is_inclusion || is_consistency;
}
