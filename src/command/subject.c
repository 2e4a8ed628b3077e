/*
 * beraad subject ask | answer N | withdraw N | list
 *
 * The person's number is read as a passphrase is, never from an argument, and goes nowhere but into
 * the commitment and the comparison.
 */
#include "command/cells.h"
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

/* The catalogues of a question, all of one kind of number, and what was found in their warehouses.
 */
typedef struct Sources
{
    struct LIST_OF(Catalogue *) catalogues;
    struct LIST_OF(const char *) warehouses; /* of each; empty: none are read */
    struct LIST_OF(SubjectFindings) findings;
} Sources;

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

static void
add_name(Arena *arena, Names *names, const char *name)
{
    for (size_t at = 0; at < names->count; at++)
        if (text_equal(names->items[at], name))
            return;
    *LIST_ADD(arena, names) = name;
}

/* The catalogues of --catalogue, else all that registered deliberations have; each once. */
static ErrorKind
choose_catalogues(Session *session, Names *ret_names, Error *err)
{
    Arena *arena = session->call->arena;
    RegistrationList list = {0};
    const char **given = NULL;
    size_t count = invocation_option_many(session->call, "catalogue", &given);
    for (size_t at = 0; at < count; at++)
        add_name(arena, ret_names, given[at]);
    if (count > 0)
        return ERROR_NONE;
    TRY(registration_list(session->custody, arena, &list, err));
    for (size_t at = 0; at < list.count; at++)
        add_name(arena, ret_names, list.items[at].catalogue);
    if (ret_names->count == 0)
        return error_set(err, ERROR_STATE, "no deliberation is registered in this custody");
    return ERROR_NONE;
}

/* One number cannot be looked for where numbers are of another kind. */
static ErrorKind
load_catalogues(Invocation *call, const Names *names, Sources *sources, Error *err)
{
    for (size_t at = 0; at < names->count; at++)
    {
        Catalogue *catalogue = NULL;
        TRY(command_load_catalogue(call, names->items[at], &catalogue, err));
        *LIST_ADD(call->arena, &sources->catalogues) = catalogue;
        if (catalogue->identifier == sources->catalogues.items[0]->identifier)
            continue;
        (void)error_set(err, ERROR_USAGE,
                        "the catalogues '%s' and '%s' have numbers of different kinds",
                        names->items[0], names->items[at]);
        return error_hint(err, "ask one question for each kind: '--catalogue NAME...'");
    }
    return ERROR_NONE;
}

/* " DIR", or " amsb=DIR census=DIR" */
static const char *
warehouses_wanted(Arena *arena, const Names *names)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < names->count; at++)
        text_print(&text, " %s%sDIR", names->count == 1 ? "" : names->items[at],
                   names->count == 1 ? "" : "=");
    return text.bytes;
}

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
    TRY(choose_catalogues(&session, &names, err));
    TRY(load_catalogues(call, &names, &sources, err));
    TRY(session_unlock(&session, err));
    ErrorKind kind = read_person(call, sources.catalogues.items[0], &person, err);
    if (kind == ERROR_NONE)
        kind = inquiry_ask(session.custody, session.actor, &names, &person, &number, err);
    OPENSSL_cleanse(&person, sizeof person);
    TRY(kind);
    if (!call->json)
        return result_print(arena_print(call->arena,
                                        "question %" PRId64 " waits for another person, who gives "
                                        "the same number:\n"
                                        "beraad subject answer %" PRId64 " --warehouse%s\n",
                                        number, number, warehouses_wanted(call->arena, &names)),
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
    TRY(read_person(session->call, catalogue, ret_person, err));
    TRY(inquiry_matches(session->custody, proposal, ret_person, &same, err));
    if (same)
        return ERROR_NONE;
    question->other_number = true;
    TRY(session_ask(session, question, err));
    return error_set(err, ERROR_INTERNAL, "the gate allowed another person's number");
}

/* NAME=DIR of one of several catalogues; the directory, or NULL where it is another's. */
static const char *
directory_of(const char *given, const char *name)
{
    size_t size = strlen(name);
    return strncmp(given, name, size) == 0 && given[size] == '=' ? given + size + 1 : NULL;
}

/* The warehouse of each catalogue. */
static ErrorKind
choose_warehouses(Invocation *call, const Names *names, Sources *sources, Error *err)
{
    const char **given = NULL;
    size_t count = invocation_option_many(call, "warehouse", &given);
    if (count != names->count)
        return error_set(err, ERROR_USAGE,
                         "option '--warehouse': expected %zu, one for each catalogue, found %zu",
                         names->count, count);
    for (size_t at = 0; at < names->count; at++)
    {
        const char *found = names->count == 1 ? given[0] : NULL;
        for (size_t one = 0; one < count && found == NULL; one++)
            found = directory_of(given[one], names->items[at]);
        if (found == NULL)
            return error_set(err, ERROR_USAGE, "option '--warehouse': expected '%s=DIR'",
                             names->items[at]);
        *LIST_ADD(call->arena, &sources->warehouses) = found;
    }
    return ERROR_NONE;
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
    TRY(choose_warehouses(call, &names, &sources, err));
    TRY(load_catalogues(call, &names, &sources, err));
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

static json_t *
inquiry_json(const Inquiry *inquiry)
{
    json_t *item = json_object();
    json_t *catalogues = json_array();
    json_put(item, "question", json_integer(inquiry->number));
    json_put_text(item, "state", proposal_state_name(inquiry->state));
    json_put(item, "catalogues", catalogues);
    for (size_t at = 0; at < inquiry->catalogues.count; at++)
        json_add(catalogues, json_string(inquiry->catalogues.items[at]));
    json_put_text(item, "asked_by", inquiry->asked_by);
    json_put(item, "asked", json_integer(inquiry->asked_at));
    if (inquiry->settled_by != NULL)
        json_put_text(item, "settled_by", inquiry->settled_by);
    if (inquiry->answered_at != 0)
        json_put(item, "answered", json_integer(inquiry->answered_at));
    return item;
}

/* "amsb, census" */
static const char *
names_shown(Arena *arena, const Names *names)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < names->count; at++)
        text_print(&text, "%s%s", at == 0 ? "" : ", ", names->items[at]);
    return text.bytes;
}

static ErrorKind
report_list(Invocation *call, const InquiryList *all, Error *err)
{
    Cells cells = {0};
    json_t *result = json_keep(call->arena, json_array());
    ADD_ROW(call->arena, &cells, "question", "catalogues", "asked by", "asked", "state", "by",
            "answered");
    for (size_t at = 0; at < all->count; at++)
    {
        const Inquiry *inquiry = &all->items[at];
        if (json_array_append_new(result, inquiry_json(inquiry)) != 0)
            error_out_of_memory();
        ADD_ROW(call->arena, &cells, cell_integer(call->arena, inquiry->number),
                names_shown(call->arena, &inquiry->catalogues), inquiry->asked_by,
                moment_print(call->arena, inquiry->asked_at),
                inquiry->answered_at != 0 ? "answered" : proposal_state_name(inquiry->state),
                inquiry->settled_by == NULL ? "" : inquiry->settled_by,
                inquiry->answered_at == 0 ? "" : moment_print(call->arena, inquiry->answered_at));
    }
    if (call->json)
        return result_print_json(call, json_incref(result), err);
    return result_print(cells_print(call->arena, &cells, 7, "r"), err);
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
