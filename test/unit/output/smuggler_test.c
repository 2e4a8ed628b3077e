/* The smuggler writes what he likes into every type of output, and what leaves is counted: types
 * that are computed again carry nothing, the others at most the bits that the checker is told. */
#include "core/text.h"
#include "fixture.h"
#include "output/canonical.h"
#include "output/check.h"
#include "output/figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* 600 of one sex and 1,200 of the other, so that shares and means do not end. */
#define POPULATION                                                                                 \
    "CREATE TABLE population_2012 AS SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"   \
    " CASE WHEN i % 3 = 0 THEN '1' ELSE '2' END AS sex,"                                           \
    " CASE WHEN i % 7 = 0 THEN '2' ELSE '1' END AS household_size FROM range(1800) AS t(i);"

typedef struct Gate
{
    Arena *arena;
    Engine *engine;
    const char *name;                  /* of the file */
    struct LIST_OF(const char *) left; /* distinct */
    size_t passed;
    int64_t bits; /* that the checker is told */
} Gate;

static void
count_left(Gate *gate, const char *canonical)
{
    gate->passed++;
    for (size_t at = 0; at < gate->left.count; at++)
        if (text_equal(gate->left.items[at], canonical))
            return;
    *LIST_ADD(gate->arena, &gate->left) = canonical;
}

/* The whole bits that tell so many apart. */
static int64_t
bits_of(size_t count)
{
    int64_t bits = 0;
    while (((size_t)1 << bits) < count)
        bits++;
    return bits;
}

static int64_t
told(const Findings *findings)
{
    int64_t bits = 0;
    for (size_t at = 0; at < findings->count; at++)
        if (findings->items[at].rule == FINDING_CAPACITY)
            bits += findings->items[at].number;
    return bits;
}

