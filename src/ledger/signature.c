#include "ledger/signature.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIGNATURE_BATCH 256
#define SIGNATURE_BATCHES 16 /* that wait for a thread */
#define MOST_THREADS 15

typedef struct Signature
{
    uint64_t number;
    const char *bytes; /* in the batch's arena */
    size_t size;
    unsigned char signature[NOTE_SIGNATURE_SIZE];
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
} Signature;

typedef struct Batch
{
    Arena *arena;
    size_t count;
    Signature items[SIGNATURE_BATCH];
} Batch;

struct SignatureQueue
{
    Batch *filling; /* by the owner alone; NULL: none */
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a batch waits, one was looked at, or the end has come */
    Batch *waiting[SIGNATURE_BATCHES];
    size_t count; /* of those that wait */
    size_t busy;  /* batches that a thread has taken */
    bool ended;
    bool failed;
    uint64_t first; /* where failed */
    pthread_t threads[MOST_THREADS];
    size_t thread_count;
};

static void
batch_free(Batch *batch)
{
    if (batch == NULL)
        return;
    arena_free(batch->arena);
    free(batch);
}

/* Is there a signature that does not hold? The first of them, for they are in order. */
static bool
batch_fails(const Batch *batch, uint64_t *ret_first)
{
    for (size_t at = 0; at < batch->count; at++)
    {
        const Signature *item = &batch->items[at];
        if (crypto_sign_verify_detached(item->signature, (const unsigned char *)item->bytes,
                                        item->size, item->public_key) == 0)
            continue;
        *ret_first = item->number;
        return true;
    }
    return false;
}

/* Takes a waiting batch and looks at it; the lock is held before and after, not meanwhile. */
static void
take_batch(SignatureQueue *queue)
{
    uint64_t first = 0;
    Batch *batch = queue->waiting[0];
    queue->count--;
    queue->busy++;
    memmove(&queue->waiting[0], &queue->waiting[1], queue->count * sizeof(Batch *));
    (void)pthread_mutex_unlock(&queue->lock);
    bool fails = batch_fails(batch, &first);
    batch_free(batch);
    (void)pthread_mutex_lock(&queue->lock);
    if (fails && (!queue->failed || first < queue->first))
        queue->first = first;
    queue->failed = queue->failed || fails;
    queue->busy--;
    (void)pthread_cond_broadcast(&queue->changed);
}

static void *
work(void *what)
{
    SignatureQueue *queue = what;
    (void)pthread_mutex_lock(&queue->lock);
    while (!queue->ended)
        if (queue->count > 0)
            take_batch(queue);
        else
            (void)pthread_cond_wait(&queue->changed, &queue->lock);
    (void)pthread_mutex_unlock(&queue->lock);
    return NULL;
}

static void
queue_end(void *what)
{
    SignatureQueue *queue = what;
    (void)pthread_mutex_lock(&queue->lock);
    queue->ended = true;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->lock);
    for (size_t at = 0; at < queue->thread_count; at++)
        (void)pthread_join(queue->threads[at], NULL);
    for (size_t at = 0; at < queue->count; at++)
        batch_free(queue->waiting[at]);
    batch_free(queue->filling);
    (void)pthread_cond_destroy(&queue->changed);
    (void)pthread_mutex_destroy(&queue->lock);
}

SignatureQueue *
signature_queue_new(Arena *arena)
{
    SignatureQueue *queue = arena_take(arena, sizeof *queue);
    (void)pthread_mutex_init(&queue->lock, NULL);
    (void)pthread_cond_init(&queue->changed, NULL);
    arena_on_free(arena, queue_end, queue);
    return queue;
}

/* Threads come with the first full batch: a small ledger needs none. */
static void
start_threads(SignatureQueue *queue)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    while (queue->thread_count < MOST_THREADS && (long)queue->thread_count + 1 < cores &&
           pthread_create(&queue->threads[queue->thread_count], NULL, work, queue) == 0)
        queue->thread_count++;
}

static void
hand_over(SignatureQueue *queue)
{
    Batch *batch = queue->filling;
    queue->filling = NULL;
    if (batch == NULL)
        return;
    if (queue->thread_count == 0 && batch->count == SIGNATURE_BATCH)
        start_threads(queue);
    (void)pthread_mutex_lock(&queue->lock);
    while (queue->count == SIGNATURE_BATCHES)
        take_batch(queue);
    queue->waiting[queue->count++] = batch;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->lock);
}

static Batch *
batch_new(void)
{
    Batch *batch = calloc(1, sizeof *batch);
    if (batch == NULL)
        error_out_of_memory();
    batch->arena = arena_new("signatures");
    return batch;
}

void
signature_queue_add(SignatureQueue *queue, uint64_t number, const void *bytes, size_t size,
                    const unsigned char signature[NOTE_SIGNATURE_SIZE],
                    const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE])
{
    if (queue->filling == NULL)
        queue->filling = batch_new();
    Batch *batch = queue->filling;
    Signature *item = &batch->items[batch->count++];
    *item =
        (Signature){.number = number, .bytes = arena_copy(batch->arena, bytes, size), .size = size};
    memcpy(item->signature, signature, sizeof item->signature);
    memcpy(item->public_key, public_key, sizeof item->public_key);
    if (batch->count == SIGNATURE_BATCH)
        hand_over(queue);
}

bool
signature_queue_settle(SignatureQueue *queue, uint64_t *ret_first)
{
    hand_over(queue);
    (void)pthread_mutex_lock(&queue->lock);
    while (queue->count > 0 || queue->busy > 0)
        if (queue->count > 0)
            take_batch(queue);
        else
            (void)pthread_cond_wait(&queue->changed, &queue->lock);
    bool holds = !queue->failed;
    *ret_first = queue->first;
    (void)pthread_mutex_unlock(&queue->lock);
    return holds;
}
