/*
 * Days of the proleptic Gregorian calendar, without clock or time zone, and lengths of time.
 * Source of the day arithmetic: the calendar's rule itself (leap every 4, not 100, but 400 years).
 */
#ifndef BERAAD_CORE_DATE_H
#define BERAAD_CORE_DATE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01; years 1 to 9999. */
typedef struct Date
{
    int32_t days;
} Date;

#define DATE_TEXT_SIZE 11 /* "2012-03-31" and a zero byte */

bool date_exists(int year, int month, int day);
Date date_of(int year, int month, int day); /* the date must exist */
void date_parts(Date date, int *ret_year, int *ret_month, int *ret_day);
int date_year(Date date);

/* Exactly YYYY-MM-DD of a date that exists; false for anything else. Inverse of date_print. */
bool date_parse(const char *text, Date *ret_date);
const char *date_print(Date date, char ret_text[DATE_TEXT_SIZE]);

/* The same day so many years later; 29 February becomes 28 February where that year has none: never
 * later than the period asked for. */
Date date_add_years(Date date, int years);

/* The last day of quarter 1 to 4 of year. */
Date date_quarter_end(int year, int quarter);

/* A length of time as a person tells it: its greatest unit and what is left over in the next one,
 * the rest cut off: "2 days and 3 hours", "1 hour", "5 minutes and 1 second". seconds >= 0. */
#define DURATION_TEXT_SIZE 64
const char *duration_print(int64_t seconds, char ret_text[DURATION_TEXT_SIZE]);

/* <0, 0, >0 as one is before, the same as, after other. */
int date_compare(Date one, Date other);

#endif
