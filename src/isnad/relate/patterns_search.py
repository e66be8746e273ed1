"""Searching a case for patterns: raw matches weighed, overlapping ones put together, the best supported first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from isnad.model.ids import content_id
from isnad.model.linked import Assessment, ClaimRef, Grade, Linked
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.relate.patterns import MADE, Found, Match, Pattern, Tie, Without
from isnad.relate.patterns_deeds import Deed, Site, deeds, same_place
from isnad.relate.patterns_doubts import Judge
from isnad.relate.patterns_index import PASSAGE, Index, akin
from isnad.relate.patterns_match import Raw, raw_matches

FALLS = 12
OTHERS = 12  # other ways of telling a scene that are tried where something speaks against the closest
GRADES: tuple[Grade, ...] = ("contested", "discounted", "weak", "fair", "confirmed")  # a scene is graded by its first of these


def index_of(linked: Linked, assessments: Sequence[Assessment], items: Iterable[tuple[Report, Reading]]) -> Index:
    """The deeds of a case, ready to be searched."""
    known = tuple(items)
    return Index(deeds(linked, assessments, known), {r.id: (r, x) for r, x in known})


def search(patterns: Iterable[Pattern], index: Index, *, min_lines: int = 0) -> list[Match]:
    """The scenes of a case that fit patterns.

    Args:
        patterns: the patterns.
        index: the deeds of the case.
        min_lines: fewest independent lines of the weakest step that must be stated.

    Returns:
        Matches, best supported first: by independent lines of the weakest step, then origins, then steps stated.
    """
    judge = Judge(index)
    out = [m for p in patterns for m in _weighed(p, raw_matches(p, index), judge) if m.lines >= min_lines]
    return sorted(out, key=_rank)


def _rank(m: Match) -> tuple[object, ...]:
    return (bool(m.doubts), -m.lines, -len(m.origins), -len(m.steps), len(m.missing), m.first or "9999", m.pattern, m.id)


def _strength(raw: Raw) -> tuple[object, ...]:
    """The closest told first, then the most steps, lines and roles."""
    origins = {o for d, _ in raw.steps.values() for o in d.origins}
    return (
        raw.spread, -len(raw.steps), -min(len(d.origins) for d in _core(raw)), -len(origins), -len(raw.roles),
        tuple(sorted(d.id for d, _ in raw.steps.values())), str(sorted(raw.roles.items(), key=lambda x: x[0])),
    )  # fmt: skip


def _core(raw: Raw) -> list[Deed]:
    """The deeds of the steps that must be stated."""
    return [raw.steps[s.id][0] for s in raw.pattern.steps if not s.optional and not s.nobody]


def _weighed(pattern: Pattern, found: Sequence[Raw], judge: Judge) -> list[Match]:
    """One match a scene: of raw matches that overlap the strongest, with what the others fill."""
    kept: list[tuple[Raw, list[Raw]]] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    for raw in sorted(found, key=_strength):
        home_place = raw.roles.get(_home(pattern) or "")
        keys = {d.event for d, _ in raw.steps.values()}
        keys |= {f"{report}\n{at // PASSAGE + k}" for d in _core(raw) for report, at in d.spots for k in (0, 1)}
        if isinstance(home_place, Site):
            keys.add(home_place.name)
        near = sorted({k for e in keys for k in by_key[e]})
        home = next((k for k in near if _one_scene(kept[k][0], raw)), None)
        if home is None:
            home = len(kept)
            kept.append((raw, []))
        else:
            kept[home][1].append(raw)
        for e in sorted(keys):
            if home not in by_key[e]:
                by_key[e].append(home)
    return [_told_surely(pattern, best, others, judge) for best, others in kept]


def _told_surely(pattern: Pattern, best: Raw, others: Sequence[Raw], judge: Judge) -> Match:
    """The match of a scene: told as closely as can be, but if something speaks against that, as nothing does."""
    first = _match(pattern, best, others, judge)
    if not first.doubts:
        return first
    for k, raw in enumerate(others[:OTHERS]):
        if not judge.doubts(pattern, raw.roles, {s: d for s, (d, _) in raw.steps.items()}):
            return _match(pattern, raw, [best, *others[:k], *others[k + 1 :]], judge)
    return first


def _one_scene(a: Raw, b: Raw) -> bool:
    """Whether two raw matches tell of one scene: the same sides in the same roles at one place, and events or days in common."""
    home = _home(a.pattern)
    mine, other = a.roles.get(home or ""), b.roles.get(home or "")
    placed = isinstance(mine, Site) and isinstance(other, Site)
    if isinstance(mine, Site) and isinstance(other, Site) and not same_place(mine, other):
        # Told of the same deed, where one match has its start and the other its end, it is one way; so is one between the same parties.
        shared = bool({d.id for d in _core(a)} & {d.id for d in _core(b)})
        return shared and (_among(other, a) or _among(mine, b) or _else_alike(a, b, ""))
    pairs = [(m, o) for v in a.roles if isinstance(m := a.roles[v], str) and isinstance(o := b.roles.get(v), str)]
    alike = sum(akin(m, o) for m, o in pairs)
    one, two = {d.id for d in _core(a)}, {d.id for d in _core(b)}
    if one & two:
        return alike > 0 or one == two
    when, then = _span(a), _span(b)
    if placed and when is not None and then is not None and _meet(when, then) and _first_alike(a, b):
        return True  # one side at one place at one time: what differs is with whom
    if alike < len(pairs) and not _turned(a, b):
        return False
    events = {d.event for d in _core(a)} & {d.event for d in _core(b)}
    return bool(events or _told_together(a, b)) and _meet(when, then)


def _turned(a: Raw, b: Raw) -> bool:
    """Whether two matches differ only in which side is called what, in a pattern that asks the same of both sides."""
    ways = [w for s in a.pattern.steps for w in s.ways]
    sides = next((w.between for w in ways if len(w.between) > 1), ())
    if not sides or any(v in (*w.who, *w.whom, w.by) for w in ways for v in sides):
        return False
    return sorted(str(a.roles.get(v)) for v in sides) == sorted(str(b.roles.get(v)) for v in sides)


def _among(site: Site, raw: Raw) -> bool:
    return any(isinstance(x, Site) and same_place(x, site) for x in raw.roles.values())


def _first_alike(a: Raw, b: Raw) -> bool:
    """Whether the pattern's first party is the same in both."""
    first = next((r.id for r in a.pattern.roles if not r.place), "")
    mine, other = a.roles.get(first), b.roles.get(first)
    return isinstance(mine, str) and isinstance(other, str) and akin(mine, other)


