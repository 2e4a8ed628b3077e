#include "release/count.h"

#include "core/text.h"
#include "disclosure/frequency.h"
#include "plan/sql.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The columns of plan_unit_sql before the variables. Behind the contradictions stands how many
 * persons a row stands for. */
enum
{
    AT_IN_COHORT,
    AT_SAMPLED,
    AT_DELIVERED,
    AT_VARIABLES
};

/* All persons of a year, those who are alike in everything in one row: class codes column by
 * column, and what holds for each. So memory is for what differs, and not for how many there are.
 */
typedef struct People
{
    size_t count;
    size_t capacity;
    uint16_t **codes; /* by variable */
    bool *in_cohort;
    bool *delivered;
    uint32_t *persons;
    int64_t *unmapped; /* by variable: persons whose value no class takes */
    int64_t *contradicted;
} People;

static void
free_people(People *people, size_t variables)
{
    for (size_t at = 0; at < variables && people->codes != NULL; at++)
        free(people->codes[at]);
    free(people->in_cohort);
    free(people->delivered);
    free(people->persons);
}

/* The arena keeps what it gives until the end, so columns that double as they grow are held outside
 * it. */
static void *
grown(void *items, size_t count, size_t size)
{
    size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total))
        error_out_of_memory();
    void *larger = realloc(items, total);
    if (larger == NULL)
        error_out_of_memory();
    return larger;
}

static void
make_room(People *people, size_t variables, size_t more)
{
    if (people->count + more <= people->capacity)
        return;
    while (people->capacity < people->count + more)
        people->capacity = people->capacity == 0 ? (size_t)1 << 16 : people->capacity * 2;
    for (size_t at = 0; at < variables; at++)
        people->codes[at] = grown(people->codes[at], people->capacity, sizeof **people->codes);
    people->in_cohort = grown(people->in_cohort, people->capacity, sizeof(bool));
    people->delivered = grown(people->delivered, people->capacity, sizeof(bool));
    people->persons = grown(people->persons, people->capacity, sizeof(uint32_t));
}

static void
take_codes(People *people, Rows *rows, size_t count, size_t column)
{
    for (size_t row = 0; row < count; row++)
    {
        bool unmapped = rows_null(rows, AT_VARIABLES + column, row);
        size_t at = people->count + row;
        people->unmapped[column] += unmapped ? people->persons[at] : 0;
        people->codes[column][at] =
            unmapped ? 0 : (uint16_t)rows_integer(rows, AT_VARIABLES + column, row);
    }
}

static void
take_contradiction(People *people, Rows *rows, size_t count, size_t which, size_t column)
{
    for (size_t row = 0; row < count; row++)
    {
        size_t at = people->count + row;
        if (people->delivered[at] && rows_integer(rows, column, row) != 0)
            people->contradicted[which] += people->persons[at];
    }
}

static void
take_chunk(People *people, Rows *rows, size_t count, const Plan *plan)
{
    size_t behind = AT_VARIABLES + plan->variables.count;
    for (size_t row = 0; row < count; row++)
    {
        size_t at = people->count + row;
        people->in_cohort[at] = rows_integer(rows, AT_IN_COHORT, row) != 0;
        people->delivered[at] = rows_integer(rows, AT_DELIVERED, row) != 0;
        people->persons[at] =
            (uint32_t)rows_integer(rows, behind + plan->contradictions.count, row);
    }
    for (size_t column = 0; column < plan->variables.count; column++)
        take_codes(people, rows, count, column);
    for (size_t at = 0; at < plan->contradictions.count; at++)
        take_contradiction(people, rows, count, at, behind + at);
    people->count += count;
}

static ErrorKind
read_people(Arena *work, Engine *engine, const Plan *plan, int year, People *people, Error *err)
{
    Rows *rows = NULL;
    const char *step = arena_print(work, "count %d", year);
    const char *sql = arena_print(work, "SELECT *, COUNT(*) FROM (%s) AS unit GROUP BY ALL",
                                  plan_unit_sql(work, plan, year));
    TRY(engine_select(engine, work, step, sql, &rows, err));
    for (;;)
    {
        size_t count = 0;
        TRY(rows_next(rows, &count, err));
        if (count == 0)
            return ERROR_NONE;
        make_room(people, plan->variables.count, count);
        take_chunk(people, rows, count, plan);
    }
}

static ErrorKind
refuse_unmapped(const Plan *plan, int year, const People *people, Error *err)
{
    for (size_t at = 0; at < plan->variables.count; at++)
    {
        const PlanVariable *planned = &plan->variables.items[at];
        if (people->unmapped[at] == 0)
            continue;
        (void)error_set(
            err, ERROR_DATA,
            "variable '%s', %d: no class of '%s' takes the value of %" PRId64 " persons",
            planned->variable->name, year, planned->classification->name, people->unmapped[at]);
        return error_hint(
            err, "'beraad warehouse check' shows more; the class list is in the catalogue");
    }
    return ERROR_NONE;
}

