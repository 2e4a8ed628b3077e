/*
 * Decimal numbers as exact integers: what the bounds of a class and the codes of a list are
 * compared by.
 */
#ifndef BERAAD_CATALOGUE_DECIMAL_H
#define BERAAD_CATALOGUE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The value in thousand-millionths. */
typedef int64_t Nano;

/* Exactly size bytes: an optional minus sign, 1 to 9 digits, optionally a point and 1 to 9 digits.
 */
bool decimal_parse(const char *text, size_t size, Nano *ret_value);

/* As above, without a point. */
bool decimal_is_integer(const char *text);

#endif
