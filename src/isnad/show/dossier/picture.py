"""The picture of a pair over time as a page or an image of its own: as all tell it, and as each camp tells it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from markupsafe import Markup, escape

from isnad.model.linked import Contradiction, Dyad, DyadPoint, Event
from isnad.model.records import Claim
from isnad.relate.told import Teller, told_by
from isnad.show.dossier.check import cover_page
from isnad.show.dossier.names import Names
from isnad.show.dossier.reasons import grade_reason
from isnad.show.dossier.timeline import WIDTH, mark, timeline
from isnad.show.labels import LANGS, date_label, label, type_label
from isnad.show.protect import Shield
from isnad.store.contracts import View

QUOTES = 6  # of an event
LANGUAGE = {"ar": "العربية", "en": "English"}
TOP, FOOT = 72, 24  # room for the title above the picture, and for its key below
ARABIC = "'Noto Sans Arabic',"  # its Latin letters are few
STYLE = (
    "text{font-family:'Noto Sans Arabic','Noto Sans','DejaVu Sans','Segoe UI','Liberation Sans',sans-serif;"
    "font-style:normal;font-weight:400;font-size:12px;fill:#6a645b}"
    ".paper{fill:#fbf9f5}.head{font-size:16px;fill:#1d1b18}"
    ".tick{text-anchor:middle}.year{stroke:#e3ddd2}.rule{stroke:#cfc7ba}.lead{stroke:#b9b1a4;stroke-width:.7}"
    ".caption{font-size:10.5px;fill:#1d1b18;stroke:#fbf9f5;stroke-width:3px;paint-order:stroke}.who{fill:#1d1b18}"
    ".strip{font-size:11px}.mid{fill:#b07d12;opacity:.09}.bar{opacity:.95}.one{opacity:.6}.between{opacity:.45}.range{opacity:.22}"
    ".cooperation{fill:#2f7d4f}.conflict{fill:#b3392f}.avoidance{fill:#b07d12}.mean{stroke-width:2}.mean.cooperation{stroke:#2f7d4f}"
    ".mean.conflict{stroke:#b3392f}.none{fill-opacity:.25;stroke:#b07d12}.contested{stroke:#1d1b18;stroke-width:1.3;stroke-dasharray:3 2}"
)
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
    title = {x: _title(dyad, x, names) for x in LANGS}
    body = [f"<h1>{_both(title)}</h1>", f"<p class=how>{_label('picture.how')}</p>", _pictures(dyad, events, names, _label("picture.all"))]
    for t in TELLERS:
        if t == "others":
            who = _label("picture.told.others")
        else:
            party = dyad.a if t == "a" else dyad.b
            who = _both({x: label("picture.told.by", x, a=_in(x, names, party)) for x in LANGS})
        body.append(_pictures(told[t], events, names, who))
    body.append(f"<h2>{_label('picture.events')}</h2>")
    body += [_event(view, p, names, clashes) for p in {p.event: p for p in dyad.points if p.event in events}.values()]
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
    names = Names(view.items(), shield)
    svg, _ = timeline(dyad, events, lang, names if lang == "ar" else None)
    key = _isolated(label("picture.key", lang), lang)
    tall = int(str(svg).split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()[1]) if svg else 0
    right = lang == "ar"
    signs, at = [], 0.0
    for actor, words in signs_of(dyad, lang, names).items():
        x = WIDTH - 12 - at if right else 12 + at
        anchor = f'x="{x + (-9 if right else 9):.0f}" direction="ltr" text-anchor="{"end" if right else "start"}"'
        signs.append(f'{mark(actor, x, 56 - TOP)}<text {anchor} y="{60 - TOP}" class="strip">{_isolated(words, lang)}</text>')
        at += 40 + 6.4 * len(words)
    side = f'x="{WIDTH - 6 if right else 6}" direction="ltr" text-anchor="{"end" if right else "start"}"'
    title = escape(_title(dyad, lang, names))
    thin = _isolated(thinly(dyad, lang), lang)
    wide = (
        f'<svg viewBox="0 {-TOP} {WIDTH} {tall + TOP + FOOT}" width="{WIDTH}" height="{tall + TOP + FOOT}" role="img" class="timeline"'
        f' xmlns="http://www.w3.org/2000/svg"><title>{title}</title><style>{STYLE if right else STYLE.replace(ARABIC, "")}</style>'
        f'<rect x="0" y="{-TOP}" width="{WIDTH}" height="{tall + TOP + FOOT}" class="paper"/>'
        f'<text {side} y="{20 - TOP}" class="head">{title}</text><text {side} y="{40 - TOP}" class="strip">{thin}</text>{"".join(signs)}'
    )
    inner = str(svg).split("</title>", 1)[1] if svg else "</svg>"
    svg = Markup(wide + inner.replace("</svg>", f'<text {side} y="{tall + FOOT - 8}" class="strip">{key}</text></svg>'))
    return cover_page(str(svg) + "\n", shield)


def signs_of(dyad: Dyad, lang: str, names: Names) -> dict[str, str]:
    """What the marks of who acts stand for."""
    acts = {x: label("picture.acts", lang, a=_in(lang, names, party)) for x, party in (("a", dyad.a), ("b", dyad.b))}
    return {**acts, "both": label("picture.acts.both", lang)}


def _signs(dyad: Dyad, lang: str, names: Names) -> Markup:
    return Markup(" · ").join(
        Markup('<svg class="sign" viewBox="-6 -6 12 12" width="12" height="12" aria-hidden="true">{}</svg> {}').format(
            Markup(mark(actor, 0, 0)), words
        )
        for actor, words in signs_of(dyad, lang, names).items()
    )


def _isolated(words: str, lang: str) -> Markup:
    """Words for a line of an image, which has no direction of its own."""
    return escape(f"\u2067{words}\u2069" if lang == "ar" else words)


def thinly(dyad: Dyad, lang: str) -> str:
    """In one line: how many events, and how thinly they rest."""
    events = {p.event: p for p in dyad.points}
    lines: dict[str, set[str]] = {}
    for p in dyad.points:
        lines.setdefault(p.event, set()).update(p.origins)
    one = sum(len(o) == 1 for o in lines.values())
    contested = {p.event for p in dyad.points if p.contested}
    undated = sum(p.first is None and p.last is None for p in events.values())
    return label("picture.thin", lang, n=len(events), one=one, contested=len(contested), undated=undated)


def _title(dyad: Dyad, lang: str, names: Names) -> str:
    return label("picture.title", lang, a=_in(lang, names, dyad.a), b=_in(lang, names, dyad.b))


def _pictures(dyad: Dyad, events: dict[str, Event], names: Names, heading: Markup) -> Markup:
    parts = [Markup("<h2>{}</h2>").format(heading)]
    if not dyad.points:
        return Markup("").join([*parts, Markup("<p class=how>{}</p>").format(_label("picture.none.told"))])
    for lang in LANGS:
        svg, undated = timeline(dyad, events, lang, names if lang == "ar" else None)
        words = [thinly(dyad, lang), label("picture.key", lang), *([label("picture.undated", lang, n=undated)] if undated else [])]
        more = Markup("").join(Markup("<p class=how>{}</p>").format(w) for w in words)
        more += Markup("<p class=how>{}</p>").format(_signs(dyad, lang, names))
        parts.append(Markup('<div class="ui wide" lang="{}" dir="{}">{}{}</div>').format(lang, "rtl" if lang == "ar" else "ltr", svg, more))
    return Markup("").join(parts)


def _event(view: View, p: DyadPoint, names: Names, clashes: dict[str, Contradiction]) -> Markup:
    event = view.event(p.event)
    weighed = view.assessment(p.event)
    when = {x: date_label(event.time, x) if p.between is None else label("picture.from", x, x=date_label(p.between, x)) for x in LANGS}
    head = _both({x: f"{when[x]} · {type_label(event.type, None, x)}" for x in LANGS})
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
        key = unlike(claim)
        apart = Markup(" <span class='badge none'>{}</span>").format(_label(key)) if key is not None else ""
        out.append(
            Markup('<p class=line><bdi>{}</bdi> · <bdi>{}</bdi>{}: <q class=words lang="{}" dir=auto>{}</q></p>').format(
                report.name, said, apart, report.lang, " ".join(claim.span.quote(report.text).split())
            )
        )
    return Markup("").join([*out, Markup("</div>")])


def unlike(claim: Claim) -> str | None:
    """The label of what sets a claim apart from those that say that its event happened: it is denied, or not done, or only meant or possible."""
    if claim.status == "denied-by-speaker":
        return "stance.deny"
    if claim.status != "actual":
        return f"status.{claim.status}"
    return None if claim.occurred else "occurred.no"


def _in(lang: str, names: Names, name: str) -> str:
    return names.shown(name, lang)


def _list(lang: str, names: Names, parties: tuple[str, ...]) -> str:
    return " + ".join(_in(lang, names, n) for n in parties) or label("no.party", lang)


def _label(key: str) -> Markup:
    return _both({x: label(key, x) for x in LANGS})


def _both(words: Mapping[str, str]) -> Markup:
    return Markup('<span class="ui" lang="ar" dir="rtl">{}</span><span class="ui" lang="en" dir="ltr">{}</span>').format(words["ar"], words["en"])
