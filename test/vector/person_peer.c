/*
 * A million texts that are, or nearly are, INSZ, each with insz_parse's verdict:
 * "text<TAB>verdict", for person_peer.js, which asks another implementation. The texts are the same
 * in every run.
 */
#include "person/insz.h"

#include <stdio.h>
#include <string.h>

#define TEXTS 1000000

static uint64_t state = 20190115;

static uint64_t
below(uint64_t bound)
{
    /* xorshift64* (Vigna 2016): quality enough to scatter test cases. */
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (state * UINT64_C(2685821657736338717) >> 33) % bound;
}

/* Nine digits: a third anything, the rest near what registers hold. */
static int64_t
nine_digits(void)
{
    static const int codes[] = {0, 20, 40};
    if (below(3) == 0)
        return (int64_t)below(1000000000);
    uint64_t month = (uint64_t)codes[below(3)] + below(14);
    return (int64_t)(((below(100) * 100 + month) * 100 + below(34)) * 1000 + below(1000));
}

/* Puts one random change on the text, as hands and scanners do. */
static void
mutate(char *text)
{
    static const char others[] = "0123456789.-/ x";
    size_t size = strlen(text);
    size_t at = (size_t)below(size - 1);
    char kept = text[at];
    switch (below(4))
    {
    case 0: /* one character replaced */
        text[at] = others[below(sizeof others - 1)];
        break;
    case 1: /* neighbours swapped */
        text[at] = text[at + 1];
        text[at + 1] = kept;
        break;
    case 2: /* one lost */
        memmove(text + at, text + at + 1, size - at);
        break;
    default: /* one doubled */
        memmove(text + at + 1, text + at, size - at + 1);
    }
}

int
main(void)
{
    static const char *const names[INSZ_VERDICT_COUNT] = {"valid", "odd",   "form",
                                                          "check", "month", "serial"};
    for (unsigned count = 0; count < TEXTS; count++)
    {
        char text[64];
        Insz insz;
        Error err;
        int64_t number = insz_complete(nine_digits(), 19 + (int)below(2));
        if (below(4) == 0)
            number = number / 100 * 100 + (int64_t)below(100);
        if (below(2) == 0)
            insz_print(number, text);
        else
            (void)snprintf(text, sizeof text, "%011lld", (long long)number);
        if (below(2) == 0)
            mutate(text);
        const char *verdict = NULL;
        if (insz_parse(text, strlen(text), &insz, &err) == ERROR_NONE)
            verdict = names[insz.verdict];
        else
            for (InszVerdict at = INSZ_INVALID_FORM; at < INSZ_VERDICT_COUNT; at++)
                if (strstr(err.message, insz_verdict_words(at)) != NULL)
                    verdict = names[at];
        (void)printf("%s\t%s\n", text, verdict == NULL ? "form" : verdict);
    }
    return 0;
}
