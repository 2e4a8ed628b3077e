/* Several suppressed tables of the same persons: how closely an attacker who solves all of them
 * together (GLPK, over the combinations of classes) knows a hidden small cell. */
#include "output/check.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glpk.h>

enum
{
    VARIABLES = 3,
    ATOMS = 4 * 3 * 3,
    THRESHOLD = 10,
    RANGE = THRESHOLD / 2,
    REQUESTS = 5,
    SEEDS = 3,
    VALUES = 4, /* of the measure */
    MOST = 40   /* the greatest of them; the least is 1 */
};

static const size_t classes[VARIABLES + 1] = {4, 3, 3, VALUES};

static World *
skewed_world(Arena *arena, uint64_t seed)
{
    World *world = world_new(arena, seed, 300, classes, VARIABLES + 1);
    for (size_t person = 0; person < world->people.count; person++)
        for (size_t at = 0; at <= VARIABLES; at++)
        {
            uint64_t one = world_chance(world, classes[at]);
            uint64_t other = world_chance(world, classes[at]);
            world_column(world, at)[person] = (uint8_t)(one < other ? one : other);
        }
    return world;
}

/* Cells of some 25 persons who have 1 or 2, and a few persons who have 40: a sum with one of them
 * is dominated, though of many. */
static World *
dominated_world(Arena *arena, uint64_t seed)
{
    static const char *const values[VALUES] = {"1", "2", "3", "40"};
    World *world = world_new(arena, seed, 300, classes, VARIABLES + 1);
    for (size_t at = 0; at < VALUES; at++)
        world->scheme[VARIABLES].classes.items[at].code = values[at];
    for (size_t person = 0; person < world->people.count; person++)
    {
        for (size_t at = 0; at < VARIABLES; at++)
            world_column(world, at)[person] = (uint8_t)world_chance(world, classes[at]);
        world_column(world, VARIABLES)[person] =
            world_chance(world, 75) == 0 ? 3 : world_chance(world, 6) == 0;
    }
    return world;
}

/* Each pair of variables, then all three, then the first with classes 3 and 4 together. */
static RequestedFile *
request(World *world, size_t number)
{
    static const Classes coarse[] = {1, 2, 12};
    static const size_t pairs[REQUESTS][2] = {{0, 1}, {1, 2}, {0, 2}, {0, 1}, {0, 2}};
    RequestedFile *file = world_file(world, OUTPUT_FREQUENCY);
    if (number >= 3)
        world_by_sets(world, file, 0, coarse, 3);
    else
        world_by(world, file, pairs[number][0]);
    world_by(world, file, pairs[number][1]);
    return file;
}

/* The same of sums. */
static RequestedFile *
sums(World *world, RequestedFile *file)
{
    file->type = OUTPUT_MAGNITUDE;
    file->has_measure = true;
    file->measure = world->attribute[VARIABLES];
    return file;
}

static bool
is_in(const Count *count, size_t cell, size_t atom)
{
    const size_t class_of[VARIABLES] = {atom / 9, atom / 3 % 3, atom % 3};
    for (size_t axis = 0; axis < count->axes; axis++)
    {
        const Axis *of = &count->file->by[axis];
        size_t place = count_place(count, cell, axis);
        size_t variable = (size_t)(of->attribute.variable[1] - '0');
        if (place < of->count && (of->holds[place] >> class_of[variable] & 1) == 0)
            return false;
    }
    return true;
}

static void
add_row(glp_prob *problem, const Count *count, size_t cell)
{
    int row = glp_add_rows(problem, 1);
    int index[ATOMS + 1];
    double factor[ATOMS + 1];
    int entries = 0;
    for (size_t atom = 0; atom < ATOMS; atom++)
        if (is_in(count, cell, atom))
        {
            index[++entries] = (int)atom + 1;
            factor[entries] = 1;
        }
    glp_set_mat_row(problem, row, entries, index, factor);
    int64_t value = count->total == NULL ? count->persons[cell] : count->total[cell];
    glp_set_row_bnds(problem, row, GLP_FX, (double)value, (double)value);
}

