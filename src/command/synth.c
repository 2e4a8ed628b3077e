/*
 * beraad warehouse synth DIR: a synthetic warehouse, and how near it comes to its targets.
 */
#include "warehouse/synth.h"

#include "command/inner.h"
#include "core/file.h"

#include <stdio.h>
#include <string.h>

const Option command_warehouse_synth_options[] = {
    {"residents", "N", false, "how many people live there; 11700000 is the full scale (required)"},
    {"seed", "S", false, "whole number from 0: the same seed gives the same bytes; without it 1"},
    {"catalogue", "NAME", false, "whose recipe; without it the only catalogue that has one"},
    {"threads", "N", false, "threads of the engine; without it all cores"},
    {"memory", "SIZE", false, "memory of the engine, such as 4GB; without it its default"},
    {"report", "FILE", false, "write the report there as CSV as well"},
    {NULL, NULL, false, NULL},
};

static json_t *
report_json(const SynthReport *report)
{
    json_t *lines = json_array();
    for (size_t row = 1; row < report->rows; row++)
    {
        json_t *line = json_object();
        for (size_t column = 0; column < report->columns; column++)
            (void)json_object_set_new(
                line, report->cells.items[column],
                json_string(report->cells.items[row * report->columns + column]));
        (void)json_array_append_new(lines, line);
    }
    json_t *result = json_object();
    (void)json_object_set_new(result, "report", lines);
    return result;
}

static ErrorKind
show_report(Invocation *call, const SynthReport *report, Error *err)
{
    const char *file = invocation_option(call, "report");
    if (file != NULL)
    {
        const char *csv = synth_report_csv(call->arena, report);
        TRY(file_write(file, csv, strlen(csv), 0644, err));
    }
    if (call->json)
        return result_print_json(call, report_json(report), err);
    return result_print(result_table(call->arena, report->cells.items, report->columns,
                                     report->rows, report->right),
                        err);
}

static ErrorKind
read_recipe(Invocation *call, Synth **ret_synth, IdentifierKind *ret_kind, Error *err)
{
    const char *name = invocation_option(call, "catalogue");
    if (name == NULL)
        name = command_catalogue_with(call, "synth/synth.yaml");
    if (name == NULL)
        return error_set(err, ERROR_USAGE, "option '--catalogue' is missing");
    Catalogue *catalogue = NULL;
    TRY(command_load_catalogue(call, name, &catalogue, err));
    *ret_kind = catalogue->identifier;
    const char *directory =
        file_join(call->arena, command_catalogue_directory(call, name), "synth");
    Complaints complaints =
        complaints_new(call->arena, file_join(call->arena, directory, "synth.yaml"));
    ErrorKind kind = synth_read(call->arena, directory, &complaints, ret_synth, err);
    if (kind != ERROR_NONE && complaints.count > 1)
        (void)fputs(complaints_print(call->arena, &complaints), stderr);
    return kind;
}

ErrorKind
command_warehouse_synth(Invocation *call, Error *err)
{
    SynthRun run = {.out = call->words[0], .memory_limit = invocation_option(call, "memory")};
    int64_t threads = 0;
    TRY(invocation_integer(call, "residents", SYNTH_RESIDENTS_LEAST, SYNTH_RESIDENTS_MOST, 0,
                           &run.residents, err));
    if (run.residents == 0)
        return error_set(err, ERROR_USAGE, "option '--residents' is missing");
    TRY(invocation_integer(call, "seed", 0, INT32_MAX, 1, &run.seed, err));
    TRY(invocation_integer(call, "threads", 1, 1024, 0, &threads, err));
    run.threads = (int)threads;
    Synth *synth = NULL;
    TRY(read_recipe(call, &synth, &run.identifier, err));
    SynthReport report = {0};
    TRY(synth_make(call->arena, synth, &run, &call->progress, &report, err));
    return show_report(call, &report, err);
}
