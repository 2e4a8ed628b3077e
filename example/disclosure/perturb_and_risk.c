/* Perturbed and rounded counts, and the risk of five records of which a population is known.
 *     cc perturb_and_risk.c $(pkg-config --cflags --libs libberaad-disclosure) && ./a.out */
#include <disclosure/perturbation.h>
#include <disclosure/risk.h>
#include <inttypes.h>
#include <stdio.h>

static int fail(const DisclosureError *err)
{
    fprintf(stderr, "%s\n", err->message);
    return 1;
}

int main(void)
{
    /* The keys of cells are sums of the keys of their records; here they are made up. */
    static const uint64_t keys[] = {0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB};
    static const uint64_t counts[] = {0, 4, 120};
    uint64_t noisy[3];
    /* Rows 0 to 4 are the file, all eight the population; the second column is missing nowhere. */
    static const uint16_t sex[] = {0, 0, 1, 1, 1, 0, 1, 1};
    static const uint16_t age[] = {2, 2, 1, 0, 0, 2, 0, 1};
    static const bool in_file[] = {true, true, true, true, true, false, false, false};
    static const uint32_t sizes[] = {2, 3};
    static const size_t columns[] = {0, 1};
    const uint16_t *const codes[] = {sex, age};
    const DisclosureFile file = {8, 2, codes, sizes, NULL, in_file, NULL};
    const DisclosureKeys both = {columns, 2};
    const DisclosureNoiseDesign design = {.most = 3, .variance = 1, .unchanged = -1};
    DisclosureError err;
    DisclosureRisk risk;
    DisclosureNoise *noise = disclosure_noise_new(&design, &err);
    if (noise == NULL || !disclosure_population_risk(&file, &both, &risk, &err))
        return fail(&err);
    disclosure_perturb(noise, 3, keys, counts, noisy);
    for (size_t cell = 0; cell < 3; cell++)
        printf("%" PRIu64 " -> within 3: %s; to the base 5: %" PRIu64 "\n", counts[cell],
               noisy[cell] + 3 >= counts[cell] && noisy[cell] <= counts[cell] + 3 ? "yes" : "no",
               disclosure_round_nearest(counts[cell], 5));
    printf("%" PRIu64 " records, least f %u, least F %u, expected matches %.3f\n", risk.records,
           risk.least_file, risk.least_population, risk.expected_matches);
    disclosure_noise_free(noise);
    return 0;
}
