/*
 * What the custodian says himself for the record of processing, and no deliberation or custody
 * knows: a YAML file (doc/format/audit-record.md). Pure. What is left empty stays to be filled in.
 */
#ifndef BERAAD_AUDIT_DETAILS_H
#define BERAAD_AUDIT_DETAILS_H

#include "catalogue/model.h"
#include "core/document.h"

#define DETAILS_BYTES ((size_t)64 * 1024)
#define DETAILS_TEXT 4000 /* bytes of one text */
#define DETAILS_MORE 100  /* further fields */

/* A text; in[0] NULL: to be filled in. */
typedef Wording DetailsText;

/* A field that another law asks for. */
typedef struct DetailsField
{
    Wording label;
    const char *law; /* "act of ..., article ..." */
    DetailsText text;
} DetailsField;

typedef struct Details
{
    DetailsText contact;           /* of the controller */
    DetailsText representative;    /* of the controller */
    DetailsText officer;           /* for data protection */
    DetailsText joint_controllers; /* who decides with it */
    DetailsText legal_basis;
    DetailsText transfers; /* to other countries and their safeguards */
    DetailsText security;  /* measures outside beraad */
    struct LIST_OF(DetailsField) more;
} Details;

/* False with at least one complaint, with its place, where it is not of the form. */
bool details_read(Arena *arena, const char *bytes, size_t size, Complaints *complaints,
                  Details *ret_details);

#endif
