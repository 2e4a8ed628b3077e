/*
 * beraad deliberation register FILE , approve | withdraw | suspend | resume | end ID
 */
#include "custody/registration.h"
#include "command/inner.h"
#include "command/registration_report.h"
#include "command/session.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/course.h"
#include "deliberation/official.h"
#include "deliberation/read.h"

#include <inttypes.h>
#include <stdio.h>

/* The file read and judged against the catalogue that it names; all complaints go to standard
 * error. */
static ErrorKind
read_file(Invocation *call, const char *path, Registration *ret_file, Catalogue **ret_catalogue,
          Deliberation **ret_deliberation, Error *err)
{
    char *bytes = NULL;
    TRY(file_read(call->arena, path, DOCUMENT_BYTES, ERROR_DELIBERATION, &bytes, &ret_file->size,
                  err));
    ret_file->bytes = bytes;
    const char *name = deliberation_catalogue_name(call->arena, bytes, ret_file->size);
    if (name == NULL)
    {
        (void)error_set(err, ERROR_DELIBERATION, "'%s': no catalogue is named", path);
        return error_hint(err, "'beraad deliberation check' tells all that is wrong");
    }
    TRY(command_load_catalogue(call, name, ret_catalogue, err));
    Complaints complaints = complaints_new(call->arena, path);
    *ret_deliberation =
        deliberation_read(call->arena, bytes, ret_file->size, *ret_catalogue, &complaints);
    if (*ret_deliberation != NULL)
        return ERROR_NONE;
    (void)fputs(complaints_print(call->arena, &complaints), stderr);
    return complaints_judge(&complaints, ERROR_DELIBERATION, err);
}

/* The official text of --text, judged; all complaints go to standard error. */
static ErrorKind
read_text(Invocation *call, const Deliberation *deliberation, RegistrationFile *file, Error *err)
{
    const char *path = invocation_option(call, "text");
    char *text = NULL;
    if (path == NULL)
        return ERROR_NONE;
    TRY(file_read(call->arena, path, OFFICIAL_BYTES, ERROR_DELIBERATION, &text, &file->text_size,
                  err));
    file->text = text;
    Complaints complaints = complaints_new(call->arena, path);
    if (official_check(text, file->text_size, deliberation, &complaints))
        return ERROR_NONE;
    (void)fputs(complaints_print(call->arena, &complaints), stderr);
    return complaints_judge(&complaints, ERROR_DELIBERATION, err);
}

static size_t
count_paragraphs(Invocation *call, const Deliberation *deliberation, const char *text, size_t size)
{
    if (text == NULL || deliberation == NULL)
        return 0;
    return official_split(call->arena, text, size, deliberation->paragraphs.count).count;
}

const Option command_deliberation_register_options[] = {
    {"text", "FILE", false, "attach the official text: plain text, UTF-8"},
    {NULL, NULL, false, NULL},
};

