#include "enclave/folder_index.h"

#include "release/shape.h"

#include <string.h>

#define INDEX_FORMAT "beraad folder 1"

bool
folder_has(const FolderFiles *files, const char *name)
{
    for (size_t at = 0; at < files->count; at++)
        if (text_equal(files->items[at].name, name))
            return true;
    return false;
}

/* The index as JSON: `name` in hexadecimal. */
typedef struct IndexFile
{
    const char *name;
    Digest digest;
    int64_t size;
    Digest sealed;
    int64_t sealed_size;
} IndexFile;

typedef struct Index
{
    const char *format;
    struct LIST_OF(IndexFile) files;
} Index;

static const Field index_file_fields[] = {
    {"name", FIELD_TEXT, offsetof(IndexFile, name), NULL, NULL},
    {"digest", FIELD_DIGEST, offsetof(IndexFile, digest), NULL, NULL},
    {"size", FIELD_COUNT, offsetof(IndexFile, size), NULL, NULL},
    {"sealed", FIELD_DIGEST, offsetof(IndexFile, sealed), NULL, NULL},
    {"sealed_size", FIELD_COUNT, offsetof(IndexFile, sealed_size), NULL, NULL},
    {NULL, FIELD_TEXT, 0, NULL, NULL},
};
static const Shape index_file_shape = {index_file_fields, sizeof(IndexFile)};

static const Field index_fields[] = {
    {"format", FIELD_TEXT, offsetof(Index, format), NULL, NULL},
    {"files", FIELD_LIST, offsetof(Index, files), &index_file_shape, NULL},
    {NULL, FIELD_TEXT, 0, NULL, NULL},
};
static const Shape index_shape = {index_fields, sizeof(Index)};

const char *
folder_index_print(Arena *arena, const FolderFiles *files, size_t *ret_size)
{
    Index index = {.format = INDEX_FORMAT};
    for (size_t at = 0; at < files->count; at++)
    {
        const FolderFile *file = &files->items[at];
        *LIST_ADD(arena, &index.files) =
            (IndexFile){.name = text_hex(arena, file->name, strlen(file->name)),
                        .digest = file->digest,
                        .size = file->size,
                        .sealed = file->sealed,
                        .sealed_size = file->sealed_size};
    }
    return json_canonical(arena, json_keep(arena, shape_print(&index_shape, &index)), ret_size);
}

static ErrorKind
take_name(Arena *arena, const char *hex, const FolderFiles *others, const char **ret_name,
          Error *err)
{
    size_t size = strlen(hex) / 2;
    char *name = arena_take(arena, size + 1);
    name[size] = '\0';
    if (size == 0 || !text_hex_parse(hex, name, size) || strlen(name) != size ||
        !text_equal(text_hex(arena, name, size), hex))
        return error_set(err, ERROR_INTEGRITY, "a sealed index holds a damaged name");
    if (folder_has(others, name))
        return error_set(err, ERROR_INTEGRITY, "a sealed index holds a name twice");
    *ret_name = name;
    return ERROR_NONE;
}

static ErrorKind
take_files(Arena *arena, const Index *index, FolderFiles *ret_files, Error *err)
{
    for (size_t at = 0; at < index->files.count; at++)
    {
        const IndexFile *from = &index->files.items[at];
        FolderFile file = {.number = (int64_t)at + 1,
                           .digest = from->digest,
                           .size = from->size,
                           .sealed = from->sealed,
                           .sealed_size = from->sealed_size};
        TRY(take_name(arena, from->name, ret_files, &file.name, err));
        *LIST_ADD(arena, ret_files) = file;
    }
    return ERROR_NONE;
}

ErrorKind
folder_index_parse(Arena *arena, const Text *text, const char *place, FolderFiles *ret_files,
                   Error *err)
{
    SCRATCH Arena *work = arena_new("folder index");
    Index index = {0};
    if (shape_parse(work, &index_shape, text->bytes, text->size, &index, err) != ERROR_NONE ||
        !text_equal(index.format, INDEX_FORMAT) || index.files.count > FOLDER_FILES)
        return error_set(err, ERROR_INTEGRITY, "the index of '%s' is none", place);
    return take_files(arena, &index, ret_files, err);
}
