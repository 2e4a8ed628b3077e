/*
 * Until when the rows of a package may be kept, as far as the package itself can tell. A fixed date
 * is certain. A rule that counts from an event (delivery, receipt, last delivery) gives no date to
 * a manifest, which knows no clock; but no such event is before the package was made, so that from
 * then on the day is known before which the rule does not end. Pure.
 */
#ifndef BERAAD_RELEASE_UNTIL_H
#define BERAAD_RELEASE_UNTIL_H

#include "release/manifest.h"

/* A fixed date has gone: nothing of it opens. */
bool until_is_past(const ManifestRetention *retention, Date today);

/* The day before which this rule does not end, of a package made on that day. */
Date until_not_before(const ManifestAfter *after, Date made);

/* A rule may have ended by now: whether it has, only the provider can tell, who knows the event. */
bool until_may_be_past(const ManifestRetention *retention, Date made, Date today);

/* How many years of the package are past. */
size_t until_count_past(const Manifest *manifest, Date today);

#endif
