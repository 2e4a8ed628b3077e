/*
 * table_published_take on any table whose CSV can be read: every cell that a row is about is
 * counted once, what is shown is a number that prints as it was read, and no message holds a value.
 */
#include "command/table_published.h"
#include "catalogue/csv.h"
#include "seeded.h"
#include "warehouse/microdata_inner.h"

#include <stdio.h>
#include <string.h>

static const Option options[] = {{"by", "V", true, ""},         {"value", "V", false, ""},
                                 {"status", "V", false, ""},    {"decimals", "N", false, ""},
                                 {"suppressed", "M", true, ""}, {"absent", "W", false, ""}};

#define COLUMNS 4

static const MicrodataAsk asks[COLUMNS] = {{.name = "region", .form = MICRODATA_CLASS},
                                           {.name = "sex", .form = MICRODATA_CLASS},
                                           {.name = "value", .form = MICRODATA_CLASS},
                                           {.name = "status", .form = MICRODATA_CLASS}};

static void
give(Invocation *call, size_t option, const char *text)
{
    *LIST_ADD(call->arena, &call->options) = (OptionValue){&options[option], text};
}

static Microdata
data_of(Arena *work, const CsvTable *table)
{
    Error err;
    MicrodataMaker *maker = microdata_begin(work, asks, COLUMNS);
    for (size_t at = 1; at < table->records.count; at++)
    {
        for (size_t column = 0; column < COLUMNS; column++)
        {
            const char *text = table->records.items[at].fields[column].text;
            if (*text == '\0')
                microdata_put_missing(maker, column);
            else
                must(microdata_put_text(maker, column, text, strlen(text), &err) == ERROR_NONE,
                     "text is taken");
        }
        must(microdata_end_row(maker, &err) == ERROR_NONE, "a row is taken");
    }
    return microdata_end(maker);
}

/* Rows about different cells, counted pair by pair. */
static size_t
different_rows(const CsvTable *table)
{
    size_t count = 0;
    for (size_t at = 1; at < table->records.count; at++)
    {
        bool again = false;
        for (size_t before = 1; before < at; before++)
            again |= text_equal(table->records.items[at].fields[0].text,
                                table->records.items[before].fields[0].text) &&
                     text_equal(table->records.items[at].fields[1].text,
                                table->records.items[before].fields[1].text);
        count += !again;
    }
    return count;
}

static void
check_taken(Arena *work, const CsvTable *csv, const Table *table, const TablePublished *published)
{
    must(table->cells - published->absent == different_rows(csv), "each row is about a cell");
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        int64_t again = 0;
        const char *text = table_number(work, published->value[cell], table->decimals);
        must(table_number_parse(text, table->decimals, &again) && again == published->value[cell],
             "a number prints and parses");
    }
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    CsvTable csv = {0};
    Complaints complaints = complaints_new(work, "f");
    Invocation call = {.arena = work, .progress = {.quiet = true}};
    Table table;
    TablePublished published;
    Error err;
    if (!csv_read(work, arena_copy(work, bytes, size), size, &csv, &complaints) ||
        csv.width != COLUMNS || csv.records.count < 2)
        return false;
    give(&call, 0, "region,sex");
    give(&call, 1, "value");
    give(&call, 2, "status");
    give(&call, 3, "2");
    give(&call, 4, "x");
    give(&call, 4, "suppressed");
    give(&call, 4, "primary");
    give(&call, 4, "secondary");
    give(&call, 5, "unknown");
    Microdata data = data_of(work, &csv);
    if (table_published_take(&call, &data, &table, &published, &err) != ERROR_NONE)
        return false;
    check_taken(work, &csv, &table, &published);
    return true;
}
