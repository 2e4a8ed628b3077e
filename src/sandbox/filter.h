/*
 * The system calls that a job may make: a list, and nothing else. What is not on it answers ENOSYS,
 * as on a kernel that never had it, so that a C library falls back where it can. Another
 * architecture's calls (x32, i386) end the process.
 *
 * Source: seccomp(2); the list is what glibc, R, CPython and DuckDB use, less everything that makes
 * sockets, namespaces, mounts, keys, devices, queues, anonymous files or shared anonymous memory,
 * looks into another process, or changes how one is scheduled.
 */
#ifndef BERAAD_SANDBOX_FILTER_H
#define BERAAD_SANDBOX_FILTER_H

#include "core/error.h"

/* The list as a BPF program (seccomp_export_bpf(3)) in an anonymous file, at its first byte. */
ErrorKind filter_open(int *ret_fd, Error *err) MUST_CHECK;

#endif
