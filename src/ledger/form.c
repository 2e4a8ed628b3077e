/* The table of entry types, and the judging of a body by it. */
#include "core/date.h"
#include "core/text.h"
#include "ledger/base64.h"
#include "ledger/inner.h"

#include <string.h>

#define NAME_BYTES 256
#define LIST_ITEMS 8000

#define FIELDS(...) ((const EntryField[]){__VA_ARGS__, {NULL, ENTRY_FIELD_NAME, false}})

static const EntryForm forms[ENTRY_TYPE_COUNT] = {
    [ENTRY_CUSTODY_CREATED] = {"custody_created", true,
                               FIELDS({"public_key", ENTRY_FIELD_PUBLIC_KEY, false})},
    [ENTRY_ACTOR_ADDED] = {"actor_added", true,
                           FIELDS({"actor", ENTRY_FIELD_NAME, false},
                                  {"roles", ENTRY_FIELD_NAMES, false},
                                  {"public_key", ENTRY_FIELD_PUBLIC_KEY, false})},
    [ENTRY_ACTOR_KEY_ROTATED] = {"actor_key_rotated", true,
                                 FIELDS({"actor", ENTRY_FIELD_NAME, false},
                                        {"public_key", ENTRY_FIELD_PUBLIC_KEY, false})},
    [ENTRY_ACTOR_KEY_REVOKED] = {"actor_key_revoked", true,
                                 FIELDS({"actor", ENTRY_FIELD_NAME, false})},
    [ENTRY_RECIPIENT_ADDED] = {"recipient_added", true,
                               FIELDS({"recipient", ENTRY_FIELD_NAME, false},
                                      {"age_key", ENTRY_FIELD_NAME, false},
                                      {"minisign_key", ENTRY_FIELD_NAME, true})},
    [ENTRY_RECIPIENT_KEY_GIVEN] = {"recipient_key_given", true,
                                   FIELDS({"recipient", ENTRY_FIELD_NAME, false},
                                          {"age_key", ENTRY_FIELD_NAME, true},
                                          {"minisign_key", ENTRY_FIELD_NAME, true})},
    [ENTRY_PROPOSED] = {"proposed", true,
                        FIELDS({"proposal", ENTRY_FIELD_COUNT, false},
                               {"act", ENTRY_FIELD_NAME, false},
                               {"deliberation", ENTRY_FIELD_NAME, true},
                               {"digest", ENTRY_FIELD_DIGEST, false},
                               {"catalogue_digest", ENTRY_FIELD_DIGEST, true},
                               {"text_digest", ENTRY_FIELD_DIGEST, true})},
    [ENTRY_PROPOSAL_WITHDRAWN] = {"proposal_withdrawn", true,
                                  FIELDS({"proposal", ENTRY_FIELD_COUNT, false})},
    [ENTRY_SUBJECT_ANSWERED] = {"subject_answered", true,
                                FIELDS({"proposal", ENTRY_FIELD_COUNT, false},
                                       {"digest", ENTRY_FIELD_DIGEST, false},
                                       {"deliveries", ENTRY_FIELD_COUNT, false})},
    [ENTRY_DELIBERATION_REGISTERED] =
        {"deliberation_registered", true,
         FIELDS({"deliberation", ENTRY_FIELD_NAME, false}, {"digest", ENTRY_FIELD_DIGEST, false},
                {"decided", ENTRY_FIELD_DATE, false}, {"amends", ENTRY_FIELD_NAME, true},
                {"continues", ENTRY_FIELD_NAMES, true}, {"catalogue", ENTRY_FIELD_NAME, false},
                {"catalogue_digest", ENTRY_FIELD_DIGEST, false},
                {"text_digest", ENTRY_FIELD_DIGEST, true}, {"proposal", ENTRY_FIELD_COUNT, false},
                {"obligations", ENTRY_FIELD_OBLIGATIONS, true})},
    [ENTRY_DELIBERATION_SUSPENDED] = {"deliberation_suspended", true,
                                      FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                             {"digest", ENTRY_FIELD_DIGEST, false})},
    [ENTRY_DELIBERATION_RESUMED] = {"deliberation_resumed", true,
                                    FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                           {"digest", ENTRY_FIELD_DIGEST, false},
                                           {"proposal", ENTRY_FIELD_COUNT, false})},
    [ENTRY_DELIBERATION_ENDED] = {"deliberation_ended", true,
                                  FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                         {"digest", ENTRY_FIELD_DIGEST, false},
                                         {"proposal", ENTRY_FIELD_COUNT, false})},
    [ENTRY_UNDERTAKING_SIGNED] = {"undertaking_signed", true,
                                  FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                         {"deliberation_digest", ENTRY_FIELD_DIGEST, false},
                                         {"text", ENTRY_FIELD_DIGEST, false})},
    [ENTRY_KEY_CREATED] = {"key_created", true,
                           FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                  {"communication", ENTRY_FIELD_NAME, false},
                                  {"version", ENTRY_FIELD_COUNT, false})},
    [ENTRY_KEY_DESTROYED] = {"key_destroyed", true,
                             FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                    {"communication", ENTRY_FIELD_NAME, false},
                                    {"version", ENTRY_FIELD_COUNT, false},
                                    {"epoch", ENTRY_FIELD_COUNT, false})},
    [ENTRY_BACKUP_MADE] = {"backup_made", true, FIELDS({"epoch", ENTRY_FIELD_COUNT, false})},
    [ENTRY_MEDIUM_WRITTEN] = {"medium_written", true, FIELDS({"epoch", ENTRY_FIELD_COUNT, false})},
    [ENTRY_CUSTODY_RESTORED] = {"custody_restored", true,
                                FIELDS({"epoch", ENTRY_FIELD_COUNT, false},
                                       {"keys", ENTRY_FIELD_COUNT, false},
                                       {"keys_missing", ENTRY_FIELD_COUNT, false})},
    [ENTRY_ROOT_SPLIT] = {"root_split", true,
                          FIELDS({"set", ENTRY_FIELD_NAME, false},
                                 {"needed", ENTRY_FIELD_COUNT, false},
                                 {"shares", ENTRY_FIELD_DIGESTS, false},
                                 {"sealed", ENTRY_FIELD_COUNT, false})},
    [ENTRY_ROOT_WRAPPED] = {"root_wrapped", true, FIELDS({"by", ENTRY_FIELD_NAME, false})},
    [ENTRY_REFUSED] =
        {"refused", false,
         FIELDS({"act", ENTRY_FIELD_NAME, false}, {"deliberation", ENTRY_FIELD_NAME, true},
                {"communication", ENTRY_FIELD_NAME, true}, {"release", ENTRY_FIELD_COUNT, true},
                {"years", ENTRY_FIELD_COUNTS, true}, {"reasons", ENTRY_FIELD_REASONS, false})},
    [ENTRY_RELEASE_PLANNED] = {"release_planned", true,
                               FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                      {"deliberation_digest", ENTRY_FIELD_DIGEST, false},
                                      {"communication", ENTRY_FIELD_NAME, false},
                                      {"years", ENTRY_FIELD_COUNTS, false})},
    [ENTRY_RELEASE_PREPARED] =
        {"release_prepared", true,
         FIELDS({"release", ENTRY_FIELD_COUNT, false}, {"deliberation", ENTRY_FIELD_NAME, false},
                {"deliberation_digest", ENTRY_FIELD_DIGEST, false},
                {"communication", ENTRY_FIELD_NAME, false}, {"recipient", ENTRY_FIELD_NAME, false},
                {"years", ENTRY_FIELD_YEARS, false}, {"variables", ENTRY_FIELD_NAMES, false},
                {"manifest", ENTRY_FIELD_DIGEST, false}, {"package", ENTRY_FIELD_DIGEST, false},
                {"package_file", ENTRY_FIELD_NAME, false},
                {"package_size", ENTRY_FIELD_COUNT, false},
                {"approvals_needed", ENTRY_FIELD_COUNT, false})},
    [ENTRY_RELEASE_APPROVED] = {"release_approved", true,
                                FIELDS({"release", ENTRY_FIELD_COUNT, false},
                                       {"manifest", ENTRY_FIELD_DIGEST, false},
                                       {"package", ENTRY_FIELD_DIGEST, false})},
    [ENTRY_RELEASE_DELIVERED] = {"release_delivered", true,
                                 FIELDS({"release", ENTRY_FIELD_COUNT, false},
                                        {"manifest", ENTRY_FIELD_DIGEST, false},
                                        {"package", ENTRY_FIELD_DIGEST, false},
                                        {"obligations", ENTRY_FIELD_OBLIGATIONS, false})},
    [ENTRY_RELEASE_WITHDRAWN] = {"release_withdrawn", true,
                                 FIELDS({"release", ENTRY_FIELD_COUNT, false})},
    [ENTRY_SERIES_CLOSED] = {"series_closed", true,
                             FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                    {"communication", ENTRY_FIELD_NAME, false},
                                    {"proposal", ENTRY_FIELD_COUNT, false},
                                    {"obligations", ENTRY_FIELD_OBLIGATIONS, false})},
    [ENTRY_OBLIGATIONS_CONTINUED] = {"obligations_continued", true,
                                     FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                            {"entry", ENTRY_FIELD_COUNT, false},
                                            {"obligations", ENTRY_FIELD_OBLIGATIONS, false})},
    [ENTRY_DESTRUCTION_DECIDED] =
        {"destruction_decided", true,
         FIELDS({"destruction", ENTRY_FIELD_COUNT, false}, {"proposal", ENTRY_FIELD_COUNT, false},
                {"deliberation", ENTRY_FIELD_NAME, false}, {"plan", ENTRY_FIELD_DIGEST, false},
                {"artefacts", ENTRY_FIELD_COUNT, false}, {"keys", ENTRY_FIELD_COUNT, false})},
    [ENTRY_DESTRUCTION_COMPLETED] = {"destruction_completed", true,
                                     FIELDS({"destruction", ENTRY_FIELD_COUNT, false},
                                            {"deliberation", ENTRY_FIELD_NAME, false},
                                            {"certificate", ENTRY_FIELD_DIGEST, false})},
    [ENTRY_DATASET_PREPARED] =
        {"dataset_prepared", true,
         FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                {"deliberation_digest", ENTRY_FIELD_DIGEST, false},
                {"communication", ENTRY_FIELD_NAME, false}, {"year", ENTRY_FIELD_COUNT, false},
                {"rows", ENTRY_FIELD_COUNT, false}, {"manifest", ENTRY_FIELD_DIGEST, false},
                {"folder", ENTRY_FIELD_NAME, false}, {"index", ENTRY_FIELD_DIGEST, false},
                {"size", ENTRY_FIELD_COUNT, false},
                {"obligations", ENTRY_FIELD_OBLIGATIONS, false})},
    [ENTRY_IMPORTED] =
        {"imported", true,
         FIELDS({"import", ENTRY_FIELD_COUNT, false}, {"deliberation", ENTRY_FIELD_NAME, false},
                {"communication", ENTRY_FIELD_NAME, false}, {"files", ENTRY_FIELD_COUNT, false},
                {"index", ENTRY_FIELD_DIGEST, false}, {"size", ENTRY_FIELD_COUNT, false})},
    [ENTRY_JOB_STARTED] = {"job_started", true,
                           FIELDS({"job", ENTRY_FIELD_COUNT, false},
                                  {"kind", ENTRY_FIELD_NAME, false},
                                  {"deliberation", ENTRY_FIELD_NAME, false},
                                  {"communication", ENTRY_FIELD_NAME, false},
                                  {"years", ENTRY_FIELD_COUNTS, false})},
    [ENTRY_JOB_ENDED] =
        {"job_ended", true,
         FIELDS({"job", ENTRY_FIELD_COUNT, false}, {"outcome", ENTRY_FIELD_NAME, false},
                {"exit_status", ENTRY_FIELD_COUNT, false}, {"seconds", ENTRY_FIELD_COUNT, false},
                {"index", ENTRY_FIELD_DIGEST, true}, {"files", ENTRY_FIELD_COUNT, false},
                {"size", ENTRY_FIELD_COUNT, false})},
    [ENTRY_ATTESTATION_RECEIVED] =
        {"attestation_received", true,
         FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                {"communication", ENTRY_FIELD_NAME, false}, {"recipient", ENTRY_FIELD_NAME, false},
                {"event", ENTRY_FIELD_NAME, false}, {"on_date", ENTRY_FIELD_DATE, false},
                {"artefacts", ENTRY_FIELD_COUNTS, false}, {"statement", ENTRY_FIELD_DIGEST, false},
                {"obligations", ENTRY_FIELD_OBLIGATIONS, true})},
    [ENTRY_OUTPUT_REQUESTED] =
        {"output_requested", true,
         FIELDS({"output", ENTRY_FIELD_COUNT, false}, {"deliberation", ENTRY_FIELD_NAME, false},
                {"deliberation_digest", ENTRY_FIELD_DIGEST, false},
                {"communication", ENTRY_FIELD_NAME, false}, {"years", ENTRY_FIELD_COUNTS, false},
                {"job", ENTRY_FIELD_COUNT, false}, {"files", ENTRY_FIELD_DIGEST, false},
                {"checkers", ENTRY_FIELD_COUNT, false})},
    [ENTRY_OUTPUT_CHECKED] =
        {"output_checked", true,
         FIELDS({"output", ENTRY_FIELD_COUNT, false}, {"round", ENTRY_FIELD_COUNT, false},
                {"change", ENTRY_FIELD_NAME, false}, {"method", ENTRY_FIELD_NAME, false},
                {"canonical", ENTRY_FIELD_DIGEST, false}, {"findings", ENTRY_FIELD_DIGEST, false},
                {"fails", ENTRY_FIELD_COUNT, false})},
    [ENTRY_OUTPUT_VOTED] = {"output_voted", true,
                            FIELDS({"output", ENTRY_FIELD_COUNT, false},
                                   {"round", ENTRY_FIELD_COUNT, false},
                                   {"canonical", ENTRY_FIELD_DIGEST, false},
                                   {"findings", ENTRY_FIELD_DIGEST, false},
                                   {"commitment", ENTRY_FIELD_DIGEST, false})},
    [ENTRY_OUTPUT_DECIDED] =
        {"output_decided", true,
         FIELDS({"output", ENTRY_FIELD_COUNT, false}, {"round", ENTRY_FIELD_COUNT, false},
                {"decision", ENTRY_FIELD_NAME, false}, {"canonical", ENTRY_FIELD_DIGEST, false},
                {"findings", ENTRY_FIELD_DIGEST, false}, {"votes", ENTRY_FIELD_NAMES, false})},
    [ENTRY_OUTPUT_RELEASED] =
        {"output_released", true,
         FIELDS({"output", ENTRY_FIELD_COUNT, false}, {"round", ENTRY_FIELD_COUNT, false},
                {"canonical", ENTRY_FIELD_DIGEST, false}, {"findings", ENTRY_FIELD_DIGEST, false},
                {"folder", ENTRY_FIELD_NAME, false}, {"record", ENTRY_FIELD_DIGEST, false})},
    [ENTRY_OUTPUT_WITHDRAWN] = {"output_withdrawn", true,
                                FIELDS({"output", ENTRY_FIELD_COUNT, false})},
    [ENTRY_OUTPUT_PROFILED] = {"output_profiled", true,
                               FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                      {"deliberation_digest", ENTRY_FIELD_DIGEST, false},
                                      {"outputs", ENTRY_FIELD_COUNTS, false},
                                      {"pages", ENTRY_FIELD_DIGESTS, false})},
    [ENTRY_AUDIT_KIT_MADE] = {"audit_kit_made", true,
                              FIELDS({"deliberation", ENTRY_FIELD_NAME, false},
                                     {"deliberation_digest", ENTRY_FIELD_DIGEST, false})},
};

