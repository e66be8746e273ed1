"""Rules of English calendar expressions counted from an anchor or with extent: days, weeks, durations, hours, ranges."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.rules import Node, Rule, dim, maybe, word
from isnad.lang.common.calendar import When
from isnad.lang.common.leaves import Duration
from isnad.lang.en.times_rules import DAY, DAYNUM, YEARFIG, Made, on_a_day, pick, t, unit

_STEPS = {"past": (-1, "now"), "this": (0, "now"), "next": (1, "now"), "following": (1, "then"), "prior": (-1, "then"), "same": (0, "then")}
_UNITS = ("day", "night", "week", "month", "year", "decade")


def _deictic(n: Sequence[Node]) -> Made:
    return "t", When(kind="rel", unit="day", step=n[0].value.value, anchor="now")


def _weekend(n: Sequence[Node]) -> Made:
    return "t", When(kind="rel", unit="week", step=n[0].value, anchor="now", part="late")


def _nth_of_rel(n: Sequence[Node]) -> Made:
    w = n[-1].value
    return "t", When(day=pick(n, "ordinal"), unit="month", step=w.step, anchor=w.anchor)


def _then_day(n: Sequence[Node]) -> Made:
    return "t", When(kind="rel", unit="day", step=n[0].value.value, anchor="then")


def _deictic_weekday(n: Sequence[Node]) -> Made:
    shift, w = [x.value for x in n if x.dim == "t"]
    return ("t", w.but(today=shift.step)) if shift.anchor == "now" and w.today is None and not w.mod else None


def _rel(n: Sequence[Node]) -> Made:
    mod, u = n[0].value, n[-1].value
    step, anchor = _STEPS[mod]
    if u.name in ("hour", "minute") or (u.name == "night" and anchor == "now"):
        return None
    if u.name == "day" and anchor == "now":
        return None
    return "t", When(kind="rel", unit="day" if u.name == "night" else u.name, step=step, anchor=anchor)


def _no_time(n: Sequence[Node]) -> Made:
    return "t", When(kind="none")


def _duration(n: Sequence[Node]) -> Made:
    number, u = pick(n, "number"), n[-1].value
    if number is not None:
        return ("dur", Duration(number.value, u.name)) if number.kind in ("figures", "words") else None
    if pick(n, "few") is not None:
        return ("dur", Duration(None, u.name)) if u.number == "p" else None
    if n[0].dim == "word":
        return ("dur", Duration(1.0, u.name)) if u.number == "s" else None
    return ("dur", Duration(None, u.name, "bare")) if u.number == "p" else None


def _ago(n: Sequence[Node]) -> Made:
    d = n[0].value
    if d.count is None or (d.unit == "hour" and d.count < 24):
        return None
    return "t", When(kind="ago", unit=d.unit, count=d.count, sign=-1, anchor="now")


def _later(n: Sequence[Node]) -> Made:
    d, later = pick(n, "dur"), pick(n, "later")
    if later is None:
        later = -1 if n[-1].value == "before" else 1
    if (d.count is None and d.unit not in ("day", "week")) or d.unit == "hour":
        return None
    return "t", When(kind="ago", unit=d.unit, count=d.count, sign=later, anchor="then", mod="event" if n[-1].dim == "word" else "")


def _trail(n: Sequence[Node]) -> Made:
    mod, number, u = n[0].value, pick(n, "number"), n[-1].value
    if number is None and u.number == "s":
        whole = u.name in ("week", "month") and len(n) == 2 and n[0].last - n[0].first > 1  # "the past week"; "last week" is a calendar week
        return ("t", When(kind="trail", unit=u.name, count=1, mod=mod)) if whole else None
    if number is not None and number.kind not in ("figures", "words"):
        return None
    return "t", When(kind="trail", unit=u.name, count=number.value if number is not None else None, mod=mod)


def _within(n: Sequence[Node]) -> Made:
    d = n[-1].value
    if d.count is None or d.unit not in ("day", "week") or d.count < 2:
        return None
    return "t", When(kind="trail", unit=d.unit, count=d.count, mod="within")


def _next_day(n: Sequence[Node]) -> Made:
    return "t", When(kind="ago", unit="day", count=1, sign=1, anchor="then")


def _part_of_day(n: Sequence[Node]) -> Made:
    return "t", When(kind="part", daypart="day", clock=n[0].dim == "clock")


def _overnight(n: Sequence[Node]) -> Made:
    return "t", When(kind="part", daypart="overnight")


def _moment_of(n: Sequence[Node]) -> Made:
    w = pick(n, "t")
    return ("t", w.but(daypart="day")) if not w.daypart else None


def _season_said(n: Sequence[Node]) -> Made:
    return "t", When(season=pick(n, "season").value, mod=n[0].value)


def _week_of(n: Sequence[Node]) -> Made:
    w, k = n[-1].value, pick(n, "ordinal")
    if w.month is None or w.day is not None or w.weekday is not None or w.part or w.piece or w.kind != "cal":
        return None
    nth = k if k is not None else -1
    return ("t", w.but(kind="nth", nth=nth, unit="days", firm=True)) if nth == -1 or nth <= 4 else None


def _hm(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "number"]
    fits = len(a.figures) in (1, 2) and len(b.figures) == 2 and a.value <= 24 and b.value < 60
    return ("hm", 1) if fits else None


def _clock(n: Sequence[Node]) -> Made:
    number = pick(n, "number")
    return ("clock", 1) if number is None or (number.figures and number.value <= 24) else None


def _clock_words(n: Sequence[Node]) -> Made:
    words = [x.value for x in n if x.dim == "word"]
    return ("clock", 1) if len(words) in (0, 2) else None


def _add_clock(n: Sequence[Node]) -> Made:
    return "t", next(x.value for x in n if x.dim == "t").but(clock=True)


def _feast(n: Sequence[Node]) -> Made:
    mod = pick(n, "mod")
    if mod not in (None, "past", "next", "this"):
        return None
    return "t", When(kind="feast", feast=pick(n, "feast"), year=pick(n, "yearfig"), mod=mod or "")


def _days(n: Sequence[Node]) -> Made:
    m = pick(n, "month")
    days = [int(x.value.value) if x.dim == "number" else x.value for x in n if x.dim in ("number", "ordinal")]
    if not days[0] < days[-1] <= 31:
        return None
    return "t", When(kind="range", day=days[0], month=m.number, end=When(day=days[-1], month=m.number))


def _months(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "month"]
    if a.number == b.number or "hijri" in (a.names, b.names):
        return None
    return "t", When(kind="range", month=a.number, end=When(month=b.number), firm=False)


def _years(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "yearfig"]
    return ("t", When(kind="range", year=a, end=When(year=b), firm=False)) if a < b else None


def _weekdays(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "weekday"]
    if (b.value - a.value) % 7 > 3 or a.value == b.value:
        return None
    return "t", When(kind="range", weekday=a.value, end=When(weekday=b.value))


def _add_year_to_range(n: Sequence[Node]) -> Made:
    w, fig = n[0].value, n[-1].value
    if w.year is not None or w.month is None or w.unit or w.mod or w.end.year is not None:
        return None
    return "t", w.but(year=fig, end=w.end.but(year=fig), firm=True)


def _range(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "t"]
    if a.end or b.end:
        return None
    return "t", a.but(kind="range", end=b.but(firm=True), firm=True, since=a.kind == "rel")


_TO = word("to", "until", "till", "through", "and", "-", "–", "—", "/")
_YEARLESS = t("range", test=lambda w: w.year is None)

RULES: tuple[Rule, ...] = (
    Rule("en.time.deictic", "\"today\", \"yesterday\", \"last night\", \"tomorrow\".", (dim("deictic"),), _deictic),
    Rule("en.time.weekend", "\"over the weekend\", \"this weekend\".", (dim("weekend"),), _weekend),
    Rule("en.time.nth-of-month-modified", "\"the 5th of this month\".",
         (maybe(word("on")), word("the"), dim("ordinal", lambda o: o <= 31), word("of"), t("rel", test=lambda w: w.unit == "month")), _nth_of_rel),
    Rule("en.time.then-day", "\"the day before\", \"a day later\": from the day spoken of.", (dim("thenday"),), _then_day),
    Rule("en.time.today-weekday", "\"today, Monday 21 May\".",
         (t("rel", test=lambda w: w.unit == "day"), maybe(word(",")), t(test=on_a_day)), _deictic_weekday),
    Rule("en.time.unit-modified", "\"last week\", \"the following month\", \"the same year\".",
         (dim("mod"), unit("day", "night", "week", "month", "year", "decade", "century", number="s")), _rel),
    Rule("en.time.no-time", "\"one day\", \"day after day\", \"May Day\" are no dates.", (dim("nottime"),), _no_time),
    Rule("en.time.duration", "A number and a unit of time.", (dim("number"), unit("hour", *_UNITS)), _duration),
    Rule("en.time.duration-one", "\"a week\".", (word("a", "an", "one"), unit("hour", *_UNITS, number="s")), _duration),
    Rule("en.time.duration-few", "\"several days\", \"a few weeks\".", (maybe(word("a")), dim("few"), unit(*_UNITS, number="p")), _duration),
    Rule("en.time.duration-bare", "\"days\", \"weeks\", where later or earlier follows.", (unit("hour", "day", "week", number="p"),), _duration),
    Rule("en.time.ago", "\"two months ago\".", (dim("dur"), dim("ago")), _ago),
    Rule("en.time.later", "\"two days later\", \"a month earlier\": from the time spoken of.",
         (dim("dur", lambda d: d.unit != "hour"), dim("later")), _later),
    Rule("en.time.after-what", "\"ten days after the resolution\", \"the day before\".",
         (dim("dur", lambda d: d.count is not None and d.unit in ("day", "night", "week")), word("after", "before")), _later),
    Rule("en.time.within-a-day", "\"within a day\": from the day spoken of.",
         (dim("within"), dim("dur", lambda d: d.count == 1 and d.unit == "day")), _next_day),
    Rule("en.time.trail", "\"the past week\", \"the last 24 hours\", \"recent weeks\".",
         (dim("trailmod"), maybe(dim("number")), maybe(dim("few")), unit("hour", *_UNITS)), _trail),
    Rule("en.time.within", "\"within two days\".", (dim("within"), dim("dur")), _within),
    Rule("en.time.moment", "\"after midnight\": of the day spoken of.", (dim("daymoment"),), _part_of_day),
    Rule("en.time.overnight", "\"overnight\": the night that ends on the day spoken of.", (dim("overnight"),), _overnight),
    Rule("en.time.moment-day", "\"at dusk on Monday\", \"by nightfall on Friday\".", (dim("daymoment"), maybe(word("on", "of")), DAY), _moment_of),
    Rule("en.time.day-moment", "\"Sunday at dawn\", \"on 23 March before dawn\".", (DAY, dim("daymoment")), _moment_of),
    Rule("en.time.that-season", "\"that summer\": of the time spoken of.", (dim("thatword"), dim("season")), _season_said),
    Rule("en.time.week-of-month", "\"the first week of November\": seven days of it.",
         (word("the"), dim("ordinal"), word("week"), word("of", "in"), t()), _week_of),
    Rule("en.time.last-week-of-month", "\"the last week of January\": its last seven days.",
         (word("the"), word("last", "final"), word("week"), word("of", "in"), t()), _week_of),
    Rule("en.time.hours-minutes", "Hours and minutes in figures.", (dim("number"), word(":", "."), dim("number")), _hm),
    Rule("en.time.clock", "\"5 pm\", \"5:30 a.m.\", \"17:00 GMT\".", (dim("number"), dim("ampm")), _clock),
    Rule("en.time.clock-words", "\"six in the morning\", \"half past six in the evening\": an hour in words and its part of the day.",
         (maybe(word("half", "quarter")), maybe(word("past", "to")), dim("number", lambda v: v.kind == "words" and 1 <= v.value <= 12),
          dim("clockpart")), _clock_words),
    Rule("en.time.clock-figures", "\"5:30 a.m.\".", (dim("hm"), dim("ampm")), _clock),
    Rule("en.time.clock-zone", "\"17:00 GMT\".", (dim("hm"), dim("zone")), _clock),
    Rule("en.time.clock-half-zone", "\"6 a.m. local time\".", (dim("clock"), dim("zone")), _clock),
    Rule("en.time.clock-alone", "An hour of the day spoken of.", (dim("clock"),), _part_of_day),
    Rule("en.time.day-clock", "A day and an hour.", (DAY, maybe(word(",", "at", "-", "–", "|")), dim("clock")), _add_clock),
    Rule("en.time.day-figures", "A day and an hour in figures.", (DAY, maybe(word(",", "at", "-", "–", "|")), dim("hm")), _add_clock),
    Rule("en.time.clock-day", "An hour and its day.", (dim("clock"), maybe(word("on", ",")), DAY), _add_clock),
    Rule("en.time.feast", "A feast, with a year or modifier if there is one.",
         (maybe(dim("mod")), dim("feast"), maybe(word("in", "of")), maybe(YEARFIG)), _feast),
    Rule("en.time.days", "Days of one month: \"May 3-7\", \"May 3 and 4\".", (dim("month"), DAYNUM, _TO, DAYNUM), _days),
    Rule("en.time.days-month", "Days of one month: \"3-7 May\".", (DAYNUM, _TO, DAYNUM, dim("month")), _days),
    Rule("en.time.months", "Months: \"February and March\".", (dim("month"), _TO, dim("month")), _months),
    Rule("en.time.years", "Years: \"2003 and 2005\", \"2011-2013\".", (YEARFIG, _TO, YEARFIG), _years),
    Rule("en.time.weekdays", "Two weekdays in a row.", (dim("weekday"), _TO, dim("weekday")), _weekdays),
    Rule("en.time.range-year", "A range takes the year after it.", (_YEARLESS, maybe(word(",", "of", "in")), YEARFIG), _add_year_to_range),
    Rule("en.time.from-to", "\"from May 3 to June 7\".", (word("from", "between"), t("cal", "rel"), _TO, t("cal", "rel")), _range),
    Rule("en.time.dash", "Two dates with a dash between.", (t(test=on_a_day), word("-", "–", "—"), t(test=on_a_day)), _range),
)  # fmt: skip
