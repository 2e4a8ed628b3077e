#include "command/output_page.h"

#include "command/output_findings.h"
#include "command/output_report.h"
#include "core/text.h"
#include "output/earlier.h"

#include <inttypes.h>
#include <string.h>

#define ROWS 60    /* of a table on the page */
#define RELATED 12 /* outputs on the page */

/* The lines of a text, cut in place. */
static Names
lines_of(Arena *arena, const char *bytes)
{
    Names lines = {0};
    char *rest = arena_copy_text(arena, bytes);
    while (*rest != '\0')
    {
        size_t size = strcspn(rest, "\n");
        *LIST_ADD(arena, &lines) = rest;
        rest += size;
        if (*rest != '\0')
            *rest++ = '\0';
    }
    return lines;
}

/* Is it a row of nobody? Among many these tell the least. */
static bool
is_empty(const char *line)
{
    return text_ends(line, ",0,p");
}

/* Which lines are shown: all of a short table; of a long one the first that are not empty. */
static Names
shown_of(Arena *arena, const Names *lines, bool all)
{
    Names shown = {0};
    if (all || lines->count <= ROWS + 1)
        return *lines;
    for (size_t at = 0; at < lines->count && shown.count <= ROWS; at++)
        if (!is_empty(lines->items[at]))
            *LIST_ADD(arena, &shown) = lines->items[at];
    return shown;
}

/* A canonical CSV as a table whose columns line up. */
static void
add_table(Arena *arena, const char *csv, bool all, Text *text)
{
    Names lines = lines_of(arena, csv);
    Names shown = shown_of(arena, &lines, all);
    size_t columns = 1;
    for (const char *at = csv; *at != '\n' && *at != '\0'; at++)
        columns += *at == ',';
    const char **cells = arena_take_array(arena, columns * shown.count + 1, sizeof *cells);
    char *right = arena_take(arena, columns + 1);
    memset(right, 'l', columns);
    right[columns > 1 ? columns - 2 : 0] = 'r';
    for (size_t row = 0; row < shown.count; row++)
    {
        char *rest = arena_copy_text(arena, shown.items[row]);
        for (size_t column = 0; column < columns; column++)
        {
            size_t size = strcspn(rest, ",");
            cells[row * columns + column] = rest;
            rest += size;
            if (*rest != '\0')
                *rest++ = '\0';
        }
    }
    text_add(text, result_table(arena, cells, columns, shown.count, right));
    if (shown.count < lines.count)
        text_print(text, "... and %zu more rows, those of 0 among them (--all)\n",
                   lines.count - shown.count);
}

/* How many cells the certificate is about, by their status. */
static void
add_certificate(Arena *arena, const char *bytes, Text *text)
{
    Error err;
    json_t *root = NULL;
    size_t primary = 0;
    size_t secondary = 0;
    if (json_read(arena, bytes, strlen(bytes), ERROR_INTEGRITY, &root, &err) != ERROR_NONE)
        return;
    const json_t *cells = json_object_get(root, "cells");
    for (size_t at = 0; at < json_array_size(cells); at++)
    {
        const char *status =
            json_string_value(json_object_get(json_array_get(cells, at), "status"));
        primary += status != NULL && text_equal(status, "primary");
        secondary += status != NULL && text_equal(status, "secondary");
    }
    text_print(text,
               "certificate: %zu cell%s unsafe, %zu more suppressed for their sake; %zu intervals "
               "proven by %zu other tables that would look the same\n",
               primary, primary == 1 ? "" : "s", secondary,
               json_array_size(json_object_get(root, "intervals")),
               json_array_size(json_object_get(root, "points")));
}

