/*
 * Category of the living wage against LIPRO position and household type: which pairs are told as a
 * contradiction. The category follows the facts, LIPRO the register, so that a row is never
 * rejected for it.
 */
#include "catalogue/bind.h"
#include "town.h"

typedef struct Case
{
    int category;
    const char *lipro;
    const char *type;
    const char *told; /* the contradictions that hold, in the order of the catalogue; "" for none */
} Case;

static const Case cases[] = {
    {1, "UNM0", "UNM0", ""},
    {1, "NFRP", "MAR0", ""},
    {1, "SING", "SING", "cohabiting_alone "},
    {2, "SING", "SING", ""},
    {2, "C1PA", "1PA", ""},
    {2, "OTHR", "OTHR", ""},
    {2, "MAR0", "MAR0", "single_with_partner "},
    {2, "MAR+", "MAR+", "single_with_partner "},
    {2, "UNM0", "UNM0", "single_with_partner "},
    {2, "UNM+", "UNM+", "single_with_partner "},
    /* A child of a couple has no partner himself. */
    {2, "CMAR", "MAR+", ""},
    {3, "H1PA", "1PA", ""},
    {3, "MAR+", "MAR+", ""},
    {3, "SING", "SING", "family_without_child "},
    {3, "MAR0", "MAR0", "family_without_child "},
    {3, "UNM0", "UNM0", "family_without_child "},
    {3, "OTHR", "OTHR", "family_without_child "},
    /* Nothing is known of the household: nothing is contradicted. */
    {3, "NA", "NA", ""},
    {2, NULL, NULL, ""},
};

static const char *
told(Town *town, const Case *case_)
{
    Text names = text_new(town->arena);
    for (size_t at = 0; at < town->catalogue->contradictions.count; at++)
    {
        Error err = {0};
        int64_t count = 0;
        const Contradiction *contradiction = &town->catalogue->contradictions.items[at];
        const char *lipro =
            case_->lipro == NULL ? "NULL" : engine_literal(town->arena, case_->lipro);
        const char *type = case_->type == NULL ? "NULL" : engine_literal(town->arena, case_->type);
        const char *sql = arena_print(
            town->arena,
            "SELECT count(*) FROM (SELECT %d AS living_wage_category, CAST(%s AS VARCHAR) AS "
            "lipro, CAST(%s AS VARCHAR) AS household_type) AS row_ WHERE %s",
            case_->category, lipro, type,
            catalogue_bind_sql(town->arena, town->catalogue, contradiction->condition, town->date));
        if (engine_count(town->engine, "contradiction", sql, &count, &err) != ERROR_NONE)
            fail_msg("%s", err.message);
        if (count == 1)
            text_print(&names, "%s ", contradiction->name);
    }
    return names.bytes;
}

static void
contradictions_are_told(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        assert_string_equal(told(town, &cases[at]), cases[at].told);
    town_free(town);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(contradictions_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
