#include "output/footing.h"

#include "core/text.h"
#include "output/earlier.h"
#include "output/inner.h"
#include "output/nesting.h"

static FootingColumn *
column_of(const Footing *footing, const Attribute *attribute)
{
    for (size_t at = 0; at < footing->columns.count; at++)
        if (attribute_equal(&footing->columns.items[at].offers.items[0].attribute, attribute))
            return &footing->columns.items[at];
    return NULL;
}

const FootingColumn *
footing_column(const Footing *footing, const Attribute *attribute)
{
    return column_of(footing, attribute);
}

static Date
footing_date(const Footing *footing, int year)
{
    return deliberation_reference_date(footing->scope->deliberation, year);
}

/* Is each class of coarse a union of classes of fine? */
static bool
holds_classes(const Footing *footing, int year, const Classification *fine,
              const Classification *coarse)
{
    SCRATCH Arena *work = arena_new("classes");
    size_t *within = arena_take_array(work, fine->classes.count + 1, sizeof *within);
    return fine == coarse || nesting_find(fine, coarse, footing_date(footing, year), within);
}

static void
offer(Footing *footing, FootingColumn *column, const Attribute *attribute, size_t source)
{
    for (size_t at = 0; at < column->offers.count; at++)
        if (column->offers.items[at].source == source)
            return;
    *LIST_ADD(footing->arena, &column->offers) = (FootingOffer){*attribute, source};
}

/* The own data set offers a variable first, also where only an earlier output names it. */
static ErrorKind
add_column(Footing *footing, const Attribute *attribute, size_t source, Error *err)
{
    FootingColumn *column = column_of(footing, attribute);
    const AllowedVariable *allowed =
        deliberation_variable(footing->scope->deliberation, attribute->variable);
    if (column != NULL)
    {
        offer(footing, column, attribute, source);
        return ERROR_NONE;
    }
    column = LIST_ADD(footing->arena, &footing->columns);
    if (allowed != NULL && source != FOOTING_OWN &&
        years_contain(&footing->scope->communication->years, attribute->year))
    {
        Axis axis;
        AxisAsk ask = {.variable = allowed->name, .year = attribute->year};
        TRY(axis_resolve(footing->arena, footing->scope, &ask, &axis, err));
        offer(footing, column, &axis.attribute, FOOTING_OWN);
    }
    offer(footing, column, attribute, source);
    return ERROR_NONE;
}

ErrorKind
footing_add(Footing *footing, size_t source, const RequestedFile *file, Error *err)
{
    for (size_t at = 0; requested_attribute(file, at) != NULL; at++)
        TRY(add_column(footing, requested_attribute(file, at), source, err));
    if (file->has_measure && source == FOOTING_OWN)
        footing_keep(footing, &file->measure);
    return ERROR_NONE;
}

void
footing_keep(Footing *footing, const Attribute *attribute)
{
    FootingColumn *column = column_of(footing, attribute);
    if (column != NULL && column->offers.items[0].source == FOOTING_OWN)
        column->is_own = true;
}

void
footing_add_gap(Footing *footing, size_t source, int year)
{
    *LIST_ADD(footing->arena, &footing->gaps) = (FootingGap){source, year};
}

static bool
is_there(const Footing *footing, const FootingOffer *one)
{
    for (size_t at = 0; at < footing->gaps.count; at++)
        if (footing->gaps.items[at].source == one->source &&
            footing->gaps.items[at].year == one->attribute.year)
            return false;
    return true;
}

/* Can all that are offered be told in the classes of this one? */
static bool
serves_all(const Footing *footing, const FootingColumn *column, const FootingOffer *one)
{
    for (size_t at = 0; at < column->offers.count; at++)
        if (!holds_classes(footing, one->attribute.year, one->attribute.scheme,
                           column->offers.items[at].attribute.scheme))
            return false;
    return true;
}

static void
settle(const Footing *footing, FootingColumn *column)
{
    const FootingOffer *first = &column->offers.items[0];
    column->settled = (FootingOffer){first->attribute, FOOTING_NONE};
    if (first->source == FOOTING_OWN)
        column->settled = *first;
    for (size_t at = 0; !column->is_own && at < column->offers.count; at++)
    {
        const FootingOffer *one = &column->offers.items[at];
        if (!is_there(footing, one))
            continue;
        if (column->settled.source == FOOTING_NONE || serves_all(footing, column, one))
            column->settled = *one;
        if (serves_all(footing, column, one))
            return;
    }
}

void
footing_settle(Footing *footing)
{
    for (size_t at = 0; at < footing->columns.count; at++)
        settle(footing, &footing->columns.items[at]);
}

/* A list of the attribute's own classes seen over those that were chosen. */
static ErrorKind
axis_restate(const Footing *footing, const Attribute *chosen, Axis *axis, Error *err)
{
    axis->attribute.variable = chosen->variable;
    axis->attribute.scheme = chosen->scheme;
    axis->attribute.all = 0;
    axis->count = 0;
    return axis_fill(footing->arena, footing_date(footing, chosen->year), axis, err);
}

static ErrorKind
condition_restate(const Footing *footing, const Attribute *chosen, Condition *condition, Error *err)
{
    Axis axis = {.attribute = condition->attribute, .list = condition->attribute.scheme};
    Names codes = classes_codes(footing->arena, axis.list, condition->holds);
    TRY(axis_restate(footing, chosen, &axis, err));
    *condition = (Condition){.attribute = axis.attribute};
    for (size_t at = 0; at < codes.count; at++)
        for (size_t place = 0; place < axis.count; place++)
            if (text_equal(axis.code[place], codes.items[at]))
                condition->holds |= axis.holds[place];
    return ERROR_NONE;
}

static bool
is_lost(const Footing *footing, const Attribute *attribute, bool is_measure)
{
    const FootingOffer *settled = &column_of(footing, attribute)->settled;
    if (settled->source == FOOTING_NONE)
        return true;
    if (is_measure && !text_equal(settled->attribute.scheme->name, attribute->scheme->name))
        return true;
    return !holds_classes(footing, attribute->year, settled->attribute.scheme, attribute->scheme);
}

static const Attribute *
find_lost(const Footing *footing, const RequestedFile *file)
{
    for (size_t at = 0; requested_attribute(file, at) != NULL; at++)
    {
        const Attribute *one = requested_attribute(file, at);
        if (is_lost(footing, one, file->has_measure && one == &file->measure))
            return one;
    }
    return NULL;
}

static const Attribute *
chosen_for(const Footing *footing, const Attribute *attribute)
{
    return &column_of(footing, attribute)->settled.attribute;
}

ErrorKind
footing_restate(const Footing *footing, const RequestedFile *file, RequestedFile *ret_file,
                const Attribute **ret_lost, Error *err)
{
    *ret_file = *file;
    *ret_lost = find_lost(footing, file);
    if (*ret_lost != NULL)
        return ERROR_NONE;
    ret_file->told = requested_print(footing->arena, file);
    for (size_t at = 0; at < file->by_count; at++)
        TRY(axis_restate(footing, chosen_for(footing, &file->by[at].attribute), &ret_file->by[at],
                         err));
    for (size_t at = 0; at < file->where_count; at++)
        TRY(condition_restate(footing, chosen_for(footing, &file->where[at].attribute),
                              &ret_file->where[at], err));
    if (file->has_measure)
        ret_file->measure = *chosen_for(footing, &file->measure);
    if (file->type == OUTPUT_MODEL && file->family == MODEL_LOGISTIC)
        TRY(condition_restate(footing, chosen_for(footing, &file->outcome.attribute),
                              &ret_file->outcome, err));
    return ERROR_NONE;
}
