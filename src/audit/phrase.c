#include "audit/phrase.h"

static const Wording phrases[AUDIT_PHRASES] = {
    [AUDIT_TITLE] = {{"Audit, paragraaf per paragraaf", "Audit, paragraphe par paragraphe",
                      "Audit, paragraph by paragraph"}},
    [AUDIT_DELIBERATION] = {{"Beraadslaging", "D\u00e9lib\u00e9ration", "Deliberation"}},
    [AUDIT_DECIDED] = {{"Beslist op", "D\u00e9cid\u00e9e le", "Decided on"}},
    [AUDIT_STATE] = {{"Toestand", "\u00c9tat", "State"}},
    [AUDIT_CUSTODIAN] = {{"Bewaarder", "D\u00e9positaire", "Custodian"}},
    [AUDIT_ON] = {{"Tot en met", "Jusqu'au", "Up to"}},
    [AUDIT_LEDGER] = {{"Register", "Registre", "Ledger"}},
    [AUDIT_LEDGER_SIZE] = {{"inschrijvingen; onder een ondertekend controlepunt:",
                            "inscriptions ; sous un point de contr\u00f4le sign\u00e9 :",
                            "entries; under a signed checkpoint:"}},
    [AUDIT_FILE] = {{"SHA-256 van het bestand van de beraadslaging",
                     "SHA-256 du fichier de la d\u00e9lib\u00e9ration",
                     "SHA-256 of the deliberation file"}},
    [AUDIT_OFFICIAL_FILE] = {{"SHA-256 van de offici\u00eble tekst", "SHA-256 du texte officiel",
                              "SHA-256 of the official text"}},
    [AUDIT_AMENDS] = {{"Wijzigt", "Modifie", "Amends"}},
    [AUDIT_AMENDED_BY] = {{"Gewijzigd door", "Modifi\u00e9e par", "Amended by"}},
    [AUDIT_COURSE] = {{"Verloop van de beraadslaging", "Parcours de la d\u00e9lib\u00e9ration",
                       "Course of the deliberation"}},
    [AUDIT_PARAGRAPH] = {{"Paragraaf", "Paragraphe", "Paragraph"}},
    [AUDIT_GAP] = {{"leemte", "lacune", "gap"}},
    [AUDIT_GAP_ABOUT] = {{"Geen regel en geen uitlegging van het bestand verwijst naar deze "
                          "paragraaf: niets wat beraad doet of vraagt, steunt erop.",
                          "Aucune r\u00e8gle ni interpr\u00e9tation du fichier ne cite ce "
                          "paragraphe : rien de ce que beraad fait ou demande ne repose sur lui.",
                          "No rule and no interpretation of the file cites this paragraph: nothing "
                          "that beraad does or asks rests on it."}},
    [AUDIT_OFFICIAL] = {{"Offici\u00eble tekst", "Texte officiel", "Official text"}},
    [AUDIT_OFFICIAL_WHOLE] = {{"De offici\u00eble tekst zegt niet zonder twijfel waar elke "
                               "paragraaf begint: hij staat in zijn geheel achteraan.",
                               "Le texte officiel ne dit pas sans doute possible o\u00f9 chaque "
                               "paragraphe commence : il figure en entier \u00e0 la fin.",
                               "The official text does not say beyond doubt where each paragraph "
                               "begins: it stands whole at the end."}},
    [AUDIT_RULES] = {{"Regels", "R\u00e8gles", "Rules"}},
    [AUDIT_BY_PROGRAM] = {{"beraad", "beraad", "beraad"}},
    [AUDIT_BY_PEOPLE] = {{"mensen", "personnes", "people"}},
    [AUDIT_READINGS] = {{"Uitlegging", "Interpr\u00e9tation", "Interpretation"}},
    [AUDIT_EVIDENCE] = {{"Bewijs in het register", "Preuves dans le registre",
                         "Evidence in the ledger"}},
    [AUDIT_NO_EVIDENCE] = {{"Nog geen inschrijving in het register.",
                            "Aucune inscription au registre \u00e0 ce jour.",
                            "No entry in the ledger yet."}},
    [AUDIT_EARLIER] = {{"oudere van dezelfde soorten staan in de JSON",
                        "plus anciennes des m\u00eames types figurent dans le JSON",
                        "older ones of the same types are in the JSON"}},
    [AUDIT_OLDER] = {{"nog oudere zijn enkel geteld: zij staan in het register",
                      "encore plus anciennes sont seulement compt\u00e9es : elles figurent dans le "
                      "registre",
                      "still older ones are only counted: they are in the ledger"}},
    [AUDIT_CITES] = {{"noemt de paragraaf zelf", "cite le paragraphe m\u00eame",
                      "cites the paragraph itself"}},
    [AUDIT_NUMBER] = {{"Nr.", "N\u00b0", "No."}},
    [AUDIT_DATE] = {{"Datum", "Date", "Date"}},
    [AUDIT_WHAT] = {{"Wat", "Quoi", "What"}},
    [AUDIT_ACTOR] = {{"Door", "Par", "By"}},
    [AUDIT_RULE] = {{"Bij regel", "Pour la r\u00e8gle", "For rule"}},
    [AUDIT_PROOF] = {{"Bewijs van opname", "Preuve d'inclusion", "Proof of inclusion"}},
    [AUDIT_UNSIGNED] = {{"nog onder geen ondertekend controlepunt",
                         "pas encore sous un point de contr\u00f4le sign\u00e9",
                         "under no signed checkpoint yet"}},
    [AUDIT_SUMMARY] = {{"Samenvatting", "R\u00e9sum\u00e9", "Summary"}},
    [AUDIT_PARAGRAPHS] = {{"paragrafen", "paragraphes", "paragraphs"}},
    [AUDIT_NO_GAPS] = {{"Geen leemten.", "Aucune lacune.", "No gaps."}},
    [AUDIT_GAPS] = {{"Leemten", "Lacunes", "Gaps"}},
    [AUDIT_MEANING] = {{"Wat de woorden betekenen", "Ce que signifient les mots",
                        "What the words mean"}},
    [AUDIT_MEANS_ENFORCED] =
        {{"een regel van het bestand die de paragraaf noemt, wordt door beraad zelf uitgevoerd",
          "beraad ex\u00e9cute lui-m\u00eame une r\u00e8gle du fichier qui cite le paragraphe",
          "a rule of the file that cites the paragraph is carried out by beraad itself"}},
    [AUDIT_MEANS_EVIDENCED] =
        {{"het register heeft inschrijvingen van de soort die bij zo'n regel hoort, of die de "
          "paragraaf zelf noemen",
          "le registre a des inscriptions du type li\u00e9 \u00e0 une telle r\u00e8gle, ou qui "
          "citent le paragraphe m\u00eame",
          "the ledger has entries of a type that goes with such a rule, or that cite the "
          "paragraph themselves"}},
    [AUDIT_MEANS_ORGANISATIONAL] = {{"van zo'n regel moet iets door mensen verzekerd worden",
                                     "une part d'une telle r\u00e8gle d\u00e9pend des personnes",
                                     "something of such a rule must be seen to by people"}},
    [AUDIT_MEANS_INTERPRETED] = {{"een uitlegging van het bestand noemt de paragraaf",
                                  "une interpr\u00e9tation du fichier cite le paragraphe",
                                  "an interpretation of the file cites the paragraph"}},
    [AUDIT_MEANS_GAP] = {{"geen regel en geen uitlegging noemt de paragraaf",
                          "aucune r\u00e8gle ni interpr\u00e9tation ne cite le paragraphe",
                          "no rule and no interpretation cites the paragraph"}},
    [AUDIT_CHECK] = {{"Zelf nagaan", "V\u00e9rifier soi-m\u00eame", "Check it yourself"}},
    [AUDIT_CHECK_ABOUT] =
        {{"Elke inschrijving is na te gaan zonder de bewaarder te vertrouwen: 'beraad ledger prove "
          "NUMMER' schrijft het bewijs van opname, 'beraad audit kit ID MAP' alles samen voor een "
          "toezichthouder.",
          "Chaque inscription se v\u00e9rifie sans devoir croire le d\u00e9positaire : 'beraad "
          "ledger prove NUM\u00c9RO' \u00e9crit la preuve d'inclusion, 'beraad audit kit ID "
          "DOSSIER' "
          "l'ensemble pour un contr\u00f4leur.",
          "Each entry can be checked without trusting the custodian: 'beraad ledger prove NUMBER' "
          "writes the proof of inclusion, 'beraad audit kit ID DIR' all of it for a supervisor."}},
};

