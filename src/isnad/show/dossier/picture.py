"""The picture of a pair over time as a page or an image of its own: as all tell it, and as each camp tells it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from markupsafe import Markup, escape

from isnad.model.linked import Contradiction, Dyad, DyadPoint, Event
from isnad.relate.told import Teller, told_by
from isnad.show.dossier.check import cover_page
from isnad.show.dossier.names import Names
from isnad.show.dossier.reasons import grade_reason
from isnad.show.dossier.timeline import timeline
from isnad.show.labels import LANGS, date_label, label, type_label
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
    names = Names(view.items(), shield)
    clashes = {c.id: c for c in view.linked().contradictions}
    told = {t: told_by(dyad, t) for t in TELLERS}
    title = {x: label("picture.title", x, a=_in(x, names, dyad.a), b=_in(x, names, dyad.b)) for x in LANGS}
    body = [f"<h1>{_both(title)}</h1>", f"<p class=how>{_label('picture.how')}</p>", _pictures(dyad, events, names, _label("picture.all"))]
    for t in TELLERS:
        if t == "others":
            who = _label("picture.told.others")
        else:
            party = dyad.a if t == "a" else dyad.b
            who = _both({x: label("picture.told.by", x, a=_in(x, names, party)) for x in LANGS})
        body.append(_pictures(told[t], events, names, who))
    body.append(f"<h2>{_label('picture.events')}</h2>")
    body += [_event(view, p, names, clashes) for p in dyad.points if p.event in events]
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
    svg, _ = timeline(dyad, events, lang, Names(view.items(), shield) if lang == "ar" else None)
    style = (
        "<style>text{font:12px 'Noto Sans Arabic','Segoe UI',sans-serif;fill:#6a645b}.tick{text-anchor:middle}.year{stroke:#e3ddd2}"
        ".mid{fill:#b07d12;opacity:.09}.bar{opacity:.85}.cooperation{fill:#2f7d4f}.conflict{fill:#b3392f}.avoidance{fill:#b07d12}"
        ".none{fill-opacity:.25;stroke:#b07d12}.contested{stroke:#1d1b18;stroke-width:1.3;stroke-dasharray:3 2}</style>"
    )
    return cover_page(str(svg).replace("</title>", f"</title>{style}", 1) + "\n", shield)


def _pictures(dyad: Dyad, events: dict[str, Event], names: Names, heading: Markup) -> Markup:
    parts = [Markup("<h2>{}</h2>").format(heading)]
    if not dyad.points:
        return Markup("").join([*parts, Markup("<p class=how>{}</p>").format(_label("picture.none.told"))])
    for lang in LANGS:
        svg, undated = timeline(dyad, events, lang, names if lang == "ar" else None)
        more = Markup("<p class=how>{}</p>").format(label("picture.undated", lang, n=undated)) if undated else Markup("")
        parts.append(Markup('<div class="ui wide" lang="{}" dir="{}">{}{}</div>').format(lang, "rtl" if lang == "ar" else "ltr", svg, more))
    return Markup("").join(parts)


def _event(view: View, p: DyadPoint, names: Names, clashes: dict[str, Contradiction]) -> Markup:
    event = view.event(p.event)
    weighed = view.assessment(p.event)
    head = _both({x: f"{date_label(event.time, x)} · {type_label(event.type, None, x)}" for x in LANGS})
    # In either direction of writing the one who acts stands first, and the arrow points on to the other.
    who = _both({x: (" ← " if x == "ar" else " → ").join(_list(x, names, side) for side in (event.actor, event.recipient)) for x in LANGS})
    out = [Markup('<div class=event id="{}"><h3><span class=when>{}</span> <span>{}</span></h3>').format(p.event, head, who)]
    if weighed is not None:
        grade, why = _label(f"grade.{weighed.grade}"), _both(grade_reason(weighed, clashes, names))
        out.append(Markup("<p class=how><span class='badge g-{}'>{}</span> {}</p>").format(weighed.grade.replace(" ", "-"), grade, why))
    for ref in event.claims[:QUOTES]:
        report, reading = view.report(ref.report), view.reading(ref.report)
        assert reading is not None
        claim = reading.claims[ref.claim]
        told = reading.statements[claim.statement].speaker.name if claim.statement is not None else report.outlet or report.name
        said = _both({"ar": names.source(told), "en": told})
        out.append(
            Markup('<p class=line><bdi>{}</bdi> · <bdi>{}</bdi>: <q class=words lang="{}" dir=auto>{}</q></p>').format(
                report.name, said, report.lang, " ".join(claim.span.quote(report.text).split())
            )
        )
    return Markup("").join([*out, Markup("</div>")])


def _in(lang: str, names: Names, name: str) -> str:
    return names.party(name) if lang == "ar" else name


def _list(lang: str, names: Names, parties: tuple[str, ...]) -> str:
    return " + ".join(_in(lang, names, n) for n in parties) or label("no.party", lang)


def _label(key: str) -> Markup:
    return _both({x: label(key, x) for x in LANGS})


def _both(words: Mapping[str, str]) -> Markup:
    return Markup('<span class="ui" lang="ar" dir="rtl">{}</span><span class="ui" lang="en" dir="ltr">{}</span>').format(words["ar"], words["en"])
