#include "release/open.h"

#include "core/file.h"
#include "core/process.h"
#include "core/text.h"
#include "release/received.h"
#include "release/statement.h"
#include "release/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One look at a package. */
typedef struct Look
{
    Arena *arena;
    const OpenInput *input;
    OpenSummary *summary;
    MinisignKey key;
    int fd; /* the sealed file, opened once: what was verified is what is read */
} Look;

static ErrorKind
read_key(Look *look, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    const char *path = look->input->key_path;
    TRY(file_read(look->arena, path, MINISIGN_FILE_SIZE, ERROR_DATA, &bytes, &size, err));
    if (minisign_key_parse(bytes, size, &look->key, err) != ERROR_NONE)
        return error_within(err, "public key '%s'", path);
    look->summary->key = text_hex(look->arena, look->key.key, sizeof look->key.key);
    look->summary->key_id = minisign_id_print(look->arena, look->key.id);
    return ERROR_NONE;
}

static ErrorKind
check_signature(Look *look, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    unsigned char digest[MINISIGN_DIGEST_SIZE];
    MinisignSignature signature;
    const char *path = arena_print(look->arena, "%s.minisig", look->input->path);
    TRY(file_read(look->arena, path, MINISIGN_FILE_SIZE, ERROR_DATA, &bytes, &size, err));
    if (minisign_parse(look->arena, bytes, size, &signature, err) != ERROR_NONE)
        return error_within(err, "signature '%s'", path);
    TRY(minisign_digest(look->fd, digest, err));
    if (minisign_check(&signature, &look->key, digest, err) != ERROR_NONE)
        return error_within(err, "'%s'", look->input->path);
    /* The first comment is not signed; in the one form that beraad writes, nothing can hide there.
     */
    if (!text_equal(bytes, minisign_print(look->arena, &signature)))
        return error_set(err, ERROR_INTEGRITY, "signature '%s': changed after signing", path);
    return statement_read(look->arena, signature.trusted, &look->summary->statement, err);
}

static ErrorKind
check_name(const char *what, const char *asked, const char *found, Error *err)
{
    if (asked == NULL || text_equal(asked, found))
        return ERROR_NONE;
    SCRATCH Arena *work = arena_new("names");
    return error_set(err, ERROR_INTEGRITY, "the package is of %s '%s', asked was '%s'", what,
                     text_shown(work, found), text_shown(work, asked));
}

static ErrorKind
check_statement(Look *look, Error *err)
{
    const PackageStatement *statement = &look->summary->statement;
    TRY(check_name("deliberation", look->input->deliberation, statement->deliberation, err));
    TRY(check_name("communication", look->input->communication, statement->communication, err));
    if (!text_equal(statement->file, file_name(look->input->path)))
    {
        (void)error_set(err, ERROR_INTEGRITY, "the file was signed under another name");
        return error_hint(err, "its name is %s", text_shown(look->arena, statement->file));
    }
    return received_check(look->arena, look->input, look->summary, &look->summary->received_before,
                          err);
}

static ErrorKind
check_outside(Look *look, Error *err)
{
    TRY(read_key(look, err));
    TRY(check_signature(look, err));
    TRY(file_digest(look->input->path, &look->summary->sealed, &look->summary->size, err));
    return check_statement(look, err);
}

typedef struct AgeOutput
{
    Process *age;
    Progress *progress;
    int64_t done;
    int64_t size;
} AgeOutput;

static ErrorKind
read_age(void *context, void *bytes, size_t size, size_t *ret_got, Error *err)
{
    AgeOutput *output = context;
    TRY(process_get(output->age, bytes, size, ret_got, err));
    output->done += (int64_t)*ret_got;
    if (output->progress != NULL && output->size > 0)
        progress_at(output->progress, (double)output->done / (double)output->size);
    return ERROR_NONE;
}

static ErrorKind
judge_age(Process *age, int status, Error *err)
{
    if (status == 0)
        return ERROR_NONE;
    if (process_said(age, "no identity matched"))
        return error_set(err, ERROR_DATA, "the package is not sealed for this identity");
    if (process_said(age, "reading \"") || process_said(age, "identity file"))
        return error_set(err, ERROR_USAGE, "the identity is not a file that age reads");
    return error_set(err, ERROR_INTEGRITY, "age could not open the package: it is damaged");
}

