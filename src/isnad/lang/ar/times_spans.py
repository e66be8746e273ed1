"""Rules of Arabic calendar expressions with extent: durations before and after, the last so many days, parts of a day, hours, ranges."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.rules import Node, Rule, dim, maybe, word
from isnad.lang.ar.times_rules import COMMA, FROM, Made, day_number, on_a_day, pick, t, unit, weekday_only
from isnad.lang.common.calendar import When
from isnad.lang.common.leaves import Duration

_DAYS = ("day", "night", "week")


def _duration(n: Sequence[Node]) -> Made:
    u = n[-1].value
    number = pick(n, "number")
    if u.definite:
        return None
    if number is not None:
        lead = number.lead
        if number.kind not in ("figures", "words") or u.number == "d" or lead.endswith("ال") or u.lead:
            return None
        return "dur", Duration(number.value, u.name, lead)
    if pick(n, "some") is not None:
        return ("dur", Duration(None, u.name, pick(n, "some").lead)) if u.number == "p" else None
    if u.name == "decade" and u.number == "s":
        return None  # «بعد عقد» is as a rule "after holding"
    return "dur", Duration({"s": 1.0, "d": 2.0, "p": None}[u.number], u.name, u.lead)


def _one_more(n: Sequence[Node]) -> Made:
    number, d = pick(n, "number"), n[0].value
    return ("dur", d) if (number is None or number.value == d.count) and d.count in (1, 2) else None


def _half(n: Sequence[Node]) -> Made:
    d = n[0].value
    return ("dur", Duration(d.count + 0.5, d.unit, d.lead)) if d.count else None


def _ago(n: Sequence[Node]) -> Made:
    d = pick(n, "dur")
    since = pick(n, "ago") == "since"
    if d.count is None or d.lead or (d.unit == "hour" and d.count < 24) or d.unit == "minute":
        return None
    return "t", When(kind="ago", unit=d.unit, count=d.count, sign=-1, anchor="now", since=since, approx=pick(n, "roughly") is not None)


def _dates_back(n: Sequence[Node]) -> Made:
    d = n[1].value
    if d.lead != "ل" or d.count is None or d.unit not in ("month", "year", "decade"):
        return None
    return "t", When(kind="ago", unit=d.unit, count=d.count, sign=-1, anchor="now", since=True)


def _no_time(n: Sequence[Node]) -> Made:
    return "t", When(kind="none")


def _before_what(n: Sequence[Node]) -> Made:
    d = pick(n, "dur")
    if d.count is None or d.lead or d.unit in ("minute", "hour"):
        return None
    if n[0].value in ("قبل", "وقبل"):
        return "t", When(kind="ago", unit=d.unit, count=d.count, sign=-1, anchor="then", mod="of")
    return ("t", When(kind="ago", unit=d.unit, count=d.count, sign=1, anchor="then", mod="of")) if d.unit in _DAYS else None


def _after(n: Sequence[Node]) -> Made:
    d = n[-1].value
    if d.lead or d.unit in ("minute", "hour") or d.count is None:
        return None
    return "t", When(kind="ago", unit=d.unit, count=d.count, sign=1, anchor="then")


def _weekday_after(n: Sequence[Node]) -> Made:
    return "t", n[-1].value


def _after_that(n: Sequence[Node]) -> Made:
    sign, d = n[0].value.value, n[-1].value
    if not d.lead.endswith("ب") or d.unit in ("minute", "hour") or (d.count is None and d.unit not in ("day", "week")):
        return None
    return "t", When(kind="ago", unit=d.unit, count=d.count, sign=sign, anchor="then")


def _trail(n: Sequence[Node]) -> Made:
    u, number, mod = pick(n, "unit"), pick(n, "number"), pick(n, "mod")
    if mod not in ("past", "last", "next"):
        return None
    if number is not None:
        count = number.value
    elif u.number == "d" and u.definite:
        count = 2.0
    elif u.number == "p" and u.definite:
        count = None
    else:
        return None
    return "t", When(kind="trail", unit=u.name, count=count, mod=mod)


def _last_so_many(n: Sequence[Node]) -> Made:
    d = n[-1].value
    return ("t", When(kind="trail", unit=d.unit, count=d.count, mod="past")) if d.count and d.count > 1 and not d.lead else None


def _within(n: Sequence[Node]) -> Made:
    d = n[-1].value
    if d.lead or d.count is None or d.unit not in ("day", "week") or d.count < 2:
        return None
    return "t", When(kind="trail", unit=d.unit, count=d.count, mod="within")


def _daypart(n: Sequence[Node]) -> Made:
    w = n[-1].value
    return ("t", w.but(daypart=n[0].value)) if not w.daypart else None


def _daypart_after(n: Sequence[Node]) -> Made:
    return "t", n[0].value.but(daypart="day")


def _that_day(n: Sequence[Node]) -> Made:
    return "t", When(kind="rel", unit="day", step=0, anchor="then")


def _part_of_day(n: Sequence[Node]) -> Made:
    return "t", When(kind="part", daypart="day", clock=n[0].dim == "clock")


def _habit(n: Sequence[Node]) -> Made:
    return ("t", When(kind="none")) if len(n) > 1 else None


def _hm(n: Sequence[Node]) -> Made:
    parts = [x.value for x in n if x.dim == "number"]
    fits = all(len(p.figures) in (1, 2) for p in parts) and parts[0].value <= 24 and all(p.value < 60 for p in parts[1:])
    return ("hm", 1) if fits else None


def _clock(n: Sequence[Node]) -> Made:
    number, ordinal = pick(n, "number"), pick(n, "ordinal")
    if number is not None and not (number.value == int(number.value) and 1 <= number.value <= 24):
        return None
    if ordinal == 1 and n[0].dim == "clockcue":
        return None  # «في الساعة الأولى» is how long
    return ("clock", 1) if ordinal is None or ordinal <= 12 else None


def _more_clock(n: Sequence[Node]) -> Made:
    number = pick(n, "number")
    if number is not None and not (number.lead in ("", "و") and number.value < 60):
        return None
    return "clock", 1


def _add_clock(n: Sequence[Node]) -> Made:
    w = next(x.value for x in n if x.dim == "t")
    return "t", w.but(clock=True)


def _feast(n: Sequence[Node]) -> Made:
    year, fig, mod = pick(n, "year"), pick(n, "yearfig"), pick(n, "mod")
    if mod is not None and mod not in ("past", "next", "this"):
        return None
    return "t", When(kind="feast", feast=n[0].value, year=fig if fig is not None else year.number if year is not None else None, mod=mod or "")


def _days(n: Sequence[Node]) -> Made:
    """«من 3 إلى 7 آذار», «23/24 تموز», «يومي 5 و6 من آذار»."""
    m = pick(n, "month")
    days = [int(x.value.value) if x.dim == "number" else x.value for x in n if x.dim in ("number", "ordinal")]
    if m.lead or days[0] == days[-1] or not all(1 <= d <= 31 for d in days):
        return None
    low, high = When(day=min(days), month=m.number), When(day=max(days), month=m.number)
    return "t", low.but(kind="range", end=high, hijri=m.names == "hijri")


def _days_of_rel(n: Sequence[Node]) -> Made:
    w = n[-1].value
    a, b = [int(x.value.value) for x in n if x.dim == "number"]
    low, high = [When(day=d, unit="month", step=w.step, anchor=w.anchor) for d in (a, b)]
    return ("t", low.but(kind="range", end=high)) if a < b else None


def _joined(lead: str, names: list[str]) -> bool:
    return lead in ("و", "وال") or "و" in names or any(x in names for x in ("-", "–", "/", "الي", "حتي", "وحتي", "او"))


def _months(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "month"]
    if not _joined(b.lead, [x.value for x in n if x.dim == "word"]) or a.number == b.number or "hijri" in (a.names, b.names):
        return None
    return "t", When(kind="range", month=a.number, end=When(month=b.number), firm=pick(n, "unit") is not None)


def _years(n: Sequence[Node]) -> Made:
    years = [x.value for x in n if x.dim == "yearfig"]
    a, b = years[0], years[-1]
    return ("t", When(kind="range", year=a, end=When(year=b), firm=pick(n, "unit") is not None)) if a < b else None


def _weekdays(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "weekday"]
    if not _joined(b.lead, [x.value for x in n if x.dim == "word"]) and pick(n, "daypart") is None:
        return None
    if (b.value - a.value) % 7 > 3 or a.value == b.value:
        return None
    return "t", When(kind="range", weekday=a.value, end=When(weekday=b.value))


def _add_year_to_range(n: Sequence[Node]) -> Made:
    w, y, fig, rel = n[0].value, pick(n, "year"), pick(n, "yearfig"), pick(n, "t", 1)
    if w.year is not None or w.month is None or w.unit or w.mod or w.end.mod or w.end.year is not None:
        return None
    if rel is not None:
        if rel.unit != "year":
            return None
        return "t", w.but(unit="year", step=rel.step, anchor=rel.anchor, end=w.end.but(unit="year", step=rel.step, anchor=rel.anchor), firm=True)
    year = fig if fig is not None else y.number
    return "t", w.but(year=year, end=w.end.but(year=year), firm=True)


def _mod_range(n: Sequence[Node]) -> Made:
    w, mod = n[0].value, n[1].value
    if mod not in ("past", "this", "next") or w.year is not None or w.mod or w.unit:
        return None
    return "t", w.but(mod=mod, end=w.end.but(mod=mod), firm=True)


def _range(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "t"]
    if a.kind not in ("cal", "rel") or b.kind not in ("cal", "rel") or a.end or b.end:
        return None
    return "t", a.but(kind="range", end=b.but(firm=True), firm=True, since=a.kind == "rel")


_BESIDE = word(
    "منذ", "ومنذ", "قبل", "وقبل", "قبيل", "وقبيل", "بعد", "وبعد", "بعيد", "عقب", "عند", "وعند", "مع", "ومع", "حتي", "وحتي", "قرابه", "بحلول", "لحظه",
)  # fmt: skip
_ONE_OCLOCK = word("الواحده", "والواحده")
_NUMBER = dim("number", day_number)
_ORDINAL = dim("ordinal", lambda o: o <= 31)
_YEARFIG = dim("yearfig")
_TO = word("الي", "علي", "حتي", "وحتي", "ولغايه", "لغايه", "والي", "-", "–", "—", "/", "و", "او")
_UNTIL = word("الي", "حتي", "وحتي", "ولغايه", "لغايه", "والي", "و")
_TWO = word("-", "–", "—", "/", "و", "الي", "حتي", "او")
_DAY = t("cal", "rel", "feast", "nth", test=on_a_day)
_ONE = unit("day", "week", "month", "year", number="s", definite=False)
_YEARLESS = t("range", test=lambda w: w.year is None)

RULES: tuple[Rule, ...] = (
    Rule("ar.time.duration", "A number and a unit of time.",
         (dim("number"), unit("hour", "day", "night", "week", "month", "year", "decade")), _duration),
    Rule("ar.time.duration-some", "«بضعة أيام», «عدة أسابيع».", (dim("some"), unit("day", "week", "month", "year", number="p")), _duration),
    Rule("ar.time.duration-noun", "A unit of time without number: one, two by its ending, or some.",
         (unit("hour", "day", "night", "week", "month", "year", "decade"),), _duration),
    Rule("ar.time.duration-one", "«ليلة واحدة», «يومين اثنين».", (dim("dur"), dim("number", lambda v: v.value in (1, 2))), _one_more),
    Rule("ar.time.duration-half", "«شهر ونصف».", (dim("dur"), word("ونصف", "ونصفا")), _half),
    Rule("ar.time.ago", "«قبل شهرين», «منذ شهر تقريبا»: a duration back from publication.", (dim("ago"), dim("dur"), maybe(dim("roughly"))), _ago),
    Rule("ar.time.dates-back", "«تعود لعشرة أعوام»: a duration back from publication.",
         (word("ترجع", "تعود", "يعود", "يرجع", "عاد", "عادت", "رجعت"), dim("dur")), _dates_back),
    Rule("ar.time.day-by-day", "«يوما بعد يوم» is no date.", (_ONE, word("بعد", "او", "عن"), _ONE), _no_time),
    Rule("ar.time.before-christ", "A year before Christ is none that a report counts by.",
         (maybe(unit("year")), dim("number"), dim("bc")), _no_time),
    Rule("ar.time.before-what", "«قبل يوم من», «بعد عشرة أيام على»: a duration from what was spoken of.",
         (word("قبل", "وقبل", "بعد", "وبعد"), dim("dur"), word("من", "علي", "عن")), _before_what),
    Rule("ar.time.after", "«بعد يومين»: a duration on from the time spoken of.", (word("بعد", "وبعد"), dim("dur")), _after),
    Rule("ar.time.after-day", "«بعد يوم الأحد»: the weekday, not a duration of a day.",
         (word("بعد", "وبعد", "قبل", "وقبل", "منذ", "ومنذ"), dim("datecue"), t(test=weekday_only)), _weekday_after),
    Rule("ar.time.after-that", "«بعدها بأيام», «قبل ذلك بستة أيام».", (dim("afterthat"), dim("dur")), _after_that),
    Rule("ar.time.trail", "«الأيام الماضية», «الشهرين المقبلين».",
         (unit("hour", "day", "week", "month", "year", "decade", number="dp", definite=True), maybe(word("القليله")), dim("mod")), _trail),
    Rule("ar.time.trail-number", "«الأيام الثلاثة الماضية», «الساعات الـ24 الأخيرة».",
         (unit("hour", "day", "week", "month", "year", "decade", number="p", definite=True), maybe(word("ال")), dim("number"), dim("mod")), _trail),
    Rule("ar.time.trail-figure", "«الـ48 ساعة القادمة», «خلال 48 ساعة الماضية».",
         (maybe(word("ال")), dim("number"), unit("hour", "day", "week", "month", "year", definite=False), dim("mod")), _trail),
    Rule("ar.time.last-so-many", "«آخر 24 ساعة».", (dim("lastword"), dim("dur")), _last_so_many),
    Rule("ar.time.within", "«خلال يومين»: days on from the time spoken of.", (dim("within"), dim("dur")), _within),
    Rule("ar.time.daypart", "A part of the day before a day.", (dim("daypart"), maybe(word("من", "يوم", "نهار")), _DAY), _daypart),
    Rule("ar.time.daypart-range", "A part of the day before two days: «ليلة 23/24 تموز».",
         (dim("daypart"), maybe(word("يوم", "يومي")), t("range", test=lambda w: w.day is not None or w.weekday is not None)), _daypart),
    Rule("ar.time.day-daypart", "A part of the day after a day.", (_DAY, maybe(COMMA), dim("dayadverb")), _daypart_after),
    Rule("ar.time.moment", "«بعد منتصف الليل», «قبل الظهر»: of the day spoken of.", (dim("daymoment"),), _part_of_day),
    Rule("ar.time.adverb", "«دخلوا فجرا», «خرجنا ليلا»: a part of the day spoken of.", (dim("adverb"),), _part_of_day),
    Rule("ar.time.adverb-habit", "«ليلا ونهارا», «كل مساء», «عصرا جديدا» fix no day.",
         (maybe(word("كل", "يوميا", "وكل")), dim("adverb"), maybe(dim("adverb")),
          maybe(word("جديدا", "كل", "ونهارا", "نهارا", "نهار", "وليلا"))), _habit),
    Rule("ar.time.daytime", "«منذ الفجر», «بعد صلاة العصر»: a part of the day spoken of.", (_BESIDE, dim("daytime")), _part_of_day),
    Rule("ar.time.that-day", "«يومذاك», «ليلتها»: the day spoken of.", (dim("thatday"),), _that_day),
    Rule("ar.time.that-day-of", "«يومها الثالث» is no date.", (dim("thatday"), dim("ordinal")), _no_time),
    Rule("ar.time.clock-one", "«الواحدة ظهرا», «الواحدة بعد منتصف الليل».", (_ONE_OCLOCK, dim("dayadverb")), _clock),
    Rule("ar.time.moment-day", "«بعد منتصف ليل السبت».", (dim("daymoment"), maybe(FROM), _DAY), _daypart),
    Rule("ar.time.hours-minutes", "Hours, minutes and perhaps seconds in figures.",
         (dim("number"), word(":"), dim("number"), maybe(word(":")), maybe(dim("number"))), _hm),
    Rule("ar.time.clock", "«الساعة» and an hour.", (dim("clockcue"), dim("number")), _clock),
    Rule("ar.time.clock-ordinal", "«الساعة الثالثة».", (dim("clockcue"), dim("ordinal")), _clock),
    Rule("ar.time.clock-figures", "«الساعة 17:42».", (dim("clockcue"), dim("hm")), _clock),
    Rule("ar.time.clock-word", "«الثالثة فجرا»: an hour and a part of the day.", (dim("ordinal"), dim("dayadverb")), _clock),
    Rule("ar.time.clock-adverb", "«3:20 عصرا», «02:10 ص».", (dim("hm"), dim("dayadverb")), _clock),
    Rule("ar.time.clock-half-day", "«03:55 م».", (dim("hm"), dim("ampm")), _clock),
    Rule("ar.time.clock-minutes", "«الثالثة و18 دقيقة».",
         (dim("clock"), maybe(word("و")), dim("number"), maybe(unit("minute"))), _more_clock),
    Rule("ar.time.clock-ordinal-minutes", "«الثالثة وثمانية عشر دقيقة صباحا».",
         (dim("ordinal", lambda o: o <= 12), maybe(word("و")), dim("number"), unit("minute"), maybe(dim("dayadverb"))), _more_clock),
    Rule("ar.time.clock-fraction", "«الثالثة وربع», «الثانية عشرة ونصف», «خمسة إلا ثلث».",
         (dim("clock"), word("وربع", "والربع", "ونصف", "والنصف", "وثلث", "والثلث", "الا"), maybe(word("ربع", "ثلث", "الربع", "خمس"))), _more_clock),
    Rule("ar.time.clock-part", "An hour and the part of the day it lies in.", (dim("clock"), maybe(word("من", "في")), dim("dayadverb")), _more_clock),
    Rule("ar.time.clock-zone", "An hour and its time zone.", (dim("clock"), dim("zone")), _more_clock),
    Rule("ar.time.clock-alone", "An hour of the day spoken of.", (dim("clock"),), _part_of_day),
    Rule("ar.time.day-clock", "A day and an hour.", (_DAY, maybe(word("،", ",", "-", "–", "في", "عند", "|")), dim("clock")), _add_clock),
    Rule("ar.time.day-figures", "A day and an hour in figures.", (_DAY, maybe(word("،", ",", "-", "–", "في", "عند", "|")), dim("hm")), _add_clock),
    Rule("ar.time.clock-day", "An hour and its day.", (dim("clock"), maybe(word("من", "،", "في")), _DAY), _add_clock),
    Rule("ar.time.feast", "A feast, with a year or modifier if there is one.",
         (dim("feast"), maybe(word("من", "لعام")), maybe(dim("year")), maybe(_YEARFIG), maybe(dim("mod"))), _feast),
    Rule("ar.time.days", "Two days of one month: «من 3 إلى 7 آذار», «23/24 تموز».",
         (maybe(word("من", "بين", "يومي", "ايام")), _NUMBER, maybe(_TO), _NUMBER, maybe(FROM), dim("month")), _days),
    Rule("ar.time.days-of-rel", "«من 10 إلى 15 من الشهر الجاري».",
         (maybe(word("من", "بين", "يومي", "ايام")), _NUMBER, _TO, _NUMBER, FROM, t("rel", test=lambda w: w.unit == "month")), _days_of_rel),
    Rule("ar.time.ordinal-days", "Two days of one month by ordinals.",
         (maybe(word("من", "بين", "يومي")), _ORDINAL, maybe(_TO), _ORDINAL, FROM, dim("month")), _days),
    Rule("ar.time.months", "Two months: «شباط وآذار», «شهري تموز وآب».",
         (maybe(unit("month", number="dp")), maybe(word("من", "بين")), dim("month"), maybe(_TWO), dim("month")), _months),
    Rule("ar.time.years", "Years: «عامي 2003 و2005», «2015 و2016», «2011-2013».",
         (maybe(unit("year", number="sdp")), _YEARFIG, _TWO, _YEARFIG, maybe(word("و")), maybe(_YEARFIG)), _years),
    Rule("ar.time.weekdays", "Two weekdays: «يومي الجمعة والسبت», «ليل الأحد الاثنين».",
         (maybe(dim("daypart")), maybe(word("يومي", "بين")), dim("weekday"), maybe(_TWO), dim("weekday")), _weekdays),
    Rule("ar.time.range-year", "A range takes the year after it.", (_YEARLESS, maybe(word("من", "،")), dim("year")), _add_year_to_range),
    Rule("ar.time.range-year-figure", "A range takes the four figures after it as its year.", (_YEARLESS, _YEARFIG), _add_year_to_range),
    Rule("ar.time.range-year-relative", "«تموز وآب من العام الماضي».",
         (_YEARLESS, maybe(FROM), t("rel", test=lambda w: w.unit == "year")), _add_year_to_range),
    Rule("ar.time.range-modified", "«شباط وآذار الماضيين».", (_YEARLESS, dim("mod")), _mod_range),
    Rule("ar.time.from-to", "«من 3 آذار حتى 7 نيسان», «بين آذار 2014 وحزيران 2015».",
         (word("من", "بين", "منذ", "ومنذ", "وبين", "ومن"), t("cal", "rel"), _UNTIL, t("cal", "rel")), _range),
    Rule("ar.time.between", "«بين 2013 وصيف 2018»: two dates after «بين», the second with و written onto it.",
         (word("بين", "وبين", "مابين"), t("cal", "rel"), t("cal", "rel")), _range),
    Rule("ar.time.and-a-half", "«سنة ونصف السنة» is how long.",
         (dim("dur"), word("ونصف"), unit("week", "month", "year", number="s", definite=True)), _no_time),
    Rule("ar.time.dash", "Two dates with a dash between.", (t(), word("-", "–", "—"), t()), _range),
)  # fmt: skip