const EntryForm *
entry_form(EntryType type)
{
    return &forms[type];
}

bool
entry_type_parse(const char *name, EntryType *ret_type)
{
    for (EntryType type = 0; type < ENTRY_TYPE_COUNT; type++)
        if (text_equal(forms[type].name, name))
        {
            *ret_type = type;
            return true;
        }
    return false;
}

bool
value_is_name(const json_t *value)
{
    const char *text = json_string_value(value);
    if (text == NULL || text[0] == '\0' || json_string_length(value) > NAME_BYTES ||
        strlen(text) != json_string_length(value))
        return false;
    for (const char *at = text; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
    return true;
}

bool
value_is_count(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) >= 0;
}

static bool
value_is_digest(const json_t *value)
{
    Digest digest;
    return json_is_string(value) && digest_parse(json_string_value(value), &digest);
}

bool
value_is_base64(const json_t *value, unsigned char *ret_bytes, size_t size)
{
    return json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value) &&
           base64_parse_exactly(json_string_value(value), ret_bytes, size);
}

static bool
value_is_date(const json_t *value)
{
    Date date;
    return json_is_string(value) && date_parse(json_string_value(value), &date);
}

static bool
all_items(const json_t *value, bool (*is_item)(const json_t *item))
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count > LIST_ITEMS)
        return false;
    for (size_t at = 0; at < count; at++)
        if (!is_item(json_array_get(value, at)))
            return false;
    return true;
}

