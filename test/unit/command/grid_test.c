#include "command/grid.h"

#include "../core/cmocka_all.h"
#include "core/text.h"

#include <string.h>

static const char *const jobs[] = {
    "job",   "on",
    "files", "started", /* the head */
    "1",     "IVC/19/002 sample",
    "14",    "2026-11-28 13:41", /* */
    "12",    "IVC/19/002 on site",
    "6",     "", /* */
};
static const Grid grid = {.cells = jobs, .columns = 4, .rows = 3, .right = "rlrl"};

static void
a_row_is_one_line_where_there_is_no_terminal(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    static const char whole[] = "job  on                  files  started\n"
                                "---  ------------------  -----  ----------------\n"
                                "  1  IVC/19/002 sample      14  2026-11-28 13:41\n"
                                " 12  IVC/19/002 on site      6  \n";
    assert_string_equal(grid_print(arena, &grid, DISPLAY_WHOLE), whole);
}

/* 3 + 18 + 5 + 16 and three gaps of 2 are 48. */
static void
words_are_folded_in_their_column(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(grid_print(arena, &grid, 48),
                        "job  on                  files  started\n"
                        "---  ------------------  -----  ----------------\n"
                        "  1  IVC/19/002 sample      14  2026-11-28 13:41\n"
                        " 12  IVC/19/002 on site      6\n");
    assert_string_equal(grid_print(arena, &grid, 46),
                        "job  on                files  started\n"
                        "---  ----------------  -----  ----------------\n"
                        "  1  IVC/19/002           14  2026-11-28 13:41\n"
                        "     sample\n"
                        " 12  IVC/19/002 on         6\n"
                        "     site\n");
}

/* 43 is what the folded columns need with gaps of 1, and 42 is too little. */
static void
a_row_takes_several_lines_where_folding_is_not_enough(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(grid_print(arena, &grid, 43),
                        "job on               files started\n"
                        "--- ---------------- ----- ----------------\n"
                        "  1 IVC/19/002          14 2026-11-28 13:41\n"
                        "    sample\n"
                        " 12 IVC/19/002 on        6\n"
                        "    site\n");
    assert_string_equal(grid_print(arena, &grid, 42), "job  on                  files\n"
                                                      "    started\n"
                                                      "---  ------------------  -----\n"
                                                      "  1  IVC/19/002 sample      14\n"
                                                      "    2026-11-28 13:41\n"
                                                      " 12  IVC/19/002 on site      6\n");
}

/* Of numbers only the head is folded, and it stands above them. */
static void
a_head_is_folded_above_its_numbers(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    static const char *const cells[] = {"year", "unique in sample", "unique in population", "2012",
                                        "16",   "1,234,567"};
    const Grid risk = {.cells = cells, .columns = 3, .rows = 2, .right = "rrr"};
    assert_string_equal(grid_print(arena, &risk, 27), "year  unique in   unique in\n"
                                                      "         sample  population\n"
                                                      "----  ---------  ----------\n"
                                                      "2012         16   1,234,567\n");
}

#define FIVE "\u00e9\u00e9\u00e9\u00e9\u00e9"

/* Lists break behind commas; a word for which there is no room is cut, by characters. Both cells
 * have 21 of them. */
static void
what_has_no_space_breaks_too(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    static const char *const cells[] = {"of", "a=1,22,333,4444,55555", FIVE FIVE FIVE FIVE "e"};
    const Grid narrow = {.cells = cells, .columns = 1, .rows = 3, .right = ""};
    assert_string_equal(grid_print(arena, &narrow, 20), "of\n"
                                                        "--------------------\n"
                                                        "a=1,22,333,4444,\n"
                                                        "55555\n" FIVE FIVE FIVE FIVE "\n"
                                                        "e\n");
}

/* The characters of a row without blanks, in order of value: what was in, and what came out. */
static void
count_characters(const char *text, size_t count[256])
{
    for (; *text != '\0'; text++)
        if (*text != ' ')
            count[(unsigned char)*text]++;
}

static void
nothing_is_left_out_and_no_line_is_too_wide(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    for (size_t room = 20; room < 60; room++)
    {
        size_t in[256] = {0};
        size_t out[256] = {0};
        const char *printed = grid_print(arena, &grid, room);
        for (size_t at = 0; at < sizeof jobs / sizeof *jobs; at++)
            count_characters(jobs[at], in);
        count_characters(printed, out);
        for (int byte = '.'; byte < 256; byte++) /* beyond the rule's hyphens */
            assert_int_equal(in[byte], out[byte]);
        for (const char *line = printed; *line != '\0'; line += strcspn(line, "\n") + 1)
            assert_true(strcspn(line, "\n") <= room);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_one_line_where_there_is_no_terminal),
        cmocka_unit_test(words_are_folded_in_their_column),
        cmocka_unit_test(a_row_takes_several_lines_where_folding_is_not_enough),
        cmocka_unit_test(a_head_is_folded_above_its_numbers),
        cmocka_unit_test(what_has_no_space_breaks_too),
        cmocka_unit_test(nothing_is_left_out_and_no_line_is_too_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
