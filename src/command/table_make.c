/*
 * table make: a table as it is, with the cells that the rules find unsafe. For inside eyes.
 */
#include "command/table_rules.h"

const Option command_table_make_options[] = {
    TABLE_OPTIONS,
    TABLE_RECORD_OPTIONS,
    TABLE_RULE_OPTIONS,
    {NULL, NULL, false, NULL},
};

static json_t *
summary_of(const Table *table, size_t primary)
{
    json_t *summary = json_object();
    json_put(summary, "cells", json_integer((json_int_t)table->cells));
    json_put(summary, "primary", json_integer((json_int_t)primary));
    return summary;
}

ErrorKind
command_table_make(Invocation *call, Error *err)
{
    Table table;
    Disclosure *disclosure = NULL;
    DisclosureRules rules;
    bool any = false;
    size_t primary = 0;
    TRY(table_print_check(call, err));
    TRY(table_rules_read(call, &rules, &any, err));
    TRY(table_judged(call, &rules, any, &table, &disclosure, err));
    TableResult result = table_inside(call->arena, &table, disclosure);
    for (size_t cell = 0; cell < table.cells; cell++)
    {
        bool unsafe = disclosure_cell(disclosure, cell).status == DISCLOSURE_PRIMARY;
        result.status[cell] = unsafe ? "primary" : "unprotected";
        primary += unsafe;
    }
    result.summary = summary_of(&table, primary);
    result.title = arena_print(call->arena, "%s, not protected", table.measure);
    result.words = any ? arena_print(call->arena, "%zu cells, %zu of them unsafe by themselves",
                                     table.cells, primary)
                       : arena_print(call->arena, "%zu cells, judged by no rule", table.cells);
    return table_print(call, &table, &result, err);
}
