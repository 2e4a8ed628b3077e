/*
 * A small catalogue made by hand for the tests of deliberations: no file, no other reader than the
 * one under test.
 */
#ifndef BERAAD_TEST_FIXTURE_H
#define BERAAD_TEST_FIXTURE_H

#include "catalogue/model.h"

/*
 * Catalogue 'clinic': cohort 'patients'; variables age (person; class lists age3, age2), sex
 * (person; sex), size (household; size2), ward (centre; ward2) and note (centre; no class list).
 */
Catalogue *fixture_catalogue(Arena *arena);

#endif
