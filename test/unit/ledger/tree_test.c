#include "ledger/tree.h"

#include "core/text.h"
#include "sample.h"

#include "../core/cmocka_all.h"

#include <string.h>

#define MOST 40

/*
 * The eight entries and the roots of the trees of the first 1 to 8 of them: the reference values of
 * Google's certificate-transparency project (its merkle tree tests), which RFC 6962 implementations
 * share.
 */
static const char *const known_entries[8] = {"",
                                             "00",
                                             "10",
                                             "2021",
                                             "3031",
                                             "40414243",
                                             "5051525354555657",
                                             "606162636465666768696a6b6c6d6e6f"};

static const char *const known_roots[8] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void
known_answers(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Digest leaves[8];
    Frontier frontier = {0};
    Digest nothing = frontier_root(&frontier);
    /* RFC 6962 section 2.1: the hash of an empty list is the hash of an empty string (FIPS 180-4).
     */
    assert_string_equal(text_hex(arena, nothing.bytes, DIGEST_SIZE),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t at = 0; at < 8; at++)
    {
        unsigned char entry[16];
        size_t size = strlen(known_entries[at]) / 2;
        assert_true(text_hex_parse(known_entries[at], entry, size));
        leaves[at] = tree_leaf(entry, size);
        frontier_add(&frontier, &leaves[at]);
        Digest by_frontier = frontier_root(&frontier);
        Digest by_definition = tree_root(leaves, at + 1);
        assert_string_equal(text_hex(arena, by_frontier.bytes, DIGEST_SIZE), known_roots[at]);
        assert_string_equal(text_hex(arena, by_definition.bytes, DIGEST_SIZE), known_roots[at]);
    }
}

/* Another way to the root: level by level, an odd last one goes up as it is. */
static Digest
root_by_levels(const Digest *leaves, size_t count)
{
    Digest level[MOST];
    memcpy(level, leaves, count * sizeof *leaves);
    while (count > 1)
    {
        size_t next = 0;
        for (size_t at = 0; at < count; at += 2)
            level[next++] = at + 1 < count ? tree_node(&level[at], &level[at + 1]) : level[at];
        count = next;
    }
    return level[0];
}

/* An entry is hashed alike, whichever way its length takes: one piece here, with the byte in front.
 */
static void
leaves_of_any_length(void **state)
{
    (void)state;
    static unsigned char bytes[5001];
    for (size_t at = 1; at < sizeof bytes; at++)
        bytes[at] = (unsigned char)(at * 7);
    const size_t sizes[] = {0, 1, 2046, 2047, 2048, 2049, 5000};
    for (size_t at = 0; at < sizeof sizes / sizeof *sizes; at++)
    {
        Digest leaf = tree_leaf(bytes + 1, sizes[at]);
        Digest whole = digest_of(bytes, sizes[at] + 1);
        assert_true(digest_equal(&leaf, &whole));
    }
}

static void
make_leaves(Digest leaves[MOST])
{
    for (size_t at = 0; at < MOST; at++)
    {
        unsigned char byte = (unsigned char)at;
        leaves[at] = tree_leaf(&byte, 1);
    }
}

static void
roots_agree(void **state)
{
    (void)state;
    Digest leaves[MOST];
    make_leaves(leaves);
    Frontier frontier = {0};
    for (size_t count = 1; count <= MOST; count++)
    {
        frontier_add(&frontier, &leaves[count - 1]);
        Digest one = tree_root(leaves, count);
        Digest two = frontier_root(&frontier);
        Digest three = root_by_levels(leaves, count);
        assert_true(digest_equal(&one, &two));
        assert_true(digest_equal(&one, &three));
    }
}

static void
inclusion_holds_for_each_leaf_and_no_other(void **state)
{
    (void)state;
    Digest leaves[MOST];
    make_leaves(leaves);
    for (size_t size = 1; size <= MOST; size++)
    {
        Digest root = root_by_levels(leaves, size);
        for (size_t at = 0; at < size; at++)
        {
            Proof proof = leaves_prove_inclusion(leaves, at, size);
            for (size_t other = 0; other < size + 2; other++)
                assert_int_equal(tree_inclusion_holds(&proof, &leaves[at], other, size, &root),
                                 other == at);
            for (size_t other = 0; other < size; other++)
                assert_int_equal(tree_inclusion_holds(&proof, &leaves[other], at, size, &root),
                                 other == at);
        }
    }
}

static void
altered_inclusion_fails(void **state)
{
    (void)state;
    Digest leaves[MOST];
    make_leaves(leaves);
    for (size_t size = 2; size <= 12; size++)
        for (size_t at = 0; at < size; at++)
        {
            Digest root = tree_root(leaves, size);
            Proof proof = leaves_prove_inclusion(leaves, at, size);
            for (size_t byte = 0; byte < proof.count * DIGEST_SIZE; byte++)
            {
                Proof altered = proof;
                altered.hashes[byte / DIGEST_SIZE].bytes[byte % DIGEST_SIZE] ^= 1;
                assert_false(tree_inclusion_holds(&altered, &leaves[at], at, size, &root));
            }
            Proof shorter = proof;
            shorter.count--;
            assert_false(tree_inclusion_holds(&shorter, &leaves[at], at, size, &root));
            Proof longer = proof;
            longer.hashes[longer.count++] = root;
            assert_false(tree_inclusion_holds(&longer, &leaves[at], at, size, &root));
        }
}

static void
consistency_holds_for_beginnings_only(void **state)
{
    (void)state;
    Digest leaves[MOST];
    make_leaves(leaves);
    for (size_t size = 1; size <= MOST; size++)
        for (size_t old = 1; old <= size; old++)
        {
            Digest root = root_by_levels(leaves, size);
            Digest old_root = root_by_levels(leaves, old);
            Proof proof = leaves_prove_consistency(leaves, old, size);
            assert_true(tree_consistency_holds(&proof, old, &old_root, size, &root));
            Digest forked[MOST];
            memcpy(forked, leaves, sizeof forked);
            forked[old - 1].bytes[0] ^= 1;
            Digest fork_root = root_by_levels(forked, old);
            assert_false(tree_consistency_holds(&proof, old, &fork_root, size, &root));
            for (size_t byte = 0; byte < proof.count * DIGEST_SIZE; byte += 7)
            {
                Proof altered = proof;
                altered.hashes[byte / DIGEST_SIZE].bytes[byte % DIGEST_SIZE] ^= 0x80;
                assert_false(tree_consistency_holds(&altered, old, &old_root, size, &root));
            }
        }
}

static void
consistency_refuses_impossible_sizes(void **state)
{
    (void)state;
    Digest leaves[MOST];
    make_leaves(leaves);
    Digest root = tree_root(leaves, 5);
    Proof none = {0};
    assert_false(tree_consistency_holds(&none, 0, &root, 5, &root));
    assert_false(tree_consistency_holds(&none, 6, &root, 5, &root));
    assert_false(tree_consistency_holds(&none, 3, &root, 5, &root));
    assert_true(tree_consistency_holds(&none, 5, &root, 5, &root));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(leaves_of_any_length),
        cmocka_unit_test(roots_agree),
        cmocka_unit_test(inclusion_holds_for_each_leaf_and_no_other),
        cmocka_unit_test(altered_inclusion_fails),
        cmocka_unit_test(consistency_holds_for_beginnings_only),
        cmocka_unit_test(consistency_refuses_impossible_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
