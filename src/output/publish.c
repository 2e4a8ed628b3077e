/* What a file adds to the history: a table itself, or the margins that a model rests on. */
#include "output/check.h"

/* The margins of one dimension, which the score equations of a model give back. */
static bool *
one_way(Arena *arena, const Count *count)
{
    bool *shown = arena_take_array(arena, count->cells, sizeof *shown);
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        size_t named = 0;
        for (size_t axis = 0; axis < count->axes; axis++)
            named += count_place(count, cell, axis) < count->places[axis] - 1;
        shown[cell] = named <= 1;
    }
    return shown;
}

static ErrorKind
publish_model(Arena *arena, const People *people, const char *name, const CheckedFile *file,
              PublishedTables *ret_tables, Error *err)
{
    *LIST_ADD(arena, ret_tables) = (PublishedTable){.name = name,
                                                    .file = file->file,
                                                    .count = file->count,
                                                    .shown = one_way(arena, file->count)};
    if (file->file->family != MODEL_LOGISTIC || file->file->where_count == REQUEST_WHERE)
        return ERROR_NONE;
    RequestedFile *events = arena_take(arena, sizeof *events);
    Count *count = NULL;
    *events = *file->file;
    events->type = OUTPUT_FREQUENCY;
    events->where[events->where_count++] = file->file->outcome;
    TRY(count_make(arena, people, events, &count, err));
    *LIST_ADD(arena, ret_tables) = (PublishedTable){
        .name = name, .file = events, .count = count, .shown = one_way(arena, count)};
    return ERROR_NONE;
}

ErrorKind
check_published(Arena *arena, const People *people, const char *name, const CheckedFile *file,
                PublishedTables *ret_tables, Error *err)
{
    if (file->file->type == OUTPUT_MODEL)
        return publish_model(arena, people, name, file, ret_tables, err);
    *LIST_ADD(arena, ret_tables) = (PublishedTable){.name = name,
                                                    .file = file->file,
                                                    .count = file->count,
                                                    .shown = file->shown,
                                                    .perturbed = file->method == METHOD_CELL_KEY};
    return ERROR_NONE;
}
