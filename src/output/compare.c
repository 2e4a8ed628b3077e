/* The numbers of a file against those that the data give. */
#include "output/rule.h"

__extension__ typedef __int128 Exact;

bool
count_share(const RequestedFile *file, const Count *count, size_t cell, size_t *ret_base)
{
    size_t base = 0;
    for (size_t axis = 0; axis < count->axes; axis++)
    {
        size_t place =
            (file->of >> axis & 1) != 0 ? count_place(count, cell, axis) : count->places[axis] - 1;
        base = base * count->places[axis] + place;
    }
    *ret_base = base;
    return count->persons[base] > 0;
}

/* Is the given number the nearest of its digits to numerator / denominator? */
static bool
is_nearest(Decimal given, int64_t numerator, int64_t denominator)
{
    Exact scale = 1;
    for (int at = 0; at < given.digits; at++)
        scale *= 10;
    Exact difference = (Exact)given.units * denominator - scale * numerator;
    difference = difference < 0 ? -difference : difference;
    return 2 * difference <= denominator;
}

static bool
is_right(const RuleScope *scope, size_t cell, Decimal number)
{
    const Count *count = scope->count;
    size_t base = 0;
    switch (scope->file->type)
    {
    case OUTPUT_FREQUENCY:
        return number.units == count->persons[cell];
    case OUTPUT_MAGNITUDE:
        return number.units == count->total[cell];
    case OUTPUT_PROPORTIONS:
        return count_share(scope->file, count, cell, &base) &&
               is_nearest(number, count->persons[cell], count->persons[base]);
    case OUTPUT_MEANS:
        return count->measured[cell] > 0 &&
               is_nearest(number, count->total[cell], count->measured[cell]);
    case OUTPUT_MODEL:
    case OUTPUT_FIGURE:
    case OUTPUT_NOTE:
    case OUTPUT_TYPE_COUNT:
        break;
    }
    return false;
}

void
rule_compare(RuleScope *scope, const Given *given)
{
    const Count *count = scope->count;
    bool *there = arena_take_array(scope->arena, count->cells, sizeof *there);
    for (size_t row = 0; row < given->cells.count; row++)
    {
        size_t cell = 0;
        for (size_t axis = 0; axis < count->axes; axis++)
            cell = cell * count->places[axis] + given->cells.items[row].place[axis];
        there[cell] = true;
        if (!is_right(scope, cell, given->cells.items[row].number))
            rule_found(scope, FINDING_DIFFERENT, cell);
    }
    for (size_t cell = 0; cell < count->cells; cell++)
        if (!there[cell] && !count_is_margin(count, cell) && count->persons[cell] > 0)
            rule_found(scope, FINDING_MISSING, cell);
}
