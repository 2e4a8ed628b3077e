/*
 * JSON: jansson values, and the one canonical way in which beraad writes them.
 *
 * Canonical: keys in byte order, no white space, UTF-8 unescaped, no reals (a quantity that is not
 * an integer is written as text). With ASCII keys this is RFC 8785 (JCS) for the values that beraad
 * writes.
 */
#ifndef BERAAD_CORE_JSON_H
#define BERAAD_CORE_JSON_H

#include "core/arena.h"

#include <jansson.h>

/* The root lives until arena goes. NULL (no memory) ends the process. */
json_t *json_keep(Arena *arena, json_t *root);

/* The canonical bytes of value, which holds no real. */
char *json_canonical(Arena *arena, const json_t *value, size_t *ret_size);

/* The same, indented for people, with a line feed at the end. */
char *json_pretty(Arena *arena, const json_t *value, size_t *ret_size);

/* Reads one JSON value of at most size bytes; duplicate keys are an error of the given kind. */
ErrorKind json_read(Arena *arena, const char *bytes, size_t size, ErrorKind kind, json_t **ret_root,
                    Error *err) MUST_CHECK;

/* Adds to an object; both end the process where memory ends. */
void json_put(json_t *object, const char *key, json_t *value);
void json_put_text(json_t *object, const char *key, const char *text);

/* Adds to the end of a list; ends the process where memory ends. */
void json_add(json_t *list, json_t *item);

#endif
