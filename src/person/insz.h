/*
 * The Belgian social-security number (INSZ, NISS): the number of the National Register or a BIS
 * number.
 *
 * Eleven digits, YYMMDD SSS CC. CC = 97 - n mod 97, where n is the first nine digits, with a 2 in
 * front for births from 2000. As 2000000000 mod 97 is 68 and never 0, at most one century fits: a
 * number that passes tells its century. Month 00 to 12 is the National Register's; a BIS number
 * adds 20 where the sex was unknown at issue, 40 where it was known. SSS is odd for men, even for
 * women. Month 00 is an unknown month, or a day whose serials ran out. Nothing is judged against a
 * clock: a number of 2099 is valid in form, and the caller who knows a date has the birth year
 * here.
 *
 * Sources: nl.wikipedia.org/wiki/Rijksregisternummer; python-stdnum, stdnum/be/nn.py and bis.py
 * with their tests. What they leave open is decided here: a day above the month's length is valid
 * with a warning (versions of python-stdnum disagree), serials 000 and 999 are not (serials run
 * from 001 to 998).
 */
#ifndef BERAAD_PERSON_INSZ_H
#define BERAAD_PERSON_INSZ_H

#include "core/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INSZ_DIGITS 11
#define INSZ_TEXT_SIZE 16 /* "85.07.30-033.28" and a zero byte */

/* The first reason that applies, in this order. */
typedef enum InszVerdict
{
    INSZ_VALID,
    INSZ_VALID_ODD_DAY,  /* all else holds, but the day is above the month's length: read as day
                          * unknown, with a  warning, since implementations disagree and such numbers
                          * are met */
    INSZ_INVALID_FORM,   /* not eleven digits */
    INSZ_INVALID_CHECK,  /* the last two digits fit neither century */
    INSZ_INVALID_MONTH,  /* 13..19, 33..39, 53 and up */
    INSZ_INVALID_SERIAL, /* 000 and 999: serials run from 001 to 998 */
    INSZ_VERDICT_COUNT
} InszVerdict;

typedef enum InszRegister
{
    INSZ_NATIONAL, /* National Register */
    INSZ_BIS       /* known to social security only */
} InszRegister;

typedef enum InszSex
{
    INSZ_SEX_UNKNOWN,
    INSZ_SEX_MALE,
    INSZ_SEX_FEMALE
} InszSex;

/* What a number says of its holder: as known at issue, the register may know better. */
typedef struct Insz
{
    int64_t number;
    InszVerdict verdict; /* INSZ_VALID or INSZ_VALID_ODD_DAY */
    InszRegister in;
    InszSex sex;
    int year;   /* of birth, 1900..2099; 0: unknown */
    int month;  /* 1..12; 0: unknown, or the day's serials were exhausted */
    int day;    /* 1..31; 0: unknown */
    int serial; /* 1..998 */
} Insz;

/* Judges a number; ret_insz (may be NULL) is filled where the verdict is valid. */
InszVerdict insz_check(int64_t number, Insz *ret_insz);

/* "valid", "valid, day above the month's length", "invalid month", ... */
const char *insz_verdict_words(InszVerdict verdict);

/* Is it one of the two valid ones? */
bool insz_verdict_good(InszVerdict verdict);

/* Eleven digits, or the form YY.MM.DD-SSS.CC that insz_print gives. Another form or an invalid
 * number is ERROR_DATA, whose words say which rule it breaks and never the number. */
ErrorKind insz_parse(const char *text, size_t size, Insz *ret_insz, Error *err) MUST_CHECK;

/* YY.MM.DD-SSS.CC. number is from 0 to 99999999999. */
const char *insz_print(int64_t number, char ret_text[INSZ_TEXT_SIZE]);

/* Puts the two check digits of a birth before 2000 (century 19) or from 2000 (century 20) behind
 * nine digits. */
int64_t insz_complete(int64_t nine_digits, int century);

#endif
