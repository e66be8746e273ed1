"""Events to assessments: independent lines, contradictions, grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from isnad.model.linked import Assessment, Contradiction, Linked
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.weigh.evidence import Evidence
from isnad.weigh.grade import MADE, grade
from isnad.weigh.independence import Origins, Rest


def assess(linked: Linked, items: Iterable[tuple[Report, Reading]] | Evidence) -> tuple[Assessment, ...]:
    """Count the independent lines behind every event and grade it.

    Args:
        linked: events, echoes and contradictions.
        items: the reports with their readings that were linked, in any order, or what was taken note of while they were.

    Returns:
        One assessment an event, in the order of the events.
    """
    origins = Origins(items if isinstance(items, Evidence) else Evidence(items), linked.echoes)
    of_event: dict[str, list[Contradiction]] = defaultdict(list)
    for c in linked.contradictions:
        if c.event is not None:
            of_event[c.event].append(c)
    out = []
    for event in linked.events:
        found = of_event[event.id]
        opposed = frozenset(ref for c in found if c.aspect == "polarity" for ref in c.claims)
        con = origins.rests(event, deny=True, opposed=opposed)
        denying = {(r.report, r.key, r.name) for r in con}
        pro = [r for r in origins.rests(event, deny=False) if not r.named or (r.report, r.key, r.name) not in denying]
        lines, against = tuple(origins.lines(pro)), tuple(origins.lines(con))
        word, why = grade(lines, against, found, any(_credited(r) for r in pro))
        out.append(Assessment(event.id, lines, against, tuple(c.id for c in found), word, why, MADE))
    return tuple(out)


def _credited(r: Rest) -> bool:
    """Whether an origin is somebody: named, or an outlet's own voice; not a nameless source."""
    return not r.nameless
