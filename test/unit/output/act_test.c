/* From the request to outgoing/: the acts of the output control in a real custody, over a
 * population made with SQL. */
#include "output/act.h"

#include "../custody/fixture.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/key.h"
#include "custody/record.h"
#include "fixture.h"
#include "person/pseudonym.h"
#include "warehouse/function.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* 3,000 persons; three of them, and no more, have the parent known and live in a household of
 * size 7. */
#define POPULATION                                                                                 \
    "CREATE TABLE population_2012 AS SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"   \
    "  CAST(1 + hash(i) % 2 AS VARCHAR) AS sex,"                                                   \
    "  CASE WHEN i < 3 THEN '1' ELSE '2' END AS parent_known,"                                     \
    "  CASE WHEN i < 3 THEN '7' ELSE CAST(1 + hash(i, 2) % 7 AS VARCHAR) END AS household_size"    \
    "  FROM range(3000) AS t(i);"

typedef struct Scene
{
    Fixture *fixture;
    Arena *arena;
    Engine *engine;
    Years years;
    OutputDesk desk;
} Scene;

static void
scene_open(void **state, Scene *place)
{
    Fixture *fixture = *state;
    const RequestScope *scope = fixture_scope();
    char *text = NULL;
    size_t size = 0;
    Error err;
    *place = (Scene){.fixture = fixture, .arena = fixture->arena};
    assert_int_equal(file_read(fixture->arena, BERAAD_SOURCE "/deliberation/ksz-19-002.yaml",
                               DOCUMENT_BYTES, ERROR_DATA, &text, &size, &err),
                     ERROR_NONE);
    fixture->text = text;
    fixture->deliberation = *scope->deliberation;
    fixture->catalogue = *scope->catalogue;
    fixture_register(fixture);
    place->engine = fixture_engine(POPULATION);
    *LIST_ADD(place->arena, &place->years) = 2012;
    place->desk = (OutputDesk){.custody = fixture->custody,
                               .actor = fixture->ann,
                               .scope = scope,
                               .engine = place->engine,
                               .years = &place->years,
                               .solver = disclosure_solver_clp()};
}

static const OutputRequest *
found(Scene *place, int64_t number)
{
    Error err;
    OutputRequest *request = NULL;
    assert_int_equal(output_find(place->fixture->custody, place->arena, number, &request, &err),
                     ERROR_NONE);
    assert_non_null(request);
    return request;
}

static int64_t
taken(Scene *place, const RequestContent *content)
{
    Error err;
    OutputRequest request;
    if (output_take(place->arena, &place->desk, content, &place->years, 0, &request, &err) !=
        ERROR_NONE)
        fail_msg("%s", err.message);
    return request.number;
}

/* A table that the engine makes itself. */
static int64_t
own(Scene *place, const char *yaml)
{
    RequestContent content = {0};
    *LIST_ADD(place->arena, &content.own) =
        requested_print(place->arena, fixture_file(place->arena, yaml));
    return taken(place, &content);
}

