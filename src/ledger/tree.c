#include "ledger/tree.h"

#include <string.h>

Digest
tree_leaf(const void *entry, size_t size)
{
    /* Most entries are short: one hash of one piece costs less than a running one. */
    unsigned char bytes[2048] = {0x00};
    if (size < sizeof bytes)
    {
        memcpy(bytes + 1, entry, size);
        return digest_of(bytes, size + 1);
    }
    SCRATCH Arena *work = arena_new("leaf");
    Hasher *hasher = hasher_new(work);
    hasher_add(hasher, "\x00", 1);
    hasher_add(hasher, entry, size);
    return hasher_end(hasher);
}

Digest
tree_node(const Digest *left, const Digest *right)
{
    unsigned char bytes[1 + 2 * DIGEST_SIZE] = {0x01};
    memcpy(bytes + 1, left->bytes, DIGEST_SIZE);
    memcpy(bytes + 1 + DIGEST_SIZE, right->bytes, DIGEST_SIZE);
    return digest_of(bytes, sizeof bytes);
}

size_t
frontier_count(uint64_t size)
{
    size_t count = 0;
    for (; size != 0; size &= size - 1)
        count++;
    return count;
}

unsigned
frontier_add_roots(Frontier *frontier, const Digest *leaf, Digest ret_roots[TREE_DEPTH])
{
    size_t count = frontier_count(frontier->size);
    unsigned height = 0;
    ret_roots[0] = *leaf;
    /* Each trailing one bit of the size is a complete subtree as large as what is being added. */
    for (uint64_t size = frontier->size; (size & 1) != 0; size >>= 1, height++)
        ret_roots[height + 1] = tree_node(&frontier->roots[--count], &ret_roots[height]);
    frontier->roots[count] = ret_roots[height];
    frontier->size++;
    return height + 1;
}

void
frontier_add(Frontier *frontier, const Digest *leaf)
{
    Digest roots[TREE_DEPTH];
    (void)frontier_add_roots(frontier, leaf, roots);
}

Digest
frontier_root(const Frontier *frontier)
{
    size_t count = frontier_count(frontier->size);
    if (count == 0)
        return digest_of("", 0);
    Digest root = frontier->roots[count - 1];
    for (size_t at = count - 1; at > 0; at--)
        root = tree_node(&frontier->roots[at - 1], &root);
    return root;
}

/* The largest power of two smaller than size; size > 1. */
static uint64_t
split_of(uint64_t size)
{
    uint64_t split = 1;
    while (split < size - split)
        split *= 2;
    return split;
}

Digest
tree_root(const Digest *leaves, uint64_t count)
{
    if (count == 0)
        return digest_of("", 0);
    if (count == 1)
        return leaves[0];
    uint64_t split = split_of(count);
    Digest left = tree_root(leaves, split);
    Digest right = tree_root(leaves + split, count - split);
    return tree_node(&left, &right);
}

static void
proof_add(Proof *proof, Digest hash)
{
    proof->hashes[proof->count++] = hash;
}

/* `count` leaves from `first` on; in all that follows `first` is a multiple of the smallest power
 * of two that is not below count. */
static ErrorKind
range_root(const TreeSource *source, uint64_t first, uint64_t count, Digest *ret_root, Error *err)
{
    if ((count & (count - 1)) == 0)
    {
        unsigned height = 0;
        while (((uint64_t)1 << height) < count)
            height++;
        return source->root(source->context, height, first >> height, ret_root, err);
    }
    uint64_t split = split_of(count);
    Digest left;
    Digest right;
    TRY(range_root(source, first, split, &left, err));
    TRY(range_root(source, first + split, count - split, &right, err));
    *ret_root = tree_node(&left, &right);
    return ERROR_NONE;
}

static ErrorKind
prove_range(const TreeSource *source, uint64_t first, uint64_t count, Proof *proof, Error *err)
{
    Digest root;
    TRY(range_root(source, first, count, &root, err));
    proof_add(proof, root);
    return ERROR_NONE;
}

ErrorKind
tree_source_root(const TreeSource *source, uint64_t size, Digest *ret_root, Error *err)
{
    return range_root(source, 0, size, ret_root, err);
}

