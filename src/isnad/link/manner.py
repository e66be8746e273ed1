"""Two accounts of how one thing came about.

A place stormed against a place handed over; leaving in flight against leaving on purpose; arms left on purpose against arms thrown away. The two
accounts are often read as acts of different kinds and so stand in two events; they are held against each other within one event, and between
reports of one story where parties, place and days allow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from isnad.lang.common.linking import akin, generic, word_classes
from isnad.link.facts import Fact, Profile, apart
from isnad.link.relations import hands, meeting, swapped
from isnad.link.voices import FORCE, has
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

PAIRS = 40  # claims of two parties, of either kind, that are held against each other over all reports
REPORT = 24  # claims of a report that tell the manner in which something changed hands
AROUND = 15.0  # kilometres more for a place that is told to lie outside a town
FINE = 40.0  # kilometres: a place at which what is told of a period is told of every change of hands
PERIOD = 1500  # days: longer times are of many changes
MONTH = 31  # days: what is dated more vaguely is of no change in particular
FAR = 30.0  # kilometres beyond both reaches at which two changes of hands are two
DAYS = 3  # days apart from which they are
REACH = 12  # words from a claim's own in which the manner is told
Side = tuple[ClaimRef, Span]
Found = tuple[float, tuple[Side, Side], tuple[str, str], str]
TWO = (("rout", "order", "left in flight against left on purpose"), ("force", "handover", "taken by fighting against handed over"))


def manners(
    profiles: Sequence[Profile], told: Sequence[tuple[int, int]], story: Callable[[int, int], float], event_of: Callable[[Fact], str | None]
) -> Iterator[Found]:
    """Claims of one happening that tell it as done in two ways which exclude each other.

    Args:
        profiles: all reports.
        told: pairs of reports (positions) that tell one story, each report with itself among them.
        story: log2 of the odds that two reports (positions) tell one story.
        event_of: the event of a claim.
    """
    ways = [_ways(p) for p in profiles]
    for a, b in told:
        for one, other, why in TWO:
            for left, right in ((a, b), (b, a)) if a != b else ((a, a),):
                for f in ways[left][one]:
                    for g in ways[right][other]:
                        if (f.home, fold(f.voice)) == (g.home, fold(g.voice)) or f in ways[right][other] or g in ways[left][one]:
                            continue
                        news = profiles[a].news and profiles[b].news  # a look back over years may join two changes of hands
                        together = news and event_of(f) is not None and event_of(f) == event_of(g)
                        if _meet(f.parties, g.parties) and (together or _one_change(profiles, f, g)):
                            yield 1.0 * together, ((f.ref, f.clause), (g.ref, g.clause)), (fold(f.voice), fold(g.voice)), why
    yield from _elsewhere(ways, frozenset(told), profiles)


def _elsewhere(ways: Sequence[dict[str, list[Fact]]], told: frozenset[tuple[int, int]], profiles: Sequence[Profile]) -> Iterator[Found]:
    """Places taken by fighting against places handed over in reports that share no event: same parties, place and days say enough."""
    sides: dict[frozenset[str], tuple[list[Fact], list[Fact]]] = {}
    for w in ways:
        for n, way in enumerate(("force", "handover")):
            for f in w[way]:
                named = frozenset(p for p in f.parties if not generic(p))
                kept = sides.setdefault(named, ([], []))[n]
                if len(named) >= 2 and len(kept) < PAIRS and f.when is not None and not f.when.soft and f.site is not None and not f.site.soft:
                    kept.append(f)
    for named in sorted(sides, key=sorted):
        for f in sides[named][0]:
            for g in sides[named][1]:
                if f.home != g.home and tuple(sorted((f.home, g.home))) not in told and _one_change(profiles, f, g):
                    yield 0.0, ((f.ref, f.clause), (g.ref, g.clause)), (fold(f.voice), fold(g.voice)), TWO[1][2]


def _ways(p: Profile) -> dict[str, list[Fact]]:
    out: dict[str, list[Fact]] = {"rout": [], "order": [], "force": [], "handover": []}
    for f in p.facts:
        if f.stock or f.unreal or not f.claim.occurred:
            continue
        left = f.type == "RETREAT"
        change = hands(f) is not None
        for way, kept in out.items():
            given = left and (change or (f.mutual and f.mode == "withdraw"))  # also to each other in turn
            fits = {"force": change and f.type == "ASSAULT", "rout": left, "handover": given, "order": left or f.type == "AID"}[way]
            if fits and len(kept) < REPORT and _told(p, f, way):
                kept.append(f)
    return out


def _told(p: Profile, f: Fact, way: str) -> bool:
    """Whether a claim is told in a way: fighting anywhere in its sentence, panic around it, the rest in its clause."""
    name = f"common.link.manner.{way}"
    if way == "force":
        return has(p, f, name, FORCE, sentence=True)
    if way == "rout" and has(p, f, "common.link.manner.panic", sentence=True):
        return True
    if way == "order" and has(p, f, name, 3, sentence=True):
        return True  # «تعمّد ترك …»: the verb that carries it
    return has(p, f, name, REACH if way == "order" else 8)


def _one_change(profiles: Sequence[Profile], f: Fact, g: Fact) -> bool:
    """Whether two claims of two events may be of one change of hands: same parties, no other place, and days that meet.

    What is told of a whole period at a fine place is told of every change of hands in it. Inside one report a claim without a day of its own may be
    of the same change as one with a day.
    """
    sides = [frozenset(p for p in x.parties if not generic(p)) for x in (f, g)]
    if len(sides[0] & sides[1]) < 2 or swapped(f, g) or f.site is None or g.site is None:
        return False
    how, distance = meeting(f.site, g.site)
    about = FAR + AROUND * sum(_outside(profiles[x.home], x) for x in (f, g))
    if how == "differ" or (how == "far" and (distance or 0.0) > about + f.site.reach + g.site.reach):
        return False
    x, z = f.when, g.when
    if x is None or z is None or x.soft or z.soft:
        return f.home == g.home
    if apart(x, z) > DAYS:
        return False
    fine = how == "same" and not f.site.soft and not g.site.soft and f.site.reach <= FINE
    return max(x.length, z.length) <= (PERIOD if fine else MONTH)


def _outside(p: Profile, f: Fact) -> bool:
    """Whether a claim is placed outside the town it names ("the last base outside Raqqa")."""
    if f.claim.place is None or f.claim.place >= len(p.reading.places):
        return False
    first = p.doc.tokens_in(p.reading.places[f.claim.place].span)[0]
    words = word_classes("common.link.outside", p.lang)
    return any(n in words for n in p.doc.norms[max(0, first - 2) : first])


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b) or any(akin(x, y) for x in a for y in b)
