/*
 * The files of a ledger for others to read: C2SP tlog-tiles. Pure: which tiles a tree has, what
 * they are called, and the form of a bundle of entries.
 *
 * A tile of level L holds up to 256 hashes, each the root of 256^L leaves; a bundle holds the
 * entries of a tile of level 0. Those at the right edge are partial and say how wide they are.
 */
#ifndef BERAAD_LEDGER_TILE_H
#define BERAAD_LEDGER_TILE_H

#include "core/list.h"
#include "core/text.h"

#define TILE_HEIGHT 8u
#define TILE_WIDTH 256u
#define TILE_LEVELS 8u /* more leaves than 256^8 cannot be counted */

typedef struct Tile
{
    bool is_bundle; /* of entries; its level is 0 */
    unsigned level;
    uint64_t number;
    unsigned width; /* 1 to TILE_WIDTH */
} Tile;

typedef struct TileList LIST_OF(Tile) TileList;

/* "tile/0/x001/x234/067", "tile/entries/000.p/12": as tlog-tiles spells them. */
char *tile_path(Arena *arena, const Tile *tile);

/* The tiles of the tree of `size` leaves that the tree of `old` leaves has not, lowest first: what
 * has to be written when a ledger grows; old 0: all. */
void tile_list(Arena *arena, uint64_t old, uint64_t size, TileList *ret_list);

/* Adds an entry of at most ENTRY_BYTES to a bundle: its length in two bytes, the high one first,
 * then the entry. */
void bundle_add(Text *bundle, const void *entry, size_t size);

#endif
