/*
 * Laws of the catalogue's readers of outside bytes: class lists (CSV) and SQL text.
 */
#include "catalogue/bind.h"
#include "catalogue/classification.h"
#include "catalogue/csv.h"
#include "core/text.h"
#include "tape.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "code,valid_from,valid_to,label_nl,label_fr,label_en,range,codes,missing\n"

/* Whatever the bytes: no crash, and what is read has as many fields in each record. */
static bool
csv_takes_any_bytes(Tape *tape)
{
    size_t size = 0;
    const unsigned char *bytes = tape_bytes(tape, SIZE_MAX, &size);
    SCRATCH Arena *arena = arena_new("property");
    CsvTable table;
    Complaints complaints = complaints_new(arena, "x");
    bool sound = csv_read(arena, arena_copy(arena, bytes, size), size, &table, &complaints);
    return sound == (complaints.count == 0) && (!sound || table.records.count > 0);
}

/* What is written as RFC 4180 asks is read back. */
static bool
csv_round_trips(Tape *tape)
{
    static const char *const pieces[] = {"a", ",", "\"", " ", "\xc3\xa9", "", "\"\"", "b,c"};
    SCRATCH Arena *arena = arena_new("property");
    size_t width = 1 + tape_draw(tape, 3);
    size_t count = width * (1 + tape_draw(tape, 4));
    const char **fields = arena_take_array(arena, count, sizeof *fields);
    Text text = text_new(arena);
    for (size_t at = 0; at < count; at++)
    {
        Text field = text_new(arena);
        text_add(&field, "x"); /* a record of one empty field is an empty line */
        for (uint64_t piece = tape_draw(tape, 4); piece > 0; piece--)
            text_add(&field, pieces[tape_draw(tape, 8)]);
        fields[at] = field.bytes;
        text_add_csv(&text, field.bytes);
        text_add(&text, (at + 1) % width == 0 ? "\r\n" : ",");
    }
    CsvTable table;
    Complaints complaints = complaints_new(arena, "x");
    if (!csv_read(arena, text.bytes, text.size, &table, &complaints) || table.width != width)
        return false;
    for (size_t at = 0; at < count; at++)
        if (!text_equal(table.records.items[at / width].fields[at % width].text, fields[at]))
            return false;
    return true;
}

/* Bytes behind a sound header: no crash, and a verdict that agrees with the complaints. */
static bool
class_list_takes_any_bytes(Tape *tape)
{
    size_t size = 0;
    const unsigned char *bytes = tape_bytes(tape, SIZE_MAX, &size);
    SCRATCH Arena *arena = arena_new("property");
    Catalogue catalogue = {0};
    Classification list = {.name = "x"};
    Text text = text_new(arena);
    text_add(&text, HEAD);
    text_add_bytes(&text, bytes, size);
    Complaints complaints = complaints_new(arena, "x");
    return classification_read(arena, &catalogue, text.bytes, text.size, &list, &complaints) ==
           (complaints.count == 0);
}

/* A class of a small world: days 0 to 3 (1 January of 2010 to 2013), numbers from 0 to 4 in
 * quarters. */
typedef struct Small
{
    int code;
    int from;
    int to;   /* last day, included */
    int kind; /* 0 range, 1 codes, 2 rest, 3 NULL only */
    int low;
    int high; /* whole numbers */
    bool low_in;
    bool high_in;
    int source; /* one of sources */
    bool null;
} Small;

#define CLASSES 4
#define DAYS 4
#define QUARTERS 17

static const char *const sources[] = {"A", "B", "1", "2.5"};
static const int source_quarters[] = {-1, -1, 4, 10};

static Small
draw_class(Tape *tape)
{
    Small class_ = {.code = (int)tape_draw(tape, 8)};
    class_.from = (int)tape_draw(tape, DAYS);
    class_.to = class_.from + (int)tape_draw(tape, (uint64_t)(DAYS - class_.from));
    class_.kind = (int)tape_draw(tape, 4);
    class_.low = (int)tape_draw(tape, 4);
    class_.high = class_.low + 1 + (int)tape_draw(tape, (uint64_t)(4 - class_.low));
    class_.low_in = tape_draw(tape, 2) == 1;
    class_.high_in = tape_draw(tape, 2) == 1;
    class_.source = (int)tape_draw(tape, 4);
    class_.null = class_.kind == 3 || tape_rarely(tape, 4);
    return class_;
}

