#include "catalogue/inner.h"

#include "core/text.h"

#include <string.h>

#define NAME_BYTES 63 /* PostgreSQL cuts longer identifiers */

bool
name_check(const char *name, Place place, Complaints *complaints)
{
    size_t size = strlen(name);
    bool sound = size > 0 && size <= NAME_BYTES && name[0] >= 'a' && name[0] <= 'z' &&
                 strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == size;
    if (!sound)
        complain(complaints, place,
                 "expected a name of lower-case letters, digits and '_', found '%.80s'", name);
    return sound;
}

const char *
name_read(const Node *node, Complaints *complaints)
{
    const char *name = node_text(node, complaints);
    return name != NULL && name_check(name, node->place, complaints) ? name : NULL;
}

bool
names_hold(const Names *names, const char *name)
{
    for (size_t at = 0; at < names->count; at++)
    {
        if (text_equal(names->items[at], name))
            return true;
    }
    return false;
}

void
names_read(Arena *arena, const Node *node, Names *ret_names, Complaints *complaints)
{
    if (node == NULL || !node_is(node, NODE_SEQUENCE, complaints))
        return;
    for (size_t at = 0; at < node->count; at++)
    {
        const char *name = name_read(node->items[at], complaints);
        if (name == NULL)
            continue;
        if (names_hold(ret_names, name))
            complain(complaints, node->items[at]->place, "'%s' stands twice", name);
        else
            *LIST_ADD(arena, ret_names) = name;
    }
}

Wording
wording_read(const Node *node, Complaints *complaints)
{
    static const char *const languages[] = {"nl", "fr", "en", NULL};
    Wording wording = {{"", "", ""}};
    if (node == NULL)
        return wording;
    (void)node_keys(node, languages, languages, complaints);
    if (node->kind != NODE_MAPPING)
        return wording;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
    {
        const char *text = node_text(node_find(node, languages[language]), complaints);
        if (text != NULL)
            wording.in[language] = text;
    }
    return wording;
}

const Node *
section_read(const Node *root, const char *key, Complaints *complaints)
{
    const Node *section = node_find(root, key);
    return section != NULL && node_is(section, NODE_MAPPING, complaints) ? section : NULL;
}
