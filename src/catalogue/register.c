#include "catalogue/inner.h"

#include "catalogue/classification.h"
#include "core/text.h"

#include <string.h>

#define TABLE_BYTES 128
#define SOURCE_NAME_CHARACTERS 128

static const char *const value_types[] = {"identifier", "integer", "real", "text",
                                          "date",       "boolean", NULL};

/* Also names a file or directory, so nothing that means something in a path. */
static const char *
read_table(const Node *node, const char *fallback, Complaints *complaints)
{
    if (node == NULL)
        return fallback;
    const char *table = node_text(node, complaints);
    if (table == NULL)
        return "";
    size_t size = strlen(table);
    if (size > TABLE_BYTES || strspn(table, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789_-") != size)
        complain(complaints, node->place,
                 "expected a table's name of letters, digits, '_' and '-', found '%.80s'", table);
    return table;
}

static const char *
read_source_name(const Node *node, const char *fallback, Complaints *complaints)
{
    if (node == NULL)
        return fallback;
    const char *name = node_text(node, complaints);
    if (name == NULL)
        return "";
    bool sound = text_width(name) <= SOURCE_NAME_CHARACTERS;
    for (const char *at = name; *at != '\0'; at++)
        sound = sound && (unsigned char)*at >= 0x20 && *at != 0x7f;
    if (!sound)
        complain(complaints, node->place, "expected at most %d characters, none of control",
                 SOURCE_NAME_CHARACTERS);
    return name;
}

static Column
read_column(const Pair *pair, Complaints *complaints)
{
    static const char *const known[] = {"type", "required", "classes", "source", NULL};
    static const char *const required[] = {"type", NULL};
    Column column = {.name = pair->key};
    (void)name_check(pair->key, pair->key_place, complaints);
    (void)node_keys(pair->value, known, required, complaints);
    if (pair->value->kind != NODE_MAPPING)
        return column;
    int type = node_choice(node_find(pair->value, "type"), value_types, complaints);
    column.type = type < 0 ? VALUE_TEXT : (ValueType)type;
    (void)node_boolean(node_find(pair->value, "required"), &column.required, complaints);
    column.classification = name_read(node_find(pair->value, "classes"), complaints);
    column.source = read_source_name(node_find(pair->value, "source"), pair->key, complaints);
    return column;
}

static void
read_columns(CatalogueReader *reader, const Node *node, Register *register_)
{
    if (node == NULL || !node_is(node, NODE_MAPPING, reader->complaints))
        return;
    if (node->count == 0)
        complain(reader->complaints, node->place, "expected at least one column");
    for (size_t at = 0; at < node->count; at++)
        *LIST_ADD(reader->arena, &register_->columns) =
            read_column(&node->pairs[at], reader->complaints);
}

static void
read_csv_dialect(const Node *node, Register *register_, Complaints *complaints)
{
    static const char *const keys[] = {"delimiter", NULL};
    if (node == NULL || !node_keys(node, keys, keys, complaints))
        return;
    const Node *value = node_find(node, "delimiter");
    const char *text = node_text(value, complaints);
    if (text == NULL)
        return;
    if (strlen(text) != 1 || strchr(",;|:~\t", text[0]) == NULL)
        complain(complaints, value->place, "expected one of , ; | : ~ or a tab, found '%.20s'",
                 text);
    register_->csv_delimiter = text[0];
}

/* The column that beraad makes is one like the others for all who read the register. */
static void
read_record_number(CatalogueReader *reader, const Node *node, Register *register_)
{
    const char *name = name_read(node, reader->complaints);
    if (name == NULL)
        return;
    if (register_->csv_delimiter == 0)
        complain(reader->complaints, node->place, "only the records of a CSV file have numbers");
    if (register_column(register_, name) != NULL)
        complain(reader->complaints, node->place, "'%s' is a column of the file", name);
    register_->record_number = name;
    *LIST_ADD(reader->arena, &register_->columns) =
        (Column){.name = name, .source = name, .type = VALUE_IDENTIFIER, .required = true};
}

static void
read_key(CatalogueReader *reader, const Node *node, Register *register_)
{
    names_read(reader->arena, node, &register_->key, reader->complaints);
    for (size_t at = 0; at < register_->key.count; at++)
    {
        if (register_column(register_, register_->key.items[at]) == NULL)
            complain(reader->complaints, node->place, "no column '%s' in register '%s'",
                     register_->key.items[at], register_->name);
    }
}

static void
read_references(CatalogueReader *reader, const Node *node, Register *register_)
{
    static const char *const keys[] = {"column", "register", "key", NULL};
    Complaints *complaints = reader->complaints;
    if (node == NULL || !node_is(node, NODE_SEQUENCE, complaints))
        return;
    for (size_t at = 0; at < node->count; at++)
    {
        const Node *item = node->items[at];
        if (!node_keys(item, keys, keys, complaints))
            continue;
        Reference reference = {.column = name_read(node_find(item, "column"), complaints),
                               .to_register = name_read(node_find(item, "register"), complaints),
                               .to_column = name_read(node_find(item, "key"), complaints)};
        if (reference.column == NULL || reference.to_register == NULL ||
            reference.to_column == NULL)
            continue;
        if (register_column(register_, reference.column) == NULL)
            complain(complaints, item->place, "no column '%s' in register '%s'", reference.column,
                     register_->name);
        *LIST_ADD(reader->arena, &register_->references) = reference;
    }
}

static void
check_register_name(const Pair *pair, Complaints *complaints)
{
    if (text_starts(pair->key, "raw_") || text_starts(pair->key, "derived_") ||
        text_equal(pair->key, "subject") || text_equal(pair->key, "identity"))
        complain(complaints, pair->key_place, "the name '%.63s' belongs to beraad", pair->key);
}

static void
read_register(CatalogueReader *reader, const Pair *pair)
{
    static const char *const known[] = {"label",   "table", "csv",        "record_number",
                                        "columns", "key",   "references", NULL};
    static const char *const required[] = {"label", "columns", NULL};
    Complaints *complaints = reader->complaints;
    const Node *node = pair->value;
    Register register_ = {.name = pair->key};
    (void)name_check(pair->key, pair->key_place, complaints);
    check_register_name(pair, complaints);
    (void)node_keys(node, known, required, complaints);
    if (node->kind != NODE_MAPPING)
        return;
    register_.label = wording_read(node_find(node, "label"), complaints);
    register_.table = read_table(node_find(node, "table"), pair->key, complaints);
    read_csv_dialect(node_find(node, "csv"), &register_, complaints);
    read_columns(reader, node_find(node, "columns"), &register_);
    read_record_number(reader, node_find(node, "record_number"), &register_);
    read_key(reader, node_find(node, "key"), &register_);
    read_references(reader, node_find(node, "references"), &register_);
    *LIST_ADD(reader->arena, &reader->catalogue->registers) = register_;
}

/* A reference may point to a register that stands further down. */
static void
check_references(CatalogueReader *reader, const Node *section)
{
    const Catalogue *catalogue = reader->catalogue;
    for (size_t at = 0; at < catalogue->registers.count; at++)
    {
        const Register *register_ = &catalogue->registers.items[at];
        Place place = node_find(section, register_->name)->place;
        for (size_t to = 0; to < register_->references.count; to++)
        {
            const Reference *reference = &register_->references.items[to];
            const Register *target = catalogue_register(catalogue, reference->to_register);
            if (target == NULL || register_column(target, reference->to_column) == NULL)
                complain(reader->complaints, place,
                         "'%s' refers to '%s' of '%s', which is not there", reference->column,
                         reference->to_column, reference->to_register);
        }
    }
}

void
registers_read(CatalogueReader *reader, const Node *root)
{
    const Node *section = section_read(root, "registers", reader->complaints);
    if (section == NULL)
        return;
    if (section->count == 0)
        complain(reader->complaints, section->place, "expected at least one register");
    for (size_t at = 0; at < section->count; at++)
        read_register(reader, &section->pairs[at]);
    check_references(reader, section);
}

static const Node *
column_node(const Node *root, const char *register_name, const char *column)
{
    const Node *columns =
        node_find(node_find(node_find(root, "registers"), register_name), "columns");
    const Node *node = node_find(columns, column);
    return node == NULL ? columns : node;
}

void
register_classes_check(CatalogueReader *reader, const Node *root)
{
    const Catalogue *catalogue = reader->catalogue;
    for (size_t at = 0; at < catalogue->registers.count; at++)
    {
        const Register *register_ = &catalogue->registers.items[at];
        for (size_t to = 0; to < register_->columns.count; to++)
        {
            const Column *column = &register_->columns.items[to];
            if (column->classification == NULL)
                continue;
            Place place = column_node(root, register_->name, column->name)->place;
            const Classification *list =
                catalogue_classification(catalogue, column->classification);
            const char *misfit =
                list == NULL ? NULL : classification_misfit(reader->arena, list, column->type);
            if (list == NULL)
                complain(reader->complaints, place, "no class list '%s'", column->classification);
            else if (misfit != NULL)
                complain(reader->complaints, place, "class list '%s' does not fit: %s", list->name,
                         misfit);
        }
    }
}

void
history_read(CatalogueReader *reader, const Node *root)
{
    static const char *const keys[] = {"register", "old", "new", NULL};
    Complaints *complaints = reader->complaints;
    const Node *node = node_find(root, "history");
    if (node == NULL || !node_keys(node, keys, keys, complaints))
        return;
    IdentityHistory history = {.register_name = name_read(node_find(node, "register"), complaints),
                               .old_column = name_read(node_find(node, "old"), complaints),
                               .new_column = name_read(node_find(node, "new"), complaints)};
    if (history.register_name == NULL || history.old_column == NULL || history.new_column == NULL)
        return;
    reader->catalogue->history = history;
    const Register *of = catalogue_register(reader->catalogue, history.register_name);
    const Column *old = of == NULL ? NULL : register_column(of, history.old_column);
    const Column *new = of == NULL ? NULL : register_column(of, history.new_column);
    if (old == NULL || new == NULL || old->type != VALUE_IDENTIFIER ||
        new->type != VALUE_IDENTIFIER || old == new)
        complain(complaints, node->place,
                 "expected a register and two of its columns of type identifier");
}
