/*
 * Properties over a tape of bytes.
 *
 * A property is `static bool noun_does_something(Tape *tape)`: it draws what it needs from the tape
 * and says whether the law held for it. A file of properties ends in
 *
 *     static const Property properties[] = {PROPERTY(insz_round_trips), PROPERTY(insz_...)};
 *     TAPE_MAIN(properties)
 *
 * Compiled as it is, that gives a main which runs each property on random tapes from fixed seeds
 * (every run the same), and on a failure shortens the tape and prints it. The same file compiled
 * with -DTAPE_FUZZ gives libFuzzer's entry instead, where the first byte chooses the property and a
 * law that fails is a crash.
 *
 *     test-property-person                       each property on its tapes
 *     test-property-person insz_round_trips 0a1b   one property on one tape, as a failure printed
 * it
 *
 * An ended tape gives zeros, so draw such that 0 is the simplest value.
 */
#ifndef BERAAD_TEST_TAPE_H
#define BERAAD_TEST_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Tape
{
    const unsigned char *bytes;
    size_t size;
    size_t at;
} Tape;

/* A number from 0 to bound - 1, from as few bytes as bound needs; bound 0: any 64 bits. Close to
 * uniform on a random tape, which is enough to find faults and not for statistics. */
uint64_t tape_draw(Tape *tape, uint64_t bound);

/* One of count choices is index tape_draw(tape, count); true in one of bound draws: */
bool tape_rarely(Tape *tape, uint64_t bound);

/* Up to most bytes of the tape itself, fewer at its end: for readers of outside bytes. The bytes
 * live with the tape. */
const unsigned char *tape_bytes(Tape *tape, size_t most, size_t *ret_size);

/* How many bytes are left; 0: only zeros follow. */
size_t tape_left(const Tape *tape);

typedef struct Property
{
    const char *name;
    bool (*holds)(Tape *tape);
    unsigned tapes; /* how many; 0: TAPE_COUNT */
} Property;

#define TAPE_COUNT 2000
#define TAPE_SIZE 512 /* random tapes are up to so long */

#define PROPERTY(function)                                                                         \
    {                                                                                              \
        .name = #function, .holds = (function)                                                     \
    }
#define PROPERTY_TIMES(function, count)                                                            \
    {                                                                                              \
        .name = #function, .holds = (function), .tapes = (count)                                   \
    }

/* 0, or 1 where a property failed, or 2 where the arguments name none. */
int tape_main(const Property *properties, size_t count, int argument_count, char **arguments);

/* Aborts where the chosen property fails. */
int tape_fuzz(const Property *properties, size_t count, const unsigned char *bytes, size_t size);

#ifdef TAPE_FUZZ
#define TAPE_MAIN(properties)                                                                      \
    int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);                           \
    int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)                            \
    {                                                                                              \
        return tape_fuzz(properties, sizeof(properties) / sizeof(properties)[0], bytes, size);     \
    }
#else
#define TAPE_MAIN(properties)                                                                      \
    int main(int argument_count, char **arguments)                                                 \
    {                                                                                              \
        return tape_main(properties, sizeof(properties) / sizeof(properties)[0], argument_count,   \
                         arguments);                                                               \
    }
#endif

#endif
