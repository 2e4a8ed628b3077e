/* What a release holds, as counted: rows, what is rare, contradictions. */
#include "command/cells.h"
#include "command/report_inner.h"

/* How many of the rarest sets a page for people shows; the manifest holds all. */
#define RISK_SHOWN 6

void
report_add_counts(Invocation *call, Text *text, const RunInput *input, const Extract *extract)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    ADD_ROW(arena, &cells, "year", "reference date", "cohort", "sample", "rows", "left out",
            "destroy by", "paragraphs");
    for (size_t at = 0; at < extract->years.count; at++)
    {
        const ExtractYear *year = &extract->years.items[at];
        Cites cites = deliberation_retention_cites(arena, input->where.deliberation, year->year);
        const char *until =
            report_destroy_by(arena, input->where.deliberation, year->year, call->today);
        ADD_ROW(arena, &cells, cell_integer(arena, year->year),
                cell_date(arena, year->reference_date), cell_count(arena, year->cohort),
                cell_count(arena, year->sample), cell_count(arena, year->rows),
                cell_count(arena, year->invalid), until, cites_print(arena, &cites));
    }
    text_add(text, "\nwhat leaves (left out: persons of the cohort without a valid identifier)\n");
    text_add(text, cells_print(arena, &cells, 8, "rlrrrrll"));
}

static bool
rarer(const RiskSet *one, const RiskSet *other)
{
    if ((one->variable_count > 2) != (other->variable_count > 2))
        return one->variable_count > 2;
    return one->unique_in_population > other->unique_in_population;
}

/* The full set of a year first, then the pairs and singles with most population uniques. */
static size_t
pick_rarest(const Extract *extract, int year, const RiskSet **ret_sets)
{
    size_t count = 0;
    for (size_t at = 0; at < extract->risk.sets.count; at++)
    {
        const RiskSet *set = &extract->risk.sets.items[at];
        if (set->year != year)
            continue;
        size_t place = count < RISK_SHOWN ? count++ : RISK_SHOWN;
        while (place > 0 && rarer(set, ret_sets[place - 1]))
        {
            if (place < RISK_SHOWN)
                ret_sets[place] = ret_sets[place - 1];
            place--;
        }
        if (place < RISK_SHOWN)
            ret_sets[place] = set;
    }
    return count;
}

static void
add_risk_row(Arena *arena, Cells *cells, const RiskSet *set, size_t thresholds)
{
    const char *keys = set->variable_count > 2
                           ? arena_print(arena, "all %zu together", set->variable_count)
                           : set->variables;
    ADD_ROW(arena, cells, cell_integer(arena, set->year), keys,
            cell_count(arena, set->unique_in_sample), cell_count(arena, set->unique_in_population));
    for (size_t at = 0; at < thresholds; at++)
        *LIST_ADD(arena, cells) = cell_count(arena, set->below[at]);
}

void
report_add_risk(Invocation *call, Text *text, const Extract *extract)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    size_t thresholds = extract->risk.k_count;
    ADD_ROW(arena, &cells, "year", "quasi-identifiers", "unique in sample", "unique in population");
    for (size_t at = 0; at < thresholds; at++)
        *LIST_ADD(arena, &cells) = arena_print(arena, "below k=%d", extract->risk.k[at]);
    for (size_t at = 0; at < extract->years.count; at++)
    {
        const RiskSet *sets[RISK_SHOWN] = {0};
        size_t count = pick_rarest(extract, extract->years.items[at].year, sets);
        for (size_t row = 0; row < count; row++)
            add_risk_row(arena, &cells, sets[row], thresholds);
    }
    text_add(text, "\n");
    text_wrap(text,
              arena_print(arena,
                          "what is rare: records, counted in the full cohort; the rarest sets of "
                          "each year (manifest.json holds all %zu)",
                          extract->risk.sets.count),
              call->display.row, 0, 0);
    text_add(text, cells_print(arena, &cells, 4 + thresholds, "rlrrrrrrrrrr"));
}

void
report_add_warnings(Invocation *call, Text *text, const Extract *extract)
{
    Cells cells = {0};
    ADD_ROW(call->arena, &cells, "year", "rows", "contradiction (told, nothing is rejected)");
    for (size_t at = 0; at < extract->warnings.count; at++)
    {
        const Warning *warning = &extract->warnings.items[at];
        if (warning->count > 0)
            ADD_ROW(call->arena, &cells, cell_integer(call->arena, warning->year),
                    cell_count(call->arena, warning->count), warning->label.in[LANGUAGE_EN]);
    }
    if (cells.count > 3)
    {
        text_add(text, "\nwarnings\n");
        text_add(text, cells_print(call->arena, &cells, 3, "rrl"));
    }
}

json_t *
report_years_json(const Extract *extract)
{
    json_t *years = json_array();
    for (size_t at = 0; at < extract->years.count; at++)
    {
        const ExtractYear *year = &extract->years.items[at];
        json_t *entry = json_object();
        char date[DATE_TEXT_SIZE];
        json_put(entry, "year", json_integer(year->year));
        json_put_text(entry, "reference_date", date_print(year->reference_date, date));
        json_put(entry, "cohort", json_integer(year->cohort));
        json_put(entry, "sample", json_integer(year->sample));
        json_put(entry, "rows", json_integer(year->rows));
        json_put(entry, "left_out", json_integer(year->invalid));
        (void)json_array_append_new(years, entry);
    }
    return years;
}

static json_t *
counts_json(const int64_t *counts, size_t count)
{
    json_t *array = json_array();
    for (size_t at = 0; at < count; at++)
        (void)json_array_append_new(array, json_integer(counts[at]));
    return array;
}

json_t *
report_risk_json(const Extract *extract)
{
    json_t *sets = json_array();
    for (size_t at = 0; at < extract->risk.sets.count; at++)
    {
        const RiskSet *set = &extract->risk.sets.items[at];
        json_t *entry = json_object();
        json_put(entry, "year", json_integer(set->year));
        json_put_text(entry, "variables", set->variables);
        json_put(entry, "unique_in_sample", json_integer(set->unique_in_sample));
        json_put(entry, "unique_in_population", json_integer(set->unique_in_population));
        json_put(entry, "below", counts_json(set->below, extract->risk.k_count));
        json_put(entry, "below_in_sample",
                 counts_json(set->below_in_sample, extract->risk.k_count));
        (void)json_array_append_new(sets, entry);
    }
    return sets;
}
