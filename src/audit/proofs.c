#include "audit/proofs.h"
#include "custody/proof.h"
#include "custody/record.h"

#include <inttypes.h>
#include <string.h>

static ErrorKind
add_one(Custody *custody, int64_t number, const char *prefix, Folder *folder, Error *err)
{
    SCRATCH Arena *work = arena_new("proof");
    RecordedEntries entries = {0};
    char *proof = NULL;
    TRY(record_read(custody, work, number, 1, &entries, err));
    if (entries.count != 1 || entries.items[0].number != number)
        return error_set(err, ERROR_INTEGRITY, "the state lacks entry %" PRId64, number);
    TRY(proof_of_entry(custody, work, number, &proof, err));
    TRY(folder_add(folder, arena_print(work, "%s%s", prefix, audit_entry_name(work, number)),
                   entries.items[0].bytes, entries.items[0].size, err));
    return folder_add(folder, arena_print(work, "%s%s", prefix, audit_proof_name(work, number)),
                      proof, strlen(proof), err);
}

ErrorKind
audit_add_proofs(Custody *custody, const Audit *audit, const char *prefix, Folder *folder,
                 size_t *ret_count, Error *err)
{
    *ret_count = 0;
    for (size_t at = 0; at < audit->evidence->count; at++)
    {
        int64_t number = audit->evidence->items[at].number;
        if (number >= audit->signed_size)
            continue;
        TRY(add_one(custody, number, prefix, folder, err));
        *ret_count += 1;
    }
    return ERROR_NONE;
}
