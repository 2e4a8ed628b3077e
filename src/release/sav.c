#include "release/sav.h"

#include "core/text.h"
#include "release/words.h"

#include <errno.h>
#include <fcntl.h>
#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum
{
    VARIABLE_LABEL_BYTES = 255, /* ReadStat's and SPSS's limits in bytes */
    VALUE_LABEL_BYTES = 120,
    MISSING_VALUES = 3,
    MISSING_TEXT_BYTES = 8,
    PSEUDONYM_BYTES = 36
};

typedef struct SavFile
{
    Arena *arena;
    const PackageInput *input;
    const PackedColumns *columns;
    const ExtractYear *year;
    FILE *stream;
    readstat_writer_t *writer;
    readstat_variable_t **variables; /* one for each column */
} SavFile;

static ErrorKind
judge(const SavFile *sav, readstat_error_t fault, const char *what, Error *err)
{
    if (fault == READSTAT_OK)
        return ERROR_NONE;
    if (fault == READSTAT_ERROR_WRITE)
        return error_set_io(err, "cannot write the SPSS file of %d", sav->year->year);
    return error_set(err, ERROR_CATALOGUE, "SPSS file of %d, %s: %s", sav->year->year, what,
                     readstat_error_message(fault));
}

static ssize_t
put_bytes(const void *bytes, size_t size, void *context)
{
    SavFile *sav = context;
    return fwrite(bytes, 1, size, sav->stream) == size ? (ssize_t)size : -1;
}

/* The first bytes of a text, cut between characters. */
static char *
shortened(Arena *arena, const char *text, size_t most)
{
    size_t size = strlen(text);
    if (size <= most)
        return arena_copy_text(arena, text);
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return arena_copy(arena, text, most);
}

static const Class *
class_at(const PackedColumn *column, size_t at)
{
    return &column->classification->classes.items[at];
}

static size_t
class_count(const PackedColumn *column)
{
    return column->classification->classes.count;
}

static double
number_of(const Class *one)
{
    return (double)strtol(one->code, NULL, 10);
}

static void
add_labels(SavFile *sav, const PackedColumn *column, readstat_variable_t *variable)
{
    readstat_label_set_t *set = readstat_add_label_set(
        sav->writer, column->numeric ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_STRING, column->name);
    for (size_t at = 0; at < class_count(column); at++)
    {
        const Class *one = class_at(column, at);
        if (!class_valid(one, sav->year->reference_date))
            continue;
        const char *label =
            shortened(sav->arena, one->label.in[sav->input->label_language], VALUE_LABEL_BYTES);
        if (column->numeric)
            readstat_label_double_value(set, number_of(one), label);
        else
            readstat_label_string_value(set, one->code, label);
    }
    readstat_variable_set_label_set(variable, set);
}

/* The missing classes of the reference date, and whether SPSS can hold them one by one. */
static size_t
missing_of(const SavFile *sav, const PackedColumn *column, const Class **ret_classes,
           bool *ret_short)
{
    size_t count = 0;
    *ret_short = true;
    for (size_t at = 0; at < class_count(column); at++)
    {
        const Class *one = class_at(column, at);
        if (one->missing == NULL || !class_valid(one, sav->year->reference_date))
            continue;
        ret_classes[count++] = one;
        *ret_short = *ret_short && strlen(one->code) <= MISSING_TEXT_BYTES;
    }
    return count;
}

/* More missing classes than three: one range, if no other class lies in it. */
static void
add_missing_range(const SavFile *sav, const PackedColumn *column, readstat_variable_t *variable,
                  const Class *const *missing, size_t count)
{
    double low = number_of(missing[0]);
    double high = low;
    for (size_t at = 1; at < count; at++)
    {
        double number = number_of(missing[at]);
        low = number < low ? number : low;
        high = number > high ? number : high;
    }
    for (size_t at = 0; at < class_count(column); at++)
    {
        const Class *one = class_at(column, at);
        double number = number_of(one);
        if (one->missing == NULL && class_valid(one, sav->year->reference_date) && number >= low &&
            number <= high)
            return;
    }
    (void)readstat_variable_add_missing_double_range(variable, low, high);
}

