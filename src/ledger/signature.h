/*
 * Ed25519 signatures looked at on all cores, while their owner goes on reading.
 *
 * Three quarters of verifying a ledger are its signatures. They are given in the order of the
 * entries and looked at in batches, by a crew (crew.h); how many wait is bounded.
 */
#ifndef BERAAD_LEDGER_SIGNATURE_H
#define BERAAD_LEDGER_SIGNATURE_H

#include "core/arena.h"
#include "ledger/crew.h"
#include "ledger/note.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct SignatureQueue SignatureQueue;

/* Lives in arena; when the arena goes, its threads have ended. */
SignatureQueue *signature_queue_new(Arena *arena);

/* Who looks at them; for other work too. */
Crew *signature_queue_crew(SignatureQueue *queue);

/* The signature of `number` (never smaller than the one before) over the bytes, which are copied.
 */
void signature_queue_add(SignatureQueue *queue, uint64_t number, const void *bytes, size_t size,
                         const unsigned char signature[NOTE_SIGNATURE_SIZE],
                         const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE]);

/* Waits until all that were added are looked at. False: not all hold, and *ret_first is the least
 * number of one that does not, ever added to the queue. */
bool signature_queue_settle(SignatureQueue *queue, uint64_t *ret_first) MUST_CHECK;

#endif
