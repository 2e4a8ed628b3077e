/*
 * A growing array in an arena, typed where it is declared:
 *
 *     typedef struct Names LIST_OF(const char *) Names;
 *     *LIST_ADD(arena, &names) = "sex";
 *
 * Growth copies; pointers into items are good until the next LIST_ADD.
 */
#ifndef BERAAD_CORE_LIST_H
#define BERAAD_CORE_LIST_H

#include "core/arena.h"

#define LIST_OF(Type)                                                                              \
    {                                                                                              \
        Type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

/* A pointer to a new zeroed last element. */
#define LIST_ADD(arena, list)                                                                      \
    ((list)->items = list_room((arena), (list)->items, (list)->count, &(list)->capacity,           \
                               sizeof *(list)->items),                                             \
     &(list)->items[(list)->count++])

void *list_room(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

#endif
