/*
 * The kinds of personal identifier that a catalogue may use, and the 16-byte block that stands for
 * a person.
 *
 * A warehouse column of identifiers is a 64-bit integer. Kind and number together make the block
 * that is enciphered (design section 7), so that persons of different kinds never share a pseudonym
 * under one key.
 */
#ifndef BERAAD_PERSON_IDENTIFIER_H
#define BERAAD_PERSON_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum IdentifierKind
{
    IDENTIFIER_OPAQUE = 0, /* any number from 0 up: a record number, without inner rules */
    IDENTIFIER_INSZ = 1    /* Belgian social-security number, as insz.h checks it */
} IdentifierKind;

/* The kind that a catalogue names ("opaque", "insz"); false for an unknown name. */
bool identifier_kind_parse(const char *name, IdentifierKind *ret_kind);
const char *identifier_kind_name(IdentifierKind kind);

/* May this number be an identifier of this kind? */
bool identifier_valid(IdentifierKind kind, int64_t number);

/* The number that this text writes: for INSZ exactly eleven digits, for an opaque number decimal
 * digits without sign or leading zero. False where the text has another form; whether the number is
 * valid is not asked. */
bool identifier_parse(IdentifierKind kind, const char *text, size_t size, int64_t *ret_number);

/* As identifier_valid over a vector; ret_valid[at] is 1 or 0. */
void identifier_valid_many(IdentifierKind kind, const int64_t *numbers, size_t count,
                           bool *ret_valid);

#endif
