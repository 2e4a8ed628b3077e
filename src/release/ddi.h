/*
 * The codebook for archives: DDI-Codebook 2.5 (DDI Alliance, XML Schema 2.5.1 of 2013), labels in
 * three languages, frequencies and missing kinds. Inner to release/.
 */
#ifndef BERAAD_RELEASE_DDI_H
#define BERAAD_RELEASE_DDI_H

#include "release/codebook.h"

/* Adds the XML document. */
void ddi_print(Text *xml, const PackageFacts *facts);

#endif
