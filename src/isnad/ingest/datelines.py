"""Dates in date lines: day, month and year together, in words or figures, on a folded line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from isnad.ingest.words import forms, numbers, phrases

_EARLIEST, _LATEST = 1990, 2099  # years of publication; Hijri years of our time (14xx) stay out
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date on a line.

    Attributes:
        day: the day.
        said_weekday: the weekday the line names (Monday is 1), or None.
        start, end: where the date's own words stand on the folded line.
        bare: whether neither a weekday nor a time of day stands on the line.
    """

    day: date
    said_weekday: int | None
    start: int
    end: int
    bare: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Day month-name year; month-name day, year; year month day and day month year in figures.

    A month may have two names: «كانون الاول/ديسمبر», «نوفمبر (تشرين الثاني)».
    """
    names = "|".join(sorted(map(re.escape, numbers("month")), key=len, reverse=True))
    month = rf"(?P<month>{names})\.?(?:\s*[/(\-–]?\s*(?P<second>{names})\)?)?"
    year = r"(?P<year>(?:19|20)\d\d)"
    return (
        re.compile(rf"(?<![\d/.-])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+|من\s+(?:شهر\s+)?)?[\s/.,،-]*{month}(?!\w)\s*[/,،.-]?\s*(?:عام\s+|سنه\s+|لعام\s+)?{year}(?!\d)"),
        re.compile(rf"(?<!\w){month}(?!\w)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*[,،]?\s*{year}(?!\d)"),
        re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?![\d/]|[.-]\d)"),
        re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<other>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19|20)\d\d)(?![\d/]|[.-]\d)"),
    )


def find_date(folded: str, lang: str, *, dateline: bool = False) -> Dated | None:
    """The first full date on a folded line.

    Args:
        folded: the line, folded.
        lang: for the order of day and month in figures: day first, except that English lines where both orders are dates need
            a weekday that fits one of them.
        dateline: take it only as an agency's dateline, at the start of a report: a place, the date, and a dash or an agency's name in brackets.
    """
    if not any(c.isdigit() for c in folded):
        return None
    weekday = _weekday(folded)
    clock = re.search(_CLOCK, folded) is not None
    for pattern in _patterns():
        for m in pattern.finditer(folded[:400]):
            if dateline and not _opens(folded, m.start(), m.end()):
                continue
            day = _day(m, lang, weekday)
            if day is not None:
                return Dated(day, weekday, m.start(), m.end(), weekday is None and not clock)
    return None


def _opens(folded: str, start: int, end: int) -> bool:
    before = folded[:start]
    goes_on = re.match(r"\s*(?:م\s*)?[-–—:(]", folded[end : end + 6])
    return goes_on is not None and len(before.split()) <= 6 and not re.search(r"[.؟?!]\s", before)


def _weekday(folded: str) -> int | None:
    for word in re.findall(r"[^\W\d_]+", folded[:400]):
        found = numbers("weekday").get(word)
        if found is not None and len(word) > 2:
            return found
    return None


def _day(m: re.Match[str], lang: str, weekday: int | None) -> date | None:
    groups = m.groupdict()
    year = int(groups["year"])
    if not _EARLIEST <= year <= _LATEST:
        return None
    if groups.get("month"):
        number = numbers("month")[groups["month"]]
        if groups.get("second") and numbers("month")[groups["second"]] != number:
            return None
        return _valid(year, number, int(groups["day"]))
    if groups.get("m"):
        return _valid(year, int(groups["m"]), int(groups["day"]))
    first, other = int(groups["first"]), int(groups["other"])
    by_day, by_month = _valid(year, other, first), _valid(year, first, other)
    if by_day is None or by_month is None or by_day == by_month:
        return by_day or by_month
    if weekday is not None and (by_day.isoweekday() == weekday) != (by_month.isoweekday() == weekday):
        return by_day if by_day.isoweekday() == weekday else by_month
    return None if lang == "en" else by_day


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _noise() -> frozenset[str]:
    """Words that stand beside a date and say nothing else."""
    labels = (w for kind in ("label-published", "label-updated") for p in phrases(kind) for w in p.split())
    return forms("date-word") | frozenset(labels) | frozenset(numbers("weekday")) | frozenset(w for p in numbers("month") for w in p.split())


def strip_date(folded: str, dated: Dated) -> list[str]:
    """The words of a line besides its date, weekday, time of day and label."""
    rest = f"{folded[: dated.start]} {folded[dated.end :]}"
    return [w for w in re.findall(r"[^\W\d_]+", rest) if w not in _noise()]
