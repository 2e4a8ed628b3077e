/*
 * What the files of this folder share: verbs that stand in a file of their own.
 */
#ifndef BERAAD_COMMAND_INNER_H
#define BERAAD_COMMAND_INNER_H

#include "command/command.h"


/* warehouse check SOURCE --catalogue NAME (warehouse.c). */
ErrorKind command_warehouse_check(Invocation *call, Error *err) MUST_CHECK;

/* deliberation register FILE (registration.c). */
ErrorKind command_deliberation_register(Invocation *call, Error *err) MUST_CHECK;

#endif
