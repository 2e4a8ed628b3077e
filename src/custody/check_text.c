/* What the ledger has the digest of, the state has the bytes of: are they those? */
#include "core/text.h"
#include "custody/inner.h"

#include <inttypes.h>

/* The bytes that rest on an entry, and the field of its body that has their digest. */
typedef struct KeptText
{
    EntryType type;
    const char *bytes; /* for: number of the entry; no row or NULL: there are none */
    const char *field;
} KeptText;

static const KeptText kept[] = {
    {ENTRY_DELIBERATION_REGISTERED, "SELECT bytes FROM deliberation WHERE entry = ?", "digest"},
    {ENTRY_DELIBERATION_REGISTERED, "SELECT text FROM deliberation WHERE entry = ?", "text_digest"},
    {ENTRY_ATTESTATION_RECEIVED, "SELECT CAST(text AS BLOB) FROM attestation WHERE entry = ?",
     "statement"},
    {ENTRY_DESTRUCTION_DECIDED, "SELECT CAST(plan AS BLOB) FROM destruction WHERE entry = ?",
     "plan"},
    {ENTRY_DESTRUCTION_COMPLETED,
     "SELECT CAST(certificate AS BLOB) FROM destruction WHERE completed_entry = ?", "certificate"},
};

static ErrorKind
check_one(Custody *custody, const Entry *entry, const KeptText *text, Error *err)
{
    SCRATCH Arena *work = arena_new("kept");
    CLOSES_QUERY Query *query = NULL;
    const char *recorded = json_string_value(json_object_get(entry->body, text->field));
    bool row = false;
    size_t size = 0;
    TRY(store_query(custody->store, text->bytes, BINDS(bind_integer(entry->number)), &query, err));
    TRY(query_next(query, &row, err));
    bool there = row && !query_null(query, 0);
    if (!there && recorded == NULL)
        return ERROR_NONE;
    const char *bytes = there ? query_bytes(query, work, 0, &size) : "";
    Digest made = digest_of(bytes, size);
    if (there && recorded != NULL && text_equal(digest_print(work, &made), recorded))
        return ERROR_NONE;
    return error_set(err, ERROR_INTEGRITY,
                     "what the state keeps of ledger entry %" PRId64
                     " is not what was recorded ('%s')",
                     entry->number, text->field);
}

ErrorKind
state_check_text(Custody *custody, const Entry *entry, Error *err)
{
    for (size_t at = 0; at < sizeof kept / sizeof *kept; at++)
        if (kept[at].type == entry->type)
            TRY(check_one(custody, entry, &kept[at], err));
    return ERROR_NONE;
}
