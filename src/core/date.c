#include "core/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool
is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_days(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool
date_exists(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

/* Days from 0001-01-01 to 1 January of year. */
static int32_t
days_before(int year)
{
    int past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

Date
date_of(int year, int month, int day)
{
    int32_t days = days_before(year) - days_before(1970) + day - 1;
    for (int at = 1; at < month; at++)
        days += month_days(year, at);
    return (Date){days};
}

void
date_parts(Date date, int *ret_year, int *ret_month, int *ret_day)
{
    int32_t days = date.days + days_before(1970);
    int year = (int)(days / 366) + 1;
    while (days >= days_before(year + 1))
        year++;
    days -= days_before(year);
    int month = 1;
    while (days >= month_days(year, month))
        days -= month_days(year, month++);
    *ret_year = year;
    *ret_month = month;
    *ret_day = (int)days + 1;
}

int
date_year(Date date)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_parts(date, &year, &month, &day);
    return year;
}

bool
date_parse(const char *text, Date *ret_date)
{
    static const char shape[] = "dddd-dd-dd";
    if (strlen(text) != sizeof shape - 1)
        return false;
    for (size_t at = 0; at < sizeof shape - 1; at++)
    {
        bool digit = text[at] >= '0' && text[at] <= '9';
        if (shape[at] == 'd' ? !digit : text[at] != '-')
            return false;
    }
    int year =
        (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
    int month = (text[5] - '0') * 10 + text[6] - '0';
    int day = (text[8] - '0') * 10 + text[9] - '0';
    if (!date_exists(year, month, day))
        return false;
    *ret_date = date_of(year, month, day);
    return true;
}

const char *
date_print(Date date, char ret_text[DATE_TEXT_SIZE])
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_parts(date, &year, &month, &day);
    (void)snprintf(ret_text, DATE_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000u,
                   (unsigned)month % 100u, (unsigned)day % 100u);
    return ret_text;
}

Date
date_add_years(Date date, int years)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_parts(date, &year, &month, &day);
    if (!date_exists(year + years, month, day))
        day = 28;
    return date_of(year + years, month, day);
}

Date
date_quarter_end(int year, int quarter)
{
    return date_of(year, quarter * 3, month_days(year, quarter * 3));
}

const char *
duration_print(int64_t seconds, char ret_text[DURATION_TEXT_SIZE])
{
    static const struct
    {
        int64_t seconds;
        const char *name;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}, {1, "second"}};
    size_t unit = 0;
    while (unit < 3 && seconds < units[unit].seconds)
        unit++;
    int64_t many = seconds / units[unit].seconds;
    int64_t rest = seconds % units[unit].seconds / units[unit + 1].seconds;
    int size = snprintf(ret_text, DURATION_TEXT_SIZE, "%" PRId64 " %s%s", many, units[unit].name,
                        many == 1 ? "" : "s");
    if (rest > 0)
        (void)snprintf(ret_text + size, DURATION_TEXT_SIZE - (size_t)size, " and %" PRId64 " %s%s",
                       rest, units[unit + 1].name, rest == 1 ? "" : "s");
    return ret_text;
}

int
date_compare(Date one, Date other)
{
    return (one.days > other.days) - (one.days < other.days);
}
