/*
 * Which entries of the ledger bear on the paragraphs of a deliberation, told from the entries
 * alone. Pure.
 *
 * An entry is of the deliberation where its body names it, or names a release, job or output that
 * an earlier entry said to be of it; `recipient_added` is where it is of the deliberation's
 * recipient. Such an entry bears on a paragraph for one of two reasons, and for no other:
 *
 *   by a rule   its type stands at the field of a rule that cites the paragraph (coverage.h), and
 *               where both are of a communication it is of the same
 *   by itself   its body cites the paragraph: a reason of a refusal, or an obligation
 *
 * What became of the deliberation itself (proposed, registered, suspended, resumed, ended) is kept
 * apart: it bears on all paragraphs alike.
 *
 * A ledger may hold a million entries that bear on a paragraph: of each type the newest
 * EVIDENCE_TOLD are told for each paragraph, and the older ones counted. So the ledger is read once
 * to find which, and those once more.
 */
#ifndef BERAAD_AUDIT_EVIDENCE_H
#define BERAAD_AUDIT_EVIDENCE_H

#include "audit/coverage.h"

typedef struct Evidence
{
    int64_t number;
    int64_t at; /* seconds since 1970 UTC */
    EntryType type;
    const char *actor;
    const char *act;              /* of a refusal or a proposal; NULL for any other */
    Names codes;                  /* of the reasons of a refusal */
    Cites cites;                  /* by itself */
    struct LIST_OF(size_t) rules; /* by a rule: places in AuditRules */
    bool of_course;               /* what became of the deliberation */
} Evidence;

typedef struct EvidenceList LIST_OF(Evidence) EvidenceList;

typedef struct EvidenceNumbers LIST_OF(int64_t) EvidenceNumbers;

#define EVIDENCE_TOLD 1000

typedef struct EvidenceReader EvidenceReader;

/* All lives in arena; deliberation and rules are borrowed. end: seconds since 1970 UTC. */
EvidenceReader *evidence_reader_new(Arena *arena, const Deliberation *deliberation,
                                    const AuditRules *rules, int64_t end);

/* The next entry of the ledger, from number 0 on. *ret_taken is false where it was made at the end
 * or later, and so were all that follow. ERROR_INTEGRITY where the bytes are no entry. */
ErrorKind evidence_read(EvidenceReader *reader, const char *bytes, size_t size, bool *ret_taken,
                        Error *err) MUST_CHECK;

/* When all were read: the numbers of what is told, ascending; the course is told whole. */
EvidenceNumbers evidence_told(const EvidenceReader *reader, Arena *arena);

/* Each of these, once more, in this order. */
ErrorKind evidence_tell(EvidenceReader *reader, const char *bytes, size_t size,
                        Error *err) MUST_CHECK;

/* What was told, in the order of the ledger. */
const EvidenceList *evidence_found(const EvidenceReader *reader);

/* Is it told for that paragraph (place in the deliberation's list)? How many entries of the type
 * bear on it that are older than those? */
bool evidence_is_told(const EvidenceReader *reader, const Evidence *evidence, size_t paragraph);
size_t evidence_older(const EvidenceReader *reader, size_t paragraph, EntryType type);

/* Does it bear on the paragraph? */
bool evidence_bears(const Evidence *evidence, const AuditRules *rules, int paragraph);

#endif
