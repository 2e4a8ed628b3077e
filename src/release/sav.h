/*
 * A year's rows as an SPSS system file (ReadStat), with variable labels, value labels, missing
 * classes as user-missing values and measurement levels. Same rows, same bytes: the file's time
 * stamp is fixed. Inner to release/.
 */
#ifndef BERAAD_RELEASE_SAV_H
#define BERAAD_RELEASE_SAV_H

#include "release/column.h"

/*
 * Writes path, which must not exist. A class column is numeric where its codes are, else text. SPSS
 * takes at most three missing values of a text variable, or a range of numbers: where a list's
 * missing kinds do not fit, none is declared and their labels alone say it. ERROR_INTERNAL: a row
 * holds a code that its list has not at the reference date, or the number of rows is not the
 * extract's.
 */
ErrorKind sav_write(const PackageInput *input, const PackedColumns *columns,
                    const ExtractYear *year, const char *path, Error *err) MUST_CHECK;

#endif
