"""The memory of decisions: every one ever made, in order, each tied to the one before by a hash.

The hash of an entry is the SHA-256, in hexadecimal, of the UTF-8 bytes of three lines: the hash of the entry before (nothing for the first), the
number of the entry, counted from one, and its body, the JSON of the judgement as it is kept. So no entry can be changed, taken out, put in or moved
without every later hash changing; whoever has written down the last hash of a day can tell that up to there nothing was rewritten since.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from isnad.model.codec import CodecError, dumps
from isnad.model.ids import sha256
from isnad.model.judgement import Judgement, judgement_from
from isnad.store.parts import Audit, LogEntry
from isnad.store.rows import damaged

Ask = Callable[..., Iterable[Any]]
_KEPT: OrderedDict[tuple[int, str], tuple[Judgement, ...]] = OrderedDict()
_MOST = 4  # logs that are kept decoded, by their last entry


def tie(before: str, seq: int, body: str) -> str:
    """The hash of an entry: see the head of this module."""
    return sha256(f"{before}\n{seq}\n{body}".encode("utf-8", "surrogatepass"))


def head(ask: Ask) -> str:
    """The hash of the last entry, or empty."""
    return next((str(h) for (h,) in ask("SELECT hash FROM judgement ORDER BY seq DESC LIMIT 1")), "")


def judgements(ask: Ask) -> tuple[Judgement, ...]:
    """All decisions in order; decoded once, and afterwards only those that have come since."""
    last = next(((int(s), str(h)) for s, h in ask("SELECT seq, hash FROM judgement ORDER BY seq DESC LIMIT 1")), None)
    if last is None:
        return ()
    if last in _KEPT:
        return _KEPT[last]
    known: tuple[Judgement, ...] = ()
    after = 0
    for (seq, key), kept in reversed(list(_KEPT.items())):
        if seq < last[0] and any(h == key for (h,) in ask("SELECT hash FROM judgement WHERE seq = ?", seq)):
            known, after = kept, seq
            break
    found = (*known, *(_judgement(body) for (body,) in ask("SELECT body FROM judgement WHERE seq > ? ORDER BY seq", after)))
    _KEPT[last] = found
    while len(_KEPT) > _MOST:
        _KEPT.popitem(last=False)
    return found


def entries(ask: Ask) -> Iterator[LogEntry]:
    """All entries in order."""
    for seq, before, own, body in ask("SELECT seq, prev, hash, body FROM judgement ORDER BY seq"):
        yield LogEntry(seq, _judgement(body), before, own)


def audit(ask: Ask, known: str = "") -> Audit:
    """Look through the log, entry by entry.

    Args:
        ask: asks the case.
        known: a hash that was written down earlier; empty for none.
    """
    before, n, at, broken, why = "", 0, None, None, ""
    for seq, prev, own, body, target, verdict, who, when, reason in ask(
        'SELECT seq, prev, hash, body, target, verdict, who, "when", why FROM judgement ORDER BY seq'
    ):
        n += 1
        if broken is None:
            why = _fault(n, seq, before, prev, own, body, [target, verdict, who, when, reason])
            broken = n if why else None
        before = own
        if known and own == known:
            at = n
    if broken is None and known and at is None:
        broken, why = n + 1, f"no entry has the hash {known}: entries were taken from the end, or the log was written anew"
    return Audit(n, before, broken, why, None if at is None else n - at)


def _fault(n: int, seq: int, before: str, prev: str, own: str, body: str, columns: list[str]) -> str:
    if seq != n:
        return f"entry {n} is missing: entry {seq} stands in its place"
    if prev != before:
        return f"entry {n} does not follow the one before it"
    if own != tie(before, n, body):
        return f"entry {n} is not what was written"
    try:
        said = json.loads(body)
        judgement_from(said)
    except (CodecError, ValueError, TypeError) as error:
        return f"entry {n} cannot be read: {error}"
    if columns != [said[k] for k in ("target", "verdict", "who", "when", "why")]:
        return f"entry {n} is listed otherwise than it was written"
    return ""


def append(db: sqlite3.Connection, judgement: Judgement) -> None:
    """Add an entry; inside a transaction that already holds the case for writing."""
    seq, before = db.execute("SELECT seq, hash FROM judgement ORDER BY seq DESC LIMIT 1").fetchone() or (0, "")
    body = dumps(judgement)
    db.execute(
        'INSERT INTO judgement (seq, target, verdict, who, "when", why, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        (
            seq + 1, judgement.target, judgement.verdict, judgement.who, judgement.when, judgement.why, body, before, tie(before, seq + 1, body),
        ),
    )  # fmt: skip


def chain(db: sqlite3.Connection) -> None:
    """Tie the entries of a case from before there were ties, in the order in which they were made."""
    before = ""
    for n, (seq, body) in enumerate(db.execute("SELECT seq, body FROM judgement ORDER BY seq").fetchall(), 1):
        own = tie(before, n, body)
        db.execute("UPDATE judgement SET seq = ?, prev = ?, hash = ? WHERE seq = ?", (n, before, own, seq))
        before = own


def _judgement(body: str) -> Judgement:
    try:
        return judgement_from(json.loads(body))
    except (CodecError, ValueError, TypeError) as error:
        raise damaged(f"judgement: {error}") from None
