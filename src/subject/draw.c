#include "core/text.h"
#include "plan/sql.h"
#include "subject/inner.h"

ErrorKind
draw_finds(Engine *engine, const char *step, const char *sql, int64_t number, bool *ret_found,
           int64_t *ret_count, Error *err)
{
    SCRATCH Arena *work = arena_new("draw");
    Rows *rows = NULL;
    size_t count = 0;
    *ret_found = false;
    *ret_count = 0;
    TRY(engine_select(engine, work, step, sql, &rows, err));
    TRY(rows_next(rows, &count, err));
    while (count > 0)
    {
        for (size_t row = 0; row < count; row++)
            *ret_found = *ret_found || rows_integer(rows, 0, row) == number;
        *ret_count += (int64_t)count;
        TRY(rows_next(rows, &count, err));
    }
    return ERROR_NONE;
}

ErrorKind
draw_successor(Engine *engine, const Catalogue *catalogue, int64_t number, int64_t *ret_current,
               Error *err)
{
    SCRATCH Arena *work = arena_new("draw");
    Rows *rows = NULL;
    size_t count = 0;
    *ret_current = number;
    if (catalogue->history.register_name == NULL)
        return ERROR_NONE;
    TRY(engine_select(engine, work, "history of numbers", "SELECT old, current FROM identity",
                      &rows, err));
    TRY(rows_next(rows, &count, err));
    while (count > 0)
    {
        for (size_t row = 0; row < count; row++)
            if (rows_integer(rows, 0, row) == number)
                *ret_current = rows_integer(rows, 1, row);
        TRY(rows_next(rows, &count, err));
    }
    return ERROR_NONE;
}

/* Without the key nothing beyond the cohort can be drawn; pseudonyms are never made. */
static bool
is_drawn(const Step *step, bool keyed)
{
    if (step->kind == STEP_COHORT)
        return true;
    return keyed &&
           (step->kind == STEP_SUBJECT || step->kind == STEP_DERIVE || step->kind == STEP_UNIT ||
            step->kind == STEP_SAMPLE || step->kind == STEP_PANEL);
}

static bool
follows(const Communication *communication)
{
    return communication->panel == PANEL_COHORT_DATES || communication->panel == PANEL_ALL_DATES;
}

/* How many rows a file of that year has, where persons are followed from date to date. */
static ErrorKind
count_followed(Arena *arena, Engine *engine, const Plan *plan, DrawnYear *year, Error *err)
{
    const char *sql = "SELECT COUNT(*) FROM panel";
    if (plan->communication->panel == PANEL_COHORT_DATES)
        sql = arena_print(arena, "SELECT COUNT(*) FROM unit_%d JOIN panel USING (person)",
                          year->year);
    return engine_count(engine, "rows", sql, &year->rows, err);
}

static ErrorKind
look_for(Arena *arena, Engine *engine, const Plan *plan, int64_t person, Drawn *drawn, Error *err)
{
    int64_t count = 0;
    if (drawn->keyed && follows(plan->communication))
        TRY(draw_finds(engine, "panel", "SELECT person FROM panel", person, &drawn->in_panel,
                       &count, err));
    for (size_t at = 0; at < plan->sampled.count; at++)
    {
        DrawnYear year = {.year = plan->sampled.items[at]};
        const char *cohort =
            arena_print(arena, "SELECT person FROM cohort_%d WHERE valid", year.year);
        TRY(draw_finds(engine, "cohort", cohort, person, &year.in_cohort, &count, err));
        if (drawn->keyed)
            TRY(draw_finds(engine, "sample",
                           arena_print(arena, "SELECT person FROM sample_%d", year.year), person,
                           &year.sampled, &year.rows, err));
        if (drawn->keyed && follows(plan->communication))
            TRY(count_followed(arena, engine, plan, &year, err));
        *LIST_ADD(arena, &drawn->years) = year;
    }
    return ERROR_NONE;
}

ErrorKind
draw_again(Arena *arena, Engine *engine, const Plan *plan, int64_t person, bool keyed,
           Drawn *ret_drawn, Error *err)
{
    Steps steps = plan_steps(arena, plan);
    *ret_drawn = (Drawn){.keyed = keyed};
    for (size_t at = 0; at < steps.count; at++)
        if (is_drawn(&steps.items[at], keyed))
            TRY(engine_run(engine, steps.items[at].name, steps.items[at].sql, NULL, err));
    return look_for(arena, engine, plan, person, ret_drawn, err);
}

const DrawnYear *
drawn_year(const Drawn *drawn, int year)
{
    for (size_t at = 0; at < drawn->years.count; at++)
        if (drawn->years.items[at].year == year)
            return &drawn->years.items[at];
    return NULL;
}

Held
drawn_held(const Communication *communication, const Drawn *drawn, int year)
{
    const DrawnYear *of = drawn_year(drawn, year);
    bool among = of != NULL && of->in_cohort;
    bool in = of != NULL && of->sampled;
    /* Whoever was sampled once is in the file of every date, in the cohort of that date or not. */
    for (size_t at = 0; communication->panel == PANEL_ALL_DATES && at < drawn->years.count; at++)
        among = among || drawn->years.items[at].in_cohort;
    if (follows(communication))
        in = among && drawn->in_panel;
    if (!among)
        return HELD_NO_COHORT;
    if (!drawn->keyed)
        return HELD_NO_KEY;
    return in ? HELD_YES : HELD_NO_SAMPLE;
}
