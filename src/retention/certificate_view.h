/* What the files of the certificate's page share (certificate_page.c, certificate_limits.c). */
#ifndef BERAAD_RETENTION_CERTIFICATE_VIEW_H
#define BERAAD_RETENTION_CERTIFICATE_VIEW_H

#include "retention/certificate.h"

typedef struct CertificateView
{
    Text *page;
    Arena *arena;
    const json_t *value; /* the certificate */
} CertificateView;

/* The same in three languages. */
void certificate_say(const CertificateView *view, const char *nl, const char *fr, const char *en);

/* What it cannot prove, with what recipients attested; and how to check it. */
void certificate_add_limits(const CertificateView *view, const AttestedList *attested);
void certificate_add_check(const CertificateView *view, const AttestedList *attested);

#endif
