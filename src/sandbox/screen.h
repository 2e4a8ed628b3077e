/*
 * What a job writes to its terminal, on its way to the researcher's screen: text, colours and the
 * movements of the cursor, and nothing that makes a terminal do more. A terminal can be told to
 * fill the clipboard (OSC 52), to print (CSI i), to send its title or an answer back, to ring
 * another program: none of that passes. Nor does a mode that would stay in force when the job has
 * ended: each that passes is taken back then (SANDBOX_SCREEN_RESET).
 *
 * Source: ECMA-48 (control sequences), xterm's ctlseqs.
 */
#ifndef BERAAD_SANDBOX_SCREEN_H
#define BERAAD_SANDBOX_SCREEN_H

#include <stddef.h>

enum
{
    SCREEN_SEQUENCE = 48 /* bytes of the longest control sequence that passes */
};

/* Between two pieces; all zero at the beginning. */
typedef struct Screen
{
    int state;
    int more; /* bytes that the present character still has; outside one, none of 0x80-0xbf pass */
    size_t held; /* bytes of a sequence that is not yet whole */
    char sequence[SCREEN_SEQUENCE];
} Screen;

/* Passes size bytes on: at most size + SCREEN_SEQUENCE bytes to ret_bytes; how many is returned. */
size_t screen_pass(Screen *screen, const char *bytes, size_t size, char *ret_bytes);

#endif
