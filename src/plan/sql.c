#include "plan/sql.h"

#include "catalogue/bind.h"

#include <inttypes.h>
#include <stdio.h>

/* 100 % in the unit of SampleRule. */
#define WHOLE INT64_C(100000000)

static void
add_literal(Text *sql, const char *words, ValueType type)
{
    if (type == VALUE_INTEGER || type == VALUE_REAL || type == VALUE_BOOLEAN ||
        type == VALUE_IDENTIFIER)
    {
        text_add(sql, words);
        return;
    }
    text_add(sql, "'");
    for (const char *at = words; *at != '\0'; at++)
        text_add_bytes(sql, *at == '\'' ? "''" : at, *at == '\'' ? 2 : 1);
    text_add(sql, "'");
}

static void
add_range(Text *sql, const char *value, const Class *class_)
{
    const char *and_ = "";
    if (class_->range_low != NULL)
    {
        text_print(sql, "%s %s %s", value, class_->low_included ? ">=" : ">", class_->range_low);
        and_ = " AND ";
    }
    if (class_->range_high != NULL)
        text_print(sql, "%s%s %s %s", and_, value, class_->high_included ? "<=" : "<",
                   class_->range_high);
    if (class_->range_low == NULL && class_->range_high == NULL)
        text_print(sql, "%s IS NOT NULL", value);
}

static void
add_codes(Text *sql, const char *value, ValueType type, const Class *class_)
{
    text_print(sql, "%s IN (", value);
    for (size_t at = 0; at < class_->codes.count; at++)
    {
        text_add(sql, at == 0 ? "" : ", ");
        add_literal(sql, class_->codes.items[at], type);
    }
    text_add(sql, ")");
}

void
plan_class_case(Text *sql, const char *value, ValueType type, const Classification *classification,
                Date date)
{
    text_add(sql, "CASE");
    size_t rest = SIZE_MAX;
    for (size_t at = 0; at < classification->classes.count; at++)
    {
        const Class *class_ = &classification->classes.items[at];
        if (!class_valid(class_, date))
            continue;
        if (class_->takes_null || class_->cover == COVER_MISSING)
            text_print(sql, " WHEN %s IS NULL THEN %zu", value, at);
        if (class_->cover == COVER_REST)
            rest = at; /* after all others, wherever the list has it */
        if (class_->cover != COVER_RANGE &&
            (class_->cover != COVER_CODES || class_->codes.count == 0))
            continue;
        text_add(sql, " WHEN ");
        if (class_->cover == COVER_RANGE)
            add_range(sql, value, class_);
        else
            add_codes(sql, value, type, class_);
        text_print(sql, " THEN %zu", at);
    }
    if (rest != SIZE_MAX)
        text_print(sql, " WHEN %s IS NOT NULL THEN %zu", value, rest);
    text_add(sql, " END");
}

/* The code of each class index, as it leaves. */
static void
add_code_case(Text *sql, const char *index, const Classification *classification)
{
    text_print(sql, "CASE %s", index);
    for (size_t at = 0; at < classification->classes.count; at++)
    {
        text_print(sql, " WHEN %zu THEN ", at);
        add_literal(sql, classification->classes.items[at].code, VALUE_TEXT);
    }
    text_add(sql, " END");
}

static void
add_step(Arena *arena, Steps *steps, StepKind kind, int year, const char *name, Text sql)
{
    const char *shown = year == 0 ? name : arena_print(arena, "%s %d", name, year);
    *LIST_ADD(arena, steps) = (Step){.kind = kind, .year = year, .name = shown, .sql = sql.bytes};
}

static void
add_cohort(Arena *arena, const Plan *plan, int year, Steps *steps)
{
    Date date = deliberation_reference_date(plan->deliberation, year);
    Text sql = text_new(arena);
    text_print(&sql,
               "CREATE OR REPLACE TABLE cohort_%d AS\n"
               "SELECT person, identifier_valid(person) AS valid\n"
               "FROM (SELECT DISTINCT person FROM (\n%s\n) AS source) AS distinct_person;\n",
               year, catalogue_bind_sql(arena, plan->catalogue, plan->cohort->sql, date));
    add_step(arena, steps, STEP_COHORT, year, "cohort", sql);
}

static void
add_derivations(Arena *arena, const Plan *plan, int year, StepKind kind, Steps *steps)
{
    Date date = deliberation_reference_date(plan->deliberation, year);
    for (size_t at = 0; at < plan->derivations.count; at++)
    {
        const Derivation *derivation = plan->derivations.items[at];
        Text sql = text_new(arena);
        text_print(&sql, "CREATE OR REPLACE TABLE derived_%s AS\n%s;\n", derivation->name,
                   catalogue_bind_sql(arena, plan->catalogue, derivation->sql, date));
        add_step(arena, steps, kind, year, arena_print(arena, "derive %s", derivation->name), sql);
    }
}

