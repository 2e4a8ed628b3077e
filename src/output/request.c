/* The sidecar output.yaml. */
#include "output/request.h"

#include "core/text.h"
#include "output/inner.h"

#include <string.h>

static const struct
{
    const char *name;
    const char *extension;
    bool is_table;
    const char *const *keys;
    const char *const *required;
} types[OUTPUT_TYPE_COUNT] = {
#define KEYS(...)                                                                                  \
    (const char *const[])                                                                          \
    {                                                                                              \
        "file", "type", __VA_ARGS__, NULL                                                          \
    }
    [OUTPUT_FREQUENCY] = {"frequency_table", ".csv", true, KEYS("year", "by", "where"), KEYS("by")},
    [OUTPUT_MAGNITUDE] = {"magnitude_table", ".csv", true, KEYS("year", "by", "where", "measure"),
                          KEYS("by", "measure")},
    [OUTPUT_PROPORTIONS] = {"proportions", ".csv", true, KEYS("year", "by", "where", "of"),
                            KEYS("by")},
    [OUTPUT_MEANS] = {"means", ".csv", true, KEYS("year", "by", "where", "measure"),
                      KEYS("by", "measure")},
    [OUTPUT_MODEL] = {"model_coefficients", ".csv", false, KEYS("year", "where", "model"),
                      KEYS("model")},
    [OUTPUT_FIGURE] = {"figure", ".json", false, KEYS("of"), KEYS("of")},
    [OUTPUT_NOTE] = {"note", ".txt", false, (const char *const[]){"file", "type", NULL},
                     (const char *const[]){"file", "type", NULL}},
};

static const char *const families[] = {"linear", "logistic", "poisson", NULL};

typedef struct RequestReader
{
    Arena *arena;
    const RequestScope *scope;
    Complaints *complaints;
} RequestReader;

const char *
output_type_name(OutputType type)
{
    return types[type].name;
}

bool
output_type_is_table(OutputType type)
{
    return types[type].is_table;
}

/* An error without place becomes a complaint at this one. */
static bool
at_place(RequestReader *reader, Place place, ErrorKind kind, const Error *err)
{
    if (kind != ERROR_NONE)
        complain(reader->complaints, place, "%s", err->message);
    return kind == ERROR_NONE;
}

static void
read_year(RequestReader *reader, const Node *node, int *ret_year)
{
    int64_t year = 0;
    if (node != NULL && node_integer(node, 1, 9999, &year, reader->complaints))
        *ret_year = (int)year;
}

/* "age", or {variable: age, as: age4, year: 2012}. */
static bool
read_ask(RequestReader *reader, const Node *node, bool condition, int year, AxisAsk *ret_ask)
{
    static const char *const keys[] = {"variable", "as", "year", "in", NULL};
    static const char *const required[] = {"variable", "in", NULL};
    static const char *const axis_keys[] = {"variable", "as", "year", NULL};
    static const char *const axis_required[] = {"variable", NULL};
    *ret_ask = (AxisAsk){.year = year};
    if (node->kind == NODE_SCALAR && !condition)
    {
        ret_ask->variable = node_text(node, reader->complaints);
        return ret_ask->variable != NULL;
    }
    if (!node_keys(node, condition ? keys : axis_keys, condition ? required : axis_required,
                   reader->complaints))
        return false;
    ret_ask->variable = node_text(node_find(node, "variable"), reader->complaints);
    const Node *as = node_find(node, "as");
    if (as != NULL)
        ret_ask->as = node_text(as, reader->complaints);
    ret_ask->named = node_find(node, "year") != NULL;
    read_year(reader, node_find(node, "year"), &ret_ask->year);
    return ret_ask->variable != NULL && (as == NULL) == (ret_ask->as == NULL);
}

static bool
read_axis(RequestReader *reader, const Node *node, int year, Axis *ret_axis)
{
    AxisAsk ask;
    Error err;
    return read_ask(reader, node, false, year, &ask) &&
           at_place(reader, node->place,
                    axis_resolve(reader->arena, reader->scope, &ask, ret_axis, &err), &err);
}