/* PATH(at, D[first:first + size]), with `at` counted from first. */
static ErrorKind
prove_path(const TreeSource *source, uint64_t first, uint64_t at, uint64_t size, Proof *proof,
           Error *err)
{
    if (size <= 1)
        return ERROR_NONE;
    uint64_t split = split_of(size);
    if (at < split)
    {
        TRY(prove_path(source, first, at, split, proof, err));
        return prove_range(source, first + split, size - split, proof, err);
    }
    TRY(prove_path(source, first + split, at - split, size - split, proof, err));
    return prove_range(source, first, split, proof, err);
}

ErrorKind
tree_prove_inclusion(const TreeSource *source, uint64_t at, uint64_t size, Proof *ret_proof,
                     Error *err)
{
    ret_proof->count = 0;
    return prove_path(source, 0, at, size, ret_proof, err);
}

/* The algorithm of RFC 9162 section 2.1.3.2, which is that of RFC 6962 written out. */
bool
tree_inclusion_holds(const Proof *proof, const Digest *leaf, uint64_t at, uint64_t size,
                     const Digest *root)
{
    if (at >= size)
        return false;
    uint64_t node = at;
    uint64_t last = size - 1;
    Digest hash = *leaf;
    for (size_t step = 0; step < proof->count; step++)
    {
        if (last == 0)
            return false;
        if ((node & 1) != 0 || node == last)
        {
            hash = tree_node(&proof->hashes[step], &hash);
            while ((node & 1) == 0 && node != 0)
            {
                node >>= 1;
                last >>= 1;
            }
        }
        else
            hash = tree_node(&hash, &proof->hashes[step]);
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && digest_equal(&hash, root);
}

/* SUBPROOF of RFC 6962 section 2.1.2; at first 0 the old tree may be a subtree that the verifier
 * knows already. */
static ErrorKind
prove_subtree(const TreeSource *source, uint64_t first, uint64_t old, uint64_t size, Proof *proof,
              Error *err)
{
    if (old == size)
        return first == 0 ? ERROR_NONE : prove_range(source, first, size, proof, err);
    uint64_t split = split_of(size);
    if (old <= split)
    {
        TRY(prove_subtree(source, first, old, split, proof, err));
        return prove_range(source, first + split, size - split, proof, err);
    }
    TRY(prove_subtree(source, first + split, old - split, size - split, proof, err));
    return prove_range(source, first, split, proof, err);
}

ErrorKind
tree_prove_consistency(const TreeSource *source, uint64_t old, uint64_t size, Proof *ret_proof,
                       Error *err)
{
    ret_proof->count = 0;
    return prove_subtree(source, 0, old, size, ret_proof, err);
}

/* The loop of RFC 9162 section 2.1.4.2 over the hashes after the first. */
static bool
consistency_walk(const Digest *hashes, size_t count, const uint64_t places[2], Digest ret_roots[2])
{
    uint64_t node = places[0];
    uint64_t last = places[1];
    for (size_t step = 0; step < count; step++)
    {
        if (last == 0)
            return false;
        if ((node & 1) != 0 || node == last)
        {
            ret_roots[0] = tree_node(&hashes[step], &ret_roots[0]);
            ret_roots[1] = tree_node(&hashes[step], &ret_roots[1]);
            while ((node & 1) == 0 && node != 0)
            {
                node >>= 1;
                last >>= 1;
            }
        }
        else
            ret_roots[1] = tree_node(&ret_roots[1], &hashes[step]);
        node >>= 1;
        last >>= 1;
    }
    return last == 0;
}

bool
tree_consistency_holds(const Proof *proof, uint64_t old, const Digest *old_root, uint64_t size,
                       const Digest *root)
{
    if (old == 0 || old > size)
        return false;
    if (old == size)
        return proof->count == 0 && digest_equal(old_root, root);
    bool power_of_two = (old & (old - 1)) == 0;
    if (proof->count == 0 && !power_of_two)
        return false;
    const Digest *hashes = power_of_two ? proof->hashes : proof->hashes + 1;
    size_t count = power_of_two ? proof->count : proof->count - 1;
    uint64_t places[2] = {old - 1, size - 1};
    while ((places[0] & 1) != 0)
    {
        places[0] >>= 1;
        places[1] >>= 1;
    }
    const Digest first = power_of_two ? *old_root : proof->hashes[0];
    Digest roots[2] = {first, first};
    return consistency_walk(hashes, count, places, roots) && digest_equal(&roots[0], old_root) &&
           digest_equal(&roots[1], root);
}
