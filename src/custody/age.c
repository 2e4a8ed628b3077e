/*
 * An age X25519 recipient is Bech32 (BIP 173, without its limit of 90 characters, which it does not
 * reach) of the 32 bytes of a public key, human-readable part "age".
 */
#include "custody/recipient.h"

#include <stdint.h>
#include <string.h>

#define PREFIX "age1"
#define PREFIX_SIZE 4
#define DATA_SIZE                                                                                  \
    52 /* 32 bytes in groups of five bits; the last group has one bit of the key and four of       \
          padding */
#define CHECKSUM_SIZE 6

/* One step of the checksum's polynomial; generators from BIP 173. */
static uint32_t
checksum_step(uint32_t sum, uint32_t value)
{
    static const uint32_t generators[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                           0x2a1462b3};
    uint32_t top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (unsigned bit = 0; bit < 5; bit++)
        if (((top >> bit) & 1) != 0)
            sum ^= generators[bit];
    return sum;
}

bool
age_key_valid(const char *text)
{
    static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    if (strlen(text) != PREFIX_SIZE + DATA_SIZE + CHECKSUM_SIZE ||
        memcmp(text, PREFIX, PREFIX_SIZE) != 0)
        return false;
    uint32_t sum = 1;
    for (size_t at = 0; at < PREFIX_SIZE - 1; at++)
        sum = checksum_step(sum, (uint32_t)text[at] >> 5);
    sum = checksum_step(sum, 0);
    for (size_t at = 0; at < PREFIX_SIZE - 1; at++)
        sum = checksum_step(sum, (uint32_t)text[at] & 31);
    for (size_t at = PREFIX_SIZE; text[at] != '\0'; at++)
    {
        const char *found = strchr(alphabet, text[at]);
        if (found == NULL)
            return false;
        uint32_t value = (uint32_t)(found - alphabet);
        if (at == PREFIX_SIZE + DATA_SIZE - 1 && (value & 15) != 0)
            return false;
        sum = checksum_step(sum, value);
    }
    return sum == 1;
}
