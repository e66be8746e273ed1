"""What SQLite says when a file cannot be used, in words a user can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from isnad.errors import CaseError

_BY_CODE: dict[int, tuple[str, str, str]] = {
    sqlite3.SQLITE_NOTADB: ("case.not-a-database", "is not a case: it is no database at all", "check the path; a case is made with `isnad new`"),
    sqlite3.SQLITE_CORRUPT: ("case.damaged", "is damaged", "restore the file from a backup, or try `sqlite3 FILE .recover`"),
    sqlite3.SQLITE_FULL: ("case.full", "cannot grow: the disk is full", "free some space and run the command again; what was done is kept"),
    sqlite3.SQLITE_READONLY: ("case.read-only", "may not be written", "copy it to a place you may write to, or change its permissions"),
    sqlite3.SQLITE_BUSY: ("case.locked", "is being written by another program", "wait for it to end and run the command again"),
    sqlite3.SQLITE_LOCKED: ("case.locked", "is being written by another program", "wait for it to end and run the command again"),
    sqlite3.SQLITE_CANTOPEN: ("case.cannot-open", "cannot be opened", "check the path and its permissions"),
    sqlite3.SQLITE_PERM: ("case.cannot-open", "cannot be opened", "check the path and its permissions"),
    sqlite3.SQLITE_IOERR: ("case.io", "cannot be read or written: the system reports an input/output error", "check the disk and its connection"),
    sqlite3.SQLITE_TOOBIG: ("case.too-big", "cannot hold a value of this size", "split the report"),
}  # fmt: skip


def fault(code: int, path: Path, words: str = "") -> CaseError:
    """The case error that a code of SQLite amounts to; `words` are SQLite's own, for codes without a meaning to the user."""
    kind, what, remedy = _BY_CODE.get(code & 0xFF, ("case.failed", f"cannot be used: {words or code}", "run `isnad verify` on it"))
    return CaseError(kind, f"the case {what}", file=str(path), remedy=remedy)


def fault_of(error: sqlite3.Error, path: Path) -> CaseError:
    """The case error that an error of SQLite amounts to."""
    code = getattr(error, "sqlite_errorcode", None)
    return fault(code if isinstance(code, int) else sqlite3.SQLITE_ERROR, path, str(error))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into case errors."""
    try:
        yield
    except sqlite3.Error as error:
        if isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):
            raise  # a mistake of ours, not of the file
        raise fault_of(error, path) from error


def missing(path: Path) -> CaseError:
    """The error for a case that is not there, with the nearest name in the same folder."""
    near = ""
    try:
        import difflib

        names = sorted(p.name for p in path.parent.glob("*.isnad"))
        close = difflib.get_close_matches(path.name, names, 1, 0.6) or names[:1]
        near = f"; did you mean {path.parent / close[0]}?" if close else ""
    except OSError:
        near = ""
    return CaseError("case.missing", "there is no such case", file=str(path), remedy=f"make one with `isnad new {path}`{near}")
