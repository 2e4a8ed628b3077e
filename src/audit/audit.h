/*
 * The audit of a deliberation: what is accounted for, paragraph by paragraph (coverage.h,
 * evidence.h), at the end of a day. Printed as text, JSON and a page, each from the same value; the
 * format is doc/format/audit.md.
 */
#ifndef BERAAD_AUDIT_AUDIT_H
#define BERAAD_AUDIT_AUDIT_H

#include "audit/evidence.h"
#include "core/display.h"
#include "core/text.h"
#include "custody/registration.h"
#include "deliberation/official.h"

typedef struct AuditParagraph
{
    const Paragraph *paragraph;
    const char *official; /* its official text; NULL: none is attached, or it stays whole */
    unsigned treatments;  /* of Treatment; TREATED_EVIDENCED alone is a gap too */
    bool is_gap;
    struct LIST_OF(const AuditRule *) rules;
    struct LIST_OF(const Interpretation *) readings;
    struct LIST_OF(const Evidence *) evidence; /* what is told: of each type the newest */
    struct LIST_OF(bool) shown;                /* of each: text and page show it */
    size_t older[ENTRY_TYPE_COUNT];            /* entries that are older than those */
    size_t older_total;
} AuditParagraph;

typedef struct Audit
{
    const char *custody;
    Date on;             /* the last day that is looked at */
    int64_t entries;     /* of the ledger, up to its end */
    int64_t signed_size; /* entries under the newest signed checkpoint: those can be proved */
    const Registration *registration; /* as it was on that day */
    const Deliberation *deliberation;
    AuditRules rules;
    struct LIST_OF(AuditParagraph) paragraphs; /* in the order of the file */
    struct LIST_OF(const Evidence *) course;   /* what became of the deliberation itself */
    const EvidenceList *evidence;              /* all that is told, in the order of the ledger */
    size_t treated[TREATMENTS];                /* how many paragraphs, in the order of Treatment */
    size_t gaps;
    const char *proofs; /* the folder where proofs stand, as the page names it; NULL: nowhere */
} Audit;

/* All borrowed. */
typedef struct AuditInput
{
    const Registration *registration;
    const Deliberation *deliberation;
    const Catalogue *catalogue;
    Date on; /* of what came later nothing is said */
} AuditInput;

/* Reads the whole ledger, in memory that does not grow with it. ERROR_INTEGRITY where an entry or
 * the published checkpoint is damaged. */
ErrorKind audit_make(Custody *custody, Arena *arena, const AuditInput *input, Audit *ret_audit,
                     Error *err) MUST_CHECK;

/* For a person, in one language, as wide as display is. Of each type at most AUDIT_SHOWN entries a
 * paragraph, the newest: the JSON has all that are told. */
#define AUDIT_SHOWN 6
void audit_text(Arena *arena, const Audit *audit, const Display *display, Language language,
                Text *text);
json_t *audit_json(Arena *arena, const Audit *audit);

/* The page in nl, fr and en, for screen and paper. */
void audit_page(Arena *arena, const Audit *audit, Language first, Text *page);

/* "entry-12.tlog-proof": the file that proves an entry; the entry's bytes are in "entry-12.json".
 */
char *audit_proof_name(Arena *arena, int64_t number);
char *audit_entry_name(Arena *arena, int64_t number);

#endif
