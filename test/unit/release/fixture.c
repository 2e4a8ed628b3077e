#include "fixture.h"

#include "core/file.h"
#include "core/process.h"
#include "core/text.h"
#include "release/statement.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
good(ErrorKind kind, const Error *err)
{
    if (kind != ERROR_NONE)
        fail_msg("%s (%s)", err->message, err->hint);
}

static Wording
same(const char *words)
{
    return (Wording){{words, words, words}};
}

static void
add_class(Fixture *fixture, Classification *list, const char *code, Wording label)
{
    *LIST_ADD(fixture->arena, &list->classes) = (Class){.code = code,
                                                        .valid_from = date_of(1900, 1, 1),
                                                        .valid_to = date_of(9999, 12, 31),
                                                        .label = label};
}

static Class *
last_class(Classification *list)
{
    return &list->classes.items[list->classes.count - 1];
}

static Classification *
add_list(Fixture *fixture, const char *name)
{
    Classification *list = LIST_ADD(fixture->arena, &fixture->catalogue.classifications);
    *list = (Classification){
        .name = name, .label = same(name), .digest = digest_of(name, strlen(name))};
    return list;
}

/* sex2: numeric, one missing code. region: text; one class ends in 2013, one label is an attack.
 * kind5: numeric, four missing codes in a row, which SPSS can hold as a range only. */
static void
make_lists(Fixture *fixture)
{
    const Wording hostile = {{"<script>alert('nl')</script>", "\"fr\" & 'fr' ]]>", "en </td>"}};
    Classification *sex = add_list(fixture, "sex2");
    add_class(fixture, sex, "1", (Wording){{"man", "homme", "man"}});
    add_class(fixture, sex, "2", (Wording){{"vrouw", "femme", "woman"}});
    add_class(fixture, sex, "9", (Wording){{"onbekend", "inconnu", "unknown"}});
    last_class(sex)->missing = "unknown";
    Classification *region = add_list(fixture, "region");
    add_class(fixture, region, "BRU", (Wording){{"Brussel", "Bruxelles", "Brussels"}});
    add_class(fixture, region, "OLD", hostile);
    last_class(region)->valid_to = date_of(2013, 1, 1);
    add_class(fixture, region, "W.L", same("Wallonie, \"sud\""));
    add_class(fixture, region, "ZZ", same("onbekend"));
    last_class(region)->missing = "unknown";
    Classification *kind = add_list(fixture, "kind5");
    add_class(fixture, kind, "1", same("one"));
    for (int at = 0; at < 4; at++)
    {
        add_class(fixture, kind, arena_print(fixture->arena, "%d", 95 + at), same("missing"));
        last_class(kind)->missing = at == 0 ? "not applicable" : "unknown";
    }
}

static void
add_variable(Fixture *fixture, const char *name, const char *list, Level level)
{
    Variable *variable = LIST_ADD(fixture->arena, &fixture->catalogue.variables);
    *variable = (Variable){.name = name,
                           .label = {{arena_print(fixture->arena, "%s (nl)", name),
                                      arena_print(fixture->arena, "%s (fr)", name),
                                      arena_print(fixture->arena, "%s (en)", name)}},
                           .description = same("About it."),
                           .unit = "person",
                           .level = level,
                           .identifying = level == LEVEL_NOMINAL};
    *LIST_ADD(fixture->arena, &variable->classifications) = list;
    *LIST_ADD(fixture->arena, &fixture->deliberation.variables) =
        (AllowedVariable){.name = name, .classification = list, .group = "person"};
}

static void
make_catalogue(Fixture *fixture)
{
    Catalogue *catalogue = &fixture->catalogue;
    catalogue->id = "toy";
    catalogue->title = (Wording){{"Speelgoed", "Jouet", "Toy"}};
    catalogue->digest = digest_of("toy", 3);
    *LIST_ADD(fixture->arena, &catalogue->missing) =
        (MissingKind){.name = "unknown", .label = same("not known")};
    *LIST_ADD(fixture->arena, &catalogue->missing) =
        (MissingKind){.name = "not applicable", .label = same("does not apply")};
    *LIST_ADD(fixture->arena, &catalogue->cohorts) =
        (Cohort){.name = "all", .label = same("everybody")};
    make_lists(fixture);
    add_variable(fixture, "sex", "sex2", LEVEL_NOMINAL);
    add_variable(fixture, "region", "region", LEVEL_NOMINAL);
    add_variable(fixture, "a_rather_long_name_for_an_old_format", "kind5", LEVEL_ORDINAL);
}

