/* The persons of an act of judging: loaded, joined where an amendment made it necessary, with their
 * cell keys and the recipient's sample. */
#include "output/judging.h"

#include "core/text.h"
#include "custody/key.h"
#include "person/pseudonym.h"

#include <string.h>

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

/* The data set of a deliberation that was amended, as far as it is there. */
typedef struct Source
{
    bool asked;
    Engine *engine;
    const Years *years;
} Source;

static void
keep_strata(Judging *judging)
{
    for (size_t at = 0; at < judging->footing.columns.count; at++)
    {
        const Attribute *one = &judging->footing.columns.items[at].offers.items[0].attribute;
        for (size_t stratum = 0; stratum < judging->sample->sample.strata.count; stratum++)
            if (text_equal(judging->sample->sample.strata.items[stratum], one->variable))
                footing_keep(&judging->footing, one);
    }
}

static ErrorKind
add_offers(Judging *judging, Error *err)
{
    judging->footing = (Footing){.arena = judging->arena, .scope = judging->desk->scope};
    for (size_t at = 0; at < judging->asked->files.count; at++)
        TRY(footing_add(&judging->footing, FOOTING_OWN, &judging->asked->files.items[at], err));
    for (size_t at = 0; at < judging->earlier.count; at++)
        TRY(footing_add(&judging->footing, judging->earlier.items[at].from,
                        &judging->earlier.items[at].made_of, err));
    if (judging->sample != NULL)
        keep_strata(judging);
    return ERROR_NONE;
}

/* Opens data set number `source`, unless nobody asks it anything. */
static ErrorKind
open_source(const Judging *judging, size_t source, Source *opened, Error *err)
{
    if (opened->asked || judging->desk->older == NULL)
        return ERROR_NONE;
    opened->asked = true;
    for (size_t at = 0; at < judging->earlier.count; at++)
        if (judging->earlier.items[at].from == source)
            return judging->desk->older(judging->desk->older_context,
                                        judging->earlier.items[at].deliberation, &opened->engine,
                                        &opened->years, err);
    return ERROR_NONE;
}

/* Opens what a column cannot do without; what is not there is a gap. */
static ErrorKind
open_sources(Judging *judging, Source *sources, Error *err)
{
    Footing *footing = &judging->footing;
    for (size_t at = 0; at < footing->columns.count; at++)
    {
        const FootingOffer *one = &footing->columns.items[at].settled;
        if (one->source == FOOTING_OWN || one->source == FOOTING_NONE)
            continue;
        Source *source = &sources[one->source];
        TRY(open_source(judging, one->source, source, err));
        if (source->engine != NULL && years_contain(source->years, one->attribute.year))
            continue;
        footing_add_gap(footing, one->source, one->attribute.year);
        footing_settle(footing);
        at = SIZE_MAX; /* from the first again */
    }
    return ERROR_NONE;
}

static ErrorKind
load_own(Judging *judging, Error *err)
{
    PeopleNeed need = {.households = judging->desk->households};
    for (size_t at = 0; at < judging->footing.columns.count; at++)
    {
        const FootingOffer *first = &judging->footing.columns.items[at].offers.items[0];
        if (first->source == FOOTING_OWN)
            people_need_attribute(judging->arena, &need, &first->attribute);
        else if (!years_contain(&need.years, first->attribute.year))
            *LIST_ADD(judging->arena, &need.years) = first->attribute.year;
    }
    if (judging->sample != NULL)
        people_need_sample(judging->arena, &need, judging->desk->scope, judging->sample,
                           judging->desk->years);
    for (size_t at = 0; at < need.years.count; at++)
        if (!years_contain(judging->desk->years, need.years.items[at]))
            return error_set(err, ERROR_STATE, "the data set of %d is not there",
                             need.years.items[at]);
    return people_load(judging->arena, judging->desk->engine, &need, &judging->people, err);
}

/* All columns of one year that are counted from the source of the column `first`. */
static ErrorKind
join_year(Judging *judging, const Source *sources, const FootingOffer *first, bool *ret_same,
          Error *err)
{
    PeopleNeed need = {0};
    int year = first->attribute.year;
    for (size_t at = 0; at < judging->footing.columns.count; at++)
    {
        const FootingOffer *one = &judging->footing.columns.items[at].settled;
        if (one->source == first->source && one->attribute.year == year)
            people_need_attribute(judging->arena, &need, &one->attribute);
    }
    return people_join(judging->people, sources[first->source].engine, &need,
                       deliberation_reference_date(judging->desk->scope->deliberation, year),
                       ret_same, err);
}

static ErrorKind
join_sources(Judging *judging, const Source *sources, bool *ret_whole, Error *err)
{
    const Footing *footing = &judging->footing;
    *ret_whole = true;
    for (size_t at = 0; at < footing->columns.count; at++)
    {
        const FootingOffer *one = &footing->columns.items[at].settled;
        bool done = one->source == FOOTING_OWN || one->source == FOOTING_NONE;
        for (size_t before = 0; before < at; before++)
            done = done ||
                   (footing->columns.items[before].settled.source == one->source &&
                    footing->columns.items[before].settled.attribute.year == one->attribute.year);
        if (done)
            continue;
        TRY(join_year(judging, sources, one, ret_whole, err));
        if (*ret_whole)
            continue;
        footing_add_gap(&judging->footing, one->source, one->attribute.year);
        return ERROR_NONE;
    }
    return ERROR_NONE;
}

/* Until what is joined is one population; each turn has one gap more. */
static ErrorKind
load_joined(Judging *judging, Error *err)
{
    size_t most = 1;
    for (size_t at = 0; at < judging->earlier.count; at++)
        if (judging->earlier.items[at].from >= most)
            most = judging->earlier.items[at].from + 1;
    Source *sources = arena_take_array(judging->arena, most, sizeof *sources);
    for (bool whole = false; !whole;)
    {
        footing_settle(&judging->footing);
        TRY(open_sources(judging, sources, err));
        TRY(load_own(judging, err));
        TRY(join_sources(judging, sources, &whole, err));
    }
    return ERROR_NONE;
}

ErrorKind
judging_load(Judging *judging, Error *err)
{
    FREES_SECRET Secret *project = NULL;
    TRY(find_sample(judging, &judging->sample, err));
    TRY(add_offers(judging, err));
    TRY(load_joined(judging, err));
    TRY(judging_restate(judging, err));
    TRY(project_key_open(judging->desk->custody, NULL, judging->request->deliberation,
                         judging->request->communication, &project, err));
    if (judging->sample != NULL)
        TRY(mark_sample(judging, judging->sample, project, err));
    return bind_keys(judging, project, err);
}
