/*
 * The reader of sealed folders, with a key holder who writes what he likes: the input is an index
 * (one line) and the clear bytes of file 1. The harness seals both, and says the index's digest as
 * the ledger would. What is taken has one form, spelled here once more from what the reader told;
 * and of file 1 comes out what the index says of it, or nothing that may be used.
 */
#include "core/file.h"
#include "core/text.h"
#include "enclave/folder.h"
#include "seeded.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WHAT "beraad data set 'X' 'population 2018'"
#define LIMIT 1000

static Folder folder;

static void
remove_folder(void)
{
    Error err;
    ErrorKind kind = file_remove_tree(folder.path, &err);
    (void)kind;
    folder_close(&folder);
}

static void
prepare(void)
{
    static char path[] = "/tmp/fuzz-sealed-XXXXXX";
    Error err;
    if (folder.path != NULL)
        return;
    must(secret_prepare(&err) == ERROR_NONE && mkdtemp(path) != NULL, "a folder");
    folder = (Folder){.path = path, .key = secret_new(CIPHER_KEY_SIZE), .what = WHAT};
    must(atexit(remove_folder) == 0, "a folder that goes");
}

/* Seals the bytes under the name and number of a file; the digest is of the sealed file. */
static Digest
seal(Arena *arena, const char *name, int number, const void *bytes, size_t size)
{
    Error err;
    CipherSummary summary;
    CLOSES_CIPHER_WRITER CipherWriter *writer = NULL;
    const char *path = file_join(arena, folder.path, name);
    (void)unlink(path);
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    must(fd >= 0 &&
             cipher_write_open(fd, folder.key, arena_print(arena, "%s %d", WHAT, number), &writer,
                               &err) == ERROR_NONE &&
             cipher_write_put(writer, bytes, size, &err) == ERROR_NONE &&
             cipher_write_end(writer, &summary, &err) == ERROR_NONE,
         "sealed");
    return summary.sealed;
}

/* The one way to write these files (doc/format/sealed.md). */
static char *
spelled(Arena *arena, const FolderFiles *files)
{
    Text text = text_new(arena);
    text_add(&text, "{\"files\":[");
    for (size_t at = 0; at < files->count; at++)
    {
        const FolderFile *file = &files->items[at];
        text_print(&text, "%s{\"digest\":\"%s\",\"name\":\"", at == 0 ? "" : ",",
                   digest_print(arena, &file->digest));
        for (const char *letter = file->name; *letter != '\0'; letter++)
            text_print(&text, "%02x", (unsigned)(unsigned char)*letter);
        text_print(&text, "\",\"sealed\":\"%s\",\"sealed_size\":%" PRId64 ",\"size\":%" PRId64 "}",
                   digest_print(arena, &file->sealed), file->sealed_size, file->size);
    }
    text_add(&text, "],\"format\":\"beraad folder 1\"}");
    return text.bytes;
}

static bool
same_names(const FolderFiles *files)
{
    for (size_t one = 0; one < files->count; one++)
        for (size_t other = one + 1; other < files->count; other++)
            if (strcmp(files->items[one].name, files->items[other].name) == 0)
                return true;
    return false;
}

static void
refused(Arena *arena, const char *index, const char *what)
{
    Error err;
    FolderFiles files = {0};
    Digest digest = seal(arena, "index", 0, index, strlen(index));
    must(folder_files(&folder, arena, &digest, &files, &err) == ERROR_INTEGRITY, what);
}

/* What was taken, said in two other ways that mean nearly the same. */
static void
check_other_forms(Arena *arena, const FolderFiles *files)
{
    FolderFiles twice = *files;
    *LIST_ADD(arena, &twice) = files->items[0];
    refused(arena, spelled(arena, &twice), "an index with a name twice is refused");
    char *index = spelled(arena, files);
    char *name = strstr(index, "\"name\":\"") + sizeof "\"name\":\"" - 1;
    char *letter = name + strcspn(name, "abcdef\"");
    if (*letter == '"')
        return;
    *letter = (char)(*letter - 'a' + 'A');
    refused(arena, index, "a name has one form");
}

/* File 1 lies there; what the index says of it decides. */
static void
check_file(Arena *arena, const FolderFile *file, const void *bytes, size_t size)
{
    Error err;
    char *found = NULL;
    size_t found_size = 0;
    Digest digest = digest_of(bytes, size);
    bool named = file->size == (int64_t)size && digest_equal(&digest, &file->digest);
    ErrorKind kind = folder_bytes(&folder, arena, file, LIMIT, &found, &found_size, &err);
    must(kind == (size > LIMIT ? ERROR_DATA
                  : named      ? ERROR_NONE
                               : ERROR_INTEGRITY),
         "a file is the one of the index, within the limit, or refused");
    must(kind != ERROR_NONE || (found_size == size && memcmp(found, bytes, size) == 0),
         "what comes out went in");
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Error err;
    FolderFiles files = {0};
    const unsigned char *feed = memchr(bytes, '\n', size);
    size_t line = feed == NULL ? size : (size_t)(feed - bytes);
    const unsigned char *clear = feed == NULL ? bytes + size : feed + 1;
    size_t clear_size = (size_t)(bytes + size - clear);
    prepare();
    Digest index = seal(work, "index", 0, bytes, line);
    (void)seal(work, "1", 1, clear, clear_size);
    Digest other = digest_of("", 0);
    must(folder_files(&folder, work, &other, &files, &err) == ERROR_INTEGRITY,
         "an index that the ledger does not name is refused");
    ErrorKind kind = folder_files(&folder, work, &index, &files, &err);
    must(kind == ERROR_NONE || kind == ERROR_INTEGRITY, "an index or none");
    if (kind != ERROR_NONE)
        return false;
    const char *again = spelled(work, &files);
    must(strlen(again) == line && memcmp(again, bytes, line) == 0, "an index has one form");
    must(files.count <= FOLDER_FILES, "no more files than a folder holds");
    must(!same_names(&files), "no two files of one name");
    if (files.count > 0)
    {
        check_file(work, &files.items[0], clear, clear_size);
        check_other_forms(work, &files);
    }
    return true;
}
