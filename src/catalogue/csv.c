#include "catalogue/csv.h"

#include "core/text.h"

#include <string.h>

/* Where the reader stands. column counts characters, as an editor does. */
typedef struct Scanner
{
    Arena *arena;
    const char *at;
    const char *end;
    Place place;
    Complaints *complaints;
    bool broken;
} Scanner;

typedef struct Fields LIST_OF(CsvField) Fields;

static bool
scanner_ended(const Scanner *scanner)
{
    return scanner->at == scanner->end;
}

static bool
scanner_sees(const Scanner *scanner, char wanted)
{
    return !scanner_ended(scanner) && *scanner->at == wanted;
}

static bool
scanner_sees_line_end(const Scanner *scanner)
{
    return scanner_sees(scanner, '\n') ||
           (scanner_sees(scanner, '\r') && scanner->at + 1 < scanner->end &&
            scanner->at[1] == '\n');
}

/* One byte on; bytes that continue a UTF-8 character are no column of their own. */
static void
scanner_step(Scanner *scanner)
{
    if (((unsigned char)*scanner->at & 0xc0U) != 0x80U)
        scanner->place.column++;
    scanner->at++;
}

static void
scanner_pass_line_end(Scanner *scanner)
{
    scanner->at += scanner_sees(scanner, '\r') ? 2 : 1;
    scanner->place = (Place){scanner->place.line + 1, 1};
}

static void
scanner_break(Scanner *scanner, const char *words)
{
    complain(scanner->complaints, scanner->place, "%s", words);
    scanner->broken = true;
}

static bool
is_control(char byte)
{
    return (unsigned char)byte < 0x20 || byte == 0x7f;
}

static void
read_quoted(Scanner *scanner, Text *text)
{
    scanner_step(scanner);
    while (!scanner_ended(scanner))
    {
        if (is_control(*scanner->at))
        {
            scanner_break(scanner, "expected text, found a control character in a quoted field");
            return;
        }
        if (*scanner->at == '"')
        {
            scanner_step(scanner);
            if (!scanner_sees(scanner, '"'))
            {
                if (!scanner_ended(scanner) && !scanner_sees(scanner, ',') &&
                    !scanner_sees_line_end(scanner))
                    scanner_break(scanner, "expected a comma or the end of the line behind the "
                                           "closing quote");
                return;
            }
        }
        text_add_bytes(text, scanner->at, 1);
        scanner_step(scanner);
    }
    scanner_break(scanner, "expected a closing quote, found the end of the file");
}

static void
read_plain(Scanner *scanner, Text *text)
{
    while (!scanner_ended(scanner) && !scanner_sees(scanner, ',') &&
           !scanner_sees_line_end(scanner))
    {
        if (*scanner->at == '"' || is_control(*scanner->at))
        {
            scanner_break(scanner, *scanner->at == '"'
                                       ? "expected quotes around the whole field, found one inside"
                                       : "expected text, found a control character");
            return;
        }
        text_add_bytes(text, scanner->at, 1);
        scanner_step(scanner);
    }
}

static CsvField
read_field(Scanner *scanner)
{
    Text text = text_new(scanner->arena);
    CsvField field = {.place = scanner->place};
    if (scanner_sees(scanner, '"'))
        read_quoted(scanner, &text);
    else
        read_plain(scanner, &text);
    field.text = text.bytes;
    return field;
}

/* Reads up to and with the end of the line. */
static Fields
read_fields(Scanner *scanner)
{
    Fields fields = {0};
    *LIST_ADD(scanner->arena, &fields) = read_field(scanner);
    while (!scanner->broken && scanner_sees(scanner, ','))
    {
        scanner_step(scanner);
        *LIST_ADD(scanner->arena, &fields) = read_field(scanner);
    }
    if (!scanner->broken && !scanner_ended(scanner))
        scanner_pass_line_end(scanner);
    return fields;
}

static void
take_record(Scanner *scanner, const Fields *fields, CsvTable *table)
{
    Place place = fields->items[0].place;
    if (table->records.count == 0)
        table->width = fields->count;
    if (fields->count != table->width)
    {
        complain(scanner->complaints, place, "expected %zu fields, found %zu", table->width,
                 fields->count);
        return;
    }
    LIST_ADD(scanner->arena, &table->records)->fields = fields->items;
}

static bool
bytes_are_text(const char *bytes, size_t size, Complaints *complaints)
{
    Place start = {1, 1};
    if (size > DOCUMENT_BYTES)
        complain(complaints, (Place){0, 0}, "expected at most %zu bytes, found %zu", DOCUMENT_BYTES,
                 size);
    else if (size == 0)
        complain(complaints, start, "expected a header line, found an empty file");
    else if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        complain(complaints, start, "expected text, found a byte order mark");
    else if (!text_is_utf8(bytes, size))
        complain(complaints, (Place){0, 0}, "expected UTF-8 text, found other bytes");
    else
        return true;
    return false;
}

bool
csv_read(Arena *arena, const char *bytes, size_t size, CsvTable *ret_table, Complaints *complaints)
{
    *ret_table = (CsvTable){0};
    if (!bytes_are_text(bytes, size, complaints))
        return false;
    size_t complaints_before = complaints->count + complaints->dropped;
    Scanner scanner = {.arena = arena,
                       .at = bytes,
                       .end = bytes + size,
                       .place = {1, 1},
                       .complaints = complaints};
    while (!scanner_ended(&scanner) && !scanner.broken)
    {
        if (scanner_sees_line_end(&scanner))
        {
            complain(complaints, scanner.place, "expected a record, found an empty line");
            scanner_pass_line_end(&scanner);
            continue;
        }
        Fields fields = read_fields(&scanner);
        if (!scanner.broken)
            take_record(&scanner, &fields, ret_table);
    }
    return complaints->count + complaints->dropped == complaints_before;
}
