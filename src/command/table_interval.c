#include "command/table_interval.h"

#include <math.h>

#define FAR 4e18  /* an end beyond it bounds nothing */
#define NEAR 1e-6 /* the solver's tolerance, in units ... */
#define PART 1e-9 /* ... or as a part of the end, whichever is more */

/* The whole number inside an end of the interval; INT64_MIN: no bound. */
static int64_t
whole_end(double end, bool least)
{
    if (!(fabs(end) < FAR))
        return INT64_MIN;
    double slack = fmax(NEAR, PART * fabs(end));
    return (int64_t)(least ? ceil(end - slack) : floor(end + slack));
}

ErrorKind
table_intervals(const Table *table, Disclosure *disclosure, const DisclosureOptions *options,
                TableResult *result, Arena *arena, int64_t *width, Error *err)
{
    SCRATCH Arena *work = arena_new("intervals");
    DisclosureError fault;
    size_t *cells = arena_take_array(work, table->cells, sizeof *cells);
    size_t count = 0;
    for (size_t cell = 0; cell < table->cells; cell++)
        if (disclosure_cell(disclosure, cell).status != DISCLOSURE_PUBLISHED)
            cells[count++] = cell;
    double *least = arena_take_array(work, count, sizeof *least);
    double *most = arena_take_array(work, count, sizeof *most);
    if (!disclosure_intervals(disclosure, options, cells, count, least, most, &fault))
        return table_fault(&fault, err);
    const char **from = table_result_column(arena, table, "least", table->decimals == 0, result);
    const char **to = table_result_column(arena, table, "most", table->decimals == 0, result);
    for (size_t at = 0; at < count; at++)
    {
        int64_t low = whole_end(least[at], true);
        int64_t high = whole_end(most[at], false);
        if (low != INT64_MIN)
            from[cells[at]] = table_number(arena, low, table->decimals);
        if (high != INT64_MIN)
            to[cells[at]] = table_number(arena, high, table->decimals);
        if (width != NULL)
            width[cells[at]] = low == INT64_MIN || high == INT64_MIN ? INT64_MAX : high - low;
    }
    return ERROR_NONE;
}
