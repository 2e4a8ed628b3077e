#include "command/risk.h"
#include "core/file.h"
#include "disclosure/suppress.h"

#include <inttypes.h>

/* The keys of the file as CSV, in its order; what is missing or was taken out is empty. */
static ErrorKind
write_keys(const RiskReport *report, const uint16_t *lost, const char *path, Error *err)
{
    const RiskInput *input = report->input;
    SCRATCH Arena *work = arena_new("keys as CSV");
    Text csv = text_new(work);
    for (size_t key = 0; key < input->ask->key_count; key++)
    {
        text_add(&csv, key == 0 ? "" : ",");
        text_add_csv(&csv, input->ask->keys[key]);
    }
    text_add(&csv, "\n");
    for (size_t row = 0; row < input->records; row++)
    {
        for (size_t key = 0; key < input->ask->key_count; key++)
        {
            uint16_t code = input->table.codes[key][row];
            bool shown = (lost[row] >> key & 1) == 0 && code != input->table.missing[key];
            text_add(&csv, key == 0 ? "" : ",");
            if (shown)
                text_add_csv(&csv, input->labels[key][code]);
        }
        text_add(&csv, "\n");
    }
    return file_write_new(path, csv.bytes, csv.size, 0600, err);
}

static void
add_outcome(RiskReport *report, const RiskProtection *protection, const SuppressOutcome *outcome)
{
    const RiskAsk *ask = report->input->ask;
    json_t *entry = json_object();
    json_t *by_key = json_object();
    const char *goal = protection->in_population ? "k-map" : "k-anonymity";
    json_put_text(entry, "goal", goal);
    json_put(entry, "k", json_integer(protection->k));
    json_put(entry, "violating", json_integer((json_int_t)outcome->violating));
    json_put(entry, "suppressed", json_integer((json_int_t)outcome->values));
    json_put(entry, "records", json_integer((json_int_t)outcome->records));
    text_print(&report->text,
               "\nlocal suppression to %s with k = %u%s: %" PRIu64 " records fell short; %" PRIu64
               " values of %" PRIu64 " records are taken out\n",
               goal, protection->k,
               protection->in_population
                   ? ""
                   : arena_print(report->call->arena, ", alpha %u/1000", protection->alpha),
               outcome->violating, outcome->values, outcome->records);
    for (size_t key = 0; key < ask->key_count; key++)
    {
        json_put(by_key, ask->keys[key], json_integer((json_int_t)outcome->by_key[key]));
        text_print(&report->text, "  '%s': %" PRIu64 "\n",
                   text_shown(report->call->arena, ask->keys[key]), outcome->by_key[key]);
    }
    json_put(entry, "by_key", by_key);
    json_put(entry, "verified_sets", json_integer((json_int_t)outcome->verified));
    text_print(&report->text, "  counted again and found to hold: %" PRIu64 " set%s of keys\n",
               outcome->verified, outcome->verified == 1 ? "" : "s");
    json_put(report->json, "suppression", entry);
}

/* All keys together, and every set of at most protection->subsets of them. */
static ErrorKind
list_rules(const RiskProtection *protection, size_t keys, SuppressRule *rules, size_t *ret_count,
           Error *err)
{
    uint32_t all = (uint32_t)((UINT64_C(1) << keys) - 1);
    size_t count = 0;
    rules[count++] = (SuppressRule){all, protection->k};
    for (uint32_t set = 1; set < all; set++)
    {
        if ((size_t)__builtin_popcount(set) > protection->subsets)
            continue;
        if (count == SUPPRESS_RULES)
            return error_set(err, ERROR_USAGE,
                             "options '--suppress' and '--subsets': more than %d sets of keys",
                             SUPPRESS_RULES);
        rules[count++] = (SuppressRule){set, protection->k};
    }
    *ret_count = count;
    return ERROR_NONE;
}

ErrorKind
risk_report_protection(RiskReport *report, const RiskProtection *protection, Error *err)
{
    const RiskInput *input = report->input;
    uint16_t *lost = arena_take_array(report->call->arena, input->table.rows, sizeof *lost);
    SuppressRule rules[SUPPRESS_RULES];
    size_t rule_count = 0;
    TRY(list_rules(protection, input->ask->key_count, rules, &rule_count, err));
    SuppressOptions options = {.keys = input->set,
                               .key_count = input->ask->key_count,
                               .rules = rules,
                               .rule_count = rule_count,
                               .alpha = protection->alpha,
                               .in_population = protection->in_population};
    SuppressOutcome outcome;
    TRY(suppress_keys(&input->table, &options, lost, &outcome, err));
    add_outcome(report, protection, &outcome);
    if (protection->out != NULL)
        TRY(write_keys(report, lost, protection->out, err));
    return ERROR_NONE;
}
