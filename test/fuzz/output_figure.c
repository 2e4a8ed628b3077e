/* figure_canonical and note_canonical on any bytes: what comes out is plain, bounded, and for a
 * note its own canonical form. */
#include "../unit/output/fixture.h"
#include "output/figure.h"
#include "seeded.h"

#include "core/text.h"

#include <string.h>

static bool
is_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if ((*text < ' ' && *text != '\n') || *text > '~' || *text == '<')
            return false;
    return true;
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    static Arena *arena;
    static const RequestedFile *table;
    if (arena == NULL)
    {
        arena = arena_new("table");
        table = fixture_file(
            arena, "{file: a.csv, type: frequency_table, year: 2016, by: [sex, parent_known]}");
    }
    SCRATCH Arena *work = arena_new("fuzz");
    Complaints complaints = complaints_new(work, "a.json");
    const char *text = arena_copy(work, bytes, size);
    const char *figure = figure_canonical(work, table, text, size, &complaints);
    must(figure == NULL || (is_plain(figure) && strlen(figure) < 400),
         "a figure is short and plain");
    const char *note = note_canonical(work, text, size, &complaints);
    must(note == NULL || (is_plain(note) && strlen(note) <= OUTPUT_NOTE_BYTES + 1),
         "a note is short and plain");
    if (note != NULL)
        must(text_equal(note_canonical(work, note, strlen(note), &complaints), note),
             "a note's canonical form is its own");
    return figure != NULL || note != NULL;
}
