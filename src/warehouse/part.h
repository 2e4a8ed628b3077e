/*
 * A folder that is made under another name and gets its own when it is whole.
 */
#ifndef BERAAD_WAREHOUSE_PART_H
#define BERAAD_WAREHOUSE_PART_H

#include "core/arena.h"

typedef struct Part
{
    const char *out;   /* the name it gets */
    const char *path;  /* out + ".part" while it is made */
    const char *spill; /* a folder inside for what the engine cannot keep in memory */
    int lock;          /* descriptor of the locked mark; -1: none */
} Part;

/* Makes the folder and locks its mark. out must not exist (ERROR_USAGE). A part that an ended run
 * left is removed first; a folder of that name that has no mark, or that another run is at work in,
 * is ERROR_STATE and stays as it is. */
ErrorKind part_open(Arena *arena, const char *out, Part *ret_part, Error *err) MUST_CHECK;

/* Removes spill and mark, syncs and renames. */
ErrorKind part_finish(Part *part, Error *err) MUST_CHECK;

/* Removes the folder unless it was finished. */
void part_abandon(Part *part);
#define ABANDONS_PART __attribute__((cleanup(part_abandon)))

#endif