def _told_together(a: Raw, b: Raw) -> bool:
    """Whether one report tells both in one passage."""
    spots: dict[str, list[int]] = defaultdict(list)
    for d in _core(a):
        for report, at in d.spots:
            spots[report].append(at)
    return any(abs(at - other) <= PASSAGE for d in _core(b) for report, at in d.spots for other in spots.get(report, ()))


def _span(raw: Raw) -> tuple[int, int] | None:
    ends = [(d.first, d.last) for d, _ in raw.steps.values() if d.first is not None and d.last is not None]
    return (min(a for a, _ in ends), max(b for _, b in ends)) if ends else None


def _meet(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _home(pattern: Pattern) -> str | None:
    """The first place variable: where the scene is."""
    return next((r.id for r in pattern.roles if r.place), None)


def _match(pattern: Pattern, best: Raw, others: Sequence[Raw], judge: Judge) -> Match:
    steps = tuple(_found(s.id, *best.steps[s.id], _also(s.id, best, others)) for s in pattern.steps if s.id in best.steps)
    chosen = {s.id: best.steps[s.id][0] for s in pattern.steps if s.id in best.steps}
    must = [s.id for s in pattern.steps if not s.optional and not s.nobody]
    lines = min(len(chosen[s].origins) for s in must)
    origins = tuple(sorted({o for d in chosen.values() for o in d.origins}))
    told = [{c.report for c in d.claims} for d in chosen.values()]
    dates = [(d.first, d.last) for d in chosen.values() if d.first is not None and d.last is not None]
    without = []
    for o in origins:
        left = {s: sum(x != o for x in d.origins) for s, d in chosen.items()}
        without.append(Without(o, min(left[s] for s in must), tuple(s for s, d in chosen.items() if d.origins and not left[s])))
    without.sort(key=lambda w: (w.lines, -len(w.steps), w.origin))
    open_order = []
    for s in pattern.steps:
        other = s.after or s.before or s.same
        if s.id in chosen and other in chosen and None in (chosen[s.id].first, chosen[other].first):
            open_order.append(s.id)
    return Match(
        content_id("m", pattern.id, sorted({d.event for d in chosen.values()}), [[v, str(x)] for v, x in sorted(_names(best).items())]), pattern.id,
        _roles(pattern, best, others), steps, tuple(s.id for s in pattern.steps if s.id not in best.steps), tuple(open_order), lines, origins,
        tuple(sorted(set.intersection(*told))), min((f.grade for f in steps if f.step in must), key=GRADES.index),
        date.fromordinal(min(a for a, _ in dates)).isoformat() if dates else None,
        date.fromordinal(max(b for _, b in dates)).isoformat() if dates else None, tuple(without[:FALLS]), len(others), MADE,
        judge.doubts(pattern, best.roles, chosen),
    )  # fmt: skip


def _names(raw: Raw) -> dict[str, str]:
    return {v: x.name if isinstance(x, Site) else x for v, x in raw.roles.items()}


def _roles(pattern: Pattern, best: Raw, others: Sequence[Raw]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What fills each variable: the best match's filler, then what overlapping matches of the same deeds have in its place."""
    out = []
    taken = {r.id: {n for v, n in _names(best).items() if v != r.id and not r.place and not r.free} for r in pattern.roles}
    for r in pattern.roles:
        alike = [raw for raw in others if _first_alike(best, raw) and _else_alike(best, raw, r.id)]
        counts: Counter[str] = Counter(n for raw in alike if (n := _names(raw).get(r.id)) and n not in taken[r.id])
        mine = _names(best).get(r.id)
        rest = [n for n, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n != mine]
        if r.place:
            rest = rest[:1] if mine is None else []
        out.append((r.id, tuple(x for x in (mine, *rest) if x)))
    return tuple(out)


def _else_alike(a: Raw, b: Raw, variable: str) -> bool:
    """Whether two matches have the same parties in all other roles that steps fill which must be stated."""
    core = {v for s in a.pattern.steps if not s.optional and not s.nobody for w in s.ways for v in w.parties}
    pairs = [(a.roles.get(v), b.roles.get(v)) for v in sorted(core - {variable})]
    return all(akin(m, o) for m, o in pairs if isinstance(m, str) and isinstance(o, str))


def _also(step: str, best: Raw, others: Sequence[Raw]) -> tuple[ClaimRef, ...]:
    """Claims of other events that overlapping matches have in a step's place."""
    own = set(best.steps[step][0].claims)
    return tuple(sorted({c for raw in others if step in raw.steps for c in raw.steps[step][0].claims} - own))


def _found(step: str, d: Deed, tie: Tie, also: tuple[ClaimRef, ...]) -> Found:
    site = d.site.name if d.site else None
    return Found(step, d.event, d.name, d.claims, also, d.speakers, d.origins, d.grade, d.contested, d.time, site, d.said, tie)