static ErrorKind
add_file(Arena *arena, const OutputPage *page, const RoundFile *file, Text *text, Error *err)
{
    text_print(text, "\n%s", text_shown(arena, file->name));
    if (file->statement[0] != '\0')
    {
        RequestedFile made_of;
        TRY(requested_parse(arena, &page->asked->scope, file->statement, &made_of, err));
        text_print(text, ": %s by %s", output_type_name(made_of.type),
                   requested_words(arena, &made_of));
    }
    if (file->method != METHOD_NONE)
        text_print(text, "; protected by %s", method_name(file->method));
    text_add(text, "\n");
    if (file->canonical[0] == '\0')
        text_add(text, "  nothing of it can leave\n");
    else if (text_ends(file->name, ".csv"))
        add_table(arena, file->canonical, page->all, text);
    else
        text_add(text, file->canonical);
    if (file->certificate != NULL)
        add_certificate(arena, file->certificate, text);
    return ERROR_NONE;
}

static ErrorKind
put_file(Arena *arena, const RoundFile *file, json_t *files, Error *err)
{
    json_t *item = json_keep(arena, json_object());
    json_put_text(item, "name", file->name);
    json_put_text(item, "method", method_name(file->method));
    json_put_text(item, "canonical", file->canonical);
    if (file->statement[0] != '\0')
    {
        json_t *made_of = NULL;
        TRY(json_read(arena, file->statement, strlen(file->statement), ERROR_INTEGRITY, &made_of,
                      err));
        json_put(item, "made_of", json_incref(made_of));
    }
    if (file->certificate != NULL)
    {
        json_t *certificate = NULL;
        TRY(json_read(arena, file->certificate, strlen(file->certificate), ERROR_INTEGRITY,
                      &certificate, err));
        json_put(item, "certificate", json_incref(certificate));
    }
    if (json_array_append(files, item) != 0)
        error_out_of_memory();
    return ERROR_NONE;
}

static ErrorKind
add_files(Arena *arena, const OutputPage *page, Text *text, json_t *item, Error *err)
{
    json_t *files = json_keep(arena, json_array());
    for (size_t at = 0; at < page->round->files.count; at++)
    {
        TRY(add_file(arena, page, &page->round->files.items[at], text, err));
        TRY(put_file(arena, &page->round->files.items[at], files, err));
    }
    json_put(item, "files", json_incref(files));
    return ERROR_NONE;
}

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
static ErrorKind
add_rounds(Session *session, const OutputPage *page, Text *text, json_t *item, Error *err)
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

/* What was released of the same variables and years: together with these it is judged. */
static ErrorKind
add_related(Session *session, const OutputPage *page, Text *text, json_t *item, Error *err)
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
            text_print(text, "  %s (%.10s): %s by %s%s%s\n", file->name,
                       moment_print(arena, file->released_at), output_type_name(file->made_of.type),
                       words, file->kept.method == METHOD_NONE ? "" : "; protected by ",
                       file->kept.method == METHOD_NONE ? "" : method_name(file->kept.method));
    }
    if (!page->all && shown > RELATED)
        text_print(text, "  ... and %zu more (--all)\n", shown - RELATED);
    return ERROR_NONE;
}

/* At which level it was judged. */
static void
add_level(const RoundContent *round, Text *text, json_t *item)
{
    const char *level = level_name(round->households);
    json_put_text(item, "level", level);
    text_print(text, "\njudged at the level of %s%s\n", level,
               round->households ? "" : ": who lives together was not kept with the data set");
}

ErrorKind
output_page_show(Session *session, const OutputPage *page, Error *err)
{
    Invocation *call = session->call;
    Arena *arena = call->arena;
    const OutputRequest *request = page->asked->request;
    const Cites *cites = &page->asked->deliberation->outputs.cites;
    Text text = text_new(arena);
    json_t *item = NULL;
    TRY(report_state(call, session->custody, request, &text, &item, err));
    TRY(add_files(arena, page, &text, item, err));
    json_put(item, "findings", findings_json(&page->round->findings, cites));
    if (request->round > 0)
        add_level(page->round, &text, item);
    if (request->round > 0)
        output_findings_add(arena, &page->round->findings, cites, page->all, &text);
    TRY(add_rounds(session, page, &text, item, err));
    TRY(add_related(session, page, &text, item, err));
    if (call->json)
        return result_print_json(call, json_incref(item), err);
    return result_print(text.bytes, err);
}
