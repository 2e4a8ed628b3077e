/* A tracker with long histories of exact tables: filters, class lists that cut through each other,
 * intersections. He solves all of them together over the combinations of classes, knows every
 * published zero, and takes off the records of the sample where he holds it. */
#include "output/check.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

__extension__ typedef unsigned __int128 Wide;

enum
{
    VARIABLES = 4,
    ATOMS = 3 * 3 * 2 * 2,
    THRESHOLD = 10,
    REQUESTS = 40,
    SEEDS = 20,
    HOME_SEEDS = 10,
    FAMILIES = 200,
    FAMILY = 5
};

static const size_t classes[VARIABLES] = {3, 3, 2, 2};

/* Not the library's prime. */
#define PRIME (((uint64_t)1 << 61) - 1)

static uint64_t
times(uint64_t one, uint64_t other)
{
    return (uint64_t)((Wide)one * other % PRIME);
}

static uint64_t
power(uint64_t base, uint64_t exponent)
{
    uint64_t result = 1;
    for (; exponent > 0; exponent >>= 1, base = times(base, base))
        if ((exponent & 1) != 0)
            result = times(result, base);
    return result;
}

static size_t
class_of(size_t atom, size_t variable)
{
    for (size_t at = 0; at < variable; at++)
        atom /= classes[at];
    return atom % classes[variable];
}

/* What he has: equations in echelon form, and combinations that nobody has. */
typedef struct Tracker
{
    uint64_t row[ATOMS][ATOMS];
    size_t pivot[ATOMS];
    size_t rank;
    bool empty[ATOMS];
} Tracker;

static void
reduce(const Tracker *tracker, uint64_t *row)
{
    for (size_t at = 0; at < tracker->rank; at++)
    {
        uint64_t factor = row[tracker->pivot[at]];
        for (size_t atom = 0; factor != 0 && atom < ATOMS; atom++)
            row[atom] = (row[atom] + times(PRIME - factor, tracker->row[at][atom])) % PRIME;
    }
}

static bool
is_zero(const uint64_t *row)
{
    for (size_t atom = 0; atom < ATOMS; atom++)
        if (row[atom] != 0)
            return false;
    return true;
}

static void
learn(Tracker *tracker, const uint64_t *cell)
{
    uint64_t row[ATOMS];
    size_t pivot = 0;
    memcpy(row, cell, sizeof row);
    reduce(tracker, row);
    while (pivot < ATOMS && row[pivot] == 0)
        pivot++;
    if (pivot == ATOMS)
        return;
    uint64_t inverse = power(row[pivot], PRIME - 2);
    for (size_t atom = 0; atom < ATOMS; atom++)
        row[atom] = times(row[atom], inverse);
    tracker->pivot[tracker->rank] = pivot;
    memcpy(tracker->row[tracker->rank++], row, sizeof row);
}

static void
cell_row(const Count *count, size_t cell, uint64_t *ret_row)
{
    for (size_t atom = 0; atom < ATOMS; atom++)
    {
        bool inside = true;
        for (size_t axis = 0; axis < count->axes; axis++)
        {
            const Axis *of = &count->file->by[axis];
            size_t variable = (size_t)(of->attribute.variable[1] - '0');
            Classes holds = of->attribute.all;
            if (count_place(count, cell, axis) < of->count)
                holds = of->holds[count_place(count, cell, axis)];
            inside = inside && (holds >> class_of(atom, variable) & 1) != 0;
        }
        for (size_t at = 0; at < count->file->where_count; at++)
        {
            const Condition *condition = &count->file->where[at];
            size_t variable = (size_t)(condition->attribute.variable[1] - '0');
            inside = inside && (condition->holds >> class_of(atom, variable) & 1) != 0;
        }
        ret_row[atom] = inside;
    }
}

static void
track(Tracker *tracker, const PublishedTables *tables)
{
    uint64_t row[ATOMS];
    *tracker = (Tracker){0};
    for (int zeros = 1; zeros >= 0; zeros--)
        for (size_t at = 0; at < tables->count; at++)
            for (size_t cell = 0; cell < tables->items[at].count->cells; cell++)
            {
                bool none = tables->items[at].count->persons[cell] == 0;
                if (tables->items[at].perturbed || none != (zeros == 1) ||
                    (tables->items[at].shown != NULL && !tables->items[at].shown[cell]))
                    continue;
                cell_row(tables->items[at].count, cell, row);
                for (size_t atom = 0; atom < ATOMS; atom++)
                {
                    tracker->empty[atom] = tracker->empty[atom] || (none && row[atom] != 0);
                    row[atom] = tracker->empty[atom] ? 0 : row[atom];
                }
                if (!none)
                    learn(tracker, row);
            }
}

typedef struct Truth
{
    int64_t persons[ATOMS];
    int64_t sampled[ATOMS];
} Truth;

