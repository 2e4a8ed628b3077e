#include "catalogue/inner.h"

#include "catalogue/bind.h"
#include "catalogue/classification.h"
#include "catalogue/decimal.h"
#include "core/text.h"

#include <string.h>

/* A number as SQL writes it; brackets keep the minus sign of a negative one from joining another
 * into a comment. */
static const char *
literal_read(Arena *arena, const Node *node, Complaints *complaints)
{
    Nano value;
    if (!node_is(node, NODE_SCALAR, complaints))
        return "NULL";
    if (!node->quoted && decimal_parse(node->scalar, strlen(node->scalar), &value))
        return node->scalar[0] == '-' ? arena_print(arena, "(%s)", node->scalar) : node->scalar;
    if (!node->quoted)
    {
        complain(complaints, node->place, "expected a decimal number or a quoted text, found %s",
                 node_found(arena, node));
        return "NULL";
    }
    Text text = text_new(arena);
    text_add(&text, "'");
    for (const char *at = node->scalar; *at != '\0'; at++)
        text_add_bytes(&text, *at == '\'' ? "''" : at, *at == '\'' ? 2 : 1);
    text_add(&text, "'");
    return text.bytes;
}

static const char *
parameter_value(Arena *arena, const Node *node, Complaints *complaints)
{
    if (node == NULL)
        return "NULL";
    if (node->kind != NODE_SEQUENCE)
        return literal_read(arena, node, complaints);
    if (node->count == 0)
        complain(complaints, node->place, "expected at least one value");
    Text text = text_new(arena);
    for (size_t at = 0; at < node->count; at++)
        text_print(&text, "%s%s", at == 0 ? "(" : ", ",
                   literal_read(arena, node->items[at], complaints));
    text_add(&text, ")");
    return text.bytes;
}

void
parameters_read(CatalogueReader *reader, const Node *root)
{
    static const char *const keys[] = {"value", "label", NULL};
    Complaints *complaints = reader->complaints;
    const Node *section = section_read(root, "parameters", complaints);
    for (size_t at = 0; section != NULL && at < section->count; at++)
    {
        const Pair *pair = &section->pairs[at];
        (void)name_check(pair->key, pair->key_place, complaints);
        if (placeholder_reserved(pair->key))
            complain(complaints, pair->key_place, "the name '%s' belongs to the reference date",
                     pair->key);
        if (!node_keys(pair->value, keys, keys, complaints))
            continue;
        *LIST_ADD(reader->arena, &reader->catalogue->parameters) = (Parameter){
            .name = pair->key,
            .value = parameter_value(reader->arena, node_find(pair->value, "value"), complaints),
            .label = wording_read(node_find(pair->value, "label"), complaints)};
    }
}

/* The value must be a column that the derivation gives. */
static void
check_origin(CatalogueReader *reader, const Node *node, const Variable *variable)
{
    if (variable->derivation == NULL || variable->column == NULL)
        return;
    const Derivation *derivation = catalogue_derivation(reader->catalogue, variable->derivation);
    if (derivation == NULL)
        complain(reader->complaints, node_find(node, "derivation")->place, "no derivation '%s'",
                 variable->derivation);
    else if (!names_hold(&derivation->columns, variable->column))
        complain(reader->complaints, node_find(node, "column")->place,
                 "derivation '%s' gives no column '%s'", variable->derivation, variable->column);
}

static void
check_classes(CatalogueReader *reader, const Node *node, const Variable *variable)
{
    if (node != NULL && node->kind == NODE_SEQUENCE && node->count == 0)
        complain(reader->complaints, node->place, "expected at least one class list");
    for (size_t at = 0; at < variable->classifications.count; at++)
    {
        const char *name = variable->classifications.items[at];
        const Classification *list = catalogue_classification(reader->catalogue, name);
        const char *misfit =
            list == NULL ? NULL : classification_misfit(reader->arena, list, variable->type);
        if (list == NULL)
            complain(reader->complaints, node->place, "no class list '%s'", name);
        else if (misfit != NULL)
            complain(reader->complaints, node->place, "class list '%s' does not fit: %s", name,
                     misfit);
    }
}

