/*
 * Suppression judged by brute force: small tables of at most 12 inner cells, of every kind the
 * model knows, where all tables of whole numbers that agree with what is published can be listed.
 * The oracle here shares no code with the library but the matrix itself.
 */
#include "disclosure/known.h"
#include "disclosure/optimum.h"
#include "disclosure/pattern.h"
#include "disclosure/protect.h"
#include "disclosure/solver_clp.h"
#include "tape.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#ifndef TABLES
#define TABLES 500 /* for each property; bench/optimum.c measures larger ones */
#endif

#define SEARCHED 2 /* one table in so many is searched for the fewest suppressions */

#define INNER 12
#define CELLS 64
#define OPTIMUM_CELLS 11 /* subsets of so many cells are all tried */
#define LISTED 400000    /* tables that are listed before a case is passed over */

static ErrorKind
add(ModelMaker *maker, const bool *in, size_t inner)
{
    uint32_t rows[INNER];
    size_t count = 0;
    size_t cell;
    Error err;
    for (uint32_t row = 0; row < inner; row++)
        if (in[row])
            rows[count++] = row;
    return count == 0 ? ERROR_NONE
                      : model_add(maker, (Column){.row = rows, .count = count}, &cell, &err);
}

/* Rows x columns, with all margins and, at times, groups of rows that are nested or cut through
 * each other. */
static void
draw_crossing(Tape *tape, ModelMaker *maker, size_t rows, size_t columns)
{
    bool groups[8][INNER] = {0};
    size_t group_count = 0;
    memset(groups[group_count++], true, rows);
    for (size_t row = 0; row < rows; row++)
        groups[group_count++][row] = true;
    if (tape_rarely(tape, 2) && rows > 2)
        for (size_t row = 0; row < rows; row++)
            groups[group_count][row] = tape_draw(tape, 2) != 0;
    group_count++;
    for (size_t group = 0; group < group_count; group++)
        for (size_t column = columns + 1; column-- > 0;)
        {
            bool in[INNER] = {0};
            for (size_t row = 0; row < rows; row++)
                for (size_t at = 0; at < columns; at++)
                    in[row * columns + at] =
                        groups[group][row] && (column == columns || column == at);
            (void)!add(maker, in, rows * columns);
        }
}

/* Two, two and two or three classes, with all margins. */
static void
draw_cube(ModelMaker *maker, size_t deep)
{
    for (size_t one = 3; one-- > 0;)
        for (size_t two = 3; two-- > 0;)
            for (size_t three = deep + 1; three-- > 0;)
            {
                bool in[INNER] = {0};
                for (size_t at = 0; at < 4 * deep; at++)
                    in[at] = (one == 2 || at / deep / 2 == one) &&
                             (two == 2 || at / deep % 2 == two) &&
                             (three == deep || at % deep == three);
                (void)!add(maker, in, 4 * deep);
            }
}

/* Any sets of inner cells, and the total: linked tables of no regular shape. */
static void
draw_linked(Tape *tape, ModelMaker *maker, size_t inner)
{
    bool in[INNER];
    memset(in, true, sizeof in);
    (void)!add(maker, in, inner);
    size_t count = 2 + tape_draw(tape, 12);
    for (size_t at = 0; at < count; at++)
    {
        for (size_t row = 0; row < inner; row++)
            in[row] = tape_draw(tape, 3) == 0;
        (void)!add(maker, in, inner);
    }
    for (size_t row = 0; row < inner; row++)
    {
        memset(in, false, sizeof in);
        in[row] = tape_draw(tape, 5) != 0;
        (void)!add(maker, in, inner);
    }
}

/* A table with its primary cells. The first cell is the total and stays published, so that all
 * there is can be listed. */
