"""When a report was published, as far as its text tells: lines of page furniture, datelines, «اليوم الاثنين 21 أيار»."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import timedelta

from isnad.grammar.rules import Node, register
from isnad.lang.common.calendar import BASE, Stretch, When, day_stretch
from isnad.model import edtf
from isnad.read.anchors import named
from isnad.text.doc import Doc

FURNITURE = register("common.time.published", "A full date on a short line at the head or foot, after a word such as «آخر تحديث», or in a dateline.")

_HEAD, _FOOT, _SHORT = 12, 4, 14
_CUES = frozenset(
    ("تحديث", "نشر", "نشرت", "التحديث", "النشر", "تاريخ", "بتاريخ", "التاريخ", "اضيف", "اخر", "updated", "published", "posted", "date", "modified")
)
# Before a date that belongs to a sentence.
_INSIDE = frozenset((
    "في", "فى", "منذ", "ومنذ", "حتي", "من", "الي", "قبل", "بعد", "خلال", "بين", "عام",
    "in", "on", "since", "until", "from", "of", "by", "between",
))  # fmt: skip
_DASH = re.compile("[-–—|:(\u0640]")


def furniture(doc: Doc, nodes: list[Node]) -> list[Node]:
    """Expressions with a full date that stand where pages print the day of publication, likeliest first."""
    found: list[tuple[int, int, Node]] = []
    starts = [a for a, _ in doc.paragraphs]
    for n in nodes:
        w: When = n.value
        if w.kind != "cal" or w.day is None or w.month is None or w.year is None or w.hijri:
            continue
        k = bisect_right(starts, n.first) - 1
        first, last = doc.paragraphs[k]
        edge = k < _HEAD or k >= len(doc.paragraphs) - _FOOT
        cued = any(t.norm in _CUES for t in doc.tokens[max(first, n.first - 4) : n.first])
        if edge and cued and last - first <= 2 * _SHORT:
            found.append((0, n.first, n))
        elif edge and last - first <= _SHORT and _apart(doc, n, first, last):
            found.append((1, n.first, n))
        elif k < _HEAD and _dateline(doc, n, first):
            found.append((2, n.first, n))
    return [n for _, _, n in sorted(found, key=lambda x: x[:2])]


def _apart(doc: Doc, n: Node, first: int, last: int) -> bool:
    """Whether a date on a line of its paragraph stands apart: at an end or behind a mark, with no preposition, in no sentence."""
    if first == 0 and last == len(doc.tokens):
        return n.first == first and n.last == last
    before = doc.tokens[n.first - 1] if n.first > first else None
    if before is not None and before.norm in _INSIDE:
        return False
    if doc.tokens[last - 1].norm in (".", "؟", "!") and n.last < last - 1:
        return False
    after = doc.tokens[n.last] if n.last < last else None
    return before is None or after is None or before.kind == "punct" or after.kind == "punct"


def _dateline(doc: Doc, n: Node, first: int) -> bool:
    """Whether a date opens a paragraph, with at most a place before it and a dash or bracket after it."""
    if n.first - first > 6 or n.last >= len(doc.tokens):
        return False
    gap = doc.text[doc.tokens[n.last - 1].end : doc.tokens[n.last].end]
    return bool(_DASH.search(gap)) and not any(t.norm in (".", "؟", "!", '"') for t in doc.tokens[first : n.first])


def published(doc: Doc, nodes: list[Node], known: Stretch | None) -> tuple[Stretch | None, int | None, set[int]]:
    """The day of publication.

    Args:
        doc: the document.
        nodes: its calendar expressions.
        known: what is known of the day of publication from outside the text.

    Returns:
        The day (or what is known of it), its weekday where the year is unknown but the weekday is said, and the first tokens of the
        expressions that are furniture and so no part of what is told.
    """
    printed = furniture(doc, nodes)
    aside = {n.first for n in printed}
    if known is not None and known.low == known.high and not known.vague:
        return known, None, aside
    for n in printed:
        day = named(n.value, n.value.year, False)
        if day is not None and (known is None or edtf.overlaps(known.edtf(), day.edtf())):
            return day, None, aside
    for n in nodes:  # «اليوم الاثنين 21 أيار»
        w: When = n.value
        if w.kind == "cal" and w.today is not None and w.day is not None and w.month is not None:
            year = w.year or (known.low.year if known is not None and not known.vague else None)
            day = named(w, year or BASE, year is None)
            if day is not None and (known is None or known.vague or known.low <= day.low <= known.high):
                today = day.low - timedelta(days=w.today)
                return day_stretch(today, day.vague), (w.weekday - w.today) % 7 if w.weekday is not None else None, aside
    if known is None:
        starts = [a for a, _ in doc.paragraphs]
        for n in nodes:
            w = n.value
            k = bisect_right(starts, n.first) - 1
            if k >= _HEAD:
                break
            yearless = w.kind == "cal" and w.day is not None and w.month is not None and w.year is None and not w.mod
            if yearless and _dateline(doc, n, doc.paragraphs[k][0]):
                day = named(w, BASE, True)
                return day, w.weekday, aside | {n.first}
    return known, None, aside
