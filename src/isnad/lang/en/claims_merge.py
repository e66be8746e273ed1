"""What becomes of English drafts once their roles are read: happenings told twice are joined, movements of people and of aid get their type."""

from __future__ import annotations

from dataclasses import replace

from isnad.grammar.rules import register
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import RELIEF

FLIGHT = register("en.claim.flight", "Where people who are no party move, they flee.")
RELIEVED = register("en.claim.relief-convoy", "A convoy of aid that reaches a place brings aid to civilians.")
_AFTERMATH = ("died", "wound", "blast", "bodies")
_WINDOW = 24  # happenings on either side among which a cause is looked for
_VEHICLES = frozenset({"convoy", "buses", "trucks", "vehicles", "pick-ups"})
_HAND_TO_HAND = ("clash", "nclash")
_IMPACT = frozenset({"strike", "attack", "fire", "blast", "raid", "kill"})
_STRIKING = frozenset({"nattack", "nstrike", "strike", "fire"})


def merged(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a document, each happening of a sentence once where the sentence itself says that it is one."""
    drafts = _carried(drafts)
    drafts = _impacts(scene, drafts)
    drafts = _aftermath(scene, drafts)
    for d in drafts:
        _moved(d)
    return drafts


def _moved(d: Draft) -> None:
    """«Refugees crossed into Jordan» is flight, «an aid convoy entered the town» is aid."""
    if ".block-road" in d.hit.lemma.id and any(a.mention.kind in ("force", "group", "state") for a in d.actor):
        d.type, d.mode = "COERCE", "restrict"  # who bears arms and blocks a road does not protest
    if d.hit.lemma.id.endswith(".evacuate") and d.actor and all(a.mention.kind == "organisation" for a in d.actor):
        d.type, d.mode = "AID", None  # a body that evacuates people helps them
    if d.type != "MOBILIZE" or d.hit.lemma.frame.id != "move" or not d.actor:
        return
    if all(a.party in RELIEF or (a.party == "convoy" and a.loose) for a in d.actor):
        goods = d.actor[0]
        d.type, d.mode, d.actor = "AID", None, []
        d.recipient = [replace(goods, mention=replace(goods.mention, party="civilians"), party="civilians")]
        d.rules.append(RELIEVED)
    elif all(a.party in ("civilians", "migrants") for a in d.actor):
        d.type, d.mode = "RETREAT", "withdraw"
        d.rules.append(FLIGHT)


def _carried(drafts: list[Draft]) -> list[Draft]:
    """«A convoy carrying fighters of X left the town»: X left, and nobody was helped."""
    out: list[Draft] = []
    for d in drafts:
        before = out[-1] if out else None
        convoy = d.type in ("RETREAT", "MOBILIZE") and bool(d.actor) and all(a.party in _VEHICLES for a in d.actor)
        if before is not None and _aboard(before, d):
            before.recipient = d.recipient
            continue
        if convoy and before is not None and before.hit.lemma.id.endswith(".carry") and before.recipient and before.hit.tense == "ing":
            d.actor = before.recipient
            out.pop()
        out.append(d)
    return out


def _aboard(before: Draft, d: Draft) -> bool:
    """«Ambushed a bus carrying soldiers»: they are whom it was done to."""
    carried = d.hit.lemma.id.endswith(".carry") and d.hit.tense == "ing" and 0 < d.hit.first - before.hit.last <= 4
    return carried and before.type == "ASSAULT" and not before.recipient and not before.hit.nominal


def _impacts(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """«shells landed», «two air strikes hit the hangar», «shells fired by the militias»: the noun and the verb tell of one happening."""
    doc = scene.doc
    out: list[Draft] = []
    for d in drafts:
        before = out[-1] if out else None
        if before is not None and _means(scene, before, d):  # «killed ten people in a drone strike»
            before.mode = before.mode or d.mode
            continue
        if before is None or not _impact_of(scene, before, d) or doc.sentence_index[before.hit.first] != doc.sentence_index[d.hit.first]:
            out.append(d)
            continue
        agent = [a for a in d.actor if all(a.party != b.party for b in before.actor)]
        before.actor = before.actor or agent
        before.recipient = d.recipient or before.recipient
        before.mode = before.mode or d.mode
        before.occurred, before.status = before.occurred and d.occurred, before.status if before.status != "actual" else d.status
        before.clause = (min(before.clause[0], d.clause[0]), max(before.clause[1], d.clause[1]))
        before.entries += [e for e in d.entries if e not in before.entries]
        before.spans += [s for s in d.spans if s not in before.spans]
    return out


def _means(scene: Scene, killing: Draft, strike: Draft) -> bool:
    """Whether a noun of striking after «in» or «by» tells by what somebody is said to have killed or wounded."""
    if killing.hit.lemma.frame.id not in ("kill", "wound") or killing.hit.nominal or not killing.actor or strike.actor or not strike.hit.nominal:
        return False
    if strike.type != "ASSAULT" or not 0 < strike.hit.first - killing.hit.last <= 10:
        return False
    between = [scene.norm(j) for j in range(killing.hit.last, strike.hit.first)]
    return any(w in ("in", "with", "by") for w in between[-4:]) and not any(w in (",", "and", "after", "before", "during", "since") for w in between)


def _impact_of(scene: Scene, noun: Draft, verb: Draft) -> bool:
    """Whether a noun of striking is the subject of a verb of striking, or the participle after it says by whom it was done."""
    if noun.type != "ASSAULT" or verb.type != "ASSAULT" or not noun.hit.nominal or noun.hit.tense == "ing" or verb.hit.nominal:
        return False
    if noun.hit.lemma.frame.id not in _STRIKING or verb.hit.lemma.frame.id not in _IMPACT or not 0 <= verb.hit.first - noun.hit.last <= 8:
        return False
    between = range(noun.hit.last, verb.hit.first)
    if any(scene.kind[j] in ".,SV" or scene.norm(j) in ("and", "or", "but") for j in between):
        return False
    own = [a for a in verb.actor if a.first < noun.hit.first or a.first > verb.hit.first]
    return len(own) == len(verb.actor)


def _aftermath(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Casualties told in the sentence of the happening that caused them are part of it."""
    doc = scene.doc
    out: list[Draft] = []
    for i, d in enumerate(drafts):
        lemma = d.hit.lemma
        told = lemma.frame.id in _AFTERMATH or (lemma.frame.id == "kill" and not lemma.mode)
        killing = lemma.frame.id in ("kill", "wound") and d.hit.tense == "ing" and scene.norm(scene.back(d.hit.first)) in (",", "or", "and")
        if d.type == "ASSAULT" and told and (not d.actor or killing):
            around = drafts[max(0, i - _WINDOW) : i + _WINDOW]
            here = [o for o in around if o is not d and doc.sentence_index[o.hit.first] == doc.sentence_index[d.hit.first]]
            cause = [o for o in here if _causes(o, d, before=killing)]
            if cause:
                best = min(cause, key=lambda o: (abs(o.hit.first - d.hit.first), o.hit.first))
                if best.hit.lemma.frame.id not in _HAND_TO_HAND:  # a fight between two sides is not done to those it kills
                    best.recipient = best.recipient or d.recipient
                best.tolls.append(d.clause)
                continue
        twice = out[-1] if out else None
        if twice is not None and _at_once(scene, twice, d):  # «was shot and killed»
            twice.actor, twice.recipient = twice.actor or d.actor, twice.recipient or d.recipient
            continue
        counted = out[-1] if out else None
        if counted is not None and _counted_with(scene, counted, d):
            counted.recipient = counted.recipient or d.recipient
            continue
        out.append(d)
    return out


def _causes(o: Draft, d: Draft, *, before: bool) -> bool:
    """Whether a happening may be what killed or wounded those whom another draft tells of."""
    blast = o.hit.lemma.frame.id == "blast" and d.hit.lemma.frame.id != "blast"  # «two were wounded when a mine exploded»
    if o.type != "ASSAULT" or not o.occurred or (o.hit.lemma.frame.id in _AFTERMATH and not blast):
        return False
    if o.hit.lemma.frame.id == "kill" and not o.actor:
        return False
    if before and (o.hit.first > d.hit.first or o.hit.lemma.frame.id in ("kill", "wound")):
        return False
    victims: list[Arg] = d.recipient
    return all(r.party != x.party for r in victims for x in o.actor)


def _at_once(scene: Scene, first: Draft, d: Draft) -> bool:
    """Whether two verbs of killing joined by `and` tell of one deed."""
    if first.hit.lemma.frame.id != "kill" or d.hit.lemma.frame.id != "kill" or first.occurred != d.occurred:
        return False
    return d.hit.first - first.hit.last == 1 and scene.norm(first.hit.last) == "and"


def _counted_with(scene: Scene, first: Draft, d: Draft) -> bool:
    """«44 dead and more than 130 wounded»: one count."""
    if first.hit.lemma.need != "counted" or d.hit.lemma.need != "counted" or d.hit.first - first.hit.last > 8:
        return False
    return all(scene.kind[j] not in ".SV" for j in range(first.hit.last, d.hit.first))