static void
count_frequencies(Arena *arena, const Plan *plan, int year, const People *people, Extract *extract)
{
    Date date = deliberation_reference_date(plan->deliberation, year);
    for (size_t at = 0; at < plan->variables.count; at++)
    {
        const PlanVariable *planned = &plan->variables.items[at];
        SCRATCH Arena *work = arena_new("frequencies");
        size_t classes = planned->classification->classes.count;
        int64_t *counts = arena_take_array(work, classes + 1, sizeof *counts);
        for (size_t row = 0; row < people->count; row++)
            counts[people->codes[at][row]] += people->delivered[row] ? people->persons[row] : 0;
        for (size_t code = 0; code < classes; code++)
        {
            const Class *class_ = &planned->classification->classes.items[code];
            if (class_valid(class_, date))
                *LIST_ADD(arena, &extract->frequencies) =
                    (Frequency){planned->variable->name, class_->code, year, counts[code]};
        }
    }
}

/* What the risk of each set is counted on, and where it goes. */
typedef struct RiskCount
{
    Arena *arena;
    const Plan *plan;
    int year;
    KeyTable table;
    const uint32_t *persons; /* that a row of the table stands for */
    Extract *extract;
} RiskCount;

static void
count_set(const RiskCount *what, const size_t *set, size_t set_size)
{
    Risk *all = &what->extract->risk;
    FrequencyRisk risk =
        frequency_risk_folded(&what->table, what->persons, set, set_size, all->k, all->k_count);
    Text names = text_new(what->arena);
    for (size_t at = 0; at < set_size; at++)
        text_print(&names, "%s%s", at == 0 ? "" : ", ",
                   what->plan->variables.items[set[at]].variable->name);
    RiskSet *entry = LIST_ADD(what->arena, &all->sets);
    *entry = (RiskSet){.year = what->year,
                       .variables = names.bytes,
                       .variable_count = set_size,
                       .unique_in_sample = risk.unique_in_file,
                       .unique_in_population = risk.unique_in_population};
    for (size_t at = 0; at < all->k_count; at++)
    {
        entry->below[at] = risk.below_in_population[at];
        entry->below_in_sample[at] = risk.below_in_file[at];
    }
}

/* Each quasi-identifier alone, each pair, and all together. */
static void
count_risk(Arena *arena, const Plan *plan, int year, const People *people, Extract *extract)
{
    SCRATCH Arena *work = arena_new("risk");
    size_t *keys = arena_take_array(work, plan->variables.count + 1, sizeof *keys);
    uint32_t *sizes = arena_take_array(work, plan->variables.count + 1, sizeof *sizes);
    size_t count = 0;
    for (size_t at = 0; at < plan->variables.count; at++)
    {
        sizes[at] = (uint32_t)plan->variables.items[at].classification->classes.count;
        if (plan->variables.items[at].variable->identifying)
            keys[count++] = at;
    }
    RiskCount what = {.arena = arena,
                      .plan = plan,
                      .year = year,
                      .persons = people->persons,
                      .extract = extract,
                      .table = {.rows = people->count,
                                .columns = plan->variables.count,
                                .codes = (const uint16_t *const *)people->codes,
                                .sizes = sizes,
                                .in_population = people->in_cohort,
                                .in_file = people->delivered}};
    for (size_t one = 0; one < count; one++)
        count_set(&what, &keys[one], 1);
    for (size_t one = 0; one < count; one++)
        for (size_t other = one + 1; other < count; other++)
            count_set(&what, (size_t[]){keys[one], keys[other]}, 2);
    if (count > 2)
        count_set(&what, keys, count);
}

static void
count_warnings(Arena *arena, const Plan *plan, int year, const People *people, Extract *extract)
{
    for (size_t at = 0; at < plan->contradictions.count; at++)
        *LIST_ADD(arena, &extract->warnings) =
            (Warning){plan->contradictions.items[at]->name, plan->contradictions.items[at]->label,
                      year, people->contradicted[at]};
}

ErrorKind
count_year(Arena *arena, Engine *engine, const Plan *plan, int year, Extract *extract, Error *err)
{
    SCRATCH Arena *work = arena_new("count");
    size_t variables = plan->variables.count;
    People people = {.codes = arena_take_array(work, variables + 1, sizeof *people.codes),
                     .unmapped = arena_take_array(work, variables + 1, sizeof(int64_t)),
                     .contradicted =
                         arena_take_array(work, plan->contradictions.count + 1, sizeof(int64_t))};
    ErrorKind kind = read_people(work, engine, plan, year, &people, err);
    if (kind == ERROR_NONE)
        kind = refuse_unmapped(plan, year, &people, err);
    if (kind == ERROR_NONE)
    {
        count_frequencies(arena, plan, year, &people, extract);
        count_warnings(arena, plan, year, &people, extract);
        count_risk(arena, plan, year, &people, extract);
    }
    free_people(&people, variables);
    return kind;
}
