/* The certificate as a page in three languages, from its JSON alone. */
#include "release/markup.h"
#include "retention/certificate_view.h"

#include <inttypes.h>
#include <string.h>

#define SECONDS_A_DAY 86400

void
certificate_say(const CertificateView *view, const char *nl, const char *fr, const char *en)
{
    Wording wording = {{nl, fr, en}};
    markup_wording(view->page, &wording);
}

static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

static int64_t
number_of(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static const char *
moment_of(Arena *arena, int64_t seconds)
{
    char date[DATE_TEXT_SIZE];
    int64_t rest = seconds % SECONDS_A_DAY;
    return arena_print(arena, "%s %02d:%02d UTC",
                       date_print((Date){.days = (int32_t)(seconds / SECONDS_A_DAY)}, date),
                       (int)(rest / 3600), (int)(rest / 60 % 60));
}

static void
fact(const CertificateView *view, const Wording *label, const char *value, bool code)
{
    text_add(view->page, "<dt>");
    markup_wording(view->page, label);
    text_print(view->page, "</dt><dd%s>", code ? " class=\"code\"" : "");
    text_add_markup(view->page, value);
    text_add(view->page, "</dd>");
}

static void
add_head(const CertificateView *view, const Destruction *destruction)
{
    const json_t *value = view->value;
    Arena *arena = view->arena;
    text_add(view->page, "<h1>");
    certificate_say(view, "Certificaat van vernietiging", "Certificat de destruction",
                    "Certificate of destruction");
    text_print(view->page, " %" PRId64 "</h1><dl class=\"facts\">",
               number_of(value, "destruction"));
    fact(view, &(Wording){{"Beraadslaging", "D\u00e9lib\u00e9ration", "Deliberation"}},
         text_of(value, "deliberation"), false);
    fact(view,
         &(Wording){{"Digest van de beraadslaging", "Empreinte de la d\u00e9lib\u00e9ration",
                     "Digest of the deliberation"}},
         text_of(value, "deliberation_digest"), true);
    fact(view, &(Wording){{"Bewaarder", "D\u00e9positaire", "Custodian"}},
         text_of(value, "custody"), false);
    fact(view, &(Wording){{"Voorgesteld door", "Propos\u00e9 par", "Proposed by"}},
         text_of(value, "proposed_by"), false);
    fact(view, &(Wording){{"Beslist door", "D\u00e9cid\u00e9 par", "Decided by"}},
         arena_print(arena, "%s, %s", text_of(value, "decided_by"),
                     moment_of(arena, number_of(value, "decided"))),
         false);
    fact(view, &(Wording){{"Uitgevoerd", "Ex\u00e9cut\u00e9", "Carried out"}},
         arena_print(arena, "%s, %s", text_of(value, "completed_by"),
                     moment_of(arena, number_of(value, "completed"))),
         false);
    fact(view,
         &(Wording){{"In het register (beslist, voltooid)",
                     "Au registre (d\u00e9cid\u00e9, achev\u00e9)",
                     "In the ledger (decided, completed)"}},
         arena_print(arena, "%" PRId64 ", %" PRId64, destruction->entry,
                     destruction->completed_entry),
         false);
    fact(view,
         &(Wording){{"Digest van dit certificaat (JSON)", "Empreinte de ce certificat (JSON)",
                     "Digest of this certificate (JSON)"}},
         digest_print(arena, &destruction->certificate_digest), true);
    text_add(view->page, "</dl>");
}

static const char *
years_of(Arena *arena, const json_t *item)
{
    Text text = text_new(arena);
    const json_t *years = json_object_get(item, "years");
    for (size_t at = 0; at < json_array_size(years); at++)
        text_print(&text, "%s%" JSON_INTEGER_FORMAT, at == 0 ? "" : ", ",
                   json_integer_value(json_array_get(years, at)));
    return text.bytes;
}

static const Wording *
kind_of(const json_t *item)
{
    static const Wording kinds[] = {
        [ARTEFACT_PACKAGE] = {{"pakket", "paquet", "package"}},
        [ARTEFACT_DATA_SET] = {{"gegevensbestand ter plaatse", "jeu de donn\u00e9es sur place",
                                "data set on site"}},
        [ARTEFACT_IMPORT] = {{"binnengebracht bestand", "fichier apport\u00e9", "imported file"}},
        [ARTEFACT_QUARANTINE] = {{"quarantaine", "quarantaine", "quarantine"}},
        [ARTEFACT_OUTPUT] = {{"vrijgegeven resultaat", "r\u00e9sultat diffus\u00e9",
                              "released output"}},
    };
    ArtefactKind kind = ARTEFACT_PACKAGE;
    (void)artefact_kind_parse(text_of(item, "kind"), &kind);
    return &kinds[kind];
}

static void
add_method(const CertificateView *view, const json_t *item)
{
    if (json_object_get(item, "key") == NULL)
        certificate_say(
            view,
            "bestand verwijderd; verzegeld voor de bestemmeling, de bewaarder had geen sleutel",
            "fichier supprim\u00e9 ; scell\u00e9 pour le destinataire, le d\u00e9positaire n'avait "
            "pas de cl\u00e9",
            "file removed; sealed for the recipient, the custodian had no key to it");
    else
        certificate_say(view, "sleutel vernietigd, daarna bestand verwijderd",
                        "cl\u00e9 d\u00e9truite, puis fichier supprim\u00e9",
                        "key destroyed, then file removed");
}

static void
add_rows(const CertificateView *view, const json_t *list, bool method)
{
    text_add(view->page, "<div class=\"wide\"><table><thead><tr><th class=\"n\">#</th><th>");
    certificate_say(view, "Wat", "Quoi", "What");
    text_add(view->page, "</th><th>");
    certificate_say(view, "Jaren", "Ann\u00e9es", "Years");
    text_add(view->page, "</th><th>SHA-256</th>");
    if (method)
    {
        text_add(view->page, "<th>");
        certificate_say(view, "Hoe", "Comment", "How");
        text_add(view->page, "</th>");
    }
    text_add(view->page, "</tr></thead><tbody>");
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        text_print(view->page, "<tr><td class=\"n\">%" PRId64 "</td><td>",
                   number_of(item, "artefact"));
        markup_wording(view->page, kind_of(item));
        text_add(view->page, ", ");
        text_add_markup(view->page, text_of(item, "communication"));
        text_print(view->page, "</td><td>%s</td><td class=\"code\">", years_of(view->arena, item));
        text_add_markup(view->page, text_of(item, "digest"));
        text_add(view->page, "</td>");
        if (method)
        {
            text_add(view->page, "<td>");
            add_method(view, item);
            text_add(view->page, "</td>");
        }
        text_add(view->page, "</tr>");
    }
    text_add(view->page, "</tbody></table></div>");
}

