/*
 * beraad-sandbox-selftest NAME=VALUE...        tries everything in table.c, writes
 * /out/attempts.tsv beraad-sandbox-selftest alone=bomb|files|memory    one that the sandbox must
 * end beraad-sandbox-selftest list                 prints the table, trying nothing
 */
#include "sandbox/attempt/attempt.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
mark_read(Marks *marks, const char *argument)
{
    const char *sign = strchr(argument, '=');
    size_t size = sign == NULL ? 0 : (size_t)(sign - argument);
#define X(name)                                                                                    \
    if (size == sizeof #name - 1 && memcmp(argument, #name, size) == 0)                            \
        marks->name = sign + 1;
    MARK_NAMES
#undef X
}

static bool
marks_complete(const Marks *marks)
{
    bool complete = true;
#define X(name) complete = complete && marks->name != NULL;
    MARK_NAMES
#undef X
    return complete;
}

/* Name, barrier, "held" or "open", what was found; at the end a line that says how many. */
static int
try_all(const Marks *marks)
{
    FILE *report = fopen("/out/attempts.tsv", "we");
    if (report == NULL)
        return 70;
    for (size_t at = 0; at < attempt_count; at++)
    {
        /* Those that count what is open must not find our report. */
        (void)fclose(report);
        Answer answer = attempts[at].run(marks, attempts[at].aim);
        report = fopen("/out/attempts.tsv", "ae");
        if (report == NULL)
            return 70;
        (void)fprintf(report, "%s\t%s\t%s\t%s\n", attempts[at].name, attempts[at].barrier,
                      answer.held ? "held" : "open", answer.found);
    }
    (void)fprintf(report, "end\t%zu\n", attempt_count);
    return fclose(report) == 0 ? 0 : 70;
}

static int
list(void)
{
    for (size_t at = 0; at < attempt_count; at++)
        (void)printf("%s\t%s\n", attempts[at].name, attempts[at].barrier);
    return 0;
}

static int
alone(const char *which)
{
    if (strcmp(which, "bomb") == 0)
        alone_bomb();
    if (strcmp(which, "files") == 0)
        alone_files();
    if (strcmp(which, "memory") == 0)
        alone_memory();
    return 70;
}

int
main(int argc, char **argv)
{
    Marks marks = {.file = NULL};
    if (argc == 2 && strcmp(argv[1], "list") == 0)
        return list();
    /* What it tries is meant for a sandbox, and would be done anywhere else. */
    if (access("/run/sandbox/init", F_OK) != 0)
    {
        (void)fprintf(stderr, "beraad-sandbox-selftest: runs in a sandbox only\n");
        return 64;
    }
    if (argc == 2 && strncmp(argv[1], "alone=", 6) == 0)
        return alone(argv[1] + 6);
    for (int at = 1; at < argc; at++)
        mark_read(&marks, argv[at]);
    if (!marks_complete(&marks))
        return 64;
    /* Passing the bound of a file is then an error and not the end. */
    (void)signal(SIGXFSZ, SIG_IGN);
    int status = try_all(&marks);
    leave_behind();
    return status;
}
