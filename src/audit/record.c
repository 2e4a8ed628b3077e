/* The fields, in the order of the article. */
#include "audit/coverage.h"
#include "audit/phrase.h"
#include "audit/record_inner.h"
#include "release/words.h"

const char *
record_source_name(RecordSource source)
{
    static const char *const names[] = {
        [RECORD_DELIBERATION] = "deliberation",
        [RECORD_CUSTODY] = "custody",
        [RECORD_PROGRAM] = "program",
        [RECORD_DETAILS] = "details",
    };
    return names[source];
}

RecordField *
record_add_field(Builder *builder, const char *key, const char *law, RecordSource source,
                 const Wording *label)
{
    RecordField *field = LIST_ADD(builder->arena, &builder->record->fields);
    *field = (RecordField){.key = key, .law = law, .label = *label, .source = source};
    return field;
}

void
record_add_item(Builder *builder, RecordField *field, const Wording *item)
{
    *LIST_ADD(builder->arena, &field->items) = *item;
}

/* What the custodian said, or nothing. */
static void
add_said(Builder *builder, const char *key, const char *law, const Wording *label,
         const DetailsText *said)
{
    RecordField *field = record_add_field(builder, key, law, RECORD_DETAILS, label);
    if (said->in[0] != NULL)
        record_add_item(builder, field, said);
}

static void
add_controller(Builder *builder)
{
    const Details *details = builder->input->details;
    const Deliberation *deliberation = builder->input->deliberation;
    RecordField *field = record_add_field(
        builder, "controller", "GDPR 30(1)(a)", RECORD_DELIBERATION,
        &(Wording){{"Verwerkingsverantwoordelijke", "Responsable du traitement", "Controller"}});
    record_add_item(builder, field, &deliberation->named.provider);
    add_said(builder, "contact", "GDPR 30(1)(a)",
             &(Wording){{"Contactgegevens", "Coordonn\u00e9es", "Contact details"}},
             &details->contact);
    add_said(builder, "joint_controllers", "GDPR 30(1)(a)",
             &(Wording){{"Gezamenlijke verwerkingsverantwoordelijken",
                         "Responsables conjoints du traitement", "Joint controllers"}},
             &details->joint_controllers);
    add_said(builder, "representative", "GDPR 30(1)(a)",
             &(Wording){{"Vertegenwoordiger", "Repr\u00e9sentant", "Representative"}},
             &details->representative);
    add_said(builder, "officer", "GDPR 30(1)(a)",
             &(Wording){{"Functionaris voor gegevensbescherming",
                         "D\u00e9l\u00e9gu\u00e9 \u00e0 la protection des donn\u00e9es",
                         "Data protection officer"}},
             &details->officer);
}

static void
add_purposes(Builder *builder)
{
    const Deliberation *deliberation = builder->input->deliberation;
    RecordField *field = record_add_field(builder, "purposes", "GDPR 30(1)(b)", RECORD_DELIBERATION,
                                          &(Wording){{"Doeleinden", "Finalit\u00e9s", "Purposes"}});
    record_add_item(builder, field, &deliberation->purpose);
    field->cites = deliberation->purpose_cites;
    const char *id = deliberation->id;
    field = record_add_field(builder, "authorisation", "GDPR 30(1)(b)", RECORD_DELIBERATION,
                             &(Wording){{"Machtiging", "Autorisation", "Authorisation"}});
    Wording said = {{0}};
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        said.in[language] =
            arena_print(builder->arena, "%s, %s, %s", id, deliberation->named.body.in[language],
                        words_date(builder->arena, deliberation->decided, language));
    record_add_item(builder, field, &said);
    add_said(builder, "legal_basis", "GDPR 6, 9",
             &(Wording){{"Rechtsgrond", "Base juridique", "Legal basis"}},
             &builder->input->details->legal_basis);
}

