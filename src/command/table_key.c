#include "command/table_key.h"

static const TableMark marks[] = {
    {"primary", "b", "\xC3\x97", "unsafe by itself"},
    {"exposed", "b", "!", "not shown, and yet it follows exactly from what is"},
    {"narrow", "b", "~", "not shown, and yet it follows within less than it must"},
    {"open", "b", "?", "not shown; whether it follows is not settled"},
    {"suppressed", "s", "\xC3\x97", "not shown"},
    {"secondary", "s", "\xC3\x97", "left out so that unsafe cells cannot be worked out"},
    {"perturbed", NULL, "", "every cell has been changed by noise"},
    {"rounded", NULL, "", "cells are rounded"},
    {"unprotected", NULL, "", NULL},
    {"published", NULL, "", NULL},
};

#define MARKS (sizeof marks / sizeof *marks)

const TableMark *
table_mark(const char *status)
{
    size_t at = 0;
    while (at + 1 < MARKS && !text_equal(marks[at].status, status))
        at++;
    return &marks[at];
}

/* How many cells have each mark. */
static void
count_marks(const Table *table, const TableResult *result, size_t count[MARKS])
{
    for (size_t cell = 0; cell < table->cells; cell++)
        count[table_mark(result->status[cell]) - marks]++;
}

static bool
has_intervals(const TableResult *result)
{
    for (size_t at = 0; at < result->columns; at++)
        if (text_equal(result->column[at].name, "least"))
            return true;
    return false;
}

static void
add_marks(Text *page, const TableResult *result, const size_t count[MARKS])
{
    text_add(page, "<ul class=\"key\">");
    for (size_t at = 0; at < MARKS; at++)
    {
        if (count[at] == 0 || marks[at].words == NULL)
            continue;
        text_add(page, "<li>");
        if (marks[at].style != NULL)
            text_print(page, "<span class=\"%s\">%s</span>", marks[at].style,
                       result->confidential ? "&nbsp;" : marks[at].sign);
        text_print(page, "%s</li>", marks[at].words);
    }
    if (has_intervals(result))
        text_add(page,
                 "<li class=\"screen soft\">point at a cell to see how far a reader can work it "
                 "out</li><li class=\"paper soft\">small figures: how far a reader can work "
                 "the cell out</li>");
    text_add(page, "</ul>\n");
}

static const char *
name_crossed(Arena *arena, size_t crossed)
{
    return crossed == 0   ? "grand total"
           : crossed == 1 ? "of one column"
                          : arena_print(arena, "of %zu columns crossed", crossed);
}

/* From the grand totals to the inner cells. */
static void
add_losses(Text *page, const Table *table, const TableResult *result, const char *const heads[2])
{
    size_t all[TABLE_AXES + 2] = {0};
    size_t lost[TABLE_AXES + 2] = {0};
    size_t last = table->axes + 1; /* the sums */
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        size_t crossed = 0;
        size_t bad = table_mark(result->status[cell])->style != NULL;
        for (size_t axis = 0; axis < table->axes; axis++)
            crossed += table_node(table, cell, axis) != 0;
        all[crossed]++;
        lost[crossed] += bad;
        lost[last] += bad;
    }
    all[last] = table->cells;
    text_print(page,
               "<h2>%s</h2>\n<table>\n<thead><tr><th scope=\"col\">cells</th><th scope=\"col\">all"
               "</th><th scope=\"col\">%s</th><th scope=\"col\">share</th></tr></thead>\n<tbody>\n",
               heads[0], heads[1]);
    for (size_t at = 0; at <= last; at++)
        if (all[at] > 0)
            text_print(page,
                       "<tr><th scope=\"row\"%s>%s</th><td>%zu</td><td>%zu</td><td>%.1f %%</td>"
                       "</tr>\n",
                       at == last ? " class=\"t\"" : "",
                       at == last ? "all" : name_crossed(page->arena, at), all[at], lost[at],
                       100 * (double)lost[at] / (double)all[at]);
    text_add(page, "</tbody>\n</table>\n");
}

void
table_key_add(Text *page, const Table *table, const TableResult *result)
{
    static const char *const lost_heads[2] = {"What was lost", "not shown"};
    static const char *const unsafe_heads[2] = {"What the rules find", "unsafe"};
    size_t count[MARKS] = {0};
    size_t lost = 0;
    count_marks(table, result, count);
    for (size_t at = 0; at < MARKS; at++)
        lost += marks[at].style == NULL ? 0 : count[at];
    add_marks(page, result, count);
    bool made = count[table_mark("unprotected") - marks] > 0;
    if (lost > 0)
        add_losses(page, table, result, made ? unsafe_heads : lost_heads);
}
