#include "disclosure/alone.h"

#include "disclosure/field.h"
#include "disclosure/known.h"

#include <stdlib.h>
#include <string.h>

#define PARTS 12     /* the largest common denominator that is tried for factors ... */
#define LARGEST 4096 /* ... which are then at most this */

/* A cell that is not shown, modulo what everybody knows: a sensitive one, or one in which somebody
 * is alone. */
typedef struct Hidden
{
    uint32_t cell;
    uint32_t sole;
    SpanVector residue;
    uint64_t scale; /* by what it was divided */
} Hidden;

typedef struct HiddenList LIST_OF(Hidden) HiddenList;

/* A residue, and behind it, from row `inner` on, how it is made of his cells. */
typedef SpanVector Mixed;

typedef struct Search
{
    Arena *arena;
    const Model *model;
    HiddenList hidden; /* by the first row of the residue, then by cell */
    AloneFacts *facts;
    Mixed *basis; /* of one contributor, by first row */
    size_t basis_count;
    const Hidden **own; /* his cells; the rows behind `inner` stand for them */
    size_t own_count;
    size_t worked_out;
} Search;

static int
compare_hidden(const void *one, const void *other)
{
    const Hidden *first = one;
    const Hidden *second = other;
    if (first->residue.row[0] != second->residue.row[0])
        return first->residue.row[0] < second->residue.row[0] ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

static HiddenList
find_hidden(Arena *arena, const Model *model, const bool *known, const uint32_t *sole, size_t cells)
{
    HiddenList list = {0};
    Span *span = known_span(arena, model, known);
    for (uint32_t cell = 0; cell < model->cells; cell++)
    {
        uint32_t alone = cell < cells ? sole[cell] : ALONE_NOBODY;
        if (cell_is_shown(&model->cell[cell]) ||
            (alone == ALONE_NOBODY && !cell_is_sensitive(&model->cell[cell])))
            continue;
        SpanVector residue = known_residue(arena, span, model, cell);
        if (residue.count > 0)
            *LIST_ADD(arena, &list) = (Hidden){cell, alone, residue, span_scale(span)};
    }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_hidden);
    return list;
}

/* one - factor * other. */
static Mixed
subtract(Arena *arena, Mixed one, uint64_t factor, Mixed other)
{
    Mixed sum = {.row = arena_take_array(arena, one.count + other.count, sizeof *sum.row),
                 .value = arena_take_array(arena, one.count + other.count, sizeof *sum.value)};
    for (size_t at = 0, to = 0; at < one.count || to < other.count;)
    {
        bool mine = to == other.count || (at < one.count && one.row[at] <= other.row[to]);
        bool theirs = at == one.count || (to < other.count && other.row[to] <= one.row[at]);
        uint32_t row = mine ? one.row[at] : other.row[to];
        uint64_t value = field_subtract(mine ? one.value[at] : 0,
                                        theirs ? field_multiply(factor, other.value[to]) : 0);
        at += mine;
        to += theirs;
        sum.row[sum.count] = row;
        sum.value[sum.count] = value;
        sum.count += value != 0;
    }
    return sum;
}

