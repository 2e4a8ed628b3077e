#include "seeded.h"

#include "core/file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
must(bool holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

int
LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    (void)fuzz_sound(bytes, size);
    return 0;
}

#ifndef TAPE_FUZZ
enum
{
    ROUNDS = 4000,
    CHANGES = 6,
    SIZE_MOST = 1 << 20
};

/* Numerical Recipes' linear congruence: chance enough to change bytes, and the same everywhere. */
static uint32_t
next(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static size_t
change(unsigned char *bytes, size_t size, uint32_t *state)
{
    static const unsigned char telling[] = {0, '"', '{', '[', '/', '.', '\n', '9', '-', 0xff};
    size_t at = size == 0 ? 0 : next(state) % size;
    switch (size == 0 ? 3 : next(state) % 4)
    {
    case 0:
        bytes[at] = telling[next(state) % sizeof telling];
        return size;
    case 1:
        bytes[at] = (unsigned char)(bytes[at] ^ (1U << next(state) % 8));
        return size;
    case 2:
        memmove(bytes + at, bytes + at + 1, size - at - 1);
        return size - 1;
    default:
        memmove(bytes + at + 1, bytes + at, size - at);
        bytes[at] = telling[next(state) % sizeof telling];
        return size + 1;
    }
}

static void
run_changed(const char *seed, size_t size)
{
    unsigned char *bytes = malloc(size + CHANGES);
    must(bytes != NULL, "memory");
    for (uint32_t round = 0; round < ROUNDS; round++)
    {
        uint32_t state = round;
        size_t now = size;
        memcpy(bytes, seed, size);
        for (uint32_t count = next(&state) % CHANGES + 1; count > 0; count--)
            now = change(bytes, now, &state);
        (void)fuzz_sound(bytes, now);
    }
    free(bytes);
}

int
main(int count, char **arguments)
{
    for (int at = 1; at < count; at++)
    {
        SCRATCH Arena *work = arena_new("seed");
        Error err;
        char *bytes = NULL;
        size_t size = 0;
        must(file_read(work, arguments[at], SIZE_MOST, ERROR_IO, &bytes, &size, &err) == ERROR_NONE,
             "the seed can be read");
        must(fuzz_sound((const unsigned char *)bytes, size), "the seed itself is sound");
        run_changed(bytes, size);
    }
    return count > 1 ? 0 : 1;
}
#endif
