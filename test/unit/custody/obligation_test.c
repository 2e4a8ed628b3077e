/* More obligations than one ledger entry holds. */
#include "custody/obligation.h"

#include "custody/destruction.h"
#include "custody/enclave.h"
#include "custody/inner.h"
#include "custody/proposal.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>

#define SECONDS_A_DAY 86400

/* Every obligation of the groups, once, as "artefact year date pending paragraph". */
static json_t *
expanded(Arena *arena, const ObligationParts *parts)
{
    json_t *all = json_keep(arena, json_object());
    for (size_t part = 0; part < parts->count; part++)
        for (size_t at = 0; at < json_array_size(parts->items[part].groups); at++)
        {
            const json_t *group = json_array_get(parts->items[part].groups, at);
            const json_t *artefacts = json_object_get(group, "artefacts");
            const json_t *years = json_object_get(group, "years");
            const char *date = json_string_value(json_object_get(group, "destroy_by"));
            for (size_t of = 0; of < json_array_size(artefacts); of++)
                for (size_t in = 0; in < json_array_size(years); in++)
                {
                    const char *line = arena_print(
                        arena, "%lld %lld %s %d %s",
                        (long long)json_integer_value(json_array_get(artefacts, of)),
                        (long long)json_integer_value(json_array_get(years, in)),
                        date == NULL ? "-" : date, json_is_true(json_object_get(group, "pending")),
                        json_canonical(arena, json_object_get(group, "cites"), NULL));
                    assert_null(json_object_get(all, line));
                    json_put(all, line, json_true());
                }
        }
    return all;
}

static void
expect(Arena *arena, const ObligationList *list, const ObligationParts *parts)
{
    json_t *found = expanded(arena, parts);
    assert_int_equal(json_object_size(found), list->count);
    for (size_t at = 0; at < list->count; at++)
    {
        const Obligation *one = &list->items[at];
        char date[DATE_TEXT_SIZE];
        json_t *cites = json_keep(arena, counts_json(one->cites.items, one->cites.count));
        const char *line =
            arena_print(arena, "%lld %d %s %d %s", (long long)one->artefact, one->year,
                        one->dated ? date_print(one->destroy_by, date) : "-", one->pending,
                        json_canonical(arena, cites, NULL));
        if (json_object_get(found, line) == NULL)
            fail_msg("'%s' is in no group", line);
    }
}

/* A number below `most` that looks random and is the same each time (Knuth, TAOCP 3.3.4). */
static unsigned
drawn(uint64_t *seed, unsigned most)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*seed >> 33) % most;
}

static void
groups_are_the_list_in_other_words(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++)
    {
        SCRATCH Arena *arena = arena_new("test");
        uint64_t chance = seed;
        ObligationList list = {0};
        unsigned artefacts = drawn(&chance, 40);
        unsigned dates = 1 + drawn(&chance, 6);
        for (unsigned artefact = 1; artefact <= artefacts; artefact++)
            for (unsigned year = 0, years = 1 + drawn(&chance, 9); year < years; year++)
            {
                Obligation *one = LIST_ADD(arena, &list);
                *one = (Obligation){.artefact = artefact,
                                    .year = 2000 + (int)year,
                                    .pending = drawn(&chance, 2) == 0,
                                    .dated = drawn(&chance, 5) != 0,
                                    .destroy_by = {.days = 20000 + (int)drawn(&chance, dates)}};
                for (unsigned cite = drawn(&chance, 3); cite > 0; cite--)
                    *LIST_ADD(arena, &one->cites) = 4 + (int)cite;
            }
        ObligationParts parts = obligation_parts(arena, &list);
        assert_true(parts.count >= 1);
        expect(arena, &list, &parts);
    }
}

/* 3,000 deliveries of seven years: 21,000 obligations. */
static void
deliveries_of_one_date_fit_into_one_entry(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    ObligationList list = {0};
    for (int artefact = 1; artefact <= 3000; artefact++)
        for (int year = 2012; year <= 2024; year += 2)
            *LIST_ADD(arena, &list) = (Obligation){
                .artefact = artefact, .year = year, .dated = true, .destroy_by = {.days = 21274}};
    ObligationParts parts = obligation_parts(arena, &list);
    assert_int_equal(parts.count, 1);
    expect(arena, &list, &parts);
}

static int64_t
count_of(Fixture *fixture, const char *sql)
{
    Error err = {0};
    int64_t count = 0;
    assert_int_equal(store_integer(fixture->custody->store, sql, NO_BINDS, &count, &err),
                     ERROR_NONE);
    return count;
}

#define CONTINUED                                                                                  \
    "SELECT count(*) FROM entry WHERE CAST(bytes AS TEXT) LIKE '%obligations_continued%'"

static void
change(Fixture *fixture, const char *sql, ErrorKind expected)
{
    Error err = {0};
    RecordSummary summary = {0};
    assert_int_equal(store_begin(fixture->custody->store, &err), ERROR_NONE);
    assert_int_equal(store_run(fixture->custody->store, sql, NO_BINDS, &err), ERROR_NONE);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), expected);
    store_rollback(fixture->custody->store);
}

/* 11 deliveries on 11 days of 600 years each, each to be destroyed five years after its own day:
 * 6,600 obligations with 11 dates, of which an entry held no 700 one by one. */
