"""Dates in figures: 03/05/2016 (day first), 2016-05-03, 21-02-2022, 02.03.2017, 05/2016."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from isnad.grammar.rules import Node, register
from isnad.lang.common.calendar import LAST_YEAR, When
from isnad.text.doc import Doc

RULE = register("common.time.figures", "A date in figures: day, month, year or year, month, day; day first where both orders could be.")
MONTH = register("common.time.figures-month", "A month and a year in figures: 05/2016.")

_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_OPEN = "(?:(?<![\\w/.-])|(?<=\\b[وفبل]))"  # a particle may be written onto the figure
_DATE = re.compile(rf"{_OPEN}({_D}{{1,4}}) ?([-/.]) ?({_D}{{1,2}}) ?\2 ?({_D}{{1,4}})(?![/.-]?{_D})")
_MONTH = re.compile(rf"{_OPEN}({_D}{{1,2}})/({_D}{{4}})(?![/.-]?{_D})")


def figure_dates(doc: Doc) -> list[Node]:
    """Dates in figures as nodes `t`."""
    out = []
    for m in _DATE.finditer(doc.text):
        when = _date(m[1], m[3], m[4], m[2])
        if when is not None:
            out.append(_node(doc, m, when, RULE))
    for m in _MONTH.finditer(doc.text):
        month, year = int(m[1]), int(m[2])
        if 1 <= month <= 12 and 1900 <= year <= LAST_YEAR:
            out.append(_node(doc, m, When(year=year, month=month), MONTH))
    return [n for n in out if n.first < n.last]


def _node(doc: Doc, m: re.Match[str], when: When, rule: str) -> Node:
    first = bisect_right(doc.starts, m.start()) - 1
    last = bisect_left(doc.starts, m.end())
    return Node("t", when, max(first, 0), last, rule)


def _date(a: str, b: str, c: str, sep: str) -> When | None:
    if len(a) == 4 and len(c) <= 2:
        year, month, day = int(a), int(b), int(c)
    elif len(a) <= 2 and len(c) in (2, 4):
        day, month, year = int(a), int(b), int(c)
        if len(c) == 2:
            if sep == "-" or not 10 <= year <= 40:
                return None
            year += 2000
    else:
        return None
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if 1300 <= year <= 1500:
        return When(year=year, month=month, day=day, hijri=True)
    return When(year=year, month=month, day=day) if 1900 <= year <= LAST_YEAR else None