/* "sample: delivered; 2012, 2014" of one that is a rule of a communication, else what it says. */
static Wording
rule_wording(Arena *arena, const AuditRule *rule)
{
    Wording said = rule->value;
    for (Language language = 0; language < LANGUAGE_COUNT && rule->communication != NULL;
         language++)
        said.in[language] = arena_print(arena, "%s%s %s", rule->communication,
                                        audit_colon(language), rule->value.in[language]);
    return said;
}

/* The values of all rules of one field, and their paragraphs. */
static void
add_rules(Builder *builder, RecordField *field, const AuditRules *rules, RuleField which)
{
    for (size_t at = 0; at < rules->count; at++)
    {
        if (rules->items[at].field != which)
            continue;
        Wording said = rule_wording(builder->arena, &rules->items[at]);
        record_add_item(builder, field, &said);
        field->cites = cites_join(builder->arena, &field->cites, &rules->items[at].cites);
    }
}

/* "Household: type, size" of one group. */
static void
add_group(Builder *builder, RecordField *field, const GroupTitle *group)
{
    const Deliberation *deliberation = builder->input->deliberation;
    Wording said = {{0}};
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        Text text = text_new(builder->arena);
        size_t told = 0;
        text_print(&text, "%s%s ", group->title.in[language], audit_colon(language));
        for (size_t at = 0; at < deliberation->variables.count; at++)
        {
            const AllowedVariable *one = &deliberation->variables.items[at];
            const Variable *known = catalogue_variable(builder->input->catalogue, one->name);
            if (text_equal(one->group, group->group))
                text_print(&text, "%s%s", told++ == 0 ? "" : ", ",
                           known == NULL ? one->name : known->label.in[language]);
        }
        said.in[language] = text.bytes;
    }
    record_add_item(builder, field, &said);
}

static void
add_categories(Builder *builder, const AuditRules *rules)
{
    const Deliberation *deliberation = builder->input->deliberation;
    RecordField *field =
        record_add_field(builder, "persons", "GDPR 30(1)(c)", RECORD_DELIBERATION,
                         &(Wording){{"Categorie\u00ebn van betrokkenen",
                                     "Cat\u00e9gories de personnes concern\u00e9es",
                                     "Categories of data subjects"}});
    add_rules(builder, field, rules, RULE_COHORT);
    add_rules(builder, field, rules, RULE_REFERENCE_DATES);
    field = record_add_field(
        builder, "data", "GDPR 30(1)(c)", RECORD_DELIBERATION,
        &(Wording){{"Categorie\u00ebn van persoonsgegevens",
                    "Cat\u00e9gories de donn\u00e9es \u00e0 caract\u00e8re personnel",
                    "Categories of personal data"}});
    for (size_t at = 0; at < deliberation->groups.count; at++)
        add_group(builder, field, &deliberation->groups.items[at]);
    record_add_item(builder, field,
                    &(Wording){{"een pseudoniem in de plaats van het identificatienummer",
                                "un pseudonyme \u00e0 la place du num\u00e9ro d'identification",
                                "a pseudonym in the place of the identification number"}});
    field->cites = deliberation->variable_cites;
}

static ErrorKind
add_recipients(Builder *builder, const AuditRules *rules, Error *err)
{
    RecordField *field =
        record_add_field(builder, "recipients", "GDPR 30(1)(d)", RECORD_DELIBERATION,
                         &(Wording){{"Ontvangers", "Destinataires", "Recipients"}});
    add_rules(builder, field, rules, RULE_RECIPIENT);
    field = record_add_field(builder, "communications", "GDPR 30(1)(d)", RECORD_DELIBERATION,
                             &(Wording){{"Mededelingen", "Communications", "Communications"}});
    add_rules(builder, field, rules, RULE_COMMUNICATION);
    TRY(record_add_deliveries(builder, err));
    add_said(builder, "transfers", "GDPR 30(1)(e)",
             &(Wording){{"Doorgiften naar derde landen en hun waarborgen",
                         "Transferts vers des pays tiers et leurs garanties",
                         "Transfers to third countries and their safeguards"}},
             &builder->input->details->transfers);
    return ERROR_NONE;
}

