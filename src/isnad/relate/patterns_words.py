"""Words beside what happened, and what they say of it: which way it leads, which of two came first, how large, how meant, how sure it was.

The words stand in `resources/patterns/paths.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from isnad.lang.pack import supported
from isnad.lang.tables import table
from isnad.model.records import Claim
from isnad.model.report import Report
from isnad.text.fold import fold

BACK = 5  # words before a place among which the word of its direction stands
INTENT = 30  # code points before and after the words of happening within which a word of intent stands
OBJECT = 45  # code points after the words of happening within which arms are what was taken, given or left
TRIED = 5  # words before the words of happening among which stands the word that it was tried
DOUBT = 24  # code points before them within which the word stands that makes them only possible
CLAUSES = 300  # code points before them in which the terms of a deal may begin
APART = 7  # words before the words of happening among which it is said that somebody had no part in it
WAYS = ("from", "to", "after", "before", "without", "much", "meant", "failed", "arms", "may", "part", "negated", "terms", "vague")
ENDS = re.compile(r"[.!?؟\n]")
_PAUSE = re.compile(r"[.!?؟\n,،;؛]")
WORD = re.compile(r"\w+")
_NONE: frozenset[str] = frozenset()


@cache
def directions(lang: str) -> Mapping[str, str]:
    """Folded word → what it says: `from` or `to`, `after` and `before` for words of time, and the other `WAYS`."""
    words = table("common", "patterns")["paths"].get(lang, {})
    return {fold(w): way for way in WAYS for w in words.get(way, ())}


def direction(before: str, lang: str) -> str | None:
    """Whether the words before a place lead away from it (`from`) or to it (`to`)."""
    known = directions(lang)
    for w in reversed([fold(w) for w in WORD.findall(before)][-BACK:]):
        if known.get(w) in ("from", "to"):
            return known[w]
    return None


def behind(claim: Claim, report: Report) -> frozenset[str]:
    """What the two words before a claim's words say of it: `after`, `before`, `without`."""
    words = report.text[max(0, claim.trigger.start - 24) : claim.trigger.start].split()[-2:]
    return _ways(words[-1], words[0], supported(report.lang)) if words else _NONE


@lru_cache(maxsize=65536)
def _ways(word: str, other: str, lang: str) -> frozenset[str]:
    known = directions(lang)
    found = {known.get(fold(w)) for text in (word, other) for w in WORD.findall(text)}
    return frozenset(w for w in found if w)


def much(claim: Claim, report: Report) -> bool:
    """Whether only a large fight is said not to have been: «لم تقع مواجهات كبيرة», "no major clashes"."""
    known = directions(supported(report.lang))
    a, b = claim.trigger.start, claim.trigger.end
    beside = (*report.text[max(0, a - 14) : a].split()[-1:], *report.text[b : b + 14].split()[:1])
    return any(known.get(fold(w.strip(",.،"))) == "much" for w in beside)


def meant(claim: Claim, report: Report) -> bool:
    """Whether only the intent is denied: «لم نستهدف الجيش عمدا», "did not deliberately target"."""
    known = directions(supported(report.lang))
    a, b = claim.trigger.start, claim.trigger.end
    beside = ENDS.split(report.text[max(0, a - INTENT) : a])[-1] + " " + ENDS.split(report.text[b : b + INTENT])[0]
    return any(known.get(fold(w)) == "meant" for w in WORD.findall(beside))


def failed(claim: Claim, report: Report) -> bool:
    """Whether what was not done was tried: «لم تؤد الحملة إلى القضاء عليه», "failed to strike"."""
    known = directions(supported(report.lang))
    words = WORD.findall(ENDS.split(report.text[max(0, claim.trigger.start - INTENT) : claim.trigger.start])[-1])
    return any(known.get(fold(w)) == "failed" for w in words[-TRIED:])


def aloof(claim: Claim, report: Report) -> bool:
    """Whether what is told is that somebody had no part in it: «لم نشارك في التفاوض», "was no party to the deal"."""
    known = directions(supported(report.lang))
    words = WORD.findall(ENDS.split(report.text[max(0, claim.trigger.start - 60) : claim.trigger.start])[-1])[-APART:]
    ways = {known.get(fold(w)) for w in words}
    return not ways.isdisjoint(("part", "vague")) and not ways.isdisjoint(("negated", "without"))


def in_terms(claim: Claim, report: Report) -> bool:
    """Whether what is not to be done is a term of a deal: «نص الاتفاق على امتناع الجيش عن القصف»."""
    known = directions(supported(report.lang))
    before = ENDS.split(report.text[max(0, claim.trigger.start - CLAUSES) : claim.trigger.start])[-1]
    return any(known.get(fold(w).removeprefix("و")) == "terms" for w in WORD.findall(before))


def vague(claim: Claim, report: Report) -> bool:
    """Whether the words of happening are of so general a meaning that they tell no act: «غرفة العمليات», "role"."""
    known = directions(supported(report.lang))
    words = [fold(w) for w in WORD.findall(claim.trigger.quote(report.text))]
    return any(known.get(w.removeprefix(p)) == "vague" for w in words for p in ("", "و", "ب", "ل", "ال", "وال", "بال", "لل"))


def armed(claim: Claim, report: Report) -> bool:
    """Whether a claim's own words, or those right behind them, name arms."""
    a, b = claim.trigger.start, claim.trigger.end
    stop = _PAUSE.search(report.text, b, b + OBJECT)
    return _arms(report.text[a : stop.start() if stop else b + OBJECT], supported(report.lang))


@lru_cache(maxsize=65536)
def _arms(words: str, lang: str) -> bool:
    known = directions(lang)
    return any(known.get(fold(w)) == "arms" for w in WORD.findall(words))


def doubted(claim: Claim, report: Report) -> bool:
    """Whether what a noun tells is only possible: «قد يسوى الأمر باتفاق», "it might end in a deal"."""
    if not claim.made.rule.endswith((".noun", ".noun-carried")):
        return False
    known = directions(supported(report.lang))
    words = WORD.findall(ENDS.split(report.text[max(0, claim.trigger.start - DOUBT) : claim.trigger.start])[-1])
    # May is a month; «قد» makes an imperfect possible («قد يُسوّى») and a perfect certain («قد اتفقا»)
    return any(known.get(fold(w)) == "may" and (w.islower() if w.isascii() else then[:1] in "يتن") for w, then in pairwise(words))
