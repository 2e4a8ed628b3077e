#include "disclosure/primary.h"

#include "core/list.h"

#include <string.h>

#define WHOLE 10000 /* 100 % */

__extension__ typedef __int128 Wide;

static ErrorKind
check_between(const char *name, int64_t value, int64_t most, Error *err)
{
    if (value < 0 || value > most)
        return error_set(err, ERROR_USAGE, "rule '%s': expected 0 to %lld", name, (long long)most);
    return ERROR_NONE;
}

ErrorKind
rules_check(const Rules *rules, Error *err)
{
    TRY(check_between("minimum", rules->minimum, INT32_MAX, err));
    TRY(check_between("range", rules->range, INT32_MAX, err));
    TRY(check_between("dominant", rules->dominant, 5, err));
    TRY(check_between("dominance", rules->dominance, WHOLE, err));
    TRY(check_between("percent", rules->percent, 100 * WHOLE, err));
    TRY(check_between("prior", rules->prior, 100 * WHOLE, err));
    TRY(check_between("coalition", rules->coalition, TALLY_TOP - 2, err));
    TRY(check_between("share", rules->share, WHOLE, err));
    TRY(check_between("difference", rules->difference, INT32_MAX, err));
    if ((rules->dominant == 0) != (rules->dominance == 0))
        return error_set(err, ERROR_USAGE, "rule 'dominance': it needs both a number and a share");
    return ERROR_NONE;
}

static void
mark(Cell *cell, unsigned reason)
{
    cell->status = CELL_PRIMARY;
    cell->reasons |= reason;
}

static int64_t
limited(Wide value)
{
    return value >= MODEL_LIMIT ? MODEL_LIMIT - 1 : (int64_t)value;
}

/* A level upwards, and the same downwards as far as a cell without negative values can go. */
static void
need_level(Cell *cell, const Tally *tally, Wide level)
{
    int64_t upper = limited(level < 1 ? 1 : level);
    int64_t lower = !tally->negative && upper > cell->value ? cell->value : upper;
    if (upper > cell->upper)
        cell->upper = upper;
    if (lower > cell->lower)
        cell->lower = lower;
}

static void
need_width(const Rules *rules, Cell *cell)
{
    int64_t width = rules->range > 0 ? rules->range : 1;
    if (width > cell->width)
        cell->width = width;
}

static Wide
divide_up(Wide value, Wide by)
{
    return value / by + (value % by > 0);
}

static void
judge_dominance(const Rules *rules, const Tally *tally, Cell *cell)
{
    Wide greatest = tally_greatest(tally, rules->dominant);
    if (greatest * WHOLE <= (Wide)rules->dominance * tally->size || greatest == 0)
        return;
    mark(cell, RULE_DOMINANCE);
    need_level(cell, tally, divide_up(greatest * WHOLE, rules->dominance) - tally->size);
}

static void
judge_percent(const Rules *rules, const Tally *tally, Cell *cell)
{
    Wide prior = rules->prior > 0 ? rules->prior : WHOLE;
    int64_t known = rules->coalition > 1 ? rules->coalition : 1;
    Wide greatest = tally_greatest(tally, 1);
    Wide rest = (Wide)tally->size - tally_greatest(tally, known + 1);
    if (rest * prior >= greatest * rules->percent)
        return;
    mark(cell, RULE_PERCENT);
    need_level(cell, tally, divide_up(greatest * rules->percent, prior) - rest);
}

void
primary_judge(const Rules *rules, const Tally *tally, Cell *cell)
{
    cell->single = tally->contributors == 1;
    if (tally->contributors > 0 && tally->contributors < rules->minimum)
    {
        mark(cell, RULE_FREQUENCY);
        need_width(rules, cell);
    }
    if (tally->contributors > 0 && tally->contributors <= rules->difference)
    {
        mark(cell, RULE_DIFFERENCE);
        need_width(rules, cell);
    }
    if (rules->zeros && cell->value == 0)
    {
        mark(cell, RULE_ZERO);
        need_width(rules, cell);
    }
    if (rules->dominant > 0)
        judge_dominance(rules, tally, cell);
    if (rules->percent > 0)
        judge_percent(rules, tally, cell);
}

/* Does node `outer` hold all leaves of `inner`, and more? */
static bool
contains(const Dimension *dimension, uint32_t outer, uint32_t inner)
{
    size_t at = dimension->start[outer];
    size_t end = dimension->start[outer + 1];
    size_t from = dimension->start[inner];
    size_t to = dimension->start[inner + 1];
    if (end - at <= to - from)
        return false;
    for (; from < to; from++)
    {
        while (at < end && dimension->leaf[at] < dimension->leaf[from])
            at++;
        if (at == end || dimension->leaf[at] != dimension->leaf[from])
            return false;
    }
    return true;
}

typedef struct MarginList LIST_OF(Margin) MarginList;

/* Pairs along one dimension: cells whose places differ there alone, from `inner` to `outer`. */
static void
pair_cells(Arena *arena, MarginList *list, const size_t *sizes, size_t count, size_t along,
           const uint32_t pair[2], size_t first)
{
    size_t before = 1;
    size_t after = 1;
    for (size_t at = 0; at < count; at++)
        *(at < along ? &before : &after) *= at == along ? 1 : sizes[at];
    for (size_t high = 0; high < before; high++)
        for (size_t low = 0; low < after; low++)
        {
            size_t base = high * sizes[along];
            *LIST_ADD(arena, list) =
                (Margin){.margin = (uint32_t)(first + (base + pair[0]) * after + low),
                         .cell = (uint32_t)(first + (base + pair[1]) * after + low)};
        }
}

Margin *
primary_margins(Arena *arena, const Dimension *dimensions, size_t count, const CrossTable *table,
                size_t first, size_t *ret_count)
{
    MarginList list = {0};
    for (size_t along = 0; along < count; along++)
        for (uint32_t outer = 0; outer < table->shown_count[along]; outer++)
            for (uint32_t inner = 0; inner < table->shown_count[along]; inner++)
                if (contains(&dimensions[along], table->shown[along][outer],
                             table->shown[along][inner]))
                    pair_cells(arena, &list, table->shown_count, count, along,
                               (uint32_t[2]){outer, inner}, first);
    *ret_count = list.count;
    return list.items;
}

void
primary_shares(const Rules *rules, Model *model, const Margin *margins, size_t count)
{
    for (size_t at = 0; at < count; at++)
    {
        Cell *cell = &model->cell[margins[at].cell];
        int64_t margin = model->cell[margins[at].margin].value;
        if (margin <= 0 || (Wide)cell->value * WHOLE < (Wide)rules->share * margin)
            continue;
        mark(cell, RULE_SHARE);
        need_width(rules, cell);
    }
}

bool
primary_differs(const Rules *rules, const Tally *margin, const Tally *cell)
{
    int64_t left = margin->contributors - cell->contributors;
    return left > 0 && left <= rules->difference;
}
