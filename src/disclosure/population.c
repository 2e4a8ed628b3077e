#include "disclosure/population.h"

#include "disclosure/total.h"

#include <string.h>

const uint32_t population_levels[POPULATION_LEVELS] = {2, 5, 10, 20};

static void
add_record(PopulationRisk *risk, Total *matches, uint32_t in_file, uint32_t in_population)
{
    risk->records++;
    risk->unique_in_file += in_file == 1;
    risk->unique_in_both += in_file == 1 && in_population == 1;
    risk->unmatched += in_population == 0;
    if (in_file < risk->least_file)
        risk->least_file = in_file;
    if (in_population < risk->least_population)
        risk->least_population = in_population;
    total_add(matches, in_population == 0 ? 1.0 : 1.0 / in_population, 1);
    for (size_t at = 0; at < POPULATION_LEVELS; at++)
        risk->at_least[at] += in_population <= population_levels[at];
}

PopulationRisk
population_risk(const KeyTable *table, const size_t *set, size_t set_size)
{
    SCRATCH Arena *work = arena_new("population");
    uint32_t *in_file = arena_take_array(work, table->rows, sizeof *in_file);
    uint32_t *in_population = arena_take_array(work, table->rows, sizeof *in_population);
    frequency_count(table, set, set_size, in_file, in_population);
    PopulationRisk risk;
    memset(&risk, 0, sizeof risk);
    risk.least_file = UINT32_MAX;
    risk.least_population = UINT32_MAX;
    Total matches = {0};
    for (size_t row = 0; row < table->rows; row++)
    {
        risk.persons += key_in_population(table, row);
        risk.unique_in_population += key_in_population(table, row) && in_population[row] == 1;
        if (key_in_file(table, row))
            add_record(&risk, &matches, in_file[row], in_population[row]);
    }
    if (risk.records == 0)
        risk.least_file = risk.least_population = 0;
    risk.expected_matches = total_value(matches);
    risk.mean_risk = risk.records == 0 ? 0 : risk.expected_matches / (double)risk.records;
    return risk;
}
