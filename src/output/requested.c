/* One file of a request as canonical JSON, and back. */
#include "core/json.h"
#include "core/text.h"
#include "output/inner.h"

#include <string.h>

static json_t *
names_json(const Names *names)
{
    json_t *array = json_array();
    for (size_t at = 0; at < names->count; at++)
        if (json_array_append_new(array, json_string(names->items[at])) != 0)
            error_out_of_memory();
    return array;
}

static json_t *
axis_json(const Axis *axis)
{
    json_t *item = json_object();
    json_put_text(item, "variable", axis->attribute.variable);
    json_put_text(item, "as", axis->list->name);
    json_put(item, "year", json_integer(axis->attribute.year));
    json_put(item, "named", json_boolean(strchr(axis->column, '@') != NULL));
    return item;
}

static json_t *
condition_json(Arena *arena, const Condition *condition)
{
    json_t *item = json_object();
    Names codes = classes_codes(arena, condition->attribute.scheme, condition->holds);
    json_put_text(item, "variable", condition->attribute.variable);
    json_put(item, "year", json_integer(condition->attribute.year));
    json_put(item, "in", names_json(&codes));
    return item;
}

char *
requested_print(Arena *arena, const RequestedFile *file)
{
    json_t *root = json_keep(arena, json_object());
    json_t *by = json_array();
    json_t *where = json_array();
    for (size_t at = 0; at < file->by_count; at++)
        if (json_array_append_new(by, axis_json(&file->by[at])) != 0)
            error_out_of_memory();
    for (size_t at = 0; at < file->where_count; at++)
        if (json_array_append_new(where, condition_json(arena, &file->where[at])) != 0)
            error_out_of_memory();
    json_put_text(root, "file", file->name);
    json_put_text(root, "type", output_type_name(file->type));
    json_put(root, "by", by);
    json_put(root, "where", where);
    json_put(root, "of", json_integer(file->of));
    if (file->has_measure)
    {
        json_put_text(root, "measure", file->measure.variable);
        json_put(root, "measure_year", json_integer(file->measure.year));
    }
    if (file->type == OUTPUT_MODEL)
        json_put(root, "family", json_integer(file->family));
    if (file->type == OUTPUT_MODEL && file->family == MODEL_LOGISTIC)
        json_put(root, "outcome", condition_json(arena, &file->outcome));
    if (file->draws != NULL)
        json_put_text(root, "draws", file->draws);
    return json_canonical(arena, root, NULL);
}

static const char *
text_of(Arena *arena, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : arena_copy_text(arena, text);
}

static AxisAsk
ask_of(Arena *arena, const json_t *item)
{
    return (AxisAsk){.variable = text_of(arena, item, "variable"),
                     .as = json_object_get(item, "as") == NULL ? NULL : text_of(arena, item, "as"),
                     .year = (int)json_integer_value(json_object_get(item, "year")),
                     .named = json_is_true(json_object_get(item, "named"))};
}

static ErrorKind
condition_of(Arena *arena, const RequestScope *scope, const json_t *item, Condition *ret_condition,
             Error *err)
{
    Names codes = {0};
    const json_t *in = json_object_get(item, "in");
    for (size_t at = 0; at < json_array_size(in); at++)
    {
        const char *code = json_string_value(json_array_get(in, at));
        *LIST_ADD(arena, &codes) = code == NULL ? "" : arena_copy_text(arena, code);
    }
    AxisAsk ask = ask_of(arena, item);
    return condition_resolve(arena, scope, &ask, &codes, ret_condition, err);
}

static ErrorKind
parts_of(Arena *arena, const RequestScope *scope, const json_t *root, RequestedFile *file,
         Error *err)
{
    const json_t *by = json_object_get(root, "by");
    const json_t *where = json_object_get(root, "where");
    if (json_array_size(by) > REQUEST_TERMS || json_array_size(where) > REQUEST_WHERE)
        return error_set(err, ERROR_INTEGRITY, "more dimensions or conditions than there may be");
    for (; file->by_count < json_array_size(by); file->by_count++)
    {
        AxisAsk ask = ask_of(arena, json_array_get(by, file->by_count));
        TRY(axis_resolve(arena, scope, &ask, &file->by[file->by_count], err));
    }
    for (; file->where_count < json_array_size(where); file->where_count++)
        TRY(condition_of(arena, scope, json_array_get(where, file->where_count),
                         &file->where[file->where_count], err));
    file->has_measure = json_object_get(root, "measure") != NULL;
    if (file->has_measure)
        TRY(measure_resolve(arena, scope, text_of(arena, root, "measure"),
                            (int)json_integer_value(json_object_get(root, "measure_year")),
                            &file->measure, err));
    if (json_object_get(root, "outcome") != NULL)
        TRY(condition_of(arena, scope, json_object_get(root, "outcome"), &file->outcome, err));
    return requested_check(file, err);
}

ErrorKind
requested_parse(Arena *arena, const RequestScope *scope, const char *text, RequestedFile *ret_file,
                Error *err)
{
    json_t *root = NULL;
    size_t type = 0;
    *ret_file = (RequestedFile){0};
    TRY(json_read(arena, text, strlen(text), ERROR_INTEGRITY, &root, err));
    while (type < OUTPUT_TYPE_COUNT &&
           !text_equal(output_type_name((OutputType)type), text_of(arena, root, "type")))
        type++;
    if (type == OUTPUT_TYPE_COUNT)
        return error_set(err, ERROR_INTEGRITY, "an output of no known type");
    ret_file->type = (OutputType)type;
    ret_file->name = text_of(arena, root, "file");
    ret_file->of = (unsigned)json_integer_value(json_object_get(root, "of"));
    ret_file->family = (ModelFamily)json_integer_value(json_object_get(root, "family"));
    if (json_object_get(root, "draws") != NULL)
        ret_file->draws = text_of(arena, root, "draws");
    if (parts_of(arena, scope, root, ret_file, err) != ERROR_NONE ||
        !text_equal(requested_print(arena, ret_file), text))
        return error_set(err, ERROR_INTEGRITY,
                         "a released output that deliberation and catalogue no longer allow");
    return ERROR_NONE;
}

const Attribute *
requested_attribute(const RequestedFile *file, size_t at)
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
