"""Where and when a report's story is, as its head tells: places by how much they stand out, and a belief over days.

A place in the title and the first sentences weighs most. A province named to say where a village lies ("in rural Idlib") and the place that
a shell or an aircraft came from ("from positions in Tell Rifaat") weigh little (words: `common.link.beside`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from isnad.lang.common.linking import word_classes
from isnad.link.days import ANY, Days, Told, days_of
from isnad.model.records import PlaceMention
from isnad.text.doc import Doc

FINE = 12.0  # kilometres: wider places are of many stories
FIRST, THEN = 3, 6  # sentences of a report that tell its story, and that still belong to it
LAST = 10  # of the sentences whose places are counted
SENTENCE = 4  # words: shorter lines are no sentences
AFAR = 8  # words before a place within which is told that something came from there
LESS = {"area": 0.12, "origin": 0.1}
WORTH = (1.0, 0.5, 0.15)  # of a place in the first sentences, in those after them, further down


@dataclass(frozen=True, slots=True)
class Seen:
    """What is taken from a report for its scene, by sentence.

    Attributes:
        places: name, sentence and share of its weight that its surroundings leave it.
        days: exact days, and days without a year, as EDTF, with their sentences; for a day that is told as of what went before,
            the complement of its sentence.
        weekdays: days of the week.
    """

    places: tuple[tuple[str, int, float], ...] = ()
    days: tuple[Told, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()


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


def aside(doc: Doc, lang: str, first: int, begin: int) -> bool:
    """Whether a day (from token `first`, in a sentence from `begin`) is told as of what went before: «وكان ... في 5 أيار», "since 5 May".

    The day of the story itself stands in the dateline, under a picture, or behind a word of its own («اليوم», «مساء الثلاثاء»).
    """
    words = word_classes("common.link.aside", lang)
    return first > begin and (words.get(doc.norms[first - 1]) == "before" or words.get(doc.norms[begin]) == "opening")


def weekdays_of(doc: Doc, lang: str, most: int) -> tuple[tuple[int, int], ...]:
    """Days of the week named in the first sentences, each with its sentence."""
    days = word_classes("common.link.weekday", lang)
    out = []
    for k, (a, b) in enumerate(doc.sentences[:most]):
        for n in doc.norms[a : min(b, a + 120)]:
            found = days.get(n) or (days.get(n[1:]) if n[:1] in "وبل" else None)
            if found is not None:
                out.append((int(found), k))
    return tuple(out)


def fine(place: PlaceMention, reach: float) -> bool:
    """Whether a place is fine enough to be of one story."""
    return reach <= FINE and place.kind not in ("governorate", "province", "state")


def scene_of(
    seen: Seen, lengths: Sequence[int], head: Sequence[int], stock: frozenset[int], published: tuple[int, int] | None
) -> Scene:
    """The scene of a report.

    Args:
        seen: what was taken from it.
        lengths: words of each sentence.
        head: positions of its first sentences that tell something.
        stock: positions of stock text.
        published: when it came out, as ordinals, if that is known.
    """
    order = {k: n for n, k in enumerate(k for k, words in enumerate(lengths) if words >= SENTENCE and k not in stock)}
    told = frozenset(head)
    weight: dict[str, float] = defaultdict(float)
    times: dict[str, int] = defaultdict(int)
    for name, k, share in seen.places:
        if k in stock:
            continue
        n = order.get(k, LAST) if k not in told else min(order.get(k, 0), LAST - 1)
        times[name] += 1
        weight[name] += share * WORTH[(n >= FIRST) + (n >= THEN)] / times[name]
    whole = sum(weight.values())
    places = {name: 0.9 * w / whole for name, w in sorted(weight.items())} if whole else {}
    last = head[FIRST - 1] if len(head) >= FIRST else head[-1] if head else len(lengths)
    given = [(t, max(k, ~k)) for t, k in seen.days if k >= 0 or published is not None]
    days = [t for t, k in given if k not in stock and (k in told or k <= last)]
    back = [t for t, k in seen.days if k < 0 and ~k not in stock]
    named = [d for d, k in seen.weekdays if k not in stock and (k in told or k <= last) and lengths[k] >= SENTENCE] or [
        d for d, k in seen.weekdays if k not in stock and k in told
    ]
    return Scene(places, days_of(days, named[0] if named else None, published, back), stock)
