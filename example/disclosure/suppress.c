/* A table of counts by region and sex in which cells below 5 must not be shown, nor worked out.
 *     cc suppress.c $(pkg-config --cflags --libs libberaad-disclosure) && ./a.out */
#include <disclosure/disclosure.h>
#include <inttypes.h>
#include <stdio.h>

static int fail(const DisclosureError *err)
{
    fprintf(stderr, "%s\n", err->message);
    return 1;
}

int main(void)
{
    static const int64_t counts[] = {20, 3, 14, 17, 9, 11}; /* three regions, in each: women, men */
    static const uint32_t leaves[] = {0, 1, 2};
    const DisclosureNode regions[] = {{leaves, 3}, {leaves, 1}, {leaves + 1, 1}, {leaves + 2, 1}};
    const DisclosureNode sexes[] = {{leaves, 2}, {leaves, 1}, {leaves + 1, 1}};
    const DisclosureShown all[] = {{NULL, 0}, {NULL, 0}};
    const DisclosureRules rules = {.minimum = 5, .range = 3};
    const DisclosureOptions options = {
        .solver = disclosure_solver_clp(), .singles = true, .trims = 1};
    DisclosureError err;
    DisclosureSummary summary;
    size_t first, cells;
    Disclosure *tables = disclosure_new();
    if (!disclosure_add_dimension(tables, 3, regions, 4, &err) ||
        !disclosure_add_dimension(tables, 2, sexes, 3, &err) ||
        !disclosure_add_table(tables, all, &first, &cells, &err) ||
        !disclosure_set_values(tables, counts, 6, &err) || !disclosure_build(tables, &err) ||
        !disclosure_apply(tables, &rules, &err) ||
        !disclosure_protect(tables, &options, &summary, &err))
        return fail(&err);
    for (size_t cell = 0; cell < cells; cell++)
    {
        DisclosureCell of = disclosure_cell(tables, first + cell);
        if (of.status == DISCLOSURE_PUBLISHED)
            printf("%6" PRId64 "%s", of.value, cell % 3 == 2 ? "\n" : "");
        else
            printf("     x%s", cell % 3 == 2 ? "\n" : "");
    }
    printf("%zu unsafe, %zu more suppressed, %s\n", summary.primary, summary.secondary,
           summary.open == 0 ? "proven" : "not proven");
    disclosure_free(tables);
    return 0;
}
