#include "output/act.h"

#include "core/file.h"
#include "core/text.h"
#include "output/judging.h"
#include "output/leaving.h"

#include <inttypes.h>

ErrorKind
output_take(Arena *arena, const OutputDesk *desk, const RequestContent *content, const Years *years,
            int64_t job, OutputRequest *ret_request, Error *err)
{
    const Deliberation *deliberation = desk->scope->deliberation;
    size_t size = 0;
    const char *bytes = request_content_print(arena, content, &size);
    *ret_request = (OutputRequest){
        .deliberation = deliberation->id,
        .deliberation_digest = deliberation->digest,
        .communication = desk->scope->communication->name,
        .years = *years,
        .job = job,
        .files = request_content_digest(arena, content),
        .checkers_needed = deliberation->outputs.present ? deliberation->outputs.checkers : 1};
    return output_record_requested(desk->custody, desk->actor, ret_request, bytes, size, err);
}

/* The round that a judgement makes. */
static OutputRequest
round_of(Arena *arena, const OutputDesk *desk, const OutputRequest *request, Method method,
         Checked *checked)
{
    OutputRequest round = *request;
    size_t size = 0;
    const char *findings =
        findings_print(arena, &checked->findings, &desk->scope->deliberation->outputs.cites, &size);
    round.canonical = checked_digest(arena, checked);
    round.findings = digest_of(findings, size);
    round.fails = findings_severity(&checked->findings) == SEVERITY_FAIL;
    round.method = method_name(method);
    return round;
}

static ErrorKind
record_round(Arena *arena, const OutputDesk *desk, OutputChange change, const OutputRequest *round,
             const RoundContent *content, Error *err)
{
    size_t size = 0;
    const char *bytes = round_content_print(arena, content, &size);
    return output_record_round(desk->custody, desk->actor, change, round, bytes, size, err);
}

ErrorKind
output_judge(Arena *arena, const OutputDesk *desk, OutputChange change, Method method,
             const OutputRequest *request, RoundContent *ret_round, Error *err)
{
    Judging judging = {.arena = arena, .desk = desk, .request = request};
    Checked checked;
    TRY(judging_run(&judging, method, &checked, err));
    OutputRequest round = round_of(arena, desk, request, method, &checked);
    *ret_round = round_content_of(arena, &checked);
    return record_round(arena, desk, change, &round, ret_round, err);
}

ErrorKind
output_let_go(Arena *arena, const OutputDesk *desk, const OutputRequest *request,
              bool *ret_released, Error *err)
{
    Judging judging = {.arena = arena, .desk = desk, .request = request};
    Checked checked;
    Method method = METHOD_NONE;
    Digest record;
    int64_t size = 0;
    OutputRequest *moved = NULL;
    *ret_released = false;
    if (!method_parse(request->method, &method))
        return error_set(err, ERROR_INTEGRITY, "an output protected by no known method");
    TRY(judging_run(&judging, method, &checked, err));
    OutputRequest round = round_of(arena, desk, request, method, &checked);
    RoundContent content = round_content_of(arena, &checked);
    if (!digest_equal(&round.canonical, &request->canonical) ||
        !digest_equal(&round.findings, &request->findings))
        return record_round(arena, desk, OUTPUT_CHECK, &round, &content, err);
    const char *folder = arena_print(arena, "output-%" PRId64, request->number);
    Leaving leaving = {.desk = desk,
                       .request = request,
                       .round = &content,
                       .own = judging.content.sidecar == NULL};
    TRY(leaving_write(arena, &leaving, folder, &record, &size, err));
    TRY(output_record_released(desk->custody, desk->actor, request->number, folder, &record, size,
                               err));
    TRY(output_find(desk->custody, arena, request->number, &moved, err));
    *ret_released = true;
    return output_move(desk->custody, moved, err);
}
