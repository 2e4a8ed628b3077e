#include "tape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t
tape_draw(Tape *tape, uint64_t bound)
{
    if (bound == 1)
        return 0;
    uint64_t value = 0;
    uint64_t most = bound - 1; /* bound 0: all 64 bits */
    for (unsigned shift = 0; shift < 64 && (shift == 0 || most >> shift != 0); shift += 8)
        if (tape->at < tape->size)
            value |= (uint64_t)tape->bytes[tape->at++] << shift;
    return bound == 0 ? value : value % bound;
}

bool
tape_rarely(Tape *tape, uint64_t bound)
{
    return tape_draw(tape, bound) == bound - 1;
}

const unsigned char *
tape_bytes(Tape *tape, size_t most, size_t *ret_size)
{
    const unsigned char *bytes =
        tape->size == 0 ? (const unsigned char *)"" : tape->bytes + tape->at;
    *ret_size = tape_left(tape) < most ? tape_left(tape) : most;
    tape->at += *ret_size;
    return bytes;
}

size_t
tape_left(const Tape *tape)
{
    return tape->size - tape->at;
}

static bool
holds_on(const Property *property, const unsigned char *bytes, size_t size)
{
    Tape tape = {.bytes = bytes, .size = size};
    return property->holds(&tape);
}

/* Leaves out the longest pieces that are not needed for the failure, then makes bytes zero, until
 * nothing more helps. */
static size_t
shorten(const Property *property, unsigned char *bytes, size_t size)
{
    unsigned char *trial = malloc(size + 1);
    if (trial == NULL)
        return size;
    for (size_t piece = size; piece > 0; piece /= 2)
        for (size_t at = 0; at + piece <= size;)
        {
            memcpy(trial, bytes, at);
            memcpy(trial + at, bytes + at + piece, size - at - piece);
            if (holds_on(property, trial, size - piece))
                at += piece;
            else
                memcpy(bytes, trial, size -= piece);
        }
    for (size_t at = 0; at < size; at++)
    {
        unsigned char kept = bytes[at];
        bytes[at] = 0;
        if (kept != 0 && holds_on(property, bytes, size))
            bytes[at] = kept;
    }
    free(trial);
    return size;
}

static void
report(const Property *property, unsigned char *bytes, size_t size)
{
    size = shorten(property, bytes, size);
    (void)fprintf(stderr, "%s fails; run again with: %s ", property->name, property->name);
    for (size_t at = 0; at < size; at++)
        (void)fprintf(stderr, "%02x", bytes[at]);
    (void)fprintf(stderr, "\n");
}

/* SplitMix64: see src/warehouse/draw.h, from which nothing is taken, so that the tests of draw are
 * not its own. */
static uint64_t
random_bits(uint64_t *state)
{
    uint64_t bits = *state += UINT64_C(0x9e3779b97f4a7c15);
    bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
    return bits ^ bits >> 31;
}

static bool
run_property(const Property *property)
{
    unsigned char bytes[TAPE_SIZE];
    unsigned tapes = property->tapes == 0 ? TAPE_COUNT : property->tapes;
    for (unsigned number = 0; number < tapes; number++)
    {
        uint64_t state = number;
        size_t size = (size_t)(random_bits(&state) % (TAPE_SIZE + 1));
        for (size_t at = 0; at < size; at++)
            bytes[at] = (unsigned char)(random_bits(&state) >> 32);
        if (holds_on(property, bytes, size))
            continue;
        report(property, bytes, size);
        return false;
    }
    return true;
}

static int
run_again(const Property *property, const char *hex)
{
    size_t size = strlen(hex) / 2;
    unsigned char *bytes = malloc(size + 1);
    if (bytes == NULL)
        return 2;
    for (size_t at = 0; at < size; at++)
    {
        const char digits[3] = {hex[2 * at], hex[2 * at + 1], '\0'};
        bytes[at] = (unsigned char)strtoul(digits, NULL, 16);
    }
    bool held = holds_on(property, bytes, size);
    free(bytes);
    (void)fprintf(stderr, "%s %s\n", property->name, held ? "holds" : "fails");
    return held ? 0 : 1;
}

int
tape_main(const Property *properties, size_t count, int argument_count, char **arguments)
{
    if (argument_count > 1)
    {
        for (size_t at = 0; at < count; at++)
            if (strcmp(properties[at].name, arguments[1]) == 0)
                return run_again(&properties[at], argument_count > 2 ? arguments[2] : "");
        return 2;
    }
    size_t failed = 0;
    for (size_t at = 0; at < count; at++)
        failed += run_property(&properties[at]) ? 0 : 1;
    /* In cmocka's words, which script/check counts. */
    (void)fprintf(stderr, "[  PASSED  ] %zu test(s).\n", count - failed);
    if (failed > 0)
        (void)fprintf(stderr, "[  FAILED  ] properties: %zu test(s), listed below\n", failed);
    return failed == 0 ? 0 : 1;
}

int
tape_fuzz(const Property *properties, size_t count, const unsigned char *bytes, size_t size)
{
    if (size == 0)
        return 0;
    if (!holds_on(&properties[bytes[0] % count], bytes + 1, size - 1))
        abort();
    return 0;
}
