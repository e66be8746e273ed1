"""Roles that an Arabic report gives outside the clause: headlines, known strikes, and where the other side stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.speakers import Speakers
from isnad.model.records import Mention

HEADLINE = register("claim.role.headline", "A happening in the headline has the parties that the first sentences give it.")
SAME_VICTIMS = register("claim.role.same-victims", "A known strike told without whom it hit has hit the people whom the strike told before it hit.")
THE_ATTACKERS = register("claim.role.the-attackers", "«المهاجمون» are the side that the attack told last before them was laid to.")
THE_ARMY = register("claim.role.the-army", "«الوحدات», «الجنود» without a name are those of the side that speaks, or of the report's one army.")
ARMY_SOURCE = register("claim.role.army-source", "A «مصدر عسكري» of no named side speaks for the one army that the report tells of.")
THE_HELD = register("claim.role.the-held", "A release without parties is of those whom its sentence says were held, by who held them.")
YIELDED_TO = register("claim.role.yielded-to", "What is let pass after a surrender is let pass by whom it was made to.")
NOT_IN_THEIR_WAY = register("claim.role.not-in-their-way", "Who does not shoot while another attacks does not shoot at the attacker.")
_AVOIDS, _FRONT = "jnb-5-party", 5  # a verb of avoiding; words from it to who fights at what is avoided
_DURING = frozenset({"اثناء", "خلال", "وسط", "عند", "مع"})
_STATE_SOURCES = frozenset({"military source", "security source", "government source", "official military source"})
_HEADLINE_REACH = 6  # claims below the headline in which its happening is told
_ARMED = ("force", "state", "group")
_BACK = 24  # claims looked back over


def headline(sheet: Sheet, drafts: list[Draft], kinds: Mapping[str, str]) -> None:
    """Give happenings of the headline the parties that the text below gives them, in place.

    Args:
        sheet: the sheet.
        drafts: its claims, in order.
        kinds: kind of happening by frame.
    """
    for i, d in enumerate(drafts):
        if sheet.doc.sentence_index[d.hit.first] > 0:
            return
        kind = kinds.get(d.hit.lemma.frame.id)
        if d.actor or d.recipient or kind is None or kind == "attack":
            continue  # who struck is often what a headline leaves open
        for after in drafts[i + 1 : i + 1 + _HEADLINE_REACH]:
            told = after.type == d.type and kinds.get(after.hit.lemma.frame.id) == kind and (after.actor or after.recipient)
            if told and sheet.doc.sentence_index[after.hit.first] > 0:
                d.actor, d.recipient = after.actor, after.recipient
                d.rules.append(HEADLINE)
                break


def same_victims(drafts: list[Draft], kinds: Mapping[str, str]) -> None:
    """«الغارة», «المجزرة»: give a known strike the people whom the strike told before it hit, in place.

    Args:
        drafts: claims of a document, in order.
        kinds: kind of happening by frame.
    """
    for i, d in enumerate(drafts):
        if d.recipient or d.type != "ASSAULT" or not d.hit.nominal or not d.definite or kinds.get(d.hit.lemma.frame.id) != "attack":
            continue
        for before in reversed(drafts[max(0, i - _BACK) : i]):
            if before.type != "ASSAULT" or kinds.get(before.hit.lemma.frame.id) != "attack" or not before.recipient:
                continue
            mine, theirs = {a.party for a in d.actor}, {a.party for a in before.actor}
            if all(a.mention.kind == "people" for a in before.recipient) and (not mine or not theirs or mine == theirs):
                d.recipient = before.recipient
                d.rules.append(SAME_VICTIMS)
            break


def the_attackers(sheet: Sheet, drafts: list[Draft]) -> None:
    """«المهاجمون», unless an adjective says whose («المهاجمين الأكراد»): put the side that the last attack before was laid to, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
    """
    for i, d in enumerate(drafts):
        for role in (d.actor, d.recipient):
            words = sheet.doc.norms[role[0].last - 1 : role[0].last + 1] if len(role) == 1 and role[0].party == "attackers" else []
            if not words or "المهاجم" not in words[0] or (len(words) > 1 and words[1].startswith("ال")):
                continue
            others = {a.party for a in (d.recipient if role is d.actor else d.actor)}
            for before in reversed(drafts[max(0, i - _BACK) : i]):
                sides = [a for a in before.actor if not a.party[:1].islower()]
                if before.type == "ASSAULT" and before.hit.first < role[0].first and sides and not {a.party for a in sides} & others:
                    role[:] = sides
                    d.rules.append(THE_ATTACKERS)
                    break


def stays_open(d: Draft, known: set[str], near: list[str], foes: Mapping[str, int], *, again: bool) -> bool:
    """Whether a text leaves the other side open: a clash of one side, or a noun beside a third side that is no known foe.

    Args:
        d: the claim.
        known: the parties it has.
        near: sides named in its sentence, nearest first.
        foes: the known foes of the first of its parties.
        again: whether its parties were taken from a claim before it.
    """
    if d.hit.nominal and d.actor and d.hit.lemma.frame.id == "clash" and not again:
        return True
    others = [p for p in near if p not in known]
    return d.hit.nominal and bool(others) and bool(foes) and not any(p in foes for p in others)


def the_army(sheet: Sheet, drafts: list[Draft]) -> None:
    """«الوحدات», «الحامية», «الجنود»: put the side that speaks, or else the one army that the report tells of, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
    """
    speakers: Speakers | None = None
    army = _one_army(sheet)
    for d in drafts:
        for role, others in ((d.actor, d.recipient), (d.recipient, d.actor)):
            if len(role) != 1 or role[0].party != "soldiers" or not role[0].loose:
                continue
            word = sheet.doc.norms[role[0].first].removeprefix("و").removeprefix("ف")
            if not word.startswith(("ال", "لل", "بال", "حامي")):
                continue
            speakers = speakers or Speakers(sheet)
            said = speakers.covering(d.trigger)
            whose = speakers.arg(said, party_only=True) if said is not None else None
            fights = whose is not None and whose.mention.kind in _ARMED and not whose.party[:1].islower()
            side = whose.mention if whose is not None and fights else army
            unnamed = role[0].mention.made.rule == "ar.claim.unnamed-units"
            if side is not None and side.party and all(o.party != side.party for o in others):
                who = role[0]
                role[:] = [Arg(who.first, who.last, replace(side, span=who.mention.span), side.party)]
                d.rules.append(THE_ARMY)
            elif unnamed:
                role.clear()  # no side of its own


def army_source(sheet: Sheet, drafts: list[Draft]) -> None:
    """«مصدر عسكري», «مصدر أمني», whom nobody assigns: what he does in words is done by the one army that the report tells of, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
    """
    army = _one_army(sheet)
    for d in drafts:
        if len(d.actor) != 1 or d.actor[0].party not in _STATE_SOURCES or army is None or army.party is None:
            continue
        who = d.actor[0]
        d.actor = [Arg(who.first, who.last, replace(army, span=who.mention.span), army.party)]
        d.recipient = [r for r in d.recipient if r.party != army.party]
        d.rules.append(ARMY_SOURCE)


def _one_army(sheet: Sheet) -> Mention | None:
    """The army that a report tells of, if it tells of no other half as often."""
    named = Counter(m.party for m in sheet.mentions if m.kind == "force" and m.party and not m.party[:1].islower())
    ranked = sorted(named.items(), key=lambda i: (-i[1], i[0]))
    if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return next(m for m in sheet.mentions if m.party == ranked[0][0] and m.kind == "force")


def surrendered(sheet: Sheet, drafts: list[Draft]) -> None:
    """Give what is done with those who were held, gave themselves up or stood by in a fight the parties that their sentence gives it, in place."""
    _the_held(sheet, drafts)
    _yielded_to(sheet, drafts)
    _not_in_their_way(sheet, drafts)


def _the_held(sheet: Sheet, drafts: list[Draft]) -> None:
    """«سجن الجيش مئات المقاتلين، ثم أطلق سراحهم»: a release without parties is of those whom the same sentence says were held, by who held them."""
    sentence = sheet.doc.sentence_index
    for i, d in enumerate(drafts):
        if d.type != "RETREAT" or d.mode != "release" or (d.actor and d.recipient) or d.unknown:
            continue
        for before in reversed(drafts[max(0, i - _BACK) : i]):
            if sentence[before.hit.first] != sentence[d.hit.first]:
                break
            if before.type == "COERCE" and before.mode == "arrest" and before.occurred and before.actor and before.recipient:
                if not d.actor and all(a.party != b.party for a in before.actor for b in d.recipient):
                    d.actor = before.actor
                if not d.recipient and all(a.party != b.party for a in d.actor for b in before.recipient):
                    d.recipient = before.recipient
                d.rules.append(THE_HELD)
                break


def _yielded_to(sheet: Sheet, drafts: list[Draft]) -> None:
    """«استسلموا للجيش … حيث سمح لهم بالعودة»: what is let pass, or not called to account, after a surrender is so by whom it was made to."""
    sentence = sheet.doc.sentence_index
    for i, d in enumerate(drafts):
        let = d.type == "RETREAT" and d.mode == "access" and not d.actor
        arms = d.type == "RETREAT" and d.mode == "disarm" and not d.recipient
        free = d.type == "COERCE" and d.mode == "arrest" and not d.occurred and d.hit.nominal and len(d.actor) + len(d.recipient) < 2
        if not (let or arms or free):
            continue
        for before in reversed(drafts[max(0, i - _BACK) : i]):
            if sentence[before.hit.first] != sentence[d.hit.first]:
                break
            if before.type == "CONCEDE" and before.actor and before.recipient:
                known = {a.party for a in (*d.actor, *d.recipient)}
                if known <= {a.party for a in before.actor}:
                    d.actor, d.recipient = (before.actor, before.recipient) if arms else (before.recipient, before.actor)
                    d.mode = "release" if let else d.mode  # who gave himself up and is let go is released
                    d.rules.append(YIELDED_TO)
                break


def _not_in_their_way(sheet: Sheet, drafts: list[Draft]) -> None:
    """«أثناء هجوم الجيش …، لم يطلق الفصيل رصاصة»: who does not shoot while another attacks does not shoot at the attacker."""
    sentence = sheet.doc.sentence_index
    for i, d in enumerate(drafts):
        if d.type != "ASSAULT" or d.occurred or not d.actor or d.recipient or d.hit.nominal:
            continue
        after = drafts[i + 1] if i + 1 < len(drafts) else None
        if d.hit.lemma.id.endswith(_AVOIDS) and after is not None and 0 < after.hit.first - d.hit.last <= _FRONT and after.type == "ASSAULT":
            d.recipient = [a for a in after.actor if all(a.party != b.party for b in d.actor)]  # «يتجنب الجبهات التي يقاتل فيها التنظيم»
            if d.recipient:
                d.rules.append(NOT_IN_THEIR_WAY)
                continue
        for before in drafts[max(0, i - _BACK) : i]:
            if sentence[before.hit.first] != sentence[d.hit.first] or before.type != "ASSAULT" or not before.occurred or not before.hit.nominal:
                continue
            during = any(w.lstrip("و") in _DURING for w in sheet.doc.norms[max(0, before.hit.first - 2) : before.hit.first])
            if during and before.actor and all(a.party != b.party for a in before.actor for b in d.actor):
                d.recipient = before.actor
                d.rules.append(NOT_IN_THEIR_WAY)
                break
