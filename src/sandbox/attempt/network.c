#include "sandbox/attempt/attempt.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

Answer
try_socket(const Marks *marks, Aim aim)
{
    (void)marks;
    int kind = aim.number == AF_ALG       ? SOCK_SEQPACKET
               : aim.number == AF_NETLINK ? SOCK_RAW
                                          : SOCK_STREAM;
    return refused(socket((int)aim.number, kind, 0), ENOSYS);
}

Answer
try_raw_socket(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    return refused(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP), ENOSYS);
}

Answer
try_connect(const Marks *marks, Aim aim)
{
    (void)aim;
    struct sockaddr_in there = {.sin_family = AF_INET,
                                .sin_port = htons((in_port_t)mark_number(marks->port)),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return refused(connect(fd, (struct sockaddr *)&there, sizeof there), ENOSYS);
}

Answer
try_abstract(const Marks *marks, Aim aim)
{
    (void)aim;
    struct sockaddr_un there = {.sun_family = AF_UNIX};
    size_t size = strlen(marks->abstract);
    if (size + 1 > sizeof there.sun_path)
        return open_door("no mark");
    memcpy(there.sun_path + 1, marks->abstract, size);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + size);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return refused(connect(fd, (struct sockaddr *)&there, length), ENOSYS);
}

Answer
try_socketpair(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    int pair[2];
    return refused(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ENOSYS);
}

/* The resolver's own answer is of many kinds; no name may come out of it. "localhost" is not asked:
 * that is answered without a network. */
Answer
try_name(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    struct addrinfo *found = NULL;
    int fault = getaddrinfo("www.example.org", NULL, NULL, &found);
    return fault != 0 ? held(gai_strerror(fault)) : open_door("a name was resolved");
}

/* Looks for a text in a file of /proc. */
static Answer
not_in(const char *path, const char *text)
{
    char line[1024];
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return held("no such file");
    bool found = false;
    while (!found && fgets(line, sizeof line, file) != NULL)
        found = strstr(line, text) != NULL;
    (void)fclose(file);
    return found ? open_door("it is listed") : held("it is not listed");
}

Answer
see_interfaces(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    char line[1024];
    FILE *file = fopen("/proc/net/dev", "r");
    bool other = false;
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        other = other || (strchr(line, ':') != NULL && strstr(line, " lo:") == NULL);
    if (file != NULL)
        (void)fclose(file);
    return other ? open_door("an interface is listed") : held("loopback only");
}

Answer
see_port(const Marks *marks, Aim aim)
{
    (void)aim;
    char entry[32]; /* as /proc/net/tcp writes 127.0.0.1:port */
    (void)snprintf(entry, sizeof entry, ":%04llX ", mark_number(marks->port));
    return not_in("/proc/net/tcp", entry);
}

Answer
see_abstract(const Marks *marks, Aim aim)
{
    (void)aim;
    return not_in("/proc/net/unix", marks->abstract);
}
