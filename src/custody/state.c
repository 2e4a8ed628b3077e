/* Values as the state holds them. */
#include "core/text.h"
#include "custody/inner.h"

#include <string.h>

ErrorKind
state_digest(const char *text, Digest *ret_digest, Error *err)
{
    if (text == NULL || !digest_parse(text, ret_digest))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged digest");
    return ERROR_NONE;
}

ErrorKind
state_json(Arena *arena, const char *text, json_t **ret_value, Error *err)
{
    if (text == NULL ||
        json_read(arena, text, strlen(text), ERROR_INTEGRITY, ret_value, err) != ERROR_NONE)
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged list");
    return ERROR_NONE;
}

ErrorKind
state_years(Arena *arena, const char *text, Years *ret_years, Error *err)
{
    json_t *list = NULL;
    TRY(state_json(arena, text, &list, err));
    for (size_t at = 0; at < json_array_size(list); at++)
        *LIST_ADD(arena, ret_years) = (int)json_integer_value(json_array_get(list, at));
    return ERROR_NONE;
}

json_t *
names_json(const Names *names)
{
    json_t *list = json_array();
    for (size_t at = 0; at < names->count; at++)
        if (json_array_append_new(list, json_string(names->items[at])) != 0)
            error_out_of_memory();
    return list;
}

json_t *
counts_json(const int *items, size_t count)
{
    json_t *list = json_array();
    for (size_t at = 0; at < count; at++)
        if (json_array_append_new(list, json_integer(items[at])) != 0)
            error_out_of_memory();
    return list;
}

char *
release_staged(Arena *arena, const char *package)
{
    return arena_copy(arena, package, strcspn(package, "/"));
}
