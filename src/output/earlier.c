#include "output/earlier.h"

#include "core/text.h"
#include "custody/registration.h"
#include "output/inner.h"

#include <inttypes.h>

static ErrorKind
read_files(Custody *custody, Arena *arena, const RequestScope *scope, const OutputRequest *request,
           EarlierFiles *files, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    RoundContent round;
    TRY(output_content(custody, arena, request, request->round, &bytes, &size, err));
    TRY(round_content_parse(arena, bytes, size, &round, err));
    for (size_t at = 0; at < round.files.count; at++)
    {
        EarlierFile file = {.output = request->number,
                            .released_at = request->released_at,
                            .kept = round.files.items[at]};
        if (file.kept.statement[0] == '\0')
            continue;
        TRY(requested_parse(arena, scope, file.kept.statement, &file.made_of, err));
        file.name =
            arena_print(arena, "output %" PRId64 ", %s", request->number, file.made_of.name);
        *LIST_ADD(arena, files) = file;
    }
    return ERROR_NONE;
}

static ErrorKind
read_released(Custody *custody, Arena *arena, const RequestScope *scope, const char *deliberation,
              int64_t but, EarlierFiles *files, Error *err)
{
    OutputList all = {0};
    TRY(output_list(custody, arena, deliberation, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        const OutputRequest *request = &all.items[at];
        if (request->state != OUTPUT_RELEASED || request->number == but ||
            !text_equal(request->communication, scope->communication->name))
            continue;
        if (read_files(custody, arena, scope, request, files, err) != ERROR_NONE)
            return error_within(err, "output %" PRId64 ", released under '%s'", request->number,
                                deliberation);
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
        TRY(read_released(custody, arena, scope, line.items[at - 1], but, ret_files, err));
    return ERROR_NONE;
}

/* The attribute number `at` that a file looks at; NULL past the last. */
static const Attribute *
attribute_of(const RequestedFile *file, size_t at)
{
    if (at < file->by_count)
        return &file->by[at].attribute;
    at -= file->by_count;
    if (at < file->where_count)
        return &file->where[at].attribute;
    at -= file->where_count;
    if (file->has_measure && at-- == 0)
        return &file->measure;
    bool has_outcome = file->type == OUTPUT_MODEL && file->family == MODEL_LOGISTIC;
    return has_outcome && at == 0 ? &file->outcome.attribute : NULL;
}

bool
requested_meet(const RequestedFile *one, const RequestedFile *other)
{
    for (size_t at = 0; attribute_of(one, at) != NULL; at++)
        for (size_t its = 0; attribute_of(other, its) != NULL; its++)
            if (attribute_equal(attribute_of(one, at), attribute_of(other, its)))
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
