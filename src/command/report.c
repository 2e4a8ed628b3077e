#include "command/report.h"

#include "command/session.h"
#include "core/file.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* How many of the rarest sets a page for people shows; the manifest holds all. */
#define RISK_SHOWN 6

/* Cells of a table, row by row. */
typedef struct Cells LIST_OF(const char *) Cells;

static void
add_row(Arena *arena, Cells *cells, size_t count, const char *const *row)
{
    for (size_t at = 0; at < count; at++)
        *LIST_ADD(arena, cells) = row[at];
}

#define ADD_ROW(arena, cells, ...)                                                                 \
    add_row((arena), (cells), sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *),        \
            (const char *[]){__VA_ARGS__})

static void
add_table(Arena *arena, Text *text, const Cells *cells, size_t columns, const char *right)
{
    text_add(text, result_table(arena, cells->items, columns, cells->count / columns, right));
}

static const char *
number(Arena *arena, int64_t value)
{
    char plain[32];
    int length = snprintf(plain, sizeof plain, "%" PRId64, value);
    Text text = text_new(arena);
    for (int at = 0; at < length; at++)
    {
        if (at > 0 && (length - at) % 3 == 0 && plain[at - 1] != '-')
            text_add(&text, ",");
        text_add_bytes(&text, &plain[at], 1);
    }
    return text.bytes;
}

static const char *
date_text(Arena *arena, Date date)
{
    char text[DATE_TEXT_SIZE];
    return arena_copy_text(arena, date_print(date, text));
}

/* The date by which a year's rows must be gone if they are delivered today, or NULL. */
static const char *
destroy_by(Arena *arena, const Deliberation *deliberation, int year, Date today)
{
    RetentionEvents events = {
        .delivered = true, .delivery = today, .last_delivered = true, .last_delivery = today};
    Date date;
    if (!deliberation_destroy_by(deliberation, year, &events, &date))
        return NULL;
    return date_text(arena, date);
}

/* 10000000 millionths as "10", 2500000 as "2.5". */
static const char *
percent_text(Arena *arena, int64_t millionths)
{
    char *text =
        arena_print(arena, "%" PRId64 ".%06" PRId64, millionths / 1000000, millionths % 1000000);
    for (size_t at = strlen(text); at > 0 && (text[at - 1] == '0' || text[at - 1] == '.'); at--)
    {
        bool point = text[at - 1] == '.';
        text[at - 1] = '\0';
        if (point)
            break;
    }
    return text;
}

static void
add_heading(Invocation *call, Text *text, const RunInput *input)
{
    Arena *arena = call->arena;
    const Deliberation *deliberation = input->deliberation;
    const SampleRule *sample = &input->communication->sample;
    text_print(text, "deliberation   %s of %s  %s\n", deliberation->id,
               date_text(arena, deliberation->decided),
               cites_print(arena, &deliberation->cohort_cites));
    text_print(text, "communication  %s, %s  %s\n", input->communication->name,
               input->communication->setting == SETTING_DELIVERED ? "delivered" : "on site",
               cites_print(arena, &input->communication->cites));
    text_print(text, "recipient      %s (%s)  %s\n", deliberation->recipient_name,
               deliberation->recipient_id, cites_print(arena, &deliberation->recipient_cites));
    text_print(text, "purpose        %s  %s\n", deliberation->purpose.in[LANGUAGE_EN],
               cites_print(arena, &deliberation->purpose_cites));
    if (sample->present)
        text_print(text, "sample         %s %% of each reference date  %s\n",
                   percent_text(arena, sample->percent_millionths),
                   cites_print(arena, &sample->cites));
}

static void
add_variables(Invocation *call, Text *text, const RunInput *input, const Plan *plan)
{
    Cells cells = {0};
    ADD_ROW(call->arena, &cells, "variable", "group", "classes", "from");
    for (size_t at = 0; at < plan->variables.count; at++)
    {
        const PlanVariable *planned = &plan->variables.items[at];
        ADD_ROW(call->arena, &cells, planned->variable->name, planned->variable->unit,
                planned->classification->name, planned->variable->derivation);
    }
    text_print(text, "\nvariables  %s\n",
               cites_print(call->arena, &input->deliberation->variable_cites));
    add_table(call->arena, text, &cells, 4, "llll");
}

