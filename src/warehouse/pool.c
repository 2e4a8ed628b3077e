#include "warehouse/pool.h"

#include <pthread.h>
#include <stdlib.h>

struct Pool
{
    pthread_mutex_t lock;
    BlockCipher *origin; /* only copied from, under the lock */
    BlockCipher **idle;
    size_t idle_count;
    size_t made; /* as many as were ever needed at the same time; idle has room for all */
};

ErrorKind
pool_new(const BlockCipher *cipher, Pool **ret_pool, Error *err)
{
    Pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL || pthread_mutex_init(&pool->lock, NULL) != 0)
        error_out_of_memory();
    ErrorKind kind = block_cipher_copy(cipher, &pool->origin, err);
    if (kind != ERROR_NONE)
        pool_free(&pool);
    *ret_pool = pool;
    return kind;
}

void
pool_free(Pool **pool)
{
    if (*pool == NULL)
        return;
    for (size_t at = 0; at < (*pool)->idle_count; at++)
        block_cipher_free(&(*pool)->idle[at]);
    block_cipher_free(&(*pool)->origin);
    (void)pthread_mutex_destroy(&(*pool)->lock);
    free((void *)(*pool)->idle);
    free(*pool);
    *pool = NULL;
}

static BlockCipher *
pool_grow(Pool *pool)
{
    Error err;
    BlockCipher *cipher = NULL;
    BlockCipher **idle = realloc((void *)pool->idle, (pool->made + 1) * sizeof(BlockCipher *));
    if (idle == NULL || block_cipher_copy(pool->origin, &cipher, &err) != ERROR_NONE)
        error_out_of_memory();
    pool->idle = idle;
    pool->made++;
    return cipher;
}

BlockCipher *
pool_take(Pool *pool)
{
    (void)pthread_mutex_lock(&pool->lock);
    BlockCipher *cipher = pool->idle_count > 0 ? pool->idle[--pool->idle_count] : pool_grow(pool);
    (void)pthread_mutex_unlock(&pool->lock);
    return cipher;
}

void
pool_give(Pool *pool, BlockCipher *cipher)
{
    (void)pthread_mutex_lock(&pool->lock);
    pool->idle[pool->idle_count++] = cipher;
    (void)pthread_mutex_unlock(&pool->lock);
}
