/*
 * beraad subject ask | answer N | withdraw N | list
 *
 * The person's number is read as a passphrase is, never from an argument, and goes nowhere but into
 * the commitment and the comparison.
 */
#include "command/command.h"
#include "command/session.h"
#include "core/text.h"
#include "custody/inquiry.h"
#include "person/insz.h"
#include "subject/answer.h"

#include <inttypes.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_DIGITS 9

static const Option ask_options[] = {
    {"number-file", "FILE", false,
     "the person's number: first line of FILE, /dev/fd/N for a descriptor; else asked"},
    {"catalogue", "NAME", false, "where deliberations have several catalogues: which"},
    {NULL, NULL, false, NULL},
};

static const Option answer_options[] = {
    {"warehouse", "DIR", false, "the warehouse to read (required)"},
    {"number-file", "FILE", false,
     "the person's number once more: first line of FILE, /dev/fd/N for a descriptor; else asked"},
    {"language", "nl|fr|en", false, "in which language; else that of the locale"},
    {"threads", "N", false, "threads of the engine; without it all cores"},
    {"memory", "SIZE", false, "memory of the engine, such as 4GB; without it its default"},
    {NULL, NULL, false, NULL},
};

/* The number as text, judged. No message repeats it. */
static ErrorKind
parse_person(const Secret *text, const Catalogue *catalogue, InquiryPerson *ret_person, Error *err)
{
    const char *bytes = (const char *)text->bytes;
    Insz insz = {0};
    ret_person->kind = catalogue->identifier;
    if (catalogue->identifier == IDENTIFIER_INSZ)
    {
        TRY(insz_parse(bytes, text->size, &insz, err));
        ret_person->number = insz.number;
        OPENSSL_cleanse(&insz, sizeof insz);
        return ERROR_NONE;
    }
    if (!identifier_parse(catalogue->identifier, bytes, text->size, &ret_person->number) ||
        !identifier_valid(catalogue->identifier, ret_person->number))
        return error_set(err, ERROR_DATA, "the number is not one of the catalogue's kind");
    return ERROR_NONE;
}

static ErrorKind
read_person(Invocation *call, const Catalogue *catalogue, InquiryPerson *ret_person, Error *err)
{
    FREES_SECRET Secret *text = NULL;
    SecretLine line = {.what = "number",
                       .path = invocation_option(call, "number-file"),
                       .shown = "--number-file",
                       .prompt = "number of the person"};
    TRY(secret_read_line(&line, &text, err));
    return parse_person(text, catalogue, ret_person, err);
}

/* The catalogue of --catalogue, else the only one that a registered deliberation has. */
static ErrorKind
choose_catalogue(Session *session, const char **ret_name, Error *err)
{
    RegistrationList list = {0};
    *ret_name = invocation_option(session->call, "catalogue");
    if (*ret_name != NULL)
        return ERROR_NONE;
    TRY(registration_list(session->custody, session->call->arena, &list, err));
    for (size_t at = 0; at < list.count; at++)
    {
        if (*ret_name != NULL && !text_equal(*ret_name, list.items[at].catalogue))
            return error_set(err, ERROR_USAGE,
                             "deliberations have several catalogues: name one by --catalogue");
        *ret_name = list.items[at].catalogue;
    }
    if (*ret_name == NULL)
        return error_set(err, ERROR_STATE, "no deliberation is registered in this custody");
    return ERROR_NONE;
}

static ErrorKind
ask(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Catalogue *catalogue = NULL;
    const char *name = NULL;
    InquiryPerson person = {0};
    int64_t number = 0;
    Question question = {.act = ACT_SUBJECT_ASK};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(session_permit(&session, &question, err));
    TRY(choose_catalogue(&session, &name, err));
    TRY(command_load_catalogue(call, name, &catalogue, err));
    ErrorKind kind = read_person(call, catalogue, &person, err);
    if (kind == ERROR_NONE)
        kind = inquiry_ask(session.custody, session.actor, catalogue->id, &person, &number, err);
    OPENSSL_cleanse(&person, sizeof person);
    TRY(kind);
    if (!call->json)
        return result_print(arena_print(call->arena,
                                        "question %" PRId64 " waits for another person, who gives "
                                        "the same number:\n"
                                        "beraad subject answer %" PRId64 " --warehouse DIR\n",
                                        number, number),
                            err);
    json_t *result = json_object();
    json_put(result, "question", json_integer(number));
    json_put_text(result, "state", proposal_state_name(PROPOSAL_STANDING));
    return result_print_json(call, result, err);
}

