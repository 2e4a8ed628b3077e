/* The history of sums: each measure's tables as a system of their own. */
#include "output/history.h"

#include "output/inner.h"
#include "output/judged.h"

/* Hidden sums that one or two persons make most of, in tables of many persons too. */
static ErrorKind
add_dominated(Judged *judged, Error *err)
{
    for (size_t at = 0; at < judged->view_count; at++)
    {
        const HistoryView *view = &judged->views[at];
        for (size_t cell = 0; cell < view->table->count->cells; cell++)
        {
            Target target = {.predicate = view->cell[cell], .view = at, .cell = cell};
            if (!view->shown[cell] &&
                count_is_dominated(view->table->count, cell, judged->options->dominance,
                                   judged->options->two))
                TRY(judged_target(judged, &target, err));
        }
    }
    return ERROR_NONE;
}

static bool
is_of_measure(const PublishedTable *table, const Attribute *measure)
{
    return output_type_is_table(table->file->type) && table->file->has_measure &&
           attribute_equal(&table->file->measure, measure);
}

/* One measure's tables as a system of their own. */
static ErrorKind
judge_measure(Arena *arena, const PublishedTables *old, const PublishedTables *fresh,
              const Attribute *measure, Judged *judged, Error *err)
{
    PublishedTables older = {0};
    PublishedTables newer = {0};
    size_t *of = arena_take_array(judged->arena, fresh->count, sizeof *of);
    for (size_t at = 0; at < old->count; at++)
        if (is_of_measure(&old->items[at], measure))
            *LIST_ADD(judged->arena, &older) = old->items[at];
    for (size_t at = 0; at < fresh->count; at++)
        if (is_of_measure(&fresh->items[at], measure))
        {
            of[newer.count] = at;
            *LIST_ADD(judged->arena, &newer) = fresh->items[at];
        }
    bool **unsafe = judged->unsafe;
    judged->unsafe = arena_take_array(judged->arena, fresh->count, sizeof *judged->unsafe);
    TRY(judged_view_all(judged, &older, &newer, err));
    judged_show_zeros(judged);
    TRY(judged_total_differences(judged, err));
    TRY(judged_make_polynomials(judged, err));
    TRY(add_dominated(judged, err));
    judged_averages(judged);
    judged->rows = judged->products;
    judged_targets(judged);
    TRY(judged_total_intervals(judged, measure, err));
    for (size_t at = 0; at < newer.count; at++)
        for (size_t cell = 0; judged->unsafe[at] != NULL && cell < newer.items[at].count->cells;
             cell++)
        {
            if (unsafe[of[at]] == NULL)
                unsafe[of[at]] =
                    arena_take_array(arena, newer.items[at].count->cells, sizeof **unsafe);
            unsafe[of[at]][cell] = unsafe[of[at]][cell] || judged->unsafe[at][cell];
        }
    return ERROR_NONE;
}

/* Each measure of a new table once. */
ErrorKind
judged_measures(Arena *arena, const PublishedTables *old, const PublishedTables *fresh,
                const HistoryOptions *options, Findings *ret_findings, bool **ret_unsafe,
                Error *err)
{
    int64_t crowd = homes_crowd(options);
    for (size_t at = 0; at < fresh->count; at++)
    {
        SCRATCH Arena *work = arena_new("sums");
        const Attribute *measure = &fresh->items[at].file->measure;
        Findings found = {0};
        Judged judged = {.arena = work,
                         .options = options,
                         .findings = &found,
                         .unsafe = ret_unsafe,
                         .crowd = crowd};
        bool judge = is_of_measure(&fresh->items[at], measure);
        for (size_t before = 0; before < at; before++)
            judge = judge && !is_of_measure(&fresh->items[before], measure);
        if (!judge)
            continue;
        TRY(judge_measure(arena, old, fresh, measure, &judged, err));
        judged_keep_findings(arena, &judged, ret_findings);
    }
    return ERROR_NONE;
}
