#include "warehouse/function.h"

#include "warehouse/draw.h"
#include "warehouse/inner.h"
#include "warehouse/pool.h"

#include <stdlib.h>
#include <string.h>

/* Enciphering under one key. */
typedef struct Keyed
{
    IdentifierKind kind;
    Pool *pool;    /* NULL: no key is bound now */
    uint64_t flip; /* exclusive-or of the first eight bytes: how the engine stores the type */
} Keyed;

/*
 * Replaced numbers by open addressing. A row of a register asks for one, and hardly any is there:
 * `filter` has a bit for each number, found by the same hash, and answers most questions from a
 * part of the cache that the slots would not fit into.
 */
typedef struct Slot
{
    int64_t old; /* equal to current: the slot is free, for nothing replaces itself */
    int64_t current;
} Slot;

typedef struct Successors
{
    Slot *slots;
    uint64_t *filter;
    unsigned
        bits; /* 64 minus those of a slot's place; a place in the filter has FILTER_BITS more */
} Successors;

#define FILTER_BITS 3
#define WORD_BITS 6 /* 64 bits */

/* What the registered functions read. The engine cannot register a name twice, so binding again
 * changes this. */
struct Functions
{
    IdentifierKind kind; /* that identifier_valid asks for */
    Keyed pseudonym;
    Keyed sample;
    Keyed household;
    Successors successors;
    bool canonical_registered;
    bool registered;
    bool keyed_registered;
    bool household_registered;
};

static void
successors_clear(Successors *successors)
{
    free(successors->slots);
    free(successors->filter);
    *successors = (Successors){0};
}

void
functions_free(Functions **functions)
{
    if (*functions == NULL)
        return;
    pool_free(&(*functions)->pseudonym.pool);
    pool_free(&(*functions)->sample.pool);
    pool_free(&(*functions)->household.pool);
    successors_clear(&(*functions)->successors);
    free(*functions);
    *functions = NULL;
}

static Functions *
functions_of(Engine *engine)
{
    if (engine->functions == NULL)
        engine->functions = calloc(1, sizeof *engine->functions);
    if (engine->functions == NULL)
        error_out_of_memory();
    return engine->functions;
}

/* A row of the output is missing where a row of this input is. */
static void
pass_missing(duckdb_vector input, idx_t count, duckdb_vector output)
{
    const uint64_t *from = duckdb_vector_get_validity(input);
    if (from == NULL)
        return;
    duckdb_vector_ensure_validity_writable(output);
    uint64_t *to = duckdb_vector_get_validity(output);
    for (idx_t at = 0; at < (count + 63) / 64; at++)
        to[at] &= from[at];
}

/* The engine keeps 16 bytes as two native integers, low half first. */
static void
store_blocks(unsigned char *blocks, idx_t count, uint64_t flip)
{
    for (idx_t at = 0; at < count; at++)
    {
        uint64_t words[2];
        memcpy(words, blocks + at * BLOCK_SIZE, sizeof words);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        words[0] = __builtin_bswap64(words[0]);
        words[1] = __builtin_bswap64(words[1]);
#endif
        uint64_t stored[2] = {words[1], words[0] ^ flip};
        memcpy(blocks + at * BLOCK_SIZE, stored, sizeof stored);
    }
}

static void
run_keyed(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
    const Keyed *keyed = duckdb_scalar_function_get_extra_info(info);
    duckdb_vector numbers = duckdb_data_chunk_get_vector(input, 0);
    idx_t count = duckdb_data_chunk_get_size(input);
    unsigned char *blocks = duckdb_vector_get_data(output);
    if (keyed->pool == NULL)
    {
        duckdb_scalar_function_set_error(info, FAULT_NO_KEY);
        return;
    }
    Error err;
    BlockCipher *cipher = pool_take(keyed->pool);
    ErrorKind kind =
        block_encipher(cipher, keyed->kind, duckdb_vector_get_data(numbers), count, blocks, &err);
    pool_give(keyed->pool, cipher);
    if (kind != ERROR_NONE)
    {
        duckdb_scalar_function_set_error(info, err.message);
        return;
    }
    store_blocks(blocks, count, keyed->flip);
    pass_missing(numbers, count, output);
}

