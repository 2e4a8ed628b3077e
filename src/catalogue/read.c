#include "catalogue/read.h"

#include "catalogue/classification.h"
#include "catalogue/inner.h"
#include "core/file.h"
#include "core/text.h"

#include <string.h>

#define FILE_NAME_BYTES 200

/* Names a file below the directory and nowhere else. */
static bool
file_name_sound(const char *name)
{
    size_t size = strlen(name);
    return size > 0 && size <= FILE_NAME_BYTES && name[0] != '/' && name[0] != '.' &&
           strstr(name, "..") == NULL && strstr(name, "//") == NULL && name[size - 1] != '/' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") ==
               size;
}

/* Name and bytes, each with its length in front, so that no two catalogues hash the same text. */
static void
hash_file(CatalogueReader *reader, const char *name, const char *bytes, size_t size)
{
    const char *head = arena_print(reader->arena, "%zu:%s:%zu:", strlen(name), name, size);
    hasher_add(reader->hasher, head, strlen(head));
    hasher_add(reader->hasher, bytes, size);
}

ErrorKind
reader_file(CatalogueReader *reader, const Node *node, char **ret_bytes, size_t *ret_size,
            Error *err)
{
    *ret_bytes = NULL;
    *ret_size = 0;
    const char *name = node_text(node, reader->complaints);
    if (name == NULL)
        return ERROR_NONE;
    if (!file_name_sound(name))
    {
        complain(reader->complaints, node->place,
                 "expected a file below the catalogue's directory, found '%.80s'", name);
        return ERROR_NONE;
    }
    const char *path = file_join(reader->arena, reader->directory, name);
    if (!file_exists(path))
    {
        complain(reader->complaints, node->place, "no file '%s'", name);
        return ERROR_NONE;
    }
    ErrorKind kind =
        file_read(reader->arena, path, DOCUMENT_BYTES, ERROR_CATALOGUE, ret_bytes, ret_size, err);
    if (kind == ERROR_CATALOGUE)
    {
        complain(reader->complaints, node->place, "%s", err->message);
        *ret_bytes = NULL;
        return ERROR_NONE;
    }
    if (kind == ERROR_NONE)
        hash_file(reader, name, *ret_bytes, *ret_size);
    return kind;
}

void
reader_enter(CatalogueReader *reader, const Node *node)
{
    reader->complaints->file = file_join(reader->arena, reader->directory, node->scalar);
}

void
reader_leave(CatalogueReader *reader)
{
    reader->complaints->file = reader->main_file;
}

static ErrorKind
read_classification(CatalogueReader *reader, const Pair *pair, Error *err)
{
    static const char *const keys[] = {"label", "file", NULL};
    (void)name_check(pair->key, pair->key_place, reader->complaints);
    if (!node_keys(pair->value, keys, keys, reader->complaints))
        return ERROR_NONE;
    Classification list = {.name = pair->key,
                           .label =
                               wording_read(node_find(pair->value, "label"), reader->complaints)};
    const Node *file = node_find(pair->value, "file");
    char *bytes = NULL;
    size_t size = 0;
    TRY(reader_file(reader, file, &bytes, &size, err));
    if (bytes != NULL)
    {
        reader_enter(reader, file);
        (void)classification_read(reader->arena, reader->catalogue, bytes, size, &list,
                                  reader->complaints);
        reader_leave(reader);
    }
    *LIST_ADD(reader->arena, &reader->catalogue->classifications) = list;
    return ERROR_NONE;
}

ErrorKind
classifications_read(CatalogueReader *reader, const Node *root, Error *err)
{
    const Node *section = section_read(root, "classifications", reader->complaints);
    for (size_t at = 0; section != NULL && at < section->count; at++)
        TRY(read_classification(reader, &section->pairs[at], err));
    return ERROR_NONE;
}

static void
read_missing_kinds(CatalogueReader *reader, const Node *root)
{
    const Node *section = section_read(root, "missing", reader->complaints);
    for (size_t at = 0; section != NULL && at < section->count; at++)
    {
        const Pair *pair = &section->pairs[at];
        (void)name_check(pair->key, pair->key_place, reader->complaints);
        *LIST_ADD(reader->arena, &reader->catalogue->missing) =
            (MissingKind){pair->key, wording_read(pair->value, reader->complaints)};
    }
}

static void
read_head(CatalogueReader *reader, const Node *root)
{
    Catalogue *catalogue = reader->catalogue;
    Complaints *complaints = reader->complaints;
    catalogue->id = name_read(node_find(root, "catalogue"), complaints);
    catalogue->title = wording_read(node_find(root, "title"), complaints);
    const Node *kind = node_find(root, "identifier");
    const char *name = node_text(kind, complaints);
    if (name != NULL && !identifier_kind_parse(name, &catalogue->identifier))
        complain(complaints, kind->place, "expected 'insz' or 'opaque', found '%.40s'", name);
}

/* In an order in which each section finds what it names. */
static ErrorKind
read_sections(CatalogueReader *reader, const Node *root, Error *err)
{
    static const char *const known[] = {
        "catalogue", "title",      "identifier",      "history",     "missing",
        "registers", "parameters", "classifications", "derivations", "household",
        "variables", "cohorts",    "contradictions",  NULL};
    static const char *const required[] = {"catalogue", "title",           "identifier",
                                           "registers", "classifications", "derivations",
                                           "variables", "cohorts",         NULL};
    (void)node_keys(root, known, required, reader->complaints);
    if (root->kind != NODE_MAPPING)
        return ERROR_NONE;
    read_head(reader, root);
    read_missing_kinds(reader, root);
    registers_read(reader, root);
    history_read(reader, root);
    parameters_read(reader, root);
    TRY(classifications_read(reader, root, err));
    register_classes_check(reader, root);
    TRY(derivations_read(reader, root, err));
    household_read(reader, root);
    TRY(cohorts_read(reader, root, err));
    variables_read(reader, root);
    contradictions_read(reader, root);
    return ERROR_NONE;
}

ErrorKind
catalogue_read(Arena *arena, const char *directory, Complaints *complaints,
               Catalogue **ret_catalogue, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    CatalogueReader reader = {.arena = arena,
                              .directory = directory,
                              .main_file = file_join(arena, directory, "catalogue.yaml"),
                              .complaints = complaints,
                              .catalogue = arena_take(arena, sizeof(Catalogue)),
                              .hasher = hasher_new(arena)};
    *ret_catalogue = reader.catalogue;
    TRY(file_read(arena, reader.main_file, DOCUMENT_BYTES, ERROR_CATALOGUE, &bytes, &size, err));
    hash_file(&reader, "catalogue.yaml", bytes, size);
    complaints->file = reader.main_file;
    const Node *root = document_read(arena, bytes, size, complaints);
    if (root != NULL)
        TRY(read_sections(&reader, root, err));
    reader.catalogue->digest = hasher_end(reader.hasher);
    return ERROR_NONE;
}
