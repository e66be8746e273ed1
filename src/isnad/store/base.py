"""What reading and writing a case stand on: an open file, and rows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

from isnad.model.codec import CodecError, loads
from isnad.store.faults import told
from isnad.store.rows import damaged

T = TypeVar("T")


class CaseFile:
    """An open case.

    Args:
        db: an open connection to a case of the current version.
        path: where it is.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the case is."""
        return self._path

    def close(self) -> None:
        """Let go of the case."""
        self._db.close()

    def report_ids(self) -> list[str]:
        """Ids of all reports, in the order in which they were added."""
        return [i for (i,) in self._rows("SELECT id FROM report ORDER BY seq")]

    def _rows(self, sql: str, *values: Any) -> Iterator[Any]:
        with told(self._path):
            for row in self._db.execute(sql, values):  # noqa: UP028 - `yield from` would close the cursor, perhaps after the case
                yield row

    def _load(self, kind: type[T], body: str) -> T:
        try:
            return loads(kind, body)
        except CodecError as error:
            raise damaged(str(error)) from None
