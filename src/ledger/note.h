/*
 * Signed notes and ledger checkpoints, made and verified. Pure: bytes in, bytes out.
 *
 * Source: C2SP signed-note (text, empty line, one line a signature: em dash, key name, base64 of 4
 * bytes of key hash and the signature) and C2SP tlog-checkpoint (origin, size, base64 of the root
 * hash). Ed25519 only: as plain signatures (algorithm byte 0x01) and as those of witnesses (C2SP
 * tlog-cosignature, cosignature/v1, algorithm byte 0x04).
 */
#ifndef BERAAD_LEDGER_NOTE_H
#define BERAAD_LEDGER_NOTE_H

#include "core/digest.h"
#include "core/secret.h"

#include <stdint.h>

#define NOTE_PUBLIC_KEY_SIZE 32
#define NOTE_SECRET_KEY_SIZE 64 /* libsodium's form: seed and public key */
#define NOTE_SIGNATURE_SIZE 64
#define NOTE_BYTES ((size_t)64 * 1024) /* a longer note is refused */
#define NOTE_SIGNATURES 16             /* so is one with more signatures */
#define NOTE_NAME_SIZE 64              /* the longest key name that beraad makes */

/* Who signs: the key's name (one word without '+') and its public half. */
typedef struct NoteKey
{
    const char *name;
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    bool is_witness; /* its signatures are cosignatures, which say when they were made */
} NoteKey;

/* May this be the name of a key, a custody or a ledger? Letters, digits, '.', '-', '_' and '/' ,
 * beginning with a letter or digit, at most NOTE_NAME_SIZE bytes: stricter than C2SP, so that it is
 * also safe in a message. */
bool note_name_valid(const char *name);

/* The key hash: first four bytes of SHA-256(name, line feed, algorithm byte, public key). */
void note_key_hash(const NoteKey *key, unsigned char ret_hash[4]);

/* "name+hash+base64", what Go's sumdb/note calls a verifier key; without a line feed.
 * note_key_parse takes exactly that and refuses a hash that does not fit the key. */
char *note_key_print(Arena *arena, const NoteKey *key);
bool note_key_parse(Arena *arena, const char *text, NoteKey *ret_key);

/* The signed note of text, which is UTF-8, ends in a line feed and holds no other control
 * character. The secret has NOTE_SECRET_KEY_SIZE bytes. ERROR_INTERNAL where text has not that
 * form. */
ErrorKind note_sign(Arena *arena, const char *text, const NoteKey *key, const Secret *secret,
                    char **ret_note, Error *err) MUST_CHECK;

/* As note_sign with a signature made elsewhere over the text. */
ErrorKind note_build(Arena *arena, const char *text, const NoteKey *key,
                     const unsigned char signature[NOTE_SIGNATURE_SIZE], char **ret_note,
                     Error *err) MUST_CHECK;

/* The line, with its line feed, by which a witness signs the text of a checkpoint at a moment
 * (seconds since 1970 UTC): to be put behind the note. */
char *note_cosign(Arena *arena, const char *text, const NoteKey *witness, const Secret *secret,
                  int64_t at);

/* The text of a note that key has signed; signatures of other keys are not looked at.
 * ERROR_INTEGRITY where the note is not well formed, lacks this key's signature, or has a wrong
 * one. */
ErrorKind note_open(Arena *arena, const char *bytes, size_t size, const NoteKey *key,
                    char **ret_text, Error *err) MUST_CHECK;

/* The tree of a ledger at one moment. */
typedef struct Checkpoint
{
    const char *origin;
    uint64_t size;
    Digest root;
} Checkpoint;

/* The text to be signed, and its exact inverse (ERROR_INTEGRITY). Lines after the third are allowed
 * when reading, and not kept. */
char *checkpoint_print(Arena *arena, const Checkpoint *checkpoint);
ErrorKind checkpoint_parse(Arena *arena, const char *text, Checkpoint *ret_checkpoint,
                           Error *err) MUST_CHECK;

#endif
