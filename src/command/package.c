/*
 * beraad package verify | open: the recipient's side, without a custody
 */
#include "command/session.h"
#include "core/text.h"
#include "release/open.h"
#include "release/until.h"

#include <time.h>

#define SECONDS_A_DAY 86400

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
                             .today = call->today,
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

static Date
day_of(int64_t seconds)
{
    return (Date){.days = (int32_t)(seconds / SECONDS_A_DAY)};
}

/* A rule that counts from an event, and the day before which it does not end. */
static void
add_after(Text *text, const ManifestAfter *after, Date made)
{
    char date[DATE_TEXT_SIZE];
    text_print(text, "at the latest %lld year%s after %s (not before %s)", (long long)after->years,
               after->years == 1 ? "" : "s", text_shown(text->arena, after->event),
               date_print(until_not_before(after, made), date));
}

static void
add_retention(Text *text, const ManifestRetention *retention, Date made, Date today)
{
    char date[DATE_TEXT_SIZE];
    text_print(text, "  %lld  to be destroyed", (long long)retention->year);
    if (retention->dated)
        text_print(text, " by %s", date_print(retention->destroy_by, date));
    for (size_t at = 0; at < retention->after.count; at++)
    {
        text_add(text, retention->dated || at > 0 ? " and " : " ");
        add_after(text, &retention->after.items[at], made);
    }
    if (until_is_past(retention, today))
        text_add(text, ": PAST, nothing of this package opens any more");
    else if (until_may_be_past(retention, made, today))
        text_add(text, ": may be past, ask the provider");
    text_add(text, "\n");
}

static json_t *
retention_json(const OpenInput *input, const OpenSummary *summary)
{
    Date made = day_of(summary->statement.made);
    json_t *list = json_array();
    for (size_t at = 0; at < summary->manifest->retention.count; at++)
    {
        const ManifestRetention *retention = &summary->manifest->retention.items[at];
        char date[DATE_TEXT_SIZE];
        json_t *item = json_object();
        json_t *rules = json_array();
        for (size_t in = 0; in < retention->after.count; in++)
        {
            const ManifestAfter *after = &retention->after.items[in];
            json_t *rule = json_object();
            json_put(rule, "years", json_integer(after->years));
            json_put_text(rule, "event", after->event);
            json_put_text(rule, "not_before", date_print(until_not_before(after, made), date));
            if (json_array_append_new(rules, rule) != 0)
                error_out_of_memory();
        }
        json_put(item, "year", json_integer(retention->year));
        if (retention->dated)
            json_put_text(item, "destroy_by", date_print(retention->destroy_by, date));
        json_put(item, "after", rules);
        json_put(item, "past", json_boolean(until_is_past(retention, input->today)));
        json_put(item, "may_be_past",
                 json_boolean(until_may_be_past(retention, made, input->today)));
        if (json_array_append_new(list, item) != 0)
            error_out_of_memory();
    }
    return list;
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
        json_put(result, "retention", retention_json(input, summary));
    }
    if (input->directory != NULL)
        json_put_text(result, "directory", input->directory);
    return result;
}

static void
add_inside(Text *text, const OpenInput *input, const OpenSummary *summary)
{
    const Manifest *manifest = summary->manifest;
    for (size_t at = 0; at < manifest->years.count; at++)
        text_print(text, "  %lld  %lld rows\n", (long long)manifest->years.items[at].year,
                   (long long)manifest->years.items[at].rows);
    for (size_t at = 0; at < manifest->retention.count; at++)
        add_retention(text, &manifest->retention.items[at], day_of(summary->statement.made),
                      input->today);
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
        add_inside(&text, input, summary);
    add_checks(&text, input, summary);
    if (input->directory != NULL)
        text_print(&text, "opened: %s (begin with codebook/codebook.html and NOTICE.txt)\n",
                   input->directory);
    return result_print(text.bytes, err);
}

/* The answer is no, with the years and the paragraphs that say so: as the gate's, but there is no
 * custody here, and so no gate. */
static ErrorKind
report_refused(Invocation *call, const OpenInput *input, const OpenSummary *summary, Error *err)
{
    Verdict verdict = {0};
    const Manifest *manifest = summary->manifest;
    for (size_t at = 0; at < manifest->retention.count; at++)
    {
        const ManifestRetention *retention = &manifest->retention.items[at];
        char date[DATE_TEXT_SIZE];
        if (!until_is_past(retention, input->today))
            continue;
        Reason *reason = LIST_ADD(call->arena, &verdict.reasons);
        reason->code = "past";
        reason->words =
            arena_print(call->arena, "what there is of year %lld had to be destroyed by %s",
                        (long long)retention->year, date_print(retention->destroy_by, date));
        for (size_t in = 0; in < retention->cites.count; in++)
            *LIST_ADD(call->arena, &reason->cites) = (int)retention->cites.items[in];
    }
    TRY(verdict_print(call, "package open", summary->statement.deliberation, &verdict, err));
    return error_set(err, ERROR_REFUSED, "refused, for %zu reason%s", verdict.reasons.count,
                     verdict.reasons.count == 1 ? "" : "s");
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
    ErrorKind kind = package_open(call->arena, &input, &summary, err);
    if (kind == ERROR_REFUSED && summary.manifest != NULL)
        return report_refused(call, &input, &summary, err);
    TRY(kind);
    return report(call, &input, &summary, err);
}

const Command command_package[] = {
    {"package", "verify", "FILE", 1, 1, verify_options, run_verify,
     "check a package's signature, and with an identity all that is inside; writes nothing"},
    {"package", "open", "FILE", 1, 1, open_options, run_open,
     "check a package and write what is inside into a new directory"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
