"""Events to assessments: independent lines, contradictions, grade."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.model.linked import Assessment, Line, Linked
from isnad.model.records import Made, Reading
from isnad.model.report import Report


def assess(linked: Linked, items: Sequence[tuple[Report, Reading]]) -> tuple[Assessment, ...]:
    """Count the independent lines behind every event and grade it.

    Args:
        linked: events, echoes and contradictions.
        items: the reports with their readings that were linked.

    Returns:
        One assessment an event, in the order of the events.
    """
    out = []
    for event in linked.events:
        lines = tuple(Line(r, (r,)) for r in sorted({c.report for c in event.claims}))
        out.append(Assessment(event.id, lines, (), (), "single line" if len(lines) == 1 else "corroborated", "", Made("weigh.grade.lines")))
    return tuple(out)
