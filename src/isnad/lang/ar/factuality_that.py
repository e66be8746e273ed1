"""«نفى أن يكون …», «رفض أن يسمح …», «منعت الحزب من أن يقاتل …», «استبعد أن …»: what stands under «أن» after a verb of denying or refusing."""

from __future__ import annotations

from typing import Literal, cast

from isnad.grammar.rules import register
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.common.claims import Hit
from isnad.lang.tables import table
from isnad.model.records import Status
from isnad.text.fold import fold

DENIED_THAT = register("ar.claim.denied-that", "A verb under «نفى أن …» is denied by whoever speaks.")
REFUSED_THAT = register("ar.claim.refused-that", "What somebody refused or forbade in a clause with «أن» did not happen: «رفض أن يقاتل».")
UNLIKELY_THAT = register("ar.claim.unlikely-that", "What somebody rules out in a clause with «أن» is held not to be: «استبعد أن تكون القوات قصفت …».")
DENIED_TALE = register("ar.claim.denied-tale", "What is told, and denied as told, is denied: «نفى ما تتناقله قنوات من أن الجيش حاصر …».")
GRANTED = register("ar.claim.granted", "A known act inside a denied clause is not denied with it: «نفى أن تكون زوارقه رافقت القوة المهاجمة».")

Governor = Literal["deny", "refuse", "shun", "unlikely", "open"]


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(w) for w in text.split())


_VERBS: dict[str, Governor] = {w: cast(Governor, e["governs"]) for e in table("ar", "governing")["entries"] for w in e["forms"]}
_NOT = _set("لم لن لا ولم ولن ولا فلم فلا ما وما")
_BEING = _set("يكون تكون يكونوا تكونا يكونا أكون نكون")
_TELLS = _set("ما لما بما")
_TIMES = _set("بعد قبل منذ فور حال بمجرد لمجرد ريثما لولا خشية مخافة شرط بشرط")  # make a clause of «أن» one of time or condition
_BACK = 10  # words from «أن» back to the verb that it depends on, asides between commas left out
_ASIDE = 14  # words of an aside between commas
_REACH = 24  # words from «أن» to a verb in its clause


def _bare(norm: str) -> str:
    return norm if norm in _VERBS else norm[1:] if norm[:1] in "وف" and norm[1:] in _VERBS else ""


def governor(scene: Scene, that: int) -> Governor | None:
    """The verb of denying, refusing or ruling out that the «أن» at a token depends on; None for another, or for one that is itself negated.

    Who does not rule out leaves it `open`.
    """
    a, _ = scene.doc.sentence_of(that)
    if that > a and ((last := scene.norm(that - 1)) in _TIMES or (last[:1] in "وف" and last[1:] in _TIMES)):
        return None  # «نفت … بعد أن قصف …», «في حال أن يهاجم …»
    j, steps, asides = that - 1, 0, 0
    while j >= a and steps < _BACK:
        norm = scene.norm(j)
        verb = _bare(norm)
        if verb:
            if j > a and scene.norm(j - 1) in _NOT:
                return "open" if _VERBS[verb] == "unlikely" else None
            return _VERBS[verb]
        if scene.kind[j] == "," and asides < 1:
            opened = next((k for k in range(j - 1, max(a, j - _ASIDE) - 1, -1) if scene.kind[k] == ","), None)
            if opened is None or norm in (":", "؛", ";"):
                return None
            j, asides = opened - 1, asides + 1
            continue
        if scene.kind[j] in ".RS," or norm in (":", "؛") or (scene.kind[j] == "V" and norm not in _BEING):
            return None
        j, steps = j - 1, steps + 1
    return None


def _that_of(scene: Scene, i: int) -> int | None:
    """The «أن» in whose clause a token stands, as far as nothing else begins between them."""
    a, _ = scene.doc.sentence_of(i)
    for j in range(i - 1, max(a, i - _REACH) - 1, -1):
        norm = scene.norm(j)
        if norm in ("ان", "بان"):
            return j
        if scene.kind[j] in ".RS" or norm in (":", "؛", ";", "لكن", "ولكن", "بل"):
            return None
        if scene.kind[j] == "," and norm not in ("-", "–", "—"):
            return None
    return None