static void
add_dates(Invocation *call, Text *text, const RunInput *input, const Plan *plan)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    ADD_ROW(arena, &cells, "year", "reference date", "destroy by", "paragraphs");
    for (size_t at = 0; at < plan->years.count; at++)
    {
        int year = plan->years.items[at];
        Cites cites = deliberation_retention_cites(arena, input->deliberation, year);
        const char *until = destroy_by(arena, input->deliberation, year, call->today);
        ADD_ROW(arena, &cells, arena_print(arena, "%d", year),
                date_text(arena, deliberation_reference_date(input->deliberation, year)),
                until == NULL ? "-" : until, cites_print(arena, &cites));
    }
    text_add(text, "\nyears (destroy by: if delivered today)\n");
    add_table(arena, text, &cells, 4, "rlll");
}

static void
add_counts(Invocation *call, Text *text, const RunInput *input, const Extract *extract)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    ADD_ROW(arena, &cells, "year", "reference date", "cohort", "sample", "rows", "left out",
            "destroy by", "paragraphs");
    for (size_t at = 0; at < extract->years.count; at++)
    {
        const ExtractYear *year = &extract->years.items[at];
        Cites cites = deliberation_retention_cites(arena, input->deliberation, year->year);
        const char *until = destroy_by(arena, input->deliberation, year->year, call->today);
        ADD_ROW(arena, &cells, arena_print(arena, "%d", year->year),
                date_text(arena, year->reference_date), number(arena, year->cohort),
                number(arena, year->sample), number(arena, year->rows),
                number(arena, year->invalid), until == NULL ? "-" : until,
                cites_print(arena, &cites));
    }
    text_add(text, "\nwhat leaves (left out: persons of the cohort without a valid identifier)\n");
    add_table(arena, text, &cells, 8, "rlrrrrll");
}

static bool
rarer(const RiskSet *one, const RiskSet *other)
{
    if ((one->variable_count > 2) != (other->variable_count > 2))
        return one->variable_count > 2;
    return one->unique_in_population > other->unique_in_population;
}

/* The full set of a year first, then the pairs and singles with most population uniques. */
static size_t
pick_rarest(const Extract *extract, int year, const RiskSet **ret_sets)
{
    size_t count = 0;
    for (size_t at = 0; at < extract->risk.sets.count; at++)
    {
        const RiskSet *set = &extract->risk.sets.items[at];
        if (set->year != year)
            continue;
        size_t place = count < RISK_SHOWN ? count++ : RISK_SHOWN;
        while (place > 0 && rarer(set, ret_sets[place - 1]))
        {
            if (place < RISK_SHOWN)
                ret_sets[place] = ret_sets[place - 1];
            place--;
        }
        if (place < RISK_SHOWN)
            ret_sets[place] = set;
    }
    return count;
}

static void
add_risk_row(Arena *arena, Cells *cells, const RiskSet *set, size_t thresholds)
{
    const char *keys = set->variable_count > 2
                           ? arena_print(arena, "all %zu together", set->variable_count)
                           : set->variables;
    ADD_ROW(arena, cells, arena_print(arena, "%d", set->year), keys,
            number(arena, set->unique_in_sample), number(arena, set->unique_in_population));
    for (size_t at = 0; at < thresholds; at++)
        *LIST_ADD(arena, cells) = number(arena, set->below[at]);
}

static void
add_risk(Invocation *call, Text *text, const Extract *extract)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    size_t thresholds = extract->risk.k_count;
    ADD_ROW(arena, &cells, "year", "quasi-identifiers", "unique in sample", "unique in population");
    for (size_t at = 0; at < thresholds; at++)
        *LIST_ADD(arena, &cells) = arena_print(arena, "below k=%d", extract->risk.k[at]);
    for (size_t at = 0; at < extract->years.count; at++)
    {
        const RiskSet *sets[RISK_SHOWN] = {0};
        size_t count = pick_rarest(extract, extract->years.items[at].year, sets);
        for (size_t row = 0; row < count; row++)
            add_risk_row(arena, &cells, sets[row], thresholds);
    }
    text_print(text,
               "\nwhat is rare: records, counted in the full cohort; the rarest sets of each year "
               "(manifest.json holds all %zu)\n",
               extract->risk.sets.count);
    add_table(arena, text, &cells, 4 + thresholds, "rlrrrrrrrrrr");
}

static void
add_warnings(Invocation *call, Text *text, const Extract *extract)
{
    Cells cells = {0};
    ADD_ROW(call->arena, &cells, "year", "rows", "contradiction (told, nothing is rejected)");
    for (size_t at = 0; at < extract->warnings.count; at++)
    {
        const Warning *warning = &extract->warnings.items[at];
        if (warning->count > 0)
            ADD_ROW(call->arena, &cells, arena_print(call->arena, "%d", warning->year),
                    number(call->arena, warning->count), warning->label.in[LANGUAGE_EN]);
    }
    if (cells.count > 3)
    {
        text_add(text, "\nwarnings\n");
        add_table(call->arena, text, &cells, 3, "rrl");
    }
}

