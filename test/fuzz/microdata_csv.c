/*
 * microdata_csv_head on any bytes: what is taken has a first line of UTF-8, as many names as its
 * delimiter parts it into, and what may be shown of it looks like names.
 */
#include "seeded.h"
#include "warehouse/microdata_inner.h"

#include "core/file.h"
#include "core/text.h"

#include <string.h>
#include <sys/mman.h>

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    CLOSES_FILE int fd = memfd_create("head", MFD_CLOEXEC);
    MicrodataHead head;
    Error err;
    must(fd >= 0 && file_put(fd, bytes, size, &err) == ERROR_NONE, "a file in memory");
    if (microdata_csv_head(work, fd, &head, &err) != ERROR_NONE)
        return false;
    must(strchr(",;\t|", head.delimiter) != NULL && head.names.count > 0, "one of four delimiters");
    bool named = microdata_csv_is_named(&head);
    for (size_t at = 0; at < head.names.count; at++)
    {
        const char *name = head.names.items[at];
        must(text_is_utf8(name, strlen(name)), "UTF-8");
        must(!named || (name[0] != '\0' && (name[0] < '0' || name[0] > '9')), "a name");
    }
    return true;
}