static ErrorKind
check_inside(Look *look, const char *directory, Error *err)
{
    const char *identity = look->input->identity;
    /* age takes "-" for standard input and a leading '-' for an option. */
    if (identity[0] != '/')
        identity = arena_print(look->arena, "./%s", identity);
    const char *const arguments[] = {"age", "--decrypt", "--identity", identity, NULL};
    CLOSES_PROCESS Process *age = NULL;
    UnpackSummary inside = {0};
    int status = 0;
    if (access(identity, R_OK) != 0)
        return error_set_io(err, "cannot read identity '%s'", look->input->identity);
    if (lseek(look->fd, 0, SEEK_SET) != 0)
        return error_set_io(err, "cannot read '%s'", look->input->path);
    TRY(process_start(&(ProcessOptions){.arguments = arguments, .input = look->fd, .output = -1},
                      &age, err));
    AgeOutput output = {.age = age, .progress = look->input->progress, .size = look->summary->size};
    UnpackInput input = {.source = {.context = &output, .read = read_age},
                         .statement = &look->summary->statement,
                         .key = &look->key,
                         .directory = directory,
                         .today = look->input->today};
    ErrorKind kind = unpack(look->arena, &input, &inside, err);
    if (kind == ERROR_REFUSED)
        look->summary->manifest = inside.manifest;
    if (kind != ERROR_NONE && !inside.ended)
        return kind;
    TRY(process_wait(age, &status, err));
    TRY(judge_age(age, status, err));
    look->summary->inside = kind == ERROR_NONE;
    look->summary->manifest = inside.manifest;
    look->summary->tar = inside.tar;
    return kind;
}

static void
step(const Look *look, const char *name)
{
    if (look->input->progress != NULL)
        progress_begin(look->input->progress, "%s", name);
}

static ErrorKind
look_at(Look *look, const char *directory, Error *err)
{
    look->fd = open(look->input->path, O_RDONLY | O_CLOEXEC);
    if (look->fd < 0)
        return error_set_io(err, "cannot open '%s'", look->input->path);
    step(look, "signature");
    ErrorKind kind = check_outside(look, err);
    if (kind == ERROR_NONE && look->input->identity != NULL)
    {
        step(look, directory == NULL ? "checking" : "opening");
        kind = check_inside(look, directory, err);
    }
    if (kind == ERROR_NONE && look->input->progress != NULL)
        progress_end(look->input->progress, "%s", "");
    file_close(&look->fd);
    return kind;
}

ErrorKind
package_verify(Arena *arena, const OpenInput *input, OpenSummary *ret_summary, Error *err)
{
    *ret_summary = (OpenSummary){0};
    Look look = {.arena = arena, .input = input, .summary = ret_summary, .fd = -1};
    return look_at(&look, NULL, err);
}

/* As rename, but what is there already stays. */
static ErrorKind
appear(const char *part, const char *directory, Error *err)
{
    SCRATCH Arena *work = arena_new("appear");
    if (renameat2(AT_FDCWD, part, AT_FDCWD, directory, RENAME_NOREPLACE) != 0 &&
        (errno != EINVAL || file_exists(directory) || rename(part, directory) != 0))
        return error_set_io(err, "cannot make '%s'", directory);
    return file_sync(arena_print(work, "%s/..", directory), err);
}

/* The directories that a package has, on disk with their entries. */
static ErrorKind
sync_tree(Arena *arena, const char *part, const Manifest *manifest, Error *err)
{
    for (size_t at = 0; at < manifest->files.count; at++)
    {
        char *path = file_join(arena, part, manifest->files.items[at].name);
        *strrchr(path, '/') = '\0';
        TRY(file_sync(path, err));
    }
    return file_sync(part, err);
}

static ErrorKind
open_to(Look *look, const char *part, Error *err)
{
    TRY(look_at(look, part, err));
    TRY(sync_tree(look->arena, part, look->summary->manifest, err));
    TRY(received_add(look->arena, look->input, look->summary, err));
    return appear(part, look->input->directory, err);
}

/* No slash at the end, so that ".part" can follow. */
static char *
without_slash(Arena *arena, const char *path)
{
    char *made = arena_copy_text(arena, path);
    for (size_t size = strlen(made); size > 1 && made[size - 1] == '/'; size--)
        made[size - 1] = '\0';
    return made;
}

ErrorKind
package_open(Arena *arena, const OpenInput *input, OpenSummary *ret_summary, Error *err)
{
    *ret_summary = (OpenSummary){0};
    OpenInput own = *input;
    Look look = {.arena = arena, .input = &own, .summary = ret_summary, .fd = -1};
    if (input->identity == NULL || input->directory == NULL || input->directory[0] == '\0')
        return error_set(err, ERROR_USAGE, "opening a package needs an identity and a directory");
    own.directory = without_slash(arena, input->directory);
    const char *part = arena_print(arena, "%s.part", own.directory);
    struct stat about;
    if (lstat(own.directory, &about) == 0)
        return error_set(err, ERROR_STATE, "'%s' exists already", own.directory);
    if (mkdir(part, 0700) != 0)
    {
        bool left = errno == EEXIST;
        (void)error_set_io(err, "cannot make directory '%s'", part);
        return !left ? err->kind : error_hint(err, "an interrupted run left it? then remove it");
    }
    ErrorKind kind = open_to(&look, part, err);
    Error ignored;
    if (kind != ERROR_NONE && file_remove_tree(part, &ignored) != ERROR_NONE)
        return error_hint(err, "'%s' could not be removed", part);
    return kind;
}
