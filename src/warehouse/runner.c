#include "warehouse/runner.h"

#include "core/file.h"

#include <dlfcn.h>
#include <duckdb.h>
#include <string.h>
#include <unistd.h>

/* Beside the running program (in a build folder), where it is installed, or, for a test program of
 * the build folder, where the build puts it. */
static const char *
find_program(Arena *arena)
{
    static const char *const folders[] = {"warehouse", "../libexec/beraad",
                                          "../../../src/warehouse"};
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    path[size < 0 ? 0 : size] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        return NULL;
    *slash = '\0';
    for (size_t at = 0; at < sizeof folders / sizeof *folders; at++)
    {
        const char *found = arena_print(arena, "%s/%s/beraad-sql", path, folders[at]);
        if (access(found, R_OK) == 0)
            return found;
    }
    return NULL;
}

ErrorKind
runner_find(Arena *arena, RunnerFiles *ret_files, Error *err)
{
    Dl_info about = {0};
    const char *(*symbol)(void) = duckdb_library_version;
    void *address = NULL;
    memcpy(&address, &symbol, sizeof address); /* ISO C has no cast from function to object */
    ret_files->program = find_program(arena);
    if (ret_files->program == NULL)
        return error_set(err, ERROR_STATE, "the SQL runner 'beraad-sql' is not installed");
    if (dladdr(address, &about) == 0 || about.dli_fname == NULL)
        return error_set(err, ERROR_STATE, "the engine's library cannot be found");
    ret_files->library = arena_copy_text(arena, about.dli_fname);
    return ERROR_NONE;
}
