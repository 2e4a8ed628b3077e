#include "fixture.h"

#include "catalogue/read.h"
#include "core/file.h"
#include "deliberation/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
need(bool holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "fixture: %s\n", what);
    abort();
}

const RequestScope *
fixture_scope(void)
{
    static const RequestScope *kept;
    static Arena *arena;
    Error err;
    if (kept != NULL)
        return kept;
    arena = arena_new("scope");
    Catalogue *catalogue = NULL;
    char *bytes = NULL;
    size_t size = 0;
    Complaints complaints = complaints_new(arena, "fixture");
    need(catalogue_read(arena, BERAAD_SOURCE "/catalogue/amsb", &complaints, &catalogue, &err) ==
             ERROR_NONE,
         "catalogue");
    need(file_read(arena, BERAAD_SOURCE "/deliberation/ksz-19-002.yaml", DOCUMENT_BYTES, ERROR_DATA,
                   &bytes, &size, &err) == ERROR_NONE,
         "deliberation");
    RequestScope *scope = arena_take(arena, sizeof *scope);
    scope->catalogue = catalogue;
    scope->deliberation = deliberation_read(arena, bytes, size, catalogue, &complaints);
    need(scope->deliberation != NULL, complaints_print(arena, &complaints));
    scope->communication = deliberation_communication(scope->deliberation, "population");
    kept = scope;
    return scope;
}

RequestScope
fixture_scope_with(Arena *arena, const char *line, const char *instead)
{
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    RequestScope scope = *fixture_scope();
    Complaints complaints = complaints_new(arena, "fixture");
    need(file_read(arena, BERAAD_SOURCE "/deliberation/ksz-19-002.yaml", DOCUMENT_BYTES, ERROR_DATA,
                   &bytes, &size, &err) == ERROR_NONE,
         "deliberation");
    char *found = strstr(bytes, line);
    need(found != NULL && found[strlen(line)] == '\n', "no such line");
    const char *rest = found + strlen(line);
    *found = '\0';
    const char *text = arena_print(arena, "%s%s%s", bytes, instead, rest);
    scope.deliberation = deliberation_read(arena, text, strlen(text), scope.catalogue, &complaints);
    need(scope.deliberation != NULL, complaints_print(arena, &complaints));
    scope.communication = deliberation_communication(scope.deliberation, "population");
    return scope;
}

Engine *
fixture_engine(const char *sql)
{
    Error err;
    Engine *engine = NULL;
    need(engine_open(&(EngineOptions){.threads = 1}, &engine, &err) == ERROR_NONE, "engine");
    need(engine_run(engine, "population", sql, NULL, &err) == ERROR_NONE, err.message);
    return engine;
}

const RequestedFile *
fixture_file(Arena *arena, const char *yaml)
{
    return fixture_file_under(arena, fixture_scope(), yaml);
}

const RequestedFile *
fixture_file_under(Arena *arena, const RequestScope *scope, const char *yaml)
{
    Complaints complaints = complaints_new(arena, "output.yaml");
    char *text = arena_print(arena, "output: 1\nfiles:\n  - %s\n", yaml);
    const Request *request = request_read(arena, scope, text, strlen(text), &complaints);
    need(request != NULL, complaints_print(arena, &complaints));
    return &request->files.items[0];
}

People *
fixture_people(Arena *arena, Engine *engine, const RequestedFile *const *files, size_t count)
{
    Error err;
    PeopleNeed what = {0};
    People *people = NULL;
    for (size_t at = 0; at < count; at++)
        people_need(arena, &what, files[at]);
    need(people_load(arena, engine, &what, &people, &err) == ERROR_NONE, err.message);
    return people;
}
