/*
 * The public face of frequency.h, population.h, individual.h, suda.h, diversity.h, wildcard.h,
 * suppress.h and recoding.h.
 */
#include "disclosure/risk.h"

#include "disclosure/diversity.h"
#include "disclosure/individual.h"
#include "disclosure/population.h"
#include "disclosure/recoding.h"
#include "disclosure/suda.h"
#include "disclosure/suppress.h"
#include "disclosure/system.h"
#include "disclosure/wildcard.h"

_Static_assert(DISCLOSURE_NEVER_MISSING == KEY_NEVER_MISSING, "one sign for never missing");

static KeyTable
table_of(const DisclosureFile *file)
{
    return (KeyTable){.rows = file->rows,
                      .columns = file->columns,
                      .codes = file->codes,
                      .sizes = file->sizes,
                      .in_population = file->in_population,
                      .in_file = file->in_file,
                      .missing = file->missing};
}

static ErrorKind
check_column(const DisclosureFile *file, size_t column, Error *err)
{
    if (column >= file->columns)
        return error_set(err, ERROR_USAGE, "no column %zu", column);
    if (file->sizes[column] < 1 || file->sizes[column] > (uint32_t)UINT16_MAX + 1)
        return error_set(err, ERROR_USAGE, "column %zu: expected 1 to 65536 codes", column);
    for (size_t row = 0; row < file->rows; row++)
        if (file->codes[column][row] >= file->sizes[column])
            return error_set(err, ERROR_DATA, "row %zu, column %zu: no such code", row + 1, column);
    return ERROR_NONE;
}

/* most: keys that the method takes. */
static ErrorKind
check_keys(const DisclosureFile *file, const DisclosureKeys *keys, size_t most, Error *err)
{
    if (file->rows >= UINT32_MAX)
        return error_set(err, ERROR_DATA, "more than 2^32 - 2 rows");
    if (keys->count < 1 || keys->count > most)
        return error_set(err, ERROR_USAGE, "expected 1 to %zu keys, found %zu", most, keys->count);
    for (size_t key = 0; key < keys->count; key++)
    {
        TRY(check_column(file, keys->column[key], err));
        for (size_t before = 0; before < key; before++)
            if (keys->column[before] == keys->column[key])
                return error_set(err, ERROR_USAGE, "key %zu: the column of another one", key);
    }
    return ERROR_NONE;
}

bool
disclosure_count_keys(const DisclosureFile *file, const DisclosureKeys *keys, uint32_t *ret_file,
                      uint32_t *ret_population, DisclosureError *err)
{
    Error error;
    KeyTable table = table_of(file);
    if (!system_report(check_keys(file, keys, file->columns, &error), &error, err))
        return false;
    frequency_count(&table, keys->column, keys->count, ret_file, ret_population);
    return true;
}

bool
disclosure_count_missing(const DisclosureFile *file, const DisclosureKeys *keys, uint32_t alpha,
                         uint64_t *ret_counts, DisclosureError *err)
{
    Error error;
    KeyTable table = table_of(file);
    if (!system_report(check_keys(file, keys, WILDCARD_SET, &error), &error, err))
        return false;
    if (alpha > 1000)
        return system_report(error_set(&error, ERROR_USAGE, "alpha: expected 0 to 1000"), &error,
                             err);
    SCRATCH Arena *work = arena_new("missing keys");
    WildcardCount *counts = arena_take_array(work, file->rows, sizeof *counts);
    wildcard_count(&table, keys->column, keys->count, counts, NULL);
    for (size_t row = 0; row < file->rows; row++)
        ret_counts[row] = (uint64_t)counts[row].whole * 1000 + (uint64_t)counts[row].shared * alpha;
    return true;
}

