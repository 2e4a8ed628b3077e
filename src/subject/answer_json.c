/* The answer for a program. */
#include "subject/answer.h"

static void
put_date(json_t *object, const char *key, Date date)
{
    char text[DATE_TEXT_SIZE];
    json_put_text(object, key, date_print(date, text));
}

static json_t *
year_json(const SubjectYear *year)
{
    static const char *const because[] = {
        [HELD_NO_COHORT] = "cohort",
        [HELD_NO_SAMPLE] = "sample",
        [HELD_NO_KEY] = "key destroyed",
        [HELD_NO_CATALOGUE] = "catalogue changed",
    };
    json_t *item = json_object();
    json_put(item, "year", json_integer(year->year));
    put_date(item, "reference_date", year->reference_date);
    json_put_text(item, "held", held_name(year->held));
    if (year->held != HELD_YES)
        json_put_text(item, "because", because[year->held]);
    json_put(item, "warehouse_changed", json_boolean(year->changed));
    if (year->dated)
        put_date(item, "destroy_by", year->destroy_by);
    json_put(item, "pending", json_boolean(year->pending));
    return item;
}

static json_t *
delivery_json(const SubjectDelivery *delivery)
{
    json_t *item = json_object();
    json_t *years = json_array();
    json_t *variables = json_array();
    json_put_text(item, "deliberation", delivery->deliberation->id);
    put_date(item, "decided", delivery->deliberation->decided);
    json_put_text(item, "communication", delivery->communication);
    json_put_text(item, "recipient", delivery->deliberation->recipient_id);
    json_put_text(item, "kind", artefact_kind_name(delivery->kind));
    json_put(item, "artefact", json_integer(delivery->artefact));
    if (delivery->kind == ARTEFACT_PACKAGE)
        json_put(item, "release", json_integer(delivery->release));
    put_date(item, "delivered", delivery->delivered);
    if (delivery->destroyed)
        put_date(item, "destroyed", delivery->destroyed_on);
    if (delivery->attested)
        put_date(item, "recipient_destroyed", delivery->attested_on);
    for (size_t at = 0; at < delivery->variables.count; at++)
        json_add(variables, json_string(delivery->variables.items[at]));
    json_put(item, "variables", variables);
    for (size_t at = 0; at < delivery->years.count; at++)
        json_add(years, year_json(&delivery->years.items[at]));
    json_put(item, "years", years);
    return item;
}

json_t *
answer_json(const AnswerAbout *about, const SubjectFindings *findings)
{
    json_t *result = json_object();
    json_t *deliveries = json_array();
    json_put(result, "question", json_integer(about->question));
    json_put_text(result, "custody", about->custody);
    json_put_text(result, "catalogue", about->catalogue->id);
    put_date(result, "answered", about->today);
    json_put(result, "replaced", json_boolean(findings->replaced));
    for (size_t at = 0; at < findings->deliveries.count; at++)
        json_add(deliveries, delivery_json(&findings->deliveries.items[at]));
    json_put(result, "deliveries", deliveries);
    return result;
}
