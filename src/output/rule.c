#include "output/rule.h"

void
rule_found(RuleScope *scope, Rule rule, size_t cell)
{
    int64_t found = 0;
    Finding *last = NULL;
    for (size_t at = 0; at < scope->findings->count; at++)
        if (scope->findings->items[at].rule == rule &&
            scope->findings->items[at].file == scope->file->name)
        {
            found++;
            last = &scope->findings->items[at];
        }
    if (found < RULE_FINDINGS)
    {
        *LIST_ADD(scope->arena, scope->findings) =
            (Finding){.rule = rule,
                      .file = scope->file->name,
                      .cell = count_cell_name(scope->arena, scope->file, scope->count, cell)};
        return;
    }
    last->number++;
    last->detail = "and so many more, which are not listed";
}

static bool
is_few(const CheckRules *rules, int64_t count)
{
    return count > 0 && count < rules->threshold;
}

static bool
has_totals(const RuleScope *scope)
{
    return scope->file->type == OUTPUT_MEANS || scope->file->type == OUTPUT_MAGNITUDE;
}

void
rule_cells(RuleScope *scope)
{
    const Count *count = scope->count;
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        Rule rule = FINDING_COUNT;
        int64_t others = has_totals(scope) && count->other_measured != NULL
                             ? count->other_measured[cell]
                             : count->persons[cell] - count->sampled[cell];
        if (is_few(scope->rules, count->persons[cell]) ||
            (has_totals(scope) && is_few(scope->rules, count->measured[cell])))
            rule = FINDING_THRESHOLD;
        else if (count->households != NULL && is_few(scope->rules, count->households[cell]))
            rule = FINDING_HOUSEHOLDS;
        else if (scope->rules->sample && count->persons[cell] > 0 &&
                 others < scope->rules->threshold)
            rule = FINDING_SAMPLE;
        else if (has_totals(scope) &&
                 count_is_dominated(count, cell, scope->rules->dominance, scope->rules->two))
            rule = FINDING_DOMINANCE;
        if (rule == FINDING_COUNT)
            continue;
        rule_found(scope, rule, cell);
        scope->unsafe[cell] = true;
    }
}

/* The margin over one axis of a cell that is not on it already; the cell itself where it is. */
static size_t
margin_of(const Count *count, size_t cell, size_t axis)
{
    size_t stride = 1;
    for (size_t at = axis + 1; at < count->axes; at++)
        stride *= count->places[at];
    return cell + (count->places[axis] - 1 - count_place(count, cell, axis)) * stride;
}

void
rule_groups(RuleScope *scope)
{
    const Count *count = scope->count;
    for (size_t cell = 0; cell < count->cells; cell++)
        for (size_t axis = 0; axis < count->axes; axis++)
        {
            size_t margin = margin_of(count, cell, axis);
            if (margin == cell || count->persons[margin] == 0 || count->places[axis] < 3 ||
                100 * count->persons[cell] < scope->rules->share * count->persons[margin])
                continue;
            rule_found(scope, FINDING_GROUP, cell);
            break;
        }
}

/* Cells with exactly one dimension that is not a margin: the levels of the factors. */
static size_t
level_axis(const Count *count, size_t cell)
{
    size_t axis = count->axes;
    for (size_t at = 0; at < count->axes; at++)
        if (count_place(count, cell, at) < count->places[at] - 1)
        {
            if (axis < count->axes)
                return count->axes;
            axis = at;
        }
    return axis;
}

static int64_t
count_patterns(const Count *count)
{
    int64_t patterns = 0;
    for (size_t cell = 0; cell < count->cells; cell++)
        patterns += !count_is_margin(count, cell) && count->persons[cell] > 0;
    return patterns;
}

static bool
is_few_level(const RuleScope *scope, size_t cell)
{
    const Count *count = scope->count;
    int64_t persons = count->measured[cell];
    bool few = persons < scope->rules->threshold ||
               (count->households != NULL && count->households[cell] < scope->rules->threshold) ||
               (scope->rules->sample && persons - count->sampled[cell] < scope->rules->threshold);
    if (scope->file->family == MODEL_LOGISTIC)
        few = few || count->total[cell] < scope->rules->threshold ||
              persons - count->total[cell] < scope->rules->threshold;
    return few;
}

void
rule_model(RuleScope *scope)
{
    const Count *count = scope->count;
    size_t all = count->cells - 1;
    int64_t parameters = 1;
    for (size_t axis = 0; axis < count->axes; axis++)
        parameters--;
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        if (level_axis(count, cell) == count->axes || count->persons[cell] == 0)
            continue;
        parameters++;
        if (is_few_level(scope, cell))
            rule_found(scope, FINDING_LEVEL, cell);
    }
    if (count->measured[all] - parameters < scope->rules->threshold)
        rule_found(scope, FINDING_FREEDOM, all);
    if (count_patterns(count) <= parameters)
        rule_found(scope, FINDING_SATURATED, all);
}
