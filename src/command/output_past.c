#include "command/output_past.h"

#include "core/text.h"
#include "output/earlier.h"

#include <inttypes.h>
#include <string.h>

#define RELATED 12 /* outputs on the page */

/* How many findings of each severity a round had. */
static ErrorKind
count_findings(Session *session, const OutputRequest *request, int64_t number,
               size_t counts[SEVERITY_FAIL + 1], Error *err)
{
    SCRATCH Arena *work = arena_new("round");
    char *bytes = NULL;
    size_t size = 0;
    RoundContent round;
    TRY(output_content(session->custody, work, request, number, &bytes, &size, err));
    TRY(round_content_parse(work, bytes, size, &round, err));
    for (size_t at = 0; at < round.findings.count; at++)
        counts[finding_rule(round.findings.items[at].rule)->severity]++;
    return ERROR_NONE;
}

/* Who made which round, how, and what was found then. */
ErrorKind
output_rounds_add(Session *session, const OutputPage *page, Text *text, json_t *item, Error *err)
{
    static const char *const head[] = {"round", "at", "by", "method", "fail", "review", "note"};
    enum
    {
        COLUMNS = sizeof head / sizeof *head
    };
    Arena *arena = session->call->arena;
    OutputRounds rounds = {0};
    TRY(output_rounds(session->custody, arena, page->asked->request, &rounds, err));
    const char **cells = arena_take_array(arena, (rounds.count + 1) * COLUMNS, sizeof *cells);
    json_t *array = json_keep(arena, json_array());
    memcpy(cells, head, sizeof head);
    for (size_t at = 0; at < rounds.count; at++)
    {
        const OutputRound *round = &rounds.items[at];
        const char **row = cells + (at + 1) * COLUMNS;
        size_t counts[SEVERITY_FAIL + 1] = {0};
        TRY(count_findings(session, page->asked->request, round->round, counts, err));
        row[0] = arena_print(arena, "%" PRId64, round->round);
        row[1] = moment_print(arena, round->at);
        row[2] = round->actor;
        row[3] = round->method;
        for (size_t severity = 0; severity <= SEVERITY_FAIL; severity++)
            row[4 + SEVERITY_FAIL - severity] = arena_print(arena, "%zu", counts[severity]);
        if (json_array_append_new(array, json_pack("{s:I,s:s,s:s,s:s,s:I,s:I,s:I}", "round",
                                                   (json_int_t)round->round, "at", row[1], "by",
                                                   round->actor, "method", round->method, "fail",
                                                   (json_int_t)counts[SEVERITY_FAIL], "review",
                                                   (json_int_t)counts[SEVERITY_REVIEW], "note",
                                                   (json_int_t)counts[SEVERITY_NOTE])) != 0)
            error_out_of_memory();
    }
    json_put(item, "rounds", json_incref(array));
    if (rounds.count > 0)
        text_print(text, "\nhow it came to this\n%s",
                   result_table(arena, cells, COLUMNS, rounds.count + 1, "rlllrrr"));
    return ERROR_NONE;
}

/* Is the released file of a variable and year that this request is of? */
static ErrorKind
is_related(Arena *arena, const OutputPage *page, const EarlierFile *earlier, bool *ret_related,
           Error *err)
{
    *ret_related = false;
    for (size_t at = 0; at < page->round->files.count; at++)
    {
        RequestedFile made_of;
        const char *statement = page->round->files.items[at].statement;
        if (statement[0] == '\0')
            continue;
        TRY(requested_parse(arena, &page->asked->scope, statement, &made_of, err));
        *ret_related = *ret_related || requested_meet(&made_of, &earlier->made_of);
    }
    return ERROR_NONE;
}

static void
add_released(const EarlierFile *file, const char *words, size_t width, Text *text)
{
    Arena *arena = text->arena;
    bool plain = file->kept.method == METHOD_NONE;
    text_add(text, "  ");
    text_wrap(text,
              arena_print(arena, "%s (%.10s): %s by %s%s%s", file->name,
                          moment_print(arena, file->released_at),
                          output_type_name(file->made_of.type), words,
                          plain ? "" : "; protected by ",
                          plain ? "" : method_name(file->kept.method)),
              width, 2, 6);
}

/* What was released of the same variables and years: together with these it is judged. */
ErrorKind
output_related_add(Session *session, const OutputPage *page, Text *text, json_t *item, Error *err)
{
    Arena *arena = session->call->arena;
    EarlierFiles files = {0};
    size_t shown = 0;
    json_t *array = json_keep(arena, json_array());
    json_put(item, "related", json_incref(array));
    TRY(earlier_read(session->custody, arena, &page->asked->scope, page->asked->request->number,
                     &files, err));
    for (size_t at = 0; at < files.count; at++)
    {
        const EarlierFile *file = &files.items[at];
        const char *words = requested_words(arena, &file->made_of);
        bool related = false;
        TRY(is_related(arena, page, file, &related, err));
        if (!related)
            continue;
        if (json_array_append_new(array,
                                  json_pack("{s:I,s:s,s:s,s:s}", "output", (json_int_t)file->output,
                                            "file", file->made_of.name, "method",
                                            method_name(file->kept.method), "of", words)) != 0)
            error_out_of_memory();
        if (shown++ == 0)
            text_add(text, "\nreleased before of the same variables and years\n");
        if (page->all || shown <= RELATED)
            add_released(file, words, page->display->row, text);
    }
    if (!page->all && shown > RELATED)
        text_print(text, "  ... and %zu more (--all)\n", shown - RELATED);
    return ERROR_NONE;
}
