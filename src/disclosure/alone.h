/*
 * What a contributor who is alone in several cells can work out.
 *
 * He knows each of them, so for him they are as good as published. An unsafe cell of others is his
 * where it lies in the span of what is published and of his own cells: then a sum of that cell and
 * multiples of his own is a fact that everybody knows. Once it is no longer known to all, his way
 * is closed. Cells that were left out to protect others are his too. (Of one unsafe cell alone,
 * pattern.h guards without a look at who it is.)
 *
 * Inner cells that everybody can work out with what is known of signs (known.h) are in everybody's
 * span. What he adds by such reasoning about his own cells is asked in insider.h.
 */
#ifndef BERAAD_DISCLOSURE_ALONE_H
#define BERAAD_DISCLOSURE_ALONE_H

#include "core/list.h"
#include "disclosure/model.h"

#define ALONE_NOBODY UINT32_MAX

/* A column of which the value must not be known to all. */
typedef struct AloneFact
{
    uint32_t *row; /* inner cells, ascending */
    int32_t *factor;
    size_t count;
    int64_t width; /* that of the cell that it would give away */
    uint32_t cell; /* the fact is this cell (insider.h); ALONE_NOBODY: a sum of several */
} AloneFact;

typedef struct AloneFacts LIST_OF(AloneFact) AloneFacts;

/* Adds the facts that give cells away, in an order that does not depend on how contributors are
 * numbered. known: by inner cell (known.h). sole: by cell, for the first `cells` of the model, its
 * only contributor or ALONE_NOBODY. Returns how often somebody can work a cell out; each time there
 * is a fact of it, but where its factors are no small whole numbers. Needs no solver. */
size_t alone_find(Arena *arena, const Model *model, const bool *known, const uint32_t *sole,
                  size_t cells, AloneFacts *facts);

#endif
