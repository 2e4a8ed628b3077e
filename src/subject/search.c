#include "subject/search.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/attested.h"
#include "custody/enclave.h"
#include "custody/key.h"
#include "custody/release.h"
#include "deliberation/read.h"
#include "release/workplace.h"
#include "subject/inner.h"
#include "warehouse/function.h"
#include "warehouse/source.h"

#include <openssl/crypto.h>

#define SECONDS_A_DAY 86400

typedef struct Search
{
    Arena *arena;
    const SearchInput *input;
    Workplace place;
    int64_t person; /* as the warehouse has her */
    ObligationList obligations;
    SubjectFindings *findings;
} Search;

const char *
held_name(Held held)
{
    if (held == HELD_YES)
        return "yes";
    return held == HELD_NO_COHORT || held == HELD_NO_SAMPLE ? "no" : "undetermined";
}

static ErrorKind
open_engine(Search *search, Error *err)
{
    Arena *arena = search->arena;
    const SearchInput *input = search->input;
    WorkplaceInput where = {.custody = input->custody};
    EngineOptions options = input->engine;
    TRY(workplace_make(arena, &where, "subject", &search->place, err));
    TRY(workplace_spill(arena, input->custody, &search->place, err));
    options.spill = search->place.spill;
    options.directories = (const char *[]){input->warehouse, search->place.directory, NULL};
    TRY(engine_open(&options, &search->place.engine, err));
    TRY(function_bind(search->place.engine, input->catalogue->identifier, err));
    return source_open(search->place.engine, arena, input->catalogue, input->warehouse,
                       input->progress, err);
}

/* The key of the samples of a communication, where there is one still. pseudonym() would be bound
 * to it too, and is never asked. */
static ErrorKind
bind_key(Search *search, const Deliberation *deliberation, const Communication *communication,
         bool *ret_there, Error *err)
{
    Workplace *place = &search->place;
    FREES_SECRET Secret *project = NULL;
    TRY(project_key_opens(search->input->custody, deliberation->id, communication->name, ret_there,
                          err));
    if (!*ret_there)
        return ERROR_NONE;
    TRY(project_key_open(search->input->custody, NULL, deliberation->id, communication->name,
                         &project, err));
    FREES_SECRET Secret *key = secret_derive(project, PURPOSE_SAMPLE, BLOCK_KEY_SIZE);
    block_cipher_free(&place->samples);
    TRY(block_cipher_new(key->bytes, &place->samples, err));
    return function_bind_keys(place->engine, search->input->catalogue->identifier, place->samples,
                              place->samples, err);
}

/* All years of a communication that were delivered. */
static Years
years_of(Search *search, const Deliberation *deliberation, const Communication *communication)
{
    Years years = {0};
    for (size_t at = 0; at < search->obligations.count; at++)
    {
        const Obligation *obligation = &search->obligations.items[at];
        if (text_equal(obligation->deliberation, deliberation->id) &&
            text_equal(obligation->communication, communication->name) &&
            years_contain(&communication->years, obligation->year) &&
            !years_contain(&years, obligation->year))
            *LIST_ADD(search->arena, &years) = obligation->year;
    }
    return years;
}

/* Only what a sample is drawn by is computed: the variables of its strata. */
static ErrorKind
draw_communication(Search *search, const Deliberation *deliberation,
                   const Communication *communication, Drawn *ret_drawn, Error *err)
{
    Plan plan = {0};
    bool keyed = !communication->sample.present;
    Years years = years_of(search, deliberation, communication);
    const Deliberation *narrow =
        deliberation_narrow(search->arena, deliberation, communication->sample.strata.items,
                            communication->sample.strata.count);
    if (years.count == 0)
        return ERROR_NONE;
    TRY(plan_make(search->arena, narrow, search->input->catalogue, communication, &years, &plan,
                  err));
    if (!keyed)
        TRY(bind_key(search, deliberation, communication, &keyed, err));
    ErrorKind kind = draw_again(search->arena, search->place.engine, &plan, search->person, keyed,
                                ret_drawn, err);
    function_unbind_keys(search->place.engine);
    return kind;
}

/* How many rows of the year were recorded; -1: that is not known any more. */
static int64_t
recorded_rows(const Release *release, const DatasetYearList *datasets, int year)
{
    for (size_t at = 0; release != NULL && at < release->years.count; at++)
        if (release->years.items[at].year == year)
            return release->years.items[at].rows;
    for (size_t at = 0; release == NULL && at < datasets->count; at++)
        if (datasets->items[at].year == year)
            return datasets->items[at].rows;
    return -1;
}

/* What a delivery holds: what was recorded of a release; all that is allowed of a data set. */
static void
describe(Search *search, const Artefact *artefact, const Release *release,
         const Deliberation *deliberation, SubjectDelivery *delivery)
{
    *delivery = (SubjectDelivery){
        .artefact = artefact->number,
        .kind = artefact->kind,
        .release = release == NULL ? 0 : release->number,
        .deliberation = deliberation,
        .communication = artefact->communication,
        .delivered = {.days = (int32_t)(artefact->delivered_at / SECONDS_A_DAY)},
        .destroyed = artefact->destroyed_at != 0,
        .destroyed_on = {.days = (int32_t)(artefact->destroyed_at / SECONDS_A_DAY)}};
    if (release != NULL)
        delivery->variables = release->variables;
    for (size_t at = 0; release == NULL && at < deliberation->variables.count; at++)
        *LIST_ADD(search->arena, &delivery->variables) = deliberation->variables.items[at].name;
}

