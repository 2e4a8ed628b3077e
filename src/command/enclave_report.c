/* What the enclave commands show. */
#include "command/enclave.h"
#include "command/session.h"
#include "core/text.h"

#include <inttypes.h>

typedef struct Cells LIST_OF(const char *) Cells;

static void
add_row(Arena *arena, Cells *cells, const char *const *row, size_t columns)
{
    for (size_t at = 0; at < columns; at++)
        *LIST_ADD(arena, cells) = row[at];
}
#define ADD_ROW(arena, cells, ...)                                                                 \
    add_row((arena), (cells), (const char *const[]){__VA_ARGS__},                                  \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static const char *
number(Arena *arena, int64_t value)
{
    return arena_print(arena, "%" PRId64, value);
}

static const char *
table_of(Arena *arena, const Cells *cells, size_t columns, const char *right)
{
    return result_table(arena, cells->items, columns, cells->count / columns, right);
}

static void
append(json_t *list, json_t *item)
{
    if (json_array_append_new(list, item) != 0)
        error_out_of_memory();
}

static json_t *
years_json(const Years *years)
{
    json_t *list = json_array();
    for (size_t at = 0; at < years->count; at++)
        append(list, json_integer(years->items[at]));
    return list;
}

static const char *
years_print(Arena *arena, const Years *years)
{
    Text text = text_new(arena);
    text_add(&text, "");
    for (size_t at = 0; at < years->count; at++)
        text_print(&text, "%s%d", at == 0 ? "" : " ", years->items[at]);
    return text.bytes;
}

static json_t *
datasets_json(Arena *arena, const DatasetYearList *years)
{
    json_t *list = json_array();
    for (size_t at = 0; at < years->count; at++)
    {
        const DatasetYear *year = &years->items[at];
        json_t *item = json_object();
        json_put_text(item, "deliberation", year->deliberation);
        json_put_text(item, "communication", year->communication);
        json_put(item, "year", json_integer(year->year));
        json_put(item, "rows", json_integer(year->rows));
        json_put(item, "bytes", json_integer(year->size));
        json_put_text(item, "manifest", digest_print(arena, &year->manifest));
        json_put_text(item, "prepared", moment_print(arena, year->prepared_at));
        json_put_text(item, "by", year->prepared_by);
        append(list, item);
    }
    return list;
}

static const char *
datasets_table(Arena *arena, const DatasetYearList *years)
{
    Cells cells = {0};
    ADD_ROW(arena, &cells, "data set", "year", "rows", "bytes", "prepared", "by");
    for (size_t at = 0; at < years->count; at++)
    {
        const DatasetYear *year = &years->items[at];
        ADD_ROW(arena, &cells, arena_print(arena, "%s %s", year->deliberation, year->communication),
                number(arena, year->year), number(arena, year->rows), number(arena, year->size),
                moment_print(arena, year->prepared_at), year->prepared_by);
    }
    return table_of(arena, &cells, 6, "lrrrll");
}

ErrorKind
report_datasets(Invocation *call, const DatasetYearList *years, Error *err)
{
    if (call->json)
        return result_print_json(call, datasets_json(call->arena, years), err);
    return result_print(datasets_table(call->arena, years), err);
}

ErrorKind
report_import(Invocation *call, const Import *made, const ImportedFiles *all, Error *err)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    json_t *files = json_array();
    ADD_ROW(arena, &cells, "file", "bytes", "digest");
    for (size_t at = 0; at < all->count; at++)
    {
        const ImportedFile *file = &all->items[at];
        if (file->import != made->number)
            continue;
        json_t *item = json_object();
        const char *path = arena_print(arena, "/model/%s", file->name);
        json_put_text(item, "path", path);
        json_put(item, "bytes", json_integer(file->size));
        json_put_text(item, "digest", digest_print(arena, &file->digest));
        append(files, item);
        ADD_ROW(arena, &cells, path, number(arena, file->size), digest_print(arena, &file->digest));
    }
    json_t *result = json_object();
    json_put(result, "import", json_integer(made->number));
    json_put(result, "files", files);
    if (call->json)
        return result_print_json(call, result, err);
    json_decref(result);
    return result_print(table_of(arena, &cells, 3, "lrl"), err);
}

