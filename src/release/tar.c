#include "release/tar.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Where the fields of a ustar header stand (IEEE Std 1003.1, pax, "ustar Interchange Format"). */
enum
{
    NAME_AT = 0,
    NAME_SIZE = 100,
    MODE_AT = 100,
    OWNER_AT = 108,
    GROUP_AT = 116,
    SIZE_AT = 124,
    SIZE_SIZE = 12,
    TIME_AT = 136,
    SUM_AT = 148,
    SUM_SIZE = 8,
    TYPE_AT = 156,
    MAGIC_AT = 257,
    DEVICE_MAJOR_AT = 329,
    DEVICE_MINOR_AT = 337
};

static void
put(unsigned char *block, size_t at, const char *words)
{
    memcpy(block + at, words, strlen(words));
}

static void
put_sum(unsigned char block[TAR_BLOCK])
{
    memset(block + SUM_AT, ' ', SUM_SIZE);
    unsigned sum = 0;
    for (size_t at = 0; at < TAR_BLOCK; at++)
        sum += block[at];
    char words[SUM_SIZE];
    (void)snprintf(words, sizeof words, "%06o", sum & 0777777U);
    memcpy(block + SUM_AT, words, SUM_SIZE - 1); /* six digits, a zero byte; the space stays */
}

void
tar_header(const char *name, int64_t size, unsigned char ret_block[TAR_BLOCK])
{
    size_t length = strlen(name);
    assert(length <= NAME_SIZE && size >= 0 && size <= INT64_C(077777777777));
    memset(ret_block, 0, TAR_BLOCK);
    memcpy(ret_block + NAME_AT, name, length);
    put(ret_block, MODE_AT, "0000644");
    put(ret_block, OWNER_AT, "0000000");
    put(ret_block, GROUP_AT, "0000000");
    char words[SIZE_SIZE];
    (void)snprintf(words, sizeof words, "%011llo", (unsigned long long)size & 077777777777ULL);
    put(ret_block, SIZE_AT, words);
    put(ret_block, TIME_AT, "00000000000");
    put(ret_block, TYPE_AT, "0");
    put(ret_block, MAGIC_AT, "ustar");
    put(ret_block, MAGIC_AT + 6, "00");
    put(ret_block, DEVICE_MAJOR_AT, "0000000");
    put(ret_block, DEVICE_MINOR_AT, "0000000");
    put_sum(ret_block);
}

int64_t
tar_header_size(const unsigned char block[TAR_BLOCK])
{
    int64_t size = 0;
    for (size_t at = SIZE_AT; at < SIZE_AT + SIZE_SIZE - 1; at++)
    {
        if (block[at] < '0' || block[at] > '7')
            return -1;
        size = size * 8 + (block[at] - '0');
    }
    return block[SIZE_AT + SIZE_SIZE - 1] == 0 ? size : -1;
}

size_t
tar_padding(int64_t size)
{
    return (size_t)((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
}