static bool
item_is_year(const json_t *item)
{
    return json_object_size(item) == 2 && value_is_count(json_object_get(item, "year")) &&
           value_is_count(json_object_get(item, "rows"));
}

static bool
item_is_reason(const json_t *item)
{
    return json_object_size(item) == 2 && value_is_name(json_object_get(item, "code")) &&
           all_items(json_object_get(item, "cites"), value_is_count);
}

static bool
item_is_obligation(const json_t *item)
{
    const json_t *date = json_object_get(item, "destroy_by");
    return json_object_size(item) == (date == NULL ? 4 : 5) &&
           all_items(json_object_get(item, "artefacts"), value_is_count) &&
           all_items(json_object_get(item, "years"), value_is_count) &&
           json_is_boolean(json_object_get(item, "pending")) &&
           (date == NULL || value_is_date(date)) &&
           all_items(json_object_get(item, "cites"), value_is_count);
}

static bool
value_is(EntryFieldKind kind, const json_t *value)
{
    unsigned char key[NOTE_PUBLIC_KEY_SIZE];
    switch (kind)
    {
    case ENTRY_FIELD_NAME:
        return value_is_name(value);
    case ENTRY_FIELD_COUNT:
        return value_is_count(value);
    case ENTRY_FIELD_DIGEST:
        return value_is_digest(value);
    case ENTRY_FIELD_PUBLIC_KEY:
        return value_is_base64(value, key, sizeof key);
    case ENTRY_FIELD_DATE:
        return value_is_date(value);
    case ENTRY_FIELD_NAMES:
        return all_items(value, value_is_name);
    case ENTRY_FIELD_DIGESTS:
        return all_items(value, value_is_digest);
    case ENTRY_FIELD_COUNTS:
        return all_items(value, value_is_count);
    case ENTRY_FIELD_YEARS:
        return all_items(value, item_is_year);
    case ENTRY_FIELD_REASONS:
        return all_items(value, item_is_reason);
    case ENTRY_FIELD_OBLIGATIONS:
        return all_items(value, item_is_obligation);
    }
    return false;
}

bool
body_has_form(const json_t *body, EntryType type)
{
    size_t found = 0;
    for (const EntryField *field = forms[type].fields; field->name != NULL; field++)
    {
        const json_t *value = json_object_get(body, field->name);
        if (value == NULL ? !field->optional : !value_is(field->kind, value))
            return false;
        found += value != NULL;
    }
    return json_is_object(body) && json_object_size(body) == found;
}
