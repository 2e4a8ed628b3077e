/*
 * A YAML file as a tree in which every node knows its line and column, and the list of all that is
 * wrong with it.
 *
 * Reading refuses what a rule file does not need and an attacker would like: anchors, aliases,
 * tags, directives, more than one document, duplicate keys, keys that are not plain scalars, more
 * than DOCUMENT_DEPTH levels, files over DOCUMENT_BYTES, bytes that are not UTF-8, control and
 * direction characters. Those faults and the ones that a schema finds later are collected as
 * Complaints, so that a file's author sees all of them at once.
 */
#ifndef BERAAD_CORE_DOCUMENT_H
#define BERAAD_CORE_DOCUMENT_H

#include "core/date.h"
#include "core/list.h"

#include <stdbool.h>
#include <stdint.h>

#define DOCUMENT_BYTES ((size_t)1024 * 1024)
#define DOCUMENT_DEPTH 24
#define DOCUMENT_NODES 100000
#define DOCUMENT_COMPLAINTS 200 /* no more are kept; the rest is counted */

typedef struct Place
{
    unsigned line;   /* from 1; 0: the file as a whole */
    unsigned column; /* from 1, in characters */
} Place;

typedef enum NodeKind
{
    NODE_SCALAR,
    NODE_SEQUENCE,
    NODE_MAPPING
} NodeKind;

typedef struct Node Node;

typedef struct Pair
{
    const char *key;
    Place key_place;
    Node *value;
} Pair;

struct Node
{
    NodeKind kind;
    Place place;
    const char *scalar; /* NODE_SCALAR: its text, never with a zero byte inside */
    bool quoted;        /* NODE_SCALAR: written in quotes or as a block, so never a number */
    Node **items;       /* NODE_SEQUENCE */
    Pair *pairs;        /* NODE_MAPPING, in the order of the file, keys distinct */
    size_t count;       /* of items or pairs */
};

typedef struct Complaint
{
    Place place;
    const char *words; /* "expected a date as YYYY-MM-DD, found '2029-02-30'" */
    const char *file;  /* Complaints.file at the time of complaining: a reader of several files sets
                          it in turn */
} Complaint;

typedef struct Complaints
{
    Arena *arena;
    const char *file; /* as named by the user */
    Complaint *items;
    size_t count;
    size_t capacity;
    size_t dropped; /* found, but not kept */
} Complaints;

Complaints complaints_new(Arena *arena, const char *file);
void complain(Complaints *complaints, Place place, const char *format, ...) FORMATS(3, 4);

/* Sorted by place: "file:line:column: words", one a line. "" where there are none. */
const char *complaints_print(Arena *arena, Complaints *complaints);

/* ERROR_NONE where there are none; else an error of this kind: the first complaint's place and
 * words, and how many there are. */
ErrorKind complaints_judge(Complaints *complaints, ErrorKind kind, Error *err) MUST_CHECK;

/*
 * The tree of a YAML text, or NULL with at least one complaint. A tree can come with complaints too
 * (a duplicate key of which the first stays, an anchor, a quoted key), so that the rest of the file
 * is judged at once: the caller asks complaints_judge before using any of it. All scalars are text
 * until a reader asks; nothing is typed by its look.
 */
Node *document_read(Arena *arena, const char *bytes, size_t size, Complaints *complaints);

/* The value of key, or NULL. */
Node *node_find(const Node *mapping, const char *key);

/* How a node is named in "found ...": "a mapping", "a sequence", "'text'" (shortened, made safe to
 * show). */
const char *node_found(Arena *arena, const Node *node);

/*
 * Readers of a value that must have a form; each complains ("expected ..., found ...") and returns
 * false or NULL where it has not. A NULL node (a missing key, of which node_keys complains) is
 * passed over in silence. node_text refuses an empty or blank text. node_integer takes plain
 * decimal digits with an optional sign and without leading zeros (YAML 1.1 reads 010 as eight).
 * Text and date may be quoted, numbers and booleans may not; a boolean is true or false, never yes
 * or no.
 */
const char *node_text(const Node *node, Complaints *complaints);
bool node_integer(const Node *node, int64_t least, int64_t most, int64_t *ret_value,
                  Complaints *complaints);
/* A decimal number such as 10 or 2.5 as an exact count of 1/scale-ths, scale a power of ten. */
bool node_decimal(const Node *node, int64_t scale, int64_t *ret_value, Complaints *complaints);
bool node_boolean(const Node *node, bool *ret_value, Complaints *complaints);
bool node_date(const Node *node, Date *ret_date, Complaints *complaints);
/* The index of the text in choices (NULL-ended), or -1. */
int node_choice(const Node *node, const char *const *choices, Complaints *complaints);
bool node_is(const Node *node, NodeKind kind, Complaints *complaints);

/* Complains of each key of mapping that known (NULL-ended) does not list, offering the nearest
 * known one, and of each of required (NULL-ended, may be NULL) that is missing. False where it
 * complained or it is no mapping. */
bool node_keys(const Node *mapping, const char *const *known, const char *const *required,
               Complaints *complaints);

#endif
