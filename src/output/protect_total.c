/*
 * Sums for the library that finds and certifies suppressions.
 *
 * A mean and its count give the sum, and counts are taken to be known: so is the number of persons
 * behind each inner cell here. Then a sum of n persons lies between n times the smallest and n
 * times the greatest value that the class list of the measure has. Sums are measured from the
 * former, and what is left to the latter is a second, hidden leaf beside each: the two together are
 * published. So the certificate is against an attacker who knows all counts and the class list; and
 * where the recipient holds a sample it is of the sums of the others, since he knows his part.
 */
#include "output/protect.h"

#include <string.h>

static int64_t
measured_of(const Count *count, size_t cell)
{
    return count->other_measured != NULL ? count->other_measured[cell] : count->measured[cell];
}

int64_t
total_room(const Count *count, size_t cell)
{
    return (count->most - count->least) * measured_of(count, cell);
}

int64_t
total_height(const Count *count, size_t cell)
{
    int64_t total = count->other_total != NULL ? count->other_total[cell] : count->total[cell];
    return total - count->least * measured_of(count, cell);
}

/* The sum alone, and the sum with what is left. */
static bool
add_room(Disclosure *tables, DisclosureError *from)
{
    static const uint32_t leaf[] = {0, 1};
    static const DisclosureNode nodes[] = {{leaf, 1}, {leaf, 2}};
    return disclosure_add_dimension(tables, 2, nodes, 2, from);
}

static bool
add_tables(Arena *arena, const Count *count, Disclosure *tables, DisclosureError *from)
{
    static const uint32_t alone = 0;
    static const uint32_t together = 1;
    DisclosureShown shown[REQUEST_TERMS + 1] = {{0}};
    size_t first = 0;
    size_t cells = 0;
    shown[count->axes] = (DisclosureShown){&alone, 1};
    if (!disclosure_add_table(tables, shown, &first, &cells, from))
        return false;
    for (size_t axis = 0; axis < count->axes; axis++)
    {
        size_t classes = count->places[axis] - 1;
        uint32_t *node = arena_take_array(arena, classes, sizeof *node);
        for (size_t at = 0; at < classes; at++)
            node[at] = (uint32_t)at;
        shown[axis] = (DisclosureShown){node, classes};
    }
    shown[count->axes] = (DisclosureShown){&together, 1};
    return disclosure_add_table(tables, shown, &first, &cells, from);
}

/* Contributions: of one person, or of the greatest of several and of the others. */
typedef struct Rows
{
    uint32_t *leaf[REQUEST_TERMS + 1];
    int64_t *value;
    size_t count;
} Rows;

static void
add_row(Rows *rows, const Count *count, size_t cell, uint32_t room, int64_t value)
{
    for (size_t axis = 0; axis < count->axes; axis++)
        rows->leaf[axis][rows->count] = (uint32_t)count_place(count, cell, axis);
    rows->leaf[count->axes][rows->count] = room;
    rows->value[rows->count++] = value;
}

static void
add_cell(Rows *rows, const Count *count, size_t cell)
{
    int64_t height = total_height(count, cell);
    if (measured_of(count, cell) == 0)
        return;
    add_row(rows, count, cell, 0, height);
    if (measured_of(count, cell) > 1)
        add_row(rows, count, cell, 0, 0);
    /* The rest is nobody's own. */
    add_row(rows, count, cell, 1, total_room(count, cell) - height);
    add_row(rows, count, cell, 1, 0);
}

static bool
set_rows(Arena *arena, const Count *count, Disclosure *tables, DisclosureError *from)
{
    Rows rows = {.value = arena_take_array(arena, 4 * count->cells, sizeof *rows.value)};
    for (size_t axis = 0; axis <= count->axes; axis++)
        rows.leaf[axis] = arena_take_array(arena, 4 * count->cells, sizeof *rows.leaf[axis]);
    for (size_t cell = 0; cell < count->cells; cell++)
        if (!count_is_margin(count, cell))
            add_cell(&rows, count, cell);
    DisclosureRecords records = {
        .rows = rows.count, .leaf = (const uint32_t *const *)rows.leaf, .value = rows.value};
    return disclosure_set_records(tables, &records, from);
}

ErrorKind
total_build(Arena *arena, const Count *count, Disclosure *tables, Error *err)
{
    DisclosureError from = {{0}};
    for (size_t axis = 0; axis < count->axes; axis++)
        if (!protect_add_axis(arena, tables, count->places[axis] - 1, &from))
            return protect_fault(&from, err);
    if (!add_room(tables, &from) || !add_tables(arena, count, tables, &from) ||
        !set_rows(arena, count, tables, &from) || !disclosure_build(tables, &from))
        return protect_fault(&from, err);
    for (size_t cell = count->cells; cell < disclosure_cells(tables); cell++)
    {
        DisclosureCell known = disclosure_cell(tables, cell);
        if (known.status == DISCLOSURE_VIRTUAL)
            continue;
        known.forced = true;
        disclosure_set_cell(tables, cell, &known);
    }
    return ERROR_NONE;
}

static int64_t
smaller(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

/* Nobody may come closer to the greatest contribution than a tenth of it (p%, Hundepool et al.
 * 2012, section 4.2, for contributors who know all others), nor know the sum better than to the
 * greatest contribution; as far as there is room. */
void
total_need(const Count *count, size_t cell, DisclosureCell *need)
{
    int64_t height = total_height(count, cell);
    int64_t room = total_room(count, cell);
    int64_t greatest =
        count->least < 0 ? count->most - count->least : count->greatest[2 * cell] - count->least;
    int64_t tenth = greatest / 10 + (greatest % 10 != 0);
    need->upper = smaller(tenth, room - height);
    need->lower = smaller(tenth, height);
    need->width = smaller(greatest < 2 ? 2 : greatest, room);
}
