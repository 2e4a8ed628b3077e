#include "deliberation/amendment.h"

#include "core/text.h"

/* The scalar at the end of a path of keys (NULL-ended); NULL where it is none. */
static const char *
scalar_at(const Node *node, const char *const *path)
{
    for (; node != NULL && *path != NULL; path++)
        node = node->kind == NODE_MAPPING ? node_find(node, *path) : NULL;
    return node == NULL || node->kind != NODE_SCALAR ? NULL : node->scalar;
}

#define AT(root, ...) scalar_at(root, (const char *const[]){__VA_ARGS__, NULL})

static bool
is_same(const char *one, const char *other)
{
    return one != NULL && other != NULL && text_equal(one, other);
}

bool
amendment_continues(Arena *arena, const char *amended, size_t size, const Deliberation *amendment,
                    const Communication *communication)
{
    Complaints unheard = complaints_new(arena, "");
    const Node *root = document_read(arena, amended, size, &unheard);
    const char *setting = communication->setting == SETTING_ON_SITE ? "on site" : "delivered";
    return root != NULL && is_same(AT(root, "recipient", "id"), amendment->recipient_id) &&
           is_same(AT(root, "catalogue"), amendment->catalogue) &&
           is_same(AT(root, "cohort", "name"), amendment->cohort) &&
           is_same(AT(root, "communications", communication->name, "setting"), setting);
}
