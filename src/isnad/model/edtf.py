"""EDTF (ISO 8601-2, levels 0 to 2 as far as news needs them): pure functions on strings.

Understood: `2012`, `2012-10`, `2012-10-05`, `2012-10-05T17:42` (the time of day is ignored), seasons 21–24 and the level 2
groups of months 25–41, unknown digits (`201X`, `20XX`, `XXXX-05-21`, `2014-XX`, `2014-XX-21`, `2014-05-XX`), the marks `~ ? %`
after the value or (level 2) at a component, and intervals `a/b` with an open (`..`) or unknown (empty) end. Not
understood, because no reading of a report needs them: sets, years before 1 or after 9999.

A year that is wholly unknown (`XXXX`) has no place on the calendar: such values are compared by month and day. Winter (24)
of a year is December of that year to the end of the next February.

Source of the notation: https://www.loc.gov/standards/datetime/ (Extended Date/Time Format specification, 2019).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from isnad.model.records import Grain

_POINT = re.compile(
    r"[~?%]?(?P<year>[\dX]{4})[~?%]?"
    r"(?:-[~?%]?(?P<month>\d\d|XX)[~?%]?(?:-[~?%]?(?P<day>\d\d|XX)[~?%]?)?)?"
    r"(?P<clock>T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
# First and last month of the groups of months; a last month below the first lies in the next year.
_GROUPS: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2), 25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 2),
    29: (9, 11), 30: (12, 2), 31: (3, 5), 32: (6, 8), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
_YEAR = 366  # days of the circle on which unknown years are compared
_LEAP = 2000


@dataclass(frozen=True, slots=True)
class _Edge:
    """A day; `year` is None where the year is unknown."""

    year: int | None
    month: int
    day: int

    def date(self) -> date | None:
        return None if self.year is None else date(self.year, self.month, self.day)

    def place(self) -> int:
        """Day on the circle of a leap year, from 0."""
        return (date(_LEAP, self.month, self.day) - date(_LEAP, 1, 1)).days


@dataclass(frozen=True, slots=True)
class _Value:
    """A parsed value. `low`/`high` are None where an interval is open or its end unknown."""

    low: _Edge | None
    high: _Edge | None
    grain: Grain
    vague_year: bool  # the year is wholly unknown
    whole_year: bool = False  # nothing but an unknown year


def valid(value: str) -> bool:
    """Whether a string is an EDTF value that this module understands; an interval that ends before it begins is not."""
    return _parse(value) is not None


def bounds(value: str) -> tuple[date | None, date | None]:
    """The earliest and the latest day that the value allows.

    Returns:
        A pair; None for an end that is open or unknown, and for both when the year is unknown (`XXXX-05-21`).
        Marks of doubt (`~ ? %`) do not widen the bounds.

    Raises:
        ValueError: the string is no valid value.
    """
    v = _strict(value)
    if v.vague_year:
        return None, None
    return (v.low.date() if v.low else None), (v.high.date() if v.high else None)


def grain(value: str) -> Grain:
    """How fine a value is: that of its last component, `range` for intervals, `unknown` for `XXXX`.

    Raises:
        ValueError: the string is no valid value.
    """
    return _strict(value).grain


def overlaps(a: str, b: str) -> bool:
    """Whether the two may share a day. If the year of either is unknown, months and days are compared.

    Raises:
        ValueError: a string is no valid value.
    """
    x, y = _strict(a), _strict(b)
    if x.vague_year or y.vague_year:
        (s, n), (t, m) = _arc(x), _arc(y)
        return (t - s) % _YEAR < n or (s - t) % _YEAR < m
    (al, ah), (bl, bh) = bounds(a), bounds(b)
    return (al is None or bh is None or al <= bh) and (bl is None or ah is None or bl <= ah)


def contains(a: str, b: str) -> bool:
    """Whether every day that `b` allows lies in `a`. If the year of either is unknown, months and days are compared.

    Raises:
        ValueError: a string is no valid value.
    """
    x, y = _strict(a), _strict(b)
    if x.vague_year or y.vague_year:
        (s, n), (t, m) = _arc(x), _arc(y)
        return n >= _YEAR or (t - s) % _YEAR + m <= n
    (al, ah), (bl, bh) = bounds(a), bounds(b)
    return (al is None or (bl is not None and al <= bl)) and (ah is None or (bh is not None and bh <= ah))


def midpoint(value: str) -> date | None:
    """The middle day (the earlier of two); None when an end is open or the year unknown.

    Raises:
        ValueError: the string is no valid value.
    """
    low, high = bounds(value)
    if low is None or high is None:
        return None
    return low + timedelta(days=(high - low).days // 2)


def cover(values: Sequence[str]) -> str | None:
    """The smallest value that covers all.

    One of the values where it covers the others (so marks of doubt and seasons stay as written); otherwise an interval from
    the earliest start to the latest end, each as fine as it was given, or the month or year that this interval fills.
    Values of unknown year are covered among themselves by month and day; beside known years they must lie in what those cover.

    Args:
        values: valid EDTF values.

    Returns:
        The covering value, or None for no values or where known and unknown years do not fit together.

    Raises:
        ValueError: a string is no valid value.
    """
    known = [v for v in values if not _strict(v).vague_year]
    vague = [v for v in values if _strict(v).vague_year]
    if known:
        out = _cover_known(known)
        return out if all(contains(out, v) for v in vague) else None
    return _cover_vague(vague) if vague else None


def days(low: date, high: date) -> str:
    """The value of a stretch of days, as short as it can be said: a day, a month, a year, an interval of months or of days.

    Args:
        low: first day.
        high: last day, not before `low`.
    """
    if low == high:
        return low.isoformat()
    if low.day == 1 and high.day == monthrange(high.year, high.month)[1]:
        if low.month == 1 and high.month == 12:
            return f"{low.year:04d}" if low.year == high.year else f"{low.year:04d}/{high.year:04d}"
        first, last = f"{low.year:04d}-{low.month:02d}", f"{high.year:04d}-{high.month:02d}"
        return first if first == last else f"{first}/{last}"
    return f"{low.isoformat()}/{high.isoformat()}"


@lru_cache(maxsize=65536)
def _parse(value: str) -> _Value | None:
    if len(value) > 64:
        return None
    if "/" not in value:
        return _point(value)
    first, _, last = value.partition("/")
    open_first, open_last = first in ("", ".."), last in ("", "..")
    low = None if open_first else _point(first)
    high = None if open_last else _point(last)
    if (low is None and not open_first) or (high is None and not open_last) or (low is None and high is None):
        return None
    if low and high:
        if low.vague_year != high.vague_year:
            return None
        start, end = low.low and low.low.date(), high.high and high.high.date()
        if start and end and start > end:
            return None
    given = low or high
    vague = bool(given and given.vague_year)
    whole = vague and (low is None or high is None or low.whole_year or high.whole_year)
    return _Value(low.low if low else None, high.high if high else None, "range", vague, whole)


def _strict(value: str) -> _Value:
    parsed = _parse(value)
    if parsed is None:
        raise ValueError(f"not an EDTF value: {value!r}")
    return parsed


def _point(text: str) -> _Value | None:
    m = _POINT.fullmatch(text)
    if m is None:
        return None
    year, month, day = m["year"], m["month"], m["day"]
    if m["clock"] and (day is None or "X" in year + (month or "") + day):
        return None
    vague = year == "XXXX"
    low_year = None if vague else max(1, int(year.replace("X", "0")))
    high_year = None if vague else int(year.replace("X", "9"))
    if high_year == 0:
        return None
    if month is None or month == "XX":
        if day in (None, "XX"):
            fine: Grain = "unknown" if vague else "year"
            if month is None and "X" in year and not vague:
                fine = {"X": "decade", "XX": "century"}.get(year[year.index("X") :], "unknown")  # type: ignore[assignment]
            return _Value(_Edge(low_year, 1, 1), _Edge(high_year, 12, 31), fine, vague, vague)
        return _on_days(low_year, high_year, 1, 12, int(day or 0), vague)
    number = int(month)
    if number in _GROUPS:
        return _group(number, low_year, high_year, vague) if day is None else None
    if not 1 <= number <= 12:
        return None
    if day is None or day == "XX":
        end = _Edge(high_year, number, _length(high_year, number))
        return _Value(_Edge(low_year, number, 1), end, "month", vague)
    return _on_days(low_year, high_year, number, number, int(day), vague, "time" if m["clock"] else "day")


def _on_days(low: int | None, high: int | None, first: int, last: int, day: int, vague: bool, fine: Grain = "day") -> _Value | None:
    if not 1 <= day <= min(31, max(_length(high, last), _length(low, last))):
        return None
    start = _Edge(low, first, min(day, _length(low, first)))
    end = _Edge(high, last, min(day, _length(high, last)))
    return _Value(start, end, fine, vague, vague and first != last)


def _group(number: int, low: int | None, high: int | None, vague: bool) -> _Value:
    first, last = _GROUPS[number]
    over = high if high is None or last > first else high + 1
    fine: Grain = "season" if number <= 32 else "quarter" if number <= 36 else "range"
    end = _Edge(over, last, _length(over, last)) if over is None or over <= 9999 else _Edge(9999, 12, 31)
    return _Value(_Edge(low, first, 1), end, fine, vague)


def _length(year: int | None, month: int) -> int:
    return monthrange(_LEAP if year is None else year, month)[1]


def _arc(v: _Value) -> tuple[int, int]:
    """Start and length in days on the circle of the year."""
    if v.whole_year or v.low is None or v.high is None:
        return 0, _YEAR
    start, end = v.low.date(), v.high.date()
    if start and end and (end - start).days >= 365:
        return 0, _YEAR
    first = v.low.place()
    return first, (v.high.place() - first) % _YEAR + 1


def _ends(value: str) -> tuple[str, str]:
    first, slash, last = value.partition("/")
    return first, (last if slash else first)


def _cover_known(values: Sequence[str]) -> str:
    for v in values:
        if all(contains(v, w) for w in values):
            return v
    first: tuple[date, str] | None = None
    last: tuple[date, str] | None = None
    lows, highs = [bounds(v)[0] for v in values], [bounds(v)[1] for v in values]
    for v, low, high in zip(values, lows, highs, strict=True):
        a, b = _ends(v)
        if low is not None and (first is None or low < first[0]):
            first = (low, a)
        if high is not None and (last is None or high > last[0]):
            last = (high, b)
    if None in lows or first is None:
        return f"../{last[1]}" if last and None not in highs else "../.."
    if None in highs or last is None:
        return f"{first[1]}/.."
    short = days(first[0], last[0])
    return short if "/" not in short else f"{_known_end(*first)}/{_known_end(*last)}"


def _known_end(day: date, text: str) -> str:
    """An end of an interval without unknown digits: 201X is the year it reaches, 2014-XX-21 the day."""
    text = re.sub(r"(?:-XX)+(?![-\d])", "", text)
    if "X" not in text:
        return text
    return day.isoformat() if text.count("-") == 2 else f"{day.year:04d}{text[4:]}"


def _cover_vague(values: Sequence[str]) -> str:
    for v in values:
        if all(contains(v, w) for w in values):
            return v
    arcs = [_arc(_strict(v)) for v in values]
    best: tuple[int, str, str] | None = None
    for v, (start, _) in zip(values, arcs, strict=True):
        reach, end = max(((t - start) % _YEAR + n, w) for w, (t, n) in zip(values, arcs, strict=True))
        if best is None or reach < best[0]:
            best = (reach, _ends(v)[0], _ends(end)[1])
    if best is None or best[0] >= _YEAR:
        return "XXXX"
    return f"{best[1]}/{best[2]}"