static double
extreme(glp_prob *problem, const Count *count, size_t cell, int direction)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(problem, direction);
    for (size_t atom = 0; atom < ATOMS; atom++)
        glp_set_obj_coef(problem, (int)atom + 1, is_in(count, cell, atom) ? 1 : 0);
    glp_std_basis(problem);
    assert_int_equal(glp_simplex(problem, &how), 0);
    if (glp_get_status(problem) == GLP_UNBND)
        return direction == GLP_MAX ? 1e9 : -1e9;
    assert_int_equal(glp_get_status(problem), GLP_OPT);
    return glp_get_obj_val(problem);
}

/* How many hidden cells of one to THRESHOLD - 1 persons are known closer than RANGE. */
static size_t
known_closely(const PublishedTables *tables)
{
    size_t close = 0;
    glp_prob *problem = glp_create_prob();
    glp_add_cols(problem, ATOMS);
    for (int column = 1; column <= ATOMS; column++)
        glp_set_col_bnds(problem, column, GLP_LO, 0, 0);
    for (size_t at = 0; at < tables->count; at++)
        for (size_t cell = 0; cell < tables->items[at].count->cells; cell++)
            if (tables->items[at].shown[cell])
                add_row(problem, tables->items[at].count, cell);
    for (size_t at = 0; at < tables->count; at++)
        for (size_t cell = 0; cell < tables->items[at].count->cells; cell++)
        {
            const Count *count = tables->items[at].count;
            if (!tables->items[at].shown[cell] && count->persons[cell] > 0 &&
                count->persons[cell] < THRESHOLD)
                close += extreme(problem, count, cell, GLP_MAX) -
                             extreme(problem, count, cell, GLP_MIN) <
                         RANGE - 1e-6;
        }
    glp_delete_prob(problem);
    return close;
}

/* Each combination's sum lies between once and MOST times its persons, whose number is known. */
static glp_prob *
problem_of_sums(World *world)
{
    int64_t persons[ATOMS] = {0};
    glp_prob *problem = glp_create_prob();
    glp_add_cols(problem, ATOMS);
    for (size_t person = 0; person < world->people.count; person++)
        persons[world_column(world, 0)[person] * 9 + world_column(world, 1)[person] * 3 +
                world_column(world, 2)[person]]++;
    for (int column = 1; column <= ATOMS; column++)
        glp_set_col_bnds(problem, column, persons[column - 1] == 0 ? GLP_FX : GLP_DB,
                         (double)persons[column - 1], (double)(MOST * persons[column - 1]));
    return problem;
}

static bool
is_dominated(const Count *count, size_t cell)
{
    return 2 * count->greatest[2 * cell] > count->total[cell];
}

/* How many hidden dominated sums are known more closely than to the greatest contribution above the
 * least value, or than to a tenth of that to one side. */
static size_t
sums_known_closely(World *world, const PublishedTables *tables)
{
    size_t close = 0;
    glp_prob *problem = problem_of_sums(world);
    for (size_t at = 0; at < tables->count; at++)
        for (size_t cell = 0; cell < tables->items[at].count->cells; cell++)
            if (tables->items[at].shown[cell])
                add_row(problem, tables->items[at].count, cell);
    for (size_t at = 0; at < tables->count; at++)
        for (size_t cell = 0; cell < tables->items[at].count->cells; cell++)
        {
            const Count *count = tables->items[at].count;
            if (tables->items[at].shown[cell] || !is_dominated(count, cell))
                continue;
            double greatest = (double)count->greatest[2 * cell] - 1;
            double most = extreme(problem, count, cell, GLP_MAX);
            double least = extreme(problem, count, cell, GLP_MIN);
            double value = (double)count->total[cell];
            double below = value - (double)count->persons[cell];
            double tenth = greatest / 10 < below ? greatest / 10 : below;
            close += most - least < greatest - 1e-6 || most - value < greatest / 10 - 1e-6 ||
                     value - least < tenth - 1e-6;
        }
    glp_delete_prob(problem);
    return close;
}

