/*
 * The $names of a recipe's text (synth.h) and their values.
 */
#ifndef BERAAD_WAREHOUSE_RECIPE_H
#define BERAAD_WAREHOUSE_RECIPE_H

#include "core/list.h"

#include <stdbool.h>

typedef struct RecipeName
{
    const char *name;
    const char *value;
} RecipeName;

typedef struct RecipeNames LIST_OF(RecipeName) RecipeNames;

/* text with each $name replaced. A name that is not there gives NULL, *ret_unknown (the name) and
 * *ret_line (from 1). A $ without a lower-case letter behind it stays. */
const char *recipe_fill(Arena *arena, const RecipeNames *names, const char *text,
                        const char **ret_unknown, unsigned *ret_line);

#endif
