"""A SQLite case, for reading."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from isnad.errors import CaseError
from isnad.model.codec import CodecError, decode
from isnad.model.ids import sha256
from isnad.model.linked import Assessment, ClaimRef, Contradiction, Echo, Event, Join, Linked
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.store.contracts import CaseInfo, Copy, Stage
from isnad.store.judging import COUNTS, JudgedFile
from isnad.store.rows import damaged

# The order of events: what is added to a case later stands where it belongs.
_BY_TIME = "coalesce(json_extract(event.body, '$.time'), '~'), event.id"


def _some(values: Sequence[str], most: int = 500) -> Iterator[Sequence[str]]:
    """The values a few hundred at a time: a query has room for so many."""
    return (values[k : k + most] for k in range(0, len(values), most))


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


class SqliteView(JudgedFile):
    """See :class:`isnad.store.contracts.View`.

    Args:
        db: an open connection to a case of the current version.
        path: where it is.
    """

    def info(self) -> CaseInfo:
        """What the case is about."""
        meta = dict(self._rows("SELECT key, value FROM meta"))
        return CaseInfo(meta.get("title", ""), meta.get("question", ""), meta.get("created", ""), meta.get("tool", ""), int(meta.get("readers", "1")))

    def reports(self) -> list[Report]:
        """All reports, in the order in which they were added."""
        return [self._report(*row) for row in self._rows("SELECT id, body, text FROM report ORDER BY seq")]

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

    def items(self) -> Iterator[tuple[Report, Reading]]:
        """Reports that have been read, in the order in which they were added, each with its reading."""
        for (report_id,) in list(self._rows("SELECT id FROM report WHERE id IN (SELECT report FROM reading) ORDER BY seq")):
            reading = self.reading(report_id)
            if reading is not None:
                yield self.report(report_id), reading

    def ids(self, prefix: str, limit: int = 20) -> list[str]:
        """Ids of facts, reports, events, echoes and contradictions that begin with the prefix, sorted."""
        tables = ("fact", "report", "event", "echo", "contradiction", "possible")
        union = " UNION ".join(f"SELECT id FROM {t} WHERE id >= ?1 AND id < ?2" for t in tables)
        found = {i for (i,) in self._rows(f"{union} ORDER BY id LIMIT ?3", prefix, prefix + "\U0010ffff", limit)}
        return sorted(found | {i for i in self._rulings().added() if i.startswith(prefix)})[:limit]

    def linked(self) -> Linked:
        """Events, echoes and contradictions."""
        joins: dict[str, list[Join]] = {}
        for event, body in self._rows("SELECT event, body FROM event_join ORDER BY event, position"):
            joins.setdefault(event, []).append(self._load(Join, body))
        events, gone = [], self.rejected()
        for event_id, body in self._rows(f"SELECT id, body FROM event ORDER BY {_BY_TIME}"):
            events.append(self._event(body, joins.get(event_id, []), gone))
        return Linked(tuple(e for e in events if e.claims), self.echoes(), self.contradictions(), self.possible())

    def event(self, event_id: str) -> Event:
        """An event by its id."""
        for (body,) in self._rows("SELECT body FROM event WHERE id = ?", event_id):
            joins = [self._load(Join, b) for (b,) in self._rows("SELECT body FROM event_join WHERE event = ? ORDER BY position", event_id)]
            if (event := self._event(body, joins)).claims:
                return event
        raise CaseError("case.no-such-event", f"the case holds no event {event_id}", file=str(self._path), remedy="`isnad events` lists them")

    def event_of(self, claim: ClaimRef) -> Event | None:
        """The event a claim was put into, if it was linked and nobody has rejected it since."""
        if claim in self.rejected():
            return None
        for (event_id,) in self._rows("SELECT event FROM event_claim WHERE report = ? AND claim = ?", claim.report, claim.claim):
            return self.event(event_id)
        return None

    def events_of(self, reports: Sequence[str]) -> list[Event]:
        """The events that hold a claim of any of these reports, by id."""
        found: set[str] = set()
        for some in _some(reports):
            sql = f"SELECT event, report, claim FROM event_claim WHERE report IN ({_marks(some)})"
            gone = self.rejected()
            found.update(event for event, report, claim in self._rows(sql, *some) if ClaimRef(report, claim) not in gone)
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
        events, echoes = next(iter(self._rows("SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM echo)")))
        return int(events), int(echoes), sum(self.clash_counts().values())

    def clash_counts(self, *, possible: bool = False) -> Counter[tuple[str | None, str]]:
        """How many contradictions there are of each event (None: of none) in each aspect, or how many that are only possible.

        A contradiction is a pair of claims; one of which people have rejected a side since is none. Commands, pages and dossiers count by this.
        """
        table = "possible" if possible else "contradiction"
        if self.rejected():
            return Counter((c.event, c.aspect) for c in self._clashes(table, None))
        sql = f"SELECT event, aspect, count(*) FROM {table} GROUP BY event, aspect ORDER BY coalesce(event, ''), aspect"
        return Counter({(event, str(aspect)): int(n) for event, aspect, n in self._rows(sql)})

    def reading_digests(self) -> dict[str, str]:
        """For every report that has been read, the digest of the reading that counts."""
        return dict(self._rows(f"SELECT report, digest FROM reading WHERE {COUNTS}"))

    def echoes(self) -> tuple[Echo, ...]:
        """All echoes."""
        return tuple(self._load(Echo, body) for (body,) in self._rows("SELECT body FROM echo ORDER BY id"))

    def contradictions(self, event_id: str | None = None) -> tuple[Contradiction, ...]:
        """All contradictions, or those of an event; none of which people have rejected a side since."""
        return self._clashes("contradiction", event_id)

    def possible(self, event_id: str | None = None) -> tuple[Contradiction, ...]:
        """The contradictions that are only possible, each with its doubt; or those of an event."""
        return self._clashes("possible", event_id)

    def _clashes(self, table: str, event_id: str | None) -> tuple[Contradiction, ...]:
        where, values = ("", ()) if event_id is None else ("WHERE event = ?", (event_id,))
        sql = f"SELECT body FROM {table} {where} ORDER BY coalesce(event, ''), aspect, id"
        gone = self.rejected()
        found = (self._load(Contradiction, body) for (body,) in self._rows(sql, *values))
        return tuple(c for c in found if gone.isdisjoint(c.claims))

    def assessments(self) -> tuple[Assessment, ...]:
        """One assessment an event, in the order of the events."""
        sql = f"SELECT assessment.body FROM assessment JOIN event ON event.id = assessment.event ORDER BY {_BY_TIME}"
        return tuple(self._load(Assessment, body) for (body,) in self._rows(sql))

    def assessment(self, event_id: str) -> Assessment | None:
        """The assessment of an event, if it was weighed."""
        for (body,) in self._rows("SELECT body FROM assessment WHERE event = ?", event_id):
            return self._load(Assessment, body)
        return None

    def fingerprint(self, stage: Stage) -> str | None:
        """What a stage last worked on, as it said itself; None when its results are gone or were never made."""
        for (value,) in self._rows("SELECT fingerprint FROM stage WHERE name = ?", stage):
            return str(value)
        return None

    def unread(self, fingerprint: str) -> list[str]:
        """Ids of the reports whose reading that counts does not carry this fingerprint, in order."""
        sql = f"SELECT id FROM report WHERE id NOT IN (SELECT report FROM reading WHERE fingerprint = ? AND {COUNTS}) ORDER BY seq"
        return [i for (i,) in self._rows(sql, fingerprint)]

    def last_reader(self) -> str | None:
        """Id of the reader that read last."""
        row = self._db.execute("SELECT reader FROM reading ORDER BY seq DESC LIMIT 1").fetchone()
        return None if row is None else str(row[0])

    def digest(self) -> str:
        """A hash of all reports, of the readings that count and of the judgements that hold: equal digests mean equal input to linking."""
        readings = self.reading_digests()
        rows = [[i, sha256(body.encode()), readings.get(i)] for i, body in self._rows("SELECT id, body FROM report ORDER BY id")]
        judged = self.decided()
        return sha256(json.dumps(rows + ([judged] if judged else [])).encode())

    def _report(self, report_id: str, body: str, text: str) -> Report:
        try:
            report = decode(Report, {**json.loads(body), "text": text})
        except (CodecError, ValueError) as error:
            raise damaged(f"report {report_id}: {error}") from None
        if report.id != report_id:
            raise damaged(f"the text or the hash of report {report_id} ({report.name}) is not the one that was stored")
        return report

    def _event(self, body: str, joins: list[Join], gone: frozenset[ClaimRef] | None = None) -> Event:
        try:
            plain = json.loads(body)
            event = decode(Event, {**plain, "joins": []})
        except (CodecError, ValueError) as error:
            raise damaged(f"event: {error}") from None
        if gone := (self.rejected() if gone is None else gone):  # it was linked before they were
            kept = tuple(c for c in event.claims if c not in gone)
            event = replace(event, claims=kept)
            joins = [j for j in joins if j.left not in gone and j.right not in gone]
        return replace(event, joins=tuple(joins))
