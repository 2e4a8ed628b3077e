#include "custody/witness.h"

#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/wrap.h"
#include "ledger/base64.h"
#include "ledger/proof.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#define FORMAT "beraad witness v1"
#define KEY_FILE "witness.key"
#define VERIFIER_FILE "witness.vkey"
#define SEEN_BYTES ((size_t)4096)

/* What a witness last signed of a ledger; size 0: nothing yet. */
typedef struct Seen
{
    uint64_t size;
    Digest root;
    int64_t at;
} Seen;

static char *
witness_purpose(Arena *arena, const char *name)
{
    return arena_print(arena, "witness %s", name);
}

static ErrorKind
check_new(Arena *arena, const char *directory, const char *name, Error *err)
{
    if (!note_name_valid(name))
        return error_set(err, ERROR_USAGE, "the name is not one of a witness");
    if (file_exists(file_join(arena, directory, VERIFIER_FILE)))
        return error_set(err, ERROR_STATE, "'%s' is a witness already", directory);
    return ERROR_NONE;
}

ErrorKind
witness_make(const WitnessNew *witness, Error *err)
{
    SCRATCH Arena *work = arena_new("witness");
    FREES_SECRET Secret *seed = secret_random(SEED_SIZE);
    FREES_SECRET Secret *signing = secret_new(NOTE_SECRET_KEY_SIZE);
    NoteKey key = {.name = witness->name, .is_witness = true};
    TRY(check_new(work, witness->directory, witness->name, err));
    crypto_sign_seed_keypair(key.public_key, signing->bytes, seed->bytes);
    TRY(file_make_directory(witness->directory, 0700, err));
    TRY(file_make_directory(file_join(work, witness->directory, "seen"), 0700, err));
    Wrapping wrapping = {.purpose = witness_purpose(work, witness->name),
                         .passphrase = witness->passphrase,
                         .cost = witness->cost};
    TRY(key_wrap_again(file_join(work, witness->directory, KEY_FILE), &wrapping, seed, err));
    const char *text = arena_print(work, "%s\n", note_key_print(work, &key));
    /* The public half last: a witness is there when it is. */
    return file_write_new(file_join(work, witness->directory, VERIFIER_FILE), text, strlen(text),
                          0644, err);
}

/* Who the witness says it is. */
static ErrorKind
read_witness(Arena *arena, const WitnessRequest *request, NoteKey *ret_key, Error *err)
{
    const char *path = file_join(arena, request->directory, VERIFIER_FILE);
    char *text = NULL;
    size_t size = 0;
    if (!file_exists(path))
    {
        (void)error_set(err, ERROR_STATE, "'%s' is not a witness", request->directory);
        return error_hint(err, "the first time, give it a name with --name");
    }
    TRY(file_read(arena, path, SEEN_BYTES, ERROR_INTEGRITY, &text, &size, err));
    text[strcspn(text, "\n")] = '\0';
    if (!note_key_parse(arena, text, ret_key) || !ret_key->is_witness)
        return error_set(err, ERROR_INTEGRITY, "'%s' is damaged", VERIFIER_FILE);
    return ERROR_NONE;
}

static ErrorKind
open_witness(Arena *arena, const WitnessRequest *request, NoteKey *ret_key, Secret **ret_signing,
             Error *err)
{
    FREES_SECRET Secret *seed = NULL;
    TRY(read_witness(arena, request, ret_key, err));
    Wrapping wrapping = {.purpose = witness_purpose(arena, ret_key->name),
                         .passphrase = request->passphrase};
    TRY(key_unwrap(file_join(arena, request->directory, KEY_FILE), &wrapping, SEED_SIZE, &seed,
                   err));
    return signing_key_open(seed, ret_key->public_key, ret_signing, err);
}

static char *
seen_path(Arena *arena, const WitnessRequest *request)
{
    Digest digest = digest_of(request->ledger->name, strlen(request->ledger->name));
    return arena_print(arena, "%s/seen/%s.json", request->directory,
                       text_hex(arena, digest.bytes, DIGEST_SIZE));
}

