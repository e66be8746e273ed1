"""Taking decisions back from pages, and decisions in words."""

from __future__ import annotations

import json
from typing import Any

from isnad.errors import UsageError
from isnad.model.judgement import Judgement
from isnad.show.web.context import Context
from isnad.show.web.deciding import changed, now, who
from isnad.store.decide import in_force, undo
from isnad.store.view import SqliteView

MOST = 2_000  # letters of a reason


def undoable(ctx: Context, view: SqliteView) -> Judgement | None:
    """The last decision of this browser that may be taken back."""
    mine: list[str] = ctx.session.kept.get("decided", [])
    if not mine:
        return None
    judgements = view.judgements()
    held, known = in_force(judgements), {j.id: j for j in judgements}
    return next((known[j] for j in reversed(mine) if j in held and j in known), None)


def take_back(ctx: Context, judgement: str = "") -> None:
    """Take a decision back: the one that is named, else the last of this browser.

    Args:
        ctx: the request.
        judgement: its id, or nothing.

    Raises:
        UsageError: there is none.
    """
    by = who(ctx)
    with ctx.write() as case:
        wanted = judgement
        if not wanted:
            last = undoable(ctx, case)
            if last is None:
                raise UsageError("decide.nothing-mine", "you have decided nothing that could be taken back", remedy="the log lists all decisions")
            wanted = last.id
        taken = undo(case, wanted, who=by, when=now(), why=ctx.form.get("why", "")[:MOST])
    ctx.session.kept.setdefault("undone", []).append(taken.id)
    ctx.tell("decided.undo")
    changed(ctx)


def value_words(value: str) -> str:
    """What a change sets, in words: names by their names, rows that are pointed to by a mark, stretches as START-END."""
    return _words(json.loads(value))


def _words(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(v, int) for v in value):
            return f"{value[0]}–{value[1]}"
        if len(value) == 3 and isinstance(value[0], str) and all(isinstance(v, int) for v in value[1:]):
            return f"[{value[1]}–{value[2]}]"
        return " + ".join(_words(v) for v in value) or "–"
    return f"{value:g}" if isinstance(value, float) else str(value)
