"""On which day the story of a group of reports may have been: the beliefs of its reports, multiplied.

One report says "Tuesday", another "15 November" and a third gives the year: none of them is sure, and together they are. A belief is kept as how
much likelier some days are than any day, at points (an exact day, or a day of a year that nothing tells), and elsewhere by the day of the week.
The product of two is taken point by point; its mean is how much likelier both are of one day than of any two. Weights: `common.link.days`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from isnad.lang.common.linking import weights
from isnad.link.days import WEEK, Days, Yearless

Point = int | Yearless  # an exact day is its ordinal
MOST = 24  # points that a group keeps
NONE = 0.03  # least of how likely any day is, so that one report never settles it for all


@dataclass(frozen=True, slots=True)
class _Scale:
    """What share of all days a point is: one of `span`, or of the days of a year, or of those with one day of the week."""

    span: float
    year: float
    named: float

    def of(self, p: Point) -> float:
        """The share of a point."""
        return 1.0 / (self.span if isinstance(p, int) else self.year if p[2] < 0 else self.named)


@dataclass(frozen=True)
class Belief:
    """How much likelier than any day.

    Attributes:
        points: days that stand out.
        week: for each day of the week any other day of that name.
    """

    points: dict[Point, float]
    week: tuple[float, ...]

    @cached_property
    def _days(self) -> dict[tuple[int, int], list[Yearless]]:
        out: dict[tuple[int, int], list[Yearless]] = {}
        for p in self.points:
            if not isinstance(p, int):
                out.setdefault((p[0], p[1]), []).append(p)
        return out

    def at(self, p: Point) -> float:
        """How much likelier than any day a point is."""
        known = self.points.get(p)
        if known is not None:
            return known
        if isinstance(p, int):
            d = date.fromordinal(p)
            month, day, name = d.month, d.day, d.weekday()
        else:
            month, day, name = p
        fits = [self.points[x] for x in self._days.get((month, day), ()) if name < 0 or x[2] in (-1, name)]
        if fits:
            return max(fits)
        return self.week[name] if name >= 0 else sum(self.week) / WEEK


def belief_of(x: Days) -> Belief:
    """The belief of one report."""
    scale = _scale()
    rest = max(NONE, x.rest)
    named = dict(x.week)
    week = tuple(rest + named.get(k, 0.0) * WEEK for k in range(WEEK))
    points: dict[Point, float] = {}
    for d, p in x.exact:
        points[d] = p * scale.span + week[date.fromordinal(d).weekday()]
    for of, p in x.vague:
        points[of] = p * (scale.year if of[2] < 0 else scale.named) + (rest if of[2] < 0 else week[of[2]])
    return _whole(points, week)[0]


def bits(a: Belief, b: Belief) -> float:
    """Log2 of how much likelier two beliefs are of one day than of any two."""
    return math.log2(_mean({p: a.at(p) * b.at(p) for p in {*a.points, *b.points}}, tuple(x * y for x, y in zip(a.week, b.week, strict=True))))


def both(a: Belief, b: Belief) -> tuple[Belief, float]:
    """The belief of two groups together, and log2 of how much likelier theirs are of one day than of any two."""
    points = {p: a.at(p) * b.at(p) for p in sorted({*a.points, *b.points}, key=_order)}
    found, mean = _whole(points, tuple(x * y for x, y in zip(a.week, b.week, strict=True)))
    return found, math.log2(mean)


def _whole(points: dict[Point, float], week: tuple[float, ...]) -> tuple[Belief, float]:
    """A belief whose mean over all days is 1, and what the mean was."""
    scale = _scale()
    kept = points if len(points) <= MOST else {p: points[p] for p in sorted(points, key=lambda p: (-points[p] * scale.of(p), _order(p)))[:MOST]}
    mean = _mean(kept, week)
    return Belief({p: v / mean for p, v in kept.items()}, tuple(v / mean for v in week)), mean


def _mean(points: Mapping[Point, float], week: Sequence[float]) -> float:
    scale = _scale()
    return sum(week) / WEEK + sum(sorted(v * scale.of(p) for p, v in points.items()))


def _order(p: Point) -> tuple[int, Yearless]:
    return (p, (0, 0, 0)) if isinstance(p, int) else (0, p)


def _scale() -> _Scale:
    w = weights("days")
    return _Scale(w["span"], w["span"] / w["years"], w["span"] * 2 / w["years"])
