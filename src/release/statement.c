#include "release/statement.h"

#include "core/text.h"
#include "ledger/note.h"
#include "release/shape.h"

#include <string.h>

static const Shape statement_shape = {
    .size = sizeof(PackageStatement),
    .fields = (const Field[]){
        {.key = "communication",
         .kind = FIELD_TEXT,
         .offset = offsetof(PackageStatement, communication)},
        {.key = "deliberation",
         .kind = FIELD_TEXT,
         .offset = offsetof(PackageStatement, deliberation)},
        {.key = "file", .kind = FIELD_TEXT, .offset = offsetof(PackageStatement, file)},
        {.key = "made", .kind = FIELD_COUNT, .offset = offsetof(PackageStatement, made)},
        {.key = "manifest", .kind = FIELD_DIGEST, .offset = offsetof(PackageStatement, manifest)},
        {.key = "release", .kind = FIELD_COUNT, .offset = offsetof(PackageStatement, release)},
        {.key = "signer", .kind = FIELD_TEXT, .offset = offsetof(PackageStatement, signer)},
        {.key = NULL},
    }};

char *
statement_print(Arena *arena, const PackageStatement *statement)
{
    return json_canonical(arena, json_keep(arena, shape_print(&statement_shape, statement)), NULL);
}

ErrorKind
statement_read(Arena *arena, const char *text, PackageStatement *ret_statement, Error *err)
{
    if (shape_parse(arena, &statement_shape, text, strlen(text), ret_statement, err) != ERROR_NONE)
        return error_within(err, "trusted comment");
    return ERROR_NONE;
}

/* Four lines; manifest and statement name deliberation and communication in one line each. */
static char *
note_text(Arena *arena, const char *deliberation, const char *communication, const Digest *digest)
{
    return arena_print(arena, "beraad package manifest\n%s\n%s\n%s\n", deliberation, communication,
                       digest_print(arena, digest));
}

ErrorKind
statement_note_sign(Arena *arena, const Manifest *manifest, const Digest *digest,
                    const PackageSigner *signer, char **ret_note, Error *err)
{
    const char *text = note_text(arena, manifest->deliberation, manifest->communication, digest);
    NoteKey key = {.name = signer->name};
    memcpy(key.public_key, signer->public_key, sizeof key.public_key);
    unsigned char signature[SIGNER_SIGNATURE_SIZE];
    TRY(signer->sign(signer->context, text, strlen(text), signature, err));
    return note_build(arena, text, &key, signature, ret_note, err);
}

ErrorKind
statement_note_check(Arena *arena, const char *bytes, size_t size,
                     const PackageStatement *statement, const MinisignKey *key, Error *err)
{
    NoteKey signer = {.name = statement->signer};
    memcpy(signer.public_key, key->key, sizeof signer.public_key);
    char *text = NULL;
    if (!note_name_valid(statement->signer))
        return error_set(err, ERROR_DATA, "the signer has no valid name");
    TRY(note_open(arena, bytes, size, &signer, &text, err));
    if (!text_equal(text, note_text(arena, statement->deliberation, statement->communication,
                                    &statement->manifest)))
        return error_set(err, ERROR_INTEGRITY, "manifest.json.note is about another package");
    return ERROR_NONE;
}
