/*
 * Reading a recipe: synth.yaml against its closed schema, and the SQL files that it names.
 */
#include "warehouse/synth.h"

#include "core/file.h"
#include "core/text.h"
#include "warehouse/recipe.h"

#include <string.h>

#define RECIPE_BYTES ((size_t)1024 * 1024)

static const char *const given_names[] = {"seed", "residents", "out", NULL};

/* What the parts of reading share. */
typedef struct Reading
{
    Arena *arena;
    Complaints *complaints;
    Synth *synth;
    RecipeNames names; /* each with an empty value: only whether it is there counts here */
} Reading;

static bool
is_word(const char *text, const char *more)
{
    size_t good = 0;
    while ((text[good] >= 'a' && text[good] <= 'z') ||
           (text[good] != '\0' && strchr(more, text[good]) != NULL))
        good++;
    return good > 0 && text[good] == '\0';
}

/* A lower-case word such as a table or a $name. */
static const char *
read_name(Reading *reading, const Node *node)
{
    const char *name = node_text(node, reading->complaints);
    if (name != NULL && !is_word(name, "_"))
    {
        complain(reading->complaints, node->place, "expected a name in a-z and '_', found %s",
                 node_found(reading->arena, node));
        return NULL;
    }
    return name;
}

/* A number as it is written in SQL. */
static const char *
read_number(Reading *reading, const Node *node)
{
    const char *number = node_text(node, reading->complaints);
    if (number == NULL)
        return NULL;
    size_t digits = strspn(number, "0123456789");
    size_t more = number[digits] == '.' ? 1 + strspn(number + digits + 1, "0123456789") : 0;
    if (digits > 0 && digits + more <= 18 && more != 1 && number[digits + more] == '\0')
        return number;
    complain(reading->complaints, node->place, "expected a number, found %s",
             node_found(reading->arena, node));
    return NULL;
}

/* The path of a file beside synth.yaml. */
static const char *
read_file_name(Reading *reading, const Node *node)
{
    const char *name = node_text(node, reading->complaints);
    if (name == NULL)
        return NULL;
    if (strchr(name, '/') != NULL || name[0] == '.')
    {
        complain(reading->complaints, node->place, "expected a file beside synth.yaml, found %s",
                 node_found(reading->arena, node));
        return NULL;
    }
    const char *path = file_join(reading->arena, reading->synth->directory, name);
    if (!file_exists(path))
    {
        complain(reading->complaints, node->place, "there is no file %s",
                 node_found(reading->arena, node));
        return NULL;
    }
    return path;
}

static void
read_inputs(Reading *reading, const Node *node)
{
    static const char *const keys[] = {"table", "file", NULL};
    if (!node_is(node, NODE_SEQUENCE, reading->complaints))
        return;
    for (size_t at = 0; at < node->count; at++)
    {
        const Node *item = node->items[at];
        if (!node_keys(item, keys, keys, reading->complaints))
            continue;
        SynthInput *input = LIST_ADD(reading->arena, &reading->synth->inputs);
        input->table = read_name(reading, node_find(item, "table"));
        input->path = read_file_name(reading, node_find(item, "file"));
    }
}

static void
read_constants(Reading *reading, const Node *node)
{
    if (!node_is(node, NODE_MAPPING, reading->complaints))
        return;
    for (size_t at = 0; at < node->count; at++)
    {
        const Pair *pair = &node->pairs[at];
        const char *value = read_number(reading, pair->value);
        bool taken = false;
        for (size_t other = 0; given_names[other] != NULL; other++)
            taken = taken || text_equal(pair->key, given_names[other]);
        if (taken || !is_word(pair->key, "_"))
            complain(reading->complaints, pair->key_place,
                     "expected a name in a-z and '_' that is not given to every recipe");
        *LIST_ADD(reading->arena, &reading->synth->constants) =
            (SynthConstant){.name = pair->key, .value = value};
        *LIST_ADD(reading->arena, &reading->names) = (RecipeName){.name = pair->key, .value = ""};
    }
}

static void
read_loop(Reading *reading, const Node *node, SynthStep *step)
{
    if (!node_is(node, NODE_MAPPING, reading->complaints))
        return;
    if (node->count != 1)
    {
        complain(reading->complaints, node->place, "expected one variable with its values");
        return;
    }
    const Pair *pair = &node->pairs[0];
    if (!is_word(pair->key, "_"))
        complain(reading->complaints, pair->key_place, "expected a name in a-z and '_'");
    step->variable = pair->key;
    if (!node_is(pair->value, NODE_SEQUENCE, reading->complaints))
        return;
    for (size_t at = 0; at < pair->value->count; at++)
        *LIST_ADD(reading->arena, &step->values) = read_number(reading, pair->value->items[at]);
}

