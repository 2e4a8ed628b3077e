/* Tables with their charts, models, and series over the years. */
#include "output/profile_inner.h"

#include "output/inner.h"

#include <inttypes.h>
#include <string.h>

const char *
profile_variable_label(const ProfileInput *input, const Attribute *attribute)
{
    const Variable *variable = catalogue_variable(input->scope->catalogue, attribute->variable);
    return variable == NULL ? attribute->variable : variable->label.in[input->language];
}

void
profile_source_add(const ProfileInput *input, Text *page, const ReleasedFile *file)
{
    text_print(page, "<p class=\"soft\">%s %" PRId64 " (", profile_source.in[input->language],
               file->output);
    text_add_markup(page, file->name);
    text_print(page, "), %s %" PRId64 "</p>\n", profile_entry.in[input->language], file->entry);
}

static const char *
scheme_label(const ProfileInput *input, const Classification *scheme, const char *code)
{
    for (size_t at = 0; at < scheme->classes.count; at++)
        if (text_equal(scheme->classes.items[at].code, code))
            return scheme->classes.items[at].label.in[input->language];
    return code;
}

/* "; only Sex (2012): men" */
static void
add_condition(const ProfileInput *input, Text *page, const Condition *condition)
{
    SCRATCH Arena *work = arena_new("condition");
    Names codes = classes_codes(work, condition->attribute.scheme, condition->holds);
    text_print(page, "; %s ", profile_only.in[input->language]);
    text_add_markup(page, profile_variable_label(input, &condition->attribute));
    text_print(page, " (%d): ", condition->attribute.year);
    for (size_t at = 0; at < codes.count; at++)
    {
        text_add(page, at == 0 ? "" : " + ");
        text_add_markup(page, scheme_label(input, condition->attribute.scheme, codes.items[at]));
    }
}

/* What is counted: persons, shares, the sum or the mean of a measure, or what a model explains. */
static void
add_subject(const ProfileInput *input, Text *page, const RequestedFile *file)
{
    Language language = input->language;
    if (file->type == OUTPUT_MEANS || file->type == OUTPUT_MAGNITUDE)
        text_print(page, "%s ",
                   (file->type == OUTPUT_MEANS ? profile_average : profile_sum).in[language]);
    else if (file->type == OUTPUT_MODEL)
        text_print(page, "%s, ", profile_models[file->family].in[language]);
    else
        text_add_markup(page, profile_number_words[file->type].in[language]);
    if (file->has_measure)
        text_add_markup(page, profile_variable_label(input, &file->measure));
    else if (file->type == OUTPUT_MODEL)
        text_add_markup(page, profile_variable_label(input, &file->outcome.attribute));
}

void
profile_heading_add(const ProfileInput *input, Text *page, const RequestedFile *file)
{
    text_add(page, "<h3>");
    add_subject(input, page, file);
    for (size_t at = 0; at < file->by_count; at++)
    {
        const Attribute *attribute = &file->by[at].attribute;
        bool last = at + 1 == file->by_count || file->by[at + 1].attribute.year != attribute->year;
        text_add(page, at == 0 ? profile_colon[input->language] : " \u00d7 ");
        text_add_markup(page, profile_variable_label(input, attribute));
        if (last)
            text_print(page, " (%d)", attribute->year);
    }
    for (size_t at = 0; at < file->where_count; at++)
        add_condition(input, page, &file->where[at]);
    text_add(page, "</h3>\n");
}

/* One line of a model, "COLUMN=CODE,estimate,error", with labels. */
static void
add_term(const ProfileInput *input, Text *page, const RequestedFile *file, char *line)
{
    char *estimate = strchr(line, ',');
    char *error = estimate == NULL ? NULL : strchr(estimate + 1, ',');
    if (error == NULL)
        return;
    *estimate++ = *error++ = '\0';
    char *code = strchr(line, '=');
    text_add(page, "<tr><td>");
    if (code == NULL)
        text_add(page, profile_intercept.in[input->language]);
    else
        *code++ = '\0';
    for (size_t at = 0; code != NULL && at < file->by_count; at++)
        if (text_equal(file->by[at].column, line))
        {
            text_add_markup(page, profile_variable_label(input, &file->by[at].attribute));
            text_add(page, ": ");
            text_add_markup(page, profile_class_label(input, &file->by[at], code));
        }
    text_add(page, "</td><td class=\"n\">");
    profile_number_add(page, estimate, input->language);
    text_add(page, "</td><td class=\"n\">");
    profile_number_add(page, error, input->language);
    text_add(page, "</td></tr>\n");
}

static void
add_model(const ProfileInput *input, Text *page, const ReleasedFile *file)
{
    SCRATCH Arena *work = arena_new("model");
    char *line = strchr(arena_copy_text(work, file->bytes), '\n');
    text_print(page,
               "<table><thead><tr><th>%s</th><th class=\"n\">%s</th><th class=\"n\">%s</th></tr>"
               "</thead><tbody>\n",
               profile_term.in[input->language],
               profile_number_words[OUTPUT_MODEL].in[input->language],
               profile_error.in[input->language]);
    while (line != NULL && line[1] != '\0')
    {
        char *end = strchr(++line, '\n');
        if (end != NULL)
            *end = '\0';
        add_term(input, page, &file->made_of, line);
        line = end;
    }
    text_add(page, "</tbody></table>\n");
}

