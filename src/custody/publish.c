/*
 * What the ledger shows to others: public/checkpoint, public/witnessed and the tiles, made from the
 * state; and the state as the source of proofs.
 *
 * Tiles are written before the checkpoint that needs them. What is missing is written at the next
 * opening; what is there is taken as right here, and judged by publish_verify.
 */
#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"
#include "ledger/tile.h"

#include <inttypes.h>
#include <string.h>

#define TILE_BYTES ((size_t)TILE_WIDTH * (2 + ENTRY_BYTES))

/* Count hashes of a level from `first` on, as they stand in the state, into ret_hashes. */
static ErrorKind
read_hashes(Custody *custody, unsigned level, uint64_t first, unsigned count, Digest *ret_hashes,
            Error *err)
{
    SCRATCH Arena *work = arena_new("hashes");
    CLOSES_QUERY Query *query = NULL;
    if (level == 0)
        TRY(store_query(custody->store,
                        "SELECT leaf FROM entry WHERE number >= ? ORDER BY number LIMIT ?",
                        BINDS(bind_integer((int64_t)first), bind_integer(count)), &query, err));
    else
        TRY(store_query(
            custody->store,
            "SELECT hash FROM subtree WHERE level = ? AND number >= ?"
            " ORDER BY number LIMIT ?",
            BINDS(bind_integer(level), bind_integer((int64_t)first), bind_integer(count)), &query,
            err));
    for (unsigned at = 0; at < count; at++)
    {
        bool row = false;
        size_t size = 0;
        TRY(query_next(query, &row, err));
        const char *hash = row ? query_bytes(query, work, 0, &size) : NULL;
        if (size != DIGEST_SIZE)
            return error_set(err, ERROR_INTEGRITY, "the state lacks a hash of the ledger");
        memcpy(ret_hashes[at].bytes, hash, DIGEST_SIZE);
    }
    return ERROR_NONE;
}

static ErrorKind
read_root(void *context, unsigned height, uint64_t at, Digest *ret_root, Error *err)
{
    Digest hashes[TILE_WIDTH];
    unsigned inside = height % TILE_HEIGHT;
    unsigned count = 1u << inside;
    TRY(read_hashes(context, height / TILE_HEIGHT, at << inside, count, hashes, err));
    for (; count > 1; count /= 2)
        for (unsigned pair = 0; pair < count / 2; pair++)
            hashes[pair] = tree_node(&hashes[(size_t)pair * 2], &hashes[(size_t)pair * 2 + 1]);
    *ret_root = hashes[0];
    return ERROR_NONE;
}

TreeSource
publish_source(Custody *custody)
{
    return (TreeSource){.root = read_root, .context = custody};
}

/* What the file of a tile holds. */
static ErrorKind
make_tile(Custody *custody, Arena *arena, const Tile *tile, Text *ret_bytes, Error *err)
{
    uint64_t first = tile->number * TILE_WIDTH;
    *ret_bytes = text_new(arena);
    if (!tile->is_bundle)
    {
        Digest hashes[TILE_WIDTH];
        TRY(read_hashes(custody, tile->level, first, tile->width, hashes, err));
        text_add_bytes(ret_bytes, hashes, tile->width * sizeof *hashes);
        return ERROR_NONE;
    }
    RecordedEntries entries = {0};
    TRY(record_read(custody, arena, (int64_t)first, tile->width, &entries, err));
    for (size_t at = 0; at < entries.count; at++)
        bundle_add(ret_bytes, entries.items[at].bytes, entries.items[at].size);
    return ERROR_NONE;
}

/* Makes the directories above a file of public/. */
static ErrorKind
make_way(Arena *arena, const char *path, const char *below, Error *err)
{
    for (const char *slash = strchr(below, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
        TRY(file_make_directory(arena_copy(arena, path, (size_t)(slash - path)), 0755, err));
    return ERROR_NONE;
}

static ErrorKind
write_tile(Custody *custody, const Tile *tile, Error *err)
{
    SCRATCH Arena *work = arena_new("tile");
    const char *public = custody_path(work, custody, "public");
    const char *path = file_join(work, public, tile_path(work, tile));
    Text bytes;
    if (file_exists(path))
        return ERROR_NONE;
    TRY(make_tile(custody, work, tile, &bytes, err));
    TRY(make_way(work, path, path + strlen(public) + 1, err));
    TRY(file_write(path, bytes.bytes, bytes.size, 0644, err));
    if (tile->width < TILE_WIDTH)
        return ERROR_NONE;
    /* tlog-tiles lets the partial ones go once the full one is there. */
    return file_remove_tree(arena_print(work, "%s.p", path), err);
}

static ErrorKind
write_tiles(Custody *custody, int64_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("tiles");
    TileList tiles = {0};
    tile_list(work, (uint64_t)custody->published, (uint64_t)size, &tiles);
    for (size_t at = 0; at < tiles.count; at++)
        TRY(write_tile(custody, &tiles.items[at], err));
    custody->published = size;
    return ERROR_NONE;
}

static ErrorKind
add_cosignatures(Custody *custody, int64_t size, Text *note, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = true;
    TRY(store_query(custody->store, "SELECT line FROM cosignature WHERE size = ? ORDER BY witness",
                    BINDS(bind_integer(size)), &query, err));
    for (;;)
    {
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        text_add(note, query_text(query, note->arena, 0));
    }
}

ErrorKind
publish_note(Custody *custody, Arena *arena, bool witnessed, int64_t *ret_size, char **ret_note,
             Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT size, note FROM checkpoint"
                    " WHERE NOT ? OR size IN (SELECT size FROM cosignature)"
                    " ORDER BY size DESC LIMIT 1",
                    BINDS(bind_integer(witnessed)), &query, err));
    TRY(query_next(query, &row, err));
    *ret_note = NULL;
    if (!row)
        return ERROR_NONE;
    Text note = text_new(arena);
    *ret_size = query_integer(query, 0);
    text_add(&note, query_text(query, arena, 1));
    TRY(add_cosignatures(custody, *ret_size, &note, err));
    *ret_note = note.bytes;
    return ERROR_NONE;
}

