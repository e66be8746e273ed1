"""On which day a report's story may have been, as a belief over days: an exact day, a day whose year nothing tells, a day of the week, or any day.

Where a report was published on a known day, that day and the days its head names near it are all that is believed. Else the days that it names are
weighed (:mod:`isnad.link.dates`), and what none of them takes is left to the day of the week that its first sentences name, to the weeks after
the days that it tells as of what went before, or to any day (weights `common.link.days`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from isnad.lang.common.linking import weights
from isnad.link.dates import CURRENT, Named, Told

WEEK = 7
Yearless = tuple[int, int, int]  # month, day, day of the week or -1
LEAP = 2000  # a year with all days


@dataclass(frozen=True, slots=True)
class Days:
    """A belief; what is missing to 1 is spread over all days.

    Attributes:
        exact: ordinal → probability.
        vague: month, day and day of the week (-1 if that is not known) → probability.
        week: day of the week (0 Monday) → probability that it is a day of that name, and no exact or vague one.
    """

    exact: tuple[tuple[int, float], ...] = ()
    vague: tuple[tuple[Yearless, float], ...] = ()
    week: tuple[tuple[int, float], ...] = ()

    @property
    def rest(self) -> float:
        """Probability of any day."""
        return max(0.0, 1.0 - sum(p for of in (self.exact, self.vague, self.week) for _, p in of))


ANY = Days()  # nothing is known


def days_of(head: Sequence[str], weekday: int | None, published: tuple[int, int]) -> Days:
    """The belief of a report whose publication is known.

    Args:
        head: days (EDTF) that its head gives, in order.
        weekday: the first day of the week that its first sentences name.
        published: first and last day of its publication, as ordinals.
    """
    w = weights("days")
    first, last = published
    exact = [d.toordinal() for t in head if not t.startswith("XXXX") and (d := _day(t)) is not None]
    looks_back = len(set(exact)) == 1 and first - exact[0] > w["back"]
    if last - first > 3 and not looks_back:
        return _exact(dict.fromkeys(range(first, last + 1), w["day"] / (last - first + 1)))
    told = [d for d in exact if last - w["back"] <= d <= last + 1]
    days = told or ([exact[0]] if looks_back else [last])
    if weekday is None:
        return _exact({days[0]: w["day"], days[0] - 1: w["eve"], days[0] - 2: w["before"]})
    named = next((d - back for d in days for back in (0, 1, 2) if (d - back + 6) % WEEK == weekday), None)
    if named is not None:
        return _exact({named: w["named"], named - 1: w["before"], named + 1: w["before"]})
    return _exact({days[0]: w["day"] / 2, days[0] - 1: w["eve"]})


def read_off(found: Mapping[str, float], rows: Mapping[str, Mapping[str, float]], named: Named | None, back: Sequence[Told]) -> Days:
    """The belief of a report without a date of publication, from how likely each day that it names is its story's.

    Args:
        found: day (a date, or a day of any year) → how likely it is meant.
        rows: what spoke for each.
        named: the first day of the week that its first sentences name.
        back: days that it tells as of what went before.
    """
    w = weights("days")
    exact: dict[int, float] = defaultdict(float)
    vague: dict[Yearless, float] = defaultdict(float)
    for value, share in found.items():
        if share < w["few"]:
            continue
        eve = w["eve_" + ("line" if rows[value]["front"] or rows[value]["byline"] else "told")]
        day = _day(value.replace("XXXX", str(LEAP)))
        if day is None:
            continue
        ago = 0 if named is None or value.startswith("XXXX") else (day.weekday() - named.day) % WEEK
        for n, p in ((ago, w["named"]), (ago - 1, 1 - w["named"])) if 0 < ago <= 2 else ((0, 1 - eve), (1, eve)):
            if value.startswith("XXXX"):
                d = date.fromordinal(day.toordinal() - n)
                vague[d.month, d.day, -1 if named is None else (named.day - n) % WEEK] += share * p
            else:
                exact[day.toordinal() - n] += share * p
    none = 1.0 - sum(found.values())
    for (month, of), p in _after(back).items():
        vague[month, of, -1 if named is None else named.day] += none * p
    none -= none * sum(_after(back).values())
    return Days(_of_calendar(exact), tuple(sorted(vague.items())), () if named is None else _week(named, none))


def _week(named: Named, share: float) -> tuple[tuple[int, float], ...]:
    """Days of the week: that which is named, and, since a night belongs to two days, the next one."""
    w = weights("days")
    after = w[named.beside + "_after"] if named.beside else w["after"]
    of = {named.day: w["week"] - after, (named.day + 1) % WEEK: after, (named.day - 1) % WEEK: w["before"]}
    return tuple(sorted((k, share * p) for k, p in of.items()))


def _after(back: Sequence[Told]) -> dict[tuple[int, int], float]:
    """The days after the last one that a report tells as of what went before: the rest of its month if it is of this month, else three weeks."""
    w = weights("days")
    days = [(d, t.how) for t in back if (d := _day(f"{LEAP}{t.value[4:]}")) is not None]
    if not days:
        return {}
    last, how = days[-1]
    after = [date.fromordinal(last.toordinal() + n) for n in range(1, int(w["back_span"]) + 1)]
    if how & CURRENT:
        after = [d for d in after if d.month == last.month] or after[:1]
    return {(d.month, d.day): w["back_current" if how & CURRENT else "back_near"] / len(after) for d in after}


def shown(x: Days) -> str:
    """The belief in words, for a waterfall."""
    if x.exact:
        return date.fromordinal(max(x.exact, key=lambda e: (e[1], -e[0]))[0]).isoformat()
    (month, day, _), share = max(x.vague, key=lambda e: (e[1], e[0]), default=((0, 0, 0), 0.0))
    if share > x.rest / 2:
        return f"XXXX-{month:02}-{day:02}"
    return f"weekday {max(x.week, key=lambda e: (e[1], -e[0]))[0]}" if x.week else ""


def _exact(of: dict[int, float]) -> Days:
    return Days(_of_calendar(of))


def _of_calendar(of: Mapping[int, float]) -> tuple[tuple[int, float], ...]:
    """Days in order, without those before the first or behind the last that the calendar has."""
    return tuple(sorted((d, p) for d, p in of.items() if date.min.toordinal() <= d <= date.max.toordinal()))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