/* Does a variable take its value from this derivation itself, not only by way of another one? */
static bool
is_read(const Plan *plan, const char *derivation)
{
    for (size_t at = 0; at < plan->variables.count; at++)
        if (text_equal(plan->variables.items[at].variable->derivation, derivation))
            return true;
    return false;
}

/* Classes and contradictions of all persons of `subject`, from the derivations computed for them.
 */
static void
add_unit_select(Text *sql, const Plan *plan, int year, bool in_cohort)
{
    Date date = deliberation_reference_date(plan->deliberation, year);
    text_print(sql, "SELECT person, %s AS in_cohort", in_cohort ? "TRUE" : "FALSE");
    for (size_t at = 0; at < plan->variables.count; at++)
    {
        const PlanVariable *planned = &plan->variables.items[at];
        text_add(sql, ",\n  CAST(");
        plan_class_case(sql, planned->variable->name, planned->variable->type,
                        planned->classification, date);
        text_print(sql, " AS SMALLINT) AS %s", planned->variable->name);
    }
    for (size_t at = 0; at < plan->contradictions.count; at++)
        text_print(sql, ",\n  COALESCE((%s), FALSE) AS contradiction_%zu",
                   plan->contradictions.items[at]->condition, at);
    text_add(sql, "\nFROM (SELECT subject.person");
    for (size_t at = 0; at < plan->variables.count; at++)
    {
        const Variable *variable = plan->variables.items[at].variable;
        text_print(sql, ", derived_%s.%s AS %s", variable->derivation, variable->column,
                   variable->name);
    }
    text_add(sql, "\n  FROM subject");
    for (size_t at = 0; at < plan->derivations.count; at++)
    {
        const char *name = plan->derivations.items[at]->name;
        if (is_read(plan, name))
            text_print(sql, "\n  LEFT JOIN derived_%s ON derived_%s.person = subject.person", name,
                       name);
    }
    text_add(sql, ") AS value");
}

static void
add_unit(Arena *arena, const Plan *plan, int year, Steps *steps)
{
    Text subject = text_new(arena);
    text_print(&subject,
               "CREATE OR REPLACE TABLE subject AS SELECT person FROM cohort_%d WHERE valid;\n",
               year);
    add_step(arena, steps, STEP_SUBJECT, year, "subjects", subject);
    add_derivations(arena, plan, year, STEP_DERIVE, steps);
    Text sql = text_new(arena);
    text_print(&sql, "CREATE OR REPLACE TABLE unit_%d AS\n", year);
    add_unit_select(&sql, plan, year, true);
    text_add(&sql, ";\n");
    add_step(arena, steps, STEP_UNIT, year, "classes", sql);
}

/* Who lives together, as numbers that say nothing else. */
static void
add_households(Arena *arena, const Plan *plan, int year, Steps *steps)
{
    const char *from = plan->household->derivation;
    const char *column = plan->household->column;
    Text sql = text_new(arena);
    text_print(&sql,
               "CREATE OR REPLACE TABLE household_%d AS\n"
               "WITH home AS (SELECT subject.person AS person, derived_%s.%s AS home FROM subject\n"
               "  LEFT JOIN derived_%s ON derived_%s.person = subject.person),\n"
               "numbered AS (SELECT home, ROW_NUMBER() OVER (ORDER BY household_number(home)) AS "
               "household\n"
               "  FROM (SELECT DISTINCT home FROM home WHERE home IS NOT NULL) AS one)\n"
               "SELECT pseudonym(home.person) AS pseudonym,\n"
               "  CAST(COALESCE(numbered.household, 0) AS UINTEGER) AS household\n"
               "FROM home LEFT JOIN numbered ON numbered.home = home.home;\n",
               year, from, column, from, from);
    add_step(arena, steps, STEP_HOUSEHOLD, year, "households", sql);
}

static const char *
strata_names(Arena *arena, const Plan *plan, const char *before_each)
{
    Text names = text_new(arena);
    for (size_t at = 0; at < plan->strata.count; at++)
        text_print(&names, "%s%s%s", at == 0 ? "" : ", ", before_each,
                   plan->variables.items[plan->strata.items[at]].variable->name);
    return names.bytes;
}

