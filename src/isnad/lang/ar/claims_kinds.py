"""What an Arabic word of happening stands for by what is around it: holding a place is a state, entering a foe's town is taking it."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.claims_sets import folded
from isnad.lang.ar.roles import RESUMED
from isnad.lang.common.claims import Draft, Hit

ENTERED = register("ar.claim.entered", "An armed side that enters a town held by another has taken it.")
_HOLDERS = folded("تحت تخضع يخضع خضعت وتخضع ويخضع خاضع خاضعة خاضعا خاضعين الخاضع الخاضعة الخاضعين مناطق ومناطق مناطقها نطاق رقعة خريطة")
_OUTSIDE = folded("خارج خارجة")
_TOWNS = folded("مدينة المدينة بلدة البلدة قرية القرية حي الحي أحياء الأحياء شوارع الشوارع")
_HELD = "ar.event.syttr-1"
_ENTER = "ar.event.dkhl-1"
_HARM = frozenset({"kill", "killed", "wound", "blast"})
_SETTLED = frozenset({"city", "capital", "town", "village", "camp", "base", "neighbourhood"})


def holds(scene: Scene, hit: Hit) -> bool:
    """Whether a word of control tells who holds a place, not that somebody took it: «مناطق سيطرة», «التي يسيطر عليها».

    Args:
        scene: the document.
        hit: a hit of any lemma.

    Returns:
        True for a state, which is no claim.
    """
    if hit.lemma.id != _HELD:
        return False
    j = scene.back(hit.first)
    if hit.nominal:
        return j >= 0 and scene.norm(j) in (_HOLDERS | _OUTSIDE if not hit.pro.endswith("ال") else _HOLDERS)
    if hit.tense != "impf" or j < 0 or scene.kind[j] != "R":
        return False
    return any(scene.norm(m).startswith("علي") and scene.norm(m) in RESUMED for m in range(hit.last, min(hit.last + 3, len(scene.kind))))


def enters_town(scene: Scene, draft: Draft) -> bool:
    """Whether «دخل» tells of an armed side's coming into a town.

    Args:
        scene: the document.
        draft: a claim with its roles.

    Returns:
        True if the doer is armed, the act is told as done, and a town is what is entered.
    """
    hit = draft.hit
    if hit.lemma.id != _ENTER or not draft.occurred or draft.status != "actual" or not draft.actor:
        return False
    if any(a.mention.kind not in ("force", "group", "state") for a in draft.actor):
        return False
    last = scene.doc.sentence_of(hit.first)[1]
    for j in range(hit.last, min(last, hit.last + 9)):
        norm = scene.norm(j)
        if norm in ("منطقه", "الحدود", "الاراضي", "اراضي"):
            return False
        if norm in _TOWNS:
            return True
        if scene.kind[j] == "L":
            return _settlement(scene, j)
        if scene.kind[j] in "VRS.":
            return False
    return False


def _settlement(scene: Scene, j: int) -> bool:
    start = scene.doc.tokens[j].start
    for place in scene.sheet.places:
        if place.span.start <= start < place.span.end:
            return place.kind in _SETTLED
    return False


def accident(scene: Scene, draft: Draft) -> bool:
    """Whether deaths, injuries or a blast in a sentence come of an accident or a disaster that it names, and nobody struck.

    Args:
        scene: the document.
        draft: a claim with its roles.

    Returns:
        True if the sentence names an accident and neither a doer nor a strike.
    """
    if draft.type != "ASSAULT" or draft.actor or draft.hit.lemma.frame.id not in _HARM:
        return False
    a, b = scene.doc.sentence_of(draft.hit.first)
    a, b = max(a, draft.hit.first - 30), min(b, draft.hit.first + 30)
    if not any(scene.words.in_context("accident", scene.norm(j)) for j in range(a, b)):
        return False
    return all(h is draft.hit or h.lemma.type != "ASSAULT" or h.lemma.frame.id in _HARM for h in scene.hits_in(a, b))
