/*
 * The files of a certificate, for whoever writes them somewhere: the certificate as JSON and as a
 * page, each signed, and what recipients attested, each text with its signature and its key. One
 * list, so that a folder of certificates and a supervisor's kit hold the same.
 */
#ifndef BERAAD_RETENTION_CERTIFICATE_FILE_H
#define BERAAD_RETENTION_CERTIFICATE_FILE_H

#include "custody/destruction.h"

typedef struct CertificateFile
{
    const char *name;
    const char *bytes;
    size_t size;
} CertificateFile;

typedef struct CertificateFiles LIST_OF(CertificateFile) CertificateFiles;

/* Adds the files of a completed destruction to *files, and each attestation that is not among them
 * yet. first: which language the page shows first. ERROR_INTEGRITY where the certificate or an
 * attestation is not the one that was recorded. */
ErrorKind certificate_files(Custody *custody, Arena *arena, const Destruction *destruction,
                            Language first, CertificateFiles *files, Error *err) MUST_CHECK;

#endif