/*
 * n = round-half-up(percent of N) in each stratum, in whole numbers: floor((2 N p + W) / 2 W), p
 * percent in the unit of WHOLE = W. The persons with the lowest sample numbers are in (permanent
 * random numbers: Ohlsson 1995, "Coordination of samples using permanent random numbers", in
 * Business Survey Methods, Wiley).
 */
static void
add_sample(Arena *arena, const Plan *plan, int year, Steps *steps)
{
    const SampleRule *rule = &plan->communication->sample;
    const char *strata = strata_names(arena, plan, "");
    bool stratified = plan->strata.count > 0;
    Text sql = text_new(arena);
    text_print(
        &sql,
        "CREATE OR REPLACE TABLE stratum_%d AS\n"
        "SELECT %s%scohort_size, (cohort_size * %" PRId64 " * 2 + %" PRId64 ") // %" PRId64
        " AS sample_size\n"
        "FROM (SELECT %s%sCOUNT(*) AS cohort_size FROM unit_%d WHERE in_cohort%s%s) AS counted;\n",
        year, strata, stratified ? ", " : "", rule->present ? rule->percent_millionths : WHOLE,
        WHOLE, 2 * WHOLE, strata, stratified ? ", " : "", year, stratified ? " GROUP BY " : "",
        strata);
    const char *number = rule->present ? "sample_number(person)" : "person";
    text_print(&sql,
               "CREATE OR REPLACE TABLE sample_%d AS\n"
               "SELECT person, CAST(cohort_size AS DOUBLE) / sample_size AS weight\n"
               "FROM (SELECT person%s%s, ROW_NUMBER() OVER (%s%s ORDER BY %s) AS place\n"
               "  FROM unit_%d WHERE in_cohort) AS ranked\n",
               year, stratified ? ", " : "", strata, stratified ? "PARTITION BY " : "", strata,
               number, year);
    if (stratified)
        text_print(&sql, "JOIN stratum_%d USING (%s)\n", year, strata);
    else
        text_print(&sql, "CROSS JOIN stratum_%d\n", year);
    text_add(&sql, "WHERE place <= sample_size;\n");
    add_step(arena, steps, STEP_SAMPLE, year, "sample", sql);
}

static void
add_panel(Arena *arena, const Plan *plan, Steps *steps)
{
    Text sql = text_new(arena);
    text_add(&sql, "CREATE OR REPLACE TABLE panel AS\n");
    for (size_t at = 0; at < plan->sampled.count; at++)
        text_print(&sql, "%sSELECT person FROM sample_%d", at == 0 ? "" : " UNION ",
                   plan->sampled.items[at]);
    text_add(&sql, ";\n");
    add_step(arena, steps, STEP_PANEL, 0, "panel", sql);
}

static void
add_newcomers(Arena *arena, const Plan *plan, int year, Steps *steps)
{
    Text subject = text_new(arena);
    text_print(&subject,
               "CREATE OR REPLACE TABLE subject AS SELECT person FROM panel\n"
               "WHERE person NOT IN (SELECT person FROM cohort_%d);\n",
               year);
    add_step(arena, steps, STEP_NEWCOMER, year, "panel outside the cohort", subject);
    add_derivations(arena, plan, year, STEP_NEWCOMER_DERIVE, steps);
    Text sql = text_new(arena);
    text_print(&sql, "INSERT INTO unit_%d\n", year);
    add_unit_select(&sql, plan, year, false);
    text_add(&sql, ";\n");
    add_step(arena, steps, STEP_NEWCOMER_UNIT, year, "classes outside the cohort", sql);
}

/* Joins that decide who has a row at this date, and the weight of that date's own sample. */
static void
add_rows(Text *sql, const Plan *plan, int year)
{
    PanelReading panel = plan->communication->panel;
    text_print(sql, "FROM unit_%d AS unit\n", year);
    if (panel == PANEL_COHORT_DATES || panel == PANEL_ALL_DATES)
        text_print(sql, "JOIN panel ON panel.person = unit.person\nLEFT JOIN sample_%d AS sample",
                   year);
    else
        text_print(sql, "JOIN sample_%d AS sample", year);
    text_add(sql, " ON sample.person = unit.person");
}

