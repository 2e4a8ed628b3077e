#include "enclave/import.h"

#include "core/file.h"
#include "core/text.h"
#include "enclave/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES 100
#define PART ((size_t)64 * 1024)

typedef struct Taking
{
    Arena *arena;
    const ImportInput *input;
    FolderWriter *writer;
    int64_t total;
} Taking;

static bool
name_valid(const char *name)
{
    size_t size = strlen(name);
    return size > 0 && size <= NAME_BYTES && name[0] != '.' && name[0] != '-' &&
           strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
               size;
}

static ErrorKind
check_names(const ImportInput *input, Error *err)
{
    if (input->count == 0 || input->count > IMPORT_FILES)
        return error_set(err, ERROR_USAGE, "from 1 to %d files may be brought in at once",
                         IMPORT_FILES);
    for (size_t at = 0; at < input->count; at++)
    {
        const char *name = file_name(input->paths[at]);
        if (!name_valid(name))
        {
            (void)error_set(err, ERROR_USAGE, "file %zu: its name cannot stand in /model", at + 1);
            return error_hint(err, "letters, digits, '.', '_' and '-', at most %d", NAME_BYTES);
        }
        for (size_t before = 0; before < at; before++)
            if (text_equal(name, file_name(input->paths[before])))
                return error_set(err, ERROR_USAGE, "two files are named '%s'", name);
    }
    return ERROR_NONE;
}

/* Opened without waiting: a pipe that somebody put there must not hold us. */
static ErrorKind
open_regular(const char *path, int *ret_fd, int64_t *ret_size, Error *err)
{
    struct stat about;
    *ret_fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*ret_fd < 0 || fstat(*ret_fd, &about) != 0)
        return error_set_io(err, "cannot read '%s'", path);
    if (!S_ISREG(about.st_mode))
        return error_set(err, ERROR_USAGE, "'%s' is not a regular file", path);
    if (about.st_size > IMPORT_FILE_BYTES)
        return error_set(err, ERROR_USAGE, "'%s' has more than %" PRId64 " MiB", path,
                         IMPORT_FILE_BYTES / 1024 / 1024);
    *ret_size = about.st_size;
    return ERROR_NONE;
}

static ErrorKind
add_size(int64_t size, int64_t *total, Error *err)
{
    *total += size;
    if (*total > IMPORT_BYTES)
        return error_set(err, ERROR_USAGE, "the files have more than %" PRId64 " MiB together",
                         IMPORT_BYTES / 1024 / 1024);
    return ERROR_NONE;
}

ErrorKind
import_check(const ImportInput *input, Error *err)
{
    int64_t total = 0;
    TRY(check_names(input, err));
    for (size_t at = 0; at < input->count; at++)
    {
        CLOSES_FILE int fd = -1;
        int64_t size = 0;
        TRY(open_regular(input->paths[at], &fd, &size, err));
        TRY(add_size(size, &total, err));
    }
    return ERROR_NONE;
}

static ErrorKind
copy_bytes(Taking *taking, int fd, int64_t size, const char *path, Error *err)
{
    unsigned char *part = arena_take(taking->arena, PART);
    int64_t copied = 0;
    for (;;)
    {
        ssize_t got = read(fd, part, PART);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read '%s'", path);
        copied += got;
        if (copied > size || (got == 0 && copied < size))
            return error_set(err, ERROR_STATE, "'%s' changes while it is read", path);
        if (got == 0)
            return ERROR_NONE;
        TRY(folder_file_put(taking->writer, part, (size_t)got, err));
    }
}

static ErrorKind
take_file(Taking *taking, const char *path, Error *err)
{
    CLOSES_FILE int fd = -1;
    int64_t size = 0;
    TRY(open_regular(path, &fd, &size, err));
    TRY(add_size(size, &taking->total, err));
    TRY(folder_file_begin(taking->writer, file_name(path), err));
    TRY(copy_bytes(taking, fd, size, path, err));
    return folder_file_end(taking->writer, NULL, err);
}

static ErrorKind
take_files(Arena *arena, const ImportInput *input, const Folder *folder, Import *imported,
           Error *err)
{
    CLOSES_FOLDER_WRITER FolderWriter *writer = NULL;
    FolderSummary summary = {0};
    TRY(folder_write_open(folder, &writer, err));
    Taking taking = {.arena = arena, .input = input, .writer = writer};
    for (size_t at = 0; at < input->count; at++)
        TRY(take_file(&taking, input->paths[at], err));
    TRY(folder_write_end(writer, &summary, err));
    imported->files = summary.files;
    imported->index = summary.index;
    imported->size = summary.size;
    return ERROR_NONE;
}

/* Into its place by one rename, then into state and ledger; what fails in between is removed at the
 * next start. */
