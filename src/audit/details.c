#include "audit/details.h"

#include <string.h>

typedef struct DetailsReader
{
    Arena *arena;
    Complaints *complaints;
} DetailsReader;

/* One text; empty is none. */
static const char *
read_one(const DetailsReader *reader, const Node *node)
{
    const char *text = NULL;
    if (node->kind != NODE_SCALAR)
    {
        complain(reader->complaints, node->place, "expected a text or nothing, found %s",
                 node_found(reader->arena, node));
        return NULL;
    }
    text = node->scalar;
    if (strlen(text) > DETAILS_TEXT)
    {
        complain(reader->complaints, node->place, "expected at most %d bytes, found %zu",
                 DETAILS_TEXT, strlen(text));
        return NULL;
    }
    bool empty = text[strspn(text, " \t\n")] == '\0';
    return empty || (!node->quoted && strcmp(text, "~") == 0) ? NULL : text;
}

/* One text for all languages, {nl, fr, en}, or nothing. All three or none of the mapping's. */
static DetailsText
read_text(const DetailsReader *reader, const Node *node)
{
    static const char *const languages[] = {"nl", "fr", "en", NULL};
    DetailsText text = {{0}};
    size_t found = 0;
    if (node == NULL)
        return text;
    if (node->kind != NODE_MAPPING)
    {
        const char *one = read_one(reader, node);
        return (DetailsText){{one, one, one}};
    }
    if (!node_keys(node, languages, languages, reader->complaints))
        return text;
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        text.in[language] = read_one(reader, node_find(node, language_code(language)));
        found += text.in[language] == NULL ? 0 : 1;
    }
    if (found != 0 && found != LANGUAGE_COUNT)
        complain(reader->complaints, node->place,
                 "expected the text in all languages or in none, found it in %zu", found);
    return found == LANGUAGE_COUNT ? text : (DetailsText){{0}};
}

static void
read_field(const DetailsReader *reader, const Node *node, Details *details)
{
    static const char *const known[] = {"label", "law", "text", NULL};
    static const char *const required[] = {"label", "law", NULL};
    if (!node_is(node, NODE_MAPPING, reader->complaints) ||
        !node_keys(node, known, required, reader->complaints))
        return;
    const char *law = read_one(reader, node_find(node, "law"));
    DetailsField field = {.label = read_text(reader, node_find(node, "label")),
                          .law = law,
                          .text = read_text(reader, node_find(node, "text"))};
    if (field.label.in[0] == NULL || law == NULL)
        complain(reader->complaints, node->place, "expected a label and a law that are not empty");
    *LIST_ADD(reader->arena, &details->more) = field;
}

static void
read_more(const DetailsReader *reader, const Node *node, Details *details)
{
    if (node == NULL || !node_is(node, NODE_SEQUENCE, reader->complaints))
        return;
    if (node->count > DETAILS_MORE)
    {
        complain(reader->complaints, node->place, "expected at most %d fields, found %zu",
                 DETAILS_MORE, node->count);
        return;
    }
    for (size_t at = 0; at < node->count; at++)
        read_field(reader, node->items[at], details);
}

bool
details_read(Arena *arena, const char *bytes, size_t size, Complaints *complaints,
             Details *ret_details)
{
    static const char *const known[] = {"contact",           "representative", "officer",
                                        "joint_controllers", "legal_basis",    "transfers",
                                        "security",          "more",           NULL};
    static const char *const required[] = {NULL};
    DetailsReader reader = {arena, complaints};
    *ret_details = (Details){0};
    const Node *root = document_read(arena, bytes, size, complaints);
    if (root == NULL || !node_is(root, NODE_MAPPING, complaints))
        return false;
    (void)node_keys(root, known, required, complaints);
    ret_details->contact = read_text(&reader, node_find(root, "contact"));
    ret_details->representative = read_text(&reader, node_find(root, "representative"));
    ret_details->officer = read_text(&reader, node_find(root, "officer"));
    ret_details->joint_controllers = read_text(&reader, node_find(root, "joint_controllers"));
    ret_details->legal_basis = read_text(&reader, node_find(root, "legal_basis"));
    ret_details->transfers = read_text(&reader, node_find(root, "transfers"));
    ret_details->security = read_text(&reader, node_find(root, "security"));
    read_more(&reader, node_find(root, "more"), ret_details);
    return complaints->count == 0;
}
