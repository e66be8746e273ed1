"""The speaker of a statement as an argument of a claim."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg
from isnad.model.records import Made, Mention, Statement
from isnad.model.span import Span

OFFICE = ("باسم", "spokes", "Spokes", "official", "commander", "قيادي", "قائد", "ناطق", "متحدث", "وزير", "رئيس", "minister", "general in")


class Speakers:
    """Looks up who speaks where in one document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def covering(self, span: Span) -> Statement | None:
        """The innermost statement whose content covers the span."""
        best: Statement | None = None
        for s in self.sheet.statements:
            if s.span.covers(span) and (best is None or s.span.end - s.span.start < best.span.end - best.span.start):
                best = s
        return best

    def cued(self, span: Span) -> Statement | None:
        """The statement whose cue shares words with the span."""
        return next((s for s in self.sheet.statements if s.cue is not None and s.cue.overlaps(span)), None)

    def arg(self, statement: Statement, *, party_only: bool = False) -> Arg | None:
        """The speaker: his side if he speaks for one, else himself, named as the statement names him."""
        speaker = statement.speaker
        where = statement.source or speaker.span
        side: Mention | None = None
        for m in self.sheet.mentions:
            if m.party and where is not None and m.span.overlaps(where):
                side = m
                break
        if side is None:
            side = self._spoken_for(speaker.name, where)
        if side is None:
            side = next((m for m in self.sheet.mentions if m.party and (m.name == speaker.name or (m.entity and m.entity == speaker.entity))), None)
        if side is not None:
            first, last = self.sheet.doc.tokens_in(side.span)
            return Arg(first, last, side, side.party or "")
        if party_only or not speaker.name or any("\u0620" <= c <= "\u064a" for c in speaker.name):
            return None
        span = where or statement.cue or statement.span
        first, last = self.sheet.doc.tokens_in(span)
        made = Made("claim.speaker", (), (span,))
        return Arg(first, last, Mention(span, speaker.name, speaker.entity, "person", made, None, speaker.name), speaker.name)

    def _spoken_for(self, name: str, where: Span | None) -> Mention | None:
        """The side in whose name a spokesman speaks, said once beside his name («المتحدث باسم …», "spokesman for …")."""
        text = self.sheet.report.text
        spots = [m.span for m in self.sheet.mentions if m.name == name] + ([where] if where is not None else [])
        for spot in spots:
            for m in self.sheet.mentions:
                if m.party and 0 <= m.span.start - spot.start <= (spot.end - spot.start) + 40:
                    between = text[spot.start : m.span.start]
                    if any(w in between for w in OFFICE):
                        return m
        return None
