/*
 * document_read, deliberation_read and what follows a sound file, on any bytes: no crash, no leak,
 * and
 *
 *   - no tree without a complaint that says why; at most DOCUMENT_COMPLAINTS of them, all of them
 * text that is safe to show
 *   - a deliberation exactly where there is no complaint, and never one without a catalogue
 *   - the catalogue's name is a plain name, never a path
 *
 * With -Dfuzz=true a libFuzzer target (corpus: test/deliberation, dictionary: deliberation.dict).
 * Else a test: each file named on the command line, and ROUNDS changed copies of it from fixed
 * seeds, so that every run is the same.
 */
#include "core/file.h"
#include "core/text.h"
#include "deliberation/explain.h"
#include "deliberation/read.h"
#include "fixture.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void
must(bool holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

static void
check_complaints(Arena *arena, Complaints *complaints)
{
    must(complaints->count <= DOCUMENT_COMPLAINTS, "complaints are bounded");
    must(complaints->dropped == 0 || complaints->count == DOCUMENT_COMPLAINTS, "dropped when full");
    for (size_t at = 0; at < complaints->count; at++)
    {
        const Complaint *complaint = &complaints->items[at];
        must(text_is_utf8(complaint->words, strlen(complaint->words)), "words are UTF-8");
        must(text_equal(complaint->words, text_shown(arena, complaint->words)), "words are safe");
        must((complaint->place.line == 0) == (complaint->place.column == 0), "a place is whole");
    }
    must(strlen(complaints_print(arena, complaints)) > 0 || complaints->count == 0, "printed");
}

static void
check_sound(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue)
{
    RetentionEvents events = {.last_delivered = true, .last_delivery = date_of(2024, 2, 29)};
    Date date = {0};
    for (int language = 0; language < LANGUAGE_COUNT; language++)
    {
        Text text = text_new(arena);
        deliberation_explain(arena, deliberation, catalogue, (Language)language, 72, &text);
        must(text_is_utf8(text.bytes, text.size) && strlen(text.bytes) == text.size, "explained");
    }
    for (size_t at = 0; at < deliberation->reference.years.count; at++)
    {
        int year = deliberation->reference.years.items[at];
        (void)deliberation_destroy_by(deliberation, year, &events, &date);
        must(deliberation_retention_cites(arena, deliberation, year).count > 0, "an end for all");
        must(date_year(deliberation_reference_date(deliberation, year)) == year, "its own year");
    }
    must(deliberation->variables.count > 0 && deliberation->paragraphs.count > 0, "not empty");
}

int
LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *arena = arena_new("fuzz");
    const char *text = arena_copy(arena, bytes, size);
    const Catalogue *catalogue = fixture_catalogue(arena);
    Complaints complaints = complaints_new(arena, "f");
    const Node *root = document_read(arena, text, size, &complaints);
    must(root != NULL || complaints.count > 0, "no tree without a reason");
    check_complaints(arena, &complaints);

    complaints = complaints_new(arena, "f");
    const Deliberation *deliberation = deliberation_read(arena, text, size, catalogue, &complaints);
    must((deliberation != NULL) == (complaints.count == 0), "sound or complained of");
    check_complaints(arena, &complaints);
    if (deliberation != NULL)
        check_sound(arena, deliberation, catalogue);

    complaints = complaints_new(arena, "f");
    must(deliberation_read(arena, text, size, NULL, &complaints) == NULL,
         "never without catalogue");
    check_complaints(arena, &complaints);

    const char *name = deliberation_catalogue_name(arena, text, size);
    must(name == NULL || strpbrk(name, "/.\\ \n") == NULL, "a plain name");
    return 0;
}

#ifndef TAPE_FUZZ

#define ROUNDS 60
#define LARGEST 65536

/* Numbers that look random and are the same in every run (xorshift64, Marsaglia 2003). */
static uint64_t
next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Another byte, a piece left out, a piece twice, or a piece of YAML put in. */
static size_t
change(unsigned char *bytes, size_t size, uint64_t *state)
{
    static const char *const pieces[] = {"&a ", "*a", "!t ",  "[", "{",           "- ",
                                         "? ",  ": ", "\"",   "'", "|\n",         "\n---\n",
                                         "\t",  "#",  "2012", "0", "cites: [1]\n"};
    size_t at = (size_t)(next(state) % (size + 1));
    size_t length = (size_t)(next(state) % 40);
    if (length > size - at)
        length = size - at;
    switch (next(state) % 4)
    {
    case 0:
        if (at < size)
            bytes[at] = (unsigned char)next(state);
        return size;
    case 1:
        memmove(bytes + at, bytes + at + length, size - at - length);
        return size - length;
    case 2:
        memmove(bytes + at + length, bytes + at, size - at);
        return size + length;
    default:
        break;
    }
    const char *piece = pieces[next(state) % (sizeof pieces / sizeof pieces[0])];
    memmove(bytes + at + strlen(piece), bytes + at, size - at);
    memcpy(bytes + at, piece, strlen(piece));
    return size + strlen(piece);
}

static ErrorKind
try_file(const char *path, uint64_t *state, Error *err)
{
    SCRATCH Arena *arena = arena_new("file");
    char *read = NULL;
    size_t read_size = 0;
    TRY(file_read(arena, path, LARGEST, ERROR_DATA, &read, &read_size, err));
    unsigned char *bytes = arena_take(arena, (size_t)2 * LARGEST);
    for (int round = 0; round < ROUNDS; round++)
    {
        size_t size = read_size;
        memcpy(bytes, read, size);
        for (int times = round == 0 ? 0 : 1 + round % 8; times > 0; times--)
            size = change(bytes, size, state);
        (void)LLVMFuzzerTestOneInput(bytes, size);
    }
    return ERROR_NONE;
}

int
main(int count, char **arguments)
{
    uint64_t state = 19002;
    Error err = {0};
    size_t files = 0;
    for (int at = 1; at < count; at++)
    {
        glob_t found;
        if (glob(arguments[at], 0, NULL, &found) != 0)
            return 1;
        for (size_t file = 0; file < found.gl_pathc; file++, files++)
        {
            if (try_file(found.gl_pathv[file], &state, &err) != ERROR_NONE)
                must(false, err.message);
        }
        globfree(&found);
    }
    (void)printf("%zu files, %zu readings\n", files, files * ROUNDS);
    return files > 0 ? 0 : 1;
}

#endif
