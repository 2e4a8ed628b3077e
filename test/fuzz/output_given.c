/* given_read on any bytes: there is one way to write what it takes, so printing it gives the same
 * bytes. Nothing can hide in the spelling of a table. */
#include "../unit/output/fixture.h"
#include "output/given.h"
#include "seeded.h"

#include "core/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const RequestedFile *
file_of(size_t which)
{
    static const RequestedFile *files[2];
    static Arena *arena;
    if (arena == NULL)
    {
        arena = arena_new("files");
        files[0] = fixture_file(
            arena, "{file: a.csv, type: frequency_table, year: 2016, by: [sex, parent_known]}");
        files[1] = fixture_file(
            arena, "{file: a.csv, type: means, year: 2016, by: [sex], measure: household_size}");
    }
    return files[which];
}

static void
print_number(Text *text, Decimal number)
{
    char digits[32];
    int64_t size = number.units < 0 ? -number.units : number.units;
    int count = snprintf(digits, sizeof digits, "%0*" PRId64, number.digits + 1, size);
    int before = count - number.digits;
    text_print(text, "%s%.*s", number.units < 0 ? "-" : "", before, digits);
    if (number.digits > 0)
        text_print(text, ".%s", digits + before);
}

static char *
print_table(Arena *arena, const RequestedFile *file, const Given *given)
{
    Text text = text_new(arena);
    for (size_t axis = 0; axis < file->by_count; axis++)
        text_print(&text, "%s,", file->by[axis].column);
    text_add(&text, file->type == OUTPUT_MEANS ? "mean\n" : "count\n");
    for (size_t row = 0; row < given->cells.count; row++)
    {
        const GivenCell *cell = &given->cells.items[row];
        for (size_t axis = 0; axis < file->by_count; axis++)
            text_print(&text, "%s,",
                       cell->place[axis] == file->by[axis].count
                           ? "*"
                           : file->by[axis].code[cell->place[axis]]);
        print_number(&text, cell->number);
        text_add(&text, "\n");
    }
    return text.bytes;
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    bool taken = false;
    for (size_t which = 0; which < 2; which++)
    {
        SCRATCH Arena *work = arena_new("fuzz");
        Given given;
        const RequestedFile *file = file_of(which);
        Complaints complaints = complaints_new(work, "a.csv");
        const char *text = arena_copy(work, bytes, size);
        (void)content_kind(text, size);
        bool good = given_read(work, file, text, size, &given, &complaints);
        must(good == (complaints.count == 0), "a table or a complaint");
        if (!good)
            continue;
        taken = true;
        const char *again = print_table(work, file, &given);
        must(strlen(again) == size && memcmp(again, bytes, size) == 0,
             "there is one way to write a table");
    }
    return taken;
}
