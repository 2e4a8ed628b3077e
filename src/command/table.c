/*
 * table: safe tables from any file, without a custody.
 */
#include "command/inner.h"

const Command command_table[] = {
    {"table", "perturb", "FILE", 1, 1, command_table_perturb_options, command_table_perturb,
     "make a table of counts or sums with cell-key noise"},
    {"table", "round", "FILE", 1, 1, command_table_round_options, command_table_round,
     "make a table of rounded counts"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
