#include "disclosure/inner.h"

#include <math.h>
#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014). */
uint64_t
attack_chance(Attack *attack)
{
    uint64_t value = attack->chance += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

static void
close_parts(void *what)
{
    Attack *attack = what;
    for (size_t at = 0; at < attack->reduction.count; at++)
    {
        Component *part = &attack->reduction.components[at];
        if (part->opened != NULL)
            attack->options.solver->close(part->opened);
        short_close(attack, part);
    }
}

Attack *
attack_new(Arena *arena, const Model *model, const AttackOptions *options)
{
    Attack *attack = arena_take(arena, sizeof *attack);
    attack->arena = arena;
    attack->model = model;
    attack->options = *options;
    attack->reduction = reduction_new(arena, model);
    attack->rows = arena_take_array(arena, model->inner + 1, sizeof *attack->rows);
    attack->changes = arena_take_array(arena, model->inner + 1, sizeof *attack->changes);
    attack->piece = arena_take_array(arena, model->inner + 1, sizeof *attack->piece);
    attack->size.free = attack->reduction.free;
    attack->size.rows = attack->reduction.rows;
    attack->size.components = attack->reduction.count;
    for (size_t at = 0; at < attack->reduction.count; at++)
        if (attack->reduction.components[at].columns > attack->size.largest)
            attack->size.largest = attack->reduction.components[at].columns;
    arena_on_free(arena, close_parts, attack);
    return attack;
}

AttackSize
attack_size(const Attack *attack)
{
    return attack->size;
}

void
attack_bounds(const Attack *attack, const Component *part, size_t column, Round round,
              double *ret_least, double *ret_most)
{
    const Model *model = attack->model;
    uint32_t row = part->inner[column];
    *ret_least = -round.box;
    *ret_most = round.box;
    if (model->least[row] > -MODEL_LIMIT)
        *ret_least =
            fmax(*ret_least, -(double)((model->value[row] - model->least[row]) / round.unit));
    if (model->most[row] < MODEL_LIMIT)
        *ret_most = fmin(*ret_most, (double)((model->most[row] - model->value[row]) / round.unit));
}

static void
bound_columns(const Attack *attack, Component *part, Round round)
{
    for (size_t column = 0; column < part->columns; column++)
    {
        double least;
        double most;
        attack_bounds(attack, part, column, round, &least, &most);
        if (part->opened != NULL && (least < part->least[column] || least > part->least[column] ||
                                     most < part->most[column] || most > part->most[column]))
            attack->options.solver->bound(part->opened, (int)column, least, most);
        part->least[column] = least;
        part->most[column] = most;
    }
}

DisclosureProgram
attack_program(const Component *part)
{
    return (DisclosureProgram){.columns = (int)part->columns,
                               .rows = (int)part->rows,
                               .start = part->start,
                               .row = part->row,
                               .factor = part->factor,
                               .least = part->least,
                               .most = part->most,
                               .row_least = part->zero,
                               .row_most = part->zero};
}

/* A part without constraints: each column goes to its bound. */
DisclosureAnswer
attack_solve_free(Attack *attack, Component *part, Round round)
{
    bound_columns(attack, part, round);
    for (size_t column = 0; column < part->columns; column++)
    {
        double objective = part->objective[column];
        double to = objective > 0 ? part->most[column] : objective < 0 ? part->least[column] : 0;
        if (isinf(to))
            return DISCLOSURE_UNBOUNDED;
        part->value[column] = to;
    }
    return DISCLOSURE_OPTIMAL;
}

DisclosureAnswer
attack_solve(Attack *attack, Component *part, Round round)
{
    if (part->rows == 0)
        return attack_solve_free(attack, part, round);
    bound_columns(attack, part, round);
    if (part->opened == NULL)
    {
        DisclosureProgram program = attack_program(part);
        part->opened = attack->options.solver->open(attack->options.solver->context, &program);
        if (part->opened == NULL)
            return DISCLOSURE_UNSOLVED;
    }
    attack->size.programs++;
    return attack->options.solver->maximise(part->opened, part->objective, part->value, NULL);
}

/* Sets the objective of every part to direction times the cell; the parts that it touches are asked. */
void
attack_aim(Attack *attack, size_t cell, double weight)
{
    const Model *model = attack->model;
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
    {
        uint32_t row = model->row[at];
        if (attack->reduction.component[row] == NOT_FREE)
            continue;
        Component *part = &attack->reduction.components[attack->reduction.component[row]];
        part->objective[attack->reduction.column[row]] += weight * model->factor[at];
        part->asked = true;
    }
}

void
attack_forget(Attack *attack)
{
    for (size_t at = 0; at < attack->reduction.count; at++)
    {
        Component *part = &attack->reduction.components[at];
        if (part->asked)
            memset(part->objective, 0, part->columns * sizeof *part->objective);
        part->asked = false;
    }
}

/* The cell's change in the last answers of the asked parts. */
static double
change_of(const Attack *attack, size_t cell)
{
    const Model *model = attack->model;
    double change = 0;
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
    {
        uint32_t row = model->row[at];
        if (attack->reduction.component[row] == NOT_FREE)
            continue;
        const Component *part = &attack->reduction.components[attack->reduction.component[row]];
        change += model->factor[at] * part->value[attack->reduction.column[row]];
    }
    return change;
}

DisclosureAnswer
attack_ask(Attack *attack, Proofs *proofs, Round round)
{
    DisclosureAnswer worst = DISCLOSURE_OPTIMAL;
    for (size_t at = 0; at < attack->reduction.count; at++)
    {
        Component *part = &attack->reduction.components[at];
        if (!part->asked)
            continue;
        DisclosureAnswer answer = attack_solve(attack, part, round);
        if (answer != DISCLOSURE_OPTIMAL)
        {
            worst = answer > worst ? answer : worst;
            memset(part->value, 0, part->columns * sizeof *part->value);
        }
    }
    if (proofs != NULL)
        pieces_offer(attack, proofs, round.unit);
    return worst;
}

DisclosureAnswer
attack_extreme(Attack *attack, Proofs *proofs, size_t cell, Round round, bool up, double *ret_change)
{
    attack_forget(attack);
    attack_aim(attack, cell, up ? 1 : -1);
    DisclosureAnswer answer = attack_ask(attack, proofs, round);
    *ret_change = change_of(attack, cell);
    if (answer == DISCLOSURE_UNBOUNDED)
        *ret_change = up ? HUGE_VAL : -HUGE_VAL;
    return answer;
}

bool
attack_interval(Attack *attack, Proofs *proofs, size_t cell, double *ret_least, double *ret_most)
{
    Round round = {.unit = 1, .box = HUGE_VAL};
    DisclosureAnswer down = attack_extreme(attack, proofs, cell, round, false, ret_least);
    DisclosureAnswer up = attack_extreme(attack, proofs, cell, round, true, ret_most);
    return (down == DISCLOSURE_OPTIMAL || down == DISCLOSURE_UNBOUNDED) &&
           (up == DISCLOSURE_OPTIMAL || up == DISCLOSURE_UNBOUNDED);
}
