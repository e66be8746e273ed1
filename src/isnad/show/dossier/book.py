"""What a dossier is made from, gathered from a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from isnad.model.linked import Assessment, ClaimRef, Contradiction, Dyad, Event, Linked
from isnad.model.records import Claim, Reading, Statement
from isnad.model.report import Report


@dataclass(frozen=True, slots=True)
class Book:
    """All that a dossier shows.

    Attributes:
        title: what the case is called.
        question: what it asks, or empty.
        reports: its reports, in the order they are printed.
        readings: readings by report id.
        linked: events, echoes, contradictions.
        assessments: by event id.
        dyad: the pair the dossier follows, or None.
    """

    title: str
    question: str
    reports: tuple[Report, ...]
    readings: Mapping[str, Reading]
    linked: Linked
    assessments: Mapping[str, Assessment]
    dyad: Dyad | None

    def report(self, report_id: str) -> Report:
        """A report by id."""
        return self.by_id()[report_id]

    def by_id(self) -> dict[str, Report]:
        """Reports by id."""
        return {r.id: r for r in self.reports}

    def claim(self, ref: ClaimRef) -> Claim:
        """The claim a reference points to."""
        return self.readings[ref.report].claims[ref.claim]

    def statement(self, ref: ClaimRef) -> Statement | None:
        """The statement a claim stands in, or None in the report's own voice."""
        claim = self.claim(ref)
        return None if claim.statement is None else self.readings[ref.report].statements[claim.statement]

    def events_by_id(self) -> dict[str, Event]:
        """Events by id."""
        return {e.id: e for e in self.linked.events}

    def contradictions_of(self, event: str) -> list[Contradiction]:
        """Contradictions that tell of one event."""
        return [c for c in self.linked.contradictions if c.event == event]

    def possible_of(self, event: str) -> list[Contradiction]:
        """Contradictions of one event that are only possible."""
        return [c for c in self.linked.possible if c.event == event]

    def pair_events(self) -> list[Event]:
        """Events of the pair, by time; undated ones last."""
        if self.dyad is None:
            return []
        known = self.events_by_id()
        return [known[p.event] for p in self.dyad.points if p.event in known]


def main_pair(linked: Linked) -> tuple[str, str] | None:
    """The two parties most events are between, for a case that names none.

    An event of n claims counts as n, so a pair that several reports tell of outweighs one that a single report dwells on.
    """
    count: Counter[tuple[str, str]] = Counter()
    for e in linked.events:
        reports = len({c.report for c in e.claims})
        for a in set(e.actor):
            for b in set(e.recipient):
                if a != b and "civilians" not in (a, b):
                    count[(min(a, b), max(a, b))] += reports * len(e.claims)
    best = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return best[0][0] if best else None
