#include "audit/details.h"

#include "../core/cmocka_all.h"

#include <string.h>

static bool
read_details(Arena *arena, const char *text, Details *ret_details, const char **ret_said)
{
    Complaints complaints = complaints_new(arena, "d");
    bool read = details_read(arena, text, strlen(text), &complaints, ret_details);
    *ret_said = complaints_print(arena, &complaints);
    return read;
}

static void
what_is_empty_is_to_be_filled_in(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Details details;
    const char *said = NULL;
    (void)state;
    assert_true(read_details(arena,
                             "contact:\nofficer: ~\nsecurity: '  '\nlegal_basis: {nl: '', fr: '', "
                             "en: ''}\ntransfers: none\n"
                             "representative: {nl: a, fr: b, en: c}\n",
                             &details, &said));
    assert_null(details.contact.in[LANGUAGE_NL]);
    assert_null(details.officer.in[LANGUAGE_EN]);
    assert_null(details.security.in[LANGUAGE_EN]);
    assert_null(details.legal_basis.in[LANGUAGE_FR]);
    assert_null(details.joint_controllers.in[LANGUAGE_FR]);
    assert_string_equal(details.transfers.in[LANGUAGE_FR], "none");
    assert_string_equal(details.representative.in[LANGUAGE_FR], "b");
}

static void
further_fields_have_a_label_and_a_law(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Details details;
    const char *said = NULL;
    (void)state;
    assert_true(read_details(arena,
                             "more:\n  - {label: Why, law: art. 1, text: so}\n"
                             "  - {label: How, law: art. 2}\n",
                             &details, &said));
    assert_int_equal(details.more.count, 2);
    assert_string_equal(details.more.items[0].text.in[0], "so");
    assert_null(details.more.items[1].text.in[0]);
    assert_false(read_details(arena, "more:\n  - {label: Why, text: so}\n", &details, &said));
    assert_non_null(strstr(said, "d:2:5: "));
    assert_false(read_details(arena, "more:\n  - {label: '', law: a}\n", &details, &said));
    assert_string_equal(said, "d:2:5: expected a label and a law that are not empty\n");
}

static void
anything_else_is_told_with_its_place(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    static const struct
    {
        const char *text;
        const char *place;
    } cases[] = {
        {"contcat: x\n", "d:1:1: "},
        {"contact: [x]\n", "d:1:10: "},
        {"contact: {nl: a, fr: b}\n", "d:1:10: "},
        {"contact: {nl: a, fr: b, en: ''}\n", "d:1:10: "},
        {"- x\n", "d:1:1: "},
        {"more: x\n", "d:1:7: "},
    };
    (void)state;
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        Details details;
        const char *said = NULL;
        assert_false(read_details(arena, cases[at].text, &details, &said));
        if (strncmp(said, cases[at].place, strlen(cases[at].place)) != 0)
            print_message("%s: %s", cases[at].text, said);
        assert_memory_equal(said, cases[at].place, strlen(cases[at].place));
    }
    char *text = arena_take(arena, DETAILS_TEXT + 20);
    memcpy(text, "contact: ", 9);
    memset(text + 9, 'x', DETAILS_TEXT + 1);
    Details details;
    const char *said = NULL;
    assert_false(read_details(arena, text, &details, &said));
    assert_string_equal(said, "d:1:10: expected at most 4000 bytes, found 4001\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_empty_is_to_be_filled_in),
        cmocka_unit_test(further_fields_have_a_label_and_a_law),
        cmocka_unit_test(anything_else_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
