/*
 * What the first process of a sandbox (init.c), before it what becomes bubblewrap (stay.h), and
 * their supervisor (run.c) tell each other, over a socket of whole messages (SOCK_SEQPACKET) that
 * no process of the job ever holds. The first two stand alone: they use the C library and this
 * header and nothing else of the house.
 *
 *     stay          FILES, with descriptors to write to    so many of the job's files, in order;
 *                                                          again until it was every one
 *     supervisor    one byte                               they are filled
 *     init          READY, with a descriptor of /out       all files are in place
 *     supervisor    one byte                               go
 *     supervisor    one byte, each second                  go on: it is there, and was allowed to
 *     init          ENDED                                  no process of the job is left
 *
 * The end of the stream on either side: the other one is gone; init then ends everything.
 */
#ifndef BERAAD_SANDBOX_NOTE_H
#define BERAAD_SANDBOX_NOTE_H

#include <stdint.h>

typedef enum NoteKind
{
    NOTE_READY = 1,
    NOTE_ENDED = 2,
    NOTE_FILES = 3
} NoteKind;

/* Descriptors in one message; the kernel takes 253. */
#define NOTE_FILES_MOST 128

/* Why init ended the job; NOTE_BY_ITSELF: it did not. NOTE_STOPPED: the supervisor did.
 * NOTE_SILENT: init heard nothing of a supervisor that lives (it stands still, SIGSTOP). */
typedef enum NoteReason
{
    NOTE_BY_ITSELF = 0,
    NOTE_ABSENT,
    NOTE_TIME,
    NOTE_MEMORY,
    NOTE_CROWDED,
    NOTE_STOPPED,
    NOTE_SILENT
} NoteReason;

typedef struct Note
{
    int32_t kind;
    int32_t reason;
    int32_t status; /* as waitpid(2) gives it */
    int32_t processes;
    int32_t survivors;
    int32_t unused;
    int64_t milliseconds;
    int64_t processor_milliseconds;
    int64_t memory;
} Note;

/* The limits that init keeps, in the order of its arguments: "memory=1048576" and so on, then "--"
 * and the job's program with its arguments. */
#define NOTE_LIMITS                                                                                \
    X(control)      /* descriptor of the socket */                                                 \
    X(terminal)     /* descriptor of the job's terminal, or -1 */                                  \
    X(memory)       /* bytes, of all processes together */                                         \
    X(file)         /* bytes of the largest file */                                                \
    X(out)          /* files in /out */                                                            \
    X(scratch)      /* files in /scratch and in /dev/shm */                                        \
    X(processes)    /* and threads */                                                              \
    X(silence)      /* milliseconds that the supervisor may be silent */                           \
    X(milliseconds) /* from start to end */

#endif
