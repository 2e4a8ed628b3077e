/* The supervisor's end of the control socket (note.h). */
#include "sandbox/inner.h"

#include "core/file.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

ErrorKind
control_open(int *ret_ours, int *ret_theirs, Error *err)
{
    int pair[2];
    int on = 1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return error_set_io(err, "cannot make a control socket");
    *ret_ours = pair[0];
    *ret_theirs = pair[1];
    if (setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0)
        return error_set_io(err, "cannot prepare a control socket");
    return ERROR_NONE;
}

static void
extra_take(const struct cmsghdr *extra, Heard *heard)
{
    struct ucred sender;
    if (extra->cmsg_level != SOL_SOCKET)
        return;
    if (extra->cmsg_type == SCM_RIGHTS)
    {
        heard->count = (extra->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(heard->fds, CMSG_DATA(extra), heard->count * sizeof(int));
    }
    if (extra->cmsg_type == SCM_CREDENTIALS)
    {
        memcpy(&sender, CMSG_DATA(extra), sizeof sender);
        heard->sender = sender.pid;
    }
}

ErrorKind
control_hear(int control, Heard *ret_heard, Error *err)
{
    union
    {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(NOTE_FILES_MOST * sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
    } extra;
    *ret_heard = (Heard){.size = 0};
    struct iovec part = {&ret_heard->note, sizeof ret_heard->note};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra};
    ssize_t got = 0;
    do
        got = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0 && errno != ECONNRESET)
        return error_set_io(err, "cannot hear from the sandbox");
    ret_heard->size = got < 0 ? 0 : (size_t)got;
    for (struct cmsghdr *at = got < 0 ? NULL : CMSG_FIRSTHDR(&message); at != NULL;
         at = CMSG_NXTHDR(&message, at))
        extra_take(at, ret_heard);
    return ERROR_NONE;
}

bool
control_say(int control)
{
    return send(control, "g", 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
}

void
heard_close(Heard *heard)
{
    for (size_t at = 0; at < heard->count; at++)
        file_close(&heard->fds[at]);
    heard->count = 0;
}
