#include "command/table_noise.h"

#include "command/risk.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

ErrorKind
table_ask_read(Invocation *call, CrossingAsk *ask, Error *err)
{
    *ask = (CrossingAsk){.file = call->words[0]};
    TRY(risk_names(call, "by", &ask->by, &ask->by_count, err));
    if (ask->by_count < 1 || ask->by_count > CROSSING_AXES)
        return error_set(err, ERROR_USAGE, "option '--by': expected 1 to %d columns, found %zu",
                         CROSSING_AXES, ask->by_count);
    ask->hierarchy_count = invocation_option_many(call, "hierarchy", &ask->hierarchies);
    for (size_t at = 0; at < ask->hierarchy_count; at++)
    {
        bool known = false;
        for (size_t by = 0; by < ask->by_count; by++)
            known |=
                text_starts(ask->hierarchies[at], arena_print(call->arena, "%s=", ask->by[by]));
        if (!known)
            return error_set(err, ERROR_USAGE,
                             "option '--hierarchy': expected COLUMN=FILE with a column of '--by'");
    }
    return ERROR_NONE;
}

void
table_keys_free(TableKeys *keys)
{
    secret_free(&keys->records);
    secret_free(&keys->table);
}

ErrorKind
table_keys_read(const Invocation *call, bool with_records, CrossingAsk *ask, TableKeys *keys,
                Error *err)
{
    FREES_SECRET Secret *secret = NULL;
    ask->id = with_records ? invocation_option(call, "id") : NULL;
    if (with_records && ask->id == NULL)
        return error_set(err, ERROR_USAGE, "option '--id' is needed: the keys are of persons");
    if (invocation_option(call, "key-file") == NULL)
        return error_set(err, ERROR_USAGE, "option '--key-file' is needed");
    TRY(secret_read_passphrase(invocation_option(call, "key-file"), "", &secret, err));
    keys->records = secret_derive(secret, "beraad table: record keys 1", crypto_shorthash_KEYBYTES);
    keys->table = secret_derive(secret, "beraad table: cell keys 1", crypto_shorthash_KEYBYTES);
    ask->key = keys->records->bytes;
    return ERROR_NONE;
}

const char *
table_count(Arena *arena, const void *values, size_t cell)
{
    return arena_print(arena, "%" PRIu64, ((const uint64_t *)values)[cell]);
}

void
table_note(const Invocation *call, const char *words)
{
    if (!call->progress.quiet)
        (void)fprintf(stderr, "%s\n", words);
}
