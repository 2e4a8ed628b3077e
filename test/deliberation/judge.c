/*
 * judge FILE...: what deliberation_read complains of in each file, under the catalogue of the
 * fixture, as "name:line:column: words". Used by check.py, which compares it with what is expected.
 */
#include "core/file.h"
#include "deliberation/read.h"
#include "fixture.h"

#include <stdio.h>

static ErrorKind
judge(const char *path, Error *err)
{
    SCRATCH Arena *arena = arena_new("judge");
    char *bytes = NULL;
    size_t size = 0;
    /* More than a document may have, so that the document's own bound is met. */
    TRY(file_read(arena, path, 16 * DOCUMENT_BYTES, ERROR_DELIBERATION, &bytes, &size, err));
    Complaints complaints = complaints_new(arena, file_name(path));
    const Deliberation *deliberation =
        deliberation_read(arena, bytes, size, fixture_catalogue(arena), &complaints);
    if ((deliberation != NULL) != (complaints.count == 0))
        return error_set(err, ERROR_INTERNAL, "'%s': a deliberation beside complaints", path);
    (void)fputs(complaints_print(arena, &complaints), stdout);
    return ERROR_NONE;
}

int
main(int count, char **arguments)
{
    Error err = {0};
    for (int at = 1; at < count; at++)
    {
        if (judge(arguments[at], &err) != ERROR_NONE)
        {
            (void)fprintf(stderr, "%s\n", err.message);
            return error_class(err.kind)->exit_status;
        }
    }
    return 0;
}
