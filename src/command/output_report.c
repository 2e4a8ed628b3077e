#include "command/output_report.h"

#include "command/session.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static json_t *
request_json(Arena *arena, const OutputRequest *request)
{
    json_t *item = json_object();
    json_put(item, "output", json_integer(request->number));
    json_put_text(item, "state", output_state_name(request->state));
    json_put_text(item, "deliberation", request->deliberation);
    json_put_text(item, "communication", request->communication);
    json_put_text(item, "author", request->author);
    json_put(item, "job", json_integer(request->job));
    json_put(item, "round", json_integer(request->round));
    json_put(item, "votes", json_integer((json_int_t)request->votes.count));
    json_put(item, "votes_needed", json_integer(request->checkers_needed));
    json_put(item, "fails", json_boolean(request->fails));
    json_put_text(item, "method", request->method);
    if (request->round > 0)
    {
        json_put_text(item, "canonical", digest_print(arena, &request->canonical));
        json_put_text(item, "findings_digest", digest_print(arena, &request->findings));
    }
    if (request->folder != NULL)
        json_put_text(item, "folder", request->folder);
    return item;
}

static void
add_state(Text *text, const OutputRequest *request)
{
    text_print(text, "output %" PRId64 ": %s\n", request->number,
               output_state_name(request->state));
    text_print(text, "  deliberation  %s, %s\n", request->deliberation, request->communication);
    text_print(text, "  author        %s", request->author);
    if (request->job > 0)
        text_print(text, ", from job %" PRId64, request->job);
    text_add(text, "\n");
    if (request->round > 0)
        text_print(text, "  round         %" PRId64 ", method %s\n", request->round,
                   request->method);
    text_print(text, "  votes         %zu of %d\n", request->votes.count, request->checkers_needed);
    if (request->folder != NULL)
        text_print(text, "  released      outgoing/%s\n", request->folder);
}

static ErrorKind
add_reasons(Invocation *call, Custody *custody, const OutputRequest *request, Text *text,
            json_t *item, Error *err)
{
    Names reasons = {0};
    if (request->state != OUTPUT_REJECTED || !custody_unlocked(custody))
        return ERROR_NONE;
    json_t *array = json_array();
    TRY(output_reasons(custody, call->arena, request, &reasons, err));
    for (size_t at = 0; at < reasons.count; at++)
    {
        text_print(text, "  rejected      %s\n", text_shown(call->arena, reasons.items[at]));
        if (json_array_append_new(array, json_string(reasons.items[at])) != 0)
            error_out_of_memory();
    }
    json_put(item, "reasons", array);
    return ERROR_NONE;
}

ErrorKind
report_output_state(Invocation *call, Custody *custody, const OutputRequest *request, Error *err)
{
    Text text = text_new(call->arena);
    json_t *item = json_keep(call->arena, request_json(call->arena, request));
    add_state(&text, request);
    TRY(add_reasons(call, custody, request, &text, item, err));
    if (call->json)
        return result_print_json(call, json_incref(item), err);
    return result_print(text.bytes, err);
}

/* A canonical CSV as a table whose columns line up. */
static void
add_table(Arena *arena, const char *csv, Text *text)
{
    size_t columns = 1;
    size_t rows = 0;
    for (const char *at = csv; *at != '\n' && *at != '\0'; at++)
        columns += *at == ',';
    for (const char *at = csv; *at != '\0'; at++)
        rows += *at == '\n';
    const char **cells = arena_take_array(arena, columns * rows + 1, sizeof *cells);
    char *right = arena_take(arena, columns + 1);
    memset(right, 'l', columns);
    right[columns > 1 ? columns - 2 : 0] = 'r';
    char *copy = arena_copy_text(arena, csv);
    for (size_t cell = 0; cell < columns * rows; cell++)
    {
        size_t size = strcspn(copy, ",\n");
        cells[cell] = copy;
        copy += size;
        *copy++ = '\0';
    }
    text_add(text, result_table(arena, cells, columns, rows, right));
}

static void
add_file(Arena *arena, const RoundFile *file, Text *text)
{
    text_print(text, "\n%s", text_shown(arena, file->name));
    if (file->method != METHOD_NONE)
        text_print(text, ", protected by %s%s", method_name(file->method),
                   file->certificate == NULL ? "" : ", with certificate");
    text_add(text, "\n");
    if (file->canonical[0] == '\0')
        text_add(text, "  nothing of it can leave\n");
    else if (text_ends(file->name, ".csv"))
        add_table(arena, file->canonical, text);
    else
        text_add(text, file->canonical);
}