static Model *
draw_model(Tape *tape, Arena *arena, size_t *ret_sensitive)
{
    int64_t values[INNER];
    static const size_t shapes[][2] = {{1, 4}, {2, 2}, {2, 3}, {3, 3}, {3, 4}, {4, 2}, {1, 6}};
    uint64_t kind = tape_draw(tape, 10);
    size_t shape = tape_draw(tape, 7);
    size_t inner = kind < 6   ? shapes[shape][0] * shapes[shape][1]
                   : kind < 8 ? 8 + 4 * (kind - 6)
                              : 5 + tape_draw(tape, 5);
    uint64_t top = 1 + tape_draw(tape, 5);
    for (size_t row = 0; row < inner; row++)
        values[row] = (int64_t)tape_draw(tape, top + 1);
    ModelMaker *maker = model_begin(arena, values, inner);
    if (kind < 6)
        draw_crossing(tape, maker, shapes[shape][0], shapes[shape][1]);
    else if (kind < 8)
        draw_cube(maker, 2 + kind - 6);
    else
        draw_linked(tape, maker, inner);
    Model *model = NULL;
    Error err;
    (void)!model_end(maker, &model, &err);
    int64_t limit = 1 + (int64_t)tape_draw(tape, 3);
    bool zeros = tape_rarely(tape, 3);
    bool levels = tape_rarely(tape, 3);
    *ret_sensitive = 0;
    for (size_t at = 0; at < model->cells; at++)
    {
        Cell *cell = &model->cell[at];
        cell->cost = 1 + cell->value;
        cell->single = cell->value == 1;
        cell->forced = at == 0;
        if (at == 0 || cell->value > limit || (cell->value == 0 && !zeros))
            continue;
        cell->status = CELL_PRIMARY;
        cell->width = 1 + (int64_t)tape_draw(tape, 2);
        if (levels && cell->value > 0)
        {
            cell->upper = (int64_t)tape_draw(tape, 3);
            cell->lower = (int64_t)tape_draw(tape, 2);
        }
        ++*ret_sensitive;
    }
    return model;
}

/* Any pattern: one in three cells that need not be hidden is, never the total. */
static void
hide_some(Tape *tape, Model *model)
{
    for (size_t cell = 1; cell < model->cells; cell++)
        if (model->cell[cell].status == CELL_PUBLISHED && tape_rarely(tape, 3))
            model->cell[cell].status = CELL_SECONDARY;
}

/* ---- The oracle: all tables that agree ---- */

typedef struct Listing
{
    const Model *model;
    int64_t matrix[CELLS][INNER];
    int64_t left[CELLS]; /* of each published cell, while inner cells are filled one by one */
    size_t last[CELLS];  /* its last inner cell */
    int64_t value[INNER];
    int64_t least[CELLS];
    int64_t most[CELLS];
    bool moves[INNER]; /* is not what it truly is in one of the tables */
    size_t listed;
} Listing;

static void
list_from(Listing *listing, size_t row)
{
    const Model *model = listing->model;
    if (listing->listed >= LISTED)
        return;
    if (row == model->inner)
    {
        listing->listed++;
        for (size_t at = 0; at < model->inner; at++)
            listing->moves[at] |= listing->value[at] != model->value[at];
        for (size_t cell = 0; cell < model->cells; cell++)
        {
            int64_t sum = 0;
            for (size_t at = 0; at < model->inner; at++)
                sum += listing->matrix[cell][at] * listing->value[at];
            listing->least[cell] = sum < listing->least[cell] ? sum : listing->least[cell];
            listing->most[cell] = sum > listing->most[cell] ? sum : listing->most[cell];
        }
        return;
    }
    for (int64_t value = 0; value <= listing->left[0]; value++)
    {
        bool fits = true;
        for (size_t cell = 0; cell < model->cells && fits; cell++)
        {
            if (model->cell[cell].status != CELL_PUBLISHED || listing->matrix[cell][row] == 0)
                continue;
            int64_t left = listing->left[cell] - value;
            fits = left >= 0 && (listing->last[cell] != row || left == 0);
        }
        if (!fits)
            continue;
        for (size_t cell = 0; cell < model->cells; cell++)
            listing->left[cell] -= listing->matrix[cell][row] * value;
        listing->value[row] = value;
        list_from(listing, row + 1);
        for (size_t cell = 0; cell < model->cells; cell++)
            listing->left[cell] += listing->matrix[cell][row] * value;
    }
}

/* The exact interval of every cell; false where there are too many tables to list. */
static bool
list(Listing *listing, const Model *model)
{
    memset(listing, 0, sizeof *listing);
    listing->model = model;
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        listing->left[cell] = model->cell[cell].value;
        listing->least[cell] = INT64_MAX;
        listing->most[cell] = INT64_MIN;
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        {
            listing->matrix[cell][model->row[at]] = model->factor[at];
            listing->last[cell] = model->row[at];
        }
    }
    list_from(listing, 0);
    return listing->listed < LISTED;
}

static bool
meets(const Listing *listing, size_t cell)
{
    const Cell *need = &listing->model->cell[cell];
    return listing->most[cell] - need->value >= need->upper &&
           need->value - listing->least[cell] >= need->lower &&
           listing->most[cell] - listing->least[cell] >= need->width;
}

static size_t
count_unmet(const Listing *listing)
{
    size_t unmet = 0;
    for (size_t cell = 0; cell < listing->model->cells; cell++)
    {
        const Cell *need = &listing->model->cell[cell];
        if (need->upper > 0 || need->lower > 0 || need->width > 0)
            unmet += !meets(listing, cell);
    }
    return unmet;
}

