#include "command/output_report.h"

#include "command/session.h"
#include "core/text.h"

#include <inttypes.h>
#include <string.h>

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
        text_add(text, "  rejected      ");
        text_wrap(text, text_shown(call->arena, reasons.items[at]), call->display.row, 16, 16);
        if (json_array_append_new(array, json_string(reasons.items[at])) != 0)
            error_out_of_memory();
    }
    json_put(item, "reasons", array);
    return ERROR_NONE;
}

ErrorKind
report_state(Invocation *call, Custody *custody, const OutputRequest *request, Text *text,
             json_t **ret_item, Error *err)
{
    *ret_item = json_keep(call->arena, request_json(call->arena, request));
    add_state(text, request);
    return add_reasons(call, custody, request, text, *ret_item, err);
}

ErrorKind
report_output_state(Invocation *call, Custody *custody, const OutputRequest *request, Error *err)
{
    Text text = text_new(call->arena);
    json_t *item = NULL;
    TRY(report_state(call, custody, request, &text, &item, err));
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
