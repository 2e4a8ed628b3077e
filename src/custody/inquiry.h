/*
 * Inquiries: one person's question which deliveries and on-site data sets held her (GDPR art. 15).
 *
 *   standing --another person gives the same number--> answered        standing --> withdrawn
 *
 * An inquiry is a proposal (proposal.h) of the matter MATTER_SUBJECT. The person's number is in
 * neither state nor ledger, only a commitment to it: HMAC-SHA256 (RFC 2104) under HKDF-SHA256(root
 * key, PURPOSE_SUBJECT), over 32 fresh random bytes, the kind of the number and the number. Without
 * the root key nobody can try all numbers; the random bytes keep two inquiries about one person
 * from being recognised as such.
 */
#ifndef BERAAD_CUSTODY_INQUIRY_H
#define BERAAD_CUSTODY_INQUIRY_H

#include "catalogue/model.h"
#include "custody/proposal.h"
#include "person/identifier.h"

#define PURPOSE_SUBJECT "beraad subject v1"

/* Whom it is about: never copied into an arena. */
typedef struct InquiryPerson
{
    IdentifierKind kind;
    int64_t number;
} InquiryPerson;

typedef struct Inquiry
{
    int64_t number; /* of its proposal */
    ProposalState state;
    Names catalogues; /* in whose warehouses the person is looked for */
    const char *asked_by;
    int64_t asked_at;
    const char *settled_by; /* NULL: it stands */
    int64_t answered_at;    /* 0: it was not */
} Inquiry;

typedef struct InquiryList LIST_OF(Inquiry) InquiryList;

/* Records it for the actor: entry `proposed`. The custody is unlocked; several can stand. */
ErrorKind inquiry_ask(Custody *custody, const Actor *actor, const Names *catalogues,
                      const InquiryPerson *person, int64_t *ret_number, Error *err) MUST_CHECK;

/* One that stands, and its catalogues' names; *ret_proposal is NULL where none of that number
 * does. */
ErrorKind inquiry_find(Custody *custody, Arena *arena, int64_t number, Proposal **ret_proposal,
                       Names *ret_catalogues, Error *err) MUST_CHECK;

/* Is it about this person? The custody is unlocked. ERROR_INTEGRITY for a damaged proposal. */
ErrorKind inquiry_matches(Custody *custody, const Proposal *proposal, const InquiryPerson *person,
                          bool *ret_same, Error *err) MUST_CHECK;

/* Another actor has given the same number and is about to be told the answer: entry
 * subject_answered, which says how many deliveries were looked at and nothing of what was found.
 * Before the answer is shown. ERROR_STATE where it does not stand, or the actor asked herself. */
ErrorKind inquiry_answer(Custody *custody, const Actor *actor, const Proposal *proposal,
                         int64_t deliveries, Error *err) MUST_CHECK;

/* All, by number. */
ErrorKind inquiry_list(Custody *custody, Arena *arena, InquiryList *ret_list,
                       Error *err) MUST_CHECK;

#endif
