"""The report's own outlet: by what names it calls itself, so that whom its sources spoke to is no link of a chain."""

from __future__ import annotations

import re

from isnad.grammar.sheet import Sheet
from isnad.lang.common.attribution import Range
from isnad.lang.common.origins import same_house, skeleton
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Name
from isnad.text.fold import fold

_HEAD = 6  # paragraphs at the beginning where a byline can stand
_LINE = 14  # most tokens of a byline
_BREAKS = frozenset("-–—ـ―|/،,:()[]")
_COMMON = frozenset({"the", "news", "agency", "network", "our", "daily", "times", "post"})
_MARKS = "«»“”\"'()‹› "


def _alike(a: str, b: str) -> bool:
    """Whether two names are one but for the word for what it is: `al-Sahil` and `Qanat al-Sahil`."""
    x, y = (skeleton(_KIND.sub(" ", n)) for n in (a, b))
    return bool(x) and x == y and max(map(len, x)) > 2


_KIND = re.compile(
    r"\b(?:qanat|sahifat|jaridat|majallat|mawqi|shabakat|wikalat|wakalat|idhaat|radio|bawabat|markaz|portal|network|television|tv|channel|magazine|newspaper"
    r"|daily|agency|news|website|site)\b|(?:^|\s)(?:ل?وكال[ةه]|ل?صحيف[ةه]|ل?شبك[ةه]|ل?موقع|ل?قنا[ةه]|ل?مجل[ةه]|ل?إذاع[ةه]|ل?راديو|ل?بواب[ةه])\s",
    re.IGNORECASE,
)


class House:
    """The names of the outlet that a report appeared in: what is known of it, and the parts of its byline («خاص – اسمه»، «مكان – اسمه»).

    Args:
        sheet: the sheet with its mentions.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.outlet = sheet.report.outlet
        self.arabic = sheet.doc.lang == "ar"
        self._agencies = {fold(m.name) for m in sheet.mentions if m.kind == "agency"}
        self._parts = self._byline(sheet) if self.arabic else set()
        self._known: dict[str, bool] = {}

    def _byline(self, sheet: Sheet) -> set[str]:
        doc = sheet.doc
        out: set[str] = set()
        idle = wordset("ar", "byline-words")
        for a, b in doc.paragraphs[:_HEAD]:
            if b - a > _LINE or doc.norms[b - 1] == "." or all(doc.norms[k] not in _BREAKS for k in range(a, b)):
                continue
            part: list[str] = []
            for k in (*range(a, b), b):
                if k < b and doc.norms[k] not in _BREAKS:
                    if doc.tokens[k].kind == "word" and doc.norms[k] not in idle:
                        part.append(doc.norms[k])
                    continue
                if 0 < len(part) <= 4:
                    out.add(" ".join(part))
                    if part[0][:1] == "ب" and len(part[0]) > 3:
                        out.add(" ".join([part[0][1:], *part[1:]]))
                part = []
        return out

    def owns(self, link: Name) -> bool:
        """Whether a link of a chain is the outlet itself."""
        key = f"{link.name}\n{link.surface}"
        if key not in self._known:
            self._known[key] = self._owns(link)
        return self._known[key]

    def _owns(self, link: Name) -> bool:
        names = [n for n in (link.name, link.surface) if n]
        if self.outlet is not None and any(n.casefold() == self.outlet.casefold() for n in names):
            return True
        if not self.arabic and self.outlet is not None:
            return any((words := set(fold(n).split()) - _COMMON) and words <= set(fold(self.outlet).split()) for n in names)
        if not self.arabic or fold(link.name) in self._agencies:
            return False
        if self.outlet is not None and any(same_house(n, self.outlet) or _alike(n, self.outlet) for n in names):
            return True
        heads = wordset("ar", "media-heads")
        for n in names:
            parts = fold(n).translate({ord(c): " " for c in _MARKS}).split()
            while parts and (parts[0] in heads or parts[0].removeprefix("ل") in heads):
                parts = parts[1:]
            plain = " ".join(parts)
            if plain and (plain in self._parts or plain.removeprefix("ل") in self._parts):
                return True
        return False


def byline_of(sheet: Sheet, house: House) -> Range | None:
    """The agency in the dateline of a report that appeared elsewhere: «بغداد - وكالة كذا: …», “Hasakah, SANA. …”; it passes everything on.

    Args:
        sheet: the sheet with its mentions.
        house: the names of the report's own outlet.
    """
    doc = sheet.doc
    if not doc.paragraphs:
        return None
    end = min(doc.paragraphs[0][1], _LINE)
    for m in sheet.mentions:
        first, last = doc.tokens_in(m.span)
        if last > end:
            return None
        if m.kind not in ("agency", "outlet") or m.entity is None or first == 0 or first > _DATELINE:
            continue
        if doc.norms[first - 1] not in _BREAKS or last >= len(doc.norms) or doc.norms[last] not in _CLOSES:
            return None
        if sheet.report.outlet is not None and (same_house(m.name, sheet.report.outlet) or _alike(m.name, sheet.report.outlet)):
            return None
        words = [k for k in range(first) if doc.tokens[k].kind == "word"]
        if len(words) > _TOWN and any(_spoken(sheet, k) for k in words):
            return None
        return first, last
    return None


def _spoken(sheet: Sheet, k: int) -> bool:
    """Whether a word before the agency is none of a dateline's: neither part of a place or day nor written with a capital."""
    at = sheet.doc.tokens[k].start
    if any(p.span.start <= at < p.span.end for p in sheet.places) or any(t.span.start <= at < t.span.end for t in sheet.times):
        return False
    raw = sheet.doc.quote(sheet.doc.tokens[k].span)
    if sheet.doc.lang != "ar":
        return not raw[:1].isupper()
    return sheet.doc.norms[k] not in wordset("ar", "byline-words") | wordset("ar", "time")


_DATELINE = 10  # most tokens before the agency's name in a dateline
_TOWN = 3  # words before it that can only be a town's
_CLOSES = frozenset({")", ":", "-", "–", "—", "ـ", "."})
