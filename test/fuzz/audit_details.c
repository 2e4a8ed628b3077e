/* details_read on any bytes: it complains or reads; a text is there in every language or in none.
 */
#include "audit/details.h"
#include "seeded.h"

#include <string.h>

static void
judge(const DetailsText *text)
{
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        must((text->in[language] == NULL) == (text->in[0] == NULL), "in every language or in none");
        must(text->in[language] == NULL ||
                 (text->in[language][0] != '\0' && strlen(text->in[language]) <= DETAILS_TEXT),
             "not empty and not too long");
    }
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    SCRATCH Arena *work = arena_new("fuzz");
    Complaints complaints = complaints_new(work, "details.yaml");
    Details details = {0};
    bool read = details_read(work, (const char *)bytes, size, &complaints, &details);
    must(read == (complaints.count == 0), "no without a complaint");
    if (!read)
        return false;
    const DetailsText *const texts[] = {
        &details.contact,     &details.representative, &details.officer, &details.joint_controllers,
        &details.legal_basis, &details.transfers,      &details.security};
    for (size_t at = 0; at < sizeof texts / sizeof *texts; at++)
        judge(texts[at]);
    for (size_t at = 0; at < details.more.count; at++)
    {
        judge(&details.more.items[at].text);
        must(details.more.items[at].law != NULL && details.more.items[at].label.in[0] != NULL,
             "a field has its names");
    }
    return true;
}
