/*
 * Enciphers what it is told: lines "KEYHEX KIND NUMBER" on standard input, the block in hexadecimal
 * on standard output. person_block.py gives the lines and judges the answers.
 */
#include "core/text.h"
#include "person/pseudonym.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
answer(Arena *arena, const char *line)
{
    char key_text[2 * BLOCK_KEY_SIZE + 1];
    char kind_name[16];
    long long number = 0;
    unsigned char key[BLOCK_KEY_SIZE];
    unsigned char block[BLOCK_SIZE];
    IdentifierKind kind;
    Error err;
    FREES_CIPHER BlockCipher *cipher = NULL;
    if (sscanf(line, "%64s %15s %lld", key_text, kind_name, &number) != 3 ||
        !text_hex_parse(key_text, key, sizeof key) || !identifier_kind_parse(kind_name, &kind) ||
        block_cipher_new(key, &cipher, &err) != ERROR_NONE ||
        block_encipher(cipher, kind, (const int64_t[]){number}, 1, block, &err) != ERROR_NONE)
        return false;
    (void)puts(text_hex(arena, block, sizeof block));
    return true;
}

int
main(void)
{
    SCRATCH Arena *arena = arena_new("blocks");
    char line[256];
    while (fgets(line, sizeof line, stdin) != NULL)
        if (!answer(arena, line))
            return 1;
    return 0;
}
