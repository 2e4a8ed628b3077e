#include "ledger/verify.h"

#include "core/text.h"
#include "sample.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <string.h>

static void
a_sound_ledger_is_accepted(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    Sample sample = sample_make(arena);
    assert_int_equal(sample_verify(&sample, sample.entries, SAMPLE_ENTRIES, &err), ERROR_NONE);
    sample_free(&sample);
}

/* Each byte of each entry and checkpoint, changed in one bit: noticed, and the entry is named where
 * it can be known. */
static void
each_flip_is_noticed(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Sample sample = sample_make(arena);
    for (size_t at = 0; at < 2 * SAMPLE_ENTRIES; at++)
    {
        bool is_entry = at < SAMPLE_ENTRIES;
        Piece *piece = is_entry ? &sample.entries[at] : &sample.checkpoints[at - SAMPLE_ENTRIES];
        for (size_t byte = 0; byte < piece->size; byte++)
        {
            char kept = piece->bytes[byte];
            piece->bytes[byte] = (char)(kept ^ (1 << (byte % 8)));
            err = (Error){0};
            assert_int_equal(sample_verify(&sample, sample.entries, SAMPLE_ENTRIES, &err),
                             ERROR_INTEGRITY);
            assert_non_null(strstr(err.message, "ledger entry "));
            piece->bytes[byte] = kept;
        }
    }
    sample_free(&sample);
}

/* Signatures are looked at later than all else: an earlier one that is bad is told all the same. */
static void
an_earlier_signature_counts_first(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    Sample sample = sample_make(arena);
    char *version = strstr(sample.entries[4].bytes, "\"version\":1");
    assert_non_null(version);
    version[strlen("\"version\":")] = '2';
    sample.entries[5].bytes[0] = '[';
    assert_int_equal(sample_verify(&sample, sample.entries, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "ledger entry 4 has a signature that does not hold");
    sample_free(&sample);
}

/* A flip in a signed entry is told by that entry's number. */
static void
the_first_bad_entry_is_named(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Sample sample = sample_make(arena);
    char *version = strstr(sample.entries[4].bytes, "\"version\":1");
    assert_non_null(version);
    version[strlen("\"version\":")] = '2';
    assert_int_equal(sample_verify(&sample, sample.entries, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "ledger entry 4 has a signature that does not hold");
    sample_free(&sample);
}

static void
dropped_repeated_and_moved_entries_are_noticed(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Sample sample = sample_make(arena);
    for (size_t at = 0; at < SAMPLE_ENTRIES; at++)
        for (size_t to = 0; to < SAMPLE_ENTRIES; to++)
        {
            if (at == to)
                continue;
            Piece moved[SAMPLE_ENTRIES];
            memcpy(moved, sample.entries, sizeof moved);
            moved[at] = sample.entries[to];
            assert_int_equal(sample_verify(&sample, moved, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
            moved[to] = sample.entries[at];
            assert_int_equal(sample_verify(&sample, moved, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
        }
    for (size_t drop = 0; drop + 1 < SAMPLE_ENTRIES; drop++)
        assert_int_equal(
            sample_verify(&sample, sample.entries + drop + 1, SAMPLE_ENTRIES - drop - 1, &err),
            ERROR_INTEGRITY);
    sample_free(&sample);
}

/* Entries that are well formed and well signed, but not by one who may. */
static void
strangers_are_refused(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Sample sample = sample_make(arena);
    Piece entries[SAMPLE_ENTRIES];
    memcpy(entries, sample.entries, sizeof entries);
    json_t *body = json_pack("{s:i}", "release", 1);
    entries[5] = sample_entry(arena, sample.actor, "carol", 5, ENTRY_RELEASE_WITHDRAWN, body);
    assert_int_equal(sample_verify(&sample, entries, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "ledger entry 5 is signed by an actor that no entry added");
    body = json_pack("{s:i}", "release", 1);
    entries[5] = sample_entry(arena, sample.actor, "bob", 5, ENTRY_RELEASE_WITHDRAWN, body);
    assert_int_equal(sample_verify(&sample, entries, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "ledger entry 5 has a signature that does not hold");
    body = json_pack("{s:s, s:[s], s:s}", "actor", "eve", "roles", "approver", "public_key",
                     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    entries[5] = sample_entry(arena, sample.actor, "ann", 5, ENTRY_ACTOR_ADDED, body);
    assert_int_equal(sample_verify(&sample, entries, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "ledger entry 5 adds an actor that may not be added");
    sample_free(&sample);
}

/* A checkpoint of a changed ledger, signed anew by another key under the same name. */
static void
another_key_is_refused(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Sample sample = sample_make(arena);
    Sample other = sample;
    other.key.public_key[0] ^= 1;
    assert_int_equal(sample_verify(&other, sample.entries, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "ledger entry 0 names another key of the custody");
    Piece old = sample.checkpoints[2];
    sample.checkpoints[4] = old;
    assert_int_equal(sample_verify(&sample, sample.entries, SAMPLE_ENTRIES, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "the checkpoint after ledger entry 4 has another size");
    sample_free(&sample);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_ledger_is_accepted),
        cmocka_unit_test(each_flip_is_noticed),
        cmocka_unit_test(the_first_bad_entry_is_named),
        cmocka_unit_test(an_earlier_signature_counts_first),
        cmocka_unit_test(dropped_repeated_and_moved_entries_are_noticed),
        cmocka_unit_test(strangers_are_refused),
        cmocka_unit_test(another_key_is_refused),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
