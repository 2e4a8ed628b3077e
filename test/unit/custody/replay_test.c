/*
 * What is registered is registered once and never changed: every way to bring a text again, with a
 * bit of it changed, an older version of it, or under another reference, enumerated.
 */
#include "core/text.h"
#include "custody/course.h"
#include "custody/inner.h"
#include "deliberation/read.h"
#include "fixture.h"

#include "../core/cmocka_all.h"
#include "../deliberation/fixture.h"

#include <inttypes.h>
#include <sodium.h>

/* Every key of the language, in a text that amends nothing. */
static const char registered_text[] =
    "# A comment.\n"
    "deliberation: T/19.1\n"
    "decided: 2019-01-15\n"
    "body: {name: Board, chamber: second}\n"
    "provider: CLINIC\n"
    "recipient: {id: lab, name: Lab, unit: desk, cites: [1]}\n"
    "purpose: {text: knowing, cites: [1]}\n"
    "catalogue: clinic\n"
    "reference_dates: {rule: last day of quarter 2, years: [2012, 2014], cites: [2]}\n"
    "cohort: {name: patients, cites: [2]}\n"
    "communications:\n"
    "  file:\n"
    "    setting: delivered\n"
    "    years: [2012, 2014]\n"
    "    sample: {percent: 12.5, of: each reference date, coordination: permanent, cites: [2]}\n"
    "    panel: {follow: cohort dates, cites: [2]}\n"
    "    deliveries: once\n"
    "    cites: [2]\n"
    "variables: {person: [{name: age, as: age2}, sex], cites: [2]}\n"
    "approval: {persons: 2, cites: [2]}\n"
    "reidentification: {prohibited: true, cites: [2]}\n"
    "retention: [{years: all, destroy_by: 2029-03-31, cites: [2]}]\n"
    "paragraphs: {1: {nl: een, fr: un, en: one}, 2: {nl: twee, fr: deux, en: two}}\n";

#define SIZE (sizeof registered_text - 1)

static Deliberation *
read_text(Arena *arena, const Catalogue *catalogue, const char *bytes, size_t size)
{
    Complaints complaints = complaints_new(arena, "t");
    return deliberation_read(arena, bytes, size, catalogue, &complaints);
}

static void
register_text(Fixture *fixture, const Deliberation *deliberation, const char *bytes, size_t size)
{
    Error err = {0};
    RegistrationFile file = {.bytes = bytes, .size = size};
    assert_int_equal(registration_propose(fixture->custody, fixture->ann, deliberation,
                                          &fixture->catalogue, &file, &err),
                     ERROR_NONE);
    fixture_confirm(fixture, deliberation);
}

/* What the gate says to registering these bytes, from the facts of the state. */
static Verdict
judged(Fixture *fixture, Arena *arena, const Deliberation *candidate, const char *bytes,
       size_t size)
{
    Error err = {0};
    Registration *there = NULL;
    Registration *amended = NULL;
    GateFacts facts = {.actor_known = true, .actor_roles = ROLE_OPERATOR};
    Question question = {.act = ACT_DELIBERATION_REGISTER,
                         .actor = "ann",
                         .deliberation_id = candidate->id,
                         .candidate = candidate,
                         .candidate_bytes = bytes,
                         .candidate_size = size,
                         .today = date_of(2020, 6, 1)};
    assert_int_equal(registration_find(fixture->custody, arena, candidate->id, &there, &err),
                     ERROR_NONE);
    facts.registration = there;
    if (candidate->amends != NULL)
        assert_int_equal(
            registration_find(fixture->custody, arena, candidate->amends, &amended, &err),
            ERROR_NONE);
    facts.amended = amended;
    assert_int_equal(registration_find_copy(fixture->custody, arena, candidate->id, bytes, size,
                                            &facts.copied, &err),
                     ERROR_NONE);
    return gate_judge(arena, &facts, &question);
}

static bool
has_code(const Verdict *verdict, const char *code)
{
    for (size_t at = 0; at < verdict->reasons.count; at++)
        if (text_equal(verdict->reasons.items[at].code, code))
            return true;
    return false;
}

/* Thousands of small changes: whether they survive a power cut is no matter here. */
static void
do_not_sync(Fixture *fixture)
{
    Error err = {0};
    assert_int_equal(store_run(fixture->custody->store, "PRAGMA synchronous = OFF", NO_BINDS, &err),
                     ERROR_NONE);
}

/* Every bit of it, one at a time: such a file cannot be read, or it is known for another text than
 * the registered one, or, where the bit is in the reference, for a copy. Never for the same. */
