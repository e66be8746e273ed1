"""Contradictions of one event and aspect together, page by page."""

from __future__ import annotations

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
