#include "core/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks grow: most arenas are small and short-lived, and every block is zeroed. */
#define FIRST_BLOCK_SIZE ((size_t)4 * 1024)
#define BLOCK_SIZE ((size_t)64 * 1024)

typedef struct Block
{
    struct Block *next;
    size_t used;
    size_t size;
    _Alignas(max_align_t) unsigned char bytes[];
} Block;

typedef struct Release
{
    struct Release *next;
    void (*release)(void *);
    void *what;
} Release;

struct Arena
{
    const char *name;
    Block *blocks;
    size_t filled; /* size of the newest block for small pieces; 0: there was none */
    Release *releases;
};

static Block *
block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(Block))
        error_out_of_memory();
    Block *block = calloc(1, sizeof(Block) + size);
    if (block == NULL)
        error_out_of_memory();
    block->size = size;
    return block;
}

Arena *
arena_new(const char *name)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        error_out_of_memory();
    arena->name = name;
    return arena;
}

void
arena_free(Arena *arena)
{
    if (arena == NULL)
        return;
    for (Release *at = arena->releases; at != NULL; at = at->next)
        at->release(at->what);
    for (Block *at = arena->blocks; at != NULL;)
    {
        Block *next = at->next;
        free(at);
        at = next;
    }
    free(arena);
}

/* Of the block that is to be filled next; at least size bytes. */
static size_t
next_size(Arena *arena, size_t size)
{
    size_t next = arena->filled == 0 ? FIRST_BLOCK_SIZE : 2 * arena->filled;
    while (next < size)
        next *= 2;
    arena->filled = next < BLOCK_SIZE ? next : BLOCK_SIZE;
    return arena->filled;
}

void *
arena_take(Arena *arena, size_t size)
{
    const size_t step = _Alignof(max_align_t);
    if (size > SIZE_MAX - step)
        error_out_of_memory();
    size_t rounded = (size + step - 1) / step * step;
    if (rounded == 0)
        rounded = step;
    Block *block = arena->blocks;
    if (rounded > BLOCK_SIZE / 4)
    {
        /* A large piece gets a block of its own, behind the one that is being filled. */
        Block *own = block_new(rounded);
        own->used = rounded;
        if (block == NULL)
            arena->blocks = own;
        else
        {
            own->next = block->next;
            block->next = own;
        }
        return own->bytes;
    }
    if (block == NULL || block->size - block->used < rounded)
    {
        block = block_new(next_size(arena, rounded));
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *piece = block->bytes + block->used;
    block->used += rounded;
    return piece;
}

void *
arena_take_array(Arena *arena, size_t count, size_t size)
{
    size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total))
        error_out_of_memory();
    return arena_take(arena, total);
}

char *
arena_copy(Arena *arena, const void *bytes, size_t size)
{
    if (size == SIZE_MAX)
        error_out_of_memory();
    char *copy = arena_take(arena, size + 1);
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

char *
arena_copy_text(Arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

char *
arena_print(Arena *arena, const char *format, ...)
{
    va_list measure;
    va_list print;
    va_start(measure, format);
    va_copy(print, measure);
    int length = vsnprintf(NULL, 0, format, measure);
    va_end(measure);
    size_t size = length < 0 ? 0 : (size_t)length;
    char *text = arena_take(arena, size + 1);
    (void)vsnprintf(text, size + 1, format, print);
    va_end(print);
    return text;
}

void
arena_on_free(Arena *arena, void (*release)(void *), void *what)
{
    Release *entry = arena_take(arena, sizeof *entry);
    entry->release = release;
    entry->what = what;
    entry->next = arena->releases;
    arena->releases = entry;
}

void
arena_close(Arena **arena)
{
    arena_free(*arena);
    *arena = NULL;
}
