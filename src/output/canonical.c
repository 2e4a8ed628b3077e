#include "output/canonical.h"

#include "core/text.h"
#include "output/rule.h"

#include <inttypes.h>
#include <stdlib.h>

__extension__ typedef __int128 Exact;

#define SIGNIFICANT 10000 /* four digits */

/* The quotient with three digits, halves away from zero. */
static void
print_quotient(Text *text, int64_t numerator, int64_t denominator)
{
    Exact size = numerator < 0 ? -(Exact)numerator : (Exact)numerator;
    int64_t thousandths = (int64_t)((2000 * size + denominator) / (2 * (Exact)denominator));
    text_print(text, "%s%" PRId64 ".%03" PRId64, numerator < 0 && thousandths > 0 ? "-" : "",
               thousandths / 1000, thousandths % 1000);
}

/* A number that is changed stands for the count; shares are of changed counts, never of true ones
 * (Handbook 5.7). */
static int64_t
count_of(const CheckedFile *file, size_t cell)
{
    return file->changed != NULL ? (int64_t)file->changed[cell] : file->count->persons[cell];
}

/* Of changed numbers alone where any are, for the same reason. False: nothing is shown. */
static bool
print_mean(Text *text, const CheckedFile *file, size_t cell)
{
    bool changed = file->changed != NULL;
    int64_t sum = changed ? (int64_t)file->changed[cell] : file->count->total[cell];
    int64_t persons = changed ? (int64_t)file->changed_count[cell] : file->count->measured[cell];
    if (persons == 0)
        return false;
    print_quotient(text, sum, persons);
    return true;
}

/* False: the cell shows nothing. */
static bool
print_number(Text *text, const CheckedFile *file, size_t cell)
{
    const Count *count = file->count;
    size_t base = cell;
    if (file->changed == NULL && !file->shown[cell])
        return false;
    switch (file->file->type)
    {
    case OUTPUT_FREQUENCY:
        text_print(text, "%" PRId64, count_of(file, cell));
        return true;
    case OUTPUT_MAGNITUDE:
        text_print(text, "%" PRId64,
                   file->changed != NULL ? (int64_t)file->changed[cell] : count->total[cell]);
        return true;
    case OUTPUT_PROPORTIONS:
        (void)count_share(file->file, count, cell, &base);
        if ((file->changed == NULL && !file->shown[base]) || count_of(file, base) == 0)
            return false;
        print_quotient(text, count_of(file, cell), count_of(file, base));
        return true;
    case OUTPUT_MEANS:
        return print_mean(text, file, cell);
    case OUTPUT_MODEL:
    case OUTPUT_FIGURE:
    case OUTPUT_NOTE:
    case OUTPUT_TYPE_COUNT:
        break;
    }
    return false;
}

/* Where a changed number is none, whether persons are behind it is not told. */
static const char *
status_of(const CheckedFile *file, size_t cell, bool number)
{
    if (file->changed != NULL && number)
        return file->method == METHOD_ROUND ? "r" : "k";
    if (file->changed != NULL)
        return "s";
    return file->shown[cell] ? "p" : "s";
}

char *
canonical_table(Arena *arena, const CheckedFile *file)
{
    static const char *const heads[] = {"count", "total", "share", "mean"};
    Text text = text_new(arena);
    const Count *count = file->count;
    for (size_t axis = 0; axis < count->axes; axis++)
        text_print(&text, "%s,", file->file->by[axis].column);
    text_print(&text, "%s,status\n", heads[file->file->type]);
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        for (size_t axis = 0; axis < count->axes; axis++)
        {
            size_t place = count_place(count, cell, axis);
            text_print(&text, "%s,",
                       place == count->places[axis] - 1 ? "*" : file->file->by[axis].code[place]);
        }
        bool number = print_number(&text, file, cell);
        text_print(&text, ",%s\n", status_of(file, cell, number));
    }
    return text.bytes;
}

/* Four significant digits, halves away from zero: 0.012344 is 0.01234, 123456.7 is 123500. */
static void
print_significant(Text *text, Decimal number)
{
    int64_t size = number.units < 0 ? -number.units : number.units;
    int digits = number.digits;
    int64_t scale = 1;
    while (size / scale >= SIGNIFICANT)
        scale *= 10;
    size = size / scale + (size % scale * 2 >= scale && scale > 1);
    for (; scale > 1; scale /= 10, digits--)
        if (digits <= 0)
            size *= 10;
    while (digits > 0 && size % 10 == 0)
    {
        size /= 10;
        digits--;
    }
    int64_t unit = 1;
    for (int at = 0; at < digits; at++)
        unit *= 10;
    text_print(text, "%s%" PRId64, number.units < 0 && size > 0 ? "-" : "", size / unit);
    if (digits > 0)
        text_print(text, ".%0*" PRId64, digits, size % unit);
}

char *
canonical_model(Arena *arena, const RequestedFile *file, const Given *given)
{
    Text text = text_new(arena);
    text_add(&text, "term,estimate,std_error\n");
    for (size_t axis = 0; axis <= file->by_count; axis++)
        for (size_t place = 0; place < REQUEST_CODES; place++)
            for (size_t row = 0; row < given->terms.count; row++)
            {
                const GivenTerm *term = &given->terms.items[row];
                bool intercept = term->axis == file->by_count;
                size_t order = intercept ? 0 : term->axis + 1;
                if (order != axis || term->place != place)
                    continue;
                if (intercept)
                    text_add(&text, "(intercept),");
                else
                    text_print(&text, "%s=%s,", file->by[term->axis].column,
                               file->by[term->axis].code[term->place]);
                print_significant(&text, term->estimate);
                text_add(&text, ",");
                print_significant(&text, term->error);
                text_add(&text, "\n");
            }
    return text.bytes;
}
