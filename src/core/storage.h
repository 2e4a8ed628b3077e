/*
 * What becomes of bytes that are written below a directory: do they reach a disk as they are?
 *
 * Known are what Linux itself can say: file systems in memory (tmpfs, ramfs), as long as no swap
 * lies on a disk in clear (zram that writes to none does not); block devices of dm-crypt, also
 * below other device-mapper or RAID devices; folders under fscrypt. All else counts as clear, also what enciphers by itself and does
 * not say so in these ways.
 */
#ifndef BERAAD_CORE_STORAGE_H
#define BERAAD_CORE_STORAGE_H

#include "core/error.h"

#include <stdbool.h>

typedef enum StorageKind
{
    STORAGE_CLEAR,
    STORAGE_MEMORY,
    STORAGE_ENCIPHERED
} StorageKind;

/* ERROR_IO where there is no such directory. */
ErrorKind storage_kind(const char *directory, StorageKind *ret_kind, Error *err) MUST_CHECK;

/* Is this block device one of dm-crypt, or does it lie on such ones only? sysfs is "/sys". */
bool storage_device_enciphered(const char *sysfs, unsigned device_major, unsigned device_minor);

/* Is everything that these lines of /proc/swaps name in memory, or enciphered? */
bool storage_swaps_safe(const char *sysfs, const char *swaps);

#endif
