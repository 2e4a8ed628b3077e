/*
 * A column in the making: what the readers of files (microdata.c, microdata_spss.c) hand their
 * values to.
 */
#ifndef BERAAD_WAREHOUSE_MICRODATA_INNER_H
#define BERAAD_WAREHOUSE_MICRODATA_INNER_H

#include "core/list.h"
#include "warehouse/microdata.h"

typedef struct MicrodataNames LIST_OF(const char *) MicrodataNames;

/* Opens a file for reading, the caller's to close. ERROR_IO: there is none, or it is no plain file.
 */
ErrorKind microdata_open(const char *path, int *ret_fd, Error *err) MUST_CHECK;

/* The column of this name. ERROR_DATA: there is none ("no column 'x'", with the names that there
 * are as the hint, if they are shown), or two. */
ErrorKind microdata_find(const MicrodataNames *names, bool shown, const char *name, size_t *ret_at,
                         Error *err) MUST_CHECK;

/* ---- CSV (microdata_csv.c) ----
 * RFC 4180 with a comma, semicolon, tab or bar. What it is made of is read from its first line and
 * never guessed from what stands below: a line that does not fit is a fault, and never a reason to
 * take it for the first one. */

typedef struct MicrodataHead
{
    char delimiter;
    MicrodataNames names; /* by column */
} MicrodataHead;

/* The first line. ERROR_DATA: there is none, it is not UTF-8, or longer than a megabyte. */
ErrorKind microdata_csv_head(Arena *arena, int fd, MicrodataHead *ret_head, Error *err) MUST_CHECK;

/* Does the first line look like names: all different, none empty, none that begins with a digit or
 * a sign? One that does not can be a record, and is not shown. */
bool microdata_csv_is_named(const MicrodataHead *head);

/* What the engine reads the file with: columns c0, c1, ... of text, so that a class 01 stays 01. */
const char *microdata_csv_reader(Arena *arena, const char *path, const MicrodataHead *head);

/* ---- What all readers hand their values to ---- */

/* Columns that grow row by row; the same number of values goes to each. */
typedef struct MicrodataMaker MicrodataMaker;

MicrodataMaker *microdata_begin(Arena *arena, const MicrodataAsk *asks, size_t count);

/* The next value of a column, as text, as a whole number or as a real; or none. ERROR_DATA: not a
 * number, or with more decimals than asked for, where a number is asked for. */
ErrorKind microdata_put_text(MicrodataMaker *maker, size_t column, const char *text, size_t size,
                             Error *err) MUST_CHECK;
ErrorKind microdata_put_integer(MicrodataMaker *maker, size_t column, int64_t value,
                                Error *err) MUST_CHECK;
ErrorKind microdata_put_real(MicrodataMaker *maker, size_t column, double value,
                             Error *err) MUST_CHECK;
void microdata_put_missing(MicrodataMaker *maker, size_t column);

/* Ends a row; more than 2^32 - 2 are an ERROR_DATA. */
ErrorKind microdata_end_row(MicrodataMaker *maker, Error *err) MUST_CHECK;

/* Puts the labels in order. */
Microdata microdata_end(MicrodataMaker *maker);

/* The reader of .sav, .zsav and .por. asks NULL: names alone. */
ErrorKind microdata_read_spss(Arena *arena, const char *path, const MicrodataAsk *asks,
                              size_t count, Progress *progress, Microdata *ret_data,
                              Error *err) MUST_CHECK;
ErrorKind microdata_names_spss(Arena *arena, const char *path, const char ***ret_names,
                               size_t *ret_count, Error *err) MUST_CHECK;

#endif
