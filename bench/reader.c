/* Reads a file in blocks and sums its bytes; prints the milliseconds that passed, and those of the
 * processor. For bench-sandbox. */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double
milliseconds(clockid_t clock)
{
    struct timespec at = {0, 0};
    (void)clock_gettime(clock, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

int
main(int argc, char **argv)
{
    static unsigned char block[1 << 18];
    unsigned long sum = 0;
    ssize_t got = 0;
    double wall = milliseconds(CLOCK_MONOTONIC);
    double processor = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    int fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0)
        for (ssize_t at = 0; at < got; at++)
            sum += block[at];
    (void)printf("%.3f %.3f %lu\n", milliseconds(CLOCK_MONOTONIC) - wall,
                 milliseconds(CLOCK_PROCESS_CPUTIME_ID) - processor, sum);
    return fd < 0;
}
