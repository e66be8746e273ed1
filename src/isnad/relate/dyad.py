"""How two parties are said to have treated each other, over time.

Each event between the two is a point: cooperation, conflict or avoidance, with the scaled score of its type and, as its weight,
its independent lines. So an echo moves nothing. Avoidance is what the reports make much of and event data does not know: an
attack that is said not to have come, and people let pass. Uncertainty is shown by resampling the origins (bootstrap by
cluster: Efron and Tibshirani 1993, An Introduction to the Bootstrap) and by leaving out one origin at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Literal

from isnad.lang.common.origins import of_side
from isnad.model import edtf
from isnad.model.ids import sha256
from isnad.model.linked import Assessment, Conduct, Dyad, DyadPeriod, DyadPoint, Event, Fall, Line, Linked, Step
from isnad.model.plover import QUAD, SCORE
from isnad.model.records import Claim, Made, Reading
from isnad.model.report import Report
from isnad.relate.between import between
from isnad.text.fold import fold

MADE = Made("relate.dyad.timeline")
LEFT_ALONE = 3.0  # score of a hostile act that is said not to have happened: mild cooperation, between CONSULT and SUPPORT
CONTESTED = 0.5  # weight of a contested event, as a share of its lines
DRAWS = 200
FALLS = 20
LONGEST = 120  # periods over which one uncertain date is shared out; longer stretches are left undated


def dyad(a: str, b: str, linked: Linked, assessments: Sequence[Assessment], items: Sequence[tuple[Report, Reading]], by: Step = "month") -> Dyad:
    """The timeline of a pair of parties.

    Args:
        a: canonical name of the first party.
        b: of the second.
        linked: events, echoes and contradictions.
        assessments: one an event.
        items: the reports with their readings.
        by: length of a period.

    Returns:
        The dyad; without points where the two never meet in an event.
    """
    weighed = {x.event: x for x in assessments}
    known = {r.id: (r, reading) for r, reading in items}
    points = [p for e in linked.events for p in _points(a, b, e, weighed.get(e.id), known)]
    return of_points(a, b, by, points)


def of_points(a: str, b: str, by: Step, points: Iterable[DyadPoint]) -> Dyad:
    """The dyad that given points make: its periods, its score, and what would change if an origin fell."""
    points = sorted(points, key=lambda p: (p.first or p.last or "9999", p.last or "9999", p.event, p.kind))
    shares = [_shares(p, by) for p in points]
    draws = _draws(a, b, points)
    periods = _periods(points, shares, draws)
    score = _mean(points, [_weight(p) for p in points])
    return Dyad(a, b, by, tuple(points), tuple(periods), score, tuple(_falls(points)), MADE)


def _points(a: str, b: str, e: Event, weighed: Assessment | None, known: Mapping[str, tuple[Report, Reading]]) -> Iterator[DyadPoint]:
    """The points of an event: one, or two where some say that a hostile act happened and others that it did not."""
    actor = which(a, b, e)
    if actor is None or weighed is None:
        return
    lines, against = weighed.lines, weighed.against
    contested = weighed.grade == "contested"
    hostile = QUAD[e.type].endswith("conflict")
    kind: Conduct = "avoidance" if _let_pass(e, known) else "conflict" if hostile else "cooperation"
    first, last = _bounds(e.time)
    told = None if e.time is not None else between(e, known)

    def point(kind: Conduct, score: float, lines: Sequence[Line], contested: bool) -> DyadPoint:
        return DyadPoint(
            e.id, e.name, e.time, first, last, QUAD[e.type], kind, score, len(lines), contested, e.place, actor, tuple(x.origin for x in lines),
            tuple(x.kind for x in lines), weighed.grade, told,
        )  # fmt: skip

    if e.occurred is not False and lines:
        yield point(kind, SCORE[e.type], lines, contested)
        if hostile and (none := against or _denying(e, lines, known)):
            yield point("avoidance", LEFT_ALONE, none, True)
    elif hostile and against:  # a deal that all deny is neither kindness nor harm; what is planned or possible only has no lines
        yield point("avoidance", LEFT_ALONE, against, contested)


def _denying(e: Event, lines: Sequence[Line], known: Mapping[str, tuple[Report, Reading]]) -> tuple[Line, ...]:
    """Lines of an event by whose reports a part of it did not happen: the town was struck, its garrison left alone."""
    none = {c.report for c in e.claims if c.report in known and _not_done(known[c.report][1].claims[c.claim])}
    return tuple(x for x in lines if none.intersection(x.reports))


def _not_done(claim: Claim) -> bool:
    return not claim.occurred and claim.status == "actual"


def which(a: str, b: str, e: Event) -> Literal["a", "b", "both"] | None:
    """Which of the two acts on the other, or None where they do not meet."""
    one, other = fold(a), fold(b)
    does = [any(side in of_side(p) for p in e.actor) for side in (one, other)]
    suffers = [any(side in of_side(p) for p in e.recipient) for side in (one, other)]
    if does[0] and does[1] and (suffers[0] or suffers[1] or not e.recipient):
        return "both"
    if does[0] and suffers[1]:
        return "both" if does[1] and suffers[0] else "a"
    return "b" if does[1] and suffers[0] else None


def _let_pass(e: Event, known: Mapping[str, tuple[Report, Reading]]) -> bool:
    """Whether most of an event's claims are of letting pass."""
    modes = Counter(known[c.report][1].claims[c.claim].mode for c in e.claims if c.report in known)
    return e.type == "RETREAT" and modes["access"] * 2 > modes.total()