static ErrorKind
add_limits(Builder *builder, const AuditRules *rules, Error *err)
{
    RecordField *field = record_add_field(
        builder, "time_limits", "GDPR 30(1)(f)", RECORD_DELIBERATION,
        &(Wording){{"Bewaartermijnen", "D\u00e9lais d'effacement", "Time limits"}});
    add_rules(builder, field, rules, RULE_RETENTION);
    return record_add_obligations(builder, err);
}

/* What beraad does for a deliberation of this kind, as the table of the audit says it. */
static void
add_measures(Builder *builder, const AuditRules *rules, RecordField *field)
{
    unsigned told = 0;
    record_add_item(
        builder, field,
        &(Wording){{"pseudonimisering: \u00e9\u00e9n blok AES-256 onder een sleutel die de "
                    "bewaarder niet verlaat, eigen aan elke mededeling",
                    "pseudonymisation : un bloc AES-256 sous une cl\u00e9 qui ne quitte pas le "
                    "d\u00e9positaire, propre \u00e0 chaque communication",
                    "pseudonymisation: one block of AES-256 under a key that never leaves the "
                    "custodian, of each communication its own"}});
    for (size_t at = 0; at < rules->count; at++)
    {
        RuleField which = rules->items[at].field;
        const RuleForm *form = rule_form(which);
        if (form->enforced == NULL || (told >> which & 1) != 0)
            continue;
        told |= 1u << which;
        Wording said = {{0}};
        for (Language language = 0; language < LANGUAGE_COUNT; language++)
            said.in[language] = arena_print(builder->arena, "%s%s %s", form->title.in[language],
                                            audit_colon(language), form->enforced->in[language]);
        record_add_item(builder, field, &said);
    }
    record_add_item(
        builder, field,
        &(Wording){{"elke handeling en elke weigering staat in een register waarin niemand "
                    "iets onopgemerkt verandert",
                    "tout acte et tout refus figurent dans un registre que personne ne modifie "
                    "sans que cela se voie",
                    "every act and every refusal stands in a ledger that nobody changes "
                    "unnoticed"}});
}

static ErrorKind
add_security(Builder *builder, const AuditRules *rules, Error *err)
{
    const Wording label = {
        {"Beveiligingsmaatregelen", "Mesures de s\u00e9curit\u00e9", "Security measures"}};
    add_measures(builder, rules,
                 record_add_field(builder, "security", "GDPR 30(1)(g)", RECORD_PROGRAM, &label));
    TRY(record_add_undertakings(builder, err));
    add_said(builder, "security_outside", "GDPR 30(1)(g)",
             &(Wording){{"Maatregelen buiten beraad", "Mesures hors de beraad",
                         "Measures outside beraad"}},
             &builder->input->details->security);
    return ERROR_NONE;
}

static void
add_more(Builder *builder)
{
    const Details *details = builder->input->details;
    for (size_t at = 0; at < details->more.count; at++)
    {
        const DetailsField *one = &details->more.items[at];
        add_said(builder, arena_print(builder->arena, "more[%zu]", at + 1), one->law, &one->label,
                 &one->text);
    }
}

ErrorKind
record_make(Custody *custody, Arena *arena, const RecordInput *input, Record *ret_record,
            Error *err)
{
    AuditRules rules = coverage_rules(arena, input->deliberation, input->catalogue);
    Builder builder = {arena, custody, input, ret_record};
    *ret_record = (Record){.custody = custody_name(custody),
                           .registration = input->registration,
                           .on = custody_today(custody)};
    add_controller(&builder);
    add_purposes(&builder);
    add_categories(&builder, &rules);
    TRY(add_recipients(&builder, &rules, err));
    TRY(add_limits(&builder, &rules, err));
    TRY(add_security(&builder, &rules, err));
    add_more(&builder);
    for (size_t at = 0; at < ret_record->fields.count; at++)
        ret_record->missing += ret_record->fields.items[at].items.count == 0 ? 1 : 0;
    return ERROR_NONE;
}
