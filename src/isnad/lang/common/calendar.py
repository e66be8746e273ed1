"""Calendar expressions before and after they are resolved, and the arithmetic between.

:class:`When` is what words say («late last May»), :class:`Stretch` is where that lies on the calendar. Languages make the first,
`isnad.read.timeline` makes the second.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Gregorian, Hijri

from isnad.model import edtf
from isnad.model.records import Grain

BASE = 2001  # the year in which dates of unknown year are reckoned
LAST_YEAR = 2060  # no report tells of a later year; larger figures are quantities or names
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@dataclass(frozen=True, slots=True)
class When:
    """What a calendar expression says, unresolved. Fields that it does not speak of are None, 0 or empty.

    Attributes:
        kind: `cal` (names of the calendar), `rel` (a unit some steps from the anchor: "last week"), `ago` (a duration from the
            anchor: "two days later"), `trail` (the last or next so many units), `nth` (the second Tuesday of a month), `part`
            (a part of the anchor's day: "after midnight"), `range`, `feast`, or `none` (words that only look like a time).
        year, month, day, weekday (Monday 0), season (21–24): names of the calendar.
        hijri: month and year are of the Islamic calendar.
        civil: the year is a civil one beside an Islamic month («رمضان 2016»).
        decade: `year` is the first of ten.
        part: `early`, `mid` or `late` third of what is named.
        piece: (k, n): the k-th of n equal pieces of the year or month named (quarter, half, third); k = -1 is the last.
        mod: `past`, `this`, `next`, `same`, `following`, `prior`, as said of a calendar name; `last` for "the last days".
        unit: `hour`, `day`, `night`, `week`, `month`, `year`, `decade`, `century`.
        step: how many units from the anchor, for `rel`.
        anchor: `now` (the day of publication), `then` (the time spoken of) or `this` (`then` if it was spoken of just before, else `now`).
        count: length of a duration in units; None where the words give none ("days later").
        sign: -1 before, 1 after the anchor.
        nth: which week or weekday of the month; -1 the last.
        approx: said with "about".
        since: said with "since" or as background.
        clock: names an hour of the day.
        daypart: names a part of the day.
        today: (for calendar names) said to be so many days from the day of publication: «today, Monday 21 May» 0.
        end: end of a `range` whose start the other fields are.
        feast: key of a feast.
        firm: may stand alone (a bare month or year needs a preposition or a name beside it).
    """

    kind: str = "cal"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    hijri: bool = False
    civil: bool = False
    decade: bool = False
    part: str = ""
    piece: tuple[int, int] | None = None
    mod: str = ""
    unit: str = ""
    step: int = 0
    anchor: str = ""
    count: float | None = None
    sign: int = 0
    nth: int = 0
    approx: bool = False
    since: bool = False
    clock: bool = False
    daypart: str = ""
    today: int | None = None
    end: When | None = None
    feast: str = ""
    firm: bool = True

    def but(self, **changes: object) -> When:
        """The same with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on the calendar.

    Attributes:
        low: first day.
        high: last day.
        grain: how fine the words were.
        vague: the year is unknown; `low` and `high` are reckoned in :data:`BASE`.
        approx: "about".
        text: the EDTF value, where it says more than the days.
    """

    low: date
    high: date
    grain: Grain
    vague: bool = False
    approx: bool = False
    text: str | None = None

    def edtf(self) -> str:
        """The value as EDTF."""
        mark = "~" if self.approx else ""
        if self.text is not None:
            return self.text + (mark if not self.text.endswith(("~", "?", "%")) else "")
        low, high = self.low, self.high
        if self.grain == "decade":
            out = f"{low.year // 10:03d}X"
        elif self.grain == "century":
            out = f"{low.year // 100:02d}XX"
        elif self.grain == "year":
            out = f"{low.year:04d}"
        elif self.grain == "season":
            out = f"{low.year:04d}-{season_of(low.month)}"
        else:
            out = edtf.days(low, high)
        if self.vague:
            out = "/".join("XXXX" + part[4:] for part in out.split("/"))
        return out + mark


def season_of(month: int) -> int:
    """The season that begins with a month: March 21, June 22, September 23, December 24."""
    return {3: 21, 6: 22, 9: 23, 12: 24}[month]


def day_stretch(day: date, vague: bool = False) -> Stretch:
    """One day."""
    return Stretch(day, day, "day", vague)


def month_stretch(year: int, month: int, vague: bool = False) -> Stretch:
    """One month."""
    return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", vague)


def year_stretch(year: int) -> Stretch:
    """One year."""
    return Stretch(date(year, 1, 1), date(year, 12, 31), "year")


def season_stretch(year: int, season: int, vague: bool = False) -> Stretch:
    """One season; winter runs into the next year."""
    first, last = _SEASON_MONTHS[season]
    end = year + (last < first)
    return Stretch(date(year, first, 1), date(end, last, monthrange(end, last)[1]), "season", vague)


def week_stretch(day: date, steps: int, vague: bool = False) -> Stretch:
    """The week (Monday to Sunday) some weeks from that of a day."""
    monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * steps)
    return Stretch(monday, monday + timedelta(days=6), "week", vague)


def add_months(day: date, months: int) -> date:
    """The day some months on; the last of the month where it has no such day."""
    n = day.year * 12 + day.month - 1 + months
    year, month = divmod(n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def third(s: Stretch, part: str) -> Stretch:
    """The early, middle or late third.

    Of a month days 1–10, 11–20, 21–end; of a year months 1–4, 5–8 and (as news has it) 10–12; of a season its months; of a decade
    its years 0–3, 4–6, 7–9; of anything else thirds of its days.
    """
    low, high = s.low, s.high
    if s.grain == "month" and low.day == 1:  # months of the Islamic calendar begin elsewhere
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, high.day)}[part]
        return replace(s, low=low.replace(day=first), high=low.replace(day=last), grain="range", text=None)
    if s.grain == "year":
        first, last = {"early": (1, 4), "mid": (5, 8), "late": (10, 12)}[part]
        return replace(s, low=date(low.year, first, 1), high=month_stretch(low.year, last).high, grain="range", text=None)
    if s.grain == "season":
        start = add_months(low, {"early": 0, "mid": 1, "late": 2}[part])
        return replace(s, low=start, high=month_stretch(start.year, start.month).high, grain="month", text=None)
    if s.grain in ("decade", "century"):
        size = 1 if s.grain == "decade" else 10
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
        return replace(s, low=date(low.year + first * size, 1, 1), high=date(low.year + last * size + size - 1, 12, 31), grain="range", text=None)
    n = (high - low).days + 1
    if n < 3:
        return s
    cut = (timedelta(days=n // 3), timedelta(days=n - n // 3))
    if part == "early":
        return replace(s, high=low + cut[0] - timedelta(days=1), grain="range", text=None)
    if part == "mid":
        return replace(s, low=low + cut[0], high=low + cut[1] - timedelta(days=1), grain="range", text=None)
    return replace(s, low=low + cut[1], grain="range", text=None)


def piece_of(s: Stretch, k: int, n: int) -> Stretch | None:
    """The k-th of n pieces of a year (in months) or month (in days); k = -1 is the last."""
    k = n if k == -1 else k
    if not 1 <= k <= n:
        return None
    if s.grain == "year" and 12 % n == 0:
        size = 12 // n
        low = date(s.low.year, size * (k - 1) + 1, 1)
        return Stretch(low, month_stretch(low.year, size * k).high, "quarter" if n == 4 else "range", s.vague)
    if s.grain == "month":
        if n == 3:
            return third(s, ("early", "mid", "late")[k - 1])
        days = s.high.day
        low = s.low.replace(day=(days // n) * (k - 1) + 1 if k > 1 else 1)
        return Stretch(low, s.high if k == n else s.low.replace(day=(30 // n) * k), "range", s.vague)
    return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth (or with -1 the last) such weekday of a month."""
    first, days = monthrange(year, month)
    day = 1 + (weekday - first) % 7
    if nth == -1:
        day += 7 * ((days - day) // 7)
    else:
        day += 7 * (nth - 1)
    return date(year, month, day) if 1 <= day <= days else None


def nth_week(year: int, month: int, nth: int) -> Stretch | None:
    """The nth week of a month, counted from its first Monday on; -1 is the last week that ends in it."""
    monday = nth_weekday(year, month, 0, nth)
    if monday is None:
        return None
    if nth == -1 and (monday + timedelta(days=6)).month != month:
        monday -= timedelta(days=7)
    return Stretch(monday, monday + timedelta(days=6), "week")


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day: int) -> date | None:
    """A day of the Islamic calendar (Umm al-Qura, years 1343–1500 AH), or None outside it."""
    try:
        d = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(d.year, d.month, d.day)


def hijri_stretch(year: int, month: int | None, day: int | None) -> Stretch | None:
    """A year, month or day of the Islamic calendar on the civil one."""
    if day is not None and month is not None:
        found = hijri_day(year, month, day)
        return day_stretch(found) if found else None
    low = hijri_day(year, month or 1, 1)
    after = hijri_day(year + (month in (None, 12)), 1 if month in (None, 12) else (month or 0) + 1, 1)
    if low is None or after is None:
        return None
    return Stretch(low, after - timedelta(days=1), "month" if month else "year", text=edtf.days(low, after - timedelta(days=1)))


def hijri_year(day: date) -> int | None:
    """The Islamic year of a day, or None outside the calendar's range."""
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast_day(name: str, year: int) -> date | None:
    """The first day of a feast in a civil year.

    Args:
        name: `fitr`, `adha`, `hijri-new-year`, `ashura`, `mawlid`, `christmas`, `new-year`, `new-year-eve`, `easter`, `nowruz`.
        year: civil year.
    """
    fixed = {"christmas": (12, 25), "new-year": (1, 1), "new-year-eve": (12, 31), "nowruz": (3, 21)}
    if name in fixed:
        return date(year, *fixed[name])
    if name == "easter":
        return easter(year)
    islamic = {"fitr": (10, 1), "adha": (12, 10), "hijri-new-year": (1, 1), "ashura": (1, 10), "mawlid": (3, 12)}
    if name not in islamic:
        return None
    month, day = islamic[name]
    around = hijri_year(date(year, 1, 1))
    if around is None:
        return None
    for h in (around, around + 1):
        found = hijri_day(h, month, day)
        if found is not None and found.year == year:
            return found
    return None
