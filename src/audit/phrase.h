/*
 * The words of the audit, in three languages.
 */
#ifndef BERAAD_AUDIT_PHRASE_H
#define BERAAD_AUDIT_PHRASE_H

#include "custody/registration.h"
#include "ledger/entry.h"

typedef enum AuditPhrase
{
    AUDIT_TITLE,
    AUDIT_DELIBERATION,
    AUDIT_DECIDED,
    AUDIT_STATE,
    AUDIT_CUSTODIAN,
    AUDIT_ON,
    AUDIT_LEDGER,
    AUDIT_LEDGER_SIZE, /* behind two numbers: "41 entries, 40 of them under ..." */
    AUDIT_FILE,
    AUDIT_OFFICIAL_FILE,
    AUDIT_AMENDS,
    AUDIT_AMENDED_BY,
    AUDIT_COURSE,
    AUDIT_PARAGRAPH,
    AUDIT_GAP,
    AUDIT_GAP_ABOUT,
    AUDIT_OFFICIAL,
    AUDIT_OFFICIAL_WHOLE,
    AUDIT_RULES,
    AUDIT_BY_PROGRAM,
    AUDIT_BY_PEOPLE,
    AUDIT_READINGS,
    AUDIT_EVIDENCE,
    AUDIT_NO_EVIDENCE,
    AUDIT_EARLIER, /* behind a number */
    AUDIT_OLDER,   /* behind a number */
    AUDIT_CITES,
    AUDIT_NUMBER,
    AUDIT_DATE,
    AUDIT_WHAT,
    AUDIT_ACTOR,
    AUDIT_RULE,
    AUDIT_PROOF,
    AUDIT_UNSIGNED,
    AUDIT_SUMMARY,
    AUDIT_PARAGRAPHS,
    AUDIT_NO_GAPS,
    AUDIT_GAPS,
    AUDIT_MEANING,
    AUDIT_MEANS_ENFORCED,
    AUDIT_MEANS_EVIDENCED,
    AUDIT_MEANS_ORGANISATIONAL,
    AUDIT_MEANS_INTERPRETED,
    AUDIT_MEANS_GAP,
    AUDIT_CHECK,
    AUDIT_CHECK_ABOUT,
    AUDIT_PHRASES
} AuditPhrase;

/* The phrase in all languages. */
const Wording *audit_phrase(AuditPhrase which);

/* {"en": ..., "fr": ..., "nl": ...} */
json_t *wording_json(const Wording *wording);

/* ":", with the space before it that French wants. */
const char *audit_colon(Language language);

/* "in force" and its like. */
const Wording *audit_state_wording(DeliberationState state);

/* What an entry of that type says, in a few words; its plain name where it has none. */
Wording audit_entry_wording(EntryType type);

#endif
