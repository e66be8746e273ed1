"""What must stand around an English word of happening before it counts as one: parties, places, numbers; and what is no happening of war."""

from __future__ import annotations

from isnad.lang.common.claims import Arg, Draft, Hit
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import COUNTS, GROUND, NATURE, WEAPONS
from isnad.lang.en.roles import Roles

_VIOLENT = frozenset({"ASSAULT", "COERCE", "CONCEDE", "RETREAT", "MOBILIZE", "REJECT"})
_ARMED = ("force", "group", "state")
_ACTING = (*_ARMED, "people", "person", "official")
_MEETING = ("state", "official", "organisation", "group", "person")
_GOERS = frozenset({"civilians", "migrants", "prisoners", "convoy", "aid convoy"})
_CROWD = frozenset({"police", "supporters", "followers", "riot", "rioters", "hooligans", "hospitalised", "hospitalized"})  # who fights at a match
_SAID_THAT = ("that", "it", "its", "he", "they")
_FEARS = frozenset({("fear", "of"), ("fears", "of"), ("fearing", "of"), ("dread", "of"), (",", "fearing"), ("and", "fearing")})
_AIRCRAFT = frozenset({"aircraft", "plane", "planes", "jet", "jets", "warplane", "warplanes", "helicopter", "helicopters", "drone", "drones"})
_AHEAD = 6  # words after a verb within which the place that is held or entered is named
_AROUND = 40  # words of the sentence on either side that are looked at
_GAME = 7  # different words of sport that make a report one of sport
_TRADE = 9  # the same for markets


