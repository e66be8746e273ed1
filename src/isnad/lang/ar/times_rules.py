"""Rules of Arabic calendar expressions: names of the calendar, their years, modifiers and parts.

The chart's dimensions: `month` (:class:`Month`), `number` (:class:`Num`), `ordinal`, `unit` (:class:`Unit`), `weekday` and `deictic`
(:class:`Named`), `year` (:class:`Year`), `yearfig` (int), words by their table dimension, and `t` (:class:`When`) for all that is an
expression, finished or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from isnad.grammar.rules import Node, Rule, dim, maybe, word
from isnad.lang.common.calendar import LAST_YEAR, When
from isnad.lang.common.leaves import Month, Year
from isnad.lang.common.numbers import Num

Made = tuple[str, Any] | None

FROM = word("من")
COMMA = word("،", ",", "-", "–", "—")
OPEN = word("(", "[")
CLOSE = word(")", "]")
SLASH = word("/", "-", "\\", "–", "،", "|", "او")


def pick(nodes: Sequence[Node], name: str, nth: int = 0) -> Any:
    """The value of the nth node of a dimension, or None."""
    found = [n.value for n in nodes if n.dim == name]
    return found[nth] if nth < len(found) else None


def t(*kinds: str, test: Any = None) -> Any:
    """An item: an expression of one of these kinds that passes a test."""
    allowed = frozenset(kinds or ("cal",))
    return dim("t", lambda w: w.kind in allowed and (test is None or test(w)))


def unit(*names: str, number: str = "sdp", definite: bool | None = None) -> Any:
    """An item: a unit of time."""
    allowed = frozenset(names)
    return dim("unit", lambda u: u.name in allowed and u.number in number and (definite is None or u.definite == definite))


def day_number(n: Num) -> bool:
    """Whether a number can be a day of the month."""
    return n.kind in ("figures", "words") and 1 <= n.value <= 31 and n.value == int(n.value) and not n.lead.endswith("ال")


def islamic_year(n: Num) -> bool:
    """Whether a number is four figures that can be a year of the Islamic calendar."""
    return len(n.figures) == 4 and 1300 <= n.value <= 1500


def month_level(w: When) -> bool:
    """Whether an expression names a month and nothing finer."""
    return w.month is not None and w.day is None and w.weekday is None and not w.part and not w.piece and not w.nth


def yearless(w: When) -> bool:
    """Whether an expression of names still lacks its year."""
    return w.year is None and not w.mod and not w.unit and not w.decade and (w.month is not None or w.season is not None)


def whole(w: When) -> bool:
    """Whether an expression is a month, season, year or decade, or a unit counted from an anchor, of which one can take a part."""
    if w.part or w.piece or w.nth or w.day is not None or w.weekday is not None:
        return False
    return w.kind == "cal" or (w.kind == "rel" and w.unit not in ("day", "night", "hour"))


def on_a_day(w: When) -> bool:
    """Whether an expression fixes a day."""
    if w.kind == "rel":
        return w.unit in ("day", "night")
    return w.kind in ("cal", "feast", "nth") and (w.day is not None or w.weekday is not None or w.kind != "cal") and not w.clock


def weekday_only(w: When) -> bool:
    """Whether an expression is a weekday, perhaps with a modifier or a day counted from today, and nothing else."""
    return w.kind == "cal" and w.weekday is not None and w.day is None and w.month is None and not w.unit


def dated(w: When) -> bool:
    """Whether an expression names a day of a month by its number."""
    return w.kind == "cal" and w.day is not None and w.weekday is None and w.today is None


def _pair(n: Sequence[Node]) -> Made:
    a, b = [x.value for x in n if x.dim == "month"]
    names = [x.value for x in n if x.dim == "word"]
    if ("(" in names) != (")" in names) or "hijri" in (a.names, b.names) or b.lead:
        return None
    if a.number == b.number:
        return "month", Month(a.number, "pair", 2, a.lead)
    apart = (a.number - b.number) % 12 in (1, 11)
    if apart and a.names != b.names and "/" in names and "pair" not in (a.names, b.names):
        # A slip («تشرين الأول/نوفمبر»): the international name is the one writers know by heart.
        return "month", Month((b if a.names == "lev" else a).number, "pair", 2, a.lead)
    return None


def _month_word(n: Sequence[Node]) -> Made:
    u, m = n[0].value, n[1].value
    return ("month", Month(m.number, m.names, 2, u.lead)) if not m.lead and not u.definite else None


def _month_number(n: Sequence[Node]) -> Made:
    u, v = n[0].value, n[1].value
    if v.kind not in ("figures", "words") or v.value not in range(1, 13) or v.lead or (v.kind == "words" and v.value < 3):
        return None
    return "month", Month(int(v.value), "number", 0, u.lead)


def _month_ordinal(n: Sequence[Node]) -> Made:
    return ("month", Month(n[1].value, "number", 0, n[0].value.lead)) if n[1].value <= 12 else None


def _month(n: Sequence[Node]) -> Made:
    m = n[0].value
    return ("t", When(month=m.number, hijri=m.names == "hijri", firm=m.firm == 2)) if m.firm else None


def _day_month(n: Sequence[Node]) -> Made:
    number = pick(n, "number")
    day = int(number.value) if number is not None else pick(n, "ordinal")
    m = pick(n, "month")
    if m.lead or not 1 <= day <= 31:
        return None
    return "t", When(day=day, month=m.number, hijri=m.names == "hijri")


def _month_day_year(n: Sequence[Node]) -> Made:
    m, number = n[0].value, pick(n, "number")
    return "t", When(day=int(number.value), month=m.number, year=pick(n, "yearfig"), hijri=False)


def _day_year_month(n: Sequence[Node]) -> Made:
    m = n[2].value
    return ("t", When(day=int(n[0].value.value), year=n[1].value, month=m.number)) if not m.lead else None


def _first_of(n: Sequence[Node]) -> Made:
    m = pick(n, "month")
    return ("t", When(day=1, month=m.number, hijri=m.names == "hijri")) if not m.lead else None


def _year_word(n: Sequence[Node]) -> Made:
    number, era = pick(n, "number"), pick(n, "era")
    value = number.value
    if value != int(value) or number.lead or (number.kind == "figures" and len(number.figures) != 4):
        return None
    hijri = era == "ah" or (era is None and 1300 <= value <= 1500)
    if not (1300 <= value <= 1500 if hijri else 1000 <= value <= LAST_YEAR):
        return None
    return "year", Year(int(value), hijri)


def _year_twice(n: Sequence[Node]) -> Made:
    return "year", Year(n[1].value)


def _hijri_year(n: Sequence[Node]) -> Made:
    value = n[0].value.value
    return ("year", Year(int(value), True)) if n[1].value == "ah" and 1300 <= value <= 1500 and len(n[0].value.figures) == 4 else None


def _add_year(n: Sequence[Node]) -> Made:
    w, y, fig = n[0].value, pick(n, "year"), pick(n, "yearfig")
    if y is not None and y.hijri and not w.hijri:
        return None
    if w.hijri and y is not None and not y.hijri:
        return "t", w.but(year=y.number, firm=True, civil=True)
    if w.hijri and fig is not None:
        return "t", w.but(year=fig, firm=True, civil=True)
    return "t", w.but(year=y.number if y is not None else fig, firm=True)


def _add_year_hijri(n: Sequence[Node]) -> Made:
    return "t", n[0].value.but(year=int(n[-1].value.value), firm=True)


def _add_year_words(n: Sequence[Node]) -> Made:
    return "t", n[0].value.but(year=int(n[-1].value.value), firm=True)


def _month_year(n: Sequence[Node]) -> Made:
    m, y, fig = n[0].value, pick(n, "year"), pick(n, "yearfig")
    hijri = m.names == "hijri"
    if y is not None and y.hijri and not hijri:
        return None
    year = fig if fig is not None else y.number
    return "t", When(month=m.number, year=year, hijri=hijri, civil=hijri and year > 1500)


def _year(n: Sequence[Node]) -> Made:
    return "t", When(year=n[0].value.number, hijri=n[0].value.hijri)


def _yearfig(n: Sequence[Node]) -> Made:
    return "t", When(year=n[0].value, firm=False)


def _season(n: Sequence[Node]) -> Made:
    return "t", When(season=n[0].value.value, firm=False)


def _season_alone(n: Sequence[Node]) -> Made:
    return ("t", When(season=n[0].value.value, mod="last", firm=False)) if n[0].value.lead.endswith("ال") else None


def _this_season(n: Sequence[Node]) -> Made:
    mod = {"this": "this", "that": "same"}[n[0].value]
    return ("t", When(season=n[1].value.value, mod=mod)) if n[1].value.lead == "ال" else None


def _season_mod(n: Sequence[Node]) -> Made:
    return ("t", When(season=n[0].value.value, mod=n[1].value)) if n[1].value in ("past", "this", "next") and n[0].value.lead.endswith("ال") else None


def _decade(n: Sequence[Node]) -> Made:
    return "t", When(year=n[0].value.value, decade=True, firm=False)


def _add_rel_year(n: Sequence[Node]) -> Made:
    w, r = n[0].value, n[-1].value
    return "t", w.but(unit="year", step=r.step, anchor=r.anchor, firm=True)


def _part(n: Sequence[Node]) -> Made:
    w, y, fig = pick(n, "t"), pick(n, "year"), pick(n, "yearfig")
    if fig is not None:
        w = When(year=fig)
    elif y is not None:
        w = When(year=y.number, hijri=y.hijri)
    return "t", w.but(part=n[0].value, firm=True)


def _part_month(n: Sequence[Node]) -> Made:
    m = pick(n, "month")
    return ("t", When(month=m.number, hijri=m.names == "hijri", part=n[0].value)) if not m.lead else None


def _part_unit(n: Sequence[Node]) -> Made:
    u = n[-1].value
    return "t", When(kind="rel", unit=u.name, step=0, anchor="this", part=n[0].value)


def _piece(n: Sequence[Node]) -> Made:
    size, w, mod = n[0].value, pick(n, "t"), pick(n, "mod")
    k = pick(n, "ordinal") if mod is None else -1 if mod == "last" else 0
    if w is None:
        fig, y = pick(n, "yearfig"), pick(n, "year")
        w = When(year=fig if fig is not None else y.number)
    return ("t", w.but(piece=(k, size), firm=True)) if k and k <= size else None


def _mod(n: Sequence[Node]) -> Made:
    w, mod = n[0].value, n[1].value
    if mod == "last" or (mod == "same" and w.weekday is None):
        return None
    if w.weekday is not None and w.day is None and mod == "this":
        return None
    return "t", w.but(mod="past" if mod == "prior" and w.weekday is not None else mod, firm=True)


def _month_mod(n: Sequence[Node]) -> Made:
    m, mod = n[0].value, n[1].value
    if mod in ("last", "same"):
        return None
    return "t", When(month=m.number, hijri=m.names == "hijri", mod=mod)


_ERA = 1945  # an earlier year in words after a month is rather a number of something
_SHAHR = unit("month", number="s", definite=False)
_ORDINAL = dim("ordinal", lambda o: o <= 31)

RULES: tuple[Rule, ...] = (
    Rule("ar.time.month-pair", "A month under two names is one month: «أكتوبر/تشرين الأول»; a slip between neighbours means the international one.",
         (dim("month"), maybe(word("/", "-", "،", "(", "–", "[", "او", "|")), dim("month"), maybe(CLOSE)), _pair),
    Rule("ar.time.month-word", "«شهر» before a month name belongs to it.", (_SHAHR, dim("month")), _month_word),
    Rule("ar.time.month-number", "«شهر» with a number from 1 to 12 is a month.", (_SHAHR, dim("number")), _month_number),
    Rule("ar.time.month-ordinal", "«الشهر» with an ordinal is a month, where a year follows.",
         (unit("month", number="s", definite=True), dim("ordinal")), _month_ordinal),
    Rule("ar.time.month", "A month name.", (dim("month"),), _month),
    Rule("ar.time.day-month", "A number and a month are a day: «5 من أيلول», «الثامن من نوفمبر».",
         (maybe(word("ال")), dim("number", day_number), maybe(word("من", "/", "-")), dim("month")), _day_month),
    Rule("ar.time.day-of-month-of", "A number, «من الشهر» and a month name are a day.",
         (dim("number", day_number), FROM, unit("month", number="s", definite=True), dim("month")), _day_month),
    Rule("ar.time.ordinal-month", "An ordinal and a month are a day: «الثامن من نوفمبر».",
         (_ORDINAL, word("من", "لشهر", "/"), dim("month")), _day_month),
    Rule("ar.time.nth-day-of-month", "«ثالث يوم من» or «اليوم الثالث من» and a month are a day.",
         (maybe(word("اليوم", "باليوم")), _ORDINAL, maybe(unit("day", number="s", definite=False)), FROM, dim("month")),
         _day_month),
    Rule("ar.time.first-of-month", "«أول» before a month is its first day.", (dim("firstword"), dim("month")), _first_of),
    Rule("ar.time.month-day-year", "Month, day, year as web pages print them: «أكتوبر 15, 2019».",
         (dim("month"), dim("number", day_number), maybe(word(",", "،")), dim("yearfig")), _month_day_year),
    Rule("ar.time.day-year-month", "Day, year and month in a broken order.",
         (dim("number", day_number), dim("yearfig"), dim("month")), _day_year_month),
    Rule("ar.time.year-word", "«عام» or «سنة» with a number is a year.",
         (unit("year", number="s"), maybe(word("(")), dim("number"), maybe(CLOSE), maybe(dim("era"))), _year_word),
    Rule("ar.time.year-said-twice", "«العام الحالي 2022»: a year counted from today and its figure.",
         (t("rel", test=lambda w: w.unit == "year" and not w.part), dim("yearfig")), _year_twice),
    Rule("ar.time.year-hijri", "A figure with «هـ» or «هجري» is an Islamic year.", (dim("number"), dim("era")), _hijri_year),
    Rule("ar.time.add-year", "A month, day or season takes the year after it.",
         (t(test=yearless), maybe(word("،", ",", "من", "في", "-", "/", "ل")), dim("year")), _add_year),
    Rule("ar.time.month-year", "A month whose name is also a word, or is given by number, with its year.",
         (dim("month", lambda m: not m.firm), maybe(word("،", ",", "من", "في")), dim("year")), _month_year),
    Rule("ar.time.month-year-figure", "A month whose name is also a word, with four figures that can be a year.",
         (dim("month", lambda m: not m.firm), dim("yearfig")), _month_year),
    Rule("ar.time.add-year-figure", "A month, day or season takes the four figures after it as its year.",
         (t(test=yearless), maybe(word("،", ",", "-", "/")), dim("yearfig")), _add_year),
    Rule("ar.time.add-year-words", "A month, day or season takes the year in words after it: «أيلول ألفين وخمسة عشر».",
         (t(test=yearless), maybe(FROM), dim("number", lambda v: v.kind in ("words", "pair") and _ERA <= v.value <= LAST_YEAR and not v.lead)),
         _add_year_words),
    Rule("ar.time.add-year-relative", "A month, day or season takes a year counted from today or from the time spoken of: «أيار من العام نفسه».",
         (t(test=yearless), maybe(word("من", "في", "،")), t("rel", test=lambda w: w.unit == "year" and not w.part)), _add_rel_year),
    Rule("ar.time.add-year-hijri", "A month of the Islamic calendar takes the figures 1300 to 1500 after it as its Islamic year: «رمضان 1444».",
         (t(test=lambda w: yearless(w) and w.hijri), maybe(word("،", ",", "-", "/")), dim("number", islamic_year)), _add_year_hijri),
    Rule("ar.time.year", "A year.", (dim("year"),), _year),
    Rule("ar.time.year-figure", "Four figures that can be a year, where the words around them allow it.", (dim("yearfig"),), _yearfig),
    Rule("ar.time.season", "A season, where a year or modifier follows.", (dim("season"),), _season),
    Rule("ar.time.season-modified", "A season with «الماضي», «الحالي», «المقبل».", (dim("season"), dim("mod")), _season_mod),
    Rule("ar.time.season-alone", "«منذ الصيف», «طوال الشتاء»: a definite season after a preposition is the last such season.",
         (dim("season"),), _season_alone),
    Rule("ar.time.this-season", "«هذا الشتاء», «ذلك الصيف».", (dim("dem"), dim("season")), _this_season),
    Rule("ar.time.decade", "A decade by its name: «التسعينيات».", (dim("decade"),), _decade),
    Rule("ar.time.decade-century", "A decade by its name and century: «تسعينيات القرن الماضي».",
         (dim("decade"), maybe(FROM), t("rel", test=lambda w: w.unit == "century")), _decade),
    Rule("ar.time.part", "«أوائل», «منتصف», «أواخر» of a month, season, year, decade or week.",
         (dim("part"), maybe(word("من", "في")), t("cal", "rel", test=whole)), _part),
    Rule("ar.time.part-year", "«أوائل», «منتصف», «أواخر» of a year.", (dim("part"), dim("year")), _part),
    Rule("ar.time.part-year-figure", "«أوائل», «منتصف», «أواخر» of four figures that can be a year.", (dim("part"), dim("yearfig")), _part),
    Rule("ar.time.part-month", "«أوائل», «منتصف», «أواخر» of a month whose name is also a word.", (dim("part"), dim("month")), _part_month),
    Rule("ar.time.part-unit", "«أوائل الشهر», «نهاية العام»: a part of the month or year spoken of.",
         (dim("part"), unit("month", "year", "week", number="s", definite=True)), _part_unit),
    Rule("ar.time.piece", "A half, third or quarter of a year or month: «الربع الأول من عام 2014».",
         (dim("piece"), dim("ordinal"), maybe(word("من", "ل")), t("cal", "rel", test=whole)), _piece),
    Rule("ar.time.piece-last", "The last half, third or quarter of a year or month.",
         (dim("piece"), dim("mod", lambda m: m == "last"), maybe(word("من", "ل")), t("cal", "rel", test=whole)), _piece),
    Rule("ar.time.modified", "A month, day or weekday with «الماضي», «الجاري», «المقبل», «التالي».",
         (t(test=lambda w: not w.mod and w.year is None and not w.unit and (w.month is not None or w.weekday is not None)), dim("mod")), _mod),
    Rule("ar.time.month-modified", "A month whose name is also a word, with «الماضي», «الجاري», «المقبل».", (dim("month"), dim("mod")), _month_mod),
)  # fmt: skip