def under_that(scene: Scene, hit: Hit) -> tuple[bool, Status, str] | None:
    """Occurred, status and rule of a finite verb under «أن» after a verb of denying or refusing; None where it stands under none."""
    that = _that_of(scene, hit.first)
    if that is None:
        return None
    if scene.norm(that - 1) == "من" and _tale_denied(scene, that):
        return False, "denied-by-speaker", DENIED_TALE
    before = scene.back(hit.first)
    being = any(scene.norm(k) in _BEING for k in range(that + 1, min(that + 3, hit.first)))
    more = hit.tense != "perf" and (scene.norm(before) == "او" or hit.pro.startswith("و")) and _acts(scene, that, before + 1)
    if before != that and not being and not more:
        return None
    verb = governor(scene, that)
    if more and verb not in ("refuse", "shun"):
        return None
    if verb is None or hit.lemma.type in ("REJECT", "ACCUSE"):
        return None
    if verb == "deny":
        return False, "denied-by-speaker", DENIED_THAT
    if verb in ("unlikely", "open"):
        return verb == "open", "hypothetical", UNLIKELY_THAT
    if being or hit.tense == "perf":
        return None
    return False, "actual" if verb == "refuse" else "hypothetical", REFUSED_THAT


def _tale_denied(scene: Scene, that: int) -> bool:
    """«نفى ما تتناقله قنوات من أن …», «رفض ما تردد عن أن …»."""
    a, _ = scene.doc.sentence_of(that)
    told = next((k for k in range(that - 2, max(a, that - 9) - 1, -1) if scene.norm(k) in _TELLS), None)
    if told is None:
        return False
    verbs = [k for k in range(max(a, told - 8), told) if _VERBS.get(_bare(scene.norm(k)), "") in ("deny", "refuse")]
    return any(k == a or scene.norm(k - 1) not in _NOT for k in verbs)


def ruled_out(scene: Scene, hit: Hit) -> tuple[bool, Status, str] | None:
    """Occurred, status and rule of a noun in a clause that somebody rules out or refuses: «استبعد أن تشمل الضربات المدينة».

    So is a verb that is read as a noun.
    """
    that = _that_of(scene, hit.first)
    if that is None:
        return None
    if scene.back(hit.first) == that and scene.norm(hit.first)[:1] in "يت":
        return under_that(scene, hit)
    verb = governor(scene, that)
    if verb in ("refuse", "shun") and hit.pro.startswith("ب"):
        return False, "hypothetical", REFUSED_THAT  # «رفض أن يسمح للمدنيين بالمغادرة»
    return (verb == "open", "hypothetical", UNLIKELY_THAT) if verb in ("unlikely", "open") else None


def _acts(scene: Scene, first: int, last: int) -> bool:
    """Whether a finite verb of what is done stands between two tokens, and none that only carries a noun of what is done."""
    found = [h for k in range(first + 1, last) if (h := scene.hit_at.get(k)) is not None and h.finite]
    return bool(found) and all(h.lemma.type is not None and not h.lemma.kind for h in found)


def granted(scene: Scene, hit: Hit) -> bool:
    """Whether a noun with its article is known, and what the denied clause says is another thing of it or beside it.

    «نفى أن تكون واشنطن أعطت موافقتها على الاقتحام», «نفى أن يكون القتال قبليا».
    """
    if hit.finite or not scene.norm(hit.first).startswith(("ال", "لل", "بال")):
        return False
    that = _that_of(scene, hit.first)
    if that is None or governor(scene, that) != "deny":
        return False
    told = hit.last < len(scene.kind) and scene.kind[hit.last] == "w" and scene.norm(hit.last).endswith("ا")
    return _acts(scene, that, hit.first) or (scene.norm(hit.first - 1) in _BEING and told)
