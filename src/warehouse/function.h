/*
 * What beraad adds to SQL, in C over whole vectors:
 *
 *   identifier_valid(BIGINT or VARCHAR) -> BOOLEAN
 *       is it an identifier of the catalogue's kind? NULL gives false
 *
 *   canonical(BIGINT) -> BIGINT
 *       the number that finally replaced it, or itself; only after function_bind_successors
 *
 *   pseudonym(BIGINT) -> UUID
 *   sample_number(BIGINT) -> UHUGEINT
 *       design section 7; only after function_bind_keys
 *
 *   household_number(BIGINT) -> UHUGEINT
 *       the place of a household in a random order; only after function_bind_household
 *
 *   draw(BIGINT seed, BIGINT stream, BIGINT item) -> DOUBLE in [0, 1)
 *       keyed, reproducible pseudo-random numbers for synthetic data; the same on every machine;
 *       never used for anything secret
 *
 * Identifiers in SQL are BIGINT: the eleven digits of an INSZ as a number, or the number of an
 * opaque record.
 */
#ifndef BERAAD_WAREHOUSE_FUNCTION_H
#define BERAAD_WAREHOUSE_FUNCTION_H

#include "person/identifier.h"
#include "person/pseudonym.h"
#include "warehouse/engine.h"

/* identifier_valid for this kind, and draw. Binding again on the same engine replaces. */
ErrorKind function_bind(Engine *engine, IdentifierKind kind, Error *err) MUST_CHECK;

/* A replaced number and the one that finally replaced it, another one. */
typedef struct Successor
{
    int64_t old;
    int64_t current;
} Successor;

/* canonical for these; each old number stands once, and the list may be empty. Binding again on the
 * same engine replaces. */
ErrorKind function_bind_successors(Engine *engine, const Successor *list, size_t count,
                                   Error *err) MUST_CHECK;

/* pseudonym and sample_number under copies of these ciphers: the ciphers are not needed afterwards.
 * Binding again replaces the keys; results still being read are taken into memory first, so they
 * stay under the old ones. */
ErrorKind function_bind_keys(Engine *engine, IdentifierKind kind, const BlockCipher *pseudonyms,
                             const BlockCipher *samples, Error *err) MUST_CHECK;

/* household_number under a copy of this cipher, of any number from 0. Binding again replaces it. */
ErrorKind function_bind_household(Engine *engine, const BlockCipher *households,
                                  Error *err) MUST_CHECK;

/* Wipes the key schedules; pseudonym, sample_number and household_number are an error of the
 * running statement until keys are bound again. Closing the engine does the same. */
void function_unbind_keys(Engine *engine);

#endif
