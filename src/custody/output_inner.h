/* What the files about outputs share: sealing, and what a vote says. */
#ifndef BERAAD_CUSTODY_OUTPUT_INNER_H
#define BERAAD_CUSTODY_OUTPUT_INNER_H

#include "custody/inner.h"
#include "custody/output.h"

#define PURPOSE_OUTPUT "beraad output v1"

/* The key of the outputs of a communication; actor NULL: it is there already. */
ErrorKind output_key(Custody *custody, const Actor *actor, const char *deliberation,
                     const char *communication, Secret **ret_key, Error *err) MUST_CHECK;

/* Bytes under the key (XChaCha20-Poly1305, a random nonce in front), bound to the words of `place`;
 * and back: ERROR_INTEGRITY where they are not what was sealed there. */
char *output_seal(Arena *arena, const Secret *key, const char *place, const void *bytes,
                  size_t size, size_t *ret_size);
ErrorKind output_unseal(Arena *arena, const Secret *key, const char *place, const char *sealed,
                        size_t sealed_size, char **ret_bytes, size_t *ret_size,
                        Error *err) MUST_CHECK;

/* The request, where this change leads somewhere from its state (ERROR_STATE elsewhere). Inside a
 * recording. */
ErrorKind output_load_for(Custody *custody, Arena *arena, int64_t number, OutputChange change,
                          OutputRequest **ret_request, OutputState *ret_next,
                          Error *err) MUST_CHECK;
ErrorKind output_set_state(Custody *custody, int64_t number, OutputState state, int64_t entry,
                           Error *err) MUST_CHECK;

/* "output 3, round 2" and "output 3, round 2, vote of chris" */
char *round_place(Arena *arena, int64_t number, int64_t round);
char *vote_place(Arena *arena, int64_t number, int64_t round, const char *actor);

#endif
