/* Which of the small sets lie in the span of what is published, and which tables it takes. */
#include "core/text.h"
#include "disclosure/field.h"
#include "output/judged.h"

#define EXPLAINED 3 /* findings whose tables are sought out */

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
    Rule computed = target->cell == SIZE_MAX ? FINDING_COMBINED : FINDING_SUPPRESSED;
    judged_found(judged, target->maybe ? FINDING_HOUSEHOLDS : computed, fresh, cell, against);
    judged_mark_around(judged, target);
}

/* Which sets are of few households is asked only of those that can be computed now. */
static bool
is_few(Judged *judged, const Target *target)
{
    return !target->maybe || judged_few_homes(judged, &target->predicate, NULL);
}

/* What the old tables give already is no fault of the new ones. */
void
judged_targets(Judged *judged)
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
        if (!before[at] && is_within(judged, span, &judged->targets.items[at]) &&
            is_few(judged, &judged->targets.items[at]))
            found_target(judged, &judged->targets.items[at], &explained);
}
