#include "output/act.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/key.h"
#include "output/earlier.h"
#include "output/leaving.h"
#include "person/pseudonym.h"

#include <inttypes.h>
#include <string.h>

#define PURPOSE_ROUNDING "beraad rounding v1"

ErrorKind
output_take(Arena *arena, const OutputDesk *desk, const RequestContent *content, const Years *years,
            int64_t job, OutputRequest *ret_request, Error *err)
{
    const Deliberation *deliberation = desk->scope->deliberation;
    size_t size = 0;
    const char *bytes = request_content_print(arena, content, &size);
    *ret_request = (OutputRequest){
        .deliberation = deliberation->id,
        .deliberation_digest = deliberation->digest,
        .communication = desk->scope->communication->name,
        .years = *years,
        .job = job,
        .files = request_content_digest(arena, content),
        .checkers_needed = deliberation->outputs.present ? deliberation->outputs.checkers : 1};
    return output_record_requested(desk->custody, desk->actor, ret_request, bytes, size, err);
}

/* One act of judging. */
typedef struct Judging
{
    Arena *arena;
    const OutputDesk *desk;
    const OutputRequest *request;
    RequestContent content;
    const Request *asked; /* NULL: the sidecar is wrong, and findings say so */
    Findings findings;
    EarlierFiles earlier; /* of years that are at hand */
    People *people;
    PublishedTables old;
    const Communication *sample; /* that the recipient holds; NULL: none */
} Judging;

static ErrorKind
read_own(Judging *judging, Error *err)
{
    Request *request = arena_take(judging->arena, sizeof *request);
    for (size_t at = 0; at < judging->content.own.count; at++)
        TRY(requested_parse(judging->arena, judging->desk->scope, judging->content.own.items[at],
                            LIST_ADD(judging->arena, &request->files), err));
    judging->asked = request;
    return ERROR_NONE;
}

static ErrorKind
read_request(Judging *judging, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(output_content(judging->desk->custody, judging->arena, judging->request, 0, &bytes, &size,
                       err));
    TRY(request_content_parse(judging->arena, bytes, size, &judging->content, err));
    if (judging->content.sidecar == NULL)
        return read_own(judging, err);
    Complaints complaints = complaints_new(judging->arena, REQUEST_FILE);
    judging->asked = request_read(judging->arena, judging->desk->scope, judging->content.sidecar,
                                  judging->content.sidecar_size, &complaints);
    for (size_t at = 0; at < complaints.count && at < 20; at++)
        *LIST_ADD(judging->arena, &judging->findings) =
            (Finding){.rule = FINDING_FORM,
                      .file = REQUEST_FILE,
                      .number = (int64_t)complaints.items[at].place.line,
                      .detail = text_shown(judging->arena, complaints.items[at].words)};
    return ERROR_NONE;
}

/* Does the engine have every year of the file? What was destroyed cannot be counted again, and
 * nothing new of it can be asked. */
static bool
has_years(const Judging *judging, const RequestedFile *file)
{
    for (size_t at = 0; at < file->by_count; at++)
        if (!years_contain(judging->desk->years, file->by[at].attribute.year))
            return false;
    for (size_t at = 0; at < file->where_count; at++)
        if (!years_contain(judging->desk->years, file->where[at].attribute.year))
            return false;
    return true;
}

static ErrorKind
read_earlier(Judging *judging, Error *err)
{
    EarlierFiles all = {0};
    TRY(earlier_read(judging->desk->custody, judging->arena, judging->desk->scope,
                     judging->request->number, &all, err));
    for (size_t at = 0; at < all.count; at++)
        if (has_years(judging, &all.items[at].made_of))
            *LIST_ADD(judging->arena, &judging->earlier) = all.items[at];
    return ERROR_NONE;
}

/* The key of the cell key method: a block of the person's pseudonym, which is her own and the same
 * in every table. */
static ErrorKind
bind_keys(Judging *judging, const Secret *project, Error *err)
{
    People *people = judging->people;
    FREES_SECRET Secret *key = secret_derive(project, PURPOSE_CELL, BLOCK_KEY_SIZE);
    FREES_SECRET Secret *noise = secret_derive(project, PURPOSE_NOISE, PEOPLE_NOISE);
    FREES_CIPHER BlockCipher *cipher = NULL;
    TRY(block_cipher_new(key->bytes, &cipher, err));
    people->noise = people_noise(noise->bytes);
    people->key = arena_take_array(judging->arena, people->count + 1, sizeof *people->key);
    for (size_t person = 0; person < people->count; person++)
    {
        unsigned char block[BLOCK_SIZE];
        int64_t number = 0;
        memcpy(&number, people->pseudonym + person * PEOPLE_PSEUDONYM, sizeof number);
        TRY(block_encipher(cipher, IDENTIFIER_OPAQUE, &number, 1, block, err));
        memcpy(&people->key[person], block, sizeof people->key[person]);
    }
    return ERROR_NONE;
}

