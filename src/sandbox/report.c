/* How a job ended and what it left, seen when no process of it is alive. */
#include "sandbox/inner.h"

#include "core/file.h"

#include <stdlib.h>
#include <sys/wait.h>

static SandboxEnd
end_of(const Note *note, bool exhausted)
{
    switch ((NoteReason)note->reason)
    {
    case NOTE_ABSENT:
        return SANDBOX_ABSENT;
    case NOTE_TIME:
        return SANDBOX_TIME;
    case NOTE_MEMORY:
        return SANDBOX_MEMORY;
    case NOTE_CROWDED:
        return SANDBOX_CROWDED;
    case NOTE_STOPPED:
    case NOTE_SILENT:
        return SANDBOX_STOPPED;
    case NOTE_BY_ITSELF:
    default:
        break;
    }
    if (exhausted)
        return SANDBOX_MEMORY;
    if (WIFSIGNALED(note->status))
        return SANDBOX_CRASHED;
    return WEXITSTATUS(note->status) == 0 ? SANDBOX_DONE : SANDBOX_FAILED;
}

void
report_fill(Arena *work, const Group *group, const Note *note, SandboxReport *ret_report)
{
    bool exhausted = false;
    int64_t memory = group_memory(work, group, &exhausted);
    *ret_report = (SandboxReport){.end = end_of(note, exhausted),
                                  .milliseconds = note->milliseconds,
                                  .processor_milliseconds = note->processor_milliseconds,
                                  .memory = note->memory > 0 ? note->memory : memory,
                                  .processes = note->processes,
                                  .survivors = note->survivors,
                                  .limits = limits_name(group->folder != NULL)};
    if (ret_report->end == SANDBOX_CRASHED)
        ret_report->signal = WTERMSIG(note->status);
    if (ret_report->end == SANDBOX_DONE || ret_report->end == SANDBOX_FAILED)
        ret_report->exit_status = WEXITSTATUS(note->status);
}

ErrorKind
stock_take(Sandbox *sandbox, const SandboxLimits *limits, Error *err)
{
    TRY(sandbox_output_list(sandbox->arena, sandbox->out, limits->files + 2, &sandbox->output,
                            err));
    SandboxReport *report = &sandbox->report;
    report->files = (int64_t)sandbox->output.files.count;
    report->bytes = sandbox->output.bytes;
    report->refused = sandbox->output.refused;
    bool ended = report->end == SANDBOX_CROWDED || report->end == SANDBOX_STOPPED;
    if (!ended && (report->files > limits->files + 2 || report->bytes > limits->out))
        report->end = SANDBOX_OVERFLOW;
    report->withheld = ended || report->end == SANDBOX_OVERFLOW;
    return ERROR_NONE;
}

const SandboxReport *
sandbox_report(const Sandbox *sandbox)
{
    return &sandbox->report;
}

ErrorKind
sandbox_visit(const Sandbox *sandbox, SandboxVisit visit, void *context, Error *err)
{
    if (sandbox->report.withheld)
        return ERROR_NONE;
    for (size_t at = 0; at < sandbox->output.files.count; at++)
    {
        CLOSES_FILE int fd = -1;
        const OutputFile *file = &sandbox->output.files.items[at];
        TRY(output_open(sandbox->out, file, &fd, err));
        TRY(visit(context, file->name, fd, file->size, err));
    }
    return ERROR_NONE;
}

void
sandbox_close(Sandbox **sandbox)
{
    Sandbox *closing = *sandbox;
    *sandbox = NULL;
    if (closing == NULL)
        return;
    file_close(&closing->out);
    arena_close(&closing->arena);
    free(closing);
}
