/* manifest.json: print and read are inverse, and nothing else is read. */
#include "fixture.h"

#include "release/until.h"

#include "core/file.h"
#include "core/text.h"

#include <string.h>

static char *
good_manifest(Fixture *fixture, size_t *ret_size)
{
    Error err;
    char *bytes = NULL;
    (void)fixture_build(fixture, "built");
    assert_int_equal(file_read(fixture->arena, fixture_path(fixture, "built/manifest.json"),
                               1 << 20, ERROR_IO, &bytes, ret_size, &err),
                     0);
    return bytes;
}

static void
print_and_read_are_inverse(void **state)
{
    Fixture *fixture = *state;
    Error err;
    Manifest *manifest = NULL;
    size_t size = 0;
    size_t again = 0;
    char *bytes = good_manifest(fixture, &size);
    assert_int_equal(manifest_read(fixture->arena, bytes, size, &manifest, &err), ERROR_NONE);
    char *printed = manifest_print(fixture->arena, manifest, &again);
    assert_int_equal(size, again);
    assert_memory_equal(bytes, printed, size);
}

/* The values as the fixture made them, worked out by hand. */
static void
it_says_what_was_packed(void **state)
{
    Fixture *fixture = *state;
    Error err;
    Manifest *manifest = NULL;
    size_t size = 0;
    char *bytes = good_manifest(fixture, &size);
    assert_int_equal(manifest_read(fixture->arena, bytes, size, &manifest, &err), ERROR_NONE);
    assert_string_equal(manifest->deliberation, "T/19/002");
    assert_string_equal(manifest->setting, "delivered");
    assert_int_equal(manifest->percent_millionths, 12500000);
    assert_int_equal(manifest->years.items[1].year, 2014);
    assert_int_equal(manifest->years.items[1].rows, FIXTURE_ROWS);
    assert_int_equal(manifest->years.items[1].left_out, 3);
    assert_string_equal(manifest->years.items[0].strata.items[0].classes, "sex=1");
    assert_int_equal(manifest->risk_k.count, 2);
    assert_int_equal(manifest->risks.items[0].below.items[1], 3);
    assert_true(manifest->retention.items[0].dated);
    assert_int_equal(manifest->retention.items[0].after.items[0].years, 5);
    assert_string_equal(manifest->retention.items[0].after.items[0].event, "last delivery");
    assert_int_equal(manifest->retention.items[0].cites.count, 2);
    assert_int_equal(manifest->files.count, 12);
}

static void
reads_not(Fixture *fixture, const char *bytes, size_t size, const char *reason)
{
    SCRATCH Arena *work = arena_new("manifest");
    Error err = {.message = ""};
    Manifest *manifest = NULL;
    (void)fixture;
    assert_int_equal(manifest_read(work, bytes, size, &manifest, &err), ERROR_DATA);
    if (strstr(err.message, reason) == NULL)
        fail_msg("expected '%s', found '%s'", reason, err.message);
}

typedef struct Change
{
    const char *from;
    const char *to;
    const char *reason;
} Change;

