/* Where a person's question is looked into: catalogues and warehouses; and her number. */
#include "command/subject_inner.h"
#include "core/text.h"
#include "custody/registration.h"
#include "person/insz.h"

#include <openssl/crypto.h>
#include <string.h>

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

ErrorKind
subject_read_person(Invocation *call, const Catalogue *catalogue, InquiryPerson *ret_person,
                    Error *err)
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
ErrorKind
subject_choose_catalogues(Session *session, Names *ret_names, Error *err)
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
ErrorKind
subject_load_catalogues(Invocation *call, const Names *names, Sources *sources, Error *err)
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
const char *
subject_warehouses_wanted(Arena *arena, const Names *names)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < names->count; at++)
        text_print(&text, " %s%sDIR", names->count == 1 ? "" : names->items[at],
                   names->count == 1 ? "" : "=");
    return text.bytes;
}

/* NAME=DIR of one of several catalogues; the directory, or NULL where it is another's. */
static const char *
directory_of(const char *given, const char *name)
{
    size_t size = strlen(name);
    return strncmp(given, name, size) == 0 && given[size] == '=' ? given + size + 1 : NULL;
}

/* The warehouse of each catalogue. */
ErrorKind
subject_choose_warehouses(Invocation *call, const Names *names, Sources *sources, Error *err)
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
