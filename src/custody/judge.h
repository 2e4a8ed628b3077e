/*
 * The judging of one question, shared by the files of the gate.
 */
#ifndef BERAAD_CUSTODY_JUDGE_H
#define BERAAD_CUSTODY_JUDGE_H

#include "custody/gate.h"

#define SECONDS_A_DAY 86400

typedef struct Judge
{
    Arena *arena;
    const GateFacts *facts;
    const Question *question;
    const ActRule *rule;
    const Deliberation *deliberation;   /* NULL: nothing can be said about what it allows */
    const Communication *communication; /* NULL: not in the deliberation, or none asked */
    Years years;
    Verdict verdict;
} Judge;

/* For a reason that rests on a rule of the custody, not of the deliberation. */
extern const Cites no_cites;

/* Adds a reason against the act. */
void object(Judge *judge, const char *code, const Cites *cites, const char *format, ...)
    FORMATS(4, 5);

/* What was typed, fit to be shown; "" for nothing. */
const char *shown(Judge *judge, const char *text);

/* What stands against who acts, against changing the key that the question is about, and for want
 * of an undertaking (gate_actor.c). */
void judge_actor(Judge *judge);
void judge_key(Judge *judge);
void judge_undertaking(Judge *judge);

/* What stands against an act on the deliberation: its state, and what was read of it; what is
 * proposed for it; and against registering the candidate (gate_deliberation.c). */
void judge_deliberation(Judge *judge);
void judge_proposal(Judge *judge);
void judge_candidate(Judge *judge);

/* What stands against changing the release that the question names: its state, and who agreed
 * (gate_release.c). */
void judge_release(Judge *judge);

/* What stands against an act on the output request that the question names (gate_output.c). */
void judge_output(Judge *judge);

#endif
