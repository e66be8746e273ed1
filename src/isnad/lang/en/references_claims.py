"""What English claims by rule ask of words that stand for a party: more arguments before they are read, sides for mere descriptions after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.en.references import BESIDE, CIVILIANS, CLASS, STATE, referred

_SURE = frozenset({CLASS["army"], CLASS["units"], STATE, BESIDE})


def standing(sheet: Sheet) -> list[Arg]:
    """Soldiers, states that act and nouns whose side stands beside them, as arguments where the grammar puts them.

    Args:
        sheet: the report with its mentions.
    """
    return [replace(a, loose=a.mention.made.rule == BESIDE) for a in referred(sheet, ()) if a.mention.made.rule in _SURE]


def take_references(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """Give parties known by a description only («gunmen») the side that these words stand for; in place.

    A party never comes to do something to itself.

    Args:
        sheet: the report with its mentions.
        drafts: its claims.
    """
    waiting = [d for d in drafts if any(_described(a) for a in (*d.actor, *d.recipient))]
    if not waiting:
        return
    groups = {m.party for m in sheet.mentions if m.kind == "group" and m.party == m.name and not m.party[:1].islower()}
    told = CLASS["band"] if len(groups) == 1 else ""  # of the fighters of one group alone another rule tells: `claim.role.only-group`
    found = {a.first: a for a in referred(sheet, drafts) if a.mention.made.rule != told}
    for d in waiting:
        actor, recipient = ([_standing(a, found) for a in args] for args in (d.actor, d.recipient))
        if {a.party for a in actor}.isdisjoint(a.party for a in recipient):
            d.actor, d.recipient = actor, recipient


def _described(a: Arg) -> bool:
    return a.party[:1].islower() and a.party != CIVILIANS


def _standing(a: Arg, found: dict[int, Arg]) -> Arg:
    """A party as it is, or the side that its last word stands for."""
    side = found.get(a.last - 1)
    if not _described(a) or side is None or side.party == a.party:
        return a
    return replace(a, mention=replace(side.mention, span=a.mention.span), party=side.party)
