#include "core/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const ErrorClass classes[ERROR_KIND_COUNT] = {
    [ERROR_NONE] = {"none", 0},
    [ERROR_USAGE] = {"usage", 2},
    [ERROR_DELIBERATION] = {"deliberation", 3},
    [ERROR_CATALOGUE] = {"catalogue", 3},
    [ERROR_DATA] = {"data", 4},
    [ERROR_REFUSED] = {"refused", 5},
    [ERROR_STATE] = {"state", 6},
    [ERROR_INTEGRITY] = {"integrity", 6},
    [ERROR_IO] = {"io", 74},
    [ERROR_MEMORY] = {"memory", 71},
    [ERROR_INTERNAL] = {"internal", 70},
    [ERROR_UNREAD] = {"unread", 141}, /* 128 + SIGPIPE: so a shell says that it ended by that */
};

const ErrorClass *
error_class(ErrorKind kind)
{
    return &classes[(unsigned)kind < ERROR_KIND_COUNT ? kind : ERROR_INTERNAL];
}

ErrorKind
error_set(Error *err, ErrorKind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    err->kind = kind;
    err->hint[0] = '\0';
    return kind;
}

ErrorKind
error_hint(Error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
    return err->kind;
}

ErrorKind
error_within(Error *err, const char *format, ...)
{
    char place[sizeof err->message];
    char rest[sizeof err->message];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(place, sizeof place, format, arguments);
    va_end(arguments);
    size_t at = length < 0 ? 0 : (size_t)length;
    if (at > sizeof place - 3)
        at = sizeof place - 3;
    memcpy(place + at, ": ", 3);
    memcpy(rest, err->message, sizeof rest);
    at += 2;
    size_t room = sizeof err->message - 1 - at;
    size_t keep = strnlen(rest, room);
    memcpy(err->message, place, at);
    memcpy(err->message + at, rest, keep);
    err->message[at + keep] = '\0';
    return err->kind;
}

ErrorKind
error_set_io(Error *err, const char *format, ...)
{
    const char *reason = strerror(errno);
    char place[384];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(place, sizeof place, format, arguments);
    va_end(arguments);
    return error_set(err, ERROR_IO, "%s: %s", place, reason);
}

_Noreturn void
error_out_of_memory(void)
{
    static const char words[] = "beraad: out of memory\n";
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(71);
}
