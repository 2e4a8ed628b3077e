#include "command/table_noise.h"

#include <inttypes.h>
#include <sodium.h>

#define LEAST_KEY 16 /* characters: below that it could be found by trying */

void
table_keys_free(TableKeys *keys)
{
    secret_free(&keys->records);
    secret_free(&keys->table);
}

ErrorKind
table_keys_read(const Invocation *call, bool with_records, TableKeys *keys, Error *err)
{
    FREES_SECRET Secret *secret = NULL;
    if (with_records && invocation_option(call, "id") == NULL)
        return error_set(err, ERROR_USAGE, "option '--id' is needed: the keys are of persons");
    if (invocation_option(call, "key-file") == NULL)
        return error_set(err, ERROR_USAGE, "option '--key-file' is needed");
    TRY(secret_read_passphrase(invocation_option(call, "key-file"), "", &secret, err));
    if (secret->size < LEAST_KEY)
        return error_set(err, ERROR_USAGE,
                         "option '--key-file': expected a secret of at least %d characters",
                         LEAST_KEY);
    keys->records = secret_derive(secret, "beraad table: record keys 1", crypto_shorthash_KEYBYTES);
    keys->table = secret_derive(secret, "beraad table: cell keys 1", crypto_shorthash_KEYBYTES);
    return ERROR_NONE;
}

ErrorKind
table_print_counts(Invocation *call, const Table *table, const uint64_t *counts, const char *status,
                   Error *err)
{
    TableResult result = table_result(call->arena, table);
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        result.value[cell] = arena_print(call->arena, "%" PRIu64, counts[cell]);
        result.status[cell] = status;
    }
    result.title = arena_print(call->arena, "%s, %s", table->measure, status);
    result.words = arena_print(call->arena, "%zu cells, %s", table->cells, status);
    return table_print(call, table, &result, err);
}
