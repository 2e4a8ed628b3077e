#include "retention/calendar.h"

#include "release/words.h"
#include "retention/phrase.h"

#include <inttypes.h>
#include <stdio.h>

#define SECONDS_A_DAY 86400

static bool
belongs(const Due *due, const Obligation *obligation)
{
    return due->artefact == obligation->artefact && due->dated == obligation->dated &&
           date_compare(due->by, obligation->destroy_by) == 0 &&
           due->pending == obligation->pending && text_equal(due->by_text, obligation->by_text);
}

static Due *
find_due(DueList *list, const Obligation *obligation)
{
    for (size_t at = 0; at < list->count; at++)
        if (belongs(&list->items[at], obligation))
            return &list->items[at];
    return NULL;
}

DueList
calendar_of(Arena *arena, const ObligationList *obligations)
{
    DueList list = {0};
    for (size_t at = 0; at < obligations->count; at++)
    {
        const Obligation *from = &obligations->items[at];
        Due *due = find_due(&list, from);
        if (due == NULL)
        {
            due = LIST_ADD(arena, &list);
            *due = (Due){.artefact = from->artefact,
                         .kind = from->kind,
                         .source = from->source,
                         .deliberation = from->deliberation,
                         .by_text = from->by_text,
                         .communication = from->communication,
                         .recipient = from->recipient,
                         .dated = from->dated,
                         .by = from->destroy_by,
                         .pending = from->pending,
                         .destroyed_at = from->destroyed_at,
                         .attested = from->attested,
                         .attested_on = from->attested_on};
        }
        int64_t entry = from->destroyed_at != 0 ? from->destroyed_entry : from->entry;
        due->entry = entry > due->entry ? entry : due->entry;
        *LIST_ADD(arena, &due->years) = from->year;
        due->cites = cites_join(arena, &due->cites, &from->cites);
    }
    return list;
}

static const char *
days_print(Arena *arena, int left, Language language)
{
    if (left == 0)
        return due_phrase(DUE_TODAY, language);
    if (left == 1 || left == -1)
        return due_phrase(left == 1 ? DUE_LEFT_ONE : DUE_LATE_ONE, language);
    char words[64];
    int days = left > 0 ? left : -left;
    const char *phrase = due_phrase(left > 0 ? DUE_LEFT_MANY : DUE_LATE_MANY, language);
    /* "%d" stands in each of the phrases, once */
    const char *slot = phrase;
    while (*slot != '%')
        slot++;
    (void)snprintf(words, sizeof words, "%.*s%d%s", (int)(slot - phrase), phrase, days, slot + 2);
    return arena_copy_text(arena, words);
}

static const char *
colour_of(const CalendarStyle *style, const Due *due, Date today)
{
    if (!style->display.colour || !due->dated)
        return "";
    if (due->by.days - today.days <= CALENDAR_NEAR)
        return "\033[1;31m";
    return due->by.days - today.days <= CALENDAR_SOON ? "\033[33m" : "";
}

/* "package 3 with pod-mi", "data set 7 on site" */
static const char *
what_print(Arena *arena, const Due *due, Language language)
{
    const char *kind = due_phrase((DuePhrase)(DUE_PACKAGE + (int)due->kind), language);
    if (due->recipient == NULL)
        return arena_print(arena, "%s %" PRId64 ", %s", kind, due->artefact,
                           due_phrase(DUE_ON_SITE, language));
    return arena_print(arena, "%s %" PRId64 ", %s %s", kind, due->artefact,
                       due_phrase(DUE_WITH, language), due->recipient);
}

static void
pad(Text *text, size_t from, size_t to)
{
    do
        text_add(text, " ");
    while (++from < to);
}

/* Widths of the columns that are padded, over all lines, so that they line up. */
typedef struct DueWidths
{
    size_t left;
    size_t years;
    size_t what;
    size_t series;
    bool narrow; /* a line is wider than the terminal: it breaks before what it is about */
} DueWidths;

#define INDENT 4
#define GAP 2

static size_t
wider(size_t width, const char *words)
{
    return text_width(words) > width ? text_width(words) : width;
}

static const char *
series_print(Arena *arena, const Due *due)
{
    return arena_print(arena, "%s %s", due->deliberation, due->communication);
}

static const char *
left_print(Arena *arena, const Due *due, Date today, Language language)
{
    char date[DATE_TEXT_SIZE];
    if (due->destroyed_at != 0)
        return arena_copy_text(
            arena, date_print((Date){.days = (int32_t)(due->destroyed_at / SECONDS_A_DAY)}, date));
    return due->dated ? days_print(arena, due->by.days - today.days, language) : "";
}

/* It is gone here, and of the recipient's copies nothing is known. */
static bool
is_unattested(const Due *due)
{
    return due->destroyed_at != 0 && due->recipient != NULL && !due->attested;
}

/* "[4, 11] *" */
static const char *
marks_print(Arena *arena, const Due *due)
{
    return arena_print(arena, "%s%s%s", cites_print(arena, &due->cites),
                       due->pending && due->destroyed_at == 0 ? " *" : "",
                       is_unattested(due) ? " +" : "");
}

