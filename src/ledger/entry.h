/*
 * Ledger entries: canonical JSON of a closed form, holding commitments only (digests, counts,
 * dates, names of actors, deliberations and communications), never personal data. Pure. The format
 * is doc/format/ledger.md.
 *
 *   {"actor":NAME,"at":SECONDS,"body":{...},"ledger":ORIGIN,"number":N,"signature":BASE64,
 *    "type":TYPE}                                                       (one line, no space)
 *
 * The signature (Ed25519) is over ENTRY_SIGNED_PREFIX and the canonical bytes of the same object
 * without "signature". It covers ledger and number: an entry cannot be repeated or carried to
 * another ledger.
 */
#ifndef BERAAD_LEDGER_ENTRY_H
#define BERAAD_LEDGER_ENTRY_H

#include "core/json.h"
#include "ledger/note.h"

#define ENTRY_SIGNED_PREFIX "beraad ledger entry v1\n"
/* A longer entry is refused: an entry bundle of C2SP tlog-tiles gives its length in two bytes. */
#define ENTRY_BYTES ((size_t)65535)

typedef enum EntryType
{
    ENTRY_CUSTODY_CREATED,
    ENTRY_ACTOR_ADDED,
    ENTRY_ACTOR_KEY_ROTATED,
    ENTRY_ACTOR_KEY_REVOKED,
    ENTRY_RECIPIENT_ADDED,
    ENTRY_RECIPIENT_KEY_GIVEN,
    ENTRY_PROPOSED,
    ENTRY_PROPOSAL_WITHDRAWN,
    ENTRY_SUBJECT_ANSWERED,
    ENTRY_DELIBERATION_REGISTERED,
    ENTRY_DELIBERATION_SUSPENDED,
    ENTRY_DELIBERATION_RESUMED,
    ENTRY_DELIBERATION_ENDED,
    ENTRY_UNDERTAKING_SIGNED,
    ENTRY_KEY_CREATED,
    ENTRY_KEY_DESTROYED,
    ENTRY_BACKUP_MADE,
    ENTRY_MEDIUM_WRITTEN,
    ENTRY_CUSTODY_RESTORED,
    ENTRY_ROOT_SPLIT,
    ENTRY_ROOT_WRAPPED,
    ENTRY_REFUSED,
    ENTRY_RELEASE_PLANNED,
    ENTRY_RELEASE_PREPARED,
    ENTRY_RELEASE_APPROVED,
    ENTRY_RELEASE_DELIVERED,
    ENTRY_RELEASE_WITHDRAWN,
    ENTRY_SERIES_CLOSED,
    ENTRY_OBLIGATIONS_CONTINUED,
    ENTRY_DESTRUCTION_DECIDED,
    ENTRY_DESTRUCTION_COMPLETED,
    ENTRY_DATASET_PREPARED,
    ENTRY_IMPORTED,
    ENTRY_JOB_STARTED,
    ENTRY_JOB_ENDED,
    ENTRY_ATTESTATION_RECEIVED,
    ENTRY_OUTPUT_REQUESTED,
    ENTRY_OUTPUT_CHECKED,
    ENTRY_OUTPUT_VOTED,
    ENTRY_OUTPUT_DECIDED,
    ENTRY_OUTPUT_RELEASED,
    ENTRY_OUTPUT_WITHDRAWN,
    ENTRY_OUTPUT_PROFILED,
    ENTRY_AUDIT_KIT_MADE,
    ENTRY_TYPE_COUNT
} EntryType;

typedef enum EntryFieldKind
{
    ENTRY_FIELD_NAME,       /* a short text without control characters */
    ENTRY_FIELD_COUNT,      /* an integer from 0 */
    ENTRY_FIELD_DIGEST,     /* "sha256:" and 64 digits */
    ENTRY_FIELD_PUBLIC_KEY, /* base64 of 32 bytes */
    ENTRY_FIELD_DATE,       /* YYYY-MM-DD */
    ENTRY_FIELD_NAMES,      /* an array of names */
    ENTRY_FIELD_DIGESTS,    /* an array of digests */
    ENTRY_FIELD_COUNTS,     /* an array of integers from 0 */
    ENTRY_FIELD_YEARS,      /* [{"rows":N,"year":Y}] */
    ENTRY_FIELD_REASONS,    /* [{"cites":[..],"code":NAME}] */
    /* [{"artefacts":[N..],"cites":[..],"destroy_by":DATE,"pending":BOOL,"years":[Y..]}], destroy_by
       absent where there is no date: each year of each artefact, of what was delivered and of
       earlier deliveries that it moved */
    ENTRY_FIELD_OBLIGATIONS
} EntryFieldKind;

typedef struct EntryField
{
    const char *name;
    EntryFieldKind kind;
    bool optional;
} EntryField;

/* The type table, declared once: what each entry's body holds, and nothing else may. */
typedef struct EntryForm
{
    const char *name;
    bool is_signed;           /* by an actor or the custody; only `refused` is not */
    const EntryField *fields; /* ended by a NULL name */
} EntryForm;

const EntryForm *entry_form(EntryType type);
bool entry_type_parse(const char *name, EntryType *ret_type);

typedef struct Entry
{
    EntryType type;
    const char *ledger;
    int64_t number; /* from 0 */
    int64_t at;     /* seconds since 1970 UTC */
    const char *actor;
    json_t *body;
    bool has_signature;
    unsigned char signature[NOTE_SIGNATURE_SIZE];
} Entry;

/* What is to be signed. ERROR_INTERNAL where the body is not of its type's form. */
ErrorKind entry_signed_bytes(Arena *arena, const Entry *entry, char **ret_bytes, size_t *ret_size,
                             Error *err) MUST_CHECK;

/* The same, cut out of the entry's own bytes, as entry_parse took them: for a fraction of the time.
 * ERROR_INTERNAL where they are not those of a signed entry. */
ErrorKind entry_signed_cut(Arena *arena, const Entry *entry, const char *bytes, size_t size,
                           char **ret_bytes, size_t *ret_size, Error *err) MUST_CHECK;

/* The canonical bytes, the ledger's leaf; entry_parse is its exact inverse: it refuses
 * (ERROR_INTEGRITY) what is not canonical, has an unknown type or field, or lacks one. */
ErrorKind entry_print(Arena *arena, const Entry *entry, char **ret_bytes, size_t *ret_size,
                      Error *err) MUST_CHECK;
ErrorKind entry_parse(Arena *arena, const char *bytes, size_t size, Entry *ret_entry,
                      Error *err) MUST_CHECK;

/* entry_parse without the look at the canonical form: for bytes that are known, by their hash, to
 * be those of an entry that was parsed before. */
ErrorKind entry_parse_known(Arena *arena, const char *bytes, size_t size, Entry *ret_entry,
                            Error *err) MUST_CHECK;

#endif
