#include "release/extract.h"

#include "core/text.h"
#include "plan/sql.h"
#include "release/count.h"

#include <inttypes.h>

/* "sex=1, region=2" of the present row of plan_strata_sql. */
static const char *
stratum_classes(Arena *arena, const Plan *plan, Rows *rows, size_t row)
{
    Text classes = text_new(arena);
    for (size_t at = 0; at < plan->strata.count; at++)
    {
        const PlanVariable *planned = &plan->variables.items[plan->strata.items[at]];
        bool unmapped = rows_null(rows, at, row);
        size_t index = unmapped ? 0 : (size_t)rows_integer(rows, at, row);
        text_print(&classes, "%s%s=%s", at == 0 ? "" : ", ", planned->variable->name,
                   unmapped ? "?" : planned->classification->classes.items[index].code);
    }
    return classes.bytes;
}

static ErrorKind
read_strata(Arena *arena, Engine *engine, const Plan *plan, ExtractYear *year, Error *err)
{
    Rows *rows = NULL;
    TRY(engine_select(engine, arena, "strata", plan_strata_sql(arena, plan, year->year), &rows,
                      err));
    for (;;)
    {
        size_t count = 0;
        TRY(rows_next(rows, &count, err));
        if (count == 0)
            return ERROR_NONE;
        for (size_t row = 0; row < count; row++)
        {
            size_t at = plan->strata.count;
            StratumCount stratum = {.classes = stratum_classes(arena, plan, rows, row),
                                    .cohort = rows_integer(rows, at, row),
                                    .sample = rows_integer(rows, at + 1, row)};
            *LIST_ADD(arena, &year->strata) = stratum;
            year->cohort += stratum.cohort;
            year->sample += stratum.sample;
        }
    }
}

static ErrorKind
read_year(Arena *arena, Engine *engine, const Plan *plan, int year, Extract *extract, Error *err)
{
    ExtractYear about = {.year = year,
                         .reference_date = deliberation_reference_date(plan->deliberation, year),
                         .table = arena_print(arena, "delivery_%d", year)};
    int64_t repeated = 0;
    TRY(engine_count(engine, "rows of a person", plan_repeated_sql(arena, year), &repeated, err));
    if (repeated > 0)
        return error_set(err, ERROR_CATALOGUE,
                         "%d: a derivation gives %" PRId64 " rows beyond one for each person", year,
                         repeated);
    TRY(engine_count(engine, "left out", plan_invalid_sql(arena, year), &about.invalid, err));
    TRY(read_strata(arena, engine, plan, &about, err));
    if (about.cohort == 0)
        return error_set(err, ERROR_DATA, "%d: the cohort '%s' holds nobody", year,
                         plan->cohort->name);
    const char *count = arena_print(arena, "SELECT COUNT(*) FROM delivery_%d", year);
    TRY(engine_count(engine, "rows", count, &about.rows, err));
    *LIST_ADD(arena, &extract->years) = about;
    return count_year(arena, engine, plan, year, extract, err);
}

ErrorKind
extract_run(Arena *arena, Engine *engine, const Plan *plan, Progress *progress,
            Extract *ret_extract, Error *err)
{
    Extract extract = {0};
    extract.risk.k_count = plan->deliberation->risk_k_count;
    for (size_t at = 0; at < extract.risk.k_count; at++)
        extract.risk.k[at] = plan->deliberation->risk_k[at];
    Steps steps = plan_steps(arena, plan);
    progress_begin(progress, "extracting");
    for (size_t at = 0; at < steps.count; at++)
    {
        progress_at(progress, (double)at / (double)(steps.count + plan->years.count));
        TRY(engine_run(engine, steps.items[at].name, steps.items[at].sql, NULL, err));
    }
    int64_t rows = 0;
    for (size_t at = 0; at < plan->years.count; at++)
    {
        progress_at(progress,
                    (double)(steps.count + at) / (double)(steps.count + plan->years.count));
        TRY(read_year(arena, engine, plan, plan->years.items[at], &extract, err));
        rows += extract.years.items[at].rows;
    }
    progress_end(progress, "%" PRId64 " rows of %zu year%s", rows, plan->years.count,
                 plan->years.count == 1 ? "" : "s");
    *ret_extract = extract;
    return ERROR_NONE;
}