static void
what_is_too_much_for_one_entry_goes_on_in_others(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary = {0};
    int years[601] = {0};
    RetentionRule rule = {
        .all_years = true, .relative = true, .after_years = 5, .event = EVENT_DELIVERY};
    fixture->deliberation.retention.count = 0;
    *LIST_ADD(fixture->arena, &rule.cites) = 11;
    *LIST_ADD(fixture->arena, &fixture->deliberation.retention) = rule;
    for (int at = 0; at < 600; at++)
        years[at] = 1400 + at;
    fixture_register(fixture);
    for (int day = 0; day < 11; day++)
    {
        fixture_reopen(fixture, FIXTURE_NOW + day * SECONDS_A_DAY, true);
        (void)fixture_deliver(fixture, "sample", arena_print(fixture->arena, "package-%d", day),
                              years);
    }
    assert_true(count_of(fixture, CONTINUED) > 0);
    assert_int_equal(count_of(fixture, "SELECT count(*) FROM obligation"), 11 * 600);
    /* Day 3 is 2020-06-04; the fourth package. */
    assert_int_equal(count_of(fixture, "SELECT count(*) FROM obligation WHERE artefact = 4"
                                       " AND destroy_by = '2025-06-04'"),
                     600);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
    change(fixture,
           "UPDATE obligation SET destroy_by = '2030-01-01' WHERE artefact = 11 AND year = 1999",
           ERROR_INTEGRITY);
    change(fixture, "UPDATE obligation SET destroy_by = NULL WHERE artefact = 1 AND year = 1800",
           ERROR_INTEGRITY);
    change(fixture, "UPDATE obligation SET pending = 1 WHERE artefact = 9", ERROR_INTEGRITY);
    change(fixture, "UPDATE obligation SET cites = '[12]' WHERE artefact = 9", ERROR_INTEGRITY);
    change(fixture, "UPDATE obligation SET entry = entry - 1 WHERE artefact = 11", ERROR_INTEGRITY);
    change(fixture, "DELETE FROM obligation WHERE artefact = 5 AND year = 1801", ERROR_INTEGRITY);
    change(fixture, "UPDATE obligation SET year = year WHERE artefact = 5", ERROR_NONE);
}

/* Things that a destruction takes. */
static void
add_imports(Fixture *fixture, int count)
{
    Error err = {0};
    for (int at = 1; at <= count; at++)
    {
        Import made = {.deliberation = "A/19/1",
                       .communication = "population",
                       .files = 1,
                       .index = digest_of(&at, sizeof at),
                       .size = 9};
        assert_int_equal(enclave_next_import(fixture->custody, &made.number, &err), ERROR_NONE);
        assert_int_equal(
            enclave_record_import(fixture->custody, fixture->ann,
                                  deliberation_communication(&fixture->deliberation, "population"),
                                  &made, &err),
            ERROR_NONE);
    }
}

/* Its entry stays as small however much goes: ten years of jobs are more than an entry could list.
 * The plan, whose digest it holds, is held against the state all the same. */
static void
a_destruction_says_how_much_goes_and_binds_which(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary = {0};
    DestructionPlan plan = {0};
    DestructionWish wish = {.deliberation = "A/19/1"};
    Proposal *standing = NULL;
    int64_t number = 0;
    fixture_register(fixture);
    add_imports(fixture, 40);
    assert_int_equal(destruction_plan(fixture->custody, fixture->arena, &fixture->deliberation,
                                      &wish, &plan, &err),
                     ERROR_NONE);
    assert_int_equal(plan.artefacts.count, 40);
    const char *bytes = destruction_plan_print(fixture->arena, &plan);
    Proposal proposal = {.matter = MATTER_RETENTION,
                         .act = "retention destroy",
                         .deliberation = "A/19/1",
                         .digest = digest_of(bytes, strlen(bytes)),
                         .bytes = bytes,
                         .size = strlen(bytes)};
    assert_int_equal(proposal_add(fixture->custody, fixture->ann, &proposal, &err), ERROR_NONE);
    assert_int_equal(proposal_find(fixture->custody, fixture->arena, "A/19/1", MATTER_RETENTION,
                                   &standing, &err),
                     ERROR_NONE);
    assert_int_equal(destruction_decide(fixture->custody, fixture->bob, standing, &(KeyProbes){0},
                                        &number, &err),
                     ERROR_NONE);
    assert_int_equal(count_of(fixture, "SELECT count(*) FROM entry WHERE CAST(bytes AS TEXT) LIKE"
                                       " '%\"artefacts\":40,%\"keys\":0,%destruction_decided%'"),
                     1);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
    change(fixture, "DELETE FROM destruction_artefact WHERE artefact = 7", ERROR_INTEGRITY);
    change(fixture,
           "UPDATE destruction SET plan = replace(plan, '\"artefacts\":[1,', '\"artefacts\":[')",
           ERROR_INTEGRITY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_the_list_in_other_words),
        cmocka_unit_test(deliveries_of_one_date_fit_into_one_entry),
        TEST(what_is_too_much_for_one_entry_goes_on_in_others),
        TEST(a_destruction_says_how_much_goes_and_binds_which),
    };
    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
