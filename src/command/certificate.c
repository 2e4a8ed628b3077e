/* beraad retention certificate ID */
#include "command/inner.h"
#include "command/retention_inner.h"
#include "core/file.h"
#include "core/text.h"
#include "retention/certificate_file.h"

const Option command_retention_certificate_options[] = {
    {"out", "DIR", false, "the folder to write into; else the working directory"},
    {"language", "nl|fr|en", false, "which language the pages show first"},
    {0},
};

static size_t
count_certificates(const DestructionList *list)
{
    size_t count = 0;
    for (size_t at = 0; at < list->count; at++)
        count += list->items[at].certificate != NULL;
    return count;
}

static ErrorKind
write_files(Invocation *call, const char *directory, const CertificateFiles *files, Error *err)
{
    TRY(file_make_directory(directory, 0755, err));
    for (size_t at = 0; at < files->count; at++)
        TRY(file_write(file_join(call->arena, directory, files->items[at].name),
                       files->items[at].bytes, files->items[at].size, 0644, err));
    return ERROR_NONE;
}

ErrorKind
command_retention_certificate(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration *registration = NULL;
    Deliberation *deliberation = NULL;
    DestructionList list = {0};
    CertificateFiles files = {0};
    Language language = LANGUAGE_EN;
    const char *directory = invocation_option(call, "out");
    TRY(invocation_language(call, &language, err));
    TRY(retention_begin(call, ACT_RETENTION_CERTIFICATE, &session, &registration, &deliberation,
                        err));
    TRY(destruction_list(session.custody, call->arena, deliberation->id, &list, err));
    size_t written = count_certificates(&list);
    if (written == 0)
        return error_set(err, ERROR_STATE, "nothing of deliberation '%s' was destroyed",
                         deliberation->id);
    TRY(session_unlock(&session, err));
    directory = directory == NULL ? "." : directory;
    json_t *names = json_keep(call->arena, json_array());
    for (size_t at = 0; at < list.count; at++)
    {
        if (list.items[at].certificate == NULL)
            continue;
        TRY(certificate_files(session.custody, call->arena, &list.items[at], language, &files,
                              err));
        json_add(names, json_integer(list.items[at].number));
    }
    TRY(write_files(call, directory, &files, err));
    if (call->json)
        return result_print_json(call, json_incref(names), err);
    return result_print(arena_print(call->arena, "%zu certificate%s in '%s'\n", written,
                                    written == 1 ? "" : "s", text_shown(call->arena, directory)),
                        err);
}
