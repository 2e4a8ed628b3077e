/*
 * What an amendment goes on with (doc/decision/0021): pure, from the bytes of the text that it
 * amends, so that it can be said whatever became of that text's catalogue.
 */
#ifndef BERAAD_DELIBERATION_AMENDMENT_H
#define BERAAD_DELIBERATION_AMENDMENT_H

#include "deliberation/model.h"

/*
 * Does this communication of the amendment go on with the one of its name in the amended text: to
 * the same recipient, in the same setting, of the same cohort of the same catalogue? Then persons
 * keep their pseudonyms and their places in the sample, and can be followed over the amendment.
 * False where the amended text has none of that name, or cannot be read.
 */
bool amendment_continues(Arena *arena, const char *amended, size_t size,
                         const Deliberation *amendment, const Communication *communication);

#endif
