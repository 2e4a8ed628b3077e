#include "catalogue/classification.h"

#include "catalogue/csv.h"
#include "catalogue/decimal.h"
#include "core/text.h"

#include <string.h>

enum
{
    FIELD_CODE,
    FIELD_VALID_FROM,
    FIELD_VALID_TO,
    FIELD_LABEL, /* one for each language, in their order */
    FIELD_RANGE = FIELD_LABEL + LANGUAGE_COUNT,
    FIELD_CODES,
    FIELD_MISSING,
    FIELD_COUNT
};

static const char *const header[FIELD_COUNT] = {"code",     "valid_from", "valid_to",
                                                "label_nl", "label_fr",   "label_en",
                                                "range",    "codes",      "missing"};

#define CLASS_CODE_BYTES 32
#define CLASS_LABEL_CHARACTERS 200

static bool
header_check(const CsvTable *table, Complaints *complaints)
{
    const CsvField *fields = table->records.items[0].fields;
    if (table->width != FIELD_COUNT)
    {
        complain(complaints, (Place){1, 1}, "expected %d columns, found %zu", FIELD_COUNT,
                 table->width);
        return false;
    }
    for (size_t at = 0; at < FIELD_COUNT; at++)
    {
        if (!text_equal(fields[at].text, header[at]))
        {
            complain(complaints, fields[at].place, "expected column '%s', found '%.40s'",
                     header[at], fields[at].text);
            return false;
        }
    }
    return true;
}

