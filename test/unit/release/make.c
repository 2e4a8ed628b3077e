/* Builds the fixture's package into a new directory, for the checks that are not in C. */
#include "fixture.h"

#include <stdio.h>
#include <sys/stat.h>

int
main(int count, char **arguments)
{
    void *state = NULL;
    Error err;
    PackageSummary summary;
    if (count != 2 || mkdir(arguments[1], 0700) != 0 || fixture_begin(&state) != 0)
        return 1;
    Fixture *fixture = state;
    ErrorKind kind = package_build(fixture->arena, &fixture->input, arguments[1], &summary, &err);
    if (kind != ERROR_NONE)
        (void)fprintf(stderr, "%s\n", err.message);
    (void)fixture_end(&state);
    return kind == ERROR_NONE ? 0 : 1;
}
