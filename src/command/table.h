/*
 * What the verbs of table share: any file with its hierarchies, read into one table.
 *
 * What leaves by default is fit to be published: a suppressed cell has neither value nor reason,
 * and nothing tells a rule's parameters. With --inside the output shows all and is as secret as the
 * records.
 */
#ifndef BERAAD_COMMAND_TABLE_H
#define BERAAD_COMMAND_TABLE_H

#include "command/inner.h"
#include "command/table_axis.h"
#include "core/text.h"
#include "warehouse/microdata.h"

#define TABLE_AXES 12
#define TABLE_CELLS ((size_t)1 << 24)

/* One of several linked tables: it crosses some axes and takes the total of the others. */
typedef struct TablePart
{
    bool has[TABLE_AXES];
    size_t first; /* its first cell */
    size_t cells; /* the last axis that it has running fastest */
} TablePart;

typedef struct Table
{
    TableAxis axis[TABLE_AXES];
    size_t axes;
    TablePart *part;
    size_t parts;
    size_t cells;        /* of all parts */
    const char *measure; /* the heading of the values: "count" or the column */
    int decimals;
} Table;

/* The records that it is made of; what was not asked for is NULL. */
typedef struct TableRecords
{
    size_t rows;
    uint32_t *leaf[TABLE_AXES]; /* by row */
    const int64_t *value;       /* in units of the last decimal */
    const int64_t *counted;     /* a row stands for so many; not negative */
    double *weight;
    const uint32_t *holding;   /* rows of one number are one contributor */
    const MicrodataColumn *id; /* who a row is about */
} TableRecords;

/* Reads the file that the call names, by --by, --only, --hierarchy, --total and, where the verb has
 * them, --value, --decimals,
 * --count, --weight, --holding and --id. ERROR_USAGE: options that do not go together; ERROR_DATA:
 * more than TABLE_CELLS cells, a missing value where one is needed, a hierarchy that is none. Needs
 * all of call->arena's life. */
ErrorKind table_read(Invocation *call, Table *ret_table, TableRecords *ret_records,
                     Error *err) MUST_CHECK;

/* The axes and parts alone, over the values of class columns, one for each of --by. */
ErrorKind table_shape(Invocation *call, const char *const *by, size_t count,
                      const MicrodataColumn *columns, size_t rows, Table *ret_table,
                      Error *err) MUST_CHECK;

/* The names that --by gives: 1 to TABLE_AXES. */
ErrorKind table_by(Invocation *call, const char ***ret_names, size_t *ret_count,
                   Error *err) MUST_CHECK;

/* The hierarchy file that --hierarchy gives a column, or NULL. */
const char *table_hierarchy(Invocation *call, const char *column);

/* The part that a cell is of, and its node on an axis (0, the total, where the part has not the
 * axis). */
size_t table_part(const Table *table, size_t cell);
size_t table_node(const Table *table, size_t cell, size_t axis);

/* The cell of a part at these nodes, one for each axis; SIZE_MAX where the part shows no such cell.
 */
size_t table_cell(const Table *table, size_t part, const size_t *nodes);

/* The shape as the library has it, freed with call->arena; cells have the same numbers. */
ErrorKind table_disclosure(Invocation *call, const Table *table, Disclosure **ret_disclosure,
                           Error *err) MUST_CHECK;

/* A value with its decimals, "12.50". */
const char *table_number(Arena *arena, int64_t value, int decimals);

/* The inverse: a decimal number, further digits behind the point 0. False: anything else, or more
 * than 62 bits. */
bool table_number_parse(const char *text, int decimals, int64_t *ret_value);

/* Draws the steps of the library as one step on the call's progress line: `told` is a
 * TableProgress. The search for a pattern begins again many times, so its rounds are counted. */
typedef struct TableProgress
{
    Progress *progress;
    const char *whole; /* what the steps are part of: "protection" */
    const char *step;  /* NULL: none has begun */
    unsigned search;
} TableProgress;

void table_tell(void *told, const char *step, double share);
void table_tell_end(TableProgress *told);

/* A failure of the library as an Error. */
ErrorKind table_fault(const DisclosureError *from, Error *err);

/* On standard error, unless it is to be quiet: for the one who runs it, never part of the result.
 */
void table_note(const Invocation *call, const char *words);

/* The options that give a table its shape, and where it goes. */
#define TABLE_OPTIONS                                                                              \
    {"by", "V,V", true, "the columns that are crossed; at most 12"},                               \
        {"only", "V,V", true, "a linked table of some of them; repeated for each one"},            \
        {"hierarchy", "V=FILE", true, "groups of a column: CSV, or tau-ARGUS .hrc"},               \
        {"total", "LABEL", false, "the label of totals (without it Total)"},                       \
        {"format", "FORM", false, "csv, json or html (without it csv)"},                           \
    {                                                                                              \
        "out", "FILE", false, "write to this new file (without it on standard output)"             \
    }

#endif
