#include "command/output_file.h"

#include "core/text.h"
#include "output/earlier.h"

#include <string.h>

#define ROWS 60 /* of a table on the page */

/* The lines of a text, cut in place. */
static Names
lines_of(Arena *arena, const char *bytes)
{
    Names lines = {0};
    char *rest = arena_copy_text(arena, bytes);
    while (*rest != '\0')
    {
        size_t size = strcspn(rest, "\n");
        *LIST_ADD(arena, &lines) = rest;
        rest += size;
        if (*rest != '\0')
            *rest++ = '\0';
    }
    return lines;
}

/* Is it a row of nobody? Among many these tell the least. */
static bool
is_empty(const char *line)
{
    return text_ends(line, ",0,p");
}

/* Which lines are shown: all of a short table; of a long one the first that are not empty. */
static Names
shown_of(Arena *arena, const Names *lines, bool all)
{
    Names shown = {0};
    if (all || lines->count <= ROWS + 1)
        return *lines;
    for (size_t at = 0; at < lines->count && shown.count <= ROWS; at++)
        if (!is_empty(lines->items[at]))
            *LIST_ADD(arena, &shown) = lines->items[at];
    return shown;
}

/* A canonical CSV as a table whose columns line up. */
static void
add_table(Arena *arena, const char *csv, bool all, Text *text)
{
    Names lines = lines_of(arena, csv);
    Names shown = shown_of(arena, &lines, all);
    size_t columns = 1;
    for (const char *at = csv; *at != '\n' && *at != '\0'; at++)
        columns += *at == ',';
    const char **cells = arena_take_array(arena, columns * shown.count + 1, sizeof *cells);
    char *right = arena_take(arena, columns + 1);
    memset(right, 'l', columns);
    right[columns > 1 ? columns - 2 : 0] = 'r';
    for (size_t row = 0; row < shown.count; row++)
    {
        char *rest = arena_copy_text(arena, shown.items[row]);
        for (size_t column = 0; column < columns; column++)
        {
            size_t size = strcspn(rest, ",");
            cells[row * columns + column] = rest;
            rest += size;
            if (*rest != '\0')
                *rest++ = '\0';
        }
    }
    text_add(text, result_table(arena, cells, columns, shown.count, right));
    if (shown.count < lines.count)
        text_print(text, "... and %zu more rows, those of 0 among them (--all)\n",
                   lines.count - shown.count);
}

/* How many cells the certificate is about, by their status. */
static void
add_certificate(Arena *arena, const char *bytes, size_t width, Text *text)
{
    Error err;
    json_t *root = NULL;
    size_t primary = 0;
    size_t secondary = 0;
    if (json_read(arena, bytes, strlen(bytes), ERROR_INTEGRITY, &root, &err) != ERROR_NONE)
        return;
    const json_t *cells = json_object_get(root, "cells");
    for (size_t at = 0; at < json_array_size(cells); at++)
    {
        const char *status =
            json_string_value(json_object_get(json_array_get(cells, at), "status"));
        primary += status != NULL && text_equal(status, "primary");
        secondary += status != NULL && text_equal(status, "secondary");
    }
    size_t intervals = json_array_size(json_object_get(root, "intervals"));
    size_t points = json_array_size(json_object_get(root, "points"));
    text_wrap(text,
              arena_print(arena,
                          "certificate: %zu cell%s unsafe, %zu more suppressed for their sake; %zu "
                          "interval%s proven by %zu other table%s that would look the same",
                          primary, primary == 1 ? "" : "s", secondary, intervals,
                          intervals == 1 ? "" : "s", points, points == 1 ? "" : "s"),
              width, 0, 4);
}

static ErrorKind
add_file(Arena *arena, const OutputPage *page, const RoundFile *file, Text *text, Error *err)
{
    Text head = text_new(arena);
    text_add(&head, text_shown(arena, file->name));
    if (file->statement[0] != '\0')
    {
        RequestedFile made_of;
        TRY(requested_parse(arena, &page->asked->scope, file->statement, &made_of, err));
        text_print(&head, ": %s by %s", output_type_name(made_of.type),
                   requested_words(arena, &made_of));
    }
    if (file->method != METHOD_NONE)
        text_print(&head, "; protected by %s", method_name(file->method));
    text_add(text, "\n");
    text_wrap(text, head.bytes, page->display->row, 0, 4);
    if (file->canonical[0] == '\0')
        text_add(text, "  nothing of it can leave\n");
    else if (text_ends(file->name, ".csv"))
        add_table(arena, file->canonical, page->all, text);
    else
        text_add(text, file->canonical);
    if (file->certificate != NULL)
        add_certificate(arena, file->certificate, page->display->row, text);
    return ERROR_NONE;
}

static ErrorKind
put_file(Arena *arena, const RoundFile *file, json_t *files, Error *err)
{
    json_t *item = json_keep(arena, json_object());
    json_put_text(item, "name", file->name);
    json_put_text(item, "method", method_name(file->method));
    json_put_text(item, "canonical", file->canonical);
    if (file->statement[0] != '\0')
    {
        json_t *made_of = NULL;
        TRY(json_read(arena, file->statement, strlen(file->statement), ERROR_INTEGRITY, &made_of,
                      err));
        json_put(item, "made_of", json_incref(made_of));
    }
    if (file->certificate != NULL)
    {
        json_t *certificate = NULL;
        TRY(json_read(arena, file->certificate, strlen(file->certificate), ERROR_INTEGRITY,
                      &certificate, err));
        json_put(item, "certificate", json_incref(certificate));
    }
    if (json_array_append(files, item) != 0)
        error_out_of_memory();
    return ERROR_NONE;
}

ErrorKind
output_files_add(Arena *arena, const OutputPage *page, Text *text, json_t *item, Error *err)
{
    json_t *files = json_keep(arena, json_array());
    for (size_t at = 0; at < page->round->files.count; at++)
    {
        TRY(add_file(arena, page, &page->round->files.items[at], text, err));
        TRY(put_file(arena, &page->round->files.items[at], files, err));
    }
    json_put(item, "files", json_incref(files));
    return ERROR_NONE;
}
