#include "warehouse/draw.h"

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15) /* 2^64 divided by the golden ratio, odd */

static inline uint64_t
mix(uint64_t bits)
{
    bits = (bits ^ (bits >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94d049bb133111eb);
    return bits ^ (bits >> 31);
}

uint64_t
draw_bits(int64_t seed, int64_t stream, int64_t item)
{
    uint64_t start = mix(mix((uint64_t)seed + GOLDEN) + (uint64_t)stream * GOLDEN);
    return mix(start + ((uint64_t)item + 1) * GOLDEN);
}

double
draw_uniform(int64_t seed, int64_t stream, int64_t item)
{
    return (double)(draw_bits(seed, stream, item) >> 11) * 0x1p-53;
}