static DueWidths
measure(Arena *arena, const DueList *list, Date today, const CalendarStyle *style)
{
    DueWidths widths = {0};
    Language language = style->language;
    size_t marks = 0;
    for (size_t at = 0; at < list->count; at++)
    {
        const Due *due = &list->items[at];
        widths.left = wider(widths.left, left_print(arena, due, today, language));
        widths.years = wider(widths.years, words_years(arena, &due->years));
        widths.what = wider(widths.what, what_print(arena, due, language));
        widths.series = wider(widths.series, series_print(arena, due));
        marks = wider(marks, marks_print(arena, due));
    }
    widths.narrow =
        INDENT + widths.left + widths.series + widths.years + widths.what + 4 * GAP + marks >
        style->display.row;
    return widths;
}

static void
print_line(const Due *due, Date today, const CalendarStyle *style, const DueWidths *widths,
           Text *text)
{
    Arena *arena = text->arena;
    const char *colour = due->destroyed_at == 0 ? colour_of(style, due, today) : "";
    const char *left = left_print(arena, due, today, style->language);
    const char *series = series_print(arena, due);
    const char *years = words_years(arena, &due->years);
    const char *what = what_print(arena, due, style->language);
    text_print(text, "%*s%s%s%s", INDENT, "", colour, left, colour[0] == '\0' ? "" : "\033[0m");
    pad(text, text_width(left), widths->left + GAP);
    text_add(text, series);
    pad(text, text_width(series), widths->series + GAP);
    text_add(text, years);
    if (widths->narrow)
        text_print(text, "\n%*s", (int)(INDENT + widths->left + GAP), "");
    else
        pad(text, text_width(years), widths->years + GAP);
    text_add(text, what);
    pad(text, text_width(what), widths->what + GAP);
    text_print(text, "%s\n", marks_print(arena, due));
}

static void
print_dated(const DueList *list, Date today, const CalendarStyle *style, const DueWidths *widths,
            Text *text)
{
    int shown_year = 0;
    const Due *last = NULL;
    for (size_t at = 0; at < list->count; at++)
    {
        const Due *due = &list->items[at];
        if (!due->dated || due->destroyed_at != 0)
            continue;
        if (date_year(due->by) != shown_year)
            text_print(text, "%s%d\n", text->size == 0 ? "" : "\n", date_year(due->by));
        if (last == NULL || date_compare(last->by, due->by) != 0)
            text_print(text, "  %s\n", words_date(text->arena, due->by, style->language));
        shown_year = date_year(due->by);
        last = due;
        print_line(due, today, style, widths, text);
    }
}

static void
print_rest(const DueList *list, Date today, const CalendarStyle *style, const DueWidths *widths,
           bool destroyed, Text *text)
{
    bool headed = false;
    for (size_t at = 0; at < list->count; at++)
    {
        const Due *due = &list->items[at];
        if ((due->destroyed_at != 0) != destroyed || (!destroyed && due->dated))
            continue;
        if (!headed)
            text_print(text, "%s%s\n", text->size == 0 ? "" : "\n",
                       due_phrase(destroyed ? DUE_DESTROYED : DUE_UNDATED, style->language));
        headed = true;
        print_line(due, today, style, widths, text);
    }
}

/* What a mark behind a line means. */
static void
print_mark(Text *text, char mark, const char *means, size_t width)
{
    text_print(text, "\n%c ", mark);
    text_wrap(text, means, width, 2, 2);
}

void
calendar_print(const DueList *list, Date today, const CalendarStyle *style, Text *text)
{
    DueWidths widths = measure(text->arena, list, today, style);
    bool pending = false;
    bool unattested = false;
    if (list->count == 0)
    {
        text_print(text, "%s\n", due_phrase(DUE_NOTHING, style->language));
        return;
    }
    print_dated(list, today, style, &widths, text);
    print_rest(list, today, style, &widths, false, text);
    print_rest(list, today, style, &widths, true, text);
    for (size_t at = 0; at < list->count; at++)
    {
        pending = pending || (list->items[at].pending && list->items[at].destroyed_at == 0);
        unattested = unattested || is_unattested(&list->items[at]);
    }
    if (pending)
        print_mark(text, '*', due_phrase(DUE_PENDING, style->language), style->display.prose);
    if (unattested)
        print_mark(text, '+', due_phrase(DUE_UNATTESTED, style->language), style->display.prose);
}

void
calendar_print_keys(const IdleKeys *keys, const CalendarStyle *style, Text *text)
{
    if (keys->count == 0)
        return;
    text_add(text, "\n");
    text_wrap(text, due_phrase(DUE_KEYS_LEFT, style->language), style->display.prose, 0, 0);
    for (size_t at = 0; at < keys->count; at++)
        text_print(text, "    %s %s\n", keys->items[at].deliberation,
                   keys->items[at].communication);
}
