#include "disclosure/known.h"

#include "disclosure/field.h"
#include "disclosure/inner.h"

#include <math.h>

#define LEAVES_BOUND 1e-6 /* in units of the largest change that is asked for, which is 1 */

/* 1 or -1: the only way that it can change from its bound; 0: it is at none. */
static int
way_off(const Model *model, uint32_t row)
{
    if (model->value[row] == model->least[row])
        return 1;
    return model->value[row] == model->most[row] ? -1 : 0;
}

/* Asks for one change in which as many of the known inner cells as can be leave their bound, and
 * counts these as free; again, until none does. Changes can be added and made smaller, so what no
 * small one moves, none moves. */
static void
free_what_moves(Attack *attack, Component *part, bool *known)
{
    const Round round = {.unit = 1, .box = 1};
    for (bool again = true; again;)
    {
        again = false;
        for (size_t column = 0; column < part->columns; column++)
        {
            uint32_t row = part->inner[column];
            part->objective[column] = known[row] ? way_off(attack->model, row) : 0;
            again |= known[row];
        }
        if (!again || attack_solve(attack, part, round) != DISCLOSURE_OPTIMAL)
            return;
        again = false;
        for (size_t column = 0; column < part->columns; column++)
        {
            uint32_t row = part->inner[column];
            if (!known[row] || fabs(part->value[column]) < LEAVES_BOUND)
                continue;
            known[row] = false;
            again = true;
        }
    }
}

void
known_find(const Model *model, const DisclosureSolver *solver, bool *ret_known)
{
    SCRATCH Arena *work = arena_new("known");
    AttackOptions options = {.solver = solver};
    Attack *attack = attack_new(work, model, &options);
    for (uint32_t row = 0; row < model->inner; row++)
        ret_known[row] = attack->reduction.component[row] == NOT_FREE || way_off(model, row) != 0;
    for (size_t at = 0; at < attack->reduction.count; at++)
        free_what_moves(attack, &attack->reduction.components[at], ret_known);
}

SpanVector
known_residue(Arena *arena, Span *span, const Model *model, size_t cell)
{
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        span_put(span, model->row[at], field_of(model->factor[at]));
    return span_reduce(span, arena);
}

Span *
known_span(Arena *arena, const Model *model, const bool *known)
{
    Span *span = span_new(arena, model->inner);
    for (uint32_t row = 0; row < model->inner; row++)
    {
        if (!known[row])
            continue;
        span_put(span, row, 1);
        span_add(span, span_reduce(span, arena));
    }
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        if (!cell_is_shown(&model->cell[cell]))
            continue;
        SpanVector residue = known_residue(arena, span, model, cell);
        if (residue.count > 0)
            span_add(span, residue);
    }
    return span;
}
