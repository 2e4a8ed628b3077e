/* The words of the report, how it looks, and what draws its charts. */
#include "output/check.h"
#include "output/profile_inner.h"

const Wording profile_question_words[PROFILE_QUESTION_COUNT] = {
    {{"Wie zijn de begunstigden?", "Qui sont les b\u00e9n\u00e9ficiaires ?",
      "Who are the beneficiaries?"}},
    {{"Hoe veranderde dat door de jaren?", "Comment cela a-t-il \u00e9volu\u00e9 ?",
      "How did that move over the years?"}},
    {{"Welke hinderpalen voor werk tonen de gegevens?",
      "Quels obstacles \u00e0 l\u2019emploi les donn\u00e9es montrent-elles ?",
      "Which obstacles to work do the data show?"}},
};
const Wording profile_title = {{"Profiel van de begunstigden", "Profil des b\u00e9n\u00e9ficiaires",
                                "Profile of the beneficiaries"}};
const Wording profile_basis = {
    {"Alleen uit uitvoer die is nagekeken, goedgekeurd en vrijgegeven.",
     "\u00c9tabli uniquement \u00e0 partir de r\u00e9sultats v\u00e9rifi\u00e9s, approuv\u00e9s et "
     "diffus\u00e9s.",
     "Made only from outputs that were checked, approved and released."}};
const Wording profile_nothing = {{"Hierover is nog niets vrijgegeven.",
                                  "Rien n'a encore \u00e9t\u00e9 diffus\u00e9 \u00e0 ce sujet.",
                                  "Nothing has been released on this yet."}};
const Wording profile_all = {{"Totaal", "Total", "Total"}};
const Wording profile_year = {{"Jaar", "Ann\u00e9e", "Year"}};
const Wording profile_sources = {{"Bronnen", "Sources", "Sources"}};
const Wording profile_source_heads = {
    {"Uitvoer\nBestand\nBoeking in het register\nBescherming\nVingerafdruk",
     "R\u00e9sultat\nFichier\n\u00c9criture du registre\nProtection\nEmpreinte",
     "Output\nFile\nLedger entry\nProtection\nDigest"}};
const Wording profile_key = {
    {"\u00d7 onderdrukt: getoond zou dit getal iets over weinige personen zeggen; ~ afgerond of "
     "licht verstoord, zodat sommen iets kunnen afwijken. Onderdrukte cellen staan niet in de "
     "grafieken. In tabellen met twee of meer dimensies zijn klassen zonder personen weggelaten.",
     "\u00d7 supprim\u00e9 : montr\u00e9, ce nombre dirait quelque chose de peu de personnes ; ~ "
     "arrondi ou l\u00e9g\u00e8rement perturb\u00e9, de sorte que les sommes peuvent diff\u00e9rer "
     "un peu. Les cellules supprim\u00e9es ne figurent pas dans les graphiques. Dans les tableaux "
     "\u00e0 "
     "deux dimensions ou plus, les classes sans personne sont omises.",
     "\u00d7 suppressed: shown, this number would tell something about few persons; ~ rounded or "
     "slightly perturbed, so sums may differ a little. Suppressed cells are not in the charts. In "
     "tables of two or "
     "more dimensions classes without persons are left out."}};
const Wording profile_number_words[OUTPUT_TYPE_COUNT] = {
    [OUTPUT_FREQUENCY] = {{"Personen", "Personnes", "Persons"}},
    [OUTPUT_MAGNITUDE] = {{"Som", "Somme", "Total"}},
    [OUTPUT_PROPORTIONS] = {{"Aandeel", "Part", "Share"}},
    [OUTPUT_MEANS] = {{"Gemiddelde", "Moyenne", "Mean"}},
    [OUTPUT_MODEL] = {{"Schatting", "Estimation", "Estimate"}},
};

const Wording profile_figures = {
    {"Figuren van de onderzoekers", "Figures des chercheurs", "Figures by the researchers"}};
const Wording profile_remarks = {
    {"Opmerkingen van de onderzoekers", "Remarques des chercheurs", "Remarks by the researchers"}};
