"""Which of the days that a report names is its story's.

A page names many days: that of its dateline, that of the story beside it, that on which it was fetched, those of what went before. Which one is
meant is read off where each stands and how it is told; weights `common.link.dates`, of a conditional logit after McFadden (1974) with one more
choice, that it is none of them. A day whose words give no year is a day of any year, whatever year the reader took over from elsewhere in the
text: a picture's caption and the start of a war bring years of their own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from isnad.lang.common.linking import weights, word_classes
from isnad.text.doc import Doc

BEFORE, OPENING, CURRENT, PAST, OWN, DERIVED = 1, 2, 4, 8, 16, 32
BACK = BEFORE | OPENING | CURRENT | PAST
WEEK = 7
FIRST = 3  # sentences that tell the story
_YEAR = re.compile(r"\d{4}|\d\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d\d")
_NUMBER = re.compile(r"\d")
ROLES = (
    "title", "opening", "then", "front", "byline", "low", "aside", "past", "times", "order", "only", "derived", "full", "agrees", "near", "clashes",
)  # fmt: skip
NONE = ("none", "none_weekday")


class Told(NamedTuple):
    """A day that a report names.

    Attributes:
        value: EDTF.
        sentence: its sentence.
        how: how it is told, the flags of this module: told as of what went before (right before the day, or at the beginning of its
            sentence), as of this month or one past, with a year of its own, with no number of its own.
    """

    value: str
    sentence: int
    how: int = OWN


class Named(NamedTuple):
    """A day of the week that a report names.

    Attributes:
        day: 0 for Monday.
        sentence: its sentence.
        beside: `night` or `yesterday` if a word for it stands before, else empty.
    """

    day: int
    sentence: int
    beside: str = ""


def how_told(doc: Doc, lang: str, text: str, first: int, last: int, begin: int) -> int:
    """How a day is told (tokens `first` up to `last`, whose words are `text`) in a sentence from `begin`."""
    words = word_classes("common.link.aside", lang)
    norms = doc.norms
    how = OWN if _YEAR.search(text) else 0 if _NUMBER.search(text) else DERIVED
    if words.get(norms[first]) == "before" or (first > begin and words.get(norms[first - 1]) == "before"):
        how |= BEFORE
    elif first > begin and words.get(norms[begin]) == "opening":
        how |= OPENING
    for n in norms[first : last + 2]:
        how |= {"current": CURRENT, "past": PAST}.get(words.get(n, ""), 0)
    return how


def day_values(
    told: Sequence[Told], head: Sequence[int], weekday: int | None,
) -> dict[str, dict[str, float]]:  # fmt: skip
    """For each day that a report names (a date, or a day of any year) what speaks for it as the story's; its weights stand in the table.

    Args:
        told: the days, without those of stock text.
        head: positions of the first sentences that tell something.
        weekday: the day of the week that these name, or None.
    """
    full = {t.value for t in told if t.how & OWN and not t.value.startswith("XXXX")}
    dated: dict[str, list[str]] = {}
    for d in sorted(full):
        dated.setdefault(d[4:], []).append(d)
    of: dict[str, list[Told]] = {}
    for t in told:
        same = [t.value] if t.value in full and t.how & OWN else dated.get(t.value[4:], [f"XXXX{t.value[4:]}"])
        for value in same:
            of.setdefault(value, []).append(t)
    end = head[FIRST - 1] if len(head) >= FIRST else head[-1] if head else 0
    out: dict[str, dict[str, float]] = {}
    for n, (value, mentions) in enumerate(sorted(of.items(), key=lambda x: (min(t.sentence for t in x[1]), x[0]))):
        row = dict.fromkeys((*ROLES, *NONE), 0.0)
        for t in mentions:
            row[_role(t.sentence, head, end)] = 1.0
        if all(t.how & BACK for t in mentions):
            row["aside"] = 1.0
            row["past"] = float(any(t.how & PAST for t in mentions))
        row["times"], row["order"] = math.log2(len(mentions)), math.log2(1 + n)
        row["only"] = float(len(of) == 1)
        row["derived"] = float(all(t.how & DERIVED for t in mentions))
        day = _day(value)
        if day is not None:
            row["full"] = 1.0
            if weekday is not None:
                back = (day.weekday() - weekday) % WEEK
                row["agrees" if back == 0 else "near" if back <= 2 else "clashes"] = 1.0
        out[value] = row
    return out


def _role(k: int, head: Sequence[int], end: int) -> str:
    if head and k == head[0]:
        return "title"
    if k in head[1:FIRST]:
        return "opening"
    if k in head:
        return "then"
    return "front" if not head or k < head[0] else "byline" if k < end else "low"


def none_of_them(named: bool) -> dict[str, float]:
    """What speaks for none of the days being the story's; `named`: whether the first sentences name a day of the week."""
    return dict.fromkeys(ROLES, 0.0) | {"none": 1.0, "none_weekday": float(named)}


def shares(rows: Mapping[str, Mapping[str, float]], named: bool, fitted: Mapping[str, float] | None = None) -> dict[str, float]:
    """How likely each day is the story's; what is missing to 1 is that none is."""
    if not rows:
        return {}
    w = weights("dates") if fitted is None else fitted
    found = {value: sum(w[k] * v for k, v in row.items() if v) for value, row in rows.items()}
    none = sum(w[k] * v for k, v in none_of_them(named).items() if v)
    most = max(none, *found.values())
    worth = {value: math.exp(v - most) for value, v in found.items()}
    whole = sum(worth.values()) + math.exp(none - most)
    return {value: v / whole for value, v in worth.items()}


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
