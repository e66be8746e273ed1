"""English verb groups: where they begin, and whether they are passive, short forms and headlines among them."""

from __future__ import annotations

from isnad.lang.common.claims import Hit
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import ADVERBS, BE, COUNTS, HAVE, LINKS, MODAL

_REDUCED = frozenset({"take", "kill", "arrest", "wound", "expel", "defeat", "recruit", "sanction", "evacuate"})
_SHORT = _REDUCED | {
    "strike", "attack", "release", "besiege", "prevent", "ban", "intercept", "force", "allow", "allow2", "aid", "urge", "accuse", "warn", "designate",
    "sentence", "repel",
}  # fmt: skip
_ROUGHLY = frozenset({"about", "around", "over", "up", "at", "nearly", "almost", "some", "under"})
_LISTED = 6  # participles in a list that may share one `have`
GROUP = BE | HAVE | MODAL | ADVERBS
SHORTENED = frozenset({"it", "they", "he", "she", "we", "i", "you", "who", "that"})


class VerbGroups:
    """Reads the verb groups of one document.

    Args:
        scene: the document laid out.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def chain(self, hit: Hit) -> int:
        """First token of the verb group: over adverbs, auxiliaries and `to`."""
        s = self.scene
        i = hit.first
        j = s.back(i)
        while j >= 0 and (s.norm(j) in GROUP or s.norm(j) in LINKS or s.norm(j).endswith(("n't", "ly"))):
            i = j
            j = s.back(j)
        return i

    def passive(self, hit: Hit, start: int) -> bool:
        """Whether a participle is passive: after a form of `be`, or before `by` without an object."""
        s = self.scene
        if hit.tense not in ("past", "pp"):
            return False
        if any(s.norm(j) in BE for j in range(start, hit.first)):
            return True
        short = s.norm(s.back(start)).replace("’", "'") if s.back(start) >= 0 else ""
        if short.endswith(("'s", "'re", "'m")) and short.split("'")[0] in SHORTENED and hit.last < len(s.kind):
            return s.kind[hit.last] in "PTS.,"  # «they're besieged», «it's repelled an attack»
        if hit.tense == "pp":
            return not any(s.norm(j) in HAVE for j in range(start, hit.first)) and not self._goes_on(start)
        if any(s.norm(j) in HAVE for j in range(start, hit.first)):
            return False
        if hit.lemma.frame.id in _REDUCED and "p" in hit.voice and self._reduced(hit):
            return True
        if hit.lemma.frame.id in _SHORT and self._headline(hit, start):
            return True
        if hit.companion >= 0:
            return s.norm(hit.companion + 1) == "by"
        if hit.lemma.frame.id in ("leave", "withdraw", "move") and hit.voice != "p":  # «left by the southern road»
            return False
        return s.norm(hit.last) == "by" or (s.norm(hit.last + 1) == "by" and s.kind[min(hit.last, len(s.kind) - 1)] in "wT" and hit.voice != "a")

    def _goes_on(self, start: int) -> bool:
        """Whether a participle shares the `have` of the one before it: «is said to have sealed the roads and begun a campaign»."""
        s = self.scene
        if s.norm(s.back(start)) != "and":
            return False
        before = [h for h in s.hits_in(s.doc.sentence_of(start)[0], start) if h.tense in ("pp", "past")]
        return bool(before) and self._perfect(before[-1])

    def _perfect(self, hit: Hit) -> bool:
        """Whether a participle has its own `have`, or stands in a list behind one that has."""
        s = self.scene
        for _ in range(_LISTED):
            first = self.chain(hit)
            words = [s.norm(j) for j in range(first, hit.first)]
            if any(w in HAVE for w in words):
                return not any(w in BE for w in words)
            earlier = [h for h in s.hits_in(s.doc.sentence_of(first)[0], first)[-1:] if h.tense in ("pp", "past")]
            if first != hit.first or s.norm(s.back(first)) != "," or not earlier:
                return False
            hit = earlier[0]
        return False

    def _headline(self, hit: Hit, start: int) -> bool:
        """«Envoy summoned in the capital», «Residents told to leave»: headlines and bulletins leave out the `was`, and no object follows."""
        s = self.scene
        first, last = s.doc.sentence_of(hit.first)
        j, after = s.back(start), max(hit.last, hit.companion + 1)
        if hit.companion >= 0 and s.norm(hit.companion) == "to":
            after = hit.companion
        closed = last > first and s.doc.tokens[last - 1].kind == "punct" and s.norm(last - 1) in ".!?"
        if closed or j < 0 or s.kind[j] not in "AN" or after - hit.last > 1 or start != hit.first:
            return False
        return after >= last or s.kind[after] in "PT.," or s.norm(after) in ("to", "and", "after", "as", "-", "too")

    def _reduced(self, hit: Hit) -> bool:
        """«soldiers captured in August»: a party right before the participle and neither an object nor an auxiliary."""
        s = self.scene
        j = s.back(hit.first)
        if j < 0 or s.kind[j] not in "AN" or hit.last >= len(s.kind):
            return False
        if s.norm(hit.last) == "at" and hit.lemma.id.endswith(".shoot"):
            return False
        if s.norm(hit.last) in _ROUGHLY and (s.norm(hit.last + 1) in COUNTS or s.doc.tokens[min(hit.last + 1, len(s.kind) - 1)].kind == "number"):
            return False  # «captured about 120 militants»
        return s.kind[hit.last] in "PT.," and s.norm(hit.last) != "of"
