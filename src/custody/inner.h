/* What the files of custody/ share. */
#ifndef BERAAD_CUSTODY_INNER_H
#define BERAAD_CUSTODY_INNER_H

#include "custody/custody.h"
#include "custody/record.h"
#include "custody/recover.h"
#include "custody/release.h"
#include "ledger/tree.h"
#include "store/store.h"

#define ROOT_KEY_FILE "key/root.key"
#define ROOT_KEY_SIZE 32
#define ROOT_KEY_PURPOSE "root key"
#define SIGNING_KEY_FILE "key/signing.key"
#define SIGNING_KEY_PURPOSE "signing key"
#define SEED_SIZE 32
#define BACKUP_FORMAT "beraad backup v1"
#define BACKUP_PURPOSE                                                                             \
    "beraad backup v1" /* of the key that a backup lies under, from the root key */
#define BACKUP_HEAD_BYTES ((size_t)32 * 1024)
#define CHECKPOINT_FILE "public/checkpoint"
#define WITNESSED_FILE "public/witnessed"

struct Custody
{
    Arena *arena;
    char *directory;
    CustodyMode mode;
    int64_t now;   /* the moment of what is done */
    int64_t clock; /* as it was read; opened for reading, before `now` where it was set back */
    int lock;
    Store *store;
    const char *name;
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    Secret *root;    /* NULL while locked */
    Secret *signing; /* libsodium's form, NULL while locked */
    Recovery recovery;
    int64_t published; /* the tiles of that many entries are known to lie in public/ */
};

extern const StoreSchema custody_schema;

/* The file of an epoch key in the custody, and what it says it is. */
char *epoch_path(Arena *arena, const Custody *custody, int64_t epoch);
char *epoch_purpose(Arena *arena, const char *custody, int64_t epoch);

/* The root key of this file, by whatever the file says it is wrapped with (passphrase; or the PIN
 * of a token). */
ErrorKind root_key_open(const char *path, const Secret *passphrase, Secret **ret_root,
                        Error *err) MUST_CHECK;

/* Directories that must be there, open to nobody else; NULL-ended. */
extern const char *const custody_directories[];

/* Learns from the open store whose custody it is. */
ErrorKind custody_identify(Custody *custody, Error *err) MUST_CHECK;

/* ERROR_STATE where the clock stands more than CUSTODY_CLOCK_SLACK seconds before the last entry.
 * Asked when the custody is opened for writing, and before a project key is opened for whatever
 * reason: else a clock set back would open what is past its date. */
ErrorKind custody_clock_check(Custody *custody, Error *err) MUST_CHECK;

/* What recovery does to a folder: whatever lies in it and `known` counts 0 rows for (of its name)
 * goes; NULL: everything. Key files are overwritten first. */
typedef struct RecoverFolder
{
    const char *name; /* NULL: the end of the table */
    const char *known;
    bool keys;
} RecoverFolder;
extern const RecoverFolder recover_folders[];

/* How many things of this name the ledger knows in outgoing/. */
extern const char recover_known_outgoing[];

/* Is the root key in the shares only? */
ErrorKind split_is_sealed(Custody *custody, bool *ret_sealed, Error *err) MUST_CHECK;

/* Removes key/root.key where the state has it as sealed in the shares. */
ErrorKind split_erase_sealed(Custody *custody, Error *err) MUST_CHECK;

/* The entry root_wrapped, after the file was written. by: "passphrase" or "token". */
ErrorKind record_wrapped(Custody *custody, const char *by, Error *err) MUST_CHECK;

/* Unlocks the custody with a root key, which it takes. ERROR_INTEGRITY: it is not its own. */
ErrorKind custody_unlock_root(Custody *custody, Secret **root, Error *err) MUST_CHECK;

/* What a project key's file says it is. */
char *project_key_purpose(Arena *arena, const char *deliberation, const char *communication);

/* The parts of making a custody that restoring one shares: its directories, its public keys, and
 * the rename (after a sync of all) that lets it appear. */
ErrorKind custody_make_directories(const char *directory, Error *err) MUST_CHECK;
ErrorKind custody_publish_keys(Custody *custody, Error *err) MUST_CHECK;
ErrorKind custody_put_in_place(const char *made, const char *directory, Error *err) MUST_CHECK;

/* A new random epoch key, durable in key/; the custody's root key is open. */
ErrorKind epoch_make(Custody *custody, int64_t epoch, Error *err) MUST_CHECK;

