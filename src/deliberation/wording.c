#include "deliberation/wording.h"

/* In the order of Language: nl, fr, en. */
static const char *const templates[WORDS_COUNT][LANGUAGE_COUNT] = {
    [WORDS_TITLE] = {"Beraadslaging {0} van {1}", "D\u00e9lib\u00e9ration {0} du {1}",
                     "Deliberation {0} of {1}"},
    [WORDS_AMENDS] = {"Zij wijzigt beraadslaging {0}.",
                      "Elle modifie la d\u00e9lib\u00e9ration {0}.", "It amends deliberation {0}."},
    [WORDS_HEAD_WHO] = {"Wie, en waarvoor", "Qui, et dans quel but", "Who, and what for"},
    [WORDS_PROVIDER] = {"De gegevens worden verstrekt door: {0}.",
                        "Les donn\u00e9es sont fournies par\u00a0: {0}.",
                        "The data are given by: {0}."},
    [WORDS_RECIPIENT] = {"De enige ontvanger is: {0}.", "Le seul destinataire est\u00a0: {0}.",
                         "The only recipient is: {0}."},
    [WORDS_PURPOSE] = {"Het enige doel is: {0}.", "Le seul but est\u00a0: {0}.",
                       "The only purpose is: {0}."},
    [WORDS_HEAD_WHOSE] = {"Over wie, en op welke dag", "Sur qui, et \u00e0 quelle date",
                          "About whom, and on which day"},
    [WORDS_COHORT] = {"De gegevens gaan over: {0}.", "Les donn\u00e9es concernent\u00a0: {0}.",
                      "The data are about: {0}."},
    [WORDS_DATES] =
        {"Zij worden vastgesteld op de volgende referentiedata: {0}.",
         "Elles sont \u00e9tablies aux dates de r\u00e9f\u00e9rence suivantes\u00a0: {0}.",
         "They are taken at these reference dates: {0}."},
    [WORDS_HEAD_COMMUNICATION] = {"Mededeling '{0}'", "Communication \u00ab\u00a0{0}\u00a0\u00bb",
                                  "Communication '{0}'"},
    [WORDS_DELIVERED] =
        {"De gegevens worden, gepseudonimiseerd, aan de ontvanger geleverd.",
         "Les donn\u00e9es sont livr\u00e9es au destinataire, sous forme pseudonymis\u00e9e.",
         "The data are delivered to the recipient, in pseudonymised form."},
    [WORDS_ON_SITE] = {"De gegevens worden niet geleverd: zij zijn, gepseudonimiseerd, enkel te "
                       "raadplegen in een beveiligde omgeving bij de verstrekker.",
                       "Les donn\u00e9es ne sont pas livr\u00e9es\u00a0: sous forme "
                       "pseudonymis\u00e9e, elles ne peuvent \u00eatre consult\u00e9es que dans un "
                       "environnement s\u00e9curis\u00e9 chez le fournisseur.",
                       "The data are not delivered: in pseudonymised form, they can be consulted "
                       "only in a secured environment at the provider."},
    [WORDS_AT_DATES] = {"Zij betreffen de toestand op: {0}.",
                        "Elles concernent la situation aux dates suivantes\u00a0: {0}.",
                        "They concern the situation on: {0}."},
    [WORDS_SAMPLE] =
        {"Op elke referentiedatum wordt een steekproef van precies {0}\u00a0% van deze personen "
         "getrokken, afgerond op het dichtstbijzijnde gehele aantal.",
         "\u00c0 chaque date de r\u00e9f\u00e9rence, un \u00e9chantillon d'exactement {0}\u00a0% "
         "de ces personnes est tir\u00e9, arrondi au nombre entier le plus proche.",
         "At each reference date a sample of exactly {0}\u00a0% of these persons is drawn, rounded "
         "to the nearest whole number."},
    [WORDS_STRATA] =
        {"De steekproef wordt afzonderlijk getrokken binnen elke klasse van: {0}.",
         "L'\u00e9chantillon est tir\u00e9 s\u00e9par\u00e9ment dans chaque classe de\u00a0: {0}.",
         "The sample is drawn separately within each class of: {0}."},
    [WORDS_PERMANENT] =
        {"De steekproef is permanent: hetzelfde geheime nummer per persoon beslist op elke datum, "
         "zodat wie eenmaal getrokken is zoveel mogelijk opnieuw getrokken wordt.",
         "L'\u00e9chantillon est permanent\u00a0: le m\u00eame num\u00e9ro secret par personne "
         "d\u00e9cide \u00e0 chaque date, de sorte que celui qui a \u00e9t\u00e9 tir\u00e9 une "
         "fois l'est \u00e0 nouveau autant que possible.",
         "The sample is permanent: the same secret number of a person decides at every date, so "
         "that who was drawn once is drawn again as far as possible."},
    [WORDS_WHOLE] =
        {"Zij betreffen al deze personen: er wordt geen steekproef getrokken.",
         "Elles concernent toutes ces personnes\u00a0: aucun \u00e9chantillon n'est tir\u00e9.",
         "They concern all these persons: no sample is drawn."},
    [WORDS_PANEL_SAMPLED] =
        {"Per referentiedatum bevatten de gegevens enkel de personen uit de steekproef van die "
         "datum; wie op verschillende data in de steekproef zit, is te volgen omdat het pseudoniem "
         "gelijk blijft.",
         "Pour chaque date de r\u00e9f\u00e9rence, les donn\u00e9es ne comprennent que les "
         "personnes de l'\u00e9chantillon de cette date\u00a0; qui figure dans l'\u00e9chantillon "
         "\u00e0 plusieurs dates peut \u00eatre suivi parce que son pseudonyme reste identique.",
         "For each reference date the data hold only the persons in the sample of that date; who "
         "is in the sample at several dates can be followed because the pseudonym stays the same."},
    [WORDS_PANEL_COHORT] =
        {"Wie op een van de data in de steekproef zit, komt voor op elke referentiedatum waarop "
         "zij of hij tot deze personen behoort, ook zonder op die datum getrokken te zijn; het "
         "pseudoniem blijft gelijk.",
         "Qui figure dans l'\u00e9chantillon \u00e0 l'une des dates est repris \u00e0 chaque date "
         "de r\u00e9f\u00e9rence \u00e0 laquelle il fait partie de ces personnes, m\u00eame sans "
         "avoir \u00e9t\u00e9 tir\u00e9 \u00e0 cette date\u00a0; le pseudonyme reste identique.",
         "Who is in the sample at one of the dates appears at every reference date on which she or "
         "he is one of these persons, even when not drawn at that date; the pseudonym stays the "
         "same."},
    [WORDS_PANEL_ALL] =
        {"Wie op een van de data in de steekproef zit, komt voor op elke referentiedatum, ook "
         "wanneer zij of hij dan niet tot deze personen behoort; het pseudoniem blijft gelijk.",
         "Qui figure dans l'\u00e9chantillon \u00e0 l'une des dates est repris \u00e0 chaque date "
         "de r\u00e9f\u00e9rence, m\u00eame lorsqu'il ne fait alors pas partie de ces "
         "personnes\u00a0; le pseudonyme reste identique.",
         "Who is in the sample at one of the dates appears at every reference date, even when she "
         "or he is then not one of these persons; the pseudonym stays the same."},
    [WORDS_ONCE] =
        {"De gegevens van een jaar worden slechts \u00e9\u00e9n keer ter beschikking gesteld.",
         "Les donn\u00e9es d'une ann\u00e9e ne sont mises \u00e0 disposition qu'une seule fois.",
         "The data of a year are made available only once."},
    [WORDS_REPEATED] = {"De gegevens mogen herhaaldelijk ter beschikking worden gesteld, naarmate "
                        "zij beschikbaar komen.",
                        "Les donn\u00e9es peuvent \u00eatre mises \u00e0 disposition de fa\u00e7on "
                        "r\u00e9p\u00e9t\u00e9e, \u00e0 mesure qu'elles deviennent disponibles.",
                        "The data may be made available repeatedly, as they become available."},
    [WORDS_HEAD_VARIABLES] = {"Welke gegevens", "Quelles donn\u00e9es", "Which data"},
    [WORDS_VARIABLES] = {"Van elke persoon worden enkel de volgende {0} kenmerken gegeven, elk in "
                         "de klassen die erbij staan.",
                         "Pour chaque personne, seules les {0} caract\u00e9ristiques suivantes "
                         "sont donn\u00e9es, chacune dans les classes indiqu\u00e9es.",
                         "Of each person only the following {0} characteristics are given, each in "
                         "the classes shown."},
    [WORDS_VARIABLE_ONE] =
        {"Van elke persoon wordt enkel het volgende kenmerk gegeven, in de klassen die erbij "
         "staan.",
         "Pour chaque personne, seule la caract\u00e9ristique suivante est donn\u00e9e, dans les "
         "classes indiqu\u00e9es.",
         "Of each person only the following characteristic is given, in the classes shown."},
    [WORDS_CLASSES] = {"{0}: {1} klassen ({2})", "{0}\u00a0: {1} classes ({2})",
                       "{0}: {1} classes ({2})"},
    [WORDS_SEPARATOR] = {"; ", "\u00a0; ", "; "},
    [WORDS_OTHERS] = {"Elk ander kenmerk, elke andere klasse-indeling, elk ander jaar en elke "
                      "andere ontvanger wordt geweigerd.",
                      "Toute autre caract\u00e9ristique, toute autre classification, toute autre "
                      "ann\u00e9e et tout autre destinataire sont refus\u00e9s.",
                      "Any other characteristic, any other class list, any other year and any "
                      "other recipient is refused."},
    [WORDS_HEAD_ON_SITE] = {"Onder welke voorwaarden", "Sous quelles conditions",
                            "Under which conditions"},
    [WORDS_NETWORK] = {"In de beveiligde omgeving is er geen toegang tot een netwerk.",
                       "Dans l'environnement s\u00e9curis\u00e9, il n'y a aucun acc\u00e8s \u00e0 "
                       "un r\u00e9seau.",
                       "In the secured environment there is no access to a network."},
    [WORDS_EGRESS] = {"Enkel gecontroleerde resultaten verlaten de beveiligde omgeving; de "
                      "gegevens zelf verlaten die op geen enkele wijze.",
                      "Seuls des r\u00e9sultats contr\u00f4l\u00e9s quittent l'environnement "
                      "s\u00e9curis\u00e9\u00a0; les donn\u00e9es elles-m\u00eames ne le quittent "
                      "d'aucune mani\u00e8re.",
                      "Only checked results leave the secured environment; the data themselves "
                      "leave it in no way."},
    [WORDS_CHECKER_ONE] =
        {"Elk resultaat wordt vooraf op anonimiteit gecontroleerd door een medewerker van de "
         "verstrekker die het niet zelf heeft gemaakt.",
         "Chaque r\u00e9sultat est v\u00e9rifi\u00e9 au pr\u00e9alable, quant \u00e0 son anonymat, "
         "par un collaborateur du fournisseur qui ne l'a pas produit lui-m\u00eame.",
         "Every result is checked beforehand for anonymity by an employee of the provider who did "
         "not make it."},
    [WORDS_CHECKER_MANY] =
        {"Elk resultaat wordt vooraf op anonimiteit gecontroleerd door {0} medewerkers van de "
         "verstrekker die het niet zelf hebben gemaakt.",
         "Chaque r\u00e9sultat est v\u00e9rifi\u00e9 au pr\u00e9alable, quant \u00e0 son anonymat, "
         "par {0} collaborateurs du fournisseur qui ne l'ont pas produit eux-m\u00eames.",
         "Every result is checked beforehand for anonymity by {0} employees of the provider who "
         "did not make it."},
    [WORDS_THRESHOLD] =
        {"Een aantal dat op minder dan {0} personen berust, geldt niet als anoniem.",
         "Un nombre reposant sur moins de {0} personnes n'est pas consid\u00e9r\u00e9 comme "
         "anonyme.",
         "A number that rests on fewer than {0} persons is not held to be anonymous."},
    [WORDS_PROHIBITED] =
        {"Elke handeling die ertoe strekt de betrokkenen te identificeren, is verboden.",
         "Tout acte visant \u00e0 identifier les personnes concern\u00e9es est interdit.",
         "Any act meant to identify the persons concerned is prohibited."},
    [WORDS_APPROVAL_ONE] = {"Niets wordt vrijgegeven voordat, naast wie de vrijgave uitvoert, een "
                            "andere persoon haar heeft goedgekeurd.",
                            "Rien n'est mis \u00e0 disposition avant qu'une personne autre que "
                            "celle qui ex\u00e9cute l'op\u00e9ration ne l'ait approuv\u00e9e.",
                            "Nothing is released before a person other than the one who carries "
                            "out the release has approved it."},
    [WORDS_APPROVAL_MANY] = {"Niets wordt vrijgegeven voordat, naast wie de vrijgave uitvoert, {0} "
                             "andere personen haar hebben goedgekeurd.",
                             "Rien n'est mis \u00e0 disposition avant que {0} personnes autres que "
                             "celle qui ex\u00e9cute l'op\u00e9ration ne l'aient approuv\u00e9e.",
                             "Nothing is released before {0} persons other than the one who "
                             "carries out the release have approved it."},
    [WORDS_RISK] =
        {"Vooraf wordt geteld hoeveel personen een combinatie van kenmerken hebben die minder dan "
         "{0} keer voorkomt; enkel de aantallen worden vermeld.",
         "Au pr\u00e9alable, on compte combien de personnes pr\u00e9sentent une combinaison de "
         "caract\u00e9ristiques qui appara\u00eet moins de {0} fois\u00a0; seuls les nombres sont "
         "mentionn\u00e9s.",
         "Beforehand it is counted how many persons have a combination of characteristics that "
         "occurs fewer than {0} times; only the counts are stated."},
    [WORDS_HEAD_UNTIL] = {"Tot wanneer", "Jusqu'\u00e0 quand", "Until when"},
    [WORDS_DESTROY_BY] = {"De gegevens van {0} worden uiterlijk op {1} vernietigd.",
                          "Les donn\u00e9es de {0} sont d\u00e9truites au plus tard le {1}.",
                          "The data of {0} are destroyed by {1} at the latest."},
    [WORDS_DESTROY_AFTER] =
        {"De gegevens van {0} worden uiterlijk {1} jaar na {2} vernietigd.",
         "Les donn\u00e9es de {0} sont d\u00e9truites au plus tard {1} ans apr\u00e8s {2}.",
         "The data of {0} are destroyed at the latest {1} years after {2}."},
    [WORDS_DESTROY_AFTER_ONE] =
        {"De gegevens van {0} worden uiterlijk \u00e9\u00e9n jaar na {2} vernietigd.",
         "Les donn\u00e9es de {0} sont d\u00e9truites au plus tard un an apr\u00e8s {2}.",
         "The data of {0} are destroyed at the latest one year after {2}."},
    [WORDS_ALL_YEARS] = {"alle jaren", "toutes les ann\u00e9es", "all years"},
    [WORDS_EVENT_DELIVERY] = {"de levering", "la livraison", "the delivery"},
    [WORDS_EVENT_RECEIPT] = {"de ontvangst", "la r\u00e9ception", "the receipt"},
    [WORDS_EVENT_LAST_DELIVERY] = {"de laatste levering", "la derni\u00e8re livraison",
                                   "the last delivery"},
    [WORDS_EARLIEST] =
        {"Waar meer dan \u00e9\u00e9n termijn geldt, telt de vroegste datum; enkel een nieuwe "
         "beraadslaging kan een datum verschuiven.",
         "Lorsque plusieurs d\u00e9lais s'appliquent, la date la plus proche l'emporte\u00a0; "
         "seule une nouvelle d\u00e9lib\u00e9ration peut d\u00e9placer une date.",
         "Where more than one term holds, the earliest date counts; only a new deliberation can "
         "move a date."},
    [WORDS_UNDERTAKING_LEAD] = {"Ik, {0}, verbind mij ertoe:", "Moi, {0}, je m'engage\u00a0:",
                                "I, {0}, undertake:"},
    [WORDS_UNDERTAKING_IDENTIFY] =
        {"geen enkele handeling te stellen die ertoe strekt te weten te komen wie een persoon in "
         "de "
         "gegevens is.",
         "\u00e0 n'accomplir aucun acte visant \u00e0 savoir qui est une personne figurant dans "
         "les "
         "donn\u00e9es.",
         "to do nothing that is meant to find out who a person in the data is."},
    [WORDS_UNDERTAKING_PURPOSE] = {"de gegevens alleen te gebruiken voor dit doel: {0}.",
                                   "\u00e0 n'utiliser les donn\u00e9es que dans ce but\u00a0: {0}.",
                                   "to use the data for this purpose only: {0}."},
    [WORDS_UNDERTAKING_EGRESS] =
        {"niets uit de beveiligde omgeving mee te nemen, op welke wijze ook, dan wat gecontroleerd "
         "en vrijgegeven is.",
         "\u00e0 n'emporter de l'environnement s\u00e9curis\u00e9, de quelque mani\u00e8re que ce "
         "soit, que ce qui a \u00e9t\u00e9 contr\u00f4l\u00e9 et mis \u00e0 disposition.",
         "to take nothing out of the secured environment, in whatever way, but what has been "
         "checked "
         "and released."},
    [WORDS_HEAD_READINGS] = {"Wat de tekst openlaat, en hoe het hier wordt gelezen",
                             "Ce que le texte laisse ouvert, et comment il est lu ici",
                             "What the text leaves open, and how it is read here"},
    [WORDS_QUESTION] = {"{0}. {1}", "{0}. {1}", "{0}. {1}"},
    [WORDS_READING] = {"Lezing: {0}", "Lecture\u00a0: {0}", "Reading: {0}"},
    [WORDS_HEAD_PARAGRAPHS] = {"De tekst, punt per punt, samengevat",
                               "Le texte, point par point, r\u00e9sum\u00e9",
                               "The text, paragraph by paragraph, summarised"},
    [WORDS_PARAGRAPH] = {"{0}. {1}", "{0}. {1}", "{0}. {1}"},
    [WORDS_UNCITED] = {"(geen regel in dit bestand)", "(aucune r\u00e8gle dans ce fichier)",
                       "(no rule in this file)"},
    [WORDS_CITE_ONE] = {"(punt {0})", "(point {0})", "(paragraph {0})"},
    [WORDS_CITE_MANY] = {"(punten {0})", "(points {0})", "(paragraphs {0})"},
    [WORDS_CITE_NONE] = {"(geen punt: keuze van de verstrekker)",
                         "(aucun point\u00a0: choix du fournisseur)",
                         "(no paragraph: the provider's choice)"},
    [WORDS_AND] = {"en", "et", "and"},
    [WORDS_OR] = {"of", "ou", "or"},
    [WORDS_DATE] = {"{0} {1} {2}", "{0} {1} {2}", "{0} {1} {2}"},
    [WORDS_FIRST_DAY] = {"1", "1er", "1"},
    [WORDS_DECIMAL_POINT] = {",", ",", "."},
};

static const char *const months[12][LANGUAGE_COUNT] = {
    {"januari", "janvier", "January"},
    {"februari", "f\u00e9vrier", "February"},
    {"maart", "mars", "March"},
    {"april", "avril", "April"},
    {"mei", "mai", "May"},
    {"juni", "juin", "June"},
    {"juli", "juillet", "July"},
    {"augustus", "ao\u00fbt", "August"},
    {"september", "septembre", "September"},
    {"oktober", "octobre", "October"},
    {"november", "novembre", "November"},
    {"december", "d\u00e9cembre", "December"},
};

const char *
wording_of(Words words, Language language)
{
    return templates[words][language];
}

const char *
wording_month(int month, Language language)
{
    return months[month - 1][language];
}
