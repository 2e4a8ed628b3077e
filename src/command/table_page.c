/*
 * A table as one page of HTML without script or anything from outside, for the screen and for
 * paper.
 */
#include "command/table_key.h"

#include <string.h>

#define PAGE_CELLS ((size_t)100000)
#define UPRIGHT 10 /* columns of values beyond which a printed page lies on its side */

static const char style[] =
    ":root{--ink:#1a1d21;--soft:#5b6470;--line:#d5dae0;--head:#f1f4f7;--lost:#fdf0d5;--bad:#fbdcd7;"
    "color-scheme:light}\n"
    "body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);margin:2rem auto;padding:0 1.5rem;"
    "max-width:90rem;background:#fff}\n"
    "h1{font-size:1.45rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}\n"
    "p{margin:.3rem 0;max-width:60rem}.soft{color:var(--soft)}\n"
    ".secret{border:2px solid #a3261b;color:#a3261b;padding:.5rem .8rem;font-weight:600;"
    "margin:1rem 0}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}\n"
    "th,td{border:1px solid var(--line);padding:.22rem .6rem;vertical-align:top}\n"
    "thead{position:sticky;top:0;z-index:1}thead th{background:var(--head);font-weight:600}\n"
    "thead th.t{font-weight:700}thead tr:first-child th[colspan]{text-align:center}\n"
    "tbody th{text-align:left;font-weight:400;background:#fff}\n"
    "td{text-align:right;position:relative}.t{font-weight:650}.again{color:var(--soft)}\n"
    "td[data-i]{cursor:help}\n"
    "td[data-i]:hover::after,td[data-i]:focus::after{content:attr(data-i);position:absolute;right:"
    "0;"
    "top:100%;z-index:2;background:var(--ink);color:#fff;padding:.35rem .6rem;border-radius:.3rem;"
    "white-space:pre;text-align:left;font-size:.85rem;pointer-events:none}\n"
    "tbody td:nth-of-type(-n+3)::after{right:auto!important;left:0}\n"
    "td[data-i]:focus{outline:2px solid #2b6cb0}\n"
    "ul.key{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:.6rem "
    "0}\n"
    "ul.key span{display:inline-block;min-width:1.3rem;text-align:center;margin-right:.4rem;"
    "border:1px solid var(--line);padding:0 .25rem}.s{background:var(--lost)}"
    ".b{background:var(--bad)}.paper{display:none}\n"
    "@page{margin:12mm}@media print{body{margin:0;padding:0;font-size:8.5pt;max-width:none}"
    "thead{position:static}th,td{padding:.12rem .4rem}"
    ".paper{display:list-item}.screen{display:none}"
    ".s,.b,thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "tr{break-inside:avoid}td[data-b]::after{content:attr(data-b);display:block;font-size:75%;"
    "color:var(--soft);white-space:nowrap}}\n";

static const char *
column_text(const TableResult *result, const char *name, size_t cell)
{
    for (size_t at = 0; at < result->columns; at++)
        if (text_equal(result->column[at].name, name))
            return result->column[at].text[cell];
    return NULL;
}

/* "3 to 10", with what is not bounded left open; NULL where nothing is known of an interval. */
static const char *
interval_of(Arena *arena, const TableResult *result, size_t cell)
{
    const char *least = column_text(result, "least", cell);
    const char *most = column_text(result, "most", cell);
    if (least == NULL && most == NULL)
        return NULL;
    if (least == NULL)
        return arena_print(arena, "up to %s", most);
    if (most == NULL)
        return arena_print(arena, "%s or more", least);
    return text_equal(least, most) ? arena_print(arena, "exactly %s", least)
                                   : arena_print(arena, "%s to %s", least, most);
}

/* What hovering over a cell tells: status, interval, and the other columns. */
static const char *
hover_of(Arena *arena, const TableResult *result, size_t cell)
{
    Text words = text_new(arena);
    const char *interval = interval_of(arena, result, cell);
    text_add(&words, result->status[cell]);
    if (interval != NULL)
        text_print(&words, "\na reader can tell: %s", interval);
    for (size_t at = 0; at < result->columns; at++)
        if (result->column[at].text[cell] != NULL &&
            !text_equal(result->column[at].name, "least") &&
            !text_equal(result->column[at].name, "most"))
            text_print(&words, "\n%s: %s", result->column[at].name, result->column[at].text[cell]);
    return words.bytes;
}

static void
add_cell(Text *page, const TableResult *result, size_t cell)
{
    const TableMark *mark = table_mark(result->status[cell]);
    const char *interval = interval_of(page->arena, result, cell);
    text_add(page, "<td");
    if (mark->style != NULL)
        text_print(page, " class=\"%s\" tabindex=\"0\"", mark->style);
    if (mark->style != NULL || result->columns > 0)
    {
        text_add(page, " data-i=\"");
        text_add_markup(page, hover_of(page->arena, result, cell));
        text_add(page, "\"");
    }
    if (mark->style != NULL && interval != NULL)
    {
        text_add(page, " data-b=\"");
        text_add_markup(page, interval);
        text_add(page, "\"");
    }
    text_add(page, ">");
    text_add_markup(page, result->value[cell] == NULL ? mark->sign : result->value[cell]);
    text_add(page, "</td>");
}

static void
add_label(Text *page, const TableAxis *axis, size_t node, const char *kind, bool again)
{
    unsigned depth = axis->depth[node];
    text_print(page, "<th scope=\"%s\"%s", kind,
               again        ? " class=\"again\""
               : depth == 0 ? " class=\"t\""
                            : "");
    if (depth > 1 && kind[0] == 'r')
        text_print(page, " style=\"padding-left:%.1frem\"", 0.6 + 1.1 * (depth - 1));
    text_add(page, ">");
    text_add_markup(page, axis->labels[node][0] == '\0' ? "(missing)" : axis->labels[node]);
    text_add(page, "</th>");
}

/* How a part is laid out: one axis across, the others down. */
typedef struct Layout
{
    const Table *table;
    size_t part;
    size_t across; /* SIZE_MAX: one column of values */
    size_t down[TABLE_AXES];
    size_t down_count;
    size_t rows;
} Layout;

/* The axis with the fewest nodes, of several the last, goes across; the others go down in their
 * order. */
static Layout
lay_out(const Table *table, size_t part)
{
    Layout layout = {.table = table, .part = part, .across = SIZE_MAX, .rows = 1};
    const bool *has = table->part[part].has;
    size_t axes = 0;
    for (size_t axis = 0; axis < table->axes; axis++)
        axes += has[axis];
    for (size_t axis = 0; axes > 1 && axis < table->axes; axis++)
        if (has[axis] && (layout.across == SIZE_MAX ||
                          table->axis[axis].node_count <= table->axis[layout.across].node_count))
            layout.across = axis;
    for (size_t axis = 0; axis < table->axes; axis++)
        if (has[axis] && axis != layout.across)
        {
            layout.down[layout.down_count++] = axis;
            layout.rows *= table->axis[axis].node_count;
        }
    return layout;
}

/* The nodes of a row of the layout. */
static void
nodes_of_row(const Layout *layout, size_t row, size_t nodes[TABLE_AXES])
{
    memset(nodes, 0, TABLE_AXES * sizeof *nodes);
    for (size_t at = layout->down_count; at-- > 0;)
    {
        size_t count = layout->table->axis[layout->down[at]].node_count;
        nodes[layout->down[at]] = row % count;
        row /= count;
    }
}

static void
add_head(Text *page, const char *name, const char *span)
{
    text_print(page, "<th scope=\"col\"%s>", span);
    text_add_markup(page, name);
    text_add(page, "</th>");
}

/* The names of the axes, and below them the labels of the one that goes across. */
static void
add_heads(Text *page, const Layout *layout)
{
    const TableAxis *axes = layout->table->axis;
    bool matrix = layout->across != SIZE_MAX;
    text_add(page, "<thead><tr>");
    for (size_t at = 0; at < layout->down_count; at++)
        add_head(page, axes[layout->down[at]].name, matrix ? " rowspan=\"2\"" : "");
    if (!matrix)
        add_head(page, layout->table->measure, "");
    else
    {
        const TableAxis *across = &axes[layout->across];
        add_head(page, across->name,
                 arena_print(page->arena, " colspan=\"%zu\"", across->node_count));
        text_add(page, "</tr>\n<tr>");
        for (size_t node = 0; node < across->node_count; node++)
            add_label(page, across, node, "col", false);
    }
    text_add(page, "</tr></thead>\n<tbody>\n");
}

static void
add_row(Text *page, const Layout *layout, const TableResult *result, size_t row)
{
    const Table *table = layout->table;
    size_t nodes[TABLE_AXES];
    size_t before[TABLE_AXES];
    nodes_of_row(layout, row, nodes);
    nodes_of_row(layout, row > 0 ? row - 1 : row, before);
    text_add(page, "<tr>");
    bool again = row > 0;
    for (size_t at = 0; at < layout->down_count; at++)
    {
        size_t axis = layout->down[at];
        again &= nodes[axis] == before[axis];
        add_label(page, &table->axis[axis], nodes[axis], "row", again);
    }
    size_t columns = layout->across == SIZE_MAX ? 1 : table->axis[layout->across].node_count;
    for (size_t column = 0; column < columns; column++)
    {
        if (layout->across != SIZE_MAX)
            nodes[layout->across] = column;
        add_cell(page, result, table_cell(table, layout->part, nodes));
    }
    text_add(page, "</tr>\n");
}

static void
add_part(Text *page, const Table *table, size_t part, const TableResult *result)
{
    Layout layout = lay_out(table, part);
    text_add(page, "<h2>");
    text_add_markup(page, table->measure);
    for (size_t axis = 0, named = 0; axis < table->axes; axis++)
        if (table->part[part].has[axis])
        {
            text_add(page, named++ == 0 ? " by " : ", ");
            text_add_markup(page, table->axis[axis].name);
        }
    text_add(page, "</h2>\n<table>\n");
    add_heads(page, &layout);
    for (size_t row = 0; row < layout.rows; row++)
        add_row(page, &layout, result, row);
    text_add(page, "</tbody>\n</table>\n");
}

ErrorKind
table_page(Arena *arena, const Table *table, const TableResult *result, const char **ret_page,
           Error *err)
{
    if (table->cells > PAGE_CELLS)
    {
        (void)error_set(err, ERROR_DATA, "a page of more than %zu cells is not made", PAGE_CELLS);
        return error_hint(err, "'--format csv' has no such bound");
    }
    bool wide = false;
    for (size_t part = 0; part < table->parts; part++)
    {
        size_t across = lay_out(table, part).across;
        wide |= across != SIZE_MAX && table->axis[across].node_count > UPRIGHT;
    }
    Text page = text_new(arena);
    text_add(&page, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    text_add_markup(&page, result->title);
    text_print(&page, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n<h1>", style,
               wide ? "@page{size:landscape}\n" : "");
    text_add_markup(&page, result->title);
    text_add(&page, "</h1>\n<p class=\"soft\">");
    text_add_markup(&page, result->words);
    text_add(&page, "</p>\n");
    if (result->confidential)
        text_add(&page, "<p class=\"secret\">Confidential: this page shows what must not be "
                        "published.</p>\n");
    for (size_t part = 0; part < table->parts; part++)
        add_part(&page, table, part, result);
    table_key_add(&page, table, result);
    text_add(&page, "</body>\n</html>\n");
    *ret_page = page.bytes;
    return ERROR_NONE;
}
