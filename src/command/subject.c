/*
 * beraad subject ask | answer N | withdraw N | list
 *
 * The person's number is read as a passphrase is, never from an argument, and goes nowhere but into
 * the commitment and the comparison.
 */
#include "command/subject_inner.h"
#include "core/text.h"
#include "subject/answer.h"

#include <inttypes.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_DIGITS 9

static const Option ask_options[] = {
    {"number-file", "FILE", false,
     "the person's number: first line of FILE, /dev/fd/N for a descriptor; else asked"},
    {"catalogue", "NAME", true,
     "of these catalogues only; else of all that registered deliberations have"},
    {NULL, NULL, false, NULL},
};

static const Option answer_options[] = {
    {"warehouse", "DIR", true,
     "the warehouse to read (required); of several catalogues each as NAME=DIR"},
    {"number-file", "FILE", false,
     "the person's number once more: first line of FILE, /dev/fd/N for a descriptor; else asked"},
    {"language", "nl|fr|en", false, "in which language; else that of the locale"},
    {"threads", "N", false, "threads of the engine; without it all cores"},
    {"memory", "SIZE", false, "memory of the engine, such as 4GB; without it its default"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
ask(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Names names = {0};
    Sources sources = {0};
    InquiryPerson person = {0};
    int64_t number = 0;
    Question question = {.act = ACT_SUBJECT_ASK};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(session_ask(&session, &question, err));
    TRY(subject_choose_catalogues(&session, &names, err));
    TRY(subject_load_catalogues(call, &names, &sources, err));
    TRY(session_unlock(&session, err));
    ErrorKind kind = subject_read_person(call, sources.catalogues.items[0], &person, err);
    if (kind == ERROR_NONE)
        kind = inquiry_ask(session.custody, session.actor, &names, &person, &number, err);
    OPENSSL_cleanse(&person, sizeof person);
    TRY(kind);
    if (!call->json)
        return result_print(arena_print(call->arena,
                                        "question %" PRId64 " waits for another person, who gives "
                                        "the same number:\n"
                                        "beraad subject answer %" PRId64 " --warehouse%s\n",
                                        number, number,
                                        subject_warehouses_wanted(call->arena, &names)),
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

/* The gate's yes, and the question itself; the keys stay closed. */
static ErrorKind
begin(Session *session, Question *question, Proposal **ret_proposal, Names *ret_catalogues,
      Error *err)
{
    TRY(parse_question(session->call->words[0], &question->proposal, err));
    TRY(session_open(session->call, CUSTODY_WRITE, session, err));
    TRY(session_ask(session, question, err));
    TRY(inquiry_find(session->custody, session->call->arena, question->proposal, ret_proposal,
                     ret_catalogues, err));
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
    TRY(subject_read_person(session->call, catalogue, ret_person, err));
    TRY(inquiry_matches(session->custody, proposal, ret_person, &same, err));
    if (same)
        return ERROR_NONE;
    question->other_number = true;
    TRY(session_ask(session, question, err));
    return error_set(err, ERROR_INTERNAL, "the gate allowed another person's number");
}

static ErrorKind
search_all(Session *session, const InquiryPerson *person, int threads, Sources *sources, Error *err)
{
    Invocation *call = session->call;
    ErrorKind kind = ERROR_NONE;
    for (size_t at = 0; at < sources->catalogues.count && kind == ERROR_NONE; at++)
    {
        SearchInput input = {
            .custody = session->custody,
            .catalogue = sources->catalogues.items[at],
            .number = person->number,
            .warehouse = sources->warehouses.items[at],
            .engine = {.memory_limit = invocation_option(call, "memory"), .threads = threads},
            .progress = &call->progress};
        SubjectFindings *findings = LIST_ADD(call->arena, &sources->findings);
        kind = subject_search(call->arena, &input, findings, err);
        OPENSSL_cleanse(&input, sizeof input);
    }
    return kind;
}

static ErrorKind
look(Session *session, Question *question, const Proposal *proposal, Sources *sources, Error *err)
{
    InquiryPerson person = {0};
    int64_t threads = 0;
    TRY(invocation_integer(session->call, "threads", 1, 1024, 0, &threads, err));
    TRY(session_unlock(session, err));
    ErrorKind kind =
        read_same(session, question, proposal, sources->catalogues.items[0], &person, err);
    if (kind == ERROR_NONE)
        kind = search_all(session, &person, (int)threads, sources, err);
    OPENSSL_cleanse(&person, sizeof person);
    return kind;
}

/* One answer for each catalogue, one after the other; as JSON a list where there are several. */
static ErrorKind
report(Session *session, int64_t number, const Sources *sources, Error *err)
{
    Invocation *call = session->call;
    Language language = LANGUAGE_EN;
    Text text = text_new(call->arena);
    json_t *all = json_keep(call->arena, json_array());
    TRY(invocation_language(call, &language, err));
    for (size_t at = 0; at < sources->catalogues.count; at++)
    {
        AnswerAbout about = {.question = number,
                             .custody = custody_name(session->custody),
                             .catalogue = sources->catalogues.items[at],
                             .today = custody_today(session->custody)};
        const SubjectFindings *findings = &sources->findings.items[at];
        json_add(all, answer_json(&about, findings));
        text_add(&text, at == 0 ? "" : "\n\n");
        answer_text(call->arena, &about, findings, language, &text);
    }
    if (call->json)
        return result_print_json(
            call, json_incref(json_array_size(all) == 1 ? json_array_get(all, 0) : all), err);
    return result_print(text.bytes, err);
}

/* The answer is in the ledger before anybody sees it. */
static ErrorKind
answer(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {.call = call};
    Question question = {.act = ACT_SUBJECT_ANSWER};
    Proposal *proposal = NULL;
    Names names = {0};
    Sources sources = {0};
    Language language = LANGUAGE_EN;
    int64_t deliveries = 0;
    const char **given = NULL;
    if (invocation_option_many(call, "warehouse", &given) == 0)
        return error_set(err, ERROR_USAGE, "option '--warehouse' is missing");
    TRY(invocation_language(call, &language, err));
    TRY(begin(&session, &question, &proposal, &names, err));
    TRY(subject_choose_warehouses(call, &names, &sources, err));
    TRY(subject_load_catalogues(call, &names, &sources, err));
    TRY(look(&session, &question, proposal, &sources, err));
    for (size_t at = 0; at < sources.findings.count; at++)
        deliveries += (int64_t)sources.findings.items[at].deliveries.count;
    TRY(inquiry_answer(session.custody, session.actor, proposal, deliveries, err));
    return report(&session, proposal->number, &sources, err);
}

static ErrorKind
withdraw(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {.call = call};
    Question question = {.act = ACT_SUBJECT_WITHDRAW};
    Proposal *proposal = NULL;
    Names catalogues = {0};
    TRY(begin(&session, &question, &proposal, &catalogues, err));
    TRY(session_unlock(&session, err));
    TRY(proposal_withdraw(session.custody, session.actor, proposal->number, err));
    return call->json ? result_print("{\"withdrawn\":true}\n", err)
                      : result_print("the question is withdrawn\n", err);
}

const Command command_subject[] = {
    {"subject", "ask", NULL, 0, 0, ask_options, ask,
     "ask, as one of two persons, which deliveries and data sets held a person"},
    {"subject", "answer", "N", 1, 1, answer_options, answer,
     "answer it, as the other one, by drawing cohorts and samples again"},
    {"subject", "withdraw", "N", 1, 1, NULL, withdraw, "take back a question"},
    {"subject", "list", NULL, 0, 0, NULL, command_subject_list,
     "list all questions, of whom nothing is known"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
