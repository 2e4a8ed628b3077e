/*
 * The one model of a set of tables: inner cells y, published cells z = X'y, X a sparse integer matrix.
 *
 * Hierarchies, several linked tables, counts and magnitudes are all columns over the same inner cells, so whatever works on
 * X works on all of them. Values are whole numbers: counts, or magnitudes in their smallest unit (cents). Sums are formed in
 * 128 bits and refused where they leave 62 bits.
 */
#ifndef BERAAD_DISCLOSURE_MODEL_H
#define BERAAD_DISCLOSURE_MODEL_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* The largest size of a value, and what stands for "no bound" in bounds: values stay below it. */
#define MODEL_LIMIT ((int64_t)1 << 62)

/* The most entries of X: programs number theirs, up to four times as many, by int. */
#define MODEL_ENTRIES ((size_t)1 << 28)

typedef enum CellStatus
{
    CELL_PUBLISHED,
    CELL_PRIMARY,   /* suppressed: a rule says so */
    CELL_SECONDARY, /* suppressed so that no primary cell can be computed */
    CELL_VIRTUAL    /* never shown and no cell of a table: a difference that must stay unknown */
} CellStatus;

/* A column of X. */
typedef struct Cell
{
    int64_t value;
    int64_t cost; /* of suppressing it; at least 1 */
    CellStatus status;
    bool single; /* one contributor, who knows the value and can subtract it */
    bool forced; /* published whatever happens: a margin that is known already */
    unsigned reasons; /* RULE_... of primary.h */
    /* What the attacker's interval of a sensitive cell must reach: at least upper above the value, lower below it, and
     * width from end to end. All 0 for a cell that is not sensitive. */
    int64_t upper;
    int64_t lower;
    int64_t width;
} Cell;

typedef struct Model
{
    size_t inner;      /* rows of X */
    size_t cells;      /* columns of X */
    size_t *start;     /* by cell, and one more: where its entries begin */
    uint32_t *row;     /* entries: inner cell, ascending within a cell */
    int32_t *factor;   /* entries: not 0 */
    int64_t *value;    /* by inner cell */
    int64_t *least;    /* by inner cell: what the attacker knows it is at least; -MODEL_LIMIT: nothing */
    int64_t *most;     /* ... at most; MODEL_LIMIT: nothing */
    Cell *cell;        /* by cell */
} Model;

/* A sensitive cell has a need that is not 0. */
bool cell_is_sensitive(const Cell *cell);
bool cell_is_shown(const Cell *cell); /* published */

/* The status of each cell, to go back to. */
CellStatus *model_statuses(Arena *arena, const Model *model);
void model_set_statuses(Model *model, const CellStatus *statuses);

/* A column as it is being given. */
typedef struct Column
{
    const uint32_t *row;
    const int32_t *factor; /* NULL: all 1 */
    size_t count;
} Column;

typedef struct ModelMaker ModelMaker;

/* A model over inner cells of these values (copied), of which the attacker knows that they are not negative. */
ModelMaker *model_begin(Arena *arena, const int64_t *values, size_t inner);

/* Sets what the attacker knows of an inner cell. */
void model_bound(ModelMaker *maker, size_t inner, int64_t least, int64_t most);

/* Adds a cell and computes its value; *ret_cell is its number. Rows out of order, twice or outside, a factor of 0, a value
 * outside its bounds, a sum of MODEL_LIMIT or more, or more than MODEL_ENTRIES in all are an ERROR_DATA. */
ErrorKind model_add(ModelMaker *maker, Column column, size_t *ret_cell, Error *err) MUST_CHECK;

/* The finished model, in the arena of model_begin. The status of each cell is CELL_PUBLISHED, its cost 1. */
ErrorKind model_end(ModelMaker *maker, Model **ret_model, Error *err) MUST_CHECK;

/* The entries by inner cell: cells of row r at row_start[r] .. row_start[r + 1]. */
typedef struct ModelRows
{
    size_t *start;
    uint32_t *cell;
    int32_t *factor;
} ModelRows;

ModelRows model_rows(Arena *arena, const Model *model);

#endif
