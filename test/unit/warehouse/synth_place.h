/*
 * Synthetic warehouses for tests: a folder of their own, the bundled recipe, and an engine with the
 * files as views.
 */
#ifndef BERAAD_TEST_WAREHOUSE_SYNTH_PLACE_H
#define BERAAD_TEST_WAREHOUSE_SYNTH_PLACE_H

#include "warehouse/synth.h"

#include <stdint.h>

void synth_place_open(void);
void synth_place_close(void);

/* Path of a name in the folder; good until the next call but three. */
const char *synth_place_path(const char *name);

/* Makes a warehouse of that name; a failure fails the test. */
void synth_place_make(const char *name, int64_t residents, int64_t seed, int threads);

/* All tables as views, and: payment_of (payments with column person, the canonical number), cohort
 * (year, insz, nis, category: those of the definition on 31 March of each year). */
Engine *synth_place_engine(const char *name);

#endif
