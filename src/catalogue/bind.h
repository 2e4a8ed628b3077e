/*
 * The catalogue's SQL and its placeholders.
 *
 * A placeholder is a dollar sign and a name: $date, $year, $quarter, $month (of the reference date)
 * or a parameter of the catalogue. It stands outside quotes and comments only; inside them a dollar
 * sign is just a character. SQL text itself is data of the custodian: it is never made from
 * anything that a deliberation or a command line says.
 */
#ifndef BERAAD_CATALOGUE_BIND_H
#define BERAAD_CATALOGUE_BIND_H

#include "catalogue/model.h"

/* sql with each placeholder replaced by its literal: $date by DATE 'YYYY-MM-DD', $year, $quarter (1
 * to 4) and $month by integers, a parameter by its value as the catalogue writes it. The catalogue
 * has been read without complaints, so every placeholder of its own SQL is defined; one that is not
 * stays as it is. */
char *catalogue_bind_sql(Arena *arena, const Catalogue *catalogue, const char *sql, Date date);

/* What a placeholder's name stands for on this date, or NULL where nothing of that name is defined.
 */
const char *catalogue_placeholder(Arena *arena, const Catalogue *catalogue, const char *name,
                                  Date date);

/* Is name one of $date, $year, $quarter, $month? A parameter may not take such a name. */
bool placeholder_reserved(const char *name);

/* A stretch of SQL text: what is between quotes or in a comment, a placeholder, or anything else.
 */
typedef enum StretchKind
{
    STRETCH_PLAIN,   /* outside quotes and comments, without dollar signs or semicolons */
    STRETCH_QUOTED,  /* '...' or "..." with doubled quotes inside */
    STRETCH_COMMENT, /* from -- to the end of the line, or between the signs of a block comment */
    STRETCH_PLACEHOLDER, /* $ and a name [a-z][a-z0-9_]* */
    STRETCH_SEMICOLON,
    STRETCH_BROKEN, /* a quote or comment that does not end, a dollar sign without a name */
    STRETCH_END
} StretchKind;

/* The kind of the stretch that begins at text, and its length in bytes (0 at the end). Together the
 * stretches are the whole text. */
StretchKind sql_stretch(const char *text, size_t *ret_size);

#endif