static const Change changes[] = {
    {"\"format\":\"beraad package 1\"", "\"format\":\"beraad package 2\"", "format"},
    {"{\"catalogue\"", "{\"author\":\"x\",\"catalogue\"", "not known"},
    {"\"cohort\":\"all\",", "", "'cohort' is missing"},
    {"\"key_version\":1", "\"key_version\":-1", "key_version: expected a whole number"},
    {"\"key_version\":1", "\"key_version\":1.0", "key_version: expected a whole number"},
    {"\"key_version\":1", "\"key_version\":true", "key_version: expected a whole number"},
    {"\"key_version\":1", "\"key_version\":9007199254740992", "key_version"},
    {"\"key_version\":1", "\"key_version\":1,\"key_version\":1", "not valid JSON"},
    {"\"reference_date\":\"2012-03-31\"", "\"reference_date\":\"2012-02-30\"", "reference_date"},
    {"\"drawn\":true", "\"drawn\":1", "sample: drawn: expected true or false"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"../NOTICE.txt\"", "files: item 1"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"/NOTICE.txt\"", "files: item 1"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"A/../NOTICE\"", "files: item 1"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"A//B\"", "files: item 1"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"A/\"", "files: item 1"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"\"", "files: item 1"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"a\\\\b\"", "files: item 1"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"z\"", "not in order"},
    {"\"name\":\"NOTICE.txt\"", "\"name\":\"codebook\"", "inside another file"},
    {"\"name\":\"deliberation.yaml\"", "\"name\":\"manifest.json\"", "files: item"},
    {"\"below\":[2,3]", "\"below\":[2]", "below: expected 2 counts"},
    {"\"dated\":true,", "\"dated\":false,", "destroy_by"},
    {"\"provider\":\"KSZ & co\"", "\"provider\":\"KSZ \\u0026 co\"", "canonical"},
    {"\"provider\":\"KSZ & co\"", "\"provider\":\"KSZ\\n\"", "one line"},
    {"{\"catalogue\"", " {\"catalogue\"", "canonical"},
};

static char *
changed(Fixture *fixture, const char *bytes, const Change *change)
{
    const char *at = strstr(bytes, change->from);
    if (at == NULL)
        fail_msg("the manifest has no '%s'", change->from);
    Text text = text_new(fixture->arena);
    text_add_bytes(&text, bytes, (size_t)(at - bytes));
    text_add(&text, change->to);
    text_add(&text, at + strlen(change->from));
    return text.bytes;
}

static void
every_other_form_is_refused(void **state)
{
    Fixture *fixture = *state;
    size_t size = 0;
    const char *bytes = good_manifest(fixture, &size);
    for (size_t at = 0; at < sizeof changes / sizeof *changes; at++)
    {
        const char *other = changed(fixture, bytes, &changes[at]);
        reads_not(fixture, other, strlen(other), changes[at].reason);
    }
    for (size_t cut = 0; cut < size; cut += 7)
        reads_not(fixture, bytes, cut, "");
    reads_not(fixture, arena_print(fixture->arena, "%s\n", bytes), size + 1, "canonical");
}

static void
deep_nesting_is_refused(void **state)
{
    Fixture *fixture = *state;
    Text text = text_new(fixture->arena);
    for (int at = 0; at < 1000000; at++)
        text_add(&text, "[");
    reads_not(fixture, text.bytes, text.size, "not valid JSON");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

/* By the calendar: five years after a leap day is the 28th; the day itself is not past. */
static void
dates_of_what_the_manifest_says(void **state)
{
    (void)state;
    ManifestRetention both = {.dated = true, .destroy_by = date_of(2029, 3, 31)};
    ManifestAfter five = {.years = 5, .event = "last delivery"};
    ManifestAfter ever = {.years = INT64_C(1) << 53, .event = "receipt"};
    Date made = date_of(2024, 2, 29);
    both.after.items = &five;
    both.after.count = 1;
    assert_false(until_is_past(&both, date_of(2029, 3, 31)));
    assert_true(until_is_past(&both, date_of(2029, 4, 1)));
    assert_false(until_may_be_past(&both, made, date_of(2029, 2, 28)));
    assert_true(until_may_be_past(&both, made, date_of(2029, 3, 1)));
    assert_int_equal(date_compare(until_not_before(&five, made), date_of(2029, 2, 28)), 0);
    assert_int_equal(date_compare(until_not_before(&ever, made), date_of(9999, 12, 31)), 0);
    both.dated = false;
    assert_false(until_is_past(&both, date_of(2999, 1, 1)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_what_the_manifest_says),
        TEST(print_and_read_are_inverse),
        TEST(it_says_what_was_packed),
        TEST(every_other_form_is_refused),
        TEST(deep_nesting_is_refused),
    };
    return cmocka_run_group_tests_name("release manifest", tests, NULL, NULL);
}