static json_t *
years_json(const Extract *extract)
{
    json_t *years = json_array();
    for (size_t at = 0; at < extract->years.count; at++)
    {
        const ExtractYear *year = &extract->years.items[at];
        json_t *entry = json_object();
        char date[DATE_TEXT_SIZE];
        json_put(entry, "year", json_integer(year->year));
        json_put_text(entry, "reference_date", date_print(year->reference_date, date));
        json_put(entry, "cohort", json_integer(year->cohort));
        json_put(entry, "sample", json_integer(year->sample));
        json_put(entry, "rows", json_integer(year->rows));
        json_put(entry, "left_out", json_integer(year->invalid));
        (void)json_array_append_new(years, entry);
    }
    return years;
}

static json_t *
counts_json(const int64_t *counts, size_t count)
{
    json_t *array = json_array();
    for (size_t at = 0; at < count; at++)
        (void)json_array_append_new(array, json_integer(counts[at]));
    return array;
}

static json_t *
risk_json(const Extract *extract)
{
    json_t *sets = json_array();
    for (size_t at = 0; at < extract->risk.sets.count; at++)
    {
        const RiskSet *set = &extract->risk.sets.items[at];
        json_t *entry = json_object();
        json_put(entry, "year", json_integer(set->year));
        json_put_text(entry, "variables", set->variables);
        json_put(entry, "unique_in_sample", json_integer(set->unique_in_sample));
        json_put(entry, "unique_in_population", json_integer(set->unique_in_population));
        json_put(entry, "below", counts_json(set->below, extract->risk.k_count));
        json_put(entry, "below_in_sample",
                 counts_json(set->below_in_sample, extract->risk.k_count));
        (void)json_array_append_new(sets, entry);
    }
    return sets;
}

static json_t *
outcome_json(const RunInput *input, const RunOutcome *outcome)
{
    json_t *result = json_object();
    json_t *variables = json_array();
    for (size_t at = 0; at < outcome->plan.variables.count; at++)
    {
        json_t *entry = json_object();
        json_put_text(entry, "name", outcome->plan.variables.items[at].variable->name);
        json_put_text(entry, "classes", outcome->plan.variables.items[at].classification->name);
        (void)json_array_append_new(variables, entry);
    }
    json_put_text(result, "deliberation", input->deliberation->id);
    json_put_text(result, "communication", input->communication->name);
    json_put_text(result, "recipient", input->deliberation->recipient_id);
    json_put(result, "variables", variables);
    json_put(result, "years", years_json(&outcome->extract));
    json_put(result, "risk", risk_json(&outcome->extract));
    return result;
}

ErrorKind
report_plan(Invocation *call, const RunInput *input, const RunOutcome *outcome, Error *err)
{
    bool counted = outcome->extract.years.count > 0;
    if (call->json)
        return result_print_json(call, outcome_json(input, outcome), err);
    Text text = text_new(call->arena);
    add_heading(call, &text, input);
    add_variables(call, &text, input, &outcome->plan);
    if (!counted)
        add_dates(call, &text, input, &outcome->plan);
    else
    {
        add_counts(call, &text, input, &outcome->extract);
        add_risk(call, &text, &outcome->extract);
        add_warnings(call, &text, &outcome->extract);
    }
    return result_print(text.bytes, err);
}

ErrorKind
report_run(Invocation *call, const RunInput *input, const RunOutcome *outcome, Error *err)
{
    const char *manifest = digest_print(call->arena, &outcome->package.manifest);
    const char *tar = digest_print(call->arena, &outcome->seal.tar);
    if (call->json)
    {
        json_t *result = outcome_json(input, outcome);
        json_put(result, "release", json_integer(outcome->release.number));
        json_put_text(result, "state", release_state_name(outcome->release.state));
        json_put_text(result, "manifest", manifest);
        json_put_text(result, "tar", tar);
        json_put_text(result, "package", outcome->release.package);
        return result_print_json(call, result, err);
    }
    Text text = text_new(call->arena);
    add_heading(call, &text, input);
    add_counts(call, &text, input, &outcome->extract);
    add_risk(call, &text, &outcome->extract);
    add_warnings(call, &text, &outcome->extract);
    text_print(&text, "\nrelease %" PRId64 " is held, and needs %d approval%s  %s\n",
               outcome->release.number, outcome->release.approvals_needed,
               outcome->release.approvals_needed == 1 ? "" : "s",
               cites_print(call->arena, &input->deliberation->approval_cites));
    text_print(&text, "manifest  %s\ncontent   %s\npackage   held/%s, %s bytes\n", manifest, tar,
               outcome->release.package, number(call->arena, outcome->release.package_size));
    return result_print(text.bytes, err);
}

