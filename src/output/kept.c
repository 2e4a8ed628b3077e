#include "output/kept.h"

#include "core/json.h"
#include "core/text.h"
#include "ledger/base64.h"

#include <string.h>

static void
append(json_t *array, json_t *item)
{
    if (json_array_append_new(array, item) != 0)
        error_out_of_memory();
}

static json_t *
file_json(Arena *arena, const char *name, const char *bytes, size_t size)
{
    json_t *item = json_object();
    json_put_text(item, "name", name);
    json_put_text(item, "bytes", base64_print(arena, bytes, size));
    return item;
}

char *
request_content_print(Arena *arena, const RequestContent *content, size_t *ret_size)
{
    json_t *root = json_keep(arena, json_object());
    json_t *files = json_array();
    json_t *own = json_array();
    if (content->sidecar != NULL)
        append(files, file_json(arena, REQUEST_FILE, content->sidecar, content->sidecar_size));
    for (size_t at = 0; at < content->files.count; at++)
        append(files, file_json(arena, content->files.items[at].name,
                                content->files.items[at].bytes, content->files.items[at].size));
    for (size_t at = 0; at < content->own.count; at++)
        append(own, json_string(content->own.items[at]));
    json_put(root, "files", files);
    json_put(root, "own", own);
    return json_canonical(arena, root, ret_size);
}

static const char *
text_of(const json_t *item, const char *key)
{
    const char *text = json_string_value(json_object_get(item, key));
    return text == NULL ? "" : text;
}

static ErrorKind
take_file(Arena *arena, const json_t *item, RequestContent *content, Error *err)
{
    const char *text = text_of(item, "bytes");
    size_t size = 0;
    char *bytes = arena_take(arena, strlen(text) + 1);
    if (!base64_parse(text, bytes, strlen(text), &size))
        return error_set(err, ERROR_INTEGRITY, "a file of an output request is damaged");
    const char *name = arena_copy_text(arena, text_of(item, "name"));
    if (text_equal(name, REQUEST_FILE))
    {
        content->sidecar = bytes;
        content->sidecar_size = size;
        return ERROR_NONE;
    }
    *LIST_ADD(arena, &content->files) = (CheckFile){.name = name, .bytes = bytes, .size = size};
    return ERROR_NONE;
}

ErrorKind
request_content_parse(Arena *arena, const char *bytes, size_t size, RequestContent *ret_content,
                      Error *err)
{
    json_t *root = NULL;
    *ret_content = (RequestContent){0};
    TRY(json_read(arena, bytes, size, ERROR_INTEGRITY, &root, err));
    const json_t *files = json_object_get(root, "files");
    const json_t *own = json_object_get(root, "own");
    for (size_t at = 0; at < json_array_size(files); at++)
        TRY(take_file(arena, json_array_get(files, at), ret_content, err));
    for (size_t at = 0; at < json_array_size(own); at++)
    {
        const char *text = json_string_value(json_array_get(own, at));
        *LIST_ADD(arena, &ret_content->own) = text == NULL ? "" : text;
    }
    return ERROR_NONE;
}

Digest
request_content_digest(Arena *arena, const RequestContent *content)
{
    size_t size = 0;
    const char *bytes = request_content_print(arena, content, &size);
    return digest_of(bytes, size);
}

/* As the deliberation says it that it was asked for under. */
static const char *
statement_of(Arena *arena, const RequestedFile *file)
{
    return file->told != NULL ? file->told : requested_print(arena, file);
}

RoundContent
round_content_of(Arena *arena, const Checked *checked)
{
    RoundContent content = {.findings = checked->findings, .households = checked->households};
    for (size_t at = 0; at < checked->files.count; at++)
    {
        const CheckedFile *file = &checked->files.items[at];
        bool words = file->file->type == OUTPUT_FIGURE || file->file->type == OUTPUT_NOTE;
        RoundFile *kept = LIST_ADD(arena, &content.files);
        size_t cells = file->count == NULL ? 0 : file->count->cells;
        char *shown = arena_take(arena, cells + 1);
        for (size_t cell = 0; cell < cells; cell++)
            shown[cell] = file->shown[cell] ? '1' : '0';
        *kept = (RoundFile){.name = file->file->name,
                            .statement = words ? "" : statement_of(arena, file->file),
                            .method = file->method,
                            .shown = shown,
                            .canonical = file->canonical == NULL ? "" : file->canonical,
                            .certificate = file->certificate};
    }
    return content;
}

char *
round_content_print(Arena *arena, const RoundContent *content, size_t *ret_size)
{
    static const Cites none;
    json_t *root = json_keep(arena, json_object());
    json_t *files = json_array();
    for (size_t at = 0; at < content->files.count; at++)
    {
        const RoundFile *file = &content->files.items[at];
        json_t *item = json_object();
        json_put_text(item, "name", file->name);
        json_put_text(item, "statement", file->statement);
        json_put_text(item, "method", method_name(file->method));
        json_put_text(item, "shown", file->shown);
        json_put_text(item, "canonical", file->canonical);
        if (file->certificate != NULL)
            json_put_text(item, "certificate", file->certificate);
        append(files, item);
    }
    json_put(root, "files", files);
    json_put(root, "findings", findings_json(&content->findings, &none));
    json_put_text(root, "level", level_name(content->households));
    return json_canonical(arena, root, ret_size);
}

ErrorKind
round_content_parse(Arena *arena, const char *bytes, size_t size, RoundContent *ret_content,
                    Error *err)
{
    json_t *root = NULL;
    *ret_content = (RoundContent){0};
    TRY(json_read(arena, bytes, size, ERROR_INTEGRITY, &root, err));
    const json_t *files = json_object_get(root, "files");
    ret_content->households = text_equal(text_of(root, "level"), level_name(true));
    for (size_t at = 0; at < json_array_size(files); at++)
    {
        const json_t *item = json_array_get(files, at);
        RoundFile *file = LIST_ADD(arena, &ret_content->files);
        *file = (RoundFile){.name = text_of(item, "name"),
                            .statement = text_of(item, "statement"),
                            .shown = text_of(item, "shown"),
                            .canonical = text_of(item, "canonical"),
                            .certificate = json_string_value(json_object_get(item, "certificate"))};
        if (!method_parse(text_of(item, "method"), &file->method))
            return error_set(err, ERROR_INTEGRITY, "an output protected by no known method");
    }
    return findings_parse(arena, json_object_get(root, "findings"), &ret_content->findings, err);
}
