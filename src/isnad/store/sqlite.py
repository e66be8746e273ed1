"""The case as one SQLite file, for writing; making, opening and upgrading such files.

Write-ahead logging with `synchronous=NORMAL`: a process that is killed at any moment loses at most the transaction it was
in; a computer that loses power may lose the last few, never the file.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from isnad.errors import CaseError, Diagnostic
from isnad.model.codec import dumps, encode, packed
from isnad.model.ids import content_id, sha256
from isnad.model.judgement import Judgement
from isnad.model.linked import Assessment, Event, Linked
from isnad.model.records import Made, Reading
from isnad.model.report import Report
from isnad.store import log, schema, searched
from isnad.store.contracts import Added, CaseInfo, Copy, ReadingRows, Stage
from isnad.store.deciding import DecidingFile
from isnad.store.faults import fault, fault_of, missing, told
from isnad.store.rows import doubt_all, to_rows
from isnad.store.view import SqliteView

BUSY = 5.0
_LINKS = ("assessment", "contradiction", "possible", "echo", "event", "stage", "link_index")


class SqliteCase(DecidingFile):
    """See :class:`isnad.store.contracts.Writer`."""

    def add(self, report: Report, original: bytes) -> Added:
        """Put a report in with the bytes it was made of. Bytes that are there already add no report."""
        if sha256(original) != report.sha256:
            raise ValueError("a report and the bytes it was made of do not belong together")
        with self.transaction():
            if self._db.execute("SELECT 1 FROM report WHERE id = ?", (report.id,)).fetchone():
                return self._known(report)
            name = self._free_name(report.name)
            found: tuple[Diagnostic, ...] = ()
            if name != report.name:
                told_so = f"another report is called {report.name}; this one is {name} in the case"
                found = (Diagnostic("case.renamed", told_so, "note", report.capture.address),)
                report = dataclasses.replace(report, name=name)
            body = {k: v for k, v in encode(report).items() if k != "text"}
            self._db.execute("INSERT OR IGNORE INTO original VALUES (?, ?, ?)", (report.sha256, len(original), zlib.compress(original, 6)))
            self._db.execute(
                "INSERT INTO report (id, name, sha256, lang, outlet, published, title, text, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (report.id, report.name, report.sha256, report.lang, report.outlet, report.published, report.title, report.text, packed(body)),
            )
            if searched.is_whole(self._db):
                seq = self._db.execute("SELECT seq FROM report WHERE id = ?", (report.id,)).fetchone()[0]
                searched.put_report(self._db, seq, report.text, report.title, report.outlet, report.published, report.lang)
        return Added(report, True, found)

    def remove(self, report_id: str) -> None:
        """Take a report out, with all that was derived from it. Judgements stay."""
        with self.transaction():
            digest = self.report(report_id).sha256
            self._clear(*_LINKS)
            self._unsearch(report_id)
            self._db.execute("DELETE FROM report WHERE id = ?", (report_id,))
            self._db.execute("DELETE FROM original WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM report WHERE sha256 = ?1)", (digest,))

    def put_reading(self, reading: Reading, fingerprint: str) -> None:
        """Keep a reading; it takes the place of an earlier one of the same report by the same reader."""
        self.put_rows(to_rows(reading, self.report(reading.report).text), fingerprint)

    def put_rows(self, rows: ReadingRows, fingerprint: str) -> None:
        """Keep a reading that was turned into rows and checked elsewhere, see :func:`isnad.store.rows.to_rows`."""
        with self.transaction():
            before = self._db.execute("SELECT digest, seq FROM reading WHERE report = ? ORDER BY seq DESC LIMIT 1", (rows.report,)).fetchone()
            if before and before[0] != rows.digest:
                self._clear(*_LINKS)  # they point to claims by position, and positions have moved
            self._db.execute("DELETE FROM reading WHERE report = ? AND reader = ?", (rows.report, rows.reader))
            seq = self._db.execute(
                "INSERT INTO reading (report, reader, fingerprint, digest, diagnostics) VALUES (?, ?, ?, ?, ?)",
                (rows.report, rows.reader, fingerprint, rows.digest, rows.diagnostics),
            ).lastrowid
            self._db.executemany(
                "INSERT INTO fact (reading, layer, position, id, start, end, rule, entries, body, doubt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((seq, *row) for row in rows.facts),
            )
            if searched.is_whole(self._db) and seq is not None:
                if before:
                    searched.drop_claims(self._db, before[1])
                if self._rulings().touched(rows.report):
                    self._search_again(rows.report)
                else:
                    searched.put_claims(self._db, seq, cast("tuple[searched.FOUND, ...]", rows.found))

    def put_linked(self, linked: Linked, fingerprint: str) -> None:
        """Keep what linking found; it takes the place of what was there, and assessments go."""
        with self.transaction():
            self._clear(*_LINKS)
            self._insert(linked)
            self._stage("link", fingerprint)

    def put_assessments(self, assessments: Sequence[Assessment], fingerprint: str) -> None:
        """Keep assessments; they take the place of what was there."""
        with self.transaction():
            self._clear("assessment")
            self._db.executemany(
                "INSERT INTO assessment (event, grade, made, body) VALUES (?, ?, ?, ?)",
                ((a.event, a.grade, _made(a.made), dumps(a)) for a in assessments),
            )
            self._stage("weigh", fingerprint)

    def _insert(self, linked: Linked) -> None:
        every = linked.events
        self._db.executemany(
            "INSERT INTO event (id, type, made, body) VALUES (?, ?, ?, ?)", ((e.id, e.type, _made(e.made), _without_joins(e)) for e in every)
        )
        self._db.executemany(
            "INSERT INTO event_claim VALUES (?, ?, ?, ?)", ((e.id, c.report, c.claim, _made(e.made)) for e in every for c in e.claims)
        )
        self._db.executemany(
            "INSERT INTO event_join VALUES (?, ?, ?, ?, ?)",
            ((e.id, i, float(j.total), _made(e.made), dumps(j)) for e in every for i, j in enumerate(e.joins)),
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO echo (id, made, body) VALUES (?, ?, ?)", ((e.id, _made(e.made), dumps(e)) for e in linked.echoes)
        )
        for table, clashes in (("contradiction", linked.contradictions), ("possible", linked.possible)):
            self._db.executemany(
                f"INSERT OR REPLACE INTO {table} (id, aspect, event, made, body) VALUES (?, ?, ?, ?, ?)",
                ((c.id, c.aspect, c.event, _made(c.made), dumps(c)) for c in clashes),
            )

    def put_index(self, entries: Iterable[tuple[str, bytes]]) -> None:
        """Keep what linking keeps for reports that come later; it is gone when the links are."""
        with self.transaction():
            self._db.executemany("INSERT OR REPLACE INTO link_index VALUES (?, ?)", entries)

    def patch_linked(
        self, gone: Sequence[str], dropped: Sequence[str], linked: Linked, assessments: Sequence[Assessment], fingerprint: str
    ) -> None:
        """Change some of what linking found, and leave the rest."""
        with self.transaction():
            self._db.executemany("DELETE FROM event WHERE id = ?", ((e,) for e in gone))
            self._db.executemany("DELETE FROM echo WHERE id = ?", ((e,) for e in dropped))
            self._insert(linked)
            self._db.executemany(
                "INSERT OR REPLACE INTO assessment (event, grade, made, body) VALUES (?, ?, ?, ?)",
                ((a.event, a.grade, _made(a.made), dumps(a)) for a in assessments),
            )
            self._stage("link", fingerprint)
            self._stage("weigh", fingerprint)

    def make_searchable(self, tick: Callable[[int], None] = lambda n: None) -> None:
        """Make the search index anew if it does not hold all of the case: a case of an earlier version, or another stemmer.

        Args:
            tick: called once a report, with 1.
        """
        with self.transaction():
            if not searched.is_whole(self._db):
                searched.fill(self._db, self._counting, tick)

    def _counting(self, report_id: str) -> tuple[int, Reading] | None:
        """The reading of a report that counts, as people have decided on its rows, and its row."""
        row = self._db.execute("SELECT max(seq) FROM reading WHERE report = ?", (report_id,)).fetchone()
        reading = self.reading(report_id, judged=self._rulings().touched(report_id)) if row[0] is not None else None
        return None if reading is None else (row[0], reading)

    def judge(self, judgement: Judgement) -> None:
        """Keep a decision, see :meth:`isnad.store.deciding.DecidingFile.judge`; claims that it changes are found as they are now."""
        with self.transaction():
            before = self._rulings()
            super().judge(judgement)
            after = self._rulings()
            for report in sorted({*before.reports(), *after.reports()}) if searched.is_whole(self._db) else ():
                if [j.id for j in before.on(report)] != [j.id for j in after.on(report)]:
                    self._search_again(report)

    def _search_again(self, report_id: str) -> None:
        """Put the claims of a report into the index as people have left them."""
        read = self._counting(report_id)
        if read is not None:
            searched.drop_claims(self._db, read[0])
            searched.put_claims(self._db, read[0], searched.claim_rows(read[1], self.report(report_id).text))

    def _unsearch(self, report_id: str) -> None:
        if searched.is_whole(self._db):
            for (reading,) in self._db.execute("SELECT seq FROM reading WHERE report = ?", (report_id,)).fetchall():
                searched.drop_claims(self._db, reading)
            row = self._db.execute("SELECT seq, text, title, outlet FROM report WHERE id = ?", (report_id,)).fetchone()
            searched.drop_report(self._db, *row)

    def _known(self, report: Report) -> Added:
        """Same bytes, same text: one report. What is new about this time is kept as a copy."""
        kept = self.report(report.id)
        file = report.capture.address
        same = all(getattr(report, k) == getattr(kept, k) for k in ("outlet", "published", "title", "url"))
        if not same or file != kept.capture.address:
            copy = Copy(kept.id, file, report.capture.got_at, report.outlet, report.published, report.title, report.url)
            self._db.execute(
                "INSERT OR IGNORE INTO copy VALUES (?, ?, ?)",
                (kept.id, content_id("k", file, report.outlet, report.published, report.title, report.url), dumps(copy)),
            )
        if same:
            found = Diagnostic("case.known", f"is in the case already, as {kept.name}", "note", file)
        else:
            found = Diagnostic(
                "case.other-metadata",
                f"the same bytes are in the case already, as {kept.name}, with another outlet, date, title or address",
                "warning",
                file,
                remedy=f"they count as one report; to replace what is known of it, `isnad remove` {kept.name} and add it again",
            )
        return Added(kept, False, (found,))

    def _free_name(self, name: str) -> str:
        free, n = name, 1
        while self._db.execute("SELECT 1 FROM report WHERE name = ?", (free,)).fetchone():
            n += 1
            free = f"{name}-{n}"
        return free

    def _clear(self, *tables: str) -> None:
        for table in tables:
            self._db.execute(f"DELETE FROM {table}")

    def _stage(self, name: Stage, fingerprint: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO stage VALUES (?, ?)", (name, fingerprint))


class SqliteStore:
    """See :class:`isnad.store.contracts.Store`.

    Args:
        busy: seconds to wait for another program that writes to the same case.
    """

    def __init__(self, busy: float = BUSY) -> None:
        self._busy = busy

    def create(self, path: Path, info: CaseInfo) -> SqliteCase:
        """Make a new case. It appears under its name only when it is whole, so that no kill leaves half of one."""
        if path.exists():
            raise _taken(path)
        half = path.with_name(f".{path.name}.new-{os.getpid()}")
        try:
            half.unlink(missing_ok=True)
            with told(path), contextlib.closing(sqlite3.connect(half, isolation_level=None)) as db:
                db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                db.execute("PRAGMA journal_mode = DELETE")
                _migrate(db)
                db.executemany("INSERT INTO meta VALUES (?, ?)", dataclasses.asdict(info).items())
                if schema.VERSION >= schema.SEARCHED:
                    searched.set_whole(db)
            _place(half, path)
        except FileExistsError:
            raise _taken(path) from None
        except OSError as error:
            why = f"cannot be made: {error.strerror}"
            raise CaseError("case.cannot-open", why, file=str(path), remedy="check the folder and its permissions") from None
        finally:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
        return self.write(path)

    def view(self, path: Path) -> SqliteView:
        """Open a case for reading."""
        db = self._connect(path)
        try:
            with told(path):
                if _version(db) < schema.VERSION:
                    _migrate(db)
                db.execute("PRAGMA query_only = 1")
        except BaseException:
            db.close()
            raise
        return SqliteView(db, path)

    def write(self, path: Path) -> SqliteCase:
        """Open a case for writing, bringing an older one up to date."""
        db = self._connect(path, write=True)
        try:
            with told(path):
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
                db.execute("BEGIN IMMEDIATE")  # fails here, and not half-way, where the file may not be written
                db.execute("ROLLBACK")
                if _version(db) < schema.VERSION:
                    _migrate(db)
        except BaseException:
            db.close()
            raise
        return SqliteCase(db, path)

    def _connect(self, path: Path, *, write: bool = False) -> sqlite3.Connection:
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            raise missing(path) from None
        except OSError as error:
            raise CaseError("case.cannot-open", f"cannot be opened: {error.strerror}", file=str(path), remedy="check the path") from None
        if path.is_dir():
            raise CaseError("case.cannot-open", "is a folder", file=str(path), remedy="name the case file itself")
        if size == 0:
            raise _no_case(path, "it is empty")
        if write and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
            raise fault(sqlite3.SQLITE_READONLY, path)
        uri = path.absolute().as_uri()
        try:
            return self._try(path, f"{uri}?mode=rw")
        except CaseError as error:
            log = path.with_name(path.name + "-wal")
            pending = log.exists() and log.stat().st_size > 0
            # A case on read-only ground: SQLite cannot put its shared memory beside it. Without a log there is nothing to share.
            if write or pending or error.code not in ("case.cannot-open", "case.read-only") or not os.access(path, os.R_OK):
                raise
            return self._try(path, f"{uri}?mode=ro&immutable=1")

    def _try(self, path: Path, uri: str) -> sqlite3.Connection:
        db: sqlite3.Connection | None = None
        try:
            db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=self._busy)
            db.execute("PRAGMA foreign_keys = ON")
            kind = db.execute("PRAGMA application_id").fetchone()[0]
            version = _version(db)
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            if db is not None:
                db.close()
            raise fault_of(error, path) from error
        if kind != schema.APPLICATION_ID or version == 0:
            db.close()
            raise _no_case(path, "it is a database of another program")
        if version > schema.VERSION:
            db.close()
            raise CaseError(
                "case.newer", f"was written by a newer Isnad (version {version} of the file, this one knows {schema.VERSION})", file=str(path),
                remedy="upgrade Isnad: `pip install -U isnad`",
            )  # fmt: skip
        return db


def _taken(path: Path) -> CaseError:
    return CaseError("case.exists", "something is there already", file=str(path), remedy="choose another name, or open what is there")


def _no_case(path: Path, why: str) -> CaseError:
    return CaseError("case.not-a-case", f"is not a case: {why}", file=str(path), remedy="check the path; a case is made with `isnad new`")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _migrate(db: sqlite3.Connection) -> None:
    """Bring a file up to date, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        for number in range(_version(db), schema.VERSION):
            for statement in schema.statements(schema.MIGRATIONS[number]):
                db.execute(statement)
            if number + 1 == schema.CHAINED:
                log.chain(db)
            if number + 1 == schema.DOUBTED:
                doubt_all(db)
            db.execute(f"PRAGMA user_version = {number + 1}")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _place(half: Path, path: Path) -> None:
    """Give a finished file its name without overwriting anything."""
    try:
        os.link(half, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links here
        if path.exists():
            raise FileExistsError(path) from None
        half.rename(path)


def _without_joins(event: Event) -> str:
    """An event as it is kept: its joins stand in a table of their own."""
    body = encode(dataclasses.replace(event, joins=()) if event.joins else event)
    del body["joins"]
    return packed(body)


@lru_cache(maxsize=1024)
def _made(made: Made) -> str:
    return dumps(made)
