#include "audit/kit.h"
#include "audit/kit_text.h"
#include "audit/proofs.h"
#include "core/file.h"
#include "custody/record.h"
#include "ledger/tile.h"
#include "release/minisign.h"
#include "release/workplace.h"

#include <sodium.h>
#include <string.h>

#define PUBLIC_BYTES ((size_t)TILE_WIDTH * (2 + ENTRY_BYTES)) /* of a published file */

/* A kit under way. */
typedef struct Kit
{
    Custody *custody;
    Arena *arena;
    const KitInput *input;
    Folder *folder;
} Kit;

ErrorKind
kit_record(Custody *custody, const Actor *actor, const Registration *registration, Error *err)
{
    SCRATCH Arena *work = arena_new("kit");
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put_text(body, "deliberation", registration->id);
    json_put_text(body, "deliberation_digest", digest_print(work, &registration->digest));
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, actor, NULL, ENTRY_AUDIT_KIT_MADE, body, NULL, err));
    return record_commit(&recording, err);
}

static ErrorKind
add_text(const Kit *kit, const char *name, const char *text, Error *err)
{
    return folder_add(kit->folder, name, text, strlen(text), err);
}

/* A file of public/, under another name. */
static ErrorKind
add_public(const Kit *kit, const char *from, const char *name, Error *err)
{
    SCRATCH Arena *work = arena_new("public");
    char *bytes = NULL;
    size_t size = 0;
    const char *path = custody_path(work, kit->custody, arena_print(work, "public/%s", from));
    TRY(file_read(work, path, PUBLIC_BYTES, ERROR_INTEGRITY, &bytes, &size, err));
    return folder_add(kit->folder, name, bytes, size, err);
}

static ErrorKind
add_ledger(const Kit *kit, Error *err)
{
    TileList tiles = {0};
    tile_list(kit->arena, 0, (uint64_t)kit->input->audit->signed_size, &tiles);
    for (size_t at = 0; at < tiles.count; at++)
    {
        const char *name = tile_path(kit->arena, &tiles.items[at]);
        TRY(add_public(kit, name, arena_print(kit->arena, "ledger/%s", name), err));
    }
    TRY(add_public(kit, "checkpoint", "ledger/checkpoint", err));
    if (file_exists(custody_path(kit->arena, kit->custody, "public/witnessed")))
        TRY(add_public(kit, "witnessed", "ledger/witnessed", err));
    TRY(add_public(kit, "beraad.vkey", "beraad.vkey", err));
    return add_public(kit, "beraad.pub", "beraad.pub", err);
}

/* "deliberation/ivc-kszg-19-002": an id as a file name. */
static char *
name_of(Arena *arena, const char *id)
{
    char *name = arena_print(arena, "deliberation/%s", id);
    for (char *at = name + strlen("deliberation/"); *at != '\0'; at++)
    {
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
        else if ((*at < 'a' || *at > 'z') && (*at < '0' || *at > '9'))
            *at = '-';
    }
    return name;
}

/* Two ids that differ only in their signs would have one name: the number keeps them apart. */
static ErrorKind
add_deliberation(const Kit *kit, const Registration *one, json_t *list, Error *err)
{
    json_t *item = json_object();
    const char *name =
        arena_print(kit->arena, "%s-%zu", name_of(kit->arena, one->id), json_array_size(list) + 1);
    const char *file = arena_print(kit->arena, "%s.yaml", name);
    json_put_text(item, "id", one->id);
    json_put_text(item, "file", file);
    if (json_array_append(list, json_keep(kit->arena, item)) != 0)
        error_out_of_memory();
    TRY(folder_add(kit->folder, file, one->bytes, one->size, err));
    if (one->text == NULL)
        return ERROR_NONE;
    const char *text = arena_print(kit->arena, "%s.txt", name);
    json_put_text(item, "text", text);
    return folder_add(kit->folder, text, one->text, one->text_size, err);
}

/* The deliberation and those that it amends, one after the other. */
static ErrorKind
add_deliberations(const Kit *kit, json_t *list, Error *err)
{
    const Registration *one = kit->input->audit->registration;
    while (one != NULL)
    {
        Registration *amended = NULL;
        TRY(add_deliberation(kit, one, list, err));
        if (one->amends != NULL)
            TRY(registration_find(kit->custody, kit->arena, one->amends, &amended, err));
        one = amended;
    }
    return ERROR_NONE;
}

static ErrorKind
add_audit(const Kit *kit, Error *err)
{
    Audit *audit = kit->input->audit;
    size_t count = 0;
    size_t size = 0;
    Text page = text_new(kit->arena);
    TRY(audit_add_proofs(kit->custody, audit, "proof/", kit->folder, &count, err));
    audit->proofs = "../proof";
    audit_page(kit->arena, audit, kit->input->language, &page);
    json_t *value = json_keep(kit->arena, audit_json(kit->arena, audit));
    const char *json = json_canonical(kit->arena, value, &size);
    TRY(folder_add(kit->folder, "audit/audit.json", json, size, err));
    return folder_add(kit->folder, "audit/audit.html", page.bytes, page.size, err);
}

static ErrorKind
add_contents(const Kit *kit, Error *err)
{
    json_t *about = json_keep(kit->arena, json_object());
    json_t *deliberations = json_array();
    size_t size = 0;
    json_put(about, "deliberations", deliberations);
    json_put_text(about, "format", "beraad audit kit 1");
    json_put_text(about, "custody", custody_name(kit->custody));
    json_put(about, "made", json_integer(custody_now(kit->custody)));
    TRY(add_ledger(kit, err));
    TRY(add_deliberations(kit, deliberations, err));
    TRY(add_audit(kit, err));
    for (size_t at = 0; at < kit->input->files->count; at++)
        TRY(folder_add(kit->folder, kit->input->files->items[at].name,
                       kit->input->files->items[at].bytes, kit->input->files->items[at].size, err));
    const char *json = json_canonical(kit->arena, about, &size);
    TRY(folder_add(kit->folder, "kit.json", json, size, err));
    TRY(folder_add(kit->folder, "verify.py", kit_verify, kit_verify_size, err));
    return folder_add(kit->folder, "README.txt", kit_readme, kit_readme_size, err);
}

/* The list of all that is there, and the custodian's signature over it. */
static ErrorKind
add_sums(const Kit *kit, Error *err)
{
    unsigned char digest[MINISIGN_DIGEST_SIZE];
    MinisignSignature signature = {0};
    PackageSigner signer = custody_signer(kit->custody);
    const char *sums = folder_sums(kit->folder);
    crypto_generichash(digest, sizeof digest, (const unsigned char *)sums, strlen(sums), NULL, 0);
    TRY(minisign_sign(kit->arena, &signer, digest, "file:SHA256SUMS", &signature, err));
    TRY(add_text(kit, "SHA256SUMS", sums, err));
    return add_text(kit, "SHA256SUMS.minisig", minisign_print(kit->arena, &signature), err);
}

ErrorKind
kit_write(Custody *custody, Arena *arena, const KitInput *input, Error *err)
{
    CLEARS_FOLDER Folder folder = {0};
    RecordSummary summary = {0};
    Kit kit = {.custody = custody, .arena = arena, .input = input, .folder = &folder};
    TRY(record_verify(custody, &summary, err));
    TRY(folder_begin(arena, input->directory, &folder, err));
    TRY(add_contents(&kit, err));
    TRY(add_sums(&kit, err));
    return folder_end(&folder, err);
}
