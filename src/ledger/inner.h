/* What the files of ledger/ share. */
#ifndef BERAAD_LEDGER_INNER_H
#define BERAAD_LEDGER_INNER_H

#include "ledger/entry.h"

/* A text of 1 to 256 bytes without control characters. */
bool value_is_name(const json_t *value);

/* An integer from 0. */
bool value_is_count(const json_t *value);

/* The base64 of exactly size bytes, which it gives. */
bool value_is_base64(const json_t *value, unsigned char *ret_bytes, size_t size);

/* Has body the fields of its type, each of its kind, and no other? */
bool body_has_form(const json_t *body, EntryType type);

#endif