bool
disclosure_population_risk(const DisclosureFile *file, const DisclosureKeys *keys,
                           DisclosureRisk *ret_risk, DisclosureError *err)
{
    Error error;
    KeyTable table = table_of(file);
    if (!system_report(check_keys(file, keys, file->columns, &error), &error, err))
        return false;
    PopulationRisk risk = population_risk(&table, keys->column, keys->count);
    *ret_risk = (DisclosureRisk){.records = risk.records,
                                 .persons = risk.persons,
                                 .least_file = risk.least_file,
                                 .least_population = risk.least_population,
                                 .unique_in_file = risk.unique_in_file,
                                 .unique_in_both = risk.unique_in_both,
                                 .unmatched = risk.unmatched,
                                 .expected_matches = risk.expected_matches,
                                 .mean_risk = risk.mean_risk};
    return true;
}

static ErrorKind
check_weights(const DisclosureFile *file, const uint64_t *weight, const uint32_t *household,
              uint32_t households, Error *err)
{
    for (size_t row = 0; row < file->rows; row++)
    {
        bool inside = file->in_file == NULL || file->in_file[row];
        if (inside && weight[row] < WEIGHT_ONE)
            return error_set(err, ERROR_DATA, "row %zu: a weight below 1", row + 1);
        if (household != NULL && household[row] >= households)
            return error_set(err, ERROR_DATA, "row %zu: no such household", row + 1);
    }
    return ERROR_NONE;
}

bool
disclosure_individual_risk(const DisclosureFile *file, const DisclosureKeys *keys,
                           const uint64_t *weight, const uint32_t *household, uint32_t households,
                           double *ret_risk, double *ret_expected, DisclosureError *err)
{
    Error error;
    KeyTable table = table_of(file);
    if (!system_report(check_keys(file, keys, file->columns, &error), &error, err) ||
        !system_report(check_weights(file, weight, household, households, &error), &error, err))
        return false;
    IndividualRisk found = individual_risks(&table, keys->column, keys->count, weight, ret_risk);
    if (ret_expected != NULL)
        *ret_expected = found.expected_matches;
    if (household != NULL)
        household_risks(file->rows, household, households, ret_risk);
    for (size_t row = 0; household != NULL && file->in_file != NULL && row < file->rows; row++)
        if (!file->in_file[row])
            ret_risk[row] = 0;
    return true;
}

static ErrorKind
special_uniques(const DisclosureFile *file, const DisclosureKeys *keys, const SudaOptions *options,
                DisclosureSpecial *ret_special, Error *err)
{
    SCRATCH Arena *work = arena_new("special uniques");
    KeyTable table = table_of(file);
    Suda suda;
    TRY(check_keys(file, keys, SUDA_KEYS, err));
    SudaRecord *records = arena_take_array(work, file->rows, sizeof *records);
    TRY(suda_search(&table, keys->column, keys->count, options, records, &suda, err));
    for (size_t row = 0; row < file->rows; row++)
        ret_special[row] = (DisclosureSpecial){.uniques = records[row].uniques,
                                               .least = records[row].least,
                                               .score = records[row].score,
                                               .dis = records[row].dis};
    return ERROR_NONE;
}

bool
disclosure_special_uniques(const DisclosureFile *file, const DisclosureKeys *keys, size_t cap,
                           double fraction, DisclosureSpecial *ret_special, DisclosureError *err)
{
    Error error;
    SudaOptions options = {.cap = cap, .fraction = fraction};
    return system_report(special_uniques(file, keys, &options, ret_special, &error), &error, err);
}

bool
disclosure_diversity(const DisclosureFile *file, const DisclosureKeys *keys, size_t sensitive,
                     uint32_t l, DisclosureDiversity *ret_worst, DisclosureError *err)
{
    Error error;
    KeyTable table = table_of(file);
    if (!system_report(check_keys(file, keys, file->columns, &error), &error, err) ||
        !system_report(check_column(file, sensitive, &error), &error, err))
        return false;
    if (l < 1)
        return system_report(error_set(&error, ERROR_USAGE, "l: expected 1 or more"), &error, err);
    DiversityOptions options = {.column = sensitive, .distance = DISTANCE_EQUAL, .recursive_l = l};
    Diversity worst = diversity_worst(&table, keys->column, keys->count, &options);
    *ret_worst =
        (DisclosureDiversity){worst.distinct, worst.entropy, worst.recursive, worst.distance};
    return true;
}

