"""What pages about the whole case share: results of relating everything, made once for each state of the case, and how marks are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from isnad.model.linked import ClaimRef
from isnad.show.web.context import Context
from isnad.show.web.tellings import Teller, Told
from isnad.store.browse import Browse
from isnad.store.view import SqliteView

T = TypeVar("T")
QUOTES = 4  # claims told at once


def related(ctx: Context, key: str, make: Callable[[SqliteView], T], view: SqliteView) -> T | None:
    """What `make` gives for the case as it is now; None while a large case is gone through for the first time."""
    return ctx.gathered(f"{key}@{Browse(view).mark()}", make, view)


def told(teller: Teller, refs: Sequence[ClaimRef], most: int = QUOTES) -> list[Told]:
    """Claims told; those that the reading no longer has are left out."""
    return [t for t in (teller.told(ref) for ref in refs[:most]) if t is not None]


def page_of(rows: Sequence[T], at: int, size: int) -> tuple[Sequence[T], int]:
    """A page of rows, and how many pages there are."""
    return rows[(at - 1) * size : at * size], max(1, -(-len(rows) // size))


def sorted_counts(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Names with how often, the most first."""
    return sorted(found, key=lambda x: (-x[1], x[0]))
