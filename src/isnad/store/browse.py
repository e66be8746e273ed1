"""What pages show of a case, asked for a page at a time: counts, lists cut to size, one report's facts with their ids.

Everything here reads only what one page shows; nothing walks through the whole case but counts, which pages keep (see `Browse.mark`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from isnad.lang.common.origins import publisher
from isnad.model.ids import content_id
from isnad.model.linked import Contradiction, Event
from isnad.store.contracts import Layer
from isnad.store.filters import EventFilter, ReportFilter, events_where, literal, reports_where
from isnad.store.view import SqliteView

_ROW = "id, name, lang, outlet, published, title"
_BY_TIME = "coalesce(json_extract(event.body, '$.time'), '~'), event.id"
SPELT = 200  # most names of one outlet that are asked for at once
COUNTS = "seq IN (SELECT max(seq) FROM reading GROUP BY report)"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as a list shows it.

    Attributes:
        id, name, lang, outlet, published, title: as in :class:`~isnad.model.report.Report`.
        statements, claims: how many were read in it; None where it was not read yet.
    """

    id: str
    name: str
    lang: str
    outlet: str | None
    published: str | None
    title: str | None
    statements: int | None
    claims: int | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a list shows it: the event without its joins, its grade, how many lines are for it and against it, and contradictions."""

    event: Event
    grade: str | None
    lines: int
    against: int
    clashes: int


@dataclass(slots=True)
class Voice:
    """One who says something, or passes it on.

    Attributes:
        said: numbers of his statements, by date of their reports.
        kinds: how often he is a source of which kind.
        through: through whom his words come, outlets among them, and how often.
        carries: whose words he passes on, and how often.
        reports: ids of the reports in which he does either.
    """

    said: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    carries: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)


class Browse:
    """Questions that pages ask.

    Args:
        view: the case.
    """

    def __init__(self, view: SqliteView) -> None:
        self.view = view
        self._rows = view._rows

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside sees one state of the case, whatever others write meanwhile."""
        db = self.view._db
        db.execute("BEGIN")
        try:
            yield
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")

    def mark(self) -> str:
        """What changes whenever the case does: cheap, unlike `View.digest`, and no more than a mark for what is kept of it."""
        out: list[Any] = []
        for sql in (
            "SELECT max(seq), (SELECT id FROM report ORDER BY seq DESC LIMIT 1), (SELECT count(*) FROM report) FROM report",
            "SELECT seq, report, digest FROM reading ORDER BY seq DESC LIMIT 1",
            "SELECT name, fingerprint FROM stage ORDER BY name",
            "SELECT max(seq) FROM judgement",
        ):
            out.extend(list(row) for row in self._rows(sql))
        return content_id("w", out)

    def reading_mark(self) -> str:
        """What changes whenever reports or readings do, and not with decisions or links."""
        found = self._rows("SELECT max(seq), count(*), (SELECT digest FROM reading ORDER BY seq DESC LIMIT 1) FROM reading")
        return content_id("w", [list(row) for row in found])

    def arabic_names(self) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
        """What Arabic reports call places and sources: English name → the words where the case has the place first; all words and how often."""
        read = f"reading.{COUNTS} AND report.lang = 'ar'"
        tables = "report JOIN reading ON reading.report = report.id JOIN fact ON fact.reading = reading.seq"
        places = (
            f"SELECT json_extract(fact.body, '$.name'), min(report.seq), substr(report.text, fact.start + 1, fact.end - fact.start) "
            f"FROM {tables} WHERE fact.layer = 'place' AND {read} GROUP BY 1"
        )
        said = (
            f"SELECT json_extract(who.value, '$.name') AS name, json_extract(who.value, '$.surface') AS words, count(*) FROM {tables} "
            "JOIN json_each(json_insert(json_extract(fact.body, '$.via'), '$[#]', json_extract(fact.body, '$.speaker'))) AS who "
            f"WHERE fact.layer = 'statement' AND {read} AND json_extract(who.value, '$.surface') IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
        )
        heard: dict[str, dict[str, int]] = {}
        for name, words, n in self._rows(said):
            heard.setdefault(name, {})[words] = n
        return {name: " ".join(words.split()) for name, _, words in self._rows(places)}, heard

    def voices(self) -> tuple[dict[str, Voice], dict[str, int]]:
        """Everybody who says or passes on something, by name as it was read, and how often each party acts or is acted on in claims."""
        out: dict[str, Voice] = {}
        tables = "report JOIN reading ON reading.report = report.id JOIN fact ON fact.reading = reading.seq"
        sql = (
            "SELECT fact.rowid, report.id, report.outlet, json_extract(fact.body, '$.speaker.name'), json_extract(fact.body, '$.kind'), "
            f"json_extract(fact.body, '$.via') FROM {tables} WHERE fact.layer = 'statement' AND reading.{COUNTS} "
            "ORDER BY report.published IS NULL, report.published, report.seq, fact.position"
        )
        for row, report, spelt, speaker, kind, via in self._rows(sql):
            outlet = publisher(spelt) if spelt else None
            links = [link["name"] for link in json.loads(via)] if via != "[]" else []
            voice = out.setdefault(speaker, Voice())
            voice.said.append(row)
            voice.kinds[kind] += 1
            voice.reports.add(report)
            voice.through.update(dict.fromkeys([*links, *([outlet] if outlet else [])], 1))
            for name in dict.fromkeys([*links, *([outlet] if outlet else [])]):
                if name != speaker:
                    carrier = out.setdefault(name, Voice())
                    carrier.carries[speaker] += 1
                    carrier.reports.add(report)
        parties: Counter[str] = Counter()
        sql = (
            "SELECT json_extract(who.value, '$.name'), count(*) FROM reading JOIN fact ON fact.reading = reading.seq "
            "JOIN json_each(json_array(json_extract(fact.body, '$.actor'), json_extract(fact.body, '$.recipient'))) AS side "
            f"JOIN json_each(side.value) AS who WHERE fact.layer = 'claim' AND reading.{COUNTS} GROUP BY 1"
        )
        parties.update(dict(self._rows(sql)))
        return out, dict(parties)

    def statements_at(self, rows: Sequence[int]) -> list[tuple[str, str, int]]:
        """Id, report and position of statements by the numbers that :meth:`voices` gives, in the order given."""
        marks = ",".join("?" * len(rows))
        sql = f"SELECT fact.rowid, fact.id, report, position FROM fact JOIN reading ON reading.seq = fact.reading WHERE fact.rowid IN ({marks})"
        found = {row: (fact_id, report, position) for row, fact_id, report, position in self._rows(sql, *rows)}
        return [found[row] for row in rows if row in found]

    def number(self, sql: str, *values: Any) -> int:
        """The one number a query gives."""
        return next((int(n or 0) for (n,) in self._rows(sql, *values)), 0)

    def layer_counts(self) -> dict[Layer, int]:
        """How many facts of each layer the readings that count hold."""
        return dict(self._rows(f"SELECT layer, count(*) FROM fact WHERE reading IN (SELECT seq FROM reading WHERE {COUNTS}) GROUP BY layer"))

    def grouped(self, column: str, limit: int = 12) -> list[tuple[str | None, int]]:
        """Reports by language or outlet, the most first. An outlet's names, in either script, count as the one by which the authority knows it.

        Args:
            column: `lang` or `outlet`.
            limit: how many groups.
        """
        if column not in ("lang", "outlet"):
            raise ValueError(column)
        if column == "lang":
            return list(self._rows("SELECT lang, count(*) AS n FROM report GROUP BY lang ORDER BY n DESC, lang LIMIT ?", limit))
        found: Counter[str | None] = Counter()
        for outlet, n in self._rows("SELECT outlet, count(*) FROM report GROUP BY outlet"):
            found[publisher(outlet) if outlet else None] += n
        return sorted(found.items(), key=lambda x: (-x[1], x[0] or ""))[:limit]

    def spellings(self, outlet: str) -> tuple[str, ...]:
        """The names under which an outlet stands in the case, at most `SPELT` of them, sorted."""
        own = publisher(outlet)
        names = (name for (name,) in self._rows("SELECT DISTINCT outlet FROM report WHERE outlet IS NOT NULL ORDER BY outlet"))
        return tuple(n for n in names if n == outlet or publisher(n) == own)[:SPELT]

    def published(self) -> tuple[str | None, str | None]:
        """The earliest and the latest date of publication, as far as given."""
        first, last = next(self._rows("SELECT min(published), max(published) FROM report"))
        return first, last

    def reports(self, asked: ReportFilter, offset: int, limit: int) -> tuple[list[ReportRow], int]:
        """One page of reports, and how many there are in all.

        Args:
            asked: which.
            offset: how many come before the page.
            limit: how many a page holds.
        """
        if asked.outlet:
            asked = replace(asked, spelt=self.spellings(asked.outlet))
        where, values = reports_where(asked)
        total = self.number(f"SELECT count(*) FROM report {where}", *values)
        order = "seq DESC" if asked.new else "published IS NULL, published, seq"
        sql = f"SELECT {_ROW} FROM report {where} ORDER BY {order} LIMIT ? OFFSET ?"
        rows = list(self._rows(sql, *values, limit, offset))
        read = self._read([r[0] for r in rows])
        return [ReportRow(*row, *read.get(row[0], (None, None))) for row in rows], total

    def _read(self, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        """How many statements and claims the last reading of each of these reports holds."""
        marks = ",".join("?" * len(ids))
        sql = (
            "SELECT report, (SELECT count(*) FROM fact WHERE reading = last AND layer = 'statement'), "
            "(SELECT count(*) FROM fact WHERE reading = last AND layer = 'claim') "
            f"FROM (SELECT report, max(seq) AS last FROM reading WHERE report IN ({marks}) GROUP BY report)"
        )
        return {report: (statements, claims) for report, statements, claims in self._rows(sql, *ids)}

    def titles(self, ids: Sequence[str]) -> dict[str, ReportRow]:
        """Reports by id, without what was read in them."""
        some = list(dict.fromkeys(ids))
        out: dict[str, ReportRow] = {}
        for at in range(0, len(some), 500):
            part = some[at : at + 500]
            sql = f"SELECT {_ROW} FROM report WHERE id IN ({','.join('?' * len(part))})"
            for report, name, lang, outlet, published, title in self._rows(sql, *part):
                out[report] = ReportRow(report, name, lang, outlet, published, title, None, None)
        return out

    def claim_at(self, report: str, position: int) -> str | None:
        """The id of a claim by report and position."""
        sql = (
            "SELECT id FROM fact WHERE reading = (SELECT max(seq) FROM reading WHERE report = ?) AND layer = 'claim' AND position = ?"
        )
        return next((i for (i,) in self._rows(sql, report, position)), None)

    def contradiction(self, contradiction_id: str) -> Contradiction | None:
        """A contradiction by its id, be it a possible one."""
        rows = self._rows("SELECT body FROM contradiction WHERE id = ?1 UNION ALL SELECT body FROM possible WHERE id = ?1", contradiction_id)
        return next((self.view._load(Contradiction, body) for (body,) in rows), None)

    def grades(self) -> list[tuple[str, int]]:
        """How many events bear each grade."""
        return list(self._rows("SELECT grade, count(*) FROM assessment GROUP BY grade ORDER BY grade"))

    def events_light(self, ids: Sequence[str]) -> dict[str, Event]:
        """Events by id, without their joins."""
        some = list(dict.fromkeys(ids))
        out: dict[str, Event] = {}
        for at in range(0, len(some), 500):
            part = some[at : at + 500]
            for (body,) in self._rows(f"SELECT body FROM event WHERE id IN ({','.join('?' * len(part))})", *part):
                event = self.view._event(body, [])
                out[event.id] = event
        return out

    def events(self, asked: EventFilter, offset: int, limit: int) -> tuple[list[EventRow], int]:
        """One page of events, and how many there are in all.

        Args:
            asked: which.
            offset: how many come before the page.
            limit: how many a page holds.
        """
        where, values = events_where(asked)
        source = "event" + (" JOIN assessment ON assessment.event = event.id" if asked.grade else "")
        total = self.number(f"SELECT count(*) FROM {source} {where}", *values)
        order = f"json_array_length(event.body, '$.claims') DESC, {_BY_TIME}" if asked.told else _BY_TIME
        page = list(self._rows(f"SELECT event.id, event.body FROM {source} {where} ORDER BY {order} LIMIT ? OFFSET ?", *values, limit, offset))
        ids = [i for i, _ in page]
        marks = ",".join("?" * len(ids))
        count = "json_array_length(body, '$.lines'), json_array_length(body, '$.against')"
        sql = f"SELECT event, grade, {count} FROM assessment WHERE event IN ({marks})"
        weighed = {event: (grade, lines, against) for event, grade, lines, against in self._rows(sql, *ids)}
        clashes: Counter[str] = Counter()
        for (event, _), n in self.view.clash_counts().items():
            clashes[event or ""] += n
        return [EventRow(self.view._event(body, []), *weighed.get(i, (None, 0, 0)), clashes[i]) for i, body in page], total

    def event_of(self, report: str, position: int) -> str | None:
        """The id of the event that a claim was put into."""
        return next((e for (e,) in self._rows("SELECT event FROM event_claim WHERE report = ? AND claim = ?", report, position)), None)

    def event_types(self) -> list[tuple[str, int]]:
        """How many events there are of each type."""
        return list(self._rows("SELECT type, count(*) FROM event GROUP BY type ORDER BY count(*) DESC, type"))

    def event_parties(self) -> list[str]:
        """Everybody who acts or is acted on in an event, sorted."""
        sql = (
            "SELECT DISTINCT who.value FROM event "
            "JOIN json_each(json_array(json_extract(event.body, '$.actor'), json_extract(event.body, '$.recipient'))) AS side "
            "JOIN json_each(side.value) AS who ORDER BY 1"
        )
        return [name for (name,) in self._rows(sql)]

    def event_places(self) -> list[str]:
        """The places of events, sorted."""
        sql = "SELECT DISTINCT json_extract(body, '$.place') AS place FROM event WHERE place IS NOT NULL ORDER BY 1"
        return [name for (name,) in self._rows(sql)]

    def near(self, event: Event, limit: int = 12) -> list[Event]:
        """Other events of the type, those that share parties or the place first: what an event may be one with.

        Args:
            event: the event.
            limit: how many.
        """
        names = [*event.actor, *event.recipient]
        score = " + ".join(["(json_extract(body, '$.place') IS ?)", *["(body LIKE ? ESCAPE '\\')"] * len(names)])
        values = [event.place or "\x00", *(f'%"{literal(n)}"%' for n in names)]
        sql = f"SELECT body FROM event WHERE type = ? AND id <> ? ORDER BY {score} DESC, {_BY_TIME} LIMIT ?"
        return [self.view._event(body, []) for (body,) in self._rows(sql, event.type, event.id, *values, limit)]

    def media_type(self, report: str) -> str | None:
        """The kind of a report's original, as its custody record has it."""
        rows = self._rows("SELECT json_extract(body, '$.capture.media_type') FROM report WHERE id = ?", report)
        return next((str(kind) for (kind,) in rows if kind), None)

    def names_protected(self) -> list[str]:
        """Names that no export may print, of all reports, each once."""
        return sorted(set(self.view.protected()))
