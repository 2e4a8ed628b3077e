#include "custody/share.h"

/* In GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, without a branch or a look-up that depends on values.
 */
static unsigned char
multiply(unsigned char one, unsigned char other)
{
    unsigned product = 0;
    unsigned shifted = one;
    for (unsigned bit = 0; bit < 8; bit++)
    {
        product ^= shifted & (0u - (((unsigned)other >> bit) & 1u));
        shifted = (shifted << 1) ^ (0x11bu & (0u - ((shifted >> 7) & 1u)));
    }
    return (unsigned char)product;
}

/* value^254, which is 1 / value: the group has 255 elements. */
static unsigned char
invert(unsigned char value)
{
    unsigned char power = value;
    for (unsigned bit = 0; bit < 6; bit++)
        power = multiply(multiply(power, power), value);
    return multiply(power, power);
}

Secret *
share_make(const Secret *secret, const Secret *random, unsigned needed, unsigned number)
{
    Secret *share = secret_new(secret->size);
    for (size_t at = 0; at < secret->size; at++)
    {
        /* Horner: the highest coefficient first, the secret last. */
        unsigned char value = 0;
        for (unsigned power = needed - 1; power > 0; power--)
            value = multiply(value, (unsigned char)number) ^
                    random->bytes[(size_t)(power - 1) * secret->size + at];
        share->bytes[at] = multiply(value, (unsigned char)number) ^ secret->bytes[at];
    }
    return share;
}

/* Lagrange's coefficient of a share at 0; minus is plus here. */
static unsigned char
coefficient(const unsigned *numbers, unsigned needed, unsigned of)
{
    unsigned char above = 1;
    unsigned char below = 1;
    for (unsigned at = 0; at < needed; at++)
        if (at != of)
        {
            above = multiply(above, (unsigned char)numbers[at]);
            below = multiply(below, (unsigned char)(numbers[at] ^ numbers[of]));
        }
    return multiply(above, invert(below));
}

Secret *
share_join(const Secret *const *shares, const unsigned *numbers, unsigned needed)
{
    Secret *secret = secret_new(shares[0]->size);
    for (unsigned of = 0; of < needed; of++)
    {
        unsigned char factor = coefficient(numbers, needed, of);
        for (size_t at = 0; at < secret->size; at++)
            secret->bytes[at] ^= multiply(factor, shares[of]->bytes[at]);
    }
    return secret;
}
