#include "output/count.h"

#include "core/text.h"
#include "output/inner.h"

#include <stdlib.h>
#include <string.h>

/* What of a person a table looks at, by dimension: the place of each class of the data set. */
typedef struct Lookup
{
    const uint8_t *class_of;
    uint8_t place[REQUEST_CODES]; /* NOWHERE: the person is not in the table */
} Lookup;

#define NOWHERE UINT8_MAX

typedef struct Counter
{
    Arena *arena;
    const People *people;
    const RequestedFile *file;
    Count *count;
    size_t stride[REQUEST_TERMS];
    Lookup axis[REQUEST_TERMS];
    Lookup where[REQUEST_WHERE + 1];
    size_t where_count;
    const uint8_t *measured;
    int64_t value[REQUEST_CODES]; /* of each class of the measure */
    bool counts[REQUEST_CODES];   /* is it a number, not a missing one? */
} Counter;

static ErrorKind
column_of(const People *people, const Attribute *attribute, const uint8_t **ret_class_of,
          Error *err)
{
    const PeopleColumn *column = people_column(people, attribute);
    if (column == NULL)
        return error_set(err, ERROR_INTERNAL, "variable '%s' of %d was not loaded",
                         attribute->variable, attribute->year);
    *ret_class_of = column->class_of;
    return ERROR_NONE;
}

static ErrorKind
prepare_axis(Counter *counter, size_t at, Error *err)
{
    const Axis *axis = &counter->file->by[at];
    Lookup *lookup = &counter->axis[at];
    TRY(column_of(counter->people, &axis->attribute, &lookup->class_of, err));
    memset(lookup->place, NOWHERE, sizeof lookup->place);
    for (size_t place = 0; place < axis->count; place++)
        for (size_t class_ = 0; class_ < REQUEST_CODES; class_++)
            if ((axis->holds[place] >> class_ & 1) != 0)
                lookup->place[class_] = (uint8_t)place;
    return ERROR_NONE;
}

static ErrorKind
prepare_condition(Counter *counter, const Condition *condition, Error *err)
{
    Lookup *lookup = &counter->where[counter->where_count++];
    TRY(column_of(counter->people, &condition->attribute, &lookup->class_of, err));
    for (size_t class_ = 0; class_ < REQUEST_CODES; class_++)
        lookup->place[class_] = (condition->holds >> class_ & 1) != 0 ? 0 : NOWHERE;
    return ERROR_NONE;
}

static void
take_totals(Counter *counter)
{
    size_t cells = counter->count->cells;
    counter->count->total = arena_take_array(counter->arena, cells, sizeof(int64_t));
    counter->count->measured = arena_take_array(counter->arena, cells, sizeof(int64_t));
    counter->count->greatest = arena_take_array(counter->arena, 2 * cells, sizeof(int64_t));
}

static void
take_value(Counter *counter, size_t class_, int64_t value)
{
    Count *count = counter->count;
    bool first = true;
    for (size_t at = 0; at < REQUEST_CODES; at++)
        first = first && !counter->counts[at];
    count->least = first || value < count->least ? value : count->least;
    count->most = first || value > count->most ? value : count->most;
    counter->counts[class_] = true;
    counter->value[class_] = value;
}

static ErrorKind
prepare_measure(Counter *counter, Error *err)
{
    const Attribute *measure = &counter->file->measure;
    const char **codes = NULL;
    size_t count = 0;
    TRY(column_of(counter->people, measure, &counter->measured, err));
    TRY(scheme_codes(counter->arena, measure->scheme, &codes, &count, err));
    for (size_t at = 0; at < measure->scheme->classes.count; at++)
    {
        const Class *class_ = &measure->scheme->classes.items[at];
        for (size_t code = 0; code < count; code++)
            if (class_->missing == NULL && text_equal(codes[code], class_->code))
                take_value(counter, code, strtoll(codes[code], NULL, 10));
    }
    take_totals(counter);
    return ERROR_NONE;
}

/* The outcome of a logistic model is a measure that is 1 where the condition holds, else 0. */
static ErrorKind
prepare_outcome(Counter *counter, Error *err)
{
    const Condition *outcome = &counter->file->outcome;
    TRY(column_of(counter->people, &outcome->attribute, &counter->measured, err));
    for (size_t class_ = 0; class_ < REQUEST_CODES; class_++)
        take_value(counter, class_, (int64_t)(outcome->holds >> class_ & 1));
    take_totals(counter);
    return ERROR_NONE;
}

