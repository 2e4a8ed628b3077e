/*
 * A fuzz target without libFuzzer: main of a test that gives LLVMFuzzerTestOneInput each seed file
 * named on the command line and many changed copies of it, from fixed seeds, so that every run is
 * the same.
 */
#ifndef BERAAD_TEST_FUZZ_SEEDED_H
#define BERAAD_TEST_FUZZ_SEEDED_H

#include <stdbool.h>
#include <stddef.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

/* The target's own: was this input taken, and did all hold that must (else it does not return)?
 * Each seed is taken. */
bool fuzz_sound(const unsigned char *bytes, size_t size);

/* Ends the process where a property does not hold. */
void must(bool holds, const char *what);

#endif
