/*
 * The recipient's register of packages received: what makes an old package, sent again as if it
 * were new, be noticed. One canonical JSON file; one entry for each package opened. Inner to
 * release/.
 */
#ifndef BERAAD_RELEASE_RECEIVED_H
#define BERAAD_RELEASE_RECEIVED_H

#include "release/open.h"

#define RECEIVED_BYTES ((size_t)4 * 1024 * 1024)

/*
 * Looks the package up. *ret_before: this very package (same key, deliberation, communication,
 * number and sealed bytes) is there. ERROR_INTEGRITY: its number was received with other content,
 * or a newer one was (allowed with `again` where this very package is there). ERROR_STATE: the
 * register is not one. An absent register is an empty one.
 */
ErrorKind received_check(Arena *arena, const OpenInput *input, const OpenSummary *package,
                         bool *ret_before, Error *err) MUST_CHECK;

/* Adds the package, unless it is there. */
ErrorKind received_add(Arena *arena, const OpenInput *input, const OpenSummary *package,
                       Error *err) MUST_CHECK;

#endif
