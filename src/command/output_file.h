/*
 * The files of a request for whoever decides: each as it would leave, and what proves it safe.
 */
#ifndef BERAAD_COMMAND_OUTPUT_FILE_H
#define BERAAD_COMMAND_OUTPUT_FILE_H

#include "command/output_page.h"
#include "core/text.h"

/* Adds the files of the round to text and, as "files", to item. ERROR_INTEGRITY where what is kept
 * of one is not of its form. */
ErrorKind output_files_add(Arena *arena, const OutputPage *page, Text *text, json_t *item,
                           Error *err) MUST_CHECK;

#endif
