/* The sidecar output.yaml. */
#include "output/request.h"

#include "core/text.h"
#include "output/inner.h"
#include "output/request_reader.h"

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

static bool
read_of(RequestReader *reader, const Node *node, RequestedFile *file)
{
    const Node *items = node == NULL ? NULL : request_sequence(reader, node, file->by_count);
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
                    ? request_condition(reader, outcome, year, &file->outcome)
                    : request_measure(reader, outcome, year, file);
    return request_axes(reader, node_find(node, "terms"), REQUEST_TERMS, year, file) && good;
}

static bool
read_numbers(RequestReader *reader, const Node *node, RequestedFile *file)
{
    Error err;
    int year = 0;
    request_year(reader, node_find(node, "year"), &year);
    bool good = file->type == OUTPUT_MODEL
                    ? read_model(reader, node_find(node, "model"), year, file)
                    : request_axes(reader, node_find(node, "by"), REQUEST_BY, year, file);
    good = request_where(reader, node_find(node, "where"), year, file) && good;
    if (file->type == OUTPUT_MAGNITUDE || file->type == OUTPUT_MEANS)
        good = request_measure(reader, node_find(node, "measure"), year, file) && good;
    if (file->type == OUTPUT_PROPORTIONS && good)
        good = read_of(reader, node_find(node, "of"), file);
    return good && request_at_place(reader, node->place, requested_check(file, &err), &err);
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
    const Node *files = request_sequence(&reader, node_find(root, "files"), REQUEST_FILES);
    Request *request = arena_take(arena, sizeof *request);
    for (size_t at = 0; files != NULL && at < files->count; at++)
    {
        RequestedFile *file = LIST_ADD(arena, &request->files);
        (void)read_file(&reader, files->items[at], file);
    }
    check_files(&reader, request);
    return complaints->count + complaints->dropped == before ? request : NULL;
}
