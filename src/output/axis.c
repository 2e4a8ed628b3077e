/* Dimensions and conditions: from their names to classes of the data set. */
#include "core/text.h"
#include "output/inner.h"
#include "output/nesting.h"

#include "catalogue/decimal.h"

#include <stdlib.h>
#include <string.h>

bool
attribute_equal(const Attribute *one, const Attribute *other)
{
    return one->year == other->year && text_equal(one->variable, other->variable);
}

static size_t
code_number(const char *const *codes, size_t count, const char *code)
{
    for (size_t at = 0; at < count; at++)
        if (text_equal(codes[at], code))
            return at;
    return count;
}

ErrorKind
scheme_codes(Arena *arena, const Classification *scheme, const char ***ret_codes, size_t *ret_count,
             Error *err)
{
    const char **codes = arena_take_array(arena, REQUEST_CODES, sizeof *codes);
    size_t count = 0;
    for (size_t at = 0; at < scheme->classes.count; at++)
    {
        const char *code = scheme->classes.items[at].code;
        if (code_number(codes, count, code) < count)
            continue;
        if (count == REQUEST_CODES)
            return error_set(err, ERROR_CATALOGUE,
                             "class list '%s': expected at most %d codes for output control",
                             scheme->name, REQUEST_CODES);
        codes[count++] = code;
    }
    *ret_codes = codes;
    *ret_count = count;
    return ERROR_NONE;
}

Names
classes_codes(Arena *arena, const Classification *scheme, Classes classes)
{
    Names names = {0};
    Error err;
    const char **codes = NULL;
    size_t count = 0;
    if (scheme_codes(arena, scheme, &codes, &count, &err) != ERROR_NONE)
        return names;
    for (size_t at = 0; at < count; at++)
        if ((classes >> at & 1) != 0)
            *LIST_ADD(arena, &names) = codes[at];
    return names;
}

/* What the deliberation does not allow is told with the paragraphs that say what it does. */
static ErrorKind
attribute_resolve(const RequestScope *scope, const char *variable, int year,
                  Attribute *ret_attribute, Error *err)
{
    SCRATCH Arena *work = arena_new("attribute");
    const Communication *communication = scope->communication;
    const AllowedVariable *allowed = deliberation_variable(scope->deliberation, variable);
    if (allowed == NULL)
        return error_set(err, ERROR_USAGE, "expected a variable of the deliberation, paragraphs %s",
                         cites_print(work, &scope->deliberation->variable_cites));
    if (year == 0)
        return error_set(err, ERROR_USAGE, "variable '%s' has no year", variable);
    if (!years_contain(&communication->years, year))
        return error_set(
            err, ERROR_USAGE, "variable '%s': %d is no year of communication '%s', paragraphs %s",
            allowed->name, year, communication->name, cites_print(work, &communication->cites));
    *ret_attribute =
        (Attribute){.variable = allowed->name,
                    .year = year,
                    .scheme = catalogue_classification(scope->catalogue, allowed->classification)};
    if (ret_attribute->scheme == NULL)
        return error_set(err, ERROR_INTERNAL, "variable '%s' has no class list", allowed->name);
    return ERROR_NONE;
}

/* The class list that is asked for must be one of the variable's own. */
static ErrorKind
list_resolve(const RequestScope *scope, const AxisAsk *ask, const Attribute *attribute,
             const Classification **ret_list, Error *err)
{
    *ret_list = attribute->scheme;
    if (ask->as == NULL)
        return ERROR_NONE;
    const Variable *variable = catalogue_variable(scope->catalogue, attribute->variable);
    if (variable == NULL || !variable_allows(variable, ask->as))
        return error_set(err, ERROR_USAGE, "variable '%s' has no class list of that name",
                         attribute->variable);
    *ret_list = catalogue_classification(scope->catalogue, ask->as);
    return *ret_list != NULL
               ? ERROR_NONE
               : error_set(err, ERROR_INTERNAL, "class list '%s' is not there", ask->as);
}