static ErrorKind
read_seen(Arena *arena, const WitnessRequest *request, Seen *ret_seen, Error *err)
{
    const char *path = seen_path(arena, request);
    char *bytes = NULL;
    size_t size = 0;
    json_t *object = NULL;
    *ret_seen = (Seen){0};
    if (!file_exists(path))
        return ERROR_NONE;
    TRY(file_read(arena, path, SEEN_BYTES, ERROR_INTEGRITY, &bytes, &size, err));
    TRY(json_read(arena, bytes, size, ERROR_INTEGRITY, &object, err));
    const char *format = json_string_value(json_object_get(object, "format"));
    const char *key = json_string_value(json_object_get(object, "key"));
    const char *root = json_string_value(json_object_get(object, "root"));
    json_int_t seen = json_integer_value(json_object_get(object, "size"));
    if (format == NULL || !text_equal(format, FORMAT) || key == NULL || root == NULL || seen < 1 ||
        !digest_parse(root, &ret_seen->root))
        return error_set(err, ERROR_INTEGRITY, "what this witness has seen is damaged");
    if (!text_equal(key, note_key_print(arena, request->ledger)))
        return error_set(err, ERROR_STATE, "'%s' had another key when it was first seen",
                         request->ledger->name);
    ret_seen->size = (uint64_t)seen;
    ret_seen->at = json_integer_value(json_object_get(object, "at"));
    return ERROR_NONE;
}

static ErrorKind
write_seen(Arena *arena, const WitnessRequest *request, const Checkpoint *checkpoint, Error *err)
{
    json_t *object = json_keep(arena, json_object());
    size_t size = 0;
    json_put_text(object, "format", FORMAT);
    json_put_text(object, "ledger", request->ledger->name);
    json_put_text(object, "key", note_key_print(arena, request->ledger));
    json_put(object, "size", json_integer((json_int_t)checkpoint->size));
    json_put_text(object, "root", digest_print(arena, &checkpoint->root));
    json_put(object, "at", json_integer(request->now));
    const char *bytes = json_pretty(arena, object, &size);
    return file_write(seen_path(arena, request), bytes, size, 0600, err);
}

/* Does the checkpoint only add to what was seen? The proof was made for `place` entries. */
static ErrorKind
judge_growth(const Seen *seen, const ProofFile *file, const Checkpoint *checkpoint, Error *err)
{
    if (checkpoint->size < seen->size)
        return error_set(err, ERROR_INTEGRITY,
                         "a rollback: the checkpoint has %" PRIu64 " entries, %" PRIu64
                         " were seen before",
                         checkpoint->size, seen->size);
    if (checkpoint->size == seen->size && !digest_equal(&checkpoint->root, &seen->root))
        return error_set(err, ERROR_INTEGRITY,
                         "a fork: of the same %" PRIu64 " entries another root was seen before",
                         seen->size);
    if (file->place != seen->size)
    {
        (void)error_set(err, ERROR_STATE, "the request begins at %" PRIu64 " entries", file->place);
        return error_hint(err,
                          "this witness stands at %" PRIu64 ": 'beraad ledger prove --since "
                          "%" PRIu64 "'",
                          seen->size, seen->size);
    }
    if (seen->size == 0 ? file->proof.count == 0
                        : tree_consistency_holds(&file->proof, seen->size, &seen->root,
                                                 checkpoint->size, &checkpoint->root))
        return ERROR_NONE;
    return error_set(err, ERROR_INTEGRITY,
                     "a fork: the checkpoint does not begin with the %" PRIu64 " entries that were "
                     "seen before",
                     seen->size);
}

/* A request that may be signed. */
typedef struct Judged
{
    ProofFile file;
    Checkpoint checkpoint;
    char *text; /* of the checkpoint's note */
} Judged;

