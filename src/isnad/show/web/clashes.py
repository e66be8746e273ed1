"""Contradictions as pages show them: of one event and aspect on one card, each claim once, those that hold alike in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isnad.model.judgement import Judgement
from isnad.model.linked import Anchor, ClaimRef, Contradiction, Event
from isnad.show.web.tellings import Quote, Teller, Told
from isnad.store.browse import Browse
from isnad.store.view import SqliteView

PAIRS = 60  # pairs that can be decided on in one card; the others have addresses of their own
EACH = 30  # quotations in one list


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim in a list: its number on the card, its words, and the claim as far as it is still there."""

    number: int
    quote: Quote
    told: Told | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that cannot both hold: the contradiction, the two voices, what people decided, the claims still there."""

    contradiction: Contradiction
    voices: tuple[Voice, ...]
    decided: tuple[Judgement, ...]

    @property
    def sides(self) -> tuple[Told, ...]:
        """The claims of the pair that are still there."""
        return tuple(v.told for v in self.voices if v.told is not None)


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
    """

    id: str
    aspect: str
    event: Event | None
    lists: tuple[tuple[Voice, ...], ...]
    hidden: tuple[int, ...]
    pairs: tuple[Pair, ...]
    total: int


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
    part: dict[ClaimRef, int] = {}
    for k, c in enumerate(group):
        joined = {part[x] for x in c.claims if x in part}
        part.update(dict.fromkeys(c.claims, k))
        part.update({x: k for x, p in part.items() if p in joined})
    out: dict[int, list[Contradiction]] = {}
    for c in group:
        out.setdefault(part[c.claims[0]], []).append(c)
    return list(out.values())


def sides(pairs: Sequence[tuple[ClaimRef, ClaimRef]], first: frozenset[ClaimRef] = frozenset()) -> list[list[ClaimRef]]:
    """Claims in as few lists as can be found at once, so that no list holds two that contradict each other.

    Args:
        pairs: claims that cannot both hold.
        first: claims that belong in the first list, where nothing in it contradicts them.

    Returns:
        The lists; each claim stands in one.
    """
    against: dict[ClaimRef, list[ClaimRef]] = {}
    for a, b in pairs:
        against.setdefault(a, []).append(b)
        against.setdefault(b, []).append(a)
    put: dict[ClaimRef, int] = {}
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
    anchors: dict[ClaimRef, Anchor] = {}
    for c in group:
        anchors.update(zip(c.claims, c.anchors, strict=False))
    told = {ref: teller.told(ref) for ref in anchors}
    yes = frozenset(ref for ref, t in told.items() if t is not None and t.claim.occurred and t.claim.status != "denied-by-speaker")
    lists = sides([(c.claims[0], c.claims[1]) for c in group], yes)
    voices: dict[ClaimRef, Voice] = {}
    for ref in (ref for part in lists for ref in part):
        anchor = anchors[ref]
        voices[ref] = Voice(len(voices) + 1, teller.quote(anchor.report, anchor.span), told[ref])
    pairs = tuple(
        Pair(c, tuple(voices[x] for x in c.claims), tuple(j for j in view.judgements(c.id) if j.verdict != "undo")) for c in group[:PAIRS]
    )  # fmt: skip
    shown = tuple(tuple(voices[x] for x in part[:EACH]) for part in lists)
    return Card(group[0].id, group[0].aspect, event, shown, tuple(max(0, len(x) - EACH) for x in lists), pairs, len(group))
