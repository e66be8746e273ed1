"""Small readings by hand: a text and what is said in it. Only for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.linked import Linked
from isnad.model.plover import EventType
from isnad.model.records import Claim, Made, Mention, Name, PlaceMention, Quantity, Reading, SourceKind, Stance, Statement, Status
from isnad.model.report import Report
from isnad.model.span import Span
from tests.link.gold import report

Item = tuple[Report, Reading]
HAND = Made("test.hand")
SITES = {
    "Palmyra": (34.55, 38.27, "city"), "Raqqa": (35.95, 39.01, "city"), "Tabqa": (35.84, 38.55, "city"), "Douma": (33.57, 36.40, "city"),
    "Sukhna": (34.89, 38.87, "town"), "Syria": (35.0, 38.5, "country"), "Derna": (32.76, 22.64, "city"),
}  # fmt: skip


@dataclass(frozen=True)
class Say:
    """Who says it: name, cue and source as they stand in the text (the words must be there), kind, stance, and the content's words."""

    who: str
    cue: str
    content: str
    source: str | None = None
    kind: SourceKind = "organisation"
    stance: Stance = "assert"
    via: tuple[str, ...] = ()
    named: bool = True


@dataclass(frozen=True)
class Tell:
    """A claim: trigger as it stands in the text, and what it states."""

    trigger: str
    type: EventType
    mode: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    numbers: tuple[tuple[str, float | None, float | None, str], ...] = ()
    occurred: bool = True
    status: Status = "actual"
    said: int | None = None


def told(name: str, text: str, *claims: Tell, says: tuple[Say, ...] = (), mentions: tuple[Mention, ...] = (), **known: Any) -> tuple[Report, Reading]:
    """A report with its reading."""
    r = report(name, text, **known)
    places: list[PlaceMention] = []
    quantities: list[Quantity] = []
    out: list[Claim] = []
    for c in claims:
        at = span(text, c.trigger)
        place = None
        if c.place:
            lat, lon, kind = SITES[c.place]
            place = len(places)
            where = span(text, c.place) if c.place in text else at
            places.append(PlaceMention(where, c.place, None, lat, lon, f"test:{c.place}", kind, HAND))
        first = len(quantities)
        quantities += [Quantity(span(text, words), low, high, False, of, HAND) for words, low, high, of in c.numbers]
        out.append(
            Claim(
                at, clause(text, at), c.type, c.mode, tuple(map(Name, c.actor)), tuple(map(Name, c.recipient)), place, c.time,
                tuple(range(first, len(quantities))), c.occurred, c.status, c.said, HAND,
            )
        )  # fmt: skip
    statements = tuple(
        Statement(
            span(text, s.content), span(text, s.cue), span(text, s.source) if s.source else None, Name(s.who), tuple(map(Name, s.via)),
            s.kind, s.named, "indirect", s.stance, None, HAND,
        )
        for s in says
    )  # fmt: skip
    return r, Reading(r.id, "hand", mentions, (), tuple(places), tuple(quantities), statements, tuple(out))


def span(text: str, words: str) -> Span:
    """Where the words first stand."""
    at = text.index(words)
    return Span(at, at + len(words))


def clause(text: str, at: Span) -> Span:
    """From the sentence's start to its end."""
    start = max(text.rfind(c, 0, at.start) for c in ".\n") + 1
    ends = [e for e in (text.find(c, at.end) for c in ".\n") if e >= 0]
    return Span(start, min(ends, default=len(text)))


def linked(*items: tuple[Report, Reading]) -> Linked:
    """The items linked with the usual options."""
    return link(items, LinkSettings())


def together(result: Linked, a: tuple[Report, Reading], b: tuple[Report, Reading]) -> bool:
    """Whether an event holds claims of both reports."""
    return any({a[0].id, b[0].id} <= {c.report for c in e.claims} for e in result.events)
