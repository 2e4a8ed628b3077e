#include "command/grid.h"

#include "core/list.h"
#include "core/text.h"

#include <string.h>

#define GAP 2
#define INDENT 4       /* of the second line of a row, and of those after it */
#define COMFORTABLE 16 /* columns of words that need more; fewer are hard to read */

/* One line of each row: these columns, so far apart. */
typedef struct Line
{
    size_t from;
    size_t to; /* not included */
    size_t gap;
    size_t indent;
} Line;

typedef struct Layout
{
    Arena *arena;
    const Grid *grid;
    size_t room;
    size_t *width; /* of each column */
    size_t *least; /* to which it can be folded */
} Layout;

static bool
is_right(const Grid *grid, size_t column)
{
    return column < strlen(grid->right) && grid->right[column] == 'r';
}

static size_t
smaller(size_t one, size_t other)
{
    return one < other ? one : other;
}

static size_t
greater(size_t one, size_t other)
{
    return one > other ? one : other;
}

/* Bytes up to where words may break next: behind a comma, or before a space; at least one. */
static size_t
unbroken(const char *words)
{
    size_t size = strcspn(words, " ,");
    return size + (words[size] == ',' || (size == 0 && words[0] != '\0'));
}

static size_t
longest_word(Arena *arena, const char *words)
{
    size_t longest = 0;
    for (const char *at = words; *at != '\0'; at += strspn(at, " "))
    {
        size_t size = unbroken(at);
        longest = greater(longest, text_width(arena_copy(arena, at, size)));
        at += size;
    }
    return longest;
}

static Layout
measure(Arena *arena, const Grid *grid, size_t room)
{
    Layout layout = {.arena = arena,
                     .grid = grid,
                     .room = room,
                     .width = arena_take_array(arena, grid->columns, sizeof(size_t)),
                     .least = arena_take_array(arena, grid->columns, sizeof(size_t))};
    for (size_t at = 0; at < grid->rows * grid->columns; at++)
    {
        size_t column = at % grid->columns;
        bool number = is_right(grid, column) && at >= grid->columns;
        size_t width = text_width(grid->cells[at]);
        layout.width[column] = greater(layout.width[column], width);
        layout.least[column] =
            greater(layout.least[column], number ? width : longest_word(arena, grid->cells[at]));
    }
    for (size_t column = 0; column < grid->columns; column++)
        if (!is_right(grid, column))
            layout.least[column] =
                smaller(greater(layout.least[column], smaller(layout.width[column], COMFORTABLE)),
                        room - INDENT);
    return layout;
}

static size_t
line_width(const size_t *width, const Line *line)
{
    size_t sum = line->indent;
    for (size_t column = line->from; column < line->to; column++)
        sum += width[column] + (column > line->from ? line->gap : 0);
    return sum;
}

/* As many columns as fit when all are folded; at least one. */
static Line
line_with(const Layout *layout, size_t from, size_t gap)
{
    Line line = {.from = from, .to = from + 1, .gap = gap, .indent = from == 0 ? 0 : INDENT};
    while (line.to < layout->grid->columns)
    {
        Line longer = line;
        longer.to++;
        if (line_width(layout->least, &longer) > layout->room)
            break;
        line = longer;
    }
    return line;
}

/* The widest column gives way first. */
static void
fold_columns(const Layout *layout, const Line *line)
{
    while (line_width(layout->width, line) > layout->room)
    {
        size_t widest = line->to;
        for (size_t column = line->from; column < line->to; column++)
            if (layout->width[column] > layout->least[column] &&
                (widest == line->to || layout->width[column] > layout->width[widest]))
                widest = column;
        if (widest == line->to)
            return;
        layout->width[widest]--;
    }
}

/* The line that begins at a column: a narrower gap is taken where another column fits then. */
static Line
line_from(const Layout *layout, size_t from)
{
    Line line = line_with(layout, from, GAP);
    Line closer = line_with(layout, from, GAP - 1);
    if (closer.to > line.to)
        line = closer;
    fold_columns(layout, &line);
    return line;
}

