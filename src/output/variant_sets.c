/* Which class sets the conditions of a table are replaced by. */
#include "output/variant.h"

#define LEAVES_FEW 4
#define LEAVES_MANY 8

void
sets_add(Arena *arena, Sets *sets, Classes set)
{
    for (size_t at = 0; at < sets->items.count; at++)
        if (sets->items.items[at] == set)
            return;
    if (set != 0)
        *LIST_ADD(arena, &sets->items) = set;
}

/* What a view shows of one of its columns. */
static void
add_own(Arena *arena, const HistoryView *view, size_t at, Sets *sets)
{
    size_t axis = view->axis[at];
    sets_add(arena, sets, view->within[at]);
    for (size_t place = 0; axis != SIZE_MAX && place < view->table->file->by[axis].count; place++)
        sets_add(arena, sets, view->table->file->by[axis].holds[place] & view->within[at]);
}

/* What the tables from `first` on show of a column. */
static Sets
sets_of(const Judged *judged, Arena *work, uint16_t column, size_t first)
{
    Sets sets = {0};
    sets_add(work, &sets, judged->columns.items.items[column].all);
    for (size_t view = first; view < judged->view_count; view++)
        for (size_t at = 0; at < judged->views[view].columns; at++)
            if (judged->views[view].column[at] == column)
                add_own(work, &judged->views[view], at, &sets);
    return sets;
}

static bool
has_set(const Sets *sets, Classes set)
{
    for (size_t at = 0; at < sets->items.count; at++)
        if (sets->items.items[at] == set)
            return true;
    return false;
}

/* The smallest sets that all tables together tell apart in a column. */
static Sets
leaves_of(const Judged *judged, Arena *work, uint16_t column)
{
    Sets published = sets_of(judged, work, column, 0);
    Sets leaves = {0};
    sets_add(work, &leaves, judged->columns.items.items[column].all);
    for (size_t at = 0; at < published.items.count; at++)
        for (size_t leaf = leaves.items.count; leaf-- > 0;)
        {
            Classes whole = leaves.items.items[leaf];
            Classes cut = whole & published.items.items[at];
            if (cut == 0 || cut == whole)
                continue;
            leaves.items.items[leaf] = cut;
            sets_add(work, &leaves, whole & ~cut);
        }
    return leaves;
}

/* What is left where several sets are taken off: unions of leaves, of all of them where they are
 * few, of two where they are not many. */
static void
add_unions(const Judged *judged, Arena *work, uint16_t column, Sets *made)
{
    Sets leaves = leaves_of(judged, work, column);
    size_t count = leaves.items.count;
    size_t subsets = count <= LEAVES_FEW ? (size_t)1 << count : 0;
    for (size_t subset = 1; subset < subsets; subset++)
    {
        Classes united = 0;
        for (size_t leaf = 0; leaf < count; leaf++)
            united |= (subset >> leaf & 1) != 0 ? leaves.items.items[leaf] : 0;
        sets_add(work, made, united);
    }
    for (size_t one = 0; subsets == 0 && one < count; one++)
        for (size_t other = 0; other <= one && (other == 0 || count <= LEAVES_MANY); other++)
            sets_add(work, made,
                     leaves.items.items[one] |
                         (count <= LEAVES_MANY ? leaves.items.items[one - other] : 0));
}

Sets
sets_instead(const Judged *judged, Arena *work, size_t view, size_t at)
{
    const HistoryView *of = &judged->views[view];
    uint16_t column = of->column[at];
    Classes all = judged->columns.items.items[column].all;
    Sets own = {0};
    Sets made = {0};
    Sets kept = {0};
    add_own(work, of, at, &own);
    Sets others = sets_of(judged, work, column, view < judged->old_count ? judged->old_count : 0);
    for (size_t one = 0; one < own.items.count; one++)
        for (size_t other = 0; other < others.items.count; other++)
        {
            Classes mine = own.items.items[one];
            Classes its = others.items.items[other];
            sets_add(work, &made, mine & its);
            sets_add(work, &made, mine & ~its);
            sets_add(work, &made, its & ~mine);
        }
    add_unions(judged, work, column, &made);
    for (size_t set = 0; set < made.items.count; set++)
        if (made.items.items[set] != all && !has_set(&own, made.items.items[set]))
            sets_add(work, &kept, made.items.items[set]);
    return kept;
}
