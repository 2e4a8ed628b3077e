#include "output/predicate.h"

#include "core/text.h"
#include "output/inner.h"

#include <inttypes.h>
#include <string.h>

static ErrorKind
column_number(Arena *arena, HistoryColumns *columns, const Attribute *attribute,
              uint16_t *ret_column, uint32_t *ret_years, Error *err)
{
    size_t column = 0;
    size_t year = 0;
    while (column < columns->items.count &&
           !attribute_equal(&columns->items.items[column], attribute))
        column++;
    if (column == columns->items.count)
        *LIST_ADD(arena, &columns->items) = *attribute;
    while (year < columns->years.count && columns->years.items[year] != attribute->year)
        year++;
    if (year == columns->years.count)
        *LIST_ADD(arena, &columns->years) = attribute->year;
    if (year >= PREDICATE_YEARS || column >= 900)
        return error_set(err, ERROR_DATA, "too many variables and years were released");
    *ret_column = (uint16_t)column;
    *ret_years |= (uint32_t)1 << year;
    return ERROR_NONE;
}

/* Puts a column in its place among the others; one that is there already keeps its place. */
static size_t
view_column(HistoryView *view, uint16_t column, Classes all)
{
    size_t at = 0;
    while (at < view->columns && view->column[at] < column)
        at++;
    if (at < view->columns && view->column[at] == column)
        return at;
    for (size_t other = view->columns; other > at; other--)
    {
        view->column[other] = view->column[other - 1];
        view->axis[other] = view->axis[other - 1];
        view->within[other] = view->within[other - 1];
    }
    view->column[at] = column;
    view->axis[at] = SIZE_MAX;
    view->within[at] = all;
    view->columns++;
    return at;
}

static ErrorKind
view_columns(Arena *arena, HistoryColumns *columns, HistoryView *view, Error *err)
{
    const RequestedFile *file = view->table->file;
    uint16_t column = 0;
    if (file->by_count + file->where_count > PREDICATE_COLUMNS)
        return error_set(err, ERROR_DATA, "%s: too many dimensions and conditions",
                         view->table->name);
    for (size_t at = 0; at < file->by_count; at++)
    {
        const Attribute *attribute = &file->by[at].attribute;
        TRY(column_number(arena, columns, attribute, &column, &view->years, err));
        (void)view_column(view, column, attribute->all);
    }
    for (size_t at = 0; at < file->where_count; at++)
    {
        const Attribute *attribute = &file->where[at].attribute;
        TRY(column_number(arena, columns, attribute, &column, &view->years, err));
        view->within[view_column(view, column, attribute->all)] &= file->where[at].holds;
    }
    for (size_t at = 0; at < file->by_count; at++)
    {
        uint32_t ignored = 0;
        TRY(column_number(arena, columns, &file->by[at].attribute, &column, &ignored, err));
        view->axis[view_column(view, column, 0)] = at;
    }
    return ERROR_NONE;
}

static Predicate
cell_predicate(const HistoryColumns *columns, const HistoryView *view, size_t cell)
{
    Predicate predicate = {.years = view->years};
    const Count *count = view->table->count;
    for (size_t at = 0; at < view->columns; at++)
    {
        Classes holds = view->within[at];
        size_t axis = view->axis[at];
        size_t place = axis == SIZE_MAX ? 0 : count_place(count, cell, axis);
        if (axis != SIZE_MAX && place < count->places[axis] - 1)
            holds &= view->table->file->by[axis].holds[place];
        if (holds == columns->items.items[view->column[at]].all)
            continue;
        predicate.column[predicate.count] = view->column[at];
        predicate.holds[predicate.count++] = holds;
    }
    return predicate;
}

ErrorKind
view_make(Arena *arena, HistoryColumns *columns, const PublishedTable *table, HistoryView *ret_view,
          Error *err)
{
    *ret_view = (HistoryView){.table = table};
    TRY(view_columns(arena, columns, ret_view, err));
    size_t cells = table->count->cells;
    ret_view->cell = arena_take_array(arena, cells, sizeof *ret_view->cell);
    ret_view->shown = arena_take_array(arena, cells, sizeof *ret_view->shown);
    for (size_t cell = 0; cell < cells; cell++)
    {
        ret_view->cell[cell] = cell_predicate(columns, ret_view, cell);
        ret_view->shown[cell] = !table->perturbed && (table->shown == NULL || table->shown[cell]);
    }
    return ERROR_NONE;
}

bool
predicate_implies(const Predicate *part, const Predicate *whole)
{
    size_t at = 0;
    if ((whole->years & ~part->years) != 0)
        return false;
    for (size_t other = 0; other < whole->count; other++)
    {
        while (at < part->count && part->column[at] < whole->column[other])
            at++;
        if (at == part->count || part->column[at] != whole->column[other] ||
            (part->holds[at] & ~whole->holds[other]) != 0)
            return false;
    }
    return true;
}

bool
predicate_equal(const Predicate *one, const Predicate *other)
{
    return one->count == other->count && one->years == other->years &&
           memcmp(one->column, other->column, one->count * sizeof *one->column) == 0 &&
           memcmp(one->holds, other->holds, one->count * sizeof *one->holds) == 0;
}

bool
predicates_meet(const Predicate *one, const Predicate *other)
{
    size_t at = 0;
    for (size_t second = 0; second < other->count; second++)
    {
        while (at < one->count && one->column[at] < other->column[second])
            at++;
        if (at < one->count && one->column[at] == other->column[second] &&
            (one->holds[at] & other->holds[second]) == 0)
            return false;
    }
    return true;
}

Predicate
predicate_with(const HistoryColumns *columns, const Predicate *predicate, uint16_t column,
               Classes holds)
{
    Predicate changed = {.years = predicate->years};
    bool placed = holds == columns->items.items[column].all;
    for (size_t at = 0; at < predicate->count; at++)
    {
        if (!placed && predicate->column[at] >= column)
        {
            changed.column[changed.count] = column;
            changed.holds[changed.count++] = holds;
            placed = true;
        }
        if (predicate->column[at] == column)
            continue;
        changed.column[changed.count] = predicate->column[at];
        changed.holds[changed.count++] = predicate->holds[at];
    }
    if (!placed)
    {
        changed.column[changed.count] = column;
        changed.holds[changed.count++] = holds;
    }
    return changed;
}

const char *
predicate_print(Arena *arena, const HistoryColumns *columns, const Predicate *predicate)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < predicate->count; at++)
    {
        const Attribute *attribute = &columns->items.items[predicate->column[at]];
        Names codes = classes_codes(arena, attribute->scheme, predicate->holds[at]);
        text_print(&text, "%s%s@%d=", at == 0 ? "" : ", ", attribute->variable, attribute->year);
        for (size_t code = 0; code < codes.count; code++)
            text_print(&text, "%s%s", code == 0 ? "" : "+", codes.items[code]);
    }
    if (predicate->count > 0)
        return text.bytes;
    text_add(&text, "everybody of");
    for (size_t at = 0; at < columns->years.count; at++)
        if ((predicate->years >> at & 1) != 0)
            text_print(&text, " %d", columns->years.items[at]);
    return text.bytes;
}
