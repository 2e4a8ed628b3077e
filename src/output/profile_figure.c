/*
 * Figures and notes of researchers as they were released. A figure is a closed form
 * (doc/format/output-request.md) without numbers: those are the cells of the released table that it
 * names.
 */
#include "output/profile_inner.h"

#include <stdlib.h>
#include <string.h>

static bool
is_figure(const ReleasedFile *file)
{
    return !file->is_shaped && text_ends(file->name, ".json");
}

static bool
is_note(const ReleasedFile *file)
{
    return !file->is_shaped && text_ends(file->name, ".txt");
}

static const ReleasedFile *
table_of(const ProfileInput *input, const ReleasedFile *figure, const json_t *spec)
{
    const char *name = json_string_value(json_object_get(json_object_get(spec, "data"), "url"));
    for (size_t at = 0; name != NULL && at < input->files->count; at++)
    {
        const ReleasedFile *file = &input->files->items[at];
        if (file->output == figure->output && file->is_shaped && text_equal(file->name, name))
            return file;
    }
    return NULL;
}

/* The dimension that a channel shows; by_count where it is none. */
static size_t
dimension_of(const RequestedFile *table, const json_t *channel)
{
    const char *field = json_string_value(json_object_get(channel, "field"));
    size_t at = 0;
    while (at < table->by_count && (field == NULL || !text_equal(field, table->by[at].column)))
        at++;
    return at;
}

/* A channel with the label in place of the column's name; its data are under `key`. */
static json_t *
channel_of(json_t *channel, const char *key, const char *title)
{
    json_t *shown = json_copy(channel);
    if (shown == NULL)
        error_out_of_memory();
    json_put_text(shown, "field", key);
    json_put_text(shown, "title", title);
    if (strcmp(key, "n") != 0)
        json_put(shown, "sort", json_null());
    return shown;
}

/* Cells of the classes that are drawn, for everybody of the dimensions that are not. */
static json_t *
values_of(const ProfileCells *cells, size_t dimensions, size_t across, size_t colour)
{
    json_t *values = json_array();
    for (size_t at = 0; at < cells->count; at++)
    {
        const ProfileCell *cell = &cells->items[at];
        bool drawn = cell->number[0] != '\0' && !profile_is_nobody(cell);
        for (size_t dimension = 0; dimension < dimensions; dimension++)
            drawn = drawn && text_equal(cell->code[dimension], "*") ==
                                 (dimension != across && dimension != colour);
        if (!drawn)
            continue;
        json_t *item = json_object();
        json_put_text(item, "a", cell->label[across]);
        if (colour < dimensions)
            json_put_text(item, "b", cell->label[colour]);
        json_put(item, "n", json_real(strtod(cell->number, NULL)));
        if (json_array_append_new(values, item) != 0)
            error_out_of_memory();
    }
    return values;
}

/* NULL where it is not what figure_canonical wrote. */
static json_t *
chart_of(const ProfileInput *input, Arena *arena, const json_t *spec, const ReleasedFile *table)
{
    const RequestedFile *made_of = &table->made_of;
    const json_t *encoding = json_object_get(spec, "encoding");
    json_t *x = json_object_get(encoding, "x");
    json_t *y = json_object_get(encoding, "y");
    json_t *color = json_object_get(encoding, "color");
    size_t across = dimension_of(made_of, x);
    size_t colour = dimension_of(made_of, color);
    ProfileCells cells = {0};
    if (across == made_of->by_count || y == NULL || json_object_get(spec, "mark") == NULL)
        return NULL;
    profile_cells_read(input, arena, table, &cells);
    json_t *chart = json_keep(arena, json_object());
    json_t *channels = json_object();
    json_put(channels, "x",
             channel_of(x, "a", profile_variable_label(input, &made_of->by[across].attribute)));
    json_put(channels, "y",
             channel_of(y, "n", profile_number_words[made_of->type].in[input->language]));
    if (colour < made_of->by_count)
        json_put(
            channels, "color",
            channel_of(color, "b", profile_variable_label(input, &made_of->by[colour].attribute)));
    json_put(chart, "mark", json_incref(json_object_get(spec, "mark")));
    json_put(chart, "encoding", channels);
    json_put(chart, "width", json_integer(440));
    json_put(chart, "config", profile_chart_config(input->language));
    json_put(chart, "data",
             json_pack("{s:o}", "values", values_of(&cells, made_of->by_count, across, colour)));
    return chart;
}

static bool
add_figure(const ProfileInput *input, Text *page, const ReleasedFile *figure)
{
    SCRATCH Arena *work = arena_new("figure");
    Error err;
    json_t *spec = NULL;
    if (json_read(work, figure->bytes, strlen(figure->bytes), ERROR_INTEGRITY, &spec, &err) !=
        ERROR_NONE)
        return false;
    const ReleasedFile *table = table_of(input, figure, spec);
    json_t *chart = table == NULL ? NULL : chart_of(input, work, spec, table);
    if (chart == NULL)
        return false;
    profile_heading_add(input, page, &table->made_of);
    profile_chart_add(page, chart);
    profile_source_add(input, page, figure);
    return true;
}

void
profile_figures_add(const ProfileInput *input, Text *page)
{
    Text figures = text_new(page->arena);
    bool any = false;
    for (size_t at = 0; at < input->files->count; at++)
        if (is_figure(&input->files->items[at]))
            any = add_figure(input, &figures, &input->files->items[at]) || any;
    if (!any)
        return;
    text_print(page, "<h2>%s</h2>\n", profile_figures.in[input->language]);
    text_add(page, figures.bytes);
}

void
profile_remarks_add(const ProfileInput *input, Text *page)
{
    bool any = false;
    for (size_t at = 0; at < input->files->count; at++)
    {
        const ReleasedFile *file = &input->files->items[at];
        if (!is_note(file))
            continue;
        if (!any)
            text_print(page, "<h2>%s</h2>\n", profile_remarks.in[input->language]);
        any = true;
        text_add(page, "<blockquote>");
        text_add_markup(page, file->bytes);
        text_add(page, "</blockquote>\n");
        profile_source_add(input, page, file);
    }
}
