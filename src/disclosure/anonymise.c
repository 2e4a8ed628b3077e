#include "disclosure/holes.h"
#include "disclosure/wildcard.h"

#include <stdlib.h>
#include <string.h>

/*
 * One rule, keys Q and k. A record without the keys of a pattern T is like every record that is
 * equal on Q - T: if k complete ones are, taking T out makes it safe, for good, since compatible
 * records never become fewer. And it then counts, for alpha, in every other record of that group.
 * So the groups with most unsafe records are served first: each value taken out there helps all
 * others in it.
 */

#define NEED_ONE 1000 /* needs are in thousandths, as alpha is */

typedef struct Violator
{
    uint32_t group; /* on all keys of the rule, missing as a value: in the order of the codes */
    uint32_t row;
    int64_t need; /* what its count lacks of k; at most 0: safe */
} Violator;

/* The violators that a pattern would make safe, group by group (numbers of violators, ascending).
 */
typedef struct PatternGroups
{
    uint32_t pattern;
    uint32_t *member;
    size_t *start;
    size_t groups;
} PatternGroups;

typedef struct Anonymiser
{
    Holes *holes;
    const SuppressRule *rule;
    Violator *violators;
    size_t count;
} Anonymiser;

static int
compare_violators(const void *one, const void *other)
{
    const Violator *first = one;
    const Violator *second = other;
    if (first->group != second->group)
        return first->group < second->group ? -1 : 1;
    return (first->row > second->row) - (first->row < second->row);
}

static void
find_violators(Arena *work, Anonymiser *anonymiser)
{
    const Holes *holes = anonymiser->holes;
    size_t rows = holes->table.rows;
    size_t set[SUPPRESS_KEYS];
    size_t set_size = holes_set(anonymiser->rule->keys, set);
    WildcardCount *counts = arena_take_array(work, rows, sizeof *counts);
    uint32_t *group = arena_take_array(work, rows, sizeof *group);
    wildcard_count(&holes->table, set, set_size, counts, NULL);
    (void)frequency_group(work, &holes->table, set, set_size, group);
    anonymiser->violators = arena_take_array(work, rows, sizeof(Violator));
    for (size_t row = 0; row < rows; row++)
    {
        int64_t need = (int64_t)anonymiser->rule->k * NEED_ONE -
                       (int64_t)counts[row].whole * NEED_ONE -
                       (int64_t)counts[row].shared * holes->options->alpha;
        if (key_in_file(&holes->table, row) && need > 0)
            anonymiser->violators[anonymiser->count++] =
                (Violator){group[row], (uint32_t)row, need};
    }
    if (anonymiser->count > 0)
        qsort(anonymiser->violators, anonymiser->count, sizeof(Violator), compare_violators);
}

typedef struct Placed
{
    uint32_t group;
    uint32_t violator;
} Placed;

static int
compare_placed(const void *one, const void *other)
{
    const Placed *first = one;
    const Placed *second = other;
    if (first->group != second->group)
        return first->group < second->group ? -1 : 1;
    return (first->violator > second->violator) - (first->violator < second->violator);
}

/* complete[group]: records of the file in the group that have all its keys. */
static uint32_t *
count_complete(Arena *work, const Holes *holes, uint32_t keys, uint32_t *ret_group)
{
    size_t set[SUPPRESS_KEYS];
    size_t set_size = holes_set(keys, set);
    size_t groups = frequency_group(work, &holes->table, set, set_size, ret_group);
    uint32_t *complete = arena_take_array(work, groups, sizeof *complete);
    for (size_t row = 0; row < holes->table.rows; row++)
        complete[ret_group[row]] +=
            key_in_file(&holes->table, row) && (holes->missing[row] & keys) == 0;
    return complete;
}

static PatternGroups
group_violators(Arena *arena, const Anonymiser *anonymiser, uint32_t pattern)
{
    SCRATCH Arena *work = arena_new("pattern");
    const Holes *holes = anonymiser->holes;
    uint32_t kept = anonymiser->rule->keys & ~pattern;
    uint32_t *group = arena_take_array(work, holes->table.rows, sizeof *group);
    const uint32_t *complete = count_complete(work, holes, kept, group);
    Placed *placed = arena_take_array(work, anonymiser->count, sizeof *placed);
    size_t count = 0;
    for (uint32_t at = 0; at < anonymiser->count; at++)
    {
        const Violator *violator = &anonymiser->violators[at];
        if (violator->need > 0 && (holes->missing[violator->row] & kept) == 0 &&
            complete[group[violator->row]] >= anonymiser->rule->k)
            placed[count++] = (Placed){group[violator->row], at};
    }
    if (count > 0)
        qsort(placed, count, sizeof *placed, compare_placed);
    PatternGroups found = {.pattern = pattern,
                           .member = arena_take_array(arena, count, sizeof(uint32_t)),
                           .start = arena_take_array(arena, count + 1, sizeof(size_t))};
    for (size_t at = 0; at < count; at++)
    {
        found.member[at] = placed[at].violator;
        if (at == 0 || placed[at].group != placed[at - 1].group)
            found.start[found.groups++] = at;
    }
    found.start[found.groups] = count;
    return found;
}

