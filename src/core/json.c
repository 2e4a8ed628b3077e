#include "core/json.h"

#include <string.h>

static void
release_json(void *what)
{
    json_decref(what);
}

json_t *
json_keep(Arena *arena, json_t *root)
{
    if (root == NULL)
        error_out_of_memory();
    arena_on_free(arena, release_json, root);
    return root;
}

static char *
json_print_with(Arena *arena, const json_t *value, size_t flags, const char *tail, size_t *ret_size)
{
    char small[1024];
    size_t size = json_dumpb(value, small, sizeof small, flags);
    if (size == 0)
        error_out_of_memory();
    size_t more = strlen(tail);
    char *bytes = arena_take(arena, size + more + 1);
    /* What fits is there already: most values are small, and writing them is what costs. */
    if (size <= sizeof small)
        memcpy(bytes, small, size);
    else
        (void)json_dumpb(value, bytes, size, flags);
    memcpy(bytes + size, tail, more);
    if (ret_size != NULL)
        *ret_size = size + more;
    return bytes;
}

char *
json_canonical(Arena *arena, const json_t *value, size_t *ret_size)
{
    return json_print_with(arena, value, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY, "",
                           ret_size);
}

char *
json_pretty(Arena *arena, const json_t *value, size_t *ret_size)
{
    return json_print_with(arena, value, JSON_INDENT(2) | JSON_ENCODE_ANY, "\n", ret_size);
}

ErrorKind
json_read(Arena *arena, const char *bytes, size_t size, ErrorKind kind, json_t **ret_root,
          Error *err)
{
    json_error_t fault;
    json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &fault);
    if (root == NULL)
        /* fault.text may quote the input, so only its place is told. */
        return error_set(err, kind, "line %d, column %d: not valid JSON", fault.line, fault.column);
    *ret_root = json_keep(arena, root);
    return ERROR_NONE;
}

void
json_put(json_t *object, const char *key, json_t *value)
{
    if (value == NULL || json_object_set_new(object, key, value) != 0)
        error_out_of_memory();
}

void
json_put_text(json_t *object, const char *key, const char *text)
{
    json_put(object, key, json_string(text));
}

void
json_add(json_t *list, json_t *item)
{
    if (item == NULL || json_array_append_new(list, item) != 0)
        error_out_of_memory();
}
