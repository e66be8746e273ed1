"""Rival explanations and what each would lead one to expect, held against the events of a case."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.model.linked import Grade
from isnad.model.records import Made


@dataclass(frozen=True, slots=True)
class Look:
    """Which events an expectation is about; what is left out is not asked.

    Attributes:
        types, modes: event types and modes, any of them.
        actor, recipient: canonical names of parties; a part counts for the whole.
        between: two parties that act on each other, either way.
        place: part of the place's name, folded.
        occurred: whether it is said to have happened (True) or not to have (False).
        first, last: EDTF; events of other times are out, undated ones too if either is given.
        least_lines: independent lines that an event needs.
    """

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    between: tuple[str, ...] = ()
    place: str | None = None
    occurred: bool | None = None
    first: str | None = None
    last: str | None = None
    least_lines: int = 1


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One of the rivals: id, what it says, and its prior weight as a range (low, high)."""

    id: str
    says: str
    prior: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that the rivals lead one to expect more or less.

    Attributes:
        id: its id.
        says: in words.
        look: which events show it.
        likely: for each hypothesis (in their order) how likely such reports would be if it held, as a range within 0 to 1.
    """

    id: str
    says: str
    look: Look
    likely: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Rivals:
    """A question with its rival answers, as a user states them."""

    question: str
    hypotheses: tuple[Hypothesis, ...]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An event that shows what was expected.

    Attributes:
        event: its id.
        name: its name.
        time: EDTF, or None.
        grade: its grade.
        origins: names of its independent lines.
        contested: whether a line denies it.
    """

    event: str
    name: str
    time: str | None
    grade: Grade
    origins: tuple[str, ...]
    contested: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix.

    Attributes:
        expectation: the expectation.
        events: the events that show it, best supported first; none where the case is silent.
        origins: the independent lines behind them together.
        weight: how much the row counts, 0 to 1: from its lines, contested ones by half, lines that carry other rows too by their share.
        diagnosticity: log2 of the likelihood of the hypothesis it fits best over that of the one it fits worst, times the weight.
    """

    expectation: Expectation
    events: tuple[Shown, ...]
    origins: tuple[str, ...]
    weight: float
    diagnosticity: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a hypothesis stands: share of the weight in the middle of the draws, and the middle 90 % of them."""

    hypothesis: str
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What would change if something fell: an origin, a kind of source, or a report.

    Attributes:
        what: `origin`, `kind` or `report`.
        name: its name.
        first: id of the hypothesis that would then stand first.
        turned: whether that is another than before.
        shift: largest change of any share.
    """

    what: str
    name: str
    first: str
    turned: bool
    shift: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """Rivals held against a case. It is no verdict: the likelihoods are their author's.

    Attributes:
        rivals: what was asked.
        rows: the matrix, in the order of the expectations.
        standings: one a hypothesis, in their order.
        prior: the standings before any evidence.
        turns: what would change if something fell, largest first.
        apart: ids of expectations that would tell the first two apart and on which the case is silent or thin, the most telling first.
        made: the rule.
    """

    rivals: Rivals
    rows: tuple[Row, ...]
    standings: tuple[Standing, ...]
    prior: tuple[Standing, ...]
    turns: tuple[Turn, ...]
    apart: tuple[str, ...]
    made: Made
