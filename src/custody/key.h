/*
 * Project keys: one independent random key for each deliberation and communication, in a file of
 * its own under key/project/, wrapped under the root key. Destroying the file is final (design
 * section 7).
 */
#ifndef BERAAD_CUSTODY_KEY_H
#define BERAAD_CUSTODY_KEY_H

#include "custody/actor.h"

#define PROJECT_KEY_SIZE 32

/* Purposes of keys derived from a project key by secret_derive. */
#define PURPOSE_PSEUDONYM "beraad pseudonym v1"
#define PURPOSE_SAMPLE "beraad sample v1"
#define PURPOSE_CELL "beraad cell v1"
#define PURPOSE_STORAGE "beraad storage v1"
#define PURPOSE_IMPORT "beraad import v1"
#define PURPOSE_QUARANTINE "beraad quarantine v1"

/* The version of a project key as a manifest states it. */
#define PROJECT_KEY_VERSION 1

/*
 * The key of this communication. Where there is none yet it is made, signed for by actor: the file
 * is durable first, then the entry key_created and the state in one transaction; actor NULL means
 * do not make one (ERROR_STATE). The custody must be unlocked, and open for writing where a key is
 * made. ERROR_INTEGRITY where the file is missing, damaged or of another communication.
 */
ErrorKind project_key_open(Custody *custody, const Actor *actor, const char *deliberation,
                           const char *communication, Secret **ret_key, Error *err) MUST_CHECK;

/* Is there a key? No key is opened for this. */
ErrorKind project_key_exists(Custody *custody, const char *deliberation, const char *communication,
                             bool *ret_exists, Error *err) MUST_CHECK;

/* The name of the key's file under key/project/: hexadecimal SHA-256 of both names, and ".key". */
char *project_key_file(Arena *arena, const char *deliberation, const char *communication);

#endif
