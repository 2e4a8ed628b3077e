/*
 * A small package world, made by hand: a catalogue with numeric and text codes, limited validity
 * and hostile labels; a deliberation of two years; rows in a real engine; a signer with a key of
 * its own; stock age and minisign as the other side.
 */
#ifndef BERAAD_TEST_RELEASE_FIXTURE_H
#define BERAAD_TEST_RELEASE_FIXTURE_H

#include "release/minisign.h"
#include "release/open.h"
#include "release/package.h"
#include "release/seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define FIXTURE_ROWS 40

typedef struct Fixture
{
    Arena *arena;
    char *directory; /* new, removed at the end */
    Engine *engine;
    Catalogue catalogue;
    Deliberation deliberation;
    Extract extract;
    PackageSigner signer;
    unsigned char secret[64];
    PackageInput input;
    char *key_path;      /* minisign public key file */
    char *identity_path; /* age identity */
    char *recipient;     /* its public key */
} Fixture;

/* cmocka's set-up and tear-down. */
int fixture_begin(void **state);
int fixture_end(void **state);

/* A path inside the fixture's directory. */
char *fixture_path(Fixture *fixture, const char *name);

/* A signer with the key that this seed makes; secret holds 64 bytes. */
PackageSigner fixture_signer(unsigned char seed, unsigned char *secret);

/* Builds into a new directory of this name. */
PackageSummary fixture_build(Fixture *fixture, const char *name);

/* Builds and seals as release number into outgoing/, as "toy-sample-N". Gives the sealed file's
 * path; what was packed stays in staging-N. */
char *fixture_seal(Fixture *fixture, int64_t release, SealSummary *ret_summary);

/* The smallest sound package: a manifest, its note and two short files in a new directory of this
 * name. Fast where a test looks at every byte. */
PackageSummary fixture_mini(Fixture *fixture, const char *name);

/* Seals what stands in the directory `name` as release number into outgoing/. */
char *fixture_seal_tree(Fixture *fixture, const char *name, const PackageSummary *summary,
                        int64_t release, SealSummary *ret_summary);

/* What to open: path, the fixture's key and identity. */
OpenInput fixture_open(Fixture *fixture, const char *path);

/* Runs a program to its end; its exit status. */
int fixture_run(const char *const *arguments, int input, int output);

#endif
