"""The other way round: a pattern made from one scene, and sequences that recur in a case.

Mining counts short sequences of acts between the same parties: in one passage of a report in the order told, or between dated events in the
order of days. Parties become variables by the order in which they come in. A sequence is ranked by its independent support: the origins
behind its instances, each instance counted once however often it is retold; beside that stands its lift, how much oftener the last act follows
those before than it follows any (Brin and others 1997).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from isnad.errors import UsageError
from isnad.model.linked import ClaimRef
from isnad.relate.patterns import Pattern, Role, Said, Step, Way
from isnad.relate.patterns_deeds import Deed, Site, same_place
from isnad.relate.patterns_index import PASSAGE, Index, akin, faceless, sides

LETTERS = "XYZABCDEFG"
AHEAD = 6  # deeds after one with which it may form a sequence
LONG = 3  # steps of a mined sequence at most
WITHIN = 30  # days between two dated steps
MOST_LIKE = 5  # steps of a pattern made from one scene
Shape = tuple[str, str | None, Said, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Mined:
    """A sequence that recurs.

    Attributes:
        pattern: the sequence as a pattern.
        instances: the claims of each instance, step by step, best supported first.
        roles: the parties of each instance, parallel to `instances`.
        support: number of origins behind all its instances together.
        lift: how many times oftener its last act follows the ones before than it follows any.
    """

    pattern: Pattern
    instances: tuple[tuple[tuple[ClaimRef, ...], ...], ...]
    roles: tuple[tuple[str, ...], ...]
    support: int
    lift: float


@dataclass(frozen=True, slots=True)
class _Seen:
    deeds: tuple[Deed, ...]
    parties: tuple[str, ...]


def mine(index: Index, *, least: int = 2, most: int = 40) -> list[Mined]:
    """Sequences that recur in a case, best supported first.

    Args:
        index: the deeds of the case.
        least: fewest instances, with different events and parties or days.
        most: how many are given at most.
    """
    seen: dict[tuple[Shape, ...], dict[tuple[str, ...], _Seen]] = defaultdict(dict)
    for chain in _chains(index):
        shaped = _shape(chain)
        if shaped is not None:
            shape, parties = shaped
            seen[shape].setdefault(tuple(sorted({d.event for d in chain})), _Seen(chain, parties))
    begun, ended, all_of = Counter[tuple[Shape, ...]](), Counter[tuple[int, Shape]](), Counter[int]()
    for shape, found in seen.items():
        begun[shape[:-1]] += len(found)
        ended[len(shape), shape[-1]] += len(found)
        all_of[len(shape)] += len(found)
    out = []
    for shape, found in seen.items():
        scenes = _apart(list(found.values()))
        origins = {o for s in scenes for d in s.deeds for o in d.origins}
        if len(scenes) < least or not origins:
            continue
        chance = begun[shape[:-1]] * ended[len(shape), shape[-1]] / all_of[len(shape)]
        out.append((len(origins), len(found) / chance, shape, scenes))
    out.sort(key=lambda x: (-x[0], -len(x[3]), -len(x[2]), -x[1], str(x[2])))
    return [_mined(*x) for x in _maximal(out)[:most]]


def _chains(index: Index) -> Iterator[tuple[Deed, ...]]:
    """Pairs and triples of deeds that follow each other in a passage, or by their days between the same two parties."""
    for _, told in index.reports():
        for k, (at, first) in enumerate(told):
            near = [(a, d) for a, d in told[k + 1 : k + 1 + AHEAD] if a - at <= PASSAGE and d != first]
            for size in range(1, LONG):
                for rest in combinations(near, size):
                    yield tuple(index.deeds[d] for d in (first, *(x for _, x in rest)))
    between: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    for d in index.deeds:
        if d.first is not None and d.last is not None and d.last - d.first <= 3 and d.actor and d.recipient and d.site is not None:
            a, b = d.actor[0], d.recipient[0]
            between[min(a, b), max(a, b)].append(d)
    for pair in sorted(between):
        row = sorted(between[pair], key=lambda d: (d.first or 0, d.id))
        for one, two in pairwise(row):
            placed = one.site is not None and two.site is not None and same_place(one.site, two.site)
            if placed and (two.first or 0) - (one.last or 0) <= WITHIN and one.event != two.event:
                yield one, two


def _shape(chain: tuple[Deed, ...]) -> tuple[tuple[Shape, ...], tuple[str, ...]] | None:
    """The acts of a sequence with numbers for its parties; None where two steps share no party, or are one event."""
    if len({d.event for d in chain}) < len(chain):
        return None
    parties: list[str] = []

    def number(name: str) -> int:
        for k, p in enumerate(parties):
            if akin(p, name):
                return k
        parties.append(name)
        return len(parties) - 1

    shape: list[Shape] = []
    for d in chain:
        actor = [n for n in d.actor if not faceless(n)][:2]
        recipient = [n for n in d.recipient if not faceless(n) and n not in actor][:2]
        if not actor or (d is not chain[0] and not any(akin(p, n) for p in parties for n in (*actor, *recipient))):
            return None
        if any(akin(a, b) for a in actor for b in recipient):
            return None
        who = tuple(dict.fromkeys(number(n) for n in actor))
        shape.append((d.type, d.mode, d.said, who, tuple(dict.fromkeys(number(n) for n in recipient))))
    if len({(s[0], s[1], s[2]) for s in shape}) < len(shape) or len(parties) < 2:
        return None  # one act twice is no sequence
    return tuple(shape), tuple(parties)


def _apart(found: list[_Seen]) -> list[_Seen]:
    """Instances that share no event, the best supported first."""
    used: set[str] = set()
    out = []
    for s in sorted(found, key=lambda s: (-min(len(d.origins) for d in s.deeds), tuple(d.id for d in s.deeds))):
        events = {d.event for d in s.deeds}
        if not events & used:
            used |= events
            out.append(s)
    return out


def _maximal(rows: list[tuple[int, float, tuple[Shape, ...], list[_Seen]]]) -> list[tuple[int, float, tuple[Shape, ...], list[_Seen]]]:
    """Without pairs that come no oftener than a longer sequence they are part of, and without one act in two orders."""
    out: list[tuple[int, float, tuple[Shape, ...], list[_Seen]]] = []
    seen: set[tuple[str, ...]] = set()
    longer = {frozenset((s[0], s[1], s[2]) for s in shape): len(scenes) for _, _, shape, scenes in rows if len(shape) == LONG}
    for row in rows:
        acts = frozenset((s[0], s[1], s[2]) for s in row[2])
        key = tuple(sorted(str(s) for s in row[2]))
        if key in seen or (len(row[2]) < LONG and any(acts < other and n >= len(row[3]) for other, n in longer.items())):
            continue
        seen.add(key)
        out.append(row)
    return out


def _mined(support: int, lift: float, shape: tuple[Shape, ...], scenes: list[_Seen]) -> Mined:
    steps, used = [], 0
    for k, (kind, mode, said, who, whom) in enumerate(shape):
        used = max((used, *(n + 1 for n in (*who, *whom))))
        way = Way(((kind, mode),), (said,), tuple(LETTERS[n] for n in who), tuple(LETTERS[n] for n in whom))
        steps.append(_step(f"{k + 1}", way))
    roles = tuple(Role(LETTERS[n], LETTERS[n], LETTERS[n]) for n in range(used))
    name = " → ".join(s.en for s in steps)
    pattern = Pattern("mined", name, name, "", "", roles, tuple(steps), WITHIN, len(steps))
    return Mined(
        pattern, tuple(tuple(d.claims for d in s.deeds) for s in scenes), tuple(s.parties for s in scenes), support, round(lift, 2)
    )


def _step(step_id: str, way: Way, *, optional: bool = False) -> Step:
    kind, mode = way.acts[0]
    sides_of = (", ".join(way.who or way.between), ", ".join(way.whom))
    told = f"{kind}{'/' + mode if mode else ''} {sides_of[0]}{' → ' + sides_of[1] if sides_of[1] else ''}"
    words = told if way.said == ("done",) else f"{told} ({way.said[0]})"
    return Step(step_id, words, words, (way,), optional)


def like(index: Index, event: str) -> Pattern:
    """A pattern made from the scene of one event: its parties and places become variables.

    Args:
        index: the deeds of the case.
        event: id of the event.

    Returns:
        The pattern. The event's own act must be stated, and of what stands nearest to it at least one step more.

    Raises:
        UsageError: the event names no party that could become a variable (`pattern.bare`).
    """
    own = next((d for d in index.deeds if d.event == event and d.actor), None)
    if own is None or not any(not faceless(n) for n in (*own.actor, *own.recipient)):
        raise UsageError("pattern.bare", f"{event} names nobody who does it", remedy="choose an event that says who acts")
    near: dict[int, tuple[int, Deed]] = {}
    for far, d in index.around([own]):
        if d.event != event and d.actor and (d.id not in near or near[d.id][0] > far):
            near[d.id] = (far, d)
    often = Counter(n for _, d in near.values() for n in {*d.actor, *d.recipient})
    roles: dict[str, str | Site] = {}
    steps = [_step("1", _generalised(own, roles, often))]
    acts = {(own.type, own.mode, own.said)}
    for _, d in sorted(near.values(), key=lambda x: (x[0], x[1].id)):
        shared = sum(any(akin(n, m) for m in (*own.actor, *own.recipient)) for n in (*d.actor, *d.recipient) if not faceless(n))
        if shared and (d.type, d.mode, d.said) not in acts and len(steps) < MOST_LIKE:
            acts.add((d.type, d.mode, d.said))
            steps.append(_step(f"{len(steps) + 1}", _generalised(d, roles, often), optional=True))
    names = {v: x.name if isinstance(x, Site) else x for v, x in roles.items()}
    made = tuple(Role(v, names[v], names[v], isinstance(x, Site)) for v, x in roles.items())
    title = f"like {own.name}"
    return Pattern("like", title, title, "", "", made, tuple(steps), WITHIN, min(2, len(steps)))


def _generalised(d: Deed, roles: dict[str, str | Site], often: Counter[str]) -> Way:
    """An act with variables for its place and for those two of its parties that the scene names most often."""

    def party(name: str) -> str | None:
        if faceless(name):
            return None
        for v, x in roles.items():
            if isinstance(x, str) and (akin(x, name) or sides(x) & sides(name)):
                return v
        v = next(c for c in LETTERS if c not in roles)
        roles[v] = name
        return v

    free = len(LETTERS) - sum(isinstance(x, str) for x in roles.values())
    actor, recipient = (sorted(side, key=lambda n: (-often[n], side.index(n)))[: min(2, free)] for side in (d.actor, d.recipient))
    who = tuple(dict.fromkeys(v for n in actor if (v := party(n))))
    others = dict.fromkeys(party(n) for n in recipient)
    whom = tuple(v for v in others if v and v not in who)
    at = None
    if d.site is not None:
        at = next((v for v, x in roles.items() if isinstance(x, Site) and same_place(x, d.site)), None)
        if at is None and not any(isinstance(x, Site) for x in roles.values()):
            at, roles["P"] = "P", d.site
    way = Way(((d.type, d.mode),), (d.said,), who, whom, at=at)
    mutual = set(d.actor) & set(d.recipient)
    return replace(way, who=(), whom=(), between=who) if mutual and len(who) > 1 else way
