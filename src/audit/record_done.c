/* The fields of the record that say what was done so far. */
#include "audit/record_inner.h"
#include "custody/enclave.h"
#include "custody/obligation.h"
#include "custody/release.h"
#include "custody/undertaking.h"

#include <inttypes.h>

#define SECONDS_A_DAY 86400

/* What was delivered so far: "package 1, 2026-11-28". */
ErrorKind
record_add_deliveries(Builder *builder, Error *err)
{
    RecordField *field = record_add_field(
        builder, "deliveries", "GDPR 30(1)(d)", RECORD_CUSTODY,
        &(Wording){{"Geleverd tot nu toe", "Livr\u00e9 \u00e0 ce jour", "Delivered so far"}});
    char date[DATE_TEXT_SIZE];
    ReleaseList releases = {0};
    DatasetYearList years = {0};
    const char *id = builder->input->deliberation->id;
    TRY(release_list(builder->custody, builder->arena, id, &releases, err));
    TRY(enclave_datasets(builder->custody, builder->arena, id, NULL, &years, err));
    for (size_t at = 0; at < releases.count; at++)
    {
        const Release *one = &releases.items[at];
        Date day = {.days = (int32_t)(one->delivered_at / SECONDS_A_DAY)};
        if (one->state != RELEASE_DELIVERED)
            continue;
        const char *rest = arena_print(builder->arena, "%" PRId64 ", %s, %s, %s", one->number,
                                       one->communication, one->recipient, date_print(day, date));
        record_add_item(builder, field,
                        &(Wording){{arena_print(builder->arena, "pakket %s", rest),
                                    arena_print(builder->arena, "paquet %s", rest),
                                    arena_print(builder->arena, "package %s", rest)}});
    }
    for (size_t at = 0; at < years.count; at++)
    {
        Date day = {.days = (int32_t)(years.items[at].prepared_at / SECONDS_A_DAY)};
        const char *rest = arena_print(builder->arena, "%s %d, %s", years.items[at].communication,
                                       years.items[at].year, date_print(day, date));
        record_add_item(builder, field,
                        &(Wording){{arena_print(builder->arena, "gegevens ter plaatse %s", rest),
                                    arena_print(builder->arena, "donn\u00e9es sur place %s", rest),
                                    arena_print(builder->arena, "data set on site %s", rest)}});
    }
    if (field->items.count == 0)
        record_add_item(builder, field,
                        &(Wording){{"niets tot nu toe", "rien \u00e0 ce jour", "nothing so far"}});
    return ERROR_NONE;
}

/* "3 obligations open, the first by 2029-03-31; 0 fulfilled"; first: "" where none has a date. */
static Wording
obligations_wording(Arena *arena, size_t open, const char *first, size_t gone)
{
    static const Wording by = {{", de eerste op ", ", la premi\u00e8re le ", ", the first by "}};
    Wording begun = by;
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        begun.in[language] =
            first[0] == '\0' ? "" : arena_print(arena, "%s%s", by.in[language], first);
    return (Wording){
        {arena_print(arena, "%zu verplichtingen open%s; %zu vervuld", open, begun.in[0], gone),
         arena_print(arena, "%zu obligations ouvertes%s ; %zu remplies", open, begun.in[1], gone),
         arena_print(arena, "%zu obligations open%s; %zu fulfilled", open, begun.in[2], gone)}};
}

/* What must still be destroyed, and by when first. */
ErrorKind
record_add_obligations(Builder *builder, Error *err)
{
    char date[DATE_TEXT_SIZE] = "";
    ObligationList all = {0};
    size_t open = 0;
    size_t gone = 0;
    RecordField *field =
        record_add_field(builder, "obligations", "GDPR 30(1)(f)", RECORD_CUSTODY,
                         &(Wording){{"Te vernietigen", "\u00c0 d\u00e9truire", "To be destroyed"}});
    TRY(obligation_list(builder->custody, builder->arena, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        const Obligation *one = &all.items[at];
        if (!text_equal(one->deliberation, builder->input->deliberation->id))
            continue;
        gone += one->destroyed_at != 0 ? 1 : 0;
        open += one->destroyed_at == 0 ? 1 : 0;
        if (one->destroyed_at == 0 && one->dated && date[0] == '\0')
            (void)date_print(one->destroy_by, date);
    }
    Wording counted = obligations_wording(builder->arena, open, date, gone);
    record_add_item(builder, field, &counted);
    return ERROR_NONE;
}

ErrorKind
record_add_undertakings(Builder *builder, Error *err)
{
    UndertakingList undertakings = {0};
    TRY(undertaking_list(builder->custody, builder->arena, builder->input->deliberation->id,
                         &undertakings, err));
    RecordField *field =
        record_add_field(builder, "undertakings", "GDPR 30(1)(g)", RECORD_CUSTODY,
                         &(Wording){{"Ondertekende verbintenissen", "Engagements sign\u00e9s",
                                     "Undertakings signed"}});
    const char *count = arena_print(builder->arena, "%zu", undertakings.count);
    record_add_item(builder, field, &(Wording){{count, count, count}});
    return ERROR_NONE;
}
