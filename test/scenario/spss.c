/*
 * Writes a plain CSV (no quotes, at most 16 columns) as SPSS has it, by ReadStat's own writer: spss
 * FROM.csv TO.sav|TO.zsav|TO.por. A column of which every field is empty or a number becomes
 * numeric, with an empty field as SPSS's missing value.
 */
#include <readstat.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 16
#define ROWS 20000

static char *field[ROWS][COLUMNS];
static size_t rows;
static size_t columns;

static ssize_t
put(const void *bytes, size_t size, void *file)
{
    return fwrite(bytes, 1, size, file) == size ? (ssize_t)size : -1;
}

static bool
read_rows(FILE *file)
{
    char line[4096];
    for (rows = 0; rows < ROWS && fgets(line, sizeof line, file) != NULL; rows++)
    {
        char *rest = strdup(line);
        if (rest == NULL)
            return false;
        rest[strcspn(rest, "\r\n")] = '\0';
        for (columns = 0; rest != NULL && columns < COLUMNS;)
            field[rows][columns++] = strsep(&rest, ",");
    }
    return rows > 0;
}

static bool
is_numeric(size_t column)
{
    for (size_t row = 1; row < rows; row++)
    {
        char *end = field[row][column];
        (void)strtod(field[row][column], &end);
        if (*end != '\0')
            return false;
    }
    return true;
}

static void
put_row(readstat_writer_t *writer, readstat_variable_t *const *variable, size_t row)
{
    (void)readstat_begin_row(writer);
    for (size_t column = 0; column < columns; column++)
    {
        const char *text = field[row][column];
        if (readstat_variable_get_type(variable[column]) == READSTAT_TYPE_STRING)
            (void)readstat_insert_string_value(writer, variable[column], text);
        else if (*text == '\0')
            (void)readstat_insert_missing_value(writer, variable[column]);
        else
            (void)readstat_insert_double_value(writer, variable[column], strtod(text, NULL));
    }
    (void)readstat_end_row(writer);
}

int
main(int count, char **arguments)
{
    FILE *from = count == 3 ? fopen(arguments[1], "r") : NULL;
    FILE *file = count == 3 ? fopen(arguments[2], "w") : NULL;
    readstat_variable_t *variable[COLUMNS];
    if (from == NULL || file == NULL || !read_rows(from))
        return 2;
    readstat_writer_t *writer = readstat_writer_init();
    (void)readstat_set_data_writer(writer, put);
    for (size_t column = 0; column < columns; column++)
        variable[column] = readstat_add_variable(
            writer, field[0][column],
            is_numeric(column) ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_STRING, 40);
    if (strstr(arguments[2], ".zsav") != NULL)
        (void)readstat_writer_set_compression(writer, READSTAT_COMPRESS_BINARY);
    readstat_error_t fault = strstr(arguments[2], ".por") != NULL
                                 ? readstat_begin_writing_por(writer, file, (long)rows - 1)
                                 : readstat_begin_writing_sav(writer, file, (long)rows - 1);
    for (size_t row = 1; row < rows; row++)
        put_row(writer, variable, row);
    if (fault != READSTAT_OK || readstat_end_writing(writer) != READSTAT_OK || fclose(file) != 0)
        return 1;
    readstat_writer_free(writer);
    (void)fclose(from);
    return 0;
}
