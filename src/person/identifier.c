#include "person/identifier.h"

#include "person/insz.h"

#include <string.h>

static const char *const kind_names[] = {
    [IDENTIFIER_OPAQUE] = "opaque",
    [IDENTIFIER_INSZ] = "insz",
};

bool
identifier_kind_parse(const char *name, IdentifierKind *ret_kind)
{
    for (size_t at = 0; at < sizeof kind_names / sizeof kind_names[0]; at++)
        if (strcmp(kind_names[at], name) == 0)
        {
            *ret_kind = (IdentifierKind)at;
            return true;
        }
    return false;
}

const char *
identifier_kind_name(IdentifierKind kind)
{
    return kind_names[kind];
}

bool
identifier_valid(IdentifierKind kind, int64_t number)
{
    if (kind == IDENTIFIER_INSZ)
        return insz_verdict_good(insz_check(number, NULL));
    return number >= 0;
}

bool
identifier_parse(IdentifierKind kind, const char *text, size_t size, int64_t *ret_number)
{
    int64_t number = 0;
    if (size == 0 || (kind == IDENTIFIER_INSZ && size != INSZ_DIGITS) ||
        (kind == IDENTIFIER_OPAQUE && size > 1 && text[0] == '0'))
        return false;
    for (size_t at = 0; at < size; at++)
        if (text[at] < '0' || text[at] > '9' || __builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, text[at] - '0', &number))
            return false;
    *ret_number = number;
    return true;
}

void
identifier_valid_many(IdentifierKind kind, const int64_t *numbers, size_t count, bool *ret_valid)
{
    for (size_t at = 0; at < count; at++)
        ret_valid[at] = identifier_valid(kind, numbers[at]);
}
