"""Reasons of grades and echoes, and what contradicts what, in both languages.

Grading and linking give their reasons in English, and for other programs they stay so. Here the reason is put together once more from its
parts. Where the English comes out as it was given, the Arabic says the same; where not (a case may bring its own rules), the
given words are shown as they stand, marked as English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from markupsafe import Markup, escape

from isnad.lang.tables import table
from isnad.model.linked import Assessment, Contradiction, Echo, Line
from isnad.model.records import Claim, Quantity, Reading
from isnad.show.dossier.names import Names
from isnad.show.labels import LANGS, date_label, label

HEAVY = ("polarity", "actor")
SHOWN = 4  # origins named in a reason, as in isnad.weigh.grade
_SHARE = re.compile(r"(\d+)%")
_REFUTED = re.compile(r", which is what (.+) said$")  # as isnad.link.tolls words it


def given(words: str) -> Markup:
    """English words in a page of either direction."""
    return Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(words)


@cache
def _made() -> dict[str, str]:
    """Arabic by English, of the labels that stand for words made elsewhere."""
    return {entry["en"]: entry["ar"] for key, entry in table("common", "labels").items() if key.startswith("given.")}


def worded(words: str, lang: str) -> Markup:
    """Words that linking and grading made in English, in a language; marked as English where the labels have none in Arabic."""
    if lang == "en":
        return escape(words)
    return escape(_made()[words]) if words in _made() else given(words)


def grade_reason(a: Assessment, clashes: Mapping[str, Contradiction], names: Names) -> dict[str, Markup]:
    """The reason of a grade by language.

    Args:
        a: the assessment.
        clashes: contradictions by id.
        names: Arabic names.
    """
    if f"why.{a.made.rule}" not in table("common", "labels"):
        return dict.fromkeys(LANGS, given(a.why))
    aspects = sorted({clashes[c].aspect for c in a.contradictions if c in clashes})
    out = {x: _grade(a, aspects, x, names.source if x == "ar" else str) for x in LANGS}
    return out if out["en"].striptags() == " ".join(a.why.split()) else dict.fromkeys(LANGS, given(a.why))


def _grade(a: Assessment, aspects: Sequence[str], lang: str, name: Callable[[str], str]) -> Markup:
    heavy, light = [x for x in aspects if x in HEAVY], [x for x in aspects if x not in HEAVY]

    def say(key: str, **fill: object) -> Markup:
        return Markup(escape(label(key, lang))).format(**fill)

    def origins(lines: Sequence[Line]) -> Markup:
        shown = Markup(" | ").join(Markup("<bdi>{}</bdi>").format(name(x.origin)) for x in lines[:SHOWN])
        return say("why.names.more", names=shown, n=len(lines) - SHOWN) if len(lines) > SHOWN else shown

    def kinds(found: Sequence[str]) -> Markup:
        return Markup(escape(" and ".join(found) if lang == "en" else " و".join(label(f"aspect.{x}", lang) for x in found)))

    told = say("why.told.none" if not a.lines else "why.told.one" if len(a.lines) == 1 else "why.told.many", n=len(a.lines), names=origins(a.lines))
    said = say(
        f"why.{a.made.rule}", lines=told, against=origins(a.against), left=max(0, len(a.lines) - 1), clash=kinds(heavy or light),
        denied=say("why.denied", names=origins(a.against)) if a.against else say("why.denied.none"),
    )  # fmt: skip
    if light:
        said = say("why.beside", said=said, aspects=kinds(light))
    return said + Markup(".")


def echo_reason(echo: Echo, names: Names) -> dict[str, Markup]:
    """Why reports are held to rest on one origin, by language."""
    share = _SHARE.search(echo.why)
    for key in table("common", "labels"):
        if key.startswith(f"why.{echo.made.rule}"):
            out = {}
            for x in LANGS:
                origin = Markup("<bdi>{}</bdi>").format(names.source(echo.origin) if x == "ar" else echo.origin)
                out[x] = Markup(escape(label(key, x))).format(origin=origin, n=share[1] if share else "")
            if out["en"].striptags() == " ".join(echo.why.split()):
                return out
    return dict.fromkeys(LANGS, given(echo.why))


def values(c: Contradiction, readings: Mapping[str, Reading], names: Names) -> list[dict[str, str]] | None:
    """The two values that a contradiction is about, each by language; None where they come out alike or are not known."""
    told = [_value(c, side, readings) for side in range(len(c.claims))]
    out = [v for v in told if v is not None]
    if len(out) != 2 or len(c.anchors) != 2:
        return None
    shown = [{x: v(x, names) for x in LANGS} for v in out]
    return shown if shown[0]["en"] != shown[1]["en"] else None


def whose(c: Contradiction, side: int) -> str | None:
    """Who is said to have given the number that a claim itself sets aside ("27, not 12 as the hospital announced"); None for any other side.

    Args:
        c: the contradiction.
        side: which of its sides; the number set aside is the second.

    Returns:
        The name, empty where nobody is named.
    """
    found = _REFUTED.search(c.why) if side == 1 and c.aspect == "number" and len(set(c.claims)) == 1 else None
    return None if found is None else "" if found[1] in ("others", "somebody") else found[1]


_PARTED = re.compile(
    r"(?P<yes>said to have happened|said to be going to happen|held likely) by (?P<a>.+), "
    r"(?P<no>denied|said not to have happened|called made up) by (?P<b>.+)|told one way by (?P<c>.+), and otherwise by (?P<d>.+)"
)
_NOBODY = {"the report": "paper.report", "somebody": "paper.nobody"}


def parted(c: Contradiction, lang: str, names: Names) -> Markup:
    """Who says so and who says otherwise, of a contradiction about whether something happened; the given words where they are none of linking's."""
    m = _PARTED.fullmatch(c.why)

    def who(name: str) -> Markup:
        return Markup("<bdi>{}</bdi>").format(label(_NOBODY[name], lang) if name in _NOBODY else names.source(name) if lang == "ar" else name)

    def say(key: str, **fill: Markup) -> Markup:
        return Markup(escape(label(f"why.clash.{key}", lang))).format(**fill)

    if m is None:
        return worded(c.why, lang)
    if m["c"]:
        return say("otherwise", a=who(m["c"]), b=who(m["d"]))
    return say("and", a=say(m["yes"].replace(" ", "-"), a=who(m["a"])), b=say(m["no"].replace(" ", "-"), b=who(m["b"])))


