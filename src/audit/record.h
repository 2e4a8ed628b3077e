/*
 * The record of processing of a deliberation (GDPR article 30, and what another law adds): from the
 * deliberation, the custody, and what the custodian says himself (details.h). What nobody said is
 * *to be filled in*, never invented. The format is doc/format/audit-record.md.
 */
#ifndef BERAAD_AUDIT_RECORD_H
#define BERAAD_AUDIT_RECORD_H

#include "audit/details.h"
#include "core/text.h"
#include "custody/registration.h"

/* Where a field's content comes from. */
typedef enum RecordSource
{
    RECORD_DELIBERATION,
    RECORD_CUSTODY,
    RECORD_PROGRAM, /* what beraad does for every deliberation of this kind */
    RECORD_DETAILS
} RecordSource;

const char *record_source_name(RecordSource source);

typedef struct RecordField
{
    const char *key; /* "purposes" */
    const char *law; /* "GDPR 30(1)(b)" */
    Wording label;
    RecordSource source;
    struct LIST_OF(Wording) items; /* none: to be filled in */
    Cites cites;                   /* of the deliberation */
} RecordField;

typedef struct Record
{
    const char *custody;
    const Registration *registration;
    Date on;
    struct LIST_OF(RecordField) fields;
    size_t missing; /* fields to be filled in */
} Record;

/* All borrowed. */
typedef struct RecordInput
{
    const Registration *registration;
    const Deliberation *deliberation;
    const Catalogue *catalogue;
    const Details *details;
} RecordInput;

/* As it is now. */
ErrorKind record_make(Custody *custody, Arena *arena, const RecordInput *input, Record *ret_record,
                      Error *err) MUST_CHECK;

/* For a person in lines of at most `width` columns, for a program, and as a page in three
 * languages. */
void record_text(const Record *record, size_t width, Language language, Text *text);
json_t *record_json(Arena *arena, const Record *record);
void record_page(Arena *arena, const Record *record, Language first, Text *page);

#endif