static bool
row_there(const uint64_t *validity, idx_t row)
{
    return validity == NULL || (validity[row / 64] >> (row % 64) & 1) != 0;
}

static void
run_valid_number(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
    const IdentifierKind *kind = duckdb_scalar_function_get_extra_info(info);
    duckdb_vector numbers = duckdb_data_chunk_get_vector(input, 0);
    const uint64_t *validity = duckdb_vector_get_validity(numbers);
    idx_t count = duckdb_data_chunk_get_size(input);
    bool *valid = duckdb_vector_get_data(output);
    identifier_valid_many(*kind, duckdb_vector_get_data(numbers), count, valid);
    for (idx_t row = 0; validity != NULL && row < count; row++)
        valid[row] = valid[row] && row_there(validity, row);
}

static void
run_valid_text(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
    const IdentifierKind *kind = duckdb_scalar_function_get_extra_info(info);
    duckdb_vector texts = duckdb_data_chunk_get_vector(input, 0);
    const uint64_t *validity = duckdb_vector_get_validity(texts);
    duckdb_string_t *text = duckdb_vector_get_data(texts);
    idx_t count = duckdb_data_chunk_get_size(input);
    bool *valid = duckdb_vector_get_data(output);
    for (idx_t row = 0; row < count; row++)
    {
        int64_t number = 0;
        valid[row] = row_there(validity, row) &&
                     identifier_parse(*kind, duckdb_string_t_data(&text[row]),
                                      duckdb_string_t_length(text[row]), &number) &&
                     identifier_valid(*kind, number);
    }
}

static void
run_draw(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
    (void)info;
    idx_t count = duckdb_data_chunk_get_size(input);
    const int64_t *places[3];
    double *drawn = duckdb_vector_get_data(output);
    for (idx_t at = 0; at < 3; at++)
    {
        duckdb_vector vector = duckdb_data_chunk_get_vector(input, at);
        places[at] = duckdb_vector_get_data(vector);
        pass_missing(vector, count, output);
    }
    for (idx_t row = 0; row < count; row++)
        drawn[row] = draw_uniform(places[0][row], places[1][row], places[2][row]);
}

/* Fibonacci hashing: the high bits of a product with 2^64 / golden ratio (Knuth, TAOCP vol. 3,
 * section 6.4). */
static uint64_t
hash_of(int64_t number)
{
    return (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15);
}

/* A number has two bits in one word of the filter (a blocked Bloom filter: Putze, Sanders and
 * Singler, Cache-, hash- and space-efficient Bloom filters, 2007); of numbers that were not
 * replaced, about one in a hundred has both. */
static uint64_t *
word_of(const Successors *successors, uint64_t hash)
{
    return &successors->filter[hash >> (successors->bits + WORD_BITS - FILTER_BITS)];
}

static uint64_t
bits_of(uint64_t hash)
{
    return UINT64_C(1) << (hash & 63) | UINT64_C(1) << (hash >> 6 & 63);
}

static bool
maybe_replaced(const Successors *successors, int64_t number)
{
    uint64_t hash = hash_of(number);
    uint64_t bits = bits_of(hash);
    return (*word_of(successors, hash) & bits) == bits;
}

static int64_t
successor_of(const Successors *successors, int64_t number)
{
    size_t last = ((size_t)1 << (64 - successors->bits)) - 1;
    for (size_t at = hash_of(number) >> successors->bits;; at = (at + 1) & last)
    {
        const Slot *slot = &successors->slots[at];
        if (slot->old == slot->current)
            return number;
        if (slot->old == number)
            return slot->current;
    }
}

#define ROWS_AT_ONCE 256

/* The questions to the filter come first, without a branch between them, so that they wait for
 * memory side by side; then the few that it lets pass. */
