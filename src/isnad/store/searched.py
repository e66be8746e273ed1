"""The search index of a case: what stands in it of a report and of its claims, and how it is kept.

It can be made anew from the case at any time and holds nothing of its own. It is whole or it is not (`mark`): after a change of the stemmer, or in
a case of an earlier version, the next search makes it anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from isnad.lang.tables import table
from isnad.model.edtf import bounds
from isnad.model.ids import content_id
from isnad.model.records import Claim, Name, Reading
from isnad.store.stemmed import columns, stem_of
from isnad.text.doc import words

FOUND = tuple[int, str, str, str, str, str, str, str, int | None, int | None]
"""Of a claim: position, keys, stems, actor, recipient, speaker, place, tags, first and last day (ordinals)."""

VERSION = "1"
BETWEEN = "¦"  # stands around names: no phrase runs on from one into the next, and a whole name can be looked for
CLAIMS = 20  # bits for the position of a claim in its reading
OWN = "itself"


def mark() -> str:
    """What the index was made by; another stemmer makes another index."""
    return _mark(VERSION)


@cache
def _mark(version: str) -> str:
    return content_id("i", version, table("ar", "stems"), table("en", "stems"))


def is_whole(db: sqlite3.Connection) -> bool:
    """Whether the index holds all of the case, as this version would write it."""
    return bool(db.execute("SELECT mark FROM search_mark").fetchone() == (mark(),))


def set_whole(db: sqlite3.Connection) -> None:
    """Say that the index holds all of the case."""
    db.execute("DELETE FROM search_mark")
    db.execute("INSERT INTO search_mark VALUES (?)", (mark(),))


def put_report(db: sqlite3.Connection, seq: int, text: str, title: str | None, outlet: str | None, published: str | None, lang: str) -> None:
    """Put a report into the index."""
    db.execute("INSERT INTO search_report (rowid, title, raw, stem, outlet) VALUES (?, ?, ?, ?, ?)", (seq, *_report(text, title, outlet)))
    db.execute("INSERT OR REPLACE INTO search_about VALUES (?, ?, ?, ?)", (seq, *days(published), lang))


def drop_report(db: sqlite3.Connection, seq: int, text: str, title: str | None, outlet: str | None) -> None:
    """Take a report out; what it was put in with must be given again."""
    sql = "INSERT INTO search_report (search_report, rowid, title, raw, stem, outlet) VALUES ('delete', ?, ?, ?, ?, ?)"
    db.execute(sql, (seq, *_report(text, title, outlet)))
    db.execute("DELETE FROM search_about WHERE seq = ?", (seq,))


def put_claims(db: sqlite3.Connection, reading: int, found: Iterable[FOUND]) -> None:
    """Put the claims of a reading into the index."""
    base = reading << CLAIMS
    rows = list(found)
    db.executemany(
        "INSERT INTO search_claim (rowid, raw, stem, actor, recipient, speaker, place, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((base | row[0], *row[1:8]) for row in rows),
    )
    db.executemany("INSERT OR REPLACE INTO search_claim_about VALUES (?, ?, ?)", ((base | row[0], *row[8:]) for row in rows))


def drop_claims(db: sqlite3.Connection, reading: int) -> None:
    """Take the claims of a reading out."""
    ends = (reading << CLAIMS, (reading + 1) << CLAIMS)
    db.execute("DELETE FROM search_claim WHERE rowid >= ? AND rowid < ?", ends)
    db.execute("DELETE FROM search_claim_about WHERE id >= ? AND id < ?", ends)


def empty(db: sqlite3.Connection) -> None:
    """Take everything out."""
    db.execute("INSERT INTO search_report (search_report) VALUES ('delete-all')")
    for name in ("search_about", "search_claim", "search_claim_about", "search_mark"):
        db.execute(f"DELETE FROM {name}")


def fill(db: sqlite3.Connection, readings: Callable[[str], tuple[int, Reading] | None], tick: Callable[[int], None] = lambda n: None) -> None:
    """Make the index anew, inside a transaction of the caller.

    Args:
        db: the case.
        readings: gives, for the id of a report, the reading that counts and its row, or None.
        tick: called once a report, with 1.
    """
    empty(db)
    for seq, report, text, title, outlet, published, lang in _each(db):
        put_report(db, seq, text, title, outlet, published, lang)
        read = readings(report)
        if read is not None:
            put_claims(db, read[0], claim_rows(read[1], text))
        tick(1)
    set_whole(db)


def _each(db: sqlite3.Connection) -> Iterable[tuple[int, str, str, str | None, str | None, str | None, str]]:
    """The reports, one at a time: a case may be larger than memory."""
    seq = -1
    sql = "SELECT seq, id, text, title, outlet, published, lang FROM report WHERE seq > ? ORDER BY seq LIMIT 1"
    while row := db.execute(sql, (seq,)).fetchone():
        seq = row[0]
        yield row


def claim_rows(reading: Reading, text: str) -> tuple[FOUND, ...]:
    """What the index holds of the claims of a reading; those that people have rejected are not found."""
    return tuple(_claim(reading, i, c, text) for i, c in reading.held() if i < 1 << CLAIMS)


def tag(field: str, value: str) -> str:
    """A fixed value as one word of the index."""
    return field + "".join(c for c in value.casefold() if c.isalnum())


def days(edtf: str | None) -> tuple[int | None, int | None]:
    """First and last day of a date, as ordinals."""
    if edtf is None:
        return None, None
    try:
        low, high = bounds(edtf)
    except ValueError:
        return None, None
    return (low.toordinal() if low else None), (high.toordinal() if high else None)


def _report(text: str, title: str | None, outlet: str | None) -> tuple[str, str, str, str]:
    raw, stem = columns(text)
    return _stems(title or ""), raw, stem, _stems(outlet or "")


def _claim(reading: Reading, position: int, c: Claim, text: str) -> FOUND:
    raw, stem = columns(c.span.quote(text))
    statement = None if c.statement is None else reading.statements[c.statement]
    place = None if c.place is None else reading.places[c.place]
    tags = [tag("type", c.type), tag("status", c.status), tag("occurred", "yes" if c.occurred else "no")]
    if c.mode:
        tags.append(tag("mode", c.mode))
    if statement is not None:
        tags.append(tag("kind", statement.kind))
    return (
        position, raw, stem, _names(c.actor), _names(c.recipient), _names((statement.speaker, *statement.via)) if statement else OWN,
        _several((place.name, place.span.quote(text))) if place else "", " ".join(tags), *days(c.time),
    )  # fmt: skip


def _names(names: Sequence[Name]) -> str:
    return _several([w for n in names for w in (n.name, n.surface or "") if w])


def _several(names: Iterable[str]) -> str:
    inner = f" {BETWEEN} ".join(_stems(n) for n in dict.fromkeys(names))
    return f"{BETWEEN} {inner} {BETWEEN}" if inner else ""


def _stems(text: str) -> str:
    return " ".join(stem_of(norm) for _, _, norm in words(text))
