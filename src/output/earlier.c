#include "output/earlier.h"

#include "core/text.h"
#include "custody/registration.h"
#include "deliberation/read.h"
#include "output/inner.h"

#include <inttypes.h>

ErrorKind
earlier_scope(Custody *custody, Arena *arena, const RequestScope *scope, const char *id,
              RequestScope *ret_scope, Error *err)
{
    Registration *registration = NULL;
    Complaints complaints = complaints_new(arena, id);
    *ret_scope = *scope;
    if (text_equal(id, scope->deliberation->id))
        return ERROR_NONE;
    TRY(registration_find(custody, arena, id, &registration, err));
    if (registration != NULL)
        ret_scope->deliberation = deliberation_read(arena, registration->bytes, registration->size,
                                                    scope->catalogue, &complaints);
    if (registration == NULL || ret_scope->deliberation == NULL)
        return error_set(err, ERROR_DELIBERATION, "deliberation '%s' cannot be read any more", id);
    ret_scope->communication =
        deliberation_communication(ret_scope->deliberation, scope->communication->name);
    return ERROR_NONE;
}

/* A deliberation whose outputs are read. */
typedef struct Reading
{
    Custody *custody;
    Arena *arena;
    RequestScope scope;
    size_t from;
    EarlierFiles *files;
} Reading;

static ErrorKind
read_files(const Reading *reading, const OutputRequest *request, Error *err)
{
    Arena *arena = reading->arena;
    char *bytes = NULL;
    size_t size = 0;
    RoundContent round;
    TRY(output_content(reading->custody, arena, request, request->round, &bytes, &size, err));
    TRY(round_content_parse(arena, bytes, size, &round, err));
    for (size_t at = 0; at < round.files.count; at++)
    {
        EarlierFile file = {.output = request->number,
                            .released_at = request->released_at,
                            .from = reading->from,
                            .deliberation = reading->scope.deliberation->id,
                            .kept = round.files.items[at]};
        if (file.kept.statement[0] == '\0')
            continue;
        TRY(requested_parse(arena, &reading->scope, file.kept.statement, &file.made_of, err));
        file.name =
            arena_print(arena, "output %" PRId64 ", %s", request->number, file.made_of.name);
        *LIST_ADD(arena, reading->files) = file;
    }
    return ERROR_NONE;
}

static ErrorKind
read_released(const Reading *reading, int64_t but, Error *err)
{
    OutputList all = {0};
    const char *id = reading->scope.deliberation->id;
    TRY(output_list(reading->custody, reading->arena, id, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        const OutputRequest *request = &all.items[at];
        if (request->state != OUTPUT_RELEASED || request->number == but ||
            reading->scope.communication == NULL ||
            !text_equal(request->communication, reading->scope.communication->name))
            continue;
        if (read_files(reading, request, err) != ERROR_NONE)
            return error_within(err, "output %" PRId64 ", released under '%s'", request->number,
                                id);
    }
    return ERROR_NONE;
}

/* An amendment does not make a reader forget what was released before it. */
ErrorKind
earlier_read(Custody *custody, Arena *arena, const RequestScope *scope, int64_t but,
             EarlierFiles *ret_files, Error *err)
{
    DeliberationLine line = {0};
    TRY(registration_line(custody, arena, scope->deliberation, &line, err));
    for (size_t at = line.count; at > 0; at--)
    {
        Reading reading = {.custody = custody, .arena = arena, .from = at - 1, .files = ret_files};
        TRY(earlier_scope(custody, arena, scope, line.items[at - 1], &reading.scope, err));
        TRY(read_released(&reading, but, err));
    }
    return ERROR_NONE;
}

bool
requested_meet(const RequestedFile *one, const RequestedFile *other)
{
    for (size_t at = 0; requested_attribute(one, at) != NULL; at++)
        for (size_t its = 0; requested_attribute(other, its) != NULL; its++)
            if (attribute_equal(requested_attribute(one, at), requested_attribute(other, its)))
                return true;
    return false;
}

const char *
requested_words(Arena *arena, const RequestedFile *file)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < file->by_count; at++)
    {
        const Axis *axis = &file->by[at];
        text_print(&text, "%s%s@%d", at == 0 ? "" : ", ", axis->attribute.variable,
                   axis->attribute.year);
        if (axis->list != axis->attribute.scheme)
            text_print(&text, " in %s", axis->list->name);
    }
    if (file->has_measure)
        text_print(&text, "; of %s@%d", file->measure.variable, file->measure.year);
    for (size_t at = 0; at < file->where_count; at++)
        text_print(&text, "%s%s@%d", at == 0 ? "; only " : ", ", file->where[at].attribute.variable,
                   file->where[at].attribute.year);
    return text.bytes;
}