ErrorKind
command_deliberation_register(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration file = {0};
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    TRY(read_file(call, call->words[0], &file, &catalogue, &deliberation, err));
    if (deliberation == NULL)
        return error_set(err, ERROR_INTERNAL, "a deliberation without complaints cannot be read");
    RegistrationFile with = {.bytes = file.bytes, .size = file.size};
    TRY(read_text(call, deliberation, &with, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    session.catalogue = catalogue;
    Question question = {.act = ACT_DELIBERATION_REGISTER,
                         .deliberation_id = deliberation->id,
                         .candidate = deliberation,
                         .candidate_bytes = file.bytes,
                         .candidate_size = file.size};
    TRY(session_permit(&session, &question, err));
    TRY(registration_propose(session.custody, session.actor, deliberation, catalogue, &with, err));
    Digest text = digest_of(with.text == NULL ? "" : with.text, with.text_size);
    RegistrationReport about = {
        .id = deliberation->id,
        .done = "proposed, waits for another person's approval",
        .digest = &deliberation->digest,
        .text_digest = with.text == NULL ? NULL : &text,
        .paragraphs = count_paragraphs(call, deliberation, with.text, with.text_size)};
    return registration_report(call, &about, err);
}

/* What is proposed for the deliberation, and, where it is to be registered, the reading of it. */
typedef struct Proposed
{
    Proposal *proposal; /* NULL: nothing is */
    Catalogue *catalogue;
    Deliberation *candidate;
} Proposed;

static ErrorKind
find_proposed(Session *session, const char *id, Proposed *ret_proposed, Error *err)
{
    Invocation *call = session->call;
    Proposal *proposal = NULL;
    TRY(proposal_find(session->custody, call->arena, id, MATTER_DELIBERATION, &proposal, err));
    ret_proposed->proposal = proposal;
    if (proposal == NULL || proposal->bytes == NULL)
        return ERROR_NONE;
    const char *name = deliberation_catalogue_name(call->arena, proposal->bytes, proposal->size);
    if (name == NULL)
        return error_set(err, ERROR_INTEGRITY, "proposal %" PRId64 " names no catalogue",
                         proposal->number);
    TRY(command_load_catalogue(call, name, &ret_proposed->catalogue, err));
    session->catalogue = ret_proposed->catalogue;
    Complaints complaints = complaints_new(call->arena, id);
    ret_proposed->candidate = deliberation_read(call->arena, proposal->bytes, proposal->size,
                                                ret_proposed->catalogue, &complaints);
    if (ret_proposed->candidate != NULL)
        return ERROR_NONE;
    TRY(complaints_judge(&complaints, ERROR_DELIBERATION, err));
    return error_set(err, ERROR_DELIBERATION, "deliberation '%s' cannot be read any more", id);
}

/* The digest of an option, by which the one who approves says what she read. */
static ErrorKind
said_digest(Invocation *call, const char *option, Digest *digest, const Digest **ret_said,
            Error *err)
{
    const char *text = invocation_option(call, option);
    *ret_said = NULL;
    if (text == NULL)
        return ERROR_NONE;
    if (!digest_parse(text, digest))
        return error_set(err, ERROR_USAGE,
                         "option '--%s': expected sha256: and 64 hexadecimal digits", option);
    *ret_said = digest;
    return ERROR_NONE;
}

const Option command_deliberation_approve_options[] = {
    {"digest", "sha256:...", false, "refuse anything that has not this digest"},
    {"text-digest", "sha256:...", false, "refuse any official text that has not this digest"},
    {NULL, NULL, false, NULL},
};

ErrorKind
command_deliberation_approve(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Proposed proposed = {0};
    Digest digest;
    Digest text;
    Question question = {.act = ACT_DELIBERATION_APPROVE, .deliberation_id = call->words[0]};
    TRY(said_digest(call, "digest", &digest, &question.digest, err));
    TRY(said_digest(call, "text-digest", &text, &question.text_digest, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(find_proposed(&session, call->words[0], &proposed, err));
    const Proposal *proposal = proposed.proposal;
    question.candidate = proposed.candidate;
    question.candidate_bytes = proposal == NULL ? NULL : proposal->bytes;
    question.candidate_size = proposal == NULL ? 0 : proposal->size;
    TRY(session_permit(&session, &question, err));
    if (proposal == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a proposal that is not there");
    if (proposed.candidate == NULL)
        TRY(course_confirm(session.custody, session.actor, proposal, err));
    else
        TRY(registration_confirm(session.custody, session.actor, proposal, proposed.candidate,
                                 proposed.catalogue, err));
    Registration *registration = NULL;
    TRY(registration_find(session.custody, call->arena, proposal->deliberation, &registration,
                          err));
    if (registration == NULL)
        return error_set(err, ERROR_INTERNAL, "a deliberation was not registered");
    RegistrationReport about = {.id = registration->id,
                                .done = deliberation_state_name(registration->state),
                                .digest = &registration->digest,
                                .text_digest = proposal->text_digest,
                                .amends = proposed.candidate == NULL ? NULL : registration->amends,
                                .paragraphs = count_paragraphs(
                                    call, proposed.candidate, proposal->text, proposal->text_size)};
    if (proposed.candidate != NULL)
        about.continues = registration->continues;
    return registration_report(call, &about, err);
}

ErrorKind
command_deliberation_withdraw(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Proposal *proposal = NULL;
    const char *id = call->words[0];
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(proposal_find(session.custody, call->arena, id, MATTER_DELIBERATION, &proposal, err));
    Question question = {.act = ACT_DELIBERATION_WITHDRAW, .deliberation_id = id};
    TRY(session_permit(&session, &question, err));
    if (proposal == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a proposal that is not there");
    TRY(proposal_withdraw(session.custody, session.actor, proposal->number, err));
    return registration_report_plain(call, proposal->deliberation, "what was proposed is withdrawn",
                                     &proposal->digest, err);
}

/* suspend, which one does, and resume and end, which one proposes. */
static ErrorKind
turn(Invocation *call, Act act, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration *registration = NULL;
    const char *id = call->words[0];
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = act, .deliberation_id = id};
    TRY(session_permit(&session, &question, err));
    if (act == ACT_DELIBERATION_SUSPEND)
        TRY(course_suspend(session.custody, session.actor, id, err));
    else
        TRY(course_propose(session.custody, session.actor, id, act, err));
    TRY(registration_find(session.custody, call->arena, id, &registration, err));
    if (registration == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not registered");
    const char *done = act == ACT_DELIBERATION_SUSPEND ? "suspended"
                       : act == ACT_DELIBERATION_RESUME
                           ? "to be resumed, waits for another person's approval"
                           : "to be ended, waits for another person's approval";
    return registration_report_plain(call, registration->id, done, &registration->digest, err);
}

ErrorKind
command_deliberation_suspend(Invocation *call, Error *err)
{
    return turn(call, ACT_DELIBERATION_SUSPEND, err);
}

ErrorKind
command_deliberation_resume(Invocation *call, Error *err)
{
    return turn(call, ACT_DELIBERATION_RESUME, err);
}

ErrorKind
command_deliberation_end(Invocation *call, Error *err)
{
    return turn(call, ACT_DELIBERATION_END, err);
}
