#include "command/table_published.h"

#include <string.h>

/* The file at work: columns of --by, then value, then (where it is asked for) status. */
typedef struct Reading
{
    Invocation *call;
    Table *table;
    TablePublished *published;
    const Microdata *data;
    const MicrodataColumn *value;
    const MicrodataColumn *status; /* NULL: none */
    bool *marked[2];             /* by code of value and of status: is it a mark of suppression? */
    bool *helper[2];             /* likewise: of one that only protects others? */
    bool *seen;                  /* by cell */
    size_t *node_of[TABLE_AXES]; /* by axis and code, the missing one last; SIZE_MAX: none */
} Reading;

/* The classes of an axis: the labels of the file without the total, for an axis without hierarchy;
 * with one, those that are leaves of it are all that matters, and others must be its groups. */
static ErrorKind
make_shape(Reading *reading, const char *const *by, size_t count, Error *err)
{
    Invocation *call = reading->call;
    const char *total = invocation_option(call, "total");
    MicrodataColumn classes[TABLE_AXES];
    for (size_t axis = 0; axis < count; axis++)
    {
        const MicrodataColumn *column = &reading->data->columns[axis];
        bool grouped = table_hierarchy(call, by[axis]) != NULL;
        classes[axis] = *column;
        classes[axis].labels = arena_take_array(call->arena, column->label_count, sizeof(char *));
        classes[axis].label_count = 0;
        for (size_t code = 0; !grouped && code < column->label_count; code++)
            if (!text_equal(column->labels[code], total == NULL ? "Total" : total))
                classes[axis].labels[classes[axis].label_count++] = column->labels[code];
    }
    TRY(table_shape(call, by, count, classes, reading->data->rows, reading->table, err));
    reading->table->measure = reading->value->name;
    return ERROR_NONE;
}

static ErrorKind
find_nodes(Reading *reading, Error *err)
{
    for (size_t axis = 0; axis < reading->table->axes; axis++)
    {
        const MicrodataColumn *column = &reading->data->columns[axis];
        size_t *nodes =
            arena_take_array(reading->call->arena, column->label_count + 1, sizeof *nodes);
        for (size_t code = 0; code <= column->label_count; code++)
            nodes[code] = table_axis_find(&reading->table->axis[axis],
                                          code < column->label_count ? column->labels[code] : "");
        reading->node_of[axis] = nodes;
        for (size_t row = 0; row < reading->data->rows; row++)
            if (nodes[column->missing[row] ? column->label_count : column->codes[row]] == SIZE_MAX)
                return error_set(err, ERROR_DATA,
                                 "row %zu, column '%s': neither a value nor a group of its "
                                 "hierarchy, nor the total",
                                 row + 1, column->name);
    }
    return ERROR_NONE;
}

/* Which codes of a column have one of these labels. */
static bool *
find_codes(Arena *arena, const MicrodataColumn *column, const char *const *labels, size_t count)
{
    if (column == NULL)
        return NULL;
    bool *found = arena_take_array(arena, column->label_count + 1, sizeof *found);
    for (size_t code = 0; code < column->label_count; code++)
        for (size_t at = 0; at < count; at++)
            found[code] |= text_equal(column->labels[code], labels[at]);
    return found;
}

static bool
is_used(const MicrodataColumn *column, const char *label)
{
    for (size_t code = 0; column != NULL && code < column->label_count; code++)
        if (text_equal(column->labels[code], label))
            return true;
    return false;
}

/* The codes of values and statuses that are marks: those of an option, each of which must be
 * somewhere, or without it the usual ones. */
