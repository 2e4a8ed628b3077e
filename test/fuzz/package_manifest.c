/* manifest_read on any bytes: what it takes, manifest_print gives back byte for byte, and every
 * name in it is safe. */
#include "release/manifest.h"
#include "seeded.h"

#include <string.h>

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Error err;
    Manifest *manifest = NULL;
    size_t again = 0;
    const char *text = arena_copy(work, bytes, size);
    if (manifest_read(work, text, size, &manifest, &err) != ERROR_NONE)
        return false;
    const char *printed = manifest_print(work, manifest, &again);
    must(again == size && memcmp(printed, bytes, size) == 0, "print is the inverse of read");
    for (size_t at = 0; at < manifest->files.count; at++)
    {
        const char *name = manifest->files.items[at].name;
        must(name[0] != '/' && strstr(name, "..") != name && strstr(name, "/..") == NULL &&
                 strlen(name) <= MANIFEST_NAME_SIZE,
             "a name stays inside");
    }
    return true;
}
