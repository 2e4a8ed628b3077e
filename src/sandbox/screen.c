#include "sandbox/screen.h"

#include <stdbool.h>
#include <string.h>

enum
{
    TEXT,         /* outside any sequence */
    ESCAPE,       /* after ESC */
    CHARSET,      /* after ESC and a byte that another follows */
    CONTROL,      /* after ESC [ */
    WORDS,        /* in a string (OSC, DCS, APC, PM, SOS): dropped up to its end */
    WORDS_ESCAPE, /* ESC in a string: the end, most likely */
    WIDE          /* after 0xC2: a C1 control in UTF-8, or a character */
};

/* Final bytes of control sequences that pass: cursor (A-H, d, f, `, a, e), erase (J, K, X),
 * insert and delete (@, L, M, P), scroll (S, T), tabs (I, Z, g), colours (m), margins (r), modes
 * (h, l). Not: i (print), n and c (ask), t (window), q, p, u, s ... */
static const char finals[] = "ABCDEFGHIJKLMPSTXZ@`adefghlmr";

/* One more byte of a control sequence; true: it has ended and may pass. */
static bool
control_ends(Screen *screen, char byte)
{
    if (screen->held == SCREEN_SEQUENCE)
    {
        screen->state = WORDS; /* longer than any that is needed */
        return false;
    }
    screen->sequence[screen->held++] = byte;
    if ((unsigned char)byte < 0x40 || (unsigned char)byte > 0x7e)
    {
        if ((unsigned char)byte < 0x20 || (unsigned char)byte > 0x7e)
            screen->state = TEXT;
        return false;
    }
    screen->state = TEXT;
    return strchr(finals, byte) != NULL;
}

/* A byte of text. A byte of 0x80-0xbf that continues no character is none: to a terminal that does
 * not speak UTF-8 it could be a control (ECMA-48, C1). */
static bool
text_passes(Screen *screen, char byte)
{
    unsigned char value = (unsigned char)byte;
    bool continues = value >= 0x80 && value < 0xc0;
    if (continues)
        return screen->more > 0 && screen->more-- > 0;
    screen->more = value >= 0xf5   ? 0
                   : value >= 0xf0 ? 3
                   : value >= 0xe0 ? 2
                   : value >= 0xc3 ? 1
                                   : 0;
    return value >= 0x20 ? value != 0x7f : value != 0 && strchr("\a\b\t\n\r", byte) != NULL;
}

/* After ESC: what begins? */
static int
escape_begins(char byte)
{
    if (byte == '[')
        return CONTROL;
    if (byte != '\0' && strchr("]PX^_k", byte) != NULL)
        return WORDS;
    return byte >= 0x20 && byte < 0x30 ? CHARSET : TEXT;
}

/* After 0xC2, a C1 control: the same as ESC and a byte of 0x40-0x5f (ECMA-48, 5.3). */
static void
wide_begins(Screen *screen, char byte)
{
    screen->state = escape_begins((char)(byte - 0x40));
    screen->held = 2;
    memcpy(screen->sequence, "\033[", 2);
}

static size_t
step(Screen *screen, char byte, char *ret_bytes)
{
    size_t held = 0;
    switch (screen->state)
    {
    case ESCAPE:
        screen->state = escape_begins(byte);
        screen->held = 2;
        memcpy(screen->sequence, "\033[", 2);
        /* 7 and 8 keep and restore the cursor, M and D scroll. */
        if (byte == '\0' || strchr("78MD", byte) == NULL)
            return 0;
        ret_bytes[0] = '\033';
        ret_bytes[1] = byte;
        return 2;
    case CONTROL:
        if (!control_ends(screen, byte))
            return 0;
        held = screen->held;
        memcpy(ret_bytes, screen->sequence, held);
        return held;
    case CHARSET:
        screen->state = byte >= 0x20 && byte < 0x30 ? CHARSET : TEXT;
        return 0;
    case WORDS:
    case WORDS_ESCAPE:
        if (byte == '\a' || (screen->state == WORDS_ESCAPE && byte == '\\'))
            screen->state = TEXT;
        else
            screen->state = byte == '\033' ? WORDS_ESCAPE : WORDS;
        return 0;
    case WIDE:
        screen->state = TEXT;
        if ((unsigned char)byte >= 0xa0 && (unsigned char)byte < 0xc0)
        {
            ret_bytes[0] = (char)0xc2;
            ret_bytes[1] = byte;
            return 2;
        }
        if ((unsigned char)byte >= 0x80 && (unsigned char)byte < 0xa0)
        {
            wide_begins(screen, byte);
            return 0;
        }
        break; /* no character: the byte stands for itself */
    default:
        break;
    }
    if (byte == '\033' || byte == (char)0xc2)
    {
        screen->state = byte == '\033' ? ESCAPE : WIDE;
        screen->more = 0;
        return 0;
    }
    ret_bytes[0] = byte;
    return text_passes(screen, byte) ? 1 : 0;
}

size_t
screen_pass(Screen *screen, const char *bytes, size_t size, char *ret_bytes)
{
    size_t passed = 0;
    for (size_t at = 0; at < size; at++)
        passed += step(screen, bytes[at], ret_bytes + passed);
    return passed;
}