/* Writes a note to a file of public/ where it is not there already. */
static ErrorKind
write_note(Custody *custody, Arena *arena, const char *name, const char *note, Error *err)
{
    const char *path = custody_path(arena, custody, name);
    char *there = NULL;
    size_t size = 0;
    Error ignored = {0};
    if (file_exists(path) &&
        file_read(arena, path, NOTE_BYTES, ERROR_INTEGRITY, &there, &size, &ignored) ==
            ERROR_NONE &&
        text_equal(there, note))
        return ERROR_NONE;
    return file_write(path, note, strlen(note), 0644, err);
}

ErrorKind
publish_ledger(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("publish");
    int64_t size = 0;
    int64_t witnessed_size = 0;
    char *newest = NULL;
    char *witnessed = NULL;
    TRY(publish_note(custody, work, false, &size, &newest, err));
    TRY(publish_note(custody, work, true, &witnessed_size, &witnessed, err));
    if (newest == NULL)
        return error_set(err, ERROR_INTEGRITY, "the ledger has no signed checkpoint");
    TRY(write_tiles(custody, size, err));
    TRY(write_note(custody, work, CHECKPOINT_FILE, newest, err));
    if (witnessed == NULL)
        return ERROR_NONE;
    return write_note(custody, work, WITNESSED_FILE, witnessed, err);
}

/* Missing ones are no fault: tlog-tiles lets partial ones go, and whoever serves them may; and so
 * does whoever writes the full one in this very moment. */
static ErrorKind
verify_tile(Custody *custody, const Tile *tile, Error *err)
{
    SCRATCH Arena *work = arena_new("tile");
    const char *name = arena_print(work, "public/%s", tile_path(work, tile));
    const char *path = custody_path(work, custody, name);
    Text right;
    char *there = NULL;
    size_t size = 0;
    if (!file_exists(path))
        return ERROR_NONE;
    TRY(make_tile(custody, work, tile, &right, err));
    ErrorKind kind = file_read(work, path, TILE_BYTES, ERROR_INTEGRITY, &there, &size, err);
    if (kind != ERROR_NONE)
        return file_exists(path) ? kind : ERROR_NONE;
    if (size == right.size && memcmp(there, right.bytes, size) == 0)
        return ERROR_NONE;
    (void)error_set(err, ERROR_INTEGRITY, "'%s' is not what the ledger holds", name);
    return error_hint(err, "remove it: the next act writes it anew; and find out who changed it");
}

/* The narrower ones that earlier trees had in the place of this tile, as far as they still lie
 * there: whoever fetched an earlier checkpoint reads them. */
static ErrorKind
verify_narrower(Custody *custody, const Tile *tile, Error *err)
{
    SCRATCH Arena *work = arena_new("tiles");
    Tile full = *tile;
    full.width = TILE_WIDTH;
    const char *folder = arena_print(work, "public/%s.p", tile_path(work, &full));
    if (!file_exists(custody_path(work, custody, folder)))
        return ERROR_NONE;
    for (Tile narrower = {tile->is_bundle, tile->level, tile->number, 1};
         narrower.width < tile->width; narrower.width++)
        TRY(verify_tile(custody, &narrower, err));
    return ERROR_NONE;
}

ErrorKind
publish_missing(Custody *custody, int64_t size, int64_t *ret_missing, Error *err)
{
    SCRATCH Arena *work = arena_new("tiles");
    TileList tiles = {0};
    char *note = NULL;
    int64_t witnessed = 0;
    TRY(publish_note(custody, work, true, &witnessed, &note, err));
    tile_list(work, 0, (uint64_t)size, &tiles);
    *ret_missing = !file_exists(custody_path(work, custody, CHECKPOINT_FILE)) +
                   (note != NULL && !file_exists(custody_path(work, custody, WITNESSED_FILE)));
    for (size_t at = 0; at < tiles.count; at++)
        *ret_missing += !file_exists(custody_path(
            work, custody, arena_print(work, "public/%s", tile_path(work, &tiles.items[at]))));
    return ERROR_NONE;
}

ErrorKind
publish_verify(Custody *custody, int64_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("tiles");
    TileList tiles = {0};
    tile_list(work, 0, (uint64_t)size, &tiles);
    for (size_t at = 0; at < tiles.count; at++)
    {
        TRY(verify_tile(custody, &tiles.items[at], err));
        TRY(verify_narrower(custody, &tiles.items[at], err));
    }
    return ERROR_NONE;
}
