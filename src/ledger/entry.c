#include "ledger/entry.h"

#include "ledger/base64.h"
#include "ledger/inner.h"

#include <sodium.h>
#include <string.h>

/* The entry as an object, with its signature where it has one. Borrows the body. */
static json_t *
entry_object(Arena *arena, const Entry *entry, bool with_signature)
{
    json_t *object = json_keep(arena, json_object());
    json_put_text(object, "actor", entry->actor);
    json_put(object, "at", json_integer(entry->at));
    json_put(object, "body", json_incref(entry->body));
    json_put_text(object, "ledger", entry->ledger);
    json_put(object, "number", json_integer(entry->number));
    json_put_text(object, "type", entry_form(entry->type)->name);
    if (with_signature)
        json_put_text(object, "signature",
                      base64_print(arena, entry->signature, NOTE_SIGNATURE_SIZE));
    return object;
}

ErrorKind
entry_signed_bytes(Arena *arena, const Entry *entry, char **ret_bytes, size_t *ret_size, Error *err)
{
    if (!body_has_form(entry->body, entry->type))
        return error_set(err, ERROR_INTERNAL, "an entry '%s' has not the form of its type",
                         entry_form(entry->type)->name);
    const size_t prefix = strlen(ENTRY_SIGNED_PREFIX);
    size_t size = 0;
    const char *object = json_canonical(arena, entry_object(arena, entry, false), &size);
    char *bytes = arena_take(arena, prefix + size + 1);
    memcpy(bytes, ENTRY_SIGNED_PREFIX, prefix);
    memcpy(bytes + prefix, object, size);
    *ret_bytes = bytes;
    *ret_size = prefix + size;
    return ERROR_NONE;
}

/* In the canonical form the signature stands right before the type, which is the last field, and
 * both have a known length. */
ErrorKind
entry_signed_cut(Arena *arena, const Entry *entry, const char *bytes, size_t size, char **ret_bytes,
                 size_t *ret_size, Error *err)
{
    static const char key[] = ",\"signature\":\"";
    const size_t prefix = strlen(ENTRY_SIGNED_PREFIX);
    const size_t field = strlen(key) + BASE64_SIZE(NOTE_SIGNATURE_SIZE) + strlen("\"");
    const size_t tail = strlen(",\"type\":\"\"}") + strlen(entry_form(entry->type)->name);
    if (!entry->has_signature || size < field + tail ||
        memcmp(bytes + size - tail - field, key, strlen(key)) != 0)
        return error_set(err, ERROR_INTERNAL, "an entry '%s' has no signature in its place",
                         entry_form(entry->type)->name);
    const size_t head = size - tail - field;
    char *part = arena_take(arena, prefix + head + tail + 1);
    memcpy(part, ENTRY_SIGNED_PREFIX, prefix);
    memcpy(part + prefix, bytes, head);
    memcpy(part + prefix + head, bytes + size - tail, tail);
    *ret_bytes = part;
    *ret_size = prefix + head + tail;
    return ERROR_NONE;
}

ErrorKind
entry_print(Arena *arena, const Entry *entry, char **ret_bytes, size_t *ret_size, Error *err)
{
    if (!body_has_form(entry->body, entry->type) ||
        entry->has_signature != entry_form(entry->type)->is_signed)
        return error_set(err, ERROR_INTERNAL, "an entry '%s' has not the form of its type",
                         entry_form(entry->type)->name);
    *ret_bytes = json_canonical(arena, entry_object(arena, entry, entry->has_signature), ret_size);
    if (*ret_size > ENTRY_BYTES)
        return error_set(err, ERROR_INTERNAL, "an entry '%s' is longer than %zu bytes",
                         entry_form(entry->type)->name, ENTRY_BYTES);
    return ERROR_NONE;
}

/* Takes the entry's fields from its object; false where one is missing, of a wrong kind, or too
 * many. */
static bool
read_fields(json_t *object, Entry *entry)
{
    const json_t *signature = json_object_get(object, "signature");
    const char *type = json_string_value(json_object_get(object, "type"));
    const json_t *actor = json_object_get(object, "actor");
    const json_t *ledger = json_object_get(object, "ledger");
    const json_t *at = json_object_get(object, "at");
    const json_t *number = json_object_get(object, "number");
    if (type == NULL || !entry_type_parse(type, &entry->type) || !value_is_name(actor) ||
        !value_is_name(ledger) || !value_is_count(at) || !value_is_count(number))
        return false;
    entry->actor = json_string_value(actor);
    entry->ledger = json_string_value(ledger);
    entry->at = json_integer_value(at);
    entry->number = json_integer_value(number);
    entry->body = json_object_get(object, "body");
    entry->has_signature = signature != NULL;
    if (entry->has_signature != entry_form(entry->type)->is_signed ||
        (entry->has_signature &&
         !value_is_base64(signature, entry->signature, NOTE_SIGNATURE_SIZE)))
        return false;
    return json_object_size(object) == (entry->has_signature ? 7 : 6) &&
           body_has_form(entry->body, entry->type);
}

static ErrorKind
read_entry(Arena *arena, const char *bytes, size_t size, json_t **ret_object, Entry *ret_entry,
           Error *err)
{
    if (size > ENTRY_BYTES)
        return error_set(err, ERROR_INTEGRITY, "longer than %zu bytes", ENTRY_BYTES);
    TRY(json_read(arena, bytes, size, ERROR_INTEGRITY, ret_object, err));
    *ret_entry = (Entry){.type = ENTRY_TYPE_COUNT};
    if (!json_is_object(*ret_object) || !read_fields(*ret_object, ret_entry))
        return error_set(err, ERROR_INTEGRITY, "not the form of any entry");
    return ERROR_NONE;
}

ErrorKind
entry_parse_known(Arena *arena, const char *bytes, size_t size, Entry *ret_entry, Error *err)
{
    json_t *object = NULL;
    return read_entry(arena, bytes, size, &object, ret_entry, err);
}

ErrorKind
entry_parse(Arena *arena, const char *bytes, size_t size, Entry *ret_entry, Error *err)
{
    json_t *object = NULL;
    Entry entry = {.type = ENTRY_TYPE_COUNT};
    TRY(read_entry(arena, bytes, size, &object, &entry, err));
    size_t canonical_size = 0;
    const char *canonical = json_canonical(arena, object, &canonical_size);
    if (canonical_size != size || memcmp(canonical, bytes, size) != 0)
        return error_set(err, ERROR_INTEGRITY, "not in canonical form");
    *ret_entry = entry;
    return ERROR_NONE;
}
