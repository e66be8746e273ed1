"""How many dead the claims of an event give: numbers of people beside a word of killing."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cache

from isnad.lang.common.linking import stem, word_classes
from isnad.lang.pack import supported
from isnad.model.linked import Event
from isnad.model.records import Claim, Quantity, Reading
from isnad.model.report import Report
from isnad.text.doc import Doc

DEAD = ("killed", "bodies")
BEFORE, AFTER = 7, 5  # words before and after a number that may say what became of the counted


class Tolls:
    """The numbers of dead in the reports of a case.

    Args:
        readings: readings by report id.
        reports: reports by id; of one that is not there only what its reading itself counts as dead is known.
    """

    def __init__(self, readings: Mapping[str, Reading], reports: Mapping[str, Report] | None = None) -> None:
        self._readings, self._reports = readings, reports or {}
        self._dead: dict[str, frozenset[int]] = {}

    def of(self, event: Event) -> tuple[float, float] | None:
        """The bounds of the dead that the claims of an event give, or None where they give no number.

        From the least that any number allows to the sum of what they allow at most: two numbers may be those of two sides.
        """
        found: set[tuple[float, float]] = set()
        for ref in event.claims:
            reading = self._readings.get(ref.report)
            if reading is None:
                continue
            dead = self._of(ref.report, reading)
            for k in _own(reading, reading.claims[ref.claim]):
                if k in dead:
                    q = reading.quantities[k]
                    found.add((q.min if q.min is not None else 0.0, q.max if q.max is not None else math.inf))
        if not found:
            return None
        return min(low for low, _ in found), sum(high for _, high in sorted(found))

    def _of(self, report_id: str, reading: Reading) -> frozenset[int]:
        """Positions of the quantities of a report that count dead."""
        if report_id not in self._dead:
            report = self._reports.get(report_id)
            doc = Doc(report.text, supported(report.lang)) if report is not None and reading.quantities else None
            self._dead[report_id] = frozenset(k for k, q in enumerate(reading.quantities) if _dead(q, k, reading, doc))
        return self._dead[report_id]


def _own(reading: Reading, claim: Claim) -> list[int]:
    """The numbers of a claim: those it took, and those in its clause that no claim took."""
    taken = {k for c in reading.claims for k in c.quantities}
    loose = [k for k, q in enumerate(reading.quantities) if k not in taken and claim.span.covers(q.span)]
    return sorted({*(k for k in claim.quantities if k < len(reading.quantities)), *loose})


def _dead(q: Quantity, k: int, reading: Reading, doc: Doc | None) -> bool:
    """Whether a number counts dead: by its own noun, or as people with a word of killing nearest to them in their sentence."""
    of = (q.of or "").casefold().split()
    own = next((word_classes("common.link.toll", "en")[w] for w in of if w in word_classes("common.link.toll", "en")), None)
    if own is not None or doc is None or not doc.tokens:
        return own in DEAD
    if of and not any(w in word_classes("common.link.side", "en") for w in of):
        return False  # what is no people is not killed
    first, last = doc.tokens_in(q.span)
    a, b = doc.sentence_of(min(first, len(doc.tokens) - 1))
    spans = sorted(doc.tokens_in(other.span) for i, other in enumerate(reading.quantities) if i != k)
    before, behind = bisect_right(spans, (first, first)) - 1, bisect_left(spans, (last, 0))
    left = max(a, first - BEFORE, spans[before][1] if before >= 0 else 0)
    right = min(b, last + AFTER, spans[behind][0] if behind < len(spans) else b)
    if any(_part(doc, i) for i in range(max(a, first - 2), first)):
        return False  # "including five children": counted already
    right = next((i for i in range(last, right) if doc.tokens[i].kind == "punct" or doc.norms[i] in ("and", "و")), right)
    for d in range(1, BEFORE + 1):
        for i in (first - d, last - 1 + d):
            if (left <= i < first or last <= i < right) and (found := _toll(doc.norms[i], doc.lang)):
                return found in DEAD
    return any(_toll(doc.norms[i], doc.lang) in DEAD for i in range(first, min(last, b)))


def _part(doc: Doc, i: int) -> bool:
    words = word_classes("common.link.part", doc.lang)
    norm = doc.norms[i]
    return (words.get(norm) or words.get(norm[1:] if norm[:1] == "و" else "")) in ("both", "before")


@cache
def _toll(norm: str, lang: str) -> str:
    """What a word says became of people, or nothing."""
    classes = {**dict.fromkeys(word_classes("common.link.fell", lang), "killed"), **word_classes("common.link.toll", lang)}
    bare = norm.lstrip("وف")
    return next((classes[f] for f in (norm, bare, bare.removeprefix("ال"), stem(bare, lang)) if f in classes), "")