static void
add_cells(const ProfileInput *input, Text *page, const ReleasedFile *file)
{
    SCRATCH Arena *work = arena_new("profile");
    const RequestedFile *made_of = &file->made_of;
    ProfileCells cells = {0};
    const char *titles[REQUEST_TERMS + 1] = {0};
    for (size_t at = 0; at < made_of->by_count; at++)
        titles[at] =
            arena_print(work, "%s, %d", profile_variable_label(input, &made_of->by[at].attribute),
                        made_of->by[at].attribute.year);
    titles[made_of->by_count] = profile_number_words[made_of->type].in[input->language];
    profile_cells_read(input, work, file, &cells);
    json_t *chart = profile_chart(work, &cells, made_of->by_count, false, titles, input->language);
    text_add(page, "<div class=\"pair\">\n");
    if (chart != NULL)
        profile_chart_add(page, chart);
    profile_cells_add(input, page, &cells, made_of->by_count, titles);
    text_add(page, "</div>\n");
}

void
profile_table_add(const ProfileInput *input, Text *page, const ReleasedFile *file)
{
    profile_heading_add(input, page, &file->made_of);
    if (file->made_of.type == OUTPUT_MODEL)
        add_model(input, page, file);
    else
        add_cells(input, page, file);
    profile_source_add(input, page, file);
}

/* Do two tables ask the same of different years, each of one year? */
static bool
is_same_series(const RequestedFile *one, const RequestedFile *other)
{
    bool same = one->type == other->type && one->type != OUTPUT_MODEL && one->by_count == 1 &&
                other->by_count == 1 && one->where_count == 0 && other->where_count == 0 &&
                one->has_measure == other->has_measure &&
                (!one->has_measure || text_equal(one->measure.variable, other->measure.variable));
    return same && text_equal(one->by[0].attribute.variable, other->by[0].attribute.variable) &&
           one->by[0].list == other->by[0].list;
}

bool
profile_has_later(const ProfileInput *input, const RequestedFile *file)
{
    for (size_t at = 0; at < input->files->count; at++)
    {
        const ReleasedFile *other = &input->files->items[at];
        if (other->is_shaped && is_same_series(&other->made_of, file) &&
            other->made_of.by[0].attribute.year > file->by[0].attribute.year)
            return true;
    }
    return false;
}

/* The cells of one year behind those of the years before it. */
static void
add_year(const ProfileInput *input, Arena *arena, const ReleasedFile *file, ProfileCells *series)
{
    ProfileCells cells = {0};
    const char *year = arena_print(arena, "%d", file->made_of.by[0].attribute.year);
    profile_cells_read(input, arena, file, &cells);
    for (size_t at = 0; at < cells.count; at++)
    {
        ProfileCell cell = cells.items[at];
        cell.code[1] = cell.code[0];
        cell.label[1] = cell.label[0];
        cell.code[0] = cell.label[0] = year;
        *LIST_ADD(arena, series) = cell;
    }
}

/* The series that starts with this file, where there is one: its years in order, each once. */
bool
profile_series_add(const ProfileInput *input, Text *page, size_t first)
{
    SCRATCH Arena *work = arena_new("series");
    const ReleasedFiles *files = input->files;
    const RequestedFile *made_of = &files->items[first].made_of;
    ProfileCells cells = {0};
    size_t years = 0;
    for (size_t at = 0; at < first; at++)
        if (files->items[at].is_shaped && is_same_series(&files->items[at].made_of, made_of))
            return false;
    for (int year = 1; year <= 9999; year++)
        for (size_t at = first; at < files->count; at++)
            if (files->items[at].is_shaped && is_same_series(&files->items[at].made_of, made_of) &&
                files->items[at].made_of.by[0].attribute.year == year)
            {
                add_year(input, work, &files->items[at], &cells);
                years++;
                break;
            }
    if (years < 2)
        return false;
    const char *titles[] = {profile_year.in[input->language],
                            profile_variable_label(input, &made_of->by[0].attribute),
                            profile_number_words[made_of->type].in[input->language]};
    text_add(page, "<h3>");
    add_subject(input, page, made_of);
    text_add(page, profile_colon[input->language]);
    text_add_markup(page, titles[1]);
    text_print(page, " (%s\u2013%s)</h3>\n", cells.items[0].code[0],
               cells.items[cells.count - 1].code[0]);
    json_t *chart = profile_chart(work, &cells, 2, true, titles, input->language);
    text_add(page, "<div class=\"pair\">\n");
    if (chart != NULL)
        profile_chart_add(page, chart);
    profile_cells_add(input, page, &cells, 2, titles);
    text_add(page, "</div>\n");
    for (size_t at = first; at < files->count; at++)
        if (files->items[at].is_shaped && is_same_series(&files->items[at].made_of, made_of))
            profile_source_add(input, page, &files->items[at]);
    return true;
}
