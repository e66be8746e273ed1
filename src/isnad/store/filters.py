"""Which reports and events a list asks for, and the conditions of its queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are asked for; what is empty asks nothing.

    Attributes:
        words: a part of the title, the name or the outlet.
        outlet: the outlet itself, under any of its names.
        lang: the language.
        first, last: the least and greatest date of publication, compared as text (EDTF sorts so).
        new: whether the last added come first, in place of the earliest published.
        spelt: the names under which the outlet stands in the case; the one asked for where none are given.
    """

    words: str = ""
    outlet: str = ""
    lang: str = ""
    first: str = ""
    last: str = ""
    new: bool = False
    spelt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; what is empty asks nothing.

    Attributes:
        type: the event type.
        party: a part of the name of an actor or recipient, in English as it is stored.
        place: a part of the name of the place.
        grade: the grade.
        first, last: the least and greatest time (EDTF, compared as text).
        absent: only what is said not to have happened.
        told: whether those that most claims tell of come first, in place of the earliest.
    """

    type: str = ""
    party: str = ""
    place: str = ""
    grade: str = ""
    first: str = ""
    last: str = ""
    absent: bool = False
    told: bool = False


def reports_where(asked: ReportFilter) -> tuple[str, list[Any]]:
    """The condition of a query for reports, empty for none, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    if asked.words:
        parts.append("(title LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\' OR outlet LIKE ? ESCAPE '\\')")
        values += [f"%{literal(asked.words)}%"] * 3
    if asked.outlet:
        spelt = asked.spelt or (asked.outlet,)
        parts.append(f"outlet IN ({','.join('?' * len(spelt))})")
        values += spelt
    if asked.lang:
        parts.append("lang = ?")
        values.append(asked.lang)
    if asked.first:
        parts.append("published >= ?")
        values.append(asked.first)
    if asked.last:
        parts.append("published <= ?")
        values.append(asked.last + "~")  # "2015-05-20" is not after "2015-05"
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), values


def events_where(asked: EventFilter) -> tuple[str, list[Any]]:
    """The condition of a query for events and their assessments, empty for none, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    if asked.type:
        parts.append("event.type = ?")
        values.append(asked.type)
    if asked.party:
        parts.append(
            "EXISTS (SELECT 1 FROM json_each(json_array(json_extract(event.body, '$.actor'), json_extract(event.body, '$.recipient'))) AS side "
            "WHERE side.value LIKE ? ESCAPE '\\')"
        )
        values.append(f"%{literal(asked.party)}%")
    if asked.place:
        parts.append("json_extract(event.body, '$.place') LIKE ? ESCAPE '\\'")
        values.append(f"%{literal(asked.place)}%")
    if asked.grade:
        parts.append("assessment.grade = ?")
        values.append(asked.grade)
    if asked.first:
        parts.append("json_extract(event.body, '$.time') >= ?")
        values.append(asked.first)
    if asked.last:
        parts.append("json_extract(event.body, '$.time') <= ?")
        values.append(asked.last + "~")
    if asked.absent:
        parts.append("json_extract(event.body, '$.occurred') = 0")
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), values


def literal(words: str) -> str:
    """Words as a pattern of LIKE that means just them."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
