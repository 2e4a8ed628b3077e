#include "release/column.h"

#include "core/text.h"
#include "release/words.h"

#include <string.h>

static bool
is_whole_number(const char *code)
{
    size_t digits = strspn(code, "0123456789");
    return digits > 0 && digits < 10 && code[digits] == '\0' && (code[0] != '0' || digits == 1);
}

/* A spreadsheet takes a cell that begins with one of these for a formula. */
static bool
is_formula(const char *code)
{
    return strchr("=+@-", code[0]) != NULL && !(code[0] == '-' && is_whole_number(code + 1));
}

static bool
code_valid(const char *code)
{
    for (const char *at = code; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return false;
    return code[0] != '\0' && !is_formula(code) && text_is_utf8(code, strlen(code));
}

static ErrorKind
judge_codes(PackedColumn *column, Error *err)
{
    const Classification *list = column->classification;
    column->numeric = list->classes.count > 0;
    for (size_t at = 0; at < list->classes.count; at++)
    {
        if (!code_valid(list->classes.items[at].code))
            return error_set(err, ERROR_CATALOGUE,
                             "class list '%s', class %zu: this code cannot stand in a data file",
                             list->name, at + 1);
        column->numeric = column->numeric && is_whole_number(list->classes.items[at].code);
    }
    return ERROR_NONE;
}

static ErrorKind
add_variable(Arena *arena, const PackageInput *input, const AllowedVariable *allowed,
             PackedColumns *columns, Error *err)
{
    PackedColumn column = {.name = allowed->name,
                           .role = ROLE_CLASS,
                           .variable = catalogue_variable(input->catalogue, allowed->name),
                           .classification =
                               catalogue_classification(input->catalogue, allowed->classification)};
    if (column.variable == NULL || column.classification == NULL)
        return error_set(err, ERROR_INTERNAL, "variable '%s': not as the catalogue has it",
                         allowed->name);
    column.label = column.variable->label;
    column.description = column.variable->description;
    TRY(judge_codes(&column, err));
    *LIST_ADD(arena, columns) = column;
    return ERROR_NONE;
}

static void
add_fixed(Arena *arena, PackedColumns *columns, ColumnRole role, const char *name)
{
    Phrase label = role == ROLE_PSEUDONYM ? PHRASE_PSEUDONYM
                   : role == ROLE_YEAR    ? PHRASE_REFERENCE_YEAR
                                          : PHRASE_WEIGHT;
    Phrase about = role == ROLE_PSEUDONYM ? PHRASE_PSEUDONYM_ABOUT
                   : role == ROLE_YEAR    ? PHRASE_REFERENCE_YEAR_ABOUT
                                          : PHRASE_WEIGHT_ABOUT;
    *LIST_ADD(arena, columns) = (PackedColumn){
        .name = name, .role = role, .label = phrase(label), .description = phrase(about)};
}

ErrorKind
columns_make(Arena *arena, const PackageInput *input, PackedColumns *ret_columns, Error *err)
{
    *ret_columns = (PackedColumns){0};
    add_fixed(arena, ret_columns, ROLE_PSEUDONYM, "pseudonym");
    add_fixed(arena, ret_columns, ROLE_YEAR, "reference_year");
    for (size_t at = 0; at < input->deliberation->variables.count; at++)
        TRY(add_variable(arena, input, &input->deliberation->variables.items[at], ret_columns,
                         err));
    add_fixed(arena, ret_columns, ROLE_WEIGHT, "weight");
    return ERROR_NONE;
}

int64_t
column_frequency(const Extract *extract, const char *variable, const char *code, int year)
{
    for (size_t at = 0; at < extract->frequencies.count; at++)
    {
        const Frequency *one = &extract->frequencies.items[at];
        if (one->year == year && text_equal(one->variable, variable) && text_equal(one->code, code))
            return one->count;
    }
    return 0;
}

static bool
valid_at_some_date(const PackageInput *input, const Class *one)
{
    for (size_t at = 0; at < input->extract->years.count; at++)
        if (class_valid(one, input->extract->years.items[at].reference_date))
            return true;
    return false;
}

bool
column_class_shown(const PackageInput *input, const PackedColumn *column, size_t class_at)
{
    const Class *classes = column->classification->classes.items;
    if (!valid_at_some_date(input, &classes[class_at]))
        return false;
    for (size_t before = 0; before < class_at; before++)
        if (text_equal(classes[before].code, classes[class_at].code) &&
            valid_at_some_date(input, &classes[before]))
            return false;
    return true;
}

char *
column_stem(Arena *arena, const PackageInput *input, int year)
{
    return arena_print(arena, "%s-%d", input->communication->name, year);
}