/* Asks for a suppressed table; what leaves joins the released ones. */
static bool
ask(World *world, const RequestedFile *file, const PublishedTables *old, PublishedTables *released)
{
    Error err;
    Checked checked;
    Request *asked = arena_take(world->arena, sizeof *asked);
    *LIST_ADD(world->arena, &asked->files) = *file;
    CheckInput input = {.request = asked,
                        .own = true,
                        .people = &world->people,
                        .old = old,
                        .rules = {.threshold = THRESHOLD, .share = 101, .dominance = 50, .two = 90},
                        .method = METHOD_SUPPRESS,
                        .solver = disclosure_solver_clp()};
    if (check_request(world->arena, &input, &checked, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    if (findings_severity(&checked.findings) == SEVERITY_FAIL)
        return false;
    const CheckedFile *as = &checked.files.items[0];
    *LIST_ADD(world->arena, released) = (PublishedTable){
        .name = "released", .file = as->file, .count = as->count, .shown = as->shown};
    return true;
}

/* A table that shows what the mask leaves, and hides every small cell. */
static PublishedTable
masked(World *world, const RequestedFile *file)
{
    const Count *count = world_count(world, file);
    bool *shown = arena_take_array(world->arena, count->cells, sizeof *shown);
    for (size_t cell = 0; cell < count->cells; cell++)
        shown[cell] = (count->persons[cell] == 0 || count->persons[cell] >= THRESHOLD) &&
                      world_chance(world, 2) > 0;
    return (PublishedTable){.name = "released", .file = file, .count = count, .shown = shown};
}

static bool
is_found(World *world, const PublishedTables *old, const PublishedTables *fresh)
{
    Error err;
    Findings findings = {0};
    bool *unsafe[1] = {NULL};
    HistoryOptions options = {.people = &world->people,
                              .threshold = THRESHOLD,
                              .range = RANGE,
                              .dominance = 50,
                              .two = 90,
                              .solver = disclosure_solver_clp()};
    if (history_check(world->arena, old, fresh, &options, &findings, unsafe, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    for (size_t at = 0; at < findings.count; at++)
        if (findings.items[at].rule == FINDING_INTERVAL)
            return true;
    return false;
}

static void
what_GLPK_knows_closely_is_found(void **state)
{
    (void)state;
    size_t close = 0;
    size_t wide = 0;
    for (uint64_t seed = 1; seed <= 60; seed++)
    {
        SCRATCH Arena *arena = arena_new("masked");
        World *world = skewed_world(arena, seed);
        PublishedTables old = {0};
        PublishedTables fresh = {0};
        PublishedTables all = {0};
        for (size_t number = 0; number < 3; number++)
            *LIST_ADD(arena, &all) = masked(world, request(world, number));
        *LIST_ADD(arena, &old) = all.items[0];
        *LIST_ADD(arena, &old) = all.items[1];
        *LIST_ADD(arena, &fresh) = all.items[2];
        bool found = is_found(world, &old, &fresh);
        if (known_closely(&all) == 0)
            wide += !found;
        else if (known_closely(&old) == 0)
        {
            assert_true(found);
            close++;
        }
    }
    print_message("%zu known closely and found, %zu wide and not found\n", close, wide);
    assert_true(close >= 3);
    assert_true(wide >= 3);
}

static void
several_tables_together_leave_a_hidden_cell_its_range(void **state)
{
    static const PublishedTables none;
    (void)state;
    size_t alone_close = 0;
    size_t passed = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("intervals");
        World *world = skewed_world(arena, seed);
        PublishedTables alone = {0};
        PublishedTables judged = {0};
        for (size_t number = 0; number < REQUESTS; number++)
        {
            const RequestedFile *file = request(world, number);
            (void)ask(world, file, &none, &alone);
            passed += ask(world, file, &judged, &judged);
        }
        assert_int_equal(known_closely(&judged), 0);
        alone_close += known_closely(&alone);
    }
    print_message("%zu of %d tables passed; %zu cells of tables judged alone are known closely\n",
                  passed, SEEDS * REQUESTS, alone_close);
    assert_true(alone_close > 0);
    assert_true(passed >= 2 * SEEDS);
}

/* A table of sums that hides what is dominated, and half of the rest. */
static PublishedTable
masked_sums(World *world, RequestedFile *file)
{
    PublishedTable table = masked(world, sums(world, file));
    bool *shown = arena_take_array(world->arena, table.count->cells, sizeof *shown);
    for (size_t cell = 0; cell < table.count->cells; cell++)
        shown[cell] = table.shown[cell] && !is_dominated(table.count, cell);
    table.shown = shown;
    return table;
}

static void
what_GLPK_knows_closely_of_sums_is_found(void **state)
{
    (void)state;
    size_t close = 0;
    size_t wide = 0;
    for (uint64_t seed = 1; seed <= 60; seed++)
    {
        SCRATCH Arena *arena = arena_new("masked");
        World *world = dominated_world(arena, seed);
        PublishedTables old = {0};
        PublishedTables fresh = {0};
        PublishedTables all = {0};
        for (size_t number = 0; number < 3; number++)
            *LIST_ADD(arena, &all) = masked_sums(world, request(world, number));
        *LIST_ADD(arena, &old) = all.items[0];
        *LIST_ADD(arena, &old) = all.items[1];
        *LIST_ADD(arena, &fresh) = all.items[2];
        bool found = is_found(world, &old, &fresh);
        if (sums_known_closely(world, &all) == 0)
            wide += !found;
        else if (sums_known_closely(world, &old) == 0)
        {
            assert_true(found);
            close++;
        }
    }
    print_message("%zu sums known closely and found, %zu wide and not found\n", close, wide);
    assert_true(close >= 3);
    assert_true(wide >= 3);
}

static void
several_tables_of_sums_together_leave_a_hidden_sum_its_room(void **state)
{
    static const PublishedTables none;
    (void)state;
    size_t alone_close = 0;
    size_t passed = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("intervals");
        World *world = dominated_world(arena, seed);
        PublishedTables alone = {0};
        PublishedTables judged = {0};
        for (size_t number = 0; number < REQUESTS; number++)
        {
            const RequestedFile *file = sums(world, request(world, number));
            (void)ask(world, file, &none, &alone);
            passed += ask(world, file, &judged, &judged);
        }
        assert_int_equal(sums_known_closely(world, &judged), 0);
        alone_close += sums_known_closely(world, &alone);
    }
    print_message("%zu of %d tables of sums passed; %zu sums of tables judged alone are known "
                  "closely\n",
                  passed, SEEDS * REQUESTS, alone_close);
    assert_true(alone_close > 0);
    assert_true(passed >= SEEDS);
}

/* Counts were published whole, few as some are; sums of the same cells hide what is of few. Of
 * these counts there is nothing left to hide, and the new table is not to blame. */
static void
what_was_published_before_is_no_fault_of_sums_that_hide_it(void **state)
{
    (void)state;
    size_t hidden = 0;
    for (uint64_t seed = 1; seed <= 10; seed++)
    {
        SCRATCH Arena *arena = arena_new("known");
        World *world = skewed_world(arena, seed);
        PublishedTables old = {0};
        PublishedTables fresh = {0};
        const RequestedFile *counts = request(world, 0);
        *LIST_ADD(arena, &old) =
            (PublishedTable){.name = "counts", .file = counts, .count = world_count(world, counts)};
        *LIST_ADD(arena, &fresh) = masked(world, sums(world, request(world, 0)));
        const PublishedTable *table = &fresh.items[0];
        for (size_t cell = 0; cell < table->count->cells; cell++)
            hidden += !table->shown[cell] && table->count->persons[cell] < THRESHOLD;
        assert_false(is_found(world, &old, &fresh));
    }
    assert_true(hidden > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_GLPK_knows_closely_is_found),
        cmocka_unit_test(several_tables_together_leave_a_hidden_cell_its_range),
        cmocka_unit_test(what_GLPK_knows_closely_of_sums_is_found),
        cmocka_unit_test(several_tables_of_sums_together_leave_a_hidden_sum_its_room),
        cmocka_unit_test(what_was_published_before_is_no_fault_of_sums_that_hide_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
