#include "command/risk.h"
#include "disclosure/diversity.h"
#include "disclosure/individual.h"
#include "disclosure/loglinear.h"
#include "disclosure/population.h"
#include "disclosure/suda.h"
#include "disclosure/wildcard.h"

#include <inttypes.h>

typedef struct Cells LIST_OF(const char *) Cells;

static void
put_count(json_t *object, const char *key, uint64_t count)
{
    json_put(object, key, json_integer((json_int_t)count));
}

static const char *
count_text(Arena *arena, uint64_t count)
{
    return arena_print(arena, "%" PRIu64, count);
}

static void
add_head(Arena *arena, Cells *cells, const char *const *names, size_t count)
{
    for (size_t at = 0; at < count; at++)
        *LIST_ADD(arena, cells) = names[at];
}

static json_t *
subset_json(const RiskReport *report, const char *names, const PopulationRisk *risk)
{
    json_t *entry = json_object();
    json_put_text(entry, "keys", names);
    put_count(entry, "least_in_file", risk->least_file);
    put_count(entry, "least_in_population", risk->least_population);
    put_count(entry, "unique_in_file", risk->unique_in_file);
    put_count(entry, "unique_in_population", risk->unique_in_population);
    put_count(entry, "unique_in_both", risk->unique_in_both);
    put_count(entry, "unmatched", risk->unmatched);
    json_put_text(entry, "expected_matches",
                  risk_number(report->call->arena, risk->expected_matches));
    json_put_text(entry, "mean_risk", risk_number(report->call->arena, risk->mean_risk));
    for (size_t at = 0; at < POPULATION_LEVELS; at++)
        put_count(entry,
                  arena_print(report->call->arena, "risk_at_least_1_in_%u", population_levels[at]),
                  risk->at_least[at]);
    return entry;
}

static void
add_subset(RiskReport *report, uint32_t keys, Cells *cells, json_t *subsets)
{
    Arena *arena = report->call->arena;
    Text names = text_new(arena);
    size_t set[RISK_KEYS];
    size_t count = 0;
    for (size_t key = 0; key < report->input->ask->key_count; key++)
        if ((keys >> key & 1U) != 0)
        {
            text_print(&names, "%s%s", count == 0 ? "" : ",", report->input->ask->keys[key]);
            set[count++] = key;
        }
    PopulationRisk risk = population_risk(&report->input->table, set, count);
    const char *const row[] = {
        text_shown(arena, names.bytes),           count_text(arena, risk.least_file),
        count_text(arena, risk.least_population), count_text(arena, risk.unique_in_file),
        count_text(arena, risk.unique_in_both),   risk_number(arena, risk.expected_matches),
        risk_number(arena, risk.mean_risk),       count_text(arena, risk.at_least[0]),
        count_text(arena, risk.at_least[2])};
    add_head(arena, cells, row, sizeof row / sizeof *row);
    if (json_array_append_new(subsets, subset_json(report, names.bytes, &risk)) != 0)
        error_out_of_memory();
}

ErrorKind
risk_report_subsets(RiskReport *report, size_t largest, Error *err)
{
    (void)err;
    static const char *const head[] = {"keys",      "min f",       "min F",
                                       "unique",    "and in pop.", "expected matches",
                                       "mean risk", "risk >= 1/2", "risk >= 1/10"};
    Arena *arena = report->call->arena;
    size_t keys = report->input->ask->key_count;
    json_t *subsets = json_array();
    Cells cells = {0};
    add_head(arena, &cells, head, 9);
    size_t rows = 1;
    for (size_t size = 1; size <= keys; size++)
        for (uint32_t subset = 1; subset < 1U << keys; subset++)
        {
            if ((size_t)__builtin_popcount(subset) != size || (size > largest && size < keys))
                continue;
            add_subset(report, subset, &cells, subsets);
            rows++;
        }
    bool alone = report->input->ask->population == NULL;
    json_put(report->json, "records", json_integer((json_int_t)report->input->records));
    json_put(report->json, "population",
             alone
                 ? json_null()
                 : json_integer((json_int_t)(report->input->table.rows - report->input->records)));
    json_put(report->json, "subsets", subsets);
    text_print(&report->text, "%zu records, %s\n\n", report->input->records,
               alone ? "no population: the file is counted as its own"
                     : arena_print(arena, "%zu persons in the population",
                                   report->input->table.rows - report->input->records));
    text_add(&report->text, result_table(arena, cells.items, 9, rows, "lrrrrrrrr"));
    return ERROR_NONE;
}

