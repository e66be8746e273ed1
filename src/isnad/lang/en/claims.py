"""English claims: from words of happening to drafts with roles and factuality."""

from __future__ import annotations

from dataclasses import replace

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft, Hit
from isnad.lang.common.repelled import repelled
from isnad.lang.en.claims_capture import captives
from isnad.lang.en.claims_folk import OWN_FORCE
from isnad.lang.en.claims_merge import merged
from isnad.lang.en.claims_needs import Needs
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.factuality import NOBODY, NOT_VERB, UNTIL, Factuality
from isnad.lang.en.references_claims import take_references
from isnad.lang.en.roles import Roles, Who

ACTIVE = register("en.claim.verb", "An active verb of happening with its subject and object.")
PASSIVE = register("en.claim.verb-passive", "A passive verb of happening: its subject is whom it was done to, `by` brings in who did it.")
NOUN = register("en.claim.noun", "A noun of happening with what stands around it.")
CARRIED = register("en.claim.noun-carried", "A noun of happening carried by a verb, which says who.")
_OR = 6  # words between a verb with “not” and the “or” that joins another on
_SIDES = ("sides", "parties", "two")
_ENTERING = frozenset({"enter", "drive-into", "drive-in", "walk-into", "march-into", "roll-into", "sweep-into", "pour-into"})
_WHILE = frozenset({"when", "while", "as", "after", "before", "since", "once", "until", "where"})


