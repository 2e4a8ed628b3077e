#include "command/registration_report.h"

#include "command/cells.h"
#include "core/text.h"

static json_t *
names_array(const Names *names)
{
    json_t *list = json_array();
    for (size_t at = 0; at < names->count; at++)
        if (json_array_append_new(list, json_string(names->items[at])) != 0)
            error_out_of_memory();
    return list;
}

ErrorKind
registration_report(Invocation *call, const RegistrationReport *report, Error *err)
{
    const char *printed = digest_print(call->arena, report->digest);
    const char *text =
        report->text_digest == NULL ? NULL : digest_print(call->arena, report->text_digest);
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "deliberation", report->id);
        json_put_text(result, "state", report->done);
        json_put_text(result, "digest", printed);
        if (text != NULL)
            json_put_text(result, "text_digest", text);
        if (report->amends != NULL)
            json_put(result, "continues", names_array(&report->continues));
        return result_print_json(call, result, err);
    }
    Text lines = text_new(call->arena);
    text_print(&lines, "deliberation '%s': %s\n%s\n", report->id, report->done, printed);
    if (text != NULL && report->paragraphs > 0)
        text_print(&lines, "its official text, in %zu paragraphs:\n%s\n", report->paragraphs, text);
    else if (text != NULL)
        text_print(&lines, "its official text, as a whole:\n%s\n", text);
    if (report->continues.count > 0)
        text_print(&lines, "persons keep the pseudonyms of '%s' in: %s\n", report->amends,
                   cell_names(call->arena, &report->continues));
    return result_print(lines.bytes, err);
}

ErrorKind
registration_report_plain(Invocation *call, const char *id, const char *done, const Digest *digest,
                          Error *err)
{
    RegistrationReport about = {.id = id, .done = done, .digest = digest};
    return registration_report(call, &about, err);
}
