"""What weighing asks of reports and their readings, kept without their texts."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from isnad.lang.common.origins import camp, canonical, credit, named, publisher
from isnad.model.records import Claim, Name, Reading, Statement
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.text.cover import Cover
from isnad.text.fold import fold

_ENDS = re.compile(r"[.!?؟\n]")
HEADLINE = 140  # code points
FEW = 64  # statements: of so few all are looked at


@dataclass(frozen=True, slots=True)
class Told:
    """One report.

    Attributes:
        outlet: key and name of the outlet that its own words rest on: whom it credits as a whole, else its publisher.
        headline: where its headline ends: its first line, if that is short and ends like no sentence; else 0.
        ends: where its sentences and lines end, rising.
        statements: its statements; those of nameless sources that an outlet is said to quote are passed on by that outlet.
        claims: its claims.
        sides: for officials whom no list knows, by name, the side for which the report says that they speak.
    """

    outlet: tuple[str, str]
    headline: int
    ends: array[int]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    sides: dict[str, str]

    def one_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence or line ends from `start` up to `end`."""
        k = bisect_left(self.ends, start)
        return k == len(self.ends) or self.ends[k] >= end


class Spots:
    """The statements of a report by place, so that of a long one only those around a claim are looked at.

    Args:
        statements: its statements.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._cover = Cover([s.span for s in statements]) if len(statements) > FEW else None
        spots = [(s, s.source or s.cue) for s in statements if s.stance == "assert" and (named(s) or s.via)]
        self._naming = sorted(((at.start, k, s) for k, (s, at) in enumerate(spots) if at is not None), key=lambda x: x[:2])
        self._starts = [start for start, _, _ in self._naming]

    def covering(self, span: Span) -> list[int]:
        """Positions, rising, of the statements whose words cover these."""
        if self._cover is None:
            return [k for k, s in enumerate(self._statements) if s.span.covers(span)]
        return self._cover.over(span)

    def naming(self, after: int, before: int) -> list[tuple[int, Statement]]:
        """The statements that name their source between two places, neither of them included, with where they do."""
        first, last = bisect_right(self._starts, after), bisect_left(self._starts, before)
        return [(start, s) for start, _, s in self._naming[first:last]]


class Evidence:
    """What is known of the reports of a case.

    Args:
        items: reports with their readings; each is let go of before the next is taken.
    """

    def __init__(self, items: Iterable[tuple[Report, Reading]] = ()) -> None:
        self._told: dict[str, Told] = {}
        for _ in self.watch(items):
            pass

    def watch(self, items: Iterable[tuple[Report, Reading]]) -> Iterator[tuple[Report, Reading]]:
        """The same reports, taken note of as they pass."""
        for report, reading in items:
            self._told[report.id] = _told(report, reading)
            yield report, reading

    def __getitem__(self, report: str) -> Told:
        return self._told[report]


def _told(report: Report, reading: Reading) -> Told:
    m = credit(report, reading)
    name = canonical(m.name, m.entity) if m is not None else publisher(report.outlet) if report.outlet else report.name
    key = f"o:{fold(camp(name))}" if m is not None or report.outlet else f"r:{report.id}"
    first = report.text.split("\n", 1)[0].rstrip()
    headline = len(first) if len(first) < HEADLINE and not first.endswith((".", "!", "؟", "؛")) else 0
    sides = {m.name: m.party for m in reading.mentions if m.kind == "official" and m.entity is None and m.party and m.party != m.name}
    ends = array("I", (e.start() for e in _ENDS.finditer(report.text)))
    told = Told((key, name), headline, ends, reading.statements, reading.claims, sides)
    return replace(told, statements=_passed_on(told, reading))


def _passed_on(told: Told, reading: Reading) -> tuple[Statement, ...]:
    """The statements, where nameless sources that an outlet quotes speak through it.

    "SANA reported, quoting a military source. The military source said …": the source is first named as the one whom the outlet quotes, in one
    sentence behind the outlet and not as somebody whom the report has heard itself. What it says is had only through that outlet.
    """
    outlets = [(s.source, s.speaker) for s in reading.statements if s.kind == "media" and s.source is not None and named(s)]
    nameless = {s.speaker.name for s in reading.statements if not s.via and s.kind in ("anonymous", "witness") and not named(s)}
    if not outlets or not nameless:
        return reading.statements
    heard = [s.source for s in reading.statements if s.source is not None]
    through: dict[str, tuple[int, Name | None]] = {}  # name → where it first stands, and who quotes it there
    for m in sorted(reading.mentions, key=lambda m: m.span.start):
        if m.name in nameless and m.name not in through:
            free = not any(h.overlaps(m.span) for h in heard)
            quoting = [who for at, who in outlets if free and at.end <= m.span.start and told.one_sentence(at.end, m.span.start)]
            through[m.name] = (m.span.start, quoting[-1] if quoting else None)
    out = []
    for s in reading.statements:
        first, who = through.get(s.speaker.name, (0, None))
        quoted = who is not None and not s.via and s.kind in ("anonymous", "witness") and s.source is not None and s.source.start > first
        out.append(replace(s, via=(who,)) if quoted and who is not None else s)
    return tuple(out)
