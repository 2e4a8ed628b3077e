/* Products of "column = class", numbered; and cells as sums of them. */
#include "output/predicate.h"

#include <stdlib.h>
#include <string.h>

#define FACTORS_MOST (PREDICATE_COLUMNS + PREDICATE_YEARS)
#define YEAR_FACTOR 0xF000U
#define CLASS_BITS 6

/* Factors ascending: column and class, or a year in which nothing else is asked. */
typedef struct Product
{
    uint16_t count;
    uint16_t factor[PREDICATE_COLUMNS];
    uint32_t years; /* those of the predicate in which no factor stands */
} Product;

struct Polynomials
{
    Arena *arena;
    const HistoryColumns *columns;
    struct LIST_OF(Product) products;
    uint32_t *slots; /* open addressing: number of a product and one more; 0: free */
    size_t slot_count;
};

Classes
column_reference(const Attribute *attribute)
{
    return (Classes)1 << (63 - __builtin_clzll(attribute->all));
}

Polynomials *
polynomials_new(Arena *arena, const HistoryColumns *columns)
{
    Polynomials *polynomials = arena_take(arena, sizeof *polynomials);
    polynomials->arena = arena;
    polynomials->columns = columns;
    polynomials->slot_count = 1 << 12;
    polynomials->slots =
        arena_take_array(arena, polynomials->slot_count, sizeof *polynomials->slots);
    return polynomials;
}

static uint64_t
product_hash(const Product *product)
{
    uint64_t hash = product->years * UINT64_C(0x9E3779B97F4A7C15) + product->count;
    for (size_t at = 0; at < product->count; at++)
    {
        hash = (hash ^ product->factor[at]) * UINT64_C(0xBF58476D1CE4E5B9);
        hash ^= hash >> 31;
    }
    return hash;
}

static bool
product_equal(const Product *one, const Product *other)
{
    return one->count == other->count && one->years == other->years &&
           memcmp(one->factor, other->factor, one->count * sizeof *one->factor) == 0;
}

static size_t
slot_of(const Polynomials *polynomials, const Product *product)
{
    size_t slot = product_hash(product) & (polynomials->slot_count - 1);
    while (polynomials->slots[slot] != 0 &&
           !product_equal(&polynomials->products.items[polynomials->slots[slot] - 1], product))
        slot = (slot + 1) & (polynomials->slot_count - 1);
    return slot;
}

static void
grow_slots(Polynomials *polynomials)
{
    if (polynomials->products.count * 2 < polynomials->slot_count)
        return;
    polynomials->slot_count *= 4;
    polynomials->slots =
        arena_take_array(polynomials->arena, polynomials->slot_count, sizeof *polynomials->slots);
    for (size_t at = 0; at < polynomials->products.count; at++)
        polynomials->slots[slot_of(polynomials, &polynomials->products.items[at])] =
            (uint32_t)at + 1;
}

static uint32_t
product_number(Polynomials *polynomials, const Product *product)
{
    size_t slot = slot_of(polynomials, product);
    if (polynomials->slots[slot] != 0)
        return polynomials->slots[slot] - 1;
    *LIST_ADD(polynomials->arena, &polynomials->products) = *product;
    uint32_t number = (uint32_t)polynomials->products.count - 1;
    polynomials->slots[slot] = number + 1;
    grow_slots(polynomials);
    return number;
}

/* One condition as the classes that are added to (or, with the reference class in it, taken from)
 * its year's total. */
typedef struct Choice
{
    Classes classes;
    bool less; /* 1 - sum instead of sum */
    size_t options;
    uint32_t year;
} Choice;

static Choice
choice_of(const HistoryColumns *columns, uint16_t column, Classes holds)
{
    const Attribute *attribute = &columns->items.items[column];
    Choice choice = {.less = (holds & column_reference(attribute)) != 0};
    choice.classes = choice.less ? attribute->all & ~holds : holds;
    choice.options = (size_t)__builtin_popcountll(choice.classes) + choice.less;
    for (size_t year = 0; year < columns->years.count; year++)
        if (columns->years.items[year] == attribute->year)
            choice.year = (uint32_t)1 << year;
    return choice;
}

/* The class of an option; false for the option that is the total. */
static bool
option_class(const Choice *choice, size_t option, unsigned *ret_class)
{
    Classes classes = choice->classes;
    if (option >= (size_t)__builtin_popcountll(classes))
        return false;
    for (size_t at = 0; at < option; at++)
        classes &= classes - 1;
    *ret_class = (unsigned)__builtin_ctzll(classes);
    return true;
}

/* The term in which each condition takes its option; options are the digits of `number`. */
static void
add_term(Polynomials *polynomials, const Predicate *predicate, const Choice *choices, size_t number,
         Polynomial *polynomial)
{
    Product product = {.years = predicate->years};
    int8_t sign = 1;
    for (size_t at = 0; at < predicate->count; at++)
    {
        unsigned class_ = 0;
        size_t option = number % choices[at].options;
        number /= choices[at].options;
        if (!option_class(&choices[at], option, &class_))
            continue;
        product.factor[product.count++] =
            (uint16_t)((unsigned)predicate->column[at] << CLASS_BITS | class_);
        product.years &= ~choices[at].year;
        sign = choices[at].less ? (int8_t)-sign : sign;
    }
    polynomial->term[polynomial->count] = product_number(polynomials, &product);
    polynomial->sign[polynomial->count++] = sign;
}

ErrorKind
polynomial_of(Polynomials *polynomials, const Predicate *predicate, Polynomial *ret_polynomial,
              Error *err)
{
    Choice choices[PREDICATE_COLUMNS];
    size_t terms = 1;
    for (size_t at = 0; at < predicate->count; at++)
    {
        choices[at] = choice_of(polynomials->columns, predicate->column[at], predicate->holds[at]);
        terms *= choices[at].options;
        if (terms > PREDICATE_TERMS)
            return error_set(err, ERROR_DATA,
                             "a cell has too many classes to be judged with others");
    }
    *ret_polynomial = (Polynomial){0};
    ret_polynomial->term =
        arena_take_array(polynomials->arena, terms + 1, sizeof *ret_polynomial->term);
    ret_polynomial->sign =
        arena_take_array(polynomials->arena, terms + 1, sizeof *ret_polynomial->sign);
    for (size_t number = 0; number < terms; number++)
        add_term(polynomials, predicate, choices, number, ret_polynomial);
    return ERROR_NONE;
}

typedef struct Ordered
{
    const Product *product;
    uint32_t number;
} Ordered;

static int
ordered_order(const void *one, const void *other)
{
    const Ordered *left = one;
    const Ordered *right = other;
    if (left->product->count != right->product->count)
        return left->product->count > right->product->count ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

size_t
polynomials_rows(Polynomials *polynomials, uint32_t **ret_row)
{
    SCRATCH Arena *work = arena_new("rows");
    size_t count = polynomials->products.count;
    Ordered *ordered = arena_take_array(work, count + 1, sizeof *ordered);
    for (size_t at = 0; at < count; at++)
        ordered[at] = (Ordered){&polynomials->products.items[at], (uint32_t)at};
    qsort(ordered, count, sizeof *ordered, ordered_order);
    *ret_row = arena_take_array(polynomials->arena, count + 1, sizeof **ret_row);
    for (size_t at = 0; at < count; at++)
        (*ret_row)[ordered[at].number] = (uint32_t)at;
    return count;
}
