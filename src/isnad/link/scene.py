"""Where and when a report's story is, as its head tells: places by how much they stand out, and a belief over days.

Of the places that a report names, its story's is likelier one that is named often, early and in the first sentences, a village, a camp or a quarter
rather than a city, behind a word for one («قرية», «مخيم»), and beside words for people killed or hurt: of all that a day's report lists, that is what
others tell too. A province named to say where a village lies ("in rural Idlib") and the place
that a shell or an aircraft came from ("from positions in Tell Rifaat") are so seldom (words: `common.link.beside`, `common.link.settled`,
`common.link.harm`; weights: `common.link.places`, of a conditional logit after McFadden 1974, one choice a report).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from isnad.lang.common.linking import stem, weights, word_classes
from isnad.link.dates import BACK, Named, Told, day_values, shares
from isnad.link.days import ANY, Days, days_of, read_off
from isnad.model.records import PlaceMention
from isnad.text.doc import Doc

FINE = 12.0  # kilometres: wider places are of many stories
FIRST, THEN = 3, 6  # sentences of a report that tell its story, and that still belong to it
LAST = 10  # of the sentences whose days of the week are looked at, times four
SENTENCE = 4  # words: shorter lines are no sentences
AFAR = 8  # words before a place within which is told that something came from there
LESS = {"area": 0.12, "origin": 0.1}
WHOLE = 1.0  # of its weight, which a place keeps that nothing beside it makes less
REACH = 25  # words on either side of a place within which people are killed or hurt there
HOURS = 4  # words before a day of the week within which an hour or "yesterday" belongs to it
NAMED = 2  # words before a place within which one for a village, a camp or a quarter makes it one
SMALL = frozenset({"village", "town", "camp", "neighbourhood"})
KNOWN = 0.9  # probability that a story is at one of the places of its report
FEW = 0.02  # shares from which a place is kept


@dataclass(frozen=True, slots=True)
class Seen:
    """What is taken from a report for its scene, by sentence.

    Attributes:
        places: name, sentence, share of its weight that its surroundings leave it, whether it is small by its kind and by a word before it, and
            whether people are killed or hurt near it.
        days: exact days, and days without a year.
        weekdays: days of the week.
    """

    places: tuple[tuple[str, int, float, bool, bool, bool], ...] = ()
    days: tuple[Told, ...] = ()
    weekdays: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when.

    Attributes:
        places: name → share, at most 1 in all.
        days: the belief over days.
        stock: positions of sentences that are stock text.
    """

    places: Mapping[str, float] = field(default_factory=dict)
    days: Days = ANY
    stock: frozenset[int] = frozenset()


NOTHING_SEEN = Seen()
NO_SCENE = Scene()


def beside(doc: Doc, lang: str, first: int, last: int, begin: int) -> float:
    """The share of its weight that a place (tokens `first` up to `last`) keeps, by the words around it in its sentence (from `begin`)."""
    words = word_classes("common.link.beside", lang)
    before = [words.get(n) or (words.get(n[1:]) if n[:1] in "وبلف" else None) for n in doc.norms[max(begin, first - AFAR) : first]]
    after = words.get(doc.norms[last]) if lang == "en" and last < len(doc.norms) else None
    if "area" in before[-1:] or after == "area":
        return LESS["area"]
    return LESS["origin"] if "origin" in before else 1.0


def weekdays_of(doc: Doc, lang: str, most: int) -> tuple[Named, ...]:
    """Days of the week named in the first sentences."""
    days, hours = word_classes("common.link.weekday", lang), word_classes("common.link.hours", lang)
    out = []
    for k, (a, b) in enumerate(doc.sentences[:most]):
        for i, n in enumerate(doc.norms[a : min(b, a + 120)], a):
            found = days.get(n) or (days.get(n[1:]) if n[:1] in "وبل" else None)
            if found is not None:
                out.append(Named(int(found), k, next((hours[m] for m in doc.norms[max(a, i - HOURS) : i] if m in hours), "")))
    return tuple(out)


def harmed(doc: Doc, lang: str, first: int, last: int, k: int) -> bool:
    """Whether people are killed or hurt near a place (tokens `first` up to `last`) in its sentence (position `k`)."""
    words = _harm(lang)
    a, b = doc.sentences[k] if doc.sentences else (0, 0)
    return any(stem(n, lang) in words for n in doc.norms[max(a, first - REACH) : min(b, last + REACH)])


@cache
def _harm(lang: str) -> frozenset[str]:
    return frozenset(stem(w, lang) for w in word_classes("common.link.harm", lang))