static void
no_bit_can_be_changed(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Catalogue *catalogue = fixture_catalogue(fixture->arena);
    const Deliberation *whole = read_text(fixture->arena, catalogue, registered_text, SIZE);
    assert_non_null(whole);
    register_text(fixture, whole, registered_text, SIZE);
    Verdict same = judged(fixture, fixture->arena, whole, registered_text, SIZE);
    assert_true(has_code(&same, "registered-already"));
    char *changed = arena_copy(fixture->arena, registered_text, SIZE);
    size_t unreadable = 0;
    size_t others = 0;
    size_t copies = 0;
    for (size_t bit = 0; bit < SIZE * 8; bit++)
    {
        SCRATCH Arena *work = arena_new("bit");
        changed[bit / 8] = (char)(registered_text[bit / 8] ^ (1 << bit % 8));
        const Deliberation *read = read_text(work, catalogue, changed, SIZE);
        if (read == NULL)
            unreadable++;
        else
        {
            Verdict verdict = judged(fixture, work, read, changed, SIZE);
            bool other = text_equal(read->id, whole->id);
            assert_false(verdict.allowed);
            assert_false(has_code(&verdict, "registered-already"));
            assert_true(has_code(&verdict, other ? "registered-otherwise" : "copy"));
            RegistrationFile file = {.bytes = changed, .size = SIZE};
            if (other)
                assert_int_equal(registration_propose(fixture->custody, fixture->ann, read,
                                                      &fixture->catalogue, &file, &err),
                                 ERROR_STATE);
            others += other;
            copies += !other;
        }
        changed[bit / 8] = registered_text[bit / 8];
    }
    /* All three kinds are met, or the loop would show nothing. */
    assert_true(unreadable > 0 && others > 0 && copies > 0);
    assert_int_equal(unreadable + others + copies, SIZE * 8);
}

/* Nor cut short at any length, nor with anything behind it. */
static void
nor_cut_nor_longer(void **state)
{
    Fixture *fixture = *state;
    Catalogue *catalogue = fixture_catalogue(fixture->arena);
    const Deliberation *whole = read_text(fixture->arena, catalogue, registered_text, SIZE);
    register_text(fixture, whole, registered_text, SIZE);
    for (size_t size = 0; size <= SIZE + 3; size++)
    {
        static const char behind[] = "\n#x";
        SCRATCH Arena *work = arena_new("cut");
        const char *bytes =
            size <= SIZE ? arena_copy(work, registered_text, size)
                         : arena_print(work, "%s%.*s", registered_text, (int)(size - SIZE), behind);
        const Deliberation *read = read_text(work, catalogue, bytes, size);
        if (read == NULL || size == SIZE)
            continue;
        Verdict verdict = judged(fixture, work, read, bytes, size);
        assert_true(has_code(&verdict, "registered-otherwise"));
    }
}

/* A byte that was changed in the state is noticed when it is read: of what is registered and of
 * what is proposed, of the file and of its official text. */
static void
no_byte_of_the_state_can_be_changed(void **state)
{
    static const char official[] = "T/19.1\n1. one\n2. two\n";
    Fixture *fixture = *state;
    Error err = {0};
    Catalogue *catalogue = fixture_catalogue(fixture->arena);
    const Deliberation *whole = read_text(fixture->arena, catalogue, registered_text, SIZE);
    RegistrationFile file = {
        .bytes = registered_text, .size = SIZE, .text = official, .text_size = sizeof official - 1};
    assert_int_equal(registration_propose(fixture->custody, fixture->ann, whole,
                                          &fixture->catalogue, &file, &err),
                     ERROR_NONE);
    for (int registered = 0; registered < 2; registered++)
    {
        const char *table = registered ? "deliberation" : "proposal";
        for (int text = 0; text < 2; text++)
        {
            const char *sql =
                arena_print(fixture->arena, "UPDATE %s SET %s = ?", table, text ? "text" : "bytes");
            for (size_t at = 0; at < (text ? sizeof official - 1 : SIZE); at++)
            {
                SCRATCH Arena *work = arena_new("byte");
                Registration *found = NULL;
                Proposal *proposal = NULL;
                char *changed = arena_copy(work, text ? official : registered_text,
                                           text ? sizeof official - 1 : SIZE);
                changed[at] = (char)(changed[at] ^ (1 << at % 8));
                size_t size = text ? sizeof official - 1 : SIZE;
                assert_int_equal(
                    store_run(fixture->custody->store, sql, BINDS(bind_bytes(changed, size)), &err),
                    ERROR_NONE);
                ErrorKind kind =
                    registered ? registration_find(fixture->custody, work, whole->id, &found, &err)
                               : proposal_find(fixture->custody, work, whole->id,
                                               MATTER_DELIBERATION, &proposal, &err);
                assert_int_equal(kind, ERROR_INTEGRITY);
                assert_int_equal(
                    store_run(fixture->custody->store, sql,
                              BINDS(bind_bytes(text ? official : registered_text, size)), &err),
                    ERROR_NONE);
            }
        }
        if (!registered)
            fixture_confirm(fixture, whole);
    }
}

/* --- versions ------------------------------------------------------------------------------- */

#define VERSIONS 3 /* registered one after the other, each amends the one before */
#define BODIES (VERSIONS + 1)
#define NAMES (VERSIONS + 1)
#define DATES 3

static const char *const names[NAMES] = {"T/19.1", "T/20.1", "T/21.1", "T/22.1"};
static const char *const bodies[BODIES] = {"first", "second", "third", "fourth"};

