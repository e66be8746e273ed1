"""The picture of a pair over time as a page or an image of its own: as all tell it, and as each camp tells it."""

from __future__ import annotations

from importlib import resources

from markupsafe import Markup, escape

from isnad.model.linked import Dyad, DyadPoint, Event
from isnad.relate.told import Teller, told_by
from isnad.show.dossier.check import cover_page
from isnad.show.dossier.timeline import timeline
from isnad.show.labels import LANGS, date_label, label, type_label
from isnad.show.partynames import party_names
from isnad.show.protect import Shield
from isnad.store.contracts import View

QUOTES = 6  # of an event
LANGUAGE = {"ar": "العربية", "en": "English"}
TELLERS: tuple[Teller, ...] = ("a", "b", "others")


def page(view: View, dyad: Dyad, lang: str, shield: Shield) -> str:
    """A page that needs no network: four pictures (all; each camp; the others) and the events behind them with their quotations.

    Args:
        view: the case.
        dyad: the pair.
        lang: `ar` or `en`, in which the page opens.
        shield: what is covered.
    """
    events = {e.id: e for e in view.linked().events}
    names = {"ar": party_names(), "en": {}}
    told = {t: told_by(dyad, t) for t in TELLERS}
    title = {x: label("picture.title", x, a=names[x].get(dyad.a, dyad.a), b=names[x].get(dyad.b, dyad.b)) for x in LANGS}
    body = [f"<h1>{_both(title)}</h1>", f"<p class=how>{_label('picture.how')}</p>", _pictures(dyad, events, names, _label("picture.all"))]
    for t in TELLERS:
        if t == "others":
            who = _label("picture.told.others")
        else:
            party = dyad.a if t == "a" else dyad.b
            who = _both({x: label("picture.told.by", x, a=names[x].get(party, party)) for x in LANGS})
        body.append(_pictures(told[t], events, names, who))
    body.append(f"<h2>{_label('picture.events')}</h2>")
    body += [_event(view, p, names) for p in dyad.points if p.event in events]
    css = resources.files("isnad.show.dossier").joinpath("templates", "dossier.css").read_text(encoding="utf-8")
    switch = "".join(
        f'<input type=radio name=ui id=ui-{x}{" checked" if x == lang else ""}><label for=ui-{x} lang={x}>{LANGUAGE[x]}</label>' for x in LANGS
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset=utf-8><meta name=viewport content="width=device-width,initial-scale=1">'
        f'<meta http-equiv=Content-Security-Policy content="{policy}"><title>{escape(title[lang])}</title><style>{css}</style></head>'
        f"<body><header><div class=switch>{switch}</div></header><main>{''.join(body)}</main></body></html>\n"
    )
    return cover_page(html, shield)


def image(view: View, dyad: Dyad, lang: str, shield: Shield) -> str:
    """The picture alone, as an SVG file with its own colours."""
    events = {e.id: e for e in view.linked().events}
    svg, _ = timeline(dyad, events, lang, party_names() if lang == "ar" else {})
    style = (
        "<style>text{font:12px 'Noto Sans Arabic','Segoe UI',sans-serif;fill:#6a645b}.tick{text-anchor:middle}.year{stroke:#e3ddd2}"
        ".mid{fill:#b07d12;opacity:.09}.bar{opacity:.85}.cooperation{fill:#2f7d4f}.conflict{fill:#b3392f}.avoidance{fill:#b07d12}"
        ".none{fill-opacity:.25;stroke:#b07d12}.contested{stroke:#1d1b18;stroke-width:1.3;stroke-dasharray:3 2}</style>"
    )
    return cover_page(str(svg).replace("</title>", f"</title>{style}", 1) + "\n", shield)


def _pictures(dyad: Dyad, events: dict[str, Event], names: dict[str, dict[str, str]], heading: Markup) -> Markup:
    parts = [Markup("<h2>{}</h2>").format(heading)]
    if not dyad.points:
        return Markup("").join([*parts, Markup("<p class=how>{}</p>").format(_label("picture.none.told"))])
    for lang in LANGS:
        svg, undated = timeline(dyad, events, lang, names[lang])
        more = Markup("<p class=how>{}</p>").format(label("picture.undated", lang, n=undated)) if undated else Markup("")
        parts.append(Markup('<div class="ui wide" lang="{}" dir="{}">{}{}</div>').format(lang, "rtl" if lang == "ar" else "ltr", svg, more))
    return Markup("").join(parts)


def _event(view: View, p: DyadPoint, names: dict[str, dict[str, str]]) -> Markup:
    event = view.event(p.event)
    weighed = view.assessment(p.event)
    head = _both({x: f"{date_label(event.time, x)} · {type_label(event.type, None, x)}" for x in LANGS})
    who = _both({x: " ← ".join(_list(side, names[x]) for side in (event.recipient, event.actor)) if x == "ar" else
                 " → ".join(_list(side, names[x]) for side in (event.actor, event.recipient)) for x in LANGS})  # fmt: skip
    out = [Markup('<div class=event id="{}"><h3><span class=when>{}</span> <span>{}</span></h3>').format(p.event, head, who)]
    if weighed is not None:
        grade = _label(f"grade.{weighed.grade}")
        out.append(Markup("<p class=how><span class='badge g-{}'>{}</span> {}</p>").format(weighed.grade.replace(" ", "-"), grade, weighed.why))
    for ref in event.claims[:QUOTES]:
        report, reading = view.report(ref.report), view.reading(ref.report)
        assert reading is not None
        claim = reading.claims[ref.claim]
        said = reading.statements[claim.statement].speaker.name if claim.statement is not None else report.outlet or report.name
        out.append(
            Markup('<p class=line><bdi>{}</bdi> · <bdi>{}</bdi>: <q class=words lang="{}" dir=auto>{}</q></p>').format(
                report.name, said, report.lang, " ".join(claim.span.quote(report.text).split())
            )
        )
    return Markup("").join([*out, Markup("</div>")])


def _list(parties: tuple[str, ...], names: dict[str, str]) -> str:
    return " + ".join(names.get(n, n) for n in parties) or "?"


def _label(key: str) -> Markup:
    return _both({x: label(key, x) for x in LANGS})


def _both(words: dict[str, str]) -> Markup:
    return Markup('<span class="ui" lang="ar" dir="rtl">{}</span><span class="ui" lang="en" dir="ltr">{}</span>').format(words["ar"], words["en"])