class Needs:
    """Tests drafts of one document.

    Args:
        scene: the document laid out.
        roles: its roles, to find where verb groups begin.
    """

    def __init__(self, scene: Scene, roles: Roles) -> None:
        self.scene = scene
        self.roles = roles
        norms = scene.doc.norms
        self.games = {n for n in norms if scene.words.in_context("sport", n)}
        self.trades = {n for n in norms if scene.words.in_context("economy", n)}

    def met(self, draft: Draft) -> bool:
        """Whether a draft has what its word asks for and is no game, market or weather."""
        hit = draft.hit
        parties: list[Arg] = [*draft.actor, *draft.recipient]
        if hit.lemma.weak and not parties:
            return False
        if hit.lemma.denies and draft.status != "actual":
            return False
        before = (self.scene.norm(hit.first - 2), self.scene.norm(hit.first - 1))
        if hit.nominal and before in _FEARS:  # «asked not to be named for fear of reprisals»
            return False
        if self._at_play(draft) or self._by_nature(draft):
            return False
        after = self.scene.norm(max(hit.last, hit.companion + 1))
        if draft.type == "CONCEDE" and hit.finite and after in _SAID_THAT:  # «conceded that it no longer held the city» is said
            return False
        if draft.type == "RETREAT" and hit.companion >= 0 and after.endswith("ing"):  # «gave up counting»
            return False
        if hit.lemma.frame.id == "meet" and not any(a.mention.kind in _MEETING for a in parties):
            return False
        if hit.lemma.id.endswith(".rule-out") and not draft.occurred:  # what is not ruled out is said to be possible
            return False
        if hit.lemma.id.endswith(".offer"):  # «offered to withdraw», «offered them shelter», not «offered some advice»
            return bool(draft.recipient) or after == "to"
        if hit.lemma.id.endswith(".return-troops") and self.scene.kind[min(hit.last, len(self.scene.kind) - 1)] not in "PT.,":
            return False  # «returned 80 migrants to the camp»
        return self._stands(draft, hit.lemma.need, parties)

    def _stands(self, draft: Draft, need: str, parties: list[Arg]) -> bool:
        """Whether the named need is met by what the clause holds."""
        hit = draft.hit
        after_word = self.scene.norm(hit.last)
        if need == "party":
            return bool(parties)
        if need == "people":
            return bool(draft.recipient)
        if need == "armed":
            return any(a.mention.kind in _ACTING or self._helmets(a) for a in draft.actor)
        if need == "armedvictim":  # «thirty soldiers died there»
            gone = after_word in ("away", "down", "out")
            return not gone and any(a.mention.kind in ("force", "group") or a.party in ("soldiers", "police") for a in draft.recipient)
        if need == "heldfire":  # «the police did not fire», not «did not fire the minister»
            after = self.scene.kind[hit.last] if hit.last < len(self.scene.kind) else "."
            who = any(a.mention.kind in _ARMED or (a.loose and a.party in ("soldiers", "police")) for a in draft.actor)
            return not draft.occurred and draft.status == "actual" and who and after in "PT.,S"
        if need == "forces" and not draft.occurred and any(self.scene.norm(j) in _AIRCRAFT for j in range(max(0, hit.first - 5), hit.first)):
            return True  # «no aircraft flew over the town»
        if need == "forces":
            return any(a.mention.kind in _ARMED or (a.loose and a.party in ("soldiers", "police")) or a.party in _GOERS for a in draft.actor)
        if need in ("armedplace", "armedpeople"):
            armed = any(a.mention.kind in _ARMED or a.party in _GOERS for a in draft.actor)
            return armed and (self._place_after(hit) if need == "armedplace" else bool(draft.recipient))
        if need == "negated":
            armed = not draft.actor or any(a.mention.kind in _ARMED for a in parties)
            return not draft.occurred and (armed or hit.nominal)
        if need == "placesubj":
            return self._place_before(hit)
        if need == "fallto" and hit.finite:
            to = any(self.scene.norm(j) in ("to", "into", "under") for j in range(hit.last, hit.last + 5))
            return to and (bool(draft.actor) or self._place_before(hit))
        return self._counted(hit) if need == "counted" else True

    def _helmets(self, arg: Arg) -> bool:
        """Whether the men of a body of states are meant: «UN peacekeepers left their base»."""
        return any(self.scene.norm(j) in ("peacekeepers", "troops", "observers", "helmets") for j in range(arg.first, arg.last))

    def _place_after(self, hit: Hit) -> bool:
        """Whether a place follows a verb: a name, a capital, or a word such as «side», «bank», «building»."""
        scene, last = self.scene, self.scene.doc.sentence_of(hit.first)[1]
        ahead = range(max(hit.last, hit.companion + 1), min(last, hit.last + _AHEAD))
        ahead = range(ahead.start, next((j for j in ahead if scene.kind[j] in "SV," or scene.norm(j) in ("and", "but")), ahead.stop))
        if not hit.lemma.id.endswith((".hold-place", ".walk-into")):
            return any(scene.kind[j] == "L" for j in ahead)
        return any(scene.kind[j] == "L" or scene.norm(j) in GROUND or scene.words.in_context("placeobj", scene.norm(j)) for j in ahead) or any(
            scene.kind[j] == "A" and scene.args[scene.arg_at[j]].mention.made.rule == "en.mention.capital" for j in ahead
        )

    def _by_nature(self, draft: Draft) -> bool:
        """Whether fire, flood or sickness did it: «a fire destroyed the market», «killed by a storm»."""
        if draft.type != "ASSAULT" or draft.actor or draft.hit.nominal:
            return False
        scene = self.scene
        j = scene.back(self.roles.chain(draft.hit))
        last = scene.doc.sentence_of(draft.hit.first)[1]
        following = [scene.norm(k) for k in range(draft.hit.last, min(last, draft.hit.last + 8))]
        if "by" in following and any(w in NATURE for w in following[following.index("by") : following.index("by") + 4]):
            return True
        return j >= 0 and scene.norm(j) in NATURE and scene.norm(j - 1) not in WEAPONS

    def _at_play(self, draft: Draft) -> bool:
        """Whether a report of sport or markets speaks in words of war, with no armed side in the claim."""
        if draft.type not in _VIOLENT or any(a.mention.kind in _ARMED for a in (*draft.actor, *draft.recipient)):
            return False
        doc = self.scene.doc
        a, b = doc.sentence_of(draft.hit.first)
        around = range(max(a, draft.hit.first - _AROUND), min(b, draft.hit.first + _AROUND))
        here = {doc.norms[j] for j in around} if self.games or self.trades else set()
        if len(self.games) >= _GAME and not here & _CROWD and (here & self.games or not draft.actor):
            return True
        return len(here & self.trades) >= (2 if len(self.trades) >= _TRADE else 3)

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
