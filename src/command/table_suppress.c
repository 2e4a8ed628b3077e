/*
 * table suppress: a table fit to be published, by leaving cells out.
 */
#include "command/table_interval.h"
#include "command/table_rules.h"

#include <string.h>

const Option command_table_suppress_options[] = {
    TABLE_OPTIONS,
    TABLE_RECORD_OPTIONS,
    TABLE_RULE_OPTIONS,
    {"trim", "N", false, "rounds in which needless suppressions are sought, 0 to 9 (without it 1)"},
    {"optimum", NULL, false, "the fewest suppressions, for tables of a few hundred cells"},
    {"intervals", NULL, false, "show what a reader can tell of each suppressed cell"},
    {"inside", NULL, false, "show all: values, contributors, reasons, proofs; secret"},
    {"certificate", "FILE", false, "write what another program needs to check it; secret"},
    {NULL, NULL, false, NULL},
};

typedef struct Suppressing
{
    Invocation *call;
    Table table;
    Disclosure *disclosure;
    DisclosureOptions options;
    DisclosureSummary summary;
    TableProgress progress;
} Suppressing;

static ErrorKind
check_call(const Invocation *call, bool any, Error *err)
{
    TRY(table_print_check(call, err));
    if (!any)
    {
        (void)error_set(err, ERROR_USAGE, "no rule says which cells are unsafe");
        return error_hint(err, "for example '--minimum 5'");
    }
    return ERROR_NONE;
}

static ErrorKind
protect(Suppressing *work, Error *err)
{
    DisclosureError fault;
    bool done = invocation_flag(work->call, "optimum")
                    ? disclosure_optimum(work->disclosure, &work->options, &work->summary, &fault)
                    : disclosure_protect(work->disclosure, &work->options, &work->summary, &fault);
    if (!done)
        return table_fault(&fault, err);
    if (work->summary.open == 0)
        return ERROR_NONE;
    table_tell_end(&work->progress);
    (void)error_set(err, ERROR_DATA,
                    "%zu unsafe cells or differences cannot be protected by leaving others out",
                    work->summary.open);
    return error_hint(err, "nothing was written; merge classes, or cross fewer columns");
}

static void
count_cells(const Suppressing *work, TableResult *result)
{
    Arena *arena = work->call->arena;
    size_t lost = 0;
    for (size_t cell = 0; cell < work->table.cells; cell++)
        lost += disclosure_cell(work->disclosure, cell).status != DISCLOSURE_PUBLISHED;
    result->summary = json_object();
    json_put(result->summary, "cells", json_integer((json_int_t)work->table.cells));
    json_put(result->summary, "not_shown", json_integer((json_int_t)lost));
    result->words = arena_print(arena, "%zu cells, %zu of them not shown", work->table.cells, lost);
    if (!result->confidential)
        return;
    json_put(result->summary, "primary", json_integer((json_int_t)work->summary.primary));
    json_put(result->summary, "secondary", json_integer((json_int_t)work->summary.secondary));
    result->words =
        arena_print(arena, "%s: %zu unsafe by themselves, %zu so that these cannot be worked out",
                    result->words, work->summary.primary, work->summary.secondary);
}

static TableResult
result_inside(const Suppressing *work)
{
    static const char *const names[] = {[DISCLOSURE_PUBLISHED] = "published",
                                        [DISCLOSURE_PRIMARY] = "primary",
                                        [DISCLOSURE_SECONDARY] = "secondary",
                                        [DISCLOSURE_VIRTUAL] = "virtual"};
    Arena *arena = work->call->arena;
    const Table *table = &work->table;
    bool whole = table->decimals == 0;
    TableResult result = table_inside(arena, table, work->disclosure);
    const char **least = table_result_column(arena, table, "proven_least", whole, &result);
    const char **most = table_result_column(arena, table, "proven_most", whole, &result);
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        DisclosureCell of = disclosure_cell(work->disclosure, cell);
        result.status[cell] = names[of.status];
        if (of.status != DISCLOSURE_PRIMARY)
            continue;
        least[cell] = table_number(arena, of.least, table->decimals);
        most[cell] = table_number(arena, of.most, table->decimals);
    }
    return result;
}

/* Neither which cells were unsafe nor why: that would tell of them. */
static TableResult
result_outside(const Suppressing *work)
{
    Arena *arena = work->call->arena;
    TableResult result = table_result(arena, &work->table);
    for (size_t cell = 0; cell < work->table.cells; cell++)
    {
        DisclosureCell of = disclosure_cell(work->disclosure, cell);
        bool shown = of.status == DISCLOSURE_PUBLISHED;
        result.status[cell] = shown ? "published" : "suppressed";
        if (shown)
            result.value[cell] = table_number(arena, of.value, work->table.decimals);
    }
    return result;
}

static ErrorKind
show(Suppressing *work, Error *err)
{
    Invocation *call = work->call;
    const char *form = invocation_option(call, "format");
    bool inside = invocation_flag(call, "inside");
    TableResult result = inside ? result_inside(work) : result_outside(work);
    if (invocation_flag(call, "intervals") || (form != NULL && text_equal(form, "html")))
        TRY(table_intervals(&work->table, work->disclosure, &work->options, &result, call->arena,
                            NULL, err));
    table_tell_end(&work->progress);
    count_cells(work, &result);
    result.title = arena_print(call->arena, "%s, with suppressed cells", work->table.measure);
    result.proven = work->disclosure;
    return table_print(call, &work->table, &result, err);
}

ErrorKind
command_table_suppress(Invocation *call, Error *err)
{
    Suppressing work = {.call = call,
                        .progress = {.progress = &call->progress, .whole = "protection"}};
    DisclosureRules rules;
    bool any = false;
    int64_t trims = 0;
    TRY(invocation_integer(call, "trim", 0, 9, 1, &trims, err));
    TRY(table_rules_read(call, &rules, &any, err));
    TRY(check_call(call, any, err));
    TRY(table_judged(call, &rules, any, &work.table, &work.disclosure, err));
    work.options = (DisclosureOptions){.solver = disclosure_solver_clp(),
                                       .singles = true,
                                       .trims = (int)trims,
                                       .tell = table_tell,
                                       .told = &work.progress};
    TRY(protect(&work, err));
    return show(&work, err);
}