const Wording *
audit_phrase(AuditPhrase which)
{
    return &phrases[which];
}

json_t *
wording_json(const Wording *wording)
{
    json_t *object = json_object();
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        json_put_text(object, language_code(language), wording->in[language]);
    return object;
}

const char *
audit_colon(Language language)
{
    return language == LANGUAGE_FR ? " :" : ":";
}

const Wording *
audit_state_wording(DeliberationState state)
{
    static const Wording unknown = {
        {"niet geregistreerd", "non enregistr\u00e9e", "not registered"}};
    static const Wording in_force = {{"van kracht", "en vigueur", "in force"}};
    static const Wording suspended = {{"geschorst", "suspendue", "suspended"}};
    static const Wording amended = {{"gewijzigd", "modifi\u00e9e", "amended"}};
    static const Wording ended = {{"be\u00ebindigd", "close", "ended"}};
    switch (state)
    {
    case DELIBERATION_IN_FORCE:
        return &in_force;
    case DELIBERATION_SUSPENDED:
        return &suspended;
    case DELIBERATION_AMENDED:
        return &amended;
    case DELIBERATION_ENDED:
        return &ended;
    case DELIBERATION_UNKNOWN:
        break;
    }
    return &unknown;
}

static const Wording entries[ENTRY_TYPE_COUNT] = {
    [ENTRY_RECIPIENT_ADDED] = {{"bestemmeling toegevoegd", "destinataire ajout\u00e9",
                                "recipient added"}},
    [ENTRY_PROPOSED] = {{"voorgesteld", "propos\u00e9", "proposed"}},
    [ENTRY_DELIBERATION_REGISTERED] = {{"beraadslaging geregistreerd",
                                        "d\u00e9lib\u00e9ration enregistr\u00e9e",
                                        "deliberation registered"}},
    [ENTRY_DELIBERATION_SUSPENDED] = {{"beraadslaging geschorst",
                                       "d\u00e9lib\u00e9ration suspendue",
                                       "deliberation suspended"}},
    [ENTRY_DELIBERATION_RESUMED] = {{"beraadslaging hervat", "d\u00e9lib\u00e9ration reprise",
                                     "deliberation resumed"}},
    [ENTRY_DELIBERATION_ENDED] = {{"beraadslaging be\u00ebindigd", "d\u00e9lib\u00e9ration close",
                                   "deliberation ended"}},
    [ENTRY_UNDERTAKING_SIGNED] = {{"verbintenis ondertekend", "engagement sign\u00e9",
                                   "undertaking signed"}},
    [ENTRY_KEY_DESTROYED] = {{"sleutel vernietigd", "cl\u00e9 d\u00e9truite", "key destroyed"}},
    [ENTRY_REFUSED] = {{"geweigerd", "refus\u00e9", "refused"}},
    [ENTRY_RELEASE_PLANNED] = {{"levering gepland", "livraison planifi\u00e9e", "release planned"}},
    [ENTRY_RELEASE_PREPARED] = {{"levering voorbereid", "livraison pr\u00e9par\u00e9e",
                                 "release prepared"}},
    [ENTRY_RELEASE_APPROVED] = {{"levering goedgekeurd", "livraison approuv\u00e9e",
                                 "release approved"}},
    [ENTRY_RELEASE_DELIVERED] = {{"geleverd", "livr\u00e9", "release delivered"}},
    [ENTRY_RELEASE_WITHDRAWN] = {{"levering ingetrokken", "livraison retir\u00e9e",
                                  "release withdrawn"}},
    [ENTRY_OBLIGATIONS_CONTINUED] = {{"termijnen, vervolg", "d\u00e9lais, suite",
                                      "obligations, continued"}},
    [ENTRY_SERIES_CLOSED] = {{"reeks gesloten", "s\u00e9rie close", "series closed"}},
    [ENTRY_DESTRUCTION_DECIDED] = {{"vernietiging beslist", "destruction d\u00e9cid\u00e9e",
                                    "destruction decided"}},
    [ENTRY_DESTRUCTION_COMPLETED] = {{"vernietiging uitgevoerd", "destruction ex\u00e9cut\u00e9e",
                                      "destruction completed"}},
    [ENTRY_DATASET_PREPARED] = {{"gegevens ter plaatse klaargezet",
                                 "donn\u00e9es pr\u00e9par\u00e9es sur place",
                                 "data set prepared on site"}},
    [ENTRY_IMPORTED] = {{"bestand binnengebracht", "fichier apport\u00e9", "files brought in"}},
    [ENTRY_JOB_STARTED] = {{"taak begonnen", "t\u00e2che commenc\u00e9e", "job started"}},
    [ENTRY_JOB_ENDED] = {{"taak ge\u00ebindigd", "t\u00e2che termin\u00e9e", "job ended"}},
    [ENTRY_ATTESTATION_RECEIVED] = {{"verklaring ontvangen", "attestation re\u00e7ue",
                                     "attestation received"}},
    [ENTRY_OUTPUT_REQUESTED] = {{"resultaat gevraagd", "r\u00e9sultat demand\u00e9",
                                 "output requested"}},
    [ENTRY_OUTPUT_CHECKED] = {{"resultaat nagekeken", "r\u00e9sultat contr\u00f4l\u00e9",
                               "output checked"}},
    [ENTRY_OUTPUT_VOTED] = {{"stem uitgebracht", "vote \u00e9mis", "vote cast"}},
    [ENTRY_OUTPUT_DECIDED] = {{"over resultaat beslist", "r\u00e9sultat d\u00e9cid\u00e9",
                               "output decided"}},
    [ENTRY_OUTPUT_RELEASED] = {{"resultaat vrijgegeven", "r\u00e9sultat diffus\u00e9",
                                "output released"}},
    [ENTRY_OUTPUT_WITHDRAWN] = {{"vraag ingetrokken", "demande retir\u00e9e", "output withdrawn"}},
    [ENTRY_OUTPUT_PROFILED] = {{"profiel geschreven", "profil \u00e9crit", "profile written"}},
};

Wording
audit_entry_wording(EntryType type)
{
    const char *name = entry_form(type)->name;
    if (entries[type].in[0] != NULL)
        return entries[type];
    return (Wording){{name, name, name}};
}
