/*
 * A file's bytes on their way into the sandbox: through a socket, because writing to one can be
 * asked not to raise SIGPIPE when the sandbox is gone.
 */
#include "sandbox/inner.h"

#include "core/file.h"

#include <errno.h>
#include <sys/socket.h>

typedef struct Sink
{
    int fd;
    bool open; /* false: nobody reads any more; what follows is dropped */
    size_t left;
} Sink;

ErrorKind
sandbox_put(void *sink_given, const void *bytes, size_t size, Error *err)
{
    Sink *sink = sink_given;
    const char *at = bytes;
    if (size > sink->left)
        return error_set(err, ERROR_DATA, "it is longer than was said");
    sink->left -= size;
    while (size > 0 && sink->open)
    {
        ssize_t put = send(sink->fd, at, size, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 && (errno == EPIPE || errno == ECONNRESET))
            sink->open = false;
        else if (put < 0)
            return error_set_io(err, "cannot fill the sandbox");
        else
        {
            at += put;
            size -= (size_t)put;
        }
    }
    return ERROR_NONE;
}

ErrorKind
feed_file(const SandboxFile *file, int *fd, bool *ret_open, Error *err)
{
    Sink sink = {.fd = *fd, .open = true, .left = file->size};
    ErrorKind kind = file->feed != NULL ? file->feed(file, &sink, err)
                                        : sandbox_put(&sink, file->from, file->size, err);
    if (kind == ERROR_NONE && sink.left > 0 && sink.open)
        kind = error_set(err, ERROR_DATA, "it is %zu bytes shorter than was said", sink.left);
    *ret_open = sink.open;
    if (kind != ERROR_NONE)
        return error_within(err, "file '%s' for the sandbox", file->path);
    file_close(fd);
    return ERROR_NONE;
}