const char *const profile_colon[] = {": ", "\u00a0: ", ": "};
const Wording profile_only = {{"alleen", "seulement", "only"}};
const Wording profile_average = {{"Gemiddelde van", "Moyenne de", "Mean of"}};
const Wording profile_sum = {{"Som van", "Somme de", "Total of"}};
const Wording profile_source = {{"Bron: uitvoer", "Source : r\u00e9sultat", "Source: output"}};
const Wording profile_entry = {{"boeking", "\u00e9criture", "ledger entry"}};
const Wording profile_term = {{"Term", "Terme", "Term"}};
const Wording profile_error = {{"Standaardfout", "Erreur type", "Standard error"}};
const Wording profile_intercept = {{"Constante", "Constante", "Intercept"}};
const Wording profile_models[] = {
    [MODEL_LINEAR] = {{"Lineair model", "Mod\u00e8le lin\u00e9aire", "Linear model"}},
    [MODEL_LOGISTIC] = {{"Logistisch model", "Mod\u00e8le logistique", "Logistic model"}},
    [MODEL_POISSON] = {{"Poissonmodel", "Mod\u00e8le de Poisson", "Poisson model"}},
};

const Wording profile_methods[] = {
    [METHOD_NONE] = {{"geen", "aucune", "none"}},
    [METHOD_RECODE] = {{"grovere klassen", "classes plus larges", "coarser classes"}},
    [METHOD_SUPPRESS] = {{"onderdrukt", "suppression", "suppressed"}},
    [METHOD_ROUND] = {{"afgerond", "arrondi", "rounded"}},
    [METHOD_CELL_KEY] = {{"licht verstoord", "l\u00e9g\u00e8re perturbation",
                          "slightly perturbed"}},
};

const char profile_style[] =
    ":root{--ink:#1a1d21;--soft:#5b6470;--line:#d5dae0;--head:#f1f4f7;--lost:#fdf0d5}\n"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);margin:2rem auto;padding:0 1.5rem;"
    "max-width:62rem;background:#fff}h1{font-size:1.7rem;margin:0}h2{margin:2.6rem 0 .6rem;"
    "border-bottom:2px solid var(--ink)}h3{font-size:1.05rem;margin:1.6rem 0 .4rem}\n"
    ".soft{color:var(--soft);font-size:.87rem;margin:.3rem 0}.key{background:var(--head);"
    "padding:.6rem .9rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums;"
    "font-size:.92rem}\n"
    "th,td{border-bottom:1px solid var(--line);padding:.2rem .7rem;text-align:left}"
    "thead "
    "th{background:var(--head)}td.n,th.n{text-align:right}td.n{white-space:nowrap}td.s{background:"
    "var(--lost)}"
    "tr.all td{font-weight:600}.chart{margin:.8rem 0}.chart svg{max-width:100%;"
    "height:auto}"
    "td.d{font:.72rem monospace;word-break:break-all}thead "
    "th.n{vertical-align:bottom}"
    ".pair{display:flex;flex-wrap:wrap;gap:.4rem "
    "2.2rem;align-items:flex-start}blockquote{margin:.4rem 0;padding:.2rem 1rem;border-left:3px "
    "solid "
    "var(--line);white-space:pre-line}\n"
    "@media(max-width:40rem){body{margin:1rem auto;padding:0 1rem}th,td{padding:.2rem .4rem}"
    ".pair{overflow-x:auto}}\n"
    "@page{size:A4;margin:16mm}@media "
    "print{.pair{display:block;break-inside:avoid}body{margin:0;padding:0;font-size:10pt;max-width:"
    "none}table{font-"
    "size:8.5pt}"
    "h2,h3{break-after:avoid}tr,.chart{break-inside:avoid}"
    "td.s,thead th,.key{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

const char profile_draw[] = "for(const place of document.querySelectorAll('.chart')){"
                            "const spec=JSON.parse(place.querySelector('script').textContent);"
                            "const to=document.createElement('div');place.append(to);"
                            "new vega.View(vega.parse(vegaLite.compile(spec).spec,spec.config),"
                            "{renderer:'svg',container:to}).runAsync();}\n";
