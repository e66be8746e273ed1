"""A SQLite case, for reading."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from isnad.errors import CaseError
from isnad.model.codec import CodecError, decode, encode, loads
from isnad.model.ids import sha256
from isnad.model.judgement import Bond, Judgement, judgement_from, standing, weighty
from isnad.model.linked import Assessment, ClaimRef, Contradiction, Echo, Event, Join, Linked
from isnad.model.records import Claim, Layer, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.store.contracts import LAYERS, CaseInfo, Copy, Located, Row, Stage
from isnad.store.faults import told
from isnad.store.judged import Rulings, bonds
from isnad.store.laid import Laid
from isnad.store.rows import damaged, fact_from, from_rows

T = TypeVar("T")

# Of each report the reading that was written last is the one that counts.
_COUNTS = "reading.seq IN (SELECT MAX(seq) FROM reading GROUP BY report)"
# The order of events: what is added to a case later stands where it belongs.
_BY_TIME = "coalesce(json_extract(event.body, '$.time'), '~'), event.id"
_FACT = "fact.id, reading.report, reading.reader, fact.layer, fact.position, fact.start, fact.end, fact.body"


def _some(values: Sequence[str], most: int = 500) -> Iterator[Sequence[str]]:
    """The values a few hundred at a time: a query has room for so many."""
    return (values[k : k + most] for k in range(0, len(values), most))


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


class SqliteView:
    """See :class:`isnad.store.contracts.View`.

    Args:
        db: an open connection to a case of the current version.
        path: where it is.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path
        self._ruled: tuple[int, Rulings] = (0, Rulings(()))

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

    def info(self) -> CaseInfo:
        """What the case is about."""
        meta = dict(self._rows("SELECT key, value FROM meta"))
        return CaseInfo(meta.get("title", ""), meta.get("question", ""), meta.get("created", ""), meta.get("tool", ""), int(meta.get("readers", "1")))

    def reports(self) -> list[Report]:
        """All reports, in the order in which they were added."""
        return [self._report(*row) for row in self._rows("SELECT id, body, text FROM report ORDER BY seq")]

    def report_ids(self) -> list[str]:
        """Ids of all reports, in the order in which they were added."""
        return [i for (i,) in self._rows("SELECT id FROM report ORDER BY seq")]

    def count(self) -> int:
        """How many reports there are."""
        return next(int(n) for (n,) in self._rows("SELECT count(*) FROM report"))

    def protected(self) -> list[str]:
        """Names of people whom no export may name, of all reports."""
        rows = self._rows("SELECT json_extract(body, '$.protect') FROM report WHERE body NOT LIKE ? ORDER BY seq", '%"protect":[]%')
        return [name for (names,) in rows for name in json.loads(names or "[]")]

    def report(self, report_id: str) -> Report:
        """A report by its id."""
        for row in self._rows("SELECT id, body, text FROM report WHERE id = ?", report_id):
            return self._report(*row)
        raise CaseError("case.no-such-report", f"the case holds no report {report_id}", file=str(self._path), remedy="`isnad reports` lists them")

    def original(self, report_id: str) -> bytes:
        """The bytes of a report as they were got."""
        digest = self.report(report_id).sha256
        for size, packed in self._rows("SELECT size, zlib FROM original WHERE sha256 = ?", digest):
            try:
                data = zlib.decompress(packed)
            except zlib.error as error:
                raise damaged(f"bytes of report {report_id}: {error}") from None
            if len(data) != size or sha256(data) != digest:
                raise damaged(f"bytes of report {report_id} are not those that were got")
            return data
        raise damaged(f"bytes of report {report_id} are not there")

    def copies(self) -> list[Copy]:
        """Other times the same bytes were got."""
        return [self._load(Copy, body) for (body,) in self._rows("SELECT body FROM copy ORDER BY report, digest")]

    def reading(self, report_id: str, reader: str | None = None, *, judged: bool = True) -> Reading | None:
        """The reading of a report by a reader (by default the one read last), or None; as people judged it, or as it was read."""
        found = self._as_read(report_id, reader)
        if found is None:
            return None
        return self._rulings().reading(*found) if judged else found[0]

    def _as_read(self, report_id: str, reader: str | None = None) -> tuple[Reading, dict[Layer, list[str]]] | None:
        """A reading as it was read, and the ids of its facts."""
        where, values = ("AND reader = ?", (report_id, reader)) if reader else ("", (report_id,))
        sql = f"SELECT seq, reader, diagnostics FROM reading WHERE report = ? {where} ORDER BY seq DESC LIMIT 1"
        for seq, name, notes in self._rows(sql, *values):
            facts = list(self._rows("SELECT layer, body, id FROM fact WHERE reading = ? ORDER BY layer, position", seq))
            ids: dict[Layer, list[str]] = {layer: [] for layer in LAYERS}
            for layer, _, fact_id in facts:
                ids[layer].append(fact_id)
            return from_rows(report_id, name, notes, ((layer, body) for layer, body, _ in facts)), ids
        return None

    def rows(self, report_id: str) -> list[Row]:
        """Every row of a report as people have left it, also those rejected, each with the decisions on it."""
        return list(self.laid(report_id).rows)

    def row(self, fact_id: str) -> Row:
        """A row by its id: one that is read, or one that was added."""
        report = self._rulings().added().get(fact_id) or self.fact(fact_id).report
        for row in self.laid(report).rows:
            if row.id == fact_id:
                return row
        raise CaseError(
            "case.row-gone", f"{fact_id} is no longer what is read in its report", file=str(self._path), remedy="look at the report again",
        )  # fmt: skip

    def laid(self, report_id: str) -> Laid:
        """The reading of a report with all decisions laid over it, and what became of each row; nothing where it was not read yet."""
        found = self._as_read(report_id)
        return self._rulings().laid(*found) if found is not None else Laid(Reading(report_id, ""), (), ())

    def lost(self) -> list[Judgement]:
        """Decisions on rows that hold but whose row is no longer read, in order of their reports."""
        rulings = self._rulings()
        gone = {j.id for report in rulings.reports() for j in self._laid_or_lost(report)}
        return [j for j in standing(self.judgements()) if j.id in gone]

    def _laid_or_lost(self, report_id: str) -> Sequence[Judgement]:
        found = self._as_read(report_id)
        return self._rulings().laid(*found).lost if found is not None else self._rulings().on(report_id)

    def items(self) -> Iterator[tuple[Report, Reading]]:
        """Reports that have been read, in the order in which they were added, each with its reading."""
        for (report_id,) in list(self._rows("SELECT id FROM report WHERE id IN (SELECT report FROM reading) ORDER BY seq")):
            reading = self.reading(report_id)
            if reading is not None:
                yield self.report(report_id), reading

    def claim_ids(self) -> dict[ClaimRef, str]:
        """The id of every claim of the readings that count, by report and position; also of rejected and added ones."""
        rows = self._rows(f"SELECT report, position, id FROM reading CROSS JOIN fact ON fact.reading = seq WHERE layer = 'claim' AND {_COUNTS}")
        out = {ClaimRef(report, position): fact_id for report, position, fact_id in rows}
        for report in set(self._rulings().added().values()):
            out.update((ClaimRef(report, r.position), r.id) for r in self.rows(report) if r.layer == "claim" and r.position is not None)
        return out

    def facts(self, layer: Layer, *, judged: bool = True) -> Iterator[Located]:
        """All facts of a layer, in order of report and text; as people judged them, or as they were read."""
        sql = (
            f"SELECT {_FACT} FROM report CROSS JOIN reading ON reading.report = report.id CROSS JOIN fact ON fact.reading = reading.seq "
            f"WHERE fact.layer = ? AND {_COUNTS} ORDER BY report.seq, fact.position"
        )
        rulings = self._rulings() if judged else Rulings(())
        touched = [r for r in self.report_ids() if rulings.touched(r)] if rulings.reports() else []
        if not touched:
            return (self._located(row, rulings) for row in self._rows(sql, layer))
        return self._facts_by_report(layer, sql, rulings)

    def _facts_by_report(self, layer: Layer, sql: str, rulings: Rulings) -> Iterator[Located]:
        """The same where rows of some reports were decided on: these are read whole."""
        groups = groupby(self._rows(sql, layer), key=lambda row: str(row[1]))
        ahead = next(groups, None)
        for report in self.report_ids():
            mine = list(ahead[1]) if ahead is not None and ahead[0] == report else []
            if ahead is not None and ahead[0] == report:
                ahead = next(groups, None)
            if not rulings.touched(report):
                yield from (self._located(row, rulings) for row in mine)
            elif (found := self._as_read(report)) is not None:
                rows = [r for r in rulings.laid(*found).rows if r.layer == layer and r.state != "rejected" and r.position is not None]
                for r in sorted(rows, key=lambda r: r.position or 0):
                    yield _placed(r, found[0].reader)

    def fact(self, fact_id: str) -> Located:
        """A fact by its id; of several readings that hold it, from the one that was written last. A rejected one says what it said."""
        report = self._rulings().added().get(fact_id)
        sql = f"SELECT {_FACT} FROM fact JOIN reading ON reading.seq = fact.reading WHERE fact.id = ? ORDER BY reading.seq DESC LIMIT 1"
        for row in self._rows(sql, fact_id) if report is None else ():
            if not self._rulings().touched(row[1]):
                return self._located(row, self._rulings())
            report = row[1]
        if report is not None and (found := self._as_read(report)) is not None:
            for r in self._rulings().laid(*found).rows:
                if r.id == fact_id:
                    return _placed(r, found[0].reader)
        raise CaseError("case.no-such-fact", f"the case holds no fact {fact_id}", file=str(self._path), remedy="`isnad claims` lists the claims")

    def ids(self, prefix: str, limit: int = 20) -> list[str]:
        """Ids of facts, reports, events, echoes and contradictions that begin with the prefix, sorted."""
        tables = ("fact", "report", "event", "echo", "contradiction")
        union = " UNION ".join(f"SELECT id FROM {t} WHERE id >= ?1 AND id < ?2" for t in tables)
        found = {i for (i,) in self._rows(f"{union} ORDER BY id LIMIT ?3", prefix, prefix + "\U0010ffff", limit)}
        return sorted(found | {i for i in self._rulings().added() if i.startswith(prefix)})[:limit]

    def linked(self) -> Linked:
        """Events, echoes and contradictions."""
        joins: dict[str, list[Join]] = {}
        for event, body in self._rows("SELECT event, body FROM event_join ORDER BY event, position"):
            joins.setdefault(event, []).append(self._load(Join, body))
        events = []
        for event_id, body in self._rows(f"SELECT id, body FROM event ORDER BY {_BY_TIME}"):
            events.append(self._event(body, joins.get(event_id, [])))
        return Linked(tuple(events), self.echoes(), self.contradictions())

    def event(self, event_id: str) -> Event:
        """An event by its id."""
        for (body,) in self._rows("SELECT body FROM event WHERE id = ?", event_id):
            joins = [self._load(Join, b) for (b,) in self._rows("SELECT body FROM event_join WHERE event = ? ORDER BY position", event_id)]
            return self._event(body, joins)
        raise CaseError("case.no-such-event", f"the case holds no event {event_id}", file=str(self._path), remedy="`isnad events` lists them")

    def event_of(self, claim: ClaimRef) -> Event | None:
        """The event a claim was put into, if it was linked."""
        for (event_id,) in self._rows("SELECT event FROM event_claim WHERE report = ? AND claim = ?", claim.report, claim.claim):
            return self.event(event_id)
        return None

    def events_of(self, reports: Sequence[str]) -> list[Event]:
        """The events that hold a claim of any of these reports, by id."""
        found: set[str] = set()
        for some in _some(reports):
            sql = f"SELECT DISTINCT event FROM event_claim WHERE report IN ({_marks(some)})"
            found.update(event for (event,) in self._rows(sql, *some))
        return [self.event(event) for event in sorted(found)]

    def echoes_of(self, reports: Sequence[str]) -> list[Echo]:
        """The echoes that any of these reports is in, by id."""
        found: dict[str, str] = {}
        for some in _some(reports):
            sql = f"SELECT echo.id, echo.body FROM echo, json_each(echo.body, '$.reports') AS r WHERE r.value IN ({_marks(some)})"
            found.update(self._rows(sql, *some))
        return [self._load(Echo, found[k]) for k in sorted(found)]

    def index(self, keys: Sequence[str]) -> dict[str, bytes]:
        """What linking has kept under these keys, as far as it has."""
        out: dict[str, bytes] = {}
        for some in _some(keys):
            out.update(self._rows(f"SELECT key, value FROM link_index WHERE key IN ({_marks(some)})", *some))
        return out

    def linked_counts(self) -> tuple[int, int, int]:
        """How many events, echoes and contradictions there are."""
        sql = "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM echo), (SELECT count(*) FROM contradiction)"
        return next((int(a), int(b), int(c)) for a, b, c in self._rows(sql))

    def reading_digests(self) -> dict[str, str]:
        """For every report that has been read, the digest of the reading that counts."""
        return dict(self._rows(f"SELECT report, digest FROM reading WHERE {_COUNTS}"))

    def echoes(self) -> tuple[Echo, ...]:
        """All echoes."""
        return tuple(self._load(Echo, body) for (body,) in self._rows("SELECT body FROM echo ORDER BY id"))

    def contradictions(self, event_id: str | None = None) -> tuple[Contradiction, ...]:
        """All contradictions, or those of an event."""
        where, values = ("", ()) if event_id is None else ("WHERE event = ?", (event_id,))
        sql = f"SELECT body FROM contradiction {where} ORDER BY coalesce(event, ''), aspect, id"
        return tuple(self._load(Contradiction, body) for (body,) in self._rows(sql, *values))

    def assessments(self) -> tuple[Assessment, ...]:
        """One assessment an event, in the order of the events."""
        sql = f"SELECT assessment.body FROM assessment JOIN event ON event.id = assessment.event ORDER BY {_BY_TIME}"
        return tuple(self._load(Assessment, body) for (body,) in self._rows(sql))

    def assessment(self, event_id: str) -> Assessment | None:
        """The assessment of an event, if it was weighed."""
        for (body,) in self._rows("SELECT body FROM assessment WHERE event = ?", event_id):
            return self._load(Assessment, body)
        return None

    def judgements(self, target: str | None = None) -> list[Judgement]:
        """What people decided, in order; of one target, if given."""
        where, values = ("", ()) if target is None else ("WHERE target = ?", (target,))
        out = []
        for (body,) in self._rows(f"SELECT body FROM judgement {where} ORDER BY seq", *values):
            try:
                out.append(judgement_from(json.loads(body)))
            except (CodecError, ValueError, TypeError) as error:
                raise damaged(f"judgement: {error}") from None
        return out

    def bonds(self) -> list[Bond]:
        """Pairs of claims that people hold for one happening, or for two, by the claims' present positions; those not found any more are left out."""
        held = [j for j in standing(self.judgements()) if j.verdict in ("same", "different", "unsure") and j.anchors]
        if not held:
            return []
        triggers: dict[str, list[Span]] = {}
        for found in self.facts("claim", judged=False):
            triggers.setdefault(found.report, []).append(cast(Claim, found.fact).trigger)
        for report in self._rulings().reports():
            reading = self.reading(report)
            gone = frozenset(reading.rejected) if reading is not None else frozenset()
            claims = reading.claims if reading is not None else ()
            triggers[report] = [Span(0, 0) if k in gone else c.trigger for k, c in enumerate(claims)]
        return bonds(held, triggers)

    def fingerprint(self, stage: Stage) -> str | None:
        """What a stage last worked on, as it said itself; None when its results are gone or were never made."""
        for (value,) in self._rows("SELECT fingerprint FROM stage WHERE name = ?", stage):
            return str(value)
        return None

    def unread(self, fingerprint: str) -> list[str]:
        """Ids of the reports without a reading that carries this fingerprint, in order."""
        sql = "SELECT id FROM report WHERE id NOT IN (SELECT report FROM reading WHERE fingerprint = ?) ORDER BY seq"
        return [i for (i,) in self._rows(sql, fingerprint)]

    def digest(self) -> str:
        """A hash of all reports, of the readings that count and of the judgements that hold: equal digests mean equal input to linking."""
        readings = self.reading_digests()
        rows = [[i, sha256(body.encode()), readings.get(i)] for i, body in self._rows("SELECT id, body FROM report ORDER BY id")]
        judged = self.decided()
        return sha256(json.dumps(rows + ([judged] if judged else [])).encode())

    def decided(self) -> list[dict[str, Any]]:
        """The judgements that change what is read from the case, as plain values without who, when and why."""
        left_out = ("who", "when", "why", "question", "seen")
        return [{k: v for k, v in encode(j).items() if k not in left_out} for j in weighty(standing(self.judgements()))]

    def _rulings(self) -> Rulings:
        """The decisions that change readings; looked up again when there are new ones, which another process may have made."""
        for (last,) in self._rows("SELECT coalesce(max(seq), 0) FROM judgement"):
            if last != self._ruled[0]:
                judgements = self.judgements()
                self._ruled = (last, Rulings(standing(judgements), [j for j in judgements if j.verdict == "add"]))
        return self._ruled[1]

    def _rows(self, sql: str, *values: Any) -> Iterator[Any]:
        with told(self._path):
            for row in self._db.execute(sql, values):  # noqa: UP028 - `yield from` would close the cursor, perhaps after the case
                yield row

    def _load(self, kind: type[T], body: str) -> T:
        try:
            return loads(kind, body)
        except CodecError as error:
            raise damaged(str(error)) from None

    def _report(self, report_id: str, body: str, text: str) -> Report:
        try:
            report = decode(Report, {**json.loads(body), "text": text})
        except (CodecError, ValueError) as error:
            raise damaged(f"report {report_id}: {error}") from None
        if report.id != report_id:
            raise damaged(f"the text or the hash of report {report_id} ({report.name}) is not the one that was stored")
        return report

    def _event(self, body: str, joins: list[Join]) -> Event:
        try:
            plain = json.loads(body)
            event = decode(Event, {**plain, "joins": []})
        except (CodecError, ValueError) as error:
            raise damaged(f"event: {error}") from None
        return Event(
            event.id, event.type, event.name, event.time, event.place, event.lat, event.lon, event.actor, event.recipient, event.occurred,
            event.claims, tuple(joins), event.made,
        )  # fmt: skip

    def _located(self, row: Any, rulings: Rulings | None = None) -> Located:
        fact_id, report, reader, layer, position, start, end, body = row
        fact = fact_from(layer, body)
        if rulings:
            fact = rulings.fact(report, layer, fact)
        return Located(fact_id, report, reader, layer, position, Span(start, end), fact.made, fact)


def _placed(r: Row, reader: str) -> Located:
    return Located(r.id, r.report, reader, r.layer, -1 if r.position is None else r.position, r.fact.span, r.fact.made, r.fact)
