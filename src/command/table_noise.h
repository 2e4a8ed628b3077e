/*
 * What table perturb and table round share: the secret that decides, and how the result is told.
 */
#ifndef BERAAD_COMMAND_TABLE_NOISE_H
#define BERAAD_COMMAND_TABLE_NOISE_H

#include "command/table_counts.h"
#include "command/table_print.h"
#include "core/secret.h"

/* Keys of their own for the records and for the table, from one secret. */
typedef struct TableKeys
{
    Secret *records;
    Secret *table;
} TableKeys;

void table_keys_free(TableKeys *keys);
#define FREES_KEYS __attribute__((cleanup(table_keys_free)))

/* From --key-file; with_records: the keys are of persons, so --id is needed too. */
ErrorKind table_keys_read(const Invocation *call, bool with_records, TableKeys *keys,
                          Error *err) MUST_CHECK;

/* The table of these counts, each with that status. */
ErrorKind table_print_counts(Invocation *call, const Table *table, const uint64_t *counts,
                             const char *status, Error *err) MUST_CHECK;

#endif
