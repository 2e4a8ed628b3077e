/* Who of the on-site persons is in the sample that the recipient holds. */
#include "core/text.h"
#include "output/people.h"
#include "person/pseudonym.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE INT64_C(100000000) /* 100 % in millionths of a percent */

typedef struct Drawn
{
    uint64_t stratum;
    unsigned char number[BLOCK_SIZE];
    size_t person;
} Drawn;

static int
drawn_order(const void *one, const void *other)
{
    const Drawn *left = one;
    const Drawn *right = other;
    if (left->stratum != right->stratum)
        return left->stratum < right->stratum ? -1 : 1;
    return memcmp(left->number, right->number, BLOCK_SIZE);
}

void
people_need_sample(Arena *arena, PeopleNeed *need, const RequestScope *scope,
                   const Communication *communication, const Years *at_hand)
{
    bool follows =
        communication->panel == PANEL_COHORT_DATES || communication->panel == PANEL_ALL_DATES;
    for (size_t at = 0; follows && at < at_hand->count; at++)
        if (years_contain(&communication->years, at_hand->items[at]) &&
            !years_contain(&need->years, at_hand->items[at]))
            *LIST_ADD(arena, &need->years) = at_hand->items[at];
    for (size_t year = 0; year < need->years.count; year++)
        for (size_t at = 0; at < communication->sample.strata.count; at++)
        {
            const char *name = communication->sample.strata.items[at];
            const AllowedVariable *allowed = deliberation_variable(scope->deliberation, name);
            bool there =
                allowed == NULL || !years_contain(&communication->years, need->years.items[year]);
            for (size_t other = 0; other < need->attributes.count; other++)
                there = there || (need->attributes.items[other].year == need->years.items[year] &&
                                  text_equal(need->attributes.items[other].variable, name));
            if (!there)
                *LIST_ADD(arena, &need->attributes) = (Attribute){
                    .variable = allowed->name,
                    .year = need->years.items[year],
                    .scheme = catalogue_classification(scope->catalogue, allowed->classification)};
        }
}

static uint64_t
stratum_of(const People *people, const Communication *communication, int year, size_t person)
{
    uint64_t stratum = 0;
    for (size_t at = 0; at < communication->sample.strata.count; at++)
    {
        Attribute attribute = {.variable = communication->sample.strata.items[at], .year = year};
        const PeopleColumn *column = people_column(people, &attribute);
        stratum = stratum * REQUEST_CODES + (column == NULL ? 0 : column->class_of[person]);
    }
    return stratum;
}

/* n = round-half-up(percent of N) of each stratum, those with the lowest numbers. */
static void
mark_year(People *people, const PeopleSample *sample, PeopleYear *year,
          const unsigned char *numbers)
{
    SCRATCH Arena *work = arena_new("sample");
    Drawn *drawn = arena_take_array(work, people->count + 1, sizeof *drawn);
    const SampleRule *rule = &sample->communication->sample;
    int64_t percent = rule->present ? rule->percent_millionths : WHOLE;
    size_t count = 0;
    for (size_t person = 0; person < people->count; person++)
        if (year->present[person])
        {
            drawn[count].stratum = stratum_of(people, sample->communication, year->year, person);
            drawn[count].person = person;
            memcpy(drawn[count++].number, numbers + person * BLOCK_SIZE, BLOCK_SIZE);
        }
    qsort(drawn, count, sizeof *drawn, drawn_order);
    year->sampled = arena_take_array(people->arena, people->count + 1, sizeof *year->sampled);
    for (size_t first = 0; first < count;)
    {
        size_t end = first;
        while (end < count && drawn[end].stratum == drawn[first].stratum)
            end++;
        int64_t size = (int64_t)(end - first);
        size_t taken = (size_t)((size * percent * 2 + WHOLE) / (2 * WHOLE));
        for (size_t at = first; at < end && at - first < taken; at++)
            year->sampled[drawn[at].person] = true;
        first = end;
    }
    OPENSSL_cleanse(drawn, count * sizeof *drawn);
}

/* Followed persons are known on every date on which they are delivered. */
static void
follow(People *people, const Communication *communication)
{
    for (size_t person = 0; person < people->count; person++)
    {
        bool any = false;
        for (size_t at = 0; at < people->years.count; at++)
            any = any || (people->years.items[at].sampled != NULL &&
                          people->years.items[at].sampled[person]);
        for (size_t at = 0; any && at < people->years.count; at++)
            if (years_contain(&communication->years, people->years.items[at].year))
                people->years.items[at].sampled[person] = true;
    }
}

ErrorKind
people_mark_sample(People *people, const PeopleSample *sample, Error *err)
{
    SCRATCH Arena *work = arena_new("sample");
    FREES_CIPHER BlockCipher *cipher = NULL;
    int64_t *identifiers = arena_take_array(work, people->count + 1, sizeof *identifiers);
    unsigned char *numbers = arena_take_array(work, people->count + 1, BLOCK_SIZE);
    TRY(block_open(sample->pseudonym_key, sample->kind, people->pseudonym, people->count,
                   identifiers, err));
    TRY(block_cipher_new(sample->sample_key, &cipher, err));
    ErrorKind kind = block_encipher(cipher, sample->kind, identifiers, people->count, numbers, err);
    OPENSSL_cleanse(identifiers, people->count * sizeof *identifiers);
    TRY(kind);
    for (size_t at = 0; at < people->years.count; at++)
        if (years_contain(&sample->communication->years, people->years.items[at].year))
            mark_year(people, sample, &people->years.items[at], numbers);
    OPENSSL_cleanse(numbers, people->count * BLOCK_SIZE);
    if (sample->communication->panel == PANEL_COHORT_DATES ||
        sample->communication->panel == PANEL_ALL_DATES)
        follow(people, sample->communication);
    return ERROR_NONE;
}