/* The epoch key of a file; path NULL: that of the custody. */
ErrorKind epoch_open(Custody *custody, const char *path, int64_t epoch, Secret **ret_key,
                     Error *err) MUST_CHECK;

/* Erases every epoch key in key/ but that of the present epoch. */
ErrorKind epoch_erase_old(Custody *custody, Error *err) MUST_CHECK;

/* The seed's signing key; its public half must be the given one. */
ErrorKind signing_key_open(const Secret *seed, const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE],
                           Secret **ret_signing, Error *err) MUST_CHECK;

/* A new key of this actor as a file of that version, and its public half as text; and its row,
 * inside a transaction (actor_key.c). */
ErrorKind actor_key_make(Custody *custody, Arena *arena, const ActorNew *actor, int64_t version,
                         const char **ret_public_key, Error *err) MUST_CHECK;
ErrorKind actor_key_record(Custody *custody, const char *name, int64_t version,
                           const char *public_key, int64_t entry, Error *err) MUST_CHECK;

/* What a key file of this actor says it is. */
char *actor_key_purpose(Arena *arena, const Custody *custody, const char *name, int64_t version);

/* base64 of a public key, and back; false for anything else. */
char *public_key_print(Arena *arena, const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE]);
bool public_key_parse(const char *text, unsigned char ret_public_key[NOTE_PUBLIC_KEY_SIZE]);

/* A digest as the state holds it. ERROR_INTEGRITY where the text is none. */
ErrorKind state_digest(const char *text, Digest *ret_digest, Error *err) MUST_CHECK;

/* The first component of a release's path: what moves. */
char *release_staged(Arena *arena, const char *package);

/* ["sample"] as JSON. */
json_t *names_json(const Names *names);

/* [1,2] as JSON. */
json_t *counts_json(const int *items, size_t count);

/* A JSON text of the state. ERROR_INTEGRITY where it is none. */
ErrorKind state_json(Arena *arena, const char *text, json_t **ret_value, Error *err) MUST_CHECK;

/* "[2012,2014]" of the state, as years. */
ErrorKind state_years(Arena *arena, const char *text, Years *ret_years, Error *err) MUST_CHECK;

/* Writes public/checkpoint anew where it is behind the newest signed checkpoint. ERROR_INTEGRITY
 * where it is ahead of the state or contradicts it: then the state is an older one. */
ErrorKind record_publish(Custody *custody, Error *err) MUST_CHECK;

/* Writes what is missing of public/: tiles, then the newest checkpoint with its cosignatures, and
 * the newest that has any. */
ErrorKind publish_ledger(Custody *custody, Error *err) MUST_CHECK;

/* The newest signed checkpoint (witnessed: the newest that a witness has cosigned) with its
 * cosignatures; *ret_note is NULL where there is none. */
ErrorKind publish_note(Custody *custody, Arena *arena, bool witnessed, int64_t *ret_size,
                       char **ret_note, Error *err) MUST_CHECK;

/* Are the tiles of the first `size` entries what the state says, those too that earlier trees had
 * and that are still there? Missing ones are no fault. */
ErrorKind publish_verify(Custody *custody, int64_t size, Error *err) MUST_CHECK;

/* How many of the files that show the first `size` entries are not in public/. */
ErrorKind publish_missing(Custody *custody, int64_t size, int64_t *ret_missing,
                          Error *err) MUST_CHECK;

/* The state as the source of proofs. */
TreeSource publish_source(Custody *custody);

/* Does the state say what the ledger says? One step for each entry, and one at the end. */
typedef struct StateCheck StateCheck;
StateCheck *state_check_new(Arena *arena, Custody *custody);
ErrorKind state_check_entry(StateCheck *check, const Entry *entry, Error *err) MUST_CHECK;
ErrorKind state_check_end(StateCheck *check, Error *err) MUST_CHECK;

/* Which entry lists the obligation of a year of an artefact, and is it what the state says
 * (check_listed.c)? listed_check for each entry with obligations, listed_end behind the last. */
typedef struct ListedObligations ListedObligations;
ListedObligations *listed_new(Arena *arena, Custody *custody);
ErrorKind listed_check(ListedObligations *listed, const Entry *entry, Error *err) MUST_CHECK;
ErrorKind listed_end(ListedObligations *listed, Error *err) MUST_CHECK;

/* Are the bytes that the state keeps of this entry those of its digests (check_text.c)? */
ErrorKind state_check_text(Custody *custody, const Entry *entry, Error *err) MUST_CHECK;

#endif
