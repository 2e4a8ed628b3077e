/*
 * Memory with one life span.
 *
 * Everything derived lives in the arena that the caller passes in, and goes when that arena goes.
 * Running out of memory ends the process (error_out_of_memory): no allocation here returns NULL.
 */
#ifndef BERAAD_CORE_ARENA_H
#define BERAAD_CORE_ARENA_H

#include "core/error.h"

#include <stddef.h>

typedef struct Arena Arena;

/* A new, empty arena; name is for debugging and must outlive it. */
Arena *arena_new(const char *name);

/* Frees all that was taken from it. NULL is allowed. */
void arena_free(Arena *arena);

/* size bytes, zeroed, aligned for any type. */
void *arena_take(Arena *arena, size_t size);

/* count elements of size bytes each, zeroed; the product is checked. */
void *arena_take_array(Arena *arena, size_t count, size_t size);

/* A copy of size bytes, with a zero byte behind it. */
char *arena_copy(Arena *arena, const void *bytes, size_t size);

/* A copy of a text. */
char *arena_copy_text(Arena *arena, const char *text);

/* A text made as by printf. */
char *arena_print(Arena *arena, const char *format, ...) FORMATS(2, 3);

/* A function to be called, last one first, when the arena goes: for memory that a library owns. */
void arena_on_free(Arena *arena, void (*release)(void *), void *what);

void arena_close(Arena **arena);
#define SCRATCH __attribute__((cleanup(arena_close)))

#endif