static json_t *
job_json(Arena *arena, const Job *job)
{
    json_t *item = json_object();
    json_put(item, "job", json_integer(job->number));
    json_put_text(item, "kind", job_kind_name(job->kind));
    json_put_text(item, "deliberation", job->deliberation);
    json_put_text(item, "communication", job->communication);
    json_put(item, "years", years_json(&job->years));
    json_put_text(item, "actor", job->actor);
    json_put_text(item, "started", moment_print(arena, job->started_at));
    if (job->outcome != NULL)
    {
        json_put_text(item, "outcome", job->outcome);
        json_put(item, "exit_status", json_integer(job->exit_status));
        json_put(item, "seconds", json_integer(job->seconds));
        json_put(item, "files", json_integer(job->files));
    }
    return item;
}

static void
add_report(json_t *item, const SandboxReport *report)
{
    json_put(item, "milliseconds", json_integer(report->milliseconds));
    json_put(item, "processor_milliseconds", json_integer(report->processor_milliseconds));
    json_put(item, "memory", json_integer(report->memory));
    json_put(item, "processes", json_integer(report->processes));
    json_put(item, "survivors", json_integer(report->survivors));
    json_put(item, "left_out", json_integer(report->refused));
    json_put_text(item, "limits", report->limits);
}

static const char *const outcome_words[SANDBOX_END_COUNT] = {
    [SANDBOX_DONE] = "it came to its end",
    [SANDBOX_FAILED] = "it ended with an error of its own",
    [SANDBOX_CRASHED] = "it crashed",
    [SANDBOX_ABSENT] = "the program is not there, or cannot be run",
    [SANDBOX_TIME] = "it was ended at its time limit",
    [SANDBOX_MEMORY] = "it was ended for its memory",
    [SANDBOX_CROWDED] = "it was ended for the number of its files",
    [SANDBOX_OVERFLOW] = "it left more than the limits allow: nothing was kept",
    [SANDBOX_STOPPED] = "it was stopped: nothing was kept",
};

ErrorKind
report_job(Invocation *call, const JobOutcome *outcome, Error *err)
{
    Arena *arena = call->arena;
    const SandboxReport *report = &outcome->report;
    if (call->json)
    {
        json_t *item = job_json(arena, &outcome->job);
        add_report(item, report);
        return result_print_json(call, item, err);
    }
    Text text = text_new(arena);
    text_print(&text, "job %" PRId64 ": %s", outcome->job.number, outcome_words[report->end]);
    if (report->end == SANDBOX_DONE || report->end == SANDBOX_FAILED)
        text_print(&text, ", exit status %d", report->exit_status);
    if (report->end == SANDBOX_CRASHED)
        text_print(&text, ", signal %d", report->signal);
    text_add(&text, "\n");
    text_print(&text, "  %.1f s, %.1f s of processors, %" PRId64 " MiB, %d process%s\n",
               (double)report->milliseconds / 1000, (double)report->processor_milliseconds / 1000,
               report->memory / 1024 / 1024, report->processes, report->processes == 1 ? "" : "es");
    text_print(&text, "  limits in force: %s\n", report->limits);
    text_print(&text, "  in quarantine: %" PRId64 " file%s ('enclave files %" PRId64 "')\n",
               outcome->job.files, outcome->job.files == 1 ? "" : "s", outcome->job.number);
    if (report->refused > 0)
        text_print(&text,
                   "  left out: %" PRId64 " (no regular file of one name, or a name that cannot be"
                   " kept)\n",
                   report->refused);
    if (report->survivors > 0)
        text_print(&text, "  still running at its end, and killed: %d\n", report->survivors);
    return result_print(text.bytes, err);
}

ErrorKind
report_selftest(Invocation *call, const SandboxHost *host, const SandboxAttempts *attempts,
                Error *err)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    json_t *list = json_array();
    size_t held = 0;
    ADD_ROW(arena, &cells, "attempt", "barrier", "result", "found");
    for (size_t at = 0; at < attempts->count; at++)
    {
        const SandboxAttempt *one = &attempts->items[at];
        json_t *item = json_object();
        json_put_text(item, "attempt", one->name);
        json_put_text(item, "barrier", one->barrier);
        json_put(item, "held", json_boolean(one->held));
        json_put_text(item, "found", one->found == NULL ? "" : one->found);
        append(list, item);
        held += one->held;
        ADD_ROW(arena, &cells, one->name, one->barrier, one->held ? "held" : "NOT HELD",
                one->found == NULL ? "" : one->found);
    }
    json_t *result = json_object();
    json_put(result, "attempts", list);
    json_put_text(result, "limits", host->limits);
    json_put(result, "swap", json_boolean(host->swap));
    if (call->json)
        return result_print_json(call, result, err);
    json_decref(result);
    Text text = text_new(arena);
    text_add(&text, table_of(arena, &cells, 4, "llll"));
    text_print(&text, "%zu of %zu held; limits in force: %s%s\n", held, attempts->count,
               host->limits, host->swap ? "; this host swaps: its swap must be encrypted" : "");
    return result_print(text.bytes, err);
}

