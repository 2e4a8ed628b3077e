#include "person/insz.h"

#include "core/date.h"

#include <string.h>

#define INSZ_MOST INT64_C(99999999999)
#define CENTURY_BASE INT64_C(2000000000) /* the 2 in front of the nine digits */

static const char *const verdict_words[INSZ_VERDICT_COUNT] = {
    [INSZ_VALID] = "valid",
    [INSZ_VALID_ODD_DAY] = "valid, but the day is above the month's length",
    [INSZ_INVALID_FORM] = "not eleven digits",
    [INSZ_INVALID_CHECK] = "the check digits fit neither century",
    [INSZ_INVALID_MONTH] = "the month is none of 00 to 12, 20 to 32, 40 to 52",
    [INSZ_INVALID_SERIAL] = "the serial number is not from 001 to 998",
};

const char *
insz_verdict_words(InszVerdict verdict)
{
    return verdict_words[verdict];
}

bool
insz_verdict_good(InszVerdict verdict)
{
    return verdict == INSZ_VALID || verdict == INSZ_VALID_ODD_DAY;
}

static int64_t
check_digits(int64_t base)
{
    return 97 - base % 97;
}

int64_t
insz_complete(int64_t nine_digits, int century)
{
    int64_t base = century == 20 ? CENTURY_BASE + nine_digits : nine_digits;
    return nine_digits * 100 + check_digits(base);
}

/* 1900 or 2000, or 0 where the check digits fit neither. */
static int
century_of(int64_t number)
{
    int64_t nine_digits = number / 100;
    if (check_digits(nine_digits) == number % 100)
        return 1900;
    return check_digits(CENTURY_BASE + nine_digits) == number % 100 ? 2000 : 0;
}

static int
month_length(int year, int month)
{
    for (int day = 31; day > 28; day--)
        if (date_exists(year, month, day))
            return day;
    return 28;
}

/* Day and month as far as the digits tell them. Month 00 carries no day: its day digits count how
 * often the serials ran out, and 00.00.01 is the fictitious date of a person of whom nothing was
 * known. */
static InszVerdict
read_birth(Insz *insz, int year, int month, int day)
{
    insz->year = year % 100 == 0 && month == 0 && day == 1 ? 0 : year;
    insz->month = month;
    insz->day = 0;
    int most = month == 0 ? 31 : month_length(year, month);
    if (day > most)
        return INSZ_VALID_ODD_DAY;
    if (month != 0)
        insz->day = day;
    return INSZ_VALID;
}

static InszSex
read_sex(int coded_month, int serial)
{
    if (coded_month >= 20 && coded_month <= 32)
        return INSZ_SEX_UNKNOWN;
    return serial % 2 == 1 ? INSZ_SEX_MALE : INSZ_SEX_FEMALE;
}

InszVerdict
insz_check(int64_t number, Insz *ret_insz)
{
    if (number < 0 || number > INSZ_MOST)
        return INSZ_INVALID_FORM;
    int century = century_of(number);
    if (century == 0)
        return INSZ_INVALID_CHECK;
    int coded_month = (int)(number / 10000000 % 100);
    if (coded_month > 52 || coded_month % 20 > 12)
        return INSZ_INVALID_MONTH;
    int serial = (int)(number / 100 % 1000);
    if (serial == 0 || serial == 999)
        return INSZ_INVALID_SERIAL;
    Insz insz = {.number = number,
                 .in = coded_month >= 20 ? INSZ_BIS : INSZ_NATIONAL,
                 .sex = read_sex(coded_month, serial),
                 .serial = serial};
    insz.verdict = read_birth(&insz, century + (int)(number / 1000000000), coded_month % 20,
                              (int)(number / 100000 % 100));
    if (ret_insz != NULL)
        *ret_insz = insz;
    return insz.verdict;
}

/* Where pattern has a 0, a digit; elsewhere that very character. */
static bool
match(const char *text, size_t size, const char *pattern, int64_t *ret_number)
{
    int64_t number = 0;
    if (size != strlen(pattern))
        return false;
    for (size_t at = 0; at < size; at++)
    {
        if (pattern[at] != '0' && text[at] != pattern[at])
            return false;
        if (pattern[at] == '0' && (text[at] < '0' || text[at] > '9'))
            return false;
        if (pattern[at] == '0')
            number = number * 10 + (text[at] - '0');
    }
    *ret_number = number;
    return true;
}

ErrorKind
insz_parse(const char *text, size_t size, Insz *ret_insz, Error *err)
{
    int64_t number = -1;
    if (!match(text, size, "00000000000", &number) &&
        !match(text, size, "00.00.00-000.00", &number))
        return error_set(
            err, ERROR_DATA,
            "expected an INSZ as eleven digits or YY.MM.DD-SSS.CC, found another form");
    InszVerdict verdict = insz_check(number, ret_insz);
    if (insz_verdict_good(verdict))
        return ERROR_NONE;
    return error_set(err, ERROR_DATA, "not a valid INSZ: %s", insz_verdict_words(verdict));
}

const char *
insz_print(int64_t number, char ret_text[INSZ_TEXT_SIZE])
{
    static const char pattern[INSZ_TEXT_SIZE] = "00.00.00-000.00";
    for (size_t at = INSZ_TEXT_SIZE; at-- > 0;)
    {
        ret_text[at] = pattern[at];
        if (pattern[at] != '0')
            continue;
        ret_text[at] = (char)('0' + number % 10);
        number /= 10;
    }
    return ret_text;
}
