/* The files for people and programs: what stands in them, checked by other programs where there are
 * any. */
#include "fixture.h"

#include "core/file.h"
#include "core/text.h"

#include <readstat.h>
#include <string.h>
#include <sys/stat.h>

static char *
built(Fixture *fixture, const char *name)
{
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    const char *path = fixture_path(fixture, arena_print(fixture->arena, "built/%s", name));
    assert_int_equal(file_read(fixture->arena, path, 1 << 22, ERROR_IO, &bytes, &size, &err), 0);
    assert_int_equal(strlen(bytes), size);
    return bytes;
}

static void
the_csv_is_rfc_4180(void **state)
{
    Fixture *fixture = *state;
    (void)fixture_build(fixture, "built");
    char *csv = built(fixture, "data/sample-2014.csv");
    const char *head =
        "pseudonym,reference_year,sex,region,a_rather_long_name_for_an_old_format,weight\n";
    assert_memory_equal(csv, head, strlen(head));
    size_t lines = 0;
    for (const char *at = csv; *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, FIXTURE_ROWS + 1);
    assert_null(strchr(csv, '\r'));
    /* md5 of "person 7", from md5sum; n = 7: sex 7 % 3 = 1 -> '2', region 7 % 4 = 3 -> 'ZZ', kind
     * 94 + 7 % 5 = 96. */
    assert_non_null(strstr(csv, "\nbd3ef99d-85ef-7283-050d-a617c1787694,2014,2,ZZ,96,\n"));
    /* and of "person 0": all first classes, weight 10.1 */
    assert_non_null(strstr(csv, "\n73421c04-958f-7c6d-252c-732f284003b2,2014,1,BRU,1,10.1\n"));
}

static void
the_rows_are_in_the_order_of_the_pseudonym(void **state)
{
    Fixture *fixture = *state;
    (void)fixture_build(fixture, "built");
    char *csv = built(fixture, "data/sample-2012.csv");
    char *line = strchr(csv, '\n') + 1;
    for (char *next = strchr(line, '\n') + 1; *next != '\0';
         line = next, next = strchr(line, '\n') + 1)
        assert_true(strncmp(line, next, 36) < 0);
}

static void
labels_cannot_break_out(void **state)
{
    Fixture *fixture = *state;
    (void)fixture_build(fixture, "built");
    char *page = built(fixture, "codebook/codebook.html");
    assert_null(strstr(page, "<script"));
    assert_non_null(strstr(page, "&lt;script&gt;alert("));
    assert_null(strstr(page, "en </td>"));
    assert_non_null(strstr(page, "POD &lt;MI&gt;"));
    assert_null(strstr(page, "http://"));
    assert_null(strstr(page, "https://"));
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        assert_non_null(strstr(
            page, arena_print(fixture->arena, "<span lang=\"%s\">", language_code(language))));
}

static void
frequencies_stand_in_the_codebook(void **state)
{
    Fixture *fixture = *state;
    (void)fixture_build(fixture, "built");
    char *page = built(fixture, "codebook/codebook.html");
    /* sex '1' is n % 3 = 0 of 0..39: 14 rows, 35.0 per cent */
    assert_non_null(strstr(page, "14 <small><span lang=\"nl\">35,0&nbsp;%</span>"));
    assert_non_null(strstr(page, "<span lang=\"en\">35.0&nbsp;%</span>"));
    /* OLD is not valid in 2014 */
    assert_non_null(strstr(page, "2013-01-01"));
    assert_non_null(strstr(page, "precies 12,5 % van"));
    assert_non_null(strstr(page, "exactly 12.5 % of"));
}

static void
the_ddi_keeps_the_rules_of_its_schema(void **state)
{
    Fixture *fixture = *state;
    (void)fixture_build(fixture, "built");
    const char *const validate[] = {"xmllint",
                                    "--noout",
                                    "--nonet",
                                    "--schema",
                                    TEST_DIRECTORY "/ddi-codebook.xsd",
                                    fixture_path(fixture, "built/codebook/ddi-codebook.xml"),
                                    NULL};
    assert_int_equal(fixture_run(validate, 0, 1), 0);
    char *xml = built(fixture, "codebook/ddi-codebook.xml");
    assert_non_null(strstr(xml, "<catValu>W.L</catValu>"));
    assert_non_null(strstr(xml, "<catgry missing=\"Y\" missType=\"unknown\">"));
    assert_non_null(strstr(xml, "<caseQnty>40</caseQnty>"));
    /* sex: 14 + 13 rows valid, 13 unknown */
    assert_non_null(strstr(xml, "<sumStat type=\"vald\">27</sumStat>"));
    assert_non_null(strstr(xml, "<sumStat type=\"invd\">13</sumStat>"));
}

