#include "disclosure/inner.h"

#include <math.h>
#include <string.h>

#define UNITS 48            /* a need is at least so many units, where values are that fine */
#define COARSEST (1 << 20)  /* and at most so many */
#define TIRED 3             /* rounds of little gain before cells are asked for one by one */
#define TRIALS 3
#define SPARSE 8            /* of the open cells one in so many is asked for at once */
#define WHOLE_COLUMNS 3000  /* no search in whole numbers in larger parts */

static int64_t
lack(const Proofs *proofs, size_t cell)
{
    int64_t up = proofs_lacks(proofs, cell, true);
    int64_t down = proofs_lacks(proofs, cell, false);
    return up > down ? up : down;
}

/* A unit such that needs from least to most are whole multiples of some size, and a box that holds the greatest. */
static Round
round_for(int64_t least, int64_t most)
{
    int64_t unit = least / UNITS;
    unit = unit >= 12 ? unit - unit % 12 : unit > 1 ? unit : 1;
    return (Round){.unit = unit, .box = (double)(most / unit + (most % unit != 0))};
}

/* Aims at all open cells whose lack is between least and most, each in a direction that it lacks. */
static size_t
aim_at_open(Attack *attack, const Proofs *proofs, int64_t least, int64_t most, uint64_t sparse)
{
    size_t aimed = 0;
    for (size_t cell = 0; cell < attack->model->cells; cell++)
    {
        if (!cell_is_sensitive(&attack->model->cell[cell]))
            continue;
        int64_t size = lack(proofs, cell);
        if (size == 0 || size < least || size > most)
            continue;
        uint64_t chance = attack_chance(attack);
        bool up = proofs_lacks(proofs, cell, true) > 0;
        if (up && proofs_lacks(proofs, cell, false) > 0 && attack->model->cell[cell].value != 0)
            up = chance & 1;
        if ((chance >> 8) % sparse != 0)
            continue;
        double weight = 1 + (double)(chance >> 40) / (double)(1 << 24);
        attack_aim(attack, cell, up ? weight : -weight);
        aimed++;
    }
    return aimed;
}

static void
count_open(const Attack *attack, const Proofs *proofs, size_t *ret_open, int64_t *ret_least,
           int64_t *ret_most)
{
    *ret_open = 0;
    *ret_least = INT64_MAX;
    *ret_most = 0;
    for (size_t cell = 0; cell < attack->model->cells; cell++)
    {
        int64_t size =
            cell_is_sensitive(&attack->model->cell[cell]) ? lack(proofs, cell) : 0;
        if (size == 0)
            continue;
        ++*ret_open;
        *ret_least = size < *ret_least ? size : *ret_least;
        *ret_most = size > *ret_most ? size : *ret_most;
    }
}

static void
tell(const Attack *attack, size_t open, size_t all)
{
    if (attack->options.tell != NULL && all > 0)
        attack->options.tell(attack->options.told, 1 - (double)open / (double)all);
}

/* Asks for many cells at once, while that closes enough of them. */
static void
ask_together(Attack *attack, Proofs *proofs, size_t all)
{
    size_t open;
    int64_t least;
    int64_t most;
    int tired = 0;
    count_open(attack, proofs, &open, &least, &most);
    while (open > 0 && tired < TIRED)
    {
        size_t before = open;
        int64_t top = most;
        for (int64_t from = least; from <= top;)
        {
            int64_t to = from > top / 64 ? top : from * 64;
            attack_forget(attack);
            if (aim_at_open(attack, proofs, from, to, SPARSE) > 0)
                attack_ask_short(attack, proofs, round_for(from, to), false);
            if (to == top)
                break;
            from = to + 1;
        }
        count_open(attack, proofs, &open, &least, &most);
        tired = before - open <= before / 50 ? tired + 1 : 0;
        tell(attack, open, all);
    }
}

/* Whole-number search for a change of the cell in one part. */
static void
search_whole(Attack *attack, Proofs *proofs, size_t cell, Round round, bool up)
{
    attack_forget(attack);
    attack_aim(attack, cell, up ? 1 : -1);
    for (size_t at = 0; at < attack->reduction.count; at++)
    {
        Component *part = &attack->reduction.components[at];
        if (!part->asked || part->rows == 0)
            continue;
        if (part->columns > WHOLE_COLUMNS)
        {
            part->asked = false;
            continue;
        }
        /* Sets the bounds of this round in the part as a side effect. */
        (void)attack_solve(attack, part, round);
        DisclosureProgram program = attack_program(part);
        attack->size.searches++;
        memset(part->value, 0, part->columns * sizeof *part->value);
        DisclosureAnswer answer = attack->options.solver->maximise_whole(
            attack->options.solver->context, &program, part->objective,
            attack->options.whole_steps, part->value);
        if (answer == DISCLOSURE_INFEASIBLE || answer == DISCLOSURE_UNBOUNDED)
            memset(part->value, 0, part->columns * sizeof *part->value);
    }
    pieces_offer(attack, proofs, round.unit);
}

/* One cell, one direction: a tight box first, then a wide one, then whole numbers. */
static void
ask_alone(Attack *attack, Proofs *proofs, size_t cell, bool up)
{
    double change = 0;
    int64_t size = proofs_lacks(proofs, cell, up);
    if (size == 0)
        return;
    Round near = round_for(size, size);
    for (int trial = 0; trial < TRIALS && proofs_lacks(proofs, cell, up) > 0; trial++)
    {
        attack_forget(attack);
        attack_aim(attack, cell, up ? 1 : -1);
        attack_ask_short(attack, proofs, near, trial > 0);
    }
    if (proofs_lacks(proofs, cell, up) == 0)
        return;
    Round wide = {.unit = size > COARSEST ? near.unit : 1, .box = HUGE_VAL};
    DisclosureAnswer answer = attack_extreme(attack, proofs, cell, wide, up, &change);
    size = proofs_lacks(proofs, cell, up);
    if (size == 0 || answer == DISCLOSURE_UNSOLVED)
        return;
    if (fabs(change) * (double)wide.unit < (double)size * (1 - 1e-9))
        return;
    if (attack->options.whole_steps == 0 || attack->options.solver->maximise_whole == NULL)
        return;
    search_whole(attack, proofs, cell, round_for(size, size), up);
    if (proofs_lacks(proofs, cell, up) > 0)
        search_whole(attack, proofs, cell, wide, up);
}

size_t
attack_certify(Attack *attack, Proofs *proofs)
{
    size_t all;
    int64_t least;
    int64_t most;
    count_open(attack, proofs, &all, &least, &most);
    ask_together(attack, proofs, all);
    size_t left;
    count_open(attack, proofs, &left, &least, &most);
    for (size_t cell = 0; cell < attack->model->cells; cell++)
    {
        if (!cell_is_sensitive(&attack->model->cell[cell]) || proofs_meets(proofs, cell))
            continue;
        ask_alone(attack, proofs, cell, true);
        ask_alone(attack, proofs, cell, false);
        tell(attack, left--, all);
    }
    size_t open;
    count_open(attack, proofs, &open, &least, &most);
    return open;
}
