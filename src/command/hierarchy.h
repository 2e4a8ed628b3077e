/*
 * The groups of a column's values, as files tell them: CSV or tau-ARGUS .hrc. One reader for table
 * and for risk.
 *
 * CSV: the first line names the columns; the first column holds the values, each further one the
 * groups of a coarser level; an empty group leaves its value out of that level. .hrc (tau-ARGUS
 * manual, "hierarchical variables"): one code a line, a leading @ for each level below the first; a
 * code with deeper ones behind it is a group.
 */
#ifndef BERAAD_COMMAND_HIERARCHY_H
#define BERAAD_COMMAND_HIERARCHY_H

#include "core/list.h"

#include <stdint.h>

#define HIERARCHY_LEVELS 24 /* more are an ERROR_DATA */

typedef struct HierarchyGroup
{
    const char *label;
    unsigned depth; /* 1 for the coarsest */
    struct LIST_OF(uint32_t) leaves;
} HierarchyGroup;

/* The values as leaves, those of one group next to each other where groups are nested, and the
 * groups of each depth, with the leaves that they hold in ascending order. */
typedef struct Hierarchy
{
    struct LIST_OF(HierarchyGroup) groups;
    struct LIST_OF(const char *) leaves; /* all different */
} Hierarchy;

/* Each takes the bytes of a file; path is for the words of an error alone. ERROR_DATA, with the
 * line: not UTF-8, not the form above, a value that is there twice, no value at all. */
ErrorKind hierarchy_parse_csv(Arena *arena, const char *path, const char *bytes, size_t size,
                              Hierarchy *ret_hierarchy, Error *err) MUST_CHECK;
ErrorKind hierarchy_parse_hrc(Arena *arena, const char *path, const char *bytes, size_t size,
                              Hierarchy *ret_hierarchy, Error *err) MUST_CHECK;

/* Reads the file, as .hrc where its name ends so, else as CSV. */
ErrorKind hierarchy_read(Arena *arena, const char *path, Hierarchy *ret_hierarchy,
                         Error *err) MUST_CHECK;

#endif
