#include "enclave/pipe.h"

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ((size_t)256 * 1024)
#define PIPE_SIZE (1024 * 1024) /* what Linux gives without a privilege */

struct PipeSink
{
    Arena *arena;
    FolderWriter *writer;
    const char *directory;
    const char *path; /* of the present pipe; NULL: none */
    int from;         /* its reading end */
    int kept;         /* a writing end of our own: the thread sees the end when we let go of it */
    bool running;
    pthread_t thread;
    ErrorKind kind; /* of the thread, once joined */
    Error err;
    unsigned char part[PART];
};

PipeSink *
pipe_sink_new(FolderWriter *writer, const char *directory)
{
    PipeSink *sink = calloc(1, sizeof *sink);
    if (sink == NULL)
        error_out_of_memory();
    sink->arena = arena_new("pipe");
    sink->writer = writer;
    sink->directory = arena_copy_text(sink->arena, directory);
    sink->from = -1;
    sink->kept = -1;
    return sink;
}

/* Takes all that the engine writes. After a failure it goes on reading, so that the engine is never
 * left waiting; what comes then is lost, and the failure is told by `end`. */
static void *
encipher(void *context)
{
    PipeSink *sink = context;
    for (;;)
    {
        ssize_t got = read(sink->from, sink->part, PART);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && sink->kind == ERROR_NONE)
            sink->kind = error_set_io(&sink->err, "cannot read what the engine writes");
        if (got <= 0)
            return NULL;
        if (sink->kind == ERROR_NONE)
            sink->kind = folder_file_put(sink->writer, sink->part, (size_t)got, &sink->err);
    }
}

static ErrorKind
open_ends(PipeSink *sink, Error *err)
{
    if (mkfifo(sink->path, 0600) != 0)
        return error_set_io(err, "cannot make a pipe in '%s'", sink->directory);
    sink->from = open(sink->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (sink->from >= 0)
        sink->kept = open(sink->path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (sink->kept < 0 || fcntl(sink->from, F_SETFL, 0) != 0)
        return error_set_io(err, "cannot open a pipe in '%s'", sink->directory);
    (void)fcntl(sink->from, F_SETPIPE_SZ, PIPE_SIZE); /* for speed only */
    return ERROR_NONE;
}

/* The thread ends when nobody can write any more. */
static void
join(PipeSink *sink)
{
    file_close(&sink->kept);
    if (sink->running)
        (void)pthread_join(sink->thread, NULL);
    sink->running = false;
    file_close(&sink->from);
    if (sink->path != NULL)
        (void)unlink(sink->path);
    sink->path = NULL;
}

static ErrorKind
sink_begin(void *context, const char *name, const char **ret_path, Error *err)
{
    PipeSink *sink = context;
    if (sink->path != NULL)
        return error_set(err, ERROR_INTERNAL, "two files at once in one pipe");
    TRY(folder_file_begin(sink->writer, name, err));
    sink->path = file_join(sink->arena, sink->directory, file_name(name));
    sink->kind = ERROR_NONE;
    TRY(open_ends(sink, err));
    if (pthread_create(&sink->thread, NULL, encipher, sink) != 0)
        return error_set_io(err, "cannot start a thread");
    sink->running = true;
    *ret_path = sink->path;
    return ERROR_NONE;
}

static ErrorKind
sink_end(void *context, ManifestFile *file, Error *err)
{
    PipeSink *sink = context;
    FolderFile sealed = {0};
    join(sink);
    if (sink->kind != ERROR_NONE)
    {
        *err = sink->err;
        return sink->kind;
    }
    TRY(folder_file_end(sink->writer, &sealed, err));
    file->digest = sealed.digest;
    file->size = sealed.size;
    return ERROR_NONE;
}

static ErrorKind
sink_put(void *context, const void *bytes, size_t size, ManifestFile *file, Error *err)
{
    PipeSink *sink = context;
    FolderFile sealed = {0};
    TRY(folder_file_begin(sink->writer, file->name, err));
    TRY(folder_file_put(sink->writer, bytes, size, err));
    TRY(folder_file_end(sink->writer, &sealed, err));
    file->digest = sealed.digest;
    file->size = sealed.size;
    return ERROR_NONE;
}

PackageSink
pipe_sink(PipeSink *sink)
{
    return (PackageSink){.context = sink, .begin = sink_begin, .end = sink_end, .put = sink_put};
}

void
pipe_sink_free(PipeSink **sink)
{
    if (*sink == NULL)
        return;
    join(*sink);
    arena_free((*sink)->arena);
    sodium_memzero(*sink, sizeof **sink);
    free(*sink);
    *sink = NULL;
}
