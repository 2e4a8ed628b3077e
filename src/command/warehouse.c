/*
 * warehouse check: what in a warehouse is not as its catalogue says. warehouse synth stands in
 * synth.c.
 */
#include "command/inner.h"
#include "core/text.h"
#include "warehouse/check.h"

static const Option check_options[] = {
    {"catalogue", "NAME", false, "name or directory of the catalogue (required)"},
    {"memory", "SIZE", false, "memory of the engine, such as 4GB; without it its default"},
    {"threads", "N", false, "threads of the engine; without it all cores"},
    {"spill", "DIR", false,
     "where the engine may put data that does not fit in memory (unencrypted)"},
    {NULL, NULL, false, NULL},
};

static json_t *
finding_json(const Finding *finding)
{
    json_t *item = json_object();
    json_put_text(item, "kind", finding_kind_name(finding->kind));
    json_put_text(item, "severity", finding->fault ? "fault" : "note");
    json_put_text(item, "table", finding->table);
    if (finding->column != NULL)
        json_put_text(item, "column", finding->column);
    json_put_text(item, "words", finding->words);
    json_put(item, "count", json_integer(finding->count));
    return item;
}

static void
append(json_t *list, json_t *item)
{
    if (json_array_append_new(list, item) != 0)
        error_out_of_memory();
}

static ErrorKind
print_json(Invocation *call, const Catalogue *catalogue, const WarehouseCheck *check, Error *err)
{
    json_t *tables = json_array();
    for (size_t at = 0; at < check->tables.count; at++)
    {
        json_t *item = json_object();
        json_put_text(item, "table", check->tables.items[at].table);
        json_put(item, "rows", json_integer(check->tables.items[at].rows));
        append(tables, item);
    }
    json_t *findings = json_array();
    for (size_t at = 0; at < check->findings.count; at++)
        append(findings, finding_json(&check->findings.items[at]));
    json_t *result = json_object();
    json_put_text(result, "catalogue", catalogue->id);
    json_put(result, "tables", tables);
    json_put(result, "findings", findings);
    json_put(result, "faults", json_integer(check->faults));
    json_put(result, "notes", json_integer(check->notes));
    return result_print_json(call, result, err);
}

typedef struct Cells LIST_OF(const char *) Cells;

static void
add_row(Arena *arena, Cells *cells, const char *const *row, size_t columns)
{
    for (size_t at = 0; at < columns; at++)
        *LIST_ADD(arena, cells) = row[at];
}

static const char *
sizes_table(Arena *arena, const WarehouseCheck *check)
{
    Cells cells = {0};
    add_row(arena, &cells, (const char *const[]){"table", "rows"}, 2);
    for (size_t at = 0; at < check->tables.count; at++)
    {
        const TableSize *size = &check->tables.items[at];
        const char *rows = arena_print(arena, "%lld", (long long)size->rows);
        add_row(arena, &cells, (const char *const[]){size->table, rows}, 2);
    }
    return result_table(arena, cells.items, 2, check->tables.count + 1, " r");
}

static const char *
findings_table(Arena *arena, const WarehouseCheck *check)
{
    Cells cells = {0};
    add_row(arena, &cells, (const char *const[]){"", "table", "column", "rows", "finding"}, 5);
    for (size_t at = 0; at < check->findings.count; at++)
    {
        const Finding *finding = &check->findings.items[at];
        const char *count =
            finding->count == 0 ? "" : arena_print(arena, "%lld", (long long)finding->count);
        const char *column = finding->column == NULL ? "" : finding->column;
        add_row(arena, &cells,
                (const char *const[]){finding->fault ? "fault" : "note", finding->table, column,
                                      count, finding->words},
                5);
    }
    return result_table(arena, cells.items, 5, check->findings.count + 1, "   r ");
}

static ErrorKind
print_text(Invocation *call, const WarehouseCheck *check, Error *err)
{
    Text text = text_new(call->arena);
    if (check->tables.count > 0)
        text_print(&text, "%s\n", sizes_table(call->arena, check));
    if (check->findings.count > 0)
        text_print(&text, "%s\n", findings_table(call->arena, check));
    text_print(&text, "%lld fault%s, %lld note%s\n", (long long)check->faults,
               check->faults == 1 ? "" : "s", (long long)check->notes,
               check->notes == 1 ? "" : "s");
    return result_print(text.bytes, err);
}

static ErrorKind
open_engine(Invocation *call, const char *const *directories, Engine **ret_engine, Error *err)
{
    int64_t threads = 0;
    TRY(invocation_integer(call, "threads", 1, 1024, 0, &threads, err));
    EngineOptions options = {.memory_limit = invocation_option(call, "memory"),
                             .threads = (int)threads,
                             .spill = invocation_option(call, "spill"),
                             .directories = directories};
    return engine_open(&options, ret_engine, err);
}

ErrorKind
command_warehouse_check(Invocation *call, Error *err)
{
    CLOSES_ENGINE Engine *engine = NULL;
    Catalogue *catalogue = NULL;
    WarehouseCheck check = {0};
    const char *directories[] = {call->words[0], NULL};
    const char *name = invocation_option(call, "catalogue");
    if (name == NULL)
        return error_set(err, ERROR_USAGE, "option '--catalogue' is missing");
    TRY(command_load_catalogue(call, name, &catalogue, err));
    TRY(open_engine(call, directories, &engine, err));
    TRY(warehouse_check(engine, call->arena, catalogue, call->words[0], &call->progress, &check,
                        err));
    if (call->json)
        TRY(print_json(call, catalogue, &check, err));
    else
        TRY(print_text(call, &check, err));
    if (check.faults == 0)
        return ERROR_NONE;
    return error_set(err, ERROR_DATA, "warehouse: %lld fault%s", (long long)check.faults,
                     check.faults == 1 ? "" : "s");
}

const Command command_warehouse[] = {
    {"warehouse", "synth", "DIR", 1, 1, command_warehouse_synth_options, command_warehouse_synth,
     "make a synthetic warehouse"},
    {"warehouse", "check", "SOURCE", 1, 1, check_options, command_warehouse_check,
     "compare a warehouse with its catalogue"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
