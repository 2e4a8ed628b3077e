/*
 * Writes what beraad makes of the sample ledger, for another program to judge: one line each,
 * fields parted by a space.
 *
 *   vkey TEXT   note BASE64   entry BASE64   inclusion SIZE AT HASHES   consistency OLD SIZE HASHES
 * root SIZE HASH
 */
#include "core/text.h"
#include "sample.h"

#include <sodium.h>
#include <stdio.h>

#define LEAVES 37

static void
print_base64(const char *what, const Piece *piece)
{
    char text[16384];
    sodium_bin2base64(text, sizeof text, (unsigned char *)piece->bytes, piece->size,
                      sodium_base64_VARIANT_ORIGINAL);
    (void)printf("%s %s\n", what, text);
}

static void
print_proof(Arena *arena, const Proof *proof)
{
    for (size_t at = 0; at < proof->count; at++)
        (void)printf(" %s", text_hex(arena, proof->hashes[at].bytes, DIGEST_SIZE));
    (void)printf("\n");
}

/* Leaf n of the trees is the one byte n. */
static void
print_trees(Arena *arena)
{
    Digest leaves[LEAVES];
    for (size_t size = 1; size <= LEAVES; size++)
    {
        unsigned char byte = (unsigned char)(size - 1);
        leaves[size - 1] = tree_leaf(&byte, 1);
        Digest root = tree_root(leaves, size);
        (void)printf("root %zu %s\n", size, text_hex(arena, root.bytes, DIGEST_SIZE));
        for (size_t at = 0; at < size; at++)
        {
            Proof proof = leaves_prove_inclusion(leaves, at, size);
            (void)printf("inclusion %zu %zu", size, at);
            print_proof(arena, &proof);
            proof = leaves_prove_consistency(leaves, at + 1, size);
            (void)printf("consistency %zu %zu", at + 1, size);
            print_proof(arena, &proof);
        }
    }
}

int
main(void)
{
    if (sodium_init() < 0)
        return 1;
    SCRATCH Arena *arena = arena_new("export");
    Sample sample = sample_make(arena);
    (void)printf("vkey %s\n", note_key_print(arena, &sample.key));
    for (size_t at = 0; at < SAMPLE_ENTRIES; at++)
    {
        print_base64("entry", &sample.entries[at]);
        if (sample.checkpoints[at].bytes != NULL)
            print_base64("note", &sample.checkpoints[at]);
    }
    print_trees(arena);
    sample_free(&sample);
    return 0;
}
