/*
 * The numbers of a file as a researcher gives it: one strict dialect of CSV
 * (doc/format/output-request.md). What two readers could take differently is refused with its line;
 * nothing that was read is ever written again.
 */
#ifndef BERAAD_OUTPUT_GIVEN_H
#define BERAAD_OUTPUT_GIVEN_H

#include "output/request.h"

#define GIVEN_BYTES ((size_t)4 * 1024 * 1024)
#define GIVEN_LINES 100000
#define GIVEN_COLUMNS 64
#define GIVEN_FIELD 80 /* bytes */

/* What a file is by its content, where that is no text of ours: "a PNG picture", "a ZIP archive (or
 * a spreadsheet)"; NULL for what may be text. */
const char *content_kind(const char *bytes, size_t size);

/* units / 10^digits */
typedef struct Decimal
{
    int64_t units;
    int digits;
} Decimal;

/* Plain decimal: an optional minus (never of zero), digits without a leading zero, and with digits
 * behind the point at least least and at most most of them. At most 15 digits before the point and
 * 9 behind. */
bool decimal_given(const char *text, int least, int most, Decimal *ret_value);

typedef struct GivenCell
{
    unsigned line;
    size_t
        place[REQUEST_TERMS]; /* tables: by dimension, the class; the number of classes for "*" */
    Decimal number;
} GivenCell;

typedef struct GivenTerm
{
    unsigned line;
    size_t axis; /* the number of terms for the intercept */
    size_t place;
    Decimal estimate;
    Decimal error;
} GivenTerm;

typedef struct Given
{
    struct LIST_OF(GivenCell) cells; /* tables */
    struct LIST_OF(GivenTerm) terms; /* models */
} Given;

/* A file of one of the types with numbers. False with a complaint, without a data value, where it
 * is not in the dialect. */
bool given_read(Arena *arena, const RequestedFile *file, const char *bytes, size_t size,
                Given *ret_given, Complaints *complaints);

#endif
