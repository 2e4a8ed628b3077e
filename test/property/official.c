/*
 * Laws of the reader of official texts, which come from outside as they are.
 */
#include "deliberation/official.h"

#include "core/text.h"
#include "tape.h"

#include <string.h>

static const Deliberation deliberation = {.id = "A/1"};

/* Whatever the bytes: no crash; a verdict that agrees with the complaints; and what is found sound
 * is UTF-8 that shows all that it holds. */
static bool
official_takes_any_bytes(Tape *tape)
{
    size_t size = 0;
    const unsigned char *bytes = tape_bytes(tape, SIZE_MAX, &size);
    SCRATCH Arena *arena = arena_new("property");
    Text text = text_new(arena);
    text_add(&text, "A/1");
    text_add_bytes(&text, bytes, size);
    Complaints complaints = complaints_new(arena, "t");
    bool sound = official_check(text.bytes, text.size, &deliberation, &complaints);
    if (sound != (complaints.count == 0))
        return false;
    if (!sound)
        return true;
    if (!text_is_utf8(text.bytes, text.size) || memchr(text.bytes, '\0', text.size) != NULL)
        return false;
    for (size_t at = 0; at < text.size; at++)
    {
        unsigned char byte = (unsigned char)text.bytes[at];
        bool breaks = byte == '\n' || byte == '\t' || byte == '\f' ||
                      (byte == '\r' && text.bytes[at + 1] == '\n');
        if ((byte < 0x20 && !breaks) || byte == 0x7f)
            return false;
    }
    return true;
}

/* A text of lines drawn from those that begin a paragraph and those that do not. */
static const char *
draw_text(Arena *arena, Tape *tape, int *ret_numbers, size_t *ret_count)
{
    static const char *const others[] = {"a heading\n", "\n",       "in 12. a line\n",
                                         "3) no\n",     "  1.no\n", "\r\n"};
    Text text = text_new(arena);
    text_add(&text, "");
    *ret_count = 0;
    for (uint64_t lines = tape_draw(tape, 12); lines > 0; lines--)
        if (*ret_count < 8 && !tape_rarely(tape, 3))
        {
            int number = tape_rarely(tape, 8) ? (int)tape_draw(tape, 9) + 1 : (int)*ret_count + 1;
            text_print(&text, "%s%d. words\n", tape_rarely(tape, 2) ? " " : "", number);
            ret_numbers[(*ret_count)++] = number;
        }
        else
            text_add(&text, others[tape_draw(tape, 6)]);
    return text.bytes;
}

/* It is split exactly where its numbers are 1, 2, 3 ... as many as are asked for; and then the
 * paragraphs stand in it one behind the other. */
static bool
official_splits_where_numbers_run(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("property");
    int numbers[8];
    size_t count = 0;
    const char *text = draw_text(arena, tape, numbers, &count);
    size_t asked = tape_rarely(tape, 6) ? tape_draw(tape, 9) : count;
    bool run = count > 0 && asked == count;
    for (size_t at = 0; at < count; at++)
        run = run && numbers[at] == (int)at + 1;
    OfficialParagraphs found = official_split(arena, text, strlen(text), asked);
    if (found.count != (run ? count : 0))
        return false;
    const char *rest = text;
    for (size_t at = 0; at < found.count; at++)
    {
        const char *place = strstr(rest, found.items[at].text);
        if (place == NULL || found.items[at].number != (int)at + 1 ||
            official_paragraph(&found, (int)at + 1) != found.items[at].text)
            return false;
        rest = place + strlen(found.items[at].text);
    }
    return official_paragraph(&found, (int)found.count + 1) == NULL;
}

static const Property properties[] = {
    PROPERTY(official_takes_any_bytes),
    PROPERTY(official_splits_where_numbers_run),
};

TAPE_MAIN(properties)
