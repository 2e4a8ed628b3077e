#include "core/list.h"
#include "core/text.h"
#include "warehouse/microdata_inner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECIMALS 9
#define NEAR 1e-6         /* a real that is so near to a whole number of units is taken for it */
#define LARGEST_REAL 9e15 /* beyond this a double does not hold every whole number */

typedef struct Making
{
    struct LIST_OF(uint32_t) codes;
    struct LIST_OF(int64_t) numbers;
    struct LIST_OF(bool) missing;
    struct LIST_OF(const char *) labels;
    struct LIST_OF(size_t) sizes;
    uint32_t *slots; /* hash table of codes + 1 */
    size_t slot_mask;
    int64_t last; /* the last whole number of a class column, and its code */
    uint32_t last_code;
    bool last_known;
} Making;

struct MicrodataMaker
{
    Arena *arena;
    const MicrodataAsk *asks;
    size_t count;
    Making *columns;
    size_t rows;
};

MicrodataMaker *
microdata_begin(Arena *arena, const MicrodataAsk *asks, size_t count)
{
    MicrodataMaker *maker = arena_take(arena, sizeof *maker);
    maker->arena = arena;
    maker->asks = asks;
    maker->count = count;
    maker->columns = arena_take_array(arena, count + 1, sizeof *maker->columns);
    return maker;
}

static size_t
hash_of(const char *text, size_t size)
{
    uint64_t hash = 0xCBF29CE484222325U; /* FNV-1a */
    for (size_t at = 0; at < size; at++)
        hash = (hash ^ (unsigned char)text[at]) * 0x100000001B3U;
    return (size_t)(hash ^ (hash >> 29));
}

static void
widen(Arena *arena, Making *column)
{
    size_t slots = column->slots == NULL ? 64 : 2 * (column->slot_mask + 1);
    column->slots = arena_take_array(arena, slots, sizeof *column->slots);
    column->slot_mask = slots - 1;
    for (uint32_t code = 0; code < column->labels.count; code++)
    {
        size_t at = hash_of(column->labels.items[code], column->sizes.items[code]);
        while (column->slots[at & column->slot_mask] != 0)
            at++;
        column->slots[at & column->slot_mask] = code + 1;
    }
}

static uint32_t
code_of(Arena *arena, Making *column, const char *text, size_t size)
{
    if (column->slots == NULL || column->labels.count * 2 > column->slot_mask)
        widen(arena, column);
    size_t at = hash_of(text, size);
    for (;; at++)
    {
        uint32_t code = column->slots[at & column->slot_mask];
        if (code == 0)
            break;
        if (column->sizes.items[code - 1] == size &&
            memcmp(column->labels.items[code - 1], text, size) == 0)
            return code - 1;
    }
    *LIST_ADD(arena, &column->labels) = arena_copy(arena, text, size);
    *LIST_ADD(arena, &column->sizes) = size;
    column->slots[at & column->slot_mask] = (uint32_t)column->labels.count;
    return (uint32_t)column->labels.count - 1;
}

static ErrorKind
fault(const MicrodataMaker *maker, size_t column, const char *expected, Error *err)
{
    return error_set(err, ERROR_DATA, "row %zu, column '%s': %s", maker->rows + 1,
                     maker->asks[column].name, expected);
}

static void
put(MicrodataMaker *maker, size_t at, uint32_t code, int64_t number, bool missing)
{
    Making *column = &maker->columns[at];
    if (maker->asks[at].form == MICRODATA_CLASS)
        *LIST_ADD(maker->arena, &column->codes) = code;
    else
        *LIST_ADD(maker->arena, &column->numbers) = number;
    *LIST_ADD(maker->arena, &column->missing) = missing;
}

void
microdata_put_missing(MicrodataMaker *maker, size_t column)
{
    put(maker, column, MICRODATA_MISSING, 0, true);
}

/* A decimal number such as -12.50 as a whole number of 10^-decimals, exactly. */
static bool
parse_decimal(const char *text, size_t size, int decimals, int64_t *ret_value)
{
    size_t at = size > 0 && (text[0] == '-' || text[0] == '+');
    bool negative = size > 0 && text[0] == '-';
    bool digits = false;
    int after = -1; /* digits behind the point; -1: none yet */
    int64_t value = 0;
    for (; at < size; at++)
    {
        if (text[at] == '.' && after < 0)
        {
            after = 0;
            continue;
        }
        if (text[at] < '0' || text[at] > '9')
            return false;
        digits = true;
        if (after >= decimals)
        {
            if (text[at] != '0')
                return false;
            continue;
        }
        after += after >= 0;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, text[at] - '0', &value))
            return false;
    }
    for (int left = decimals - (after < 0 ? 0 : after); left > 0; left--)
        if (__builtin_mul_overflow(value, 10, &value))
            return false;
    if (!negative && value == INT64_MIN)
        return false;
    *ret_value = negative ? value : -value;
    return digits;
}

ErrorKind
microdata_put_text(MicrodataMaker *maker, size_t column, const char *text, size_t size, Error *err)
{
    if (maker->asks[column].form == MICRODATA_CLASS)
    {
        if (memchr(text, 0, size) != NULL || !text_is_utf8(text, size))
            return fault(maker, column, "not UTF-8 text", err);
        put(maker, column, code_of(maker->arena, &maker->columns[column], text, size), 0, false);
        return ERROR_NONE;
    }
    int64_t number;
    if (!parse_decimal(text, size, maker->asks[column].decimals, &number))
        return fault(maker, column, "expected a number with no more decimals than asked for", err);
    put(maker, column, 0, number, false);
    return ERROR_NONE;
}

