/* The table of fields: what beraad does of each, what people must see to, and what shows it. */
#include "audit/coverage.h"

#define BIT(type) ((uint64_t)1 << (type))
#define EXTRACTED (BIT(ENTRY_RELEASE_PREPARED) | BIT(ENTRY_DATASET_PREPARED))

/* The mask has room for every type. */
_Static_assert(ENTRY_TYPE_COUNT <= 64, "more entry types than bits");

static const RuleForm forms[RULE_FIELDS] = {
    [RULE_RECIPIENT] =
        {.title = {{"bestemmeling", "destinataire", "recipient"}},
         .enforced = &(const Wording){{"de poort weigert elke andere bestemmeling, en een pakket "
                                       "is enkel voor diens sleutel verzegeld",
                                       "la porte refuse tout autre destinataire, et un paquet "
                                       "n'est scell\u00e9 que pour sa cl\u00e9",
                                       "the gate refuses any other recipient, and a package is "
                                       "sealed for its key only"}},
         .people = &(const Wording){{"wie er bij de bestemmeling een geopend pakket gebruikt",
                                     "qui utilise, chez le destinataire, un paquet ouvert",
                                     "who at the recipient uses a package once opened"}},
         .entries = BIT(ENTRY_RECIPIENT_ADDED) | BIT(ENTRY_RELEASE_PREPARED) |
                    BIT(ENTRY_RELEASE_DELIVERED)},
    [RULE_PURPOSE] = {.title = {{"doel", "finalit\u00e9", "purpose"}},
                      .people =
                          &(const Wording){
                              {"dat de gegevens enkel hiervoor dienen: het staat in het "
                               "bericht bij elk pakket en in de verbintenis",
                               "que les donn\u00e9es ne servent qu'\u00e0 cela : l'avis "
                               "joint \u00e0 chaque paquet et l'engagement le disent",
                               "that the data serve this only: the notice with each package "
                               "and the undertaking say so"}},
                      .entries = BIT(ENTRY_RELEASE_DELIVERED) | BIT(ENTRY_UNDERTAKING_SIGNED)},
    [RULE_REFERENCE_DATES] =
        {.title = {{"referentiedata", "dates de r\u00e9f\u00e9rence", "reference dates"}},
         .enforced = &(const Wording){{"het plan kent enkel deze data, en de poort weigert elk "
                                       "ander jaar en een datum die nog niet gekomen is",
                                       "le plan ne conna\u00eet que ces dates, et la porte refuse "
                                       "toute autre ann\u00e9e et une date \u00e0 venir",
                                       "the plan knows these dates only, and the gate refuses any "
                                       "other year and a date that has not come"}},
         .entries = EXTRACTED | BIT(ENTRY_RELEASE_PLANNED)},
    [RULE_COHORT] = {.title = {{"cohorte", "cohorte", "cohort"}},
                     .enforced = &(const Wording){{"het plan neemt enkel deze personen",
                                                   "le plan ne prend que ces personnes",
                                                   "the plan takes these persons only"}},
                     .entries = EXTRACTED},
    [RULE_COMMUNICATION] =
        {.title = {{"mededeling", "communication", "communication"}},
         .enforced = &(const Wording){{"de poort weigert andere jaren, een andere plaats en een "
                                       "levering te veel",
                                       "la porte refuse d'autres ann\u00e9es, un autre lieu et "
                                       "une livraison de trop",
                                       "the gate refuses other years, another setting and one "
                                       "delivery too many"}},
         .entries = EXTRACTED | BIT(ENTRY_RELEASE_PLANNED) | BIT(ENTRY_RELEASE_DELIVERED)},
    [RULE_SAMPLE] = {.title = {{"steekproef", "\u00e9chantillon", "sample"}},
                     .enforced =
                         &(const Wording){
                             {"het plan trekt precies dit deel, met een sleutel die de "
                              "bewaarder niet verlaat",
                              "le plan tire exactement cette part, avec une cl\u00e9 qui "
                              "ne quitte pas le d\u00e9positaire",
                              "the plan draws exactly this part, under a key that never "
                              "leaves the custodian"}},
                     .entries = EXTRACTED},
    [RULE_PANEL] = {.title = {{"panel", "panel", "panel"}},
                    .enforced = &(const Wording){{"het plan maakt geen andere rijen",
                                                  "le plan ne fait pas d'autres lignes",
                                                  "the plan makes no other rows"}},
                    .entries = EXTRACTED},
    [RULE_VARIABLES] = {.title = {{"kenmerken", "caract\u00e9ristiques", "variables"}},
                        .enforced =
                            &(const Wording){
                                {"het plan noemt enkel deze kenmerken in deze klassen, en de "
                                 "poort weigert elk ander",
                                 "le plan ne nomme que ces caract\u00e9ristiques dans ces "
                                 "classes, et la porte refuse toute autre",
                                 "the plan names these variables in these classes only, and "
                                 "the gate refuses any other"}},
                        .entries = EXTRACTED},
    [RULE_APPROVAL] =
        {.title = {{"goedkeuring", "approbation", "approval"}},
         .enforced = &(const Wording){{"zonder de handtekening van anderen over precies deze bytes "
                                       "verschijnt er niets",
                                       "sans la signature d'autres personnes sur ces octets "
                                       "m\u00eames, rien ne para\u00eet",
                                       "nothing appears without the signature of others over "
                                       "exactly these bytes"}},
         .people = &(const Wording){{"dat wie goedkeurt, bekijkt wat hij goedkeurt",
                                     "que la personne qui approuve examine ce qu'elle approuve",
                                     "that whoever approves looks at what is approved"}},
         .entries = BIT(ENTRY_RELEASE_APPROVED) | BIT(ENTRY_RELEASE_DELIVERED) |
                    BIT(ENTRY_RELEASE_WITHDRAWN)},
    [RULE_ENCLAVE] =
        {.title = {{"beveiligde omgeving", "environnement s\u00e9curis\u00e9", "enclave"}},
         .enforced = &(const Wording){{"een taak ziet enkel haar gegevens, heeft geen netwerk, en "
                                       "wat ze nalaat blijft in quarantaine",
                                       "une t\u00e2che ne voit que ses donn\u00e9es, n'a pas de "
                                       "r\u00e9seau, et ce qu'elle laisse reste en quarantaine",
                                       "a job sees its data only, has no network, and what it "
                                       "leaves stays in quarantine"}},
         .people =
             &(const Wording){{"wie het lokaal betreedt, en wat er op het scherm gelezen en "
                               "onthouden wordt",
                               "qui entre dans le local, et ce qui est lu \u00e0 l'\u00e9cran "
                               "et retenu",
                               "who enters the room, and what is read from the screen and "
                               "remembered"}},
         .entries = BIT(ENTRY_DATASET_PREPARED) | BIT(ENTRY_IMPORTED) | BIT(ENTRY_JOB_STARTED) |
                    BIT(ENTRY_JOB_ENDED)},
    [RULE_OUTPUTS] = {.title = {{"resultaten", "r\u00e9sultats", "outputs"}},
                      .enforced =
                          &(const Wording){
                              {"wat naar buiten wil wordt herrekend en naast al het "
                               "vrijgegevene gelegd, en niets vertrekt zonder de beslissing "
                               "van een ander dan de auteur",
                               "ce qui veut sortir est recalcul\u00e9 et confront\u00e9 "
                               "\u00e0 tout ce qui est d\u00e9j\u00e0 sorti, et rien ne part "
                               "sans la d\u00e9cision d'un autre que l'auteur",
                               "what wants to leave is computed again and held against all "
                               "that left before, and nothing leaves without the decision "
                               "of another than the author"}},
                      .people =
                          &(const Wording){
                              {"dat wie nakijkt, oordeelt of het resultaat louter anoniem is",
                               "que la personne qui contr\u00f4le juge si le r\u00e9sultat est "
                               "purement anonyme",
                               "that the checker judges whether the result is purely "
                               "anonymous"}},
                      .entries = BIT(ENTRY_OUTPUT_REQUESTED) | BIT(ENTRY_OUTPUT_CHECKED) |
                                 BIT(ENTRY_OUTPUT_VOTED) | BIT(ENTRY_OUTPUT_DECIDED) |
                                 BIT(ENTRY_OUTPUT_RELEASED) | BIT(ENTRY_OUTPUT_WITHDRAWN) |
                                 BIT(ENTRY_OUTPUT_PROFILED)},
    [RULE_REIDENTIFICATION] =
        {.title = {{"heridentificatie", "r\u00e9identification", "reidentification"}},
         .enforced = &(const Wording){{"voor wie de verbintenis niet ondertekende, opent er ter "
                                       "plaatse niets",
                                       "sur place, rien ne s'ouvre pour qui n'a pas sign\u00e9 "
                                       "l'engagement",
                                       "on site nothing opens for anyone who has not signed the "
                                       "undertaking"}},
         .people = &(const Wording){{"dat niemand probeert een persoon te herkennen",
                                     "que personne ne tente de reconna\u00eetre quelqu'un",
                                     "that nobody tries to recognise a person"}},
         .entries = BIT(ENTRY_UNDERTAKING_SIGNED) | BIT(ENTRY_RELEASE_DELIVERED)},
    [RULE_RETENTION] =
        {.title = {{"bewaartermijn", "conservation", "retention"}},
         .enforced = &(const Wording){{"voorbij de datum opent er niets meer; bij de bewaarder "
                                       "worden sleutels en bestanden vernietigd",
                                       "pass\u00e9 la date, rien ne s'ouvre ; chez le "
                                       "d\u00e9positaire, cl\u00e9s et fichiers sont d\u00e9truits",
                                       "past the date nothing opens; keys and files at the "
                                       "custodian are destroyed"}},
         .people = &(const Wording){{"dat de bestemmeling zijn kopie\u00ebn vernietigt, zoals hij "
                                     "verklaart",
                                     "que le destinataire d\u00e9truise ses copies, comme il "
                                     "l'atteste",
                                     "that the recipient destroys its copies, as it attests"}},
         .entries = BIT(ENTRY_SERIES_CLOSED) | BIT(ENTRY_ATTESTATION_RECEIVED) |
                    BIT(ENTRY_DESTRUCTION_DECIDED) | BIT(ENTRY_KEY_DESTROYED) |
                    BIT(ENTRY_DESTRUCTION_COMPLETED)},
};

const RuleForm *
rule_form(RuleField field)
{
    return &forms[field];
}
