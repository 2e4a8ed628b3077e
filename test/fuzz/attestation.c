/* attestation_parse on any bytes: what it takes is exactly what it prints. */
#include "retention/attestation.h"
#include "seeded.h"

#include <string.h>

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Error err;
    Attestation attestation;
    const char *text = arena_copy(work, bytes, size);
    if (attestation_parse(work, text, size, &attestation, &err) != ERROR_NONE)
        return false;
    const char *printed = attestation_print(work, &attestation);
    must(strlen(printed) == size && memcmp(printed, text, size) == 0, "it prints as it was read");
    return true;
}
