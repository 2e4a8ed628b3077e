#include "command/output_scope.h"

#include <stdlib.h>

static const Communication *
on_site(const Deliberation *deliberation)
{
    for (size_t at = 0; deliberation != NULL && at < deliberation->communications.count; at++)
        if (deliberation->communications.items[at].setting == SETTING_ON_SITE)
            return &deliberation->communications.items[at];
    return NULL;
}

ErrorKind
output_scope(Session *session, const char *id, OutputAsked *asked, Error *err)
{
    TRY(session_deliberation(session, id, &asked->catalogue, &asked->deliberation, err));
    asked->scope = (RequestScope){.deliberation = asked->deliberation,
                                  .catalogue = asked->catalogue,
                                  .communication = on_site(asked->deliberation)};
    return ERROR_NONE;
}

ErrorKind
output_number(const char *text, const char *what, int64_t *ret_number, Error *err)
{
    char *end = NULL;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || number < 1 || number > INT64_C(1000000000))
        return error_set(err, ERROR_USAGE, "%s: expected a number from 1", what);
    *ret_number = number;
    return ERROR_NONE;
}
