"""Contradictions of one event and aspect together, page by page; how many there are; the modes of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from isnad.model.linked import Contradiction
from isnad.store.view import SqliteView

_KEY = "coalesce(event, id), aspect"


def clash_groups(view: SqliteView, aspect: str, offset: int, limit: int, *, possible: bool = False) -> tuple[list[list[Contradiction]], int]:
    """One page of groups of contradictions that have event and aspect in common, and how many groups there are.

    A contradiction of no event is a group of its own.

    Args:
        view: the case.
        aspect: only those in this, or empty.
        offset: how many groups come before the page.
        limit: how many groups a page holds.
        possible: those that are only possible.
    """
    table = "possible" if possible else "contradiction"
    if view.rejected():
        return _kept_groups(view.possible() if possible else view.contradictions(), aspect, offset, limit)
    where, values = ("WHERE aspect = ?", (aspect,)) if aspect else ("", ())
    ((total,),) = list(view._rows(f"SELECT count(*) FROM (SELECT DISTINCT {_KEY} FROM {table} {where})", *values))
    sql = f"SELECT DISTINCT {_KEY} FROM {table} {where} ORDER BY 1, 2 LIMIT ? OFFSET ?"
    out = []
    for key, of in list(view._rows(sql, *values, limit, offset)):
        rows = view._rows(f"SELECT body FROM {table} WHERE (event = ? OR id = ?) AND aspect = ? ORDER BY id", key, key, of)
        out.append([view._load(Contradiction, body) for (body,) in rows])
    return out, int(total)


def _kept_groups(found: Sequence[Contradiction], aspect: str, offset: int, limit: int) -> tuple[list[list[Contradiction]], int]:
    groups: dict[tuple[str, str], list[Contradiction]] = {}
    for c in found:
        if not aspect or c.aspect == aspect:
            groups.setdefault((c.event or c.id, c.aspect), []).append(c)
    keys = sorted(groups)
    return [groups[key] for key in keys[offset : offset + limit]], len(keys)


def by_aspect(counts: Mapping[tuple[str | None, str], int]) -> dict[str, int]:
    """How many contradictions there are in each aspect, of the counts of :meth:`SqliteView.clash_counts`."""
    out: dict[str, int] = {}
    for (_, aspect), n in counts.items():
        out[aspect] = out.get(aspect, 0) + n
    return dict(sorted(out.items()))


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
