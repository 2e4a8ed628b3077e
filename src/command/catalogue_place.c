/* Where catalogues stand, and one of them loaded. */
#include "catalogue/read.h"
#include "command/command.h"
#include "core/file.h"
#include "core/text.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where catalogues stand: as asked, else beside the program, else here. */
static const char *
catalogue_root(Invocation *call)
{
    static const char *const bundled[] = {"../catalogue", "../../catalogue",
                                          "../share/beraad/catalogue"};
    const char *path = invocation_option(call, "catalogue-path");
    if (path == NULL)
        path = getenv("BERAAD_CATALOGUE_PATH");
    for (size_t at = 0; path == NULL && at < sizeof bundled / sizeof *bundled; at++)
    {
        const char *root = arena_print(call->arena, "%s/%s", call->program_directory, bundled[at]);
        if (file_exists(root))
            path = root;
    }
    return path == NULL ? "catalogue" : path;
}

const char *
command_catalogue_directory(Invocation *call, const char *name)
{
    if (strchr(name, '/') != NULL)
    {
        if (!text_ends(name, "/catalogue.yaml"))
            return name;
        return arena_copy(call->arena, name, strlen(name) - strlen("/catalogue.yaml"));
    }
    return file_join(call->arena, catalogue_root(call), name);
}

const char *
command_catalogue_with(Invocation *call, const char *file)
{
    const char *root = catalogue_root(call);
    const char *found = NULL;
    DIR *directory = opendir(root);
    if (directory == NULL)
        return NULL;
    for (const struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory))
    {
        if (entry->d_name[0] == '.' ||
            !file_exists(arena_print(call->arena, "%s/%s/%s", root, entry->d_name, file)))
            continue;
        bool several = found != NULL;
        found = several ? NULL : arena_copy_text(call->arena, entry->d_name);
        if (several)
            break;
    }
    (void)closedir(directory);
    return found;
}

ErrorKind
command_load_catalogue(Invocation *call, const char *name_or_directory, Catalogue **ret_catalogue,
                       Error *err)
{
    const char *directory = command_catalogue_directory(call, name_or_directory);
    Complaints complaints =
        complaints_new(call->arena, file_join(call->arena, directory, "catalogue.yaml"));
    TRY(catalogue_read(call->arena, directory, &complaints, ret_catalogue, err));
    if (complaints.count > 0)
        (void)fputs(complaints_print(call->arena, &complaints), stderr);
    return complaints_judge(&complaints, ERROR_CATALOGUE, err);
}
