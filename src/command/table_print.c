#include "command/table_print.h"

#include "core/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TableResult
table_result(Arena *arena, const Table *table)
{
    return (TableResult){.value = arena_take_array(arena, table->cells, sizeof(char *)),
                         .status = arena_take_array(arena, table->cells, sizeof(char *)),
                         .words = "",
                         .title = ""};
}

const char **
table_result_column(Arena *arena, const Table *table, const char *name, bool whole,
                    TableResult *result)
{
    TableColumn *column = &result->column[result->columns++];
    *column = (TableColumn){name, arena_take_array(arena, table->cells, sizeof(char *)), whole};
    return column->text;
}

/* The form asked for: 'c', 'j' or 'h'; 0: none that there is. */
static char
form_of(const Invocation *call)
{
    const char *form = invocation_option(call, "format");
    if (form == NULL)
        return call->json ? 'j' : 'c';
    if (text_equal(form, "csv") || text_equal(form, "json") || text_equal(form, "html"))
        return form[0];
    return 0;
}

ErrorKind
table_print_check(const Invocation *call, Error *err)
{
    const char *out = invocation_option(call, "out");
    const char *certificate = invocation_option(call, "certificate");
    if (form_of(call) == 0)
        return error_set(err, ERROR_USAGE, "option '--format': expected csv, json or html");
    if (call->json && form_of(call) != 'j')
        return error_set(err, ERROR_USAGE, "options '--json' and '--format': expected one form");
    if (out != NULL && certificate != NULL && text_equal(out, certificate))
        return error_set(err, ERROR_USAGE,
                         "options '--out' and '--certificate': expected two different files");
    TRY(result_check_new(out, err));
    return result_check_new(certificate, err);
}

/* A name that no axis has: a table may cross a column that is called status. */
static const char *
free_name(Arena *arena, const Table *table, const char *name)
{
    for (size_t axis = 0; axis < table->axes; axis++)
        if (text_equal(table->axis[axis].name, name))
            return free_name(arena, table, arena_print(arena, "cell_%s", name));
    return name;
}

static void
add_field(Text *csv, const char *words)
{
    text_add(csv, ",");
    if (words != NULL)
        text_add_csv(csv, words);
}

static const char *
print_csv(Arena *arena, const Table *table, const TableResult *result)
{
    Text csv = text_new(arena);
    if (table->parts > 1)
        text_print(&csv, "%s,", free_name(arena, table, "table"));
    for (size_t axis = 0; axis < table->axes; axis++)
    {
        text_add_csv(&csv, table->axis[axis].name);
        text_add(&csv, axis + 1 < table->axes ? "," : "");
    }
    add_field(&csv, free_name(arena, table, table->measure));
    add_field(&csv, free_name(arena, table, "status"));
    for (size_t at = 0; at < result->columns; at++)
        add_field(&csv, free_name(arena, table, result->column[at].name));
    text_add(&csv, "\n");
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        if (table->parts > 1)
            text_print(&csv, "%zu,", table_part(table, cell) + 1);
        for (size_t axis = 0; axis < table->axes; axis++)
        {
            text_add_csv(&csv, table->axis[axis].labels[table_node(table, cell, axis)]);
            text_add(&csv, axis + 1 < table->axes ? "," : "");
        }
        add_field(&csv, result->value[cell]);
        add_field(&csv, result->status[cell]);
        for (size_t at = 0; at < result->columns; at++)
            add_field(&csv, result->column[at].text[cell]);
        text_add(&csv, "\n");
    }
    return csv.bytes;
}

/* Whole numbers as such; what has decimals as text: beraad's JSON holds no reals. */
static void
put_number(json_t *object, const char *name, const char *text, bool whole)
{
    if (text == NULL)
        json_put(object, name, json_null());
    else if (whole)
        json_put(object, name, json_integer(strtoll(text, NULL, 10)));
    else
        json_put_text(object, name, text);
}

static json_t *
cell_json(const Table *table, const TableResult *result, size_t cell)
{
    json_t *entry = json_object();
    json_t *at = json_object();
    for (size_t axis = 0; axis < table->axes; axis++)
        json_put_text(at, table->axis[axis].name,
                      table->axis[axis].labels[table_node(table, cell, axis)]);
    json_put(entry, "at", at);
    if (table->parts > 1)
        json_put(entry, "table", json_integer((json_int_t)table_part(table, cell) + 1));
    put_number(entry, "value", result->value[cell], table->decimals == 0);
    json_put_text(entry, "status", result->status[cell]);
    for (size_t column = 0; column < result->columns; column++)
        put_number(entry, result->column[column].name, result->column[column].text[cell],
                   result->column[column].whole);
    return entry;
}

static const char *
print_json(Arena *arena, const Table *table, const TableResult *result)
{
    json_t *root = json_keep(arena, json_object());
    json_t *cells = json_array();
    json_put_text(root, "measure", table->measure);
    json_put(root, "decimals", json_integer(table->decimals));
    if (result->summary != NULL)
        json_put(root, "summary", json_incref(result->summary));
    for (size_t cell = 0; cell < table->cells; cell++)
        if (json_array_append_new(cells, cell_json(table, result, cell)) != 0)
            error_out_of_memory();
    json_put(root, "cells", cells);
    return arena_print(arena, "%s\n", json_canonical(arena, root, NULL));
}

/* To --out or to standard output. */
static ErrorKind
print_bytes(Invocation *call, const TableResult *result, const char *bytes, Error *err)
{
    const char *out = invocation_option(call, "out");
    if (out == NULL)
    {
        if (result->words[0] != '\0' && !call->json)
            table_note(call, result->words);
        return result_print(bytes, err);
    }
    TRY(file_write_new(out, bytes, strlen(bytes), result->confidential ? 0600 : 0644, err));
    if (!call->json)
        return result_print(arena_print(call->arena, "%s\n", result->words), err);
    return result_print_json(
        call, result->summary == NULL ? json_object() : json_incref(result->summary), err);
}

static ErrorKind
write_certificate(const char *path, Disclosure *proven, Error *err)
{
    size_t size = 0;
    const char *bytes = disclosure_certificate(proven, &size);
    return file_write_new(path, bytes, size, 0600, err);
}

ErrorKind
table_print(Invocation *call, const Table *table, TableResult *result, Error *err)
{
    const char *bytes = NULL;
    const char *certificate =
        result->proven == NULL ? NULL : invocation_option(call, "certificate");
    char form = form_of(call);
    if (result->summary != NULL)
        (void)json_keep(call->arena, result->summary);
    if (form == 'h')
        TRY(table_page(call->arena, table, result, &bytes, err));
    else
        bytes = form == 'j' ? print_json(call->arena, table, result)
                            : print_csv(call->arena, table, result);
    if (certificate != NULL)
        TRY(write_certificate(certificate, result->proven, err));
    ErrorKind kind = print_bytes(call, result, bytes, err);
    if (kind != ERROR_NONE && certificate != NULL)
        (void)unlink(certificate);
    return kind;
}