static size_t
unsafe_members(const Anonymiser *anonymiser, const PatternGroups *groups, size_t at)
{
    size_t unsafe = 0;
    for (size_t member = groups->start[at]; member < groups->start[at + 1]; member++)
        unsafe += anonymiser->violators[groups->member[member]].need > 0;
    return unsafe;
}

/* The member that lacks most; NULL where all are safe. */
static Violator *
neediest(const Anonymiser *anonymiser, const PatternGroups *groups, size_t at)
{
    Violator *found = NULL;
    for (size_t member = groups->start[at]; member < groups->start[at + 1]; member++)
    {
        Violator *violator = &anonymiser->violators[groups->member[member]];
        if (violator->need > 0 && (found == NULL || violator->need > found->need))
            found = violator;
    }
    return found;
}

/* The others gain alpha by a record that became compatible with them; those that were equal to it
 * had it whole. */
static void
share_gain(const Anonymiser *anonymiser, const PatternGroups *groups, size_t at,
           const Violator *taken)
{
    int64_t alpha = anonymiser->holes->options->alpha;
    for (size_t member = groups->start[at]; member < groups->start[at + 1]; member++)
    {
        Violator *violator = &anonymiser->violators[groups->member[member]];
        bool complete = (anonymiser->holes->missing[violator->row] & anonymiser->rule->keys) == 0;
        if (violator->need > 0 && complete)
            violator->need -= violator->group == taken->group ? alpha - NEED_ONE : alpha;
    }
}

static void
make_safe(const Anonymiser *anonymiser, const PatternGroups *groups, size_t at)
{
    bool shares = anonymiser->holes->options->alpha > 0;
    for (size_t member = groups->start[at]; !shares && member < groups->start[at + 1]; member++)
    {
        Violator *violator = &anonymiser->violators[groups->member[member]];
        if (violator->need > 0)
            holes_suppress(anonymiser->holes, violator->row, groups->pattern);
        violator->need = 0;
    }
    for (Violator *taken = NULL; shares && (taken = neediest(anonymiser, groups, at)) != NULL;)
    {
        holes_suppress(anonymiser->holes, taken->row, groups->pattern);
        taken->need = 0;
        share_gain(anonymiser, groups, at, taken);
    }
}

/* Patterns of one cost: groups in falling order of their unsafe members, by powers of two. */
static void
serve(const Anonymiser *anonymiser, const PatternGroups *patterns, size_t count)
{
    size_t level = 1;
    while (level <= anonymiser->count / 2)
        level *= 2;
    for (; level > 0; level /= 2)
        for (size_t pattern = 0; pattern < count; pattern++)
            for (size_t at = 0; at < patterns[pattern].groups; at++)
                if (patterns[pattern].start[at + 1] - patterns[pattern].start[at] >= level &&
                    unsafe_members(anonymiser, &patterns[pattern], at) >= level)
                    make_safe(anonymiser, &patterns[pattern], at);
}

void
holes_anonymise(Holes *holes, const SuppressRule *rule)
{
    SCRATCH Arena *work = arena_new("anonymise");
    Anonymiser anonymiser = {.holes = holes, .rule = rule};
    find_violators(work, &anonymiser);
    uint32_t *patterns = NULL;
    size_t count = holes_patterns(work, holes->options, rule->keys, &patterns);
    PatternGroups *groups = arena_take_array(work, count, sizeof *groups);
    for (size_t from = 0, to = 0; from < count; from = to)
    {
        SCRATCH Arena *arena = arena_new("patterns");
        uint64_t cost = holes_cost(holes->options, patterns[from]);
        size_t found = 0;
        for (to = from; to < count && holes_cost(holes->options, patterns[to]) == cost; to++)
            groups[found++] = group_violators(arena, &anonymiser, patterns[to]);
        serve(&anonymiser, groups, found);
        bool unsafe = false;
        for (size_t at = 0; at < anonymiser.count && !unsafe; at++)
            unsafe = anonymiser.violators[at].need > 0;
        if (!unsafe)
            return;
    }
}
