#include "ledger/tile.h"

#include <inttypes.h>

/* 1234067 is x001/x234/067. */
static void
add_number(Text *path, uint64_t number)
{
    uint64_t part = 1;
    while (number / part >= 1000)
        part *= 1000;
    for (; part > 0; part /= 1000)
        text_print(path, part > 1 ? "/x%03u" : "/%03u", (unsigned)(number / part % 1000));
}

char *
tile_path(Arena *arena, const Tile *tile)
{
    Text path = text_new(arena);
    if (tile->is_bundle)
        text_add(&path, "tile/entries");
    else
        text_print(&path, "tile/%u", tile->level);
    add_number(&path, tile->number);
    if (tile->width < TILE_WIDTH)
        text_print(&path, ".p/%u", tile->width);
    return path.bytes;
}

/* A level of `size` hashes, of which the first `old` were there. */
static void
list_level(Arena *arena, Tile tile, const uint64_t hashes[2], TileList *list)
{
    uint64_t size = hashes[1];
    for (tile.number = hashes[0] / TILE_WIDTH; tile.number * TILE_WIDTH < size; tile.number++)
    {
        uint64_t left = size - tile.number * TILE_WIDTH;
        tile.width = left < TILE_WIDTH ? (unsigned)left : TILE_WIDTH;
        *LIST_ADD(arena, list) = tile;
    }
}

void
tile_list(Arena *arena, uint64_t old, uint64_t size, TileList *ret_list)
{
    uint64_t hashes[2] = {old, size};
    if (old < size)
        list_level(arena, (Tile){.is_bundle = true}, hashes, ret_list);
    for (unsigned level = 0; level < TILE_LEVELS && hashes[0] < hashes[1]; level++)
    {
        list_level(arena, (Tile){.level = level}, hashes, ret_list);
        hashes[0] /= TILE_WIDTH;
        hashes[1] /= TILE_WIDTH;
    }
}

void
bundle_add(Text *bundle, const void *entry, size_t size)
{
    const unsigned char length[2] = {(unsigned char)(size >> 8), (unsigned char)size};
    text_add_bytes(bundle, length, sizeof length);
    text_add_bytes(bundle, entry, size);
}
