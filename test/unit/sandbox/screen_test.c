/* What reaches the researcher's screen: text, colours, the cursor; nothing that makes a terminal
 * act. */
#include "sandbox/restore.h"
#include "sandbox/screen.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

/* Passed whole and byte by byte: the same. */
static void
assert_shown(const char *bytes, size_t size, const char *expected)
{
    char whole[1024];
    char apart[1024];
    Screen one = {.state = 0};
    Screen other = {.state = 0};
    size_t first = screen_pass(&one, bytes, size, whole);
    size_t second = 0;
    for (size_t at = 0; at < size; at++)
        second += screen_pass(&other, bytes + at, 1, apart + second);
    whole[first] = '\0';
    apart[second] = '\0';
    assert_string_equal(whole, expected);
    assert_string_equal(apart, expected);
}
#define SHOWN(text, expected) assert_shown(text, sizeof(text) - 1, expected)

static void
text_colours_and_the_cursor_pass(void **state)
{
    (void)state;
    SHOWN("plain\r\n\ttext\b", "plain\r\n\ttext\b");
    SHOWN("\033[1;31mred\033[0m\033[2J\033[3;4H\033[?25l\033[K",
          "\033[1;31mred\033[0m\033[2J\033[3;4H\033[?25l\033[K");
    SHOWN("\xc3\xa9\xe2\x82\xac\xf0\x9f\x99\x82", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x99\x82");
    SHOWN("\033"
          "7kept\033"
          "8",
          "\033"
          "7kept\033"
          "8");
}

/* xterm's ctlseqs: OSC 52 sets the clipboard, with either end of a string, or with C1 controls. */
static void
the_clipboard_cannot_be_filled(void **state)
{
    (void)state;
    SHOWN("a\033]52;c;c2VjcmV0\ab", "ab");
    SHOWN("a\033]52;c;c2VjcmV0\033\\b", "ab");
    SHOWN("a\xc2\x9d"
          "52;c;c2VjcmV0\ab",
          "ab");
    /* A lone byte of C1 is dropped: what followed it is text. */
    SHOWN("a\x9d"
          "52;c;x\ab",
          "a52;c;x\ab");
    SHOWN("a\033P1$r\033\\b\033_x\033\\c\033^x\033\\d\033Xx\033\\e", "abcde");
    SHOWN("a\033]52;c;\033[31mc2Vj\ab", "ab");
}

static void
nothing_is_printed_asked_or_moved(void **state)
{
    (void)state;
    SHOWN("a\033[5ib\033[?5ic", "abc");                /* print */
    SHOWN("a\033[6nb\033[cc\033[>0cd\033Ze", "abcde"); /* ask */
    SHOWN("a\033[8;9;9tb\033[21tc", "abc");            /* window, title */
    SHOWN("a\005b\016c\017d\177e", "abcde");           /* answerback, shifts, delete */
    SHOWN("a\033cb\033(0c\033#8d", "abcd");            /* reset, character sets */
    SHOWN("a\xc2\x9b"
          "5ib",
          "ab");
}

/* Whatever mode can be set is taken back when the job has ended; the cursor and wrapping, which are
 * on at the beginning, are set. A program that sets several at once passes too (terminfo's cvvis).
 */
static void
each_mode_that_passes_is_taken_back(void **state)
{
    (void)state;
    int passed = 0;
    for (int mode = 0; mode < 10000; mode++)
        for (int is_private = 0; is_private < 2; is_private++)
        {
            char set[32];
            char back[32];
            char shown[32 + SCREEN_SEQUENCE];
            Screen screen = {.state = 0};
            bool is_on = is_private && (mode == 7 || mode == 25);
            int size = snprintf(set, sizeof set, "\033[%s%dh", is_private ? "?" : "", mode);
            if (screen_pass(&screen, set, (size_t)size, shown) == 0)
                continue;
            passed++;
            (void)snprintf(back, sizeof back, "\033[%s%d%c", is_private ? "?" : "", mode,
                           is_on ? 'h' : 'l');
            assert_non_null(strstr(SANDBOX_SCREEN_RESET, back));
        }
    assert_int_equal(passed, 12);
    SHOWN("\033[?12;25hx\033[?1000;1006lx", "\033[?12;25hx\033[?1000;1006lx");
}

/* A locked keyboard, words about the focus, another width, keys sent otherwise (xterm's
 * modifyOtherKeys), modes that were saved, tabs cleared; among others, hidden, without a number. */
static void
no_other_mode_passes(void **state)
{
    (void)state;
    SHOWN("a\033[2hb\033[12lc\033[20hd", "abcd");
    SHOWN("a\033[?1004hb\033[?3hc\033[?2026hd\033[?47he", "abcde");
    SHOWN("a\033[>4;2mb\033[?1049rc\033[3gd\033[1;2 @e\033[=1hf", "abcdef");
    SHOWN("a\033[?25;1004hb\033[?1004;25hc\033[?;25hd\033[he", "abcde");
    SHOWN("a\033[?100251004hb\033[?25:1hc\033[25?hd\033[4;?25he", "abcde");
}

static void
a_sequence_that_never_ends_shows_nothing(void **state)
{
    (void)state;
    char bytes[200];
    memset(bytes, '1', sizeof bytes);
    memcpy(bytes, "\033[", 2);
    bytes[sizeof bytes - 1] = 'm';
    assert_shown(bytes, sizeof bytes, "");
    SHOWN("\033]never ends", "");
}

/* Whatever comes in, no escape comes out but with '[' and a permitted end, or 7, 8, M, D. */
static void
whatever_comes_in_only_that_comes_out(void **state)
{
    (void)state;
    static const char alphabet[] = "\033\033\033[]P;0157mHicnt\a\\x\xc2\x9b\x9d\xe2\x82\xac?>\"$ ";
    uint64_t seed = 1;
    char bytes[256];
    char shown[256 + SCREEN_SEQUENCE];
    Screen screen = {.state = 0};
    for (int round = 0; round < 20000; round++)
    {
        for (size_t at = 0; at < sizeof bytes; at++)
        {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            bytes[at] = alphabet[(seed >> 33) % (sizeof alphabet - 1)];
        }
        size_t size = screen_pass(&screen, bytes, sizeof bytes, shown);
        assert_true(size <= sizeof bytes + SCREEN_SEQUENCE);
        for (size_t at = 0; at < size; at++)
        {
            if (shown[at] != '\033')
                continue;
            assert_true(at + 1 < size);
            if (shown[at + 1] != '[')
            {
                assert_non_null(strchr("78MD", shown[at + 1]));
                continue;
            }
            size_t end = at + 2;
            while (end < size && (unsigned char)shown[end] >= 0x20 &&
                   (unsigned char)shown[end] < 0x40)
                end++;
            assert_true(end < size);
            assert_null(strchr("inctpqsu", shown[end]));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_colours_and_the_cursor_pass),
        cmocka_unit_test(the_clipboard_cannot_be_filled),
        cmocka_unit_test(nothing_is_printed_asked_or_moved),
        cmocka_unit_test(each_mode_that_passes_is_taken_back),
        cmocka_unit_test(no_other_mode_passes),
        cmocka_unit_test(a_sequence_that_never_ends_shows_nothing),
        cmocka_unit_test(whatever_comes_in_only_that_comes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