/* On a terminal what stands in the way is seen at once. */
static const char *
severity_shown(Severity severity)
{
    static const char *const plain[] = {"note", "review", "FAIL"};
    static const char *const coloured[] = {"note", "\x1b[33mreview\x1b[0m",
                                           "\x1b[1;31mFAIL\x1b[0m"};
    bool colour = isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == NULL;
    return colour ? coloured[severity] : plain[severity];
}

static void
add_finding(Arena *arena, const Finding *finding, const Cites *cites, Text *text)
{
    const FindingRule *rule = finding_rule(finding->rule);
    text_print(text, "\n%s  %s", severity_shown(rule->severity), text_shown(arena, finding->file));
    if (finding->cell != NULL)
        text_print(text, ", %s", finding->cell);
    text_print(text, ": %s", rule->words);
    if (finding->number > 0)
        text_print(text, " (%s%" PRId64 ")", finding->rule == FINDING_FORM ? "line " : "",
                   finding->number);
    text_add(text, "\n");
    if (finding->detail != NULL)
        text_print(text, "        %s\n", text_shown(arena, finding->detail));
    if (finding->against != NULL)
        text_print(text, "        against %s\n", finding->against);
    text_print(text, "        by %s%s%s\n", rule->source, rule->cited ? "; paragraphs " : "",
               rule->cited ? cites_print(arena, cites) : "");
    text_print(text, "        do: %s\n", rule->remedy);
}

ErrorKind
report_output(Invocation *call, Custody *custody, const Deliberation *deliberation,
              const OutputRequest *request, const RoundContent *round, Error *err)
{
    Arena *arena = call->arena;
    const Cites *cites = &deliberation->outputs.cites;
    Text text = text_new(arena);
    json_t *item = json_keep(arena, request_json(arena, request));
    json_t *files = json_array();
    add_state(&text, request);
    TRY(add_reasons(call, custody, request, &text, item, err));
    for (size_t at = 0; at < round->files.count; at++)
    {
        json_t *file = json_object();
        json_put_text(file, "name", round->files.items[at].name);
        json_put_text(file, "method", method_name(round->files.items[at].method));
        json_put_text(file, "canonical", round->files.items[at].canonical);
        if (json_array_append_new(files, file) != 0)
            error_out_of_memory();
        add_file(arena, &round->files.items[at], &text);
    }
    json_put(item, "files", files);
    json_put(item, "findings", findings_json(&round->findings, cites));
    for (size_t at = 0; at < round->findings.count; at++)
        add_finding(arena, &round->findings.items[at], cites, &text);
    if (request->round > 0 && round->findings.count == 0)
        text_add(&text, "\nnothing was found against it\n");
    if (call->json)
        return result_print_json(call, json_incref(item), err);
    return result_print(text.bytes, err);
}

ErrorKind
report_outputs(Invocation *call, const OutputList *list, Error *err)
{
    static const char *const head[] = {"output", "state", "deliberation", "author",
                                       "round",  "votes", "found"};
    enum
    {
        COLUMNS = sizeof head / sizeof *head
    };
    Arena *arena = call->arena;
    json_t *array = json_array();
    const char **cells = arena_take_array(arena, (list->count + 1) * COLUMNS, sizeof *cells);
    memcpy(cells, head, sizeof head);
    for (size_t at = 0; at < list->count; at++)
    {
        const OutputRequest *request = &list->items[at];
        const char **row = cells + (at + 1) * COLUMNS;
        row[0] = arena_print(arena, "%" PRId64, request->number);
        row[1] = output_state_name(request->state);
        row[2] = request->deliberation;
        row[3] = request->author;
        row[4] = arena_print(arena, "%" PRId64, request->round);
        row[5] = arena_print(arena, "%zu of %d", request->votes.count, request->checkers_needed);
        row[6] = request->fails ? "fail" : "-";
        if (json_array_append_new(array, request_json(arena, request)) != 0)
            error_out_of_memory();
    }
    if (call->json)
        return result_print_json(call, array, err);
    json_decref(array);
    return result_print(result_table(arena, cells, COLUMNS, list->count + 1, "rlllrll"), err);
}
