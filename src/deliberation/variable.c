#include "deliberation/inner.h"

#include "core/text.h"

/* {name: age, as: age7} */
static const char *const entry_keys[] = {"name", "as", NULL};
static const char *const entry_required[] = {"name", NULL};

void
read_cohort(Reader *reader)
{
    static const char *const keys[] = {"name", "cites", NULL};
    const Node *node = node_find(reader->root, "cohort");
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    const Node *name = node_find(node, "name");
    reader->deliberation->cohort = field_line(reader, name);
    field_cites(reader, node, &reader->deliberation->cohort_cites);
    if (reader->deliberation->cohort != NULL && reader->catalogue != NULL &&
        catalogue_cohort(reader->catalogue, reader->deliberation->cohort) == NULL)
        complain(reader->complaints, name->place, "expected a cohort of catalogue '%s', found %s",
                 reader->catalogue->id, node_found(reader->arena, name));
}

/* The names of a variable's class lists, as "'age7', 'age3'". */
static const char *
class_lists(Reader *reader, const Variable *variable)
{
    Text text = text_new(reader->arena);
    for (size_t at = 0; at < variable->classifications.count; at++)
        text_print(&text, "%s'%s'", at == 0 ? "" : ", ", variable->classifications.items[at]);
    return text.bytes;
}

/* The class list that an entry names, or the variable's first. */
static const char *
class_list(Reader *reader, const Variable *variable, const Node *entry)
{
    const Node *as = node_find(entry, "as");
    if (variable->classifications.count == 0)
    {
        complain(reader->complaints, entry->place,
                 "expected a variable with a class list, found '%s', which has none",
                 variable->name);
        return NULL;
    }
    if (as == NULL)
        return variable->classifications.items[0];
    const char *name = field_line(reader, as);
    if (name == NULL || variable_allows(variable, name))
        return name;
    complain(reader->complaints, as->place, "expected a class list of '%s' (%s), found %s",
             variable->name, class_lists(reader, variable), node_found(reader->arena, as));
    return NULL;
}

/* A variable of the catalogue that stands in its own group, for the first time; NULL with a
 * complaint. */
static const Variable *
variable_of(Reader *reader, const Node *node, const char *group)
{
    const char *name = field_line(reader, node);
    if (name == NULL)
        return NULL;
    const Variable *variable = catalogue_variable(reader->catalogue, name);
    if (variable == NULL)
        complain(reader->complaints, node->place, "expected a variable of catalogue '%s', found %s",
                 reader->catalogue->id, node_found(reader->arena, node));
    else if (!text_equal(variable->unit, group))
        complain(reader->complaints, node->place,
                 "expected '%s' in the group '%s', found it in the group '%.60s'", name,
                 variable->unit, group);
    else if (deliberation_variable(reader->deliberation, name) != NULL)
        complain(reader->complaints, node->place, "expected each variable once, found '%s' again",
                 name);
    else
        return variable;
    return NULL;
}

/* sex, or {name: age, as: age7} */
static void
read_variable(Reader *reader, const Node *node, const char *group)
{
    const Node *name = node;
    if (node->kind != NODE_SCALAR)
    {
        if (!node_is(node, NODE_MAPPING, reader->complaints))
            return;
        (void)node_keys(node, entry_keys, entry_required, reader->complaints);
        name = node_find(node, "name");
    }
    const Variable *variable = variable_of(reader, name, group);
    if (variable == NULL)
        return;
    AllowedVariable allowed = {
        .name = variable->name,
        .classification = class_list(reader, variable, node),
        .group = variable->unit,
    };
    *LIST_ADD(reader->arena, &reader->deliberation->variables) = allowed;
}

/* The other keys of 'variables' are groups, whose names the catalogue gives. */
static bool
is_group(const char *key)
{
    return !text_equal(key, "cites") && !text_equal(key, "titles");
}

static bool
is_unit(const Catalogue *catalogue, const char *group)
{
    for (size_t at = 0; at < catalogue->variables.count; at++)
    {
        if (text_equal(catalogue->variables.items[at].unit, group))
            return true;
    }
    return false;
}

/* titles: {person: {nl, fr, en}}; a title of a group that this file does not name is a mistake. */
static void
check_titles(Reader *reader, const Node *variables, const Node *titles)
{
    if (!node_is(titles, NODE_MAPPING, reader->complaints))
        return;
    for (size_t at = 0; at < titles->count; at++)
    {
        const Pair *pair = &titles->pairs[at];
        Wording title = {0};
        if (!is_group(pair->key) || node_find(variables, pair->key) == NULL)
            complain(reader->complaints, pair->key_place,
                     "expected the title of a group named here, found '%.60s'", pair->key);
        (void)field_languages(reader, pair->value, DELIBERATION_LINE, &title);
    }
}

/* Faults of a title are told by check_titles; without one the group's own name stands. */
static void
add_group(Reader *reader, const char *group, const Node *titles)
{
    Complaints unheard = complaints_new(reader->arena, "");
    Reader quiet = *reader;
    GroupTitle title = {.group = group};
    quiet.complaints = &unheard;
    const Node *node = node_find(titles, group);
    if (!field_languages(&quiet, node, DELIBERATION_LINE, &title.title))
        title.title = (Wording){{group, group, group}};
    *LIST_ADD(reader->arena, &reader->deliberation->groups) = title;
}

/* Without a catalogue only the keys of an entry can be judged. */
static void
check_entry(Reader *reader, const Node *node)
{
    if (node->kind == NODE_SCALAR)
        (void)field_line(reader, node);
    else
        (void)node_keys(node, entry_keys, entry_required, reader->complaints);
}

static void
read_group(Reader *reader, const Pair *pair, const Node *titles)
{
    if (reader->catalogue != NULL && !is_unit(reader->catalogue, pair->key))
    {
        complain(reader->complaints, pair->key_place,
                 "expected a group of variables of catalogue '%s', found '%.60s'",
                 reader->catalogue->id, pair->key);
        return;
    }
    if (!node_is(pair->value, NODE_SEQUENCE, reader->complaints))
        return;
    if (pair->value->count == 0)
        complain(reader->complaints, pair->value->place,
                 "expected at least one variable, found none");
    add_group(reader, pair->key, titles);
    for (size_t at = 0; at < pair->value->count; at++)
    {
        if (reader->catalogue == NULL)
            check_entry(reader, pair->value->items[at]);
        else
            read_variable(reader, pair->value->items[at], pair->key);
    }
}

void
read_variables(Reader *reader)
{
    const Node *node = node_find(reader->root, "variables");
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    const Node *titles = node_find(node, "titles");
    if (node_find(node, "cites") == NULL)
        complain(reader->complaints, node->place, "expected the key 'cites', found none");
    field_cites(reader, node, &reader->deliberation->variable_cites);
    check_titles(reader, node, titles);
    size_t groups = 0;
    for (size_t at = 0; at < node->count; at++)
    {
        if (!is_group(node->pairs[at].key))
            continue;
        groups++;
        read_group(reader, &node->pairs[at], titles);
    }
    if (groups == 0)
        complain(reader->complaints, node->place, "expected a group of variables, found none");
}
