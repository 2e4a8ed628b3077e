/*
 * table: safe tables from any file, without a custody.
 */
#include "command/inner.h"

const Command command_table[] = {
    {"table", "make", "FILE", 1, 1, command_table_make_options, command_table_make,
     "make a table, and say which cells the rules find unsafe; secret"},
    {"table", "suppress", "FILE", 1, 1, command_table_suppress_options, command_table_suppress,
     "make a table that can be published, without the cells that tell too much"},
    {"table", "perturb", "FILE", 1, 1, command_table_perturb_options, command_table_perturb,
     "make a table of counts or sums with cell-key noise"},
    {"table", "round", "FILE", 1, 1, command_table_round_options, command_table_round,
     "make a table of rounded counts"},
    {"table", "audit", "FILE", 1, 1, command_table_audit_options, command_table_audit,
     "say what can be worked out of a table that is suppressed already"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