def fine(place: PlaceMention, reach: float) -> bool:
    """Whether a place is fine enough to be of one story."""
    return reach <= FINE and place.kind not in ("governorate", "province", "state")


def settled(doc: Doc, lang: str, first: int, last: int, begin: int) -> bool:
    """Whether a place (tokens `first` up to `last`) stands behind a word for a village, a camp or a quarter, or in English before one."""
    words = word_classes("common.link.settled", lang)
    before = doc.norms[max(begin, first - NAMED) : first]
    if any(n in words or (n[:1] in "وبلف" and n[1:] in words) for n in before):
        return True
    return lang == "en" and last < len(doc.norms) and doc.norms[last] in words


def places_of(seen: Seen, told: frozenset[int], stock: frozenset[int], fitted: Mapping[str, float] | None = None) -> dict[str, float]:
    """How likely the story is at each place that a report names: name → share, at most `KNOWN` in all.

    Args:
        seen: what was taken from the report.
        told: its first sentences that tell something.
        stock: positions of stock text.
        fitted: weights to use instead of those of the table.
    """
    w = weights("places") if fitted is None else fitted
    found = {name: sum(w[k] * v for k, v in of.items()) for name, of in place_values(seen, told, stock).items()}
    if not found:
        return {}
    most = max(found.values())
    worth = {name: math.exp(v - most) for name, v in found.items()}
    whole = sum(worth.values())
    return {name: KNOWN * v / whole for name, v in sorted(worth.items()) if v >= FEW * whole}


def place_values(seen: Seen, told: frozenset[int], stock: frozenset[int]) -> dict[str, dict[str, float]]:
    """For each place that a report names what speaks for it as the story's; weights by the same names stand in the table."""
    rows: dict[str, list[tuple[int, float, bool, bool, bool]]] = {}
    for name, k, share, small, behind, harm in seen.places:
        if k not in stock:
            rows.setdefault(name, []).append((k, share, small, behind, harm))
    out = {}
    title = min(told, default=-1)
    for n, (name, of) in enumerate(rows.items()):
        real = [k for k, share, *_ in of if share == WHOLE]
        out[name] = {
            "times": math.log2(1 + len(real)),
            "area": math.log2(1 + sum(share == LESS["area"] for _, share, *_ in of)),
            "head": float(not told.isdisjoint(real)),
            "order": math.log2(1 + n),
            "small": float(any(small for _, _, small, *_ in of)),
            "harm": math.log2(1 + sum(share == WHOLE and harm for _, share, _, _, harm in of)),
            "title": float(title in real),
            "settled": float(any(behind for _, _, _, behind, _ in of)),
        }
    return out


def weekday_of(seen: Seen, lengths: Sequence[int], head: Sequence[int], stock: frozenset[int]) -> Named | None:
    """The first day of the week that the first sentences of a report name; arguments as of :func:`scene_of`."""
    last = head[FIRST - 1] if len(head) >= FIRST else head[-1] if head else len(lengths)
    named = [d for d in seen.weekdays if d.sentence not in stock and (d.sentence in head or d.sentence <= last)]
    return next((d for d in named if lengths[d.sentence] >= SENTENCE), None) or next((d for d in named if d.sentence in head), None)


def scene_of(
    seen: Seen, lengths: Sequence[int], head: Sequence[int], stock: frozenset[int], published: tuple[int, int] | None,
    fitted: Mapping[str, float] | None = None, fitted_days: Mapping[str, float] | None = None,
) -> Scene:  # fmt: skip
    """The scene of a report.

    Args:
        seen: what was taken from it.
        lengths: words of each sentence.
        head: positions of its first sentences that tell something.
        stock: positions of stock text.
        published: when it came out, as ordinals, if that is known.
        fitted: weights of places to use instead of those of the table.
        fitted_days: weights of the days that it names, likewise.
    """
    told = frozenset(head)
    places = places_of(seen, frozenset(head[:FIRST]), stock, fitted)
    last = head[FIRST - 1] if len(head) >= FIRST else head[-1] if head else len(lengths)
    first = weekday_of(seen, lengths, head, stock)
    real = [t for t in seen.days if t.sentence not in stock]
    if published is not None:
        near = [t.value for t in real if t.sentence in told or t.sentence <= last]
        return Scene(places, days_of(near, None if first is None else first.day, published), stock)
    rows = day_values(real, head, None if first is None else first.day)
    found = shares(rows, first is not None, fitted_days)
    return Scene(places, read_off(found, rows, first, [t for t in real if t.how & BACK]), stock)
