#include "ledger/signature.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define SIGNATURE_BATCH 256

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
    CrewTask task;
    SignatureQueue *queue;
    Arena *arena;
    size_t count;
    Signature items[SIGNATURE_BATCH];
} Batch;

struct SignatureQueue
{
    Crew *crew;
    Batch *filling; /* by the owner alone; NULL: none */
    pthread_mutex_t lock;
    bool failed;
    uint64_t first; /* where failed */
};

static void
batch_free(CrewTask *task)
{
    Batch *batch = (Batch *)task;
    arena_free(batch->arena);
    free(batch);
}

static void
tell_failure(SignatureQueue *queue, uint64_t number)
{
    (void)pthread_mutex_lock(&queue->lock);
    if (!queue->failed || number < queue->first)
        queue->first = number;
    queue->failed = true;
    (void)pthread_mutex_unlock(&queue->lock);
}

/* The first signature that does not hold is told, for they are in order. */
static void
batch_run(CrewTask *task)
{
    const Batch *batch = (const Batch *)task;
    for (size_t at = 0; at < batch->count; at++)
    {
        const Signature *item = &batch->items[at];
        if (crypto_sign_verify_detached(item->signature, (const unsigned char *)item->bytes,
                                        item->size, item->public_key) == 0)
            continue;
        tell_failure(batch->queue, item->number);
        return;
    }
}

static Batch *
batch_new(SignatureQueue *queue)
{
    Batch *batch = calloc(1, sizeof *batch);
    if (batch == NULL)
        error_out_of_memory();
    batch->task = (CrewTask){.run = batch_run, .free = batch_free};
    batch->queue = queue;
    batch->arena = arena_new("signatures");
    return batch;
}

static void
queue_end(void *what)
{
    SignatureQueue *queue = what;
    if (queue->filling != NULL)
        batch_free(&queue->filling->task);
    (void)pthread_mutex_destroy(&queue->lock);
}

SignatureQueue *
signature_queue_new(Arena *arena)
{
    SignatureQueue *queue = arena_take(arena, sizeof *queue);
    (void)pthread_mutex_init(&queue->lock, NULL);
    arena_on_free(arena, queue_end, queue);
    queue->crew = crew_new(arena); /* ends before the queue does */
    return queue;
}

Crew *
signature_queue_crew(SignatureQueue *queue)
{
    return queue->crew;
}

static void
hand_over(SignatureQueue *queue)
{
    Batch *batch = queue->filling;
    queue->filling = NULL;
    if (batch != NULL)
        crew_add(queue->crew, &batch->task);
}

void
signature_queue_add(SignatureQueue *queue, uint64_t number, const void *bytes, size_t size,
                    const unsigned char signature[NOTE_SIGNATURE_SIZE],
                    const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE])
{
    if (queue->filling == NULL)
        queue->filling = batch_new(queue);
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
    crew_settle(queue->crew);
    *ret_first = queue->first;
    return !queue->failed;
}
