#include "enclave/folder.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/key.h"
#include "enclave/folder_index.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
stream_purpose(ArtefactKind kind)
{
    switch (kind)
    {
    case ARTEFACT_DATA_SET:
        return PURPOSE_STORAGE;
    case ARTEFACT_IMPORT:
        return PURPOSE_IMPORT;
    case ARTEFACT_QUARANTINE:
        return PURPOSE_QUARANTINE;
    case ARTEFACT_PACKAGE:
    case ARTEFACT_OUTPUT:
        break;
    }
    return NULL;
}

ErrorKind
folder_open(Custody *custody, Arena *arena, const Actor *actor, ArtefactKind kind,
            const char *deliberation, const char *key_name, const char *path, Folder *ret_folder,
            Error *err)
{
    FREES_SECRET Secret *project = NULL;
    const char *purpose = stream_purpose(kind);
    if (purpose == NULL)
        return error_set(err, ERROR_INTERNAL, "a %s is no sealed folder", artefact_kind_name(kind));
    TRY(project_key_open(custody, actor, deliberation, key_name, &project, err));
    *ret_folder = (Folder){.path = path,
                           .key = secret_derive(project, purpose, CIPHER_KEY_SIZE),
                           .what = arena_print(arena, "beraad %s '%s' '%s'",
                                               artefact_kind_name(kind), deliberation, key_name)};
    return ERROR_NONE;
}

void
folder_close(Folder *folder)
{
    secret_free(&folder->key);
}

static char *
file_context(Arena *arena, const Folder *folder, int64_t number)
{
    return arena_print(arena, "%s %" PRId64, folder->what, number);
}

static char *
file_path(Arena *arena, const Folder *folder, int64_t number)
{
    return file_join(arena, folder->path,
                     number == 0 ? "index" : arena_print(arena, "%" PRId64, number));
}

struct FolderWriter
{
    Arena *arena;
    const Folder *folder;
    FolderFiles files;
    int fd; /* of the present file; -1: none */
    CipherWriter *cipher;
    int64_t size;
};

ErrorKind
folder_write_open(const Folder *folder, FolderWriter **ret_writer, Error *err)
{
    if (mkdir(folder->path, 0700) != 0)
        return error_set_io(err, "cannot make '%s'", folder->path);
    FolderWriter *writer = calloc(1, sizeof *writer);
    if (writer == NULL)
        error_out_of_memory();
    writer->arena = arena_new("folder");
    writer->folder = folder;
    writer->fd = -1;
    *ret_writer = writer;
    return ERROR_NONE;
}

static ErrorKind
begin_number(FolderWriter *writer, int64_t number, Error *err)
{
    const char *path = file_path(writer->arena, writer->folder, number);
    if (writer->cipher != NULL)
        return error_set(err, ERROR_INTERNAL, "a sealed file was not ended");
    writer->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (writer->fd < 0)
        return error_set_io(err, "cannot write '%s'", path);
    return cipher_write_open(writer->fd, writer->folder->key,
                             file_context(writer->arena, writer->folder, number), &writer->cipher,
                             err);
}

static ErrorKind
end_number(FolderWriter *writer, CipherSummary *ret_summary, Error *err)
{
    TRY(cipher_write_end(writer->cipher, ret_summary, err));
    cipher_write_close(&writer->cipher);
    if (fsync(writer->fd) != 0)
        return error_set_io(err, "cannot write in '%s'", writer->folder->path);
    file_close(&writer->fd);
    return ERROR_NONE;
}

ErrorKind
folder_file_begin(FolderWriter *writer, const char *name, Error *err)
{
    if (writer->files.count == FOLDER_FILES)
        return error_set(err, ERROR_DATA, "more than %d files", FOLDER_FILES);
    if (folder_has(&writer->files, name))
        return error_set(err, ERROR_INTERNAL, "two files of one name in a sealed folder");
    TRY(begin_number(writer, (int64_t)writer->files.count + 1, err));
    FolderFile *file = LIST_ADD(writer->arena, &writer->files);
    file->number = (int64_t)writer->files.count;
    file->name = arena_copy_text(writer->arena, name);
    return ERROR_NONE;
}

ErrorKind
folder_file_put(FolderWriter *writer, const void *bytes, size_t size, Error *err)
{
    return cipher_write_put(writer->cipher, bytes, size, err);
}

ErrorKind
folder_file_end(FolderWriter *writer, FolderFile *ret_file, Error *err)
{
    CipherSummary summary = {0};
    TRY(end_number(writer, &summary, err));
    FolderFile *file = &writer->files.items[writer->files.count - 1];
    file->digest = summary.digest;
    file->size = summary.size;
    file->sealed = summary.sealed;
    file->sealed_size = summary.sealed_size;
    writer->size += summary.sealed_size;
    if (ret_file != NULL)
        *ret_file = *file;
    return ERROR_NONE;
}

