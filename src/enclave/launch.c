#include "enclave/launch.h"

#include "core/file.h"
#include "core/text.h"
#include "warehouse/runner.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ((size_t)64 * 1024)
#define PLACE_MODEL "/model/"

typedef struct SandboxFiles LIST_OF(SandboxFile) SandboxFiles;
typedef struct Words LIST_OF(const char *) Words;

/* A file of the data set, or of what was brought in, on its way into the sandbox. */
typedef struct Feed
{
    const Launch *launch;
    size_t year_at;
    const ManifestFile *data;
    const ImportedFile *model;
} Feed;

static ErrorKind
feed_data(const SandboxFile *file, void *sink, Error *err)
{
    const Feed *feed = file->from;
    return dataset_stream(feed->launch->dataset, feed->year_at, feed->data, sandbox_put, sink, err);
}

static ErrorKind
feed_model(const SandboxFile *file, void *sink, Error *err)
{
    const Feed *feed = file->from;
    return imports_stream(feed->launch->imports, feed->model, sandbox_put, sink, err);
}

static void
add_feed(Arena *arena, SandboxFiles *files, const char *path, SandboxFeed take, const Feed *feed)
{
    Feed *kept = arena_take(arena, sizeof *kept);
    *kept = *feed;
    int64_t size = feed->data != NULL ? feed->data->size : feed->model->size;
    *LIST_ADD(arena, files) =
        (SandboxFile){.path = path, .feed = take, .from = kept, .size = (size_t)size};
}

/* "data/population-2018.csv" as /data/population-2018.csv; what describes a year, in a folder of
 * its own. */
static char *
data_path(Arena *arena, int year, const char *name)
{
    if (text_starts(name, "data/"))
        return arena_print(arena, "/%s", name);
    return arena_print(arena, "/data/%d/%s", year, name);
}

static void
add_data(Arena *arena, const Launch *launch, SandboxFiles *files)
{
    for (size_t at = 0; at < dataset_years(launch->dataset); at++)
    {
        const Manifest *manifest = dataset_manifest(launch->dataset, at);
        for (size_t file = 0; file < manifest->files.count; file++)
        {
            const ManifestFile *data = &manifest->files.items[file];
            Feed feed = {.launch = launch, .year_at = at, .data = data};
            add_feed(arena, files,
                     data_path(arena, dataset_year(launch->dataset, at)->year, data->name),
                     feed_data, &feed);
        }
    }
}

static void
add_models(Arena *arena, const Launch *launch, SandboxFiles *files)
{
    const ImportedFiles *newest = imports_newest(launch->imports);
    for (size_t at = 0; at < newest->count; at++)
    {
        Feed feed = {.launch = launch, .model = &newest->items[at]};
        add_feed(arena, files, arena_print(arena, PLACE_MODEL "%s", newest->items[at].name),
                 feed_model, &feed);
    }
}

/* What R, Python and bash read before a script, each in its own way, to begin with the same random
 * numbers: they take them from clock, process or kernel otherwise. A script that needs others sets
 * them itself. */
#define R_START "/etc/beraad/start.R"
#define PYTHON_START "/etc/beraad/python"
#define BASH_START "/etc/beraad/start.sh"

static const struct
{
    const char *path;
    const char *text;
} starts[] = {
    {R_START, "set.seed(1)\n"},
    {PYTHON_START "/sitecustomize.py", "import random\nrandom.seed(1)\n"},
    {BASH_START, "RANDOM=1\n"},
};

static void
add_starts(Arena *arena, SandboxFiles *files)
{
    for (size_t at = 0; at < sizeof starts / sizeof *starts; at++)
        *LIST_ADD(arena, files) = (SandboxFile){
            .path = starts[at].path, .from = starts[at].text, .size = strlen(starts[at].text)};
}

/* How a script of this ending is run. */
typedef struct Runner
{
    const char *ending;
    const char *words[8]; /* NULL-ended; the script's path follows */
} Runner;

static const Runner runners[] = {
    {".R",
     {"/usr/bin/env", "R_PROFILE_USER=" R_START, "Rscript", "--no-save", "--no-restore",
      "--no-site-file", "--no-environ"}},
    {".py", {"/usr/bin/env", "PYTHONPATH=" PYTHON_START, "/usr/bin/python3", "-s", "-B"}},
    {".sql", {RUNNER_PATH}},
    {".sh", {"/usr/bin/env", "BASH_ENV=" BASH_START, "/bin/bash"}},
};

