/* What the files of the record share (record.c, record_done.c). */
#ifndef BERAAD_AUDIT_RECORD_INNER_H
#define BERAAD_AUDIT_RECORD_INNER_H

#include "audit/record.h"

/* The record under way. */
typedef struct Builder
{
    Arena *arena;
    Custody *custody;
    const RecordInput *input;
    Record *record;
} Builder;

/* A new field without content; an item of one. */
RecordField *record_add_field(Builder *builder, const char *key, const char *law,
                              RecordSource source, const Wording *label);
void record_add_item(Builder *builder, RecordField *field, const Wording *item);

/* What was done so far, as the custody has it: the fields deliveries, obligations, undertakings. */
ErrorKind record_add_deliveries(Builder *builder, Error *err) MUST_CHECK;
ErrorKind record_add_obligations(Builder *builder, Error *err) MUST_CHECK;
ErrorKind record_add_undertakings(Builder *builder, Error *err) MUST_CHECK;

#endif
