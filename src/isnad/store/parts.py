"""What a case hands out and takes in: its own records, beside those of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from isnad.errors import Diagnostic
from isnad.model.judgement import Judgement
from isnad.model.records import Claim, ClaimLink, Layer, Made, Mention, PlaceMention, Quantity, Statement, TimeMention, TimeRelation
from isnad.model.report import Report
from isnad.model.span import Span

Fact = Mention | TimeMention | PlaceMention | Quantity | Statement | Claim | TimeRelation | ClaimLink
Stage = Literal["link", "weigh"]
LAYERS: tuple[Layer, ...] = ("mention", "time", "place", "quantity", "statement", "claim", "relation", "link")


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """What a case is about.

    Attributes:
        title: its name, for people.
        question: what the investigation asks, or empty.
        created: UTC time in ISO 8601.
        tool: name and version of what made it.
        readers: how many people are to decide on each row, one or two.
    """

    title: str
    question: str
    created: str
    tool: str
    readers: int = 1


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report that was handed in.

    Attributes:
        report: the report as it stands in the case.
        new: False when its bytes were there already.
        diagnostics: what the user should know (a name that had to be changed, other metadata than before).
    """

    report: Report
    new: bool
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """The same bytes, got again: as another file, from another outlet, with other metadata.

    Attributes:
        report: id of the report they are equal to.
        address: where they were got this time.
        got_at: when.
        outlet, published, title, url: what was known of them this time.
    """

    report: str
    address: str
    got_at: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Located:
    """A fact with its address.

    Attributes:
        id: id of the fact: a hash of what it says and where.
        report: id of its report.
        reader: id of the reader that found it.
        layer: layer of the reading.
        position: position in the layer.
        span: where it stands.
        made: what made it.
        fact: the record.
    """

    id: str
    report: str
    reader: str
    layer: Layer
    position: int
    span: Span
    made: Made
    fact: Fact


FactRow = tuple[str, int, str, int, int, str, str, str, float | None]
"""Layer, position, id, start, end, rule, entries (JSON), body (JSON), doubt (see :mod:`isnad.store.doubt`)."""


@dataclass(frozen=True, slots=True)
class ReadingRows:
    """A reading, ready to be written; made in worker processes, so that the one that writes only writes.

    Attributes:
        report: id of the report.
        reader: id of the reader.
        digest: hash of all rows.
        diagnostics: JSON list.
        facts: one row a fact.
        found: what the search index holds of its claims, see :data:`isnad.store.searched.FOUND`.
    """

    report: str
    reader: str
    digest: str
    diagnostics: str
    facts: tuple[FactRow, ...]
    found: tuple[tuple[Any, ...], ...] = ()


State = Literal["read", "accepted", "changed", "rejected", "added"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a report as people have left it.

    Attributes:
        id: its id: of a row that was read that of the fact, of an added one made from the judgement.
        report: id of the report.
        layer: its layer.
        position: where it stands in the reading as judged; None for a rejected one that is no claim.
        fact: what it says; of a rejected one, what it said.
        read: what was read, or None for an added one.
        state: what became of it.
        decisions: the decisions about it that hold, in order.
        moved: whether what was decided on it last was decided when something else was read there.
        seen: what it says now, in short: hand it to :func:`isnad.store.decide.decide`, and nobody overrules what he has not seen.
    """

    id: str
    report: str
    layer: Layer
    position: int | None
    fact: Fact
    read: Fact | None
    state: State
    decisions: tuple[Judgement, ...]
    moved: bool = False
    seen: str = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A decision in the log, see :mod:`isnad.store.log`.

    Attributes:
        seq: its number, counted from one.
        judgement: the decision.
        before: hash of the entry before it; empty for the first.
        hash: its own.
    """

    seq: int
    judgement: Judgement
    before: str
    hash: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What looking through the log has found.

    Attributes:
        entries: how many there are.
        head: hash of the last, or empty.
        broken: number of the first entry that does not hold, or None.
        why: what is wrong with it.
        since: how many entries follow the one whose hash was asked for; None where none was asked for or it is not among them.
    """

    entries: int
    head: str
    broken: int | None = None
    why: str = ""
    since: int | None = None

    @property
    def holds(self) -> bool:
        """Whether all of it holds."""
        return self.broken is None
