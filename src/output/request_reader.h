/*
 * The sidecar while it is being read. Whatever is wrong becomes a complaint at its place, and the
 * reading goes on; false: something was. Only for the files of the request.
 */
#ifndef BERAAD_OUTPUT_REQUEST_READER_H
#define BERAAD_OUTPUT_REQUEST_READER_H

#include "output/request.h"

typedef struct RequestReader
{
    Arena *arena;
    const RequestScope *scope;
    Complaints *complaints;
} RequestReader;

/* An error without place becomes a complaint at this one; true where there is none. */
bool request_at_place(RequestReader *reader, Place place, ErrorKind kind, const Error *err);

/* A sequence of 1 to most items, or NULL with a complaint. */
const Node *request_sequence(RequestReader *reader, const Node *node, size_t most);

/* A year, where there is a node; else *ret_year stays. */
void request_year(RequestReader *reader, const Node *node, int *ret_year);

/* What a file is made of, into it (request_axis.c): year is that of variables that name none. */
bool request_axes(RequestReader *reader, const Node *node, size_t most, int year,
                  RequestedFile *file);
bool request_condition(RequestReader *reader, const Node *node, int year, Condition *ret_condition);
bool request_where(RequestReader *reader, const Node *node, int year, RequestedFile *file);
bool request_measure(RequestReader *reader, const Node *node, int year, RequestedFile *file);

#endif