/* The communication whose sample the recipient holds; NULL where there is none, or no release has
 * been made yet. */
static ErrorKind
find_sample(const Judging *judging, const Communication **ret_sample, Error *err)
{
    const Deliberation *deliberation = judging->desk->scope->deliberation;
    *ret_sample = NULL;
    for (size_t at = 0; at < deliberation->communications.count; at++)
    {
        const Communication *one = &deliberation->communications.items[at];
        ProjectKeyState key = PROJECT_KEY_NONE;
        if (one->setting != SETTING_DELIVERED)
            continue;
        TRY(project_key_state(judging->desk->custody, deliberation->id, one->name, &key, err));
        if (key == PROJECT_KEY_LIVE)
            *ret_sample = one;
    }
    return ERROR_NONE;
}

static ErrorKind
mark_sample(Judging *judging, const Communication *communication, const Secret *project, Error *err)
{
    FREES_SECRET Secret *delivered = NULL;
    TRY(project_key_open(judging->desk->custody, NULL, judging->request->deliberation,
                         communication->name, &delivered, err));
    FREES_SECRET Secret *pseudonyms = secret_derive(project, PURPOSE_PSEUDONYM, BLOCK_KEY_SIZE);
    FREES_SECRET Secret *numbers = secret_derive(delivered, PURPOSE_SAMPLE, BLOCK_KEY_SIZE);
    PeopleSample sample = {.communication = communication,
                           .kind = judging->desk->scope->catalogue->identifier,
                           .pseudonym_key = pseudonyms->bytes,
                           .sample_key = numbers->bytes};
    return people_mark_sample(judging->people, &sample, err);
}

static ErrorKind
load(Judging *judging, uint64_t *ret_seed, Error *err)
{
    PeopleNeed need = {.households = judging->desk->households};
    FREES_SECRET Secret *project = NULL;
    for (size_t at = 0; at < judging->asked->files.count; at++)
        people_need(judging->arena, &need, &judging->asked->files.items[at]);
    for (size_t at = 0; at < judging->earlier.count; at++)
        people_need(judging->arena, &need, &judging->earlier.items[at].made_of);
    TRY(find_sample(judging, &judging->sample, err));
    if (judging->sample != NULL)
        people_need_sample(judging->arena, &need, judging->desk->scope, judging->sample,
                           judging->desk->years);
    for (size_t at = 0; at < need.years.count; at++)
        if (!years_contain(judging->desk->years, need.years.items[at]))
            return error_set(err, ERROR_STATE, "the data set of %d is not there",
                             need.years.items[at]);
    TRY(people_load(judging->arena, judging->desk->engine, &need, &judging->people, err));
    TRY(project_key_open(judging->desk->custody, NULL, judging->request->deliberation,
                         judging->request->communication, &project, err));
    FREES_SECRET Secret *seed = secret_derive(project, PURPOSE_ROUNDING, sizeof *ret_seed);
    memcpy(ret_seed, seed->bytes, sizeof *ret_seed);
    if (judging->sample != NULL)
        TRY(mark_sample(judging, judging->sample, project, err));
    return bind_keys(judging, project, err);
}

static ErrorKind
count_released(Judging *judging, Error *err)
{
    for (size_t at = 0; at < judging->earlier.count; at++)
    {
        const EarlierFile *earlier = &judging->earlier.items[at];
        CheckedFile file = {.file = &earlier->made_of, .method = earlier->kept.method};
        Count *count = NULL;
        TRY(count_make(judging->arena, judging->people, file.file, &count, err));
        TRY(count_households(judging->arena, judging->people, count, err));
        if (strlen(earlier->kept.shown) != count->cells)
            return error_set(err, ERROR_INTEGRITY, "%s: not as many cells as were released",
                             earlier->name);
        file.count = count;
        file.shown = arena_take_array(judging->arena, count->cells, sizeof *file.shown);
        for (size_t cell = 0; cell < count->cells; cell++)
            file.shown[cell] = earlier->kept.shown[cell] == '1';
        TRY(check_published(judging->arena, judging->people, earlier->name, &file, &judging->old,
                            err));
    }
    return ERROR_NONE;
}

