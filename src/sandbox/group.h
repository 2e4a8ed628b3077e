/*
 * A cgroup (v2) for one job: memory, processes and processors bounded by the kernel for all of its
 * processes together. Source: the kernel's Documentation/admin-guide/cgroup-v2.rst.
 *
 * A host offers it when some cgroup above ours may be written by us and gives its children the
 * controllers memory, pids and cpu. The paths are arguments, so that a test can lay out a
 * hierarchy.
 */
#ifndef BERAAD_SANDBOX_GROUP_H
#define BERAAD_SANDBOX_GROUP_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct GroupLimits
{
    int64_t memory; /* bytes, files in the job's tmpfs included; never swapped */
    int processes;  /* and threads */
    int processors;
} GroupLimits;

typedef struct Group
{
    const char *folder; /* NULL: there is none */
    int procs;          /* cgroup.procs, for writing; -1: there is none */
} Group;
#define NO_GROUP ((Group){NULL, -1})

/* The nearest cgroup at or above ours in which jobs can have theirs; NULL: the host offers none.
 * mount is where the v2 hierarchy is mounted, own the text of /proc/self/cgroup. */
char *group_parent(Arena *arena, const char *mount, const char *own);

/* group_parent for this process on this host. */
char *group_parent_here(Arena *arena);

/* Makes the cgroup of this supervisor's job below parent and sets its limits; a process has one job
 * at a time. Cgroups of jobs whose supervisor was killed are removed first. */
ErrorKind group_open(Arena *arena, const char *parent, pid_t supervisor, const GroupLimits *limits,
                     Group *ret_group, Error *err) MUST_CHECK;

/* The highest use of memory in bytes, and whether the kernel ended it for that; 0 where the kernel
 * does not tell. */
int64_t group_memory(Arena *arena, const Group *group, bool *ret_exhausted);

/* Kills what is left in it and removes it. NO_GROUP is allowed. */
void group_close(Group *group);
#define CLOSES_GROUP __attribute__((cleanup(group_close)))

#endif
