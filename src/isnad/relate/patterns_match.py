"""Matching: how the steps of a pattern are found among deeds, and the roles filled.

A step hangs together with the steps before it in one of two ways. Either it is told in one passage of a report with one of them and shares a
party or place with what fills the roles so far (more than a sentence or two away, its place or its days as well); or it is dated within the
pattern's days and shares a party and the place, or, with days known, two parties.
So a scene that one report tells is found as well as one that is put together from many, and nothing is joined by date alone. Where no report
gives a date, order in time is open, and said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from isnad.relate.patterns import Pattern, Step, Tie, Way
from isnad.relate.patterns_deeds import Deed, Site, same_place
from isnad.relate.patterns_index import Index, akin, faceless
from isnad.relate.patterns_told import SHORT, alike, all_prior, day, days_between, elsewhere, in_one_breath, in_words, ordered, shared, stood, told

NEAR = 40.0  # kilometres beyond both places' own reach that still count as near
AFTERMATH = 7  # days after a scene in which what must not happen still counts
TRIED = 5  # candidates of a step that are followed up
RAW = 12  # raw matches kept for one first deed
BUDGET = 600  # steps looked for from one first deed, so that a long pattern in a dense report ends
SENTENCE = 400  # code points, two or three sentences: told so close, a step may lie elsewhere (they met in one town, and marched on another)
DEALINGS = frozenset({"AGREE", "CONSULT", "COOPERATE"})
CLAUSE = 80  # code points: the grain of how far apart steps are told
FAR = 12  # clauses that a step joined by date counts as being away
VAGUE = 31  # days: what is dated more vaguely is not joined by date
SEASON = 90  # days: what is farther off is not joined by date, however long a pattern may take

Filled = Mapping[str, str | Site]


@dataclass(frozen=True, slots=True)
class Raw:
    """A match before it is weighed.

    Attributes:
        pattern: the pattern.
        roles: what fills the variables.
        steps: the deed of each step, and how it hangs together with the others.
        spread: how far apart the steps are told that must be stated, in clauses; more for each that is joined by date.
    """

    pattern: Pattern
    roles: Filled
    steps: Mapping[str, tuple[Deed, Tie]]
    spread: int = 0


def raw_matches(pattern: Pattern, index: Index) -> list[Raw]:
    """All ways to fill a pattern, bounded for each deed it may begin with."""
    search = _Search(pattern, index)
    return [m for first in search.firsts() for m in search.begin(first)]


class _Search:
    def __init__(self, pattern: Pattern, index: Index) -> None:
        self._pattern = pattern
        self._index = index
        self._roles = {r.id: r for r in pattern.roles}
        self._left = BUDGET
        must = [s for s in pattern.steps if not s.optional and not s.nobody]
        cost = {s.id: sum(len(index.by_act.get(k, ())) for k in {kind for w in s.ways for kind, _ in w.acts}) for s in must}
        self._must = _chained(must, cost)
        self._beside = [s for s in pattern.steps if s.optional and not s.nobody]
        self._kinds = {s.id: frozenset(kind for w in s.ways for kind, _ in w.acts) for s in pattern.steps}
        self._sides = [r.id for r in pattern.roles if not r.place and not r.anyone]
        self._nobody = [s for s in pattern.steps if s.nobody]

    def firsts(self) -> Iterator[Deed]:
        kinds = sorted({kind for w in self._must[0].ways for kind, _ in w.acts})
        for kind in kinds:
            yield from self._index.by_act.get(kind, ())

    def begin(self, first: Deed) -> list[Raw]:
        step = self._must[0]
        out: list[Raw] = []
        self._left = BUDGET
        for way in step.ways:
            for roles in self._fill(way, first, {}):
                out += self._further({step.id: (first, "first")}, roles, 1, 0)
                if len(out) >= RAW:
                    return out[:RAW]
        return out

    def _further(self, steps: dict[str, tuple[Deed, Tie]], roles: dict[str, str | Site], k: int, spread: int) -> list[Raw]:
        if k == len(self._must):
            whole = self._finish(steps, roles, spread)
            return [whole] if whole else []
        out: list[Raw] = []
        if self._at_peace(roles):
            return out
        self._left -= 1
        if self._left < 0:
            return out
        for deed, tie, filled, far in self._candidates(self._must[k], steps, roles):
            out += self._further({**steps, self._must[k].id: (deed, tie)}, filled, k + 1, spread + far)
            if len(out) >= RAW:
                break
        return out

    def _finish(self, core: dict[str, tuple[Deed, Tie]], roles: dict[str, str | Site], spread: int) -> Raw | None:
        """Optional steps, what must not have happened, and whether enough is stated. All are looked for around the steps that must be stated."""
        if self._at_peace(roles):
            return None
        steps = dict(core)
        for _ in range(2):  # a step may fill the role by which one before it is found
            for s in self._beside:
                if s.id not in steps:
                    for deed, tie, filled, _ in self._candidates(s, core, roles, [d.id for d, _ in steps.values()]):
                        steps[s.id], roles = (deed, tie), filled
                        break
        for s in self._nobody:
            if self._happened(s, core, roles):
                return None
            for deed, tie, filled, _ in self._candidates(s, core, roles, [d.id for d, _ in steps.values()]):
                steps[s.id], roles = (deed, tie), filled
                break
        for r in self._pattern.roles:  # where no step names the place of the scene, that which is told just before it
            if r.place and r.needed and r.id not in roles:
                near = next((d.near for d, _ in core.values() if d.near is not None), None)
                if near is not None and not any(isinstance(o, Site) and same_place(o, near) for o in roles.values()):
                    roles = {**roles, r.id: near}
        if len(steps) < self._pattern.least or any(r.needed and r.id not in roles for r in self._pattern.roles):
            return None
        if all(d.guessed and d.filled for d, _ in core.values()) and len(steps) == len(core):
            return None  # acts between parties that only the report as a whole gives are too little for a scene
        if not all(self._named(v, roles, core) for v in self._sides):
            return None
        if self._at_peace(roles):
            return None
        return Raw(self._pattern, roles, steps, spread)

    def _at_peace(self, roles: Filled) -> bool:
        """Whether two that must fight each other are never told as fighting."""
        for a, b in self._pattern.foes:
            one, two = roles.get(a), roles.get(b)
            if isinstance(one, str) and isinstance(two, str) and not self._index.foes(one, two):
                return True
        return False

    def _named(self, variable: str, roles: Filled, core: Mapping[str, tuple[Deed, Tie]]) -> bool:
        """Whether the words of a step that must be stated, or those beside it, name a party, and not only the report as a whole."""
        name = roles.get(variable)
        if not isinstance(name, str):
            return True
        own = [d for d, _ in core.values()]
        his = [d for d in own if any(akin(name, n) for n in (*d.actor, *d.recipient))]
        if not his or any(akin(name, n) and n not in d.filled for d in his for n in (*d.actor, *d.recipient)):
            return True
        beside = (d for far, d in self._index.around(own) if far <= SENTENCE)
        return any(akin(name, n) and n not in d.filled for d in beside for n in (*d.actor, *d.recipient))

    def _candidates(
        self, step: Step, steps: Mapping[str, tuple[Deed, Tie]], roles: Filled, beside: Iterable[int] = ()
    ) -> list[tuple[Deed, Tie, dict[str, str | Site], int]]:
        """Deeds that tell a step beside the steps there are, the nearest first, with how far away they are."""
        taken = {*(d.id for d, _ in steps.values()), *beside}
        found: dict[int, tuple[tuple[int, ...], Deed, Tie, dict[str, str | Site]]] = {}
        sites = {s for d, _ in steps.values() for s in (d.site, d.source, d.target) if s is not None}
        kinds = self._kinds[step.id]
        for far, deed in self._index.around(d for d, _ in steps.values()):
            if deed.type not in kinds:
                continue
            known = found.get(deed.id)
            if deed.id in taken or (known is not None and known[0][-1] <= far) or (far > SENTENCE and (step.close or elsewhere(deed, sites))):
                continue
            for w, way in enumerate(step.ways):
                if told(way, deed) and self._in_time(step, deed, steps) and self._hangs(way, deed, steps, roles, far):
                    filled = next(iter(self._fill(way, deed, roles)), None)
                    if filled is not None:
                        found[deed.id] = ((0, far // CLAUSE, w, deed.id, far), deed, "told together", filled)
                        break
        days = None if step.close else self._days(steps)
        for w, way in enumerate(step.ways if days is not None else ()):
            for deed in self._dated(way, days, roles):
                if not told(way, deed) or deed.id in taken or deed.id in found or elsewhere(deed, sites) or not self._in_time(step, deed, steps):
                    continue
                parties, places = shared(way, deed, roles)
                both = sum(any(akin(v, n) for n in (*deed.actor, *deed.recipient)) for v in roles.values() if isinstance(v, str)) > 1
                on_day = day(deed) and any(day(d) and abs(days_between(d, deed) or 0) <= SHORT for d, _ in steps.values())
                if parties and (places or (both and on_day)):
                    filled = next(iter(self._fill(way, deed, roles)), None)
                    if filled is not None:
                        found[deed.id] = ((1, -places, w, deed.id, 0), deed, "dated", filled)
        best = sorted(found.values(), key=lambda x: x[0])[:TRIED]
        return [(deed, tie, filled, FAR if tie == "dated" else rank[1]) for rank, deed, tie, filled in best]

    def _hangs(self, way: Way, deed: Deed, steps: Mapping[str, tuple[Deed, Tie]], roles: Filled, far: int) -> bool:
        """Whether a deed told in one passage with the scene is part of it."""
        parties, places = shared(way, deed, roles)
        if far <= SENTENCE:
            return parties + places > 0
        return parties + places > 1 and (places > 0 or any((g := days_between(d, deed)) is not None and abs(g) <= VAGUE for d, _ in steps.values()))

    def _days(self, steps: Mapping[str, tuple[Deed, Tie]]) -> tuple[int, int] | None:
        """The days in which a step may be dated, or None where no step is dated finely enough."""
        ends = [(d.first, d.last) for d, _ in steps.values() if d.first is not None and d.last is not None and d.last - d.first <= VAGUE]
        if not ends:
            return None
        reach = min(self._pattern.within, SEASON)
        return min(b for _, b in ends) - reach, max(a for a, _ in ends) + reach

    def _dated(self, way: Way, days: tuple[int, int] | None, roles: Filled) -> Iterator[Deed]:
        if days is None or not any(isinstance(roles.get(p), str) for p in way.parties):
            return
        low, high = days
        parties = [v for v in roles.values() if isinstance(v, str)]
        sites = [s for v in (way.at, way.near, way.source, way.target) if isinstance(s := roles.get(v or ""), Site)]
        for kind in sorted({kind for kind, _ in way.acts}):
            yield from self._index.dated(kind, parties, sites, low, high)

    def _in_time(self, step: Step, deed: Deed, steps: Mapping[str, tuple[Deed, Tie]]) -> bool:
        """Whether nothing that is known of the days speaks against the step."""
        for name, (other, _) in steps.items():
            gap = days_between(other, deed)
            if gap is not None and abs(gap) > self._pattern.within:
                return False
            if ((step.apart and step.after == name) or (self._step(name).apart and self._step(name).after == step.id)) and in_one_breath(other, deed):
                return False
            first, then = (deed, other) if step.before == name else (other, deed)
            their = self._step(name)
            if step.id in (their.after, their.before):
                first, then = (other, deed) if their.before == step.id else (deed, other)
            shown = (step.dated and name in (step.after, step.before)) or (their.dated and step.id in (their.after, their.before))
            if (step.like == name or their.like == step.id) and not alike(other, deed):
                return False
            if shown and not gap and first.said != "planned" and not in_words(first, then):
                return False
            if (step.before == name or their.after == step.id) and all_prior(other) and not gap:
                return False  # «شن هجوما … بعدما»: what came first states no later step, unless days show it
            if (their.before == step.id or step.after == name) and all_prior(deed) and not gap:
                return False
            if gap is not None and not (ordered(step, name, gap) and ordered(their, step.id, -gap)):
                return False
        return True

    def _step(self, name: str) -> Step:
        return next(s for s in self._pattern.steps if s.id == name)

    def _happened(self, step: Step, steps: Mapping[str, tuple[Deed, Tie]], roles: Mapping[str, str | Site]) -> bool:
        """Whether what must not happen did, at a place of the scene, on a later day than the step it would have to follow."""
        start = steps.get(step.after or "", next(iter(steps.values())))[0]
        if start.first is None or start.last is None or start.last - start.first > SHORT:
            return False
        last = max(d.last or 0 for d, _ in steps.values() if d.first is not None and d.last is not None and d.last - d.first <= SHORT)
        sites = [v for v in roles.values() if isinstance(v, Site)]
        taken = {d.id for d, _ in steps.values()}
        for way in (replace(w, said=("done",)) for w in step.ways):
            bound = [v for p in way.parties if isinstance(v := roles.get(p), str)]
            for kind in sorted({kind for kind, _ in way.acts}):
                for deed in self._index.dated(kind, bound, sites, start.first, last + (step.gap or AFTERMATH)):
                    inside = deed.first is not None and start.last < deed.first and deed.id not in taken and bool(deed.origins)
                    there = deed.site is None or any(same_place(deed.site, s) for s in sites)
                    if inside and there and shared(way, deed, roles)[0] and next(iter(self._fill(way, deed, roles)), None) is not None:
                        return True
        return False

    def _fill(self, way: Way, deed: Deed, roles: Mapping[str, str | Site]) -> Iterator[dict[str, str | Site]]:
        """What fills the variables when a deed tells a step in this way; nothing where it does not fit."""
        if not told(way, deed) or (way.who and self._against(deed)):
            return
        placed = self._places(way, deed, roles)
        if placed is None:
            return
        both = tuple(dict.fromkeys((*deed.actor, *deed.recipient)))
        if deed.type == "COOPERATE" and len(deed.actor) > 1 and not set(deed.actor) & set(deed.recipient):
            both = deed.actor  # two work together against a third
        if deed.type in DEALINGS and (deed.guessed or not deed.actor):
            both = ()  # who agreed to something, and with whom he may have, is no deal of two; nor is what is done with two
        elif deed.type in DEALINGS and deed.filled:
            both = tuple(n for n in both if n not in deed.filled)  # who deals with whom is not told by who fights
        for one in self._assign(way.who, deed.actor, placed):
            for two in self._assign(way.whom, deed.recipient, one):
                for three in self._assign(way.between, both, two):
                    if way.by is None:
                        yield three
                    else:
                        yield from self._assign((way.by,), deed.camps, three)

    def _assign(self, variables: Sequence[str], names: Sequence[str], roles: dict[str, str | Site]) -> Iterator[dict[str, str | Site]]:
        if not variables:
            yield roles
            return
        v, rest = variables[0], variables[1:]
        bound = roles.get(v)
        role = self._roles[v]
        for n in names:
            left = [o for o in names if o != n]
            if isinstance(bound, str):
                if akin(bound, n):
                    yield from self._assign(rest, left, roles)
                    return
            elif (role.anyone or not faceless(n)) and (role.free or self._other(v, n, roles)):
                yield from self._assign(rest, left, {**roles, v: n})

    def _against(self, deed: Deed) -> bool:
        """Whether two sides that fight each other are both said to leave, and not to each other: then nobody knows who did."""
        own = deed.actor
        if deed.type != "RETREAT" or len(own) < 2 or set(own) == set(deed.recipient):
            return False
        return any(not akin(a, b) and self._index.foes(a, b) for i, a in enumerate(own) for b in own[i + 1 :])

    def _other(self, variable: str, name: str, roles: Mapping[str, str | Site]) -> bool:
        return not any(isinstance(o, str) and v != variable and not self._roles[v].free and akin(o, name) for v, o in roles.items())

    def _places(self, way: Way, deed: Deed, roles: Mapping[str, str | Site]) -> dict[str, str | Site] | None:
        out = dict(roles)
        for v, site in stood(way, deed):
            beyond = NEAR if v == way.near else 0.0
            if v is None or site is None:
                continue
            bound = out.get(v)
            if isinstance(bound, Site):
                if not same_place(bound, site, beyond):
                    return None
            elif any(isinstance(o, Site) and o.name == site.name for o in out.values()):
                return None  # two places of a pattern are two places
            else:
                out[v] = site
        return out


def _chained(steps: Sequence[Step], cost: Mapping[str, int]) -> list[Step]:
    """Steps as they are looked for: first that which fills most parties, of equal ones the rarest; then what shares most with those before."""
    sure = {s.id: set.intersection(*(set(w.parties) for w in s.ways)) for s in steps}
    may = {s.id: {v for w in s.ways for v in (*w.parties, w.at, w.near, w.source, w.target) if v} for s in steps}
    left = sorted(steps, key=lambda s: (-len(sure[s.id]), cost[s.id]))
    out = [left.pop(0)]
    while left:
        known = set().union(*(may[s.id] for s in out))
        left.sort(key=lambda s: (-len(sure[s.id] & known), -len(may[s.id] & known), cost[s.id]))
        out.append(left.pop(0))
    return out
