/*
 * Project keys: one independent random key for each deliberation and communication, in a file of
 * its own under key/project/, wrapped under the root key. Destroying the file is final (design
 * section 7).
 */
#ifndef BERAAD_CUSTODY_KEY_H
#define BERAAD_CUSTODY_KEY_H

#include "catalogue/model.h"
#include "custody/actor.h"

#define PROJECT_KEY_SIZE 32

/* Purposes of keys derived from a project key by secret_derive. */
#define PURPOSE_PSEUDONYM "beraad pseudonym v1"
#define PURPOSE_SAMPLE "beraad sample v1"
#define PURPOSE_HOUSEHOLD "beraad household v1"
#define PURPOSE_CELL "beraad cell v1"
#define PURPOSE_NOISE "beraad noise v1"
#define PURPOSE_STORAGE "beraad storage v1"
#define PURPOSE_IMPORT "beraad import v1"
#define PURPOSE_QUARANTINE "beraad quarantine v1"

/* The version of a project key as a manifest states it. */
#define PROJECT_KEY_VERSION 1

/*
 * The deliberations that share the key of this communication, the oldest first: under its name the
 * key was made, and each of the others amends the one before it and goes on with its key
 * (`continues` of its registration). One that shares with none is alone in it. Every question below
 * about a key goes to the oldest by itself, so that all that share ask for one and the same. A key
 * that is named after a part of a communication (artefact.h) is never shared.
 */
ErrorKind project_key_line(Custody *custody, Arena *arena, const char *deliberation,
                           const char *communication, Names *ret_line, Error *err) MUST_CHECK;

/* The same, the oldest of it only. */
ErrorKind project_key_home(Custody *custody, Arena *arena, const char *deliberation,
                           const char *communication, const char **ret_home, Error *err) MUST_CHECK;

/* Does an amendment that has not ended go on with the key of this communication? Then it is not
 * this deliberation's any more to destroy. */
ErrorKind project_key_passed_on(Custody *custody, const char *deliberation,
                                const char *communication, bool *ret_passed, Error *err) MUST_CHECK;

/*
 * The key of this communication. Where there is none yet it is made, signed for by actor: the file
 * is durable first, then the entry key_created and the state in one transaction; actor NULL means
 * do not make one (ERROR_STATE). The custody must be unlocked, and open for writing where a key is
 * made. ERROR_INTEGRITY where the file is missing, damaged or of another communication; ERROR_STATE
 * where the key was destroyed (no other takes its place, ever), and where the clock was set back
 * (custody.h), however the custody was opened: past its date nothing opens.
 */
ErrorKind project_key_open(Custody *custody, const Actor *actor, const char *deliberation,
                           const char *communication, Secret **ret_key, Error *err) MUST_CHECK;

typedef enum ProjectKeyState
{
    PROJECT_KEY_NONE, /* never made */
    PROJECT_KEY_LIVE,
    PROJECT_KEY_DESTROYED
} ProjectKeyState;

/* Is there a key? No key is opened for this. */
ErrorKind project_key_state(Custody *custody, const char *deliberation, const char *communication,
                            ProjectKeyState *ret_state, Error *err) MUST_CHECK;

/* Is there a key that opens: made, not destroyed, and its end not decided? No key is opened. */
ErrorKind project_key_opens(Custody *custody, const char *deliberation, const char *communication,
                            bool *ret_opens, Error *err) MUST_CHECK;

/*
 * Destroys the key of this communication, and with it all that was made under it. In one
 * transaction: the entry key_destroyed, signed by actor, the state, and a new epoch (epoch.h), so
 * that no backup made before can be read with what is left in the custody. Then the key's file and
 * that of the old epoch are overwritten and removed; where that is cut short, the next opening for
 * writing does it, and project_key_open refuses from the transaction on.
 *
 * A key destroyed already: what is left of its files goes, no entry is made. ERROR_STATE: there
 * never was a key, or the custody is locked.
 *
 * It is complete everywhere only when epoch_is_left_behind (epoch.h) says no: until the separate
 * medium has been renewed (`custody medium`), whoever has it, an old backup and the passphrase can
 * bring the key back.
 */
ErrorKind project_key_destroy(Custody *custody, const Actor *actor, const char *deliberation,
                              const char *communication, Error *err) MUST_CHECK;

/* A key of a communication that was left although all that was made with it is destroyed: an
 * amendment goes on with it and was destroyed first, or a series is open and more may come. */
typedef struct IdleKey
{
    const char *deliberation; /* whose it is to destroy: the newest that shares it */
    const char *communication;
} IdleKey;
typedef struct IdleKeys LIST_OF(IdleKey) IdleKeys;

/* All of them, in the order in which they were made; none whose end is decided. */
ErrorKind project_keys_idle(Custody *custody, Arena *arena, IdleKeys *ret_keys,
                            Error *err) MUST_CHECK;

/* The name of the key's file under key/project/: hexadecimal SHA-256 of both names, and ".key". */
char *project_key_file(Arena *arena, const char *deliberation, const char *communication);

#endif
