/* Reads a file in blocks and sums its bytes; prints the milliseconds. For bench-sandbox. */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    static unsigned char block[1 << 18];
    struct timespec since;
    struct timespec until;
    unsigned long sum = 0;
    ssize_t got = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &since);
    int fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0)
        for (ssize_t at = 0; at < got; at++)
            sum += block[at];
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    (void)printf("%.3f %lu\n",
                 (double)(until.tv_sec - since.tv_sec) * 1e3 +
                     (double)(until.tv_nsec - since.tv_nsec) / 1e6,
                 sum);
    return fd < 0;
}
