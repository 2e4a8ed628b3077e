/* minisign_parse and minisign_key_parse on any bytes: what they take survives print and parse. */
#include "release/minisign.h"
#include "seeded.h"

#include <string.h>

static bool
key_holds(Arena *arena, const char *text, size_t size)
{
    Error err;
    MinisignKey key;
    MinisignKey again;
    if (minisign_key_parse(text, size, &key, &err) != ERROR_NONE)
        return false;
    const char *printed = minisign_key_print(arena, &key);
    must(minisign_key_parse(printed, strlen(printed), &again, &err) == ERROR_NONE, "a key prints");
    must(memcmp(&key, &again, sizeof key) == 0, "a key survives");
    return true;
}

static bool
signature_holds(Arena *arena, const char *text, size_t size)
{
    Error err;
    MinisignSignature one;
    MinisignSignature again;
    if (minisign_parse(arena, text, size, &one, &err) != ERROR_NONE)
        return false;
    const char *printed = minisign_print(arena, &one);
    must(minisign_parse(arena, printed, strlen(printed), &again, &err) == ERROR_NONE,
         "a signature prints");
    must(memcmp(one.signature, again.signature, sizeof one.signature) == 0 &&
             memcmp(one.global, again.global, sizeof one.global) == 0 &&
             strcmp(one.trusted, again.trusted) == 0,
         "a signature survives");
    return true;
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    const char *text = arena_copy(work, bytes, size);
    bool key = key_holds(work, text, size);
    bool signature = signature_holds(work, text, size);
    must(!(key && signature), "a file is one of both");
    return key || signature;
}
