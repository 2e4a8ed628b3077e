/*
 * Sealing: the tree of package.h as one tar stream through the `age` program, and a signature in
 * minisign's format beside it. age gives confidentiality only; who made it, what it is and that it
 * is whole stand in the signature.
 */
#ifndef BERAAD_RELEASE_SEAL_H
#define BERAAD_RELEASE_SEAL_H

#include "core/progress.h"
#include "release/package.h"

/* All borrowed; progress may be NULL. */
typedef struct SealInput
{
    const char *staging; /* as package_build left it */
    const PackageSummary *summary;
    const char *deliberation; /* id */
    const char *communication;
    int64_t release;       /* number of the release, from 1, rising within the communication */
    int64_t made;          /* seconds since 1970 UTC */
    const char *recipient; /* age public key: "age1..." */
    const PackageSigner *signer;
    const char *directory; /* where both files appear */
    const char *name; /* "19-002-sample-3": file names are name.tar.age and name.tar.age.minisig */
    Progress *progress;
} SealInput;

typedef struct SealSummary
{
    Digest tar;    /* of the tar stream before age: the same for the same content */
    Digest sealed; /* of NAME.tar.age: another one each time, for age draws a fresh file key */
    int64_t size;  /* of NAME.tar.age */
    const char *sealed_path;
    const char *signature_path;
} SealSummary;

/* Has this text the form of an age X25519 recipient: "age1" and 58 characters of Bech32 (BIP 173)?
 * Whether its check sum is right is age's to say (custody/recipient.h asks before). */
bool seal_recipient_valid(const char *text);

/*
 * Writes directory/NAME.tar.age and directory/NAME.tar.age.minisig; each goes to a temporary name,
 * is synced and renamed, the sealed file first: where the signature stands, the sealed file is
 * whole. An existing file of either name is replaced (the one who calls decides whether that may
 * be: a crashed release begins again). ERROR_USAGE: the recipient is no age key. ERROR_STATE: `age`
 * is not installed. ERROR_IO. On failure neither name is new.
 */
ErrorKind seal_package(Arena *arena, const SealInput *input, SealSummary *ret_summary,
                       Error *err) MUST_CHECK;

#endif
