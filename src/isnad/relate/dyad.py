"""How two parties are said to have treated each other, over time."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.model.linked import Assessment, Dyad, Linked, Step
from isnad.model.records import Made, Reading
from isnad.model.report import Report


def dyad(
    a: str, b: str, linked: Linked, assessments: Sequence[Assessment], items: Sequence[tuple[Report, Reading]], by: Step = "month"
) -> Dyad:
    """The timeline of a pair of parties.

    Args:
        a: canonical name of the first party.
        b: of the second.
        linked: events, echoes and contradictions.
        assessments: one an event.
        items: the reports with their readings.
        by: length of a period.

    Returns:
        The dyad; without points where the two never meet in an event.
    """
    return Dyad(a, b, by, (), (), None, (), Made("relate.dyad.timeline"))
