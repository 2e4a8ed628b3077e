/*
 * What a recipient signed of packages: that they were received, or destroyed. A small text of fixed
 * lines, so that it can be written by hand and means the same to everybody; read in exactly that
 * form. The format is doc/format/attestation.md.
 */
#ifndef BERAAD_RETENTION_ATTESTATION_H
#define BERAAD_RETENTION_ATTESTATION_H

#include "custody/attested.h"
#include "custody/recipient.h"

#define ATTESTATION_BYTES ((size_t)64 * 1024)
#define ATTESTATION_PACKAGES 500

typedef struct Attestation
{
    const char *deliberation;
    const char *communication;
    const char *recipient;
    AttestedEvent event;
    Date on_date;
    struct LIST_OF(Digest) packages; /* digests of the sealed files; at least one, all different */
} Attestation;

/* attestation_print and attestation_parse are inverse. ERROR_DATA with the line of what is not as
 * it must be. Pure. */
ErrorKind attestation_parse(Arena *arena, const char *bytes, size_t size,
                            Attestation *ret_attestation, Error *err) MUST_CHECK;
char *attestation_print(Arena *arena, const Attestation *attestation);

/* Did this recipient sign these bytes? ERROR_STATE: it has no minisign key here. ERROR_DATA: no
 * signature, or of the legacy form. ERROR_INTEGRITY: of another key, or of other bytes. Pure. */
ErrorKind attestation_check(const char *bytes, size_t size, const char *signature,
                            size_t signature_size, const Recipient *recipient,
                            Error *err) MUST_CHECK;

#endif
