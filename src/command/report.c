#include "command/report.h"

#include "command/cells.h"
#include "command/report_inner.h"

#include <inttypes.h>
#include <string.h>

const char *
report_destroy_by(Arena *arena, const Deliberation *deliberation, int year, Date delivered)
{
    RetentionEvents events = {.delivered = true,
                              .delivery = delivered,
                              .last_delivered = true,
                              .last_delivery = delivered};
    Date date;
    if (!deliberation_destroy_by(deliberation, year, &events, &date))
        return "-";
    return cell_date(arena, date);
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

#define LABEL_WIDTH 15

/* "purpose        to learn ...  [1, 7]" */
static void
add_labelled(Invocation *call, Text *text, const char *label, const char *words, const Cites *cites)
{
    const char *line = arena_print(call->arena, "%s  %s", words, cites_print(call->arena, cites));
    text_print(text, "%-*s", LABEL_WIDTH, label);
    if (LABEL_WIDTH + text_width(line) > call->display.row)
        text_wrap(text, line, call->display.row, LABEL_WIDTH, LABEL_WIDTH);
    else
        text_print(text, "%s\n", line);
}

static void
add_heading(Invocation *call, Text *text, const RunInput *input)
{
    Arena *arena = call->arena;
    const Deliberation *deliberation = input->where.deliberation;
    const Communication *communication = input->where.communication;
    const SampleRule *sample = &communication->sample;
    add_labelled(
        call, text, "deliberation",
        arena_print(arena, "%s of %s", deliberation->id, cell_date(arena, deliberation->decided)),
        &deliberation->cohort_cites);
    add_labelled(call, text, "communication",
                 arena_print(arena, "%s, %s", communication->name,
                             communication->setting == SETTING_DELIVERED ? "delivered" : "on site"),
                 &communication->cites);
    add_labelled(
        call, text, "recipient",
        arena_print(arena, "%s (%s)", deliberation->recipient_name, deliberation->recipient_id),
        &deliberation->recipient_cites);
    add_labelled(call, text, "purpose", deliberation->purpose.in[LANGUAGE_EN],
                 &deliberation->purpose_cites);
    if (sample->present)
        add_labelled(call, text, "sample",
                     arena_print(arena, "%s %% of each reference date",
                                 percent_text(arena, sample->percent_millionths)),
                     &sample->cites);
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
               cites_print(call->arena, &input->where.deliberation->variable_cites));
    text_add(text, cells_print(call->arena, &cells, 4, "llll"));
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
        Cites cites = deliberation_retention_cites(arena, input->where.deliberation, year);
        const char *until = report_destroy_by(arena, input->where.deliberation, year, call->today);
        ADD_ROW(arena, &cells, cell_integer(arena, year),
                cell_date(arena, deliberation_reference_date(input->where.deliberation, year)),
                until, cites_print(arena, &cites));
    }
    text_add(text, "\nyears (destroy by: if delivered today)\n");
    text_add(text, cells_print(arena, &cells, 4, "rlll"));
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
    json_put_text(result, "deliberation", input->where.deliberation->id);
    json_put_text(result, "communication", input->where.communication->name);
    json_put_text(result, "recipient", input->where.deliberation->recipient_id);
    json_put(result, "variables", variables);
    json_put(result, "years", report_years_json(&outcome->extract));
    json_put(result, "risk", report_risk_json(&outcome->extract));
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
        report_add_counts(call, &text, input, &outcome->extract);
        report_add_risk(call, &text, &outcome->extract);
        report_add_warnings(call, &text, &outcome->extract);
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
    report_add_counts(call, &text, input, &outcome->extract);
    report_add_risk(call, &text, &outcome->extract);
    report_add_warnings(call, &text, &outcome->extract);
    text_print(&text, "\nrelease %" PRId64 " is held, and needs %d approval%s  %s\n",
               outcome->release.number, outcome->release.approvals_needed,
               outcome->release.approvals_needed == 1 ? "" : "s",
               cites_print(call->arena, &input->where.deliberation->approval_cites));
    text_print(&text, "manifest  %s\ncontent   %s\npackage   held/%s, %s bytes\n", manifest, tar,
               outcome->release.package, cell_count(call->arena, outcome->release.package_size));
    return result_print(text.bytes, err);
}
