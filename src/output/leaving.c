#include "output/leaving.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/proof.h"
#include "custody/record.h"

#include <string.h>

static const char *
name_of(Arena *arena, const Leaving *leaving, size_t at)
{
    return leaving_name(arena, leaving->round->files.items[at].name, at, leaving->own);
}

/* The statement under the name that leaves. */
static ErrorKind
put_made_of(Arena *arena, json_t *item, const char *statement, const char *name, Error *err)
{
    json_t *made_of = NULL;
    if (statement[0] == '\0')
        return ERROR_NONE;
    TRY(json_read(arena, statement, strlen(statement), ERROR_INTEGRITY, &made_of, err));
    json_put_text(made_of, "file", name);
    json_put_text(item, "made_of", json_canonical(arena, made_of, NULL));
    return ERROR_NONE;
}

static ErrorKind
record_files(Arena *arena, const Leaving *leaving, json_t *files, Error *err)
{
    for (size_t at = 0; at < leaving->round->files.count; at++)
    {
        const RoundFile *file = &leaving->round->files.items[at];
        const char *name = name_of(arena, leaving, at);
        Digest digest = digest_of(file->canonical, strlen(file->canonical));
        json_t *item = json_keep(arena, json_object());
        json_put_text(item, "name", name);
        json_put_text(item, "digest", digest_print(arena, &digest));
        json_put(item, "size", json_integer((json_int_t)strlen(file->canonical)));
        json_put_text(item, "method", method_name(file->method));
        TRY(put_made_of(arena, item, file->statement, name, err));
        if (file->certificate != NULL)
        {
            Digest proof = digest_of(file->certificate, strlen(file->certificate));
            json_put_text(item, "certificate", digest_print(arena, &proof));
        }
        if (json_array_append(files, item) != 0)
            error_out_of_memory();
    }
    return ERROR_NONE;
}

static json_t *
checkers_of(const OutputRequest *request)
{
    json_t *checkers = json_array();
    for (size_t at = 0; at < request->votes.count; at++)
        if (json_array_append_new(checkers, json_string(request->votes.items[at].actor)) != 0)
            error_out_of_memory();
    return checkers;
}

/* The decision's entry and the proof that it is in the ledger. */
typedef struct Decision
{
    const char *entry;
    size_t size;
    char *proof;
} Decision;

static ErrorKind
read_decision(Arena *arena, const Leaving *leaving, Decision *ret_decision, Error *err)
{
    RecordedEntries entries = {0};
    Custody *custody = leaving->desk->custody;
    TRY(record_read(custody, arena, leaving->request->entry, 1, &entries, err));
    if (entries.count != 1)
        return error_set(err, ERROR_INTEGRITY, "the entry of the decision is gone");
    ret_decision->entry = entries.items[0].bytes;
    ret_decision->size = entries.items[0].size;
    return proof_of_entry(custody, arena, leaving->request->entry, &ret_decision->proof, err);
}

/* What was released, by which rules and whose decision. The certificate itself is as secret as the
 * table: its digest stands here. */
static ErrorKind
record_print(Arena *arena, const Leaving *leaving, const Decision *decision, char **ret_record,
             Error *err)
{
    const OutputRequest *request = leaving->request;
    const Deliberation *deliberation = leaving->desk->scope->deliberation;
    Digest proof = digest_of(decision->proof, strlen(decision->proof));
    json_t *root = json_keep(arena, json_object());
    json_t *files = json_array();
    json_put(root, "files", files);
    TRY(record_files(arena, leaving, files, err));
    json_put_text(root, "ledger", custody_name(leaving->desk->custody));
    json_put_text(root, "ledger_proof", digest_print(arena, &proof));
    json_put(root, "output", json_integer(request->number));
    json_put(root, "round", json_integer(request->round));
    json_put(root, "decided_at_entry", json_integer(request->entry));
    json_put_text(root, "deliberation", request->deliberation);
    json_put_text(root, "deliberation_digest", digest_print(arena, &request->deliberation_digest));
    json_put_text(root, "communication", request->communication);
    json_put_text(root, "author", request->author);
    json_put(root, "checkers", checkers_of(request));
    json_put(root, "threshold", json_integer(check_rules(deliberation).threshold));
    json_put_text(root, "level", level_name(leaving->round->households));
    json_put_text(root, "inputs", digest_print(arena, &request->files));
    json_put_text(root, "canonical", digest_print(arena, &request->canonical));
    json_put_text(root, "findings", digest_print(arena, &request->findings));
    *ret_record = json_canonical(arena, root, NULL);
    return ERROR_NONE;
}

typedef struct Folder
{
    Arena *arena;
    const char *path;
    int64_t size;
} Folder;

static ErrorKind
put_file(Folder *folder, const char *name, const char *bytes, size_t size, Error *err)
{
    folder->size += (int64_t)size;
    return file_write_new(file_join(folder->arena, folder->path, name), bytes, size, 0600, err);
}

static ErrorKind
put_record(Folder *folder, const Leaving *leaving, Digest *ret_record, Error *err)
{
    Arena *arena = folder->arena;
    Decision decision = {0};
    char *record = NULL;
    char *note = NULL;
    TRY(read_decision(arena, leaving, &decision, err));
    TRY(record_print(arena, leaving, &decision, &record, err));
    *ret_record = digest_of(record, strlen(record));
    TRY(custody_sign_note(
        leaving->desk->custody, arena,
        arena_print(arena, "beraad output record v1\n%s\n", digest_print(arena, ret_record)), &note,
        err));
    TRY(put_file(folder, OUTPUT_DECISION, decision.entry, decision.size, err));
    TRY(put_file(folder, OUTPUT_PROOF, decision.proof, strlen(decision.proof), err));
    TRY(put_file(folder, OUTPUT_RECORD, record, strlen(record), err));
    return put_file(folder, OUTPUT_RECORD ".note", note, strlen(note), err);
}

ErrorKind
leaving_write(Arena *arena, const Leaving *leaving, const char *name, Digest *ret_record,
              int64_t *ret_size, Error *err)
{
    Folder folder = {
        .arena = arena,
        .path = custody_path(arena, leaving->desk->custody, arena_print(arena, "held/%s", name))};
    TRY(file_remove_tree(folder.path, err));
    TRY(file_make_directory(folder.path, 0700, err));
    for (size_t at = 0; at < leaving->round->files.count; at++)
    {
        const RoundFile *file = &leaving->round->files.items[at];
        TRY(put_file(&folder, name_of(arena, leaving, at), file->canonical, strlen(file->canonical),
                     err));
    }
    TRY(put_record(&folder, leaving, ret_record, err));
    *ret_size = folder.size;
    return file_sync(folder.path, err);
}
