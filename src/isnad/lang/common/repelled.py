"""An act that somebody repels or foils is the other side's, done to him: what the claims of both languages have in common."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.rules import register
from isnad.lang.common.claims import Draft

REPELLED = register(
    "claim.role.repelled",
    "An attack that somebody repels or foils is one on him, by whoever the text says made it: «تصدت القوات لهجوم شنته المعارضة».",
)
REPELS = frozenset({"repel", "resist", "againstli"})
"""Frames of words of repelling."""
_FOILS = ("hhbtt-4", "fshl-4", "jhdd-4-hjwm", ".foil", ".thwart")
_REACH = 9  # tokens between the word of repelling and the attack
_FIRED = 4  # tokens between the word of repelling and the verb that tells who fired what is repelled
_ATTACKS = ("ASSAULT", "MOBILIZE")
_ARMED = ("force", "group")
_STEALTH = (".sll-5", ".infiltrate", ".n-infiltration")


def foils(draft: Draft) -> bool:
    """Whether a claim's word says that something was foiled."""
    return draft.hit.lemma.id.endswith(_FOILS)


def pairs(drafts: Sequence[Draft]) -> list[tuple[Draft, Draft]]:
    """Words of repelling or foiling, each with the attack it is said of.

    Args:
        drafts: claims of a document.
    """
    out = []
    ordered = sorted(drafts, key=lambda d: (d.hit.first, d.hit.last))
    for k, d in enumerate(ordered):
        if d.hit.lemma.frame.id not in REPELS and not foils(d):
            continue
        for at in (k + 1, k - 1):
            attack = ordered[at] if 0 <= at < len(ordered) else None
            if attack is not None and _of(d, attack, before=at < k):
                out.append((d, attack))
                break
    return out


def _of(d: Draft, attack: Draft, *, before: bool) -> bool:
    """Whether an attack stands where what is repelled stands: behind the word, or as its subject right before it in a passive."""
    gap = d.hit.first - attack.hit.last if before else attack.hit.first - d.hit.last
    fired = bool(attack.hit.enc) and not before and gap <= _FIRED  # «تصدت لصاروخ أطلقه …»
    if not (attack.hit.nominal or fired) or not 0 <= gap <= _REACH or attack.type not in _ATTACKS or attack.hit.lemma.frame.id in REPELS:
        return False
    return not before or d.rule.endswith("passive") or bool(d.hit.enc)


def repelled(drafts: Sequence[Draft]) -> None:
    """Give an attack and the repelling of it each other's parties, in place.

    Args:
        drafts: claims of a document.
    """
    for d, attack in pairs(drafts):
        sides = {a.party for a in d.actor}
        if not sides or any(a.loose for a in d.actor):
            continue
        if any(a.party in sides for a in attack.actor):
            attack.actor = [a for a in attack.actor if a.party not in sides]
            attack.rules.append(REPELLED)
        if any(a.party not in sides for a in attack.recipient):
            continue
        if not d.recipient and attack.actor:
            d.recipient = attack.actor
            d.rules.append(REPELLED)
        if attack.hit.lemma.id.endswith(_STEALTH):
            attack.type, attack.mode = "ASSAULT", None  # whoever steals up on those who drive him back attacks them
        on_him = not foils(d) or all(a.mention.kind in _ARMED for a in d.actor)
        if not attack.recipient and on_him and attack.type == "ASSAULT":
            attack.recipient = d.actor
            attack.rules.append(REPELLED)


def unopposed(drafts: Sequence[Draft]) -> list[Draft]:
    """Words of repelling that say no more than the attack they are said of, for the text names nobody who made it.

    Args:
        drafts: claims of a document, with all their parties.
    """
    return [d for d, attack in pairs(drafts) if d.hit.lemma.frame.id in REPELS and not d.recipient and attack.type == "ASSAULT"]
