#include "output/recode.h"

#include "core/text.h"
#include "output/inner.h"

#include <stdlib.h>
#include <string.h>

/* The class lists that a dimension may be shown in, the one asked for first. */
typedef struct Ladder
{
    struct LIST_OF(Axis) lists;
} Ladder;

/* Is each class of the fine list inside one of the coarse one's? */
static bool
is_coarser(const Axis *fine, const Axis *coarse)
{
    for (size_t at = 0; at < fine->count; at++)
    {
        bool inside = false;
        for (size_t other = 0; other < coarse->count; other++)
            inside = inside || (fine->holds[at] & ~coarse->holds[other]) == 0;
        if (!inside)
            return false;
    }
    return coarse->count < fine->count;
}

static void
climb(Arena *arena, const RequestScope *scope, const Axis *axis, Ladder *ladder)
{
    const Variable *variable = catalogue_variable(scope->catalogue, axis->attribute.variable);
    *LIST_ADD(arena, &ladder->lists) = *axis;
    for (size_t at = 0; variable != NULL && at < variable->classifications.count; at++)
    {
        Axis other;
        Error err;
        AxisAsk ask = {.variable = axis->attribute.variable,
                       .as = variable->classifications.items[at],
                       .year = axis->attribute.year,
                       .named = strchr(axis->column, '@') != NULL};
        if (axis_resolve(arena, scope, &ask, &other, &err) == ERROR_NONE &&
            is_coarser(axis, &other))
            *LIST_ADD(arena, &ladder->lists) = other;
    }
}

/* One combination, and what it is ordered by. */
typedef struct Step
{
    RequestedFile *file;
    size_t cells;
    size_t number;
} Step;

static int
step_order(const void *one, const void *other)
{
    const Step *left = one;
    const Step *right = other;
    if (left->cells != right->cells)
        return left->cells > right->cells ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

/* Combination `number`: the lists are its digits. */
static Step
step_of(Arena *arena, const RequestedFile *file, const Ladder *ladders, size_t number)
{
    Step step = {.file = arena_take(arena, sizeof *step.file), .cells = 1, .number = number};
    *step.file = *file;
    for (size_t axis = 0; axis < file->by_count; axis++)
    {
        step.file->by[axis] = ladders[axis].lists.items[number % ladders[axis].lists.count];
        step.cells *= step.file->by[axis].count + 1;
        number /= ladders[axis].lists.count;
    }
    return step;
}

ErrorKind
recode_steps(Arena *arena, const RequestScope *scope, const RequestedFile *file,
             RecodeSteps *ret_steps, Error *err)
{
    SCRATCH Arena *work = arena_new("recode");
    Ladder ladders[REQUEST_TERMS] = {0};
    size_t combinations = 1;
    for (size_t axis = 0; axis < file->by_count; axis++)
    {
        climb(arena, scope, &file->by[axis], &ladders[axis]);
        combinations *= ladders[axis].lists.count;
        if (combinations > RECODE_STEPS)
            return error_set(err, ERROR_DATA, "file '%s': too many coarser class lists",
                             file->name);
    }
    Step *steps = arena_take_array(work, combinations, sizeof *steps);
    for (size_t number = 0; number < combinations; number++)
        steps[number] = step_of(arena, file, ladders, number);
    qsort(steps, combinations, sizeof *steps, step_order);
    for (size_t at = 0; at < combinations; at++)
        *LIST_ADD(arena, ret_steps) = steps[at].file;
    return ERROR_NONE;
}
