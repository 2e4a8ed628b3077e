/* What was released before an amendment, and what is asked after it, in classes in which both can
 * be counted. */
#include "output/footing.h"

#include "core/text.h"
#include "fixture.h"
#include "output/count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define OLDER 1

/* 1,000 persons; classes of education 0 to 4 by turns, and what of them the three classes make. */
#define PERSONS                                                                                    \
    "CREATE TABLE persons AS SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"           \
    "  CAST(1 + i % 2 AS VARCHAR) AS sex, CAST(i % 5 AS VARCHAR) AS fine,"                         \
    "  CASE WHEN i % 5 < 3 THEN '1' ELSE '2' END AS coarse FROM range(1000) AS t(i);"
#define FINE                                                                                       \
    "CREATE TABLE population_2016 AS SELECT pseudonym, sex, fine AS education_level FROM persons;"
#define COARSE                                                                                     \
    "CREATE TABLE population_2016 AS SELECT pseudonym, sex, coarse AS education_level FROM "       \
    "persons;"

#define EDUCATION "    - education_level"
#define EDUCATION3 "    - {name: education_level, as: education3}"

typedef struct Scene
{
    Arena *arena;
    const RequestScope *older;
    RequestScope own;
    Footing footing;
} Scene;

static Scene
scene_of(const char *line, const char *instead)
{
    Scene scene = {.arena = arena_new("scene"), .older = fixture_scope()};
    scene.own = fixture_scope_with(scene.arena, line, instead);
    return scene;
}

