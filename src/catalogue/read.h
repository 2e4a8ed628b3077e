/*
 * Reading a catalogue: catalogue.yaml, the SQL files and the class lists (CSV) that it names, all
 * from one directory.
 */
#ifndef BERAAD_CATALOGUE_READ_H
#define BERAAD_CATALOGUE_READ_H

#include "catalogue/model.h"

/* directory holds catalogue.yaml. All faults of all its files are collected in complaints; the
 * catalogue is whole only if there are none. Reading the files can fail by itself (ERROR_IO). */
ErrorKind catalogue_read(Arena *arena, const char *directory, Complaints *complaints,
                         Catalogue **ret_catalogue, Error *err) MUST_CHECK;

#endif