ErrorKind
axis_fill(Arena *arena, Date date, Axis *axis, Error *err)
{
    const Classification *scheme = axis->attribute.scheme;
    const char **codes = NULL;
    size_t code_count = 0;
    TRY(scheme_codes(arena, scheme, &codes, &code_count, err));
    size_t *within = arena_take_array(arena, scheme->classes.count + 1, sizeof *within);
    if (!nesting_find(scheme, axis->list, date, within))
        return error_set(err, ERROR_USAGE,
                         "variable '%s': the classes of '%s' are not unions of those of the data "
                         "set ('%s')",
                         axis->attribute.variable, axis->list->name, scheme->name);
    size_t most = axis->list->classes.count;
    axis->code = arena_take_array(arena, most + 1, sizeof *axis->code);
    axis->shown = arena_take_array(arena, most + 1, sizeof *axis->shown);
    axis->holds = arena_take_array(arena, most + 1, sizeof *axis->holds);
    for (size_t at = 0; at < most; at++)
    {
        const Class *class_ = &axis->list->classes.items[at];
        if (!class_valid(class_, date))
            continue;
        Classes holds = 0;
        for (size_t fine = 0; fine < scheme->classes.count; fine++)
            if (within[fine] == at)
                holds |= (Classes)1
                         << code_number(codes, code_count, scheme->classes.items[fine].code);
        axis->attribute.all |= holds;
        axis->code[axis->count] = class_->code;
        axis->shown[axis->count] = class_;
        axis->holds[axis->count++] = holds;
    }
    if (axis->count == 0)
        return error_set(err, ERROR_USAGE, "variable '%s': no class is valid in %d",
                         axis->attribute.variable, axis->attribute.year);
    return ERROR_NONE;
}

ErrorKind
axis_resolve(Arena *arena, const RequestScope *scope, const AxisAsk *ask, Axis *ret_axis,
             Error *err)
{
    *ret_axis = (Axis){0};
    TRY(attribute_resolve(scope, ask->variable, ask->year, &ret_axis->attribute, err));
    TRY(list_resolve(scope, ask, &ret_axis->attribute, &ret_axis->list, err));
    ret_axis->column = ask->named ? arena_print(arena, "%s@%d", ret_axis->attribute.variable,
                                                ret_axis->attribute.year)
                                  : ret_axis->attribute.variable;
    Date date = deliberation_reference_date(scope->deliberation, ret_axis->attribute.year);
    return axis_fill(arena, date, ret_axis, err);
}

ErrorKind
condition_resolve(Arena *arena, const RequestScope *scope, const AxisAsk *ask, const Names *codes,
                  Condition *ret_condition, Error *err)
{
    Axis axis;
    TRY(axis_resolve(arena, scope, ask, &axis, err));
    *ret_condition = (Condition){.attribute = axis.attribute};
    for (size_t at = 0; at < codes->count; at++)
    {
        size_t number = code_number(axis.code, axis.count, codes->items[at]);
        if (number == axis.count)
            return error_set(err, ERROR_USAGE,
                             "variable '%s': code %zu of the condition is no class of '%s'",
                             axis.attribute.variable, at + 1, axis.list->name);
        if ((ret_condition->holds & axis.holds[number]) != 0)
            return error_set(err, ERROR_USAGE, "variable '%s': code %zu of the condition again",
                             axis.attribute.variable, at + 1);
        ret_condition->holds |= axis.holds[number];
    }
    if (ret_condition->holds == 0)
        return error_set(err, ERROR_USAGE, "variable '%s': the condition holds for no class",
                         axis.attribute.variable);
    return ERROR_NONE;
}

ErrorKind
measure_resolve(Arena *arena, const RequestScope *scope, const char *variable, int year,
                Attribute *ret_measure, Error *err)
{
    Axis axis;
    size_t numbers = 0;
    AxisAsk ask = {.variable = variable, .year = year};
    TRY(axis_resolve(arena, scope, &ask, &axis, err));
    for (size_t at = 0; at < axis.count; at++)
    {
        bool number = decimal_is_integer(axis.code[at]) && strlen(axis.code[at]) <= 6;
        if (!number && axis.shown[at]->missing == NULL)
            return error_set(err, ERROR_USAGE,
                             "variable '%s': a measure needs codes that are whole numbers",
                             axis.attribute.variable);
        numbers += axis.shown[at]->missing == NULL;
    }
    if (numbers == 0)
        return error_set(err, ERROR_USAGE, "variable '%s' has no numbers to measure",
                         axis.attribute.variable);
    *ret_measure = axis.attribute;
    return ERROR_NONE;
}