static Deliberation
version(Fixture *fixture, int name, int body, const char *amends, Date decided,
        const char **ret_bytes)
{
    const char *bytes =
        arena_print(fixture->arena, "deliberation: %s\n%s\n", names[name], bodies[body]);
    *ret_bytes = bytes;
    return (Deliberation){.id = names[name],
                          .amends = amends,
                          .decided = decided,
                          .digest = digest_of(bytes, strlen(bytes))};
}

/* The codes by doc/format/custody.md, said here once more: version v was decided on 15 January of
 * 2019 + v, the last is in a state, those before it are amended. */
static const char *
expected_codes(Arena *arena, int name, int body, int amends, Date decided, DeliberationState last)
{
    Text codes = text_new(arena);
    text_add(&codes, "");
    if (name < VERSIONS)
        text_add(&codes, name == body ? "registered-already " : "registered-otherwise ");
    if (body < VERSIONS && body != name)
        text_add(&codes, "copy ");
    if (amends == VERSIONS)
        text_add(&codes, "amends-unknown ");
    if (amends >= 0 && amends < VERSIONS - 1)
        text_add(&codes, "amends-amended ");
    if (amends == VERSIONS - 1 && last == DELIBERATION_ENDED)
        text_add(&codes, "amends-ended ");
    if (amends >= 0 && amends < VERSIONS &&
        date_compare(decided, date_of(2019 + amends, 1, 15)) < 0)
        text_add(&codes, "amends-older ");
    return codes.bytes;
}

/* By gate_ask, which records each refusal, or without a record, for the many. */
static const char *
asked_codes(Fixture *fixture, const Deliberation *candidate, const char *bytes, bool recorded)
{
    Error err = {0};
    Verdict verdict = {0};
    Text codes = text_new(fixture->arena);
    Question question = {.act = ACT_DELIBERATION_REGISTER,
                         .actor = "ann",
                         .deliberation_id = candidate->id,
                         .candidate = candidate,
                         .candidate_bytes = bytes,
                         .candidate_size = strlen(bytes),
                         .today = date_of(2020, 6, 1)};
    if (recorded)
        assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                         ERROR_NONE);
    else
        verdict = judged(fixture, fixture->arena, candidate, bytes, strlen(bytes));
    text_add(&codes, "");
    for (size_t at = 0; at < verdict.reasons.count; at++)
        text_print(&codes, "%s ", verdict.reasons.items[at].code);
    return codes.bytes;
}

static void
each_candidate(Fixture *fixture, DeliberationState last)
{
    static const char *const amended[] = {NULL, "T/19.1", "T/20.1", "T/21.1", "T/17.9"};
    for (int name = 0; name < NAMES; name++)
        for (int body = 0; body < BODIES; body++)
            for (int amends = -1; amends <= VERSIONS; amends++)
                for (int year = 0; year < DATES; year++)
                {
                    const char *bytes = NULL;
                    Date decided = date_of(2019 + year, 1, 14 + year);
                    Deliberation candidate =
                        version(fixture, name, body, amended[amends + 1], decided, &bytes);
                    if (amends == name) /* no reader lets that through */
                        continue;
                    const char *wanted =
                        expected_codes(fixture->arena, name, body, amends, decided, last);
                    const char *found = asked_codes(fixture, &candidate, bytes,
                                                    last == DELIBERATION_IN_FORCE && year == 1);
                    if (!text_equal(found, wanted))
                        print_message("%s, body %d, amends %d, %d: '%s', not '%s'\n", names[name],
                                      body, amends, year, found, wanted);
                    assert_string_equal(found, wanted);
                }
}

/* Each text under each reference, amending each one, on each side of its date, while the newest is
 * in force, suspended and ended. */
static void
no_version_comes_again(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    const char *newest = names[VERSIONS - 1];
    do_not_sync(fixture);
    for (int at = 0; at < VERSIONS; at++)
    {
        const char *bytes = NULL;
        Deliberation made = version(fixture, at, at, at == 0 ? NULL : names[at - 1],
                                    date_of(2019 + at, 1, 15), &bytes);
        register_text(fixture, &made, bytes, strlen(bytes));
    }
    each_candidate(fixture, DELIBERATION_IN_FORCE);
    assert_int_equal(course_suspend(fixture->custody, fixture->ann, newest, &err), ERROR_NONE);
    each_candidate(fixture, DELIBERATION_SUSPENDED);
    assert_int_equal(
        course_propose(fixture->custody, fixture->ann, newest, ACT_DELIBERATION_END, &err),
        ERROR_NONE);
    fixture_confirm(fixture, &(Deliberation){.id = newest});
    each_candidate(fixture, DELIBERATION_ENDED);
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(no_bit_can_be_changed),
        WITH_FIXTURE(nor_cut_nor_longer),
        WITH_FIXTURE(no_byte_of_the_state_can_be_changed),
        WITH_FIXTURE(no_version_comes_again),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
