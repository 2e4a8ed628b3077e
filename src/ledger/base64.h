/*
 * Base64 as RFC 4648 section 4 has it: with padding, without line breaks, and in the one form that
 * encoding gives.
 */
#ifndef BERAAD_LEDGER_BASE64_H
#define BERAAD_LEDGER_BASE64_H

#include "core/arena.h"

#include <stdbool.h>

/* The length of what base64_print makes of so many bytes. */
#define BASE64_SIZE(bytes) (((bytes) + 2) / 3 * 4)

char *base64_print(Arena *arena, const void *bytes, size_t size);

/* The bytes that text stands for, at most `most` of them; false where it is not what base64_print
 * makes of any. */
bool base64_parse(const char *text, void *ret_bytes, size_t most, size_t *ret_size);

/* The same for exactly size bytes. */
bool base64_parse_exactly(const char *text, void *ret_bytes, size_t size);

#endif