ErrorKind
folder_write_end(FolderWriter *writer, FolderSummary *ret_summary, Error *err)
{
    CipherSummary summary = {0};
    size_t size = 0;
    const char *bytes = folder_index_print(writer->arena, &writer->files, &size);
    if (size > FOLDER_INDEX_BYTES)
        return error_set(err, ERROR_DATA, "the names of the files are too long together");
    TRY(begin_number(writer, 0, err));
    TRY(cipher_write_put(writer->cipher, bytes, size, err));
    TRY(end_number(writer, &summary, err));
    TRY(file_sync(writer->folder->path, err));
    *ret_summary = (FolderSummary){
        .index = summary.sealed, .files = (int64_t)writer->files.count, .size = writer->size};
    return ERROR_NONE;
}

void
folder_write_close(FolderWriter **writer)
{
    if (*writer == NULL)
        return;
    cipher_write_close(&(*writer)->cipher);
    file_close(&(*writer)->fd);
    arena_free((*writer)->arena);
    free(*writer);
    *writer = NULL;
}

/* The state has it; that the disk has not is no matter of input and output. */
static ErrorKind
check_there(const char *path, Error *err)
{
    if (file_exists(path))
        return ERROR_NONE;
    (void)error_set(err, ERROR_INTEGRITY, "'%s' is gone", path);
    return error_hint(err, "'beraad custody check' tells what else is");
}

static ErrorKind
stream_number(const Folder *folder, int64_t number, FolderTake take, void *context, Error *err)
{
    SCRATCH Arena *work = arena_new("folder");
    CLOSES_CIPHER_READER CipherReader *reader = NULL;
    const char *path = file_path(work, folder, number);
    TRY(check_there(path, err));
    CLOSES_FILE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return error_set_io(err, "cannot read '%s'", path);
    TRY(cipher_read_open(fd, folder->key, file_context(work, folder, number), &reader, err));
    for (;;)
    {
        const void *bytes = NULL;
        size_t size = 0;
        TRY(cipher_read_get(reader, &bytes, &size, err));
        if (size == 0)
            return ERROR_NONE;
        TRY(take(context, bytes, size, err));
    }
}

/* A file's bytes on their way to the taker, counted and hashed. */
typedef struct Passing
{
    FolderTake take;
    void *context;
    Hasher *hasher;
    int64_t size;
} Passing;

static ErrorKind
pass(void *context, const void *bytes, size_t size, Error *err)
{
    Passing *passing = context;
    hasher_add(passing->hasher, bytes, size);
    passing->size += (int64_t)size;
    return passing->take(passing->context, bytes, size, err);
}

ErrorKind
folder_stream(const Folder *folder, const FolderFile *file, FolderTake take, void *context,
              Error *err)
{
    SCRATCH Arena *work = arena_new("folder");
    Passing passing = {.take = take, .context = context, .hasher = hasher_new(work)};
    TRY(stream_number(folder, file->number, pass, &passing, err));
    Digest digest = hasher_end(passing.hasher);
    if (passing.size != file->size || !digest_equal(&digest, &file->digest))
        return error_set(err, ERROR_INTEGRITY, "a sealed file is not the one of the index");
    return ERROR_NONE;
}

/* Bytes gathered up to a limit. */
typedef struct Gathered
{
    Text text;
    size_t limit;
} Gathered;

static ErrorKind
gather(void *context, const void *bytes, size_t size, Error *err)
{
    Gathered *gathered = context;
    if (size > gathered->limit - gathered->text.size)
        return error_set(err, ERROR_DATA, "a sealed file holds more than %zu bytes",
                         gathered->limit);
    text_add_bytes(&gathered->text, bytes, size);
    return ERROR_NONE;
}

ErrorKind
folder_bytes(const Folder *folder, Arena *arena, const FolderFile *file, size_t limit,
             char **ret_bytes, size_t *ret_size, Error *err)
{
    Gathered gathered = {.text = text_new(arena), .limit = limit};
    TRY(folder_stream(folder, file, gather, &gathered, err));
    *ret_bytes = gathered.text.bytes;
    *ret_size = gathered.text.size;
    return ERROR_NONE;
}

ErrorKind
folder_files(const Folder *folder, Arena *arena, const Digest *digest, FolderFiles *ret_files,
             Error *err)
{
    SCRATCH Arena *work = arena_new("folder");
    Gathered gathered = {.text = text_new(work), .limit = FOLDER_INDEX_BYTES};
    Digest found;
    int64_t size = 0;
    TRY(check_there(file_path(work, folder, 0), err));
    TRY(file_digest(file_path(work, folder, 0), &found, &size, err));
    if (!digest_equal(&found, digest))
        return error_set(err, ERROR_INTEGRITY, "'%s' is not the one that the ledger names",
                         folder->path);
    TRY(stream_number(folder, 0, gather, &gathered, err));
    return folder_index_parse(arena, &gathered.text, folder->path, ret_files, err);
}
