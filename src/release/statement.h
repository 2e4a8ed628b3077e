/*
 * The two signed statements about a package: the note beside the manifest, and the trusted comment
 * of the outer signature. Inner to release/.
 */
#ifndef BERAAD_RELEASE_STATEMENT_H
#define BERAAD_RELEASE_STATEMENT_H

#include "release/minisign.h"
#include "release/open.h"

/* The signed note (C2SP signed-note) that says: this is the manifest of this communication of this
 * deliberation. */
ErrorKind statement_note_sign(Arena *arena, const Manifest *manifest, const Digest *digest,
                              const PackageSigner *signer, char **ret_note, Error *err) MUST_CHECK;

/* ERROR_INTEGRITY unless bytes are exactly that note, signed under key by the signer that the
 * statement names. */
ErrorKind statement_note_check(Arena *arena, const char *bytes, size_t size,
                               const PackageStatement *statement, const MinisignKey *key,
                               Error *err) MUST_CHECK;

/* The statement as one line of canonical JSON, and its exact inverse (ERROR_DATA). */
char *statement_print(Arena *arena, const PackageStatement *statement);
ErrorKind statement_read(Arena *arena, const char *text, PackageStatement *ret_statement,
                         Error *err) MUST_CHECK;

#endif