static ErrorKind
judge_request(Arena *arena, const WitnessRequest *request, Judged *ret_judged, Error *err)
{
    Seen seen = {0};
    ProofFile *file = &ret_judged->file;
    Checkpoint *checkpoint = &ret_judged->checkpoint;
    if (consistency_parse(arena, request->bytes, request->size, file, err) != ERROR_NONE)
        return error_within(err, "the request");
    TRY(note_open(arena, file->note, strlen(file->note), request->ledger, &ret_judged->text, err));
    TRY(checkpoint_parse(arena, ret_judged->text, checkpoint, err));
    if (!text_equal(checkpoint->origin, request->ledger->name) || checkpoint->size == 0 ||
        checkpoint->size > INT64_MAX)
        return error_set(err, ERROR_INTEGRITY, "the checkpoint is of another ledger");
    TRY(read_seen(arena, request, &seen, err));
    TRY(judge_growth(&seen, file, checkpoint, err));
    char words[DURATION_TEXT_SIZE];
    if (request->now < seen.at)
        return error_set(err, ERROR_STATE, "the clock stands %s before the last cosignature",
                         duration_print(seen.at - request->now, words));
    return ERROR_NONE;
}

ErrorKind
witness_check(const WitnessRequest *request, const char *name, Error *err)
{
    SCRATCH Arena *work = arena_new("witness");
    NoteKey key = {0};
    Judged judged = {0};
    TRY(name != NULL ? check_new(work, request->directory, name, err)
                     : read_witness(work, request, &key, err));
    return judge_request(work, request, &judged, err);
}

ErrorKind
witness_cosign(const WitnessRequest *request, Arena *arena, char **ret_note, Error *err)
{
    FREES_SECRET Secret *signing = NULL;
    NoteKey key = {0};
    Judged judged = {0};
    TRY(open_witness(arena, request, &key, &signing, err));
    CLOSES_FILE int lock = open(file_join(arena, request->directory, "lock"),
                                O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0)
        return error_set_io(err, "cannot lock '%s'", request->directory);
    if (flock(lock, LOCK_EX | LOCK_NB) != 0)
        return error_set(err, ERROR_STATE, "another process works for this witness");
    TRY(judge_request(arena, request, &judged, err));
    TRY(write_seen(arena, request, &judged.checkpoint, err));
    *ret_note = arena_print(arena, "%s%s", judged.file.note,
                            note_cosign(arena, judged.text, &key, signing, request->now));
    return ERROR_NONE;
}

/* The line of the note by which the witness signed: the one that holds alone. */
static const char *
find_line(Arena *arena, const NoteKey *witness, const char *text, const char *note)
{
    const char *line = note + strlen(text) + 1;
    while (*line != '\0')
    {
        Error ignored = {0};
        char *again = NULL;
        size_t size = strcspn(line, "\n") + 1;
        const char *alone = arena_print(arena, "%s\n%.*s", text, (int)size, line);
        if (note_open(arena, alone, strlen(alone), witness, &again, &ignored) == ERROR_NONE)
            return arena_copy(arena, line, size);
        line += size;
    }
    return NULL;
}

ErrorKind
witness_accept(Custody *custody, const NoteKey *witness, const char *note, int64_t *ret_size,
               Error *err)
{
    SCRATCH Arena *work = arena_new("witness");
    NoteKey key = custody_note_key(custody);
    Checkpoint checkpoint = {0};
    char *text = NULL;
    int64_t known = 0;
    if (!witness->is_witness)
        return error_set(err, ERROR_USAGE, "'%s' is not the key of a witness", witness->name);
    TRY(note_open(work, note, strlen(note), &key, &text, err));
    TRY(note_open(work, note, strlen(note), witness, &text, err));
    TRY(checkpoint_parse(work, text, &checkpoint, err));
    *ret_size = (int64_t)checkpoint.size;
    const char *line = find_line(work, witness, text, note);
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM checkpoint"
                      " WHERE size = ? AND substr(note, 1, length(?2)) = ?2",
                      BINDS(bind_integer(*ret_size), bind_text(text)), &known, err));
    if (known != 1 || line == NULL)
        return error_set(err, ERROR_INTEGRITY, "the ledger does not hold this checkpoint");
    TRY(store_run(
        custody->store, "INSERT OR REPLACE INTO cosignature VALUES(?, ?, ?)",
        BINDS(bind_integer(*ret_size), bind_text(note_key_print(work, witness)), bind_text(line)),
        err));
    return publish_ledger(custody, err);
}
