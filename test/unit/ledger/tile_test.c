#include "ledger/tile.h"

#include "ledger/entry.h"
#include "ledger/proof.h"
#include "sample.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <string.h>

/* The example of C2SP tlog-tiles, "Merkle Tree", and the ends of each range. */
static void
names(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const struct
    {
        Tile tile;
        const char *path;
    } cases[] = {
        {{.number = 1234067, .width = 256}, "tile/0/x001/x234/067"},
        {{.number = 0, .width = 256}, "tile/0/000"},
        {{.number = 999, .width = 1}, "tile/0/999.p/1"},
        {{.level = 2, .number = 1000, .width = 255}, "tile/2/x001/000.p/255"},
        {{.is_bundle = true, .number = 12, .width = 256}, "tile/entries/012"},
        {{.is_bundle = true, .number = 1000000, .width = 7}, "tile/entries/x001/x000/000.p/7"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        assert_string_equal(tile_path(arena, &cases[at].tile), cases[at].path);
}

/* How many full tiles there are at a level (bundles: -1), and how wide the partial one is. */
static void
count(const TileList *tiles, int level, size_t *ret_full, unsigned *ret_partial)
{
    *ret_full = 0;
    *ret_partial = 0;
    for (size_t at = 0; at < tiles->count; at++)
    {
        const Tile *tile = &tiles->items[at];
        if ((tile->is_bundle ? -1 : (int)tile->level) != level)
            continue;
        *ret_full += tile->width == TILE_WIDTH;
        if (tile->width < TILE_WIDTH)
            *ret_partial = tile->width;
    }
}

static void
assert_level(const TileList *tiles, int level, size_t full, unsigned partial)
{
    size_t has_full = 0;
    unsigned has_partial = 0;
    count(tiles, level, &has_full, &has_partial);
    assert_int_equal(has_full, full);
    assert_int_equal(has_partial, partial);
}

/* C2SP tlog-tiles, "Partial Tiles": a tree of 70,000, and one of 256. */
static void
the_tiles_of_a_tree(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    TileList large = {0};
    TileList small = {0};
    TileList none = {0};
    tile_list(arena, 0, 70000, &large);
    assert_level(&large, -1, 273, 112);
    assert_level(&large, 0, 273, 112);
    assert_level(&large, 1, 1, 17);
    assert_level(&large, 2, 0, 1);
    assert_level(&large, 3, 0, 0);
    tile_list(arena, 0, 256, &small);
    assert_level(&small, 0, 1, 0);
    assert_level(&small, 1, 0, 1);
    assert_int_equal(small.count, 3);
    tile_list(arena, 0, 0, &none);
    tile_list(arena, 70000, 70000, &none);
    assert_int_equal(none.count, 0);
}

static bool
contains(const TileList *tiles, const Tile *tile)
{
    for (size_t at = 0; at < tiles->count; at++)
        if (memcmp(&tiles->items[at], tile, sizeof *tile) == 0)
            return true;
    return false;
}

/* What a growth writes and what was there before are all that there is, and nothing twice. */
static void
growth_adds_what_is_missing(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {0, 1, 2, 255, 256, 257, 511, 512, 65535, 65536, 65537, 66000};
    const size_t most = sizeof sizes / sizeof *sizes;
    for (size_t from = 0; from < most; from++)
        for (size_t to = from; to < most; to++)
        {
            SCRATCH Arena *arena = arena_new("test");
            TileList before = {0};
            TileList added = {0};
            TileList all = {0};
            tile_list(arena, 0, sizes[from], &before);
            tile_list(arena, sizes[from], sizes[to], &added);
            tile_list(arena, 0, sizes[to], &all);
            for (size_t at = 0; at < added.count; at++)
                assert_true(contains(&all, &added.items[at]) &&
                            !contains(&before, &added.items[at]));
            size_t found = added.count;
            for (size_t at = 0; at < before.count; at++)
                found += contains(&all, &before.items[at]);
            assert_int_equal(found, all.count);
        }
}

static void
the_longest_entry_fits_a_bundle(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Text bundle = text_new(arena);
    bundle_add(&bundle, "abc", 3);
    bundle_add(&bundle, arena_take(arena, ENTRY_BYTES), ENTRY_BYTES);
    assert_int_equal(bundle.size, 2 + 3 + 2 + ENTRY_BYTES);
    assert_memory_equal(bundle.bytes, "\0\3abc\xff\xff", 7);
}

/* Both forms come back as they were, and not after any one byte is changed, dropped or doubled into
 * another spelling of the same. */
static void
a_proof_file_has_one_form(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    ProofFile file = {.place = 10, .note = "a note\n"};
    ProofFile again = {0};
    for (; file.proof.count < 3; file.proof.count++)
        file.proof.hashes[file.proof.count] = digest_of(&file.proof.count, 1);
    const char *text = inclusion_print(arena, &file);
    assert_int_equal(inclusion_parse(arena, text, strlen(text), &again, &err), ERROR_NONE);
    assert_int_equal(again.place, 10);
    assert_int_equal(again.proof.count, 3);
    assert_memory_equal(again.proof.hashes, file.proof.hashes, 3 * sizeof(Digest));
    assert_string_equal(again.note, "a note\n");
    assert_int_equal(consistency_parse(arena, text, strlen(text), &again, &err), ERROR_INTEGRITY);
    static const char *const bad[] = {"",
                                      "old",
                                      "old \n\n",
                                      "old 07\n\nx\n",
                                      "old +7\n\nx\n",
                                      "old 7\n",
                                      "old 7 \n\nx\n",
                                      "old -1\n\nx\n",
                                      "old 99999999999999999999\n\nx\n",
                                      "old 7\nAAAA\n\nx\n",
                                      "old 7\r\n\r\nx\n"};
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++)
        assert_int_equal(consistency_parse(arena, bad[at], strlen(bad[at]), &again, &err),
                         ERROR_INTEGRITY);
    assert_int_equal(consistency_parse(arena, "old 7\n\nx\n", 9, &again, &err), ERROR_NONE);
}

/* Of the witness's line each byte counts, the moment too; and a plain key does not take it. */
static void
a_cosignature_is_of_its_text_and_moment(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    char *opened = NULL;
    Sample sample = sample_make(arena);
    NoteKey witness = {.name = "witness.example/w1", .is_witness = true};
    memcpy(witness.public_key, sample.key.public_key, NOTE_PUBLIC_KEY_SIZE);
    const char *text = "a\n1\nb\n";
    const char *line = note_cosign(arena, text, &witness, sample.secret, 1679315147);
    char *note = arena_print(arena, "%s\n%s", text, line);
    assert_int_equal(note_open(arena, note, strlen(note), &witness, &opened, &err), ERROR_NONE);
    assert_string_equal(opened, text);
    for (size_t at = 0; note[at] != '\0'; at++)
    {
        note[at] ^= 1;
        assert_int_equal(note_open(arena, note, strlen(note), &witness, &opened, &err),
                         ERROR_INTEGRITY);
        note[at] ^= 1;
    }
    NoteKey plain = witness;
    plain.is_witness = false;
    assert_int_equal(note_open(arena, note, strlen(note), &plain, &opened, &err), ERROR_INTEGRITY);
    NoteKey read = {0};
    assert_true(note_key_parse(arena, note_key_print(arena, &witness), &read));
    assert_true(read.is_witness);
    sample_free(&sample);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(the_tiles_of_a_tree),
        cmocka_unit_test(growth_adds_what_is_missing),
        cmocka_unit_test(the_longest_entry_fits_a_bundle),
        cmocka_unit_test(a_proof_file_has_one_form),
        cmocka_unit_test(a_cosignature_is_of_its_text_and_moment),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
