/*
 * Prints the certificate of a small table of each kind, for disclosure_certificate.py: the number of the table is the argument.
 */
#include "disclosure/disclosure.h"

#include <stdio.h>
#include <stdlib.h>

#define ROWS 6
#define COLUMNS 5
#define RECORDS 60

static int
fail(const DisclosureError *err)
{
    fprintf(stderr, "%s\n", err->message);
    return 1;
}

/* A total, two groups and the leaves. */
static bool
add_dimension(Disclosure *tables, uint32_t leaves, DisclosureError *err)
{
    uint32_t leaf[ROWS];
    DisclosureNode nodes[ROWS + 3] = {{leaf, leaves}, {leaf, leaves / 2}, {leaf + leaves / 2, leaves - leaves / 2}};
    for (uint32_t at = 0; at < leaves; at++)
    {
        leaf[at] = at;
        nodes[3 + at] = (DisclosureNode){leaf + at, 1};
    }
    return disclosure_add_dimension(tables, leaves, nodes, leaves + 3, err);
}

int
main(int argument_count, char **arguments)
{
    unsigned kind = argument_count > 1 ? (unsigned)strtoul(arguments[1], NULL, 10) : 0;
    uint32_t row[RECORDS];
    uint32_t column[RECORDS];
    int64_t value[RECORDS];
    const uint32_t *const leaf[] = {row, column};
    for (uint32_t at = 0; at < RECORDS; at++)
    {
        row[at] = at * at % 7 % ROWS;
        column[at] = (at * 5 + at * at * kind) % 11 % COLUMNS;
        value[at] = (int64_t)(at * at * 37 % 101 * (at + kind)) * (kind == 3 && at % 9 == 0 ? -1 : 1);
    }
    DisclosureError err;
    DisclosureSummary summary;
    size_t first;
    size_t cells;
    size_t size;
    Disclosure *tables = disclosure_new();
    DisclosureShown all[2] = {{NULL, 0}, {NULL, 0}};
    DisclosureRecords records = {.rows = RECORDS, .leaf = leaf, .value = kind < 2 ? NULL : value};
    DisclosureRules rules = {.minimum = 3, .zeros = kind == 1, .percent = kind < 2 ? 0 : 1500, .difference = kind == 0 ? 2 : 0};
    DisclosureOptions options = {.solver = disclosure_solver_clp(), .singles = kind == 1, .trims = 1};
    if (!add_dimension(tables, ROWS, &err) || !add_dimension(tables, COLUMNS, &err) ||
        !disclosure_add_table(tables, all, &first, &cells, &err) ||
        !disclosure_set_records(tables, &records, &err) || !disclosure_build(tables, &err) ||
        !disclosure_apply(tables, &rules, &err) ||
        !disclosure_protect(tables, &options, &summary, &err))
        return fail(&err);
    const char *certificate = disclosure_certificate(tables, &size);
    fwrite(certificate, 1, size, stdout);
    disclosure_free(tables);
    return summary.open > 0;
}