/* With missing keys as wildcards: how many records have a count below 2, 3, 5, 10? */
ErrorKind
risk_report_missing(RiskReport *report, uint32_t alpha, Error *err)
{
    (void)err;
    static const uint32_t levels[] = {2, 3, 5, 10};
    const RiskInput *input = report->input;
    WildcardCount *counts =
        arena_take_array(report->call->arena, input->table.rows, sizeof *counts);
    wildcard_count(&input->table, input->set, input->ask->key_count, counts, NULL);
    json_t *entry = json_object();
    text_print(&report->text,
               "\nall keys together where missing ones match any value, alpha %u/1000 (above they "
               "are a value of their own)\n",
               alpha);
    put_count(entry, "alpha_thousandths", alpha);
    for (size_t at = 0; at < sizeof levels / sizeof *levels; at++)
    {
        uint64_t below = 0;
        for (size_t row = 0; row < input->records; row++)
            below += !wildcard_reaches(counts[row], alpha, levels[at]);
        put_count(entry, arena_print(report->call->arena, "below_%u", levels[at]), below);
        text_print(&report->text, "  %" PRIu64 " records with f < %u\n", below, levels[at]);
    }
    json_put(report->json, "wildcards", entry);
    return ERROR_NONE;
}

ErrorKind
risk_report_individual(RiskReport *report, Error *err)
{
    (void)err;
    Arena *arena = report->call->arena;
    const RiskInput *input = report->input;
    double *risk = arena_take_array(arena, input->table.rows, sizeof *risk);
    IndividualRisk found =
        individual_risks(&input->table, input->set, input->ask->key_count, input->weight, risk);
    json_t *entry = json_object();
    json_put_text(entry, "expected_matches", risk_number(arena, found.expected_matches));
    json_put_text(entry, "mean_risk", risk_number(arena, found.mean_risk));
    json_put_text(entry, "highest_risk", risk_number(arena, found.highest));
    text_print(&report->text,
               "\nfrom the weights (negative binomial): expected matches %.6g, mean risk %.6g, "
               "highest %.6g\n",
               found.expected_matches, found.mean_risk, found.highest);
    if (input->household != NULL)
    {
        household_risks(input->records, input->household, input->households, risk);
        double highest = 0;
        for (size_t row = 0; row < input->records; row++)
            highest = risk[row] > highest ? risk[row] : highest;
        put_count(entry, "households", input->households);
        json_put_text(entry, "highest_household_risk", risk_number(arena, highest));
        text_print(&report->text,
                   "through a member of the household: highest %.6g of %u households\n", highest,
                   input->households);
    }
    json_put(report->json, "individual", entry);
    return ERROR_NONE;
}

