#include "retention/certificate_file.h"
#include "core/text.h"
#include "release/minisign.h"
#include "retention/attestation.h"
#include "retention/certificate.h"

#include <inttypes.h>
#include <string.h>

/* Files under way. */
typedef struct Files
{
    Custody *custody;
    Arena *arena;
    CertificateFiles *list;
} Files;

static void
add(const Files *files, const char *name, const char *bytes)
{
    *LIST_ADD(files->arena, files->list) =
        (CertificateFile){.name = name, .bytes = bytes, .size = strlen(bytes)};
}

/* A file and its signature beside it. */
static ErrorKind
add_signed(const Files *files, const char *name, const char *bytes, Error *err)
{
    char *signature = NULL;
    TRY(certificate_sign(files->custody, files->arena, name, bytes, strlen(bytes), &signature,
                         err));
    add(files, name, bytes);
    add(files, arena_print(files->arena, "%s.minisig", name), signature);
    return ERROR_NONE;
}

static bool
is_there(const Files *files, const char *name)
{
    for (size_t at = 0; at < files->list->count; at++)
        if (text_equal(files->list->items[at].name, name))
            return true;
    return false;
}

/* What a recipient signed, as it did, with the key that it signed with; once, however many
 * artefacts it is about. */
static ErrorKind
add_attestation(const Files *files, const Attested *attested, Error *err)
{
    MinisignKey key;
    const char *name = certificate_attestation_name(files->arena, attested);
    const char *text = arena_print(files->arena, "%s.txt", name);
    Recipient then = {.id = attested->recipient, .minisign_key = attested->minisign_key};
    if (is_there(files, text))
        return ERROR_NONE;
    TRY(minisign_key_line_parse(attested->minisign_key, &key, err));
    if (attestation_check(attested->text, strlen(attested->text), attested->signature,
                          strlen(attested->signature), &then, err) != ERROR_NONE)
        return error_within(err, "the attestation of ledger entry %" PRId64, attested->entry);
    add(files, text, attested->text);
    add(files, arena_print(files->arena, "%s.minisig", text), attested->signature);
    add(files, arena_print(files->arena, "%s.pub", name), minisign_key_print(files->arena, &key));
    return ERROR_NONE;
}

ErrorKind
certificate_files(Custody *custody, Arena *arena, const Destruction *destruction, Language first,
                  CertificateFiles *files, Error *err)
{
    Files under_way = {.custody = custody, .arena = arena, .list = files};
    AttestedList attested = {0};
    Text page = text_new(arena);
    const char *name = arena_print(arena, "certificate-%" PRId64, destruction->number);
    Digest made = digest_of(destruction->certificate, strlen(destruction->certificate));
    if (!digest_equal(&made, &destruction->certificate_digest))
        return error_set(err, ERROR_INTEGRITY,
                         "the stored certificate %" PRId64 " is not the one that was recorded",
                         destruction->number);
    TRY(certificate_attested(custody, arena, destruction, &attested, err));
    TRY(certificate_page(arena, destruction->certificate, destruction, &attested, first, &page,
                         err));
    for (size_t at = 0; at < attested.count; at++)
        TRY(add_attestation(&under_way, &attested.items[at], err));
    TRY(add_signed(&under_way, arena_print(arena, "%s.json", name), destruction->certificate, err));
    return add_signed(&under_way, arena_print(arena, "%s.html", name), page.bytes, err);
}
