#include "disclosure/suda_search.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX
#define SMALL_GROUP 24 /* rows: up to here insertion beats counting */

/* For so many bytes each row has a bit for every set of keys; with more sets it has a list of its
 * MSUs, which is slower. */
#define COVER_BYTES ((uint64_t)1 << 29)
#define COVER_KEYS 12

/* Does keys hold an MSU of the row? */
static bool
holds_unique(const Search *search, uint32_t row, uint32_t keys)
{
    if (search->cover != NULL)
        return (search->cover[row * search->cover_words + keys / 64] >> keys % 64 & 1U) != 0;
    for (uint32_t at = search->last[row]; at != NONE; at = search->uniques[at].before)
        if ((search->uniques[at].keys & keys) == search->uniques[at].keys)
            return true;
    return false;
}

/* From now on every set that holds keys holds an MSU of the row. */
static uint32_t
cover_supersets(Search *search, uint32_t row, uint32_t keys)
{
    if (search->cover == NULL)
    {
        uint32_t before = search->last[row];
        search->last[row] = (uint32_t)search->unique_count;
        return before;
    }
    uint64_t *mine = search->cover + row * search->cover_words;
    const uint64_t *supers = search->supers + keys * search->cover_words;
    for (size_t word = 0; word < search->cover_words; word++)
        mine[word] |= supers[word];
    return NONE;
}

/* All sets inside keys came before it, so keys is minimal for the row unless one of them is its
 * MSU. */
static void
add_unique(Search *search, uint32_t row, uint32_t keys)
{
    if (search->overflow || holds_unique(search, row, keys))
        return;
    if (search->unique_count == search->unique_capacity)
    {
        size_t capacity = search->unique_capacity == 0 ? 4096 : search->unique_capacity * 2;
        search->overflow = capacity > SUDA_UNIQUES;
        if (search->overflow)
            return;
        search->uniques = realloc(search->uniques, capacity * sizeof *search->uniques);
        if (search->uniques == NULL)
            error_out_of_memory();
        search->unique_capacity = capacity;
    }
    uint32_t before = cover_supersets(search, row, keys);
    search->uniques[search->unique_count++] = (Unique){keys, row, before};
}

static void
prepare_cover(Search *search, Arena *work, size_t set_size)
{
    size_t sets = (size_t)1 << set_size;
    size_t words = (sets + 63) / 64;
    if (set_size > COVER_KEYS || (uint64_t)search->table->rows * words * 8 > COVER_BYTES)
    {
        search->last = arena_take_array(work, search->table->rows, sizeof(uint32_t));
        memset(search->last, 0xff, search->table->rows * sizeof *search->last);
        return;
    }
    search->cover_words = words;
    search->cover = arena_take_array(work, search->table->rows * words, sizeof(uint64_t));
    search->supers = arena_take_array(work, sets * words, sizeof(uint64_t));
    for (size_t set = 0; set < sets; set++)
        for (size_t super = set; super < sets; super++)
            if ((super & set) == set)
                search->supers[set * words + super / 64] |= (uint64_t)1 << super % 64;
}

/* The rows of one set of keys, group after group; groups of one row are left out. */
typedef struct Groups
{
    uint32_t *rows;
    size_t row_count;
    uint32_t *starts; /* where each group begins, and behind the last where it ends */
    size_t count;
} Groups;

static void
sort_small(const uint16_t *codes, const uint32_t *rows, size_t count, uint32_t *into)
{
    for (size_t at = 0; at < count; at++)
    {
        size_t place = at;
        for (; place > 0 && codes[into[place - 1]] > codes[rows[at]]; place--)
            into[place] = into[place - 1];
        into[place] = rows[at];
    }
}

/* One stable pass by eight bits of the code: what it costs is bounded whatever the codes are. */
static void
sort_by_byte(const uint16_t *codes, unsigned shift, const uint32_t *rows, size_t count,
             uint32_t *into)
{
    uint32_t start[256] = {0};
    for (size_t at = 0; at < count; at++)
        start[codes[rows[at]] >> shift & 255]++;
    uint32_t next = 0;
    for (size_t byte = 0; byte < 256; byte++)
    {
        uint32_t of_byte = start[byte];
        start[byte] = next;
        next += of_byte;
    }
    for (size_t at = 0; at < count; at++)
        into[start[codes[rows[at]] >> shift & 255]++] = rows[at];
}

