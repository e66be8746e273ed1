"""On which day a report's story may have been, as a belief over days: an exact day, a day whose year nothing tells, a day of the week, or any day.

Two reports are compared by how much likelier their two beliefs are of one day than of any two: the sum over all days of the product of both,
over what it would be for independent days. So a date that is hardly sure says little, a day of the week little, and an exact day much
(weights `common.link.days`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from isnad.lang.common.linking import weights

WEEK = 7
Told = tuple[str, int]  # a day as EDTF, and its sentence


@dataclass(frozen=True, slots=True)
class Days:
    """A belief; what is missing to 1 is spread over all days.

    Attributes:
        exact: ordinal → probability.
        vague: month and day → probability.
        weekday: day of the week (0 Monday) that the head names, or None.
        week: probability that it is some day of that name and no exact or vague one.
    """

    exact: tuple[tuple[int, float], ...] = ()
    vague: tuple[tuple[tuple[int, int], float], ...] = ()
    weekday: int | None = None
    week: float = 0.0

    @property
    def rest(self) -> float:
        """Probability of any day."""
        return max(0.0, 1.0 - sum(p for _, p in self.exact) - sum(p for _, p in self.vague) - self.week)


ANY = Days()  # nothing is known


def days_of(head: Sequence[str], weekday: int | None, published: tuple[int, int] | None, back: Sequence[str] = ()) -> Days:
    """The belief of a report.

    Args:
        head: days (EDTF) that its head gives, in order.
        weekday: the first day of the week that its first sentences name.
        published: first and last day of its publication, as ordinals, where it is known.
        back: days that it gives of what went before, in the head or below.
    """
    w = weights("days")
    exact = [d.toordinal() for t in head if not t.startswith("XXXX") and (d := _day(t)) is not None]
    if published is not None:
        first, last = published
        if last - first > 3:
            share = w["day"] / (last - first + 1)
            return Days(tuple((d, share) for d in range(first, last + 1)), weekday=weekday)
        told = [d for d in exact if last - w["back"] <= d <= last + 1]
        exact = told or ([exact[0]] if len(set(exact)) == 1 and last - exact[0] > w["back"] else [last])
    if exact:
        if weekday is None:
            return _exact({exact[0]: w["day"], exact[0] - 1: w["eve"], exact[0] - 2: w["before"]})
        named = next((d - back for d in exact for back in (0, 1, 2) if (d - back + 6) % WEEK == weekday), None)
        if named is not None:
            return _exact({named: w["named"], named - 1: w["before"], named + 1: w["before"]}, weekday)
        if published is None:  # the day that the page was fetched, or of a story beside it
            return Days(((exact[0], w["doubted"]), (exact[0] - 1, w["doubted"] / 3)), weekday=weekday, week=w["week"] / 2)
        return _exact({exact[0]: w["day"] / 2, exact[0] - 1: w["eve"]}, weekday)
    vague = [(int(t[5:7]), int(t[8:10])) for t in head if t.startswith("XXXX") and len(t) == 10]
    if vague:
        return Days((), ((vague[0], w["vague"]),), weekday)
    if weekday is not None:
        return Days(weekday=weekday, week=w["week"])
    return _after(back)


def _after(back: Sequence[str]) -> Days:
    """The belief of a report that only tells what went before: that day itself, or one of the weeks after it."""
    w = weights("days")
    exact = [d.toordinal() for t in back if not t.startswith("XXXX") and (d := _day(t)) is not None]
    if exact:
        return Days(((max(exact), w["back_day"]),))
    vague = [d for t in back if (d := _day(t.replace("XXXX", "2000"))) is not None]
    if not vague:
        return ANY
    last = vague[-1].toordinal()
    days = [date.fromordinal(last + n) for n in range(int(w["back_span"]) + 1)]
    share = (w["back_near"] - w["back_day"] / 2) / len(days)
    return Days((), tuple(((d.month, d.day), share + (w["back_day"] / 2 if n == 0 else 0.0)) for n, d in enumerate(days)))


def bits(a: Days, b: Days) -> float:
    """Log2 of how much likelier two beliefs are of one day than of any two."""
    w = weights("days")
    span, years = w["span"], w["years"]
    total = span * sum(p * q for d, p in a.exact for e, q in b.exact if d == e)
    for one, other in ((a, b), (b, a)):
        for (month, day), p in one.vague:
            for d, q in other.exact:
                x = date.fromordinal(d)
                if (x.month, x.day) == (month, day) and (one.weekday is None or x.weekday() == one.weekday):
                    total += p * q * span / (years if one.weekday is None else years / 2)
    for m, p in a.vague:
        for n, q in b.vague:
            if m == n and (a.weekday is None or b.weekday is None or a.weekday == b.weekday):
                total += p * q * span / (years if a.weekday is None or b.weekday is None else years / 2)
    left, right = _week(a), _week(b)
    total += WEEK * sum(p * q for k, p in left.items() for j, q in right.items() if k[0] == j[0] and not (k[1] and j[1]))
    loose = [sum(q for _, q in x.vague) if x.weekday is None else 0.0 for x in (a, b)]  # of no known day of the week
    total += loose[0] * b.week + loose[1] * a.week
    total += a.rest + b.rest - a.rest * b.rest
    return math.log2(max(total, w["floor"]))


def _week(x: Days) -> dict[tuple[int, bool], float]:
    """Probability by day of the week, apart for what is exact or vague (True) and for what is only of that name."""
    out: dict[tuple[int, bool], float] = defaultdict(float)
    for d, p in x.exact:
        out[(d + 6) % WEEK, True] += p
    if x.weekday is not None:
        out[x.weekday, True] += sum(p for _, p in x.vague)
        out[x.weekday, False] += x.week
    return out


def shown(x: Days) -> str:
    """The belief in words, for a waterfall."""
    if x.exact:
        return date.fromordinal(max(x.exact, key=lambda e: (e[1], -e[0]))[0]).isoformat()
    if x.vague:
        (month, day), _ = x.vague[0]
        return f"XXXX-{month:02}-{day:02}"
    return "" if x.weekday is None else f"weekday {x.weekday}"


def _exact(of: dict[int, float], weekday: int | None = None) -> Days:
    return Days(tuple(sorted(of.items())), weekday=weekday)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