static RoundContent
judged(Scene *place, int64_t number, Method method)
{
    Error err;
    RoundContent round;
    if (output_judge(place->arena, &place->desk,
                     method == METHOD_NONE ? OUTPUT_CHECK : OUTPUT_PROTECT, method,
                     found(place, number), &round, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return round;
}

static void
approved(Scene *place, int64_t number)
{
    Error err;
    OutputState state;
    const OutputRequest *request = found(place, number);
    OutputBallot ballot = {.number = number,
                           .canonical = request->canonical,
                           .findings = request->findings,
                           .approves = true};
    if (output_record_vote(place->fixture->custody, place->fixture->bob, &ballot, &state, &err) !=
        ERROR_NONE)
        fail_msg("%s", err.message);
    assert_int_equal(state, OUTPUT_APPROVED);
}

static bool
released(Scene *place, int64_t number)
{
    Error err;
    bool gone = false;
    if (output_let_go(place->arena, &place->desk, found(place, number), &gone, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return gone;
}

static const Finding *
finding(const RoundContent *round, Rule rule)
{
    for (size_t at = 0; at < round->findings.count; at++)
        if (round->findings.items[at].rule == rule)
            return &round->findings.items[at];
    return NULL;
}

static bool
has_cell(const RoundContent *round, Rule rule, const char *cell)
{
    for (size_t at = 0; at < round->findings.count; at++)
        if (round->findings.items[at].rule == rule &&
            text_equal(round->findings.items[at].cell, cell))
            return true;
    return false;
}

#define BY_SEX "{file: sex.csv, type: frequency_table, year: 2012, by: [sex]}"
#define BY_SIZE "{file: size.csv, type: frequency_table, year: 2012, by: [household_size]}"
#define BY_SIZE_WITHOUT                                                                            \
    "{file: less.csv, type: frequency_table, year: 2012, by: [household_size], where: "            \
    "[{variable: parent_known, in: [\"2\"]}]}"

static void
a_table_goes_from_the_request_to_outgoing(void **state)
{
    Scene place;
    scene_open(state, &place);
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    RecordSummary summary;
    int64_t number = own(&place, BY_SEX);
    RoundContent round = judged(&place, number, METHOD_NONE);
    assert_int_equal(findings_severity(&round.findings), SEVERITY_NOTE);
    approved(&place, number);
    assert_true(released(&place, number));
    assert_int_equal(found(&place, number)->state, OUTPUT_RELEASED);
    const char *path =
        custody_path(place.arena, place.fixture->custody, "outgoing/output-1/sex.csv");
    assert_int_equal(file_read(place.arena, path, 1 << 20, ERROR_DATA, &bytes, &size, &err),
                     ERROR_NONE);
    assert_string_equal(bytes, round.files.items[0].canonical);
    assert_non_null(strstr(bytes, "sex,count,status\n1,"));
    assert_non_null(strstr(bytes, "*,3000,p\n"));
    assert_true(fixture_has(place.fixture, "outgoing/output-1/record.json"));
    assert_true(fixture_has(place.fixture, "outgoing/output-1/record.json.note"));
    if (record_verify(place.fixture->custody, &summary, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    engine_close(&place.engine);
}

/* The tracker's first attack: a table, and the same table without three persons. */
static void
a_filter_that_leaves_out_a_few_is_refused_with_the_table_it_differs_from(void **state)
{
    Scene place;
    scene_open(state, &place);
    int64_t first = own(&place, BY_SIZE);
    (void)judged(&place, first, METHOD_NONE);
    approved(&place, first);
    assert_true(released(&place, first));
    int64_t second = own(&place, BY_SIZE_WITHOUT);
    RoundContent round = judged(&place, second, METHOD_NONE);
    const Finding *difference = finding(&round, FINDING_DIFFERENCE);
    assert_non_null(difference);
    assert_string_equal(difference->file, "less.csv");
    assert_non_null(strstr(difference->against, "output 1, size.csv"));
    assert_true(found(&place, second)->fails);
    /* alone it would have been well */
    (void)judged(&place, first = own(&place, BY_SEX), METHOD_NONE);
    assert_false(found(&place, first)->fails);
    engine_close(&place.engine);
}

/* Both are judged well before either is out: the second is judged again when it is to go, and
 * starts again. */
static void
an_approval_does_not_outlive_what_was_released_since(void **state)
{
    Scene place;
    scene_open(state, &place);
    int64_t first = own(&place, BY_SIZE);
    int64_t second = own(&place, BY_SIZE_WITHOUT);
    (void)judged(&place, first, METHOD_NONE);
    (void)judged(&place, second, METHOD_NONE);
    approved(&place, first);
    approved(&place, second);
    assert_true(released(&place, first));
    assert_false(released(&place, second));
    assert_int_equal(found(&place, second)->state, OUTPUT_CHECKED);
    assert_true(found(&place, second)->fails);
    assert_int_equal(found(&place, second)->votes.count, 0);
    assert_false(fixture_has(place.fixture, "outgoing/output-2"));
    engine_close(&place.engine);
}

static void
small_cells_are_found_and_suppressed_with_a_certificate(void **state)
{
    Scene place;
    scene_open(state, &place);
    int64_t number = own(
        &place,
        "{file: both.csv, type: frequency_table, year: 2012, by: [parent_known, household_size]}");
    RoundContent round = judged(&place, number, METHOD_NONE);
    assert_non_null(finding(&round, FINDING_THRESHOLD));
    assert_true(found(&place, number)->fails);
    round = judged(&place, number, METHOD_SUPPRESS);
    assert_null(finding(&round, FINDING_THRESHOLD));
    if (found(&place, number)->fails)
        fail_msg("%s %s %s", finding_rule(round.findings.items[0].rule)->code,
                 round.findings.items[0].cell, round.findings.items[0].detail);
    assert_non_null(round.files.items[0].certificate);
    assert_non_null(strstr(round.files.items[0].canonical, "1,7,,s\n"));
    assert_null(strstr(round.files.items[0].canonical, "1,7,3,"));
    round = judged(&place, number, METHOD_ROUND);
    assert_null(strstr(round.files.items[0].canonical, "1,7,3,"));
    round = judged(&place, number, METHOD_CELL_KEY);
    assert_null(strstr(round.files.items[0].canonical, ",p\n"));
    engine_close(&place.engine);
}

/* The smuggler: rows in another order, other spellings of the same shares, other names and blanks
 * in a figure. What leaves is the same bytes, so nothing was carried; an edited cell is found. */
static void
what_a_smuggler_writes_does_not_leave(void **state)
{
    static const char *const tables[] = {
        "sex,share\n1,0.5000\n2,0.500\n*,1.000\n",
        "sex,share\n2,0.500\n*,1.000000000\n1,0.500\n",
        "sex,share\n2,0.500000\n1,0.500\n",
    };
    Scene place;
    scene_open(state, &place);
    engine_close(&place.engine);
    place.engine = fixture_engine(
        "CREATE TABLE population_2012 AS SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"
        " CAST(1 + i % 2 AS VARCHAR) AS sex FROM range(2000) AS t(i)");
    place.desk.engine = place.engine;
    const char *yaml =
        "output: 1\nfiles:\n  - {file: a.csv, type: proportions, year: 2012, by: [sex]}\n";
    const char *left = NULL;
    for (size_t at = 0; at < 3; at++)
    {
        RequestContent content = {.sidecar = yaml, .sidecar_size = strlen(yaml)};
        *LIST_ADD(place.arena, &content.files) =
            (CheckFile){"a.csv", tables[at], strlen(tables[at])};
        RoundContent round = judged(&place, taken(&place, &content), METHOD_NONE);
        assert_int_equal(round.findings.count, 0);
        if (left != NULL)
            assert_string_equal(round.files.items[0].canonical, left);
        left = round.files.items[0].canonical;
    }
    const char *edited = "sex,share\n1,0.501\n2,0.500\n";
    RequestContent content = {.sidecar = yaml, .sidecar_size = strlen(yaml)};
    *LIST_ADD(place.arena, &content.files) = (CheckFile){"a.csv", edited, strlen(edited)};
    RoundContent round = judged(&place, taken(&place, &content), METHOD_NONE);
    assert_non_null(finding(&round, FINDING_DIFFERENT));
    assert_string_equal(finding(&round, FINDING_DIFFERENT)->cell, "sex=1");
    assert_string_equal(round.files.items[0].canonical, left);
    content.files.items[0] = (CheckFile){"a.csv", "\x89PNG....", 8};
    round = judged(&place, taken(&place, &content), METHOD_NONE);
    assert_non_null(finding(&round, FINDING_TYPE));
    assert_string_equal(round.files.items[0].canonical, "");
    content.sidecar_size -= 4;
    round = judged(&place, taken(&place, &content), METHOD_NONE);
    assert_non_null(finding(&round, FINDING_FORM));
    engine_close(&place.engine);
}

static RoundContent
model(Scene *place, const char *terms, const char *csv)
{
    const char *yaml = arena_print(
        place->arena,
        "output: 1\nfiles:\n  - file: m.csv\n    type: model_coefficients\n    year: 2012\n"
        "    model: {family: logistic, outcome: {variable: sex, in: [\"1\"]}, terms: [%s]}\n",
        terms);
    RequestContent content = {.sidecar = yaml, .sidecar_size = strlen(yaml)};
    *LIST_ADD(place->arena, &content.files) = (CheckFile){"m.csv", csv, strlen(csv)};
    return judged(place, taken(place, &content), METHOD_NONE);
}

static void
a_model_is_judged_by_what_is_behind_it(void **state)
{
    Scene place;
    scene_open(state, &place);
    /* Three persons have the parent known: a level of three. One factor of two levels has as many
     * terms as cells. */
    RoundContent round =
        model(&place, "parent_known",
              "term,estimate,std_error\n(intercept),0.123456,0.5\nparent_known=2,-12.34567,0.25\n");
    assert_non_null(finding(&round, FINDING_LEVEL));
    assert_non_null(finding(&round, FINDING_SATURATED));
    assert_int_equal(finding(&round, FINDING_CAPACITY)->number, 2 * 37 + 4);
    assert_string_equal(
        round.files.items[0].canonical,
        "term,estimate,std_error\n(intercept),0.1235,0.5\nparent_known=2,-12.35,0.25\n");
    engine_close(&place.engine);
}

/* With the sample in his hands the recipient subtracts his records: of a cell of eleven with two of
 * them in the sample, nine are left. Who is in it is asked of the engine's own sample_number, as a
 * release does. */
static void
the_recipients_sample_is_taken_off(void **state)
{
    Scene place;
    scene_open(state, &place);
    Error err;
    FREES_SECRET Secret *site = NULL;
    FREES_SECRET Secret *delivered = NULL;
    FREES_CIPHER BlockCipher *pseudonyms = NULL;
    FREES_CIPHER BlockCipher *numbers = NULL;
    const char *id = place.fixture->deliberation.id;
    assert_int_equal(
        project_key_open(place.fixture->custody, place.fixture->ann, id, "population", &site, &err),
        ERROR_NONE);
    assert_int_equal(project_key_open(place.fixture->custody, place.fixture->ann, id, "sample",
                                      &delivered, &err),
                     ERROR_NONE);
    FREES_SECRET Secret *pseudonym_key = secret_derive(site, PURPOSE_PSEUDONYM, BLOCK_KEY_SIZE);
    FREES_SECRET Secret *sample_key = secret_derive(delivered, PURPOSE_SAMPLE, BLOCK_KEY_SIZE);
    assert_int_equal(block_cipher_new(pseudonym_key->bytes, &pseudonyms, &err), ERROR_NONE);
    assert_int_equal(block_cipher_new(sample_key->bytes, &numbers, &err), ERROR_NONE);
    engine_close(&place.engine);
    assert_int_equal(engine_open(&(EngineOptions){.threads = 1}, &place.engine, &err), ERROR_NONE);
    assert_int_equal(function_bind(place.engine, IDENTIFIER_INSZ, &err), ERROR_NONE);
    assert_int_equal(function_bind_keys(place.engine, IDENTIFIER_INSZ, pseudonyms, numbers, &err),
                     ERROR_NONE);
    /* The first two of the sample and nine others have the parent known. */
    const char *sql =
        "CREATE TABLE ranked AS SELECT i, row_number() OVER (ORDER BY sample_number(i)) AS place "
        "FROM range(10000000000, 10000001000) AS t(i);"
        "CREATE TABLE population_2012 AS SELECT pseudonym(i) AS pseudonym,"
        " CASE WHEN place <= 2 OR place > 991 THEN '1' ELSE '2' END AS parent_known FROM ranked";
    if (engine_run(place.engine, "population", sql, NULL, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    place.desk.engine = place.engine;
    int64_t number =
        own(&place, "{file: a.csv, type: frequency_table, year: 2012, by: [parent_known]}");
    RoundContent round = judged(&place, number, METHOD_NONE);
    const Finding *sample = finding(&round, FINDING_SAMPLE);
    assert_non_null(sample);
    assert_string_equal(sample->cell, "parent_known=1");
    assert_null(finding(&round, FINDING_THRESHOLD));
    /* Nobody but the two moved: with eleven that he does not hold, it is well. */
    assert_int_equal(
        engine_run(place.engine, "population",
                   "DROP TABLE population_2012; CREATE TABLE population_2012 AS SELECT "
                   "pseudonym(i) AS pseudonym,"
                   " CASE WHEN place > 989 THEN '1' ELSE '2' END AS parent_known FROM ranked",
                   NULL, &err),
        ERROR_NONE);
    round = judged(&place, number, METHOD_NONE);
    assert_null(finding(&round, FINDING_SAMPLE));
    engine_close(&place.engine);
}

/* What a sidecar says stands in findings, which a checker reads in a terminal. */
static void
a_hostile_sidecar_is_shown_safely(void **state)
{
    static const char *const sidecars[] = {
        "output: 1\nfiles:\n  - {file: \"a\\e[31m.csv\", type: frequency_table, year: 2012, by: "
        "[sex]}\n",
        "output: 1\n\"\\u202Efiles\": []\n",
        "output: 1\nfiles:\n  - {file: a.csv, type: \"\\x9b2J\", year: 2012, by: [sex]}\n",
        "output: 1\nfiles:\n  - {file: a.csv, type: frequency_table, year: 2012, by: "
        "[\"\\u2066sex\\u0007\"]}\n",
        "output: 1\nfiles: &a [*a]\n",
    };
    Scene place;
    scene_open(state, &place);
    for (size_t at = 0; at < sizeof sidecars / sizeof *sidecars; at++)
    {
        RequestContent content = {.sidecar = sidecars[at], .sidecar_size = strlen(sidecars[at])};
        RoundContent round = judged(&place, taken(&place, &content), METHOD_NONE);
        assert_int_equal(findings_severity(&round.findings), SEVERITY_FAIL);
        assert_int_equal(round.files.count, 0);
        for (size_t one = 0; one < round.findings.count; one++)
            for (const char *byte = round.findings.items[one].detail; *byte != '\0'; byte++)
                if ((unsigned char)*byte < ' ' || (unsigned char)*byte > '~')
                    fail_msg("case %zu: %s", at, round.findings.items[one].detail);
    }
    engine_close(&place.engine);
}

/* 24 persons have the parent known, twelve of each sex, and they live in three households; all
 * others live alone. */
#define AT_HOME                                                                                    \
    "CREATE TABLE population_2012 AS SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"   \
    "  CAST(1 + i % 2 AS VARCHAR) AS sex, CASE WHEN i < 24 THEN '1' ELSE '2' END AS parent_known"  \
    "  FROM range(600) AS t(i);"                                                                   \
    "CREATE TABLE household_2012 AS SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"    \
    "  CASE WHEN i < 24 THEN 1 + i % 3 ELSE 0 END AS household FROM range(600) AS t(i);"

#define BY_PARENT "{file: parent.csv, type: frequency_table, year: 2012, by: [sex, parent_known]}"
#define BY_SEX_WITHOUT                                                                             \
    "{file: less.csv, type: frequency_table, year: 2012, by: [sex], where: "                       \
    "[{variable: parent_known, in: [\"2\"]}]}"

static void
few_households_are_too_few(void **state)
{
    Scene place;
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    scene_open(state, &place);
    engine_close(&place.engine);
    place.engine = fixture_engine(AT_HOME);
    place.desk.engine = place.engine;
    int64_t number = own(&place, BY_PARENT);
    RoundContent round = judged(&place, number, METHOD_NONE);
    assert_false(round.households);
    assert_null(finding(&round, FINDING_HOUSEHOLDS));
    assert_false(found(&place, number)->fails);
    place.desk.households = &place.years;
    round = judged(&place, number, METHOD_NONE);
    assert_true(round.households);
    assert_null(finding(&round, FINDING_THRESHOLD));
    assert_true(has_cell(&round, FINDING_HOUSEHOLDS, "sex=*, parent_known=1"));
    assert_false(has_cell(&round, FINDING_HOUSEHOLDS, "sex=*, parent_known=2"));
    assert_true(found(&place, number)->fails);
    round = judged(&place, number, METHOD_SUPPRESS);
    assert_null(strstr(round.files.items[0].canonical, "1,1,12,"));
    assert_null(strstr(round.files.items[0].canonical, "*,1,24,"));
    /* Two tables that are well, and 12 persons of three households between them. */
    number = own(&place, BY_SEX);
    (void)judged(&place, number, METHOD_NONE);
    approved(&place, number);
    assert_true(released(&place, number));
    const char *path =
        custody_path(place.arena, place.fixture->custody,
                     arena_print(place.arena, "outgoing/output-%d/record.json", (int)number));
    assert_int_equal(file_read(place.arena, path, 1 << 20, ERROR_DATA, &bytes, &size, &err),
                     ERROR_NONE);
    assert_non_null(strstr(bytes, "\"level\":\"persons and households\""));
    number = own(&place, BY_SEX_WITHOUT);
    round = judged(&place, number, METHOD_NONE);
    assert_null(finding(&round, FINDING_DIFFERENCE));
    size_t between = 0;
    for (size_t at = 0; at < round.findings.count; at++)
        between += round.findings.items[at].rule == FINDING_HOUSEHOLDS &&
                   strstr(round.findings.items[at].against, "sex.csv: ") != NULL;
    assert_int_equal(between, 3); /* men, women, all */
    place.desk.households = NULL;
    round = judged(&place, number, METHOD_NONE);
    assert_null(finding(&round, FINDING_HOUSEHOLDS));
    engine_close(&place.engine);
}

int
main(void)
{
#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(a_table_goes_from_the_request_to_outgoing),
        WITH_FIXTURE(a_filter_that_leaves_out_a_few_is_refused_with_the_table_it_differs_from),
        WITH_FIXTURE(an_approval_does_not_outlive_what_was_released_since),
        WITH_FIXTURE(small_cells_are_found_and_suppressed_with_a_certificate),
        WITH_FIXTURE(what_a_smuggler_writes_does_not_leave),
        WITH_FIXTURE(a_model_is_judged_by_what_is_behind_it),
        WITH_FIXTURE(the_recipients_sample_is_taken_off),
        WITH_FIXTURE(a_hostile_sidecar_is_shown_safely),
        WITH_FIXTURE(few_households_are_too_few),
    };
    Error err;
    return secret_prepare(&err) != ERROR_NONE ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
