"""Contradictions of one event and aspect together, page by page; the modes of events."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.model.linked import Contradiction
from isnad.store.view import SqliteView

_KEY = "coalesce(event, id), aspect"


def clash_groups(view: SqliteView, aspect: str, offset: int, limit: int) -> tuple[list[list[Contradiction]], int]:
    """One page of groups of contradictions that have event and aspect in common, and how many groups there are.

    A contradiction of no event is a group of its own.

    Args:
        view: the case.
        aspect: only those in this, or empty.
        offset: how many groups come before the page.
        limit: how many groups a page holds.
    """
    where, values = ("WHERE aspect = ?", (aspect,)) if aspect else ("", ())
    ((total,),) = list(view._rows(f"SELECT count(*) FROM (SELECT DISTINCT {_KEY} FROM contradiction {where})", *values))
    sql = f"SELECT DISTINCT {_KEY} FROM contradiction {where} ORDER BY 1, 2 LIMIT ? OFFSET ?"
    gone = view.rejected()
    out = []
    for key, of in list(view._rows(sql, *values, limit, offset)):
        rows = view._rows("SELECT body FROM contradiction WHERE (event = ? OR id = ?) AND aspect = ? ORDER BY id", key, key, of)
        found = [view._load(Contradiction, body) for (body,) in rows]
        if kept := [c for c in found if gone.isdisjoint(c.claims)]:
            out.append(kept)
    return out, int(total)


def clash_counts(view: SqliteView) -> list[tuple[str, int]]:
    """How many such groups there are in each aspect."""
    sql = f"SELECT aspect, count(*) FROM (SELECT DISTINCT {_KEY} FROM contradiction) GROUP BY aspect ORDER BY aspect"
    return [(str(aspect), int(n)) for aspect, n in view._rows(sql)]


def modes(view: SqliteView, types: Sequence[str]) -> dict[str, str]:
    """The mode that all claims of an event have in common, by the event's id; events whose claims differ, or have none, are left out.

    Args:
        view: the case.
        types: only events of these types.
    """
    sql = (
        "SELECT event.id, min(coalesce(json_extract(fact.body, '$.mode'), '')) AS mode FROM event JOIN event_claim ON event_claim.event = event.id "
        "JOIN reading ON reading.report = event_claim.report AND reading.seq IN (SELECT max(seq) FROM reading GROUP BY report) "
        "JOIN fact ON fact.reading = reading.seq AND fact.layer = 'claim' AND fact.position = event_claim.claim "
        f"WHERE event.type IN ({','.join('?' * len(types))}) GROUP BY event.id "
        "HAVING count(DISTINCT coalesce(json_extract(fact.body, '$.mode'), '')) = 1"
    )
    return {event: mode for event, mode in view._rows(sql, *types) if mode}