/* The place in the basis of a vector with this first row, or where it belongs. */
static size_t
place_of(const Search *search, uint32_t row)
{
    size_t low = 0;
    size_t high = search->basis_count;
    while (low < high)
    {
        size_t middle = low + (high - low) / 2;
        if (search->basis[middle].row[0] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Takes the basis off as long as it has a vector with the first row; what is left begins behind
 * `inner` where the vector is in its span. */
static Mixed
reduce(const Search *search, Arena *arena, Mixed vector)
{
    while (vector.count > 0 && vector.row[0] < search->model->inner)
    {
        size_t at = place_of(search, vector.row[0]);
        if (at == search->basis_count || search->basis[at].row[0] != vector.row[0])
            break;
        uint64_t factor =
            field_multiply(vector.value[0], field_inverse(search->basis[at].value[0]));
        vector = subtract(arena, vector, factor, search->basis[at]);
    }
    return vector;
}

static bool
is_spanned(const Search *search, Mixed vector)
{
    return vector.count == 0 || vector.row[0] >= search->model->inner;
}

static void
add_own(Search *search, Arena *work, const Hidden *hidden)
{
    size_t count = hidden->residue.count;
    Mixed mixed = {.row = arena_take_array(work, count + 1, sizeof *mixed.row),
                   .value = arena_take_array(work, count + 1, sizeof *mixed.value),
                   .count = count + 1};
    memcpy(mixed.row, hidden->residue.row, count * sizeof *mixed.row);
    memcpy(mixed.value, hidden->residue.value, count * sizeof *mixed.value);
    mixed.row[count] = (uint32_t)(search->model->inner + search->own_count);
    mixed.value[count] = 1;
    mixed = reduce(search, work, mixed);
    if (is_spanned(search, mixed)) /* he knows it twice */
        return;
    search->own[search->own_count++] = hidden;
    size_t at = place_of(search, mixed.row[0]);
    memmove(search->basis + at + 1, search->basis + at,
            (search->basis_count++ - at) * sizeof *search->basis);
    search->basis[at] = mixed;
}

/* A small whole number of parts, as the field has it; false: it is none. */
static bool
whole_of(uint64_t value, int parts, int64_t *ret_whole)
{
    uint64_t times = field_multiply(value, (uint64_t)parts);
    uint64_t size = times <= FIELD_PRIME / 2 ? times : FIELD_PRIME - times;
    *ret_whole = times <= FIELD_PRIME / 2 ? (int64_t)size : -(int64_t)size;
    return size <= LARGEST;
}

/* The multiples of his cells that make, with `parts` times the cell, a fact that everybody knows.
 */
static bool
multiples_of(const Search *search, const Hidden *hidden, Mixed left, int parts, int64_t *multiple)
{
    for (size_t at = 0; at < left.count; at++)
    {
        const Hidden *own = search->own[left.row[at] - search->model->inner];
        uint64_t value = field_multiply(left.value[at],
                                        field_multiply(hidden->scale, field_inverse(own->scale)));
        if (!whole_of(value, parts, &multiple[at]))
            return false;
    }
    return true;
}

typedef struct Entry
{
    uint32_t row;
    int64_t factor;
} Entry;

typedef struct EntryList LIST_OF(Entry) EntryList;

static void
add_column(Arena *work, const Model *model, uint32_t cell, int64_t times, EntryList *entries)
{
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        *LIST_ADD(work, entries) = (Entry){model->row[at], times * model->factor[at]};
}

static int
compare_entries(const void *one, const void *other)
{
    uint32_t first = ((const Entry *)one)->row;
    uint32_t second = ((const Entry *)other)->row;
    return (first > second) - (first < second);
}

/* Adds up the entries of each inner cell; a fact whose first factor is below 0 is the same with all
 * signs changed. False where a factor is too large. */
static bool
make_fact(Arena *arena, EntryList *entries, AloneFact *ret_fact)
{
    qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
    AloneFact fact = {.row = arena_take_array(arena, entries->count, sizeof *fact.row),
                      .factor = arena_take_array(arena, entries->count, sizeof *fact.factor)};
    int64_t sign = 0;
    for (size_t from = 0, to; from < entries->count; from = to)
    {
        int64_t sum = 0;
        for (to = from; to < entries->count && entries->items[to].row == entries->items[from].row;)
            sum += entries->items[to++].factor; /* of at most 2^43 each */
        if (sum >= INT32_MAX || sum <= -INT32_MAX)
            return false;
        sign = sign != 0 ? sign : sum < 0 ? -1 : 1;
        fact.row[fact.count] = entries->items[from].row;
        fact.factor[fact.count] = (int32_t)(sign * sum);
        sign = sum == 0 && fact.count == 0 ? 0 : sign;
        fact.count += sum != 0;
    }
    *ret_fact = fact;
    return true;
}

/* He works a cell out: `left` says of which multiples of his own. */
static void
give_away(Search *search, Arena *work, const Hidden *hidden, Mixed left)
{
    int64_t *multiple = arena_take_array(work, left.count, sizeof *multiple);
    EntryList entries = {0};
    AloneFact fact;
    int parts = 1;
    while (parts <= PARTS && !multiples_of(search, hidden, left, parts, multiple))
        parts++;
    if (parts <= PARTS)
    {
        add_column(work, search->model, hidden->cell, parts, &entries);
        for (size_t at = 0; at < left.count; at++)
            add_column(work, search->model, search->own[left.row[at] - search->model->inner]->cell,
                       multiple[at], &entries);
    }
    bool made = parts <= PARTS && make_fact(search->arena, &entries, &fact);
    if (made && fact.count == 0) /* it is made of his own cells alone */
        return;
    search->worked_out++;
    if (!made)
        return;
    int64_t width = search->model->cell[hidden->cell].width;
    fact.width = width > 0 ? width : 1;
    fact.cell = ALONE_NOBODY;
    *LIST_ADD(search->arena, search->facts) = fact;
}

/* All that one contributor works out, from his cells. */
static void
look_from(Search *search, uint32_t sole, const size_t *cells, size_t count)
{
    SCRATCH Arena *work = arena_new("contributor");
    search->basis = arena_take_array(work, count + 1, sizeof *search->basis);
    search->own = arena_take_array(work, count + 1, sizeof *search->own);
    search->basis_count = search->own_count = 0;
    for (size_t at = 0; at < count; at++)
        add_own(search, work, &search->hidden.items[cells[at]]);
    for (size_t at = 0; at < search->basis_count; at++)
    {
        size_t next = 0;
        size_t high = search->hidden.count;
        while (next < high)
        {
            size_t middle = next + (high - next) / 2;
            if (search->hidden.items[middle].residue.row[0] < search->basis[at].row[0])
                next = middle + 1;
            else
                high = middle;
        }
        for (; next < search->hidden.count; next++)
        {
            const Hidden *hidden = &search->hidden.items[next];
            if (hidden->residue.row[0] != search->basis[at].row[0])
                break;
            if (hidden->sole == sole || !cell_is_sensitive(&search->model->cell[hidden->cell]))
                continue;
            Mixed left = reduce(search, work, hidden->residue);
            if (is_spanned(search, left))
                give_away(search, work, hidden, left);
        }
    }
}

static int
compare_facts(const void *one, const void *other)
{
    const AloneFact *first = one;
    const AloneFact *second = other;
    if (first->count != second->count)
        return first->count < second->count ? -1 : 1;
    int order = memcmp(first->row, second->row, first->count * sizeof *first->row);
    if (order == 0)
        order = memcmp(first->factor, second->factor, first->count * sizeof *first->factor);
    if (order == 0)
        order = (first->width < second->width) - (first->width > second->width);
    return order;
}

/* Each fact once, with the widest of its needs. */
static void
sort_facts(AloneFacts *facts)
{
    size_t kept = 0;
    if (facts->count > 0)
        qsort(facts->items, facts->count, sizeof *facts->items, compare_facts);
    for (size_t at = 0; at < facts->count; at++)
    {
        const AloneFact *fact = &facts->items[at];
        const AloneFact *last = kept > 0 ? &facts->items[kept - 1] : NULL;
        if (last == NULL || last->count != fact->count ||
            memcmp(last->row, fact->row, fact->count * sizeof *fact->row) != 0 ||
            memcmp(last->factor, fact->factor, fact->count * sizeof *fact->factor) != 0)
            facts->items[kept++] = *fact;
    }
    facts->count = kept;
}

/* A cell in the list, at who is alone in it. */
typedef struct Owner
{
    uint32_t sole;
    uint32_t cell;
    size_t at;
} Owner;

static int
compare_owners(const void *one, const void *other)
{
    const Owner *first = one;
    const Owner *second = other;
    if (first->sole != second->sole)
        return first->sole < second->sole ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

size_t
alone_find(Arena *arena, const Model *model, const bool *known, const uint32_t *sole, size_t cells,
           AloneFacts *facts)
{
    SCRATCH Arena *work = arena_new("alone");
    Search search = {.arena = arena, .model = model, .facts = facts};
    search.hidden = find_hidden(work, model, known, sole, cells);
    Owner *owners = arena_take_array(work, search.hidden.count + 1, sizeof *owners);
    size_t *own = arena_take_array(work, search.hidden.count + 1, sizeof *own);
    size_t count = 0;
    for (size_t at = 0; at < search.hidden.count; at++)
        if (search.hidden.items[at].sole != ALONE_NOBODY)
            owners[count++] =
                (Owner){search.hidden.items[at].sole, search.hidden.items[at].cell, at};
    qsort(owners, count, sizeof *owners, compare_owners);
    for (size_t from = 0, to; from < count; from = to)
    {
        for (to = from; to < count && owners[to].sole == owners[from].sole; to++)
            own[to - from] = owners[to].at;
        look_from(&search, owners[from].sole, own, to - from);
    }
    sort_facts(facts);
    return search.worked_out;
}