static void
sort_group(Search *search, size_t key, const uint32_t *rows, size_t count, uint32_t *into)
{
    const uint16_t *codes = search->table->codes[search->set[key]];
    if (count <= SMALL_GROUP)
        sort_small(codes, rows, count, into);
    else if (search->table->sizes[search->set[key]] <= 256)
        sort_by_byte(codes, 0, rows, count, into);
    else
    {
        sort_by_byte(codes, 0, rows, count, search->spare);
        sort_by_byte(codes, 8, search->spare, count, into);
    }
}

/* Orders the rows of one group by the key, keeps what still has company, and notes what is alone.
 */
static void
refine_group(Search *search, size_t key, const uint32_t *rows, size_t count, uint32_t keys,
             Groups *into)
{
    const uint16_t *codes = search->table->codes[search->set[key]];
    uint32_t *sorted = into->rows + into->row_count;
    sort_group(search, key, rows, count, sorted);
    size_t kept = 0;
    for (size_t begin = 0, end = 0; begin < count; begin = end)
    {
        for (end = begin + 1; end < count && codes[sorted[end]] == codes[sorted[begin]];)
            end++;
        if (end - begin == 1)
        {
            add_unique(search, sorted[begin], keys);
            continue;
        }
        into->starts[into->count++] = (uint32_t)(into->row_count + kept);
        memmove(sorted + kept, sorted + begin, (end - begin) * sizeof *sorted);
        kept += end - begin;
    }
    into->row_count += kept;
}

/*
 * The set keys, whose groups are given, and all sets that come from it by adding keys below
 * `below`: first its own refinements by smaller keys. The sets come in the order of their bits read
 * as a number, so that every subset of a set comes before it.
 */
static void
search_below(Search *search, const Groups *groups, uint32_t keys, size_t below, size_t depth)
{
    if (depth == search->cap || groups->row_count == 0)
        return;
    SCRATCH Arena *work = arena_new("suda groups");
    Groups refined = {.rows = arena_take_array(work, groups->row_count, sizeof(uint32_t)),
                      .starts =
                          arena_take_array(work, groups->row_count / 2 + 2, sizeof(uint32_t))};
    for (size_t key = 0; key < below && !search->overflow; key++)
    {
        uint32_t with = keys | 1U << key;
        refined.count = refined.row_count = 0;
        for (size_t at = 0; at < groups->count; at++)
            refine_group(search, key, groups->rows + groups->starts[at],
                         groups->starts[at + 1] - groups->starts[at], with, &refined);
        refined.starts[refined.count] = (uint32_t)refined.row_count;
        search_below(search, &refined, with, key, depth + 1);
    }
}

/* The more codes a key has, the higher its bit: half of all sets hold the highest, and the sooner
 * records are alone the less there is to search. */
static void
order_keys(Search *search, const size_t *set, size_t set_size)
{
    for (size_t at = 0; at < set_size; at++)
    {
        size_t place = at;
        for (; place > 0 &&
               search->table->sizes[search->set[place - 1]] > search->table->sizes[set[at]];
             place--)
        {
            search->set[place] = search->set[place - 1];
            search->order[place] = search->order[place - 1];
        }
        search->set[place] = set[at];
        search->order[place] = at;
    }
}

static void
search_all(Search *search, Arena *work, size_t set_size)
{
    Groups all = {.rows = arena_take_array(work, search->table->rows, sizeof(uint32_t)),
                  .starts = arena_take_array(work, 2, sizeof(uint32_t)),
                  .count = 1};
    for (size_t row = 0; row < search->table->rows; row++)
        if (key_in_file(search->table, row))
            all.rows[all.row_count++] = (uint32_t)row;
    all.starts[1] = (uint32_t)all.row_count;
    if (all.row_count == 1)
        add_unique(search, all.rows[0], 0);
    else
        search_below(search, &all, 0, set_size, 0);
}

void
suda_find(Search *search, Arena *work, const size_t *set, size_t set_size)
{
    order_keys(search, set, set_size);
    prepare_cover(search, work, set_size);
    search->spare = arena_take_array(work, search->table->rows, sizeof(uint32_t));
    search_all(search, work, set_size);
}
