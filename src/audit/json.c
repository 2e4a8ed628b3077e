/* The audit as JSON: all of it, each rule and entry once. */
#include "audit/audit.h"
#include "audit/phrase.h"

static json_t *
rules_json(const Audit *audit)
{
    json_t *list = json_array();
    for (size_t at = 0; at < audit->rules.count; at++)
    {
        const AuditRule *rule = &audit->rules.items[at];
        const RuleForm *form = rule_form(rule->field);
        json_t *item = json_object();
        json_put_text(item, "place", rule->place);
        json_put(item, "title", wording_json(&form->title));
        json_put(item, "value", wording_json(&rule->value));
        if (form->enforced != NULL)
            json_put(item, "enforced", wording_json(form->enforced));
        if (form->people != NULL)
            json_put(item, "people", wording_json(form->people));
        json_put(item, "cites", cites_json(&rule->cites));
        json_add(list, item);
    }
    return list;
}

static json_t *
readings_json(const Deliberation *deliberation)
{
    json_t *list = json_array();
    for (size_t at = 0; at < deliberation->interpretations.count; at++)
    {
        const Interpretation *reading = &deliberation->interpretations.items[at];
        json_t *item = json_object();
        json_put_text(item, "id", reading->id);
        json_put(item, "question", wording_json(&reading->question));
        json_put(item, "reading", wording_json(&reading->reading));
        json_put(item, "cites", cites_json(&reading->cites));
        json_add(list, item);
    }
    return list;
}

static json_t *
entries_json(Arena *arena, const Audit *audit)
{
    json_t *list = json_array();
    for (size_t at = 0; at < audit->evidence->count; at++)
    {
        const Evidence *evidence = &audit->evidence->items[at];
        json_t *codes = json_array();
        json_t *item = json_object();
        json_put(item, "entry", json_integer(evidence->number));
        json_put(item, "at", json_integer(evidence->at));
        json_put_text(item, "type", entry_form(evidence->type)->name);
        json_put_text(item, "actor", evidence->actor);
        if (evidence->act != NULL)
            json_put_text(item, "act", evidence->act);
        for (size_t code = 0; code < evidence->codes.count; code++)
            json_add(codes, json_string(evidence->codes.items[code]));
        json_put(item, "codes", codes);
        json_put(item, "signed", json_boolean(evidence->number < audit->signed_size));
        if (audit->proofs != NULL && evidence->number < audit->signed_size)
            json_put_text(item, "proof",
                          arena_print(arena, "%s/%s", audit->proofs,
                                      audit_proof_name(arena, evidence->number)));
        json_add(list, item);
    }
    return list;
}

static json_t *
evidence_json(const Audit *audit, const AuditParagraph *paragraph)
{
    int number = paragraph->paragraph->number;
    json_t *list = json_array();
    for (size_t at = 0; at < paragraph->evidence.count; at++)
    {
        const Evidence *evidence = paragraph->evidence.items[at];
        json_t *places = json_array();
        json_t *item = json_object();
        for (size_t rule = 0; rule < evidence->rules.count; rule++)
        {
            const AuditRule *known = &audit->rules.items[evidence->rules.items[rule]];
            if (cites_contain(&known->cites, number))
                json_add(places, json_string(known->place));
        }
        json_put(item, "entry", json_integer(evidence->number));
        json_put(item, "rules", places);
        json_put(item, "cites_itself", json_boolean(cites_contain(&evidence->cites, number)));
        json_add(list, item);
    }
    return list;
}

static json_t *
older_json(const AuditParagraph *paragraph)
{
    json_t *older = json_object();
    for (EntryType type = 0; type < ENTRY_TYPE_COUNT; type++)
        if (paragraph->older[type] > 0)
            json_put(older, entry_form(type)->name,
                     json_integer((json_int_t)paragraph->older[type]));
    return older;
}

static json_t *
paragraph_json(const Audit *audit, const AuditParagraph *paragraph)
{
    json_t *item = json_object();
    json_t *treatments = json_array();
    json_t *rules = json_array();
    json_t *readings = json_array();
    for (size_t at = 0; at < TREATMENTS; at++)
        if ((paragraph->treatments >> at & 1) != 0)
            json_add(treatments, json_string(treatment_name((Treatment)(1u << at))));
    for (size_t at = 0; at < paragraph->rules.count; at++)
        json_add(rules, json_string(paragraph->rules.items[at]->place));
    for (size_t at = 0; at < paragraph->readings.count; at++)
        json_add(readings, json_string(paragraph->readings.items[at]->id));
    json_put(item, "paragraph", json_integer(paragraph->paragraph->number));
    json_put(item, "summary", wording_json(&paragraph->paragraph->summary));
    if (paragraph->official != NULL)
        json_put_text(item, "official", paragraph->official);
    json_put(item, "treatments", treatments);
    json_put(item, "gap", json_boolean(paragraph->is_gap));
    json_put(item, "rules", rules);
    json_put(item, "interpretations", readings);
    json_put(item, "evidence", evidence_json(audit, paragraph));
    json_put(item, "older", older_json(paragraph));
    return item;
}

static json_t *
head_json(Arena *arena, const Registration *registration)
{
    char date[DATE_TEXT_SIZE];
    json_t *head = json_object();
    json_put_text(head, "id", registration->id);
    json_put_text(head, "decided", date_print(registration->decided, date));
    json_put_text(head, "state", deliberation_state_name(registration->state));
    json_put(head, "since", json_integer(registration->since));
    if (registration->amends != NULL)
        json_put_text(head, "amends", registration->amends);
    if (registration->amended_by != NULL)
        json_put_text(head, "amended_by", registration->amended_by);
    json_put_text(head, "digest", digest_print(arena, &registration->digest));
    json_put_text(head, "catalogue", registration->catalogue);
    json_put_text(head, "catalogue_digest", digest_print(arena, &registration->catalogue_digest));
    if (registration->text_digest != NULL)
        json_put_text(head, "text_digest", digest_print(arena, registration->text_digest));
    return head;
}

static json_t *
totals_json(const Audit *audit)
{
    json_t *totals = json_object();
    json_put(totals, "paragraphs", json_integer((json_int_t)audit->paragraphs.count));
    for (size_t at = 0; at < TREATMENTS; at++)
        json_put(totals, treatment_name((Treatment)(1u << at)),
                 json_integer((json_int_t)audit->treated[at]));
    json_put(totals, "gap", json_integer((json_int_t)audit->gaps));
    return totals;
}

json_t *
audit_json(Arena *arena, const Audit *audit)
{
    char date[DATE_TEXT_SIZE];
    json_t *result = json_object();
    json_t *paragraphs = json_array();
    json_t *course = json_array();
    for (size_t at = 0; at < audit->paragraphs.count; at++)
        json_add(paragraphs, paragraph_json(audit, &audit->paragraphs.items[at]));
    for (size_t at = 0; at < audit->course.count; at++)
        json_add(course, json_integer(audit->course.items[at]->number));
    json_put_text(result, "format", "beraad audit 1");
    json_put_text(result, "custody", audit->custody);
    json_put_text(result, "on", date_print(audit->on, date));
    json_put(result, "deliberation", head_json(arena, audit->registration));
    json_put(result, "entries", json_integer(audit->entries));
    json_put(result, "signed_entries", json_integer(audit->signed_size));
    json_put(result, "rules", rules_json(audit));
    json_put(result, "interpretations", readings_json(audit->deliberation));
    json_put(result, "ledger", entries_json(arena, audit));
    json_put(result, "course", course);
    json_put(result, "paragraphs", paragraphs);
    json_put(result, "totals", totals_json(audit));
    return result;
}
