"""What weighing asks of reports and their readings, kept without their texts."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from isnad.lang.common.origins import camp, canonical, credit
from isnad.model.records import Claim, Reading, Statement
from isnad.model.report import Report
from isnad.text.fold import fold

_ENDS = re.compile(r"[.!?؟\n]")
HEADLINE = 140  # code points


@dataclass(frozen=True, slots=True)
class Told:
    """One report.

    Attributes:
        outlet: key and name of the outlet that its own words rest on: whom it credits as a whole, else its publisher.
        headline: where its headline ends: its first line, if that is short and ends like no sentence; else 0.
        ends: where its sentences and lines end, rising.
        statements: its statements.
        claims: its claims.
    """

    outlet: tuple[str, str]
    headline: int
    ends: array[int]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]

    def one_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence or line ends from `start` up to `end`."""
        k = bisect_left(self.ends, start)
        return k == len(self.ends) or self.ends[k] >= end


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
    name = canonical(m.name, m.entity) if m is not None else canonical(report.outlet) if report.outlet else report.name
    key = f"o:{fold(camp(name))}" if m is not None or report.outlet else f"r:{report.id}"
    first = report.text.split("\n", 1)[0].rstrip()
    headline = len(first) if len(first) < HEADLINE and not first.endswith((".", "!", "؟", "؛")) else 0
    return Told((key, name), headline, array("I", (e.start() for e in _ENDS.finditer(report.text))), reading.statements, reading.claims)
