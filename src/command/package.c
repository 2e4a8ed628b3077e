/*
 * beraad package verify | open: the recipient's side, without a custody
 */
#include "command/command.h"
#include "core/text.h"
#include "release/open.h"

#include <time.h>

#define COMMON_OPTIONS                                                                             \
    {"key", "FILE", false, "the sender's public key, a minisign public key file (required)"},      \
        {"deliberation", "ID", false, "refuse a package of any other deliberation"},               \
        {"communication", "NAME", false, "refuse a package of any other communication"},           \
        {"register", "FILE", false,                                                                \
         "register of packages received (default: $XDG_STATE_HOME/beraad/received.json)"},         \
    {                                                                                              \
        "again", NULL, false, "take a package of the register though a newer one was received"     \
    }

static const Option verify_options[] = {
    COMMON_OPTIONS,
    {"identity", "FILE", false, "age identity file: check what is inside too, writing nothing"},
    {NULL, NULL, false, NULL},
};

static const Option open_options[] = {
    COMMON_OPTIONS,
    {"identity", "FILE", false, "age identity file (required)"},
    {"out", "DIR", false, "directory to make; it must not exist (required)"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
require(const Invocation *call, const char *name, const char **ret_value, Error *err)
{
    *ret_value = invocation_option(call, name);
    if (*ret_value == NULL)
        return error_set(err, ERROR_USAGE, "option '--%s' is missing", name);
    return ERROR_NONE;
}

static ErrorKind
read_input(Invocation *call, OpenInput *ret_input, Error *err)
{
    *ret_input = (OpenInput){.path = call->words[0],
                             .identity = invocation_option(call, "identity"),
                             .deliberation = invocation_option(call, "deliberation"),
                             .communication = invocation_option(call, "communication"),
                             .register_path = invocation_option(call, "register"),
                             .again = invocation_flag(call, "again"),
                             .progress = &call->progress};
    if (ret_input->register_path == NULL)
        ret_input->register_path = package_register_path(call->arena);
    return require(call, "key", &ret_input->key_path, err);
}

static char *
moment(Arena *arena, int64_t seconds)
{
    struct tm parts;
    time_t when = (time_t)seconds;
    char text[32] = "";
    if (gmtime_r(&when, &parts) != NULL)
        (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return arena_copy_text(arena, text);
}

static json_t *
years_json(const Manifest *manifest)
{
    json_t *years = json_array();
    for (size_t at = 0; at < manifest->years.count; at++)
    {
        json_t *year = json_object();
        json_put(year, "year", json_integer(manifest->years.items[at].year));
        json_put(year, "rows", json_integer(manifest->years.items[at].rows));
        if (json_array_append_new(years, year) != 0)
            error_out_of_memory();
    }
    return years;
}

static json_t *
summary_json(Invocation *call, const OpenInput *input, const OpenSummary *summary)
{
    const PackageStatement *statement = &summary->statement;
    json_t *result = json_object();
    json_put_text(result, "deliberation", statement->deliberation);
    json_put_text(result, "communication", statement->communication);
    json_put(result, "release", json_integer(statement->release));
    json_put_text(result, "made", moment(call->arena, statement->made));
    json_put_text(result, "manifest", digest_print(call->arena, &statement->manifest));
    json_put_text(result, "sealed", digest_print(call->arena, &summary->sealed));
    json_put_text(result, "key_id", summary->key_id);
    json_put(result, "received_before", json_boolean(summary->received_before));
    json_put(result, "register_checked", json_boolean(input->register_path != NULL));
    json_put(result, "inside_checked", json_boolean(summary->inside));
    if (summary->inside)
    {
        json_put_text(result, "tar", digest_print(call->arena, &summary->tar));
        json_put(result, "files", json_integer((json_int_t)summary->manifest->files.count + 2));
        json_put(result, "years", years_json(summary->manifest));
    }
    if (input->directory != NULL)
        json_put_text(result, "directory", input->directory);
    return result;
}

static void
add_retention(Text *text, const ManifestRetention *retention)
{
    char date[DATE_TEXT_SIZE];
    text_print(text, "  %lld  to be destroyed", (long long)retention->year);
    if (retention->dated)
        text_print(text, " by %s", date_print(retention->destroy_by, date));
    for (size_t at = 0; at < retention->after.count; at++)
        text_print(text, "%s at the latest %lld years after %s",
                   retention->dated || at > 0 ? " and" : "",
                   (long long)retention->after.items[at].years,
                   text_shown(text->arena, retention->after.items[at].event));
    text_add(text, "\n");
}

static void
add_inside(Text *text, const Manifest *manifest)
{
    for (size_t at = 0; at < manifest->years.count; at++)
        text_print(text, "  %lld  %lld rows\n", (long long)manifest->years.items[at].year,
                   (long long)manifest->years.items[at].rows);
    for (size_t at = 0; at < manifest->retention.count; at++)
        add_retention(text, &manifest->retention.items[at]);
}

/* What was checked, and as plainly what was not. */
static void
add_checks(Text *text, const OpenInput *input, const OpenSummary *summary)
{
    text_print(text, "checked: the signature of key %s over every byte of the file, and its name\n",
               summary->key_id);
    if (input->register_path == NULL)
        text_add(text, "not checked: whether it was received before (there is no register)\n");
    else
        text_print(text, "checked: against the packages received before%s\n",
                   summary->received_before ? " (this very package is one of them)" : "");
    if (summary->inside)
        text_print(
            text,
            "checked: what is inside: manifest, its signed note, and the digests of %zu files; "
            "nothing else is there\n",
            summary->manifest->files.count);
    else
        text_add(text, "not checked: what is inside (give --identity for that)\n");
}

static ErrorKind
report(Invocation *call, const OpenInput *input, const OpenSummary *summary, Error *err)
{
    const PackageStatement *statement = &summary->statement;
    if (call->json)
        return result_print_json(call, summary_json(call, input, summary), err);
    Text text = text_new(call->arena);
    text_print(&text, "deliberation %s, communication %s, release %lld, made %s\nmanifest %s\n",
               text_shown(call->arena, statement->deliberation),
               text_shown(call->arena, statement->communication), (long long)statement->release,
               moment(call->arena, statement->made),
               digest_print(call->arena, &statement->manifest));
    if (summary->inside)
        add_inside(&text, summary->manifest);
    add_checks(&text, input, summary);
    if (input->directory != NULL)
        text_print(&text, "opened: %s (begin with codebook/codebook.html and NOTICE.txt)\n",
                   input->directory);
    return result_print(text.bytes, err);
}

static ErrorKind
run_verify(Invocation *call, Error *err)
{
    OpenInput input;
    OpenSummary summary;
    TRY(read_input(call, &input, err));
    TRY(package_verify(call->arena, &input, &summary, err));
    return report(call, &input, &summary, err);
}

static ErrorKind
run_open(Invocation *call, Error *err)
{
    OpenInput input;
    OpenSummary summary;
    TRY(read_input(call, &input, err));
    TRY(require(call, "identity", &input.identity, err));
    TRY(require(call, "out", &input.directory, err));
    TRY(package_open(call->arena, &input, &summary, err));
    return report(call, &input, &summary, err);
}

const Command command_package[] = {
    {"package", "verify", "FILE", 1, 1, verify_options, run_verify,
     "check a package's signature, and with an identity all that is inside; writes nothing"},
    {"package", "open", "FILE", 1, 1, open_options, run_open,
     "check a package and write what is inside into a new directory"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
