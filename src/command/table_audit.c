/*
 * table audit: what can anybody work out of a table that is already suppressed, by whatever tool?
 */
#include "command/table_interval.h"
#include "command/table_published.h"

#include <inttypes.h>

const Option command_table_audit_options[] = {
    TABLE_OPTIONS,
    {"value", "COLUMN", false, "the values; suppressed ones may be empty (without it count)"},
    {"decimals", "N", false, "of the values, 0 to 9 (without it 0)"},
    {"status", "COLUMN", false, "what became of each cell"},
    {"suppressed", "MARK", true,
     "values or statuses of suppressed cells (without it suppressed, primary)"},
    {"secondary", "MARK", true,
     "of cells that only protect others, and may follow (without it secondary)"},
    {"absent", "WHAT", false, "what a cell without a row is: zero or unknown"},
    {"negative", NULL, false, "values may be below 0"},
    {"range", "W", false, "how wide every interval must be (without it: not exact)"},
    {"certificate", "FILE", false, "write what another program needs to check the judgement"},
    {NULL, NULL, false, NULL},
};

/* How many suppressed cells came out how. */
typedef struct Finding
{
    size_t suppressed;
    size_t exposed; /* follow exactly from what is shown */
    size_t narrow;  /* follow within less than --range */
    size_t open;    /* neither shown safe nor shown unsafe */
} Finding;

/* The table at work. */
typedef struct Audit
{
    Invocation *call;
    const Table *table;
    const TablePublished *published;
    Disclosure *disclosure;
    int64_t need; /* how wide each interval must be */
} Audit;

static ErrorKind
read_width(const Invocation *call, int decimals, int64_t *ret_width, Error *err)
{
    const char *text = invocation_option(call, "range");
    *ret_width = 1;
    if (text == NULL || (table_number_parse(text, decimals, ret_width) && *ret_width > 0))
        return ERROR_NONE;
    return error_set(err, ERROR_USAGE,
                     "option '--range': expected a number above 0 with at most the decimals of the "
                     "values");
}

/* The library's view of the table; every cell that is not shown needs the width, but for those that
 * only protect others. */
static ErrorKind
set_published(Audit *audit, Error *err)
{
    DisclosureError fault;
    const TablePublished *published = audit->published;
    TRY(table_disclosure(audit->call, audit->table, &audit->disclosure, err));
    if (invocation_flag(audit->call, "negative"))
        disclosure_set_least(audit->disclosure, INT64_MIN);
    if (!disclosure_set_published(audit->disclosure, published->value, published->shown,
                                  disclosure_solver_clp(), &fault))
    {
        (void)table_fault(&fault, err);
        return error_hint(err, "each total is the exact sum of its parts; what was rounded cell by "
                               "cell no longer is");
    }
    for (size_t cell = 0; cell < audit->table->cells; cell++)
    {
        DisclosureCell of = disclosure_cell(audit->disclosure, cell);
        if (published->shown[cell])
            continue;
        of.status = published->helper[cell] ? DISCLOSURE_SECONDARY : DISCLOSURE_PRIMARY;
        of.width = published->helper[cell] ? 0 : audit->need;
        disclosure_set_cell(audit->disclosure, cell, &of);
    }
    return ERROR_NONE;
}

/* Proven by whole tables, else refuted by the interval, else open. */
static const char *
judge_cell(const DisclosureCell *cell, int64_t need, int64_t width, Finding *finding)
{
    if (cell->most - cell->least >= need)
        return "suppressed";
    if (width <= 0)
    {
        finding->exposed++;
        return "exposed";
    }
    if (width < need)
    {
        finding->narrow++;
        return "narrow";
    }
    finding->open++;
    return "open";
}

static void
judge_cells(const Audit *audit, const int64_t *width, TableResult *result, Finding *finding)
{
    const Table *table = audit->table;
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        DisclosureCell of = disclosure_cell(audit->disclosure, cell);
        bool shown = audit->published->shown[cell];
        finding->suppressed += !shown;
        if (shown)
            result->value[cell] =
                table_number(audit->call->arena, audit->published->value[cell], table->decimals);
        result->status[cell] = shown ? "published"
                               : audit->published->helper[cell]
                                   ? "secondary"
                                   : judge_cell(&of, audit->need, width[cell], finding);
    }
}

static void
tell_finding(const Table *table, const Finding *finding, TableResult *result, Arena *arena)
{
    result->summary = json_object();
    json_put(result->summary, "cells", json_integer((json_int_t)table->cells));
    json_put(result->summary, "not_shown", json_integer((json_int_t)finding->suppressed));
    json_put(result->summary, "exposed", json_integer((json_int_t)finding->exposed));
    json_put(result->summary, "narrow", json_integer((json_int_t)finding->narrow));
    json_put(result->summary, "open", json_integer((json_int_t)finding->open));
    result->title = arena_print(arena, "Audit of %s", table->measure);
    result->words = arena_print(
        arena, "%zu cells, %zu of them not shown; exposed %zu, narrow %zu, open %zu", table->cells,
        finding->suppressed, finding->exposed, finding->narrow, finding->open);
}

static ErrorKind
run_audit(Audit *audit, Error *err)
{
    Invocation *call = audit->call;
    DisclosureSummary summary;
    DisclosureError fault;
    Finding finding = {0};
    TableProgress progress = {.progress = &call->progress, .whole = "judgement"};
    DisclosureOptions options = {
        .solver = disclosure_solver_clp(), .tell = table_tell, .told = &progress};
    int64_t *width = arena_take_array(call->arena, audit->table->cells, sizeof *width);
    TableResult result = table_result(call->arena, audit->table);
    TRY(set_published(audit, err));
    if (!disclosure_audit(audit->disclosure, &options, &summary, &fault))
        return table_fault(&fault, err);
    TRY(table_intervals(audit->table, audit->disclosure, &options, &result, call->arena, width,
                        err));
    table_tell_end(&progress);
    judge_cells(audit, width, &result, &finding);
    tell_finding(audit->table, &finding, &result, call->arena);
    size_t unsafe = finding.exposed + finding.narrow + finding.open;
    result.proven = unsafe == 0 ? audit->disclosure : NULL;
    TRY(table_print(call, audit->table, &result, err));
    if (unsafe == 0)
        return ERROR_NONE;
    (void)error_set(err, ERROR_DATA, "suppressed cells that are not safe: %zu", unsafe);
    return error_hint(err, "one that was left out only to protect others may follow: "
                           "'--secondary' tells which");
}

ErrorKind
command_table_audit(Invocation *call, Error *err)
{
    Table table;
    TablePublished published;
    Audit audit = {.call = call, .table = &table, .published = &published};
    TRY(table_print_check(call, err));
    TRY(table_published_read(call, &table, &published, err));
    TRY(read_width(call, table.decimals, &audit.need, err));
    return run_audit(&audit, err);
}
