"""What a number in a text is, whatever the language; and figures read as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+", re.ASCII)
_PLAIN = re.compile(r"\d{1,15}(?:[.,]\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Num:
    """A cardinal number as it stands in a text.

    Attributes:
        value: the number; for vague ones the lower bound ("dozens" 20).
        kind: `figures`, `words`, `vague`, or `pair` (a dual word such as ألفين).
        figures: the folded figures, when it is one token of figures and nothing else.
        lead: clitics before its first word, folded.
    """

    value: float
    kind: str
    figures: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of something that a text counts.

    Attributes:
        low: lower bound, or None.
        high: upper bound, or None when open.
        approx: said with "about", or vague by nature.
        of: English name of what is counted, or None where the text leaves it out.
    """

    low: float | None
    high: float | None
    approx: bool
    of: str | None


@lru_cache(maxsize=16384)
def figures(norm: str) -> float | None:
    """The number that a folded token of figures stands for, or None (dates such as 02.03.2017, very long numbers).

    `3,708` and `3.708` are 3708: news writes the groups both ways. `2,5` and `2.5` are two and a half.
    """
    if _GROUPED.fullmatch(norm):
        if "," in norm:
            return float(norm.replace(",", ""))
        return float(norm.replace(".", ""))
    if _PLAIN.fullmatch(norm):
        return float(norm.replace(",", "."))
    return None
