"""The speaker of a statement as an argument of a claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg
from isnad.model.records import Made, Mention, Statement
from isnad.model.span import Span

SPEAKER = register("claim.speaker", "Who speaks for no side stands in a claim under his own name.")
OFFICE = ("باسم", "spokes", "Spokes", "official", "commander", "قيادي", "قائد", "ناطق", "متحدث", "وزير", "رئيس", "minister", "general in")
_SPOTS = 12  # places at which a speaker is named that are looked at for an office
_DEEP = 64  # statements that may lie around one place


class Speakers:
    """Looks up who speaks where in one document.

    Args:
        sheet: the sheet; its mentions and statements must be read.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.told = sorted(sheet.statements, key=lambda s: (s.span.start, s.span.end))
        self.told_at = [s.span.start for s in self.told]
        self.cues = sorted((s for s in sheet.statements if s.cue is not None), key=lambda s: s.cue.start if s.cue is not None else 0)
        self.cues_at = [s.cue.start for s in self.cues if s.cue is not None]
        self.sides = sorted((m for m in sheet.mentions if m.party), key=lambda m: m.span)
        self.sides_at = [m.span.start for m in self.sides]
        self.spots: dict[str, list[Span]] = {}
        for m in sheet.mentions:
            self.spots.setdefault(m.name, []).append(m.span)
        self.by_name: dict[str, Mention] = {}
        self.by_entity: dict[str, Mention] = {}
        for m in sheet.mentions:
            if m.party:
                self.by_name.setdefault(m.name, m)
                if m.entity:
                    self.by_entity.setdefault(m.entity, m)

    def covering(self, span: Span) -> Statement | None:
        """The innermost statement whose content covers the span."""
        best: Statement | None = None
        k = bisect_right(self.told_at, span.start)
        for s in reversed(self.told[max(0, k - _DEEP) : k]):
            if s.span.covers(span) and (best is None or s.span.end - s.span.start <= best.span.end - best.span.start):
                best = s
        return best

    def cued(self, span: Span) -> Statement | None:
        """The statement whose cue shares words with the span."""
        k = bisect_left(self.cues_at, span.end)
        near = self.cues[max(0, k - 4) : k]
        return next((s for s in near if s.cue is not None and s.cue.overlaps(span)), None)

    def arg(self, statement: Statement, *, party_only: bool = False) -> Arg | None:
        """The speaker: his side if he speaks for one, else himself, named as the statement names him."""
        speaker = statement.speaker
        where = statement.source or speaker.span
        side = self._at(where) if where is not None else None
        if side is None:
            side = self._spoken_for(speaker.name, where)
        if side is None:
            side = self.by_name.get(speaker.name) or (self.by_entity.get(speaker.entity) if speaker.entity else None)
        if side is not None:
            first, last = self.sheet.doc.tokens_in(side.span)
            return Arg(first, last, side, side.party or "")
        if party_only or not speaker.name or any("\u0620" <= c <= "\u064a" for c in speaker.name):
            return None
        span = where or statement.cue or statement.span
        first, last = self.sheet.doc.tokens_in(span)
        made = Made(SPEAKER, (), (span,))
        return Arg(first, last, Mention(span, speaker.name, speaker.entity, "person", made, None, speaker.name), speaker.name)

    def _at(self, where: Span) -> Mention | None:
        """The first mention of a side that shares words with a place."""
        k = bisect_left(self.sides_at, where.end)
        near = self.sides[max(0, k - 16) : k]
        return next((m for m in near if m.span.overlaps(where)), None)

    def _spoken_for(self, name: str, where: Span | None) -> Mention | None:
        """The side in whose name a spokesman speaks, said once beside his name («المتحدث باسم …», "spokesman for …")."""
        text = self.sheet.report.text
        spots = self.spots.get(name, [])[:_SPOTS] + ([where] if where is not None else [])
        for spot in spots:
            k = bisect_left(self.sides_at, spot.start)
            for m in self.sides[k : k + 8]:
                if m.span.start - spot.start > (spot.end - spot.start) + 40:
                    break
                between = text[spot.start : m.span.start]
                if any(w in between for w in OFFICE):
                    return m
        return None
