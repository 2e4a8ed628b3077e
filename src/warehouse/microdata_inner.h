/*
 * A column in the making: what the readers of files (microdata.c, microdata_spss.c) hand their values to.
 */
#ifndef BERAAD_WAREHOUSE_MICRODATA_INNER_H
#define BERAAD_WAREHOUSE_MICRODATA_INNER_H

#include "warehouse/microdata.h"

/* Columns that grow row by row; the same number of values goes to each. */
typedef struct MicrodataMaker MicrodataMaker;

MicrodataMaker *microdata_begin(Arena *arena, const MicrodataAsk *asks, size_t count);

/* The next value of a column, as text, as a whole number or as a real; or none. ERROR_DATA: not a number, or with more
 * decimals than asked for, where a number is asked for. */
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

/* "no column 'x'", with the names there are as the hint. */
ErrorKind microdata_no_column(const char *name, const char *const *names, size_t count, Error *err);

/* The reader of .sav, .zsav and .por. asks NULL: names alone. */
ErrorKind microdata_read_spss(Arena *arena, const char *path, const MicrodataAsk *asks,
                              size_t count, Progress *progress, Microdata *ret_data,
                              Error *err) MUST_CHECK;
ErrorKind microdata_names_spss(Arena *arena, const char *path, const char ***ret_names,
                               size_t *ret_count, Error *err) MUST_CHECK;

#endif
