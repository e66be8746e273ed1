"""English claims: from words of happening to drafts with roles and factuality."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft, Hit
from isnad.lang.en.claims_merge import merged
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import COUNTS
from isnad.lang.en.factuality import Factuality
from isnad.lang.en.roles import Roles, Who

ACTIVE = register("en.claim.verb", "An active verb of happening with its subject and object.")
PASSIVE = register("en.claim.verb-passive", "A passive verb of happening: its subject is whom it was done to, `by` brings in who did it.")
NOUN = register("en.claim.noun", "A noun of happening with what stands around it.")
CARRIED = register("en.claim.noun-carried", "A noun of happening carried by a verb, which says who.")
_VIOLENT = frozenset({"ASSAULT", "COERCE", "CONCEDE", "RETREAT", "MOBILIZE", "REJECT"})
_ARMED = ("force", "group", "state")
_CROWD = frozenset({"police", "supporters", "followers", "riot", "rioters", "hooligans", "hospitalised", "hospitalized"})  # who fights in earnest at a match
_GOERS = frozenset({"civilians", "migrants", "prisoners", "convoy", "aid convoy"})
_GAME = 7  # different words of sport that make a report one of sport
_TRADE = 9  # the same for markets
_SIDES = ("sides", "parties", "two")
_WHILE = frozenset({"when", "while", "as", "after", "before", "since", "once", "until", "where"})


class Reader:
    """Reads the claims of one English document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.scene = Scene(sheet)
        self.roles = Roles(self.scene)
        self.facts = Factuality(self.scene)
        self.games: set[str] | None = None
        self.trades: set[str] = set()

    def read(self) -> list[Draft]:
        """All drafts, in order of the text."""
        out: list[Draft] = []
        for hit in self.scene.hits:
            if hit.lemma.type is None or hit.drop:
                continue
            who = self.roles.noun(hit) if hit.nominal and hit.tense != "ing" else self.roles.verb(hit)
            self._homes(who)
            draft = self._draft(hit, who)
            if self._needed(draft):
                out.append(draft)
                continue
            for short in self.scene.shorter.get(hit.first, ())[:1]:  # «fired on a crowd» is «fired» where «fire on» asks for more than there is
                if short.tense == hit.tense:
                    who = self.roles.verb(short)
                    self._homes(who)
                    draft = self._draft(short, who)
                    if self._needed(draft):
                        out.append(draft)
        return merged(self.scene, [d for d in out if not d.hit.drop])

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
        draft.definite = timed or nominal and any(w in ("the", "this", "that", "these", "those") for w in before)
        near = range(max(doc.sentence_of(hit.first)[0], hit.first - 5), min(doc.sentence_of(hit.first)[1], hit.last + 6))
        if who.carrier is not None and not nominal:
            near = range(max(doc.sentence_of(hit.first)[0], min(who.carrier.first, hit.first) - 5), near.stop)
        draft.both = any(self.scene.norm(j) in _SIDES and self.scene.norm(j - 1) in ("two", "both", "the", "warring") for j in near)
        draft.both = draft.both or any(self.scene.norm(j) == "side" and self.scene.norm(j - 1) in ("neither", "either") for j in near)
        draft.occurred, draft.status, negative = self.facts.read(hit, who)
        if not draft.occurred or draft.status != "actual":
            draft.rule = negative
        out_of = hit.lemma.id.endswith((".drive-out", ".drive-off")) and self.scene.norm(max(hit.last, hit.companion + 1)) in ("of", "from", "towards", "toward")
        if (hit.lemma.id.endswith(".turn-back") or out_of) and not who.passive and not draft.recipient:  # «the convoy turned back»
            draft.type, draft.mode = "RETREAT", "withdraw"
        draft.clause = (who.first, max(who.end, hit.last))
        return draft

    def _needed(self, draft: Draft) -> bool:
        need = draft.hit.lemma.need
        parties: list[Arg] = [*draft.actor, *draft.recipient]
        if draft.hit.lemma.weak and not parties:
            return False
        if draft.hit.lemma.denies and draft.status != "actual":
            return False
        if self._at_play(draft):
            return False
        after = self.scene.norm(max(draft.hit.last, draft.hit.companion + 1))
        if draft.type == "CONCEDE" and draft.hit.finite and after in ("that", "it", "its", "he", "they"):  # «conceded that it no longer held the city» is said
            return False
        if draft.type == "RETREAT" and draft.hit.companion >= 0 and after.endswith("ing"):  # «gave up counting»
            return False
        if need == "negated":
            armed = not draft.actor or any(a.mention.kind in ("force", "group", "state") for a in parties)
            return not draft.occurred and (armed or draft.hit.nominal)
        if need == "fallto" and draft.hit.finite and not any(self.scene.norm(j) in ("to", "into", "under") for j in range(draft.hit.last, draft.hit.last + 5)):
            return False
        if draft.hit.lemma.frame.id == "meet" and not any(a.mention.kind in ("state", "official", "organisation", "group", "person") for a in parties):
            return False
        if need == "placesubj":
            return self._place_before(draft.hit)
        if draft.hit.lemma.id.endswith(".rule-out") and not draft.occurred:  # what is not ruled out is said to be possible
            return False
        if draft.hit.lemma.id.endswith(".offer"):  # «offered to withdraw», «offered them shelter», not «offered some advice»
            return bool(draft.recipient) or after == "to"
        if need == "party":
            return bool(parties)
        if need == "forces":
            return any(a.mention.kind in _ARMED or (a.loose and a.party in ("soldiers", "police")) or a.party in _GOERS for a in draft.actor)
        if need == "armed":
            return any(a.mention.kind in ("force", "group", "state", "people", "person", "official") for a in draft.actor)
        if need == "people":
            return bool(draft.recipient)
        if need in ("armedplace", "armedpeople"):
            armed = any(a.mention.kind in ("force", "group", "state") for a in draft.actor)
            kinds = self.scene.kind[draft.hit.last : draft.hit.last + 6]
            return armed and ("L" in kinds if need == "armedplace" else bool(draft.recipient))
        if need == "counted":
            return self._counted(draft.hit)
        return True

    def _at_play(self, draft: Draft) -> bool:
        """Whether a report of sport or markets speaks in words of war: no armed side, and its sentence or the report is full of the game's words."""
        if self.games is None:
            norms = self.scene.doc.norms
            words = self.scene.words
            self.games = {n for n in norms if words.in_context("sport", n)} if len(norms) else set()
            self.trades = {n for n in norms if words.in_context("economy", n)}
        if draft.type not in _VIOLENT or any(a.mention.kind in _ARMED for a in (*draft.actor, *draft.recipient)):
            return False
        doc = self.scene.doc
        here = {doc.norms[j] for j in range(*doc.sentence_of(draft.hit.first))}
        if len(self.games) >= _GAME and not here & _CROWD and (here & self.games or not draft.actor):
            return True
        return len(self.trades) >= _TRADE and len(here & self.trades) >= 2

    def _place_before(self, hit: Hit) -> bool:
        """Whether a place is the subject: «Mosul fell in June»."""
        scene = self.scene
        j = scene.back(self.roles.chain(hit))
        return j >= 0 and scene.kind[j] == "L" and scene.norm(hit.last) not in ("by", "from", "short", "silent", "behind")

    def _counted(self, hit: Hit) -> bool:
        """Whether a number stands shortly before the word («51 casualties», «at least 22 were hurt»)."""
        scene, doc = self.scene, self.scene.doc
        a, _ = doc.sentence_of(hit.first)
        if hit.nominal and scene.norm(hit.first - 1) == "the":  # «nine of the dead»: told before
            return False
        before = range(max(a, hit.first - 4), hit.first)
        return any(doc.tokens[j].kind == "number" or scene.norm(j) in COUNTS for j in before)


def drafts(sheet: Sheet) -> list[Draft]:
    """All English drafts of a document, in order."""
    return Reader(sheet).read()