static const Obligation *
find_obligation(const Search *search, int64_t artefact, int year)
{
    for (size_t at = 0; at < search->obligations.count; at++)
        if (search->obligations.items[at].artefact == artefact &&
            search->obligations.items[at].year == year)
            return &search->obligations.items[at];
    return NULL;
}

static void
add_year(Search *search, const Communication *communication, const Drawn *drawn, int year,
         int64_t rows, SubjectDelivery *delivery)
{
    const Obligation *obligation = find_obligation(search, delivery->artefact, year);
    const DrawnYear *of = drawn == NULL ? NULL : drawn_year(drawn, year);
    SubjectYear *found = LIST_ADD(search->arena, &delivery->years);
    found->year = year;
    found->reference_date = deliberation_reference_date(delivery->deliberation, year);
    found->held = drawn == NULL ? HELD_NO_CATALOGUE : drawn_held(communication, drawn, year);
    found->changed = of != NULL && drawn->keyed && rows >= 0 && of->rows != rows;
    if (obligation == NULL)
        return;
    found->dated = obligation->dated;
    found->destroy_by = obligation->destroy_by;
    found->pending = obligation->pending;
}

/* What the recipient says of the copies that this custody cannot see. */
static ErrorKind
find_attested(Search *search, SubjectDelivery *delivery, Error *err)
{
    AttestedList list = {0};
    TRY(attested_list(search->input->custody, search->arena, delivery->artefact, &list, err));
    for (size_t at = 0; at < list.count; at++)
        if (list.items[at].event == ATTESTED_DESTRUCTION)
        {
            delivery->attested = true;
            delivery->attested_on = list.items[at].on_date;
        }
    return ERROR_NONE;
}

static ErrorKind
add_deliveries(Search *search, const Deliberation *deliberation, const Communication *communication,
               const Drawn *drawn, Error *err)
{
    Custody *custody = search->input->custody;
    ArtefactList artefacts = {0};
    DatasetYearList datasets = {0};
    ArtefactFilter filter = {.deliberation = deliberation->id,
                             .communication = communication->name};
    TRY(artefact_list(custody, search->arena, &filter, &artefacts, err));
    TRY(enclave_datasets(custody, search->arena, deliberation->id, communication->name, &datasets,
                         err));
    for (size_t at = 0; at < artefacts.count; at++)
    {
        const Artefact *artefact = &artefacts.items[at];
        Release *release = NULL;
        if (artefact->delivered_at == 0)
            continue;
        if (artefact->kind == ARTEFACT_PACKAGE)
            TRY(release_find(custody, search->arena, artefact->source, &release, err));
        SubjectDelivery *delivery = LIST_ADD(search->arena, &search->findings->deliveries);
        describe(search, artefact, release, deliberation, delivery);
        TRY(find_attested(search, delivery, err));
        for (size_t year = 0; year < artefact->years.count; year++)
            add_year(search, communication, drawn, artefact->years.items[year],
                     recorded_rows(release, &datasets, artefact->years.items[year]), delivery);
    }
    return ERROR_NONE;
}

static ErrorKind
search_deliberation(Search *search, const char *id, Error *err)
{
    Registration *registration = NULL;
    TRY(registration_find(search->input->custody, search->arena, id, &registration, err));
    if (registration == NULL)
        return error_set(err, ERROR_INTERNAL, "a deliberation that was listed is not there");
    Complaints complaints = complaints_new(search->arena, id);
    const Deliberation *deliberation =
        deliberation_read(search->arena, registration->bytes, registration->size,
                          search->input->catalogue, &complaints);
    TRY(complaints_judge(&complaints, ERROR_DELIBERATION, err));
    bool same = digest_equal(&registration->catalogue_digest, &search->input->catalogue->digest);
    for (size_t at = 0; deliberation != NULL && at < deliberation->communications.count; at++)
    {
        const Communication *communication = &deliberation->communications.items[at];
        Drawn drawn = {0};
        if (same)
            TRY(draw_communication(search, deliberation, communication, &drawn, err));
        TRY(add_deliveries(search, deliberation, communication, same ? &drawn : NULL, err));
    }
    return ERROR_NONE;
}

static ErrorKind
search_all(Search *search, Error *err)
{
    RegistrationList list = {0};
    Progress *progress = search->input->progress;
    TRY(registration_list(search->input->custody, search->arena, &list, err));
    TRY(obligation_list(search->input->custody, search->arena, &search->obligations, err));
    TRY(open_engine(search, err));
    TRY(draw_successor(search->place.engine, search->input->catalogue, search->input->number,
                       &search->person, err));
    search->findings->replaced = search->person != search->input->number;
    progress_begin(progress, "drawing again");
    for (size_t at = 0; at < list.count; at++)
    {
        progress_at(progress, (double)at / (double)list.count);
        if (text_equal(list.items[at].catalogue, search->input->catalogue->id))
            TRY(search_deliberation(search, list.items[at].id, err));
    }
    progress_end(progress, "%zu deliveries", search->findings->deliveries.count);
    return ERROR_NONE;
}

ErrorKind
subject_search(Arena *arena, const SearchInput *input, SubjectFindings *ret_findings, Error *err)
{
    Search search = {.arena = arena, .input = input, .findings = ret_findings};
    *ret_findings = (SubjectFindings){0};
    ErrorKind kind = search_all(&search, err);
    workplace_clear(&search.place);
    OPENSSL_cleanse(&search.person, sizeof search.person);
    return kind;
}
