/*
 * What table make, suppress and audit share: a table of any file, with its hierarchies, as a Disclosure.
 *
 * What leaves by default is fit to be published: a suppressed cell has neither value nor reason. With --inside, and on the HTML
 * page, the output shows all and is as secret as the records.
 */
#ifndef BERAAD_COMMAND_TABLE_H
#define BERAAD_COMMAND_TABLE_H

#include "command/inner.h"
#include "core/text.h"
#include "disclosure/disclosure.h"

#define TABLE_AXES 12

/* A dimension with its labels. Nodes: the total, the groups from the coarsest level on, the leaves. */
typedef struct TableAxis
{
    const char *name;
    const char **labels; /* by node */
    unsigned *depth;     /* by node: 0 for the total, 1 below it, ... */
    DisclosureNode *nodes;
    size_t node_count;
    size_t leaves;
    size_t first_leaf; /* the node of leaf 0; those of the others follow */
} TableAxis;

/* The axis of these values (in byte order) with the groups of a hierarchy file, or without groups (hierarchy NULL): CSV (value,
 * group, coarser group, ...; the first line names them) or tau-ARGUS .hrc (one code a line, a leading @ for each level
 * below the first). Values that the file has and the data have not are leaves too. ERROR_DATA: a value that the
 * hierarchy lacks (how many, not which), a label that is there twice. */
ErrorKind table_axis_read(Arena *arena, const char *name, const char *hierarchy, const char *total,
                          const char *const *values, size_t value_count, TableAxis *ret_axis,
                          Error *err) MUST_CHECK;

/* The node with this label, or SIZE_MAX. */
size_t table_axis_find(const TableAxis *axis, const char *label);

typedef struct Table
{
    Disclosure *tables;
    TableAxis axis[TABLE_AXES];
    size_t axes;
    size_t parts;        /* linked tables */
    size_t *part_first;  /* by part: its first cell */
    size_t *part_cells;
    bool (*part_has)[TABLE_AXES]; /* by part: does it use the axis, or its total alone? */
    const char *measure; /* the heading of the values: "count" or the column */
    int decimals;
} Table;

/* Reads --by, --only, --hierarchy, --total, --value and the like of this call, and the file it names. The Disclosure goes with
 * call->arena. */
ErrorKind table_read(Invocation *call, Table *ret_table, Error *err) MUST_CHECK;

/* The axes and parts of --by and --only, without values; values[axis] are those of the data. */
ErrorKind table_shape(Invocation *call, const char *const *by, size_t count,
                      const char *const *const *values, const size_t *value_counts, Table *ret_table,
                      Error *err) MUST_CHECK;

/* The hierarchy file that --hierarchy gives a column, or NULL. */
const char *table_hierarchy(Invocation *call, const char *column);

/* The node of a cell on an axis. */
size_t table_node(const Table *table, size_t cell, size_t axis);

/* A value with its decimals. */
const char *table_number(Arena *arena, int64_t value, int decimals);

/* What became of a table, for printing. */
typedef struct TableVerdict
{
    const DisclosureSummary *summary; /* NULL: nothing was protected (table make) */
    const double *least;              /* by cell: the attacker's interval; NULL: what was proven */
    const double *most;
    bool foreign; /* an audit: suppressed values are not known */
} TableVerdict;

/* As --format says (csv, json, html), to --out or standard output. */
ErrorKind table_print(Invocation *call, const Table *table, const TableVerdict *verdict,
                      Error *err) MUST_CHECK;

/* The page (table_page.c). */
const char *table_page(Arena *arena, const Table *table, const TableVerdict *verdict);

/* The options that give a table its shape. */
#define TABLE_SHAPE_OPTIONS                                                                        \
    {"by", "V,V", true, "the columns that are crossed; at most 12"},                               \
        {"only", "V,V", true, "a linked table of some of them; repeated for each one"},            \
        {"hierarchy", "V=FILE", true, "groups of a column: CSV, or tau-ARGUS .hrc"},               \
        {"total", "LABEL", false, "the label of totals (without it Total)"},                       \
        {"format", "FORM", false, "csv, json or html (without it csv)"},                           \
    {                                                                                              \
        "out", "FILE", false, "write to a new file; without it on standard output"                 \
    }

extern const Option command_table_audit_options[];
ErrorKind command_table_audit(Invocation *call, Error *err) MUST_CHECK;

/* Draws the steps of the library on the call's progress line: `told` is a TableProgress. */
typedef struct TableProgress
{
    Progress *progress;
    const char *step;
} TableProgress;

void table_tell(void *told, const char *step, double share);

/* A failure of the library as an Error. */
ErrorKind table_fault(ErrorKind kind, const DisclosureError *from, Error *err);

#endif
