/*
 * note_open, note_key_parse and checkpoint_parse on any bytes. A note is taken only where the key
 * of NOTE_KEY (that of the seeds) has signed it, so the one text that is taken is one of theirs.
 */
#include "ledger/note.h"
#include "seeded.h"

#include <string.h>

#define NOTE_KEY "agency.example/ledger+ca9e2b79+Ac7MFQfcHd1ylZUcKQiI8JWtuQRNG3PWlubfBl1oO9T8"

static bool
checkpoint_holds(Arena *arena, const char *text)
{
    Error err;
    Checkpoint one;
    Checkpoint again;
    if (checkpoint_parse(arena, text, &one, &err) != ERROR_NONE)
        return false;
    const char *printed = checkpoint_print(arena, &one);
    must(strncmp(printed, text, strlen(printed)) == 0, "a checkpoint has one form");
    must(checkpoint_parse(arena, printed, &again, &err) == ERROR_NONE, "a checkpoint prints");
    must(again.size == one.size && digest_equal(&again.root, &one.root), "a checkpoint survives");
    return true;
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Error err;
    NoteKey key;
    NoteKey seed;
    char *text = NULL;
    const char *copy = arena_copy(work, bytes, size);
    bool is_key = strlen(copy) == size && note_key_parse(work, copy, &key);
    if (is_key)
        must(strcmp(note_key_print(work, &key), copy) == 0, "a key has one form");
    (void)checkpoint_holds(work, copy);
    must(note_key_parse(work, NOTE_KEY, &seed), "the seeds' key");
    bool is_note = note_open(work, copy, size, &seed, &text, &err) == ERROR_NONE;
    if (is_note)
        must(checkpoint_holds(work, text), "the seeds are checkpoints");
    return is_key || is_note;
}
