/*
 * A custody in a directory of its own, with the actors ann (operator), bob (approver), carol (both)
 * and dan (auditor), the recipient lab, and a hand-made deliberation.
 */
#ifndef BERAAD_TEST_CUSTODY_FIXTURE_H
#define BERAAD_TEST_CUSTODY_FIXTURE_H

#include "custody/actor.h"
#include "custody/gate.h"
#include "custody/recipient.h"
#include "custody/registration.h"
#include "custody/release.h"

#include <stdlib.h>
#include <string.h>

/* 2020-06-01 and 2020-06-02, 12:00:00 UTC (date -u -d ... +%s). */
#define FIXTURE_NOW 1591012800
#define FIXTURE_TOMORROW (FIXTURE_NOW + 86400)

/* A public key that `age-keygen` made. */
#define FIXTURE_AGE_KEY "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"

typedef struct Fixture
{
    Arena *arena;
    char *parent;
    char *directory; /* of the custody */
    Secret *passphrase;
    Custody *custody; /* open for writing and unlocked, at FIXTURE_NOW */
    Actor *ann;
    Actor *bob;
    Actor *carol;
    Catalogue catalogue;
    char *text; /* the bytes of the deliberation */
    Deliberation deliberation;
} Fixture;

/* What cmocka calls before and after each test. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

/* Closes the custody and opens it again at another moment: what is left behind is recovered. */
void fixture_reopen(Fixture *fixture, int64_t now, bool unlock);

/* Registers the deliberation: proposed by ann, confirmed by bob. */
void fixture_register(Fixture *fixture);

/* What is proposed for this deliberation is confirmed by bob. */
void fixture_confirm(Fixture *fixture, const Deliberation *deliberation);

/* A release of the communication for these years (0-ended), whose package is the file NAME in
 * held/. */
Release fixture_prepare(Fixture *fixture, const char *communication, const char *name,
                        const int *years);

/* Prepared by ann, approved by bob, delivered by ann, and moved. */
Release fixture_deliver(Fixture *fixture, const char *communication, const char *name,
                        const int *years);

/* A small secret from a text. */
Secret *secret_of(const char *text);

/* Is this file in the custody? */
bool fixture_has(const Fixture *fixture, const char *name);
void fixture_put(const Fixture *fixture, const char *name, const char *bytes);

#endif
