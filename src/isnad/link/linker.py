"""Claims of all reports to events, reports to echoes, and what contradicts what."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.link.options import LinkSettings
from isnad.model.ids import content_id
from isnad.model.linked import ClaimRef, Event, Linked
from isnad.model.records import Made, Reading
from isnad.model.report import Report

MADE = Made("link.event.same-happening")


def link(items: Sequence[tuple[Report, Reading]], settings: LinkSettings) -> Linked:
    """Link the claims and reports of a case.

    Args:
        items: reports with their readings; their order does not matter.
        settings: options.

    Returns:
        Events, echoes and contradictions, in an order that depends on content only.
    """
    groups: dict[tuple[str, str, str], list[ClaimRef]] = {}
    for report, reading in items:
        for i, claim in enumerate(reading.claims):
            place = reading.places[claim.place].name if claim.place is not None else ""
            groups.setdefault((claim.type, place, claim.time or f"{report.id}/{i}"), []).append(ClaimRef(report.id, i))
    events = []
    known = {report.id: reading for report, reading in items}
    for key, refs in sorted(groups.items()):
        first = known[refs[0].report].claims[refs[0].claim]
        events.append(
            Event(
                content_id("e", [[r.report, r.claim] for r in sorted(refs)]), first.type, " ".join(k for k in key if k), first.time,
                key[1] or None, None, None, tuple(a.name for a in first.actor), tuple(a.name for a in first.recipient),
                first.occurred, tuple(sorted(refs)), (), MADE,
            )
        )  # fmt: skip
    return Linked(tuple(events))
