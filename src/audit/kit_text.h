/*
 * The files of src/audit/kit/ that go into every kit as they are: kit/embed.py makes the arrays
 * when beraad is built.
 */
#ifndef BERAAD_AUDIT_KIT_TEXT_H
#define BERAAD_AUDIT_KIT_TEXT_H

#include <stddef.h>

extern const unsigned char kit_readme[];
extern const size_t kit_readme_size;
extern const unsigned char kit_verify[];
extern const size_t kit_verify_size;

#endif
