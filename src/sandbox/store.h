/*
 * The job's files, in memory, before there is a sandbox: a tmpfs in a mount namespace that holds
 * nobody but the process that calls this and what comes of it. Part of beraad-sandbox-init
 * (stay.h), which stands alone: the C library, note.h and nothing else of the house.
 *
 * It is mounted with huge=within_size where the kernel takes that, so that what a job reads lies in
 * large pages as the host's own files do, and with noswap (Linux 6.4, root only) where it takes
 * that. Each file has all its pages before a byte comes: so they are counted in the job's cgroup,
 * not in the supervisor's, who writes them. More than fifteen sixteenths of the memory that the
 * host has to give is not asked for: it would end other processes for it.
 *
 * Source: the kernel's Documentation/filesystems/tmpfs.rst, mount_namespaces(7).
 */
#ifndef BERAAD_SANDBOX_STORE_H
#define BERAAD_SANDBOX_STORE_H

/* Where it is mounted, in that namespace: every Linux has the place, nothing of a tool chain is
 * below it, and bubblewrap does not look there. File number N is PLACE_STORE "/N". */
#define PLACE_STORE "/sys"

/* One file: its mode as four octal digits and its bytes, "0644:1048576". */
#define STORE_FILE "%04o:%lld"

/* Files of one job: SANDBOX_FILES_MAX and our own. */
#define STORE_FILES_MAX 512

/* What it says where the host has not the memory. */
#define STORE_FULL "no memory for the job's files"

/* Mounts it, large enough for these files (STORE_FILE each) and no more. What it returns is NULL,
 * or what it could not do, with errno. */
const char *store_mount(char *const *files, int count);

/* Makes the files, owned by whoever calls, and sends a descriptor of each to the supervisor, in
 * their order (NOTE_FILES). Returns as store_mount. */
const char *store_hand_over(char *const *files, int count, int control);

#endif
