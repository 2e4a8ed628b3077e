/* The calendar as RFC 5545 has it. */
#include "release/words.h"
#include "retention/calendar.h"
#include "retention/phrase.h"

#include <inttypes.h>
#include <string.h>

#define LINE_OCTETS 75 /* RFC 5545 section 3.1, without the line break */
#define SECONDS_A_DAY 86400

/* One content line, folded: a break and a space before an octet that would be too many, never
 * inside a character. */
static void
add_line(Text *text, const char *line)
{
    size_t size = strlen(line);
    size_t room = LINE_OCTETS;
    for (size_t from = 0; from < size;)
    {
        size_t piece = size - from < room ? size - from : room;
        while (from + piece < size && ((unsigned char)line[from + piece] & 0xC0) == 0x80)
            piece--;
        if (from > 0)
            text_add(text, "\r\n ");
        text_add_bytes(text, line + from, piece);
        from += piece;
        room = LINE_OCTETS - 1; /* the space counts */
    }
    text_add(text, "\r\n");
}

/* A value of type TEXT (RFC 5545 section 3.3.11). */
static const char *
escaped(Arena *arena, const char *words)
{
    Text text = text_new(arena);
    for (; *words != '\0'; words++)
    {
        if (*words == '\n')
        {
            text_add(&text, "\\n");
            continue;
        }
        if (strchr("\\;,", *words) != NULL)
            text_add(&text, "\\");
        text_add_bytes(&text, words, 1);
    }
    return text.bytes;
}

static const char *
day_print(Arena *arena, Date date)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_parts(date, &year, &month, &day);
    return arena_print(arena, "%04d%02d%02d", year, month, day);
}

static void
add_text(Text *text, const char *name, const char *words)
{
    add_line(text, arena_print(text->arena, "%s:%s", name, escaped(text->arena, words)));
}

static const char *
summary_of(Arena *arena, const Due *due, Language language)
{
    return arena_print(arena, "%s: %s %s, %s", due_phrase(DUE_DESTROY, language), due->deliberation,
                       due->communication, words_years(arena, &due->years));
}

static const char *
description_of(Arena *arena, const Due *due, Language language)
{
    const char *where =
        due->recipient == NULL
            ? due_phrase(DUE_ON_SITE, language)
            : arena_print(arena, "%s %s", due_phrase(DUE_WITH, language), due->recipient);
    bool pending = due->pending && due->destroyed_at == 0;
    return arena_print(arena, "%s %" PRId64 ", %s; %s %s%s%s",
                       due_phrase((DuePhrase)(DUE_PACKAGE + (int)due->kind), language),
                       due->artefact, where, due_phrase(DUE_PARAGRAPHS, language),
                       cites_print(arena, &due->cites), pending ? "\n" : "",
                       pending ? due_phrase(DUE_PENDING, language) : "");
}

static void
add_event(Text *text, const Due *due, const char *custody, const char *stamp, Language language)
{
    Arena *arena = text->arena;
    add_line(text, "BEGIN:VEVENT");
    /* The first year makes it unique: an artefact can have years with different dates. */
    add_text(text, "UID",
             arena_print(arena, "artefact-%" PRId64 "-%d@%s", due->artefact, due->years.items[0],
                         custody));
    add_line(text, arena_print(arena, "DTSTAMP:%s", stamp));
    add_line(text, arena_print(arena, "DTSTART;VALUE=DATE:%s", day_print(arena, due->by)));
    add_text(text, "SUMMARY", summary_of(arena, due, language));
    add_text(text, "DESCRIPTION", description_of(arena, due, language));
    add_line(text, arena_print(arena, "SEQUENCE:%" PRId64, due->entry));
    add_line(text, due->destroyed_at != 0 ? "STATUS:CANCELLED"
                   : due->pending         ? "STATUS:TENTATIVE"
                                          : "STATUS:CONFIRMED");
    add_line(text, "TRANSP:TRANSPARENT");
    if (due->destroyed_at == 0)
    {
        add_line(text, "BEGIN:VALARM");
        add_line(text, "ACTION:DISPLAY");
        add_text(text, "DESCRIPTION", summary_of(arena, due, language));
        add_line(text, arena_print(arena, "TRIGGER:-P%dD", CALENDAR_NEAR));
        add_line(text, "END:VALARM");
    }
    add_line(text, "END:VEVENT");
}

/* Section 3.6 asks for at least one component: free and busy times, of which there are none. */
static void
add_nothing(Text *text, const char *custody, const char *stamp)
{
    add_line(text, "BEGIN:VFREEBUSY");
    add_text(text, "UID", arena_print(text->arena, "nothing@%s", custody));
    add_line(text, arena_print(text->arena, "DTSTAMP:%s", stamp));
    add_line(text, "END:VFREEBUSY");
}

void
calendar_ical(const DueList *list, const char *custody, int64_t now, Language language, Text *text)
{
    Arena *arena = text->arena;
    int64_t second = now % SECONDS_A_DAY;
    const char *stamp = arena_print(
        arena, "%sT%02d%02d%02dZ", day_print(arena, (Date){.days = (int32_t)(now / SECONDS_A_DAY)}),
        (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
    add_line(text, "BEGIN:VCALENDAR");
    add_line(text, "VERSION:2.0");
    add_line(text, "PRODID:-//beraad//retention//EN");
    size_t count = 0;
    for (size_t at = 0; at < list->count; at++)
    {
        if (!list->items[at].dated)
            continue;
        add_event(text, &list->items[at], custody, stamp, language);
        count++;
    }
    if (count == 0)
        add_nothing(text, custody, stamp);
    add_line(text, "END:VCALENDAR");
}
