/* What a certificate cannot prove, and how to check what it can. */
#include "retention/certificate_view.h"

#include <inttypes.h>

static int64_t
number_of(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static const Attested *
find_attested(const AttestedList *list, int64_t artefact)
{
    for (size_t at = 0; at < list->count; at++)
        if (list->items[at].artefacts.items[0] == artefact)
            return &list->items[at];
    return NULL;
}

static void
add_recipients(const CertificateView *view, const AttestedList *attested)
{
    char date[DATE_TEXT_SIZE];
    const json_t *list = json_object_get(view->value, "recipients");
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        int64_t artefact = number_of(json_array_get(list, at), "artefact");
        const Attested *said = find_attested(attested, artefact);
        text_print(view->page, "<li>#%" PRId64 ": ", artefact);
        if (said == NULL)
            certificate_say(
                view,
                "de bestemmeling heeft de vernietiging van zijn kopie\u00ebn nog niet verklaard",
                "le destinataire n'a pas encore attest\u00e9 la destruction de ses copies",
                "the recipient has not yet attested the destruction of its copies");
        else
        {
            text_add_markup(view->page, said->recipient);
            certificate_say(view, " verklaart de vernietiging op ", " atteste la destruction le ",
                            " attests the destruction on ");
            text_print(view->page, "%s: <code>%s.txt</code>, <span class=\"code\">%s</span>",
                       date_print(said->on_date, date),
                       certificate_attestation_name(view->arena, said),
                       digest_print(view->arena, &said->statement));
        }
        text_add(view->page, "</li>");
    }
}

void
certificate_add_limits(const CertificateView *view, const AttestedList *attested)
{
    bool behind =
        json_is_true(json_object_get(json_object_get(view->value, "epoch"), "left_behind"));
    text_add(view->page, "<h2>");
    certificate_say(view, "Wat dit certificaat niet kan bewijzen",
                    "Ce que ce certificat ne peut prouver", "What this certificate cannot prove");
    text_add(view->page, "</h2><ul><li>");
    certificate_say(
        view,
        "Kopie\u00ebn bij een bestemmeling: daarvoor geldt alleen diens ondertekende verklaring.",
        "Les copies chez un destinataire : seule vaut son attestation sign\u00e9e.",
        "Copies at a recipient: only the recipient's signed attestation speaks for them.");
    text_add(view->page, "<ul>");
    add_recipients(view, attested);
    text_add(view->page, "</ul></li><li>");
    certificate_say(
        view,
        "Overschrijven wordt niet beweerd: een bestandssysteem, een schijf of een kopie ervan kan "
        "oude blokken bewaren. Wat onder een vernietigde sleutel lag, is er onleesbaar.",
        "L'\u00e9crasement n'est pas affirm\u00e9 : un syst\u00e8me de fichiers, un disque ou sa "
        "copie peut garder d'anciens blocs. Ce qui \u00e9tait sous une cl\u00e9 d\u00e9truite y "
        "est illisible.",
        "Overwriting is not claimed: a file system, a disk or a copy of it can keep old blocks. "
        "What lay under a destroyed key is unreadable there.");
    text_add(view->page, "</li><li>");
    certificate_say(
        view,
        "Kopie\u00ebn die iemand buiten beraad om van de map van de bewaarder of van het geheugen "
        "maakte.",
        "Les copies faites hors de beraad du r\u00e9pertoire du d\u00e9positaire ou de la "
        "m\u00e9moire.",
        "Copies of the custodian's directory or of memory that somebody made outside beraad.");
    text_add(view->page, "</li>");
    if (behind)
    {
        text_add(view->page, "<li class=\"note\">");
        certificate_say(
            view,
            "Het aparte medium draagt nog een vroegere periodesleutel: tot het vernieuwd is, kan "
            "wie het medium, een oude reservekopie en de wachtzin heeft, een sleutel terughalen.",
            "Le support s\u00e9par\u00e9 porte encore une cl\u00e9 de p\u00e9riode ant\u00e9rieure "
            ": jusqu'\u00e0 son renouvellement, qui a le support, une ancienne sauvegarde et la "
            "phrase de passe peut retrouver une cl\u00e9.",
            "The separate medium still holds the key of an earlier epoch: until it is renewed, "
            "whoever has the medium, an old backup and the passphrase can bring a key back.");
        text_add(view->page, "</li>");
    }
    text_add(view->page, "</ul>");
}

void
certificate_add_check(const CertificateView *view, const AttestedList *attested)
{
    int64_t number = number_of(view->value, "destruction");
    text_add(view->page, "<h2>");
    certificate_say(view, "Zelf nagaan", "V\u00e9rifier soi-m\u00eame", "Check it yourself");
    text_print(view->page,
               "</h2><pre>minisign -Vm certificate-%" PRId64 ".json -p beraad.pub\n"
               "sha256sum certificate-%" PRId64 ".json",
               number, number);
    for (size_t at = 0; at < attested->count; at++)
    {
        const char *name = certificate_attestation_name(view->arena, &attested->items[at]);
        if (at == 0 || attested->items[at].entry != attested->items[at - 1].entry)
            text_print(view->page, "\nminisign -Vm %s.txt -p %s.pub", name, name);
    }
    text_add(view->page, "</pre>");
}
