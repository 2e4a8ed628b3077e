#include "output/history.h"

#include "core/text.h"
#include "output/inner.h"
#include "output/judged.h"

#include <string.h>

bool
size_is_small(const HistoryOptions *options, int64_t persons, int64_t sampled)
{
    return persons > 0 && (persons < options->threshold ||
                           (options->sample && persons - sampled < options->threshold));
}

bool
cell_is_small(const HistoryOptions *options, const Count *count, size_t cell)
{
    return size_is_small(options, count->persons[cell], count->sampled[cell]) ||
           (count->households != NULL && count->persons[cell] > 0 &&
            count->households[cell] < options->threshold);
}

const char *
judged_cell(const Judged *judged, const HistoryView *view, size_t cell)
{
    return count_cell_name(judged->arena, view->table->file, view->table->count, cell);
}

void
judged_found(Judged *judged, Rule rule, const HistoryView *view, const char *cell,
             const char *against)
{
    int64_t found = 0;
    Finding *last = NULL;
    for (size_t at = 0; at < judged->findings->count; at++)
        if (judged->findings->items[at].rule == rule)
        {
            found++;
            last = &judged->findings->items[at];
        }
    if (found < HISTORY_FINDINGS)
    {
        *LIST_ADD(judged->arena, judged->findings) = (Finding){
            .rule = rule, .file = view->table->file->name, .cell = cell, .against = against};
        return;
    }
    last->number++;
    last->detail = "and so many more, which are not listed";
}

void
judged_mark(Judged *judged, size_t view, size_t cell)
{
    if (view < judged->old_count)
        return;
    bool **unsafe = &judged->unsafe[view - judged->old_count];
    if (*unsafe == NULL)
        *unsafe = arena_take_array(judged->arena, judged->views[view].table->count->cells,
                                   sizeof **unsafe);
    (*unsafe)[cell] = true;
}

ErrorKind
judged_view_all(Judged *judged, const PublishedTables *old, const PublishedTables *fresh,
                Error *err)
{
    judged->old_count = old->count;
    judged->view_count = old->count + fresh->count;
    judged->views = arena_take_array(judged->arena, judged->view_count + 1, sizeof *judged->views);
    for (size_t at = 0; at < judged->view_count; at++)
        TRY(view_make(judged->arena, &judged->columns,
                      at < old->count ? &old->items[at] : &fresh->items[at - old->count],
                      &judged->views[at], err));
    return ERROR_NONE;
}

static bool
hides_some(const HistoryView *view)
{
    for (size_t cell = 0; cell < view->table->count->cells; cell++)
        if (!view->shown[cell])
            return true;
    return false;
}

/* Is some published cell around this one without persons? */
static bool
is_known_zero(const Judged *judged, const Predicate *predicate)
{
    for (size_t at = 0; at < judged->view_count; at++)
    {
        const HistoryView *view = &judged->views[at];
        for (size_t cell = 0; !view->table->perturbed && cell < view->table->count->cells; cell++)
            if (view->table->count->persons[cell] == 0 && view->shown[cell] &&
                predicate_implies(predicate, &view->cell[cell]))
                return true;
    }
    return false;
}

void
judged_show_zeros(Judged *judged)
{
    for (size_t at = 0; at < judged->view_count; at++)
    {
        HistoryView *view = &judged->views[at];
        for (size_t cell = 0; cell < view->table->count->cells; cell++)
            if (!view->shown[cell] && view->table->count->persons[cell] == 0 &&
                !view->table->perturbed)
                view->shown[cell] = is_known_zero(judged, &view->cell[cell]);
    }
}

/* In a table that shows all, one class of each dimension follows from the margin and the others:
 * the one with the reference class, whose polynomial is the longest. */
static bool
is_needed(const Judged *judged, const HistoryView *view, size_t cell)
{
    for (size_t at = 0; at < view->columns; at++)
    {
        size_t axis = view->axis[at];
        if (axis == SIZE_MAX)
            continue;
        size_t place = count_place(view->table->count, cell, axis);
        if (place == view->table->count->places[axis] - 1)
            continue;
        Classes holds = view->table->file->by[axis].holds[place] & view->within[at];
        if ((holds & column_reference(&judged->columns.items.items[view->column[at]])) != 0)
            return false;
    }
    return true;
}

ErrorKind
judged_make_polynomials(Judged *judged, Error *err)
{
    judged->polynomials = polynomials_new(judged->arena, &judged->columns);
    judged->shown = arena_take_array(judged->arena, judged->view_count + 1, sizeof *judged->shown);
    for (size_t at = 0; at < judged->view_count; at++)
    {
        const HistoryView *view = &judged->views[at];
        bool whole = !hides_some(view);
        judged->shown[at] =
            arena_take_array(judged->arena, view->table->count->cells, sizeof *judged->shown[at]);
        for (size_t cell = 0; cell < view->table->count->cells; cell++)
            if (view->shown[cell] && (!whole || is_needed(judged, view, cell)))
                TRY(polynomial_of(judged->polynomials, &view->cell[cell], &judged->shown[at][cell],
                                  err));
    }
    judged->products = polynomials_rows(judged->polynomials, &judged->row);
    return ERROR_NONE;
}