static void
add_missing(SavFile *sav, const PackedColumn *column, readstat_variable_t *variable)
{
    bool fits = true;
    const Class **missing =
        arena_take_array(sav->arena, class_count(column) + 1, sizeof(const Class *));
    size_t count = missing_of(sav, column, missing, &fits);
    if (count > MISSING_VALUES && column->numeric)
        add_missing_range(sav, column, variable, missing, count);
    if (count > MISSING_VALUES || (!column->numeric && !fits))
        return;
    for (size_t at = 0; at < count; at++)
        if (column->numeric)
            (void)readstat_variable_add_missing_double_value(variable, number_of(missing[at]));
        else
            (void)readstat_variable_add_missing_string_value(variable, missing[at]->code);
}

static size_t
text_bytes(const PackedColumn *column)
{
    if (column->role == ROLE_PSEUDONYM)
        return PSEUDONYM_BYTES;
    size_t most = 1;
    for (size_t at = 0; at < class_count(column); at++)
        most =
            strlen(class_at(column, at)->code) > most ? strlen(class_at(column, at)->code) : most;
    return most;
}

static readstat_measure_t
measure_of(const PackedColumn *column)
{
    if (column->role == ROLE_WEIGHT)
        return READSTAT_MEASURE_SCALE;
    /* A metric variable in classes is an order of classes. */
    bool ordered = column->role == ROLE_YEAR ||
                   (column->variable != NULL && column->variable->level != LEVEL_NOMINAL);
    return ordered ? READSTAT_MEASURE_ORDINAL : READSTAT_MEASURE_NOMINAL;
}

static void
add_variable(SavFile *sav, size_t at)
{
    const PackedColumn *column = &sav->columns->items[at];
    bool text = column->role == ROLE_PSEUDONYM || (column->role == ROLE_CLASS && !column->numeric);
    readstat_variable_t *variable = readstat_add_variable(
        sav->writer, column->name, text ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE,
        text ? text_bytes(column) : 0);
    const char *label = column->label.in[sav->input->label_language];
    readstat_variable_set_label(variable, shortened(sav->arena, label, VARIABLE_LABEL_BYTES));
    readstat_variable_set_measure(variable, measure_of(column));
    if (!text)
        readstat_variable_set_format(variable, column->role == ROLE_WEIGHT ? "F12.6" : "F8.0");
    if (column->role == ROLE_CLASS)
    {
        add_labels(sav, column, variable);
        add_missing(sav, column, variable);
    }
    sav->variables[at] = variable;
}

/* The rows, a class column as the place of its code in the list of codes valid at the reference
 * date, from 1. */
static char *
select_of(const SavFile *sav)
{
    Text sql = text_new(sav->arena);
    text_add(&sql, "SELECT ");
    for (size_t at = 0; at < sav->columns->count; at++)
    {
        const PackedColumn *column = &sav->columns->items[at];
        const char *name = engine_identifier(sav->arena, column->name);
        text_add(&sql, at == 0 ? "" : ", ");
        if (column->role != ROLE_CLASS)
        {
            text_add(&sql, name);
            continue;
        }
        text_add(&sql, "list_position([");
        for (size_t one = 0; one < class_count(column); one++)
            text_print(&sql, "%s%s", one == 0 ? "" : ", ",
                       class_valid(class_at(column, one), sav->year->reference_date)
                           ? engine_literal(sav->arena, class_at(column, one)->code)
                           : "NULL");
        text_print(&sql, "], %s)", name);
    }
    text_print(&sql, " FROM %s ORDER BY pseudonym",
               engine_identifier(sav->arena, sav->year->table));
    return sql.bytes;
}

static ErrorKind
put_class(SavFile *sav, size_t at, int64_t place, Error *err)
{
    const PackedColumn *column = &sav->columns->items[at];
    if (place < 1 || (size_t)place > class_count(column))
        return error_set(err, ERROR_INTERNAL,
                         "variable '%s' of %d: a code that class list '%s' does not have on %s",
                         column->name, sav->year->year, column->classification->name,
                         "the reference date");
    const Class *one = class_at(column, (size_t)place - 1);
    readstat_error_t fault =
        column->numeric
            ? readstat_insert_double_value(sav->writer, sav->variables[at], number_of(one))
            : readstat_insert_string_value(sav->writer, sav->variables[at], one->code);
    return judge(sav, fault, column->name, err);
}

