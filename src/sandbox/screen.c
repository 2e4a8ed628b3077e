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
 * insert and delete (@, L, M, P), scroll (S, T), tabs (I, Z), colours (m), margins (r). Not: i
 * (print), n and c (ask), t (window), g (clear tabs, which nothing sets again), q, p, u, s ... */
static const char finals[] = "ABCDEFGHIJKLMPSTXZ@`adefmr";

/* Modes that a job may set (h) and reset (l): insert; and of the private ones cursor keys, reverse
 * screen, wrap, blinking and visible cursor, mouse, the other screen, pasting in brackets. Each of
 * them SANDBOX_SCREEN_RESET takes back. Not: a locked keyboard, words about the focus or the
 * window, another width ... */
static const int modes[] = {4};
static const int private_modes[] = {1, 5, 7, 12, 25, 1000, 1002, 1003, 1006, 1049, 2004};

static bool
mode_passes(bool is_private, int mode)
{
    const int *known = is_private ? private_modes : modes;
    size_t count =
        is_private ? sizeof private_modes / sizeof *private_modes : sizeof modes / sizeof *modes;
    for (size_t at = 0; at < count; at++)
        if (known[at] == mode)
            return true;
    return false;
}

/* Numbers of up to four digits with ';' between them, each a mode that passes. */
static bool
modes_pass(bool is_private, const char *text, size_t size)
{
    int mode = 0;
    for (size_t at = 0; at < size; at++)
    {
        if (text[at] == ';' && !mode_passes(is_private, mode))
            return false;
        if (text[at] != ';' && (text[at] < '0' || text[at] > '9' || mode > 999))
            return false;
        mode = text[at] == ';' ? 0 : 10 * mode + (text[at] - '0');
    }
    return mode_passes(is_private, mode);
}

/* A whole control sequence: parameters are digits, ';' and ':'; what has other signs before its
 * final byte is of some terminal's own (keys that are sent otherwise, saved modes) and no loss. */
static bool
sequence_passes(const char *sequence, size_t size)
{
    const char *text = sequence + 2;
    size_t length = size - 3;
    char final = sequence[size - 1];
    bool is_private = length > 0 && text[0] == '?';
    if (final == 'h' || final == 'l')
        return modes_pass(is_private, text + is_private, length - is_private);
    for (size_t at = 0; at < length; at++)
        if (text[at] < '0' || text[at] > ';')
            return false;
    return strchr(finals, final) != NULL;
}

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
    return sequence_passes(screen->sequence, screen->held);
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
