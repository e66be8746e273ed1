"""Whom those who fight are fighting, where the clause does not say: the side that the sentences around it set against them."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.rules import register
from isnad.lang.common.claims import Arg, Draft
from isnad.text.doc import Doc

OPPONENT = register(
    "claim.role.opponent", "Who is said to fight, with nobody named, fights the side that attacks or is attacked by them in the sentences around it."
)
_FIGHTS = ("fight", "resist")
_BACK, _ON = 2, 1  # sentences before and after in which the other side is looked for
_NEAR = 40  # claims before and after among which it is looked for
_ARMED = ("force", "group", "state")
_AGAINST = ("ASSAULT", "CONCEDE", "COERCE")


def opponents(doc: Doc, drafts: Sequence[Draft]) -> None:
    """Give fights their other side, in place.

    Args:
        doc: the document.
        drafts: its claims, with their parties.
    """
    ordered = sorted(drafts, key=lambda d: d.hit.first)
    for k, d in enumerate(ordered):
        if d.type != "ASSAULT" or d.mode or not d.actor or d.recipient or d.hit.lemma.frame.id not in _FIGHTS or not d.hit.finite:
            continue
        found = _other_side(doc, ordered[max(0, k - _NEAR) : k + _NEAR + 1], d)
        if found:
            d.recipient = found
            d.rules.append(OPPONENT)


def _other_side(doc: Doc, drafts: Sequence[Draft], d: Draft) -> list[Arg]:
    """The armed side of the nearest claim around that is set against those who fight; else of those set against nobody, if it is one side."""
    mine = {a.party for a in d.actor}
    here = doc.sentence_index[d.hit.first]
    set_against: list[tuple[tuple[int, int], list[Arg]]] = []
    acting: list[tuple[tuple[int, int], list[Arg]]] = []
    for other in drafts:
        gap = doc.sentence_index[other.hit.first] - here
        if other is d or other.type not in _AGAINST or not other.occurred or not -_BACK <= gap <= _ON:
            continue
        doers, done_to = {a.party for a in other.actor}, {a.party for a in other.recipient}
        if mine & (doers | done_to):
            args = [*other.actor, *other.recipient]
        elif not done_to or d.actor[0].loose:
            args = other.actor
        else:
            continue
        side = [a for a in args if not a.loose and a.mention.kind in _ARMED and a.party not in mine]
        if side:
            key = (2 * abs(gap) - (gap < 0), abs(other.hit.first - d.hit.first))
            (set_against if mine & (doers | done_to) else acting).append((key, side))
    if set_against:
        return min(set_against, key=lambda x: x[0])[1]
    return min(acting, key=lambda x: x[0])[1] if len({frozenset(a.party for a in side) for _, side in acting}) == 1 else []
