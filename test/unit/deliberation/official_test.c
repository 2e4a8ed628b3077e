#include "deliberation/official.h"

#include "core/text.h"

#include "cmocka_all.h"

#include <string.h>

/* Invented; \f is a page break, as pdftotext leaves it in front of a page. */
static const char text[] = "Committee for Trials\n"
                           "\n"
                           "DELIBERATION CT/21/007 OF 4 MAY 2021\n"
                           "\n"
                           "A. SUBJECT\n"
                           "1. The institute asks for data\n"
                           "of the years 2012. and 2014.\n"
                           "\f 2. Ten per cent,\r\n"
                           "\n"
                           "no more.\n"
                           "B. JUDGEMENT\n"
                           "3. It is allowed.\n"
                           "For these reasons it is decided.\n"
                           "\n";

static const Deliberation trial = {.id = "CT/21/007"};

/* The complaints of a text, as they are shown. */
static const char *
complaints_of(Arena *arena, const char *bytes, size_t size)
{
    Complaints complaints = complaints_new(arena, "t");
    bool sound = official_check(bytes, size, &trial, &complaints);
    assert_int_equal(sound, complaints.count == 0);
    return complaints_print(arena, &complaints);
}

static void
a_text_is_split_at_its_numbers(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    (void)state;
    assert_string_equal(complaints_of(arena, text, strlen(text)), "");
    OfficialParagraphs found = official_split(arena, text, strlen(text), 3);
    assert_int_equal(found.count, 3);
    assert_string_equal(official_paragraph(&found, 1),
                        "1. The institute asks for data\nof the years 2012. and 2014.");
    assert_string_equal(official_paragraph(&found, 2),
                        "\f 2. Ten per cent,\r\n\nno more.\nB. JUDGEMENT");
    assert_string_equal(official_paragraph(&found, 3),
                        "3. It is allowed.\nFor these reasons it is decided.");
    assert_null(official_paragraph(&found, 4));
    assert_null(official_paragraph(&found, 0));
}

/* Each of these leaves a doubt, and the text whole. */
static void
a_doubt_keeps_it_whole(void **state)
{
    static const struct
    {
        const char *text;
        size_t count;
    } doubts[] = {
        {"1. a\n2. b\n", 3},       /* one too few */
        {"1. a\n2. b\n3. c\n", 2}, /* one too many */
        {"1. a\n3. c\n2. b\n", 3}, /* not in order */
        {"1. a\n1. b\n2. c\n", 2}, /* twice */
        {"2. a\n3. b\n", 2},       /* not from 1 */
        {"1. a\n12. by chance\n2. b", 2} /* a wrapped line */,
        {"1. a\n 2. by chance\n2. b", 2} /* the same, of the very next number */,
        {"nothing", 1},
        {"1. a", 0},
    };
    SCRATCH Arena *arena = arena_new("test");
    (void)state;
    for (size_t at = 0; at < sizeof doubts / sizeof *doubts; at++)
    {
        const char *doubt = doubts[at].text;
        assert_int_equal(official_split(arena, doubt, strlen(doubt), doubts[at].count).count, 0);
    }
}

/* These look like the beginning of a paragraph, and are none. */
static void
what_begins_no_paragraph(void **state)
{
    static const char *const lines[] = {"1 a",  "1.a",      "01. a", "1.",  "a 1. b",
                                        "1) a", "12345. a", "-1. a", "1. ", ". a"};
    SCRATCH Arena *arena = arena_new("test");
    (void)state;
    for (size_t at = 0; at < sizeof lines / sizeof *lines; at++)
    {
        const char *before = arena_print(arena, "%s\n1. a\n", lines[at]);
        bool begins = text_equal(lines[at], "1. "); /* an empty paragraph is one */
        OfficialParagraphs found = official_split(arena, before, strlen(before), 1);
        assert_int_equal(found.count, begins ? 0 : 1);
    }
    assert_int_equal(official_split(arena, "9999. a", 7, 1).count, 0);
}

static void
what_is_refused(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    (void)state;
    assert_string_equal(complaints_of(arena, "", 0),
                        "t: expected the official text, found nothing\n");
    assert_string_equal(complaints_of(arena, " \r\n\f\n", 5),
                        "t: expected the official text, found nothing\n");
    assert_string_equal(complaints_of(arena, "CT/21/007 \xff", 11),
                        "t: expected UTF-8 text, found other bytes\n");
    assert_string_equal(complaints_of(arena, "CT/21/008", 9),
                        "t: expected the official text of 'CT/21/007', found no such reference in "
                        "it\n");
    assert_string_equal(
        complaints_of(arena, "CT/21/007\n\xc3\xa9t\xc3\xa9\x1b[2J\nb\xe2\x80\xae\n", 25),
        "t:2:4: expected a visible text, found a control or direction character in it\n"
        "t:3:2: expected a visible text, found a control or direction character in it\n");
    assert_string_equal(complaints_of(arena, "CT/21/007\na\0b\n", 14),
                        "t:2:2: expected a visible text, found a control or direction character in "
                        "it\n");
    /* A carriage return by itself writes over the line before a reader's eyes. */
    assert_string_equal(complaints_of(arena, "CT/21/007 yes\rno\n", 17),
                        "t:1:14: expected a visible text, found a control or direction character "
                        "in it\n");
    size_t size = OFFICIAL_BYTES;
    char *large = arena_take(arena, size + 1);
    memset(large, 'a', size + 1);
    memcpy(large, "CT/21/007", 9);
    assert_string_equal(complaints_of(arena, large, size), "");
    assert_string_equal(complaints_of(arena, large, size + 1),
                        "t: expected at most 1048576 bytes, found 1048577\n");
}

/* A text of lines of up to 20 characters. "in one" would have stood behind "two" if there had been
 * an end to the sentence: 16 + 1 + 3 is no more than 20, so that line was broken on purpose. */
static void
a_narrow_display_joins_what_was_broken_for_room(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    static const char official[] = "1. The one and the\r\n"
                                   "other are delivered.\n"
                                   "\n"
                                   "\f  - a list of two\n"
                                   "  - in one\n";
    static const struct
    {
        size_t width;
        const char *printed;
    } cases[] = {
        {24, "    1. The one and the\n    other are delivered.\n\n      - a list of two\n"
             "      - in one\n"},
        {23, "    1. The one and the\n    other are\n    delivered.\n\n      - a list of two\n"
             "      - in one\n"},
        {14, "    1. The one\n    and the\n    other are\n    delivered.\n\n      - a list\n"
             "      of two\n      - in one\n"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        Text printed = text_new(arena);
        official_print(&printed, official, cases[at].width, 4);
        assert_string_equal(printed.bytes, cases[at].printed);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_split_at_its_numbers),
        cmocka_unit_test(a_doubt_keeps_it_whole),
        cmocka_unit_test(what_begins_no_paragraph),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(a_narrow_display_joins_what_was_broken_for_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
