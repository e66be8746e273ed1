"""Contradictions among the claims of one event, typed by what they differ in. No side is chosen.

Kept apart: an update (the same source later, or a toll that grew by publication date), a difference of grain ("May 2015" and
"20 May"), parts of a whole (children among the dead), and numbers that one voice gives for different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from isnad.lang.common.linking import akin, generic, kindred, word_classes
from isnad.link.compare import hands, meeting, two_faces
from isnad.link.counts import Count, comparable, disjoint
from isnad.link.facts import Fact, Profile, When
from isnad.link.voices import Voice
from isnad.model.ids import content_id
from isnad.model.linked import Anchor, Aspect, ClaimRef, Contradiction, Event
from isnad.model.records import Made
from isnad.model.span import Span

RULES = {
    "polarity": Made("link.contradiction.polarity"), "number": Made("link.contradiction.number"), "time": Made("link.contradiction.time"),
    "place": Made("link.contradiction.place"), "actor": Made("link.contradiction.actor"),
}  # fmt: skip
MANNER = Made("link.contradiction.manner")
MOST = 60  # contradictions kept of one event and aspect, strongest first: more are repeats of the same positions
Side = tuple[ClaimRef, Span]


def contradictions(
    profiles: Sequence[Profile], facts: Sequence[Fact], clusters: Sequence[Sequence[int]], events: Sequence[Event],
    voices: Sequence[dict[int, list[Voice]]],
) -> list[Contradiction]:  # fmt: skip
    """Contradictions of a case, by event, aspect and id.

    Args:
        profiles: all reports.
        facts: all claims.
        clusters: positions of the claims of each event.
        events: the events, in any order.
        voices: for each report its voices by position of the claim.
    """
    event_of = {ref: e.id for e in events for ref in e.claims}
    out: dict[str, Contradiction] = {}
    for members in clusters:
        if len(members) < 1:
            continue
        group = [facts[i] for i in members]
        spoken = [v for f in group for v in voices[f.home].get(f.ref.claim, ())]
        event = event_of.get(group[0].ref)
        found: list[Contradiction] = []
        for aspect, pairs in (("polarity", _polarity(spoken)), ("number", _number(profiles, group)), ("time", _time(group)), ("actor", _actor(group)), ("place", _place(group)), ("manner", _manner(profiles, group))):
            kept = 0
            for one, other, why in pairs:
                c = _make("polarity" if aspect == "manner" else aspect, event, one, other, why, MANNER if aspect == "manner" else RULES[aspect])  # type: ignore[arg-type]
                if c.id not in out:
                    found.append(c)
                    out[c.id] = c
                    kept += 1
                if kept >= MOST:
                    break
    return sorted(out.values(), key=lambda c: (c.event or "", c.aspect, c.id))


def _make(aspect: Aspect, event: str | None, one: Side, other: Side, why: str, made: Made) -> Contradiction:
    first, second = sorted((one, other))
    return Contradiction(
        content_id("k", aspect, [first[0].report, *first[1]], [second[0].report, *second[1]]), aspect, event, (first[0], second[0]),
        (Anchor(first[0].report, first[1]), Anchor(second[0].report, second[1])), why, made,
    )  # fmt: skip


def _polarity(spoken: Sequence[Voice]) -> Iterator[tuple[Side, Side, str]]:
    yes = [v for v in spoken if v.sign == "yes"]
    no = [v for v in spoken if v.sign == "no"]
    planned = [v for v in spoken if v.sign == "planned"]
    for n in no:
        for y in [*yes, *(planned if n.denial else ())]:
            if same_voice(y, n) or not _one_deed(y.fact, n.fact):
                continue
            said = "said to be going to happen" if y.sign == "planned" else "said to have happened"
            yield (y.ref, y.span), (n.ref, n.span), f"{said} by {y.who or 'the report'}, {'denied' if n.denial else 'said not to have happened'} by {n.who or 'the report'}"


def same_voice(a: Voice, b: Voice) -> bool:
    """Whether two positions are one speaker's in one report."""
    return a.fact.home == b.fact.home and a.who == b.who


def _one_deed(a: Fact, b: Fact) -> bool:
    """Whether two claims of an event are of one deed: same or kindred type, no other doer, no other time."""
    if a.type != b.type and not two_faces(a, b):
        return False
    if a.actor and b.actor and not meet(a.actor, b.actor) and not (a.type != b.type and meet(a.parties, b.parties)):
        return False
    if not a.actor and b.actor and a.ref != b.ref and b.type == "ASSAULT":
        return False  # that unknown planes struck does not contradict "not ours"
    if a.mode and b.mode and a.type == b.type and a.mode != b.mode and not kindred(a.mode, b.mode):
        return False
    return not (a.when and b.when and not a.when.soft and not b.when.soft and _apart(a.when, b.when) > 3)


