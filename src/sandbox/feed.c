/*
 * What a job is given: its files and ours, written into the place that was made for them (store.h)
 * before the job begins.
 */
#include "sandbox/inner.h"

#include "core/file.h"
#include "core/interrupt.h"
#include "sandbox/store.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct Sink
{
    int fd;
    size_t left;
} Sink;

static ErrorKind
add_part(Arena *arena, FileList *files, const char *place, const char *path, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(part_read(arena, path, &bytes, &size, err));
    *LIST_ADD(arena, files) =
        (SandboxFile){.path = place, .program = true, .from = bytes, .size = size};
    return ERROR_NONE;
}

static void
add_text(Arena *arena, FileList *files, const char *place, const char *text)
{
    *LIST_ADD(arena, files) = (SandboxFile){.path = place, .from = text, .size = strlen(text)};
}

ErrorKind
files_gather(Arena *arena, const SandboxJob *job, const SandboxParts *parts, FileList *files,
             Error *err)
{
    TRY(add_part(arena, files, PLACE_INIT, parts->init, err));
    add_text(arena, files, "/etc/passwd", "researcher:x:1000:1000::/scratch:/bin/sh\n");
    add_text(arena, files, "/etc/group", "researcher:x:1000:\n");
    add_text(arena, files, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
    for (size_t at = 0; at < job->file_count; at++)
        *LIST_ADD(arena, files) = job->files[at];
    return ERROR_NONE;
}

ErrorKind
sandbox_put(void *sink_given, const void *bytes, size_t size, Error *err)
{
    Sink *sink = sink_given;
    const char *at = bytes;
    if (size > sink->left)
        return error_set(err, ERROR_DATA, "it is longer than was said");
    if (interrupt_asked())
        return error_set(err, ERROR_STATE, "interrupted");
    sink->left -= size;
    while (size > 0)
    {
        ssize_t put = write(sink->fd, at, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return error_set_io(err, "cannot fill the sandbox");
        at += put;
        size -= (size_t)put;
    }
    return ERROR_NONE;
}

static ErrorKind
feed_file(const SandboxFile *file, int fd, Error *err)
{
    Sink sink = {.fd = fd, .left = file->size};
    ErrorKind kind = file->feed != NULL ? file->feed(file, &sink, err)
                                        : sandbox_put(&sink, file->from, file->size, err);
    if (kind == ERROR_NONE && sink.left > 0)
        kind = error_set(err, ERROR_DATA, "it is %zu bytes shorter than was said", sink.left);
    return kind == ERROR_NONE ? kind : error_within(err, "file '%s' for the sandbox", file->path);
}

/* Those of one message, from files->items[first] on. */
static ErrorKind
feed_some(const FileList *files, size_t first, const Heard *heard, Error *err)
{
    if (heard->size != sizeof heard->note || heard->note.kind != NOTE_FILES || heard->count == 0 ||
        heard->count > files->count - first)
        return error_set(err, ERROR_INTERNAL, "the sandbox does not take its files");
    for (size_t at = 0; at < heard->count; at++)
        TRY(feed_file(&files->items[first + at], heard->fds[at], err));
    return ERROR_NONE;
}

ErrorKind
files_feed(const FileList *files, int control, bool *ret_taken, Error *err)
{
    *ret_taken = false;
    for (size_t fed = 0; fed < files->count;)
    {
        CLOSES_HEARD Heard heard = {.count = 0};
        TRY(control_hear(control, &heard, err));
        if (heard.size == 0)
            return ERROR_NONE;
        TRY(feed_some(files, fed, &heard, err));
        fed += heard.count;
    }
    *ret_taken = control_say(control);
    return ERROR_NONE;
}
