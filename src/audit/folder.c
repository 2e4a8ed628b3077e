#include "audit/folder.h"
#include "core/file.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

ErrorKind
folder_begin(Arena *arena, const char *path, Folder *ret_folder, Error *err)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    *ret_folder = (Folder){.arena = arena, .path = arena_copy(arena, path, size)};
    if (file_exists(ret_folder->path))
        return error_set(err, ERROR_STATE, "'%s' is there already", text_shown(arena, path));
    char *made = arena_print(arena, "%s.XXXXXX", ret_folder->path);
    if (mkdtemp(made) == NULL)
        return error_set_io(err, "cannot make '%s'", text_shown(arena, path));
    ret_folder->made = made;
    return ERROR_NONE;
}

ErrorKind
folder_add(Folder *folder, const char *name, const void *bytes, size_t size, Error *err)
{
    const char *path = file_join(folder->arena, folder->made, name);
    const char *below = path + strlen(folder->made) + 1;
    for (const char *slash = strchr(below, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
        TRY(file_make_directory(arena_copy(folder->arena, path, (size_t)(slash - path)), 0755,
                                err));
    TRY(file_write_unsynced(path, bytes, size, 0644, err));
    *LIST_ADD(folder->arena, &folder->files) = (FolderFile){
        .name = arena_copy_text(folder->arena, name), .digest = digest_of(bytes, size)};
    return ERROR_NONE;
}

static int
compare_names(const void *one, const void *other)
{
    return strcmp(((const FolderFile *)one)->name, ((const FolderFile *)other)->name);
}

char *
folder_sums(Folder *folder)
{
    Text text = text_new(folder->arena);
    text_add(&text, "");
    if (folder->files.count > 0)
        qsort(folder->files.items, folder->files.count, sizeof *folder->files.items, compare_names);
    for (size_t at = 0; at < folder->files.count; at++)
        text_print(&text, "%s  %s\n",
                   text_hex(folder->arena, folder->files.items[at].digest.bytes, DIGEST_SIZE),
                   folder->files.items[at].name);
    return text.bytes;
}

ErrorKind
folder_end(Folder *folder, Error *err)
{
    if (chmod(folder->made, 0755) != 0)
        return error_set_io(err, "cannot open '%s' to others",
                            text_shown(folder->arena, folder->path));
    TRY(file_sync_all(folder->made, err));
    if (file_exists(folder->path))
        return error_set(err, ERROR_STATE, "'%s' is there already",
                         text_shown(folder->arena, folder->path));
    TRY(file_move(folder->made, folder->path, err));
    folder->made = NULL;
    return ERROR_NONE;
}

void
folder_clear(Folder *folder)
{
    Error ignored = {0};
    if (folder->made != NULL)
        (void)!file_remove_tree(folder->made, &ignored);
    folder->made = NULL;
}