def meet(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of parties share one, or one that is part of another."""
    return bool(a & b) or any(akin(x, y) for x in a for y in b)


def _apart(x: When, y: When) -> int:
    if x.low is None or x.high is None or y.low is None or y.high is None:
        return 0
    return max(0, x.low - y.high, y.low - x.high)


def _number(profiles: Sequence[Profile], group: Sequence[Fact]) -> Iterator[tuple[Side, Side, str]]:
    rows = [(f, c) for f in group for c in f.counts if c.toll or c.thing]
    for (f, c), (g, d) in combinations(rows, 2):
        if f.ref == g.ref or not comparable(c, d) or not disjoint(c, d):
            continue
        if f.home == g.home and _speaker(f) == _speaker(g):
            continue  # one voice gives parts, not rivals
        if _update(profiles, f, c, g, d):
            continue
        what = c.toll or c.thing
        whose = f" ({c.side or d.side})" if c.side or d.side else ""
        yield (f.ref, c.span), (g.ref, d.span), f"{_said(c)} against {_said(d)} {what}{whose}"


def _speaker(f: Fact) -> str:
    return f.speakers[0] if f.speakers else f"#{f.claim.statement}" if f.claim.statement is not None else ""


def _update(profiles: Sequence[Profile], f: Fact, c: Count, g: Fact, d: Count) -> bool:
    """Whether the later report's number may only be the newer one: it was published later and is higher."""
    x, y = profiles[f.home].story, profiles[g.home].story
    if x is None or y is None or f.home == g.home or x[1] == y[1]:
        return False
    (early, late) = (c, d) if x[1] < y[1] else (d, c)
    return bool(c.toll) and (late.low or 0) >= (early.low or 0) and (late.low or 0) >= (early.high or 0)


def _said(c: Count) -> str:
    low, high = ("" if v is None else f"{v:g}" for v in (c.low, c.high))
    about = "about " if c.approx else ""
    return about + (low if low == high else f"at least {low}" if not high else f"at most {high}" if not low else f"{low} to {high}")


def _time(group: Sequence[Fact]) -> Iterator[tuple[Side, Side, str]]:
    dated = [f for f in group if f.when and not f.when.soft and not f.when.vague_year and not f.unreal and f.claim.occurred]
    for f, g in combinations(dated, 2):
        x, y = f.when, g.when
        if x is None or y is None or x.value == y.value or f.type != g.type or f.mode != g.mode:
            continue
        days = max(x.length, y.length)
        gap = _apart(x, y)
        if days > 31 or min(x.length, y.length) * 8 < days or gap < (2 if days <= 3 else 1):
            continue
        if f.home == g.home and _speaker(f) == _speaker(g):
            continue
        yield (f.ref, f.claim.span), (g.ref, g.claim.span), f"dated {x.value} against {y.value}"


def _place(group: Sequence[Fact]) -> Iterator[tuple[Side, Side, str]]:
    placed = [f for f in group if f.site and not f.site.soft and f.site.reach <= 30 and not f.unreal]
    for f, g in combinations(placed, 2):
        if f.site is None or g.site is None or f.site.key == g.site.key or f.type != g.type:
            continue
        how, distance = meeting(f.site, g.site)
        if how == "far" and (distance or 0) > 40 and (f.home != g.home or _speaker(f) != _speaker(g)):
            yield (f.ref, f.claim.span), (g.ref, g.claim.span), f"placed at {f.site.name} against {g.site.name}, {distance:.0f} km apart"


def _actor(group: Sequence[Fact]) -> Iterator[tuple[Side, Side, str]]:
    """Who did it, and (where the doer's own account names another target) to whom."""
    done = [f for f in group if f.claim.occurred and not f.unreal and f.claim.status == "actual"]
    for f, g in combinations(done, 2):
        if f.type != g.type or f.mutual or g.mutual or (f.home == g.home and f.claim.statement == g.claim.statement):
            continue
        if f.mode and g.mode and f.mode != g.mode and not kindred(f.mode, g.mode):
            continue
        if f.home == g.home and _speaker(f) == _speaker(g):
            continue
        if f.actor and g.actor and not meet(f.actor, g.actor) and not any(generic(p) for p in f.actor | g.actor):
            yield (f.ref, f.claim.span), (g.ref, g.claim.span), f"done by {_list(f.actor)} against {_list(g.actor)}"
        elif _other_target(f, g) or _other_target(g, f):
            yield (f.ref, f.claim.span), (g.ref, g.claim.span), f"done to {_list(f.recipient)} against {_list(g.recipient)}"


def _other_target(f: Fact, g: Fact) -> bool:
    """Whether `f` is the attacker's own account and names an armed target where `g` names civilians."""
    own = bool(f.actor & set(f.speakers)) or any(s in f.actor or any(akin(s, a) for a in f.actor) for s in f.speakers)
    armed = bool(f.recipient) and not any(generic(p) for p in f.recipient)
    return own and armed and f.type == "ASSAULT" and bool(g.recipient) and all(generic(p) for p in g.recipient) and (not g.actor or meet(f.actor, g.actor))


def _manner(profiles: Sequence[Profile], group: Sequence[Fact]) -> Iterator[tuple[Side, Side, str]]:
    """Leaving in flight against leaving on purpose."""
    moved = [f for f in group if f.type == "RETREAT" and f.claim.occurred and hands(f) is not None]
    rout = [f for f in moved if _has(profiles[f.home], f, "common.link.manner.rout")]
    order = [f for f in moved if _has(profiles[f.home], f, "common.link.manner.order") and f not in rout]
    for f in rout:
        for g in order:
            if _speaker(f) != _speaker(g) and meet(f.actor, g.actor):
                yield (f.ref, f.claim.span), (g.ref, g.claim.span), "left in flight against left on purpose"


def _has(p: Profile, f: Fact, which: str) -> bool:
    words = word_classes(which, p.lang)
    a, b = p.doc.tokens_in(f.claim.span)
    first, last = p.doc.tokens_in(f.claim.trigger)
    near = range(max(a, first - 8), min(b, last + 8))
    return any(w in words for i in near for w in (p.doc.norms[i], p.doc.norms[i][1:] if p.doc.norms[i][:1] in "وف" else ""))


def _list(names: frozenset[str]) -> str:
    return " and ".join(sorted(names)) or "someone"
