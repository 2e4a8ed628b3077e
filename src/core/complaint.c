#include "core/document.h"

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Complaints
complaints_new(Arena *arena, const char *file)
{
    return (Complaints){.arena = arena, .file = file};
}

static int
place_compare(Place one, Place other)
{
    if (one.line != other.line)
        return one.line < other.line ? -1 : 1;
    return (one.column > other.column) - (one.column < other.column);
}

/* Two readers of the same value may find the same fault; it is told once. */
static bool
already_said(const Complaints *complaints, Place place, const char *words)
{
    for (size_t at = 0; at < complaints->count; at++)
    {
        const Complaint *said = &complaints->items[at];
        if (text_equal(said->file, complaints->file) && place_compare(said->place, place) == 0 &&
            text_equal(said->words, words))
            return true;
    }
    return false;
}

void
complain(Complaints *complaints, Place place, const char *format, ...)
{
    if (complaints->count >= DOCUMENT_COMPLAINTS)
    {
        complaints->dropped++;
        return;
    }
    char words[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    if (already_said(complaints, place, words))
        return;
    complaints->items = list_room(complaints->arena, complaints->items, complaints->count,
                                  &complaints->capacity, sizeof *complaints->items);
    complaints->items[complaints->count++] =
        (Complaint){place, text_shown(complaints->arena, words), complaints->file};
}

static int
complaint_order(const void *one, const void *other)
{
    const Complaint *left = one;
    const Complaint *right = other;
    int files = left->file == right->file ? 0 : strcmp(left->file, right->file);
    if (files != 0)
        return files;
    int order = place_compare(left->place, right->place);
    return order != 0 ? order : strcmp(left->words, right->words);
}

static void
complaints_sort(Complaints *complaints)
{
    if (complaints->count > 1)
        qsort(complaints->items, complaints->count, sizeof *complaints->items, complaint_order);
}

const char *
complaints_print(Arena *arena, Complaints *complaints)
{
    complaints_sort(complaints);
    Text text = text_new(arena);
    for (size_t at = 0; at < complaints->count; at++)
    {
        const Complaint *complaint = &complaints->items[at];
        if (complaint->place.line == 0)
            text_print(&text, "%s: %s\n", complaint->file, complaint->words);
        else
            text_print(&text, "%s:%u:%u: %s\n", complaint->file, complaint->place.line,
                       complaint->place.column, complaint->words);
    }
    if (complaints->dropped > 0)
        text_print(&text, "%s: and %zu more\n", complaints->file, complaints->dropped);
    return text.bytes;
}

ErrorKind
complaints_judge(Complaints *complaints, ErrorKind kind, Error *err)
{
    if (complaints->count == 0)
        return ERROR_NONE;
    complaints_sort(complaints);
    const Complaint *first = &complaints->items[0];
    size_t others = complaints->count - 1 + complaints->dropped;
    /* The count stands in front of the words, which may be cut. */
    char more[64] = "";
    if (others > 0)
        (void)snprintf(more, sizeof more, " (the first of %zu faults)", others + 1);
    if (first->place.line == 0)
        return error_set(err, kind, "'%s'%s: %s", first->file, more, first->words);
    return error_set(err, kind, "'%s', line %u, column %u%s: %s", first->file, first->place.line,
                     first->place.column, more, first->words);
}
