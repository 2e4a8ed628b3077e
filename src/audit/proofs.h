/*
 * The proofs of inclusion of the entries that an audit cites, as files.
 */
#ifndef BERAAD_AUDIT_PROOFS_H
#define BERAAD_AUDIT_PROOFS_H

#include "audit/audit.h"
#include "audit/folder.h"

/* For each cited entry under the signed checkpoint PREFIX/entry-N.json, its bytes, and
 * PREFIX/entry-N.tlog-proof (ledger/proof.h); prefix "" is the folder itself. */
ErrorKind audit_add_proofs(Custody *custody, const Audit *audit, const char *prefix, Folder *folder,
                           size_t *ret_count, Error *err) MUST_CHECK;

#endif
