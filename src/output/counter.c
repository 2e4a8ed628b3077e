#include "output/counter.h"

#include "core/text.h"
#include "output/inner.h"

#include <stdlib.h>
#include <string.h>

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
    if (counter->people->key != NULL)
        counter->count->measured_key = arena_take_array(counter->arena, cells, sizeof(uint64_t));
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

ErrorKind
counter_open(Counter *counter, Error *err)
{
    const RequestedFile *file = counter->file;
    counter->count = arena_take(counter->arena, sizeof *counter->count);
    TRY(shape(counter, err));
    for (size_t at = 0; at < file->by_count; at++)
        TRY(prepare_axis(counter, at, err));
    for (size_t at = 0; at < file->where_count; at++)
        TRY(prepare_condition(counter, &file->where[at], err));
    if (file->has_measure)
        TRY(prepare_measure(counter, err));
    if (file->type == OUTPUT_MODEL && file->family == MODEL_LOGISTIC)
        TRY(prepare_outcome(counter, err));
    return ERROR_NONE;
}
