/* request_read on any bytes: what it takes is remembered and read back, and every name and number
 * of it is within bounds. */
#include "../unit/output/fixture.h"
#include "seeded.h"

#include "core/text.h"

#include <string.h>

static void
check_file(Arena *work, const RequestedFile *file)
{
    Error err;
    RequestedFile again;
    must(strchr(file->name, '/') == NULL && file->name[0] != '.', "a name stays inside");
    must(strlen(file->name) <= REQUEST_NAME, "a name is short");
    must(file->by_count <= REQUEST_TERMS && file->where_count <= REQUEST_WHERE, "bounds");
    if (file->type == OUTPUT_FIGURE || file->type == OUTPUT_NOTE)
        return;
    const char *text = requested_print(work, file);
    must(requested_parse(work, fixture_scope(), text, &again, &err) == ERROR_NONE &&
             text_equal(requested_print(work, &again), text),
         "what is remembered is read back");
    for (size_t at = 0; at < file->by_count; at++)
        for (size_t class_ = 1; class_ < file->by[at].count; class_++)
            must((file->by[at].holds[class_ - 1] & file->by[at].holds[class_]) == 0,
                 "classes do not overlap");
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Complaints complaints = complaints_new(work, "output.yaml");
    const char *text = arena_copy(work, bytes, size);
    const Request *request = request_read(work, fixture_scope(), text, size, &complaints);
    must((request == NULL) == (complaints.count > 0), "a request or a complaint");
    for (size_t at = 0; request != NULL && at < request->files.count; at++)
        check_file(work, &request->files.items[at]);
    return request != NULL;
}
