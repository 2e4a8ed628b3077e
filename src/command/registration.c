/*
 * beraad deliberation register FILE
 */
#include "custody/registration.h"
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "deliberation/read.h"

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

static ErrorKind
report(Invocation *call, const Deliberation *deliberation, Error *err)
{
    const char *digest = digest_print(call->arena, &deliberation->digest);
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "deliberation", deliberation->id);
        json_put_text(result, "digest", digest);
        if (deliberation->amends != NULL)
            json_put_text(result, "amends", deliberation->amends);
        return result_print_json(call, result, err);
    }
    return result_print(arena_print(call->arena, "deliberation '%s' registered%s%s%s\n%s\n",
                                    deliberation->id,
                                    deliberation->amends == NULL ? "" : ", in the place of '",
                                    deliberation->amends == NULL ? "" : deliberation->amends,
                                    deliberation->amends == NULL ? "" : "'", digest),
                        err);
}

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
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_DELIBERATION_REGISTER, .deliberation_id = deliberation->id};
    TRY(session_permit(&session, &question, err));
    TRY(registration_add(session.custody, session.actor, deliberation, catalogue, file.bytes,
                         file.size, err));
    return report(call, deliberation, err);
}
