/* storage FOLDER...: what beraad takes the storage of each to be: clear, memory or enciphered. For
 * the transcripts of this folder. */
#include "core/storage.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
    static const char *const names[] = {"clear", "memory", "enciphered"};
    for (int at = 1; at < argc; at++)
    {
        Error err;
        StorageKind kind = STORAGE_CLEAR;
        if (storage_kind(argv[at], &kind, &err) != ERROR_NONE)
        {
            (void)fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        (void)printf("%s: %s\n", argv[at], names[kind]);
    }
    return 0;
}