static Cites
cites_of(Fixture *fixture, int number)
{
    Cites cites = {0};
    *LIST_ADD(fixture->arena, &cites) = number;
    return cites;
}

static void
make_retention(Fixture *fixture)
{
    *LIST_ADD(fixture->arena, &fixture->deliberation.retention) =
        (RetentionRule){.all_years = true,
                        .fixed = true,
                        .destroy_by = date_of(2029, 3, 31),
                        .cites = cites_of(fixture, 11)};
    *LIST_ADD(fixture->arena, &fixture->deliberation.retention) =
        (RetentionRule){.all_years = true,
                        .relative = true,
                        .after_years = 5,
                        .event = EVENT_LAST_DELIVERY,
                        .cites = cites_of(fixture, 4)};
}

static void
make_deliberation(Fixture *fixture)
{
    static const char text[] = "deliberation: T/1\n";
    Deliberation *deliberation = &fixture->deliberation;
    deliberation->id = "T/19/002";
    deliberation->decided = date_of(2019, 1, 15);
    deliberation->provider = "KSZ & co";
    deliberation->recipient_id = "pod-mi";
    deliberation->recipient_name = "POD <MI>";
    deliberation->purpose = same("to know");
    deliberation->purpose_cites = cites_of(fixture, 1);
    deliberation->recipient_cites = cites_of(fixture, 1);
    deliberation->cohort = "all";
    deliberation->cohort_cites = cites_of(fixture, 2);
    deliberation->reidentification_prohibited = true;
    deliberation->reidentification_cites = cites_of(fixture, 10);
    deliberation->digest = digest_of(text, sizeof text - 1);
    *LIST_ADD(fixture->arena, &deliberation->paragraphs) =
        (Paragraph){.number = 10, .summary = same("Nobody may be identified again.")};
    Communication *sample = LIST_ADD(fixture->arena, &deliberation->communications);
    *sample = (Communication){.name = "sample",
                              .setting = SETTING_DELIVERED,
                              .panel = PANEL_SAMPLED_DATES,
                              .sample = {.present = true, .percent_millionths = 12500000}};
    make_retention(fixture);
    fixture->input.deliberation_bytes = text;
    fixture->input.deliberation_size = sizeof text - 1;
    fixture->input.communication = sample;
}

static void
make_rows(Fixture *fixture, ExtractYear *year)
{
    Error err;
    const char *other = year->year == 2012 ? "OLD" : "W.L";
    const char *sql = arena_print(
        fixture->arena,
        "CREATE TABLE %s AS SELECT CAST(md5('person ' || n) AS UUID) AS pseudonym, "
        "CAST(%d AS SMALLINT) AS reference_year, "
        "CASE n %% 3 WHEN 0 THEN '1' WHEN 1 THEN '2' ELSE '9' END AS sex, "
        "CASE n %% 4 WHEN 0 THEN 'BRU' WHEN 1 THEN '%s' WHEN 2 THEN 'BRU' ELSE 'ZZ' END AS region, "
        "CASE n %% 5 WHEN 0 THEN '1' ELSE CAST(94 + n %% 5 AS VARCHAR) END "
        "AS a_rather_long_name_for_an_old_format, "
        "CASE WHEN n = 7 THEN NULL ELSE 10.1 END::DOUBLE AS weight FROM range(%d) AS r(n) "
        "ORDER BY pseudonym",
        engine_identifier(fixture->arena, year->table), year->year, other, FIXTURE_ROWS);
    good(engine_run(fixture->engine, "rows", sql, NULL, &err), &err);
}

static void
count_rows(Fixture *fixture, const ExtractYear *year)
{
    Error err;
    for (size_t at = 0; at < fixture->catalogue.variables.count; at++)
    {
        const Variable *variable = &fixture->catalogue.variables.items[at];
        const Classification *list =
            catalogue_classification(&fixture->catalogue, variable->classifications.items[0]);
        for (size_t one = 0; one < list->classes.count; one++)
        {
            Frequency *frequency = LIST_ADD(fixture->arena, &fixture->extract.frequencies);
            *frequency = (Frequency){.variable = variable->name,
                                     .code = list->classes.items[one].code,
                                     .year = year->year};
            const char *sql = arena_print(fixture->arena, "SELECT count(*) FROM %s WHERE %s = '%s'",
                                          engine_identifier(fixture->arena, year->table),
                                          variable->name, frequency->code);
            good(engine_count(fixture->engine, "count", sql, &frequency->count, &err), &err);
        }
    }
}