static void
add(Scene *scene, size_t source, const RequestedFile *file)
{
    Error err;
    scene->footing.arena = scene->arena;
    scene->footing.scope = &scene->own;
    if (footing_add(&scene->footing, source, file, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    footing_settle(&scene->footing);
}

static const Attribute *
told(Scene *scene, const RequestedFile *file, RequestedFile *ret_file)
{
    Error err;
    const Attribute *lost = NULL;
    if (footing_restate(&scene->footing, file, ret_file, &lost, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return lost;
}

/* Class 3 of nine is upper secondary; of three it is tertiary. */
#define UPPER                                                                                      \
    "{file: a.csv, type: frequency_table, year: 2016, by: [sex], where: "                          \
    "[{variable: education_level, in: [\"3\"]}]}"

static void
a_code_keeps_the_meaning_that_it_had(void **state)
{
    (void)state;
    Scene scene = scene_of(EDUCATION, EDUCATION3);
    const RequestedFile *before = fixture_file_under(scene.arena, scene.older, UPPER);
    const RequestedFile *after = fixture_file_under(scene.arena, &scene.own, UPPER);
    RequestedFile old;
    RequestedFile fresh;
    add(&scene, FOOTING_OWN, after);
    assert_int_equal(footing_column(&scene.footing, &after->where[0].attribute)->settled.source,
                     FOOTING_OWN);
    add(&scene, OLDER, before);
    assert_int_equal(footing_column(&scene.footing, &after->where[0].attribute)->settled.source,
                     OLDER);
    assert_int_equal(footing_column(&scene.footing, &after->by[0].attribute)->settled.source,
                     FOOTING_OWN);
    assert_null(told(&scene, before, &old));
    assert_null(told(&scene, after, &fresh));
    /* 0 1 2 3 4 5 6 7 8 99: upper secondary is bit 3, tertiary bits 5 to 8 */
    assert_int_equal(old.where[0].holds, 1 << 3);
    assert_int_equal(fresh.where[0].holds, 0xf << 5);
    assert_ptr_equal(old.where[0].attribute.scheme, fresh.where[0].attribute.scheme);
    assert_int_equal(old.where[0].attribute.all, fresh.where[0].attribute.all);
    assert_string_equal(fresh.told, requested_print(scene.arena, after));
    arena_free(scene.arena);
}

static void
what_no_data_set_can_tell_is_lost(void **state)
{
    (void)state;
    /* 25 to 49 years of four classes cuts 45 to 54 of seven in two. */
    const char *by_age = "{file: a.csv, type: frequency_table, year: 2016, by: [age]}";
    Scene scene = scene_of("    - {name: age, as: age7}", "    - {name: age, as: age4}");
    const RequestedFile *before = fixture_file_under(scene.arena, scene.older, by_age);
    const RequestedFile *after = fixture_file_under(scene.arena, &scene.own, by_age);
    RequestedFile file;
    add(&scene, FOOTING_OWN, after);
    add(&scene, OLDER, before);
    assert_null(told(&scene, after, &file));
    assert_string_equal(told(&scene, before, &file)->variable, "age");
    arena_free(scene.arena);
}

static void
a_data_set_that_is_gone_loses_what_only_it_could_tell(void **state)
{
    (void)state;
    Scene scene = scene_of(EDUCATION, EDUCATION3);
    const RequestedFile *before = fixture_file_under(scene.arena, scene.older, UPPER);
    const RequestedFile *after = fixture_file_under(scene.arena, &scene.own, UPPER);
    RequestedFile file;
    add(&scene, FOOTING_OWN, after);
    add(&scene, OLDER, before);
    footing_add_gap(&scene.footing, OLDER, 2014);
    footing_settle(&scene.footing);
    assert_null(told(&scene, before, &file));
    footing_add_gap(&scene.footing, OLDER, 2016);
    footing_settle(&scene.footing);
    assert_non_null(told(&scene, before, &file));
    assert_null(told(&scene, after, &file));
    assert_int_equal(file.where[0].holds, after->where[0].holds);
    arena_free(scene.arena);
}

/* Numbers of the request are those of its own class list, whatever was released before. */
static void
a_measure_stays_what_it_is(void **state)
{
    (void)state;
    Scene scene = scene_of(
        "  household: [household_type, household_size, lipro, work_intensity, parent_known]",
        "  household: [household_type, {name: household_size, as: household_size4}, lipro, "
        "work_intensity, parent_known]");
    const RequestedFile *before = fixture_file_under(
        scene.arena, scene.older,
        "{file: a.csv, type: frequency_table, year: 2016, by: [household_size]}");
    const RequestedFile *after = fixture_file_under(
        scene.arena, &scene.own,
        "{file: a.csv, type: means, year: 2016, by: [sex], measure: household_size}");
    RequestedFile file;
    add(&scene, OLDER, before);
    assert_null(told(&scene, before, &file));
    add(&scene, FOOTING_OWN, after);
    assert_null(told(&scene, after, &file));
    assert_string_equal(file.measure.scheme->name, "household_size4");
    assert_non_null(told(&scene, before, &file));
    arena_free(scene.arena);
}

typedef struct Joined
{
    People *people;
    bool same;
} Joined;

/* The coarse data set, with education as the fine one has it; change: made to that one first. */
static Joined
joined(Scene *scene, const char *change)
{
    Error err;
    Joined result = {0};
    const RequestedFile *before = fixture_file_under(
        scene->arena, scene->older,
        "{file: a.csv, type: frequency_table, year: 2016, by: [education_level]}");
    const RequestedFile *after = fixture_file_under(
        scene->arena, &scene->own,
        "{file: a.csv, type: frequency_table, year: 2016, by: [sex, education_level]}");
    Engine *own = fixture_engine(PERSONS COARSE);
    Engine *older = fixture_engine(arena_print(scene->arena, "%s%s", PERSONS FINE, change));
    PeopleNeed need = {0};
    result.people = fixture_people(scene->arena, own, &after, 1);
    people_need(scene->arena, &need, before);
    if (people_join(result.people, older, &need,
                    deliberation_reference_date(scene->own.deliberation, 2016), &result.same,
                    &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    engine_close(&own);
    engine_close(&older);
    return result;
}

static void
the_same_persons_are_counted_in_finer_classes(void **state)
{
    (void)state;
    Error err;
    Count *count = NULL;
    RequestedFile file;
    Scene scene = scene_of(EDUCATION, EDUCATION3);
    Joined result = joined(&scene, "");
    assert_true(result.same);
    const RequestedFile *before = fixture_file_under(scene.arena, scene.older, UPPER);
    const RequestedFile *after = fixture_file_under(
        scene.arena, &scene.own,
        "{file: a.csv, type: frequency_table, year: 2016, by: [sex, education_level]}");
    add(&scene, FOOTING_OWN, after);
    add(&scene, OLDER, before);
    assert_null(told(&scene, before, &file));
    assert_int_equal(count_make(scene.arena, result.people, &file, &count, &err), ERROR_NONE);
    /* every fifth, half of them of each sex */
    assert_int_equal(count->persons[0], 100);
    assert_int_equal(count->persons[3], 200);
    /* the new table has three classes and "unknown", and counts as its own data set does */
    assert_null(told(&scene, after, &file));
    assert_int_equal(count_make(scene.arena, result.people, &file, &count, &err), ERROR_NONE);
    assert_int_equal(count->places[1], 5);
    assert_int_equal(count->persons[0], 300);
    assert_int_equal(count->persons[1], 200);
    arena_free(scene.arena);
}

static void
other_persons_or_another_class_are_not_joined(void **state)
{
    static const char *const changes[] = {
        "DELETE FROM population_2016 WHERE pseudonym = (SELECT max(pseudonym) FROM persons);",
        "DELETE FROM population_2016 WHERE pseudonym = (SELECT min(pseudonym) FROM persons);",
        "INSERT INTO population_2016 VALUES (CAST(md5('another') AS UUID), '1', '1');",
        "UPDATE population_2016 SET pseudonym = CAST(md5('another') AS UUID) WHERE pseudonym = "
        "(SELECT max(pseudonym) FROM persons);",
        "UPDATE population_2016 SET education_level = '8' WHERE pseudonym = "
        "(SELECT max(pseudonym) FROM persons);",
    };
    (void)state;
    for (size_t at = 0; at < sizeof changes / sizeof *changes; at++)
    {
        Scene scene = scene_of(EDUCATION, EDUCATION3);
        Joined result = joined(&scene, changes[at]);
        if (result.same)
            fail_msg("case %zu was joined", at);
        /* and nothing was changed */
        const char *name =
            people_column(result.people, &(Attribute){.variable = "education_level", .year = 2016})
                ->scheme->name;
        assert_string_equal(name, "education3");
        arena_free(scene.arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_keeps_the_meaning_that_it_had),
        cmocka_unit_test(what_no_data_set_can_tell_is_lost),
        cmocka_unit_test(a_data_set_that_is_gone_loses_what_only_it_could_tell),
        cmocka_unit_test(a_measure_stays_what_it_is),
        cmocka_unit_test(the_same_persons_are_counted_in_finer_classes),
        cmocka_unit_test(other_persons_or_another_class_are_not_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
