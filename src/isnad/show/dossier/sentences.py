"""How much of a text to quote around the words that matter."""

from __future__ import annotations

from isnad.model.report import Report
from isnad.model.span import Span
from isnad.text.doc import Doc

GLANCE = 360  # code points that a person reads without losing the thread
BEFORE, AFTER = 200, 140  # kept around the words that matter when the sentence is longer


class Sentences:
    """The sentences of a report.

    Args:
        report: the report.
    """

    def __init__(self, report: Report) -> None:
        self._doc = Doc(report.text, report.lang)

    def around(self, core: Span, least: Span) -> Span:
        """The quotation to show for some words: their sentence, cut at word ends where it is too long to take in.

        Args:
            core: the words that matter.
            least: a span to keep whole if it is short enough, e.g. the clause.
        """
        doc = self._doc
        first, last = doc.tokens_in(core)
        if first >= last:
            return core
        a, b = doc.sentence_of(first)
        span = doc.span(a, b).join(core)
        if span.end - span.start <= GLANCE:
            return span
        keep = core.join(least) if least.end - least.start <= GLANCE else core
        start, end = max(span.start, min(keep.start, core.start - BEFORE)), min(span.end, max(keep.end, core.end + AFTER))
        i, j = doc.tokens_in(Span(start, end))
        while i < first and doc.tokens[i].start < start:
            i += 1
        while j > last and doc.tokens[j - 1].end > end:
            j -= 1
        return doc.span(i, max(j, last)).join(core)
