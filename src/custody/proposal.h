/*
 * What needs two actors: one proposes, another confirms, and what the second confirms is by digest
 * what the first proposed. A proposal changes nothing by itself.
 *
 *   standing --confirm--> confirmed        standing --withdraw--> withdrawn
 *
 * Of one matter of one deliberation at most one proposal stands; one that is on no deliberation is
 * named by its number, and any number of them stand. The entry `proposed` is the
 * proposer's; the confirming entry is that of the act itself (deliberation_registered ...) and
 * names the proposal's number.
 */
#ifndef BERAAD_CUSTODY_PROPOSAL_H
#define BERAAD_CUSTODY_PROPOSAL_H

#include "custody/actor.h"

/* What proposals are about; those of one matter exclude each other. */
typedef enum Matter
{
    MATTER_NONE,
    MATTER_DELIBERATION, /* to register, resume or end one */
    MATTER_RETENTION,    /* to declare a last delivery, to destroy */
    MATTER_SUBJECT,      /* to answer a person's question: of no deliberation, and several stand */
    MATTER_COUNT
} Matter;

const char *matter_name(Matter matter); /* as the state holds it */

typedef enum ProposalState
{
    PROPOSAL_STANDING,
    PROPOSAL_CONFIRMED,
    PROPOSAL_WITHDRAWN
} ProposalState;

/* "standing"; false for another text. */
bool proposal_state_parse(const char *name, ProposalState *ret_state);
const char *proposal_state_name(ProposalState state);

typedef struct Proposal
{
    int64_t number; /* from 1 */
    ProposalState state;
    Matter matter;
    const char *act;          /* the name of the act that is proposed, as in the gate's table */
    const char *deliberation; /* NULL: it is on none, and goes by its number */
    Digest digest;            /* of what is proposed: of bytes where there are any */
    const Digest *catalogue_digest; /* NULL where no catalogue belongs to it */
    const char *bytes;              /* what is proposed; NULL where the digest names it enough */
    size_t size;
    const Digest *text_digest; /* of the official text with it; NULL: there is none */
    const char *text;
    size_t text_size;
    const char *proposed_by;
    int64_t proposed_at; /* seconds since 1970 UTC */
} Proposal;

typedef struct ProposalList LIST_OF(Proposal) ProposalList;

/* Records a proposal of the actor: matter, act, deliberation, digest, catalogue_digest and bytes
 * are given. ERROR_STATE where one of the same matter and deliberation stands. */
ErrorKind proposal_add(Custody *custody, const Actor *actor, Proposal *proposal,
                       Error *err) MUST_CHECK;

/* The one that stands; *ret_proposal is NULL where none does. ERROR_INTEGRITY where the stored
 * bytes have not the digest that was proposed. */
ErrorKind proposal_find(Custody *custody, Arena *arena, const char *deliberation, Matter matter,
                        Proposal **ret_proposal, Error *err) MUST_CHECK;

/* The same of one that goes by its number. */
ErrorKind proposal_find_number(Custody *custody, Arena *arena, int64_t number, Matter matter,
                               Proposal **ret_proposal, Error *err) MUST_CHECK;

/* All that stand, by number, without bytes. */
ErrorKind proposal_list(Custody *custody, Arena *arena, ProposalList *ret_list,
                        Error *err) MUST_CHECK;

/* Inside the transaction of the confirming entry `entry`, signed by `actor`: the proposal is
 * confirmed. ERROR_STATE where it does not stand, or the actor made it herself. */
ErrorKind proposal_confirm(Custody *custody, const Actor *actor, int64_t number, int64_t entry,
                           Error *err) MUST_CHECK;

/* Takes a standing proposal back: by whoever made it or by who would have confirmed it. */
ErrorKind proposal_withdraw(Custody *custody, const Actor *actor, int64_t number,
                            Error *err) MUST_CHECK;

#endif
