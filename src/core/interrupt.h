/*
 * Being asked to end: SIGHUP, SIGINT (Ctrl-C), SIGTERM. Most acts are cut short by it wherever they
 * are, and leave nothing half-done. One that must tell how it came out holds the signals back,
 * looks for them itself, and lets them act when it has told.
 */
#ifndef BERAAD_CORE_INTERRUPT_H
#define BERAAD_CORE_INTERRUPT_H

#include <stdbool.h>

/* From here on they wait, but those that are ignored (nohup). For the thread that calls it and
 * those it starts: no other may run. Whoever starts a program lets it begin without this. */
void interrupt_hold(void);

/* Is one waiting? */
bool interrupt_asked(void);

/* Whatever waits acts now: the process ends by it, and its caller sees that. */
void interrupt_release(void);

#endif
