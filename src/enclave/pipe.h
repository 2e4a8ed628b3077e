/*
 * A package's files on their way into a sealed folder: the engine writes into a named pipe, and a
 * thread enciphers what comes out. Clear bytes never have a file. Inner to enclave/.
 */
#ifndef BERAAD_ENCLAVE_PIPE_H
#define BERAAD_ENCLAVE_PIPE_H

#include "enclave/folder.h"
#include "release/sink.h"

typedef struct PipeSink PipeSink;

/* The pipes are made in directory (an existing one that the engine may write to, and the caller's
 * to remove); the files go to writer. Both are borrowed. */
PipeSink *pipe_sink_new(FolderWriter *writer, const char *directory);
PackageSink pipe_sink(PipeSink *sink);

/* Ends what was begun and failed on its way. */
void pipe_sink_free(PipeSink **sink);
#define FREES_PIPE_SINK __attribute__((cleanup(pipe_sink_free)))

#endif