static bool
read_condition(RequestReader *reader, const Node *node, int year, Condition *ret_condition)
{
    AxisAsk ask;
    Error err;
    Names codes = {0};
    if (!read_ask(reader, node, true, year, &ask))
        return false;
    const Node *in = node_find(node, "in");
    if (!node_is(in, NODE_SEQUENCE, reader->complaints))
        return false;
    for (size_t at = 0; at < in->count; at++)
    {
        const char *code = node_text(in->items[at], reader->complaints);
        if (code == NULL)
            return false;
        if (!in->items[at]->quoted)
        {
            complain(reader->complaints, in->items[at]->place, "expected a code in quotes");
            return false;
        }
        *LIST_ADD(reader->arena, &codes) = code;
    }
    return at_place(
        reader, node->place,
        condition_resolve(reader->arena, reader->scope, &ask, &codes, ret_condition, &err), &err);
}

/* A sequence of 1 to most items, or NULL with a complaint. */
static const Node *
sequence_of(RequestReader *reader, const Node *node, size_t most)
{
    if (node == NULL || !node_is(node, NODE_SEQUENCE, reader->complaints))
        return NULL;
    if (node->count >= 1 && node->count <= most)
        return node;
    complain(reader->complaints, node->place, "expected 1 to %zu items, found %zu", most,
             node->count);
    return NULL;
}

static bool
read_axes(RequestReader *reader, const Node *node, size_t most, int year, RequestedFile *file)
{
    const Node *items = sequence_of(reader, node, most);
    bool good = items != NULL;
    for (size_t at = 0; items != NULL && at < items->count; at++)
        good = read_axis(reader, items->items[at], year, &file->by[at]) && good;
    file->by_count = good ? items->count : 0;
    return good;
}

static bool
read_where(RequestReader *reader, const Node *node, int year, RequestedFile *file)
{
    if (node == NULL)
        return true;
    const Node *items = sequence_of(reader, node, REQUEST_WHERE);
    bool good = items != NULL;
    for (size_t at = 0; items != NULL && at < items->count; at++)
        good = read_condition(reader, items->items[at], year, &file->where[at]) && good;
    file->where_count = good ? items->count : 0;
    return good;
}

static bool
read_measure(RequestReader *reader, const Node *node, int year, RequestedFile *file)
{
    Error err;
    const char *variable = node_text(node, reader->complaints);
    file->has_measure = true;
    return variable != NULL && at_place(reader, node->place,
                                        measure_resolve(reader->arena, reader->scope, variable,
                                                        year, &file->measure, &err),
                                        &err);
}

static bool
read_of(RequestReader *reader, const Node *node, RequestedFile *file)
{
    const Node *items = node == NULL ? NULL : sequence_of(reader, node, file->by_count);
    if (node == NULL)
        return true;
    for (size_t item = 0; items != NULL && item < items->count; item++)
    {
        const char *name = node_text(items->items[item], reader->complaints);
        size_t at = 0;
        while (name != NULL && at < file->by_count && !text_equal(file->by[at].column, name))
            at++;
        if (name == NULL || at == file->by_count || (file->of >> at & 1) != 0)
        {
            complain(reader->complaints, items->items[item]->place,
                     "expected the column of a dimension, each once");
            return false;
        }
        file->of |= 1U << at;
    }
    return items != NULL;
}

static bool
read_model(RequestReader *reader, const Node *node, int year, RequestedFile *file)
{
    static const char *const keys[] = {"family", "outcome", "terms", NULL};
    if (!node_keys(node, keys, keys, reader->complaints))
        return false;
    int family = node_choice(node_find(node, "family"), families, reader->complaints);
    if (family < 0)
        return false;
    file->family = (ModelFamily)family;
    const Node *outcome = node_find(node, "outcome");
    bool good = file->family == MODEL_LOGISTIC
                    ? read_condition(reader, outcome, year, &file->outcome)
                    : read_measure(reader, outcome, year, file);
    return read_axes(reader, node_find(node, "terms"), REQUEST_TERMS, year, file) && good;
}

