/*
 * A tar stream with one possible form for each content: ustar headers (POSIX.1-1988, IEEE Std
 * 1003.1 "pax", ustar interchange format) in which everything but name and size is fixed: mode
 * 0644, owner 0, time 0, regular file. A reader therefore needs no parser: it makes the one header
 * that may come next and compares 512 bytes.
 */
#ifndef BERAAD_RELEASE_TAR_H
#define BERAAD_RELEASE_TAR_H

#include "core/error.h"

#include <stddef.h>
#include <stdint.h>

#define TAR_BLOCK 512

/* name: as manifest_name_valid; size: 0 to MANIFEST_FILE_BYTES. */
void tar_header(const char *name, int64_t size, unsigned char ret_block[TAR_BLOCK]);

/* The size field of a header, or -1 where it is not eleven octal digits and a zero byte. */
int64_t tar_header_size(const unsigned char block[TAR_BLOCK]);

/* Zero bytes that follow size bytes of content up to the next block. */
size_t tar_padding(int64_t size);

/* Two zero blocks end the stream. */
#define TAR_END ((size_t)2 * TAR_BLOCK)

#endif
