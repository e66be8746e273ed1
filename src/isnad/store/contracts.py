"""What a case promises to those who read it and to those who write it. Other rooms speak to these, not to SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, Self

from isnad.model.judgement import Bond, Judgement
from isnad.model.linked import Assessment, ClaimRef, Contradiction, Echo, Event, Linked
from isnad.model.records import Layer, Reading
from isnad.model.report import Report
from isnad.store.parts import LAYERS, Added, Audit, CaseInfo, Copy, Fact, FactRow, Located, LogEntry, ReadingRows, Row, Stage, State

__all__ = [
    "LAYERS", "Added", "Audit", "CaseInfo", "Copy", "Fact", "FactRow", "Layer", "Located", "LogEntry", "ReadingRows", "Row", "Stage", "State",
    "Store", "View", "Writer",
]  # fmt: skip


class View(Protocol):
    """A case, for reading. Every method sees what was committed last; nothing it gives back can be changed."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    @property
    def path(self) -> Path:
        """Where the case is."""
        ...

    def info(self) -> CaseInfo:
        """What the case is about."""
        ...

    def reports(self) -> list[Report]:
        """All reports, in the order in which they were added."""
        ...

    def report_ids(self) -> list[str]:
        """Ids of all reports, in the order in which they were added."""
        ...

    def count(self) -> int:
        """How many reports there are."""
        ...

    def protected(self) -> list[str]:
        """Names of people whom no export may name, of all reports."""
        ...

    def report(self, report_id: str) -> Report:
        """A report by its id.

        Raises:
            CaseError: there is none (`case.no-such-report`).
        """
        ...

    def original(self, report_id: str) -> bytes:
        """The bytes of a report as they were got.

        Raises:
            CaseError: there is no such report, or its bytes are damaged (`case.damaged`).
        """
        ...

    def copies(self) -> list[Copy]:
        """Other times the same bytes were got."""
        ...

    def reading(self, report_id: str, reader: str | None = None, *, judged: bool = True) -> Reading | None:
        """The reading of a report by a reader (by default the one read last), or None; as people judged it, or as it was read."""
        ...

    def items(self) -> Iterator[tuple[Report, Reading]]:
        """Reports that have been read, in the order in which they were added, each with its reading as people judged it."""
        ...

    def claim_ids(self) -> dict[ClaimRef, str]:
        """The id of every claim of the readings that count, by report and position."""
        ...

    def facts(self, layer: Layer, *, judged: bool = True) -> Iterator[Located]:
        """All facts of a layer, in order of report and text; as people judged them, or as they were read. Ids are of what was read."""
        ...

    def fact(self, fact_id: str) -> Located:
        """A fact by its id.

        Raises:
            CaseError: there is none (`case.no-such-fact`).
        """
        ...

    def ids(self, prefix: str, limit: int = 20) -> list[str]:
        """Ids of facts, reports, events, echoes and contradictions that begin with the prefix, sorted."""
        ...

    def linked(self) -> Linked:
        """Events, echoes and contradictions."""
        ...

    def event(self, event_id: str) -> Event:
        """An event by its id.

        Raises:
            CaseError: there is none (`case.no-such-event`).
        """
        ...

    def event_of(self, claim: ClaimRef) -> Event | None:
        """The event a claim was put into, if it was linked."""
        ...

    def events_of(self, reports: Sequence[str]) -> list[Event]:
        """The events that hold a claim of any of these reports, by id."""
        ...

    def echoes_of(self, reports: Sequence[str]) -> list[Echo]:
        """The echoes that any of these reports is in, by id."""
        ...

    def index(self, keys: Sequence[str]) -> dict[str, bytes]:
        """What linking has kept under these keys, as far as it has."""
        ...

    def linked_counts(self) -> tuple[int, int, int]:
        """How many events, echoes and contradictions there are."""
        ...

    def reading_digests(self) -> dict[str, str]:
        """For every report that has been read, the digest of the reading that counts."""
        ...

    def echoes(self) -> tuple[Echo, ...]:
        """All echoes."""
        ...

    def contradictions(self, event_id: str | None = None) -> tuple[Contradiction, ...]:
        """All contradictions, or those of an event."""
        ...

    def possible(self, event_id: str | None = None) -> tuple[Contradiction, ...]:
        """The contradictions that are only possible, or those of an event."""
        ...

    def assessments(self) -> tuple[Assessment, ...]:
        """One assessment an event, in the order of the events."""
        ...

    def assessment(self, event_id: str) -> Assessment | None:
        """The assessment of an event, if it was weighed."""
        ...

    def judgements(self, target: str | None = None) -> list[Judgement]:
        """What people decided, in order; of one target, if given."""
        ...

    def log(self) -> list[LogEntry]:
        """Every decision ever made, in order, each with what ties it to the one before."""
        ...

    def audit(self, known: str = "") -> Audit:
        """Look through the log of decisions: whether each follows the one before and is what was written.

        Args:
            known: the hash of an entry, written down earlier, that must still be among them; empty for none.
        """
        ...

    def rows(self, report_id: str) -> list[Row]:
        """Every row of a report as people have left it, also those rejected, each with the decisions on it."""
        ...

    def row(self, fact_id: str) -> Row:
        """A row by its id: one that is read, or one that was added.

        Raises:
            CaseError: there is none (`case.no-such-fact`), or the report was read anew and no longer holds it (`case.row-gone`).
        """
        ...

    def lost(self) -> list[Judgement]:
        """Decisions on rows that hold but whose row is no longer read, in the order in which they were made."""
        ...

    def decided(self) -> list[dict[str, Any]]:
        """The judgements that change what is read from the case, as plain values without who, when and why: part of :meth:`digest`."""
        ...

    def bonds(self) -> list[Bond]:
        """Pairs of claims that people hold for one happening, or for two; those whose claims are not found any more are left out."""
        ...

    def fingerprint(self, stage: Stage) -> str | None:
        """What a stage last worked on, as it said itself; None when its results are gone or were never made."""
        ...

    def unread(self, fingerprint: str) -> list[str]:
        """Ids of the reports whose reading that counts does not carry this fingerprint, in order."""
        ...

    def last_reader(self) -> str | None:
        """Id of the reader that read last, e.g. `best/0.1.0`; None if nothing was read."""
        ...

    def digest(self) -> str:
        """A hash of all reports, of the readings that count and of the judgements that hold: equal digests mean equal input to linking."""
        ...

    def close(self) -> None:
        """Let go of the case."""
        ...