static bool
read_numbers(RequestReader *reader, const Node *node, RequestedFile *file)
{
    Error err;
    int year = 0;
    read_year(reader, node_find(node, "year"), &year);
    bool good = file->type == OUTPUT_MODEL
                    ? read_model(reader, node_find(node, "model"), year, file)
                    : read_axes(reader, node_find(node, "by"), REQUEST_BY, year, file);
    good = read_where(reader, node_find(node, "where"), year, file) && good;
    if (file->type == OUTPUT_MAGNITUDE || file->type == OUTPUT_MEANS)
        good = read_measure(reader, node_find(node, "measure"), year, file) && good;
    if (file->type == OUTPUT_PROPORTIONS && good)
        good = read_of(reader, node_find(node, "of"), file);
    return good && at_place(reader, node->place, requested_check(file, &err), &err);
}

static bool
name_is_good(const char *name, const char *extension)
{
    size_t size = strlen(name);
    size_t stem = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return size <= REQUEST_NAME && stem > 0 && text_equal(name + stem, extension);
}

static bool
read_file(RequestReader *reader, const Node *node, RequestedFile *file)
{
    const char *names[OUTPUT_TYPE_COUNT + 1] = {NULL};
    for (size_t at = 0; at < OUTPUT_TYPE_COUNT; at++)
        names[at] = types[at].name;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return false;
    file->place = node->place;
    int type = node_find(node, "type") == NULL
                   ? (int)OUTPUT_NOTE
                   : node_choice(node_find(node, "type"), names, reader->complaints);
    if (type < 0 || !node_keys(node, types[type].keys, types[type].required, reader->complaints))
        return false;
    file->type = (OutputType)type;
    const Node *name = node_find(node, "file");
    file->name = node_text(name, reader->complaints);
    if (file->name == NULL)
        return false;
    if (!name_is_good(file->name, types[type].extension))
    {
        complain(reader->complaints, name->place,
                 "expected a name of lower-case letters, digits, '-' and '_' that ends in '%s'",
                 types[type].extension);
        return false;
    }
    if (file->type == OUTPUT_FIGURE)
        file->draws = node_text(node_find(node, "of"), reader->complaints);
    return file->type == OUTPUT_NOTE || file->type == OUTPUT_FIGURE ||
           read_numbers(reader, node, file);
}

/* Names are there once, and a figure draws a table of the same request. */
static void
check_files(RequestReader *reader, const Request *request)
{
    for (size_t at = 0; at < request->files.count; at++)
    {
        const RequestedFile *file = &request->files.items[at];
        bool drawn = file->draws == NULL;
        for (size_t other = 0; other < request->files.count; other++)
        {
            const RequestedFile *table = &request->files.items[other];
            if (other < at && table->name != NULL && file->name != NULL &&
                text_equal(table->name, file->name))
                complain(reader->complaints, file->place, "the file is named twice");
            drawn = drawn || (table->name != NULL && output_type_is_table(table->type) &&
                              text_equal(table->name, file->draws));
        }
        if (!drawn)
            complain(reader->complaints, file->place,
                     "'of' names no table of this request, which a figure needs");
    }
}

Request *
request_read(Arena *arena, const RequestScope *scope, const char *bytes, size_t size,
             Complaints *complaints)
{
    static const char *const keys[] = {"output", "files", NULL};
    RequestReader reader = {.arena = arena, .scope = scope, .complaints = complaints};
    size_t before = complaints->count + complaints->dropped;
    int64_t version = 0;
    const Node *root = document_read(arena, bytes, size, complaints);
    if (root == NULL || !node_keys(root, keys, keys, complaints))
        return NULL;
    (void)node_integer(node_find(root, "output"), 1, 1, &version, complaints);
    const Node *files = sequence_of(&reader, node_find(root, "files"), REQUEST_FILES);
    Request *request = arena_take(arena, sizeof *request);
    for (size_t at = 0; files != NULL && at < files->count; at++)
    {
        RequestedFile *file = LIST_ADD(arena, &request->files);
        (void)read_file(&reader, files->items[at], file);
    }
    check_files(&reader, request);
    return complaints->count + complaints->dropped == before ? request : NULL;
}
