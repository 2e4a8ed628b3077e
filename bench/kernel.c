/*
 * The pseudonym kernel against OpenSSL's bare AES-256-ECB, side by side in one thread: blocks per
 * second of each, and their ratio, the median of several rounds that take turns.
 *
 * The bare loop is that of `openssl speed -evp aes-256-ecb`: EVP_EncryptUpdate over the same 16 KiB
 * again and again. Where OPENSSL names a program (bench/run gives "openssl"), that program is run
 * as well and its own number printed.
 *
 * kernel_ratio is the kernel over one vector again and again, as the engine reuses its vectors;
 * kernel_streamed_ratio is the kernel over memory that is new each time, which also waits for
 * memory.
 *
 *     bench-kernel [SECONDS] [OPENSSL]     seconds for each measurement, default 1
 */
#include "person/pseudonym.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 5
#define BUFFER 16384

/* The engine's vector, so that the kernel is measured in the pieces in which it is used. */
#define NUMBERS 2048

/* 1,048,576 different numbers: with their blocks 24 MiB, more than the caches of a core. */
#define VECTORS 512

static double
now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void
give_up(const char *words)
{
    (void)fprintf(stderr, "bench-kernel: %s\n", words);
    exit(70);
}

/* Blocks per second of the bare loop. */
static double
measure_bare(const unsigned char *key, double seconds)
{
    static unsigned char from[BUFFER];
    static unsigned char to[BUFFER];
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int made = 0;
    if (context == NULL || EVP_EncryptInit_ex2(context, EVP_aes_256_ecb(), key, NULL, NULL) != 1 ||
        EVP_CIPHER_CTX_set_padding(context, 0) != 1)
        give_up("AES-256 cannot start");
    double blocks = 0;
    double begun = now();
    double ended = begun;
    while (ended - begun < seconds)
    {
        for (int turn = 0; turn < 1000; turn++)
            if (EVP_EncryptUpdate(context, to, &made, from, BUFFER) != 1)
                give_up("AES-256 failed");
        blocks += 1000.0 * BUFFER / BLOCK_SIZE;
        ended = now();
    }
    EVP_CIPHER_CTX_free(context);
    return blocks / (ended - begun);
}

/* Blocks per second of block_encipher over vectors of numbers, `vectors` different ones in turn. */
static double
measure_kernel(const unsigned char *key, double seconds, size_t vectors)
{
    static int64_t numbers[NUMBERS * VECTORS];
    static unsigned char blocks[(size_t)NUMBERS * VECTORS * BLOCK_SIZE];
    FREES_CIPHER BlockCipher *cipher = NULL;
    Error err;
    if (block_cipher_new(key, &cipher, &err) != ERROR_NONE)
        give_up(err.message);
    for (size_t at = 0; at < (size_t)NUMBERS * VECTORS; at++)
        numbers[at] = INT64_C(85073003328) + (int64_t)at * 7919;
    double count = 0;
    double begun = now();
    double ended = begun;
    while (ended - begun < seconds)
    {
        for (size_t turn = 0; turn < VECTORS; turn++)
        {
            size_t at = turn % vectors * NUMBERS;
            if (block_encipher(cipher, IDENTIFIER_INSZ, numbers + at, NUMBERS,
                               blocks + at * BLOCK_SIZE, &err) != ERROR_NONE)
                give_up(err.message);
        }
        count += (double)NUMBERS * VECTORS;
        ended = now();
    }
    return count / (ended - begun);
}

static int
by_size(const void *one, const void *other)
{
    double a = *(const double *)one;
    double b = *(const double *)other;
    return (a > b) - (a < b);
}

static double
median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, by_size);
    return values[ROUNDS / 2];
}

/* `openssl speed` prints thousands of bytes per second of 16 KiB buffers in its last field, as
 * 8123456.78k. */
static double
measure_program(const char *openssl, double seconds)
{
    int ends[2];
    char text[8192];
    char length[16];
    size_t size = 0;
    (void)snprintf(length, sizeof length, "%d", seconds < 1 ? 1 : (int)seconds);
    if (pipe(ends) != 0)
        give_up("no pipe");
    pid_t child = fork();
    if (child == 0)
    {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(STDERR_FILENO);
        execlp(openssl, "openssl", "speed", "-seconds", length, "-bytes", "16384", "-evp",
               "aes-256-ecb", (char *)NULL);
        _exit(127);
    }
    (void)close(ends[1]);
    for (ssize_t got = 1; got > 0; size += (size_t)got)
    {
        got = read(ends[0], text + size, sizeof text - 1 - size);
        if (got <= 0)
            break;
    }
    text[size] = '\0';
    (void)close(ends[0]);
    (void)waitpid(child, NULL, 0);
    const char *row = strstr(text, "AES-256-ECB");
    return row == NULL ? 0 : strtod(row + strlen("AES-256-ECB"), NULL) * 1000 / BLOCK_SIZE;
}

int
main(int argument_count, char **arguments)
{
    double seconds = argument_count > 1 ? strtod(arguments[1], NULL) : 1;
    unsigned char key[BLOCK_KEY_SIZE];
    double bare[ROUNDS];
    double cached[ROUNDS];
    double streamed[ROUNDS];
    double ratio_cached[ROUNDS];
    double ratio_streamed[ROUNDS];
    for (size_t at = 0; at < sizeof key; at++)
        key[at] = (unsigned char)(at * 37 + 11);
    for (int round = 0; round < ROUNDS; round++)
    {
        bare[round] = measure_bare(key, seconds);
        cached[round] = measure_kernel(key, seconds, 1);
        streamed[round] = measure_kernel(key, seconds, VECTORS);
        ratio_cached[round] = cached[round] / bare[round];
        ratio_streamed[round] = streamed[round] / bare[round];
    }
    (void)printf("openssl_loop_blocks_per_second %.0f\n", median(bare));
    (void)printf("kernel_blocks_per_second %.0f\n", median(cached));
    (void)printf("kernel_streamed_blocks_per_second %.0f\n", median(streamed));
    (void)printf("kernel_ratio %.3f\n", median(ratio_cached));
    (void)printf("kernel_streamed_ratio %.3f\n", median(ratio_streamed));
    if (argument_count > 2)
        (void)printf("openssl_speed_blocks_per_second %.0f\n",
                     measure_program(arguments[2], seconds));
    return 0;
}
