"""Whether an English clause says that a thing happened, did not happen, is meant to happen or may happen."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.common.claims import Hit
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import BE, DETS, HAVE, MODAL, REPORTED
from isnad.lang.en.roles import Who
from isnad.model.records import Status

NOT_VERB = register("en.claim.not-verb", "A verb with not, never or no subject of its own did not happen.")
NOBODY = register("en.claim.nobody", "What is done by nobody, by neither side or to no one did not happen.")
WITHOUT = register("en.claim.without", "A noun after no, without or lack of did not happen.")
REFRAINED = register("en.claim.refrained", "What somebody failed, refused, stopped or avoided did not happen.")
PLANNED = register("en.claim.planned", "What will be done, or somebody means to do, is planned.")
MAYBE = register("en.claim.maybe", "What stands after may, might, could, if or perhaps is hypothetical.")
UNTIL = register("en.claim.not-until", "What was not done until a day or a happening was done then: “did not attack it until May”.")
DREADED = register("en.claim.dreaded", "What stands after risk, danger or threat of is hypothetical.")
ACTUAL = ""  # nothing was needed to say that it happened

_NOT = frozenset({"not", "never", "nor", "neither", "hardly", "barely"})
_AT = frozenset({"at", "on", "to", "with", "against", "upon"})
_NO_COUNT = frozenset({"fewer", "less", "more", "longer", "sooner", "doubt", "matter", "other", "later", "earlier", "better", "way"})
_LEAVING = frozenset({"leave", "withdraw", "release", "lost"})
_NOT_DOING = frozenset({("instead", "of"), ("short", "of"), ("far", "from")})
_REACH = 60  # words over which «neither … nor» is looked for
_LATER = frozenset({"when", "while", "after", "before", "because", "as", "until", "since", "if", "although"})
_FORCED = frozenset({"forced", "compelled", "obliged", "made", "seen", "managed", "proceeded", "continued", "began", "rushed"})
_UNABLE = frozenset({"unable", "unwilling", "reluctant", "powerless", "incapable"})
_LACK = frozenset({"no", "without", "zero"})
_TILL = frozenset({"until", "till"})
_STILL = frozenset({"now", "today", "recently", "yesterday", "the", "this", "that", "then", "further", "after"})
_DREAD = frozenset({"risk", "risks", "danger", "threat", "threats", "prospect", "possibility", "likelihood"})
_AHEAD = 14  # words after a verb among which “until” is looked for
_MAYBE = frozenset({"may", "might", "could", "if", "perhaps", "possibly", "possible", "whether", "unless", "potential"})


class Factuality:
    """Reads polarity and status of hits in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def read(self, hit: Hit, who: Who) -> tuple[bool, Status, str]:
        """Occurred, status and rule."""
        occurred, status, rule = self._noun(hit) if hit.nominal and hit.tense != "ing" else self._verb(hit)
        if not occurred and rule == NOT_VERB and not hit.nominal and not hit.lemma.denies and self._until(hit):
            return True, "actual", UNTIL
        if hit.lemma.denies:
            return not occurred if status == "actual" else occurred, status, NOT_VERB if occurred else rule
        if occurred and status in ("actual", "planned", "hypothetical") and not (hit.nominal and hit.tense != "ing") and self._nobody(hit, who):
            return False, "actual", NOBODY
        carrier = who.carrier
        if carrier is not None and occurred:
            done, carried, why = self._verb(carrier)
            kind = carrier.lemma.kind
            if kind in ("fail", "refrain"):
                return not done, "hypothetical" if carried in ("planned", "hypothetical") else "actual", REFRAINED
            if not done:
                return False, "actual", NOT_VERB
            if kind == "plan":
                return True, "planned", PLANNED
            if carried != "actual":
                return True, carried, why
            if kind == "do" and status == "planned":
                return True, "actual", ACTUAL
        return occurred, status, rule

    def _until(self, hit: Hit) -> bool:
        """Whether a verb with “did not” is followed by “until” and the day on which it was done."""
        s = self.scene
        if s.norm(s.back(hit.first)) not in ("not", "never") and not s.norm(s.back(hit.first)).endswith(("n't", "n’t")):
            return False
        for j in range(hit.last, min(len(s.kind) - 1, hit.last + _AHEAD)):
            if s.norm(j) in _TILL:
                helper = s.norm(s.back(s.back(hit.first))) in ("did", "was", "were", "had")
                return helper and s.norm(j + 1) not in _STILL and any(s.kind[k] == "T" for k in range(j + 1, min(len(s.kind), j + 4)))
            if s.kind[j] in ".,;S":
                return False
        return False

    def _nobody(self, hit: Hit, who: Who) -> bool:
        """Whether subject or object says that there was none: «neither X nor Y has moved», «shot at no one», «not one of them was hit»."""
        s = self.scene
        j = max(hit.last, hit.companion + 1)
        if s.norm(j) in _AT:
            j += 1
        first, second = s.norm(j), s.norm(j + 1)
        if first in ("nobody", "none", "nothing") or (first == "no" and second not in _NO_COUNT) or (first == "not" and second in ("one", "a")):
            return hit.lemma.frame.id not in _LEAVING or first == "nobody" or second == "one"
        start = self._opening(who.first, hit.first)
        a, b = s.norm(start), s.norm(start + 1)
        if s.norm(s.back(hit.first)) in ("it", "they", "he", "she", "who", "which", "that", "we"):
            return False
        if a in ("neither", "nobody", "none") or (a in ("no", "not") and b == "one") or (a == "not" and b in ("a", "single")):
            later = any(s.norm(k) in _LATER for k in range(start + 1, hit.first))  # «neither stepped in when the mob …»
            return not any(s.kind[k] in ".S" for k in range(start + 1, hit.first)) or (a == "neither" and not later)
        return a == "no" and start < hit.first and b not in _NO_COUNT and not any(s.kind[k] in ".,SV" for k in range(start + 1, hit.first))

    def _opening(self, first: int, stop: int) -> int:
        """The first word of a clause, over quotation marks and conjunctions; of a sentence that opens with neither, that word."""
        s = self.scene
        a, _ = s.doc.sentence_of(stop)
        while a < stop and s.kind[a] == "q":
            a += 1
        if s.norm(a) == "neither" and stop - a <= _REACH and any(s.norm(k) == "nor" for k in range(a, stop)):
            return a
        first = max(first, stop - _REACH)
        while first < stop and (s.kind[first] == "q" or s.norm(first) in ("and", "but", "that", "yet")):
            first += 1
        return first

    def _verb(self, hit: Hit) -> tuple[bool, Status, str]:
        s = self.scene
        if any(s.norm(j) in ("no", "little", "neither") for j in range(hit.last, hit.companion)):
            return False, "actual", NOT_VERB
        if s.norm(max(hit.last, hit.companion + 1)) in ("neither", "nobody", "nothing", "none"):  # «backed neither side»
            return False, "actual", NOT_VERB
        j, steps = s.back(hit.first), 0
        status: Status = "actual"
        rule = ACTUAL
        while j >= 0 and steps < 5:
            norm = s.norm(j)
            if norm in _NOT or norm.endswith("n't") or norm.endswith("n’t"):
                return False, "actual", NOT_VERB
            if hit.tense == "ing" and steps <= 1 and (norm == "without" or (s.norm(s.back(j)), norm) in _NOT_DOING):
                return False, "actual", WITHOUT
            if norm in _UNABLE and s.norm(j + 1) == "to":
                return False, "actual", REFRAINED
            if norm == "to" and s.norm(s.back(j)) in _FORCED:  # «were forced to leave»
                break
            if norm == "to" and s.norm(s.back(j)) == "yet":  # «has yet to attack»
                return False, "actual", NOT_VERB
            if norm == "to" and s.norm(j + 1) == "be" and s.norm(s.back(j)) in ("believed", "thought"):
                return True, "hypothetical", MAYBE
            if norm == "to" and s.norm(j + 1) in ("have", "be") and s.norm(s.back(j)) in REPORTED:  # «is said to have taken the hill»
                break
            if norm in ("will", "shall", "to") and status == "actual":
                status, rule = "planned", PLANNED
            if norm in _MAYBE and status in ("actual", "planned"):
                status, rule = "hypothetical", MAYBE
            if norm == "would" and status == "actual":
                status, rule = "hypothetical", MAYBE
            if norm in ("no", "none", "nobody") and steps <= 4:
                return False, "actual", NOT_VERB
            inside = norm in BE or norm in HAVE or norm in MODAL or norm.endswith("ly") or s.kind[j] in "A" or norm in DETS
            if not inside and (s.kind[j] in "VES.,P" or steps > 2):
                break
            if s.kind[j] == "A":
                j = s.args[s.arg_at[j]].first
                k = s.back(j)
                while k > 0 and s.norm(k) in ("or", "nor", "and") and s.kind[s.back(k)] == "A":  # «no Russian or Syrian aircraft»
                    j = s.args[s.arg_at[s.back(k)]].first
                    k = s.back(j)
                if k >= 0 and s.norm(k) in ("no", "neither"):
                    return False, "actual", NOT_VERB
                had = s.back(k) if k >= 0 and s.norm(k) in DETS else k
                if had >= 0 and s.norm(had) == "had" and s.norm(s.back(hit.first)) not in BE and hit.tense in ("past", "pp"):
                    return True, "hypothetical", MAYBE  # «had Israel crossed the river»
                if {s.norm(k), s.norm(had)} & {"if", "unless", "whether"} and k >= 0:
                    return True, "hypothetical", MAYBE
                break
            j, steps = s.back(j), steps + 1
        return True, status, rule

    def _noun(self, hit: Hit) -> tuple[bool, Status, str]:
        s = self.scene
        j, steps = s.back(hit.first), 0
        while j >= 0 and steps < 4:
            norm = s.norm(j)
            if norm in _LACK or (norm == "not" and s.norm(j + 1) in ("a", "one", "single")):
                return False, "actual", WITHOUT
            if (norm == "of" and s.norm(s.back(j)) in ("lack", "absence")) or (norm == "from" and s.norm(s.back(j)) == "far"):
                return False, "actual", WITHOUT
            if norm == "of" and s.norm(s.back(j)) in _DREAD:
                return True, "hypothetical", DREADED
            if norm in ("possible", "potential", "planned", "threatened"):
                return True, "hypothetical", MAYBE
            if s.kind[j] in "VS.," or (s.kind[j] == "P" and norm != "of"):
                break
            j, steps = s.back(j), steps + 1
        return True, "actual", ACTUAL
