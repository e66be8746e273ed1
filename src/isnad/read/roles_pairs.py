"""Whom «الطرفان» and «العدو» stand for: the two that the text last told of together, and whoever stands against the side that speaks or acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.sides import ENEMY, PAIR
from isnad.lang.common.speakers import Speakers
from isnad.read.allies import allied

THE_TWO = register("claim.role.the-two", "«الطرفان» are the two parties of the last claim that told of two, else the report's two sides.")
THE_ENEMY = register("claim.role.the-enemy", "«العدو», «خصومه» are whoever stands against the other party of the claim, or against whoever speaks.")
_BACK = 12  # claims looked back over
_SENTENCES = 3  # sentences back within which the two were told of
Sample = Callable[[str], Arg | None]
_TOLD_OF = 3  # sentences of a report that sets two sides against each other
_AIM = 6  # words behind a deed within which its aim stands
_AIMED_AT = frozenset({"صوب", "باتجاه"}) | {p + e for p in ("علي", "الي", "ضد", "نحو") for e in ("", "ه", "ها", "هم")}
_EXCHANGE = ("تبادل", "يتبادل", "تتبادل")


def _has(d: Draft, name: str) -> bool:
    return any(a.party == name for a in (*d.actor, *d.recipient))


def _has_both(d: Draft) -> bool:
    return all(any(a.party == PAIR for a in role) for role in (d.actor, d.recipient))


def _in_turn(sheet: Sheet, d: Draft) -> bool:
    """«تبادل الطرفان القصف»: whether a verb of exchange stands before the noun."""
    return any(w.removeprefix("و").startswith(_EXCHANGE) for w in sheet.doc.norms[max(0, d.hit.first - 3) : d.hit.first])


def of_both(sheet: Sheet, d: Draft) -> bool:
    """«بينهما اتفاق بعدم الاعتداء», «تبادل الطرفان القصف», «46 قتيلا من الطرفين»: whether what is no mutual act by itself is told of both sides.

    Args:
        sheet: the sheet.
        d: a claim beside a word for both sides.
    """
    if _in_turn(sheet, d) or (d.hit.lemma.frame.id in ("kill", "killed", "wound") and not d.actor):
        return True
    return d.hit.nominal and d.type == "ASSAULT" and "بينهما" in sheet.doc.norms[max(0, d.hit.first - 4) : d.hit.last + 6]


def the_two(
    sheet: Sheet, drafts: list[Draft], mutual: Set[str], near: Callable[[Draft], tuple[str, str] | None], sample: Sample, named: Callable[[str], bool]
) -> None:
    """Put the two parties into the roles that «الطرفان» holds, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
        mutual: frames of acts that both sides do.
        near: the two sides of a claim's sentence or of the report.
        sample: an argument for a party.
        named: whether a party is a named side.
    """
    sentence = sheet.doc.sentence_index
    order = {m.party: m.span.start for m in reversed(sheet.mentions)}
    for i, d in enumerate(drafts):
        if not _has(d, PAIR):
            continue
        others = {a.party for a in (*d.actor, *d.recipient) if a.party != PAIR}
        two: Sequence[str] = ()
        for before in reversed(drafts[max(0, i - _BACK) : i]):
            if sentence[d.hit.first] - sentence[before.hit.first] > _SENTENCES:
                break
            if before.type != d.type or not before.actor or not before.recipient:
                continue
            told = list(dict.fromkeys(a.party for a in (*before.actor, *before.recipient) if named(a.party)))
            if len(told) == 2 and not others & set(told):
                two = told
                break
        two = two or near(d) or ()
        both = [a for p in sorted(two, key=lambda p: (order.get(p, 0), p)) if p not in others and (a := sample(p)) is not None]
        between = d.hit.lemma.frame.id in mutual and (not others or (d.hit.nominal and _has_both(d)))
        if len(both) == 2 and (between or (not others and _in_turn(sheet, d))):
            d.actor, d.recipient = both, both
            d.rules.append(THE_TWO)
            continue
        for role in (d.actor, d.recipient):
            if any(a.party == PAIR for a in role) and (len(both) == 2 or (both and others)):
                role[:] = [x for a in role for x in (both if a.party == PAIR else [a])]
                d.rules.append(THE_TWO)


def the_enemy(
    sheet: Sheet, drafts: list[Draft], other: Callable[[str, Draft], str | None], sample: Sample, named: Callable[[str], bool]
) -> None:
    """Put the side that «العدو» stands for into its role, or nobody, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
        other: the side that stands against a party.
        sample: an argument for a party.
        named: whether a party is a named side.
    """
    speakers: Speakers | None = None
    for d in drafts:
        if not _has(d, ENEMY):
            continue
        against = next((a.party for a in (*d.actor, *d.recipient) if named(a.party)), None)
        if against is None:
            speakers = speakers or Speakers(sheet)
            said = speakers.covering(d.trigger)
            whose = speakers.arg(said, party_only=True) if said is not None else None
            against = whose.party if whose is not None and named(whose.party) else None
        foe = other(against, d) if against is not None else None
        found = sample(foe) if foe is not None else None
        for role in (d.actor, d.recipient):
            for k in reversed([k for k, a in enumerate(role) if a.party == ENEMY]):
                if found is None:
                    del role[k]
                else:
                    role[k] = replace(role[k], mention=replace(role[k].mention, party=found.party, name=found.party), party=found.party)
                    d.rules.append(THE_ENEMY)


def only_other(sheet: Sheet, d: Draft, weight: Mapping[str, int]) -> str | None:
    """Whom a side fights that a report sets beside one other armed side only, where the clause says nothing of an aim.

    Args:
        sheet: the sheet.
        d: a claim with a doer alone.
        weight: how often the report names each armed side.
    """
    told = d.hit.finite or d.definite or d.hit.enc != ""
    if d.type != "ASSAULT" or d.mode == "explosives" or len(d.actor) != 1 or d.recipient or not told:
        return None
    after = sheet.doc.norms[d.hit.last : min(d.hit.last + _AIM, sheet.doc.sentence_of(d.hit.first)[1])]
    if any(w in _AIMED_AT for w in after):
        return None  # «لم توجه ضربات إلى المدينة»
    own = d.actor[0].party
    rest = [p for p in weight if p != own and not allied(p, own)]
    if len(rest) != 1 or len(sheet.doc.sentences) < _TOLD_OF:
        return None
    fights = any(m.party == rest[0] and m.kind in ("force", "group") for m in sheet.mentions)  # a state may only have condemned it
    return rest[0] if fights or weight[rest[0]] > 1 else None