static void
the_notice_says_until_when_in_three_languages(void **state)
{
    Fixture *fixture = *state;
    (void)fixture_build(fixture, "built");
    char *notice = built(fixture, "NOTICE.txt");
    assert_non_null(strstr(notice, "uiterlijk op 31 maart 2029"));
    assert_non_null(strstr(notice, "au plus tard le 31 mars 2029"));
    assert_non_null(strstr(notice, "by 31 March 2029"));
    assert_non_null(strstr(notice, "5 years after"));
    assert_non_null(strstr(notice, "[4, 11]"));
    assert_non_null(strstr(notice, "[10] Nobody may be identified again."));
    for (char *line = notice; line != NULL && *line != '\0';)
    {
        char *end = strchr(line, '\n');
        *end = '\0';
        assert_true(text_width(line) <= 80);
        line = end + 1;
    }
}

/* What ReadStat's reader finds in the file. */
typedef struct Found
{
    int rows;
    int labels;
    int missing[6];
    double low;
    double high;
    double weights;
    int empty_weights;
} Found;

static int
on_metadata(readstat_metadata_t *metadata, void *context)
{
    ((Found *)context)->rows = readstat_get_row_count(metadata);
    return 0;
}

static int
on_variable(int index, readstat_variable_t *variable, const char *labels, void *context)
{
    Found *found = context;
    static const char *const names[] = {
        "pseudonym", "reference_year", "sex", "region", "a_rather_long_name_for_an_old_format",
        "weight"};
    (void)labels;
    assert_string_equal(readstat_variable_get_name(variable), names[index]);
    found->missing[index] = readstat_variable_get_missing_ranges_count(variable);
    if (index == 4)
    {
        found->low = readstat_double_value(readstat_variable_get_missing_range_lo(variable, 0));
        found->high = readstat_double_value(readstat_variable_get_missing_range_hi(variable, 0));
    }
    if (index == 2)
        assert_string_equal(readstat_variable_get_label(variable), "sex (nl)");
    return 0;
}

static int
on_label(const char *set, readstat_value_t value, const char *label, void *context)
{
    (void)set;
    (void)value;
    (void)label;
    ((Found *)context)->labels++;
    return 0;
}

static int
on_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context)
{
    Found *found = context;
    (void)row;
    if (readstat_variable_get_index(variable) != 5)
        return 0;
    if (readstat_value_is_system_missing(value))
        found->empty_weights++;
    else
        found->weights += readstat_double_value(value);
    return 0;
}

static void
the_sav_reads_back(void **state)
{
    Fixture *fixture = *state;
    Found found = {0};
    (void)fixture_build(fixture, "built");
    readstat_parser_t *parser = readstat_parser_init();
    (void)readstat_set_metadata_handler(parser, on_metadata);
    (void)readstat_set_variable_handler(parser, on_variable);
    (void)readstat_set_value_label_handler(parser, on_label);
    (void)readstat_set_value_handler(parser, on_value);
    const char *path = fixture_path(fixture, "built/data/sample-2014.sav");
    assert_int_equal(readstat_parse_sav(parser, path, &found), READSTAT_OK);
    readstat_parser_free(parser);
    assert_int_equal(found.rows, FIXTURE_ROWS);
    assert_int_equal(found.labels, 3 + 3 + 5); /* OLD is not valid in 2014 */
    assert_int_equal(found.missing[2], 1);
    assert_int_equal(found.missing[3], 1);
    assert_int_equal(found.missing[4], 1);
    assert_true(found.low <= 95 && found.low > 1 && found.high >= 98);
    assert_int_equal(found.empty_weights, 1);
    assert_true(found.weights > 39 * 10.1 - 0.001 && found.weights < 39 * 10.1 + 0.001);
}

