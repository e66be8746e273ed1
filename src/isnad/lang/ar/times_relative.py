"""Rules of Arabic calendar expressions counted from an anchor: days from today, units before and after, weekdays of a month."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.rules import Node, Rule, dim, maybe, word
from isnad.lang.ar.times_rules import CLOSE, COMMA, FROM, OPEN, Made, dated, day_number, month_level, on_a_day, pick, t, unit, weekday_only
from isnad.lang.common.calendar import When

_STEPS = {"past": (-1, "now"), "this": (0, "now"), "next": (1, "now"), "following": (1, "then"), "prior": (-1, "then"), "same": (0, "then")}


def _deictic(n: Sequence[Node]) -> Made:
    return "t", When(kind="rel", unit="day", step=n[0].value.value, anchor="now")


def _not_today(n: Sequence[Node]) -> Made:
    return "t", When(kind="none")


def _weekday(n: Sequence[Node]) -> Made:
    return "t", When(weekday=n[0].value.value)


def _cued(n: Sequence[Node]) -> Made:
    return "t", n[-1].value


def _deictic_weekday(n: Sequence[Node]) -> Made:
    shift = next(x.value for x in n if x.dim == "t" and x.value.kind == "rel")
    w = next(x.value for x in n if x.dim == "t" and x.value.kind == "cal")
    return ("t", w.but(today=shift.step, daypart=w.daypart or shift.daypart)) if w.today is None and not w.mod else None


def _weekday_date(n: Sequence[Node]) -> Made:
    first, second = [x.value for x in n if x.dim == "t"]
    names = [x.value for x in n if x.dim == "word"]
    if ("(" in names) != (")" in names) or first.kind != "cal" or second.kind != "cal":
        return None
    w, d = (first, second) if weekday_only(first) else (second, first)
    return "t", d.but(weekday=w.weekday, today=w.today, daypart=w.daypart or d.daypart, clock=w.clock or d.clock)


def _weekday_ordinal(n: Sequence[Node]) -> Made:
    w, day = n[0].value, pick(n, "ordinal")
    return ("t", w.but(day=day)) if not w.mod and 1 <= day <= 31 else None


def _rel(n: Sequence[Node]) -> Made:
    u, mod = n[0].value, n[-1].value
    if u.name in ("hour", "minute", "night") and not (u.name == "night" and mod in ("past", "same", "following", "prior")):
        return None
    if mod == "last":
        return "t", When(kind="trail", unit=u.name, count=1, mod="last") if u.name in ("week", "month", "day") else When(kind="none")
    step, anchor = _STEPS[mod]
    return "t", When(kind="rel", unit="day" if u.name == "night" else u.name, step=step, anchor=anchor)


def _same_unit(n: Sequence[Node]) -> Made:
    u = n[1].value
    return ("t", When(kind="rel", unit=u.name, step=0, anchor="then")) if u.name in ("day", "week", "month", "year", "night") else None


def _dem_unit(n: Sequence[Node]) -> Made:
    dem, u = pick(n, "dem"), pick(n, "unit")
    anchor = "then" if dem == "that" else "this" if u.name == "day" else "now"
    return "t", When(kind="rel", unit="day" if u.name == "night" else u.name, step=0, anchor=anchor)


def _day_of_rel(n: Sequence[Node]) -> Made:
    number, w = pick(n, "number"), pick(n, "t")
    day = int(number.value) if number is not None else pick(n, "ordinal")
    if w is None:
        return "t", When(day=day, unit="month", step=0, anchor="then")
    return "t", When(day=day, unit="month", step=w.step, anchor=w.anchor)


def _weekday_of_week(n: Sequence[Node]) -> Made:
    day, w = pick(n, "bareday"), n[-1].value
    weekday = day.value if day is not None else n[0].value.weekday
    return "t", When(weekday=weekday, unit="week", step=w.step, anchor=w.anchor)


def _nth(n: Sequence[Node]) -> Made:
    """«ثالث ثلاثاء من», «آخر أسبوع في», «اليوم الأخير من»: counted inside a month."""
    w = next((x.value for x in n if x.dim == "t" and x.value.month is not None), None)
    m = pick(n, "month")
    if w is None and m is not None:
        w = When(month=m.number, hijri=m.names == "hijri")
    nth = pick(n, "ordinal") or pick(n, "firstword") or pick(n, "lastword") or (-1 if pick(n, "mod") == "last" else 0)
    weekday, u = pick(n, "bareday"), pick(n, "unit")
    named = next((x.value for x in n if x.dim == "t" and x.value.weekday is not None and x.value.month is None), None)
    if w is None or not nth or nth > 5 or w.weekday is not None:
        return None
    if weekday is not None or named is not None:
        which = weekday.value if weekday is not None else named.weekday if named is not None else None
        maybe_day = nth if named is not None and nth > 0 else None  # «الأربعاء الثالث من آذار» is as a rule the 3rd
        return "t", w.but(kind="nth", weekday=which, nth=nth, unit="weekday", day=maybe_day, firm=True)
    return "t", w.but(kind="nth", nth=nth, unit=u.name, firm=True)


def _nth_year(n: Sequence[Node]) -> Made:
    year, fig = pick(n, "year"), pick(n, "yearfig")
    return "t", n[0].value.but(year=fig if fig is not None else year.number)


_NUMBER = dim("number", day_number)
_FROM_TODAY = t("rel", test=lambda w: w.unit == "day" and w.anchor == "now")
_LAST = dim("mod", lambda m: m == "last")
_IN = word("من", "في", "فى")

RULES: tuple[Rule, ...] = (
    Rule("ar.time.deictic", "«اليوم», «أمس», «أول أمس», «غدا».", (dim("deictic"),), _deictic),
    Rule("ar.time.not-today", "«اليوم» before an ordinal is no date.", (dim("deictic", lambda d: d.value == 0), dim("ordinal")), _not_today),
    Rule("ar.time.outlet-today", "«اليوم» in the name of an outlet is no date.", (dim("nottoday"),), _not_today),
    Rule("ar.time.general", "«العام» after «الأمين», «القائد» and the like means general, not year.", (dim("public"), maybe(dim("mod"))), _not_today),
    Rule("ar.time.weekday", "A weekday.", (dim("weekday"),), _weekday),
    Rule("ar.time.cued", "«يوم», «بتاريخ», «الموافق» before a day belongs to it.", (dim("datecue"), t("cal", "rel", test=on_a_day)), _cued),
    Rule("ar.time.today-weekday", "«اليوم الاثنين», «أمس الأحد».",
         (_FROM_TODAY, maybe(COMMA), t(test=lambda w: w.weekday is not None)), _deictic_weekday),
    Rule("ar.time.today-date", "«اليوم 21 أيار».", (_FROM_TODAY, maybe(COMMA), t(test=dated)), _deictic_weekday),
    Rule("ar.time.weekday-today", "«الأحد أمس».", (t(test=weekday_only), _FROM_TODAY), _deictic_weekday),
    Rule("ar.time.weekday-date", "A weekday and a date are one day.",
         (t(test=weekday_only), maybe(COMMA), maybe(dim("datecue")), maybe(word("في", "فى", "(", "[")), t(test=dated), maybe(CLOSE)), _weekday_date),
    Rule("ar.time.date-weekday", "A date and a weekday are one day.",
         (t(test=dated), maybe(COMMA), maybe(OPEN), t(test=weekday_only), maybe(CLOSE)), _weekday_date),
    Rule("ar.time.weekday-ordinal", "«السبت السادس عشر».", (t(test=weekday_only), dim("ordinal", lambda o: o > 5)), _weekday_ordinal),
    Rule("ar.time.unit-modified", "«الشهر الماضي», «اليوم التالي», «العام نفسه».",
         (unit("day", "night", "week", "month", "year", "decade", "century", number="s", definite=True), dim("mod")), _rel),
    Rule("ar.time.same-unit", "«نفس العام», «ذات اليوم».",
         (dim("same"), unit("day", "night", "week", "month", "year", number="s", definite=True)), _same_unit),
    Rule("ar.time.this-unit", "«هذا العام», «ذلك اليوم».",
         (dim("dem"), unit("day", "night", "week", "month", "year", "decade", number="s", definite=True)), _dem_unit),
    Rule("ar.time.day-of-this-month", "«25 من الشهر», «الخامس من الشهر الجاري».",
         (_NUMBER, maybe(FROM), t("rel", test=lambda w: w.unit == "month")), _day_of_rel),
    Rule("ar.time.ordinal-of-this-month", "«الخامس من الشهر الجاري».",
         (dim("ordinal", lambda o: o <= 31), FROM, t("rel", test=lambda w: w.unit == "month")), _day_of_rel),
    Rule("ar.time.day-of-the-month", "«25 من الشهر».", (_NUMBER, FROM, unit("month", number="s", definite=True)), _day_of_rel),
    Rule("ar.time.ordinal-of-the-month", "«الخامس من الشهر».",
         (dim("ordinal", lambda o: o <= 31), FROM, unit("month", number="s", definite=True)), _day_of_rel),
    Rule("ar.time.day-of-it", "«16 منه»: of the month spoken of.", (_NUMBER, dim("ofit")), _day_of_rel),
    Rule("ar.time.ordinal-of-it", "«السادس عشر منه»: of the month spoken of.", (dim("ordinal", lambda o: o <= 31), dim("ofit")), _day_of_rel),
    Rule("ar.time.weekday-of-week", "«الاثنين من هذا الأسبوع».",
         (t(test=weekday_only), maybe(FROM), t("rel", test=lambda w: w.unit == "week")), _weekday_of_week),
    Rule("ar.time.bareday-of-week", "«أحد الأسبوع الماضي».", (dim("bareday"), t("rel", test=lambda w: w.unit == "week")), _weekday_of_week),
    Rule("ar.time.nth-bareday", "«ثالث ثلاثاء في أيلول», «آخر اثنين من آذار».",
         (dim("ordinal"), dim("bareday"), _IN, t(test=month_level)), _nth),
    Rule("ar.time.first-bareday", "«أول ثلاثاء من تشرين الأول».", (dim("firstword"), dim("bareday"), _IN, dim("month")), _nth),
    Rule("ar.time.last-bareday", "«آخر اثنين من آذار».", (dim("lastword"), dim("bareday"), _IN, dim("month")), _nth),
    Rule("ar.time.weekday-nth", "«الثلاثاء الثالث من أيلول».", (t(test=weekday_only), dim("ordinal"), _IN, t(test=month_level)), _nth),
    Rule("ar.time.weekday-last", "«الاثنين الأخير من آذار».", (t(test=weekday_only), _LAST, _IN, dim("month")), _nth),
    Rule("ar.time.nth-week", "«أول أسبوع من أيلول», «آخر يوم من الشهر».",
         (dim("ordinal"), unit("week", number="s", definite=False), maybe(_IN), dim("month")), _nth),
    Rule("ar.time.last-week", "«آخر أسبوع في أيلول», «آخر يوم من أيلول».",
         (dim("lastword"), unit("week", "day", number="s", definite=False), maybe(_IN), dim("month")), _nth),
    Rule("ar.time.week-nth", "«الأسبوع الأول من أيلول».",
         (unit("week", number="s", definite=True), dim("ordinal"), _IN, dim("month")), _nth),
    Rule("ar.time.week-last", "«الأسبوع الأخير من أيلول», «اليوم الأخير من أيلول».",
         (unit("week", "day", number="s", definite=True), _LAST, _IN, dim("month")), _nth),
    Rule("ar.time.nth-year", "What is counted inside a month takes the year after it.",
         (t("nth", test=lambda w: w.year is None), maybe(word("من", "في", "ل", "،")), dim("year")), _nth_year),
    Rule("ar.time.nth-year-figure", "What is counted inside a month takes the four figures after it as its year.",
         (t("nth", test=lambda w: w.year is None), dim("yearfig")), _nth_year),
)  # fmt: skip
