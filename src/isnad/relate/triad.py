"""Three parties: what one does to a second when the third moves.

"They strike our positions whenever the group advances on us" is a claim about three. Each dated act of A on C is held against the dated acts of B:
how many days lie between, how many kilometres. Whether that is more than chance is asked by moving A's acts to random days of the same
stretch of time, all else kept (a permutation test: Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses). Weight is
independent lines, so an echo moves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from isnad.lang.common.origins import of_side
from isnad.model import edtf, sphere
from isnad.model.ids import sha256
from isnad.model.linked import Assessment, Event, Linked
from isnad.model.plover import QUAD
from isnad.model.records import Made
from isnad.text.fold import fold

MADE = Made("relate.triad.beside")
LONGEST = 31  # days: acts dated more vaguely are counted as undated
DRAWS = 500
MOVES = ("ASSAULT", "MOBILIZE", "COERCE")
Way = Literal["against", "held back", "gave way"]


@dataclass(frozen=True, slots=True)
class Beside:
    """An act of A beside a move of B.

    Attributes:
        act: id of A's event; name: its name; way: what A does: acts against C, is said not to, or gives way to B.
        lines: independent lines of the act.
        move: id of B's event, with its name.
        days: from the move to the act; negative where the act came first; 0 where they meet.
        kilometres: between them, or None where either has no coordinates.
    """

    act: str
    name: str
    way: Way
    lines: int
    move: str
    move_name: str
    days: int
    kilometres: float | None


@dataclass(frozen=True, slots=True)
class Triad:
    """What A does to C when B moves.

    Attributes:
        a, b, c: canonical names.
        days, kilometres: what counts as beside.
        beside: the pairs, nearest first, with those in which A gives way to B.
        acts: dated acts of A on C, done or said not to be done; of these `near` lie beside a move of B.
        undated: acts of A on C without a date fine enough.
        moves: dated moves of B.
        weight: lines of the acts beside a move, over the lines of all dated acts.
        chance: the mean of that share when A's acts are put on random days.
        as_much: share of the draws in which chance does as much or more; None without acts or moves.
        made: the rule.
    """

    a: str
    b: str
    c: str
    days: int
    kilometres: float
    beside: tuple[Beside, ...]
    acts: int
    near: int
    undated: int
    moves: int
    weight: float | None
    chance: float | None
    as_much: float | None
    made: Made


@dataclass(frozen=True, slots=True)
class _Act:
    event: Event
    way: Way
    low: int
    high: int
    lines: int


def triad(a: str, b: str, c: str, linked: Linked, assessments: Sequence[Assessment], days: int = 7, kilometres: float = 60.0) -> Triad:
    """Hold the acts of one party on a second against the moves of a third.

    Args:
        a: who acts.
        b: who moves.
        c: on whom A acts.
        linked: events of the case.
        assessments: one an event.
        days: days within which an act is beside a move.
        kilometres: kilometres within which it is, where both have coordinates.
    """
    weighed = {x.event: x for x in assessments}
    acts: list[_Act] = []
    moves: list[_Act] = []
    undated = 0
    for e in linked.events:
        way = _way(a, b, c, e)
        move = _acts(b, e.actor) and e.type in MOVES and e.occurred is not False and not _acts(a, e.actor)
        if way is None and not move:
            continue
        found = weighed.get(e.id)
        lines = (found.against if way == "held back" else found.lines) if found is not None else ()
        if not lines:
            continue
        when = _days(e.time)
        if when is None:
            undated += way is not None
            continue
        (acts if way is not None else moves).append(_Act(e, way or "against", *when, len(lines)))
    beside = [
        Beside(x.event.id, x.event.name, x.way, x.lines, m.event.id, m.event.name, _gap(m, x), km)
        for x in acts for m in moves
        if abs(_gap(m, x)) <= days and ((km := _apart(x.event, m.event)) is None or km <= kilometres)
    ]  # fmt: skip
    beside.sort(key=lambda p: (abs(p.days), p.kilometres if p.kilometres is not None else 1e9, p.act, p.move))
    on_c = [x for x in acts if x.way != "gave way"]  # that A leaves what B enters are two faces of one happening: it shows nothing
    share, chance, as_much = _chance(a, b, c, on_c, moves, days, kilometres)
    near = len({p.act for p in beside if p.way != "gave way"})
    return Triad(a, b, c, days, kilometres, tuple(beside), len(on_c), near, undated, len(moves), share, chance, as_much, MADE)


def _way(a: str, b: str, c: str, e: Event) -> Way | None:
    """What A does in an event: act against C, be said not to, or leave what B comes into; None where it is none of these."""
    if not _acts(a, e.actor) or _acts(b, e.actor):
        return None
    if e.type == "RETREAT" and _acts(b, e.recipient):
        return "gave way"
    if _acts(c, e.recipient) and QUAD[e.type].endswith("conflict"):
        return "held back" if e.occurred is False else "against"
    return None


def _acts(party: str, among: Sequence[str]) -> bool:
    return any(fold(party) in of_side(p) for p in among)


def _days(value: str | None) -> tuple[int, int] | None:
    if value is None or not edtf.valid(value) or value.startswith("XXXX"):
        return None
    low, high = edtf.bounds(value)
    return (low.toordinal(), high.toordinal()) if low and high and (high - low).days <= LONGEST else None


def _gap(move: _Act, act: _Act) -> int:
    """Days from a move to an act; 0 where their days meet."""
    return act.low - move.high if act.low > move.high else act.high - move.low if act.high < move.low else 0


def _apart(x: Event, y: Event) -> float | None:
    km = sphere.kilometres(x.lat, x.lon, y.lat, y.lon)
    return None if km is None else round(km, 1)


def _chance(
    a: str, b: str, c: str, acts: Sequence[_Act], moves: Sequence[_Act], days: int, kilometres: float
) -> tuple[float | None, float | None, float | None]:
    """The share of A's lines beside a move of B, what chance gives, and how often chance gives as much."""
    if not acts or not moves:
        return None, None, None
    near = [[m for m in moves if (km := _apart(x.event, m.event)) is None or km <= kilometres] for x in acts]
    total = sum(x.lines for x in acts)

    def share(shift: Sequence[int]) -> float:
        hit = 0
        for x, at, around in zip(acts, shift, near, strict=True):
            if any(at - days <= m.high and m.low <= at + (x.high - x.low) + days for m in around):
                hit += x.lines
        return hit / total

    first = min(x.low for x in (*acts, *moves))
    last = max(x.high for x in (*acts, *moves))
    rng = Random(sha256("\n".join(map(fold, (a, b, c))).encode()))
    seen = share([x.low for x in acts])
    draws = [share([rng.randint(first, max(first, last - (x.high - x.low))) for x in acts]) for _ in range(DRAWS)]
    return round(seen, 4), round(sum(draws) / DRAWS, 4), round(sum(d >= seen - 1e-9 for d in draws) / DRAWS, 4)
