"""Arithmetic of anchors: names of the calendar in a year, the year of a name that has none, durations and units from an anchor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from isnad.lang.common.calendar import (
    Stretch,
    When,
    add_months,
    day_stretch,
    hijri_stretch,
    hijri_year,
    month_stretch,
    season_stretch,
    week_stretch,
    year_stretch,
)  # fmt: skip


def named(w: When, year: int, vague: bool) -> Stretch | None:
    """A name of the calendar in a year."""
    if w.hijri:
        return _islamic(w, year) if not vague else None  # it wanders through the civil year
    if w.decade:
        return Stretch(date(year, 1, 1), date(year + 9, 12, 31), "decade")
    if w.season is not None:
        return season_stretch(year, w.season)
    if w.month is None:
        return year_stretch(year)
    if w.day is None:
        return month_stretch(year, w.month, vague)
    try:
        return day_stretch(date(year, w.month, w.day), vague)
    except ValueError:
        return None


def _islamic(w: When, year: int) -> Stretch | None:
    """A name of the Islamic calendar, in an Islamic or (`civil`, or where the year was inferred) a civil year."""
    if year < 1600:
        return hijri_stretch(year, w.month, w.day)
    around = hijri_year(date(year, 1, 1))
    for h in (around, around + 1) if around is not None else ():
        found = hijri_stretch(h, w.month, w.day)
        if found is not None and found.low.year == year:
            return found
    return None


def _key(w: When) -> tuple[int, int]:
    """Month and day that a name begins with."""
    if w.season is not None:
        return {21: 3, 22: 6, 23: 9, 24: 12}[w.season], 1
    return w.month or 1, w.day or 1


def year_before(w: When, now: Stretch, strict: bool) -> int:
    """The year of the last such name before (strictly: not in) publication."""
    year = now.low.year
    if w.day is not None and now.low == now.high:
        key, at = _key(w), (now.low.month, now.low.day)
        return year if key < at or (key == at and not strict) else year - 1
    month, at_month = _key(w)[0], now.low.month
    return year if month < at_month or (month == at_month and not strict) else year - 1


def year_after(w: When, day: date) -> int:
    """The year of the first such name on or after a day."""
    if w.day is not None:
        return day.year if _key(w) >= (day.month, day.day) else day.year + 1
    return day.year if _key(w)[0] >= day.month else day.year + 1


def nearest_year(w: When, day: date) -> int:
    """The year in which the name lies nearest to a day."""
    month = _key(w)[0]
    return day.year + (1 if month - day.month < -6 else -1 if month - day.month > 6 else 0)


def step(base: Stretch, unit: str, step: int) -> Stretch | None:
    """The unit some steps from that which holds the base."""
    low = base.low
    if unit in ("day", "night"):
        return day_stretch(low + timedelta(days=step), base.vague) if base.low == base.high else None
    if unit == "week":
        return week_stretch(low, step, base.vague) if base.low == base.high else None
    if unit == "month":
        if (base.high - low).days > 62:
            return None
        month = add_months(low.replace(day=1), step)
        return month_stretch(month.year, month.month, base.vague)
    if base.vague:
        return None
    if unit == "year":
        return year_stretch(low.year + step)
    size = 10 if unit == "decade" else 100
    first = low.year // size * size + step * size
    return Stretch(date(first, 1, 1), date(first + size - 1, 12, 31), "decade" if size == 10 else "century")


def shift(base: Stretch, w: When) -> Stretch | None:
    """A duration from the base."""
    fixed = base.low == base.high
    if w.count is None:
        if not fixed:
            return None
        near, far = (2, 10) if w.unit == "day" else (14, 45)
        a, b = base.low + timedelta(days=w.sign * near), base.low + timedelta(days=w.sign * far)
        low, high = min(a, b), max(a, b)
        end = month_stretch(high.year, high.month)
        return Stretch(low.replace(day=1), end.high, "range", base.vague, low.month == high.month)
    n = w.sign * w.count
    if w.unit in ("day", "night", "hour", "week"):
        if not fixed:
            return None
        days = n * {"hour": 1 / 24, "week": 7}.get(w.unit, 1)
        return Stretch(base.low + timedelta(days=round(days)), base.low + timedelta(days=round(days)), "day", base.vague, w.unit == "week")
    if w.unit == "month":
        if (base.high - base.low).days > 62:
            return None
        month = add_months(base.low.replace(day=1), int(n)) if n == int(n) else base.low + timedelta(days=round(n * 30.4))
        return replace(month_stretch(month.year, month.month, base.vague), approx=w.since)
    years = round(n * (10 if w.unit == "decade" else 1))
    return replace(year_stretch(base.low.year + years), approx=w.since or w.unit == "decade") if not base.vague else None


def trailing(base: Stretch, w: When) -> Stretch | None:
    """The last or next so many units, up to or from the base."""
    fixed, sign, n = base.low == base.high, (-1 if w.mod in ("past", "last") else 1), w.count
    month, vague = base.low.replace(day=1), base.vague
    if n is None:
        near = add_months(month, sign)
        if w.unit == "day":
            return replace(month_stretch(month.year, month.month, vague), approx=True)
        if w.unit == "week":
            names = [f"{'XXXX' if vague else m.year}-{m.month:02d}" for m in (near, month)]
            span = f"{names[0]}~/{names[1]}" if sign < 0 else f"{names[1]}/{names[0]}~"
            low, high = min(near, month), max(near, month)
            return Stretch(low, month_stretch(high.year, high.month).high, "range", vague, False, span)
        return None
    if w.unit in ("hour", "day", "week"):
        days = n / 24 if w.unit == "hour" else n if w.unit == "day" else 7 * n - 1
        if not fixed or days < 1:
            return None
        other = base.low + timedelta(days=sign * round(days))
        return Stretch(min(other, base.low), max(other, base.low), "range", vague)
    if w.unit == "month":
        if n == 1 and fixed:
            other = add_months(base.low, sign)
            return Stretch(min(other, base.low), max(other, base.low), "range", vague)
        far = add_months(month, sign * round(n))
        low, high = min(far, month), max(far, month)
        return Stretch(low, month_stretch(high.year, high.month).high, "range", vague)
    if vague or w.unit not in ("year", "decade"):
        return None
    year, years = base.low.year, round(n * (10 if w.unit == "decade" else 1))
    first, last = (year - years, year) if sign < 0 else (year, year + years)
    text = f"{first}~/{last}" if w.unit == "decade" else None
    return Stretch(date(first, 1, 1), date(last, 12, 31), "range", False, False, text)
