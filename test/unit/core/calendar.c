/*
 * calendar: every 37th day from 0001-01-01 to 9999-12-31 as "days text", then, for each day of 1999
 * to 2008 and 1 to 9 years, "days years text" of date_add_years, then the quarter ends. calendar.py
 * compares with Python's datetime.
 */
#include "core/date.h"

#include <stdio.h>

int
main(void)
{
    char text[DATE_TEXT_SIZE];
    const int last = date_of(9999, 12, 31).days;
    for (int days = date_of(1, 1, 1).days; days <= last; days += 37)
        (void)printf("day %d %s\n", days, date_print((Date){days}, text));
    for (int days = date_of(1999, 1, 1).days; days <= date_of(2008, 12, 31).days; days++)
    {
        for (int years = 1; years <= 9; years++)
            (void)printf("add %d %d %s\n", days, years,
                         date_print(date_add_years((Date){days}, years), text));
    }
    for (int year = 1; year <= 9999; year++)
    {
        for (int quarter = 1; quarter <= 4; quarter++)
            (void)printf("quarter %d %d %s\n", year, quarter,
                         date_print(date_quarter_end(year, quarter), text));
    }
    return 0;
}