/* One file of this statement; counted where nobody says that it cannot leave. */
static bool
tries(Gate *gate, const char *statement, const char *bytes, size_t size)
{
    Error err;
    Checked checked;
    PublishedTables old = {0};
    CheckInput input = {.old = &old,
                        .rules = {.threshold = 10, .share = 90, .dominance = 50, .two = 90}};
    Request request = {0};
    const RequestedFile *file = fixture_file(
        gate->arena, arena_print(gate->arena, "{file: %s, %s}", gate->name, statement));
    *LIST_ADD(gate->arena, &request.files) = *file;
    input.request = &request;
    input.people = fixture_people(gate->arena, gate->engine, &file, 1);
    *LIST_ADD(gate->arena, &input.files) = (CheckFile){gate->name, bytes, size};
    if (check_request(gate->arena, &input, &checked, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    gate->bits = told(&checked.findings);
    if (findings_severity(&checked.findings) == SEVERITY_FAIL)
        return false;
    count_left(gate, checked.files.items[0].canonical);
    return true;
}

typedef struct Smuggled
{
    const char *statement;
    const char *right[4];  /* each as it may be written */
    const char *edited[6]; /* each a message that is refused */
} Smuggled;

static const Smuggled smuggled[] = {
    {"type: frequency_table, year: 2012, by: [sex]",
     {"sex,count\n1,600\n2,1200\n*,1800\n", "sex,count\n*,1800\n2,1200\n1,600\n",
      "sex,count\n2,1200\n1,600\n9,0\n", "sex,count\n2,1200\n1,600\n"},
     {"sex,count\n1,601\n2,1200\n", "sex,count\n1,600\n2,1200\n9,1\n",
      "sex,count\n1,600 \n2,1200\n",
      "sex,count\n1,600\n2,12\xc2\xa0"
      "00\n",
      "sex,count\n01,600\n2,1200\n", "sex,count\n1,600\n2,1200\n\n"}},
    {"type: proportions, year: 2012, by: [sex]",
     {"sex,share\n1,0.333\n2,0.667\n*,1.000\n", "sex,share\n2,0.6667\n1,0.33333333\n",
      "sex,share\n1,0.3333\n2,0.66666667\n", "sex,share\n1,0.333333333\n2,0.666666667\n"},
     {"sex,share\n1,0.3334\n2,0.667\n", "sex,share\n1,0.333\n2,0.668\n",
      "sex,share\n1,0.33300001\n2,0.667\n", "sex,share\n1,.333\n2,0.667\n",
      "sex,share\n1,3.33e-1\n2,0.667\n", "sex,share\n1,0.333\n2,0.667\n9,0.001\n"}},
    {"type: means, year: 2012, by: [sex], measure: household_size",
     {"sex,mean\n1,1.143\n2,1.143\n*,1.143\n", "sex,mean\n2,1.14\n1,1.143\n",
      "sex,mean\n2,1.1433\n1,1.1433\n", "sex,mean\n1,1.14\n2,1.14333\n"},
     {"sex,mean\n1,1.144\n2,1.143\n", "sex,mean\n1,1.15\n2,1.143\n",
      "sex,mean\n1,1.1431\n2,1.143\n", "sex,mean\n1,nan\n2,1.143\n",
      "sex,mean\n1,1.143\n2,+1.143\n", "mean,sex\n1.143,1\n1.143,2\n"}},
    {"type: magnitude_table, year: 2012, by: [sex], measure: household_size",
     {"sex,total\n1,686\n2,1372\n*,2058\n", "sex,total\n2,1372\n1,686\n",
      "sex,total\n*,2058\n1,686\n2,1372\n", "sex,total\n9,0\n2,1372\n1,686\n"},
     {"sex,total\n1,687\n2,1371\n", "sex,total\n1,686.0\n2,1372\n",
      "sex,total\n1,686\n2,1372\n9,7\n", "sex,total\n1,686\n2,1372\n*,2059\n",
      "sex,total\n1,686\n2,1372\n3,0\n",
      "sex,total\n1,686\n2,1372\n\xe2\x80\xae"
      "9,0\n"}},
};

/* Digits, order, margins and zeros, blanks, unicode, file names. */
static void
what_is_computed_again_carries_nothing(void **state)
{
    static const char *const names[] = {"a.csv", "b1970-01-01.csv"};
    for (size_t type = 0; type < sizeof smuggled / sizeof *smuggled; type++)
    {
        SCRATCH Arena *arena = arena_new("smuggler");
        Gate gate = {.arena = arena, .engine = *state};
        for (size_t name = 0; name < 2; name++)
        {
            gate.name = names[name];
            for (size_t at = 0; at < 4; at++)
            {
                const char *csv = smuggled[type].right[at];
                if (!tries(&gate, smuggled[type].statement, csv, strlen(csv)))
                    fail_msg("type %zu: refused: %s", type, csv);
                assert_int_equal(gate.bits, 0);
            }
            for (size_t at = 0; at < 6; at++)
            {
                const char *csv = smuggled[type].edited[at];
                if (tries(&gate, smuggled[type].statement, csv, strlen(csv)))
                    fail_msg("type %zu: let pass: %s", type, csv);
            }
            assert_string_equal(leaving_name(arena, gate.name, 0, false), "1.csv");
        }
        assert_int_equal(gate.passed, 8);
        assert_int_equal(bits_of(gate.left.count), 0);
    }
}

static void
try_note(Gate *gate, const char *bytes, size_t size)
{
    Complaints complaints = complaints_new(gate->arena, "note");
    const char *canonical = note_canonical(gate->arena, bytes, size, &complaints);
    if (canonical != NULL)
        count_left(gate, canonical);
}

/* Every byte in every place of a note of two, and what of it is told apart. */
static void
a_note_carries_what_is_told(void **state)
{
    SCRATCH Arena *arena = arena_new("note");
    Gate gate = {.arena = arena, .engine = *state, .name = "n.txt"};
    for (int first = 0; first < 256; first++)
        for (int second = 0; second < 256; second++)
        {
            char text[] = {(char)first, (char)second, '\n'};
            try_note(&gate, text, sizeof text);
        }
    /* 92 visible characters without '<' and '>', four of which begin no line; or one of them alone,
     * whatever blanks and line ends are around it. As it was written it would be 16 bits. */
    assert_int_equal(gate.left.count, (92 - 4) * 92 + (92 - 4));
    assert_true(bits_of(gate.left.count) <= 2 * 7);
    gate.left.count = 0;
    /* Blanks and line ends that nobody sees. */
    try_note(&gate, "ab c\n", 5);
    try_note(&gate, "ab  c", 5);
    try_note(&gate, " ab c   \n", 9);
    try_note(&gate, "ab c\n\n", 6);
    try_note(&gate,
             "ab\xc2\xa0"
             "c\n",
             6);
    try_note(&gate,
             "ab\xe2\x80\x8b"
             "c\n",
             7);
    try_note(&gate, "ab c\r\n", 6);
    try_note(&gate,
             "\xd0\xb0"
             "b c\n",
             6);
    assert_int_equal(bits_of(gate.left.count), 0);
    assert_true(tries(&gate, "type: note", "ab", 2));
    assert_int_equal(gate.bits, 3 * 7);
}

static void
try_figure(Gate *gate, const RequestedFile *table, const char *mark, const char *x,
           const char *scale)
{
    const char *names[] = {x, text_equal(x, "sex") ? "household_size" : "sex"};
    for (size_t colour = 0; colour < 3; colour++)
        for (size_t spelling = 0; spelling < 3; spelling++)
        {
            Complaints complaints = complaints_new(gate->arena, "figure");
            const char *more =
                colour == 0
                    ? ""
                    : arena_print(gate->arena, ",\"color\":{\"field\":\"%s\",\"type\":\"%s\"}",
                                  names[1], colour == 1 ? "nominal" : "ordinal");
            const char *encoding = arena_print(
                gate->arena,
                spelling == 2
                    ? "{\"x\":{\"type\":\"%s\",\"field\":\"%s\"},\"y\":{\"type\":\"quantitative\","
                      "\"field\":\"c\\u006funt\"}%s}"
                    : "{ \"x\" :{\"type\":\"%s\",\"field\":\"%s\"},\n\"y\":{\"field\":\"count\","
                      "\"type\":\"quantitative\"}%s}",
                scale, names[0], more);
            const char *json =
                spelling == 1
                    ? arena_print(gate->arena, "{\"encoding\":%s,\t\"mark\":\"%s\"}\n\n", encoding,
                                  mark)
                    : arena_print(gate->arena, "{\"mark\":\"%s\",\"encoding\":%s}", mark, encoding);
            const char *canonical =
                figure_canonical(gate->arena, table, json, strlen(json), &complaints);
            assert_non_null(canonical);
            count_left(gate, canonical);
        }
}

/* What the checker is told of a figure beside its table. */
static int64_t
told_of_figure(const Gate *gate)
{
    static const char sidecar[] =
        "output: 1\nfiles:\n  - {file: t.csv, type: frequency_table, year: 2012, by: [sex]}\n"
        "  - {file: f.json, type: figure, of: t.csv}\n";
    static const char json[] = "{\"mark\":\"bar\",\"encoding\":{\"x\":{\"field\":\"sex\",\"type\":"
                               "\"nominal\"},\"y\":{\"field\":\"count\",\"type\":"
                               "\"quantitative\"}}}";
    static const char csv[] = "sex,count\n1,600\n2,1200\n";
    Error err;
    Checked checked;
    PublishedTables old = {0};
    Complaints complaints = complaints_new(gate->arena, "output.yaml");
    const Request *request =
        request_read(gate->arena, fixture_scope(), sidecar, sizeof sidecar - 1, &complaints);
    assert_non_null(request);
    const RequestedFile *table = &request->files.items[0];
    CheckInput input = {.request = request,
                        .people = fixture_people(gate->arena, gate->engine, &table, 1),
                        .old = &old,
                        .rules = {.threshold = 10, .share = 90, .dominance = 50, .two = 90}};
    *LIST_ADD(gate->arena, &input.files) = (CheckFile){"t.csv", csv, sizeof csv - 1};
    *LIST_ADD(gate->arena, &input.files) = (CheckFile){"f.json", json, sizeof json - 1};
    assert_int_equal(check_request(gate->arena, &input, &checked, &err), ERROR_NONE);
    assert_int_not_equal(findings_severity(&checked.findings), SEVERITY_FAIL);
    return told(&checked.findings);
}

/* Every figure of a table of five dimensions: four marks, five fields of two scales for x, and for
 * colour none or one of the four others of two scales. */
static void
try_five(Gate *gate, const RequestedFile *table)
{
    static const char *const marks[] = {"bar", "line", "area", "point"};
    static const char *const scales[] = {"nominal", "ordinal"};
    for (size_t of = 0; of < 4 * 5 * 2 * 5 * 3; of++)
    {
        const char *x = table->by[of / 4 % 5].column;
        const char *colour = table->by[of / 40 % 5].column;
        size_t scale = of / 200;
        Complaints complaints = complaints_new(gate->arena, "figure");
        const char *more =
            scale == 0 ? ""
                       : arena_print(gate->arena, ",\"color\":{\"field\":\"%s\",\"type\":\"%s\"}",
                                     colour, scales[scale - 1]);
        const char *json = arena_print(
            gate->arena,
            "{\"mark\":\"%s\",\"encoding\":{\"x\":{\"field\":\"%s\",\"type\":\"%s\"},\"y\":{"
            "\"field\":\"count\",\"type\":\"quantitative\"}%s}}",
            marks[of % 4], x, scales[of / 20 % 2], more);
        const char *canonical =
            figure_canonical(gate->arena, table, json, strlen(json), &complaints);
        if (canonical != NULL)
            count_left(gate, canonical);
    }
}

/* Marks, scales and fields are all that is left of a figure. */
static void
a_figure_carries_what_is_told(void **state)
{
    static const char *const marks[] = {"bar", "line", "area", "point"};
    SCRATCH Arena *arena = arena_new("figure");
    Gate gate = {.arena = arena, .engine = *state};
    const RequestedFile *table = fixture_file(
        arena, "{file: t.csv, type: frequency_table, year: 2012, by: [sex, household_size]}");
    for (size_t mark = 0; mark < 4; mark++)
        for (size_t x = 0; x < 2; x++)
            for (size_t scale = 0; scale < 2; scale++)
                try_figure(&gate, table, marks[mark], x == 0 ? "sex" : "household_size",
                           scale == 0 ? "nominal" : "ordinal");
    assert_int_equal(gate.passed, 4 * 2 * 2 * 3 * 3);
    assert_int_equal(gate.left.count, 4 * 2 * 2 * 3); /* spelling and order carry nothing */
    gate.left.count = 0;
    try_five(&gate, fixture_file(arena, "{file: t.csv, type: frequency_table, year: 2012, by: "
                                        "[sex, age, household_size, nationality, origin]}"));
    assert_int_equal(gate.left.count, 4 * 5 * 2 * (1 + 4 * 2));
    assert_int_equal(bits_of(gate.left.count), told_of_figure(&gate));
}

/* All numbers that can stand in an estimate: each mantissa of four digits at each place, printed
 * and counted where it differs from the one before (they rise). */
static size_t
numbers_left(Arena *arena, const RequestedFile *file)
{
    size_t count = 0;
    const char *last = "";
    for (int places = 9; places >= -11; places--)
        for (int64_t mantissa = places == 9 ? 0 : 1000; mantissa < 10000; mantissa++)
        {
            Given given = {0};
            Decimal number = {mantissa, places > 0 ? places : 0};
            for (int at = places; at < 0; at++)
                number.units *= 10;
            *LIST_ADD(arena, &given.terms) =
                (GivenTerm){.axis = file->by_count, .estimate = number, .error = {0, 0}};
            const char *canonical = canonical_model(arena, file, &given);
            count += !text_equal(canonical, last);
            last = canonical;
        }
    return count;
}

/* Digits behind the fourth: of all numbers of six digits how many are told apart? */
static size_t
long_numbers_left(Arena *arena, const RequestedFile *file)
{
    size_t count = 0;
    const char *last = "";
    for (int64_t mantissa = 100000; mantissa < 1000000; mantissa += 7)
    {
        Given given = {0};
        *LIST_ADD(arena, &given.terms) =
            (GivenTerm){.axis = file->by_count, .estimate = {mantissa, 6}, .error = {mantissa, 3}};
        const char *canonical = canonical_model(arena, file, &given);
        count += !text_equal(canonical, last);
        last = canonical;
    }
    return count;
}

static void
a_model_carries_what_is_told(void **state)
{
    SCRATCH Arena *arena = arena_new("model");
    Gate gate = {.arena = arena, .engine = *state, .name = "m.csv"};
    const char *statement =
        "type: model_coefficients, year: 2012, model: {family: logistic, outcome: "
        "{variable: sex, in: [\"1\"]}, terms: [household_size]}";
    const RequestedFile *file =
        fixture_file(arena, arena_print(arena, "{file: m.csv, %s}", statement));
    size_t numbers = numbers_left(arena, file);
    assert_int_equal(numbers, 190000);
    /* 1000 to 10000: as they were written, 128,572 */
    assert_int_equal(long_numbers_left(arena, file), 9001);
    /* An estimate with a sign but for 0, an error without. */
    assert_true(bits_of((2 * numbers - 1) * numbers) <= 37);
    assert_true(bits_of((2 * numbers - 1) * numbers) > 27);
    const char *csv = "term,estimate,std_error\n(intercept),0.5,0.1\n";
    const char *signed_error = "term,estimate,std_error\n(intercept),0.5,-0.1\n";
    Given given = {0};
    Complaints complaints = complaints_new(arena, "m.csv");
    assert_true(given_read(arena, file, csv, strlen(csv), &given, &complaints));
    assert_false(given_read(arena, file, signed_error, strlen(signed_error), &given, &complaints));
    (void)tries(&gate, statement, csv, strlen(csv));
    assert_int_equal(gate.bits, (int64_t)(37 + 1 + file->by[0].count));
}

static int
open_engine(void **state)
{
    *state = fixture_engine(POPULATION);
    return 0;
}

static int
close_engine(void **state)
{
    Engine *engine = *state;
    engine_close(&engine);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_computed_again_carries_nothing),
        cmocka_unit_test(a_note_carries_what_is_told),
        cmocka_unit_test(a_figure_carries_what_is_told),
        cmocka_unit_test(a_model_carries_what_is_told),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