static void
print_class(Text *text, const Small *class_)
{
    text_print(text, "%d,%d-01-01,%d-12-31,n,f,e,", class_->code, 2010 + class_->from,
               2010 + class_->to);
    if (class_->kind == 0)
        text_print(text, "\"%c%d,%d%c\"", class_->low_in ? '[' : '(', class_->low, class_->high,
                   class_->high_in ? ']' : ')');
    const char *codes = class_->kind == 1 ? sources[class_->source] : class_->kind == 2 ? "*" : "";
    text_print(text, ",%s%s%s,\n", codes, codes[0] != '\0' && class_->null ? " " : "",
               class_->null ? "NULL" : "");
}

static bool
in_range(const Small *class_, int quarter)
{
    bool above = quarter > 4 * class_->low || (quarter == 4 * class_->low && class_->low_in);
    bool below = quarter < 4 * class_->high || (quarter == 4 * class_->high && class_->high_in);
    return class_->kind == 0 && above && below;
}

static bool
clash(const Small *one, const Small *other)
{
    if (one->code == other->code || (one->null && other->null) ||
        (one->kind == 2 && other->kind == 2) ||
        (one->kind == 1 && other->kind == 1 && one->source == other->source))
        return true;
    for (int quarter = 0; quarter < QUARTERS; quarter++)
    {
        bool in_one =
            in_range(one, quarter) || (one->kind == 1 && source_quarters[one->source] == quarter);
        bool in_other = in_range(other, quarter) ||
                        (other->kind == 1 && source_quarters[other->source] == quarter);
        if (in_one && in_other)
            return true;
    }
    return false;
}

/* A number between two ranges valid on this day that none of them takes. */
static bool
gap_between_ranges(const Small *classes, int day)
{
    bool begun = false;
    bool open = false;
    for (int quarter = 0; quarter < QUARTERS; quarter++)
    {
        bool taken = false;
        for (int at = 0; at < CLASSES; at++)
            taken = taken || (classes[at].from <= day && day <= classes[at].to &&
                              in_range(&classes[at], quarter));
        if (taken && open)
            return true;
        begun = begun || taken;
        open = begun && !taken;
    }
    return false;
}

static bool
rest_on(const Small *classes, int day)
{
    for (int at = 0; at < CLASSES; at++)
        if (classes[at].kind == 2 && classes[at].from <= day && day <= classes[at].to)
            return true;
    return false;
}

/* The reader's verdict is that of trying every pair of classes on every day with every number. */
static bool
class_list_is_judged_as_by_trying_all(Tape *tape)
{
    Small classes[CLASSES];
    SCRATCH Arena *arena = arena_new("property");
    Text text = text_new(arena);
    text_add(&text, HEAD);
    for (int at = 0; at < CLASSES; at++)
    {
        classes[at] = draw_class(tape);
        print_class(&text, &classes[at]);
    }
    bool expected = true;
    for (int one = 0; one < CLASSES; one++)
        for (int other = 0; other < one; other++)
            if (classes[one].from <= classes[other].to && classes[other].from <= classes[one].to)
                expected = expected && !clash(&classes[one], &classes[other]);
    for (int day = 0; day < DAYS && expected; day++)
        expected = !(rest_on(classes, day) && gap_between_ranges(classes, day));
    Catalogue catalogue = {0};
    Classification list = {.name = "x"};
    Complaints complaints = complaints_new(arena, "x");
    return classification_read(arena, &catalogue, text.bytes, text.size, &list, &complaints) ==
           expected;
}

/* Stretches make up the whole text, and binding changes placeholders only. */
static bool
sql_stretches_are_the_whole_text(Tape *tape)
{
    size_t size = 0;
    const unsigned char *bytes = tape_bytes(tape, SIZE_MAX, &size);
    SCRATCH Arena *arena = arena_new("property");
    char *sql = arena_copy(arena, bytes, size);
    size_t total = 0;
    size_t stretch = 0;
    bool placeholder = false;
    for (const char *at = sql; *at != '\0'; at += stretch)
    {
        placeholder = sql_stretch(at, &stretch) == STRETCH_PLACEHOLDER || placeholder;
        if (stretch == 0)
            return false;
        total += stretch;
    }
    Catalogue catalogue = {0};
    const char *bound = catalogue_bind_sql(arena, &catalogue, sql, date_of(2012, 3, 31));
    return total == strlen(sql) && (placeholder || text_equal(bound, sql));
}

static const Property properties[] = {
    PROPERTY(csv_takes_any_bytes),
    PROPERTY(csv_round_trips),
    PROPERTY(class_list_takes_any_bytes),
    {"class_list_is_judged_as_by_trying_all", class_list_is_judged_as_by_trying_all, 20000},
    PROPERTY(sql_stretches_are_the_whole_text),
};
TAPE_MAIN(properties)