static int64_t
cost_of(const Model *model)
{
    int64_t cost = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
        cost += model->cell[cell].status == CELL_SECONDARY ? model->cell[cell].cost : 0;
    return cost;
}

/* With trims the pattern of a table so small is the fewest suppressions, which takes a search in
 * whole numbers; without, it is what elimination, audit and repair left. */
static ProtectOptions
options(bool singles, int trims)
{
    return (ProtectOptions){.solver = &disclosure_clp,
                            .singles = singles,
                            .tries = 2,
                            .trims = trims,
                            .starts = 1,
                            .whole_steps = 10000};
}

/* ---- The laws ---- */

/* A protected table holds against everyone who lists all tables; what is claimed of a cell is never
 * more than there is. */
static bool
protection_holds(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    size_t sensitive;
    Model *model = draw_model(tape, arena, &sensitive);
    ProtectOptions own = options(tape_rarely(tape, 2), tape_rarely(tape, SEARCHED) ? 2 : 0);
    own.starts = 1 + (int)tape_draw(tape, 2);
    Outcome outcome = protect(arena, model, &own);
    Listing listing;
    if (!list(&listing, model))
        return true;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (cell_is_sensitive(&model->cell[cell]) &&
            (model->cell[cell].value + outcome.proofs->reach[cell].up > listing.most[cell] ||
             model->cell[cell].value + outcome.proofs->reach[cell].down < listing.least[cell]))
            return false;
    return count_unmet(&listing) <= outcome.open;
}

/* Of any pattern, the audit leaves open exactly the needs that the list of all tables does not
 * meet. */
static bool
audit_is_exact(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    size_t sensitive;
    Model *model = draw_model(tape, arena, &sensitive);
    hide_some(tape, model);
    ProtectOptions own = options(false, 0);
    Outcome outcome = protect_audit(arena, model, &own);
    Listing listing;
    return !list(&listing, model) || count_unmet(&listing) == outcome.open;
}

/* The linear interval holds the exact one, and a cell that can be computed has neither. */
static bool
interval_holds_the_exact_one(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    size_t sensitive;
    Model *model = draw_model(tape, arena, &sensitive);
    hide_some(tape, model);
    Listing listing;
    if (!list(&listing, model))
        return true;
    AttackOptions own = {.solver = &disclosure_clp};
    Attack *attack = attack_new(arena, model, &own);
    bool *exposed = arena_take_array(arena, model->cells, sizeof *exposed);
    (void)pattern_exposed(model, exposed);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        double least;
        double most;
        double value = (double)model->cell[cell].value;
        if (!attack_interval(attack, NULL, cell, &least, &most) ||
            value + least > (double)listing.least[cell] + 1e-6 ||
            value + most < (double)listing.most[cell] - 1e-6)
            return false;
        if (exposed[cell] && most - least > 1e-6)
            return false;
    }
    return true;
}

/* An inner cell that everybody is said to know is the same in every table. */
static bool
known_is_always_the_same(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    size_t sensitive;
    Model *model = draw_model(tape, arena, &sensitive);
    hide_some(tape, model);
    Listing listing;
    if (!list(&listing, model))
        return true;
    bool known[INNER];
    known_find(model, &disclosure_clp, known);
    for (size_t row = 0; row < model->inner; row++)
        if (known[row] && listing.moves[row])
            return false;
    return true;
}

/* The elimination alone: no primary cell is a combination of published ones, and no published
 * status depends on the order in which inner cells are numbered. */
static bool
elimination_ignores_numbers(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    size_t sensitive;
    Model *model = draw_model(tape, arena, &sensitive);
    Model other = *model;
    other.row = arena_take_array(arena, model->start[model->cells] + 1, sizeof *other.row);
    other.cell = arena_take_array(arena, model->cells, sizeof *other.cell);
    memcpy(other.cell, model->cell, model->cells * sizeof *other.cell);
    other.value = arena_take_array(arena, model->inner, sizeof *other.value);
    for (size_t row = 0; row < model->inner; row++)
        other.value[model->inner - 1 - row] = model->value[row];
    for (size_t cell = 0; cell < model->cells; cell++)
        for (size_t at = model->start[cell], to = model->start[cell + 1];
             at < model->start[cell + 1]; at++)
            other.row[--to] = (uint32_t)model->inner - 1 - model->row[at];
    size_t exposed;
    PatternOptions own = {.singles = tape_rarely(tape, 2)};
    pattern_find(model, &own, &exposed);
    pattern_find(&other, &own, &exposed);
    bool *which = arena_take_array(arena, model->cells, sizeof *which);
    if (exposed == 0 && pattern_exposed(model, which) != 0)
        return false;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status != other.cell[cell].status)
            return false;
    return true;
}

