/*
 * Verifying and opening a package on the recipient's side: no custody, no engine; the file, the
 * sender's public key and the recipient's own age identity are all it needs (and the `age`
 * program).
 *
 * Order: outer signature over every byte of the sealed file -> what the signature says (trusted
 * comment) against what was asked and against the register of packages received -> age -> the tar
 * stream, entry by entry against the signed manifest -> every digest -> only then the directory
 * appears.
 */
#ifndef BERAAD_RELEASE_OPEN_H
#define BERAAD_RELEASE_OPEN_H

#include "core/progress.h"
#include "release/manifest.h"

/* Text fields may be NULL where said so; all borrowed. */
typedef struct OpenInput
{
    const char *path;     /* NAME.tar.age; its signature stands beside it as NAME.tar.age.minisig */
    const char *key_path; /* the sender's minisign public key file */
    const char *identity; /* age identity file; NULL: only what can be seen from outside */
    const char *directory;     /* package_open: where the tree appears */
    const char *deliberation;  /* NULL, or the id that the package must be of */
    const char *communication; /* NULL, or the communication that it must be of */
    const char *register_path; /* register of packages received; NULL: none is kept or looked at */
    Date today;                /* past a date of the manifest package_open refuses */
    bool again; /* a package already in the register may be opened though a newer one came since */
    Progress *progress; /* may be NULL */
} OpenInput;

/* What the signature says of the package: its trusted comment, as a signed statement. */
typedef struct PackageStatement
{
    const char *deliberation;
    const char *communication;
    int64_t release;
    int64_t made;
    const char *file;   /* the sealed file's name */
    const char *signer; /* name of the key in manifest.json.note */
    Digest manifest;
} PackageStatement;

typedef struct OpenSummary
{
    PackageStatement statement;
    const char *key;    /* the sender's public key, 64 hexadecimal digits */
    const char *key_id; /* as minisign shows it: 16 hexadecimal digits */
    Digest sealed;
    int64_t size;
    bool received_before; /* the register holds this very package */
    bool inside;          /* the rest was looked at too */
    Digest tar;
    Manifest *manifest; /* NULL unless inside, or refused for its dates */
} OpenSummary;

/*
 * Checks without writing anything: outer signature and statement; with an identity all that is
 * inside too. ERROR_INTEGRITY: a signature, digest, name or register entry says no. ERROR_DATA: it
 * is not a package as doc/format says. ERROR_STATE: `age` is not installed. ERROR_IO.
 */
ErrorKind package_verify(Arena *arena, const OpenInput *input, OpenSummary *ret_summary,
                         Error *err) MUST_CHECK;

/* The same checks, and the tree in input->directory, which must not exist and appears whole or not
 * at all; then the package is in the register. ERROR_REFUSED, before anything is written, where a
 * date of the manifest has gone: of one year of it, and nothing opens. */
ErrorKind package_open(Arena *arena, const OpenInput *input, OpenSummary *ret_summary,
                       Error *err) MUST_CHECK;

/* Where the register of packages received is kept unless told otherwise:
 * $XDG_STATE_HOME/beraad/received.json, else $HOME/.local/state/beraad/received.json; NULL where
 * neither is set. */
char *package_register_path(Arena *arena);

#endif
