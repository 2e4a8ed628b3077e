#include "catalogue/decimal.h"

#include <string.h>

#define DECIMAL_DIGITS 9

/* 1 to DECIMAL_DIGITS digits at *at, which moves behind them; `places` counts them. */
static bool
read_digits(const char **at, const char *end, int64_t *ret_value, int *ret_places)
{
    *ret_value = 0;
    *ret_places = 0;
    while (*at < end && **at >= '0' && **at <= '9')
    {
        if (++*ret_places > DECIMAL_DIGITS)
            return false;
        *ret_value = *ret_value * 10 + (**at - '0');
        (*at)++;
    }
    return *ret_places > 0;
}

bool
decimal_parse(const char *text, size_t size, Nano *ret_value)
{
    const char *at = text;
    const char *end = text + size;
    bool negative = at < end && *at == '-';
    at += negative ? 1 : 0;
    int64_t whole = 0;
    int64_t part = 0;
    int places = 0;
    if (!read_digits(&at, end, &whole, &places))
        return false;
    places = 0;
    if (at < end && *at == '.')
    {
        at++;
        if (!read_digits(&at, end, &part, &places))
            return false;
    }
    if (at != end)
        return false;
    for (; places < DECIMAL_DIGITS; places++)
        part *= 10;
    *ret_value = whole * 1000000000 + part;
    if (negative)
        *ret_value = -*ret_value;
    return true;
}

bool
decimal_is_integer(const char *text)
{
    Nano value;
    return strchr(text, '.') == NULL && decimal_parse(text, strlen(text), &value);
}
