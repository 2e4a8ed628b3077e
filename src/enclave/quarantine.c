#include "enclave/quarantine.h"

#include "core/file.h"
#include "core/text.h"
#include "enclave/folder.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES 255

struct Quarantine
{
    Arena *arena;
    Custody *custody;
    const Job *job;
    char *made; /* in work/ */
    Folder folder;
    FolderWriter *writer;
    bool begun;
    int64_t file_size; /* of the present file so far */
    int64_t size;      /* of all so far */
};

static char *
place(Arena *arena, const Custody *custody, const Job *job)
{
    return custody_path(arena, custody, arena_print(arena, "quarantine/%" PRId64, job->number));
}

static ErrorKind
open_folder(Custody *custody, Arena *arena, const Actor *actor, const Job *job, const char *path,
            Folder *ret_folder, Error *err)
{
    return folder_open(custody, arena, actor, ARTEFACT_QUARANTINE, job->deliberation,
                       enclave_job_key(arena, job->communication, job->number), path, ret_folder,
                       err);
}

static ErrorKind
list_files(Custody *custody, Arena *arena, const Job *job, Folder *folder, FolderFiles *ret_files,
           Error *err)
{
    TRY(open_folder(custody, arena, NULL, job, place(arena, custody, job), folder, err));
    TRY(folder_files(folder, arena, &job->index, ret_files, err));
    if ((int64_t)ret_files->count != job->files)
        return error_set(err, ERROR_INTEGRITY, "other files than the ledger counts");
    return ERROR_NONE;
}

ErrorKind
quarantine_list(Custody *custody, Arena *arena, const Job *job, QuarantineFiles *ret_files,
                Error *err)
{
    CLOSES_FOLDER Folder folder = {0};
    FolderFiles files = {0};
    if (!job->quarantined)
        return ERROR_NONE;
    if (list_files(custody, arena, job, &folder, &files, err) != ERROR_NONE)
        return error_within(err, "quarantine of job %" PRId64, job->number);
    for (size_t at = 0; at < files.count; at++)
        *LIST_ADD(arena, ret_files) = (QuarantineFile){.number = files.items[at].number,
                                                       .name = files.items[at].name,
                                                       .digest = files.items[at].digest,
                                                       .size = files.items[at].size};
    return ERROR_NONE;
}

ErrorKind
quarantine_read(Custody *custody, Arena *arena, const Job *job, int64_t number, size_t limit,
                char **ret_bytes, size_t *ret_size, Error *err)
{
    CLOSES_FOLDER Folder folder = {0};
    FolderFiles files = {0};
    if (job->quarantined && list_files(custody, arena, job, &folder, &files, err) != ERROR_NONE)
        return error_within(err, "quarantine of job %" PRId64, job->number);
    if (number < 1 || number > (int64_t)files.count)
        return error_set(err, ERROR_STATE, "job %" PRId64 " left no file %" PRId64, job->number,
                         number);
    if (folder_bytes(&folder, arena, &files.items[number - 1], limit, ret_bytes, ret_size, err) !=
        ERROR_NONE)
        return error_within(err, "quarantine of job %" PRId64 ", file %" PRId64, job->number,
                            number);
    return ERROR_NONE;
}

ErrorKind
quarantine_open(Custody *custody, const Actor *actor, const Job *job, Quarantine **ret_quarantine,
                Error *err)
{
    CLOSES_QUARANTINE Quarantine *quarantine = calloc(1, sizeof *quarantine);
    if (quarantine == NULL)
        error_out_of_memory();
    quarantine->arena = arena_new("quarantine");
    quarantine->custody = custody;
    quarantine->job = job;
    char *made = custody_path(quarantine->arena, custody, "work/quarantine");
    TRY(file_remove_tree(made, err));
    TRY(open_folder(custody, quarantine->arena, actor, job, made, &quarantine->folder, err));
    quarantine->made = made;
    TRY(folder_write_open(&quarantine->folder, &quarantine->writer, err));
    *ret_quarantine = quarantine;
    quarantine = NULL;
    return ERROR_NONE;
}

/* As the header says of names: a path below /out that leads nowhere else. */
static bool
name_valid(const char *name)
{
    size_t size = strlen(name);
    if (size == 0 || size > NAME_BYTES || !text_is_utf8(name, size))
        return false;
    for (const char *part = name;; part++)
    {
        size_t length = strcspn(part, "/");
        if (length == 0 || (length == 1 && part[0] == '.') ||
            (length == 2 && part[0] == '.' && part[1] == '.'))
            return false;
        part += length;
        if (*part == '\0')
            return true;
    }
}

static ErrorKind
end_file(Quarantine *quarantine, Error *err)
{
    if (quarantine->begun)
        TRY(folder_file_end(quarantine->writer, NULL, err));
    quarantine->begun = false;
    return ERROR_NONE;
}

ErrorKind
quarantine_begin(Quarantine *quarantine, const char *name, Error *err)
{
    if (!name_valid(name))
        return error_set(err, ERROR_DATA, "a job's file has a name that cannot be kept");
    TRY(end_file(quarantine, err));
    TRY(folder_file_begin(quarantine->writer, name, err));
    quarantine->begun = true;
    quarantine->file_size = 0;
    return ERROR_NONE;
}

ErrorKind
quarantine_put(Quarantine *quarantine, const void *bytes, size_t size, Error *err)
{
    quarantine->file_size += (int64_t)size;
    quarantine->size += (int64_t)size;
    if (quarantine->file_size > QUARANTINE_FILE_BYTES || quarantine->size > QUARANTINE_BYTES)
        return error_set(err, ERROR_DATA, "a job left more than the quarantine takes");
    return folder_file_put(quarantine->writer, bytes, size, err);
}

ErrorKind
quarantine_end(Quarantine *quarantine, Job *job, Error *err)
{
    FolderSummary summary = {0};
    TRY(end_file(quarantine, err));
    TRY(folder_write_end(quarantine->writer, &summary, err));
    TRY(file_move(quarantine->made, place(quarantine->arena, quarantine->custody, job), err));
    quarantine->made = NULL;
    job->quarantined = true;
    job->index = summary.index;
    job->files = summary.files;
    job->size = summary.size;
    return ERROR_NONE;
}

void
quarantine_close(Quarantine **quarantine)
{
    Error unheard;
    if (*quarantine == NULL)
        return;
    folder_write_close(&(*quarantine)->writer);
    folder_close(&(*quarantine)->folder);
    ErrorKind kind = ERROR_NONE;
    if ((*quarantine)->made != NULL)
        kind = file_remove_tree((*quarantine)->made, &unheard);
    (void)kind;
    arena_free((*quarantine)->arena);
    free(*quarantine);
    *quarantine = NULL;
}
