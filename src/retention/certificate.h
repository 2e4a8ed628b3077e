/*
 * The certificate of a destruction: what went, how, and what it cannot prove. It is made when the
 * keys and files are gone, its digest is in the ledger (destruction_completed), and its JSON in the
 * state; the page is written from the JSON alone, so that it says nothing else. The format is
 * doc/format/certificate.md.
 */
#ifndef BERAAD_RETENTION_CERTIFICATE_H
#define BERAAD_RETENTION_CERTIFICATE_H

#include "core/text.h"
#include "custody/attested.h"
#include "custody/destruction.h"
#include "custody/registration.h"

/* The canonical JSON of what has been done now by actor. */
ErrorKind certificate_make(Custody *custody, Arena *arena, const Actor *actor,
                           const Destruction *destruction, const Registration *registration,
                           const KeyProbes *probes, char **ret_certificate, Error *err) MUST_CHECK;

/* What recipients attested of the destruction of these artefacts until now, by artefact: what came
 * after the certificate is no part of what was signed. */
ErrorKind certificate_attested(Custody *custody, Arena *arena, const Destruction *destruction,
                               AttestedList *ret_list, Error *err) MUST_CHECK;

/* "attestation-12": the name of the files that hold what was signed (.txt, .txt.minisig) and the
 * key by which it was (.pub). */
char *certificate_attestation_name(Arena *arena, const Attested *attested);

/* The page in nl, fr and en. ERROR_INTEGRITY where certificate is none. */
ErrorKind certificate_page(Arena *arena, const char *certificate, const Destruction *destruction,
                           const AttestedList *attested, Language first, Text *page,
                           Error *err) MUST_CHECK;

/* The minisign signature of bytes by the custody, with a trusted comment that names the file. */
ErrorKind certificate_sign(Custody *custody, Arena *arena, const char *file, const void *bytes,
                           size_t size, char **ret_signature, Error *err) MUST_CHECK;

#endif
