"""Whether an English clause says that a thing happened, did not happen, is meant to happen or may happen."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.common.claims import Hit
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import BE, DETS, HAVE, MODAL
from isnad.lang.en.roles import Who
from isnad.model.records import Status

NOT_VERB = register("en.claim.not-verb", "A verb with not, never or no subject of its own did not happen.")
WITHOUT = register("en.claim.without", "A noun after no, without or lack of did not happen.")
REFRAINED = register("en.claim.refrained", "What somebody failed, refused, stopped or avoided did not happen.")
PLANNED = register("en.claim.planned", "What will be done, or somebody means to do, is planned.")
MAYBE = register("en.claim.maybe", "What stands after may, might, could, if or perhaps is hypothetical.")
ACTUAL = register("en.claim.actual", "A plain verb or noun is said to have happened.")

_NOT = frozenset({"not", "never", "nor", "neither", "hardly", "barely"})
_LACK = frozenset({"no", "without", "zero"})
_MAYBE = frozenset({"may", "might", "could", "if", "perhaps", "possibly", "possible", "whether", "unless", "potential"})


class Factuality:
    """Reads polarity and status of hits in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def read(self, hit: Hit, who: Who) -> tuple[bool, Status, str]:
        """Occurred, status and rule."""
        occurred, status, rule = self._noun(hit) if hit.nominal and hit.tense != "ing" else self._verb(hit)
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
                if k >= 0 and s.norm(k) in ("if", "unless", "whether"):
                    return True, "hypothetical", MAYBE
                break
            j, steps = s.back(j), steps + 1
        return True, status, rule

    def _noun(self, hit: Hit) -> tuple[bool, Status, str]:
        s = self.scene
        j, steps = s.back(hit.first), 0
        while j >= 0 and steps < 4:
            norm = s.norm(j)
            if norm in _LACK:
                return False, "actual", WITHOUT
            if norm == "of" and s.norm(s.back(j)) in ("lack", "absence"):
                return False, "actual", WITHOUT
            if norm in ("possible", "potential", "planned", "threatened"):
                return True, "hypothetical", MAYBE
            if s.kind[j] in "VS.," or (s.kind[j] == "P" and norm != "of"):
                break
            j, steps = s.back(j), steps + 1
        return True, "actual", ACTUAL
