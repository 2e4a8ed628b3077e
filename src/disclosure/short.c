#include "disclosure/inner.h"

#include <math.h>
#include <string.h>

#define REWARD 4096.0 /* for a unit of change where it is wanted; elsewhere a unit costs 1 to 2 */

/* Each column of the part twice: once for going up, once for going down. */
struct Short
{
    int *start;
    int *row;
    double *factor;
    double *least;
    double *most;
    double *cost;
    double *objective;
    double *value;
    void *opened;
};

static void
price(Attack *attack, struct Short *brief, size_t columns)
{
    for (size_t column = 0; column < 2 * columns; column++)
        brief->cost[column] = 1 + (double)(attack_chance(attack) >> 40) / (double)(1 << 24);
}

static struct Short *
short_new(Attack *attack, const Component *part)
{
    size_t columns = part->columns;
    size_t entries = (size_t)part->start[columns];
    struct Short *brief = arena_take(attack->arena, sizeof *brief);
    brief->start = arena_take_array(attack->arena, 2 * columns + 1, sizeof *brief->start);
    brief->row = arena_take_array(attack->arena, 2 * entries + 1, sizeof *brief->row);
    brief->factor = arena_take_array(attack->arena, 2 * entries + 1, sizeof *brief->factor);
    brief->least = arena_take_array(attack->arena, 2 * columns, sizeof *brief->least);
    brief->most = arena_take_array(attack->arena, 2 * columns, sizeof *brief->most);
    brief->cost = arena_take_array(attack->arena, 2 * columns, sizeof *brief->cost);
    brief->objective = arena_take_array(attack->arena, 2 * columns, sizeof *brief->objective);
    brief->value = arena_take_array(attack->arena, 2 * columns, sizeof *brief->value);
    for (size_t side = 0; side < 2; side++)
    {
        for (size_t column = 0; column <= columns; column++)
            brief->start[side * columns + column] = part->start[column] + (int)(side * entries);
        for (size_t at = 0; at < entries; at++)
        {
            brief->row[side * entries + at] = part->row[at];
            brief->factor[side * entries + at] = side == 0 ? part->factor[at] : -part->factor[at];
        }
    }
    price(attack, brief, columns);
    return brief;
}

static void
set_bound(const Attack *attack, struct Short *brief, size_t column, double most)
{
    if (brief->opened != NULL && (most < brief->most[column] || most > brief->most[column]))
        attack->options.solver->bound(brief->opened, (int)column, 0, most);
    brief->most[column] = most;
}

static void
bound_both(const Attack *attack, const Component *part, Round round)
{
    for (size_t column = 0; column < part->columns; column++)
    {
        double least;
        double most;
        attack_bounds(attack, part, column, round, &least, &most);
        set_bound(attack, part->brief, column, most);
        set_bound(attack, part->brief, part->columns + column, -least);
    }
}

static DisclosureAnswer
solve_short(Attack *attack, Component *part, Round round)
{
    const DisclosureSolver *solver = attack->options.solver;
    struct Short *brief = part->brief;
    size_t columns = part->columns;
    bound_both(attack, part, round);
    if (brief->opened == NULL)
    {
        DisclosureProgram program = {.columns = (int)(2 * columns),
                                     .rows = (int)part->rows,
                                     .start = brief->start,
                                     .row = brief->row,
                                     .factor = brief->factor,
                                     .least = brief->least,
                                     .most = brief->most,
                                     .row_least = part->zero,
                                     .row_most = part->zero};
        brief->opened = solver->open(solver->context, &program);
        if (brief->opened == NULL)
            return DISCLOSURE_UNSOLVED;
    }
    for (size_t column = 0; column < columns; column++)
    {
        double reward = REWARD * part->objective[column];
        brief->objective[column] = reward - brief->cost[column];
        brief->objective[columns + column] = -reward - brief->cost[columns + column];
    }
    attack->size.programs++;
    DisclosureAnswer answer = solver->maximise(brief->opened, brief->objective, brief->value, NULL);
    for (size_t column = 0; column < columns; column++)
        part->value[column] = brief->value[column] - brief->value[columns + column];
    return answer;
}

void
attack_ask_short(Attack *attack, Proofs *proofs, Round round, bool shuffle)
{
    for (size_t at = 0; at < attack->reduction.count; at++)
    {
        Component *part = &attack->reduction.components[at];
        if (!part->asked)
            continue;
        DisclosureAnswer answer;
        if (part->rows == 0)
            answer = attack_solve_free(attack, part, round);
        else
        {
            if (part->brief == NULL)
                part->brief = short_new(attack, part);
            else if (shuffle)
                price(attack, part->brief, part->columns);
            answer = solve_short(attack, part, round);
        }
        if (answer != DISCLOSURE_OPTIMAL)
            memset(part->value, 0, part->columns * sizeof *part->value);
    }
    pieces_offer(attack, proofs, round.unit);
}

void
short_close(const Attack *attack, Component *part)
{
    if (part->brief != NULL && part->brief->opened != NULL)
        attack->options.solver->close(part->brief->opened);
}