static void
add_delivery(Arena *arena, const Plan *plan, int year, Steps *steps)
{
    Text sql = text_new(arena);
    text_print(&sql,
               "CREATE OR REPLACE TABLE delivery_%d AS\n"
               "SELECT pseudonym(unit.person) AS pseudonym, CAST(%d AS SMALLINT) AS reference_year",
               year, year);
    for (size_t at = 0; at < plan->variables.count; at++)
    {
        const PlanVariable *planned = &plan->variables.items[at];
        text_add(&sql, ",\n  ");
        add_code_case(&sql, arena_print(arena, "unit.%s", planned->variable->name),
                      planned->classification);
        text_print(&sql, " AS %s", planned->variable->name);
    }
    text_add(&sql, ",\n  sample.weight AS weight\n");
    add_rows(&sql, plan, year);
    text_add(&sql, "\nORDER BY pseudonym;\n");
    add_step(arena, steps, STEP_DELIVERY, year, "pseudonyms", sql);
}

/* What was derived is in the units: the engine need not hold it while the rows are sorted. */
static void
add_clearing(Arena *arena, const Plan *plan, Steps *steps)
{
    Text sql = text_new(arena);
    for (size_t at = 0; at < plan->derivations.count; at++)
        text_print(&sql, "DROP TABLE IF EXISTS derived_%s;\n", plan->derivations.items[at]->name);
    if (plan->derivations.count > 0)
        add_step(arena, steps, STEP_CLEAR, 0, "clear", sql);
}

Steps
plan_steps(Arena *arena, const Plan *plan)
{
    Steps steps = {0};
    PanelReading panel = plan->communication->panel;
    for (size_t at = 0; at < plan->sampled.count; at++)
    {
        int year = plan->sampled.items[at];
        add_cohort(arena, plan, year, &steps);
        add_unit(arena, plan, year, &steps);
        if (plan->household != NULL)
            add_households(arena, plan, year, &steps);
        add_sample(arena, plan, year, &steps);
    }
    if (panel == PANEL_COHORT_DATES || panel == PANEL_ALL_DATES)
        add_panel(arena, plan, &steps);
    for (size_t at = 0; at < plan->years.count && panel == PANEL_ALL_DATES; at++)
        add_newcomers(arena, plan, plan->years.items[at], &steps);
    add_clearing(arena, plan, &steps);
    for (size_t at = 0; at < plan->years.count; at++)
        add_delivery(arena, plan, plan->years.items[at], &steps);
    return steps;
}

const char *
plan_invalid_sql(Arena *arena, int year)
{
    return arena_print(arena, "SELECT COUNT(*) FROM cohort_%d WHERE NOT valid", year);
}

const char *
plan_household_sql(Arena *arena, int year)
{
    return arena_print(arena,
                       "SELECT pseudonym, household FROM household_%d\n"
                       "WHERE pseudonym IN (SELECT pseudonym FROM delivery_%d) ORDER BY pseudonym",
                       year, year);
}

const char *
plan_repeated_sql(Arena *arena, int year)
{
    /* Those of the cohort come from a table that has each person once, by outer joins: what is more
     * was repeated, and nobody's number need be remembered to see it. */
    return arena_print(arena,
                       "SELECT COUNT(*) FILTER (WHERE in_cohort)\n"
                       "  - (SELECT COUNT(*) FROM cohort_%d WHERE valid)\n"
                       "  + COUNT(*) FILTER (WHERE NOT in_cohort)\n"
                       "  - COUNT(DISTINCT person) FILTER (WHERE NOT in_cohort)\n"
                       "FROM unit_%d",
                       year, year);
}

const char *
plan_strata_sql(Arena *arena, const Plan *plan, int year)
{
    const char *strata = strata_names(arena, plan, "");
    bool stratified = plan->strata.count > 0;
    return arena_print(arena, "SELECT %s%scohort_size, sample_size FROM stratum_%d%s%s", strata,
                       stratified ? ", " : "", year, stratified ? " ORDER BY " : "", strata);
}

const char *
plan_unit_sql(Arena *arena, const Plan *plan, int year)
{
    PanelReading panel = plan->communication->panel;
    bool wide = panel == PANEL_COHORT_DATES || panel == PANEL_ALL_DATES;
    Text sql = text_new(arena);
    text_print(&sql, "SELECT unit.in_cohort, sample.person IS NOT NULL, %s.person IS NOT NULL",
               wide ? "panel" : "sample");
    for (size_t at = 0; at < plan->variables.count; at++)
        text_print(&sql, ", unit.%s", plan->variables.items[at].variable->name);
    for (size_t at = 0; at < plan->contradictions.count; at++)
        text_print(&sql, ", unit.contradiction_%zu", at);
    text_print(
        &sql,
        "\nFROM unit_%d AS unit\nLEFT JOIN sample_%d AS sample ON sample.person = unit.person",
        year, year);
    if (wide)
        text_add(&sql, "\nLEFT JOIN panel ON panel.person = unit.person");
    return sql.bytes;
}