ErrorKind
judged_target(Judged *judged, const Target *target, Error *err)
{
    Polynomial polynomial;
    TRY(polynomial_of(judged->polynomials, &target->predicate, &polynomial, err));
    for (size_t at = 0; at < polynomial.count; at++)
        if (polynomial.term[at] >= judged->products)
            return ERROR_NONE;
    Target *added = LIST_ADD(judged->arena, &judged->targets);
    *added = *target;
    added->polynomial = polynomial;
    return ERROR_NONE;
}

static ErrorKind
add_hidden(Judged *judged, Error *err)
{
    for (size_t at = 0; at < judged->view_count; at++)
    {
        const HistoryView *view = &judged->views[at];
        const Count *count = view->table->count;
        for (size_t cell = 0; cell < count->cells; cell++)
        {
            Target target = {.predicate = view->cell[cell], .view = at, .cell = cell};
            if (!view->shown[cell] && cell_is_small(judged->options, count, cell))
                TRY(judged_target(judged, &target, err));
        }
    }
    return ERROR_NONE;
}

static const char *
kept_text(Arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_copy_text(arena, text);
}

static bool
is_same(const char *one, const char *other)
{
    return one == other || (one != NULL && other != NULL && text_equal(one, other));
}

/* Of sums what was found of the counts already is not found again. */
static bool
is_kept(const Findings *findings, const Finding *finding)
{
    for (size_t at = 0; at < findings->count; at++)
        if (findings->items[at].rule == finding->rule &&
            is_same(findings->items[at].file, finding->file) &&
            is_same(findings->items[at].cell, finding->cell) &&
            is_same(findings->items[at].against, finding->against))
            return true;
    return false;
}

void
judged_keep_findings(Arena *arena, const Judged *judged, Findings *ret_findings)
{
    for (size_t at = 0; at < judged->findings->count; at++)
    {
        Finding finding = judged->findings->items[at];
        if (is_kept(ret_findings, &finding))
            continue;
        finding.cell = kept_text(arena, finding.cell);
        finding.against = kept_text(arena, finding.against);
        *LIST_ADD(arena, ret_findings) = finding;
    }
}

static void
keep(Arena *arena, const Judged *judged, Findings *ret_findings, bool **ret_unsafe)
{
    judged_keep_findings(arena, judged, ret_findings);
    for (size_t at = judged->old_count; at < judged->view_count; at++)
    {
        bool *unsafe = judged->unsafe[at - judged->old_count];
        size_t cells = judged->views[at].table->count->cells;
        ret_unsafe[at - judged->old_count] =
            unsafe == NULL ? NULL
                           : (bool *)(void *)arena_copy(arena, unsafe, cells * sizeof *unsafe);
    }
}

ErrorKind
history_check(Arena *arena, const PublishedTables *old, const PublishedTables *fresh,
              const HistoryOptions *options, Findings *ret_findings, bool **ret_unsafe, Error *err)
{
    SCRATCH Arena *work = arena_new("history");
    Findings found = {0};
    Judged judged = {
        .arena = work, .options = options, .findings = &found, .crowd = homes_crowd(options)};
    if (fresh->count == 0)
        return ERROR_NONE;
    judged.unsafe = arena_take_array(work, fresh->count, sizeof *judged.unsafe);
    TRY(judged_view_all(&judged, old, fresh, err));
    judged_show_zeros(&judged);
    judged_differences(&judged);
    judged_averages(&judged);
    TRY(judged_make_polynomials(&judged, err));
    TRY(add_hidden(&judged, err));
    TRY(judged_variants(&judged, err));
    judged.rows = judged.products;
    judged_targets(&judged);
    TRY(judged_intervals(&judged, err));
    keep(arena, &judged, ret_findings, ret_unsafe);
    return judged_measures(arena, old, fresh, options, ret_findings, ret_unsafe, err);
}

ErrorKind
history_known(const PublishedTables *old, const PublishedTable *fresh, bool *ret_known, Error *err)
{
    SCRATCH Arena *work = arena_new("known");
    Judged judged = {.arena = work};
    PublishedTables one = {0};
    *LIST_ADD(work, &one) = *fresh;
    TRY(judged_view_all(&judged, old, &one, err));
    memcpy(ret_known, judged_known(&judged, &judged.views[old->count]),
           fresh->count->cells * sizeof *ret_known);
    return ERROR_NONE;
}
