#include "release/shape.h"

#include "core/list.h"
#include "core/text.h"

#include <string.h>

/* How every LIST_OF lies in memory. */
typedef struct AnyList LIST_OF(char) AnyList;

static const void *
member(const void *record, const Field *field)
{
    return (const char *)record + field->offset;
}

static bool
boolean_of(const Shape *shape, const void *record, const char *key)
{
    for (const Field *field = shape->fields; field->key != NULL; field++)
        if (strcmp(field->key, key) == 0)
            return *(const bool *)member(record, field);
    return false;
}

static bool
is_there(const Shape *shape, const void *record, const Field *field)
{
    return field->absent_unless == NULL || boolean_of(shape, record, field->absent_unless);
}

static size_t
item_size(const Field *field)
{
    return field->kind == FIELD_COUNTS ? sizeof(int64_t) : field->shape->size;
}

/* Writing. */

static json_t *
print_list(const void *record, const Field *field)
{
    AnyList list;
    memcpy(&list, member(record, field), sizeof list);
    json_t *array = json_array();
    for (size_t at = 0; at < list.count; at++)
    {
        const char *item = list.items + at * item_size(field);
        int64_t count = 0;
        if (field->kind == FIELD_COUNTS)
            memcpy(&count, item, sizeof count);
        json_t *value =
            field->kind == FIELD_COUNTS ? json_integer(count) : shape_print(field->shape, item);
        if (json_array_append_new(array, value) != 0)
            error_out_of_memory();
    }
    return array;
}

static json_t *
print_digest(const Digest *digest)
{
    SCRATCH Arena *work = arena_new("digest");
    return json_string(digest_print(work, digest));
}

static json_t *
print_field(const void *record, const Field *field)
{
    char date[DATE_TEXT_SIZE];
    const void *value = member(record, field);
    switch (field->kind)
    {
    case FIELD_TEXT:
        return json_string(*(const char *const *)value);
    case FIELD_COUNT:
        return json_integer(*(const int64_t *)value);
    case FIELD_BOOLEAN:
        return json_boolean(*(const bool *)value);
    case FIELD_DATE:
        return json_string(date_print(*(const Date *)value, date));
    case FIELD_DIGEST:
        return print_digest(value);
    case FIELD_GROUP:
        return shape_print(field->shape, record);
    case FIELD_COUNTS:
    case FIELD_LIST:
        break;
    }
    return print_list(record, field);
}

json_t *
shape_print(const Shape *shape, const void *record)
{
    json_t *object = json_object();
    for (const Field *field = shape->fields; field->key != NULL; field++)
        if (is_there(shape, record, field))
            json_put(object, field->key, print_field(record, field));
    return object;
}

/* Reading. */

static ErrorKind
expected(const char *what, Error *err)
{
    return error_set(err, ERROR_DATA, "expected %s", what);
}

static ErrorKind
read_text(Arena *arena, const json_t *value, const char **ret_text, Error *err)
{
    size_t size = json_string_length(value);
    const char *text = json_string_value(value);
    if (text == NULL || strlen(text) != size)
        return expected("a text", err);
    for (size_t at = 0; at < size; at++)
        if ((unsigned char)text[at] < ' ' || text[at] == 0x7f)
            return expected("a text of one line", err);
    *ret_text = arena_copy(arena, text, size);
    return ERROR_NONE;
}

static ErrorKind
read_count(const json_t *value, int64_t *ret_count, Error *err)
{
    json_int_t count = json_integer_value(value);
    if (!json_is_integer(value) || count < 0 || count > SHAPE_MOST)
        return expected("a whole number from 0 up", err);
    *ret_count = count;
    return ERROR_NONE;
}

