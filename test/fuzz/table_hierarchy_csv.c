/*
 * hierarchy_parse_csv on any bytes: what is taken has leaves that are all different, at least one,
 * and groups that hold some of them, in order, no two of one level the same.
 */
#include "hierarchy_holds.h"
#include "seeded.h"

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Hierarchy hierarchy;
    Error err;
    const char *copy = arena_copy(work, bytes, size);
    if (hierarchy_parse_csv(work, "f", copy, size, &hierarchy, &err) != ERROR_NONE)
        return false;
    hierarchy_holds(work, &hierarchy);
    return true;
}
