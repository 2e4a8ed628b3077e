#include "custody/proof.h"

#include "custody/inner.h"
#include "ledger/proof.h"

#include <inttypes.h>
#include <string.h>

/* The newest signed checkpoint, as a note and as values. */
typedef struct Newest
{
    char *note;
    Checkpoint checkpoint;
} Newest;

static ErrorKind
read_newest(Custody *custody, Arena *arena, Newest *ret_newest, Error *err)
{
    NoteKey key = custody_note_key(custody);
    int64_t size = 0;
    char *text = NULL;
    TRY(publish_note(custody, arena, false, &size, &ret_newest->note, err));
    if (ret_newest->note == NULL)
        return error_set(err, ERROR_INTEGRITY, "the ledger has no signed checkpoint");
    TRY(note_open(arena, ret_newest->note, strlen(ret_newest->note), &key, &text, err));
    return checkpoint_parse(arena, text, &ret_newest->checkpoint, err);
}

static ErrorKind
not_covered(const Newest *newest, Error *err)
{
    return error_set(err, ERROR_USAGE,
                     "the newest signed checkpoint covers %" PRIu64 " entries, from 0 on",
                     newest->checkpoint.size);
}

static ErrorKind
does_not_lead(Error *err)
{
    (void)error_set(err, ERROR_INTEGRITY, "the ledger's hashes do not lead to its checkpoint");
    return error_hint(err, "'beraad ledger verify' names the first bad entry");
}

ErrorKind
proof_of_entry(Custody *custody, Arena *arena, int64_t number, char **ret_file, Error *err)
{
    Newest newest = {0};
    Digest leaf;
    TreeSource source = publish_source(custody);
    TRY(read_newest(custody, arena, &newest, err));
    if (number < 0 || (uint64_t)number >= newest.checkpoint.size)
        return not_covered(&newest, err);
    ProofFile file = {.place = (uint64_t)number, .note = newest.note};
    TRY(tree_prove_inclusion(&source, file.place, newest.checkpoint.size, &file.proof, err));
    TRY(source.root(source.context, 0, file.place, &leaf, err));
    if (!tree_inclusion_holds(&file.proof, &leaf, file.place, newest.checkpoint.size,
                              &newest.checkpoint.root))
        return does_not_lead(err);
    *ret_file = inclusion_print(arena, &file);
    return ERROR_NONE;
}

ErrorKind
proof_since(Custody *custody, Arena *arena, int64_t size, char **ret_file, Error *err)
{
    Newest newest = {0};
    Digest old;
    TreeSource source = publish_source(custody);
    TRY(read_newest(custody, arena, &newest, err));
    if (size < 0 || (uint64_t)size > newest.checkpoint.size)
        return not_covered(&newest, err);
    ProofFile file = {.place = (uint64_t)size, .note = newest.note};
    if (size > 0)
    {
        TRY(tree_prove_consistency(&source, file.place, newest.checkpoint.size, &file.proof, err));
        TRY(tree_source_root(&source, file.place, &old, err));
        if (!tree_consistency_holds(&file.proof, file.place, &old, newest.checkpoint.size,
                                    &newest.checkpoint.root))
            return does_not_lead(err);
    }
    *ret_file = consistency_print(arena, &file);
    return ERROR_NONE;
}