static void
resolve_some(const Successors *successors, const int64_t *number, idx_t count, int64_t *ret_current)
{
    uint16_t maybe[ROWS_AT_ONCE];
    size_t asked = 0;
    for (idx_t row = 0; row < count; row++)
    {
        ret_current[row] = number[row];
        maybe[asked] = (uint16_t)row;
        asked += maybe_replaced(successors, number[row]);
    }
    for (size_t at = 0; at < asked; at++)
        __builtin_prefetch(&successors->slots[hash_of(number[maybe[at]]) >> successors->bits]);
    for (size_t at = 0; at < asked; at++)
        ret_current[maybe[at]] = successor_of(successors, number[maybe[at]]);
}

static void
run_canonical(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
    const Successors *successors = duckdb_scalar_function_get_extra_info(info);
    duckdb_vector numbers = duckdb_data_chunk_get_vector(input, 0);
    const int64_t *number = duckdb_vector_get_data(numbers);
    idx_t count = duckdb_data_chunk_get_size(input);
    int64_t *current = duckdb_vector_get_data(output);
    for (idx_t row = 0; row < count; row += ROWS_AT_ONCE)
        resolve_some(successors, number + row,
                     count - row < ROWS_AT_ONCE ? count - row : ROWS_AT_ONCE, current + row);
    pass_missing(numbers, count, output);
}

typedef struct Signature
{
    const char *name;
    duckdb_scalar_function_t run;
    idx_t parameters; /* all of one type */
    duckdb_type takes;
    duckdb_type gives;
    bool sees_null;
} Signature;

static const Signature valid_of_number = {"identifier_valid", run_valid_number,    1,
                                          DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_BOOLEAN, true};
static const Signature valid_of_text = {"identifier_valid",  run_valid_text,      1,
                                        DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_BOOLEAN, true};
static const Signature canonical = {"canonical",        run_canonical,      1,
                                    DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_BIGINT, false};
static const Signature draw = {"draw", run_draw, 3, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_DOUBLE, false};
static const Signature pseudonym = {"pseudonym",        run_keyed,        1,
                                    DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_UUID, false};
static const Signature sample_number = {"sample_number",      run_keyed, 1, DUCKDB_TYPE_BIGINT,
                                        DUCKDB_TYPE_UHUGEINT, false};
static const Signature household_number = {"household_number",   run_keyed, 1, DUCKDB_TYPE_BIGINT,
                                           DUCKDB_TYPE_UHUGEINT, false};

static duckdb_scalar_function
function_of(const Signature *signature, void *reads)
{
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_logical_type takes = duckdb_create_logical_type(signature->takes);
    duckdb_logical_type gives = duckdb_create_logical_type(signature->gives);
    duckdb_scalar_function_set_name(function, signature->name);
    for (idx_t at = 0; at < signature->parameters; at++)
        duckdb_scalar_function_add_parameter(function, takes);
    duckdb_scalar_function_set_return_type(function, gives);
    duckdb_scalar_function_set_function(function, signature->run);
    if (signature->sees_null)
        duckdb_scalar_function_set_special_handling(function);
    duckdb_scalar_function_set_extra_info(function, reads, NULL);
    duckdb_destroy_logical_type(&takes);
    duckdb_destroy_logical_type(&gives);
    return function;
}

/* One name, with a function for each type of argument; other may be NULL. A stream that was read to
 * its end keeps its transaction until the next statement, and what is registered in that is lost
 * with it; so there is a statement first. */
static ErrorKind
register_name(Engine *engine, const Signature *one, const Signature *other, void *reads, Error *err)
{
    TRY(engine_run(engine, one->name, "SELECT 1", NULL, err));
    const Signature *signatures[] = {one, other};
    duckdb_scalar_function_set set = duckdb_create_scalar_function_set(one->name);
    bool taken = true;
    for (size_t at = 0; at < 2 && signatures[at] != NULL; at++)
    {
        duckdb_scalar_function function = function_of(signatures[at], reads);
        taken = duckdb_add_scalar_function_to_set(set, function) == DuckDBSuccess && taken;
        duckdb_destroy_scalar_function(&function);
    }
    taken = taken && duckdb_register_scalar_function_set(engine->connection, set) == DuckDBSuccess;
    duckdb_destroy_scalar_function_set(&set);
    if (taken)
        return ERROR_NONE;
    return error_set(err, ERROR_INTERNAL, "the query engine does not take the function '%s'",
                     one->name);
}