/* How many products of conditions with few persons behind them he can compute. */
static size_t
recovered(const PublishedTables *tables, const Truth *truth, bool sample)
{
    Tracker tracker;
    size_t found = 0;
    track(&tracker, tables);
    for (Classes first = 1; first < 8; first++)
        for (Classes second = 1; second < 8; second++)
            for (Classes rest = 0; rest < 9; rest++)
            {
                const Classes holds[] = {first, second, rest % 3 + 1, rest / 3 + 1};
                uint64_t row[ATOMS];
                int64_t persons = 0;
                int64_t sampled = 0;
                for (size_t atom = 0; atom < ATOMS; atom++)
                {
                    bool inside = true;
                    for (size_t at = 0; at < VARIABLES; at++)
                        inside = inside && (holds[at] >> class_of(atom, at) & 1) != 0;
                    persons += inside ? truth->persons[atom] : 0;
                    sampled += inside ? truth->sampled[atom] : 0;
                    row[atom] = inside && !tracker.empty[atom];
                }
                if (persons == 0 || persons - (sample ? sampled : 0) >= THRESHOLD)
                    continue;
                reduce(&tracker, row);
                found += is_zero(row);
            }
    return found;
}

static World *
tracked_world(Arena *arena, uint64_t seed, Truth *ret_truth)
{
    World *world = world_new(arena, seed + 200, 350, classes, VARIABLES);
    PeopleYear *year = &world->people.years.items[0];
    year->sampled = arena_take_array(arena, world->people.count, sizeof *year->sampled);
    *ret_truth = (Truth){0};
    for (size_t person = 0; person < world->people.count; person++)
    {
        size_t atom = 0;
        size_t stride = 1;
        for (size_t at = 0; at < VARIABLES; at++)
        {
            uint64_t one = world_chance(world, classes[at]);
            uint64_t other = world_chance(world, classes[at]);
            world_column(world, at)[person] = (uint8_t)(one < other ? one : other);
            atom += stride * world_column(world, at)[person];
            stride *= classes[at];
        }
        year->sampled[person] = world_chance(world, 10) == 0;
        ret_truth->persons[atom]++;
        ret_truth->sampled[atom] += year->sampled[person];
    }
    return world;
}

/* One to three variables in one of several class lists, with or without a filter on another. */
static RequestedFile *
draw_request(World *world)
{
    static const Classes lists[3][2] = {{3, 4}, {1, 6}, {5, 2}};
    RequestedFile *file = world_file(world, OUTPUT_FREQUENCY);
    uint64_t subset = 1 + world_chance(world, (1 << VARIABLES) - 1);
    for (size_t at = 0; at < VARIABLES; at++)
    {
        uint64_t list = world_chance(world, 5);
        if ((subset >> at & 1) == 0 || file->by_count == 3)
            continue;
        if (classes[at] == 3 && list < 3)
            world_by_sets(world, file, at, lists[list], 2);
        else
            world_by(world, file, at);
    }
    size_t filtered = world_chance(world, 2 * VARIABLES);
    if (filtered < VARIABLES && (subset >> filtered & 1) == 0)
        world_where(world, file, filtered,
                    1 + world_chance(world, ((uint64_t)1 << classes[filtered]) - 2));
    return file;
}

