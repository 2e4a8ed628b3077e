#include "disclosure/inner.h"

#include <math.h>
#include <string.h>

#define WHOLE_WITHIN 1e-6  /* a solver's number this near to a whole one is taken for it, then proven */
#define LARGEST_WHOLE 1e15 /* beyond this a double no longer tells whole numbers apart well */
#define DENOMINATORS 12    /* fractions up to twelfths are scaled to whole numbers */

static int
piece_of(int *piece, int at)
{
    while (piece[at] != at)
        at = piece[at] = piece[piece[at]];
    return at;
}

/* Columns that changed and share a constraint belong to one piece; each piece is a change of its own right. */
static void
find_pieces(Attack *attack, const Component *part)
{
    int *piece = attack->piece;
    for (int column = 0; column < (int)part->columns; column++)
        piece[column] = column;
    for (size_t row = 0; row < part->rows; row++)
    {
        int first = -1;
        for (int at = part->across_start[row]; at < part->across_start[row + 1]; at++)
        {
            int column = part->across_column[at];
            if (fabs(part->value[column]) < WHOLE_WITHIN)
                continue;
            if (first < 0)
                first = piece_of(piece, column);
            piece[piece_of(piece, column)] = first;
        }
    }
}

/* The smallest multiple of value that is whole, as a multiple of `present`; 0: none up to the limit. */
static int
widen_denominator(double value, int present)
{
    for (int times = 1; times * present <= DENOMINATORS; times++)
    {
        double scaled = value * present * times;
        if (fabs(scaled - round(scaled)) <= WHOLE_WITHIN * present * times)
            return present * times;
    }
    return 0;
}

/* Appends the columns next[first], next[next[first]], ... as a whole change to the point at work; false, and nothing appended,
 * where they are none. */
static bool
append_piece(Attack *attack, const Component *part, const int *next, int first, int64_t unit,
             size_t *count)
{
    int denominator = 1;
    for (int column = first; column >= 0 && denominator > 0; column = next[column])
        denominator = fabs(part->value[column]) > LARGEST_WHOLE
                          ? 0
                          : widen_denominator(part->value[column], denominator);
    if (denominator == 0)
        return false;
    int64_t step = unit % denominator == 0 ? unit / denominator : unit;
    size_t before = *count;
    for (int column = first; column >= 0; column = next[column])
    {
        int64_t times = (int64_t)llround(part->value[column] * denominator);
        int64_t change;
        if (__builtin_mul_overflow(times, step, &change) || change == 0)
        {
            *count = before;
            return false;
        }
        attack->rows[*count] = part->inner[column];
        attack->changes[(*count)++] = change;
    }
    return true;
}

/* Offers the pieces of one part one by one; leaves those that are alternatives behind in the point at work. */
static void
offer_part(Attack *attack, Proofs *proofs, const Component *part, int64_t unit, size_t *count)
{
    SCRATCH Arena *work = arena_new("pieces");
    int *next = arena_take_array(work, part->columns + 1, sizeof *next);
    int *last = arena_take_array(work, part->columns + 1, sizeof *last);
    int *first = arena_take_array(work, part->columns + 1, sizeof *first);
    find_pieces(attack, part);
    memset(first, 0xFF, part->columns * sizeof *first);
    for (int column = 0; column < (int)part->columns; column++)
    {
        next[column] = -1;
        if (fabs(part->value[column]) < WHOLE_WITHIN)
            continue;
        int which = piece_of(attack->piece, column);
        if (first[which] < 0)
            first[which] = column;
        else
            next[last[which]] = column;
        last[which] = column;
    }
    for (size_t which = 0; which < part->columns; which++)
    {
        size_t before = *count;
        if (first[which] >= 0 && append_piece(attack, part, next, first[which], unit, count) &&
            !proofs_try(proofs, attack->rows + before, attack->changes + before, *count - before, NULL))
            *count = before;
    }
}

void
pieces_offer(Attack *attack, Proofs *proofs, int64_t unit)
{
    size_t count = 0;
    for (size_t at = 0; at < attack->reduction.count; at++)
        if (attack->reduction.components[at].asked)
            offer_part(attack, proofs, &attack->reduction.components[at], unit, &count);
    if (count > 0)
        (void)proofs_try(proofs, attack->rows, attack->changes, count, NULL);
}
