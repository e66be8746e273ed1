"""What a case has to say to a queue of review: rows by their doubt, rows with decisions, what was linked, each without reading the whole case."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isnad.model.linked import ClaimRef
from isnad.model.records import Layer
from isnad.store.contracts import Row
from isnad.store.judging import COUNTS
from isnad.store.view import SqliteView

_KEPT = 1 << 14  # reports whose decided rows are kept
_TABLES = 8  # long answers that are kept
_decided: OrderedDict[tuple[Any, ...], tuple[Row, ...]] = OrderedDict()
_tables: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = threading.Lock()


def keep(name: str, mark: tuple[Any, ...], value: Any) -> None:
    """Keep what was made elsewhere, see :meth:`Waiting.kept`."""
    with _lock:
        _tables[(name, *mark)] = value
        while len(_tables) > _TABLES:
            _tables.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Plain:
    """A row as it was read, with what the queue asks of it.

    Attributes:
        id, report, layer, rule: as in the case.
        position: position in its layer.
        doubt: see :mod:`isnad.store.doubt`.
        body: the row as plain values.
    """

    id: str
    report: str
    layer: Layer
    rule: str
    position: int
    doubt: float
    body: Mapping[str, Any]


class Waiting:
    """Questions that the queue asks.

    Args:
        view: the case.
    """

    def __init__(self, view: SqliteView) -> None:
        self.view = view
        self._rows = view._rows

    def _mark(self) -> tuple[Any, ...]:
        """What changes whenever readings do."""
        return (str(self.view.path), *next(iter(self._rows("SELECT max(seq), count(*), sum(seq) FROM reading"))))

    def _once(self, key: tuple[Any, ...], make: Any) -> Any:
        with _lock:  # who asks for the same meanwhile waits for it
            if key not in _tables:
                _tables[key] = make()
                while len(_tables) > _TABLES:
                    _tables.popitem(last=False)
            _tables.move_to_end(key)
            return _tables[key]

    def _counting(self, column: str) -> str:
        """A condition that leaves out rows of readings that others have taken the place of; nothing where there are none, as is usual."""
        sql = "SELECT 1 FROM reading WHERE seq NOT IN (SELECT max(seq) FROM reading GROUP BY report) LIMIT 1"
        return f" AND {column} IN (SELECT max(seq) FROM reading GROUP BY report)" if list(self._rows(sql)) else ""

    def rules(self) -> dict[tuple[Layer, str], tuple[int, float]]:
        """By layer and rule, how many rows it has made in the readings that count, and the doubt of the most doubtful."""
        def make() -> dict[tuple[Layer, str], tuple[int, float]]:
            sql = f"SELECT layer, rule, count(*), max(doubt) FROM fact WHERE doubt IS NOT NULL{self._counting('reading')} GROUP BY layer, rule"
            return {(a, b): (n, top) for a, b, n, top in self._rows(sql)}

        found: dict[tuple[Layer, str], tuple[int, float]] = self._once(("rules", *self._mark()), make)
        return found

    def most_doubtful(self, layer: Layer, rule: str, most: int) -> list[Plain]:
        """The most doubtful rows that a rule has made."""
        sql = (
            "SELECT fact.id, reading.report, fact.layer, rule, fact.position, doubt, fact.body FROM fact JOIN reading ON reading.seq = fact.reading "
            f"WHERE fact.layer = ? AND rule = ? AND doubt IS NOT NULL AND {COUNTS} ORDER BY doubt DESC, fact.rowid DESC LIMIT ?"
        )
        return [Plain(a, b, c, d, e, x, json.loads(body)) for a, b, c, d, e, x, body in self._rows(sql, layer, rule, most)]

    def of_report(self, report: str) -> list[Plain]:
        """All rows of a report that people go through."""
        sql = (
            "SELECT fact.id, reading.report, fact.layer, rule, fact.position, doubt, fact.body FROM fact JOIN reading ON reading.seq = fact.reading "
            f"WHERE reading.report = ? AND doubt IS NOT NULL AND {COUNTS} ORDER BY fact.start, fact.id"
        )
        return [Plain(a, b, c, d, e, x, json.loads(body)) for a, b, c, d, e, x, body in self._rows(sql, report)]

    def claims(self) -> dict[ClaimRef, tuple[str, str, float]]:
        """Id, rule and doubt of every claim; a long answer in a large case, so ask once a reading."""
        sql = (
            "SELECT reading.report, fact.position, fact.id, rule, doubt FROM reading CROSS JOIN fact ON fact.reading = reading.seq "
            f"WHERE layer = 'claim' AND {COUNTS}"
        )
        return {ClaimRef(a, b): (i, rule, x or 0.0) for a, b, i, rule, x in self._rows(sql)}

    def bodies(self, refs: Sequence[ClaimRef]) -> dict[ClaimRef, Mapping[str, Any]]:
        """Claims as they were read, as plain values."""
        sql = (
            "SELECT fact.body FROM fact JOIN reading ON reading.seq = fact.reading "
            f"WHERE reading.report = ? AND layer = 'claim' AND position = ? AND {COUNTS}"
        )
        return {ref: json.loads(body) for ref in refs for (body,) in self._rows(sql, ref.report, ref.claim)}

    def linked(self) -> tuple[list[tuple[str, list[ClaimRef]]], dict[str, tuple[list[list[str]], list[list[str]]]], list[list[ClaimRef]]]:
        """Of each event the claims; of each that was weighed the reports of each line for it and against it; of each contradiction the claims."""
        claims: dict[str, list[ClaimRef]] = {}
        for event, report, claim in self._rows("SELECT event, report, claim FROM event_claim ORDER BY event"):
            claims.setdefault(event, []).append(ClaimRef(report, claim))
        lines = {}
        for event, body in self._rows("SELECT event, body FROM assessment"):
            plain = json.loads(body)
            lines[event] = ([line["reports"] for line in plain["lines"]], [line["reports"] for line in plain["against"]])
        clashes = []
        for (body,) in self._rows("SELECT body FROM contradiction ORDER BY id"):
            clashes.append([ClaimRef(c["report"], c["claim"]) for c in json.loads(body)["claims"]])
        return list(claims.items()), lines, clashes

    def link_mark(self) -> tuple[Any, ...]:
        """What changes whenever links do."""
        return (*self._mark(), self.view.fingerprint("link"), self.view.fingerprint("weigh"))

    def decided(self) -> list[Row]:
        """Every row with a decision that holds, in order of the reports' ids. What nobody has decided on since is not laid again."""
        rulings = self.view._rulings()
        seqs = dict(self._rows("SELECT report, max(seq) FROM reading GROUP BY report"))
        out: list[Row] = []
        for report in rulings.decided_on():
            key = (str(self.view.path), report, seqs.get(report), *(j.id for j in rulings.on(report)))
            found = _decided.get(key)
            if found is None:
                found = tuple(r for r in self.view.rows(report) if r.decisions)
                with _lock:
                    _decided[key] = found
                    while len(_decided) > _KEPT:
                        _decided.popitem(last=False)
            out += found
        return out

    def has(self, name: str, mark: tuple[Any, ...]) -> bool:
        """Whether something was made already."""
        return (name, *mark) in _tables

    def kept(self, name: str, mark: tuple[Any, ...], make: Any) -> Any:
        """What `make` gives, made once a mark."""
        return self._once((name, *mark), make)
