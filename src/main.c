/*
 * Finds the command and runs it; the only place where an error becomes text and an exit status.
 */
#include "command/command.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/json.h"
#include "core/secret.h"
#include "core/text.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ERROR_COLUMN 8 /* where the words of an error begin */

/* Where the program stands, so that the catalogues beside it are found. */
static const char *
program_directory(Arena *arena)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    if (size <= 0)
        return ".";
    path[size] = '\0';
    char *slash = strrchr(path, '/');
    if (slash != NULL)
        *slash = '\0';
    return arena_copy_text(arena, path);
}

/* Beside "beraad: ", and on a terminal within it; without the line feed. */
static const char *
wrapped(Invocation *call, const char *words)
{
    const char *shown = text_shown(call->arena, words);
    if (ERROR_COLUMN + text_width(shown) <= call->progress.display.row)
        return shown;
    Text text = text_new(call->arena);
    text_wrap(&text, shown, call->progress.display.row, ERROR_COLUMN, ERROR_COLUMN);
    text.bytes[text.size - 1] = '\0';
    return text.bytes;
}

static void
show_error(Invocation *call, const Error *err)
{
    /* A refusal has shown its verdict already. */
    if (err->kind == ERROR_REFUSED && err->message[0] == '\0')
        return;
    if (call->json)
    {
        json_t *words = json_object();
        json_put_text(words, "error", error_class(err->kind)->name);
        json_put_text(words, "message", err->message);
        json_put_text(words, "hint", err->hint);
        (void)fprintf(stderr, "%s\n",
                      json_canonical(call->arena, json_keep(call->arena, words), NULL));
        return;
    }
    const char *on = call->progress.display.colour ? "\033[31m" : "";
    const char *off = call->progress.display.colour ? "\033[0m" : "";
    (void)fprintf(stderr, "beraad: %s%s%s\n", on, wrapped(call, err->message), off);
    if (err->hint[0] != '\0')
        (void)fprintf(stderr, "        %s\n", wrapped(call, err->hint));
}

/* As any program of Unix ends whose reader went away: silently, by SIGPIPE. The signal is kept off
 * until here, so that no act is cut short by it; where it is blocked, the exit status says it. */
static void
end_unread(void)
{
    (void)signal(SIGPIPE, SIG_DFL);
    (void)raise(SIGPIPE);
}

static int64_t
clock_read(void)
{
    return (int64_t)time(NULL);
}

int
main(int count, char **arguments)
{
    Error err = {.kind = ERROR_NONE};
    SCRATCH Arena *arena = arena_new("process");
    Invocation call = {
        .arena = arena, .display = display_of(STDOUT_FILENO), .progress = progress_new(false)};
    (void)signal(SIGPIPE, SIG_IGN);
    call.program_directory = program_directory(arena);
    call.clock = clock_read;
    call.now = clock_read();
    call.today = (Date){(int32_t)(call.now / 86400)};
    ErrorKind kind = secret_prepare(&err);
    if (kind == ERROR_NONE)
        kind = command_run(&call, count - 1, arguments + 1, &err);
    if (kind == ERROR_UNREAD)
        end_unread();
    else if (kind != ERROR_NONE)
        show_error(&call, &err);
    interrupt_release();
    return error_class(kind)->exit_status;
}