static bool
is_letter_or_digit(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

static const char *
read_code(const CsvField *field, Complaints *complaints)
{
    size_t size = strlen(field->text);
    bool sound = size > 0 && size <= CLASS_CODE_BYTES && is_letter_or_digit(field->text[0]);
    for (size_t at = 0; at < size && sound; at++)
        sound = is_letter_or_digit(field->text[at]) || strchr("+-_.", field->text[at]) != NULL;
    if (!sound)
        complain(complaints, field->place,
                 "expected a code of 1 to %d letters, digits and '+-_.', found '%.40s'",
                 CLASS_CODE_BYTES, field->text);
    return field->text;
}

static Date
read_bound(const CsvField *field, Date fallback, Complaints *complaints)
{
    Date date = fallback;
    if (field->text[0] != '\0' && !date_parse(field->text, &date))
        complain(complaints, field->place,
                 "expected a date as YYYY-MM-DD or nothing, found '%.40s'", field->text);
    return date;
}

static const char *
read_label(const CsvField *field, Complaints *complaints)
{
    size_t size = strlen(field->text);
    if (size == 0)
        complain(complaints, field->place, "expected a label, found nothing");
    else if (text_width(field->text) > CLASS_LABEL_CHARACTERS)
        complain(complaints, field->place, "expected a label of at most %d characters, found %zu",
                 CLASS_LABEL_CHARACTERS, text_width(field->text));
    else if (strchr("=+-@", field->text[0]) != NULL)
        complain(complaints, field->place,
                 "expected a label, found one that a spreadsheet would run as a formula");
    else if (field->text[0] == ' ' || field->text[size - 1] == ' ')
        complain(complaints, field->place, "expected a label without spaces around it");
    return field->text;
}

/* One bound of an interval: nothing, or a decimal. */
static bool
read_range_bound(Arena *arena, const char *text, size_t size, const char **ret_bound)
{
    Nano value;
    *ret_bound = size == 0 ? NULL : arena_copy(arena, text, size);
    return size == 0 || decimal_parse(text, size, &value);
}

static bool
range_has_numbers(const Class *class_)
{
    Nano low;
    Nano high;
    if (class_->range_low == NULL || class_->range_high == NULL)
        return true;
    if (!decimal_parse(class_->range_low, strlen(class_->range_low), &low) ||
        !decimal_parse(class_->range_high, strlen(class_->range_high), &high))
        return false;
    return low < high || (low == high && class_->low_included && class_->high_included);
}

static void
read_range(Arena *arena, const CsvField *field, Class *class_, Complaints *complaints)
{
    const char *text = field->text;
    size_t size = strlen(text);
    const char *comma = strchr(text, ',');
    bool sound = size >= 3 && comma != NULL && strchr("[(", text[0]) != NULL &&
                 strchr("])", text[size - 1]) != NULL;
    sound = sound &&
            read_range_bound(arena, text + 1, (size_t)(comma - text) - 1, &class_->range_low) &&
            read_range_bound(arena, comma + 1, (size_t)(text + size - 1 - comma) - 1,
                             &class_->range_high);
    class_->cover = COVER_RANGE;
    class_->low_included = text[0] == '[';
    class_->high_included = sound && text[size - 1] == ']';
    sound = sound && !(class_->range_low == NULL && class_->low_included) &&
            !(class_->range_high == NULL && class_->high_included);
    if (!sound)
        complain(complaints, field->place,
                 "expected an interval such as [0,18) or (0.55,0.85] or [65,), found '%.40s'",
                 text);
    else if (!range_has_numbers(class_))
        complain(complaints, field->place,
                 "expected an interval that holds a number, found '%.40s'", text);
}

static void
take_source_code(Arena *arena, const char *code, Place place, Class *class_, Complaints *complaints)
{
    if (text_equal(code, "NULL"))
    {
        if (class_->takes_null)
            complain(complaints, place, "'NULL' stands twice");
        class_->takes_null = true;
        return;
    }
    *LIST_ADD(arena, &class_->codes) = code;
}

static bool
read_codes(Arena *arena, const CsvField *field, Class *class_, Complaints *complaints)
{
    const char *at = field->text;
    while (*at != '\0')
    {
        size_t size = strcspn(at, " ");
        if (size == 0 || (at[size] == ' ' && at[size + 1] == '\0'))
        {
            complain(complaints, field->place, "expected source codes separated by single spaces");
            return false;
        }
        take_source_code(arena, arena_copy(arena, at, size), field->place, class_, complaints);
        at += size + (at[size] == ' ' ? 1 : 0);
    }
    return true;
}

/* `codes` has been read: what kind of cover do they and the range make together? */
static void
settle_cover(Class *class_, bool has_range, Place place, Complaints *complaints)
{
    bool rest = class_->codes.count == 1 && text_equal(class_->codes.items[0], "*");
    for (size_t at = 0; at < class_->codes.count && !rest; at++)
    {
        if (text_equal(class_->codes.items[at], "*"))
            complain(complaints, place, "expected '*' alone or with 'NULL', found it among codes");
    }
    if (has_range && class_->codes.count > 0)
        complain(complaints, place, "expected a range or codes, found both");
    if (has_range)
        return;
    class_->cover = rest ? COVER_REST : class_->codes.count > 0 ? COVER_CODES : COVER_MISSING;
    if (rest)
        class_->codes.count = 0;
    if (class_->cover == COVER_MISSING && !class_->takes_null)
        complain(complaints, place, "expected a range or codes, found neither");
}

static const char *
read_missing(const CsvField *field, const Catalogue *catalogue, Complaints *complaints)
{
    if (field->text[0] == '\0')
        return NULL;
    if (catalogue_missing(catalogue, field->text) == NULL)
        complain(complaints, field->place, "no kind of missing value '%.63s' in the catalogue",
                 field->text);
    return field->text;
}

static Class
read_class(Arena *arena, const Catalogue *catalogue, const CsvField *fields, Complaints *complaints)
{
    Class class_ = {0};
    class_.code = read_code(&fields[FIELD_CODE], complaints);
    class_.valid_from = read_bound(&fields[FIELD_VALID_FROM], date_of(1, 1, 1), complaints);
    class_.valid_to = read_bound(&fields[FIELD_VALID_TO], date_of(9999, 12, 31), complaints);
    if (date_compare(class_.valid_to, class_.valid_from) < 0)
        complain(complaints, fields[FIELD_VALID_TO].place, "valid_to is before valid_from");
    for (size_t language = 0; language < LANGUAGE_COUNT; language++)
        class_.label.in[language] = read_label(&fields[FIELD_LABEL + language], complaints);
    bool has_range = fields[FIELD_RANGE].text[0] != '\0';
    if (has_range)
        read_range(arena, &fields[FIELD_RANGE], &class_, complaints);
    if (read_codes(arena, &fields[FIELD_CODES], &class_, complaints))
        settle_cover(&class_, has_range, fields[FIELD_CODES].place, complaints);
    class_.missing = read_missing(&fields[FIELD_MISSING], catalogue, complaints);
    return class_;
}

bool
classification_read(Arena *arena, const Catalogue *catalogue, const char *bytes, size_t size,
                    Classification *ret_classification, Complaints *complaints)
{
    CsvTable table;
    size_t before = complaints->count + complaints->dropped;
    ret_classification->digest = digest_of(bytes, size);
    if (!csv_read(arena, bytes, size, &table, complaints) || !header_check(&table, complaints))
        return false;
    size_t count = table.records.count - 1;
    if (count == 0 || count > CLASS_LIST_CLASSES)
    {
        complain(complaints, (Place){0, 0}, "expected 1 to %d classes, found %zu",
                 CLASS_LIST_CLASSES, count);
        return false;
    }
    Place *places = arena_take_array(arena, count, sizeof *places);
    for (size_t at = 0; at < count; at++)
    {
        const CsvField *fields = table.records.items[at + 1].fields;
        places[at] = fields[0].place;
        *LIST_ADD(arena, &ret_classification->classes) =
            read_class(arena, catalogue, fields, complaints);
    }
    if (complaints->count + complaints->dropped == before)
        classification_check(ret_classification, places, complaints);
    return complaints->count + complaints->dropped == before;
}

/* Does this text stand for a value of the type? */
static bool
code_fits(const char *code, ValueType type)
{
    Nano number;
    Date date;
    switch (type)
    {
    case VALUE_INTEGER:
        return decimal_is_integer(code);
    case VALUE_REAL:
        return decimal_parse(code, strlen(code), &number);
    case VALUE_BOOLEAN:
        return text_equal(code, "true") || text_equal(code, "false");
    case VALUE_DATE:
        return date_parse(code, &date);
    case VALUE_TEXT:
        return true;
    case VALUE_IDENTIFIER:
        return false;
    }
    return false;
}

const char *
classification_misfit(Arena *arena, const Classification *classification, ValueType type)
{
    for (size_t at = 0; at < classification->classes.count; at++)
    {
        const Class *class_ = &classification->classes.items[at];
        if (class_->cover == COVER_RANGE && type != VALUE_INTEGER && type != VALUE_REAL)
            return arena_print(arena, "class '%s' has a range, which needs a number", class_->code);
        for (size_t code = 0; code < class_->codes.count; code++)
        {
            if (!code_fits(class_->codes.items[code], type))
                return arena_print(arena, "class '%s' has a source code of another type",
                                   class_->code);
        }
    }
    return NULL;
}