static ErrorKind
shape(Counter *counter, Error *err)
{
    Count *count = counter->count;
    count->file = counter->file;
    count->axes = counter->file->by_count;
    count->cells = 1;
    for (size_t at = count->axes; at-- > 0;)
    {
        counter->stride[at] = count->cells;
        count->places[at] = counter->file->by[at].count + 1;
        count->cells *= count->places[at];
        if (count->cells > COUNT_CELLS)
            return error_set(err, ERROR_DATA, "file '%s': more than %zu cells", counter->file->name,
                             COUNT_CELLS);
    }
    count->persons = arena_take_array(counter->arena, count->cells, sizeof(int64_t));
    count->sampled = arena_take_array(counter->arena, count->cells, sizeof(int64_t));
    if (counter->people->key != NULL)
        count->key = arena_take_array(counter->arena, count->cells, sizeof(uint64_t));
    return ERROR_NONE;
}

/* The inner cell of a person; false where she is not in the table. */
static inline bool
cell_of(const Counter *counter, size_t person, size_t *ret_cell)
{
    size_t cell = 0;
    for (size_t at = 0; at < counter->where_count; at++)
    {
        uint8_t class_ = counter->where[at].class_of[person];
        if (class_ == PEOPLE_ABSENT || counter->where[at].place[class_] == NOWHERE)
            return false;
    }
    for (size_t at = 0; at < counter->count->axes; at++)
    {
        uint8_t class_ = counter->axis[at].class_of[person];
        if (class_ == PEOPLE_ABSENT || counter->axis[at].place[class_] == NOWHERE)
            return false;
        cell += counter->stride[at] * counter->axis[at].place[class_];
    }
    *ret_cell = cell;
    return true;
}

/* Keeps the two greatest sizes of contributions. */
static void
keep_greatest(int64_t *greatest, int64_t value)
{
    int64_t size = value < 0 ? -value : value;
    if (size > greatest[0])
    {
        greatest[1] = greatest[0];
        greatest[0] = size;
    }
    else if (size > greatest[1])
        greatest[1] = size;
}

static void
add_measure(Counter *counter, size_t person, size_t cell)
{
    uint8_t class_ = counter->measured[person];
    if (class_ == PEOPLE_ABSENT || !counter->counts[class_])
        return;
    counter->count->total[cell] += counter->value[class_];
    counter->count->measured[cell]++;
    keep_greatest(&counter->count->greatest[2 * cell], counter->value[class_]);
}

/* Is she in a sample of the recipient's, in any of the years that the table names? */
static bool
is_sampled(const bool *const *sampled, size_t years, size_t person)
{
    for (size_t at = 0; at < years; at++)
        if (sampled[at][person])
            return true;
    return false;
}

static size_t
sampled_years(const Counter *counter, const bool **ret_sampled)
{
    size_t years = 0;
    for (size_t at = 0; at < counter->people->years.count; at++)
    {
        const PeopleYear *year = &counter->people->years.items[at];
        bool used = year->sampled != NULL && file_uses_year(counter->file, year->year);
        if (used)
            ret_sampled[years++] = year->sampled;
    }
    return years;
}

static void
count_persons(Counter *counter)
{
    Count *count = counter->count;
    const bool **sampled =
        arena_take_array(counter->arena, counter->people->years.count + 1, sizeof *sampled);
    size_t years = sampled_years(counter, sampled);
    for (size_t person = 0; person < counter->people->count; person++)
    {
        size_t cell;
        if (!cell_of(counter, person, &cell))
            continue;
        count->persons[cell]++;
        count->sampled[cell] += is_sampled(sampled, years, person);
        if (count->key != NULL)
            count->key[cell] += counter->people->key[person];
        if (counter->measured != NULL)
            add_measure(counter, person, cell);
    }
}

/* Adds what stands in one place of an axis to that axis's margin. */
static void
add_to_margin(Count *count, size_t cell, size_t margin)
{
    count->persons[margin] += count->persons[cell];
    count->sampled[margin] += count->sampled[cell];
    if (count->key != NULL)
        count->key[margin] += count->key[cell];
    if (count->total == NULL)
        return;
    count->total[margin] += count->total[cell];
    count->measured[margin] += count->measured[cell];
    keep_greatest(&count->greatest[2 * margin], count->greatest[2 * cell]);
    keep_greatest(&count->greatest[2 * margin], count->greatest[2 * cell + 1]);
}

/* Axis by axis, so that each margin is made once, from cells that are complete by then. */
static void
add_margins(const Counter *counter)
{
    Count *count = counter->count;
    for (size_t axis = 0; axis < count->axes; axis++)
        for (size_t cell = 0; cell < count->cells; cell++)
        {
            size_t place = count_place(count, cell, axis);
            size_t last = count->places[axis] - 1;
            if (place < last)
                add_to_margin(count, cell, cell + (last - place) * counter->stride[axis]);
        }
}

