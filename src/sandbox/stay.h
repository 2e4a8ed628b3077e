/*
 * beraad-sandbox-init as what comes before bubblewrap, where the supervisor is not root: in a user
 * namespace that was made for it, it stays the user and the group that it was, and becomes the
 * program that it is given.
 *
 *     beraad-sandbox-init stay USER GROUP PROGRAM ARGUMENT...
 *
 * It is a program of its own because the supervisor lets nobody look at its memory (it holds keys;
 * PR_SET_DUMPABLE), a copy of it neither: what describes such a process in /proc is root's, the
 * maps of its users too. A new program is nobody's secret.
 */
#ifndef BERAAD_SANDBOX_STAY_H
#define BERAAD_SANDBOX_STAY_H

#define STAY_WORD "stay"

/* arguments: USER and what follows. Returns only where it cannot: an exit status, after a word on
 * standard error. The rights that it was given for this are gone by then. */
int stay(char **arguments);

#endif
