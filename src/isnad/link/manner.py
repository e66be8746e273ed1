"""Two accounts of how one thing came about, and what is said never to have happened at all.

A place stormed against a place handed over; leaving in flight against leaving on purpose; arms left on purpose against arms thrown away. The two
accounts are often read as acts of different kinds and so stand in two events; they are held against each other within one event, and between
reports of one story where parties, place and days allow it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from isnad.lang.common.linking import akin, generic, kindred
from isnad.link.facts import Fact, Profile, apart
from isnad.link.relations import hands, meeting, swapped
from isnad.link.voices import has
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

MOST = 60  # acts of one kind that are held against what is said never to have happened
REPORT = 24  # claims of a report that tell the manner in which something changed hands
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
                        together = event_of(f) is not None and event_of(f) == event_of(g)
                        if _meet(f.parties, g.parties) and (together or _one_change(f, g)):
                            yield 1.0 * together, ((f.ref, f.clause), (g.ref, g.clause)), (fold(f.voice), fold(g.voice)), why


def _ways(p: Profile) -> dict[str, list[Fact]]:
    out: dict[str, list[Fact]] = {"rout": [], "order": [], "force": [], "handover": []}
    for f in p.facts:
        if f.stock or f.unreal or not f.claim.occurred:
            continue
        left = f.type == "RETREAT"
        change = hands(f) is not None
        for way, kept in out.items():
            fits = change if way == "force" else left if way == "rout" else left and change if way == "handover" else left or f.type == "AID"
            if fits and len(kept) < REPORT and has(p, f, f"common.link.manner.{way}", REACH if way == "order" else 8):
                kept.append(f)
    return out


def _one_change(f: Fact, g: Fact) -> bool:
    """Whether two claims of two events may be of one change of hands: same parties, no other place, and days that meet."""
    sides = [frozenset(p for p in x.parties if not generic(p)) for x in (f, g)]
    if len(sides[0] & sides[1]) < 2 or swapped(f, g) or f.when is None or g.when is None or f.site is None or g.site is None:
        return False
    how, distance = meeting(f.site, g.site)
    if how == "differ" or (how == "far" and (distance or 0.0) > FAR + f.site.reach + g.site.reach):
        return False
    return not f.when.soft and not g.when.soft and apart(f.when, g.when) <= DAYS and max(f.when.length, g.when.length) <= 31


def never(profiles: Sequence[Profile], facts: Sequence[Fact]) -> Iterator[Found]:
    """What is said never to have happened against every instance of it: same type, doer and sufferer, any place and time."""
    acts: dict[tuple[str, frozenset[str], frozenset[str]], list[Fact]] = defaultdict(list)
    for f in facts:
        if f.claim.occurred and f.claim.status == "actual" and f.actor and f.recipient and f.type == "ASSAULT" and not f.mutual:
            acts[(f.type, f.actor, f.recipient)].append(f)
    for n in facts:
        if n.claim.occurred or n.claim.status != "actual" or not n.voice or not n.actor or not n.recipient or n.type != "ASSAULT":
            continue
        wide = n.site is None or n.site.soft or n.site.reach > 100
        if not wide or (n.when is not None and not n.when.soft and n.when.length < 400) or not has(profiles[n.home], n, "common.link.never"):
            continue
        for y in acts.get((n.type, n.actor, n.recipient), ())[:MOST]:
            if _same_act(profiles, n, y) and (y.home, fold(y.voice)) != (n.home, fold(n.voice)):
                why = f"said never to have happened by {n.voice or 'the report'}, told as done by {y.voice or 'the report'}"
                rank = 2.0 * (n.mode == y.mode) + (n.home != y.home) + 0.5 * (y.when is not None and not y.when.soft)
                yield rank, ((y.ref, y.clause), (n.ref, n.clause)), ("", f"{fold(n.voice)}{n.ref.claim}"), why


def _same_act(profiles: Sequence[Profile], a: Fact, b: Fact) -> bool:
    """Whether two claims use one mode, or, where a mode is silent, one word for the act."""
    if a.mode and b.mode:
        return a.mode == b.mode or kindred(a.mode, b.mode)
    left, right = (
        [t.norm for t in profiles[f.home].doc.tokens[slice(*profiles[f.home].doc.tokens_in(f.claim.trigger))] if len(t.norm) > 2] for f in (a, b)
    )
    return any(min(x, y, key=len) in max(x, y, key=len) for x in left for y in right)


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b) or any(akin(x, y) for x in a for y in b)