def _bounds(value: str | None) -> tuple[str | None, str | None]:
    if value is None or not edtf.valid(value):
        return None, None
    low, high = edtf.bounds(value)
    return (low.isoformat() if low else None), (high.isoformat() if high else None)


def _weight(p: DyadPoint) -> float:
    return p.lines * (CONTESTED if p.contested else 1.0)


def _shares(p: DyadPoint, by: Step) -> dict[str, float]:
    """The periods that a point may lie in, each with its even share."""
    if p.first is None or p.last is None:
        return {}
    keys = list(dict.fromkeys(_keys(date.fromisoformat(p.first), date.fromisoformat(p.last), by)))
    return {k: 1 / len(keys) for k in keys} if len(keys) <= LONGEST else {}


def _keys(low: date, high: date, by: Step) -> Iterable[str]:
    if by == "day":
        span = range(low.toordinal(), min(high.toordinal(), low.toordinal() + LONGEST + 1) + 1)
        yield from (date.fromordinal(n).isoformat() for n in span)
    elif by == "year":
        yield from (f"{y:04d}" for y in range(low.year, high.year + 1))
    else:
        for n in range(low.year * 12 + low.month - 1, high.year * 12 + high.month):
            year, month = divmod(n, 12)
            yield f"{year:04d}-{month + 1:02d}" if by == "month" else f"{year:04d}-{33 + month // 3}"


def _draws(a: str, b: str, points: Sequence[DyadPoint]) -> list[dict[str, int]]:
    """Resamples of the origins with replacement: how often each was drawn. The seed is made of the pair's names."""
    names = sorted({o for p in points for o in p.origins})
    rng = Random(sha256(f"{fold(a)}\n{fold(b)}".encode()))
    return [Counter(rng.choices(names, k=len(names))) for _ in range(DRAWS)] if names else []


def _periods(points: Sequence[DyadPoint], shares: Sequence[dict[str, float]], draws: Sequence[Mapping[str, int]]) -> list[DyadPeriod]:
    inside: dict[str, list[int]] = defaultdict(list)
    for i, share in enumerate(shares):
        for key in share:
            inside[key].append(i)
    out = []
    for key in sorted(inside):
        here = inside[key]
        weights = [_weight(points[i]) * shares[i][key] for i in here]
        members = [points[i] for i in here]
        score = _mean(members, weights) or 0.0
        drawn = sorted(x for d in draws if (x := _mean(members, _redrawn(members, weights, d))) is not None)
        low, high = (drawn[int(0.05 * (len(drawn) - 1))], drawn[int(0.95 * (len(drawn) - 1) + 0.5)]) if drawn else (score, score)
        parts = {k: sum(w for w, p in zip(weights, members, strict=True) if p.kind == k) for k in ("cooperation", "conflict", "avoidance")}
        out.append(
            DyadPeriod(
                key, round(score, 4), round(low, 4), round(high, 4), round(sum(weights), 4), round(parts["cooperation"], 4),
                round(parts["conflict"], 4), round(parts["avoidance"], 4), tuple(p.event for p in members),
            )
        )  # fmt: skip
    return out


def _redrawn(points: Sequence[DyadPoint], weights: Sequence[float], draw: Mapping[str, int]) -> list[float]:
    """Weights when each line counts as often as its origin was drawn."""
    return [w * sum(draw.get(o, 0) for o in p.origins) / p.lines for w, p in zip(weights, points, strict=True)]


def _mean(points: Sequence[DyadPoint], weights: Sequence[float]) -> float | None:
    total = sum(weights)
    return round(sum(p.score * w for p, w in zip(points, weights, strict=True)) / total, 4) if total else None


def _falls(points: Sequence[DyadPoint]) -> list[Fall]:
    """What the score would be without each origin, those that move it most first."""
    whole = _mean(points, [_weight(p) for p in points])
    out = []
    for origin in sorted({o for p in points for o in p.origins}):
        weights = [_weight(p) * sum(o != origin for o in p.origins) / p.lines for p in points]
        score = _mean(points, weights)
        out.append(Fall(origin, score, sum(1 for w in weights if not w)))
    return sorted(out, key=lambda f: (-abs((f.score if f.score is not None else 99.0) - (whole or 0.0)), f.origin))[:FALLS]