/* What names stand for nothing in text, which is what at this place. */
static void
check_names(Reading *reading, const SynthStep *step, const Node *at, const char *what,
            const char *text)
{
    RecipeNames names = {0};
    for (size_t name = 0; name < reading->names.count; name++)
        *LIST_ADD(reading->arena, &names) = reading->names.items[name];
    if (step->variable != NULL)
        *LIST_ADD(reading->arena, &names) = (RecipeName){.name = step->variable, .value = ""};
    const char *unknown = NULL;
    unsigned line = 0;
    if (recipe_fill(reading->arena, &names, text, &unknown, &line) == NULL)
        complain(reading->complaints, at->place, "%s, line %u: '$%s' stands for nothing", what,
                 line, unknown);
}

static void
read_folders(Reading *reading, const Node *node, SynthStep *step)
{
    if (!node_is(node, NODE_SEQUENCE, reading->complaints))
        return;
    for (size_t at = 0; at < node->count; at++)
    {
        const char *folder = node_text(node->items[at], reading->complaints);
        if (folder == NULL)
            continue;
        if (!is_word(folder, "_$=/0123456789") || folder[0] == '/')
            complain(reading->complaints, node->items[at]->place,
                     "expected a folder below the warehouse, found %s",
                     node_found(reading->arena, node->items[at]));
        check_names(reading, step, node->items[at], "folder", folder);
        *LIST_ADD(reading->arena, &step->folders) = folder;
    }
}

/* Adds the text of the SQL file that node names. */
static ErrorKind
read_sql(Reading *reading, const Node *node, SynthStep *step, Error *err)
{
    const char *path = read_file_name(reading, node);
    if (path == NULL)
        return ERROR_NONE;
    char *text = NULL;
    size_t size = 0;
    TRY(file_read(reading->arena, path, RECIPE_BYTES, ERROR_CATALOGUE, &text, &size, err));
    check_names(reading, step, node, file_name(path), text);
    *LIST_ADD(reading->arena, &step->sql) = (SynthSql){.file = file_name(path), .text = text};
    return ERROR_NONE;
}

/* One file or a sequence of them. */
static ErrorKind
read_sql_files(Reading *reading, const Node *node, SynthStep *step, Error *err)
{
    if (node->kind != NODE_SEQUENCE)
        return read_sql(reading, node, step, err);
    for (size_t at = 0; at < node->count; at++)
        TRY(read_sql(reading, node->items[at], step, err));
    return ERROR_NONE;
}

static ErrorKind
read_steps(Reading *reading, const Node *node, Error *err)
{
    static const char *const keys[] = {"label", "sql", "for", "folders", NULL};
    static const char *const required[] = {"label", "sql", NULL};
    if (!node_is(node, NODE_SEQUENCE, reading->complaints))
        return ERROR_NONE;
    for (size_t at = 0; at < node->count; at++)
    {
        const Node *item = node->items[at];
        if (!node_keys(item, keys, required, reading->complaints))
            continue;
        SynthStep *step = LIST_ADD(reading->arena, &reading->synth->steps);
        if (node_find(item, "for") != NULL)
            read_loop(reading, node_find(item, "for"), step);
        TRY(read_sql_files(reading, node_find(item, "sql"), step, err));
        step->label = node_text(node_find(item, "label"), reading->complaints);
        if (step->label != NULL)
            check_names(reading, step, node_find(item, "label"), "label", step->label);
        if (node_find(item, "folders") != NULL)
            read_folders(reading, node_find(item, "folders"), step);
    }
    return ERROR_NONE;
}

static ErrorKind
read_recipe(Reading *reading, const Node *root, Error *err)
{
    static const char *const keys[] = {"synth", "inputs", "constants", "steps", "report", NULL};
    static const char *const required[] = {"synth", "steps", "report", NULL};
    if (!node_keys(root, keys, required, reading->complaints))
        return ERROR_NONE;
    (void)node_text(node_find(root, "synth"), reading->complaints);
    for (size_t at = 0; given_names[at] != NULL; at++)
        *LIST_ADD(reading->arena, &reading->names) =
            (RecipeName){.name = given_names[at], .value = ""};
    if (node_find(root, "inputs") != NULL)
        read_inputs(reading, node_find(root, "inputs"));
    if (node_find(root, "constants") != NULL)
        read_constants(reading, node_find(root, "constants"));
    TRY(read_steps(reading, node_find(root, "steps"), err));
    reading->synth->report.label = "report";
    return read_sql(reading, node_find(root, "report"), &reading->synth->report, err);
}

ErrorKind
synth_read(Arena *arena, const char *directory, Complaints *complaints, Synth **ret_synth,
           Error *err)
{
    Synth *synth = arena_take(arena, sizeof *synth);
    synth->directory = arena_copy_text(arena, directory);
    Reading reading = {.arena = arena, .complaints = complaints, .synth = synth};
    char *bytes = NULL;
    size_t size = 0;
    TRY(file_read(arena, file_join(arena, directory, "synth.yaml"), DOCUMENT_BYTES, ERROR_CATALOGUE,
                  &bytes, &size, err));
    const Node *root = document_read(arena, bytes, size, complaints);
    if (root != NULL)
        TRY(read_recipe(&reading, root, err));
    TRY(complaints_judge(complaints, ERROR_CATALOGUE, err));
    *ret_synth = synth;
    return ERROR_NONE;
}