static bool
passes(World *world, const RequestedFile *file, const PublishedTables *old, bool sample)
{
    Error err;
    Checked checked;
    Request *asked = arena_take(world->arena, sizeof *asked);
    *LIST_ADD(world->arena, &asked->files) = *file;
    CheckInput input = {.request = asked,
                        .own = true,
                        .people = &world->people,
                        .old = old,
                        .rules = {.threshold = THRESHOLD, .share = 101, .sample = sample},
                        .solver = disclosure_solver_clp()};
    if (check_request(world->arena, &input, &checked, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return findings_severity(&checked.findings) != SEVERITY_FAIL;
}

static void
a_long_history_of_exact_tables_tells_no_small_count(void **state)
{
    (void)state;
    size_t open = 0;
    size_t with_sample = 0;
    size_t passed = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("tracker");
        Truth truth;
        World *world = tracked_world(arena, seed, &truth);
        PublishedTables all = {0};
        PublishedTables judged[2] = {{0}, {0}};
        for (size_t number = 0; number < REQUESTS; number++)
        {
            const RequestedFile *file = draw_request(world);
            PublishedTable table = {
                .name = "released", .file = file, .count = world_count(world, file)};
            *LIST_ADD(arena, &all) = table;
            for (int sample = 0; sample < 2; sample++)
                if (passes(world, file, &judged[sample], sample == 1))
                {
                    *LIST_ADD(arena, &judged[sample]) = table;
                    passed++;
                }
        }
        open += recovered(&all, &truth, false);
        assert_int_equal(recovered(&judged[0], &truth, false), 0);
        assert_int_equal(recovered(&judged[1], &truth, true), 0);
        /* Who judged without a thought of the sample gave these away to its holder. */
        with_sample += recovered(&judged[0], &truth, true);
    }
    print_message("%zu of %d tables passed; %zu small counts from all tables, %zu with the sample "
                  "from those judged without it\n",
                  passed, 2 * SEEDS * REQUESTS, open, with_sample);
    assert_true(open > 100);
    assert_true(with_sample > 0);
    assert_true(passed > 2 * SEEDS * 3);
}

/* How many products of conditions he can compute the count of, of ten persons or more who live in
 * fewer households than the threshold. */
static size_t
recovered_homes(const PublishedTables *tables, World *world)
{
    Tracker tracker;
    size_t found = 0;
    const PeopleYear *year = &world->people.years.items[0];
    track(&tracker, tables);
    for (Classes first = 1; first < 8; first++)
        for (Classes second = 1; second < 8; second++)
            for (Classes rest = 0; rest < 9; rest++)
            {
                const Classes holds[] = {first, second, rest % 3 + 1, rest / 3 + 1};
                bool at_home[FAMILIES] = {false};
                uint64_t row[ATOMS];
                int64_t persons = 0;
                int64_t homes = 0;
                for (size_t person = 0; person < world->people.count; person++)
                {
                    bool inside = true;
                    for (size_t at = 0; at < VARIABLES; at++)
                        inside = inside && (holds[at] >> world_column(world, at)[person] & 1) != 0;
                    persons += inside;
                    homes += inside && !at_home[year->household[person]];
                    at_home[year->household[person]] = inside || at_home[year->household[person]];
                }
                if (persons < THRESHOLD || homes >= THRESHOLD)
                    continue;
                for (size_t atom = 0; atom < ATOMS; atom++)
                {
                    bool inside = !tracker.empty[atom];
                    for (size_t at = 0; at < VARIABLES; at++)
                        inside = inside && (holds[at] >> class_of(atom, at) & 1) != 0;
                    row[atom] = inside;
                }
                reduce(&tracker, row);
                found += is_zero(row);
            }
    return found;
}

/* Families of five, most of whose members are of the same classes: sets of 10 to 45 persons are of
 * two to nine families. */
static World *
world_of_families(Arena *arena, uint64_t seed)
{
    World *world = world_new(arena, seed + 500, (size_t)FAMILIES * FAMILY, classes, VARIABLES);
    uint32_t home[FAMILIES * FAMILY];
    for (size_t person = 0; person < world->people.count; person++)
    {
        home[person] = (uint32_t)(person / FAMILY);
        for (size_t at = 0; at < VARIABLES; at++)
        {
            uint64_t one = world_chance(world, classes[at]);
            uint64_t other = world_chance(world, classes[at]);
            bool alike = person % FAMILY != 0 && world_chance(world, 20) != 0;
            world_column(world, at)[person] =
                alike ? world_column(world, at)[person - person % FAMILY]
                      : (uint8_t)(one < other ? one : other);
        }
    }
    world_homes(world, home, FAMILIES);
    return world;
}

/* The same persons, and nobody knows who lives together. */
static World *
without_homes(Arena *arena, const World *world)
{
    World *copy = arena_take(arena, sizeof *copy);
    *copy = *world;
    copy->people.years.items = arena_take(arena, sizeof *copy->people.years.items);
    copy->people.years.items[0] = world->people.years.items[0];
    copy->people.years.items[0].household = NULL;
    return copy;
}

static void
a_long_history_of_exact_tables_tells_no_count_of_few_households(void **state)
{
    (void)state;
    size_t open = 0;
    size_t by_persons = 0;
    size_t passed = 0;
    for (uint64_t seed = 1; seed <= HOME_SEEDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("tracker");
        World *world = world_of_families(arena, seed);
        World *blind = without_homes(arena, world);
        PublishedTables all = {0};
        PublishedTables homes = {0};
        PublishedTables persons = {0};
        for (size_t number = 0; number < REQUESTS; number++)
        {
            const RequestedFile *file = draw_request(world);
            PublishedTable table = {
                .name = "released", .file = file, .count = world_count(world, file)};
            PublishedTable other = table;
            other.count = world_count(blind, file);
            *LIST_ADD(arena, &all) = table;
            if (passes(blind, file, &persons, false))
                *LIST_ADD(arena, &persons) = other;
            if (!passes(world, file, &homes, false))
                continue;
            *LIST_ADD(arena, &homes) = table;
            passed++;
        }
        open += recovered_homes(&all, world);
        by_persons += recovered_homes(&persons, world);
        assert_int_equal(recovered_homes(&homes, world), 0);
    }
    print_message("%zu of %d tables passed; %zu counts of few households from all tables, %zu from "
                  "those judged by persons\n",
                  passed, HOME_SEEDS * REQUESTS, open, by_persons);
    assert_true(open > 100);
    assert_true(by_persons > 0);
    assert_true(passed > HOME_SEEDS * 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_history_of_exact_tables_tells_no_small_count),
        cmocka_unit_test(a_long_history_of_exact_tables_tells_no_count_of_few_households),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
