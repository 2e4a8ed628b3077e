/*
 * Loaded before the C library (LD_PRELOAD): counts every call that changes a file under
 * FAULT_UNDER, and at call number FAULT_AT either kills the process (FAULT_DO=kill, or SIGINT to
 * it, FAULT_DO=interrupt, before the call happens) or lets it fail (FAULT_DO=ENOSPC, EROFS, EIO;
 * this call and all that follow). At a normal exit the number of calls is appended to the file
 * FAULT_COUNT. Each call is written as a line, its name and its path, to the file FAULT_TRACE,
 * before it happens.
 *
 * The calls go to the kernel by syscall(), so that this works with and without a sanitizer's own
 * interception.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

static _Thread_local char counted[4096]; /* the path of the call that is looked at */

static bool
is_under(const char *path)
{
    const char *under = getenv("FAULT_UNDER");
    if (under == NULL || strncmp(path, under, strlen(under)) != 0)
        return false;
    (void)snprintf(counted, sizeof counted, "%s", path);
    return true;
}

static void
trace(const char *call)
{
    const char *file = getenv("FAULT_TRACE");
    char line[sizeof counted + 32];
    if (file == NULL)
        return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0644);
    int size = snprintf(line, sizeof line, "%s %s\n", call, counted);
    (void)syscall(SYS_write, fd, line, (size_t)size);
    (void)syscall(SYS_close, fd);
}

static bool
fd_is_under(int fd)
{
    char name[64];
    char path[4096];
    (void)snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t size = syscall(SYS_readlinkat, AT_FDCWD, name, path, sizeof path - 1);
    if (size <= 0)
        return false;
    path[size] = '\0';
    return is_under(path);
}

/* true: the call must fail with errno set. */
static bool
strike(bool counts, const char *call)
{
    if (!counts)
        return false;
    trace(call);
    const char *at = getenv("FAULT_AT");
    const char *what = getenv("FAULT_DO");
    long number = atomic_fetch_add(&calls, 1) + 1;
    long target = at == NULL ? 0 : strtol(at, NULL, 10);
    if (target == 0 || what == NULL || number < target)
        return false;
    bool interrupts = strcmp(what, "interrupt") == 0;
    if (interrupts || strcmp(what, "kill") == 0)
    {
        if (number == target)
            (void)syscall(SYS_kill, getpid(), interrupts ? SIGINT : SIGKILL);
        return false;
    }
    errno = strcmp(what, "EROFS") == 0 ? EROFS : strcmp(what, "EIO") == 0 ? EIO : ENOSPC;
    return true;
}

__attribute__((destructor)) static void
tell(void)
{
    const char *file = getenv("FAULT_COUNT");
    if (file == NULL)
        return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0644);
    char line[32];
    int size = snprintf(line, sizeof line, "%ld\n", atomic_load(&calls));
    (void)syscall(SYS_write, fd, line, (size_t)size);
    (void)syscall(SYS_close, fd);
}

ssize_t
write(int fd, const void *bytes, size_t size)
{
    return strike(fd_is_under(fd), __func__) ? -1 : syscall(SYS_write, fd, bytes, size);
}

ssize_t
pwrite(int fd, const void *bytes, size_t size, off_t at)
{
    return strike(fd_is_under(fd), __func__) ? -1 : syscall(SYS_pwrite64, fd, bytes, size, at);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
    return pwrite(fd, bytes, size, at);
}

ssize_t
writev(int fd, const struct iovec *parts, int count)
{
    return strike(fd_is_under(fd), __func__) ? -1 : syscall(SYS_writev, fd, parts, count);
}

int
fsync(int fd)
{
    return strike(fd_is_under(fd), __func__) ? -1 : (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
    return strike(fd_is_under(fd), __func__) ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int
ftruncate(int fd, off_t size)
{
    return strike(fd_is_under(fd), __func__) ? -1 : (int)syscall(SYS_ftruncate, fd, size);
}

int
ftruncate64(int fd, off64_t size)
{
    return ftruncate(fd, size);
}

int
rename(const char *from, const char *to)
{
    return strike(is_under(to) || is_under(from), __func__)
               ? -1
               : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
link(const char *from, const char *to)
{
    return strike(is_under(to), __func__)
               ? -1
               : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
linkat(int from_at, const char *from, int to_at, const char *to, int flags)
{
    return strike(is_under(to), __func__)
               ? -1
               : (int)syscall(SYS_linkat, from_at, from, to_at, to, flags);
}

int
unlink(const char *path)
{
    return strike(is_under(path), __func__) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int
remove(const char *path)
{
    if (strike(is_under(path), __func__))
        return -1;
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    return done == 0 || errno != EISDIR ? done
                                        : (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

int
mkdir(const char *path, mode_t mode)
{
    return strike(is_under(path), __func__) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

static int
open_with(const char *path, int flags, mode_t mode)
{
    bool writes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    return strike(writes && is_under(path), __func__)
               ? -1
               : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    bool makes = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    mode_t mode = makes ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open_with(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    bool makes = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    mode_t mode = makes ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open_with(path, flags, mode);
}
