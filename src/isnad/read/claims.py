"""Claims of one report: what is said to have happened, who to whom, and what is said not to have happened."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.lang.ar import claims as arabic
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.fights import opponents
from isnad.lang.common.repelled import repelled, unopposed
from isnad.lang.common.sides import take_sides
from isnad.lang.en import claims as english
from isnad.model.records import Claim, Made, Name
from isnad.read.advice import Adviser
from isnad.read.attach import Attach
from isnad.read.roles import complete

# Acts of speech and dealing without anybody who does them or whom they are done to say too little to be a claim.
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONSULT", "COOPERATE", "AID", "MOBILIZE", "CONCEDE", "THREATEN", "SANCTION"})


def read_claims(sheet: Sheet, adviser: Adviser | None = None) -> list[Claim]:
    """Claims of a document, in order of their triggers.

    Args:
        sheet: the sheet, with every layer before claims filled.
        adviser: a second reader that has a say, or None.

    Returns:
        The claims; parties are named as :class:`isnad.model.records.Mention` names their side.
    """
    if adviser is not None:
        sheet.mentions = sorted([*sheet.mentions, *adviser.mentions(sheet)], key=lambda m: (m.span.start, m.span.end))
    drafts = arabic.drafts(sheet) if sheet.doc.lang == "ar" else english.drafts(sheet)
    if adviser is not None:
        drafts = adviser.drafts(sheet, drafts)
    complete(sheet, drafts)
    opponents(sheet.doc, drafts)
    take_sides(sheet, drafts)
    if adviser is not None:
        adviser.completed(sheet, drafts)
    repelled(drafts)
    alone = {id(d) for d in unopposed(drafts)}
    drafts = [d for d in drafts if id(d) not in alone]
    attach = Attach(sheet)
    enough = _says_enough if sheet.doc.lang == "ar" else _tells_enough
    drafts = [d for d in drafts if enough(attach, d)]
    return [_claim(sheet, attach, d) for d in sorted(drafts, key=lambda d: d.trigger)]


# What people of no side also do to a ball, a disease or an idea.
_BRAWL = frozenset({"fight", "battle", "attack", "hit", "strike", "beat", "shoot", "target", "resist", "defeat", "clash", "storm-x", "kill", "bomb"})


def _tells_enough(attach: Attach, d: Draft) -> bool:
    """The same for English, where a noun of speech or dealing must name a party as well."""
    parties = [*d.actor, *d.recipient]
    if not parties and d.type in VERBAL and d.hit.tense == "noun":
        return False
    if d.type in VERBAL and d.actor and all(a.mention.made.rule == "en.claim.folk" and a.party == "civilians" for a in d.actor):
        d.actor = []  # «the cleric ordered», «the lawyer asked»: people of no side, but no crowd of civilians
        parties = d.recipient
    everyday = bool(parties) and all(a.party == "civilians" for a in parties)
    brawl = d.type == "ASSAULT" and bool(d.actor) and d.hit.lemma.id.rsplit(".", 1)[-1] in _BRAWL
    if everyday and ((d.type in VERBAL and all(a.loose for a in parties)) or brawl):
        return attach.arms_near(d)
    if not parties and d.hit.finite and d.occurred:
        return attach.place(d) is not None or bool(attach.quantities(d)) or attach.sides_near(d)
    return True


def _says_enough(attach: Attach, d: Draft) -> bool:
    """Whether a draft is more than a verb of everyday life: it names a side, or for violence people, a place or a number."""
    parties = [*d.actor, *d.recipient]
    everyday = all(a.loose and a.party == "civilians" for a in parties)
    if not parties and not d.occurred and d.type in VERBAL and not d.definite:
        return True  # «لم يجر أي اتصال»
    if not parties and d.hit.finite and (not d.occurred or (d.type == "REJECT" and d.hit.lemma.frame.id == "deny")):
        return True  # «كما لم تطلب أي دولة …»
    if everyday and (d.type in VERBAL or (d.type == "RETREAT" and d.mode == "withdraw" and parties)):
        return False
    if not parties and d.hit.finite and d.occurred:
        return attach.place(d) is not None or bool(attach.quantities(d)) or attach.sides_near(d)
    return True


def _claim(sheet: Sheet, attach: Attach, d: Draft) -> Claim:
    attach.deny(d)
    a, b = d.clause
    first, last = sheet.doc.sentence_of(d.hit.first)
    a, b = max(a, first), min(b, last)  # a subject may have been found sentences before: its words are no part of this clause
    span = sheet.doc.span(a, b).join(d.trigger) if a < b else d.trigger
    return Claim(
        trigger=d.trigger,
        span=span,
        type=d.type,
        mode=d.mode,
        actor=_names(sheet, d.actor),
        recipient=_names(sheet, d.recipient),
        place=attach.place(d),
        time=attach.time(d),
        quantities=attach.quantities(d),
        occurred=d.occurred,
        status=d.status,
        statement=attach.statement(d.trigger),
        made=Made(d.rule, tuple(dict.fromkeys((*d.entries, *d.rules, *_found(d)))), tuple(dict.fromkeys(d.spans))),
    )


def _found(d: Draft) -> list[str]:
    """Rules of the claim layer that found parties no mention covers."""
    rules = (a.mention.made.rule for a in (*d.actor, *d.recipient))
    return [r for r in rules if r.startswith(("ar.claim.", "en.claim.", "en.reference.", "claim."))]


def _names(sheet: Sheet, args: list[Arg]) -> tuple[Name, ...]:
    """Parties as they stand in a claim, each side once, with the words that name it."""
    out: dict[str, Name] = {}
    for arg in args:
        span = arg.mention.span
        out.setdefault(arg.party, Name(arg.party, sheet.doc.quote(span), span, arg.mention.entity))
    return tuple(out.values())
