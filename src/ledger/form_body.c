/* The judging of a body by the form of its type. */
#include "core/date.h"
#include "core/text.h"
#include "ledger/base64.h"
#include "ledger/inner.h"

#include <string.h>

#define NAME_BYTES 256
#define LIST_ITEMS 8000

bool
value_is_name(const json_t *value)
{
    const char *text = json_string_value(value);
    if (text == NULL || text[0] == '\0' || json_string_length(value) > NAME_BYTES ||
        strlen(text) != json_string_length(value))
        return false;
    for (const char *at = text; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
    return true;
}

bool
value_is_count(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) >= 0;
}

static bool
value_is_digest(const json_t *value)
{
    Digest digest;
    return json_is_string(value) && digest_parse(json_string_value(value), &digest);
}

bool
value_is_base64(const json_t *value, unsigned char *ret_bytes, size_t size)
{
    return json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value) &&
           base64_parse_exactly(json_string_value(value), ret_bytes, size);
}

static bool
value_is_date(const json_t *value)
{
    Date date;
    return json_is_string(value) && date_parse(json_string_value(value), &date);
}

static bool
all_items(const json_t *value, bool (*is_item)(const json_t *item))
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count > LIST_ITEMS)
        return false;
    for (size_t at = 0; at < count; at++)
        if (!is_item(json_array_get(value, at)))
            return false;
    return true;
}

static bool
item_is_year(const json_t *item)
{
    return json_object_size(item) == 2 && value_is_count(json_object_get(item, "year")) &&
           value_is_count(json_object_get(item, "rows"));
}

static bool
item_is_reason(const json_t *item)
{
    return json_object_size(item) == 2 && value_is_name(json_object_get(item, "code")) &&
           all_items(json_object_get(item, "cites"), value_is_count);
}

static bool
item_is_obligation(const json_t *item)
{
    const json_t *date = json_object_get(item, "destroy_by");
    return json_object_size(item) == (date == NULL ? 4 : 5) &&
           all_items(json_object_get(item, "artefacts"), value_is_count) &&
           all_items(json_object_get(item, "years"), value_is_count) &&
           json_is_boolean(json_object_get(item, "pending")) &&
           (date == NULL || value_is_date(date)) &&
           all_items(json_object_get(item, "cites"), value_is_count);
}

static bool
value_is(EntryFieldKind kind, const json_t *value)
{
    unsigned char key[NOTE_PUBLIC_KEY_SIZE];
    switch (kind)
    {
    case ENTRY_FIELD_NAME:
        return value_is_name(value);
    case ENTRY_FIELD_COUNT:
        return value_is_count(value);
    case ENTRY_FIELD_DIGEST:
        return value_is_digest(value);
    case ENTRY_FIELD_PUBLIC_KEY:
        return value_is_base64(value, key, sizeof key);
    case ENTRY_FIELD_DATE:
        return value_is_date(value);
    case ENTRY_FIELD_NAMES:
        return all_items(value, value_is_name);
    case ENTRY_FIELD_DIGESTS:
        return all_items(value, value_is_digest);
    case ENTRY_FIELD_COUNTS:
        return all_items(value, value_is_count);
    case ENTRY_FIELD_YEARS:
        return all_items(value, item_is_year);
    case ENTRY_FIELD_REASONS:
        return all_items(value, item_is_reason);
    case ENTRY_FIELD_OBLIGATIONS:
        return all_items(value, item_is_obligation);
    }
    return false;
}

bool
body_has_form(const json_t *body, EntryType type)
{
    size_t found = 0;
    for (const EntryField *field = entry_form(type)->fields; field->name != NULL; field++)
    {
        const json_t *value = json_object_get(body, field->name);
        if (value == NULL ? !field->optional : !value_is(field->kind, value))
            return false;
        found += value != NULL;
    }
    return json_is_object(body) && json_object_size(body) == found;
}
