/*
 * Pseudo-random numbers by place, for synthetic data: draw(seed, stream, item) is the same wherever
 * and in whatever order it is asked. Not for secrets: who knows some numbers can compute the
 * others.
 *
 * For one seed and stream the items are the outputs of SplitMix64 (Steele, Lea, Flood: "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014; constants of its mixer by Stafford,
 * variant 13), reached by counting instead of by stepping. Where a stream begins on that
 * generator's single cycle of 2^64 states is the mixer of its seed and number, so that two streams
 * of n items share states with a chance of about 2 n / 2^64.
 */
#ifndef BERAAD_WAREHOUSE_DRAW_H
#define BERAAD_WAREHOUSE_DRAW_H

#include <stdint.h>

/* 64 random bits. */
uint64_t draw_bits(int64_t seed, int64_t stream, int64_t item);

/* A multiple of 2^-53 in [0, 1). */
double draw_uniform(int64_t seed, int64_t stream, int64_t item);

#endif