static ErrorKind
find_marks(const Reading *reading, const char *option, const char *const usual[2], bool **ret_codes,
           Error *err)
{
    const char **given = NULL;
    size_t count = invocation_option_many(reading->call, option, &given);
    const char *const *marks = count > 0 ? given : usual;
    for (size_t at = 0; at < count; at++)
        if (!is_used(reading->value, given[at]) && !is_used(reading->status, given[at]))
        {
            (void)error_set(err, ERROR_USAGE, "option '--%s': no cell has the mark '%s'", option,
                            text_shown(reading->call->arena, given[at]));
            return error_hint(err, "several marks stand apart, each a word of its own");
        }
    ret_codes[0] = find_codes(reading->call->arena, reading->value, marks, count > 0 ? count : 2);
    ret_codes[1] = find_codes(reading->call->arena, reading->status, marks, count > 0 ? count : 2);
    return ERROR_NONE;
}

/* Without marks of the caller's a status that is none of ours is not taken for a published cell. */
static ErrorKind
check_statuses(const Reading *reading, Error *err)
{
    const char **given = NULL;
    if (reading->status == NULL ||
        invocation_option_many(reading->call, "suppressed", &given) > 0 ||
        invocation_option_many(reading->call, "secondary", &given) > 0)
        return ERROR_NONE;
    for (size_t row = 0; row < reading->data->rows; row++)
    {
        uint32_t code = reading->status->codes[row];
        if (reading->status->missing[row] || reading->marked[1][code] || reading->helper[1][code] ||
            text_equal(reading->status->labels[code], "published"))
            continue;
        (void)error_set(err, ERROR_DATA,
                        "row %zu, column '%s': neither 'published' nor a usual mark", row + 1,
                        reading->status->name);
        return error_hint(err, "'--suppressed' and '--secondary' say which marks cells have that "
                               "are not shown");
    }
    return ERROR_NONE;
}

static ErrorKind
find_all_marks(Reading *reading, Error *err)
{
    static const char *const suppressed[2] = {"suppressed", "primary"};
    static const char *const secondary[2] = {"secondary", "secondary"};
    TRY(find_marks(reading, "suppressed", suppressed, reading->marked, err));
    TRY(find_marks(reading, "secondary", secondary, reading->helper, err));
    return check_statuses(reading, err);
}

/* Has the row's value or status one of these marks? */
static bool
has_mark(const Reading *reading, bool *const marks[2], size_t row)
{
    const MicrodataColumn *columns[2] = {reading->value, reading->status};
    for (size_t at = 0; at < 2; at++)
        if (columns[at] != NULL && !columns[at]->missing[row] && marks[at][columns[at]->codes[row]])
            return true;
    return false;
}

/* Does this row suppress its cell? */
static bool
is_suppressed(const Reading *reading, size_t row)
{
    return has_mark(reading, reading->marked, row) || has_mark(reading, reading->helper, row) ||
           reading->value->missing[row] ||
           reading->value->labels[reading->value->codes[row]][0] == '\0';
}

static ErrorKind
put_cell(Reading *reading, size_t cell, bool shown, int64_t value, size_t row, Error *err)
{
    TablePublished *published = reading->published;
    if (reading->seen[cell] &&
        (published->shown[cell] != shown || (shown && published->value[cell] != value)))
        return error_set(err, ERROR_DATA, "row %zu: its cell was there before, and is not the same",
                         row + 1);
    reading->seen[cell] = true;
    published->shown[cell] = shown;
    published->value[cell] = value;
    return ERROR_NONE;
}

static ErrorKind
put_row(Reading *reading, size_t row, Error *err)
{
    const Table *table = reading->table;
    size_t nodes[TABLE_AXES];
    size_t found = 0;
    int64_t value = 0;
    for (size_t axis = 0; axis < table->axes; axis++)
    {
        const MicrodataColumn *column = &reading->data->columns[axis];
        nodes[axis] =
            reading->node_of[axis][column->missing[row] ? column->label_count : column->codes[row]];
    }
    bool shown = !is_suppressed(reading, row);
    if (shown && !table_number_parse(reading->value->labels[reading->value->codes[row]],
                                     table->decimals, &value))
    {
        (void)error_set(err, ERROR_DATA,
                        "row %zu, column '%s': expected a number with at most %d decimals, or a "
                        "mark of '--suppressed'",
                        row + 1, reading->value->name, table->decimals);
        return err->kind;
    }
    for (size_t part = 0; part < table->parts; part++)
    {
        size_t cell = table_cell(table, part, nodes);
        if (cell == SIZE_MAX)
            continue;
        TRY(put_cell(reading, cell, shown, value, row, err));
        reading->published->helper[cell] |= has_mark(reading, reading->helper, row);
        found++;
    }
    return found > 0 ? ERROR_NONE
                     : error_set(err, ERROR_DATA,
                                 "row %zu: a cell of none of the tables of '--only'", row + 1);
}

