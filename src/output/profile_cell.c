/* Cells: read from the canonical form, and as a table of the page. */
#include "output/profile_inner.h"

#include <string.h>

#define CROSS_COLUMNS 8 /* of numbers; more are too wide for paper */

const char *
profile_class_label(const ProfileInput *input, const Axis *axis, const char *code)
{
    for (size_t at = 0; at < axis->count; at++)
        if (text_equal(axis->code[at], code))
            return axis->shown[at]->label.in[input->language];
    return text_equal(code, "*") ? profile_all.in[input->language] : code;
}

/* Cuts the text at its next separator; NULL where nothing is left. */
static char *
cut(char **rest, char at)
{
    char *part = *rest;
    char *end = part == NULL ? NULL : strchr(part, at);
    *rest = end == NULL ? NULL : end + 1;
    if (end != NULL)
        *end = '\0';
    return part;
}

void
profile_cells_read(const ProfileInput *input, Arena *arena, const ReleasedFile *file,
                   ProfileCells *cells)
{
    char *rest = arena_copy_text(arena, file->bytes);
    (void)cut(&rest, '\n');
    for (char *line = cut(&rest, '\n'); line != NULL && line[0] != '\0'; line = cut(&rest, '\n'))
    {
        ProfileCell *cell = LIST_ADD(arena, cells);
        *cell = (ProfileCell){0};
        for (size_t at = 0; at < file->made_of.by_count; at++)
        {
            const char *code = cut(&line, ',');
            cell->code[at] = code == NULL ? "" : code;
            cell->label[at] = profile_class_label(input, &file->made_of.by[at], cell->code[at]);
        }
        const char *number = cut(&line, ',');
        cell->number = number == NULL ? "" : number;
        cell->status = line == NULL ? 's' : line[0];
    }
}

/* 12345.678 as the language writes it. */
void
profile_number_add(Text *page, const char *number, Language language)
{
    static const char *const thousands[] = {".", "\u202f", ","};
    const char *digits = number[0] == '-' ? number + 1 : number;
    size_t whole = strcspn(digits, ".");
    text_add(page, digits == number ? "" : "\u2212");
    for (size_t at = 0; at < whole; at++)
    {
        text_add(page, at > 0 && (whole - at) % 3 == 0 ? thousands[language] : "");
        text_add_bytes(page, &digits[at], 1);
    }
    if (digits[whole] == '.')
    {
        text_add(page, language == LANGUAGE_EN ? "." : ",");
        text_add_markup(page, digits + whole + 1);
    }
}

static void
add_number(Text *page, const ProfileCell *cell, Language language)
{
    if (cell == NULL)
    {
        text_add(page, "<td class=\"n\"></td>");
        return;
    }
    text_add(page, cell->status == 's' ? "<td class=\"n s\">\u00d7" : "<td class=\"n\">");
    if (cell->status == 'r' || cell->status == 'k')
        text_add(page, "~\u2009");
    profile_number_add(page, cell->number, language);
    text_add(page, "</td>");
}

static void
add_head(Text *page, const char *title, bool number)
{
    text_add(page, number ? "<th class=\"n\">" : "<th>");
    text_add_markup(page, title);
    text_add(page, "</th>");
}

static void
add_lines(const ProfileInput *input, Text *page, const ProfileCells *cells, size_t dimensions,
          const char *const *titles)
{
    for (size_t at = 0; at <= dimensions; at++)
        add_head(page, titles[at], at == dimensions);
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t row = 0; row < cells->count; row++)
    {
        const ProfileCell *cell = &cells->items[row];
        if (dimensions > 1 && profile_is_nobody(cell))
            continue;
        text_add(page, text_equal(cell->code[dimensions - 1], "*") ? "<tr class=\"all\">" : "<tr>");
        for (size_t at = 0; at < dimensions; at++)
        {
            text_add(page, "<td>");
            text_add_markup(page, cell->label[at]);
            text_add(page, "</td>");
        }
        add_number(page, cell, input->language);
        text_add(page, "</tr>\n");
    }
}

/* The classes of one dimension: a cell of each, in their order. */
typedef struct LIST_OF(const ProfileCell *) Places;

bool
profile_is_nobody(const ProfileCell *cell)
{
    return cell->status != 's' && strspn(cell->number, "0.") == strlen(cell->number);
}

static bool
is_anybody(const ProfileCells *cells, size_t dimension, const char *code)
{
    for (size_t at = 0; at < cells->count; at++)
        if (text_equal(cells->items[at].code[dimension], code) &&
            !profile_is_nobody(&cells->items[at]))
            return true;
    return false;
}

/* Those with somebody in them. */
static Places
places_of(Arena *arena, const ProfileCells *cells, size_t dimension)
{
    Places places = {0};
    for (size_t at = 0; at < cells->count; at++)
    {
        const char *code = cells->items[at].code[dimension];
        bool there = false;
        for (size_t place = 0; place < places.count; place++)
            there = there || text_equal(places.items[place]->code[dimension], code);
        if (!there && is_anybody(cells, dimension, code))
            *LIST_ADD(arena, &places) = &cells->items[at];
    }
    return places;
}

static const ProfileCell *
cell_at(const ProfileCells *cells, size_t down, const char *row, const char *column)
{
    for (size_t at = 0; at < cells->count; at++)
        if (text_equal(cells->items[at].code[down], row) &&
            text_equal(cells->items[at].code[1 - down], column))
            return &cells->items[at];
    return NULL;
}

/* Dimension `down` goes down the page, the other one across. */
static void
add_cross(const ProfileInput *input, Text *page, const ProfileCells *cells, size_t down,
          const char *const *titles)
{
    SCRATCH Arena *work = arena_new("cross");
    Places rows = places_of(work, cells, down);
    Places columns = places_of(work, cells, 1 - down);
    add_head(page, arena_print(work, "%s \u2193  %s \u2192", titles[down], titles[1 - down]),
             false);
    for (size_t at = 0; at < columns.count; at++)
        add_head(page, columns.items[at]->label[1 - down], true);
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t row = 0; row < rows.count; row++)
    {
        const char *code = rows.items[row]->code[down];
        text_add(page, text_equal(code, "*") ? "<tr class=\"all\"><td>" : "<tr><td>");
        text_add_markup(page, rows.items[row]->label[down]);
        text_add(page, "</td>");
        for (size_t at = 0; at < columns.count; at++)
            add_number(page, cell_at(cells, down, code, columns.items[at]->code[1 - down]),
                       input->language);
        text_add(page, "</tr>\n");
    }
}

void
profile_cells_add(const ProfileInput *input, Text *page, const ProfileCells *cells,
                  size_t dimensions, const char *const *titles)
{
    SCRATCH Arena *work = arena_new("table");
    size_t first = dimensions == 2 ? places_of(work, cells, 0).count : 0;
    size_t second = dimensions == 2 ? places_of(work, cells, 1).count : 0;
    size_t across = first < second ? first : second;
    text_add(page, "<table><thead><tr>");
    if (dimensions == 2 && across <= CROSS_COLUMNS)
        add_cross(input, page, cells, first < second ? 1 : 0, titles);
    else
        add_lines(input, page, cells, dimensions, titles);
    text_add(page, "</tbody></table>\n");
}
