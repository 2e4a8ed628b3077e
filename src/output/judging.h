/*
 * One act of judging a request: what was asked, what was released before it, and the persons of the
 * data set, with those of the deliberations that were amended where only they have a variable. Only
 * for the acts.
 */
#ifndef BERAAD_OUTPUT_JUDGING_H
#define BERAAD_OUTPUT_JUDGING_H

#include "output/act.h"
#include "output/earlier.h"
#include "output/footing.h"

typedef struct Judging
{
    Arena *arena;
    const OutputDesk *desk;
    const OutputRequest *request;
    RequestContent content;
    const Request *asked; /* NULL: the sidecar is wrong, and findings say so */
    const Request *told;  /* the same on the footing that it is counted on */
    Findings findings;
    EarlierFiles earlier; /* of years that are at hand; then those that can be counted */
    Years concerned;      /* those of the request, and those that released files tie to them */
    Footing footing;
    People *people;
    PublishedTables old;
    const Communication *sample; /* that the recipient holds; NULL: none */
} Judging;

/* arena, desk and request are set. What is wrong with the request is a finding. */
ErrorKind judging_run(Judging *judging, Method method, Checked *ret_checked, Error *err) MUST_CHECK;

/* Loads the persons, and restates what is asked and what was released (judging_people.c). */
ErrorKind judging_load(Judging *judging, Error *err) MUST_CHECK;

/* Has the file a year that is concerned? Known after judging_restate. */
bool judging_concerns(const Judging *judging, const RequestedFile *file);

/* Tells asked and earlier files in classes in which they can be counted together; an earlier one
 * that cannot is dropped, with a finding where it could matter (judging_restated.c). */
ErrorKind judging_restate(Judging *judging, Error *err) MUST_CHECK;

#endif
