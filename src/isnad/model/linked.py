"""What is drawn from many readings: events, echoes, contradictions, independence, assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from isnad.model.plover import EventType
from isnad.model.records import Made
from isnad.model.span import Span

Aspect = Literal["polarity", "actor", "time", "place", "number"]
Grade = Literal["contested", "corroborated", "single line", "uncredited"]


@dataclass(frozen=True, slots=True, order=True)
class ClaimRef:
    """A claim in a report: report id and position of the claim in its reading."""

    report: str
    claim: int


@dataclass(frozen=True, slots=True)
class Weight:
    """One step of the waterfall that joined two claims: the field, the two values behind it and its match weight (log2 odds)."""

    field: str
    left: str
    right: str
    weight: float


@dataclass(frozen=True, slots=True)
class Join:
    """Why a claim stands in an event: the claim it was joined to, and the weights."""

    left: ClaimRef
    right: ClaimRef
    weights: tuple[Weight, ...]

    @property
    def total(self) -> float:
        """Sum of the weights, log2 odds."""
        return sum(w.weight for w in self.weights)


@dataclass(frozen=True, slots=True)
class Event:
    """The cluster of claims about one happening.

    Attributes:
        id: content id.
        type: the type most of its claims carry.
        name: a short English name made from type, parties, place and time.
        time: EDTF that covers its claims' times, or None.
        place: English name of the place, or None.
        lat: degrees north, or None.
        lon: degrees east, or None.
        actor: canonical names.
        recipient: canonical names.
        occurred: False where every claim says it did not happen, None where claims differ.
        claims: its claims, in order.
        joins: what joined them.
        made: the linker.
    """

    id: str
    type: EventType
    name: str
    time: str | None
    place: str | None
    lat: float | None
    lon: float | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    occurred: bool | None
    claims: tuple[ClaimRef, ...]
    joins: tuple[Join, ...]
    made: Made


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote in a report: report id and span."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Echo:
    """Reports that rest on one origin.

    Attributes:
        id: content id.
        reports: report ids, earliest first where dates allow.
        origin: name of what they rest on (a source, a report), in English.
        why: reason, one sentence.
        scope: `whole` (a near-copy or reprint) or `partial` (one origin among others).
        anchors: the words in each report that show it.
        made: the rule.
    """

    id: str
    reports: tuple[str, ...]
    origin: str
    why: str
    scope: Literal["whole", "partial"]
    anchors: tuple[Anchor, ...]
    made: Made


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that cannot all hold, with the aspect in which they differ. No side is chosen.

    Attributes:
        id: content id.
        aspect: in what they differ.
        event: id of the event they tell of, or None.
        claims: the two claims.
        anchors: the words of each side, parallel to `claims`.
        why: reason, one sentence, with both values.
        made: the rule.
    """

    id: str
    aspect: Aspect
    event: str | None
    claims: tuple[ClaimRef, ...]
    anchors: tuple[Anchor, ...]
    why: str
    made: Made


@dataclass(frozen=True, slots=True)
class Line:
    """One line of evidence for an event: the reports that rest on one origin, and its name."""

    origin: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What stands behind an event. It never says that the event is true.

    Attributes:
        event: id of the event.
        lines: independent lines for it.
        against: independent lines that deny it.
        contradictions: ids of contradictions among its claims.
        grade: word of the grading rule.
        why: the rule's reason, one sentence.
        made: the rule.
    """

    event: str
    lines: tuple[Line, ...]
    against: tuple[Line, ...]
    contradictions: tuple[str, ...]
    grade: Grade
    why: str
    made: Made
