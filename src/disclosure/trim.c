#include "disclosure/trim.h"

#include "disclosure/known.h"
#include "disclosure/pattern.h"
#include "disclosure/repair.h"

#include <stdlib.h>

#define BROKEN 24   /* proofs that are sought anew for the release of one cell */
#define EACH 200000 /* cells times secondary cells, up to which each secondary cell is tried */

typedef struct Trim
{
    Arena *arena;
    Model *model;
    Proofs *proofs;
    const ProtectOptions *options;
    Repair *repair;
    bool *kept; /* by cell: its release has failed */
} Trim;

typedef struct Suppressed
{
    int64_t cost;
    uint32_t cell;
} Suppressed;

static int
compare_suppressed(const void *one, const void *other)
{
    const Suppressed *first = one;
    const Suppressed *second = other;
    if (first->cost != second->cost)
        return first->cost > second->cost ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

/* The secondary cells whose release has not failed yet, dearest first. */
static size_t
list_suppressed(const Trim *trim, Arena *arena, Suppressed **ret_suppressed)
{
    const Model *model = trim->model;
    Suppressed *suppressed = arena_take_array(arena, model->cells + 1, sizeof *suppressed);
    size_t count = 0;
    for (uint32_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status == CELL_SECONDARY && !trim->kept[cell])
            suppressed[count++] = (Suppressed){model->cell[cell].cost, cell};
    qsort(suppressed, count, sizeof *suppressed, compare_suppressed);
    *ret_suppressed = suppressed;
    return count;
}

/* Which of the listed cells could be published together as far as linear algebra goes: those whose
 * place in the list is left published. The model is as before. */
static void
find_releasable(const Trim *trim, Arena *work, const Suppressed *suppressed, size_t count,
                bool *ret_releasable)
{
    Model *model = trim->model;
    uint32_t *order = arena_take_array(work, model->cells + 1, sizeof *order);
    size_t shown = 0;
    for (size_t at = 0; at < count; at++)
        model->cell[suppressed[at].cell].status = CELL_PUBLISHED;
    bool *last = arena_take_array(work, model->cells + 1, sizeof *last);
    for (size_t at = 0; at < count; at++)
        last[suppressed[at].cell] = true;
    for (uint32_t cell = 0; cell < model->cells; cell++)
        if (!last[cell])
            order[shown++] = cell;
    for (size_t at = 0; at < count; at++)
        order[shown + at] = suppressed[at].cell;
    size_t exposed;
    PatternOptions options = {.singles = trim->options->singles, .order = order};
    pattern_find(model, &options, &exposed);
    for (size_t at = 0; at < count; at++)
    {
        Cell *cell = &model->cell[suppressed[at].cell];
        ret_releasable[at] = cell->status == CELL_PUBLISHED;
        cell->status = CELL_SECONDARY;
    }
}

/* Publishes one cell and proves the needs that this leaves open anew; false, and all as before,
 * where that fails. */
static bool
release_one(Trim *trim, uint32_t cell, size_t met)
{
    Model *model = trim->model;
    SCRATCH Arena *work = arena_new("release");
    CellStatus *before = model_statuses(work, model);
    ProofsState state = proofs_save(work, trim->proofs);
    model->cell[cell].status = CELL_PUBLISHED;
    bool whole = met == SIZE_MAX || pattern_met(model) <= met;
    if (whole)
        proofs_renew(trim->proofs);
    size_t broken = 0;
    for (size_t other = 0; other < model->cells && whole; other++)
    {
        if (!cell_is_sensitive(&model->cell[other]) || proofs_meets(trim->proofs, other) ||
            state.open[other])
            continue;
        size_t added;
        whole = ++broken <= BROKEN && repair_cell(trim->repair, other, &added) && added == 0;
    }
    if (whole)
        return true;
    model_set_statuses(model, before);
    proofs_restore(trim->proofs, &state);
    trim->kept[cell] = true;
    return false;
}

/* One round over what can be released together; false where nothing was. */
static bool
release_together(Trim *trim)
{
    SCRATCH Arena *work = arena_new("together");
    Suppressed *suppressed;
    size_t count = list_suppressed(trim, work, &suppressed);
    bool *releasable = arena_take_array(work, count + 1, sizeof *releasable);
    bool released = false;
    find_releasable(trim, work, suppressed, count, releasable);
    for (size_t at = 0; at < count; at++)
        released |= releasable[at] && release_one(trim, suppressed[at].cell, SIZE_MAX);
    return released;
}

/* Tries every secondary cell by itself. */
static void
release_each(Trim *trim)
{
    SCRATCH Arena *work = arena_new("each");
    Suppressed *suppressed;
    size_t count = list_suppressed(trim, work, &suppressed);
    if (count > EACH / (trim->model->cells + 1))
        return;
    size_t met = trim->options->singles ? pattern_met(trim->model) : SIZE_MAX;
    for (size_t at = 0; at < count; at++)
        (void)release_one(trim, suppressed[at].cell, met);
}

void
trim_pattern(Model *model, Proofs *proofs, const ProtectOptions *options)
{
    SCRATCH Arena *arena = arena_new("trim");
    Trim trim = {.arena = arena, .model = model, .proofs = proofs, .options = options};
    trim.kept = arena_take_array(arena, model->cells + 1, sizeof *trim.kept);
    trim.repair = repair_new(arena, model, proofs, options->solver);
    while (release_together(&trim))
        ;
    release_each(&trim);
}

/* Publishes the secondary cells in the span of what everybody knows; how many. */
static size_t
publish_known(Model *model, const DisclosureSolver *solver)
{
    SCRATCH Arena *work = arena_new("known");
    bool *known = arena_take_array(work, model->inner + 1, sizeof *known);
    known_find(model, solver, known);
    Span *span = known_span(work, model, known);
    size_t published = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        if (model->cell[cell].status != CELL_SECONDARY ||
            known_residue(work, span, model, cell).count > 0)
            continue;
        model->cell[cell].status = CELL_PUBLISHED;
        published++;
    }
    return published;
}

size_t
trim_known(Model *model, Proofs *proofs, const DisclosureSolver *solver)
{
    SCRATCH Arena *work = arena_new("trim");
    CellStatus *before = model_statuses(work, model);
    ProofsState state = proofs_save(work, proofs);
    size_t published = publish_known(model, solver);
    if (published == 0)
        return 0;
    proofs_renew(proofs);
    for (size_t cell = 0; cell < model->cells; cell++)
        if (cell_is_sensitive(&model->cell[cell]) && !proofs_meets(proofs, cell) &&
            !state.open[cell])
        {
            model_set_statuses(model, before);
            proofs_restore(proofs, &state);
            return 0;
        }
    return published;
}