static void
a_code_that_is_a_formula_is_refused(void **state)
{
    static const char *const codes[] = {"=1+1", "+1", "@x", "-x", "", "a\tb", "\xff"};
    Fixture *fixture = *state;
    Error err;
    PackageSummary summary;
    assert_int_equal(mkdir(fixture_path(fixture, "bad"), 0700), 0);
    for (size_t at = 0; at < sizeof codes / sizeof *codes; at++)
    {
        fixture->catalogue.classifications.items[0].classes.items[0].code = codes[at];
        assert_int_equal(package_build(fixture->arena, &fixture->input,
                                       fixture_path(fixture, "bad"), &summary, &err),
                         ERROR_CATALOGUE);
    }
}

static void
rows_other_than_counted_are_refused(void **state)
{
    Fixture *fixture = *state;
    Error err;
    PackageSummary summary;
    assert_int_equal(mkdir(fixture_path(fixture, "bad"), 0700), 0);
    fixture->extract.years.items[0].rows = FIXTURE_ROWS - 1;
    assert_int_equal(package_build(fixture->arena, &fixture->input, fixture_path(fixture, "bad"),
                                   &summary, &err),
                     ERROR_INTERNAL);
}

/* As many rows as were counted, but the last one first; then each in its place, but one that stands
 * twice in the place of two. */
static void
rows_out_of_order_or_twice_are_refused(void **state)
{
    static const char *const changes[] = {
        "CREATE OR REPLACE TABLE changed AS SELECT * FROM \"rows \"\"2012\"\"\" ORDER BY pseudonym "
        "DESC",
        "CREATE OR REPLACE TABLE changed AS SELECT lead(pseudonym, 1, pseudonym) OVER (ORDER BY "
        "pseudonym) AS pseudonym, * EXCLUDE (pseudonym) FROM \"rows \"\"2012\"\"\" ORDER BY "
        "pseudonym"};
    Fixture *fixture = *state;
    Error err;
    PackageSummary summary;
    assert_int_equal(mkdir(fixture_path(fixture, "bad"), 0700), 0);
    fixture->extract.years.items[0].table = "changed";
    for (size_t at = 0; at < 2; at++)
    {
        assert_int_equal(engine_run(fixture->engine, "change", changes[at], NULL, &err), 0);
        assert_int_equal(package_build(fixture->arena, &fixture->input,
                                       fixture_path(fixture, "bad"), &summary, &err),
                         ERROR_INTERNAL);
        assert_non_null(strstr(err.message, "other rows than were counted"));
    }
}

/* A code that the list does not have at the date must not leave, and is not told. */
static void
a_code_outside_the_list_is_refused(void **state)
{
    Fixture *fixture = *state;
    Error err;
    PackageSummary summary;
    assert_int_equal(mkdir(fixture_path(fixture, "bad"), 0700), 0);
    const char *sql = "UPDATE \"rows \"\"2014\"\"\" SET region = 'OLD' WHERE region = 'W.L'";
    assert_int_equal(engine_run(fixture->engine, "update", sql, NULL, &err), 0);
    assert_int_equal(package_build(fixture->arena, &fixture->input, fixture_path(fixture, "bad"),
                                   &summary, &err),
                     ERROR_INTERNAL);
    assert_non_null(strstr(err.message, "'region' of 2014"));
    assert_null(strstr(err.message, "OLD"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_csv_is_rfc_4180),
        TEST(the_rows_are_in_the_order_of_the_pseudonym),
        TEST(labels_cannot_break_out),
        TEST(frequencies_stand_in_the_codebook),
        TEST(the_ddi_keeps_the_rules_of_its_schema),
        TEST(the_notice_says_until_when_in_three_languages),
        TEST(the_sav_reads_back),
        TEST(a_code_that_is_a_formula_is_refused),
        TEST(rows_other_than_counted_are_refused),
        TEST(rows_out_of_order_or_twice_are_refused),
        TEST(a_code_outside_the_list_is_refused),
    };
    return cmocka_run_group_tests_name("release documents", tests, NULL, NULL);
}
