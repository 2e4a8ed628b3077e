#include "core/document.h"

#include "core/inner.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

/* One reading of one file. libyaml hands out events, not a tree, so that no alias is ever followed.
 */
typedef struct Reading
{
    Arena *arena;
    Complaints *complaints;
    yaml_parser_t parser;
    yaml_event_t event; /* the present one */
    size_t nodes;
    bool whole; /* false once something could not be put into the tree */
} Reading;

static Place
place_of(yaml_mark_t mark)
{
    return (Place){(unsigned)mark.line + 1, (unsigned)mark.column + 1};
}

static Place
here(const Reading *reading)
{
    return place_of(reading->event.start_mark);
}

static void
complain_of_syntax(Reading *reading)
{
    const yaml_parser_t *parser = &reading->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        error_out_of_memory();
    const char *problem = parser->problem == NULL ? "unreadable" : parser->problem;
    Place place = place_of(parser->problem_mark);
    if (parser->context == NULL)
        complain(reading->complaints, place, "not valid YAML: %s", problem);
    else
        complain(reading->complaints, place, "not valid YAML: %s (%s from line %u, column %u)",
                 problem, parser->context, place_of(parser->context_mark).line,
                 place_of(parser->context_mark).column);
}

/* The next event, or false with a complaint. */
static bool
advance(Reading *reading)
{
    yaml_event_delete(&reading->event);
    if (yaml_parser_parse(&reading->parser, &reading->event))
        return true;
    memset(&reading->event, 0, sizeof reading->event);
    complain_of_syntax(reading);
    return false;
}

static void
refuse_anchor_and_tag(Reading *reading, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL)
        complain(reading->complaints, here(reading), "expected a plain value, found an anchor");
    if (tag != NULL)
        complain(reading->complaints, here(reading), "expected a plain value, found a tag");
}

/*
 * Escapes can put into a scalar what the file itself may not hold, and what would make a reader see
 * other words than are there. An invisible character is as bad as a control character.
 */
static const char *
scalar_text(Reading *reading, const yaml_char_t *value, size_t size)
{
    const char *text = arena_copy(reading->arena, value, size);
    const char *shown = text_shown(reading->arena, text);
    bool visible = strlen(text) == size;
    for (size_t at = 0; visible && text[at] != '\0'; at++)
        visible = text[at] == shown[at] || text[at] == '\n' || text[at] == '\t';
    if (!visible)
        complain(reading->complaints, here(reading),
                 "expected a visible text, found a control or direction character in it");
    return text;
}

static Node *
node_new(Reading *reading, NodeKind kind)
{
    Node *node = arena_take(reading->arena, sizeof *node);
    node->kind = kind;
    node->place = here(reading);
    return node;
}

static Node *
read_scalar(Reading *reading)
{
    const yaml_event_t *event = &reading->event;
    Node *node = node_new(reading, NODE_SCALAR);
    refuse_anchor_and_tag(reading, event->data.scalar.anchor, event->data.scalar.tag);
    node->scalar = scalar_text(reading, event->data.scalar.value, event->data.scalar.length);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return node;
}

static Node *read_node(Reading *reading, unsigned depth);

static Node *
read_sequence(Reading *reading, unsigned depth)
{
    struct LIST_OF(Node *) items = {0};
    Node *node = node_new(reading, NODE_SEQUENCE);
    refuse_anchor_and_tag(reading, reading->event.data.sequence_start.anchor,
                          reading->event.data.sequence_start.tag);
    while (advance(reading))
    {
        if (reading->event.type == YAML_SEQUENCE_END_EVENT)
        {
            node->items = items.items;
            node->count = items.count;
            return node;
        }
        Node *item = read_node(reading, depth + 1);
        if (item == NULL)
            return NULL;
        *LIST_ADD(reading->arena, &items) = item;
    }
    return NULL;
}

/* The key of the present event; NULL stops the reading. */
static const char *
read_key(Reading *reading, unsigned depth, Place *ret_place)
{
    *ret_place = here(reading);
    Node *key = read_node(reading, depth + 1);
    if (key == NULL)
        return NULL;
    if (key->kind == NODE_SCALAR && !key->quoted && key->scalar[0] != '\0')
        return key->scalar;
    complain(reading->complaints, *ret_place, "expected a key without quotes, found %s",
             node_found(reading->arena, key));
    if (key->kind != NODE_SCALAR)
        reading->whole = false;
    return key->kind == NODE_SCALAR ? key->scalar : "";
}

static int
pair_order(const void *one, const void *other)
{
    const Pair *left = *(Pair *const *)one;
    const Pair *right = *(Pair *const *)other;
    int order = strcmp(left->key, right->key);
    return order != 0 ? order : (left > right) - (left < right);
}