static void
add_year(Fixture *fixture, int number)
{
    ExtractYear *year = LIST_ADD(fixture->arena, &fixture->extract.years);
    *year = (ExtractYear){.year = number,
                          .reference_date = date_of(number, 3, 31),
                          .table = arena_print(fixture->arena, "rows \"%d\"", number),
                          .cohort = FIXTURE_ROWS * 10,
                          .sample = FIXTURE_ROWS,
                          .rows = FIXTURE_ROWS,
                          .invalid = 3};
    *LIST_ADD(fixture->arena, &year->strata) =
        (StratumCount){.classes = "sex=1", .cohort = 300, .sample = 30};
    make_rows(fixture, year);
    count_rows(fixture, year);
    *LIST_ADD(fixture->arena, &fixture->deliberation.reference.years) = number;
    *LIST_ADD(fixture->arena, &fixture->extract.warnings) =
        (Warning){.name = "odd", .label = same("odd rows"), .year = number, .count = 2};
    RiskSet *set = LIST_ADD(fixture->arena, &fixture->extract.risk.sets);
    *set = (RiskSet){.year = number,
                     .variables = "sex, region",
                     .variable_count = 2,
                     .unique_in_sample = 4,
                     .unique_in_population = 1,
                     .below = {2, 3}};
}

static ErrorKind
sign(void *context, const void *bytes, size_t size, unsigned char *ret_signature, Error *err)
{
    (void)err;
    (void)crypto_sign_detached(ret_signature, NULL, bytes, size, context);
    return ERROR_NONE;
}

PackageSigner
fixture_signer(unsigned char seed, unsigned char *secret)
{
    unsigned char seeds[32];
    memset(seeds, seed, sizeof seeds);
    PackageSigner signer = {.context = secret, .sign = sign, .name = "toy.example/beraad"};
    (void)crypto_sign_seed_keypair(signer.public_key, secret, seeds);
    memcpy(signer.key_id, signer.public_key, sizeof signer.key_id);
    return signer;
}

static void
make_keys(Fixture *fixture)
{
    Error err;
    fixture->signer = fixture_signer(7, fixture->secret);
    MinisignKey key;
    memcpy(key.id, fixture->signer.key_id, sizeof key.id);
    memcpy(key.key, fixture->signer.public_key, sizeof key.key);
    const char *text = minisign_key_print(fixture->arena, &key);
    fixture->key_path = fixture_path(fixture, "sender.pub");
    good(file_write(fixture->key_path, text, strlen(text), 0644, &err), &err);
    fixture->identity_path = fixture_path(fixture, "identity");
    const char *const make[] = {"age-keygen", "-o", fixture->identity_path, NULL};
    assert_int_equal(fixture_run(make, STDIN_FILENO, STDOUT_FILENO), 0);
    const char *const show[] = {"age-keygen", "-y", fixture->identity_path, NULL};
    char *path = fixture_path(fixture, "recipient");
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(fixture_run(show, STDIN_FILENO, fd), 0);
    size_t size = 0;
    good(file_read(fixture->arena, path, 1000, ERROR_IO, &fixture->recipient, &size, &err), &err);
    fixture->recipient[strcspn(fixture->recipient, "\n")] = '\0';
}

int
fixture_begin(void **state)
{
    Error err;
    Arena *arena = arena_new("fixture");
    Fixture *fixture = arena_take(arena, sizeof *fixture);
    const char *parent = getenv("TMPDIR");
    fixture->arena = arena;
    fixture->directory = arena_print(arena, "%s/beraad-XXXXXX", parent != NULL ? parent : "/tmp");
    assert_true(sodium_init() >= 0);
    assert_non_null(mkdtemp(fixture->directory));
    good(engine_open(&(EngineOptions){.threads = 1}, &fixture->engine, &err), &err);
    fixture->input = (PackageInput){.deliberation = &fixture->deliberation,
                                    .catalogue = &fixture->catalogue,
                                    .extract = &fixture->extract,
                                    .engine = fixture->engine,
                                    .key_version = 1,
                                    .signer = &fixture->signer};
    make_catalogue(fixture);
    make_deliberation(fixture);
    fixture->extract.risk.k[0] = 3;
    fixture->extract.risk.k[1] = 5;
    fixture->extract.risk.k_count = 2;
    add_year(fixture, 2012);
    add_year(fixture, 2014);
    make_keys(fixture);
    *state = fixture;
    return 0;
}

