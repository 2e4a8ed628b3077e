/*
 * What the files of core/ share among themselves.
 */
#ifndef BERAAD_CORE_INNER_H
#define BERAAD_CORE_INNER_H

#include "core/document.h"

/* Judges a file as bytes, before YAML sees any of it: false with one complaint where it is too
 * large, not UTF-8, or holds a character or a directive that has no place in it. */
bool document_bytes_check(const char *bytes, size_t size, Complaints *complaints);

#endif