/* The coarser tables of each file. */
static ErrorKind
find_recodes(const Judging *judging, const RecodeSteps **ret_recodes, Error *err)
{
    const Request *asked = judging->asked;
    RecodeSteps *recodes =
        arena_take_array(judging->arena, asked->files.count + 1, sizeof *recodes);
    for (size_t at = 0; at < asked->files.count; at++)
        if (output_type_is_table(asked->files.items[at].type))
            TRY(recode_steps(judging->arena, judging->desk->scope, &asked->files.items[at],
                             &recodes[at], err));
    *ret_recodes = recodes;
    return ERROR_NONE;
}

static ErrorKind
judge(Judging *judging, Method method, Checked *ret_checked, Error *err)
{
    *ret_checked = (Checked){0};
    TRY(read_request(judging, err));
    if (judging->asked == NULL)
    {
        ret_checked->findings = judging->findings;
        return ERROR_NONE;
    }
    uint64_t seed = 0;
    TRY(read_earlier(judging, err));
    TRY(load(judging, &seed, err));
    TRY(count_released(judging, err));
    CheckInput input = {.request = judging->asked,
                        .own = judging->content.sidecar == NULL,
                        .people = judging->people,
                        .old = &judging->old,
                        .rules = check_rules(judging->desk->scope->deliberation),
                        .method = method,
                        .seed = seed,
                        .solver = judging->desk->solver};
    input.rules.sample = judging->sample != NULL;
    if (method == METHOD_RECODE)
        TRY(find_recodes(judging, &input.recodes, err));
    for (size_t at = 0; at < judging->content.files.count; at++)
        *LIST_ADD(judging->arena, &input.files) = judging->content.files.items[at];
    return check_request(judging->arena, &input, ret_checked, err);
}

/* The round that a judgement makes. */
static OutputRequest
round_of(Arena *arena, const OutputDesk *desk, const OutputRequest *request, Method method,
         Checked *checked)
{
    OutputRequest round = *request;
    size_t size = 0;
    const char *findings =
        findings_print(arena, &checked->findings, &desk->scope->deliberation->outputs.cites, &size);
    round.canonical = checked_digest(arena, checked);
    round.findings = digest_of(findings, size);
    round.fails = findings_severity(&checked->findings) == SEVERITY_FAIL;
    round.method = method_name(method);
    return round;
}

static ErrorKind
record_round(Arena *arena, const OutputDesk *desk, OutputChange change, const OutputRequest *round,
             const RoundContent *content, Error *err)
{
    size_t size = 0;
    const char *bytes = round_content_print(arena, content, &size);
    return output_record_round(desk->custody, desk->actor, change, round, bytes, size, err);
}

ErrorKind
output_judge(Arena *arena, const OutputDesk *desk, OutputChange change, Method method,
             const OutputRequest *request, RoundContent *ret_round, Error *err)
{
    Judging judging = {.arena = arena, .desk = desk, .request = request};
    Checked checked;
    TRY(judge(&judging, method, &checked, err));
    OutputRequest round = round_of(arena, desk, request, method, &checked);
    *ret_round = round_content_of(arena, &checked);
    return record_round(arena, desk, change, &round, ret_round, err);
}

ErrorKind
output_let_go(Arena *arena, const OutputDesk *desk, const OutputRequest *request,
              bool *ret_released, Error *err)
{
    Judging judging = {.arena = arena, .desk = desk, .request = request};
    Checked checked;
    Method method = METHOD_NONE;
    Digest record;
    int64_t size = 0;
    OutputRequest *moved = NULL;
    *ret_released = false;
    if (!method_parse(request->method, &method))
        return error_set(err, ERROR_INTEGRITY, "an output protected by no known method");
    TRY(judge(&judging, method, &checked, err));
    OutputRequest round = round_of(arena, desk, request, method, &checked);
    RoundContent content = round_content_of(arena, &checked);
    if (!digest_equal(&round.canonical, &request->canonical) ||
        !digest_equal(&round.findings, &request->findings))
        return record_round(arena, desk, OUTPUT_CHECK, &round, &content, err);
    const char *folder = arena_print(arena, "output-%" PRId64, request->number);
    Leaving leaving = {.desk = desk,
                       .request = request,
                       .round = &content,
                       .own = judging.content.sidecar == NULL};
    TRY(leaving_write(arena, &leaving, folder, &record, &size, err));
    TRY(output_record_released(desk->custody, desk->actor, request->number, folder, &record, size,
                               err));
    TRY(output_find(desk->custody, arena, request->number, &moved, err));
    *ret_released = true;
    return output_move(desk->custody, moved, err);
}