int
fixture_end(void **state)
{
    Error err;
    Fixture *fixture = *state;
    engine_close(&fixture->engine);
    good(file_remove_tree(fixture->directory, &err), &err);
    arena_free(fixture->arena);
    return 0;
}

char *
fixture_path(Fixture *fixture, const char *name)
{
    return file_join(fixture->arena, fixture->directory, name);
}

PackageSummary
fixture_build(Fixture *fixture, const char *name)
{
    Error err;
    PackageSummary summary;
    const char *staging = fixture_path(fixture, name);
    assert_int_equal(mkdir(staging, 0700), 0);
    good(package_build(fixture->arena, &fixture->input, staging, &summary, &err), &err);
    return summary;
}

char *
fixture_seal_tree(Fixture *fixture, const char *name, const PackageSummary *summary,
                  int64_t release, SealSummary *ret_summary)
{
    Error err;
    const char *directory = fixture_path(fixture, "outgoing");
    (void)mkdir(directory, 0700);
    SealInput seal = {.staging = fixture_path(fixture, name),
                      .summary = summary,
                      .deliberation = fixture->deliberation.id,
                      .communication = fixture->input.communication->name,
                      .release = release,
                      .made = 1700000000,
                      .recipient = fixture->recipient,
                      .signer = &fixture->signer,
                      .directory = directory,
                      .name = arena_print(fixture->arena, "toy-sample-%lld", (long long)release)};
    good(seal_package(fixture->arena, &seal, ret_summary, &err), &err);
    return arena_copy_text(fixture->arena, ret_summary->sealed_path);
}

char *
fixture_seal(Fixture *fixture, int64_t release, SealSummary *ret_summary)
{
    const char *staging = arena_print(fixture->arena, "staging-%lld", (long long)release);
    PackageSummary summary = fixture_build(fixture, staging);
    return fixture_seal_tree(fixture, staging, &summary, release, ret_summary);
}

static void
put_file(Fixture *fixture, const char *directory, const char *name, const char *bytes)
{
    Error err;
    char *path = file_join(fixture->arena, fixture_path(fixture, directory), name);
    good(file_write(path, bytes, strlen(bytes), 0600, &err), &err);
}

PackageSummary
fixture_mini(Fixture *fixture, const char *name)
{
    static const char *const files[][2] = {{"NOTICE.txt", "keep it safe\n"},
                                           {"data/a.csv", "a,b\n1,2\n"}};
    Error err;
    PackageSummary summary = {0};
    Manifest manifest = {.software = "beraad",
                         .deliberation = fixture->deliberation.id,
                         .catalogue = "toy",
                         .communication = "sample",
                         .setting = "delivered",
                         .provider = "p",
                         .recipient_id = "r",
                         .recipient_name = "r",
                         .recipient_unit = "",
                         .cohort = "all",
                         .panel = "sampled dates"};
    assert_int_equal(mkdir(fixture_path(fixture, name), 0700), 0);
    assert_int_equal(
        mkdir(fixture_path(fixture, arena_print(fixture->arena, "%s/data", name)), 0700), 0);
    for (size_t at = 0; at < 2; at++)
    {
        ManifestFile *file = LIST_ADD(fixture->arena, &summary.files);
        *file = (ManifestFile){.name = files[at][0],
                               .size = (int64_t)strlen(files[at][1]),
                               .digest = digest_of(files[at][1], strlen(files[at][1]))};
        *LIST_ADD(fixture->arena, &manifest.files) = *file;
        put_file(fixture, name, files[at][0], files[at][1]);
    }
    size_t size = 0;
    char *note = NULL;
    const char *bytes = manifest_print(fixture->arena, &manifest, &size);
    summary.manifest = digest_of(bytes, size);
    good(statement_note_sign(fixture->arena, &manifest, &summary.manifest, &fixture->signer, &note,
                             &err),
         &err);
    put_file(fixture, name, "manifest.json", bytes);
    put_file(fixture, name, "manifest.json.note", note);
    return summary;
}

OpenInput
fixture_open(Fixture *fixture, const char *path)
{
    return (OpenInput){
        .path = path, .key_path = fixture->key_path, .identity = fixture->identity_path};
}

int
fixture_run(const char *const *arguments, int input, int output)
{
    Error err;
    CLOSES_PROCESS Process *process = NULL;
    int status = -1;
    ProcessOptions options = {.arguments = arguments, .input = input, .output = output};
    good(process_start(&options, &process, &err), &err);
    good(process_wait(process, &status, &err), &err);
    return status;
}
