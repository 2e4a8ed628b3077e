/* Secrets read from files, descriptors and the terminal. */
#include "core/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#define LINE_SIZE 1024

/* What a line is read from. */
typedef struct LineSource
{
    const char *what;
    const char *shown;
    int fd;
    int signals; /* -1: none are waited for */
    bool interrupted;
} LineSource;

/* As read() of one byte; a signal is an error of its own. */
static ssize_t
next_byte(LineSource *source, unsigned char *byte)
{
    struct pollfd either[] = {{.fd = source->fd, .events = POLLIN},
                              {.fd = source->signals, .events = POLLIN}};
    for (;;)
    {
        int ready = poll(either, 2, -1);
        source->interrupted = ready > 0 && either[1].revents != 0;
        ssize_t got = ready < 0 || source->interrupted ? -1 : read(source->fd, byte, 1);
        if (got >= 0 || source->interrupted || errno != EINTR)
            return got;
    }
}

/* Bytes up to a line feed or the end. */
static ErrorKind
read_line(LineSource *source, Secret *line, Error *err)
{
    size_t size = 0;
    for (;;)
    {
        unsigned char byte = 0;
        ssize_t got = next_byte(source, &byte);
        if (got < 0)
            return error_set_io(err, "cannot read the %s from %s", source->what, source->shown);
        if (got == 0 || byte == '\n')
            break;
        if (size == LINE_SIZE)
            return error_set(err, ERROR_USAGE, "the %s in %s is longer than %d bytes", source->what,
                             source->shown, LINE_SIZE);
        line->bytes[size++] = byte;
    }
    if (size == 0)
        return error_set(err, ERROR_USAGE, "the %s in %s is empty", source->what, source->shown);
    line->size = size;
    return ERROR_NONE;
}

static void
say(int terminal, const char *words)
{
    ssize_t put = write(terminal, words, strlen(words));
    (void)put; /* who cannot be told can still answer */
}

/* Asks once, without echo, which is on again afterwards. */
static ErrorKind
ask_hidden(LineSource *source, const char *prompt, const struct termios *shown, Secret *line,
           Error *err)
{
    struct termios hidden = *shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    (void)tcsetattr(source->fd, TCSAFLUSH, &hidden);
    say(source->fd, prompt);
    say(source->fd, ": ");
    ErrorKind kind = read_line(source, line, err);
    say(source->fd, "\n");
    (void)tcsetattr(source->fd, TCSAFLUSH, shown);
    return kind;
}

/* Asks until there is an answer. A signal acts only when the echo is on again: who is ended by it
 * leaves the terminal as it was, who is stopped and goes on asks again. */
static ErrorKind
ask(LineSource *source, const char *prompt, const struct termios *shown, Secret *line, Error *err)
{
    sigset_t ending;
    sigset_t before;
    (void)sigemptyset(&ending);
    static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    for (size_t at = 0; at < sizeof signals / sizeof *signals; at++)
        (void)sigaddset(&ending, signals[at]);
    for (;;)
    {
        (void)sigprocmask(SIG_BLOCK, &ending, &before);
        source->signals = signalfd(-1, &ending, SFD_CLOEXEC);
        ErrorKind kind = ask_hidden(source, prompt, shown, line, err);
        if (source->signals >= 0)
            (void)close(source->signals);
        (void)sigprocmask(SIG_SETMASK, &before, NULL);
        if (!source->interrupted)
            return kind;
    }
}

static ErrorKind
ask_again(LineSource *source, const SecretLine *wanted, const struct termios *shown,
          const Secret *line, Error *err)
{
    SCRATCH Arena *work = arena_new("prompt");
    FREES_SECRET Secret *again = secret_new(LINE_SIZE);
    TRY(ask(source, arena_print(work, "%s, again", wanted->prompt), shown, again, err));
    if (again->size == line->size && sodium_memcmp(again->bytes, line->bytes, line->size) == 0)
        return ERROR_NONE;
    return error_set(err, ERROR_USAGE, "the second %s is not the first", wanted->what);
}

static ErrorKind
read_terminal(const SecretLine *wanted, Secret *line, Error *err)
{
    LineSource source = {.what = wanted->what, .shown = "the terminal", .signals = -1};
    struct termios shown;
    source.fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (source.fd < 0 || tcgetattr(source.fd, &shown) != 0)
    {
        if (source.fd >= 0)
            (void)close(source.fd);
        (void)error_set(err, ERROR_USAGE, "%s is needed and there is no terminal to ask it on",
                        wanted->prompt);
        return error_hint(err, "name a file or descriptor that holds it; see the options");
    }
    ErrorKind kind = ask(&source, wanted->prompt, &shown, line, err);
    if (kind == ERROR_NONE && wanted->is_new)
        kind = ask_again(&source, wanted, &shown, line, err);
    (void)close(source.fd);
    return kind;
}

static ErrorKind
read_file(const SecretLine *wanted, Secret *line, Error *err)
{
    SCRATCH Arena *work = arena_new("line");
    const char *shown = wanted->shown == NULL ? wanted->path : wanted->shown;
    LineSource source = {
        .what = wanted->what, .shown = arena_print(work, "'%s'", shown), .signals = -1};
    source.fd = open(wanted->path, O_RDONLY | O_CLOEXEC);
    if (source.fd < 0)
        return error_set_io(err, "cannot open '%s'", shown);
    ErrorKind kind = read_line(&source, line, err);
    (void)close(source.fd);
    return kind;
}

ErrorKind
secret_read_line(const SecretLine *wanted, Secret **ret_secret, Error *err)
{
    FREES_SECRET Secret *line = secret_new(LINE_SIZE);
    if (wanted->path == NULL)
        TRY(read_terminal(wanted, line, err));
    else
        TRY(read_file(wanted, line, err));
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

ErrorKind
secret_read_new_passphrase(const char *path, const char *prompt, Secret **ret_secret, Error *err)
{
    SecretLine wanted = {.what = "passphrase", .path = path, .prompt = prompt, .is_new = true};
    return secret_read_line(&wanted, ret_secret, err);
}
