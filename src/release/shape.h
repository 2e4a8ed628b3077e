/*
 * JSON objects of one fixed shape: a table that says which key is which member of a struct, used
 * for writing and for strict reading, so that the two cannot drift apart. For release/ and enclave/.
 */
#ifndef BERAAD_RELEASE_SHAPE_H
#define BERAAD_RELEASE_SHAPE_H

#include "core/date.h"
#include "core/digest.h"
#include "core/json.h"

#include <stddef.h>

/* Whole numbers that every JSON reader keeps exact (RFC 8259 section 6). */
#define SHAPE_MOST INT64_C(9007199254740991)

/* Elements that one list may have. */
#define SHAPE_ITEMS 100000

typedef enum FieldKind
{
    FIELD_TEXT,    /* const char *: one line of UTF-8, may be empty */
    FIELD_COUNT,   /* int64_t from 0 to SHAPE_MOST */
    FIELD_BOOLEAN, /* bool */
    FIELD_DATE,    /* Date */
    FIELD_DIGEST,  /* Digest */
    FIELD_COUNTS,  /* LIST_OF(int64_t) */
    FIELD_GROUP,   /* an object whose members are of the same struct */
    FIELD_LIST     /* LIST_OF(a struct of the shape) */
} FieldKind;

typedef struct Field
{
    const char *key;
    FieldKind kind;
    size_t offset;
    const struct Shape *shape; /* FIELD_GROUP, FIELD_LIST */
    const char *absent_unless; /* NULL, or a key of an earlier FIELD_BOOLEAN: false means this one
                                  is not there */
} Field;

typedef struct Shape
{
    const Field *fields; /* ended by a NULL key */
    size_t size;         /* of the struct */
} Shape;

/* A new JSON object. */
json_t *shape_print(const Shape *shape, const void *record);

/* ERROR_DATA with the place ("years[2].rows: expected ...") where object has another shape: a
 * missing, unknown or wrongly typed key. Texts and lists live in arena. */
ErrorKind shape_read(Arena *arena, const Shape *shape, const json_t *object, void *ret_record,
                     Error *err) MUST_CHECK;

/* Canonical bytes to record: shape_read of the only value in bytes, which must be what shape_print
 * makes of it. */
ErrorKind shape_parse(Arena *arena, const Shape *shape, const char *bytes, size_t size,
                      void *ret_record, Error *err) MUST_CHECK;

#endif
