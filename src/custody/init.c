/* A new custody: made whole under another name beside it, synced, and put in place by one rename.
 */
#include "core/file.h"
#include "custody/inner.h"
#include "custody/wrap.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const directories[] = {"",           "key",      "key/project", "actor",
                                          "held",       "outgoing", "dataset",     "model",
                                          "quarantine", "work",     "public"};

/* Holds something? What cannot be looked into is told when it is to be made. */
static bool
directory_taken(const char *path)
{
    DIR *directory = opendir(path);
    bool taken = false;
    if (directory == NULL)
        return false;
    for (const struct dirent *at = readdir(directory); at != NULL && !taken;
         at = readdir(directory))
        taken = strcmp(at->d_name, ".") != 0 && strcmp(at->d_name, "..") != 0;
    (void)closedir(directory);
    return taken;
}

ErrorKind
custody_init_check(const CustodyInit *how, Error *err)
{
    if (!note_name_valid(how->name))
    {
        (void)error_set(err, ERROR_USAGE, "the name is not one of a custody");
        return error_hint(
            err, "letters, digits, '.', '-', '_' and '/', at most %d, such as agency.example/data",
            NOTE_NAME_SIZE);
    }
    size_t size = strlen(how->directory);
    if (size == 0 || how->directory[size - 1] == '/')
        return error_set(err, ERROR_USAGE, "name the directory without a '/' at its end");
    struct stat about;
    if (lstat(how->directory, &about) == 0 && !S_ISDIR(about.st_mode))
        return error_set(err, ERROR_STATE, "'%s' is there already", how->directory);
    return directory_taken(how->directory)
               ? error_set(err, ERROR_STATE, "'%s' is there already and not an empty directory",
                           how->directory)
               : ERROR_NONE;
}

ErrorKind
custody_make_directories(const char *directory, Error *err)
{
    SCRATCH Arena *work = arena_new("init");
    for (size_t at = 0; at < sizeof directories / sizeof *directories; at++)
        TRY(file_make_directory(file_join(work, directory, directories[at]), 0700, err));
    return ERROR_NONE;
}

static ErrorKind
make_keys(Custody *custody, const CustodyInit *how, Error *err)
{
    SCRATCH Arena *work = arena_new("init");
    FREES_SECRET Secret *seed = secret_random(SEED_SIZE);
    custody->root = secret_random(ROOT_KEY_SIZE);
    custody->signing = secret_new(NOTE_SECRET_KEY_SIZE);
    crypto_sign_seed_keypair(custody->public_key, custody->signing->bytes, seed->bytes);
    Wrapping outer = {
        .purpose = ROOT_KEY_PURPOSE, .passphrase = how->passphrase, .cost = how->cost};
    TRY(key_wrap(custody_path(work, custody, ROOT_KEY_FILE), &outer, custody->root, err));
    Wrapping inner = {.purpose = SIGNING_KEY_PURPOSE, .key = custody->root};
    TRY(key_wrap(custody_path(work, custody, SIGNING_KEY_FILE), &inner, seed, err));
    return epoch_make(custody, 1, err);
}

ErrorKind
custody_publish_keys(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("init");
    NoteKey key = custody_note_key(custody);
    const char *minisign = minisign_public_key_print(work, custody->public_key);
    const char *verifier = arena_print(work, "%s\n", note_key_print(work, &key));
    TRY(file_write_new(custody_path(work, custody, "public/beraad.pub"), minisign, strlen(minisign),
                       0644, err));
    return file_write_new(custody_path(work, custody, "public/beraad.vkey"), verifier,
                          strlen(verifier), 0644, err);
}

static ErrorKind
record_creation(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("init");
    ENDS_RECORDING Recording recording = {0};
    const char *key = public_key_print(work, custody->public_key);
    json_t *body = json_object();
    json_put_text(body, "public_key", key);
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, NULL, NULL, ENTRY_CUSTODY_CREATED, body, &number, err));
    TRY(store_run(custody->store, "INSERT INTO custody VALUES(1, ?, ?, ?)",
                  BINDS(bind_text(custody->name), bind_text(key), bind_integer(number)), err));
    TRY(store_run(custody->store, "INSERT INTO epoch VALUES(1, ?)", BINDS(bind_integer(number)),
                  err));
    return record_commit(&recording, err);
}

static ErrorKind
fill(const CustodyInit *how, const char *directory, Error *err)
{
    Arena *arena = arena_new("init");
    CLOSES_CUSTODY Custody *custody = arena_take(arena, sizeof *custody);
    *custody = (Custody){.arena = arena,
                         .directory = arena_copy_text(arena, directory),
                         .mode = CUSTODY_WRITE,
                         .now = how->now,
                         .lock = -1,
                         .name = how->name};
    TRY(custody_make_directories(directory, err));
    TRY(make_keys(custody, how, err));
    TRY(custody_publish_keys(custody, err));
    const char *state = custody_path(arena, custody, "state.db");
    TRY(store_create(state, &custody_schema, err));
    TRY(store_open(state, &custody_schema, STORE_WRITE, &custody->store, err));
    return record_creation(custody, err);
}

/* The directory's own entries, and those of the directories in it. */
static ErrorKind
sync_all(const char *directory, Error *err)
{
    SCRATCH Arena *work = arena_new("init");
    for (size_t at = 0; at < sizeof directories / sizeof *directories; at++)
        TRY(file_sync(file_join(work, directory, directories[at]), err));
    return ERROR_NONE;
}

ErrorKind
custody_put_in_place(const char *made, const char *directory, Error *err)
{
    TRY(sync_all(made, err));
    if (file_move(made, directory, err) == ERROR_NONE)
        return ERROR_NONE;
    struct stat about;
    if (lstat(directory, &about) == 0)
        return error_set(err, ERROR_STATE, "'%s' is there already and not an empty directory",
                         directory);
    return err->kind;
}

ErrorKind
custody_init(const CustodyInit *how, Error *err)
{
    SCRATCH Arena *work = arena_new("init");
    TRY(custody_init_check(how, err));
    /* What a killed init left is under this name, and no custody has it. */
    const char *made = arena_print(work, "%s.new", how->directory);
    TRY(file_remove_tree(made, err));
    ErrorKind kind = fill(how, made, err);
    if (kind == ERROR_NONE)
        kind = custody_put_in_place(made, how->directory, err);
    Error ignored;
    if (kind != ERROR_NONE)
        (void)!file_remove_tree(made, &ignored);
    return kind;
}
