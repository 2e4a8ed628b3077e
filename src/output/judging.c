#include "output/judging.h"

#include "core/text.h"
#include "custody/key.h"
#include "output/canonical.h"

#include <string.h>

#define PURPOSE_ROUNDING "beraad rounding v1"

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
    for (size_t at = 0; requested_attribute(file, at) != NULL; at++)
        if (!years_contain(judging->desk->years, requested_attribute(file, at)->year))
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

/* The data set under an amendment was prepared anew, and registers change. */
static void
compare_released(Judging *judging, const EarlierFile *earlier, const CheckedFile *file)
{
    bool is_exact = output_type_is_table(file->file->type) &&
                    (file->method == METHOD_NONE || file->method == METHOD_RECODE ||
                     file->method == METHOD_SUPPRESS);
    if (is_exact && judging_concerns(judging, file->file) &&
        !text_equal(canonical_table(judging->arena, file), earlier->kept.canonical))
        *LIST_ADD(judging->arena, &judging->findings) =
            (Finding){.rule = FINDING_RECOUNT,
                      .file = judging->asked->files.items[0].name,
                      .against = earlier->name};
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
        compare_released(judging, earlier, &file);
        TRY(check_published(judging->arena, judging->people, earlier->name, &file, &judging->old,
                            err));
    }
    return ERROR_NONE;
}

static ErrorKind
tell_steps(const Judging *judging, RecodeSteps *steps, Error *err)
{
    const Attribute *lost = NULL;
    for (size_t at = 0; at < steps->count; at++)
    {
        RequestedFile *told = arena_take(judging->arena, sizeof *told);
        TRY(footing_restate(&judging->footing, steps->items[at], told, &lost, err));
        steps->items[at] = told;
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
        {
            TRY(recode_steps(judging->arena, judging->desk->scope, &asked->files.items[at],
                             &recodes[at], err));
            TRY(tell_steps(judging, &recodes[at], err));
        }
    *ret_recodes = recodes;
    return ERROR_NONE;
}

/* Secret, and the same whenever the request is judged again. */
static ErrorKind
open_seed(const Judging *judging, uint64_t *ret_seed, Error *err)
{
    FREES_SECRET Secret *project = NULL;
    TRY(project_key_open(judging->desk->custody, NULL, judging->request->deliberation,
                         judging->request->communication, &project, err));
    FREES_SECRET Secret *seed = secret_derive(project, PURPOSE_ROUNDING, sizeof *ret_seed);
    memcpy(ret_seed, seed->bytes, sizeof *ret_seed);
    return ERROR_NONE;
}

ErrorKind
judging_run(Judging *judging, Method method, Checked *ret_checked, Error *err)
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
    TRY(judging_load(judging, err));
    TRY(open_seed(judging, &seed, err));
    TRY(count_released(judging, err));
    CheckInput input = {.request = judging->told,
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
    TRY(check_request(judging->arena, &input, ret_checked, err));
    for (size_t at = 0; at < judging->findings.count; at++)
        *LIST_ADD(judging->arena, &ret_checked->findings) = judging->findings.items[at];
    findings_sort(&ret_checked->findings);
    return ERROR_NONE;
}
