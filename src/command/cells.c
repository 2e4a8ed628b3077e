#include "command/cells.h"

#include "command/command.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdio.h>

void
cells_add(Arena *arena, Cells *cells, size_t count, const char *const *row)
{
    for (size_t at = 0; at < count; at++)
        *LIST_ADD(arena, cells) = row[at];
}

const char *
cells_print(Arena *arena, const Cells *cells, size_t columns, const char *right)
{
    return result_table(arena, cells->items, columns, cells->count / columns, right);
}

const char *
cell_count(Arena *arena, int64_t value)
{
    char plain[32];
    int length = snprintf(plain, sizeof plain, "%" PRId64, value);
    Text text = text_new(arena);
    for (int at = 0; at < length; at++)
    {
        if (at > 0 && (length - at) % 3 == 0 && plain[at - 1] != '-')
            text_add(&text, ",");
        text_add_bytes(&text, &plain[at], 1);
    }
    return text.bytes;
}

const char *
cell_integer(Arena *arena, int64_t value)
{
    return arena_print(arena, "%" PRId64, value);
}

const char *
cell_date(Arena *arena, Date date)
{
    char text[DATE_TEXT_SIZE];
    return arena_copy_text(arena, date_print(date, text));
}

const char *
cell_names(Arena *arena, const Names *names)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < names->count; at++)
        text_print(&text, "%s%s", at == 0 ? "" : ", ", names->items[at]);
    return text.bytes;
}