ErrorKind
requested_check(const RequestedFile *file, Error *err)
{
    for (size_t at = 0; at < file->by_count; at++)
        for (size_t other = 0; other < at; other++)
            if (attribute_equal(&file->by[at].attribute, &file->by[other].attribute))
                return error_set(err, ERROR_USAGE, "dimension '%s' is there twice",
                                 file->by[at].column);
    for (size_t at = 0; at < file->where_count; at++)
        for (size_t other = 0; other < at; other++)
            if (attribute_equal(&file->where[at].attribute, &file->where[other].attribute))
                return error_set(err, ERROR_USAGE, "two conditions on variable '%s'",
                                 file->where[at].attribute.variable);
    return ERROR_NONE;
}

/* "age:age4@2012" taken apart; text is cut. */
static ErrorKind
cut_ask(char *text, int year, AxisAsk *ret_ask, Error *err)
{
    *ret_ask = (AxisAsk){.variable = text, .year = year};
    char *at = strchr(text, '@');
    if (at != NULL)
    {
        *at++ = '\0';
        if (strlen(at) != 4 || strspn(at, "0123456789") != 4)
            return error_set(err, ERROR_USAGE, "expected a year behind '@'");
        ret_ask->year = (int)strtol(at, NULL, 10);
        ret_ask->named = true;
    }
    char *colon = strchr(text, ':');
    if (colon != NULL)
    {
        *colon = '\0';
        ret_ask->as = colon + 1;
    }
    if (text[0] == '\0' || (ret_ask->as != NULL && ret_ask->as[0] == '\0'))
        return error_set(err, ERROR_USAGE, "expected VARIABLE, VARIABLE:CLASSES or VARIABLE@YEAR");
    if (ret_ask->year == 0)
        return error_set(err, ERROR_USAGE, "expected a year, as VARIABLE@YEAR or by '--year'");
    return ERROR_NONE;
}

ErrorKind
ask_parse(Arena *arena, int year, const char *text, AxisAsk *ret_ask, Names *ret_codes, Error *err)
{
    char *copy = arena_copy_text(arena, text);
    char *equals = ret_codes == NULL ? NULL : strchr(copy, '=');
    if (ret_codes != NULL && (equals == NULL || equals[1] == '\0'))
        return error_set(err, ERROR_USAGE, "expected VARIABLE=CODE");
    if (equals != NULL)
        *equals++ = '\0';
    for (char *at = equals; at != NULL;)
    {
        char *comma = strchr(at, ',');
        if (comma != NULL)
            *comma++ = '\0';
        *LIST_ADD(arena, ret_codes) = at;
        at = comma;
    }
    return cut_ask(copy, year, ret_ask, err);
}

bool
ask_has_allowed_classes(const RequestScope *scope, const AxisAsk *ask)
{
    SCRATCH Arena *work = arena_new("classes");
    Attribute attribute;
    Axis axis;
    Error err;
    return ask->as == NULL ||
           attribute_resolve(scope, ask->variable, ask->year, &attribute, &err) != ERROR_NONE ||
           axis_resolve(work, scope, ask, &axis, &err) == ERROR_NONE;
}

ErrorKind
axis_parse(Arena *arena, const RequestScope *scope, int year, const char *text, Axis *ret_axis,
           Error *err)
{
    AxisAsk ask;
    TRY(ask_parse(arena, year, text, &ask, NULL, err));
    return axis_resolve(arena, scope, &ask, ret_axis, err);
}

ErrorKind
condition_parse(Arena *arena, const RequestScope *scope, int year, const char *text,
                Condition *ret_condition, Error *err)
{
    AxisAsk ask;
    Names codes = {0};
    TRY(ask_parse(arena, year, text, &ask, &codes, err));
    return condition_resolve(arena, scope, &ask, &codes, ret_condition, err);
}
