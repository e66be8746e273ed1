"""What a claim is told as: a denial with the one who denies, a rumour with the one who denies it, and the quotation that bears just that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from isnad.model.records import Claim, Reading, Statement
from isnad.model.span import Span

NEAR = 240  # code points between a verb of denying and what is denied by it
SCRAP = 4  # code points: a quotation that adds no more to its trigger says nothing by itself
LONG = 240  # code points of a quotation that is no scrap and still short


@dataclass(frozen=True, slots=True)
class Told:
    """How a claim is told.

    Attributes:
        claim: what is told; of a verb of denying, what is denied by it.
        statement: who says so, or who denies it.
        denier: who denies what others are said to tell, or None.
        without: what is said not to have gone with it («without a fight»), or None.
        words: what is denied, where it holds no claim.
    """

    claim: Claim
    statement: Statement | None
    denier: Statement | None = None
    without: Claim | None = None
    words: Span | None = None

    @property
    def happened(self) -> bool:
        """Whether it is said to have happened."""
        return self.words is None and self.claim.occurred and self.claim.status != "denied-by-speaker"


def tell(reading: Reading, claim: Claim) -> Told:
    """How a claim is told.

    Args:
        reading: the reading it is of.
        claim: the claim.
    """
    statement = None if claim.statement is None else reading.statements[claim.statement]
    if claim.status == "denied-by-speaker" and (statement is None or statement.stance != "deny"):
        return Told(claim, _denial_before(reading, claim) or statement)
    if claim.type == "REJECT":
        for i, s in enumerate(reading.statements):
            if s.stance == "deny" and s.cue is not None and s.cue.overlaps(claim.trigger):
                denied = next((c for c in reading.claims if c.statement == i and c.status == "denied-by-speaker"), None)
                return Told(denied or claim, s, words=None if denied else s.span)
    return Told(claim, statement, _denier(reading, statement), next(_without(reading, claim), None))


def clause(told: Told, core: Span, least: Span, sentence: Span) -> Span:
    """The quotation that bears a claim and not its whole sentence: its clause, a denial with its verb, a scrap within what its speaker says.

    Args:
        told: how it is told.
        core: the words that matter.
        least: its clause.
        sentence: the quotation of its sentence; what did not happen must keep its «not».
    """
    span = least.join(core)
    s = told.statement
    if s is None:
        return span if told.happened else sentence
    if not told.happened and s.stance == "deny" and s.cue is not None and _long(s.cue.join(s.span).join(span)) <= 2 * LONG:
        return s.cue.join(s.span).join(span)
    if not told.happened:
        return s.span if s.span.covers(span) and _long(s.span) <= 2 * LONG else sentence
    if s.span.covers(span) and _long(s.span) <= LONG:
        return s.span if _short(told, span) else span
    return span


def _long(span: Span) -> int:
    return span.end - span.start


def _short(told: Told, span: Span) -> bool:
    return _long(span) <= _long(told.claim.trigger) + SCRAP


def _denial_before(reading: Reading, claim: Claim) -> Statement | None:
    """The nearest denial whose verb stands before a claim that no statement holds."""
    found = [
        s for s in reading.statements
        if s.stance == "deny" and s.cue is not None and s.cue.end <= claim.trigger.start and claim.trigger.start - s.cue.end <= NEAR
    ]  # fmt: skip
    return max(found, key=lambda s: s.cue.end if s.cue else 0, default=None)


def _denier(reading: Reading, statement: Statement | None) -> Statement | None:
    """Who denies what a statement says others tell: «ونفى المصدر الأنباء التي تحدثت عن …»."""
    if statement is None or statement.stance == "deny":
        return None
    others = (s for s in reading.statements if s.stance == "deny" and s.speaker.name != statement.speaker.name)
    return next((s for s in others if s.span.covers(statement.span)), None)


def _without(reading: Reading, claim: Claim) -> Iterator[Claim]:
    """Deeds that a claim is said to have gone without, in the same breath."""
    if not claim.occurred or claim.status not in ("actual", "planned"):
        return
    for other in reading.claims:
        if other.made.rule.endswith(".without") and not other.occurred and other.statement == claim.statement and other.type != claim.type:
            between = other.trigger.start - claim.span.end
            if claim.span.covers(other.trigger) or 0 <= between <= SCRAP * 8:
                yield other
