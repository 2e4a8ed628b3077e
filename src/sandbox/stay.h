/*
 * beraad-sandbox-init as what comes before bubblewrap, in the user namespace (where the supervisor
 * is not root), the mount namespace and the pid namespace that were made for it (launch.c):
 *
 *     beraad-sandbox-init stay USER GROUP CONTROL FILE... -- PROGRAM ARGUMENT...
 *
 * It makes the place of the job's files (store.h) and waits until the supervisor has filled them.
 * Where the supervisor is root it becomes USER and GROUP, else it is and stays these. Then it gives
 * up what rights it has and becomes the program.
 *
 * It is a program of its own because the supervisor lets nobody look at its memory (it holds keys;
 * PR_SET_DUMPABLE), a copy of it neither: what describes such a process in /proc is root's, the
 * maps of its users too. A new program is nobody's secret.
 */
#ifndef BERAAD_SANDBOX_STAY_H
#define BERAAD_SANDBOX_STAY_H

#define STAY_WORD "stay"

/* arguments: USER and what follows, NULL-ended. Returns only where it cannot, or where the
 * supervisor is gone: an exit status, after a word on standard error. */
int stay(char **arguments);

#endif
