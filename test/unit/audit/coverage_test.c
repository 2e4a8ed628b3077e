#include "audit/coverage.h"
#include "core/file.h"
#include "core/text.h"

#include "../core/cmocka_all.h"

#include <string.h>

/* The fields as doc/format/audit.md spells them, in the order of its table. */
static const char *const spelt[RULE_FIELDS] = {
    [RULE_RECIPIENT] = "recipient",
    [RULE_PURPOSE] = "purpose",
    [RULE_REFERENCE_DATES] = "reference_dates",
    [RULE_COHORT] = "cohort",
    [RULE_COMMUNICATION] = "communications.NAME",
    [RULE_SAMPLE] = "communications.NAME.sample",
    [RULE_PANEL] = "communications.NAME.panel",
    [RULE_VARIABLES] = "variables",
    [RULE_APPROVAL] = "approval",
    [RULE_ENCLAVE] = "enclave",
    [RULE_OUTPUTS] = "outputs",
    [RULE_REIDENTIFICATION] = "reidentification",
    [RULE_RETENTION] = "retention[N]",
};

/* The next cell of a row, without the blanks around it. */
static const char *
take_cell(Arena *arena, const char **at)
{
    const char *begin = *at + 1;
    const char *end = strchr(begin, '|');
    assert_non_null(end);
    *at = end;
    while (*begin == ' ')
        begin++;
    while (end > begin && end[-1] == ' ')
        end--;
    return arena_copy(arena, begin, (size_t)(end - begin));
}

static uint64_t
read_types(Arena *arena, const char *cell)
{
    uint64_t mask = 0;
    for (const char *at = strchr(cell, '`'); at != NULL; at = strchr(at, '`'))
    {
        EntryType type = ENTRY_CUSTODY_CREATED;
        const char *end = strchr(at + 1, '`');
        assert_non_null(end);
        assert_true(entry_type_parse(arena_copy(arena, at + 1, (size_t)(end - at - 1)), &type));
        mask |= (uint64_t)1 << type;
        at = end + 1;
    }
    return mask;
}

static void
the_table_is_that_of_the_format_page(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    char *page = NULL;
    size_t size = 0;
    (void)state;
    assert_int_equal(file_read(arena, AUDIT_PAGE, 1 << 20, ERROR_DATA, &page, &size, &err),
                     ERROR_NONE);
    const char *row = strstr(page, "\n| field |");
    assert_non_null(row);
    row = strstr(row, "\n| `");
    for (RuleField field = 0; field < RULE_FIELDS; field++)
    {
        const RuleForm *form = rule_form(field);
        assert_non_null(row);
        const char *at = row + 1;
        assert_string_equal(take_cell(arena, &at), arena_print(arena, "`%s`", spelt[field]));
        assert_int_equal(take_cell(arena, &at)[0] != '\0', form->enforced != NULL);
        assert_int_equal(take_cell(arena, &at)[0] != '\0', form->people != NULL);
        assert_true(read_types(arena, take_cell(arena, &at)) == form->entries);
        row = strchr(at, '\n');
    }
    assert_int_equal(row[1], '\n'); /* the table has no other row */
}

static void
each_field_has_its_words_in_each_language(void **state)
{
    (void)state;
    for (RuleField field = 0; field < RULE_FIELDS; field++)
        for (Language language = 0; language < LANGUAGE_COUNT; language++)
        {
            const RuleForm *form = rule_form(field);
            assert_non_null(form->title.in[language]);
            assert_true(form->enforced != NULL || form->people != NULL);
            assert_true(form->enforced == NULL || form->enforced->in[language] != NULL);
            assert_true(form->people == NULL || form->people->in[language] != NULL);
        }
}

static const Cites *
cites_of(int number)
{
    static int numbers[16];
    static Cites cites[16];
    numbers[number] = number;
    cites[number] = (Cites){.items = &numbers[number], .count = 1};
    return &cites[number];
}

/* Purpose (people alone), cohort (beraad alone), retention (both) and a reading, each with a
 * paragraph of its own. */
static void
what_is_cited_by_what_is_treated_so(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Catalogue catalogue = {0};
    Deliberation deliberation = {.purpose = {{"a", "b", "c"}},
                                 .purpose_cites = *cites_of(1),
                                 .cohort = "everybody",
                                 .cohort_cites = *cites_of(2)};
    (void)state;
    *LIST_ADD(arena, &deliberation.retention) = (RetentionRule){
        .all_years = true, .fixed = true, .destroy_by = {20000}, .cites = *cites_of(3)};
    *LIST_ADD(arena, &deliberation.interpretations) =
        (Interpretation){.id = "A1", .cites = *cites_of(4)};
    AuditRules rules = coverage_rules(arena, &deliberation, &catalogue);
    assert_int_equal(rules.count, 3);
    assert_string_equal(rules.items[0].place, "purpose");
    assert_string_equal(rules.items[1].value.in[LANGUAGE_EN], "everybody");
    assert_string_equal(rules.items[2].place, "retention[1]");
    assert_int_equal(coverage_of(&rules, &deliberation, 1), TREATED_ORGANISATIONAL);
    assert_int_equal(coverage_of(&rules, &deliberation, 2), TREATED_ENFORCED);
    assert_int_equal(coverage_of(&rules, &deliberation, 3),
                     TREATED_ENFORCED | TREATED_ORGANISATIONAL);
    assert_int_equal(coverage_of(&rules, &deliberation, 4), TREATED_INTERPRETED);
    assert_int_equal(coverage_of(&rules, &deliberation, 5), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_that_of_the_format_page),
        cmocka_unit_test(each_field_has_its_words_in_each_language),
        cmocka_unit_test(what_is_cited_by_what_is_treated_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