ErrorKind
report_delivery(Invocation *call, const Custody *custody, const Release *release,
                const Deliberation *deliberation, Error *err)
{
    Arena *arena = call->arena;
    bool delivered = release->state == RELEASE_DELIVERED;
    const char *place =
        arena_print(arena, "%s/%s", delivered ? "outgoing" : "held", release->package);
    if (call->json)
    {
        json_t *result = json_object();
        json_put(result, "release", json_integer(release->number));
        json_put_text(result, "state", release_state_name(release->state));
        json_put_text(result, "package", custody_path(arena, custody, place));
        return result_print_json(call, result, err);
    }
    Text text = text_new(arena);
    text_print(&text, "release %" PRId64 " is %s: %zu of %d approvals\n", release->number,
               release_state_name(release->state), release->approvals.count,
               release->approvals_needed);
    if (release->state != RELEASE_WITHDRAWN)
        text_print(&text, "package   %s\n", custody_path(arena, custody, place));
    for (size_t at = 0; delivered && at < release->years.count; at++)
    {
        int year = release->years.items[at].year;
        const char *until = destroy_by(arena, deliberation, year, call->today);
        Cites cites = deliberation_retention_cites(arena, deliberation, year);
        text_print(&text, "%d      %s rows, to be destroyed by %s  %s\n", year,
                   number(arena, release->years.items[at].rows), until == NULL ? "-" : until,
                   cites_print(arena, &cites));
    }
    return result_print(text.bytes, err);
}

static json_t *
release_json(Arena *arena, const Release *release)
{
    json_t *entry = json_object();
    json_t *years = json_array();
    json_t *approvals = json_array();
    for (size_t at = 0; at < release->years.count; at++)
        (void)json_array_append_new(years, json_integer(release->years.items[at].year));
    for (size_t at = 0; at < release->approvals.count; at++)
        (void)json_array_append_new(approvals, json_string(release->approvals.items[at].actor));
    json_put(entry, "release", json_integer(release->number));
    json_put_text(entry, "state", release_state_name(release->state));
    json_put_text(entry, "deliberation", release->deliberation);
    json_put_text(entry, "communication", release->communication);
    json_put_text(entry, "recipient", release->recipient);
    json_put(entry, "years", years);
    json_put(entry, "rows", json_integer(release->row_count));
    json_put_text(entry, "prepared_by", release->prepared_by);
    json_put_text(entry, "prepared_at", moment_print(arena, release->prepared_at));
    json_put(entry, "approved_by", approvals);
    json_put_text(entry, "manifest", digest_print(arena, &release->manifest));
    json_put_text(entry, "package", release->package);
    return entry;
}

ErrorKind
report_releases(Invocation *call, const ReleaseList *releases, Error *err)
{
    Arena *arena = call->arena;
    json_t *all = json_array();
    Cells cells = {0};
    ADD_ROW(arena, &cells, "release", "state", "deliberation", "communication", "years", "rows",
            "prepared", "by", "approved by");
    for (size_t at = 0; at < releases->count; at++)
    {
        const Release *release = &releases->items[at];
        Text years = text_new(arena);
        Text approvers = text_new(arena);
        for (size_t year = 0; year < release->years.count; year++)
            text_print(&years, "%s%d", year == 0 ? "" : " ", release->years.items[year].year);
        for (size_t who = 0; who < release->approvals.count; who++)
            text_print(&approvers, "%s%s", who == 0 ? "" : " ",
                       release->approvals.items[who].actor);
        (void)json_array_append_new(all, release_json(arena, release));
        ADD_ROW(arena, &cells, number(arena, release->number), release_state_name(release->state),
                release->deliberation, release->communication, years.bytes,
                number(arena, release->row_count), moment_print(arena, release->prepared_at),
                release->prepared_by, approvers.bytes);
    }
    if (call->json)
        return result_print_json(call, all, err);
    json_decref(all);
    return result_print(result_table(arena, cells.items, 9, releases->count + 1, "rllllrlll"), err);
}