static void
read_variable(CatalogueReader *reader, const Pair *pair)
{
    static const char *const known[] = {"label",       "description", "unit",   "type",
                                        "level",       "derivation",  "column", "classes",
                                        "identifying", "obstacle",    NULL};
    static const char *const required[] = {"label",      "description", "unit",    "type", "level",
                                           "derivation", "column",      "classes", NULL};
    static const char *const types[] = {"integer", "real", "text", "date", "boolean", NULL};
    static const char *const levels[] = {"nominal", "ordinal", "metric", NULL};
    Complaints *complaints = reader->complaints;
    const Node *node = pair->value;
    (void)name_check(pair->key, pair->key_place, complaints);
    (void)node_keys(node, known, required, complaints);
    if (node->kind != NODE_MAPPING)
        return;
    int type = node_choice(node_find(node, "type"), types, complaints);
    int level = node_choice(node_find(node, "level"), levels, complaints);
    Variable variable = {.name = pair->key,
                         .label = wording_read(node_find(node, "label"), complaints),
                         .description = wording_read(node_find(node, "description"), complaints),
                         .unit = name_read(node_find(node, "unit"), complaints),
                         .type = type < 0 ? VALUE_TEXT : (ValueType)(VALUE_INTEGER + type),
                         .level = level < 0 ? LEVEL_NOMINAL : (Level)level,
                         .derivation = name_read(node_find(node, "derivation"), complaints),
                         .column = name_read(node_find(node, "column"), complaints)};
    names_read(reader->arena, node_find(node, "classes"), &variable.classifications, complaints);
    (void)node_boolean(node_find(node, "identifying"), &variable.identifying, complaints);
    (void)node_boolean(node_find(node, "obstacle"), &variable.obstacle, complaints);
    check_origin(reader, node, &variable);
    if (type >= 0)
        check_classes(reader, node_find(node, "classes"), &variable);
    *LIST_ADD(reader->arena, &reader->catalogue->variables) = variable;
}

void
variables_read(CatalogueReader *reader, const Node *root)
{
    const Node *section = section_read(root, "variables", reader->complaints);
    if (section != NULL && section->count == 0)
        complain(reader->complaints, section->place, "expected at least one variable");
    for (size_t at = 0; section != NULL && at < section->count; at++)
        read_variable(reader, &section->pairs[at]);
}

static void
read_contradiction(CatalogueReader *reader, const Pair *pair)
{
    static const char *const keys[] = {"label", "variables", "condition", NULL};
    Complaints *complaints = reader->complaints;
    (void)name_check(pair->key, pair->key_place, complaints);
    if (!node_keys(pair->value, keys, keys, complaints))
        return;
    const Node *names = node_find(pair->value, "variables");
    const Node *condition = node_find(pair->value, "condition");
    Contradiction contradiction = {.name = pair->key,
                                   .label =
                                       wording_read(node_find(pair->value, "label"), complaints),
                                   .condition = node_text(condition, complaints)};
    names_read(reader->arena, names, &contradiction.variables, complaints);
    for (size_t at = 0; at < contradiction.variables.count; at++)
    {
        if (catalogue_variable(reader->catalogue, contradiction.variables.items[at]) == NULL)
            complain(complaints, names->place, "no variable '%s'",
                     contradiction.variables.items[at]);
    }
    if (contradiction.condition != NULL)
        sql_check(reader, contradiction.condition, &(SqlRules){.origin = condition->place});
    *LIST_ADD(reader->arena, &reader->catalogue->contradictions) = contradiction;
}

void
contradictions_read(CatalogueReader *reader, const Node *root)
{
    const Node *section = section_read(root, "contradictions", reader->complaints);
    for (size_t at = 0; section != NULL && at < section->count; at++)
        read_contradiction(reader, &section->pairs[at]);
}
