#include "core/display.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What is seen of a terminal of so many columns. */
static Display
seen(unsigned short columns)
{
    struct winsize size = {.ws_row = 24, .ws_col = columns};
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(master >= 0);
    assert_int_equal(grantpt(master), 0);
    assert_int_equal(unlockpt(master), 0);
    int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
    assert_true(terminal >= 0);
    assert_int_equal(ioctl(terminal, TIOCSWINSZ, &size), 0);
    Display display = display_of(terminal);
    (void)close(terminal);
    (void)close(master);
    return display;
}

static void
a_terminal_tells_its_width(void **state)
{
    (void)state;
    static const struct
    {
        unsigned short columns;
        size_t prose;
        size_t row;
    } cases[] = {{80, 80, 80},    {100, 100, 100}, {120, 120, 120}, {121, 120, 121},
                 {300, 120, 300}, {40, 40, 40},    {39, 40, 40},    {0, 80, 80}};
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        Display display = seen(cases[at].columns);
        assert_true(display.terminal);
        assert_int_equal(display.prose, cases[at].prose);
        assert_int_equal(display.row, cases[at].row);
    }
}

static void
a_terminal_is_coloured_unless_it_should_not(void **state)
{
    (void)state;
    assert_int_equal(unsetenv("NO_COLOR"), 0);
    assert_true(seen(80).colour);
    assert_int_equal(setenv("NO_COLOR", "", 1), 0);
    assert_false(seen(80).colour);
    assert_int_equal(unsetenv("NO_COLOR"), 0);
}

static void
elsewhere_rows_stay_whole(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    Display display = display_of(ends[1]);
    assert_false(display.terminal || display.colour);
    assert_int_equal(display.prose, 80);
    assert_true(display.row == DISPLAY_WHOLE);
    (void)close(ends[0]);
    (void)close(ends[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_tells_its_width),
        cmocka_unit_test(a_terminal_is_coloured_unless_it_should_not),
        cmocka_unit_test(elsewhere_rows_stay_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