def refuted(by: str, lang: str, names: Names) -> str:
    """How the one who is said to have given a number that another sets aside is called."""
    return label("refuted.others", lang) if not by else names.source(by) if lang == "ar" else by


_Said = Callable[[str, Names], str]


def _value(c: Contradiction, side: int, readings: Mapping[str, Reading]) -> _Said | None:
    reading = readings[c.claims[side].report]
    claim = reading.claims[c.claims[side].claim]
    if c.aspect == "number":
        found = next((q for q in reading.quantities if q.span == c.anchors[side].span), None)
        return None if found is None else lambda lang, _: _count(found, lang)
    if c.aspect == "time":
        return None if claim.time is None else lambda lang, _: date_label(claim.time, lang)
    if c.aspect == "place":
        if claim.place is None:
            return None
        place = reading.places[claim.place].name
        return lambda lang, names: names.place(place) if lang == "ar" else place
    if c.aspect == "actor":
        who = tuple(n.name for n in (claim.recipient if c.why.startswith("done to") else claim.actor))
        return (lambda lang, names: " + ".join(names.shown(n, lang) for n in who)) if who else None
    key = "value.happened" if _happened(claim) else "value.happened.no"
    return lambda lang, _: label(key, lang)


def _happened(claim: Claim) -> bool:
    return claim.occurred and claim.status != "denied-by-speaker"


def _count(q: Quantity, lang: str) -> str:
    low, high = ("" if v is None else f"{v:g}" for v in (q.min, q.max))
    if low and high and low != high:
        words = label("value.range", lang, a=low, b=high)
    elif low == high:
        words = low
    else:
        words = label("value.least", lang, x=low) if low else label("value.most", lang, x=high)
    return label("about", lang, x=words) if q.approx else words
