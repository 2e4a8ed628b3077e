/* Protections of one table: what a suppressed sum may be is worked out by trying all sums; coarser
 * classes are those of the real catalogue. */
#include "fixture.h"
#include "output/check.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum
{
    THRESHOLD = 3,
    VALUES = 4, /* of the measure: 1 to 4 */
    HIDDEN_MOST = 4
};

static Checked
checked_of(Arena *arena, const RequestedFile *file, const People *people, Method method,
           const RecodeSteps *recodes)
{
    Error err;
    Checked checked;
    static const PublishedTables none;
    Request *request = arena_take(arena, sizeof *request);
    *LIST_ADD(arena, &request->files) = *file;
    CheckInput input = {
        .request = request,
        .own = true,
        .people = people,
        .old = &none,
        .rules = {.threshold = THRESHOLD, .share = 90, .dominance = 101, .two = 201},
        .method = method,
        .recodes = recodes,
        .solver = disclosure_solver_clp()};
    input.rules.sample = people->years.items[0].sampled != NULL;
    if (check_request(arena, &input, &checked, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return checked;
}

/* Two dimensions of two or three classes, some cells of one or two persons. */
static World *
summed_world(Arena *arena, uint64_t seed)
{
    const size_t classes[] = {2 + seed % 2, 3, VALUES};
    World *world = world_new(arena, seed, 60, classes, 3);
    for (size_t person = 0; person < world->people.count; person++)
        for (size_t at = 0; at < 3; at++)
        {
            uint64_t one = world_chance(world, classes[at]);
            uint64_t other = world_chance(world, classes[at]);
            world_column(world, at)[person] = (uint8_t)(at < 2 && other < one ? other : one);
        }
    return world;
}

/* All sums of the hidden inner cells that agree with what is shown; how far each cell's reach. */
typedef struct Attack
{
    const Count *count;
    const bool *shown;
    size_t hidden[HIDDEN_MOST];
    size_t hidden_count;
    int64_t sum[64];
    int64_t least[64];
    int64_t most[64];
} Attack;

static int64_t
sum_of(const Attack *attack, size_t cell)
{
    const Count *count = attack->count;
    int64_t sum = 0;
    for (size_t inner = 0; inner < count->cells; inner++)
    {
        bool inside = !count_is_margin(count, inner);
        for (size_t axis = 0; axis < count->axes; axis++)
        {
            size_t place = count_place(count, cell, axis);
            inside = inside &&
                     (place == count->places[axis] - 1 || place == count_place(count, inner, axis));
        }
        sum += inside ? attack->sum[inner] : 0;
    }
    return sum;
}

static void
try_sums(Attack *attack, size_t at)
{
    const Count *count = attack->count;
    if (at < attack->hidden_count)
    {
        size_t cell = attack->hidden[at];
        for (int64_t sum = count->measured[cell]; sum <= VALUES * count->measured[cell]; sum++)
        {
            attack->sum[cell] = sum;
            try_sums(attack, at + 1);
        }
        return;
    }
    int64_t sums[64];
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        sums[cell] = sum_of(attack, cell);
        if (attack->shown[cell] && sums[cell] != count->total[cell])
            return;
    }
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        attack->least[cell] = sums[cell] < attack->least[cell] ? sums[cell] : attack->least[cell];
        attack->most[cell] = sums[cell] > attack->most[cell] ? sums[cell] : attack->most[cell];
    }
}

/* False: more cells are hidden than can be tried. */
static bool
attacked(const Count *count, const bool *shown, Attack *attack)
{
    *attack = (Attack){.count = count, .shown = shown};
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        attack->sum[cell] = count->total[cell];
        attack->least[cell] = attack->most[cell] = count->total[cell];
        if (shown[cell] || count_is_margin(count, cell) || count->measured[cell] == 0)
            continue;
        if (attack->hidden_count == HIDDEN_MOST)
            return false;
        attack->hidden[attack->hidden_count++] = cell;
    }
    try_sums(attack, 0);
    return true;
}

/* As whoever holds the sample sees it: his part is taken off. */
static Count
seen_by_recipient(const Count *count)
{
    Count seen = *count;
    if (count->other_total != NULL)
    {
        seen.total = count->other_total;
        seen.measured = count->other_measured;
        seen.greatest = count->other_greatest;
        seen.persons = count->other_measured;
    }
    return seen;
}

