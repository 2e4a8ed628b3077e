/* What Vega-Lite is told to draw. Suppressed cells are not drawn: the table beside says so. */
#include "output/profile_inner.h"

#include <stdlib.h>
#include <string.h>

#define CHART_WIDTH 440

static json_t *
channel(const char *field, const char *type, const char *title)
{
    json_t *result = json_object();
    json_put_text(result, "field", field);
    json_put_text(result, "type", type);
    if (title == NULL)
        json_put(result, "title", json_null());
    else
        json_put_text(result, "title", title);
    return result;
}

/* Only inner cells of the first two dimensions, for everybody of the others. */
static bool
is_drawn(const ProfileCell *cell, size_t dimensions)
{
    for (size_t at = 0; at < dimensions; at++)
        if (text_equal(cell->code[at], "*") != (at >= 2))
            return false;
    return cell->number[0] != '\0' && !profile_is_nobody(cell);
}

/* More bars beside each other than that are stacked, where the numbers can be added up. */
#define BESIDE 3

static size_t
colours_of(const ProfileCells *cells, size_t dimensions)
{
    size_t colours = 0;
    for (size_t at = 0; dimensions > 1 && at < cells->count; at++)
    {
        bool is_new = is_drawn(&cells->items[at], dimensions);
        for (size_t before = 0; is_new && before < at; before++)
            is_new = !is_drawn(&cells->items[before], dimensions) ||
                     !text_equal(cells->items[before].code[1], cells->items[at].code[1]);
        colours += is_new;
    }
    return colours;
}

static bool
can_be_stacked(const ProfileCells *cells)
{
    for (size_t at = 0; at < cells->count; at++)
        if (strchr(cells->items[at].number, '.') != NULL)
            return false;
    return true;
}

static json_t *
chart_data(const ProfileCells *cells, size_t dimensions)
{
    json_t *values = json_array();
    for (size_t at = 0; at < cells->count; at++)
    {
        const ProfileCell *cell = &cells->items[at];
        if (!is_drawn(cell, dimensions))
            continue;
        json_t *item = json_object();
        json_put_text(item, "a", cell->label[0]);
        if (dimensions > 1)
            json_put_text(item, "b", cell->label[1]);
        json_put(item, "n", json_real(strtod(cell->number, NULL)));
        if (json_array_append_new(values, item) != 0)
            error_out_of_memory();
    }
    return values;
}

/* Is some cell of this colour drawn, and is this the first one of it, drawn or not? */
static bool
is_first_of_colour(const ProfileCells *cells, size_t at, size_t dimensions)
{
    bool drawn = false;
    for (size_t other = 0; other < cells->count; other++)
    {
        bool same = text_equal(cells->items[other].code[1], cells->items[at].code[1]);
        if (same && other < at)
            return false;
        drawn = drawn || (same && is_drawn(&cells->items[other], dimensions));
    }
    return drawn;
}

/* A class has its colour by its place among the classes, in whatever order the numbers that are
 * shown come: the same in each chart that shows the same classes. */
static json_t *
colour_scale(const ProfileCells *cells, size_t dimensions)
{
    json_t *domain = json_array();
    for (size_t at = 0; at < cells->count; at++)
        if (is_first_of_colour(cells, at, dimensions) &&
            json_array_append_new(domain, json_string(cells->items[at].label[1])) != 0)
            error_out_of_memory();
    return json_pack("{s:o}", "domain", domain);
}

/* Numbers as the language writes them. */
json_t *
profile_chart_config(Language language)
{
    static const char *const decimal[] = {",", ",", "."};
    static const char *const thousands[] = {".", "\u202f", ","};
    json_t *number = json_object();
    json_t *config = json_object();
    json_t *locale = json_object();
    json_put_text(number, "decimal", decimal[language]);
    json_put_text(number, "thousands", thousands[language]);
    json_put(number, "grouping", json_pack("[i]", 3));
    json_put(number, "currency", json_pack("[s,s]", "", ""));
    json_put(locale, "number", number);
    json_put(config, "locale", locale);
    json_put_text(config, "font", "system-ui, sans-serif");
    json_put(config, "axis", json_pack("{s:i}", "labelLimit", 230));
    json_put(config, "legend",
             json_pack("{s:i,s:s,s:i}", "labelLimit", 400, "orient", "bottom", "columns", 2));
    return config;
}

json_t *
profile_chart(Arena *arena, const ProfileCells *cells, size_t dimensions, bool is_line,
              const char *const *titles, Language language)
{
    json_t *root = json_keep(arena, json_object());
    json_t *values = chart_data(cells, dimensions);
    bool is_empty = json_array_size(values) == 0;
    json_put(root, "data", json_pack("{s:o}", "values", values));
    if (is_empty)
        return NULL;
    json_t *encoding = json_object();
    json_put_text(root, "$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    json_put(root, "width", json_integer(CHART_WIDTH));
    json_put(root, "mark",
             is_line ? json_pack("{s:s,s:b}", "type", "line", "point", 1)
                     : json_pack("{s:s}", "type", "bar"));
    /* The heading says what the bars are. */
    json_t *first = channel("a", "nominal", is_line ? titles[0] : NULL);
    if (is_line)
        json_put(first, "axis", json_pack("{s:i}", "labelAngle", 0));
    json_put(first, "sort", json_null());
    json_put(encoding, is_line ? "x" : "y", first);
    json_put(encoding, is_line ? "y" : "x", channel("n", "quantitative", titles[dimensions]));
    if (dimensions > 1)
    {
        json_t *colour = channel("b", "nominal", titles[1]);
        json_put(colour, "sort", json_null());
        json_put(colour, "scale", colour_scale(cells, dimensions));
        json_put(encoding, "color", colour);
        if (!is_line && (colours_of(cells, dimensions) <= BESIDE || !can_be_stacked(cells)))
            json_put(encoding, "yOffset", json_pack("{s:s,s:n}", "field", "b", "sort"));
    }
    json_put(root, "encoding", encoding);
    json_put(root, "config", profile_chart_config(language));
    return root;
}

/* Inside a script element no "<" may stand: it could end it. */
void
profile_chart_add(Text *page, const json_t *chart)
{
    char *spec = json_dumps(chart, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(9));
    if (spec == NULL)
        error_out_of_memory();
    text_add(page, "<div class=\"chart\"><script type=\"application/json\">");
    for (const char *at = spec; *at != '\0'; at++)
        if (*at == '<')
            text_add(page, "\\u003c");
        else
            text_add_bytes(page, at, 1);
    text_add(page, "</script></div>\n");
    free(spec);
}