class Writer(View, Protocol):
    """A case, for reading and writing. Each method is one transaction, unless it stands inside :meth:`transaction`."""

    def transaction(self) -> AbstractContextManager[None]:
        """Make several changes one: all of them, or, on any error, none."""
        ...

    def add(self, report: Report, original: bytes) -> Added:
        """Put a report in with the bytes it was made of. Bytes that are there already add no report."""
        ...

    def remove(self, report_id: str) -> None:
        """Take a report out, with all that was derived from it. Judgements stay."""
        ...

    def put_reading(self, reading: Reading, fingerprint: str) -> None:
        """Keep a reading; it takes the place of an earlier one of the same report by the same reader.

        Raises:
            AnchorError: a span does not lie in the stored text.
        """
        ...

    def put_rows(self, rows: ReadingRows, fingerprint: str) -> None:
        """Keep a reading that was turned into rows and checked elsewhere, see :func:`isnad.store.rows.to_rows`."""
        ...

    def put_linked(self, linked: Linked, fingerprint: str) -> None:
        """Keep what linking found; it takes the place of what was there, and assessments go."""
        ...

    def put_assessments(self, assessments: Sequence[Assessment], fingerprint: str) -> None:
        """Keep assessments; they take the place of what was there."""
        ...

    def put_index(self, entries: Iterable[tuple[str, bytes]]) -> None:
        """Keep what linking keeps for reports that come later; it is gone when the links are."""
        ...

    def patch_linked(
        self, gone: Sequence[str], dropped: Sequence[str], linked: Linked, assessments: Sequence[Assessment], fingerprint: str
    ) -> None:
        """Change some of what linking found, and leave the rest.

        Args:
            gone: ids of events that are replaced; their contradictions and assessments go with them.
            dropped: ids of echoes that are replaced.
            linked: what takes their place.
            assessments: of new events and of old ones.
            fingerprint: what the links and assessments as a whole now rest on.
        """
        ...

    def judge(self, judgement: Judgement) -> None:
        """Keep a decision. Decisions are only ever added. On rows of a reading they are made with :func:`isnad.store.decide.decide`."""
        ...

    def ask_readers(self, readers: int) -> None:
        """Say how many people are to decide on each row: one or two."""
        ...


class Store(Protocol):
    """A kind of place where cases are kept."""

    def create(self, path: Path, info: CaseInfo) -> Writer:
        """Make a new case.

        Raises:
            CaseError: something is there already (`case.exists`), or it cannot be written.
        """
        ...

    def view(self, path: Path) -> View:
        """Open a case for reading.

        Raises:
            CaseError: see docs/errors.md, codes `case.*`.
        """
        ...

    def write(self, path: Path) -> Writer:
        """Open a case for writing, bringing an older one up to date.

        Raises:
            CaseError: see docs/errors.md, codes `case.*`.
        """
        ...
