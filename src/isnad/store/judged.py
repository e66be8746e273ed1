"""What people decided, laid over what was read. What was read stays as it is: the layer is put on when a case is read from.

Decisions hold in the order in which they were made, each on what the ones before it have left: names merged first may be split later.
A record that a decision changes names it among its entries (`j-…`), so that every derivation shows who changed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from isnad.model.judgement import Bond, Judgement, weighty
from isnad.model.linked import ClaimRef
from isnad.model.records import Claim, Layer, Mention, Name, PlaceMention, Reading, Statement
from isnad.model.span import Span
from isnad.store.contracts import Fact
from isnad.store.laid import Ids, Laid, added_id, also, lay

_NAMING = ("merge", "split", "rename")


@dataclass(frozen=True, slots=True)
class _Called:
    """A name after the decisions: what it is now (None: no party), its entity, and the decisions that changed it."""

    name: str | None
    entity: str | None
    by: tuple[str, ...]


class Rulings:
    """The decisions of a case that hold and change a reading.

    Decisions on rows are laid first, decisions on names and places over what they leave.

    Args:
        standing: judgements that hold, in order.
        added: every judgement that ever added a row, in order.
    """

    def __init__(self, standing: Sequence[Judgement], added: Sequence[Judgement] = ()) -> None:
        self._rows: dict[str, list[Judgement]] = defaultdict(list)
        self._adds: dict[str, dict[str, Judgement]] = defaultdict(dict)
        for j in standing:
            if j.row is not None:
                self._rows[j.row.report].append(j)
        self._weighty = frozenset(j.row.report for j in weighty(standing) if j.row is not None)
        for j in added:
            if j.row is not None:
                self._adds[j.row.report].setdefault(j.id, j)
        self._naming = [(j, frozenset(j.names), _spots(j)) for j in standing if j.verdict in _NAMING and j.names]
        self._placing = [(j, frozenset(j.names), _spots(j)) for j in standing if j.verdict == "place" and j.names]
        self._named = frozenset(n for _, names, _ in self._naming for n in names)

    def touched(self, report: str) -> bool:
        """Whether a decision changes what is read in the rows of this report."""
        return report in self._weighty

    def reports(self) -> list[str]:
        """The reports whose rows are read otherwise by what was decided."""
        return sorted(self._weighty)

    def rejecting(self) -> list[str]:
        """The reports of which claims were rejected, or added ones taken back."""
        rejected = {r for r, of in self._rows.items() if any(j.verdict == "reject" for j in of)}
        return sorted(r for r in self._weighty if r in rejected or self._adds.get(r))

    def decided_on(self) -> list[str]:
        """The reports with decisions on rows, also such that change nothing."""
        return sorted(self._rows)

    def on(self, report: str) -> Sequence[Judgement]:
        """The decisions on rows of a report."""
        return self._rows.get(report, ())

    def added(self) -> dict[str, str]:
        """The ids of all rows that people have added, each with its report."""
        return {added_id(j): report for report, of in self._rows.items() for j in of if j.verdict == "add"}

    def laid(self, reading: Reading, ids: Ids) -> Laid:
        """A reading with all decisions laid over it, and what became of each of its rows."""
        found = lay(reading, ids, self._rows.get(reading.report, ()), list(self._adds[reading.report].values()))
        rows = tuple(replace(r, fact=self.fact(r.report, r.layer, r.fact)) for r in found.rows)
        return Laid(self._named_over(found.reading), rows, found.lost)

    def reading(self, reading: Reading, ids: Ids) -> Reading:
        """A reading with the decisions laid over it; claims keep their positions."""
        if self.touched(reading.report):
            reading = lay(reading, ids, self._rows[reading.report], list(self._adds[reading.report].values())).reading
        return self._named_over(reading)

    def _named_over(self, reading: Reading) -> Reading:
        if not self._naming and not self._placing:
            return reading
        report = reading.report
        return replace(
            reading,
            mentions=tuple(self._mention(report, m) for m in reading.mentions),
            places=tuple(self._place(report, p) for p in reading.places),
            statements=tuple(self._statement(report, s) for s in reading.statements),
            claims=tuple(self._claim(report, c) for c in reading.claims),
        )

    def fact(self, report: str, layer: Layer, fact: Fact) -> Fact:
        """A fact of a report with the decisions on names and places laid over it."""
        if layer == "mention":
            return self._mention(report, cast(Mention, fact))
        if layer == "place":
            return self._place(report, cast(PlaceMention, fact))
        if layer == "statement":
            return self._statement(report, cast(Statement, fact))
        return self._claim(report, cast(Claim, fact)) if layer == "claim" else fact

    def _called(self, report: str, name: str, entity: str | None, span: Span, trigger: Span | None = None) -> _Called:
        """What a name is now; a decision that no party is named holds for the claims with a trigger among its spots, and for nothing else."""
        now: str | None = name
        by: list[str] = []
        if name in self._named:
            for j, names, spots in self._naming:
                where = span if j.value is not None else trigger
                if now in names and where is not None and (not spots or any(where.overlaps(s) for s in spots.get(report, ()))):
                    if j.value != now:
                        by.append(j.id)
                    now, entity = j.value, j.entity if j.entity is not None or j.value != now else entity
        return _Called(now, entity, tuple(by))

    def _name(self, report: str, name: Name, within: Span, trigger: Span | None = None) -> tuple[Name | None, tuple[str, ...]]:
        """A name; one that stands in no words of its own is where its clause is."""
        found = self._called(report, name.name, name.entity, name.span or within, trigger)
        if not found.by:
            return name, ()
        return (None if found.name is None else replace(name, name=found.name, entity=found.entity)), found.by

    def _names(self, report: str, names: tuple[Name, ...], within: Span, trigger: Span | None = None) -> tuple[tuple[Name, ...], tuple[str, ...]]:
        """Names; two that have become one are one."""
        out: dict[str, Name] = {}
        by: list[str] = []
        for name in names:
            changed, found = self._name(report, name, within, trigger)
            by += found
            if changed is not None:
                out.setdefault(changed.name, changed)
        return (tuple(out.values()), tuple(by)) if by else (names, ())

    def _mention(self, report: str, m: Mention) -> Mention:
        name = self._called(report, m.name, m.entity, m.span)
        party = self._called(report, m.party, None, m.span) if m.party is not None else None
        by = (*name.by, *(party.by if party else ()))
        if not by:
            return m
        return replace(m, name=name.name or m.name, entity=name.entity, party=party.name if party else None, made=also(m.made, by))

    def _statement(self, report: str, s: Statement) -> Statement:
        speaker, by = self._name(report, s.speaker, s.span)
        via, more = self._names(report, s.via, s.span)
        if not by and not more:
            return s
        return replace(s, speaker=speaker or s.speaker, via=via, made=also(s.made, (*by, *more)))

    def _claim(self, report: str, c: Claim) -> Claim:
        actor, by = self._names(report, c.actor, c.span, c.trigger)
        recipient, more = self._names(report, c.recipient, c.span, c.trigger)
        return replace(c, actor=actor, recipient=recipient, made=also(c.made, (*by, *more))) if by or more else c

    def _place(self, report: str, p: PlaceMention) -> PlaceMention:
        for j, names, spots in self._placing:
            if p.name in names and (not spots or any(p.span.overlaps(s) for s in spots.get(report, ()))):
                made = also(p.made, (j.id,))
                p = replace(p, name=j.value or p.name, country=j.country or p.country, lat=j.lat, lon=j.lon, gazetteer=j.gazetteer, made=made)
        return p


def bonds(standing: Iterable[Judgement], triggers: dict[str, list[Span]]) -> list[Bond]:
    """The pairs of claims that people hold for one happening, or for two.

    Args:
        standing: judgements that hold, in order; of two on the same pair the later one counts.
        triggers: for each report the triggers of its claims, by position.

    Returns:
        The pairs, sorted. A claim is found again by its trigger; a pair of which one is found no more is left out.
    """

    def found(j: Judgement, side: str) -> list[ClaimRef]:
        anchors = j.anchors if side == "left" else j.others
        refs: list[ClaimRef] = []
        for a in anchors:
            here = triggers.get(a.report, [])
            exact = [i for i, t in enumerate(here) if t == a.span]
            refs += [ClaimRef(a.report, i) for i in (exact or [i for i, t in enumerate(here) if t.overlaps(a.span)][:1])]
        return list(dict.fromkeys(refs))

    out: dict[tuple[ClaimRef, ClaimRef], Bond] = {}
    for j in standing:
        if j.verdict not in ("same", "different", "unsure") or not j.anchors:
            continue
        left, right = found(j, "left"), found(j, "right")
        for a, b in ((a, b) for a in left for b in right if a != b):
            pair = (min(a, b), max(a, b))
            if j.verdict == "different" or (j.verdict == "same" and (a == left[0] or b == right[0])):  # these make all of them one
                out[pair] = Bond(*pair, j.verdict == "same", j.id)
            elif j.verdict == "unsure" or (pair in out and not out[pair].same):
                out.pop(pair, None)
    return sorted(out.values())


def _spots(j: Judgement) -> dict[str, list[Span]]:
    spots: dict[str, list[Span]] = defaultdict(list)
    for anchor in j.anchors:
        spots[anchor.report].append(anchor.span)
    return dict(spots)
