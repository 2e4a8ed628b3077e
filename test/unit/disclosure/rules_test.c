/*
 * Primary rules on cells that can be judged on paper, through the public interface; and what must
 * hold whatever the numbers are: the order of records does not matter, and sizes near the limits
 * are refused or exact.
 */
#include "disclosure/disclosure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A table of one dimension: cell 0 is the total, cell 1 + leaf a leaf. */
static Disclosure *
line_of(size_t leaves)
{
    uint32_t leaf[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    DisclosureNode nodes[9] = {{leaf, leaves}};
    for (size_t at = 0; at < leaves; at++)
        nodes[1 + at] = (DisclosureNode){&leaf[at], 1};
    Disclosure *tables = disclosure_new();
    DisclosureShown shown = {0};
    DisclosureError err;
    size_t first;
    size_t cells;
    assert_true(disclosure_add_dimension(tables, leaves, nodes, leaves + 1, &err));
    assert_true(disclosure_add_table(tables, &shown, &first, &cells, &err));
    return tables;
}

/* One leaf of so many contributions, under rules. */
static DisclosureCell
judge(const DisclosureRules *rules, const int64_t *value, size_t rows, const double *weight,
      const uint32_t *holding)
{
    static const uint32_t leaf[8] = {0};
    const uint32_t *columns[] = {leaf};
    DisclosureRecords records = {
        .rows = rows, .leaf = columns, .value = value, .weight = weight, .holding = holding};
    Disclosure *tables = line_of(1);
    DisclosureError err;
    assert_true(disclosure_set_records(tables, &records, &err));
    assert_true(disclosure_build(tables, &err));
    assert_true(disclosure_apply(tables, rules, &err));
    DisclosureCell cell = disclosure_cell(tables, 1);
    disclosure_free(tables);
    return cell;
}

static void
check_cell(DisclosureCell cell, unsigned reasons, int64_t upper, int64_t lower)
{
    assert_int_equal(cell.reasons, reasons);
    assert_int_equal(cell.status, reasons == 0 ? DISCLOSURE_PUBLISHED : DISCLOSURE_PRIMARY);
    assert_int_equal(cell.upper, upper);
    assert_int_equal(cell.lower, lower);
}

static const int64_t three[] = {60, 10, 30};

/* The two greatest hold 90 of 100: more than 85 %, needed up to 90 / 0.85 = 105.9; not more than 90
 * %. */
static void
the_greatest_dominate(void **state)
{
    (void)state;
    DisclosureRules rules = {.dominant = 2, .dominance = 8500};
    check_cell(judge(&rules, three, 3, NULL, NULL), DISCLOSURE_BY_DOMINANCE, 6, 6);
    rules.dominance = 9000;
    check_cell(judge(&rules, three, 3, NULL, NULL), 0, 0, 0);
    rules = (DisclosureRules){.dominant = 1, .dominance = 5900};
    check_cell(judge(&rules, three, 3, NULL, NULL), DISCLOSURE_BY_DOMINANCE, 2, 2);
}

/* The second greatest knows all but 10: within 10 % of 60 is 6, within 20 % is 12. With a prior of
 * 50 % it is 24, of 200 % 6. */
static void
nobody_estimates_the_greatest(void **state)
{
    (void)state;
    DisclosureRules rules = {.percent = 1000};
    check_cell(judge(&rules, three, 3, NULL, NULL), 0, 0, 0);
    rules.percent = 2000;
    check_cell(judge(&rules, three, 3, NULL, NULL), DISCLOSURE_BY_PERCENT, 2, 2);
    rules.prior = 5000;
    check_cell(judge(&rules, three, 3, NULL, NULL), DISCLOSURE_BY_PERCENT, 14, 14);
    rules.prior = 20000;
    check_cell(judge(&rules, three, 3, NULL, NULL), 0, 0, 0);
}

/* 15 are left without the second, 5 without the second and the third: 20 % of 60 is 12. */
static void
contributors_pool_what_they_know(void **state)
{
    (void)state;
    static const int64_t four[] = {5, 60, 30, 10};
    DisclosureRules rules = {.percent = 2000};
    check_cell(judge(&rules, four, 4, NULL, NULL), 0, 0, 0);
    rules.coalition = 2;
    check_cell(judge(&rules, four, 4, NULL, NULL), DISCLOSURE_BY_PERCENT, 7, 7);
}

/* Two records of 30 are one contribution of 60 where they belong together. */
static void
a_holding_is_one_contributor(void **state)
{
    (void)state;
    static const int64_t value[] = {30, 30, 10, 30};
    static const uint32_t holding[] = {7, 3, 1, 7};
    DisclosureRules rules = {.minimum = 4, .percent = 2000};
    DisclosureCell cell = judge(&rules, value, 4, NULL, holding);
    check_cell(cell, DISCLOSURE_BY_FREQUENCY | DISCLOSURE_BY_PERCENT, 2, 2);
    assert_int_equal(cell.contributors, 3);
    cell = judge(&rules, value, 4, NULL, NULL);
    check_cell(cell, 0, 0, 0);
    assert_int_equal(cell.contributors, 4);
}

/* 60 of weight 2 stands for two of 60: beside 10 the rest is 10; without weights nothing is left.
 */
static void
weights_stand_for_more(void **state)
{
    (void)state;
    static const int64_t value[] = {60, 10};
    static const double weight[] = {2.4, 0.6};
    DisclosureRules rules = {.percent = 2000};
    DisclosureCell cell = judge(&rules, value, 2, weight, NULL);
    check_cell(cell, DISCLOSURE_BY_PERCENT, 2, 2);
    assert_int_equal(cell.value, 130);
    assert_int_equal(cell.contributors, 2);
    check_cell(judge(&rules, value, 2, NULL, NULL), DISCLOSURE_BY_PERCENT, 12, 12);
}

/* Sizes decide, and the cell says that it holds negative values; a need downwards may then pass the
 * value. */
static void
negative_values_are_named(void **state)
{
    (void)state;
    static const int64_t value[] = {-60, 10, 30};
    DisclosureRules rules = {.percent = 2000};
    DisclosureCell cell = judge(&rules, value, 3, NULL, NULL);
    check_cell(cell, DISCLOSURE_BY_PERCENT, 2, 2);
    assert_true(cell.negative);
    assert_int_equal(cell.value, -20);
    assert_false(judge(&rules, three, 3, NULL, NULL).negative);
}

static Disclosure *
counts(const int64_t *value, size_t leaves, const DisclosureRules *rules)
{
    Disclosure *tables = line_of(leaves);
    DisclosureError err;
    assert_true(disclosure_set_values(tables, value, leaves, &err));
    assert_true(disclosure_build(tables, &err));
    assert_true(disclosure_apply(tables, rules, &err));
    return tables;
}

static DisclosureSummary
protect(Disclosure *tables)
{
    DisclosureOptions options = {.solver = disclosure_solver_clp(), .trims = 1};
    DisclosureSummary summary;
    DisclosureError err;
    assert_true(disclosure_protect(tables, &options, &summary, &err));
    return summary;
}

/* 9 of 10 tells the class of almost everybody; the one who is left is the difference, and alone. */
static void
shares_and_differences_are_unsafe(void **state)
{
    (void)state;
    DisclosureRules rules = {.share = 9000};
    Disclosure *tables = counts((int64_t[]){9, 1}, 2, &rules);
    assert_int_equal(disclosure_cell(tables, 1).reasons, DISCLOSURE_BY_SHARE);
    assert_int_equal(disclosure_cell(tables, 2).reasons, 0);
    disclosure_free(tables);
    rules = (DisclosureRules){.difference = 1};
    tables = counts((int64_t[]){9, 1}, 2, &rules);
    assert_int_equal(disclosure_cells(tables), 4);
    assert_int_equal(disclosure_cell(tables, 3).status, DISCLOSURE_VIRTUAL);
    assert_int_equal(disclosure_cell(tables, 3).value, 1);
    assert_int_equal(protect(tables).open, 0);
    /* 10, 9 and 1 may not all be known, nor two of them. */
    size_t shown = 0;
    for (size_t cell = 0; cell < 3; cell++)
        shown += disclosure_cell(tables, cell).status == DISCLOSURE_PUBLISHED;
    assert_true(shown <= 1);
    disclosure_free(tables);
}

/* 0 + 0 + 7 + 8 = 15: the two zeros cannot hide each other, because none of them can fall. */
static void
zeros_do_not_hide_zeros(void **state)
{
    (void)state;
    DisclosureRules rules = {.zeros = true};
    Disclosure *tables = counts((int64_t[]){0, 0, 7, 8}, 4, &rules);
    DisclosureSummary summary = protect(tables);
    assert_int_equal(summary.primary, 2);
    assert_int_equal(summary.secondary, 1);
    assert_int_equal(summary.open, 0);
    assert_int_equal(disclosure_cell(tables, 3).status, DISCLOSURE_SECONDARY);
    assert_true(disclosure_cell(tables, 1).most > 0);
    disclosure_free(tables);
}

/* Leaf 0 and 1 are of holding 7 alone, leaf 2 of another; 3 has many. Total and leaf 3 tell the sum
 * of the others: 7 subtracts his two and has the third, though no two of them are told by it. */
static void
a_holding_subtracts_all_its_cells(void **state)
{
    (void)state;
    static const uint32_t leaf[] = {0, 1, 2, 3, 3, 3, 3};
    static const int64_t value[] = {100, 50, 70, 20, 21, 22, 23};
    static const uint32_t together[] = {7, 7, 1, 2, 3, 4, 5};
    static const uint32_t apart[] = {7, 8, 1, 2, 3, 4, 5};
    const uint32_t *columns[] = {leaf};
    for (int round = 0; round < 2; round++)
    {
        DisclosureRecords records = {
            .rows = 7, .leaf = columns, .value = value, .holding = round == 0 ? together : apart};
        DisclosureRules rules = {.minimum = 3};
        DisclosureOptions options = {
            .solver = disclosure_solver_clp(), .singles = true, .trims = 1};
        Disclosure *tables = line_of(4);
        DisclosureSummary summary;
        DisclosureError err;
        assert_true(disclosure_set_records(tables, &records, &err));
        assert_true(disclosure_build(tables, &err));
        assert_true(disclosure_apply(tables, &rules, &err));
        assert_true(disclosure_protect(tables, &options, &summary, &err));
        assert_int_equal(summary.primary, 3);
        assert_int_equal(summary.open, 0);
        assert_int_equal(summary.secondary, round == 0 ? 1 : 0);
        disclosure_free(tables);
    }
}

/* Somebody may publish more than that; the audit does not. */
static void
an_audit_sees_who_subtracts_several(void **state)
{
    (void)state;
    static const uint32_t leaf[] = {0, 1, 2, 3, 3, 3, 3};
    static const uint32_t holding[] = {7, 7, 1, 2, 3, 4, 5};
    const uint32_t *columns[] = {leaf};
    DisclosureRecords records = {.rows = 7, .leaf = columns, .holding = holding};
    DisclosureRules rules = {.minimum = 3};
    DisclosureOptions options = {.solver = disclosure_solver_clp(), .singles = true};
    Disclosure *tables = line_of(4);
    DisclosureSummary summary;
    DisclosureError err;
    assert_true(disclosure_set_records(tables, &records, &err));
    assert_true(disclosure_build(tables, &err));
    assert_true(disclosure_apply(tables, &rules, &err));
    assert_true(disclosure_audit(tables, &options, &summary, &err));
    assert_int_equal(summary.open, 1); /* leaf 2, by holding 7 */
    options.singles = false;
    assert_true(disclosure_audit(tables, &options, &summary, &err));
    assert_int_equal(summary.open, 0);
    disclosure_free(tables);
}

/* Four rows and three columns with totals; cell 4 * row + column, 0 the total. */
static Disclosure *
grid_of(const int64_t *value, const DisclosureRules *rules)
{
    static const uint32_t leaf[] = {0, 1, 2, 3};
    DisclosureNode nodes[] = {{leaf, 4}, {leaf, 1}, {leaf + 1, 1}, {leaf + 2, 1}, {leaf + 3, 1}};
    DisclosureNode across[] = {{leaf, 3}, {leaf, 1}, {leaf + 1, 1}, {leaf + 2, 1}};
    Disclosure *tables = disclosure_new();
    DisclosureShown shown[2] = {{0}};
    DisclosureError err;
    size_t first;
    size_t cells;
    assert_true(disclosure_add_dimension(tables, 4, nodes, 5, &err));
    assert_true(disclosure_add_dimension(tables, 3, across, 4, &err));
    assert_true(disclosure_add_table(tables, shown, &first, &cells, &err));
    assert_int_equal(cells, 20);
    assert_true(disclosure_set_values(tables, value, 12, &err));
    assert_true(disclosure_build(tables, &err));
    assert_true(disclosure_apply(tables, rules, &err));
    return tables;
}

/* The first row is 1 + 0 + 0, none of it shown, and its total is: who is the 1 knows that the zeros
 * are zeros, and so the 2 in each of their columns, though no sum of his 1 and of what is shown
 * tells either. Others do not: a 1 in place of a 0 makes the 2 above a 1. */
static void
who_is_alone_reasons_with_what_is_left(void **state)
{
    (void)state;
    static const int64_t value[] = {1, 0, 0, 5, 2, 6, 5, 6, 2, 4, 9, 9};
    static const size_t hidden[] = {5, 6, 7, 9, 10, 13, 15};
    DisclosureRules rules = {.minimum = 3};
    DisclosureOptions options = {.solver = disclosure_solver_clp(), .trims = 1};
    DisclosureSummary summary;
    DisclosureError err;
    for (int round = 0; round < 2; round++)
    {
        Disclosure *tables = grid_of(value, &rules);
        for (size_t at = 0; at < sizeof hidden / sizeof *hidden; at++)
        {
            DisclosureCell cell = disclosure_cell(tables, hidden[at]);
            if (cell.status == DISCLOSURE_PUBLISHED)
                cell.status = DISCLOSURE_SECONDARY;
            disclosure_set_cell(tables, hidden[at], &cell);
        }
        DisclosureCell total = disclosure_cell(tables, 4);
        total.status = DISCLOSURE_PUBLISHED;
        total.width = 0;
        disclosure_set_cell(tables, 4, &total);
        options.singles = round == 1;
        assert_true(disclosure_audit(tables, &options, &summary, &err));
        assert_int_equal(summary.primary, 3);
        assert_int_equal(summary.open, round == 0 ? 0 : 2);
        assert_true(disclosure_protect(tables, &options, &summary, &err));
        assert_int_equal(summary.open, 0);
        disclosure_free(tables);
    }
}

/* Steps out of order are refused, and change nothing. */
static void
steps_out_of_order_are_refused(void **state)
{
    (void)state;
    static const uint32_t leaf[] = {0, 1};
    static const DisclosureNode nodes[] = {{leaf, 2}};
    DisclosureRules rules = {.minimum = 3};
    DisclosureError err;
    Disclosure *tables = disclosure_new();
    assert_true(disclosure_add_dimension(tables, 2, nodes, 1, &err));
    assert_true(disclosure_set_values(tables, (int64_t[]){1, 2}, 2, &err));
    assert_false(disclosure_add_dimension(tables, 2, nodes, 1, &err));
    disclosure_free(tables);
    tables = counts((int64_t[]){2, 3, 4}, 3, &rules);
    assert_false(disclosure_apply(tables, &rules, &err));
    disclosure_free(tables);
}

/* Nothing is proven of a cell that is out already. */
static void
an_unsafe_cell_cannot_be_published_whatever_happens(void **state)
{
    (void)state;
    DisclosureRules rules = {.minimum = 5};
    DisclosureOptions options = {.solver = disclosure_solver_clp()};
    DisclosureSummary summary;
    DisclosureError err;
    Disclosure *tables = counts((int64_t[]){3, 7, 8}, 3, &rules);
    DisclosureCell cell = disclosure_cell(tables, 1);
    cell.forced = true;
    disclosure_set_cell(tables, 1, &cell);
    assert_false(disclosure_protect(tables, &options, &summary, &err));
    disclosure_free(tables);
}

/* What was proven holds for one pattern. */
static void
another_pattern_has_no_proofs(void **state)
{
    (void)state;
    DisclosureRules rules = {.minimum = 5};
    size_t size;
    Disclosure *tables = counts((int64_t[]){3, 7, 8}, 3, &rules);
    assert_int_equal(protect(tables).open, 0);
    DisclosureCell cell = disclosure_cell(tables, 1);
    assert_true(cell.least < cell.most);
    (void)disclosure_certificate(tables, &size);
    assert_true(size > 0);
    disclosure_set_cell(tables, 1, &cell);
    cell = disclosure_cell(tables, 1);
    assert_int_equal(cell.least, cell.most);
    (void)disclosure_certificate(tables, &size);
    assert_int_equal(size, 0);
    assert_int_equal(disclosure_cell(tables, 99).status, DISCLOSURE_PUBLISHED);
    disclosure_free(tables);
}

/* A difference of amounts beside records: their contributors are not counted, so no rule may take
 * amounts for them. */
static void
amounts_are_no_contributors(void **state)
{
    (void)state;
    static const uint32_t leaf[] = {0, 1, 1, 1};
    static const int64_t value[] = {50000, 10, 20, 30};
    static const uint32_t both[] = {0, 1};
    static const int32_t factor[] = {1, -1};
    const uint32_t *columns[] = {leaf};
    DisclosureRecords records = {.rows = 4, .leaf = columns, .value = value};
    DisclosureRules rules = {.minimum = 3};
    DisclosureOptions options = {.solver = disclosure_solver_clp(), .singles = true};
    DisclosureSummary summary;
    DisclosureError err;
    size_t cell;
    Disclosure *tables = line_of(2);
    assert_true(disclosure_add_cell(tables, both, factor, 2, &cell, &err));
    assert_true(disclosure_set_records(tables, &records, &err));
    assert_true(disclosure_build(tables, &err));
    assert_false(disclosure_apply(tables, &rules, &err));
    rules = (DisclosureRules){.zeros = true};
    assert_true(disclosure_apply(tables, &rules, &err));
    assert_false(disclosure_protect(tables, &options, &summary, &err));
    options.singles = false;
    assert_true(disclosure_protect(tables, &options, &summary, &err));
    disclosure_free(tables);
}

/* What K contributors or fewer have is as unsafe in a cell as it is in the difference of two. */
static void
few_are_unsafe_by_themselves_too(void **state)
{
    (void)state;
    DisclosureRules rules = {.difference = 2};
    Disclosure *tables = counts((int64_t[]){2, 3, 0}, 3, &rules);
    assert_int_equal(disclosure_cell(tables, 1).reasons, DISCLOSURE_BY_DIFFERENCE);
    assert_int_equal(disclosure_cell(tables, 2).reasons, 0);
    assert_int_equal(disclosure_cell(tables, 3).reasons, 0);
    disclosure_free(tables);
}

/* 2^62 - 1 in all, of which 3 are not in the first leaf; and thirds that no double holds. */
static void
great_values_that_are_shown_have_a_table(void **state)
{
    (void)state;
    static const int64_t all = ((int64_t)1 << 62) - 1;
    static const bool shown[] = {true, true, false, false, false};
    DisclosureOptions options = {.solver = disclosure_solver_clp()};
    for (int64_t rest = 3; rest < all; rest = rest * 1000 + 7)
    {
        const int64_t value[] = {all, all - rest, 0, 0, 0};
        const size_t cell[] = {2};
        double least;
        double most;
        DisclosureError err;
        Disclosure *tables = line_of(4);
        assert_true(disclosure_set_published(tables, value, shown, options.solver, &err));
        assert_true(disclosure_intervals(tables, &options, cell, 1, &least, &most, &err));
        assert_true(least > -1e-3 && least < 1e-3);
        assert_true(most / (double)rest > 1 - 1e-9 && most / (double)rest < 1 + 1e-9);
        disclosure_free(tables);
        if (rest > all / 1001)
            break;
    }
}

/* pq with two that pool: without the 30 and the 10 of 105 are left 5, and everybody can estimate 60
 * to 50 % already: 20/50 of 60 is 24. With a prior of 300 % it is 4. */
static void
a_coalition_knows_something_before(void **state)
{
    (void)state;
    static const int64_t four[] = {5, 60, 30, 10};
    DisclosureRules rules = {.percent = 2000, .prior = 5000, .coalition = 2};
    check_cell(judge(&rules, four, 4, NULL, NULL), DISCLOSURE_BY_PERCENT, 19, 19);
    rules.prior = 30000;
    check_cell(judge(&rules, four, 4, NULL, NULL), 0, 0, 0);
}

/* The certificate holds the whole pattern with its proofs: the same bytes whatever the order of the
 * records. */
static void
the_order_of_records_does_not_matter(void **state)
{
    (void)state;
    enum
    {
        ROWS = 60
    };
    uint32_t leaf[ROWS];
    int64_t value[ROWS];
    uint32_t holding[ROWS];
    char first[65536];
    size_t first_size = 0;
    static const uint32_t steps[] = {1, 7, 59, 11}; /* each with no divisor of 60 */
    for (size_t order = 0; order < 4; order++)
    {
        for (uint32_t row = 0; row < ROWS; row++)
        {
            uint32_t from = row * steps[order] % ROWS;
            leaf[row] = from * from % 19 % 8;
            value[row] = 1 + from * 37 % 101;
            holding[row] = from % 17;
        }
        const uint32_t *columns[] = {leaf};
        DisclosureRecords records = {
            .rows = ROWS, .leaf = columns, .value = value, .holding = holding};
        DisclosureRules rules = {.minimum = 6, .percent = 1500};
        Disclosure *tables = line_of(8);
        DisclosureError err;
        assert_true(disclosure_set_records(tables, &records, &err));
        assert_true(disclosure_build(tables, &err));
        assert_true(disclosure_apply(tables, &rules, &err));
        DisclosureSummary summary = protect(tables);
        assert_true(summary.primary > 0);
        size_t size;
        const char *certificate = disclosure_certificate(tables, &size);
        assert_true(size > 100 && size < sizeof first);
        if (order == 0)
            memcpy(first, certificate, first_size = size);
        assert_int_equal(size, first_size);
        assert_memory_equal(first, certificate, size);
        disclosure_free(tables);
    }
}

/* Factors and values as large as they go: partial sums of 2^31 * 2^61 are taken, results of 62 bits
 * or more refused. */
static void
sizes_near_the_limits_are_exact_or_refused(void **state)
{
    (void)state;
    const int64_t great = ((int64_t)1 << 61) + 12345;
    const int64_t value[] = {great, great - 1, 3, great};
    const uint32_t inner[] = {0, 1, 2, 3};
    const int32_t lopsided[] = {INT32_MAX, -INT32_MAX, 1, 1};
    const int32_t steep[] = {INT32_MAX, INT32_MIN, 1, INT32_MAX};
    DisclosureError err;
    size_t cell;
    Disclosure *tables = disclosure_new();
    assert_true(disclosure_set_values(tables, value, 4, &err));
    assert_true(disclosure_add_cell(tables, inner, lopsided, 4, &cell, &err));
    assert_true(disclosure_add_cell(tables, inner, NULL, 1, &cell, &err));
    assert_true(disclosure_add_cell(tables, inner + 1, NULL, 1, &cell, &err));
    assert_true(disclosure_add_cell(tables, inner + 2, NULL, 2, &cell, &err));
    assert_true(disclosure_build(tables, &err));
    assert_int_equal(disclosure_cell(tables, 0).value, INT32_MAX + great + 3);
    DisclosureCell unsafe = disclosure_cell(tables, 1);
    unsafe.status = DISCLOSURE_PRIMARY;
    unsafe.upper = unsafe.lower = ((int64_t)1 << 60) + 1;
    unsafe.width = INT64_MAX;
    disclosure_set_cell(tables, 1, &unsafe);
    DisclosureSummary summary = protect(tables);
    assert_int_equal(summary.primary, 1);
    assert_true(summary.open > 0); /* no width of 2^63 is to be had */
    disclosure_free(tables);

    tables = disclosure_new();
    assert_true(disclosure_set_values(tables, value, 4, &err));
    assert_true(disclosure_add_cell(tables, inner, steep, 4, &cell, &err));
    assert_false(disclosure_build(tables, &err));
    assert_non_null(strstr(err.message, "62 bits"));
    disclosure_free(tables);
    tables = disclosure_new();
    assert_true(disclosure_set_values(tables, value, 4, &err));
    assert_true(disclosure_add_cell(tables, inner, NULL, 4, &cell, &err));
    assert_false(disclosure_build(tables, &err));
    disclosure_free(tables);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_greatest_dominate),
        cmocka_unit_test(nobody_estimates_the_greatest),
        cmocka_unit_test(contributors_pool_what_they_know),
        cmocka_unit_test(a_holding_is_one_contributor),
        cmocka_unit_test(weights_stand_for_more),
        cmocka_unit_test(negative_values_are_named),
        cmocka_unit_test(shares_and_differences_are_unsafe),
        cmocka_unit_test(zeros_do_not_hide_zeros),
        cmocka_unit_test(a_holding_subtracts_all_its_cells),
        cmocka_unit_test(an_audit_sees_who_subtracts_several),
        cmocka_unit_test(who_is_alone_reasons_with_what_is_left),
        cmocka_unit_test(steps_out_of_order_are_refused),
        cmocka_unit_test(an_unsafe_cell_cannot_be_published_whatever_happens),
        cmocka_unit_test(another_pattern_has_no_proofs),
        cmocka_unit_test(amounts_are_no_contributors),
        cmocka_unit_test(few_are_unsafe_by_themselves_too),
        cmocka_unit_test(great_values_that_are_shown_have_a_table),
        cmocka_unit_test(a_coalition_knows_something_before),
        cmocka_unit_test(the_order_of_records_does_not_matter),
        cmocka_unit_test(sizes_near_the_limits_are_exact_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
