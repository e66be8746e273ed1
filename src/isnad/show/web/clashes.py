"""Contradictions as pages show them: of one event and aspect on one card, each claim (each number) once, those that hold alike in one list."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from isnad.model.judgement import Judgement
from isnad.model.linked import Anchor, ClaimRef, Contradiction, Event
from isnad.model.span import Span
from isnad.show.dossier.reasons import whose
from isnad.show.web.tellings import Quote, Teller, Told
from isnad.store.browse import Browse
from isnad.store.view import SqliteView

PAIRS = 60  # pairs that can be decided on in one card; the others have addresses of their own
EACH = 30  # quotations in one list
_Side = tuple[ClaimRef, Span | None]  # a claim; where numbers differ, one of its numbers
_T = TypeVar("_T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim in a list: its number on the card, its words, the claim as far as it is still there, and whose the number is that it sets aside.

    Words that stand against a claim without making one bear no claim.
    """

    number: int
    quote: Quote
    told: Told | None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that cannot both hold: the contradiction, the two voices, what people decided, the claims still there."""

    contradiction: Contradiction
    voices: tuple[Voice, ...]
    decided: tuple[Judgement, ...]

    @property
    def sides(self) -> tuple[Told, ...]:
        """The claims of the pair that are still there."""
        return tuple({v.told.ref: v.told for v in self.voices if v.told is not None}.values())


@dataclass(frozen=True, slots=True)
class Card:
    """Contradictions of one event in one aspect.

    Attributes:
        id: id of the first of them.
        aspect: in what they differ.
        event: the event, or None.
        lists: the claims, those that hold alike in one list; two lists, or more where three claims all differ from each other.
        hidden: how many claims of each list are not shown.
        pairs: pairs to decide on.
        total: how many pairs there are.
        doubts: what speaks against them, for those that are only possible.
        parted: who says so and who says otherwise, where the words of a side do not tell.
    """

    id: str
    aspect: str
    event: Event | None
    lists: tuple[tuple[Voice, ...], ...]
    hidden: tuple[int, ...]
    pairs: tuple[Pair, ...]
    total: int
    doubts: tuple[str, ...] = ()
    parted: tuple[Markup, ...] = ()


def cards(view: SqliteView, teller: Teller, groups: Sequence[Sequence[Contradiction]]) -> list[Card]:
    """A card for each question that an event leaves open.

    Args:
        view: the case.
        teller: words claims.
        groups: contradictions that have event and aspect in common.
    """
    browse = Browse(view)
    events = browse.events_light([g[0].event for g in groups if g[0].event is not None])
    out = []
    for group in groups:
        event = events.get(group[0].event) if group[0].event is not None else None
        out += [_card(view, teller, part, event) for part in _questions(group)]
    return out


def by_aspect(found: Sequence[Contradiction]) -> list[list[Contradiction]]:
    """Contradictions of one event, by aspect."""
    out: dict[str, list[Contradiction]] = {}
    for c in found:
        out.setdefault(c.aspect, []).append(c)
    return list(out.values())


def _questions(group: Sequence[Contradiction]) -> list[list[Contradiction]]:
    """Whether something happened is one question for an event; numbers or dates that no pair ties together are two."""
    if group[0].aspect == "polarity" and group[0].event is not None:
        return [list(group)]
    part: dict[_Side, int] = {}
    for k, c in enumerate(group):
        joined = {part[x] for x in _keys(c) if x in part}
        part.update(dict.fromkeys(_keys(c), k))
        part.update({x: k for x, p in part.items() if p in joined})
    out: dict[int, list[Contradiction]] = {}
    for c in group:
        out.setdefault(part[_keys(c)[0]], []).append(c)
    return list(out.values())


def _keys(c: Contradiction) -> list[_Side]:
    """What stands in the lists of a card: claims, and numbers or words of a claim by themselves where it gives one and sets another aside."""
    return [(ref, a.span if c.aspect == "number" or _alone(c) else None) for ref, a in zip(c.claims, c.anchors, strict=False)]


def _alone(c: Contradiction) -> bool:
    """Whether both sides are words about one claim: what is told, and who says otherwise."""
    return len(set(c.claims)) == 1


def sides(pairs: Sequence[tuple[_T, _T]], first: frozenset[_T] = frozenset()) -> list[list[_T]]:
    """Claims in as few lists as can be found at once, so that no list holds two that contradict each other.

    Args:
        pairs: claims that cannot both hold.
        first: claims that belong in the first list, where nothing in it contradicts them.

    Returns:
        The lists; each claim stands in one.
    """
    against: dict[_T, list[_T]] = {}
    for a, b in pairs:
        against.setdefault(a, []).append(b)
        against.setdefault(b, []).append(a)
    put: dict[_T, int] = {}
    for start in sorted(against, key=lambda x: x not in first):
        wait = [start]
        while wait:
            at = wait.pop(0)
            if at in put:
                continue
            taken = {put[x] for x in against[at] if x in put}
            put[at] = next(k for k in range(len(taken) + 1) if k not in taken)
            wait += [x for x in against[at] if x not in put]
    return [[x for x in against if put[x] == k] for k in range(max(put.values(), default=-1) + 1)]


def _card(view: SqliteView, teller: Teller, group: Sequence[Contradiction], event: Event | None) -> Card:
    told = {ref: teller.told(ref) for ref in dict.fromkeys(ref for c in group for ref in c.claims)}

    whole = {(ref, a.span) for c in group if not _alone(c) for ref, a in zip(c.claims, c.anchors, strict=False)}

    def keys(c: Contradiction) -> list[_Side]:
        if c.aspect == "number":
            return _keys(c)
        return [(r, None if s is None or (r, s) in whole or (_tells(told[r], s) and _happened(told[r])) else s) for r, s in _keys(c)]

    anchors: dict[_Side, Anchor] = {}
    theirs: dict[_Side, str] = {}
    for c in group:
        anchors.update(zip(keys(c), c.anchors, strict=False))
        theirs.update({key: by for n, key in enumerate(keys(c)) if (by := whose(c, n)) is not None})
    words = {x for x in anchors if x[1] is not None and group[0].aspect != "number"}
    against = {x for x in words if x[1] is not None and not _tells(told[x[0]], x[1])}
    yes = frozenset(x for x in anchors if x not in against and (x in words or _happened(told[x[0]])))
    lists = sides([(x[0], x[1]) for x in map(keys, group)], yes)
    voices: dict[_Side, Voice] = {}
    for x in (x for part in lists for x in part):
        by = teller.refuted(theirs[x]) if x in theirs else None
        voices[x] = Voice(len(voices) + 1, teller.quote(anchors[x].report, anchors[x].span), None if x in against else told[x[0]], by)
    pairs = tuple(
        Pair(c, tuple(voices[x] for x in keys(c)), tuple(j for j in view.judgements(c.id) if j.verdict != "undo")) for c in group[:PAIRS]
    )  # fmt: skip
    shown = tuple(tuple(voices[x] for x in part[:EACH]) for part in lists)
    doubts = tuple(dict.fromkeys(c.doubt for c in group if c.doubt))
    why = tuple(dict.fromkeys(teller.parted(c) for c in group if _alone(c) and c.aspect == "polarity"))
    return Card(group[0].id, group[0].aspect, event, shown, tuple(max(0, len(x) - EACH) for x in lists), pairs, len(group), doubts, why)


def _happened(told: Told | None) -> bool:
    return told is not None and told.claim.occurred and told.claim.status != "denied-by-speaker"


def _tells(told: Told | None, span: Span) -> bool:
    """Whether words tell the claim, and are not those that stand against it."""
    return told is None or span.overlaps(told.claim.trigger)