static ErrorKind
judge_absent(Reading *reading, Error *err)
{
    const char *absent = invocation_option(reading->call, "absent");
    bool zero = absent != NULL && text_equal(absent, "zero");
    TablePublished *published = reading->published;
    for (size_t cell = 0; cell < reading->table->cells; cell++)
        if (!reading->seen[cell])
        {
            published->absent++;
            published->shown[cell] = zero;
        }
    if (absent != NULL || published->absent == 0)
        return ERROR_NONE;
    (void)error_set(err, ERROR_DATA, "%zu of %zu cells of the table have no row", published->absent,
                    reading->table->cells);
    return error_hint(err, "'--absent zero' or '--absent unknown' says what they are");
}

ErrorKind
table_published_take(Invocation *call, const Microdata *data, Table *ret_table,
                     TablePublished *ret_published, Error *err)
{
    Reading reading = {.call = call, .table = ret_table, .published = ret_published, .data = data};
    const char **by = NULL;
    size_t count = 0;
    int64_t decimals = 0;
    TRY(table_by(call, &by, &count, err));
    TRY(invocation_integer(call, "decimals", 0, 9, 0, &decimals, err));
    reading.value = &data->columns[count];
    reading.status = invocation_option(call, "status") == NULL ? NULL : &data->columns[count + 1];
    TRY(make_shape(&reading, by, count, err));
    ret_table->decimals = (int)decimals;
    *ret_published =
        (TablePublished){.value = arena_take_array(call->arena, ret_table->cells, sizeof(int64_t)),
                         .shown = arena_take_array(call->arena, ret_table->cells, sizeof(bool)),
                         .helper = arena_take_array(call->arena, ret_table->cells, sizeof(bool))};
    reading.seen = arena_take_array(call->arena, ret_table->cells, sizeof(bool));
    TRY(find_nodes(&reading, err));
    TRY(find_all_marks(&reading, err));
    for (size_t row = 0; row < data->rows; row++)
        TRY(put_row(&reading, row, err));
    return judge_absent(&reading, err);
}

ErrorKind
table_published_read(Invocation *call, Table *ret_table, TablePublished *ret_published, Error *err)
{
    MicrodataAsk asks[TABLE_AXES + 2];
    Microdata data;
    const char **by = NULL;
    size_t count = 0;
    const char *value = invocation_option(call, "value");
    const char *status = invocation_option(call, "status");
    const char *absent = invocation_option(call, "absent");
    if (absent != NULL && !text_equal(absent, "zero") && !text_equal(absent, "unknown"))
        return error_set(err, ERROR_USAGE, "option '--absent': expected zero or unknown");
    TRY(table_by(call, &by, &count, err));
    for (size_t axis = 0; axis < count; axis++)
        asks[axis] = (MicrodataAsk){.name = by[axis], .form = MICRODATA_CLASS};
    asks[count] = (MicrodataAsk){.name = value == NULL ? "count" : value, .form = MICRODATA_CLASS};
    asks[count + 1] = (MicrodataAsk){.name = status, .form = MICRODATA_CLASS};
    TRY(microdata_read(call->arena, call->words[0], asks, count + 1 + (status != NULL),
                       &call->progress, &data, err));
    return table_published_take(call, &data, ret_table, ret_published, err);
}