/* Sorted, for a search among all earlier keys would be quadratic. The first of equal keys stays. */
static void
refuse_duplicates(Reading *reading, Node *mapping)
{
    SCRATCH Arena *work = arena_new("keys");
    Pair **sorted = arena_take_array(work, mapping->count, sizeof *sorted);
    for (size_t at = 0; at < mapping->count; at++)
        sorted[at] = &mapping->pairs[at];
    if (mapping->count > 1)
        qsort(sorted, mapping->count, sizeof *sorted, pair_order);
    const Pair *first = NULL;
    for (size_t at = 0; at < mapping->count; at++)
    {
        if (first == NULL || !text_equal(first->key, sorted[at]->key))
        {
            first = sorted[at];
            continue;
        }
        complain(reading->complaints, sorted[at]->key_place,
                 "expected each key once, found '%.60s' again (first at line %u, column %u)",
                 first->key, first->key_place.line, first->key_place.column);
        sorted[at]->value = NULL;
    }
    size_t kept = 0;
    for (size_t at = 0; at < mapping->count; at++)
    {
        if (mapping->pairs[at].value != NULL)
            mapping->pairs[kept++] = mapping->pairs[at];
    }
    mapping->count = kept;
}

static Node *
read_mapping(Reading *reading, unsigned depth)
{
    struct LIST_OF(Pair) pairs = {0};
    Node *node = node_new(reading, NODE_MAPPING);
    refuse_anchor_and_tag(reading, reading->event.data.mapping_start.anchor,
                          reading->event.data.mapping_start.tag);
    while (advance(reading))
    {
        if (reading->event.type == YAML_MAPPING_END_EVENT)
        {
            node->pairs = pairs.items;
            node->count = pairs.count;
            refuse_duplicates(reading, node);
            return node;
        }
        Pair pair = {0};
        pair.key = read_key(reading, depth, &pair.key_place);
        if (pair.key == NULL || !advance(reading))
            return NULL;
        pair.value = read_node(reading, depth + 1);
        if (pair.value == NULL)
            return NULL;
        *LIST_ADD(reading->arena, &pairs) = pair;
    }
    return NULL;
}

/* An alias stands for something that may be large: it is never followed, so the tree has a hole. */
static Node *
read_alias(Reading *reading)
{
    complain(reading->complaints, here(reading), "expected a plain value, found an alias");
    reading->whole = false;
    Node *hole = node_new(reading, NODE_SCALAR);
    hole->scalar = "";
    return hole;
}

/* The node that the present event begins; NULL, with a complaint, stops the reading. */
static Node *
read_node(Reading *reading, unsigned depth)
{
    yaml_event_type_t type = reading->event.type;
    if (++reading->nodes > DOCUMENT_NODES)
    {
        complain(reading->complaints, here(reading), "expected at most %d values, found more",
                 DOCUMENT_NODES);
        return NULL;
    }
    if (depth > DOCUMENT_DEPTH)
    {
        complain(reading->complaints, here(reading), "expected at most %d levels, found more",
                 DOCUMENT_DEPTH);
        return NULL;
    }
    if (type == YAML_ALIAS_EVENT)
        return read_alias(reading);
    if (type == YAML_SEQUENCE_START_EVENT)
        return read_sequence(reading, depth);
    return type == YAML_MAPPING_START_EVENT ? read_mapping(reading, depth) : read_scalar(reading);
}

/* The one document of the stream, and nothing behind it. */
static Node *
read_stream(Reading *reading)
{
    if (!advance(reading) || !advance(reading)) /* the stream's start, the document's start */
        return NULL;
    if (reading->event.type == YAML_STREAM_END_EVENT)
    {
        complain(reading->complaints, (Place){0, 0}, "expected a YAML document, found none");
        return NULL;
    }
    if (!advance(reading))
        return NULL;
    Node *root = read_node(reading, 1);
    if (root == NULL || !advance(reading) || !advance(reading)) /* document's end, stream's end */
        return NULL;
    if (reading->event.type == YAML_STREAM_END_EVENT)
        return root;
    complain(reading->complaints, here(reading), "expected the end, found a second document");
    return NULL;
}

Node *
document_read(Arena *arena, const char *bytes, size_t size, Complaints *complaints)
{
    if (!document_bytes_check(bytes, size, complaints))
        return NULL;
    Reading reading = {.arena = arena, .complaints = complaints, .whole = true};
    if (!yaml_parser_initialize(&reading.parser))
        error_out_of_memory();
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)bytes, size);
    Node *root = read_stream(&reading);
    yaml_event_delete(&reading.event);
    yaml_parser_delete(&reading.parser);
    return reading.whole ? root : NULL;
}
