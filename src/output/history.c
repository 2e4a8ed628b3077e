#include "output/history.h"

#include "core/text.h"
#include "disclosure/field.h"
#include "output/judged.h"

#include <inttypes.h>
#include <string.h>

#define EXPLAINED 3 /* findings whose tables are sought out */

bool
size_is_small(const HistoryOptions *options, int64_t persons, int64_t sampled)
{
    return persons > 0 && (persons < options->threshold ||
                           (options->sample && persons - sampled < options->threshold));
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

static ErrorKind
make_views(Judged *judged, const PublishedTables *old, const PublishedTables *fresh, Error *err)
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

/* A hidden 0 that follows from a published one is as good as published. */
static void
show_known_zeros(Judged *judged)
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

static ErrorKind
make_polynomials(Judged *judged, Error *err)
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
            if (!view->shown[cell] &&
                size_is_small(judged->options, count->persons[cell], count->sampled[cell]))
                TRY(judged_target(judged, &target, err));
        }
    }
    return ERROR_NONE;
}

static void
put_polynomial(const Judged *judged, Span *span, const Polynomial *polynomial)
{
    for (size_t at = 0; at < polynomial->count; at++)
        span_put(span, judged->row[polynomial->term[at]], field_of(polynomial->sign[at]));
}

static bool
is_within(const Judged *judged, Span *span, const Target *target)
{
    SCRATCH Arena *work = arena_new("reduce");
    put_polynomial(judged, span, &target->polynomial);
    return span_reduce(span, work).count == 0;
}

static void
add_view(const Judged *judged, Arena *arena, Span *span, size_t view)
{
    for (size_t cell = 0; cell < judged->views[view].table->count->cells; cell++)
    {
        if (judged->shown[view][cell].count == 0)
            continue;
        put_polynomial(judged, span, &judged->shown[view][cell]);
        SpanVector residue = span_reduce(span, arena);
        if (residue.count > 0)
            span_add(span, residue);
    }
}

/* How many of the tables in order, after those needed for sure, it takes until the target is
 * within; 0: none. */
static size_t
tables_needed(const Judged *judged, const Target *target, const size_t *sure, size_t sure_count)
{
    SCRATCH Arena *work = arena_new("explain");
    Span *span = span_new(work, judged->rows);
    for (size_t at = 0; at < sure_count; at++)
        add_view(judged, work, span, sure[at]);
    if (is_within(judged, span, target))
        return 0;
    for (size_t at = judged->view_count; at-- > 0;)
    {
        add_view(judged, work, span, at);
        if (is_within(judged, span, target))
            return at + 1;
    }
    return 0;
}

/* The tables without any of which the target could not be computed: each step finds one more. */
static const char *
explain(const Judged *judged, const Target *target)
{
    Text names = text_new(judged->arena);
    size_t *sure = arena_take_array(judged->arena, judged->view_count + 1, sizeof *sure);
    for (size_t count = 0; count < judged->view_count; count++)
    {
        size_t needed = tables_needed(judged, target, sure, count);
        if (needed == 0)
            break;
        sure[count] = needed - 1;
        text_print(&names, "%s%s", count == 0 ? "" : "; ", judged->views[needed - 1].table->name);
    }
    return names.bytes;
}

/* The new cells that could be suppressed: those that imply the target or that it implies, else
 * those that share persons with it. */
void
judged_mark_around(Judged *judged, const Target *target)
{
    for (int wide = 0; wide < 2; wide++)
    {
        bool marked = false;
        for (size_t at = judged->old_count; at < judged->view_count; at++)
            for (size_t cell = 0; cell < judged->views[at].table->count->cells; cell++)
            {
                const Predicate *predicate = &judged->views[at].cell[cell];
                bool near = wide == 1 ? predicates_meet(predicate, &target->predicate)
                                      : predicate_implies(predicate, &target->predicate) ||
                                            predicate_implies(&target->predicate, predicate);
                if (!near || !judged->views[at].shown[cell])
                    continue;
                judged_mark(judged, at, cell);
                marked = true;
            }
        if (marked)
            return;
    }
}

static void
found_target(Judged *judged, const Target *target, size_t *explained)
{
    const HistoryView *view = &judged->views[target->view];
    const HistoryView *fresh =
        target->view >= judged->old_count ? view : &judged->views[judged->old_count];
    const char *cell = predicate_print(judged->arena, &judged->columns, &target->predicate);
    const char *against =
        (*explained)++ < EXPLAINED ? explain(judged, target) : "the tables named before";
    judged_found(judged, target->cell == SIZE_MAX ? FINDING_COMBINED : FINDING_SUPPRESSED, fresh,
                 cell, against);
    judged_mark_around(judged, target);
}

/* What the old tables give already is no fault of the new ones. */
static void
judge_targets(Judged *judged)
{
    SCRATCH Arena *work = arena_new("span");
    Span *span = span_new(work, judged->rows);
    bool *before = arena_take_array(work, judged->targets.count + 1, sizeof *before);
    size_t explained = 0;
    for (size_t at = 0; at < judged->old_count; at++)
        add_view(judged, work, span, at);
    for (size_t at = 0; at < judged->targets.count; at++)
        before[at] = is_within(judged, span, &judged->targets.items[at]);
    for (size_t at = judged->old_count; at < judged->view_count; at++)
        add_view(judged, work, span, at);
    for (size_t at = 0; at < judged->targets.count; at++)
        if (!before[at] && is_within(judged, span, &judged->targets.items[at]))
            found_target(judged, &judged->targets.items[at], &explained);
}

static const char *
kept_text(Arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_copy_text(arena, text);
}

/* What outlives the judging: copies in the caller's arena. */
static void
keep(Arena *arena, const Judged *judged, Findings *ret_findings, bool **ret_unsafe)
{
    for (size_t at = 0; at < judged->findings->count; at++)
    {
        Finding finding = judged->findings->items[at];
        finding.cell = kept_text(arena, finding.cell);
        finding.against = kept_text(arena, finding.against);
        *LIST_ADD(arena, ret_findings) = finding;
    }
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
    Judged judged = {.arena = work, .options = options, .findings = &found};
    if (fresh->count == 0)
        return ERROR_NONE;
    judged.unsafe = arena_take_array(work, fresh->count, sizeof *judged.unsafe);
    TRY(make_views(&judged, old, fresh, err));
    show_known_zeros(&judged);
    judged_differences(&judged);
    judged_averages(&judged);
    TRY(make_polynomials(&judged, err));
    TRY(add_hidden(&judged, err));
    TRY(judged_variants(&judged, err));
    judged.rows = judged.products;
    judge_targets(&judged);
    TRY(judged_intervals(&judged, err));
    keep(arena, &judged, ret_findings, ret_unsafe);
    return ERROR_NONE;
}

ErrorKind
history_known(const PublishedTables *old, const PublishedTable *fresh, bool *ret_known, Error *err)
{
    SCRATCH Arena *work = arena_new("known");
    Judged judged = {.arena = work};
    PublishedTables one = {0};
    *LIST_ADD(work, &one) = *fresh;
    TRY(make_views(&judged, old, &one, err));
    memcpy(ret_known, judged_known(&judged, &judged.views[old->count]),
           fresh->count->cells * sizeof *ret_known);
    return ERROR_NONE;
}