/* A contributor who is alone in a cell knows it; so told, he can compute no other unsafe cell that
 * others cannot. */
static bool
singles_learn_nothing(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    size_t sensitive;
    Model *model = draw_model(tape, arena, &sensitive);
    ProtectOptions own = options(true, tape_rarely(tape, SEARCHED) ? 2 : 0);
    Outcome outcome = protect(arena, model, &own);
    bool *before = arena_take_array(arena, model->cells, sizeof *before);
    bool *after = arena_take_array(arena, model->cells, sizeof *after);
    if (outcome.open > 0)
        return true;
    for (size_t single = 0; single < model->cells; single++)
    {
        if (model->cell[single].status != CELL_PRIMARY || !model->cell[single].single)
            continue;
        model->cell[single].status = CELL_PUBLISHED;
        (void)pattern_exposed(model, after);
        model->cell[single].status = CELL_PRIMARY;
        for (size_t cell = 0; cell < model->cells; cell++)
        {
            bool same =
                model->start[cell + 1] - model->start[cell] ==
                    model->start[single + 1] - model->start[single] &&
                memcmp(model->row + model->start[cell], model->row + model->start[single],
                       (model->start[cell + 1] - model->start[cell]) * sizeof *model->row) == 0;
            if (after[cell] && !same && !before[cell])
                return false;
        }
    }
    return true;
}

typedef struct Best
{
    int64_t least;  /* cost of the cheapest safe pattern */
    int64_t fewest; /* size of the smallest */
} Best;

/* Tries every set of cells; false where the case is too large. */
static bool
try_all(Model *model, Best *ret_best)
{
    size_t free[CELLS];
    size_t count = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status != CELL_PRIMARY && !model->cell[cell].forced)
            free[count++] = cell;
    *ret_best = (Best){INT64_MAX, INT64_MAX};
    if (count > OPTIMUM_CELLS)
        return false;
    for (unsigned set = 0; set < 1u << count; set++)
    {
        for (size_t at = 0; at < count; at++)
            model->cell[free[at]].status = set >> at & 1 ? CELL_SECONDARY : CELL_PUBLISHED;
        int64_t cost = cost_of(model);
        int64_t size = __builtin_popcount(set);
        Listing listing;
        if (cost >= ret_best->least && size >= ret_best->fewest)
            continue;
        if (!list(&listing, model))
            return false;
        if (count_unmet(&listing) > 0)
            continue;
        ret_best->least = cost < ret_best->least ? cost : ret_best->least;
        ret_best->fewest = size < ret_best->fewest ? size : ret_best->fewest;
    }
    return true;
}

static double ours;
static double theirs;

/* The optimum is the cheapest of all patterns there are; the pattern of `protect` is safe and never
 * cheaper. */
static bool
optimum_is_the_cheapest(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    size_t sensitive;
    Model *model = draw_model(tape, arena, &sensitive);
    Best best;
    if (sensitive == 0 || !try_all(model, &best))
        return true;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status == CELL_SECONDARY)
            model->cell[cell].status = CELL_PUBLISHED;
    ProtectOptions own = options(false, 2);
    Outcome outcome = {0};
    bool found = optimum_find(arena, model, &own, &outcome);
    if (found != (best.least < INT64_MAX) || (found && cost_of(model) != best.least))
        return false;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status == CELL_SECONDARY)
            model->cell[cell].status = CELL_PUBLISHED;
    own.starts = 4;
    outcome = protect(arena, model, &own);
    if (!found)
        return outcome.open > 0;
    ours += (double)outcome.secondary;
    theirs += (double)best.fewest;
    return outcome.open == 0 && cost_of(model) >= best.least;
}

static const Property properties[] = {
    PROPERTY_TIMES(protection_holds, TABLES),
    PROPERTY_TIMES(audit_is_exact, TABLES),
    PROPERTY_TIMES(interval_holds_the_exact_one, TABLES / 2),
    PROPERTY_TIMES(known_is_always_the_same, TABLES),
    PROPERTY_TIMES(elimination_ignores_numbers, TABLES),
    PROPERTY_TIMES(singles_learn_nothing, TABLES),
    PROPERTY_TIMES(optimum_is_the_cheapest, TABLES / 3),
};

#ifdef TAPE_FUZZ
TAPE_MAIN(properties)
#else
int
main(int argument_count, char **arguments)
{
    int status =
        tape_main(properties, sizeof properties / sizeof *properties, argument_count, arguments);
    if (ours > 1.15 * theirs)
        status = 1;
    if (theirs > 0)
        printf("suppressed by protect %.0f, at least needed %.0f: %.1f %% more\n", ours, theirs,
               100 * (ours / theirs - 1));
    return status;
}
#endif
