/*
 * One cipher context for each thread that works at the same time under one key: taken and given
 * back once per vector.
 */
#ifndef BERAAD_WAREHOUSE_POOL_H
#define BERAAD_WAREHOUSE_POOL_H

#include "person/pseudonym.h"

typedef struct Pool Pool;

/* A pool of copies of cipher, which is not needed afterwards. */
ErrorKind pool_new(const BlockCipher *cipher, Pool **ret_pool, Error *err) MUST_CHECK;

/* All contexts must have been given back. */
void pool_free(Pool **pool);

/* Never NULL; good for one thread until it is given back. */
BlockCipher *pool_take(Pool *pool);
void pool_give(Pool *pool, BlockCipher *cipher);

#endif
