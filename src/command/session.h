/*
 * What the commands that touch a custody share: open it, ask the gate, and only then open keys; and
 * show a verdict.
 *
 *     CLOSES_SESSION Session session = {0};
 *     TRY(session_open(call, CUSTODY_WRITE, &session, err));
 *     TRY(session_deliberation(&session, id, &catalogue, &deliberation, err));
 *     Question question = {.act = ACT_RELEASE_RUN, ...};
 *     TRY(session_ask(&session, &question, err));       ERROR_REFUSED: the verdict has been shown
 *     ... whatever else can be refused without a key ...
 *     TRY(session_unlock(&session, err));               only now somebody is asked for a passphrase
 */
#ifndef BERAAD_COMMAND_SESSION_H
#define BERAAD_COMMAND_SESSION_H

#include "command/command.h"
#include "custody/actor.h"
#include "custody/gate.h"

typedef struct Session
{
    Invocation *call;
    Custody *custody;
    const char *actor_name;     /* --as; NULL: the custodian */
    const Catalogue *catalogue; /* that session_deliberation loaded; NULL: none */
    Actor *actor; /* open after session_unlock, for an act that records; NULL for the custodian */
    const ActRule *allowed; /* the act that the gate said yes to; NULL: none */
} Session;

/* The directory of --custody or BERAAD_CUSTODY; ERROR_USAGE: neither is given. */
ErrorKind session_directory(const Invocation *call, const char **ret_directory,
                            Error *err) MUST_CHECK;

/* Opens that custody. No key is opened. */
ErrorKind session_open(Invocation *call, CustodyMode mode, Session *ret_session,
                       Error *err) MUST_CHECK;
void session_close(Session *session);
#define CLOSES_SESSION __attribute__((cleanup(session_close)))

/* The registered deliberation of this id, read with its catalogue; both NULL where none is
 * registered (the gate says so then). */
ErrorKind session_deliberation(Session *session, const char *id, Catalogue **ret_catalogue,
                               Deliberation **ret_deliberation, Error *err) MUST_CHECK;

/* The rules of the registered deliberation of this id, without its variables and whatever became of
 * its catalogue; NULL where none is registered. For what must be destroyed. */
ErrorKind session_rules(Session *session, const char *id, Deliberation **ret_deliberation,
                        Error *err) MUST_CHECK;

/* Fills in actor, catalogue and today of *question and asks the gate. No: shows the verdict on
 * standard output and gives ERROR_REFUSED. Yes: session_unlock may be called. */
ErrorKind session_ask(Session *session, Question *question, Error *err) MUST_CHECK;

/* Opens the actor's key and the custody, where the act that was allowed records. Nobody is asked
 * for a passphrase of a key that is not there. */
ErrorKind session_unlock(Session *session, Error *err) MUST_CHECK;

/* Both, where nothing else can be refused in between. */
ErrorKind session_permit(Session *session, Question *question, Error *err) MUST_CHECK;

/* A verdict on an act on standard output, as sentences or as JSON; deliberation: its id, or NULL.
 */
ErrorKind verdict_print(Invocation *call, const char *act, const char *deliberation,
                        const Verdict *verdict, Error *err) MUST_CHECK;
json_t *verdict_json(const char *act, const char *deliberation, const Verdict *verdict);

/* The passphrase of an option, else of the file that an environment variable names, else asked on
 * the terminal. */
ErrorKind session_passphrase(Invocation *call, const char *option, const char *variable,
                             const char *prompt, Secret **ret_secret, Error *err) MUST_CHECK;
/* The same of a new one, which is asked twice on the terminal. */
ErrorKind session_new_passphrase(Invocation *call, const char *option, const char *variable,
                                 const char *prompt, Secret **ret_secret, Error *err) MUST_CHECK;

/* Seconds since 1970 UTC as "2026-11-23T08:36:47Z". */
const char *moment_print(Arena *arena, int64_t seconds);

#endif
