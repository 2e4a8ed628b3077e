/* entry_parse on any bytes: what it takes is printed again to the very same bytes. */
#include "ledger/entry.h"
#include "seeded.h"

#include <string.h>

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Error err;
    Entry entry;
    char *printed = NULL;
    size_t printed_size = 0;
    const char *text = arena_copy(work, bytes, size);
    if (entry_parse(work, text, size, &entry, &err) != ERROR_NONE)
        return false;
    must(entry_print(work, &entry, &printed, &printed_size, &err) == ERROR_NONE, "an entry prints");
    must(printed_size == size && memcmp(printed, bytes, size) == 0, "an entry has one form");
    return true;
}
