#include "synth_place.h"

#include "core/file.h"
#include "core/text.h"
#include "warehouse/function.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static char folder[] = "/tmp/beraad-synth-XXXXXX";

void
synth_place_open(void)
{
    if (mkdtemp(folder) == NULL)
        fail_msg("no temporary folder");
}

void
synth_place_close(void)
{
    Error err = {0};
    if (file_remove_tree(folder, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

const char *
synth_place_path(const char *name)
{
    static char paths[4][256];
    static unsigned next;
    char *path = paths[next++ % 4];
    (void)snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

void
synth_place_make(const char *name, int64_t residents, int64_t seed, int threads)
{
    SCRATCH Arena *arena = arena_new("synth test");
    Complaints complaints = complaints_new(arena, "synth.yaml");
    Synth *synth = NULL;
    SynthReport report = {0};
    Progress progress = progress_new(true);
    SynthRun run = {.out = synth_place_path(name),
                    .residents = residents,
                    .seed = seed,
                    .identifier = IDENTIFIER_INSZ,
                    .memory_limit = "2GB",
                    .threads = threads};
    Error err = {0};
    if (synth_read(arena, SYNTH_RECIPE, &complaints, &synth, &err) != ERROR_NONE ||
        synth_make(arena, synth, &run, &progress, &report, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    assert_true(report.rows > 50);
}

static void
run(Engine *engine, const char *sql)
{
    Error err = {0};
    if (engine_run(engine, "test", sql, NULL, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

Engine *
synth_place_engine(const char *name)
{
    static const char *const single[] = {"person", "insz_history", "filiation", "centre", NULL};
    static const char *const yearly[] = {"household_member", "activity", "education",
                                         "living_wage_payment", NULL};
    SCRATCH Arena *arena = arena_new("synth test");
    const EngineOptions options = {.threads = 2};
    Engine *engine = NULL;
    Error err = {0};
    if (engine_open(&options, &engine, &err) != ERROR_NONE ||
        function_bind(engine, IDENTIFIER_INSZ, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    const char *path = synth_place_path(name);
    for (size_t at = 0; single[at] != NULL; at++)
        run(engine, arena_print(arena, "CREATE VIEW %s AS FROM read_parquet('%s/%s.parquet')",
                                single[at], path, single[at]));
    for (size_t at = 0; yearly[at] != NULL; at++)
        run(engine,
            arena_print(arena, "CREATE VIEW %s AS FROM read_parquet('%s/%s/*/part.parquet')",
                        yearly[at], path, yearly[at]));
    run(engine,
        "CREATE TABLE payment_of AS SELECT p.*, coalesce(b.insz, a.insz, p.insz) AS person "
        "FROM living_wage_payment p LEFT JOIN insz_history a ON a.old_insz = p.insz LEFT JOIN "
        "insz_history b ON b.old_insz = a.insz");
    run(engine,
        "CREATE TABLE cohort AS SELECT year, person AS insz, arg_min(nis, (-(first_day - DATE "
        "'2000-01-01'), nis)) AS nis, min(category) AS category FROM payment_of WHERE month = 3 "
        "AND kind = 1 AND amount_type = 1 AND first_day <= make_date(year, 3, 31) AND last_day "
        ">= make_date(year, 3, 31) GROUP BY year, person");
    return engine;
}