static ErrorKind
keep(Arena *arena, const ImportInput *input, const char *made, Import *imported, Error *err)
{
    const char *path =
        custody_path(arena, input->custody, arena_print(arena, "model/%" PRId64, imported->number));
    TRY(file_move(made, path, err));
    return enclave_record_import(input->custody, input->actor, input->communication, imported, err);
}

ErrorKind
import_files(Arena *arena, const ImportInput *input, Import *ret_import, Error *err)
{
    CLOSES_FOLDER Folder folder = {0};
    const char *made = custody_path(arena, input->custody, "work/import");
    *ret_import =
        (Import){.deliberation = input->deliberation, .communication = input->communication->name};
    TRY(check_names(input, err));
    TRY(file_remove_tree(made, err));
    TRY(enclave_next_import(input->custody, &ret_import->number, err));
    TRY(folder_open(input->custody, arena, input->actor, ARTEFACT_IMPORT, input->deliberation,
                    enclave_import_key(arena, input->communication->name, ret_import->number), made,
                    &folder, err));
    ErrorKind kind = take_files(arena, input, &folder, ret_import, err);
    if (kind == ERROR_NONE)
        return keep(arena, input, made, ret_import, err);
    Error unheard;
    ErrorKind cleared = file_remove_tree(made, &unheard);
    (void)cleared;
    return kind;
}

typedef struct OpenImport
{
    Import about;
    Folder folder;
    FolderFiles files;
} OpenImport;

struct Imports
{
    Arena *arena;
    struct LIST_OF(OpenImport) folders;
    ImportedFiles all;
    ImportedFiles newest;
};

void
imports_close(Imports **imports)
{
    if (*imports == NULL)
        return;
    for (size_t at = 0; at < (*imports)->folders.count; at++)
        folder_close(&(*imports)->folders.items[at].folder);
    arena_free((*imports)->arena);
    free(*imports);
    *imports = NULL;
}

static void
add_newest(Imports *imports, const ImportedFile *file)
{
    for (size_t at = 0; at < imports->newest.count; at++)
        if (text_equal(imports->newest.items[at].name, file->name))
        {
            imports->newest.items[at] = *file;
            return;
        }
    *LIST_ADD(imports->arena, &imports->newest) = *file;
}

static ErrorKind
open_import(Custody *custody, Imports *imports, const Import *about, Error *err)
{
    Arena *arena = imports->arena;
    OpenImport *one = LIST_ADD(arena, &imports->folders);
    one->about = *about;
    TRY(folder_open(
        custody, arena, NULL, ARTEFACT_IMPORT, about->deliberation,
        enclave_import_key(arena, about->communication, about->number),
        custody_path(arena, custody, arena_print(arena, "model/%" PRId64, about->number)),
        &one->folder, err));
    TRY(folder_files(&one->folder, arena, &about->index, &one->files, err));
    for (size_t at = 0; at < one->files.count; at++)
    {
        const FolderFile *from = &one->files.items[at];
        ImportedFile file = {.import = about->number,
                             .number = from->number,
                             .name = from->name,
                             .digest = from->digest,
                             .size = from->size,
                             .imported_at = about->imported_at,
                             .imported_by = about->imported_by};
        if (!name_valid(file.name))
            return error_set(err, ERROR_INTEGRITY, "a name that was never taken in");
        *LIST_ADD(arena, &imports->all) = file;
        add_newest(imports, &file);
    }
    return ERROR_NONE;
}

ErrorKind
imports_open(Custody *custody, const char *deliberation, const char *communication,
             Imports **ret_imports, Error *err)
{
    CLOSES_IMPORTS Imports *imports = calloc(1, sizeof *imports);
    ImportList list = {0};
    if (imports == NULL)
        error_out_of_memory();
    imports->arena = arena_new("imports");
    TRY(enclave_imports(custody, imports->arena, deliberation, communication, &list, err));
    for (size_t at = 0; at < list.count; at++)
        if (open_import(custody, imports, &list.items[at], err) != ERROR_NONE)
            return error_within(err, "import %" PRId64, list.items[at].number);
    *ret_imports = imports;
    imports = NULL;
    return ERROR_NONE;
}

const ImportedFiles *
imports_all(const Imports *imports)
{
    return &imports->all;
}

const ImportedFiles *
imports_newest(const Imports *imports)
{
    return &imports->newest;
}

ErrorKind
imports_stream(const Imports *imports, const ImportedFile *file, ImportTake take, void *context,
               Error *err)
{
    for (size_t at = 0; at < imports->folders.count; at++)
        if (imports->folders.items[at].about.number == file->import)
            return folder_stream(&imports->folders.items[at].folder,
                                 &imports->folders.items[at].files.items[file->number - 1], take,
                                 context, err);
    return error_set(err, ERROR_INTERNAL, "a file of no import");
}
