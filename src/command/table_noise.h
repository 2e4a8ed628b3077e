/*
 * What table perturb and table round share: the table asked for, and the secret that decides.
 */
#ifndef BERAAD_COMMAND_TABLE_NOISE_H
#define BERAAD_COMMAND_TABLE_NOISE_H

#include "command/crossing.h"
#include "command/inner.h"
#include "core/secret.h"

#define TABLE_OPTIONS                                                                              \
    {"by", "V,V", true, "the columns that are crossed; at most 8"},                                \
    {                                                                                              \
        "hierarchy", "V=FILE", true,                                                               \
            "groups of a column: CSV of its values and, level by level, their groups"              \
    }

/* Keys of their own for the records and for the table, from one secret. */
typedef struct TableKeys
{
    Secret *records;
    Secret *table;
} TableKeys;

void table_keys_free(TableKeys *keys);
#define FREES_KEYS __attribute__((cleanup(table_keys_free)))

/* The table that --by and --hierarchy ask for. */
ErrorKind table_ask_read(Invocation *call, CrossingAsk *ask, Error *err) MUST_CHECK;

/* From --key-file and, for record keys, --id, into ask and keys. */
ErrorKind table_keys_read(const Invocation *call, bool with_records, CrossingAsk *ask,
                          TableKeys *keys, Error *err) MUST_CHECK;

/* A count of an array of uint64_t, for crossing_print. */
const char *table_count(Arena *arena, const void *values, size_t cell);

/* On standard error, unless it is to be quiet: for the one who runs it, never part of the result.
 */
void table_note(const Invocation *call, const char *words);

#endif
