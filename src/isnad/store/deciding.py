"""A case for writing, as far as decisions go: each is kept in one transaction, which is on the disk when it ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from isnad.model.judgement import Judgement
from isnad.store import log
from isnad.store.faults import told
from isnad.store.view import SqliteView


class DecidingFile(SqliteView):
    """The part of :class:`isnad.store.contracts.Writer` that keeps decisions."""

    _fresh = False  # whether the open transaction holds a decision

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make several changes one: all of them, or, on any error, none."""
        if self._db.in_transaction:
            yield
            return
        self._fresh = False
        try:
            with told(self._path):
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:  # an error on the way; SQLite has itself rolled back after some
                self._db.execute("ROLLBACK")
        if self._fresh:
            self._fresh = False
            with suppress(sqlite3.Error):  # kept already; this brings it to the disk, where it outlives a loss of power as well
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def judge(self, judgement: Judgement) -> None:
        """Keep a decision. Decisions are only ever added, each tied to the one before."""
        with self.transaction():
            log.append(self._db, judgement)
            self._fresh = True

    def ask_readers(self, readers: int) -> None:
        """Say how many people are to decide on each row: one or two."""
        if readers not in (1, 2):
            raise ValueError("one or two people decide on a row")
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('readers', ?)", (str(readers),))
