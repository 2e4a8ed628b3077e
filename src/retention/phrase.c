#include "retention/phrase.h"

static const Wording phrases[DUE_PHRASES] = {
    [DUE_PACKAGE] = {{"pakket", "paquet", "package"}},
    [DUE_DATA_SET] = {{"gegevensbestand", "jeu de donn\u00e9es", "data set"}},
    [DUE_IMPORT] = {{"binnengebracht bestand", "fichier apport\u00e9", "imported file"}},
    [DUE_QUARANTINE] = {{"quarantaine", "quarantaine", "quarantine"}},
    [DUE_OUTPUT] = {{"vrijgegeven resultaat", "r\u00e9sultat diffus\u00e9", "released output"}},
    [DUE_WITH] = {{"bij", "chez", "with"}},
    [DUE_ON_SITE] = {{"ter plaatse", "sur place", "on site"}},
    [DUE_TODAY] = {{"vandaag", "aujourd'hui", "today"}},
    [DUE_LEFT_ONE] = {{"nog 1 dag", "encore 1 jour", "1 day left"}},
    [DUE_LEFT_MANY] = {{"nog %d dagen", "encore %d jours", "%d days left"}},
    [DUE_LATE_ONE] = {{"1 dag te laat", "1 jour de retard", "1 day late"}},
    [DUE_LATE_MANY] = {{"%d dagen te laat", "%d jours de retard", "%d days late"}},
    [DUE_YEARS] = {{"jaren", "ann\u00e9es", "years"}},
    [DUE_PENDING] = {{"open reeks: een latere levering verschuift deze datum",
                      "s\u00e9rie ouverte : une livraison ult\u00e9rieure d\u00e9place cette date",
                      "open series: a later delivery moves this date"}},
    [DUE_UNDATED] = {{"nog zonder datum", "encore sans date", "without a date as yet"}},
    [DUE_PARAGRAPHS] = {{"punt", "point", "paragraph"}},
    [DUE_AMENDS] = {{"wijzigt", "modifie", "amends"}},
    [DUE_DESTROYED] = {{"Vernietigd", "D\u00e9truit", "Destroyed"}},
    [DUE_DESTROYED_ON] = {{"vernietigd op", "d\u00e9truit le", "destroyed on"}},
    [DUE_UNATTESTED] =
        {{"de bestemmeling heeft de vernietiging van zijn kopie\u00ebn nog niet verklaard",
          "le destinataire n'a pas encore attest\u00e9 la destruction de ses copies",
          "the recipient has not yet attested the destruction of its copies"}},
    [DUE_DESTROY] = {{"Te vernietigen", "\u00c0 d\u00e9truire", "To be destroyed"}},
    [DUE_NOTHING] = {{"er is niets geleverd, dus moet er niets vernietigd worden",
                      "rien n'a \u00e9t\u00e9 livr\u00e9, il n'y a donc rien \u00e0 d\u00e9truire",
                      "nothing was delivered, so nothing must be destroyed"}},
    [DUE_ALL_GONE] = {{"alles wat geleverd is, is vernietigd",
                       "tout ce qui a \u00e9t\u00e9 livr\u00e9 est d\u00e9truit",
                       "all that was delivered is destroyed"}},
    [DUE_KEYS_LEFT] = {{"Sleutels waarmee niets meer bestaat: 'beraad retention destroy' "
                        "vernietigt ze, tenzij er nog geleverd wordt",
                        "Cl\u00e9s dont plus rien ne d\u00e9pend : 'beraad retention destroy' "
                        "les d\u00e9truit, sauf si une livraison doit suivre",
                        "Keys with nothing left of what was made with them: 'beraad retention "
                        "destroy' takes them, unless more is to be delivered"}},
};

const char *
due_phrase(DuePhrase which, Language language)
{
    return phrases[which].in[language];
}
