/* An official text for a person's eyes. */
#include "deliberation/official.h"

#include <string.h>

typedef struct Lines LIST_OF(const char *) Lines;

/* Without what returns a carriage or feeds a page. */
static Lines
lines_of(Arena *arena, const char *official)
{
    Lines lines = {0};
    for (const char *at = official; *at != '\0'; at += *at == '\n')
    {
        Text line = text_new(arena);
        for (; *at != '\0' && *at != '\n'; at++)
            if (*at != '\r' && *at != '\f')
                text_add_bytes(&line, at, 1);
        *LIST_ADD(arena, &lines) = line.bytes;
    }
    return lines;
}

static size_t
widest_of(const Lines *lines)
{
    size_t widest = 0;
    for (size_t at = 0; at < lines->count; at++)
        if (text_width(lines->items[at]) > widest)
            widest = text_width(lines->items[at]);
    return widest;
}

static const char *
unindented(const char *line)
{
    return line + strspn(line, " \t");
}

/* Did the line end only because the next one's first word found no room in it? */
static bool
goes_on(Arena *arena, const char *line, const char *next, size_t widest)
{
    const char *first = unindented(next);
    size_t word = text_width(arena_copy(arena, first, strcspn(first, " \t")));
    return word > 0 && unindented(line)[0] != '\0' && text_width(line) + 1 + word > widest;
}

void
official_print(Text *text, const char *official, size_t width, size_t indent)
{
    Arena *arena = text->arena;
    Lines lines = lines_of(arena, official);
    size_t widest = widest_of(&lines);
    for (size_t at = 0; at < lines.count; at++)
    {
        const char *line = lines.items[at];
        const char *words = unindented(line);
        size_t begin = words[0] == '\0' ? 0 : indent + (size_t)(words - line);
        Text whole = text_new(arena);
        text_add(&whole, words);
        for (; widest + indent > width && at + 1 < lines.count &&
               goes_on(arena, lines.items[at], lines.items[at + 1], widest);
             at++)
            text_print(&whole, " %s", unindented(lines.items[at + 1]));
        text_print(text, "%*s", (int)begin, "");
        if (widest + indent > width)
            text_wrap(text, whole.bytes, width, begin, begin);
        else
            text_print(text, "%s\n", words);
    }
}
