"""Who is said to hold a place, and how it is said to have come to him: with a fight, without one, or not at all.

Each claim at the place that tells of taking, holding, besieging, entering, leaving or handing over is one line, with who says it. Nothing is
decided: two reports that name two holders for one day stand beside each other. From the lines that name a holder and a time come the spells:
stretches for which one side after another is said to hold the place. Whether there was a fight is taken from the same voice alone: what the
army says of a battle tells nothing of how the residents tell the retreat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

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
_NEAR = 240  # characters between a taking and the word that there was a fight, or none
_AFAR = ("aerial", "heavy-weapons")  # who is not bombed may have been fought


@dataclass(frozen=True, slots=True)
class Hold:
    """One claim about the holder of a place.

    Attributes:
        claim: where it stands.
        change: what is said to happen to the place.
        holder: who is said to hold it from then on; for a siege or an entry, who is at it.
        before: who is said to have held it until then.
        fight: whether its speaker tells it with a fight; None where he leaves it open or tells of no change.
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
        fight: whether it is said to have begun with a fight; None where nobody tells, or where it is disputed.
        lines: positions of its lines.
        speakers: who says so, each once; None stands for a report's own voice.
        disputed: whether of those who tell of its beginning some say that there was a fight, and others that there was none.
        fought: who tells its beginning with a fight, each once; also in lines without a date where only one spell is this holder's.
        unfought: who tells it without one.
    """

    holder: tuple[str, ...]
    since: str
    until: str | None
    fight: bool | None
    lines: tuple[int, ...]
    speakers: tuple[str | None, ...]
    disputed: bool = False
    fought: tuple[str | None, ...] = ()
    unfought: tuple[str | None, ...] = ()


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
def _table() -> Mapping[str, str]:
    found: Mapping[str, str] = table("common", "control")
    return found


@cache
def _changes() -> Mapping[str, Change]:
    return {e: cast(Change, c) for e, c in _table().items() if c in get_args(Change)}


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
        if advance(claim):
            return None
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
    fight = _fought(claim, reading) if gone or change in ("took", "regained") else None
    return Hold(
        ref, change, recipient if gone else actor, actor if gone else recipient, fight, claim.occurred, claim.status in _UNREAL, claim.time,
        first.isoformat() if first else None, last.isoformat() if last else None, said.speaker.name if said else None,
        tuple(v.name for v in said.via) if said else (), claim.span,
    )  # fmt: skip


def advance(claim: Claim) -> bool:
    """Whether a claim tells of moving on only, by its words: not of what was taken."""
    return any(_table().get(e) == "advanced" for e in claim.made.entries)


def defeat(claim: Claim) -> bool:
    """Whether a claim tells of overcoming somebody: that it did not come to that does not say that there was no fight."""
    return any(_table().get(e) == "beaten" for e in claim.made.entries)


def handed(claim: Claim) -> bool:
    """Whether a claim tells of handing over, by its words: a place, if it has one; else a thing, or people."""
    return any(_table().get(e) == "handed over" for e in claim.made.entries)


def calm(claim: Claim) -> bool:
    """Whether a claim tells of calm: of no fighting at a time, not of anybody who held back."""
    return not claim.occurred and any(_table().get(e) == "calm" for e in claim.made.entries)


def bombardment(claim: Claim) -> bool:
    """Whether a claim tells of striking from afar: with aircraft, guns or rockets."""
    return claim.mode in _AFAR or any(_table().get(e) == "bombarded" for e in claim.made.entries)


def _fought(change: Claim, reading: Reading) -> bool | None:
    """Whether he who tells of a change says near it that its parties fought (True), or that they did not; None where he says neither.

    Of two such words the one nearer to the change counts.
    """
    parties = {n.name for n in (*change.actor, *change.recipient)}
    voice = _voice(change, reading)
    found: list[tuple[int, bool]] = []
    for _, c in reading.held():
        if c.type != "ASSAULT" or c.status in _UNREAL or c.mode == "seize-territory" or _voice(c, reading) != voice:
            continue
        if not c.occurred and (c.status != "actual" or bombardment(c)):
            continue
        gap = max(c.trigger.start - change.trigger.end, change.trigger.start - c.trigger.end)
        own = {n.name for n in (*c.actor, *c.recipient)}
        if gap <= _NEAR and ((not own and not c.occurred) or len(own & parties) >= (2 if c.occurred else 1)):
            found.append((gap, c.occurred))
    return min(found)[1] if found else None


def _voice(claim: Claim, reading: Reading) -> str | None:
    return None if claim.statement is None else reading.statements[claim.statement].speaker.name


def _spells(lines: Sequence[Hold]) -> list[Spell]:
    """Runs of dated lines that name one holder."""
    runs: list[list[int]] = []
    for i, h in enumerate(lines):
        if not _real(h) or not h.holder or h.time is None or set(h.holder) == set(h.before):
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
        alone = sum(set(lines[r[0]].holder) == set(start.holder) for r in runs) == 1
        told = [h for i, h in enumerate(lines) if i in run or (alone and h.time is None and _real(h) and set(h.holder) == set(start.holder))]
        fought, unfought = _sides(told, start)
        fight = None if bool(fought) == bool(unfought) else bool(fought)
        speakers = tuple(dict.fromkeys(lines[i].speaker for i in run))
        out.append(Spell(start.holder, start.time, until, fight, tuple(run), speakers, bool(fought and unfought), fought, unfought))
    return out


def _real(h: Hold) -> bool:
    return h.occurred and not h.planned and h.change in _GAINS


def _sides(told: Sequence[Hold], start: Hold) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """Who tells of the beginning of a spell that there was a fight, and who that there was none.

    Who says once that there was none means it in his other lines too («they took the town … without a fight»).
    """
    says: dict[tuple[str, str | None], set[bool]] = {}
    for h in told:
        if h.fight is not None and (start.last is None or h.first is None or h.first <= start.last):
            says.setdefault((h.claim.report, h.speaker), set()).add(h.fight)
    without = {who for who, said in says.items() if False in said}
    quiet = {report for report, _ in without}
    fought = (who for who, said in says.items() if said == {True} and (who[1] is not None or who[0] not in quiet))
    return tuple(dict.fromkeys(w for _, w in fought)), tuple(dict.fromkeys(w for _, w in says if (_, w) in without))
