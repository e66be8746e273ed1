"""Who is party to a deal that is named without its parties, and to whom those leave who leave after one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft

SAME_AGAIN = register("claim.role.same-again", "A happening named again without its parties has the parties it had before.")
AFTER_TALKS = register("claim.role.after-talks", "A deal named without parties after talks, nearer than any other deal, is between those who talked.")
REPLACED = register("claim.role.replaced", "A deal told again, with one party in another's place, is between those who are there now: «حل X محل Y».")
LEFT_AFTER = register("claim.role.left-after", "Who leaves after a deal, with nobody else named, leaves to the side he dealt with.")
_BACK = 24  # claims looked back over
_SENTENCES = 2  # sentences back within which talks or a deal stand
_LATELY = 5  # sentences back within which the last deal tells who deals
_REPLACES = frozenset({"حل", "حلت", "حلوا", "يحل", "تحل", "سيحل", "ستحل"})
_PLACE = frozenset({"محل", "مكان"})
_WIDE = 9  # words between the verb and the place given up


def after_talks(sheet: Sheet, drafts: list[Draft], kinds: Mapping[str, str]) -> None:
    """«… في التفاوض مع داعش، … رعاية الاتفاق»: give a deal the parties of talks told nearer than the deal it took them from, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
        kinds: kind of happening by frame.
    """
    sentence = sheet.doc.sentence_index
    for i, d in enumerate(drafts):
        if d.type != "AGREE" or kinds.get(d.hit.lemma.frame.id) != "deal" or not d.hit.nominal or not d.definite:
            continue
        if (d.actor or d.recipient) and SAME_AGAIN not in d.rules:
            continue
        for before in reversed(drafts[max(0, i - _BACK) : i]):
            if sentence[d.hit.first] - sentence[before.hit.first] > _SENTENCES:
                break
            own = before.type == "AGREE" and before.actor and SAME_AGAIN not in before.rules
            if own or AFTER_TALKS in before.rules:
                if AFTER_TALKS in before.rules and d.rules and SAME_AGAIN in d.rules:
                    _take(d, before.actor, AFTER_TALKS)
                break
            talk = before.type == "CONSULT" and kinds.get(before.hit.lemma.frame.id) == "talk"
            if talk and before.actor and before.recipient and before.occurred and SAME_AGAIN not in before.rules:
                both = [*before.actor, *(r for r in before.recipient if all(r.party != a.party for a in before.actor))]
                if len({a.party for a in both}) > 1 and not any(a.loose for a in both):
                    _take(d, both, AFTER_TALKS)
                break


def replaced(sheet: Sheet, drafts: list[Draft]) -> None:
    """«تكررت الصفقة … حيث حلت قسد محل الحزب في التفاوض»: put who took a party's place into a deal that took its parties from before, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
    """
    doc = sheet.doc
    swaps: dict[int, list[tuple[str, Arg]]] = {}
    for j, norm in enumerate(doc.norms):
        if norm not in _PLACE:
            continue
        a, b = doc.sentence_of(j)
        verb = next((k for k in range(j - 1, max(a - 1, j - 1 - _WIDE), -1) if doc.norms[k].removeprefix("و").removeprefix("ف") in _REPLACES), -1)
        if verb < 0:
            continue
        new = old = None
        for m in sheet.mentions:
            first, last = doc.tokens_in(m.span)
            if m.party and verb < first and last <= j:
                new = Arg(first, last, m, m.party)
            elif m.party and j < first <= j + 2 and first < b and old is None:
                old = m.party
        if new is not None and old is not None:
            swaps.setdefault(doc.sentence_index[j], []).append((old, new))
    if not swaps:
        return
    for d in drafts:
        if d.type != "AGREE" or SAME_AGAIN not in d.rules:
            continue
        for old, new in swaps.get(doc.sentence_index[d.hit.first], ()):
            if any(a.party == old for a in d.actor) and all(a.party != new.party for a in d.actor):
                d.actor = d.recipient = [new if a.party == old else a for a in d.actor]
                d.rules.append(REPLACED)


def left_after(sheet: Sheet, drafts: list[Draft], near: Mapping[int, list[str]]) -> None:
    """«اتفق X مع Y … وخرج مسلحو Y»: give those who leave after a deal the side they dealt with, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order, roles read as far as their clauses give them.
        near: by position, the sides that the sentence of a claim names.
    """
    sentence = sheet.doc.sentence_index
    for i, d in enumerate(drafts):
        if d.type != "RETREAT" or d.mode != "withdraw" or d.recipient or len(d.actor) != 1 or d.actor[0].loose or not d.occurred:
            continue
        who = d.actor[0].party
        if any(p != who for p in near.get(i, ())):
            continue
        for before in reversed(drafts[max(0, i - _BACK) : i]):
            if sentence[d.hit.first] - sentence[before.hit.first] > _SENTENCES:
                break
            if before.type not in ("AGREE", "CONSULT") or not before.occurred or before.status != "actual":
                continue
            sides = {a.party: a for a in (*before.actor, *before.recipient) if not a.loose}
            if who not in sides:
                continue
            others = [a for p, a in sides.items() if p != who and not p[:1].islower()]
            if len(others) == 1 and others[0].mention.kind != "people":
                d.recipient = others
                d.rules.append(LEFT_AFTER)
            break


def _take(d: Draft, parties: list[Arg], rule: str) -> None:
    d.actor = d.recipient = list(parties)
    d.rules = [r for r in d.rules if r != SAME_AGAIN]
    d.rules.append(rule)


def _stem(d: Draft) -> str:
    """What a verb and the noun made of it share («bomb», «n-bombing»)."""
    return d.hit.lemma.id.rsplit(".", 1)[-1].removeprefix("n-")[:4]


def again(drafts: list[Draft], kinds: Mapping[str, str]) -> None:
    """«الهجوم», «القصف»: a definite noun without parties takes those of the nearest earlier claim of its kind, in place.

    Args:
        drafts: claims of a document, in order.
        kinds: kind of happening by frame.
    """
    for i, d in enumerate(drafts):
        if d.actor or d.recipient or d.unknown or not d.hit.nominal or not d.definite:
            continue
        kind = kinds.get(d.hit.lemma.frame.id)
        earlier = drafts[max(0, i - 24) : i]
        same = [b for b in earlier if _stem(b) == _stem(d)]
        for before in [*reversed(same), *reversed(earlier)]:  # the same word («bombed … the bombing») before one that is only of its kind
            if before.type == d.type and kind and kinds.get(before.hit.lemma.frame.id) == kind and (before.actor or before.recipient):
                d.actor, d.recipient = before.actor, before.recipient
                d.rules.append(SAME_AGAIN)
                break


def dealt_lately(sheet: Sheet, drafts: list[Draft], d: Draft, named: Callable[[str], bool]) -> tuple[str, str] | None:
    """Who dealt or talked with whom in the deal or talk told last before a claim, a few sentences back at most.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
        d: one of them.
        named: whether a party is a named side.
    """
    sentence = sheet.doc.sentence_index
    at = bisect_left(drafts, d.trigger.start, key=lambda x: x.trigger.start)
    for before in reversed(drafts[max(0, at - _BACK) : at]):
        if sentence[d.hit.first] - sentence[before.hit.first] > _LATELY:
            break
        if before.type in ("AGREE", "CONSULT") and before.mode != "third-party":
            told = list(dict.fromkeys(a.party for a in (*before.actor, *before.recipient) if named(a.party)))
            if len(told) == 2:
                return told[0], told[1]
    return None
