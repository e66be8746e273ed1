"""Placing calendar expressions: a running reference goes through the document beside the day of publication.

Three anchors are kept: *now*, when the report was published; *then*, the time last spoken of; and the day last spoken of. Each is
None until it is known, and nothing is guessed from an anchor that is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from isnad.lang.common.calendar import (
    BASE,
    Stretch,
    When,
    add_months,
    day_stretch,
    feast_day,
    month_stretch,
    nth_week,
    nth_weekday,
    piece_of,
    third,
    week_stretch,
)  # fmt: skip
from isnad.model import edtf
from isnad.read.anchors import named, nearest_year, shift, step, trailing, year_after, year_before

LONG_AGO = 300  # days before publication from which on a time is history, not news
NEAR = 4  # sentences over which the time spoken of lends its year
_WITHIN = 10  # more days than this after «خلال» are a duration, not a stretch from the day spoken of
_SOON = 4  # months after the time spoken of within which a name goes on from it rather than back to the year of the text
_TOLD = 6  # sentences over which an hour or part of a day is of the day spoken of
_COMING = 45  # days ahead within which a day of a month without a year is one to come
_RECENT = 3  # sentences over which a day stays the day spoken of


def stretch_of(value: str | None) -> Stretch | None:
    """An EDTF value as days; None for none, for open intervals and for values without month where the year is unknown."""
    if value is None or not edtf.valid(value):
        return None
    low, high = edtf.bounds(value)
    grain = edtf.grain(value)
    if low is None or high is None:
        part = value.rstrip("~?%").split("-")
        if value.startswith("XXXX-") and grain in ("day", "month"):
            month = int(part[1])
            if len(part) == 3:
                return day_stretch(date(BASE, month, min(int(part[2]), 28 if month == 2 else 31)), True)
            return month_stretch(BASE, month, True)
        return None
    return Stretch(low, high, "day" if grain == "time" else grain)


@dataclass(slots=True)
class Timeline:
    """The anchors while a document is read.

    Attributes:
        now: when the report was published.
        weekday: weekday of `now`, where its year is unknown but its weekday is said.
        assumed: the latest time the text itself dates, standing in for `now` where only the year is asked for.
        then: the time last spoken of.
        then_at: the sentence it stands in.
        day: the day last spoken of.
        day_at: the sentence it stands in.
        background: `then` was said with "since": it opens a period and lends no year.
        history: the text tells of things long past rather than of the days before publication.
        ahead: names without year or modifier mean the next such day, as in a calendar; in news they mean the last.
        sole: the only year that the text names, where its publication is unknown.
        doubts: pairs of the date and the weekday that was said of it, where they do not fit.
    """

    now: Stretch | None = None
    weekday: int | None = None
    assumed: Stretch | None = None
    then: Stretch | None = None
    then_at: int = -99
    day: Stretch | None = None
    day_at: int = -99
    background: bool = False
    history: bool = False
    ahead: bool = False
    sole: int | None = None
    doubts: list[tuple[date, int]] = field(default_factory=list)

    def note(self, s: Stretch, sentence: int, background: bool, aside: bool = False) -> None:
        """Make a stretch the time spoken of; a look back (`aside`) does not become the day that the text goes on from."""
        self.then, self.then_at, self.background = s, sentence, background
        if aside and self.day is not None and s.high < self.day.low:
            return
        if s.low == s.high or (s.grain == "range" and (s.high - s.low).days <= 1):
            self.day, self.day_at = replace(s, low=s.high) if s.low != s.high else s, sentence

    def resolve(self, w: When, sentence: int, future: bool = False) -> tuple[Stretch | None, Stretch | None]:
        """Where an expression lies, and the anchor it was counted from; (None, None) when that cannot be known."""
        try:
            found, anchor = _KINDS[w.kind](self, w, sentence, future or self.ahead)
        except (ValueError, OverflowError):  # beyond the years 1 to 9999: «قبل خمسة آلاف عام»
            return None, None
        if found is None:
            return None, None
        if w.kind == "range":
            pass
        elif w.piece is not None:
            found = piece_of(found, *w.piece)
        elif w.part:
            found = third(found, w.part)
        if found is not None and w.approx:
            found = replace(found, approx=True)
        return found, anchor

    # -- names of the calendar -------------------------------------------------------------------------------------------------

    def _cal(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        if w.unit == "week" and w.weekday is not None:
            return self._weekday_of_week(w, sentence)
        if w.day is not None and w.month is None:
            return self._day_of_month(w, sentence)
        if w.month is None and w.weekday is not None:
            return self._weekday(w, sentence, future)
        year, vague, anchor = self._year(w, sentence, future)
        if year is None:
            return None, None
        found = named(w, year, vague)
        if found is not None and w.weekday is not None and w.day is not None and not vague and found.low.weekday() != w.weekday:
            self.doubts.append((found.low, w.weekday))
        return found, anchor

    def _year(self, w: When, sentence: int, future: bool) -> tuple[int | None, bool, Stretch | None]:
        """The year of a name, whether it is unknown, and the anchor that gave it."""
        if w.year is not None:
            return w.year, False, None
        now = self.now if self.now is not None and not self.now.vague else self.assumed
        if w.unit == "year":
            base = self.then if w.anchor == "then" else now
            if base is None or base.vague:
                return (BASE, True, None) if w.month is not None else (None, False, None)
            return base.low.year + w.step, False, base
        if w.month is None and w.season is None:
            return None, False, None
        if w.mod == "last":  # «منذ الصيف»
            return (year_before(w, now, strict=False), False, now) if now is not None and not now.vague else (None, False, None)
        if w.mod in ("following", "prior", "same"):
            base = self.then
            if base is None or base.vague:
                return BASE, True, base
            return year_after(w, base.low) + (0 if w.mod != "prior" else -1), False, base
        if self.sole is not None and self.now is None and not w.mod and w.unit == "":
            after = self.then is not None and not self.then.vague and w.month is not None and 0 < (w.month - self.then.low.month) % 12 <= _SOON
            return (year_after(w, self.then.low) if after and self.then is not None else self.sole), False, self.then
        if not w.mod and self._narrated(sentence, now):
            assert self.then is not None
            return year_after(w, self.then.low), False, self.then
        if now is None or (now is self.assumed and not w.mod):
            return (BASE, True, self.now) if w.season is None else (None, False, None)
        if w.mod == "this":
            return nearest_year(w, now.low), False, now
        if w.mod == "next" or (future and not w.mod):
            return year_after(w, now.high + timedelta(days=1) if w.mod else now.low.replace(day=1)), False, now
        if w.day is not None and w.mod == "" and now.low == now.high and not self.history:
            coming = year_after(w, now.low)
            ahead = named(w, coming, False)
            if ahead is not None and (ahead.low - now.low).days <= _COMING:
                return coming, False, now  # nobody means the day eleven months ago and leaves out the year
        return year_before(w, now, strict=w.mod == "past"), False, now

    def _narrated(self, sentence: int, now: Stretch | None) -> bool:
        """Whether a date without year belongs to the time spoken of rather than to the days before publication."""
        then = self.then
        if then is None or then.vague or self.background or then.grain in ("decade", "century"):
            return False
        if self.now is None or self.now.vague:
            return sentence - self.then_at <= NEAR
        reach = 2 * NEAR if self.history and then.grain != "year" else 1
        return now is not None and (now.low - then.high).days > LONG_AGO and sentence - self.then_at <= reach

    def _weekday(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        assert w.weekday is not None
        if w.mod in ("following", "prior", "same") and self.day is not None and not self.day.vague:
            base = self.day.low
            move = (w.weekday - base.weekday() - 1) % 7 + 1 if w.mod == "following" else -((base.weekday() - w.weekday - 1) % 7 + 1)
            return day_stretch(base + timedelta(days=0 if w.mod == "same" and base.weekday() == w.weekday else move)), self.day
        now = self.now
        if now is None or now.low != now.high:
            return None, None
        today = now.low.weekday() if not now.vague else self.weekday
        if w.today is not None:
            day = now.low + timedelta(days=w.today)
            if today is not None and not now.vague and day.weekday() != w.weekday:
                self.doubts.append((day, w.weekday))
                day += timedelta(days=(w.weekday - day.weekday() + 3) % 7 - 3)  # writers know the weekday; pages print other days
            return day_stretch(day, now.vague), now
        if today is None:
            return None, None
        back = (today - w.weekday) % 7
        if w.mod == "past":
            back = back or 7
        elif w.mod == "next" or (future and not w.mod):
            back = -((-back) % 7 or (7 if w.mod else 0))
        return day_stretch(now.low - timedelta(days=back), now.vague), now

    def _weekday_of_week(self, w: When, sentence: int) -> tuple[Stretch | None, Stretch | None]:
        base = self.day if w.anchor == "then" else self.now
        if base is None or base.low != base.high or base.vague or w.weekday is None:
            return None, None
        return day_stretch(week_stretch(base.low, w.step).low + timedelta(days=w.weekday)), base

    def _day_of_month(self, w: When, sentence: int) -> tuple[Stretch | None, Stretch | None]:
        assert w.day is not None
        base = self.then if w.anchor == "then" and self.then is not None and self.then.grain != "year" else self.now
        if base is None or (base.high - base.low).days > 62:
            return None, None
        month = add_months(base.low.replace(day=1), w.step)
        if w.weekday is not None and not base.vague:  # «السبت 23»: the month that fits, this one or the one before
            for back in (0, -1):
                try:
                    day = add_months(month, back).replace(day=w.day)
                except ValueError:
                    continue
                if day.weekday() == w.weekday:
                    return day_stretch(day), base
            return None, None
        try:
            return day_stretch(month.replace(day=w.day), base.vague), base
        except ValueError:
            return None, None

    # -- counted from an anchor ------------------------------------------------------------------------------------------------

    def _rel(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        base = self.now
        if w.anchor == "then":
            base = self.day if w.unit in ("day", "week") else self.then
            if base is None and w.step > 0:
                base = self.now  # nothing was told yet: the next week is that after publication
        elif w.anchor == "this" and w.unit == "day" and self.day is not None and sentence - self.day_at < _RECENT:
            base = self.day
        elif w.anchor == "this" and w.unit != "day" and self.then is not None and (sentence - self.then_at < 2 or self.now is None):
            base = self.then
        if base is None and w.anchor == "now" and w.unit in ("year", "decade", "century"):
            base = self.assumed
        return (None, None) if base is None else (step(base, w.unit, w.step), base)

    def _ago(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        if w.anchor == "now":
            base = self.now if self.now is not None or w.unit not in ("year", "decade") else self.assumed
        else:
            base = self.day if w.unit in ("day", "night", "week", "hour") else self.then
        if base is None and w.mod in ("of", "event") and w.sign > 0 and w.count is not None and w.unit in ("day", "night", "week"):
            fixed = self.then is None and self.now is not None and self.now.low == self.now.high
            base, found = (self.now, self.now) if fixed else (None, None)  # «بعد خمسة أيام على الهدنة، عاد»: the news itself
            return found, base
        if base is None or (base.vague and w.unit in ("year", "decade")):
            return None, None
        if w.mod in ("of", "event") and w.sign > 0 and self.day is not None and base is self.day:
            # "on Tuesday, a day after the town fell" dates the happening, not what came of it; «بعد يوم من» as a rule neither
            return shift(base, w.but(sign=-1)) if w.mod == "event" and self.day_at == sentence else None, base
        found = shift(base, w)
        if w.anchor == "then" and w.unit in ("month", "year", "decade") and found is not None:
            limit = self.now if self.now is not None and not self.now.vague else self.assumed
            if sentence - self.then_at > 1 or (limit is not None and found.low > limit.high):
                return None, None
        return found, base

    def _trail(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        base = self.now
        recent = self.day if self.day is not None and sentence - self.day_at < (_RECENT if w.mod == "within" else 1) else None
        if recent is not None and w.unit not in ("year", "decade"):
            base = recent
        if w.mod == "within" and future and self.now is not None and self.now.low == self.now.high:
            return trailing(self.now, w.but(mod="next")), self.now
        if base is None or (w.mod == "within" and (recent is None or (w.count or 0) > _WITHIN)):
            return None, None
        return trailing(base, w), base

    def _part(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        far = self.now is not None and self.now.low == self.now.high and not self.history and w.anchor != "then"
        reach = 1 if w.daypart == "overnight" else _TOLD
        base = self.day if self.day is not None and (sentence - self.day_at < reach or not far) else self.now
        if base is None or base.low != base.high:
            return None, None
        if w.daypart == "overnight":
            return Stretch(base.low - timedelta(days=1), base.high, "range", base.vague), base
        return replace(base, grain="time" if w.clock else "day"), base

    def _nth(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        year, vague, anchor = self._year(w.but(weekday=None, day=None, unit="", mod=""), sentence, future)
        if year is None or vague or w.month is None:
            return None, None
        if w.weekday is not None:
            if w.day is not None:
                try:
                    day: date | None = date(year, w.month, w.day)
                except ValueError:
                    day = None
                if day is not None and day.weekday() == w.weekday:
                    return day_stretch(day), anchor
            day = nth_weekday(year, w.month, w.weekday, w.nth)
            return (day_stretch(day), anchor) if day else (None, None)
        if w.unit == "day":
            return day_stretch(month_stretch(year, w.month).high), anchor
        if w.unit == "days":  # the nth seven days of a month
            whole = month_stretch(year, w.month)
            low = whole.low + timedelta(days=7 * (w.nth - 1)) if w.nth > 0 else whole.high - timedelta(days=6)
            return Stretch(low, low + timedelta(days=6), "week"), anchor
        return nth_week(year, w.month, w.nth), anchor

    def _feast(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        if w.year is not None:
            day = feast_day(w.feast, w.year)
            return (day_stretch(day), None) if day else (None, None)
        now = self.now
        if now is None or now.vague:
            return None, None
        years = [d for y in (-1, 0, 1) if (d := feast_day(w.feast, now.low.year + y)) is not None]
        if w.mod in ("past", "next"):
            years = [d for d in years if (d < now.low) == (w.mod == "past")]
            day = (max if w.mod == "past" else min)(years, default=None)
        else:
            eve = w.feast == "new-year-eve"  # it belongs to either year
            day = min(years, key=lambda d: (d.year != now.low.year and not eve, abs(d - now.low)), default=None)
        return (day_stretch(day), now) if day else (None, None)

    def _range(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        assert w.end is not None
        first, last = w.but(kind="rel" if w.since and w.unit and w.month is None else "cal", end=None, since=False, part="", piece=None), w.end
        if w.part:
            first = first.but(part=w.part)
        b, anchor = self.resolve(last, sentence, future)
        if b is None:
            return None, None
        if first.weekday is not None and first.month is None and first.day is None and last.weekday is not None and not b.vague:
            low = b.low - timedelta(days=(last.weekday - first.weekday) % 7)
            return Stretch(low, b.high, "range"), anchor
        if first.kind == "cal" and first.year is None and not first.mod and not first.unit and first.month is not None:
            year = b.low.year
            a = named(first, year, b.vague)
            if a is not None and a.low > b.high:
                a = named(first, year - 1, b.vague)
        else:
            a, _ = self.resolve(first, sentence, future)
        if a is None or a.vague != b.vague or a.low > b.high:
            return None, None
        return Stretch(a.low, b.high, "range", a.vague), anchor

    def _none(self, w: When, sentence: int, future: bool) -> tuple[Stretch | None, Stretch | None]:
        return None, None


_KINDS = {
    "cal": Timeline._cal, "rel": Timeline._rel, "ago": Timeline._ago, "trail": Timeline._trail, "part": Timeline._part, "nth": Timeline._nth,
    "feast": Timeline._feast, "range": Timeline._range, "none": Timeline._none,
}  # fmt: skip