static ErrorKind
read_list(Arena *arena, const Field *field, const json_t *value, AnyList *ret_list, Error *err)
{
    if (!json_is_array(value) || json_array_size(value) > SHAPE_ITEMS)
        return expected("a list", err);
    AnyList list = {.count = json_array_size(value)};
    list.items = arena_take_array(arena, list.count, item_size(field));
    list.capacity = list.count;
    for (size_t at = 0; at < list.count; at++)
    {
        char *item = list.items + at * item_size(field);
        const json_t *element = json_array_get(value, at);
        int64_t count = 0;
        ErrorKind kind = field->kind == FIELD_COUNTS
                             ? read_count(element, &count, err)
                             : shape_read(arena, field->shape, element, item, err);
        if (kind != ERROR_NONE)
            return error_within(err, "item %zu", at + 1);
        if (field->kind == FIELD_COUNTS)
            memcpy(item, &count, sizeof count);
    }
    *ret_list = list;
    return ERROR_NONE;
}

static ErrorKind
read_list_into(Arena *arena, const Field *field, const json_t *value, void *ret_member, Error *err)
{
    AnyList list;
    TRY(read_list(arena, field, value, &list, err));
    memcpy(ret_member, &list, sizeof list);
    return ERROR_NONE;
}

static ErrorKind
read_field(Arena *arena, const Field *field, const json_t *value, void *record, Error *err)
{
    void *into = (char *)record + field->offset;
    const char *text = json_is_string(value) ? json_string_value(value) : "";
    switch (field->kind)
    {
    case FIELD_TEXT:
        return read_text(arena, value, into, err);
    case FIELD_COUNT:
        return read_count(value, into, err);
    case FIELD_BOOLEAN:
        *(bool *)into = json_is_true(value);
        return json_is_boolean(value) ? ERROR_NONE : expected("true or false", err);
    case FIELD_DATE:
        return date_parse(text, into) ? ERROR_NONE : expected("a date as YYYY-MM-DD", err);
    case FIELD_DIGEST:
        return digest_parse(text, into) ? ERROR_NONE : expected("a digest as sha256:...", err);
    case FIELD_GROUP:
        return shape_read(arena, field->shape, value, record, err);
    case FIELD_COUNTS:
    case FIELD_LIST:
        break;
    }
    return read_list_into(arena, field, value, into, err);
}

static ErrorKind
check_keys(const Shape *shape, const json_t *object, Error *err)
{
    if (!json_is_object(object))
        return expected("an object", err);
    size_t known = 0;
    for (const Field *field = shape->fields; field->key != NULL; field++)
        known += json_object_get(object, field->key) != NULL;
    if (known != json_object_size(object))
        return error_set(err, ERROR_DATA, "has a key that is not known");
    return ERROR_NONE;
}

ErrorKind
shape_read(Arena *arena, const Shape *shape, const json_t *object, void *ret_record, Error *err)
{
    TRY(check_keys(shape, object, err));
    for (const Field *field = shape->fields; field->key != NULL; field++)
    {
        const json_t *value = json_object_get(object, field->key);
        bool wanted = is_there(shape, ret_record, field);
        if (!wanted && value == NULL)
            continue;
        if (!wanted || value == NULL)
            return error_set(err, ERROR_DATA,
                             wanted ? "'%s' is missing" : "'%s' may not stand here", field->key);
        if (read_field(arena, field, value, ret_record, err) != ERROR_NONE)
            return error_within(err, "%s", field->key);
    }
    return ERROR_NONE;
}

ErrorKind
shape_parse(Arena *arena, const Shape *shape, const char *bytes, size_t size, void *ret_record,
            Error *err)
{
    json_t *root = NULL;
    TRY(json_read(arena, bytes, size, ERROR_DATA, &root, err));
    TRY(shape_read(arena, shape, root, ret_record, err));
    size_t again = 0;
    const json_t *printed = json_keep(arena, shape_print(shape, ret_record));
    const char *canonical = json_canonical(arena, printed, &again);
    if (again != size || memcmp(canonical, bytes, size) != 0)
        return error_set(err, ERROR_DATA, "not written in the canonical form");
    return ERROR_NONE;
}
