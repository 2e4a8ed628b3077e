/* Dimensions, conditions and measures of a file of the sidecar. */
#include "output/request_reader.h"

#include "output/inner.h"

bool
request_at_place(RequestReader *reader, Place place, ErrorKind kind, const Error *err)
{
    if (kind != ERROR_NONE)
        complain(reader->complaints, place, "%s", err->message);
    return kind == ERROR_NONE;
}

void
request_year(RequestReader *reader, const Node *node, int *ret_year)
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
    request_year(reader, node_find(node, "year"), &ret_ask->year);
    return ret_ask->variable != NULL && (as == NULL) == (ret_ask->as == NULL);
}

static bool
read_axis(RequestReader *reader, const Node *node, int year, Axis *ret_axis)
{
    AxisAsk ask;
    Error err;
    return read_ask(reader, node, false, year, &ask) &&
           request_at_place(reader, node->place,
                            axis_resolve(reader->arena, reader->scope, &ask, ret_axis, &err), &err);
}

bool
request_condition(RequestReader *reader, const Node *node, int year, Condition *ret_condition)
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
    return request_at_place(
        reader, node->place,
        condition_resolve(reader->arena, reader->scope, &ask, &codes, ret_condition, &err), &err);
}

const Node *
request_sequence(RequestReader *reader, const Node *node, size_t most)
{
    if (node == NULL || !node_is(node, NODE_SEQUENCE, reader->complaints))
        return NULL;
    if (node->count >= 1 && node->count <= most)
        return node;
    complain(reader->complaints, node->place, "expected 1 to %zu items, found %zu", most,
             node->count);
    return NULL;
}

bool
request_axes(RequestReader *reader, const Node *node, size_t most, int year, RequestedFile *file)
{
    const Node *items = request_sequence(reader, node, most);
    bool good = items != NULL;
    for (size_t at = 0; items != NULL && at < items->count; at++)
        good = read_axis(reader, items->items[at], year, &file->by[at]) && good;
    file->by_count = good ? items->count : 0;
    return good;
}

bool
request_where(RequestReader *reader, const Node *node, int year, RequestedFile *file)
{
    if (node == NULL)
        return true;
    const Node *items = request_sequence(reader, node, REQUEST_WHERE);
    bool good = items != NULL;
    for (size_t at = 0; items != NULL && at < items->count; at++)
        good = request_condition(reader, items->items[at], year, &file->where[at]) && good;
    file->where_count = good ? items->count : 0;
    return good;
}

bool
request_measure(RequestReader *reader, const Node *node, int year, RequestedFile *file)
{
    Error err;
    const char *variable = node_text(node, reader->complaints);
    file->has_measure = true;
    return variable != NULL &&
           request_at_place(
               reader, node->place,
               measure_resolve(reader->arena, reader->scope, variable, year, &file->measure, &err),
               &err);
}