static const char *
imports_table(Arena *arena, const ImportList *imports)
{
    Cells cells = {0};
    ADD_ROW(arena, &cells, "import", "for", "files", "bytes", "brought in", "by");
    for (size_t at = 0; at < imports->count; at++)
    {
        const Import *one = &imports->items[at];
        ADD_ROW(arena, &cells, number(arena, one->number),
                arena_print(arena, "%s %s", one->deliberation, one->communication),
                number(arena, one->files), number(arena, one->size),
                moment_print(arena, one->imported_at), one->imported_by);
    }
    return table_of(arena, &cells, 6, "rlrrll");
}

static const char *
jobs_table(Arena *arena, const JobList *jobs)
{
    Cells cells = {0};
    ADD_ROW(arena, &cells, "job", "kind", "on", "years", "outcome", "seconds", "files", "started",
            "by");
    for (size_t at = 0; at < jobs->count; at++)
    {
        const Job *job = &jobs->items[at];
        bool ended = job->outcome != NULL;
        ADD_ROW(arena, &cells, number(arena, job->number), job_kind_name(job->kind),
                arena_print(arena, "%s %s", job->deliberation, job->communication),
                years_print(arena, &job->years), ended ? job->outcome : "(not ended)",
                ended ? number(arena, job->seconds) : "", ended ? number(arena, job->files) : "",
                moment_print(arena, job->started_at), job->actor);
    }
    return table_of(arena, &cells, 9, "rllllrrll");
}

static json_t *
imports_json(Arena *arena, const ImportList *imports)
{
    json_t *list = json_array();
    for (size_t at = 0; at < imports->count; at++)
    {
        const Import *one = &imports->items[at];
        json_t *item = json_object();
        json_put(item, "import", json_integer(one->number));
        json_put_text(item, "deliberation", one->deliberation);
        json_put_text(item, "communication", one->communication);
        json_put(item, "files", json_integer(one->files));
        json_put(item, "bytes", json_integer(one->size));
        json_put_text(item, "imported", moment_print(arena, one->imported_at));
        json_put_text(item, "by", one->imported_by);
        append(list, item);
    }
    return list;
}

ErrorKind
report_enclave(Invocation *call, const DatasetYearList *datasets, const ImportList *imports,
               const JobList *jobs, Error *err)
{
    Arena *arena = call->arena;
    if (call->json)
    {
        json_t *result = json_object();
        json_t *list = json_array();
        for (size_t at = 0; at < jobs->count; at++)
            append(list, job_json(arena, &jobs->items[at]));
        json_put(result, "data_sets", datasets_json(arena, datasets));
        json_put(result, "imports", imports_json(arena, imports));
        json_put(result, "jobs", list);
        return result_print_json(call, result, err);
    }
    Text text = text_new(arena);
    text_print(&text, "%s\n", datasets_table(arena, datasets));
    text_print(&text, "%s\n", imports_table(arena, imports));
    text_add(&text, jobs_table(arena, jobs));
    return result_print(text.bytes, err);
}

ErrorKind
report_quarantine(Invocation *call, const QuarantineFiles *files, Error *err)
{
    Arena *arena = call->arena;
    Cells cells = {0};
    json_t *list = json_array();
    ADD_ROW(arena, &cells, "file", "name", "bytes", "digest");
    for (size_t at = 0; at < files->count; at++)
    {
        const QuarantineFile *file = &files->items[at];
        const char *digest = digest_print(arena, &file->digest);
        json_t *item = json_object();
        json_put(item, "file", json_integer(file->number));
        json_put_text(item, "name", text_shown(arena, file->name));
        json_put(item, "bytes", json_integer(file->size));
        json_put_text(item, "digest", digest);
        append(list, item);
        ADD_ROW(arena, &cells, number(arena, file->number), text_shown(arena, file->name),
                number(arena, file->size), digest);
    }
    if (call->json)
        return result_print_json(call, list, err);
    json_decref(list);
    return result_print(table_of(arena, &cells, 4, "rlrl"), err);
}