/* As many characters as have room, in bytes. */
static size_t
characters(const char *words, size_t room)
{
    size_t size = 0;
    for (size_t wide = 0; words[size] != '\0'; size++)
        if (((unsigned char)words[size] & 0xc0) != 0x80 && wide++ == room)
            break;
    return size;
}

/* Takes what fits into `width` columns off the words, as far as they may break; of a longer word as
 * much as there is room for. */
static const char *
take_piece(Arena *arena, const char **words, size_t width)
{
    const char *begin = *words;
    size_t most = characters(begin, width);
    size_t size = 0;
    for (size_t next = 0; next <= most && begin[size] != '\0'; next = size + unbroken(begin + size))
        size = next;
    if (size == 0)
        size = most;
    *words = begin + size + strspn(begin + size, " ");
    while (size > 0 && begin[size - 1] == ' ')
        size--;
    return arena_copy(arena, begin, size);
}

static void
add_spaces(Text *text, size_t count)
{
    text_print(text, "%*s", (int)count, "");
}

static void
end_line(const Layout *layout, Text *text)
{
    while (layout->room != DISPLAY_WHOLE && text->size > 0 && text->bytes[text->size - 1] == ' ')
        text->bytes[--text->size] = '\0';
    text_add(text, "\n");
}

/* What fits of the rest of a cell, in its column. */
static void
add_piece(const Layout *layout, size_t column, const char **rest, Text *text)
{
    bool right = is_right(layout->grid, column);
    bool last = column + 1 == layout->grid->columns;
    size_t width = layout->width[column];
    const char *piece = *rest;
    if (text_width(*rest) <= width)
        *rest = "";
    else
        piece = take_piece(layout->arena, rest, width);
    size_t gap = width - text_width(piece);
    add_spaces(text, right ? gap : 0);
    text_add(text, piece);
    add_spaces(text, right || last ? 0 : gap);
}

/* One line of a row: as many lines as its most folded cell needs. */
static void
add_line(const Layout *layout, const Line *line, size_t row, Text *text)
{
    size_t columns = layout->grid->columns;
    const char **rest = arena_take_array(layout->arena, columns, sizeof *rest);
    bool more = true;
    memcpy(rest, layout->grid->cells + row * columns, columns * sizeof *rest);
    while (more)
    {
        more = false;
        add_spaces(text, line->indent);
        for (size_t column = line->from; column < line->to; column++)
        {
            add_spaces(text, column > line->from ? line->gap : 0);
            add_piece(layout, column, &rest[column], text);
            more = more || rest[column][0] != '\0';
        }
        end_line(layout, text);
    }
}

/* "-" stands for nothing, too. */
static bool
is_empty(const Layout *layout, const Line *line, size_t row)
{
    for (size_t column = line->from; column < line->to; column++)
    {
        const char *cell = layout->grid->cells[row * layout->grid->columns + column];
        if (cell[0] != '\0' && !text_equal(cell, "-"))
            return false;
    }
    return true;
}

static void
add_rule(const Layout *layout, const Line *line, Text *text)
{
    for (size_t column = line->from; column < line->to; column++)
    {
        add_spaces(text, column > line->from ? line->gap : 0);
        for (size_t at = 0; at < layout->width[column]; at++)
            text_add(text, "-");
    }
    text_add(text, "\n");
}

const char *
grid_print(Arena *arena, const Grid *grid, size_t room)
{
    Text text = text_new(arena);
    Layout layout = measure(arena, grid, room);
    struct LIST_OF(Line) lines = {0};
    for (size_t from = 0; from < grid->columns; from = lines.items[lines.count - 1].to)
        *LIST_ADD(arena, &lines) = line_from(&layout, from);
    for (size_t row = 0; row < grid->rows; row++)
    {
        for (size_t at = 0; at < lines.count; at++)
            if (at == 0 || !is_empty(&layout, &lines.items[at], row))
                add_line(&layout, &lines.items[at], row, &text);
        if (row == 0)
            add_rule(&layout, &lines.items[0], &text);
    }
    return text.bytes;
}
