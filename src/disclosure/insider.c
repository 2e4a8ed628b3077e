#include "disclosure/insider.h"

#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 Wide;

/* A cell that is not shown, at who is alone in it. */
typedef struct Owner
{
    uint32_t sole;
    uint32_t cell;
} Owner;

/* A table that agrees with what is published, and the secret cells that differ in it. */
typedef struct Other
{
    Point point;
    uint32_t *cell;
    size_t count;
} Other;

/* The model as one contributor after the other sees it: his inner cells held fixed, needs only
 * where something is asked. */
typedef struct Look
{
    Arena *arena;
    const Model *truth;
    Model model;
    const Insiders *insiders;
    ProtectOptions options;
    Proofs *proofs;
    Arena *turn; /* of attack, until more is hidden */
    Attack *attack;
    struct LIST_OF(Other) others;
    bool *own;  /* by inner cell: the one who looks knows it */
    bool *open; /* by cell: secret, and not yet seen to differ */
    bool *seen; /* by cell: it has an entry in the point at work */
    Wide *change;
} Look;

static int
compare_owners(const void *one, const void *other)
{
    const Owner *first = one;
    const Owner *second = other;
    if (first->sole != second->sole)
        return first->sole < second->sole ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

/* Where the cells of one contributor begin and end in the list of owners. */
typedef struct Group
{
    size_t from;
    size_t to;
    uint32_t first; /* cell */
} Group;

static int
compare_groups(const void *one, const void *other)
{
    const Group *first = one;
    const Group *second = other;
    return (first->first > second->first) - (first->first < second->first);
}

static Owner *
list_owners(Arena *arena, const Model *model, const Insiders *insiders, size_t *ret_count)
{
    Owner *owners = arena_take_array(arena, insiders->cells + 1, sizeof *owners);
    size_t count = 0;
    for (uint32_t cell = 0; cell < insiders->cells; cell++)
        if (insiders->sole[cell] != ALONE_NOBODY && !cell_is_shown(&model->cell[cell]))
            owners[count++] = (Owner){insiders->sole[cell], cell};
    qsort(owners, count, sizeof *owners, compare_owners);
    *ret_count = count;
    return owners;
}

/* Contributors by the first of their cells, since their numbers may be anything. */
static Group *
list_groups(Arena *arena, const Owner *owners, size_t count, size_t *ret_groups)
{
    Group *groups = arena_take_array(arena, count + 1, sizeof *groups);
    size_t found = 0;
    for (size_t from = 0, to; from < count; from = to)
    {
        for (to = from; to < count && owners[to].sole == owners[from].sole; to++)
            ;
        groups[found++] = (Group){from, to, owners[from].cell};
    }
    qsort(groups, found, sizeof *groups, compare_groups);
    *ret_groups = found;
    return groups;
}

/* The secret cells that differ in a point. */
static Other
other_of(Look *look, Point point)
{
    SCRATCH Arena *work = arena_new("other");
    struct LIST_OF(uint32_t) touched = {0};
    Other other = {.point = point};
    for (size_t at = 0; at < point.count; at++)
        for (size_t to = look->proofs->rows.start[point.row[at]];
             to < look->proofs->rows.start[point.row[at] + 1]; to++)
        {
            uint32_t cell = look->proofs->rows.cell[to];
            if (cell >= look->insiders->cells || !look->insiders->secret[cell])
                continue;
            if (!look->seen[cell])
                *LIST_ADD(work, &touched) = cell;
            look->seen[cell] = true;
            look->change[cell] += (Wide)look->proofs->rows.factor[to] * point.change[at];
        }
    other.cell = arena_take_array(look->arena, touched.count + 1, sizeof *other.cell);
    for (size_t at = 0; at < touched.count; at++)
    {
        uint32_t cell = touched.items[at];
        if (look->change[cell] != 0)
            other.cell[other.count++] = cell;
        look->seen[cell] = false;
        look->change[cell] = 0;
    }
    return other;
}

static void
keep_points(Look *look, const Proofs *proofs)
{
    for (size_t at = 0; at < proofs->points.count; at++)
        *LIST_ADD(look->arena, &look->others) = other_of(look, proofs->points.items[at]);
}

static bool
leaves_own(const Look *look, const Point *point)
{
    for (size_t at = 0; at < point->count; at++)
        if (look->own[point->row[at]])
            return false;
    return true;
}

/* Sets `open` for the secret cells of others that no point shows to differ while his stay. Returns
 * how many there are. */
static size_t
find_open(Look *look, uint32_t sole)
{
    size_t open = 0;
    for (size_t cell = 0; cell < look->insiders->cells; cell++)
        look->open[cell] = look->insiders->secret[cell] && look->insiders->sole[cell] != sole;
    for (size_t at = 0; at < look->others.count; at++)
    {
        const Other *other = &look->others.items[at];
        if (leaves_own(look, &other->point))
            for (size_t to = 0; to < other->count; to++)
                look->open[other->cell[to]] = false;
    }
    for (size_t cell = 0; cell < look->insiders->cells; cell++)
        open += look->open[cell];
    return open;
}

/* The attacker's system for what is hidden now. */
static void
begin_turn(Look *look)
{
    AttackOptions options = {.solver = look->options.solver,
                             .whole_steps = look->options.whole_steps};
    arena_free(look->turn);
    look->turn = arena_new("turn");
    look->attack = attack_new(look->turn, &look->model, &options);
}

/* The open cells must not be known exactly; of the others nothing is asked. */
static void
set_needs(Look *look)
{
    for (size_t cell = 0; cell < look->insiders->cells; cell++)
        look->model.cell[cell].width = look->open[cell] ? 1 : 0;
}

/* Leaves those of the open cells open that he works out. Returns how many there are. */
static size_t
ask(Look *look)
{
    size_t found = 0;
    set_needs(look);
    look->proofs->points.count = 0;
    proofs_renew(look->proofs);
    (void)attack_certify(look->attack, look->proofs);
    for (size_t cell = 0; cell < look->insiders->cells; cell++)
    {
        look->open[cell] = look->open[cell] && !proofs_meets(look->proofs, cell);
        found += look->open[cell];
    }
    keep_points(look, look->proofs);
    return found;
}

static AloneFact
fact_of(Arena *arena, const Model *model, uint32_t cell)
{
    size_t count = model->start[cell + 1] - model->start[cell];
    AloneFact fact = {.row = arena_take_array(arena, count, sizeof *fact.row),
                      .factor = arena_take_array(arena, count, sizeof *fact.factor),
                      .count = count,
                      .width = 1,
                      .cell = cell};
    memcpy(fact.row, model->row + model->start[cell], count * sizeof *fact.row);
    memcpy(fact.factor, model->factor + model->start[cell], count * sizeof *fact.factor);
    return fact;
}

/* Hides what keeps him from the open cells, for him and for those who come after him. */
static void
hide(Look *look, Arena *arena, AloneFacts *facts)
{
    SCRATCH Arena *work = arena_new("hide");
    set_needs(look);
    Model model = look->model;
    model.cell = arena_take_array(work, model.cells + 1, sizeof *model.cell);
    memcpy(model.cell, look->model.cell, model.cells * sizeof *model.cell);
    (void)protect_complete(work, &model, &look->options);
    for (uint32_t cell = 0; cell < model.cells; cell++)
    {
        if (model.cell[cell].status != CELL_SECONDARY)
            continue;
        look->model.cell[cell].status = CELL_VIRTUAL;
        *LIST_ADD(arena, facts) = fact_of(arena, &model, cell);
    }
    begin_turn(look);
}

/* Holds his inner cells fixed, or lets them go again. */
static void
set_own(Look *look, const Owner *owners, Group group, bool own)
{
    const Model *truth = look->truth;
    for (size_t at = group.from; at < group.to; at++)
        for (size_t to = truth->start[owners[at].cell]; to < truth->start[owners[at].cell + 1];
             to++)
        {
            uint32_t row = truth->row[to];
            look->own[row] = own;
            look->model.least[row] = own ? truth->value[row] : truth->least[row];
            look->model.most[row] = own ? truth->value[row] : truth->most[row];
        }
}

/* What is hidden stays so, and nothing is asked. */
static Model
begin_model(Arena *arena, const Model *truth)
{
    Model model = *truth;
    model.least = arena_take_array(arena, model.inner + 1, sizeof *model.least);
    model.most = arena_take_array(arena, model.inner + 1, sizeof *model.most);
    model.cell = arena_take_array(arena, model.cells + 1, sizeof *model.cell);
    memcpy(model.least, truth->least, model.inner * sizeof *model.least);
    memcpy(model.most, truth->most, model.inner * sizeof *model.most);
    memcpy(model.cell, truth->cell, model.cells * sizeof *model.cell);
    for (size_t cell = 0; cell < model.cells; cell++)
    {
        Cell *at = &model.cell[cell];
        at->single = false;
        at->upper = at->lower = at->width = 0;
        if (!cell_is_shown(at))
            at->status = CELL_VIRTUAL;
    }
    return model;
}

static void
begin_look(Look *look, Arena *arena, const Model *truth, const Insiders *insiders,
           const ProtectOptions *options)
{
    *look = (Look){.arena = arena, .truth = truth, .insiders = insiders, .options = *options};
    look->options.singles = false;
    look->options.judge = NULL;
    look->options.tell = NULL;
    look->model = begin_model(arena, truth);
    look->proofs = proofs_new(arena, &look->model);
    look->own = arena_take_array(arena, truth->inner + 1, sizeof *look->own);
    look->open = arena_take_array(arena, insiders->cells + 1, sizeof *look->open);
    look->seen = arena_take_array(arena, insiders->cells + 1, sizeof *look->seen);
    look->change = arena_take_array(arena, insiders->cells + 1, sizeof *look->change);
    begin_turn(look);
}

size_t
insider_find(Arena *arena, const Model *model, const Proofs *proofs, const Insiders *insiders,
             const ProtectOptions *options, AloneFacts *facts)
{
    SCRATCH Arena *work = arena_new("insider");
    Look look;
    size_t count;
    size_t groups;
    size_t found = 0;
    const Owner *owners = list_owners(work, model, insiders, &count);
    const Group *group = list_groups(work, owners, count, &groups);
    if (groups == 0)
        return 0;
    begin_look(&look, work, model, insiders, options);
    keep_points(&look, proofs);
    for (size_t at = 0; at < groups; at++)
    {
        set_own(&look, owners, group[at], true);
        size_t worked_out = find_open(&look, owners[group[at].from].sole) > 0 ? ask(&look) : 0;
        if (worked_out > 0)
            hide(&look, arena, facts);
        found += worked_out;
        set_own(&look, owners, group[at], false);
        if (options->tell != NULL)
            options->tell(options->told, "contributors", (double)(at + 1) / (double)groups);
    }
    arena_free(look.turn);
    return found;
}
