#include "ledger/base64.h"

#include "core/text.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_ORIGINAL

char *
base64_print(Arena *arena, const void *bytes, size_t size)
{
    size_t room = sodium_base64_encoded_len(size, VARIANT);
    return sodium_bin2base64(arena_take(arena, room), room, bytes, size, VARIANT);
}

bool
base64_parse(const char *text, void *ret_bytes, size_t most, size_t *ret_size)
{
    SCRATCH Arena *work = arena_new("base64");
    if (sodium_base642bin(ret_bytes, most, text, strlen(text), NULL, ret_size, NULL, VARIANT) != 0)
        return false;
    /* libsodium 1.0.18 takes some bytes above 0x7f for letters: what was read must print to the
     * same text. */
    return text_equal(base64_print(work, ret_bytes, *ret_size), text);
}

bool
base64_parse_exactly(const char *text, void *ret_bytes, size_t size)
{
    size_t got = 0;
    return base64_parse(text, ret_bytes, size, &got) && got == size;
}
