/*
 * Metadata of a CSV file as W3C "Metadata Vocabulary for Tabular Data" (Recommendation of 17
 * December 2015): types, titles in three languages, primary key, dialect. Inner to release/.
 */
#ifndef BERAAD_RELEASE_CSVW_H
#define BERAAD_RELEASE_CSVW_H

#include "release/codebook.h"

/* The bytes of codebook/<stem>.csv-metadata.json, for data/<stem>.csv. */
char *csvw_print(Arena *arena, const PackageFacts *facts, const ExtractYear *year,
                 size_t *ret_size);

#endif
