#include "warehouse/recipe.h"

#include "core/text.h"

#include <string.h>

static bool
names_char(char letter)
{
    return (letter >= 'a' && letter <= 'z') || letter == '_';
}

static const RecipeName *
find_name(const RecipeNames *names, const char *word, size_t size)
{
    for (size_t at = 0; at < names->count; at++)
        if (strlen(names->items[at].name) == size &&
            strncmp(names->items[at].name, word, size) == 0)
            return &names->items[at];
    return NULL;
}

const char *
recipe_fill(Arena *arena, const RecipeNames *names, const char *text, const char **ret_unknown,
            unsigned *ret_line)
{
    Text filled = text_new(arena);
    unsigned line = 1;
    for (const char *at = text; *at != '\0';)
    {
        if (*at != '$' || !names_char(at[1]))
        {
            line += *at == '\n';
            text_add_bytes(&filled, at++, 1);
            continue;
        }
        size_t size = 0;
        while (names_char(at[1 + size]))
            size++;
        const RecipeName *found = find_name(names, at + 1, size);
        if (found == NULL)
        {
            *ret_unknown = arena_copy(arena, at + 1, size);
            *ret_line = line;
            return NULL;
        }
        text_add(&filled, found->value);
        at += 1 + size;
    }
    return filled.bytes;
}
