"""People who are captured are taken prisoner, no ground is: «captured two soldiers», «captured two», «the capture of a pilot»."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.common.claims import Draft
from isnad.lang.en.claims_scene import Scene
from isnad.lang.en.claims_sets import ADVERBS, BE, COUNTS, DETS, HAVE

CAPTIVES = register("en.claim.captives", "Who captures people or a bare number takes prisoners, and no ground.")
_CAPTURES = (".capture", ".capture-2", ".n-capture")
_REACH = 7  # tokens from the word to the noun that says what is captured
_PLACES = 5  # tokens behind a bare number within which a place may say that places were captured
_JOINS = frozenset({"and", "but", "or"})
_ROUGH = frozenset({"at", "least", "more", "than", "about", "around", "some", "nearly", "almost", "over", "up", "to", "as", "many", "dozen", "of"})


def captives(scene: Scene, draft: Draft) -> None:
    """Make a capture of people one, in place.

    Args:
        scene: the document.
        draft: a claim.
    """
    if draft.mode != "seize-territory" or not draft.hit.lemma.id.endswith(_CAPTURES):
        return
    if _people_before(scene, draft) if draft.rule.endswith("passive") else _people_after(scene, draft):
        draft.mode = "abduct"
        draft.rules.append(CAPTIVES)


def _person(scene: Scene, j: int) -> bool:
    """Whether a token is a noun for people, or ends the name of a person."""
    if scene.words.in_context("taken", scene.norm(j)):
        return True
    return scene.kind[j] == "A" and scene.args[scene.arg_at[j]].mention.kind in ("person", "people")


def _number(scene: Scene, j: int) -> bool:
    return scene.doc.tokens[j].kind == "number" or scene.norm(j) in COUNTS


def _people_after(scene: Scene, draft: Draft) -> bool:
    """Whether the object is people: its noun, or a number that nothing else follows."""
    last = scene.doc.sentence_of(draft.hit.first)[1]
    number = -1
    for j in range(max(draft.hit.last, draft.hit.companion + 1), min(last, draft.hit.last + _REACH)):
        norm = scene.norm(j)
        if _person(scene, j):
            return True
        if norm in ("others", "more") and number == j - 1:
            return True
        if _number(scene, j):
            number = j
        elif norm in _ROUGH or norm in DETS:
            continue  # «two of the soldiers»
        elif number == j - 1 and number >= 0 and (scene.kind[j] in "P.,SVT" or norm in _JOINS):
            return not any(scene.kind[k] == "L" and scene.norm(k - 1) not in ("in", "near", "at") for k in range(j, min(last, j + _PLACES)))
        elif scene.kind[j] in "LPSV.," or norm in _JOINS:
            return False
    return number == last - 1 and number >= draft.hit.last


def _people_before(scene: Scene, draft: Draft) -> bool:
    """Whether the subject of a passive is people: «two were captured», «a pilot was captured»."""
    first = scene.doc.sentence_of(draft.hit.first)[0]
    j = draft.hit.first - 1
    while j >= max(first, draft.hit.first - _REACH):
        if _person(scene, j) or _number(scene, j):
            return True
        if scene.norm(j) not in BE and scene.norm(j) not in HAVE and scene.norm(j) not in ADVERBS and scene.norm(j) != "alive":
            return False
        j -= 1
    return False
