/*
 * The Merkle tree of RFC 6962 section 2.1 (SHA-256): roots, inclusion and consistency proofs. Pure.
 */
#ifndef BERAAD_LEDGER_TREE_H
#define BERAAD_LEDGER_TREE_H

#include "core/digest.h"

#include <stdint.h>

#define TREE_DEPTH 64

/* SHA-256(0x00, entry) and SHA-256(0x01, left, right). */
Digest tree_leaf(const void *entry, size_t size);
Digest tree_node(const Digest *left, const Digest *right);

/* What must be remembered to append: the roots of the complete subtrees, the largest first. */
typedef struct Frontier
{
    uint64_t size; /* leaves */
    Digest roots[TREE_DEPTH];
} Frontier;

/* How many roots a frontier of that many leaves holds: the one bits of size. */
size_t frontier_count(uint64_t size);
void frontier_add(Frontier *frontier, const Digest *leaf);
/* The same; ret_roots[h] becomes the root of the 2^h leaves that end with this one, for each h
 * below the count that it returns: the subtrees that the leaf completes. */
unsigned frontier_add_roots(Frontier *frontier, const Digest *leaf, Digest ret_roots[TREE_DEPTH]);
/* The tree's root; of no leaves the SHA-256 of nothing. */
Digest frontier_root(const Frontier *frontier);

/* The root of these leaf hashes, by the recursive definition. */
Digest tree_root(const Digest *leaves, uint64_t count);

/* A proof: hashes from the leaf's side up. */
typedef struct Proof
{
    Digest hashes[2 * TREE_DEPTH];
    size_t count;
} Proof;

/* Where the roots of complete subtrees come from: that of the 2^height leaves from leaf
 * at * 2^height on. */
typedef struct TreeSource
{
    ErrorKind (*root)(void *context, unsigned height, uint64_t at, Digest *ret_root, Error *err);
    void *context;
} TreeSource;

/* The root of the first `size` leaves; size > 0. Fails only where the source does, as do the proofs
 * below. */
ErrorKind tree_source_root(const TreeSource *source, uint64_t size, Digest *ret_root,
                           Error *err) MUST_CHECK;

/* Leaf `at` is in the tree of the first `size` leaves; at < size. (RFC 6962 section 2.1.1) */
ErrorKind tree_prove_inclusion(const TreeSource *source, uint64_t at, uint64_t size,
                               Proof *ret_proof, Error *err) MUST_CHECK;
bool tree_inclusion_holds(const Proof *proof, const Digest *leaf, uint64_t at, uint64_t size,
                          const Digest *root);

/* The tree of the first `old` leaves is a beginning of that of the first `size`; 0 < old <= size.
 * (RFC 6962 section 2.1.2) */
ErrorKind tree_prove_consistency(const TreeSource *source, uint64_t old, uint64_t size,
                                 Proof *ret_proof, Error *err) MUST_CHECK;
bool tree_consistency_holds(const Proof *proof, uint64_t old, const Digest *old_root, uint64_t size,
                            const Digest *root);

#endif
