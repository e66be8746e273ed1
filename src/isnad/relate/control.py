"""Who is said to hold a place, and how it is said to have come to him: with a fight, without one, or not at all.

Each claim at the place that tells of taking, holding, besieging, entering, leaving or handing over is one line, with who says it. Nothing is
decided: two reports that name two holders for one day stand beside each other. From the lines that name a holder and a time come the spells:
stretches for which one side after another is said to hold the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from isnad.lang.tables import table
from isnad.model.edtf import bounds
from isnad.model.linked import ClaimRef
from isnad.model.records import Claim, Made, Reading
from isnad.model.report import Report
from isnad.model.span import Span

MADE = Made("relate.control.lines")
Change = Literal["took", "regained", "held", "besieged", "entered", "left", "handed over"]
_GAINS = ("took", "regained", "held", "left", "handed over")
_NO_PARTY = frozenset({"civilians", "migrants", "people"})  # whoever flees holds nothing
_UNREAL = ("planned", "hypothetical")
_NEAR = 240  # characters between a taking and the word that there was no fight


@dataclass(frozen=True, slots=True)
class Hold:
    """One claim about the holder of a place.

    Attributes:
        claim: where it stands.
        change: what is said to happen to the place.
        holder: who is said to hold it from then on; for a siege or an entry, who is at it.
        before: who is said to have held it until then.
        fight: whether it came with a fight; None where the claim is of no change or leaves it open.
        occurred: False where it is said not to have happened.
        planned: whether it is only meant to happen, or may.
        time: EDTF, or None.
        first: earliest day, ISO 8601, or None.
        last: latest day, or None.
        speaker: who says so, or None in the report's own voice.
        via: who passed it on.
        quote: the words, in the report's text.
    """

    claim: ClaimRef
    change: Change
    holder: tuple[str, ...]
    before: tuple[str, ...]
    fight: bool | None
    occurred: bool
    planned: bool
    time: str | None
    first: str | None
    last: str | None
    speaker: str | None
    via: tuple[str, ...]
    quote: Span


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch for which one side is said to hold a place.

    Attributes:
        holder: the side or sides.
        since: EDTF of the first line that says so.
        until: EDTF of the line with which the next holder begins, or None for the last.
        fight: whether the first line tells of a fight; None where it leaves it open, or where it is disputed.
        lines: positions of its lines.
        speakers: who says so, each once; None stands for a report's own voice.
        disputed: whether of those who tell of its beginning some say that there was a fight, and others that there was none.
    """

    holder: tuple[str, ...]
    since: str
    until: str | None
    fight: bool | None
    lines: tuple[int, ...]
    speakers: tuple[str | None, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """The holders of a place as the reports of a case tell of them.

    Attributes:
        place: English name of the place.
        lines: the claims, by time, undated ones last.
        spells: the stretches, in order.
        made: the rule.
    """

    place: str
    lines: tuple[Hold, ...]
    spells: tuple[Spell, ...]
    made: Made


@cache
def _changes() -> Mapping[str, Change]:
    found: Mapping[str, Change] = table("common", "control")
    return found


def control(place: str, items: Iterable[tuple[Report, Reading]]) -> Control:
    """Who is said to hold a place.

    Args:
        place: English name of the place, as the readings name it.
        items: the reports of a case with their readings.

    Returns:
        Its lines and spells; empty where no claim at the place tells of its holder.
    """
    lines: list[Hold] = []
    for report, reading in items:
        for k, claim in enumerate(reading.claims):
            if claim.place is not None and reading.places[claim.place].name == place:
                change = change_of(claim)
                if change is not None:
                    lines.append(_line(ClaimRef(report.id, k), change, claim, reading))
    lines.sort(key=lambda h: (h.first or h.last or "9999", h.last or "9999", h.claim))
    return Control(place, tuple(lines), tuple(_spells(lines)), MADE)


def change_of(claim: Claim) -> Change | None:
    """What a claim says of the holder of its place, or None if it says nothing of it."""
    changes = _changes()
    told = next((changes[e] for e in claim.made.entries if e in changes), None)
    if claim.type == "ASSAULT" and claim.mode == "seize-territory":
        return told if told in ("held", "regained") else "took"
    if claim.type == "COERCE":
        return "besieged" if told == "besieged" else None
    if claim.type == "RETREAT" and claim.mode == "withdraw" and not (claim.actor and all(n.name in _NO_PARTY for n in claim.actor)):
        return "handed over" if told == "handed over" else "left"
    if claim.type == "MOBILIZE":
        return "entered" if told == "entered" and claim.actor else None
    return None


def _line(ref: ClaimRef, change: Change, claim: Claim, reading: Reading) -> Hold:
    actor, recipient = tuple(n.name for n in claim.actor), tuple(n.name for n in claim.recipient)
    gone = change in ("left", "handed over")
    first, last = bounds(claim.time) if claim.time else (None, None)
    said = None if claim.statement is None else reading.statements[claim.statement]
    fight: bool | None = None
    if change in ("took", "regained"):
        fight = not _fought(claim, reading, occurred=False)
    elif gone:
        fight = True if change == "left" and _fought(claim, reading, occurred=True) else False if recipient else None
    return Hold(
        ref, change, recipient if gone else actor, actor if gone else recipient, fight, claim.occurred, claim.status in _UNREAL, claim.time,
        first.isoformat() if first else None, last.isoformat() if last else None, said.speaker.name if said else None,
        tuple(v.name for v in said.via) if said else (), claim.span,
    )  # fmt: skip


def _fought(change: Claim, reading: Reading, *, occurred: bool) -> bool:
    """Whether the words around a change say that its parties fought, or (`occurred=False`) that they did not."""
    parties = {n.name for n in (*change.actor, *change.recipient)}
    for _, c in reading.held():
        if c.type != "ASSAULT" or c.occurred is not occurred or c.status in _UNREAL or (c.mode == "seize-territory" and not occurred):
            continue
        if occurred and c.mode == "seize-territory" and not c.actor:
            continue
        gap = max(c.trigger.start - change.trigger.end, change.trigger.start - c.trigger.end)
        own = {n.name for n in (*c.actor, *c.recipient)}
        if gap <= _NEAR and ((not own and not occurred) or len(own & parties) >= (2 if occurred else 1)):
            return True
    return False


def _spells(lines: Sequence[Hold]) -> list[Spell]:
    """Runs of dated lines that name one holder."""
    runs: list[list[int]] = []
    for i, h in enumerate(lines):
        if not h.occurred or h.planned or h.change not in _GAINS or not h.holder or h.time is None or set(h.holder) == set(h.before):
            continue
        if runs and set(lines[runs[-1][0]].holder) == set(h.holder):
            runs[-1].append(i)
        else:
            runs.append([i])
    out: list[Spell] = []
    for k, run in enumerate(runs):
        start = lines[run[0]]
        until = lines[runs[k + 1][0]].time if k + 1 < len(runs) else None
        assert start.time is not None
        disputed = _disputed([lines[i] for i in run], start)
        fight = None if disputed else start.fight
        out.append(Spell(start.holder, start.time, until, fight, tuple(run), tuple(dict.fromkeys(lines[i].speaker for i in run)), disputed))
    return out


def _disputed(run: Sequence[Hold], start: Hold) -> bool:
    """Whether those who tell of the beginning of a spell differ in whether there was a fight.

    Who says once that there was none means it in his other lines too («they took the town … without a fight»).
    """
    told: dict[tuple[str, str | None], set[bool]] = {}
    for h in run:
        if h.fight is not None and (start.last is None or h.first is None or h.first <= start.last):
            told.setdefault((h.claim.report, h.speaker), set()).add(h.fight)
    without = {who for who, says in told.items() if False in says}
    quiet = {report for report, _ in without}
    return bool(without) and any(says == {True} and (who[1] is not None or who[0] not in quiet) for who, says in told.items())
