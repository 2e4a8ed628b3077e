#include "command/command.h"
#include "core/file.h"
#include "core/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

ErrorKind
result_check_new(const char *path, Error *err)
{
    if (path == NULL)
        return ERROR_NONE;
    if (file_exists(path))
        return error_set(err, ERROR_IO, "'%s': it is there already", path);
    return file_can_make(path) ? ERROR_NONE : error_set_io(err, "cannot create '%s'", path);
}

ErrorKind
result_print(const char *text, Error *err)
{
    if (fputs(text, stdout) == EOF || fflush(stdout) != 0)
        return errno == EPIPE ? error_set(err, ERROR_UNREAD, "nobody reads the result")
                              : error_set_io(err, "cannot write to standard output");
    return ERROR_NONE;
}

ErrorKind
result_print_json(Invocation *call, json_t *result, Error *err)
{
    const char *bytes = json_canonical(call->arena, json_keep(call->arena, result), NULL);
    return result_print(arena_print(call->arena, "%s\n", bytes), err);
}

static void
add_cell(Text *table, const char *cell, size_t width, bool right, bool last)
{
    size_t gap = width - text_width(cell);
    for (size_t at = 0; right && at < gap; at++)
        text_add(table, " ");
    text_add(table, cell);
    for (size_t at = 0; !right && !last && at < gap; at++)
        text_add(table, " ");
}

const char *
result_table(Arena *arena, const char *const *cells, size_t columns, size_t rows, const char *right)
{
    Text table = text_new(arena);
    size_t *widths = arena_take_array(arena, columns, sizeof *widths);
    for (size_t at = 0; at < rows * columns; at++)
    {
        size_t width = text_width(cells[at]);
        if (width > widths[at % columns])
            widths[at % columns] = width;
    }
    for (size_t row = 0; row < rows; row++)
    {
        for (size_t column = 0; column < columns; column++)
        {
            bool is_right = column < strlen(right) && right[column] == 'r';
            text_add(&table, column == 0 ? "" : "  ");
            add_cell(&table, cells[row * columns + column], widths[column], is_right,
                     column + 1 == columns);
        }
        text_add(&table, "\n");
        for (size_t column = 0; row == 0 && column < columns; column++)
        {
            text_add(&table, column == 0 ? "" : "  ");
            for (size_t at = 0; at < widths[column]; at++)
                text_add(&table, "-");
        }
        if (row == 0)
            text_add(&table, "\n");
    }
    return table.bytes;
}