class Reader:
    """Reads the claims of one English document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.scene = Scene(sheet)
        self.roles = Roles(self.scene)
        self.facts = Factuality(self.scene)
        self.needs = Needs(self.scene, self.roles)

    def read(self) -> list[Draft]:
        """All drafts, in order of the text."""
        out: list[Draft] = []
        for hit in self.scene.hits:
            if hit.lemma.type is None or hit.drop:
                continue
            who = self.roles.noun(hit) if hit.nominal and hit.tense != "ing" else self.roles.verb(hit)
            self._homes(who)
            draft = self._draft(hit, who)
            self._neither(out[-1] if out else None, draft)
            if self.needs.met(draft):
                out.append(draft)
                continue
            for short in self.scene.shorter.get(hit.first, ())[:1]:  # «fired on a crowd» is «fired» where «fire on» asks for more than there is
                if short.tense == hit.tense:
                    who = self.roles.verb(short)
                    self._homes(who)
                    draft = self._draft(short, who)
                    if self.needs.met(draft):
                        out.append(draft)
        out = merged(self.scene, [d for d in out if not d.hit.drop])
        repelled(out)
        return out

    def _neither(self, before: Draft | None, d: Draft) -> None:
        """«were not beaten or tortured»: the second verb shares the first one's “not”, and whom it was not done to."""
        s = self.scene
        if before is None or before.occurred or before.rule not in (NOT_VERB, NOBODY) or before.hit.nominal or d.hit.nominal or not d.occurred:
            return
        j = s.back(d.hit.first)
        if d.hit.tense == "ing" or s.norm(j) not in ("or", "nor") or not 0 <= j - before.hit.last <= _OR or d.status != "actual":
            return
        if any(s.kind[k] in ".S" for k in range(before.hit.last, j)):
            return
        d.occurred, d.rule = False, NOT_VERB
        if not before.actor and (before.recipient or not d.recipient):
            d.actor, d.recipient = [], d.recipient or before.recipient
        elif not d.actor:
            d.actor = before.actor

    def _homes(self, who: Who) -> None:
        """Homes and markets do nothing; only violence is done to whom they belong to."""
        homes = self.scene.homes
        if homes:
            who.actor = [a for a in who.actor if a.first not in homes]

    def _draft(self, hit: Hit, who: Who) -> Draft:
        doc = self.scene.doc
        span = doc.span(hit.first, hit.last)
        if 0 <= hit.companion - hit.last <= 1:
            span = doc.span(hit.first, hit.companion + 1)
        nominal = hit.nominal and hit.tense != "ing"
        rule = PASSIVE if who.passive else CARRIED if who.carrier is not None and nominal else NOUN if nominal else ACTIVE
        draft = Draft(hit, span, rule, who.actor, who.recipient, entries=[hit.lemma.id], spans=[span])
        assert hit.lemma.type is not None
        draft.type, draft.mode = hit.lemma.type, hit.lemma.mode
        draft.unknown = hit.lemma.frame.id == "bodies"  # who is found dead was killed by nobody who is named
        if draft.type != "ASSAULT" and self.scene.homes:
            draft.recipient = [a for a in draft.recipient if a.first not in self.scene.homes]
        before = [self.scene.norm(j) for j in range(max(doc.sentence_of(hit.first)[0], hit.first - 3), hit.first)]
        draft.presupposed = any(w in ("during", "after", "before", "since", "following", "amid") for w in before)
        if not nominal and any(w in ("who", "which") for w in before):  # «the army, which halted its push»
            draft.presupposed = True
        if not nominal and who.first > 0 and self.scene.norm(who.first - 1) in _WHILE:  # «insisted that it was empty when its men arrived»
            draft.presupposed = True
        first = doc.sentence_of(hit.first)[0]
        timed = nominal and hit.first > first and self.scene.kind[hit.first - 1] == "T" and self.scene.norm(hit.first - 1).endswith("s")
        draft.definite = timed or (nominal and any(w in ("the", "this", "that", "these", "those") for w in before))
        near = range(max(doc.sentence_of(hit.first)[0], hit.first - 5), min(doc.sentence_of(hit.first)[1], hit.last + 6))
        if who.carrier is not None and not nominal:
            near = range(max(doc.sentence_of(hit.first)[0], min(who.carrier.first, hit.first) - 5), near.stop)
        draft.both = any(self.scene.norm(j) in _SIDES and self.scene.norm(j - 1) in ("two", "both", "the", "warring") for j in near)
        draft.both = draft.both or any(self.scene.norm(j) == "side" and self.scene.norm(j - 1) in ("neither", "either", "each") for j in near)
        draft.occurred, draft.status, negative = self.facts.read(hit, who)
        if not draft.occurred or draft.status != "actual" or negative == UNTIL:
            draft.rule = negative
        after = self.scene.norm(max(hit.last, hit.companion + 1))
        out_of = hit.lemma.id.endswith((".drive-out", ".drive-off")) and after in ("of", "from", "towards", "toward")  # «drove out of the town»
        turned = hit.lemma.id.endswith(".turn-back") and self.scene.norm(hit.last) == "back"  # «the convoy turned back», not «turned them back»
        if (turned or out_of) and not who.passive and not draft.recipient:
            draft.type, draft.mode = "RETREAT", "withdraw"
        if draft.mode == "aerial" and hit.lemma.id.endswith(".bomb") and draft.actor and all(a.mention.kind == "group" for a in draft.actor):
            draft.mode = "explosives"  # who has no aircraft bombs with charges
        entering = hit.lemma.id.rsplit(".", 1)[-1] in _ENTERING and draft.actor
        if entering and all(a.mention.kind == "group" and "party" not in a.party.casefold().split() for a in draft.actor):
            draft.type, draft.mode = "ASSAULT", "seize-territory"  # who holds no state and drives into a town takes it
        capital = draft.type == "ASSAULT" and any(a.mention.made.rule == "en.mention.capital" for a in draft.recipient)
        if capital and {a.party for a in draft.recipient} == {a.party for a in draft.actor}:  # «the Houthis, who hold Sanaa»
            draft.recipient = []
        if draft.type == "ASSAULT" and draft.actor:
            draft.recipient = [self._not_himself(a, draft.actor) for a in draft.recipient]
        draft.clause = (who.first, max(who.end, hit.last))
        captives(self.scene, draft)
        return draft


    def _not_himself(self, arg: Arg, actor: list[Arg]) -> Arg:
        """«The council accuses the army of having fired on its men»: on the council's, not the army's."""
        own = arg.mention.made.rule in ("en.mention.owned", OWN_FORCE) and any(a.party == arg.party for a in actor)
        if not own or self.scene.norm(arg.first - 1) not in ("its", "their", "his"):
            return arg
        a, _ = self.scene.doc.sentence_of(arg.first)
        other = next((x for x in self.scene.args_in(a, arg.first) if not x.prep and not x.loose and all(x.party != y.party for y in actor)), None)
        return arg if other is None else replace(arg, party=other.party)


def drafts(sheet: Sheet) -> list[Draft]:
    """All English drafts of a document, in order."""
    found = Reader(sheet).read()
    take_references(sheet, found)
    return found
