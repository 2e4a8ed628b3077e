/*
 * The field of integers modulo the prime 2^61 - 1: exact arithmetic that cannot overflow.
 *
 * A linear dependence with integer coefficients stays one modulo the prime, unless the prime divides its every coefficient
 * for the dependent column; a false dependence can only make a pattern suppress more. So a span modulo the prime errs, if
 * ever, on the safe side but for that one case, and the audit (attack.h) proves each outcome anew without it.
 */
#ifndef BERAAD_DISCLOSURE_FIELD_H
#define BERAAD_DISCLOSURE_FIELD_H

#include <stdint.h>

#define FIELD_PRIME (((uint64_t)1 << 61) - 1)

__extension__ typedef unsigned __int128 FieldWide;

static inline uint64_t
field_fold(uint64_t value)
{
    uint64_t folded = (value & FIELD_PRIME) + (value >> 61);
    return folded >= FIELD_PRIME ? folded - FIELD_PRIME : folded;
}

static inline uint64_t
field_of(int64_t value)
{
    uint64_t size = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    uint64_t folded = field_fold(size);
    return value < 0 && folded != 0 ? FIELD_PRIME - folded : folded;
}

static inline uint64_t
field_multiply(uint64_t one, uint64_t other)
{
    FieldWide product = (FieldWide)one * other;
    return field_fold((uint64_t)(product & FIELD_PRIME) + (uint64_t)(product >> 61));
}

static inline uint64_t
field_subtract(uint64_t one, uint64_t other)
{
    return one >= other ? one - other : one + FIELD_PRIME - other;
}

/* value to the power of the prime minus two; value is not 0. */
static inline uint64_t
field_inverse(uint64_t value)
{
    uint64_t result = 1;
    for (uint64_t power = FIELD_PRIME - 2; power > 0; power >>= 1)
    {
        if (power & 1)
            result = field_multiply(result, value);
        value = field_multiply(value, value);
    }
    return result;
}

#endif