/* What stands in the place of a question's number could be a person's: it is not repeated. */
static ErrorKind
parse_question(const char *text, int64_t *ret_number, Error *err)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > NUMBER_DIGITS || text[digits] != '\0' || text[0] == '0')
        return error_set(err, ERROR_USAGE, "expected the number of a question");
    *ret_number = strtoll(text, NULL, 10);
    return ERROR_NONE;
}

/* The gate's yes, the keys, and the question itself. */
static ErrorKind
begin(Session *session, Question *question, Proposal **ret_proposal, const char **ret_catalogue,
      Error *err)
{
    TRY(parse_question(session->call->words[0], &question->proposal, err));
    TRY(session_open(session->call, CUSTODY_WRITE, session, err));
    TRY(session_permit(session, question, err));
    TRY(inquiry_find(session->custody, session->call->arena, question->proposal, ret_proposal,
                     ret_catalogue, err));
    if (*ret_proposal == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a question that is not there");
    return ERROR_NONE;
}

/* The same number must be given again; another one is refused by the gate, which records it. */
static ErrorKind
read_same(Session *session, Question *question, const Proposal *proposal,
          const Catalogue *catalogue, InquiryPerson *ret_person, Error *err)
{
    bool same = false;
    TRY(read_person(session->call, catalogue, ret_person, err));
    TRY(inquiry_matches(session->custody, proposal, ret_person, &same, err));
    if (same)
        return ERROR_NONE;
    question->other_number = true;
    TRY(session_permit(session, question, err));
    return error_set(err, ERROR_INTERNAL, "the gate allowed another person's number");
}

static ErrorKind
look(Session *session, Question *question, const Proposal *proposal, const Catalogue *catalogue,
     SubjectFindings *ret_findings, Error *err)
{
    Invocation *call = session->call;
    InquiryPerson person = {0};
    int64_t threads = 0;
    TRY(invocation_integer(call, "threads", 1, 1024, 0, &threads, err));
    ErrorKind kind = read_same(session, question, proposal, catalogue, &person, err);
    if (kind == ERROR_NONE)
    {
        SearchInput input = {
            .custody = session->custody,
            .catalogue = catalogue,
            .number = person.number,
            .warehouse = invocation_option(call, "warehouse"),
            .engine = {.memory_limit = invocation_option(call, "memory"), .threads = (int)threads},
            .progress = &call->progress};
        kind = subject_search(call->arena, &input, ret_findings, err);
        OPENSSL_cleanse(&input, sizeof input);
    }
    OPENSSL_cleanse(&person, sizeof person);
    return kind;
}

static ErrorKind
report(Session *session, int64_t number, const Catalogue *catalogue,
       const SubjectFindings *findings, Error *err)
{
    Invocation *call = session->call;
    Language language = LANGUAGE_EN;
    AnswerAbout about = {.question = number,
                         .custody = custody_name(session->custody),
                         .catalogue = catalogue,
                         .today = custody_today(session->custody)};
    if (call->json)
        return result_print_json(call, answer_json(&about, findings), err);
    Text text = text_new(call->arena);
    TRY(invocation_language(call, &language, err));
    answer_text(call->arena, &about, findings, language, &text);
    return result_print(text.bytes, err);
}

/* The answer is in the ledger before anybody sees it. */
static ErrorKind
answer(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {.call = call};
    Question question = {.act = ACT_SUBJECT_ANSWER};
    Proposal *proposal = NULL;
    Catalogue *catalogue = NULL;
    const char *name = NULL;
    SubjectFindings findings = {0};
    Language language = LANGUAGE_EN;
    if (invocation_option(call, "warehouse") == NULL)
        return error_set(err, ERROR_USAGE, "option '--warehouse' is missing");
    TRY(invocation_language(call, &language, err));
    TRY(begin(&session, &question, &proposal, &name, err));
    TRY(command_load_catalogue(call, name, &catalogue, err));
    TRY(look(&session, &question, proposal, catalogue, &findings, err));
    TRY(inquiry_answer(session.custody, session.actor, proposal, (int64_t)findings.deliveries.count,
                       err));
    return report(&session, proposal->number, catalogue, &findings, err);
}

static ErrorKind
withdraw(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {.call = call};
    Question question = {.act = ACT_SUBJECT_WITHDRAW};
    Proposal *proposal = NULL;
    const char *catalogue = NULL;
    TRY(begin(&session, &question, &proposal, &catalogue, err));
    TRY(proposal_withdraw(session.custody, session.actor, proposal->number, err));
    return call->json ? result_print("{\"withdrawn\":true}\n", err)
                      : result_print("the question is withdrawn\n", err);
}

static json_t *
inquiry_json(const Inquiry *inquiry)
{
    json_t *item = json_object();
    json_put(item, "question", json_integer(inquiry->number));
    json_put_text(item, "state", proposal_state_name(inquiry->state));
    json_put_text(item, "catalogue", inquiry->catalogue);
    json_put_text(item, "asked_by", inquiry->asked_by);
    json_put(item, "asked", json_integer(inquiry->asked_at));
    if (inquiry->settled_by != NULL)
        json_put_text(item, "settled_by", inquiry->settled_by);
    if (inquiry->answered_at != 0)
        json_put(item, "answered", json_integer(inquiry->answered_at));
    return item;
}

static ErrorKind
report_list(Invocation *call, const InquiryList *all, Error *err)
{
    static const char *const head[] = {"question", "catalogue", "asked by", "asked",
                                       "state",    "by",        "answered"};
    struct LIST_OF(const char *) cells = {0};
    json_t *result = json_keep(call->arena, json_array());
    for (size_t at = 0; at < sizeof head / sizeof *head; at++)
        *LIST_ADD(call->arena, &cells) = head[at];
    for (size_t at = 0; at < all->count; at++)
    {
        const Inquiry *inquiry = &all->items[at];
        if (json_array_append_new(result, inquiry_json(inquiry)) != 0)
            error_out_of_memory();
        *LIST_ADD(call->arena, &cells) = arena_print(call->arena, "%" PRId64, inquiry->number);
        *LIST_ADD(call->arena, &cells) = inquiry->catalogue;
        *LIST_ADD(call->arena, &cells) = inquiry->asked_by;
        *LIST_ADD(call->arena, &cells) = moment_print(call->arena, inquiry->asked_at);
        *LIST_ADD(call->arena, &cells) =
            inquiry->answered_at != 0 ? "answered" : proposal_state_name(inquiry->state);
        *LIST_ADD(call->arena, &cells) = inquiry->settled_by == NULL ? "" : inquiry->settled_by;
        *LIST_ADD(call->arena, &cells) =
            inquiry->answered_at == 0 ? "" : moment_print(call->arena, inquiry->answered_at);
    }
    if (call->json)
        return result_print_json(call, json_incref(result), err);
    return result_print(
        result_table(call->arena, cells.items, sizeof head / sizeof *head, all->count + 1, "r"),
        err);
}

static ErrorKind
list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    InquiryList all = {0};
    Question question = {.act = ACT_SUBJECT_LIST};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(session_permit(&session, &question, err));
    TRY(inquiry_list(session.custody, call->arena, &all, err));
    return report_list(call, &all, err);
}

const Command command_subject[] = {
    {"subject", "ask", NULL, 0, 0, ask_options, ask,
     "ask, as one of two persons, which deliveries and data sets held a person"},
    {"subject", "answer", "N", 1, 1, answer_options, answer,
     "answer it, as the other one, by drawing cohorts and samples again"},
    {"subject", "withdraw", "N", 1, 1, NULL, withdraw, "take back a question"},
    {"subject", "list", NULL, 0, 0, NULL, list, "list all questions, of whom nothing is known"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
