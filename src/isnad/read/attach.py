"""What a claim hangs on: the statement it stands in, its place, time and quantities."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Draft
from isnad.model.span import Span


class Attach:
    """Looks layers up for the claims of one document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def statement(self, trigger: Span) -> int | None:
        """Position of the innermost statement whose content covers the trigger; of equals the first."""
        best: int | None = None
        for i, s in enumerate(self.sheet.statements):
            if s.span.covers(trigger) and (best is None or s.span.end - s.span.start < self._length(best)):
                best = i
        return best

    def _length(self, i: int) -> int:
        span = self.sheet.statements[i].span
        return span.end - span.start

    def deny(self, d: Draft) -> None:
        """What a speaker denies did not happen, by his word."""
        i = self.statement(d.trigger)
        if i is not None and self.sheet.statements[i].stance == "deny" and d.type != "REJECT" and d.occurred and d.status == "actual":
            d.occurred, d.status = False, "denied-by-speaker"

    def place(self, d: Draft) -> int | None:
        """The nearest place in the clause, else in the sentence."""
        return _nearest([p.span for p in self.sheet.places], d.trigger, self._clause(d)) or self._in_sentence(d)

    def _in_sentence(self, d: Draft) -> int | None:
        a, b = self.sheet.doc.sentence_of(d.hit.first)
        return _nearest([p.span for p in self.sheet.places], d.trigger, self.sheet.doc.span(a, b))

    def _clause(self, d: Draft) -> Span:
        a, b = d.clause
        return self.sheet.doc.span(a, b).join(d.trigger) if a < b else d.trigger

    def time(self, d: Draft) -> str | None:
        """The nearest time in the clause, else in the sentence."""
        spans = [t.span for t in self.sheet.times]
        i = _nearest(spans, d.trigger, self._clause(d))
        if i is None:
            a, b = self.sheet.doc.sentence_of(d.hit.first)
            i = _nearest(spans, d.trigger, self.sheet.doc.span(a, b))
        return None if i is None else self.sheet.times[i].edtf

    def quantities(self, d: Draft) -> tuple[int, ...]:
        """Quantities in the clause."""
        clause = self._clause(d)
        return tuple(i for i, q in enumerate(self.sheet.quantities) if clause.covers(q.span))


def _nearest(spans: list[Span], to: Span, within: Span) -> int | None:
    best: tuple[int, int] | None = None
    for i, s in enumerate(spans):
        if within.covers(s):
            gap = max(s.start - to.end, to.start - s.end)
            if best is None or gap < best[0]:
                best = gap, i
    return None if best is None else best[1]