ErrorKind
risk_report_unique(RiskReport *report, size_t cap, double fraction, Error *err)
{
    Arena *arena = report->call->arena;
    const RiskInput *input = report->input;
    SudaRecord *records = arena_take_array(arena, input->table.rows, sizeof *records);
    Suda suda;
    SudaOptions options = {.cap = cap, .fraction = fraction};
    TRY(suda_search(&input->table, input->set, input->ask->key_count, &options, records, &suda,
                    err));
    double highest = 0;
    for (size_t row = 0; row < input->records; row++)
        highest = records[row].dis > highest ? records[row].dis : highest;
    json_t *entry = json_object();
    json_t *sizes = json_array();
    json_t *shares = json_object();
    put_count(entry, "records", suda.with_unique);
    put_count(entry, "minimal_sets", suda.uniques);
    json_put_text(entry, "highest_dis", risk_number(arena, highest));
    text_print(&report->text,
               "\nspecial uniques: %" PRIu64 " records with %" PRIu64
               " minimal sets; highest DIS-SUDA %.6g\n",
               suda.with_unique, suda.uniques, highest);
    for (size_t size = 1; size <= input->ask->key_count; size++)
    {
        if (json_array_append_new(sizes, json_integer((json_int_t)suda.by_size[size])) != 0)
            error_out_of_memory();
        if (suda.by_size[size] > 0)
            text_print(&report->text, "  of %zu key%s: %" PRIu64 "\n", size, size == 1 ? "" : "s",
                       suda.by_size[size]);
    }
    for (size_t key = 0; key < input->ask->key_count; key++)
    {
        json_put_text(shares, input->ask->keys[key], risk_number(arena, suda.share[key]));
        text_print(&report->text, "  share of the score with '%s': %.4g\n",
                   text_shown(arena, input->ask->keys[key]), suda.share[key]);
    }
    json_put(entry, "by_size", sizes);
    json_put(entry, "score_share", shares);
    json_put(report->json, "special_uniques", entry);
    return ERROR_NONE;
}

ErrorKind
risk_report_diversity(RiskReport *report, Error *err)
{
    (void)err;
    Arena *arena = report->call->arena;
    const RiskInput *input = report->input;
    DiversityOptions options = {
        .column = input->ask->key_count, .distance = DISTANCE_EQUAL, .recursive_l = 2};
    Diversity worst = diversity_worst(&input->table, input->set, input->ask->key_count, &options);
    json_t *entry = json_object();
    json_put_text(entry, "column", input->ask->sensitive);
    put_count(entry, "distinct_l", worst.distinct);
    json_put_text(entry, "entropy_l", risk_number(arena, worst.entropy));
    json_put_text(entry, "recursive_c_of_l_2", risk_number(arena, worst.recursive));
    json_put_text(entry, "distance_t", risk_number(arena, worst.distance));
    json_put(report->json, "diversity", entry);
    text_print(
        &report->text,
        "\n'%s' in the worst group: %u values, entropy l %.4g, (c, 2)-diverse above c = %.4g, "
        "distance t %.4g\n",
        text_shown(arena, input->ask->sensitive), worst.distinct, worst.entropy, worst.recursive,
        worst.distance);
    return ERROR_NONE;
}

ErrorKind
risk_report_model(RiskReport *report, double fraction, bool interactions, Error *err)
{
    Arena *arena = report->call->arena;
    const RiskInput *input = report->input;
    double *risk = arena_take_array(arena, input->table.rows, sizeof *risk);
    LoglinearOptions options = {.fraction = fraction, .interactions = interactions};
    LoglinearRisk found;
    TRY(loglinear_risk(&input->table, input->set, input->ask->key_count, &options, risk, &found,
                       err));
    json_t *entry = json_object();
    json_put_text(entry, "terms", interactions ? "two-way" : "main");
    json_put(entry, "settled", json_boolean(found.converged));
    put_count(entry, "unique_in_file", found.unique_in_file);
    json_put_text(entry, "unique_in_both", risk_number(arena, found.unique_in_both));
    json_put_text(entry, "expected_matches", risk_number(arena, found.expected_matches));
    json_put(report->json, "loglinear", entry);
    text_print(&report->text,
               "\nlog-linear model (%s): of %" PRIu64
               " unique records %.6g are expected to be unique in the population; expected matches "
               "among them %.6g%s\n",
               interactions ? "all two-way interactions" : "main effects", found.unique_in_file,
               found.unique_in_both, found.expected_matches,
               found.converged ? "" : " (the fit has not settled)");
    return ERROR_NONE;
}