static ErrorKind
suppress(const DisclosureFile *file, const DisclosureKeys *keys, const SuppressOptions *options,
         uint16_t *ret_lost, uint64_t *ret_values, Error *err)
{
    KeyTable table = table_of(file);
    SuppressOutcome outcome;
    TRY(check_keys(file, keys, SUPPRESS_KEYS, err));
    TRY(suppress_keys(&table, options, ret_lost, &outcome, err));
    *ret_values = outcome.values;
    return ERROR_NONE;
}

bool
disclosure_suppress_keys(const DisclosureFile *file, const DisclosureKeys *keys,
                         const uint32_t *sets, size_t set_count, uint32_t k, bool in_population,
                         uint16_t *ret_lost, uint64_t *ret_values, DisclosureError *err)
{
    Error error;
    SuppressRule rules[SUPPRESS_RULES];
    if (set_count < 1 || set_count > SUPPRESS_RULES)
        return system_report(
            error_set(&error, ERROR_USAGE, "expected 1 to %d sets of keys", SUPPRESS_RULES), &error,
            err);
    for (size_t at = 0; at < set_count; at++)
        rules[at] = (SuppressRule){sets[at], k};
    SuppressOptions options = {.keys = keys->column,
                               .key_count = keys->count,
                               .rules = rules,
                               .rule_count = set_count,
                               .in_population = in_population};
    return system_report(suppress(file, keys, &options, ret_lost, ret_values, &error), &error, err);
}

static ErrorKind
copy_levels(Arena *work, const DisclosureFile *file, const DisclosureKeys *keys,
            const DisclosureRecoding *recoding, RecodingKey *ret_keys, Error *err)
{
    for (size_t key = 0; key < keys->count; key++)
    {
        size_t count = recoding->levels[key];
        if (count >= RECODING_LEVELS)
            return error_set(err, ERROR_USAGE, "key %zu: more than %d levels", key,
                             RECODING_LEVELS - 1);
        RecodingLevel *level = arena_take_array(work, count, sizeof *level);
        for (size_t at = 0; at < count; at++)
        {
            const DisclosureLevel *from = &recoding->level[key][at];
            level[at] = (RecodingLevel){from->classes, from->class_of};
            for (size_t code = 0; code < file->sizes[keys->column[key]]; code++)
                if (from->class_of[code] >= from->classes)
                    return error_set(err, ERROR_USAGE, "key %zu, level %zu: no such class", key,
                                     at + 1);
        }
        ret_keys[key] = (RecodingKey){keys->column[key], count, level};
    }
    return ERROR_NONE;
}

static ErrorKind
recode(const DisclosureFile *file, const DisclosureKeys *keys, const DisclosureRecoding *recoding,
       bool *ret_left_out, RecodingOutcome *ret_outcome, Error *err)
{
    SCRATCH Arena *work = arena_new("recoding");
    RecodingKey own[RECODING_KEYS];
    KeyTable table = table_of(file);
    TRY(check_keys(file, keys, RECODING_KEYS, err));
    TRY(copy_levels(work, file, keys, recoding, own, err));
    RecodingOptions options = {.keys = own,
                               .key_count = keys->count,
                               .k = recoding->k,
                               .in_population = recoding->in_population,
                               .left_out = recoding->left_out};
    return recoding_search(&table, &options, ret_left_out, ret_outcome, err);
}

bool
disclosure_recode_keys(const DisclosureFile *file, const DisclosureKeys *keys,
                       const DisclosureRecoding *recoding, bool *ret_found, uint32_t *ret_level,
                       bool *ret_left_out, double *ret_loss, DisclosureError *err)
{
    Error error;
    RecodingOutcome outcome;
    if (!system_report(recode(file, keys, recoding, ret_left_out, &outcome, &error), &error, err))
        return false;
    *ret_found = outcome.found;
    *ret_loss = outcome.loss;
    for (size_t key = 0; key < keys->count; key++)
        ret_level[key] = outcome.level[key];
    return true;
}
