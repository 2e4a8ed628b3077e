/*
 * The custodian's own directory: state, keys, ledger, quarantine, outgoing (doc/format/custody.md).
 *
 *   state.db  key/root.key key/signing.key key/project/  actor/NAME.key  held/ outgoing/ work/
 * public/  lock
 *
 * One process writes at a time (a lock on the file `lock`); readers need none. Opening for writing
 * first finishes or undoes what a killed process left behind. Nothing here reads the clock: the
 * moment is given when the custody is opened.
 */
#ifndef BERAAD_CUSTODY_CUSTODY_H
#define BERAAD_CUSTODY_CUSTODY_H

#include "core/date.h"
#include "core/secret.h"
#include "ledger/note.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Custody Custody;

typedef enum CustodyMode
{
    CUSTODY_READ,
    CUSTODY_WRITE
} CustodyMode;

/* What deriving a key from a passphrase costs (Argon2id, RFC 9106); kept with each wrapped key. */
typedef struct KdfCost
{
    uint64_t passes;
    uint64_t memory; /* bytes */
} KdfCost;

/* Three passes over 64 MiB: the second recommended option of RFC 9106 section 4, in libsodium's
 * single lane. */
extern const KdfCost kdf_cost_default;

typedef struct CustodyInit
{
    const char *directory; /* not there yet, or empty */
    const char
        *name; /* as note_name_valid; the ledger's origin and the name of the custody's key */
    const Secret *passphrase;
    int64_t now; /* seconds since 1970 UTC */
    KdfCost cost;
} CustodyInit;

/* What of it is refused before anything is made: the name, the directory. No passphrase is needed
 * for that. */
ErrorKind custody_init_check(const CustodyInit *how, Error *err) MUST_CHECK;

/* Makes a custody: all of it appears by one rename, or nothing. */
ErrorKind custody_init(const CustodyInit *how, Error *err) MUST_CHECK;

/*
 * ERROR_STATE: not a custody, of another version, open to other users; with CUSTODY_WRITE also
 * locked by another writer, or the clock stands more than CUSTODY_CLOCK_SLACK seconds before the
 * last ledger entry.
 * ERROR_INTEGRITY: damaged, or a file in outgoing/ that the ledger does not know. With
 * CUSTODY_WRITE, custody_recover (recover.h) has been run.
 */
#define CUSTODY_CLOCK_SLACK 300
ErrorKind custody_open(const char *directory, CustodyMode mode, int64_t now, Custody **ret_custody,
                       Error *err) MUST_CHECK;
void custody_close(Custody **custody);
#define CLOSES_CUSTODY __attribute__((cleanup(custody_close)))

/* Opens the root key, and with it the custody's signing key and the project keys. ERROR_STATE for a
 * wrong passphrase. Never called before the gate said yes (design section 10, invariant 1). */
ErrorKind custody_unlock(Custody *custody, const Secret *passphrase, Error *err) MUST_CHECK;

/* ERROR_STATE where there is no root key to be opened: it is sealed in shares. For whoever would
 * ask for a passphrase. */
ErrorKind custody_root_check(const Custody *custody, Error *err) MUST_CHECK;
bool custody_unlocked(const Custody *custody);

const char *custody_name(const Custody *custody);

/* The moment that was given; opened for reading, not before that of the last entry: with a clock
 * that was set back no date seems further away than it was then. */
int64_t custody_now(const Custody *custody);
Date custody_today(const Custody *custody); /* the UTC day of custody_now */

/* How many seconds the clock stands before the last entry, where those are more than
 * CUSTODY_CLOCK_SLACK; else 0. For a note to whoever only looks. */
int64_t custody_clock_lag(const Custody *custody);

/* It is `now` by now. The moment never goes back. */
void custody_advance(Custody *custody, int64_t now);

/* "held/x" under the custody's directory. */
char *custody_path(Arena *arena, const Custody *custody, const char *name);

/* The custody's signing key: its public half as a key of notes, and the eight bytes by which
 * minisign names it (the first eight of the SHA-256 of the public key). */
#define CUSTODY_KEY_ID_SIZE 8
NoteKey custody_note_key(const Custody *custody);
void custody_key_id(const Custody *custody, unsigned char ret_id[CUSTODY_KEY_ID_SIZE]);

/* An Ed25519 signature (RFC 8032) of the custody over the bytes. ERROR_STATE where the custody is
 * locked. */
ErrorKind custody_sign(Custody *custody, const void *bytes, size_t size,
                       unsigned char ret_signature[NOTE_SIGNATURE_SIZE], Error *err) MUST_CHECK;

/* A signed note of text by the custody (note.h). */
ErrorKind custody_sign_note(Custody *custody, Arena *arena, const char *text, char **ret_note,
                            Error *err) MUST_CHECK;

/* The two lines of a minisign public key file, for these 32 bytes. */
char *minisign_public_key_print(Arena *arena, const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE]);

#endif
