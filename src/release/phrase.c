#include "release/words.h"

#include <string.h>

/* In the order of Phrase: nl, fr, en. */
static const Wording phrases[PHRASE_COUNT] = {
    [PHRASE_PSEUDONYM] = {{"Pseudoniem", "Pseudonyme", "Pseudonym"}},
    [PHRASE_PSEUDONYM_ABOUT] =
        {{"Vervangt het identificatienummer van de persoon. Hetzelfde pseudoniem is dezelfde "
          "persoon in alle jaren van deze mededeling; het betekent niets daarbuiten.",
          "Remplace le num\u00e9ro d'identification de la personne. Le m\u00eame pseudonyme "
          "d\u00e9signe la m\u00eame personne dans toutes les ann\u00e9es de cette communication ; "
          "il ne signifie rien en dehors.",
          "Stands for the person's identification number. The same pseudonym is the same person in "
          "all years of this communication; it means nothing outside it."}},
    [PHRASE_REFERENCE_YEAR] = {{"Referentiejaar", "Ann\u00e9e de r\u00e9f\u00e9rence",
                                "Reference year"}},
    [PHRASE_REFERENCE_YEAR_ABOUT] =
        {{"Het jaar van de referentiedatum waarop de rij betrekking heeft.",
          "L'ann\u00e9e de la date de r\u00e9f\u00e9rence \u00e0 laquelle la ligne se rapporte.",
          "The year of the reference date that the row is about."}},
    [PHRASE_WEIGHT] = {{"Steekproefgewicht", "Poids de sondage", "Design weight"}},
    [PHRASE_WEIGHT_ABOUT] =
        {{"Hoeveel personen van de doelgroep deze rij vertegenwoordigt: de omvang van de doelgroep "
          "gedeeld door die van de steekproef, op de referentiedatum en binnen het stratum. Leeg "
          "voor een rij die niet tot de steekproef van die datum behoort.",
          "Le nombre de personnes de la population cible que cette ligne repr\u00e9sente : "
          "l'effectif de la population divis\u00e9 par celui de l'\u00e9chantillon, \u00e0 la date "
          "de r\u00e9f\u00e9rence et dans la strate. Vide pour une ligne qui n'appartient pas "
          "\u00e0 l'\u00e9chantillon de cette date.",
          "How many persons of the target group this row stands for: the size of the group divided "
          "by that of the sample, on the reference date and within the stratum. Empty for a row "
          "that is not in the sample of that date."}},
    [PHRASE_CODEBOOK] = {{"Codeboek", "Dictionnaire des variables", "Codebook"}},
    [PHRASE_LANGUAGE] = {{"Taal", "Langue", "Language"}},
    [PHRASE_DELIBERATION] = {{"Beraadslaging", "D\u00e9lib\u00e9ration", "Deliberation"}},
    [PHRASE_DECIDED] = {{"van", "du", "of"}},
    [PHRASE_COMMUNICATION] = {{"Mededeling", "Communication", "Communication"}},
    [PHRASE_PROVIDER] = {{"Verstrekker", "Fournisseur", "Provider"}},
    [PHRASE_RECIPIENT] = {{"Ontvanger", "Destinataire", "Recipient"}},
    [PHRASE_PURPOSE] = {{"Doel", "Finalit\u00e9", "Purpose"}},
    [PHRASE_COHORT] = {{"Doelgroep", "Population cible", "Target group"}},
    [PHRASE_DESTROY_BY] = {{"Te vernietigen", "\u00c0 d\u00e9truire", "To be destroyed"}},
    [PHRASE_BY] = {{"uiterlijk op", "au plus tard le", "by"}},
    [PHRASE_EVENT_DELIVERY] = {{"de levering", "la livraison", "delivery"}},
    [PHRASE_EVENT_RECEIPT] = {{"de ontvangst", "la r\u00e9ception", "receipt"}},
    [PHRASE_EVENT_LAST] = {{"de laatste levering van de reeks",
                            "la derni\u00e8re livraison de la s\u00e9rie",
                            "the last delivery of the series"}},
    [PHRASE_AT_LATEST] = {{"uiterlijk", "au plus tard", "at the latest"}},
    [PHRASE_YEAR_ONE] = {{"jaar na", "an apr\u00e8s", "year after"}},
    [PHRASE_YEAR_MANY] = {{"jaar na", "ans apr\u00e8s", "years after"}},
    [PHRASE_EARLIEST] = {{"de vroegste datum geldt", "la date la plus proche l'emporte",
                          "whichever is earlier"}},
    [PHRASE_NO_DATE] = {{"geen datum in de beraadslaging",
                         "aucune date dans la d\u00e9lib\u00e9ration",
                         "no date in the deliberation"}},
    [PHRASE_PARAGRAPHS] = {{"paragraaf", "paragraphe", "paragraph"}},
    [PHRASE_CONTENTS] = {{"Inhoud", "Sommaire", "Contents"}},
    [PHRASE_OVERVIEW] = {{"In het kort", "En bref", "At a glance"}},
    [PHRASE_FIGURES] = {{"Omvang per referentiedatum", "Effectifs par date de r\u00e9f\u00e9rence",
                         "Sizes by reference date"}},
    [PHRASE_YEAR] = {{"Jaar", "Ann\u00e9e", "Year"}},
    [PHRASE_REFERENCE_DATE] = {{"Referentiedatum", "Date de r\u00e9f\u00e9rence",
                                "Reference date"}},
    [PHRASE_PERSONS] = {{"Doelgroep", "Population cible", "Target group"}},
    [PHRASE_SAMPLE] = {{"Steekproef", "\u00c9chantillon", "Sample"}},
    [PHRASE_ROWS] = {{"Rijen", "Lignes", "Rows"}},
    [PHRASE_LEFT_OUT] = {{"Weggelaten", "\u00c9cart\u00e9es", "Left out"}},
    [PHRASE_LEFT_OUT_ABOUT] =
        {{"Weggelaten: personen van de doelgroep met een ongeldig identificatienummer; zij kunnen "
          "geen pseudoniem krijgen.",
          "\u00c9cart\u00e9es : personnes de la population cible dont le num\u00e9ro "
          "d'identification n'est pas valable ; elles ne peuvent recevoir de pseudonyme.",
          "Left out: persons of the target group whose identification number is not valid; they "
          "cannot be given a pseudonym."}},
    [PHRASE_SAMPLE_RULE] = {{"Hoe de steekproef is getrokken",
                             "Comment l'\u00e9chantillon est tir\u00e9",
                             "How the sample was drawn"}},
    [PHRASE_SAMPLE_ABOUT] =
        {{"Op elke referentiedatum precies {} % van de doelgroep (afgerond), met vaste "
          "toevalsgetallen per persoon: wie ooit in de steekproef zit, komt er op een latere datum "
          "vaker opnieuw in dan het toeval wil, zodat personen te volgen zijn. Zonder de sleutel "
          "van de verstrekker kan niemand weten wie erin zit.",
          "\u00c0 chaque date de r\u00e9f\u00e9rence exactement {} % de la population cible "
          "(arrondi), \u00e0 l'aide de nombres al\u00e9atoires permanents par personne : qui est "
          "tir\u00e9 une fois l'est plus souvent ensuite que le hasard ne le voudrait, de sorte "
          "que les personnes peuvent \u00eatre suivies. Sans la cl\u00e9 du fournisseur, nul ne "
          "peut savoir qui est tir\u00e9.",
          "At each reference date exactly {} % of the target group (rounded), by permanent random "
          "numbers: a person sampled once is sampled again more often than chance would have it, "
          "so that persons can be followed. Nobody without the provider's key can tell who is "
          "in."}},
    [PHRASE_NO_SAMPLE_ABOUT] = {{"De hele doelgroep, zonder steekproef.",
                                 "La population cible enti\u00e8re, sans \u00e9chantillonnage.",
                                 "The whole target group, no sample."}},
    [PHRASE_PANEL_SAMPLED] =
        {{"Het bestand van een datum bevat precies de steekproef van die datum.",
          "Le fichier d'une date contient exactement l'\u00e9chantillon de cette date.",
          "The file of a date holds exactly the sample of that date."}},
    [PHRASE_PANEL_COHORT] =
        {{"Wie op een van de data in de steekproef zit, staat in het bestand van elke datum waarop "
          "hij tot de doelgroep behoort; het gewicht is leeg waar hij niet in de steekproef van "
          "die datum zit.",
          "Qui est dans l'\u00e9chantillon \u00e0 l'une des dates figure dans le fichier de chaque "
          "date \u00e0 laquelle il appartient \u00e0 la population cible ; le poids est vide "
          "l\u00e0 o\u00f9 il n'est pas dans l'\u00e9chantillon de cette date.",
          "A person sampled at any of the dates is in the file of every date on which he or she is "
          "in the target group; the weight is empty where he or she is not in that date's "
          "sample."}},
    [PHRASE_PANEL_ALL] =
        {{"Wie op een van de data in de steekproef zit, staat in het bestand van elke datum; het "
          "gewicht is leeg waar hij niet in de steekproef van die datum zit.",
          "Qui est dans l'\u00e9chantillon \u00e0 l'une des dates figure dans le fichier de chaque "
          "date ; le poids est vide l\u00e0 o\u00f9 il n'est pas dans l'\u00e9chantillon de cette "
          "date.",
          "A person sampled at any of the dates is in the file of every date; the weight is empty "
          "where he or she is not in that date's sample."}},
    [PHRASE_STRATUM] = {{"Stratum", "Strate", "Stratum"}},
    [PHRASE_WEIGHTS] = {{"Gewichten", "Pond\u00e9ration", "Weights"}},
    [PHRASE_RULES] = {{"Wat u met deze gegevens mag",
                       "Ce que vous pouvez faire de ces donn\u00e9es",
                       "What you may do with these data"}},
    [PHRASE_NO_REIDENTIFICATION] = {{"Geen enkele handeling om personen opnieuw te identificeren.",
                                     "Aucun acte visant \u00e0 r\u00e9identifier des personnes.",
                                     "No act aimed at identifying persons again."}},
    [PHRASE_ONLY_PURPOSE] = {{"Alleen voor het doel van de beraadslaging: {}",
                              "Uniquement pour la finalit\u00e9 de la d\u00e9lib\u00e9ration : {}",
                              "Only for the purpose of the deliberation: {}"}},
    [PHRASE_SMALL_COUNTS] =
        {{"Dit codeboek bevat tellingen van kleine groepen. Behandel het als de gegevens zelf: "
          "niet publiceren.",
          "Ce dictionnaire contient des effectifs de petits groupes. Traitez-le comme les "
          "donn\u00e9es elles-m\u00eames : ne le publiez pas.",
          "This codebook holds counts of small groups. Treat it as you treat the data: do not "
          "publish it."}},
    [PHRASE_FILES] = {{"De bestanden", "Les fichiers", "The files"}},
    [PHRASE_FILES_ABOUT] =
        {{"Elk jaar staat drie keer in dit pakket, met dezelfde rijen en kolommen, geordend op "
          "pseudoniem: als Parquet, als CSV (UTF-8, komma, met kopregel) en als SPSS-bestand met "
          "etiketten.",
          "Chaque ann\u00e9e figure trois fois dans ce paquet, avec les m\u00eames lignes et "
          "colonnes, par ordre de pseudonyme : en Parquet, en CSV (UTF-8, virgule, avec "
          "en-t\u00eate) et en fichier SPSS avec \u00e9tiquettes.",
          "Each year is in this package three times, with the same rows and columns in the order "
          "of the pseudonym: as Parquet, as CSV (UTF-8, comma, with a head line) and as an SPSS "
          "file with labels."}},
    [PHRASE_CODES_ARE_TEXT] =
        {{"Codes zijn tekst in Parquet en CSV. Lees ze als tekst, niet als getal.",
          "Les codes sont du texte dans Parquet et CSV. Lisez-les comme du texte, non comme des "
          "nombres.",
          "Codes are text in Parquet and CSV. Read them as text, not as numbers."}},
    [PHRASE_VARIABLES] = {{"Variabelen", "Variables", "Variables"}},
    [PHRASE_COLUMN] = {{"Kolom", "Colonne", "Column"}},
    [PHRASE_GROUP] = {{"Groep", "Groupe", "Group"}},
    [PHRASE_LEVEL] = {{"Meetniveau", "Niveau de mesure", "Level"}},
    [PHRASE_LEVEL_NOMINAL] = {{"nominaal", "nominal", "nominal"}},
    [PHRASE_LEVEL_ORDINAL] = {{"ordinaal", "ordinal", "ordinal"}},
    [PHRASE_LEVEL_METRIC] = {{"metrisch, in klassen", "m\u00e9trique, en classes",
                              "metric, in classes"}},
    [PHRASE_LEVEL_SCALE] = {{"metrisch", "m\u00e9trique", "metric"}},
    [PHRASE_CLASS_LIST] = {{"Klassenlijst", "Liste de classes", "Class list"}},
    [PHRASE_TYPE] = {{"Type", "Type", "Type"}},
    [PHRASE_TYPE_UUID] = {{"UUID (tekst van 36 tekens in CSV en SPSS)",
                           "UUID (texte de 36 caract\u00e8res en CSV et SPSS)",
                           "UUID (text of 36 characters in CSV and SPSS)"}},
    [PHRASE_TYPE_INTEGER] = {{"geheel getal", "nombre entier", "integer"}},
    [PHRASE_TYPE_REAL] = {{"getal met decimalen", "nombre d\u00e9cimal", "number with decimals"}},
    [PHRASE_TYPE_CODE] = {{"code", "code", "code"}},
    [PHRASE_QUASI] = {{"quasi-identificator", "quasi-identifiant", "quasi-identifier"}},
    [PHRASE_CODE] = {{"Code", "Code", "Code"}},
    [PHRASE_MEANING] = {{"Betekenis", "Signification", "Meaning"}},
    [PHRASE_VALID] = {{"Geldig", "Validit\u00e9", "Valid"}},
    [PHRASE_FROM] = {{"vanaf", "depuis le", "from"}},
    [PHRASE_UNTIL] = {{"tot en met", "jusqu'au", "until"}},
    [PHRASE_MISSING] = {{"ontbrekend", "manquant", "missing"}},
    [PHRASE_TOTAL] = {{"Totaal", "Total", "Total"}},
    [PHRASE_RISK] = {{"Wat is zeldzaam", "Ce qui est rare", "What is rare"}},
    [PHRASE_RISK_ABOUT] =
        {{"Aantallen rijen van het bestand. Uniek in het bestand: niemand anders in het bestand "
          "heeft dezelfde combinatie. Uniek in de doelgroep: ook in de hele doelgroep heeft "
          "niemand anders ze. Minder dan k: in de doelgroep delen minder dan k personen de "
          "combinatie.",
          "Nombres de lignes du fichier. Unique dans le fichier : nul autre dans le fichier n'a la "
          "m\u00eame combinaison. Unique dans la population : nul autre ne l'a dans toute la "
          "population cible. Moins de k : dans la population cible, moins de k personnes partagent "
          "la combinaison.",
          "Numbers of rows of the file. Unique in the file: nobody else in the file has the same "
          "combination. Unique in the group: nobody else has it in the whole target group either. "
          "Fewer than k: in the target group fewer than k persons share the combination."}},
    [PHRASE_COMBINATION] = {{"Combinatie", "Combinaison", "Combination"}},
    [PHRASE_UNIQUE_FILE] = {{"Uniek in het bestand", "Unique dans le fichier",
                             "Unique in the file"}},
    [PHRASE_UNIQUE_GROUP] = {{"Uniek in de doelgroep", "Unique dans la population",
                              "Unique in the group"}},
    [PHRASE_FEWER] = {{"minder dan", "moins de", "fewer than"}},
    [PHRASE_WARNINGS] = {{"Tegenspraken in de bronnen", "Contradictions dans les sources",
                          "Contradictions in the sources"}},
    [PHRASE_WARNINGS_ABOUT] =
        {{"Rijen waarin variabelen elkaar tegenspreken. Ze zijn geteld en niet verwijderd.",
          "Lignes dont des variables se contredisent. Elles sont compt\u00e9es et non "
          "supprim\u00e9es.",
          "Rows in which variables contradict each other. They are counted, not removed."}},
    [PHRASE_INTERPRETATIONS] = {{"Hoe de beraadslaging is gelezen",
                                 "Comment la d\u00e9lib\u00e9ration a \u00e9t\u00e9 lue",
                                 "How the deliberation was read"}},
    [PHRASE_CITE] = {{"Hoe te citeren", "Comment citer", "How to cite"}},
    [PHRASE_CITE_ABOUT] =
        {{"{}. Gepseudonimiseerde gegevens, mededeling '{}', beraadslaging {}, referentiejaren {}. "
          "Vermeld ook de digest van manifest.json (sha256sum manifest.json).",
          "{}. Donn\u00e9es pseudonymis\u00e9es, communication \u00ab {} \u00bb, "
          "d\u00e9lib\u00e9ration {}, ann\u00e9es de r\u00e9f\u00e9rence {}. Mentionnez aussi "
          "l'empreinte de manifest.json (sha256sum manifest.json).",
          "{}. Pseudonymised data, communication '{}', deliberation {}, reference years {}. Give "
          "the digest of manifest.json too (sha256sum manifest.json)."}},
    [PHRASE_MADE_WITH] = {{"Gemaakt met", "Produit avec", "Made with"}},
    [PHRASE_TO_CONTENT] = {{"Naar de inhoud", "Aller au contenu", "Skip to content"}},
    [PHRASE_NOTICE_TITLE] = {{"BERICHT BIJ DIT PAKKET", "AVIS JOINT \u00c0 CE PAQUET",
                              "NOTICE WITH THIS PACKAGE"}},
    [PHRASE_NOTICE_LEAD] =
        {{"Dit pakket bevat gepseudonimiseerde persoonsgegevens. {} geeft ze aan {} op grond van "
          "beraadslaging {} van {}, mededeling '{}', referentiejaren {}.",
          "Ce paquet contient des donn\u00e9es \u00e0 caract\u00e8re personnel "
          "pseudonymis\u00e9es. {} les communique \u00e0 {} sur la base de la "
          "d\u00e9lib\u00e9ration {} du {}, communication \u00ab {} \u00bb, ann\u00e9es de "
          "r\u00e9f\u00e9rence {}.",
          "This package holds pseudonymised personal data. {} gives them to {} under deliberation "
          "{} of {}, communication '{}', reference years {}."}},
    [PHRASE_NOTICE_UNDERTAKES] = {{"De ontvanger verbindt zich ertoe:",
                                   "Le destinataire s'engage :", "The recipient undertakes:"}},
    [PHRASE_NOTICE_PURPOSE] =
        {{"de gegevens alleen te gebruiken voor het doel van de beraadslaging: {}",
          "\u00e0 n'utiliser les donn\u00e9es que pour la finalit\u00e9 de la "
          "d\u00e9lib\u00e9ration : {}",
          "to use the data for the purpose of the deliberation only: {}"}},
    [PHRASE_NOTICE_REIDENTIFY] =
        {{"geen enkele handeling te stellen om personen opnieuw te identificeren",
          "\u00e0 n'accomplir aucun acte visant \u00e0 r\u00e9identifier des personnes",
          "to do nothing aimed at identifying persons again"}},
    [PHRASE_NOTICE_KEEP] =
        {{"de gegevens, met alle kopie\u00ebn, te vernietigen op tijd",
          "\u00e0 d\u00e9truire \u00e0 temps les donn\u00e9es et toutes leurs copies",
          "to destroy the data, with every copy, in time"}},
    [PHRASE_NOTICE_SAYS] = {{"Wat de aangehaalde paragrafen zeggen, samengevat:",
                             "Ce que disent les paragraphes cit\u00e9s, en r\u00e9sum\u00e9 :",
                             "What the cited paragraphs say, in summary:"}},
    [PHRASE_NOTICE_OFFICIAL] = {{"Alleen de offici\u00eble tekst van de beraadslaging is bindend.",
                                 "Seul le texte officiel de la d\u00e9lib\u00e9ration fait foi.",
                                 "Only the official text of the deliberation is binding."}},
};

Wording
phrase(Phrase which)
{
    return phrases[which];
}

const char *
phrase_in(Phrase which, Language language)
{
    return phrases[which].in[language];
}