ErrorKind
microdata_put_integer(MicrodataMaker *maker, size_t column, int64_t value, Error *err)
{
    if (maker->asks[column].form == MICRODATA_NUMBER)
    {
        for (int left = maker->asks[column].decimals; left > 0; left--)
            if (__builtin_mul_overflow(value, 10, &value))
                return fault(maker, column, "outside 64 bits", err);
        put(maker, column, 0, value, false);
        return ERROR_NONE;
    }
    Making *making = &maker->columns[column];
    if (!making->last_known || making->last != value)
    {
        char text[24];
        int size = snprintf(text, sizeof text, "%lld", (long long)value);
        making->last_code = code_of(maker->arena, making, text, (size_t)size);
        making->last = value;
        making->last_known = true;
    }
    put(maker, column, making->last_code, 0, false);
    return ERROR_NONE;
}

ErrorKind
microdata_put_real(MicrodataMaker *maker, size_t column, double value, Error *err)
{
    if (!isfinite(value))
        return fault(maker, column, "expected a finite number", err);
    if (maker->asks[column].form == MICRODATA_NUMBER)
    {
        double scaled = value;
        for (int left = maker->asks[column].decimals; left > 0; left--)
            scaled *= 10;
        if (fabs(scaled) > LARGEST_REAL ||
            fabs(scaled - round(scaled)) > NEAR * fmax(1, fabs(value)))
            return fault(maker, column,
                         "more decimals than asked for, or outside what a real holds", err);
        put(maker, column, 0, (int64_t)llround(scaled), false);
        return ERROR_NONE;
    }
    if (value >= -LARGEST_REAL && value <= LARGEST_REAL && !(fabs(value - round(value)) > 0))
        return microdata_put_integer(maker, column, (int64_t)llround(value), err);
    char text[32];
    int size = 0;
    for (int digits = 15; digits <= 17; digits++)
    {
        size = snprintf(text, sizeof text, "%.*g", digits, value);
        if (!(fabs(strtod(text, NULL) - value) > 0))
            break;
    }
    return microdata_put_text(maker, column, text, (size_t)size, err);
}

ErrorKind
microdata_end_row(MicrodataMaker *maker, Error *err)
{
    if (++maker->rows >= UINT32_MAX)
        return error_set(err, ERROR_DATA, "more than 2^32 - 2 rows");
    return ERROR_NONE;
}

typedef struct Label
{
    const char *text;
    uint32_t code;
} Label;

static int
compare_labels(const void *one, const void *other)
{
    const Label *first = one;
    const Label *second = other;
    return strcmp(first->text, second->text);
}

/* Numbers the classes in the order of their labels. */
static void
order_labels(MicrodataMaker *maker, Making *column, MicrodataColumn *ret_column)
{
    SCRATCH Arena *work = arena_new("labels");
    size_t count = column->labels.count;
    Label *labels = arena_take_array(work, count + 1, sizeof *labels);
    uint32_t *renamed = arena_take_array(work, count + 1, sizeof *renamed);
    for (uint32_t code = 0; code < count; code++)
        labels[code] = (Label){column->labels.items[code], code};
    qsort(labels, count, sizeof *labels, compare_labels);
    ret_column->labels = arena_take_array(maker->arena, count + 1, sizeof *ret_column->labels);
    ret_column->label_count = count;
    for (uint32_t code = 0; code < count; code++)
    {
        ret_column->labels[code] = labels[code].text;
        renamed[labels[code].code] = code;
    }
    for (size_t row = 0; row < column->codes.count; row++)
        if (column->codes.items[row] != MICRODATA_MISSING)
            column->codes.items[row] = renamed[column->codes.items[row]];
    ret_column->codes = column->codes.items;
}

Microdata
microdata_end(MicrodataMaker *maker)
{
    Microdata data = {.rows = maker->rows, .count = maker->count};
    data.columns = arena_take_array(maker->arena, maker->count + 1, sizeof *data.columns);
    for (size_t at = 0; at < maker->count; at++)
    {
        MicrodataColumn *column = &data.columns[at];
        column->name = maker->asks[at].name;
        column->form = maker->asks[at].form;
        column->decimals = maker->asks[at].decimals;
        column->missing = maker->columns[at].missing.items;
        if (column->form == MICRODATA_CLASS)
            order_labels(maker, &maker->columns[at], column);
        else
            column->numbers = maker->columns[at].numbers.items;
    }
    return data;
}

static ErrorKind
no_column(const MicrodataNames *names, bool shown, const char *name, Error *err)
{
    SCRATCH Arena *work = arena_new("names");
    Text known = text_new(work);
    (void)error_set(err, ERROR_DATA, "no column '%s'", name);
    if (!shown)
        return error_hint(err,
                          "the first line must have the names of the columns; it has %zu fields",
                          names->count);
    for (size_t at = 0; at < names->count && known.size < 180; at++)
        text_print(&known, "%s%s", at > 0 ? ", " : "", names->items[at]);
    return error_hint(err, "The file has: %s", text_shown(work, known.bytes));
}

ErrorKind
microdata_find(const MicrodataNames *names, bool shown, const char *name, size_t *ret_at,
               Error *err)
{
    size_t found = 0;
    for (size_t at = names->count; at-- > 0;)
        if (text_equal(names->items[at], name))
        {
            *ret_at = at;
            found++;
        }
    if (found == 0)
        return no_column(names, shown, name, err);
    return found == 1 ? ERROR_NONE
                      : error_set(err, ERROR_DATA, "%zu columns have the name '%s'", found, name);
}
