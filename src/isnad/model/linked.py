"""What is drawn from many readings: events, echoes, contradictions, independence, assessments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from isnad.model.plover import EventType, QuadClass
from isnad.model.records import Made
from isnad.model.span import Span

Aspect = Literal["polarity", "actor", "time", "place", "number"]
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
Conduct = Literal["cooperation", "conflict", "avoidance"]
Step = Literal["day", "month", "quarter", "year"]


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
        doubt: what speaks against it, one sentence, for one that is only possible; else empty.
    """

    id: str
    aspect: Aspect
    event: str | None
    claims: tuple[ClaimRef, ...]
    anchors: tuple[Anchor, ...]
    why: str
    made: Made
    doubt: str = field(default="", metadata={"added": True})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of evidence for an event.

    Attributes:
        origin: name of what its reports rest on.
        reports: the reports.
        kind: kind of its source, as in :data:`isnad.model.records.SourceKind`; `media` for an outlet's own voice.
        reliability: Admiralty reliability of the source, A to F.
        reliability_why: the reason: what kind of source it is, or what people set.
        credibility: Admiralty credibility of what it says, 1 to 6, from corroboration and contradiction.
        credibility_why: the reason.
        nameless: whether nobody in particular is named as its source.
        clashes: ids of contradictions of the event in which it holds one side.
    """

    origin: str
    reports: tuple[str, ...]
    kind: str | None = field(default=None, metadata={"added": True})
    reliability: str | None = field(default=None, metadata={"added": True})
    reliability_why: str = field(default="", metadata={"added": True})
    credibility: int | None = field(default=None, metadata={"added": True})
    credibility_why: str = field(default="", metadata={"added": True})
    nameless: bool = field(default=False, metadata={"added": True})
    clashes: tuple[str, ...] = field(default=(), metadata={"added": True})


@dataclass(frozen=True, slots=True)
class Assessment:
    """What stands behind an event. It never says that the event is true.

    Attributes:
        event: id of the event.
        lines: independent lines for it.
        against: independent lines that deny it.
        contradictions: ids of contradictions among its claims.
        grade: rung of the ladder: `confirmed` (a party admits its own act), `fair`, `weak`, `contested` or `discounted`.
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


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking draws from the readings of a case.

    Attributes:
        events: the clusters of claims, by time, then id.
        echoes: groups of reports that rest on one origin, by id.
        contradictions: pairs of claims that cannot all hold, by event, aspect and id.
        possible: pairs that something speaks against holding for contradictions, each with its `doubt`, in the same order. No grade rests on them.
    """

    events: tuple[Event, ...] = ()
    echoes: tuple[Echo, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    possible: tuple[Contradiction, ...] = field(default=(), metadata={"added": True})


@dataclass(frozen=True, slots=True)
class DyadPoint:
    """One event on the timeline of a pair of parties.

    Attributes:
        event: id of the event.
        name: its short English name.
        time: EDTF, or None where no report dates it.
        first: earliest day it may have been on, ISO 8601, or None when open.
        last: latest day, or None when open.
        quad: quad class of its type.
        kind: cooperation, conflict, or avoidance (a hostile act that is said not to have happened, or a let-pass).
        score: scaled score of its type, −10 to +10 (see `isnad.model.plover`).
        lines: independent lines for it.
        contested: whether a line denies it or its claims contradict each other.
        place: English name of the place, or None.
        actor: which of the pair acts: `a`, `b` or `both`.
        origins: names of the origins of its lines.
        kinds: kinds of their sources, parallel to `origins`.
        grade: grade of the event, or None where it was not weighed.
        between: EDTF interval in which what is told around an undated event lets it lie, or None; nobody states it, and no period counts it.
    """

    event: str
    name: str
    time: str | None
    first: str | None
    last: str | None
    quad: QuadClass
    kind: Conduct
    score: float
    lines: int
    contested: bool
    place: str | None
    actor: Literal["a", "b", "both"]
    origins: tuple[str, ...]
    kinds: tuple[str | None, ...] = ()
    grade: Grade | None = None
    between: str | None = None


@dataclass(frozen=True, slots=True)
class DyadPeriod:
    """One stretch of a dyad's timeline.

    Attributes:
        period: EDTF of the stretch, e.g. `2015-05`.
        score: mean scaled score of its points, each weighted by its independent lines; uncertain dates are shared out evenly.
        low: lower end of the middle 90 % of the score when origins are resampled with replacement.
        high: upper end.
        weight: sum of the weights behind the score.
        cooperation: the part of the weight that is cooperation.
        conflict: the part that is conflict.
        avoidance: the part that is avoidance.
        events: ids of its points' events.
    """

    period: str
    score: float
    low: float
    high: float
    weight: float
    cooperation: float
    conflict: float
    avoidance: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """What a dyad's score would be if one origin fell: the origin, the score without it, and how many points go."""

    origin: str
    score: float | None
    points: int


@dataclass(frozen=True, slots=True)
class Dyad:
    """How two parties are said to have treated each other, over time.

    Attributes:
        a: canonical name of the first party.
        b: of the second.
        by: length of a period.
        points: its events, by time; undated ones last.
        periods: the timeline, in order; stretches without points are left out.
        score: weighted mean score of all points, or None without points.
        falls: leave-one-origin-out, by how far the score moves.
        made: the rule.
    """

    a: str
    b: str
    by: Step
    points: tuple[DyadPoint, ...]
    periods: tuple[DyadPeriod, ...]
    score: float | None
    falls: tuple[Fall, ...]
    made: Made