static void
add_artefacts(const CertificateView *view)
{
    const json_t *kept = json_object_get(view->value, "kept");
    text_add(view->page, "<h2>");
    certificate_say(view, "Wat vernietigd werd", "Ce qui a \u00e9t\u00e9 d\u00e9truit",
                    "What was destroyed");
    text_add(view->page, "</h2>");
    add_rows(view, json_object_get(view->value, "artefacts"), true);
    if (json_array_size(kept) == 0)
        return;
    text_add(view->page, "<h2>");
    certificate_say(view, "Wat blijft: resultaten die anoniem bevonden zijn",
                    "Ce qui reste : r\u00e9sultats jug\u00e9s anonymes",
                    "What stays: results that were found anonymous");
    text_add(view->page, "</h2>");
    add_rows(view, kept, false);
}

static void
add_keys(const CertificateView *view)
{
    const json_t *keys = json_object_get(view->value, "keys");
    const json_t *store = json_object_get(view->value, "key_store");
    text_add(view->page, "<h2>");
    certificate_say(view, "Sleutels", "Cl\u00e9s", "Keys");
    text_add(view->page, "</h2><ul>");
    for (size_t at = 0; at < json_array_size(keys); at++)
    {
        const json_t *item = json_array_get(keys, at);
        text_add(view->page, "<li><code>");
        text_add_markup(view->page, text_of(item, "key"));
        text_add(view->page, "</code>: ");
        if (strcmp(text_of(item, "probe"), "not made") == 0)
            certificate_say(
                view,
                "vernietigd; de proef kon vooraf niet gemaakt worden, de sleutel opende al niet",
                "d\u00e9truite ; l'essai n'a pu \u00eatre fait avant, la cl\u00e9 n'ouvrait "
                "d\u00e9j\u00e0 plus",
                "destroyed; no probe could be made before, for the key did not open even then");
        else
            certificate_say(
                view, "vernietigd; wat eronder verzegeld was, opende vooraf en opent nu niet meer",
                "d\u00e9truite ; ce qui \u00e9tait scell\u00e9 s'ouvrait avant et ne s'ouvre plus",
                "destroyed; what was sealed under it opened before and opens no more");
        text_add(view->page, "</li>");
    }
    text_add(view->page, "</ul><p>");
    certificate_say(view, "Sleutelkluis: willekeurige sleutels van 256 bits, ingepakt met",
                    "Coffre : cl\u00e9s al\u00e9atoires de 256 bits, envelopp\u00e9es avec",
                    "Key store: random keys of 256 bits, wrapped with");
    text_print(view->page, " %s", text_of(store, "cipher"));
    if (json_object_get(store, "kdf_name") != NULL)
        text_print(view->page, "; %s, %" PRId64 "\u00a0\u00d7\u00a0%" PRId64 "\u00a0MiB",
                   text_of(store, "kdf_name"), number_of(store, "kdf_passes"),
                   number_of(store, "kdf_memory") / (1024 * 1024));
    if (json_object_get(store, "token") != NULL)
    {
        certificate_say(view, "; sleutel in een PKCS#11-token: ",
                        " ; cl\u00e9 dans un jeton PKCS#11 : ", "; key in a PKCS#11 token: ");
        text_add_markup(view->page, text_of(store, "token"));
    }
    if (json_object_get(store, "shares") != NULL)
    {
        certificate_say(view, "; ook in delen: ", " ; aussi en parts : ", "; also in shares: ");
        text_print(view->page, "%" PRId64 " / %" PRId64, number_of(store, "shares_needed"),
                   number_of(store, "shares"));
    }
    text_add(view->page, ".</p>");
}

ErrorKind
certificate_page(Arena *arena, const char *certificate, const Destruction *destruction,
                 const AttestedList *attested, Language first, Text *page, Error *err)
{
    json_t *value = NULL;
    TRY(json_read(arena, certificate, strlen(certificate), ERROR_INTEGRITY, &value, err));
    CertificateView view = {.page = page, .arena = arena, .value = value};
    if (strcmp(text_of(value, "format"), "beraad destruction certificate 1") != 0)
        return error_set(err, ERROR_INTEGRITY, "this is no certificate of a destruction");
    markup_open(page, text_of(value, "deliberation"), first);
    add_head(&view, destruction);
    add_artefacts(&view);
    add_keys(&view);
    certificate_add_limits(&view, attested);
    certificate_add_check(&view, attested);
    markup_close(page);
    return ERROR_NONE;
}
