#include "output/counter.h"

#include "core/text.h"

void
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
add_measure(Counter *counter, size_t person, size_t cell, bool sampled)
{
    Count *count = counter->count;
    uint8_t class_ = counter->measured[person];
    if (class_ == PEOPLE_ABSENT || !counter->counts[class_])
        return;
    count->total[cell] += counter->value[class_];
    count->measured[cell]++;
    keep_greatest(&count->greatest[2 * cell], counter->value[class_]);
    if (count->measured_key != NULL)
        count->measured_key[cell] += counter->people->key[person];
    if (count->other_total == NULL || sampled)
        return;
    count->other_total[cell] += counter->value[class_];
    count->other_measured[cell]++;
    keep_greatest(&count->other_greatest[2 * cell], counter->value[class_]);
}

static void
take_others(const Counter *counter)
{
    Count *count = counter->count;
    count->other_total = arena_take_array(counter->arena, count->cells, sizeof(int64_t));
    count->other_measured = arena_take_array(counter->arena, count->cells, sizeof(int64_t));
    count->other_greatest = arena_take_array(counter->arena, 2 * count->cells, sizeof(int64_t));
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
    if (counter->measured != NULL && years > 0)
        take_others(counter);
    for (size_t person = 0; person < counter->people->count; person++)
    {
        size_t cell;
        if (!counter_cell(counter, person, &cell))
            continue;
        bool in_sample = is_sampled(sampled, years, person);
        count->persons[cell]++;
        count->sampled[cell] += in_sample;
        if (count->key != NULL)
            count->key[cell] += counter->people->key[person];
        if (counter->measured != NULL)
            add_measure(counter, person, cell, in_sample);
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
    if (count->measured_key != NULL)
        count->measured_key[margin] += count->measured_key[cell];
    if (count->other_total == NULL)
        return;
    count->other_total[margin] += count->other_total[cell];
    count->other_measured[margin] += count->other_measured[cell];
    keep_greatest(&count->other_greatest[2 * margin], count->other_greatest[2 * cell]);
    keep_greatest(&count->other_greatest[2 * margin], count->other_greatest[2 * cell + 1]);
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

ErrorKind
count_make(Arena *arena, const People *people, const RequestedFile *file, Count **ret_count,
           Error *err)
{
    Counter counter = {.arena = arena, .people = people, .file = file};
    TRY(counter_open(&counter, err));
    count_persons(&counter);
    add_margins(&counter);
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
sum_is_dominated(int64_t total, const int64_t *greatest, int64_t one_most, int64_t two_most)
{
    int64_t both = greatest[0] + greatest[1];
    return total > 0 && (100 * greatest[0] > one_most * total || 100 * both > two_most * total ||
                         10 * (total - both) < greatest[0]);
}

bool
count_is_dominated(const Count *count, size_t cell, int64_t one_most, int64_t two_most)
{
    return sum_is_dominated(count->total[cell], &count->greatest[2 * cell], one_most, two_most) ||
           (count->other_total != NULL &&
            sum_is_dominated(count->other_total[cell], &count->other_greatest[2 * cell], one_most,
                             two_most));
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
