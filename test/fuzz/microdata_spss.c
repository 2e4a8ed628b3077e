/*
 * microdata_read_spss on any bytes, of the kind that their first ones say: all columns are read,
 * once as classes and once as numbers; what is taken has a value in each row, codes within the
 * labels, and labels in order.
 */
#include "seeded.h"
#include "warehouse/microdata_inner.h"

#include "core/file.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COLUMNS 8

static void
check_column(const MicrodataColumn *column, size_t rows)
{
    for (size_t at = 1; at < column->label_count; at++)
        must(strcmp(column->labels[at - 1], column->labels[at]) < 0, "labels in order");
    for (size_t row = 0; row < rows && column->form == MICRODATA_CLASS; row++)
        must(column->missing[row] ? column->codes[row] == MICRODATA_MISSING
                                  : column->codes[row] < column->label_count,
             "a code has a label");
}

static bool
read_as(Arena *work, const char *path, MicrodataForm form)
{
    const char **names;
    size_t count;
    Error err;
    Microdata data;
    MicrodataAsk asks[COLUMNS];
    if (microdata_names(work, path, &names, &count, &err) != ERROR_NONE || count == 0)
        return false;
    count = count < COLUMNS ? count : COLUMNS;
    for (size_t at = 0; at < count; at++)
        asks[at] = (MicrodataAsk){.name = names[at], .form = form, .decimals = 2};
    if (microdata_read(work, path, asks, count, NULL, &data, &err) != ERROR_NONE)
        return false;
    for (size_t at = 0; at < count; at++)
        check_column(&data.columns[at], data.rows);
    return true;
}

/* A file of this process, written over by each input. */
static const char *
put_file(Arena *work, const unsigned char *bytes, size_t size)
{
    bool portable = size < 3 || memcmp(bytes, "$FL", 3) != 0;
    const char *path =
        arena_print(work, "/tmp/fuzz-spss-%d.%s", (int)getpid(), portable ? "por" : "sav");
    FILE *file = fopen(path, "w");
    must(file != NULL && fwrite(bytes, 1, size, file) == size && fclose(file) == 0, "a file");
    return path;
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    const char *path = put_file(work, bytes, size);
    bool taken = read_as(work, path, MICRODATA_CLASS);
    if (taken)
        (void)read_as(work, path, MICRODATA_NUMBER);
    must(unlink(path) == 0, "the file goes");
    return taken;
}
