"""Numbers that cannot both hold: of the dead, the wounded, the vehicles of one happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from isnad.link.counts import Count, disjoint, figure, rival
from isnad.link.dated import WIDE
from isnad.link.facts import Fact, Profile, spelled
from isnad.link.kinds import fire, planted
from isnad.model.linked import ClaimRef
from isnad.model.span import Span
from isnad.text.fold import fold

SCALE = 20.0  # times by which two numbers of one kind of thing may differ
TOLLS = 60.0  # and two tolls
Found = tuple[float, tuple[tuple[ClaimRef, Span], tuple[ClaimRef, Span]], tuple[str, str], str]


def rival_counts(profiles: Sequence[Profile], group: Sequence[Fact]) -> Iterator[Found]:
    """Numbers of one scene that cannot both hold.

    Args:
        profiles: all reports.
        group: the claims whose numbers may be of one thing.
    """
    yield from _set_aside(profiles, group)
    rows = [(f, c) for f in group if not f.stock for c in f.counts if c.toll or c.thing][:WIDE]
    for (f, c), (g, d) in combinations(rows, 2):
        if not rival(c, d) or _others(c, d, g) or _others(d, c, f) or _other_scale(c, d) or _two_means(profiles, f, g) or _freed(f) != _freed(g):
            continue
        who, other = _counting(profiles, f, c), _counting(profiles, g, d)
        if f.home == g.home and (who == other or _adds_up(profiles[f.home], c, d)):
            continue  # one voice gives parts, not rivals; and so does who tells of a part
        if _update(profiles, f, c, g, d):
            continue
        what = c.toll or c.thing
        side, of = (c.side, f) if c.side else (d.side, g)
        whose = f" ({spelled(of, (side,))})" if side else ""
        rank = (c.side == d.side) + (f.home == g.home) * 0.5 + 0.1 * (f.type == g.type)
        why = f"{said(c)} against {said(d)} {what}{whose}"
        yield rank, ((f.ref, c.span), (g.ref, d.span)), (f"{who}{what}", f"{other}{what}"), why


def _set_aside(profiles: Sequence[Profile], group: Sequence[Fact]) -> Iterator[Found]:
    """Numbers that a sentence itself holds against each other ("27, not 12 as the army announced")."""
    for f in group:
        for c, d in pairwise(f.counts):
            if d.refuted and not c.refuted and disjoint(c, d) and (c.toll or c.thing):
                who = _counting(profiles, f, c)
                why = f"{said(c)} against {said(d)} {c.toll or c.thing}, which is what {d.by or 'others'} said"
                yield 3.0, ((f.ref, c.span), (f.ref, d.span)), (f"{who}{c.toll or c.thing}", fold(d.by)), why


def _others(c: Count, d: Count, g: Fact) -> bool:
    """Whether one number is of people of a side and the other, without a side, of a claim that is done to others."""
    return bool(c.side and not d.side and g.recipient and c.side not in g.recipient)


def _other_scale(c: Count, d: Count) -> bool:
    """Whether two numbers lie so far apart that they hardly count the same: a contract and what is paid for a lorry, a camp and a crew."""
    one, other = c.low or c.high or 0.0, d.low or d.high or 0.0
    if c.toll:
        return c.toll in ("killed", "wounded") and not (c.rough or d.rough) and max(one, other) > TOLLS * max(1.0, min(one, other))
    return max(one, other) > SCALE * min(one, other)


def _freed(f: Fact) -> bool:
    """Whether a number is of people let go, who are not those held or hit."""
    return f.type == "RETREAT" and f.mode == "release"


def _two_means(profiles: Sequence[Profile], f: Fact, g: Fact) -> bool:
    """Whether one number is of what was laid (a mine, a car) and the other of fire from afar: two deeds of one day."""
    laid = [planted(profiles[x.home], x) for x in (f, g)]
    return laid[0] != laid[1] and fire(profiles[(g if laid[0] else f).home], g if laid[0] else f)


def _adds_up(p: Profile, c: Count, d: Count) -> bool:
    """Whether two numbers of a report are whole and part, or two parts: "7 killed", "4 in the town", "3 in the village".

    A rest as large as the part may be the part told again, and shows nothing.
    """
    if c.low is None or d.low is None or c.low != c.high or d.low != d.high:
        return False
    wanted = {abs(c.low - d.low), c.low + d.low} - {c.low, d.low}
    counts = (e for f in p.facts[:WIDE] for e in f.counts if e.toll == c.toll and e.span not in (c.span, d.span))
    return any(e.low == e.high and e.low in wanted for e in counts)


def _counting(profiles: Sequence[Profile], f: Fact, c: Count) -> str:
    """Who gives a number: the innermost statement it stands in, else the claim's."""
    return fold(profiles[f.home].called[c.said]) if c.said is not None else fold(f.voice)


def _update(profiles: Sequence[Profile], f: Fact, c: Count, g: Fact, d: Count) -> bool:
    """Whether the later report's number may only be the newer one: it was published later and is higher."""
    x, y = profiles[f.home].story, profiles[g.home].story
    if x is None or y is None or f.home == g.home or x[1] == y[1]:
        return False
    (early, late) = (c, d) if x[1] < y[1] else (d, c)
    return bool(c.toll) and (late.low or 0) >= (early.low or 0) and (late.low or 0) >= (early.high or 0)


def said(c: Count) -> str:
    """A number as it is shown."""
    low, high = ("" if v is None else figure(v) for v in (c.low, c.high))
    about = "about " if c.approx else ""
    return about + (low if low == high else f"at least {low}" if not high else f"at most {high}" if not low else f"{low} to {high}")
