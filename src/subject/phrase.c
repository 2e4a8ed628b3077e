#include "subject/phrase.h"

static const Wording phrases[ANSWER_PHRASES] = {
    [ANSWER_TITLE] = {{"Antwoord op een verzoek om inzage (AVG, artikel 15)",
                       "R\u00e9ponse \u00e0 une demande d'acc\u00e8s (RGPD, article 15)",
                       "Answer to a request for access (GDPR, article 15)"}},
    [ANSWER_LEAD] =
        {{"Op {} heeft {} nagegaan welke leveringen, en welke gegevensbestanden in haar gebouw, "
          "gegevens over u bevatten. Zij zijn gemaakt uit: {}. Vraag nummer {}.",
          "Le {}, {} a v\u00e9rifi\u00e9 quelles livraisons, et quels jeux de donn\u00e9es dans "
          "ses "
          "locaux, contiennent des donn\u00e9es vous concernant. Source : {}. Demande num\u00e9ro "
          "{}.",
          "On {} {} looked for the deliveries, and the data sets on its premises, that hold data "
          "about you. They were made from: {}. Question number {}."}},
    [ANSWER_PSEUDONYM] =
        {{"Uw naam en uw nummer staan daar niet in, alleen een pseudoniem. Wie de gegevens kreeg, "
          "kan daaruit niet opmaken wie u bent en mag dat niet proberen.",
          "Ni votre nom ni votre num\u00e9ro n'y figurent, seulement un pseudonyme. Qui a "
          "re\u00e7u "
          "les donn\u00e9es ne peut en d\u00e9duire qui vous \u00eates et n'a pas le droit "
          "d'essayer.",
          "Neither your name nor your number stands in them, only a pseudonym. Whoever was given "
          "the data cannot tell from it who you are, and may not try."}},
    [ANSWER_REPLACED] =
        {{"Uw nummer is door een ander vervangen. Gezocht is onder het huidige nummer.",
          "Votre num\u00e9ro a \u00e9t\u00e9 remplac\u00e9 par un autre. La recherche a "
          "\u00e9t\u00e9 "
          "faite sous le num\u00e9ro actuel.",
          "Your number was replaced by another. The search was made under the present one."}},
    [ANSWER_EMPTY] = {{"Er is niets geleverd, en er is geen gegevensbestand gemaakt.",
                       "Rien n'a \u00e9t\u00e9 livr\u00e9, et aucun jeu de donn\u00e9es n'a "
                       "\u00e9t\u00e9 constitu\u00e9.",
                       "Nothing was delivered, and no data set was made."}},
    [ANSWER_NOWHERE] = {{"Geen enkele levering en geen enkel gegevensbestand bevatte gegevens over "
                         "u. Hieronder staat wat is nagekeken.",
                         "Aucune livraison et aucun jeu de donn\u00e9es ne contenait de "
                         "donn\u00e9es vous concernant. Voici ce qui a \u00e9t\u00e9 "
                         "v\u00e9rifi\u00e9.",
                         "No delivery and no data set held data about you. This is what was looked "
                         "at."}},
    [ANSWER_SOMEWHERE] = {{"Gegevens over u stonden in wat hieronder met \u2018ja\u2019 is "
                           "aangeduid.",
                           "Des donn\u00e9es vous concernant figuraient dans ce qui est "
                           "indiqu\u00e9 ci-dessous par \u00ab\u00a0oui\u00a0\u00bb.",
                           "Data about you were in what is marked 'yes' below."}},
    [ANSWER_OPEN] = {{"Van een deel kan niet meer worden vastgesteld of er gegevens over u in "
                      "stonden; hieronder staat waarom.",
                      "Pour une partie, il n'est plus possible de d\u00e9terminer si des "
                      "donn\u00e9es vous concernant y figuraient ; la raison est indiqu\u00e9e "
                      "ci-dessous.",
                      "Of a part it can no longer be determined whether data about you were in it; "
                      "the reason is given below."}},
    [ANSWER_DELIBERATION] = {{"Beraadslaging {} van {}", "D\u00e9lib\u00e9ration {} du {}",
                              "Deliberation {} of {}"}},
    [ANSWER_PURPOSE] = {{"Doel: {}.", "Finalit\u00e9 : {}.", "Purpose: {}."}},
    [ANSWER_PROVIDER] = {{"Verstrekt door: {}.", "Fournies par : {}.", "Given by: {}."}},
    [ANSWER_PACKAGE] = {{"Levering {} ({}), op {} geleverd aan: {}.",
                         "Livraison {} ({}), transmise le {} \u00e0 : {}.",
                         "Delivery {} ({}), delivered on {} to: {}."}},
    [ANSWER_DATA_SET] =
        {{"Gegevensbestand in het gebouw ({}), gemaakt op {}. Onderzoekers van deze ontvanger "
          "werken "
          "er ter plaatse mee: {}. Alleen nagekeken, anonieme resultaten verlaten het gebouw.",
          "Jeu de donn\u00e9es dans les locaux ({}), constitu\u00e9 le {}. Des chercheurs de ce "
          "destinataire l'utilisent sur place : {}. Seuls des r\u00e9sultats anonymes et "
          "contr\u00f4l\u00e9s quittent les locaux.",
          "Data set on the premises ({}), made on {}. Researchers of this recipient work with it "
          "on "
          "the spot: {}. Only results that are anonymous and were checked leave the premises."}},
    [ANSWER_VARIABLES] = {{"Kenmerken: {}.", "Caract\u00e9ristiques : {}.", "What it tells: {}."}},
    [ANSWER_YES] = {{"ja.", "oui.", "yes."}},
    [ANSWER_NO_COHORT] =
        {{"neen. U behoorde op die dag niet tot de personen over wie de beraadslaging gaat.",
          "non. Vous n'\u00e9tiez pas, ce jour-l\u00e0, parmi les personnes vis\u00e9es par la "
          "d\u00e9lib\u00e9ration.",
          "no. On that day you were not among the persons whom the deliberation is about."}},
    [ANSWER_NO_SAMPLE] =
        {{"neen. U behoorde tot de personen over wie de beraadslaging gaat, maar niet tot de "
          "steekproef.",
          "non. Vous \u00e9tiez parmi les personnes vis\u00e9es par la d\u00e9lib\u00e9ration, "
          "mais "
          "pas dans l'\u00e9chantillon.",
          "no. You were among the persons whom the deliberation is about, but not in the sample."}},
    [ANSWER_NO_KEY] =
        {{"kan niet meer worden vastgesteld. U behoorde tot de personen over wie de beraadslaging "
          "gaat, maar de sleutel waarmee de steekproef is getrokken, is vernietigd.",
          "il n'est plus possible de le d\u00e9terminer. Vous \u00e9tiez parmi les personnes "
          "vis\u00e9es par la d\u00e9lib\u00e9ration, mais la cl\u00e9 qui a servi \u00e0 tirer "
          "l'\u00e9chantillon est d\u00e9truite.",
          "can no longer be determined. You were among the persons whom the deliberation is about, "
          "but the key by which the sample was drawn is destroyed."}},
    [ANSWER_NO_CATALOGUE] =
        {{"kan niet worden vastgesteld: de regels waarmee het bestand is gemaakt, zijn sindsdien "
          "gewijzigd.",
          "il n'est pas possible de le d\u00e9terminer : les r\u00e8gles qui ont servi \u00e0 "
          "\u00e9tablir le fichier ont chang\u00e9 depuis.",
          "cannot be determined: the rules by which the file was made have changed since."}},
    [ANSWER_DESTROY_BY] = {{"Te vernietigen uiterlijk op {}.",
                            "\u00c0 d\u00e9truire au plus tard le {}.",
                            "To be destroyed by {} at the latest."}},
    [ANSWER_RECIPIENT_BY] =
        {{"De ontvanger moet zijn exemplaren vernietigen uiterlijk op {}.",
          "Le destinataire doit d\u00e9truire ses exemplaires au plus tard le {}.",
          "The recipient must destroy its copies by {} at the latest."}},
    [ANSWER_DESTROYED] = {{"Vernietigd op {}.", "D\u00e9truit le {}.", "Destroyed on {}."}},
    [ANSWER_DESTROYED_HERE] =
        {{"Wat hier bewaard was, is vernietigd op {}.",
          "Ce qui \u00e9tait conserv\u00e9 ici a \u00e9t\u00e9 d\u00e9truit le {}.",
          "What was kept here was destroyed on {}."}},
    [ANSWER_ATTESTED] =
        {{"De ontvanger heeft verklaard dat alle exemplaren vernietigd zijn op {}.",
          "Le destinataire a d\u00e9clar\u00e9 que tous les exemplaires ont \u00e9t\u00e9 "
          "d\u00e9truits le {}.",
          "The recipient has declared that all copies were destroyed on {}."}},
    [ANSWER_COLON] = {{": ", "\u00a0: ", ": "}},
    [ANSWER_SEPARATOR] = {{"; ", "\u00a0; ", "; "}},
    [ANSWER_PENDING] = {{"Een latere levering kan die datum verschuiven.",
                         "Une livraison ult\u00e9rieure peut d\u00e9placer cette date.",
                         "A later delivery can move that date."}},
    [ANSWER_CHANGED] = {{"De bron is sindsdien gewijzigd; dit is wat zij vandaag zegt.",
                         "La source a chang\u00e9 depuis ; ceci est ce qu'elle dit aujourd'hui.",
                         "The source has changed since; this is what it says today."}},
    [ANSWER_RIGHTS] =
        {{"U kunt vragen om uw gegevens te verbeteren of te wissen of hun verwerking te beperken, "
          "u "
          "kunt er bezwaar tegen maken, en u kunt klacht indienen bij de toezichthoudende "
          "autoriteit. Waar de gegevens voor onderzoek dienen, kan de wet deze rechten beperken "
          "(AVG, artikelen 17, lid 3, en 89).",
          "Vous pouvez demander la rectification, l'effacement ou la limitation du traitement de "
          "vos "
          "donn\u00e9es, vous y opposer, et introduire une r\u00e9clamation aupr\u00e8s de "
          "l'autorit\u00e9 de contr\u00f4le. Lorsque les donn\u00e9es servent \u00e0 la recherche, "
          "la loi peut limiter ces droits (RGPD, articles 17, paragraphe 3, et 89).",
          "You can ask for your data to be corrected or erased or their use to be restricted, you "
          "can object to it, and you can complain to the supervisory authority. Where the data "
          "serve research the law can limit these rights (GDPR, articles 17(3) and 89)."}},
};

const char *
answer_phrase(AnswerPhrase which, Language language)
{
    return phrases[which].in[language];
}
