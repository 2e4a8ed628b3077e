/*
 * Inside the engine: writing N pseudonyms with five classes to Parquet, against the same write in
 * which the pseudonym is a stored UUID column. Alternating, medians of five; prints one line of
 * JSON. pseudonym DIRECTORY [N]
 */
#include "warehouse/engine.h"
#include "warehouse/function.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 5

static double
seconds_of(Engine *engine, const char *sql)
{
    Error err;
    struct timespec begun;
    struct timespec ended;
    (void)clock_gettime(CLOCK_MONOTONIC, &begun);
    if (engine_run(engine, "bench", sql, NULL, &err) != ERROR_NONE)
    {
        (void)fprintf(stderr, "bench: %s\n", err.message);
        exit(1);
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &ended);
    return (double)(ended.tv_sec - begun.tv_sec) + (double)(ended.tv_nsec - begun.tv_nsec) * 1e-9;
}

static int
compare(const void *one, const void *other)
{
    double first = *(const double *)one;
    double second = *(const double *)other;
    return (first > second) - (first < second);
}

static double
median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

int
main(int count, char **arguments)
{
    Error err;
    SCRATCH Arena *arena = arena_new("bench");
    CLOSES_ENGINE Engine *engine = NULL;
    FREES_CIPHER BlockCipher *pseudonyms = NULL;
    FREES_CIPHER BlockCipher *samples = NULL;
    const char *directory = count > 1 ? arguments[1] : ".";
    const char *rows = count > 2 ? arguments[2] : "11700000";
    unsigned char key[BLOCK_KEY_SIZE] = {7};
    if (block_cipher_new(key, &pseudonyms, &err) != ERROR_NONE ||
        block_cipher_new(key, &samples, &err) != ERROR_NONE ||
        engine_open(&(EngineOptions){0}, &engine, &err) != ERROR_NONE ||
        function_bind_keys(engine, IDENTIFIER_OPAQUE, pseudonyms, samples, &err) != ERROR_NONE)
        return 2;
    (void)seconds_of(
        engine,
        arena_print(
            arena,
            "CREATE TABLE source AS SELECT id, pseudonym(id) AS stored, id %% 7 AS a, "
            "id %% 3 AS b, id %% 13 AS c, id %% 8 AS d, id %% 12 AS e FROM range(%s) AS r(id)",
            rows));
    const char *ours = arena_print(arena,
                                   "COPY (SELECT pseudonym(id) AS p, a, b, c, d, e FROM source) TO "
                                   "'%s/bench.parquet' (FORMAT parquet)",
                                   directory);
    const char *bare = arena_print(arena,
                                   "COPY (SELECT stored AS p, a, b, c, d, e FROM source) TO "
                                   "'%s/bench.parquet' (FORMAT parquet)",
                                   directory);
    double with[ROUNDS];
    double without[ROUNDS];
    for (int round = 0; round < ROUNDS; round++)
    {
        without[round] = seconds_of(engine, bare);
        with[round] = seconds_of(engine, ours);
    }
    double first = median(with);
    double second = median(without);
    (void)printf("{\"pseudonym_seconds\": %.3f, \"stored_seconds\": %.3f, \"ratio\": %.3f}\n",
                 first, second, first / second);
    return 0;
}
