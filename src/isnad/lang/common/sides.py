"""Soldiers to whom the words give no side, and both sides of a conflict: whose they are in the story that the report tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.model.records import Made

SIDE = register("claim.party.of-the-story", "Soldiers of no named army are the army's of which the report tells.")
BOTH = register("claim.party.both", "The two sides of a conflict are the two armed parties that the report names most.")
_SOLDIERS = frozenset({"soldiers"})
PAIR = "parties to the conflict"
ENEMY = "enemy"  # of whoever speaks or acts
_PAIR = frozenset({PAIR})
_UNNAMED = _SOLDIERS | _PAIR


def take_sides(sheet: Sheet, drafts: Iterable[Draft]) -> None:
    """Give soldiers of no side in claims that are otherwise complete to the army that the report names most.

    Args:
        sheet: the report with its mentions.
        drafts: claims with their parties; changed in place. A party never comes to do something to itself.
    """
    waiting = [d for d in drafts if any(a.party in _UNNAMED for a in (*d.actor, *d.recipient))]
    if not waiting:
        return
    army = _most(sheet, ("force",))
    pair = _most(sheet, ("force", "group", "state"))[:2]
    for d in waiting:
        actor, recipient = ([x for a in args for x in _sided(a, army, pair)] for args in (d.actor, d.recipient))
        if {a.party for a in actor}.isdisjoint(a.party for a in recipient) or any(a.party in _PAIR for a in d.actor):
            d.actor, d.recipient = actor, recipient


def _sided(arg: Arg, army: list[str], pair: list[str]) -> list[Arg]:
    if arg.party in _PAIR and len(pair) > 1:
        return [_as(arg, side, BOTH) for side in pair]
    return [_as(arg, army[0], SIDE)] if army and arg.party in _SOLDIERS else [arg]


def _as(arg: Arg, side: str, rule: str) -> Arg:
    return replace(arg, mention=replace(arg.mention, party=side, name=side, entity=None, made=Made(rule, (), (arg.mention.span,))), party=side)


def _most(sheet: Sheet, kinds: tuple[str, ...]) -> list[str]:
    """The parties of these kinds by how often the report names them; of equals the first named leads."""
    counts = Counter(m.party for m in sheet.mentions if m.kind in kinds and m.party and m.party not in _UNNAMED)
    return [party for party, _ in counts.most_common()]

