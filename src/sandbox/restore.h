/*
 * beraad-sandbox-init as what gives the researcher's terminal back where the supervisor cannot: it
 * was killed, or ended by a signal, in the middle of an interactive job. The job dies with its
 * supervisor, and the terminal would stay as both had it: raw, on the other screen, with the mouse.
 *
 *     beraad-sandbox-init restore   < a pipe from the supervisor, > the terminal
 *
 * The supervisor sends a RestoreTerminal, and one byte when it has given the terminal back itself.
 * A pipe that ends without that byte means that nobody has.
 *
 * It is a program of its own for the reason that stay.h gives, and stands alone: the C library and
 * nothing else of the house.
 */
#ifndef BERAAD_SANDBOX_RESTORE_H
#define BERAAD_SANDBOX_RESTORE_H

#include <termios.h>

#define RESTORE_WORD "restore"

/* Gives a screen back on which a job was shown, wherever it stopped, in the middle of a line or of
 * a control sequence (CAN ends that): margins, colours, the first screen, and each mode that a job
 * can set (screen.c); a new line. For who tells of the end: a screen can stand still. */
#define SANDBOX_SCREEN_RESET                                                                       \
    "\030\0337\033[r\0338\033[0m\033[?1049l\033[?25h\033[?12l\033[?7h\033[4l\033[?1l\033[?5l"      \
    "\033[?2004l\033[?1000l\033[?1002l\033[?1003l\033[?1006l\n"

typedef struct RestoreTerminal
{
    struct termios before; /* as it was found */
    struct termios raw;    /* as the supervisor left it: whoever has changed it since, keeps it */
    int flags;             /* of the screen's descriptor before; -1: not known */
} RestoreTerminal;

/* Waits for the end. An exit status. */
int restore(void);

#endif