/* A file of the host, such as the engine's library. */
static ErrorKind
feed_host(const SandboxFile *file, void *sink, Error *err)
{
    SCRATCH Arena *work = arena_new("feed");
    const char *path = file->from;
    unsigned char *part = arena_take(work, PART);
    CLOSES_FILE int fd = open(path, O_RDONLY | O_CLOEXEC);
    for (;;)
    {
        ssize_t got = fd < 0 ? -1 : read(fd, part, PART);
        if (got < 0 && fd >= 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read '%s'", path);
        if (got == 0)
            return ERROR_NONE;
        TRY(sandbox_put(sink, part, (size_t)got, err));
    }
}

static ErrorKind
add_host(Arena *arena, SandboxFiles *files, const char *path, const char *host, Error *err)
{
    struct stat about;
    if (stat(host, &about) != 0)
        return error_set_io(err, "cannot read '%s'", host);
    *LIST_ADD(arena, files) = (SandboxFile){.path = path,
                                            .program = true,
                                            .feed = feed_host,
                                            .from = host,
                                            .size = (size_t)about.st_size};
    return ERROR_NONE;
}

static ErrorKind
add_sql(Arena *arena, SandboxFiles *files, Error *err)
{
    RunnerFiles runner = {0};
    TRY(runner_find(arena, &runner, err));
    TRY(add_host(arena, files, RUNNER_PATH, runner.program, err));
    return add_host(arena, files, RUNNER_LIBRARY_PATH, runner.library, err);
}

static const Runner *
find_runner(const char *name)
{
    for (size_t at = 0; at < sizeof runners / sizeof *runners; at++)
        if (text_ends(name, runners[at].ending))
            return &runners[at];
    return NULL;
}

static bool
was_imported(const Launch *launch, const char *name)
{
    const ImportedFiles *newest = imports_newest(launch->imports);
    for (size_t at = 0; at < newest->count; at++)
        if (text_equal(newest->items[at].name, name))
            return true;
    return false;
}

/* A word as it was typed: what stands at /model may be named by its path there. */
static const char *
name_of(const char *word)
{
    return text_starts(word, PLACE_MODEL) ? word + strlen(PLACE_MODEL) : word;
}

static ErrorKind
not_brought_in(const char *name, Error *err)
{
    (void)error_set(err, ERROR_USAGE, "no file '%s' was brought in", name);
    return strchr(name, '/') == NULL
               ? error_hint(err, "bring it in with 'enclave import'")
               : error_hint(err, "bring it in with 'enclave import', and name it without a folder");
}

ErrorKind
launch_check(Arena *arena, const JobInput *input, Error *err)
{
    ImportList imports = {0};
    TRY(enclave_imports(input->custody, arena, input->deliberation, input->communication, &imports,
                        err));
    if (imports.count > 0 || input->argument_count == 0 || find_runner(input->arguments[0]) == NULL)
        return ERROR_NONE;
    return not_brought_in(name_of(input->arguments[0]), err);
}

/* The words in front of the arguments: a runner and the script, or the program alone. */
static ErrorKind
add_command(Arena *arena, const Launch *launch, const char *word, Words *words, Error *err)
{
    const char *name = name_of(word);
    const Runner *runner = find_runner(name);
    if (!was_imported(launch, name))
    {
        if (runner != NULL)
            return not_brought_in(name, err);
        *LIST_ADD(arena, words) = word;
        return ERROR_NONE;
    }
    if (runner == NULL)
    {
        (void)error_set(err, ERROR_USAGE, "'%s' ends in nothing that can be run", name);
        return error_hint(err, "a script ends in .R, .py, .sql or .sh");
    }
    for (size_t at = 0; at < sizeof runner->words / sizeof *runner->words; at++)
        if (runner->words[at] != NULL)
            *LIST_ADD(arena, words) = runner->words[at];
    *LIST_ADD(arena, words) = arena_print(arena, PLACE_MODEL "%s", name);
    return ERROR_NONE;
}

static ErrorKind
make_command(Arena *arena, const JobInput *input, const Launch *launch, Words *words, Error *err)
{
    if (input->argument_count == 0)
        *LIST_ADD(arena, words) = "/bin/bash";
    else
        TRY(add_command(arena, launch, input->arguments[0], words, err));
    for (size_t at = 1; at < input->argument_count; at++)
        *LIST_ADD(arena, words) = input->arguments[at];
    *LIST_ADD(arena, words) = NULL;
    return ERROR_NONE;
}

ErrorKind
launch_open(Arena *arena, const JobInput *input, Launch *ret_launch, Error *err)
{
    SandboxFiles files = {0};
    Words words = {0};
    TRY(imports_open(input->custody, input->deliberation, input->communication,
                     &ret_launch->imports, err));
    TRY(make_command(arena, input, ret_launch, &words, err));
    TRY(dataset_open(input->custody, input->deliberation, input->communication, &input->years,
                     &ret_launch->dataset, err));
    add_data(arena, ret_launch, &files);
    add_models(arena, ret_launch, &files);
    add_starts(arena, &files);
    if (text_equal(words.items[0], RUNNER_PATH))
        TRY(add_sql(arena, &files, err));
    ret_launch->job = (SandboxJob){.arguments = words.items,
                                   .files = files.items,
                                   .file_count = files.count,
                                   .limits = input->limits,
                                   .terminal = input->kind == JOB_SHELL,
                                   .parts = input->parts};
    return ERROR_NONE;
}

void
launch_close(Launch *launch)
{
    dataset_close(&launch->dataset);
    imports_close(&launch->imports);
}