static void
check_sums(bool sample)
{
    size_t tried = 0;
    size_t told = 0;
    for (uint64_t seed = 1; seed <= (sample ? 60 : 24); seed++)
    {
        SCRATCH Arena *arena = arena_new("sums");
        World *world = summed_world(arena, seed);
        PeopleYear *year = &world->people.years.items[0];
        if (sample)
            year->sampled = arena_take_array(arena, world->people.count, sizeof *year->sampled);
        for (size_t person = 0; sample && person < world->people.count; person++)
            year->sampled[person] = world_chance(world, 8) == 0;
        RequestedFile *file = world_file(world, seed % 3 == 0 ? OUTPUT_MEANS : OUTPUT_MAGNITUDE);
        world_by(world, file, 0);
        world_by(world, file, 1);
        file->has_measure = true;
        file->measure = world->attribute[2];
        Checked checked = checked_of(arena, file, &world->people, METHOD_SUPPRESS, NULL);
        const CheckedFile *as = &checked.files.items[0];
        Attack attack;
        if (findings_severity(&checked.findings) == SEVERITY_FAIL || as->method == METHOD_NONE ||
            (as->count->other_total == NULL) == sample)
            continue;
        Count seen = seen_by_recipient(as->count);
        if (!attacked(&seen, as->shown, &attack))
            continue;
        tried++;
        assert_non_null(as->certificate);
        bool bare[64];
        for (size_t cell = 0; cell < seen.cells; cell++)
        {
            int64_t persons = seen.persons[cell];
            bare[cell] = persons == 0 || persons >= THRESHOLD;
            if (bare[cell])
                continue;
            assert_false(as->shown[cell]);
            /* one to two persons with values 1 to 4 */
            assert_true(attack.most[cell] > attack.least[cell]);
            int64_t greatest = seen.greatest[2 * cell] - 1;
            assert_true(attack.most[cell] - attack.least[cell] >= (greatest < 2 ? 2 : greatest));
        }
        /* Hiding the small cells alone would not do. */
        if (attacked(&seen, bare, &attack))
            for (size_t cell = 0; cell < seen.cells; cell++)
                told += !bare[cell] && attack.most[cell] == attack.least[cell];
    }
    assert_true(tried >= 5);
    assert_true(told >= 5);
}

static void
a_suppressed_sum_stays_unknown_to_whoever_knows_all_counts(void **state)
{
    (void)state;
    check_sums(false);
}

static void
nor_does_the_recipient_who_takes_his_own_records_off_know_it(void **state)
{
    (void)state;
    check_sums(true);
}

#define POSITIONS                                                                                  \
    "CREATE TABLE population_2016 AS SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"   \
    " CAST(1 + i %% 2 AS VARCHAR) AS sex, CASE WHEN i < 4 THEN '%s' WHEN i %% 3 = 0 THEN '4'"      \
    " ELSE '%s' END AS socio_economic_position FROM range(600) AS t(i)"

#define BY_POSITION                                                                                \
    "{file: a.csv, type: frequency_table, year: 2016, by: [sex, socio_economic_position]}"

static Checked
recoded(Arena *arena, const char *few, const char *many, const RequestedFile **ret_asked)
{
    Error err;
    RecodeSteps *steps = arena_take(arena, sizeof *steps);
    const RequestedFile *file = fixture_file(arena, BY_POSITION);
    Engine *engine = fixture_engine(arena_print(arena, POSITIONS, few, many));
    People *people = fixture_people(arena, engine, &file, 1);
    engine_close(&engine);
    if (recode_steps(arena, fixture_scope(), file, steps, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    assert_int_equal(steps->count, 2); /* position9 and position4; sex has one list */
    assert_ptr_not_equal(steps->items[0], file);
    assert_string_equal(requested_print(arena, steps->items[0]), requested_print(arena, file));
    *ret_asked = file;
    return checked_of(arena, file, people, METHOD_RECODE, steps);
}

static void
coarser_classes_are_taken_where_they_are_enough(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("recode");
    const RequestedFile *asked = NULL;
    /* Four persons of class 1, the others of 4 and 2: 1 and 2 are one class of position4. */
    Checked checked = recoded(arena, "1", "2", &asked);
    const CheckedFile *file = &checked.files.items[0];
    assert_int_equal(findings_severity(&checked.findings), SEVERITY_NOTE);
    assert_int_equal(file->method, METHOD_RECODE);
    assert_string_equal(file->file->by[1].list->name, "position4");
    assert_string_equal(file->file->by[0].list->name, asked->by[0].list->name);
    assert_null(strstr(file->canonical, ",s\n"));
    /* Nothing unsafe: the table stays as it was asked for. */
    checked = recoded(arena, "2", "2", &asked);
    assert_int_equal(checked.files.items[0].method, METHOD_NONE);
    assert_string_equal(checked.files.items[0].file->by[1].list->name, "position9");
    /* In the coarsest classes four persons stand alone still: it fails, and says so. */
    checked = recoded(arena, "9", "2", &asked);
    assert_int_equal(findings_severity(&checked.findings), SEVERITY_FAIL);
    assert_int_equal(checked.files.items[0].method, METHOD_RECODE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_suppressed_sum_stays_unknown_to_whoever_knows_all_counts),
        cmocka_unit_test(nor_does_the_recipient_who_takes_his_own_records_off_know_it),
        cmocka_unit_test(coarser_classes_are_taken_where_they_are_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
