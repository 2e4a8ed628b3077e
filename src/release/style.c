#include "release/markup.h"

/* Colours have a contrast of at least 4.5 to 1 on their ground (WCAG 2.1, 1.4.3). */
static const char frame[] =
    ":root{--ink:#1b2733;--soft:#5a6876;--line:#d9dfe5;--wash:#f4f6f8;--mark:#0b6e75;"
    "--bar:#8fc6c9;--warn:#8a4b00;--warnwash:#fdf3e4;color-scheme:light}"
    "*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:4rem}"
    "body{margin:0;font:16px/1.55 system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"
    "color:var(--ink);background:#fff}"
    "a{color:var(--mark)}h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem}"
    "h2{font-size:1.35rem;margin:2.6rem 0 .7rem;padding-top:.6rem;border-top:2px solid var(--line)}"
    "h3{font-size:1.1rem;margin:1.4rem 0 .3rem;max-width:70ch}.variable h3{margin:0}#readings "
    "h3{font-size:1rem}"
    "h3::first-letter,nav li::first-letter{text-transform:uppercase}"
    "p{margin:.5rem 0;max-width:70ch}"
    "code,.code{font-family:ui-monospace,'DejaVu Sans Mono',Consolas,monospace;font-size:.9em}"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:#fff;"
    "padding:.5rem 1rem;z-index:9}"
    ".pick{position:absolute;opacity:0}"
    ".bar{position:sticky;top:0;z-index:5;display:flex;gap:.4rem;align-items:center;"
    "justify-content:flex-end;padding:.5rem 1.5rem;background:rgba(255,255,255,.96);"
    "border-bottom:1px solid var(--line)}"
    ".bar b{margin-right:auto;font-weight:600}"
    ".bar label{padding:.25rem .7rem;border:1px solid var(--line);border-radius:1rem;"
    "cursor:pointer;font-size:.9rem}"
    "#nl:checked~.bar label[for=nl],#fr:checked~.bar label[for=fr],"
    "#en:checked~.bar label[for=en]{background:var(--mark);border-color:var(--mark);color:#fff}"
    "#nl:focus-visible~.bar label[for=nl],#fr:focus-visible~.bar label[for=fr],"
    "#en:focus-visible~.bar label[for=en]{outline:3px solid #e0a100;outline-offset:2px}"
    "#nl:checked~* [lang]:not([lang=nl]),#fr:checked~* [lang]:not([lang=fr]),"
    "#en:checked~* [lang]:not([lang=en]){display:none}"
    "main{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:0 3rem;max-width:78rem;"
    "margin:0 auto;padding:1.5rem}"
    "nav{position:sticky;top:3.6rem;align-self:start;max-height:calc(100vh - 4.5rem);"
    "overflow:auto;font-size:.92rem;border-right:1px solid var(--line);padding-right:1rem}"
    "nav ol{list-style:none;margin:0;padding:0}nav li{margin:.18rem 0}"
    "nav ol ol{margin-left:.9rem}nav a{text-decoration:none}nav a:hover{text-decoration:underline}"
    "dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.4rem;"
    "margin:1rem 0}.facts dt{color:var(--soft)}.facts dd{margin:0}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;margin:.8rem 0;font-size:.93rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid var(--line)}thead th{color:var(--soft);font-weight:600;"
    "border-bottom:2px solid var(--line)}.n{text-align:right;white-space:nowrap;"
    "font-variant-numeric:tabular-nums}";

static const char content[] =
    "table.classes{width:100%}.classes .n{width:9.5rem}.classes .c{width:5rem}"
    ".classes i{display:block;height:.35rem;margin-top:.2rem;background:var(--wash);"
    "border-radius:.2rem;overflow:hidden}.classes i u{display:block;height:100%;"
    "background:var(--bar)}.classes small{color:var(--soft);display:inline-block;"
    "min-width:4.2em}tr.missing{color:var(--soft)}tr.missing i u{background:#c3cad1}"
    "tfoot th,tfoot td{border-bottom:0;font-weight:600}"
    ".tag{display:inline-block;font-size:.78rem;padding:.05rem .5rem;border-radius:.7rem;"
    "background:var(--wash);color:var(--soft);border:1px solid var(--line);margin-left:.3rem}"
    ".variable{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.2rem;"
    "margin:1.1rem 0;break-inside:avoid-page}.variable header{display:flex;flex-wrap:wrap;"
    "gap:.2rem .8rem;align-items:baseline}.variable header code{color:var(--mark);"
    "font-size:1rem;font-weight:600}.meta{color:var(--soft);font-size:.9rem;margin:.2rem 0}"
    ".note{background:var(--warnwash);border-left:4px solid #e0a100;color:var(--warn);"
    "padding:.6rem 1rem;margin:1rem 0;max-width:none}"
    "pre{background:var(--wash);padding:.7rem 1rem;border-radius:.4rem;overflow:auto;"
    "font-size:.88rem;line-height:1.5}footer{margin-top:3rem;color:var(--soft);font-size:.85rem}"
    ".cites{color:var(--soft);white-space:nowrap}";

/* Small screens, and paper: the language that is chosen is the one that is printed. */
static const char media[] =
    "@media(max-width:52rem){main{display:block;padding:1rem}nav{position:static;"
    "max-height:none;border:0;border-bottom:1px solid var(--line);padding:0 0 1rem;"
    "columns:2}.bar{padding:.5rem 1rem;flex-wrap:wrap}.bar b{flex-basis:100%}thead "
    "th.n{white-space:normal}th,td{padding-right:.5rem}.classes "
    ".n{width:auto}"
    "dl.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}}"
    "@media print{.bar,nav,.skip{display:none}main{display:block;padding:0;max-width:none}"
    "body{font-size:10pt}h2{break-after:avoid}a{color:inherit;text-decoration:none}"
    ".classes i,.classes i u,.note,.tag{-webkit-print-color-adjust:exact;"
    "print-color-adjust:exact}}";

void
markup_style(Text *page)
{
    text_add(page, frame);
    text_add(page, content);
    text_add(page, media);
}
