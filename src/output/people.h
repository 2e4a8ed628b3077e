/*
 * The persons of the on-site data set, as the output control counts them: one row for each
 * pseudonym, one column of class numbers for each variable and year. In memory only, and only while
 * an output is checked.
 */
#ifndef BERAAD_OUTPUT_PEOPLE_H
#define BERAAD_OUTPUT_PEOPLE_H

#include "disclosure/noise.h"
#include "output/request.h"
#include "warehouse/engine.h"

#define PEOPLE_PSEUDONYM 16
#define PEOPLE_ABSENT UINT8_MAX /* not in the cohort of that year */

typedef struct PeopleColumn
{
    const char *variable;
    int year;
    const Classification *scheme; /* its classes; NULL where nobody asks */
    uint8_t *class_of;            /* by person: number of the class, or PEOPLE_ABSENT */
} PeopleColumn;

typedef struct PeopleYear
{
    int year;
    bool *present; /* by person: in the cohort */
    bool *sampled; /* by person: in the sample that the recipient holds; NULL: the recipient holds
                      none */
    uint32_t *household;    /* by person: below households, the same for those who live together,
                               another one for each who lives with nobody known; NULL: not kept */
    uint32_t *by_household; /* the persons of the year, those of a household together */
    size_t households;
    size_t size; /* persons of the year */
} PeopleYear;

typedef struct People
{
    Arena *arena;
    size_t count;
    const unsigned char *pseudonym; /* by person, PEOPLE_PSEUDONYM bytes each, ascending */
    struct LIST_OF(PeopleYear) years;
    struct LIST_OF(PeopleColumn) columns;
    uint64_t *key;     /* by person: for the cell key method; NULL: none were bound */
    NoiseDesign noise; /* of the cell key method; as secret as the keys */
} People;

/* What to load: the years, and the attributes that any table needs. */
typedef struct PeopleNeed
{
    Years years;
    struct LIST_OF(Attribute) attributes; /* each once */
    const Years *households;              /* years of which "household_YEAR" is there; NULL: none */
} PeopleNeed;

/* Adds an attribute, or what a file needs. */
void people_need_attribute(Arena *arena, PeopleNeed *need, const Attribute *attribute);
void people_need(Arena *arena, PeopleNeed *need, const RequestedFile *file);

/*
 * Reads the views "population_YEAR" (enclave/dataset.h): pseudonym, and the variables as codes; and
 * "household_YEAR" where it is there. A code that the scheme does not have is an ERROR_INTEGRITY
 * that names the variable and the count.
 */
ErrorKind people_load(Arena *arena, Engine *engine, const PeopleNeed *need, People **ret_people,
                      Error *err) MUST_CHECK;

/*
 * Counts the attributes of a year from another data set: the column of each is then in the classes
 * of its scheme, as that data set has it. *ret_same false, and nothing changed, where that data set
 * is not of the same persons, or where a person is in a class there that does not lie within the
 * one that she has here: what is joined must be one population.
 */
ErrorKind people_join(People *people, Engine *engine, const PeopleNeed *need, Date date,
                      bool *ret_same, Error *err) MUST_CHECK;

/* The delivered communication whose sample the recipient holds, and the keys by which it is known
 * who is in it. */
typedef struct PeopleSample
{
    const Communication *communication;
    IdentifierKind kind;
    const unsigned char *pseudonym_key; /* of the on-site data set; BLOCK_KEY_SIZE bytes */
    const unsigned char *sample_key;    /* of the communication */
} PeopleSample;

/* Adds what people_mark_sample needs: the strata, and where the panel is followed from date to date
 * all its years that are at hand. */
void people_need_sample(Arena *arena, PeopleNeed *need, const RequestScope *scope,
                        const Communication *communication, const Years *at_hand);

/* Sets `sampled` of each year of the communication: the persons with the lowest sample numbers of
 * each stratum, as a release takes them (plan/sql.h), and their panel. The numbers of persons exist
 * only while this runs. */
ErrorKind people_mark_sample(People *people, const PeopleSample *sample, Error *err) MUST_CHECK;

/*
 * The design of the noise, drawn from PEOPLE_NOISE secret bytes: the largest change 6 to 9, the
 * variance 4 to 6, results of 1 and 2 barred, which anybody can see. Each deliberation and
 * communication has its own, derived from the project key and destroyed with it; it stands in no
 * file, record or page.
 */
#define PEOPLE_NOISE 2
NoiseDesign people_noise(const unsigned char secret[PEOPLE_NOISE]);

/* NULL where it was not loaded. */
const PeopleColumn *people_column(const People *people, const Attribute *attribute);
const PeopleYear *people_year(const People *people, int year);

#endif
