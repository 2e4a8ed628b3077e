#include "command/command.h"
#include "command/grid.h"
#include "core/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

const char *
result_table(Arena *arena, const char *const *cells, size_t columns, size_t rows, const char *right)
{
    const Grid grid = {.cells = cells, .columns = columns, .rows = rows, .right = right};
    return grid_print(arena, &grid, display_of(STDOUT_FILENO).row);
}