/* Distinct households of each cell: the persons of a household are looked at together. */
typedef struct Member
{
    uint32_t household;
    uint32_t cell;
} Member;

static int
member_order(const void *one, const void *other)
{
    const Member *left = one;
    const Member *right = other;
    if (left->household != right->household)
        return left->household < right->household ? -1 : 1;
    return (left->cell > right->cell) - (left->cell < right->cell);
}

/* Every cell that holds the inner one, itself included. */
static void
for_each_margin(const Counter *counter, size_t inner, uint32_t mark, uint32_t *marked)
{
    const Count *count = counter->count;
    for (unsigned bits = 0; bits < 1U << count->axes; bits++)
    {
        size_t cell = inner;
        for (size_t axis = 0; axis < count->axes; axis++)
            if ((bits >> axis & 1) != 0)
                cell += (count->places[axis] - 1 - count_place(count, inner, axis)) *
                        counter->stride[axis];
        if (marked[cell] != mark)
        {
            marked[cell] = mark;
            count->households[cell]++;
        }
    }
}

static void
count_households(const Counter *counter)
{
    SCRATCH Arena *work = arena_new("households");
    const People *people = counter->people;
    Member *members = arena_take_array(work, people->count + 1, sizeof *members);
    uint32_t *marked = arena_take_array(work, counter->count->cells, sizeof *marked);
    size_t count = 0;
    for (size_t person = 0; person < people->count; person++)
    {
        size_t cell;
        if (cell_of(counter, person, &cell))
            members[count++] = (Member){people->household[person], (uint32_t)cell};
    }
    qsort(members, count, sizeof *members, member_order);
    counter->count->households =
        arena_take_array(counter->arena, counter->count->cells, sizeof(int64_t));
    uint32_t mark = 0;
    for (size_t at = 0; at < count; at++)
    {
        mark += at == 0 || members[at].household != members[at - 1].household;
        for_each_margin(counter, members[at].cell, mark, marked);
    }
}

ErrorKind
count_make(Arena *arena, const People *people, const RequestedFile *file, Count **ret_count,
           Error *err)
{
    Counter counter = {.arena = arena, .people = people, .file = file};
    counter.count = arena_take(arena, sizeof *counter.count);
    TRY(shape(&counter, err));
    for (size_t at = 0; at < file->by_count; at++)
        TRY(prepare_axis(&counter, at, err));
    for (size_t at = 0; at < file->where_count; at++)
        TRY(prepare_condition(&counter, &file->where[at], err));
    if (file->has_measure)
        TRY(prepare_measure(&counter, err));
    if (file->type == OUTPUT_MODEL && file->family == MODEL_LOGISTIC)
        TRY(prepare_outcome(&counter, err));
    count_persons(&counter);
    add_margins(&counter);
    if (people->household != NULL)
        count_households(&counter);
    *ret_count = counter.count;
    return ERROR_NONE;
}

size_t
count_place(const Count *count, size_t cell, size_t axis)
{
    for (size_t at = count->axes; at-- > axis + 1;)
        cell /= count->places[at];
    return cell % count->places[axis];
}

bool
count_is_margin(const Count *count, size_t cell)
{
    for (size_t axis = 0; axis < count->axes; axis++)
        if (count_place(count, cell, axis) == count->places[axis] - 1)
            return true;
    return false;
}

bool
count_is_dominated(const Count *count, size_t cell, int64_t one_most, int64_t two_most)
{
    int64_t total = count->total[cell];
    int64_t first = count->greatest[2 * cell];
    int64_t second = count->greatest[2 * cell + 1];
    if (count->measured[cell] == 0 || total <= 0)
        return false;
    return 100 * first > one_most * total || 100 * (first + second) > two_most * total ||
           10 * (total - first - second) < first;
}

const char *
count_cell_name(Arena *arena, const RequestedFile *file, const Count *count, size_t cell)
{
    Text name = text_new(arena);
    for (size_t axis = 0; axis < count->axes; axis++)
    {
        size_t place = count_place(count, cell, axis);
        text_print(&name, "%s%s=%s", axis == 0 ? "" : ", ", file->by[axis].column,
                   place == count->places[axis] - 1 ? "*" : file->by[axis].code[place]);
    }
    return name.bytes;
}

bool
file_uses_year(const RequestedFile *file, int year)
{
    for (size_t at = 0; at < file->by_count; at++)
        if (file->by[at].attribute.year == year)
            return true;
    for (size_t at = 0; at < file->where_count; at++)
        if (file->where[at].attribute.year == year)
            return true;
    return false;
}
