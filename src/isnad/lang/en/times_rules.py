"""Rules of English calendar expressions: names of the calendar with their years, modifiers and parts.

The dimensions of the chart are those of the Arabic rules (see `isnad.lang.ar.times_rules`); modifiers stand before what they modify.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from isnad.grammar.rules import Node, Rule, dim, maybe, word
from isnad.lang.common.calendar import When
from isnad.lang.common.numbers import Num

Made = tuple[str, Any] | None

COMMA = maybe(word(",", "-", "–", "("))
OF = maybe(word("of", "in", ","))


def pick(nodes: Sequence[Node], name: str, nth: int = 0) -> Any:
    """The value of the nth node of a dimension, or None."""
    found = [n.value for n in nodes if n.dim == name]
    return found[nth] if nth < len(found) else None


def t(*kinds: str, test: Any = None) -> Any:
    """An item: an expression of one of these kinds that passes a test."""
    allowed = frozenset(kinds or ("cal",))
    return dim("t", lambda w: w.kind in allowed and (test is None or test(w)))


def unit(*names: str, number: str = "sp") -> Any:
    """An item: a unit of time."""
    allowed = frozenset(names)
    return dim("unit", lambda u: u.name in allowed and u.number in number)


def day_number(n: Num) -> bool:
    """Whether a number can be a day of the month (in figures)."""
    return n.kind == "figures" and 1 <= n.value <= 31 and len(n.figures) <= 2 and n.figures.isdigit()


def islamic_year(n: Num) -> bool:
    """Whether a number is four figures that can be a year of the Islamic calendar."""
    return len(n.figures) == 4 and 1300 <= n.value <= 1500


def month_only(w: When) -> bool:
    """Whether an expression is a bare month."""
    return w.month is not None and w.day is None and w.year is None and w.weekday is None and not w.mod and not w.part


def yearless(w: When) -> bool:
    """Whether an expression of names still lacks its year."""
    return w.year is None and not w.mod and not w.unit and (w.month is not None or w.season is not None)


def weekday_only(w: When) -> bool:
    """Whether an expression is a weekday and nothing else."""
    return w.weekday is not None and w.day is None and w.month is None and not w.unit


def dated(w: When) -> bool:
    """Whether an expression names a day of a month by its number."""
    return w.day is not None and w.weekday is None


def on_a_day(w: When) -> bool:
    """Whether an expression fixes a day."""
    if w.kind == "rel":
        return w.unit in ("day", "night")
    return w.day is not None or w.weekday is not None or w.kind == "feast"


def whole(w: When) -> bool:
    """Whether an expression is a month, season, year or decade of which one can take a part."""
    if w.part or w.piece or w.day is not None or w.weekday is not None:
        return False
    return w.kind == "cal" or (w.kind == "rel" and w.unit in ("week", "month", "year", "decade", "century"))


def _month(n: Sequence[Node]) -> Made:
    m = n[0].value
    return "t", When(month=m.number, hijri=m.names == "hijri", firm=False)


def _day_month(n: Sequence[Node]) -> Made:
    number, m = pick(n, "number"), pick(n, "month")
    day = int(number.value) if number is not None else pick(n, "ordinal")
    return ("t", When(day=day, month=m.number, hijri=m.names == "hijri")) if 1 <= day <= 31 else None


def _add_year(n: Sequence[Node]) -> Made:
    w = n[0].value
    return "t", w.but(year=pick(n, "yearfig"), firm=True, civil=w.hijri)


def _add_year_hijri(n: Sequence[Node]) -> Made:
    return "t", n[0].value.but(year=int(n[-1].value.value), firm=True)


def _add_rel_year(n: Sequence[Node]) -> Made:
    w, r = n[0].value, n[-1].value
    return "t", w.but(unit="year", step=r.step, anchor=r.anchor, firm=True)


def _yearfig(n: Sequence[Node]) -> Made:
    return "t", When(year=n[0].value, firm=False)


def _decade(n: Sequence[Node]) -> Made:
    return ("t", When(year=n[0].value, decade=True)) if n[0].value % 10 == 0 else None


def _season(n: Sequence[Node]) -> Made:
    return "t", When(season=n[0].value.value, firm=False)


def _mod(n: Sequence[Node]) -> Made:
    mod, w = n[0].value, n[-1].value
    if mod == "same" and w.weekday is None:
        return None
    if w.weekday is not None and mod == "this":
        mod = ""
    return "t", w.but(mod=mod, firm=True)


def _part(n: Sequence[Node]) -> Made:
    w, fig = pick(n, "t"), pick(n, "yearfig")
    return "t", (w if w is not None else When(year=fig)).but(part=n[0].value, firm=True)


def _part_weekday(n: Sequence[Node]) -> Made:
    return "t", n[-1].value.but(daypart=n[0].value)


def _part_unit(n: Sequence[Node]) -> Made:
    return "t", When(kind="rel", unit=n[-1].value.name, step=0, anchor="this", part=n[0].value)


def _piece(n: Sequence[Node]) -> Made:
    k = pick(n, "ordinal") or (-1 if pick(n, "mod") == "past" else 0)
    size, w, fig = pick(n, "piece"), pick(n, "t"), pick(n, "yearfig")
    if not k or k > size:
        return None
    return "t", (w if w is not None else When(year=fig)).but(piece=(k, size), firm=True)


def _weekday(n: Sequence[Node]) -> Made:
    return "t", When(weekday=n[0].value.value)


def _weekday_date(n: Sequence[Node]) -> Made:
    first, second = [x.value for x in n if x.dim == "t"]
    w, d = (first, second) if weekday_only(first) else (second, first)
    return "t", d.but(weekday=w.weekday, today=w.today, daypart=w.daypart or d.daypart)


def _cued(n: Sequence[Node]) -> Made:
    w = n[-1].value
    return "t", w.but(firm=w.month is not None or w.weekday is not None or w.kind == "feast" or w.anchor != "then")


def _daypart_after(n: Sequence[Node]) -> Made:
    return "t", n[0].value.but(daypart="day")


def _daypart_before(n: Sequence[Node]) -> Made:
    return "t", n[-1].value.but(daypart="day")


def _nth_day(n: Sequence[Node]) -> Made:
    u = n[-1].value
    return ("t", When(day=pick(n, "ordinal"), unit="month", step=0, anchor="then")) if u.name == "month" else None


def _the_nth(n: Sequence[Node]) -> Made:
    return "t", When(day=pick(n, "ordinal"), unit="month", step=0, anchor="then", firm=False)


DAYNUM = dim("number", day_number)
ORDINAL = dim("ordinal", lambda o: o <= 31)
YEARFIG = dim("yearfig")
STOP = maybe(word("."))
DAY = t("cal", "rel", "feast", test=on_a_day)

RULES: tuple[Rule, ...] = (
    Rule("en.time.month", "A month name.", (dim("month"),), _month),
    Rule("en.time.month-day", "Month and day: \"May 17\", \"Aug. 5\".", (dim("month"), STOP, DAYNUM), _day_month),
    Rule("en.time.month-ordinal", "Month and ordinal: \"May 17th\".", (dim("month"), STOP, maybe(word("the")), ORDINAL), _day_month),
    Rule("en.time.day-month", "Day and month: \"17 May\".", (DAYNUM, dim("month")), _day_month),
    Rule("en.time.ordinal-month", "Ordinal and month: \"the 17th of May\".",
         (maybe(word("the")), ORDINAL, maybe(word("of")), dim("month")), _day_month),
    Rule("en.time.add-year", "A month, day or season takes the year after it.", (t(test=yearless), OF, YEARFIG), _add_year),
    Rule("en.time.add-year-relative", "\"May last year\", \"August of the same year\".",
         (t(test=yearless), OF, t("rel", test=lambda w: w.unit == "year" and not w.part)), _add_rel_year),
    Rule("en.time.add-year-hijri", "A month of the Islamic calendar takes the figures 1300 to 1500 after it: \"7 Muharram 1443\".",
         (t(test=lambda w: yearless(w) and w.hijri), OF, dim("number", islamic_year)), _add_year_hijri),
    Rule("en.time.year-figure", "Four figures that can be a year, where the words around them allow it.", (YEARFIG,), _yearfig),
    Rule("en.time.decade", "\"the 1990s\".", (YEARFIG, word("s", "'s")), _decade),
    Rule("en.time.season", "A season, where a year or modifier is beside it.", (dim("season"),), _season),
    Rule("en.time.modified", "\"last September\", \"next Tuesday\", \"this summer\".",
         (dim("mod"), t(test=lambda w: not w.mod and w.year is None and not w.unit and not w.firm)), _mod),
    Rule("en.time.modified-weekday", "\"last Tuesday\", \"the following Sunday\".",
         (dim("mod"), t(test=lambda w: weekday_only(w) and not w.mod)), _mod),
    Rule("en.time.part", "\"early May\", \"the end of 2013\", \"late last month\".",
         (dim("part"), maybe(word("-", "of", "in")), t("cal", "rel", test=whole)), _part),
    Rule("en.time.part-year", "\"early 2014\", \"mid-2013\".", (dim("part"), maybe(word("-", "of", "in")), YEARFIG), _part),
    Rule("en.time.part-weekday", "\"early Saturday\", \"late on Sunday\": a part of that day.",
         (dim("part", lambda p: p in ("early", "late")), t("cal", "rel", test=on_a_day)), _part_weekday),
    Rule("en.time.part-unit", "\"the end of the month\": of the month or year spoken of.",
         (dim("part"), word("the", "that"), unit("month", "year", number="s")), _part_unit),
    Rule("en.time.piece", "\"the first half of 2014\", \"the last quarter of the year\".",
         (dim("ordinal"), dim("piece"), maybe(word("of")), t("cal", "rel", test=whole)), _piece),
    Rule("en.time.piece-last", "\"the last quarter of 2013\".",
         (dim("mod", lambda m: m == "past"), dim("piece"), maybe(word("of")), t("cal", "rel", test=whole)), _piece),
    Rule("en.time.weekday", "A weekday.", (dim("weekday"),), _weekday),
    Rule("en.time.weekday-date", "A weekday and a date are one day.",
         (t(test=weekday_only), COMMA, maybe(word("the")), t(test=dated), maybe(word(")"))), _weekday_date),
    Rule("en.time.date-weekday", "A date and a weekday are one day.", (t(test=dated), COMMA, t(test=weekday_only), maybe(word(")"))), _weekday_date),
    Rule("en.time.on", "\"on\" before a day belongs to it.", (word("on"), t("cal", "feast", test=on_a_day)), _cued),
    Rule("en.time.day-daypart", "\"Friday night\", \"yesterday morning\".", (DAY, COMMA, dim("daypart")), _daypart_after),
    Rule("en.time.daypart-day", "\"the morning of May 5\", \"early on Monday\".", (dim("beforeday"), maybe(word("on")), DAY), _daypart_before),
    Rule("en.time.the-nth", "\"on the 16th\": of the month spoken of.", (word("the"), ORDINAL), _the_nth),
    Rule("en.time.day-of-the-month", "\"the 25th of the month\".",
         (word("the"), ORDINAL, maybe(word("of")), word("the", "that"), unit("month", number="s")), _nth_day),
)  # fmt: skip