static ErrorKind
put_cell(SavFile *sav, Rows *rows, size_t at, size_t row, Error *err)
{
    const PackedColumn *column = &sav->columns->items[at];
    readstat_variable_t *variable = sav->variables[at];
    readstat_error_t fault = READSTAT_OK;
    if (column->role == ROLE_CLASS)
        return put_class(sav, at, rows_integer(rows, at, row), err);
    if (column->role == ROLE_PSEUDONYM)
        fault = readstat_insert_string_value(sav->writer, variable, rows_text(rows, at, row));
    else if (rows_null(rows, at, row))
        fault = readstat_insert_missing_value(sav->writer, variable);
    else if (column->role == ROLE_YEAR)
        fault = readstat_insert_double_value(sav->writer, variable,
                                             (double)rows_integer(rows, at, row));
    else
        fault = readstat_insert_double_value(sav->writer, variable, rows_real(rows, at, row));
    return judge(sav, fault, column->name, err);
}

static ErrorKind
put_rows(SavFile *sav, Rows *rows, Error *err)
{
    int64_t done = 0;
    for (;;)
    {
        size_t count = 0;
        TRY(rows_next(rows, &count, err));
        if (count == 0)
            break;
        for (size_t row = 0; row < count; row++, done++)
        {
            TRY(judge(sav, readstat_begin_row(sav->writer), "row", err));
            for (size_t at = 0; at < sav->columns->count; at++)
                TRY(put_cell(sav, rows, at, row, err));
            TRY(judge(sav, readstat_end_row(sav->writer), "row", err));
        }
        if (sav->input->progress != NULL)
            progress_at(sav->input->progress, (double)done / (double)sav->year->rows);
    }
    if (done != sav->year->rows)
        return error_set(err, ERROR_INTERNAL, "year %d: other rows than were counted",
                         sav->year->year);
    return judge(sav, readstat_end_writing(sav->writer), "end", err);
}

static ErrorKind
put_all(SavFile *sav, Error *err)
{
    (void)readstat_set_data_writer(sav->writer, put_bytes);
    /* The reference date, so that the bytes depend on the content alone. */
    (void)readstat_writer_set_file_timestamp(sav->writer,
                                             (time_t)sav->year->reference_date.days * 86400);
    (void)readstat_writer_set_compression(sav->writer, READSTAT_COMPRESS_ROWS);
    (void)readstat_writer_set_file_label(sav->writer,
                                         shortened(sav->arena, sav->input->deliberation->id, 64));
    for (size_t at = 0; at < sav->columns->count; at++)
        add_variable(sav, at);
    TRY(judge(sav, readstat_begin_writing_sav(sav->writer, sav, (long)sav->year->rows), "head",
              err));
    Rows *rows = NULL;
    TRY(engine_select(sav->input->engine, sav->arena, "rows for SPSS", select_of(sav), &rows, err));
    return put_rows(sav, rows, err);
}

ErrorKind
sav_write(const PackageInput *input, const PackedColumns *columns, const ExtractYear *year,
          const char *path, Error *err)
{
    SCRATCH Arena *work = arena_new("sav");
    SavFile sav = {.arena = work, .input = input, .columns = columns, .year = year};
    sav.variables = arena_take_array(work, columns->count, sizeof(readstat_variable_t *));
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0 || (sav.stream = fdopen(fd, "w")) == NULL)
        return error_set_io(err, "cannot create '%s'", path);
    sav.writer = readstat_writer_init();
    if (sav.writer == NULL)
        error_out_of_memory();
    ErrorKind kind = put_all(&sav, err);
    readstat_writer_free(sav.writer);
    bool written = fflush(sav.stream) == 0 && fsync(fd) == 0;
    if (kind == ERROR_NONE && !written)
        kind = error_set_io(err, "cannot write '%s'", path);
    (void)fclose(sav.stream);
    return kind;
}
