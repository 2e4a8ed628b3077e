/*
 * What must hold of every hierarchy that was taken, in whichever form it came.
 */
#ifndef BERAAD_TEST_FUZZ_HIERARCHY_HOLDS_H
#define BERAAD_TEST_FUZZ_HIERARCHY_HOLDS_H

#include "command/hierarchy.h"
#include "core/text.h"
#include "seeded.h"

#include <string.h>

static void
hierarchy_holds(Arena *work, const Hierarchy *hierarchy)
{
    size_t leaves = hierarchy->leaves.count;
    must(leaves > 0, "there are leaves");
    for (size_t one = 0; one < leaves; one++)
        for (size_t other = 0; other < one; other++)
            must(!text_equal(hierarchy->leaves.items[one], hierarchy->leaves.items[other]),
                 "leaves are different");
    unsigned *seen = arena_take_array(work, leaves, sizeof *seen); /* bits: depths of groups */
    for (size_t at = 0; at < hierarchy->groups.count; at++)
    {
        const HierarchyGroup *group = &hierarchy->groups.items[at];
        must(group->depth >= 1 && group->depth < HIERARCHY_LEVELS, "a depth in bounds");
        must(group->leaves.count > 0, "a group holds something");
        must(text_is_utf8(group->label, strlen(group->label)), "labels are UTF-8");
        for (size_t in = 0; in < group->leaves.count; in++)
        {
            uint32_t leaf = group->leaves.items[in];
            must(leaf < leaves, "a group holds leaves that there are");
            must(in == 0 || leaf > group->leaves.items[in - 1], "in ascending order");
            must((seen[leaf] >> group->depth & 1) == 0, "a leaf is in one group of a level");
            seen[leaf] |= 1U << group->depth;
        }
    }
}

#endif
