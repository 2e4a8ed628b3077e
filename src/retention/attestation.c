#include "retention/attestation.h"

#include "core/text.h"
#include "release/minisign.h"

#include <sodium.h>
#include <string.h>

#define FIRST_LINE "beraad attestation 1"
#define NAME_BYTES 256

/* The lines that are left to read. */
typedef struct Lines
{
    Arena *arena;
    const char *at;
    const char *end;
    unsigned number; /* of the line read last */
} Lines;

/* The next line without its line feed; NULL where there is none. */
static const char *
next_line(Lines *lines)
{
    const char *feed = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    lines->number++;
    if (feed == NULL)
        return NULL;
    const char *line = arena_copy(lines->arena, lines->at, (size_t)(feed - lines->at));
    lines->at = feed + 1;
    return line;
}

/* "KEY: VALUE". */
static ErrorKind
take(Lines *lines, const char *key, const char **ret_value, Error *err)
{
    const char *line = next_line(lines);
    size_t skip = strlen(key);
    if (line == NULL || !text_starts(line, key) || !text_starts(line + skip, ": ") ||
        line[skip + 2] == '\0')
        return error_set(err, ERROR_DATA, "line %u: expected '%s: ' and a value", lines->number,
                         key);
    *ret_value = line + skip + 2;
    if (strlen(*ret_value) <= NAME_BYTES)
        return ERROR_NONE;
    return error_set(err, ERROR_DATA, "line %u: more than %d bytes", lines->number, NAME_BYTES);
}

static ErrorKind
take_event(Lines *lines, AttestedEvent *ret_event, Error *err)
{
    const char *value = NULL;
    TRY(take(lines, "act", &value, err));
    if (attested_event_parse(value, ret_event))
        return ERROR_NONE;
    return error_set(err, ERROR_DATA, "line %u: expected 'receipt' or 'destruction'",
                     lines->number);
}

static ErrorKind
take_date(Lines *lines, Date *ret_date, Error *err)
{
    const char *value = NULL;
    TRY(take(lines, "date", &value, err));
    if (date_parse(value, ret_date))
        return ERROR_NONE;
    return error_set(err, ERROR_DATA, "line %u: expected a date as YYYY-MM-DD", lines->number);
}

static ErrorKind
take_package(Lines *lines, Attestation *attestation, Error *err)
{
    const char *value = NULL;
    Digest digest;
    TRY(take(lines, "package", &value, err));
    if (!digest_parse(value, &digest) || !text_equal(value, digest_print(lines->arena, &digest)))
        return error_set(err, ERROR_DATA, "line %u: expected 'sha256:' and 64 hexadecimal digits",
                         lines->number);
    for (size_t at = 0; at < attestation->packages.count; at++)
        if (digest_equal(&attestation->packages.items[at], &digest))
            return error_set(err, ERROR_DATA, "line %u: the same package as line %zu",
                             lines->number, lines->number - attestation->packages.count + at);
    if (attestation->packages.count == ATTESTATION_PACKAGES)
        return error_set(err, ERROR_DATA, "line %u: more than %d packages", lines->number,
                         ATTESTATION_PACKAGES);
    *LIST_ADD(lines->arena, &attestation->packages) = digest;
    return ERROR_NONE;
}

/* What a person reads and a program reads is the same. */
static ErrorKind
check_plain(const char *bytes, size_t size, Error *err)
{
    unsigned line = 1;
    if (!text_is_utf8(bytes, size))
        return error_set(err, ERROR_DATA, "it is not UTF-8");
    for (size_t at = 0; at < size; at++)
    {
        line += bytes[at] == '\n';
        if (((unsigned char)bytes[at] < ' ' && bytes[at] != '\n') || bytes[at] == 0x7f)
            return error_set(err, ERROR_DATA, "line %u: a control character%s", line,
                             bytes[at] == '\r' ? " (lines must end in a line feed alone)" : "");
    }
    return ERROR_NONE;
}

ErrorKind
attestation_parse(Arena *arena, const char *bytes, size_t size, Attestation *ret_attestation,
                  Error *err)
{
    Lines lines = {.arena = arena, .at = bytes, .end = bytes + size};
    *ret_attestation = (Attestation){0};
    TRY(check_plain(bytes, size, err));
    const char *first = next_line(&lines);
    if (first == NULL || !text_equal(first, FIRST_LINE))
        return error_set(err, ERROR_DATA, "line 1: expected '%s'", FIRST_LINE);
    TRY(take(&lines, "deliberation", &ret_attestation->deliberation, err));
    TRY(take(&lines, "communication", &ret_attestation->communication, err));
    TRY(take(&lines, "recipient", &ret_attestation->recipient, err));
    TRY(take_event(&lines, &ret_attestation->event, err));
    TRY(take_date(&lines, &ret_attestation->on_date, err));
    do
        TRY(take_package(&lines, ret_attestation, err));
    while (lines.at != lines.end);
    return ERROR_NONE;
}

char *
attestation_print(Arena *arena, const Attestation *attestation)
{
    Text text = text_new(arena);
    char date[DATE_TEXT_SIZE];
    text_print(&text,
               FIRST_LINE "\ndeliberation: %s\ncommunication: %s\nrecipient: %s\nact: %s\n"
                          "date: %s\n",
               attestation->deliberation, attestation->communication, attestation->recipient,
               attested_event_name(attestation->event), date_print(attestation->on_date, date));
    for (size_t at = 0; at < attestation->packages.count; at++)
        text_print(&text, "package: %s\n", digest_print(arena, &attestation->packages.items[at]));
    return text.bytes;
}

ErrorKind
attestation_check(const char *bytes, size_t size, const char *signature, size_t signature_size,
                  const Recipient *recipient, Error *err)
{
    SCRATCH Arena *work = arena_new("attestation");
    unsigned char digest[MINISIGN_DIGEST_SIZE];
    MinisignKey key;
    MinisignSignature parsed;
    if (recipient->minisign_key == NULL)
        return error_set(err, ERROR_STATE, "recipient '%s' has no minisign key in this custody",
                         recipient->id);
    if (minisign_key_line_parse(recipient->minisign_key, &key, err) != ERROR_NONE)
        return error_set(err, ERROR_INTEGRITY, "the minisign key of recipient '%s' is damaged",
                         recipient->id);
    /* It is kept as text beside what it signs. */
    if (memchr(signature, '\0', signature_size) != NULL || !text_is_utf8(signature, signature_size))
        return error_set(err, ERROR_DATA, "not a signature of minisign");
    if (minisign_parse(work, signature, signature_size, &parsed, err) != ERROR_NONE)
        return error_hint(err, "'minisign -S' makes one, from version 0.10 on without an option");
    (void)crypto_generichash(digest, sizeof digest, (const unsigned char *)bytes, size, NULL, 0);
    return minisign_check(&parsed, &key, digest, err);
}
