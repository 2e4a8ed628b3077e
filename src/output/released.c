/* From the ledger to the record, from the record to the files. */
#include "output/released.h"
#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "custody/record.h"
#include "custody/registration.h"
#include "output/act.h"
#include "output/earlier.h"

#include <inttypes.h>
#include <string.h>

/* The digest of the record, as the ledger has it. */
static ErrorKind
ledger_digest(Custody *custody, Arena *arena, const OutputRequest *request, Digest *ret_digest,
              Error *err)
{
    RecordedEntries entries = {0};
    TRY(record_read(custody, arena, request->entry, 1, &entries, err));
    Entry parsed = {0};
    if (entries.count == 1)
        TRY(entry_parse(arena, entries.items[0].bytes, entries.items[0].size, &parsed, err));
    const Entry *entry = entries.count == 1 ? &parsed : NULL;
    const json_t *body = entry == NULL ? NULL : entry->body;
    const char *digest = json_string_value(json_object_get(body, "record"));
    if (entry != NULL && entry->type == ENTRY_OUTPUT_RELEASED && digest != NULL &&
        json_integer_value(json_object_get(body, "output")) == request->number &&
        digest_parse(digest, ret_digest))
        return ERROR_NONE;
    return error_set(err, ERROR_INTEGRITY, "ledger entry %" PRId64 " is not its release",
                     request->entry);
}

/* A file of a released folder, whose digest must be this one. */
static ErrorKind
read_proven(Arena *arena, const char *folder, const char *name, const Digest *digest,
            char **ret_bytes, Error *err)
{
    size_t size = 0;
    if (name[0] == '.' || strchr(name, '/') != NULL)
        return error_set(err, ERROR_INTEGRITY, "the record names a file outside its folder");
    TRY(file_read(arena, file_join(arena, folder, name), RELEASED_BYTES, ERROR_INTEGRITY, ret_bytes,
                  &size, err));
    Digest found = digest_of(*ret_bytes, size);
    if (digest_equal(&found, digest) && strlen(*ret_bytes) == size)
        return ERROR_NONE;
    return error_set(err, ERROR_INTEGRITY, "'%s' is not the file that was released", name);
}

static ErrorKind
check_note(Custody *custody, Arena *arena, const char *folder, const Digest *record, Error *err)
{
    char *note = NULL;
    char *text = NULL;
    size_t size = 0;
    NoteKey key = custody_note_key(custody);
    TRY(file_read(arena, file_join(arena, folder, OUTPUT_RECORD ".note"), NOTE_BYTES,
                  ERROR_INTEGRITY, &note, &size, err));
    TRY(note_open(arena, note, size, &key, &text, err));
    if (text_equal(
            text, arena_print(arena, "beraad output record v1\n%s\n", digest_print(arena, record))))
        return ERROR_NONE;
    return error_set(err, ERROR_INTEGRITY, "'%s' signs another record", OUTPUT_RECORD ".note");
}

static ErrorKind
read_file(Arena *arena, const RequestScope *scope, const char *folder, const json_t *item,
          ReleasedFile *file, Error *err)
{
    const char *name = json_string_value(json_object_get(item, "name"));
    const char *digest = json_string_value(json_object_get(item, "digest"));
    const char *method = json_string_value(json_object_get(item, "method"));
    const char *made_of = json_string_value(json_object_get(item, "made_of"));
    char *bytes = NULL;
    if (name == NULL || digest == NULL || method == NULL || !digest_parse(digest, &file->digest))
        return error_set(err, ERROR_INTEGRITY, "a file of the record lacks a part");
    TRY(read_proven(arena, folder, name, &file->digest, &bytes, err));
    file->name = arena_copy_text(arena, name);
    file->method = arena_copy_text(arena, method);
    file->bytes = bytes;
    /* A figure and a note are made of nothing. */
    file->is_shaped = made_of != NULL;
    return file->is_shaped ? requested_parse(arena, scope, made_of, &file->made_of, err)
                           : ERROR_NONE;
}

static ErrorKind
read_output(Custody *custody, Arena *arena, const RequestScope *scope, const OutputRequest *request,
            ReleasedFiles *files, Error *err)
{
    Digest digest;
    char *bytes = NULL;
    json_t *record = NULL;
    const char *folder =
        custody_path(arena, custody, arena_print(arena, "outgoing/%s", request->folder));
    TRY(ledger_digest(custody, arena, request, &digest, err));
    TRY(read_proven(arena, folder, OUTPUT_RECORD, &digest, &bytes, err));
    TRY(check_note(custody, arena, folder, &digest, err));
    TRY(json_read(arena, bytes, strlen(bytes), ERROR_INTEGRITY, &record, err));
    const json_t *items = json_object_get(record, "files");
    for (size_t at = 0; at < json_array_size(items); at++)
    {
        ReleasedFile *file = LIST_ADD(arena, files);
        *file = (ReleasedFile){.output = request->number,
                               .entry = request->entry,
                               .released_at = request->released_at};
        TRY(read_file(arena, scope, folder, json_array_get(items, at), file, err));
    }
    return ERROR_NONE;
}

static ErrorKind
read_deliberation(Custody *custody, Arena *arena, const RequestScope *scope, ReleasedFiles *files,
                  Error *err)
{
    OutputList all = {0};
    TRY(output_list(custody, arena, scope->deliberation->id, &all, err));
    for (size_t at = 0; scope->communication != NULL && at < all.count; at++)
        if (all.items[at].state == OUTPUT_RELEASED &&
            text_equal(all.items[at].communication, scope->communication->name) &&
            read_output(custody, arena, scope, &all.items[at], files, err) != ERROR_NONE)
            return error_within(err, "output %" PRId64, all.items[at].number);
    return ERROR_NONE;
}

/* Stable: the files of an output stay in their order. */
static void
sort_by_output(Arena *arena, ReleasedFiles *files)
{
    ReleasedFiles sorted = {0};
    while (sorted.count < files->count)
    {
        int64_t after = sorted.count == 0 ? 0 : sorted.items[sorted.count - 1].output;
        int64_t next = INT64_MAX;
        for (size_t at = 0; at < files->count; at++)
            if (files->items[at].output > after && files->items[at].output < next)
                next = files->items[at].output;
        for (size_t at = 0; at < files->count; at++)
            if (files->items[at].output == next)
                *LIST_ADD(arena, &sorted) = files->items[at];
    }
    *files = sorted;
}

ErrorKind
released_read(Custody *custody, Arena *arena, const RequestScope *scope, ReleasedFiles *ret_files,
              Error *err)
{
    DeliberationLine line = {0};
    *ret_files = (ReleasedFiles){0};
    TRY(registration_line(custody, arena, scope->deliberation, &line, err));
    for (size_t at = line.count; at > 0; at--)
    {
        RequestScope own;
        TRY(earlier_scope(custody, arena, scope, line.items[at - 1], &own, err));
        TRY(read_deliberation(custody, arena, &own, ret_files, err));
    }
    sort_by_output(arena, ret_files);
    return ERROR_NONE;
}