ErrorKind
function_bind(Engine *engine, IdentifierKind kind, Error *err)
{
    Functions *functions = functions_of(engine);
    engine_settle(engine);
    functions->kind = kind;
    if (functions->registered)
        return ERROR_NONE;
    TRY(register_name(engine, &valid_of_number, &valid_of_text, &functions->kind, err));
    TRY(register_name(engine, &draw, NULL, NULL, err));
    functions->registered = true;
    return ERROR_NONE;
}

static void
successors_add(Successors *successors, const Successor *one)
{
    uint64_t hash = hash_of(one->old);
    size_t last = ((size_t)1 << (64 - successors->bits)) - 1;
    size_t at = hash >> successors->bits;
    *word_of(successors, hash) |= bits_of(hash);
    while (successors->slots[at].old != successors->slots[at].current)
        at = (at + 1) & last;
    successors->slots[at] = (Slot){.old = one->old, .current = one->current};
}

ErrorKind
function_bind_successors(Engine *engine, const Successor *list, size_t count, Error *err)
{
    Successors *successors = &functions_of(engine)->successors;
    unsigned places = 8; /* at most half of the slots are taken */
    while (((size_t)1 << places) < 2 * count)
        places++;
    engine_settle(engine);
    successors_clear(successors);
    successors->bits = 64 - places;
    successors->slots = calloc((size_t)1 << places, sizeof *successors->slots);
    successors->filter = calloc(((size_t)1 << (places + FILTER_BITS)) / 64, sizeof(uint64_t));
    if (successors->slots == NULL || successors->filter == NULL)
        error_out_of_memory();
    for (size_t at = 0; at < count; at++)
        successors_add(successors, &list[at]);
    if (engine->functions->canonical_registered)
        return ERROR_NONE;
    TRY(register_name(engine, &canonical, NULL, successors, err));
    engine->functions->canonical_registered = true;
    return ERROR_NONE;
}

ErrorKind
function_bind_keys(Engine *engine, IdentifierKind kind, const BlockCipher *pseudonyms,
                   const BlockCipher *samples, Error *err)
{
    Functions *functions = functions_of(engine);
    function_unbind_keys(engine);
    functions->pseudonym = (Keyed){.kind = kind, .flip = UINT64_C(1) << 63};
    functions->sample = (Keyed){.kind = kind};
    TRY(pool_new(pseudonyms, &functions->pseudonym.pool, err));
    TRY(pool_new(samples, &functions->sample.pool, err));
    if (functions->keyed_registered)
        return ERROR_NONE;
    TRY(register_name(engine, &pseudonym, NULL, &functions->pseudonym, err));
    TRY(register_name(engine, &sample_number, NULL, &functions->sample, err));
    functions->keyed_registered = true;
    return ERROR_NONE;
}

ErrorKind
function_bind_household(Engine *engine, const BlockCipher *households, Error *err)
{
    Functions *functions = functions_of(engine);
    engine_settle(engine);
    pool_free(&functions->household.pool);
    functions->household = (Keyed){.kind = IDENTIFIER_OPAQUE};
    TRY(pool_new(households, &functions->household.pool, err));
    if (functions->household_registered)
        return ERROR_NONE;
    TRY(register_name(engine, &household_number, NULL, &functions->household, err));
    functions->household_registered = true;
    return ERROR_NONE;
}

void
function_unbind_keys(Engine *engine)
{
    Functions *functions = functions_of(engine);
    engine_settle(engine);
    pool_free(&functions->pseudonym.pool);
    pool_free(&functions->sample.pool);
    pool_free(&functions->household.pool);
}
