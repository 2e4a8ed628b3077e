#include "core/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#define LINE_SIZE 1024

ErrorKind
secret_prepare(Error *err)
{
    if (sodium_init() < 0)
        return error_set(err, ERROR_INTERNAL, "libsodium cannot start");
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return error_set_io(err, "cannot switch core files off");
    return ERROR_NONE;
}

Secret *
secret_new(size_t size)
{
    Secret *secret = sodium_malloc(sizeof *secret);
    if (secret == NULL)
        error_out_of_memory();
    secret->size = size;
    secret->bytes = sodium_malloc(size);
    if (secret->bytes == NULL)
        error_out_of_memory();
    memset(secret->bytes, 0, size);
    return secret;
}

Secret *
secret_random(size_t size)
{
    Secret *secret = secret_new(size);
    randombytes_buf(secret->bytes, size);
    return secret;
}

void
secret_free(Secret **secret)
{
    if (*secret != NULL)
    {
        sodium_free((*secret)->bytes);
        sodium_free(*secret);
    }
    *secret = NULL;
}

Secret *
secret_derive(const Secret *key, const char *purpose, size_t size)
{
    Secret *derived = secret_new(size);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);
    size_t length = size;
    bool done = context != NULL && EVP_PKEY_derive_init(context) == 1 &&
                EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1 &&
                EVP_PKEY_CTX_set1_hkdf_key(context, key->bytes, (int)key->size) == 1 &&
                EVP_PKEY_CTX_add1_hkdf_info(context, (const unsigned char *)purpose,
                                            (int)strlen(purpose)) == 1 &&
                EVP_PKEY_derive(context, derived->bytes, &length) == 1 && length == size;
    EVP_PKEY_CTX_free(context);
    if (!done)
        error_out_of_memory();
    return derived;
}

/* Bytes up to a line feed or the end; too many is told by a size above PASSPHRASE_SIZE. */
static ErrorKind
read_line(int fd, const char *what, const char *path, Secret *line, Error *err)
{
    size_t size = 0;
    for (;;)
    {
        unsigned char byte = 0;
        ssize_t got = read(fd, &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read the %s from '%s'", what, path);
        if (got == 0 || byte == '\n')
            break;
        if (size == line->size)
            return error_set(err, ERROR_USAGE, "the %s in '%s' is longer than %d bytes", what, path,
                             LINE_SIZE);
        line->bytes[size++] = byte;
    }
    if (size == 0)
        return error_set(err, ERROR_USAGE, "the %s in '%s' is empty", what, path);
    line->size = size;
    return ERROR_NONE;
}

static ErrorKind
read_terminal(const char *what, const char *prompt, Secret *line, Error *err)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    struct termios shown;
    if (fd < 0 || tcgetattr(fd, &shown) != 0)
    {
        if (fd >= 0)
            (void)close(fd);
        (void)error_set(err, ERROR_USAGE, "%s is needed and there is no terminal to ask it on",
                        prompt);
        return error_hint(err, "name a file or descriptor that holds it; see the options");
    }
    struct termios hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    (void)tcsetattr(fd, TCSAFLUSH, &hidden);
    ssize_t put = write(fd, prompt, strlen(prompt));
    put = write(fd, ": ", 2);
    ErrorKind kind = read_line(fd, what, "the terminal", line, err);
    put = write(fd, "\n", 1);
    (void)put;
    (void)tcsetattr(fd, TCSAFLUSH, &shown);
    (void)close(fd);
    return kind;
}

ErrorKind
secret_read_line(const SecretLine *wanted, Secret **ret_secret, Error *err)
{
    FREES_SECRET Secret *line = secret_new(LINE_SIZE);
    const char *shown = wanted->shown == NULL ? wanted->path : wanted->shown;
    if (wanted->path == NULL)
        TRY(read_terminal(wanted->what, wanted->prompt, line, err));
    else
    {
        int fd = open(wanted->path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return error_set_io(err, "cannot open '%s'", shown);
        ErrorKind kind = read_line(fd, wanted->what, shown, line, err);
        (void)close(fd);
        TRY(kind);
    }
    *ret_secret = secret_new(line->size);
    memcpy((*ret_secret)->bytes, line->bytes, line->size);
    return ERROR_NONE;
}

ErrorKind
secret_read_passphrase(const char *path, const char *prompt, Secret **ret_secret, Error *err)
{
    SecretLine wanted = {.what = "passphrase", .path = path, .prompt = prompt};
    return secret_read_line(&wanted, ret_secret, err);
}
