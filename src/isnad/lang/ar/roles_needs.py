"""What an Arabic verb needs: the object it cannot be without, the subject that a noun beside it is, the voice that its vowels show."""

from __future__ import annotations

import re
from bisect import bisect_left

from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.roles import THAT_HE, Bound
from isnad.lang.common.claims import Arg, Hit

_FORM = re.compile(r"-(\d{1,2})(?:-|$)")
_ALWAYS = (".whm-8", ".lwm-1")  # اتهم، لام: nobody uses them without saying whom
_URGES = (".nshd-3", ".hhthth-1", ".mhl-4", ".ndhr-4", ".jbr-4", ".rghm-4", ".nsshh-1")  # ناشد، حث، أمهل، أنذر، أجبر، أرغم، نصح
_COMPLEMENT = frozenset({"علي", "ان", "الي", "بان", "بانه", "بانها", "بانهم", "كي", "لكي", "من"})
_DAMMA = "\u064f"


def form(hit: Hit) -> int:
    """The form (1 to 10) of the verb that a hit is one of, or 0 where its entry does not tell."""
    m = _FORM.search(hit.lemma.id)
    return int(m[1]) if m else 0


def lone_object(scene: Scene, hit: Hit, arg: Arg) -> bool:
    """«واتهم حزب الله بأنه …»: the one noun behind a verb that needs an object, right before what it is blamed for or urged to, is its object.

    Args:
        scene: the document.
        hit: a finite verb.
        arg: the only bare party after it.
    """
    always = hit.lemma.id.endswith(_ALWAYS)
    if not always and not hit.lemma.id.endswith(_URGES):
        return False
    if hit.enc or scene.next(hit.last - 1) != arg.first:
        return False
    j = scene.next(arg.last - 1)
    if j >= len(scene.kind) or scene.kind[j] == ".":
        return always
    norm = scene.norm(j)
    if norm in _COMPLEMENT:
        return norm != "الي" or not always
    return (norm.startswith("ب") and scene.kind[j] in "wEN" and not scene.doc.tokens[j].breaks)


def purpose(hit: Hit) -> bool:
    """«عبرت القوات الحدود لتسحق الحركة»: whether ل before a present verb makes it the aim of the verb above, whose subject goes on."""
    return hit.tense in ("impf", "juss") and hit.pro.endswith("ل")


def stranger(scene: Scene, hit: Hit, arg: Arg) -> bool:
    """«نفى المصدر صحة ما تبثه أبواق المتمردين»: a definite noun of a person who says or denies stands between the verb and the party.

    Args:
        scene: the document.
        hit: a finite verb that only somebody who speaks can be the subject of.
        arg: the first bare party after it.
    """
    j = scene.next(hit.last - 1)
    if not j < arg.first or scene.kind[j] not in "wN" or not scene.norm(j).startswith("ال") or arg.mention.kind in ("person", "official"):
        return False  # «نفى النائب عن الحزب حسن خليل»: the name is the subject's own
    return not scene.words.in_context("themes", scene.norm(j)) and not scene.words.in_context("takectx", scene.norm(j))


def must_be_object(scene: Scene, hit: Hit, bare: list[list[Arg]], *, speaks: bool) -> bool:
    """Whether the first bare party after a verb cannot be its subject.

    Args:
        scene: the document.
        hit: a finite verb.
        bare: the bare parties after it, by group.
        speaks: whether only somebody who speaks can be its subject.
    """
    if not bare:
        return False
    if speaks and stranger(scene, hit, bare[0][0]):
        return True
    return len(bare) == 1 and (lone_object(scene, hit, bare[0][0]) or (purpose(hit) and hit.lemma.frame.obj == "r"))


def vowelled_passive(raw: str, hit: Hit) -> bool:
    """«يُقصف»: ـُ written on the prefix of a present verb whose active form has ـَ there.

    Args:
        raw: the word as written.
        hit: the verb.
    """
    lead = raw[len(hit.pro) : len(hit.pro) + 2]
    frame = hit.lemma.frame
    governs = frame.obj == "r" or frame.passive != "" or frame.id == "allow"
    present = hit.tense in ("impf", "juss") and "p" in hit.voice and form(hit) in (1, 5, 6, 7, 8, 9, 10)
    return governs and present and hit.companion < 0 and _DAMMA in lead


def may_have(scene: Scene, hit: Hit) -> bool:
    """«نفى أن يكون قد نقل عائلات»: after «يكون قد» the subject has gone before.

    Args:
        scene: the document.
        hit: a finite verb.
    """
    j, steps = scene.back(hit.first), 0
    if j < 1 or scene.norm(j) != "قد":
        return False
    while j > 0 and steps < 5 and scene.kind[j] in "wA":
        j, steps = scene.back(j), steps + 1
        if scene.norm(j) in ("يكون", "تكون", "يكونوا"):
            return True
    return False


def number_is_object(scene: Scene, hit: Hit, before: int, after: int) -> bool:
    """«أسروا عشرين», «إنها أسرت اثنين»: behind a verb whose subject is in it or in the pronoun before it a number is its object."""
    if after >= len(scene.kind) or scene.kind[after] == "T" or not (hit.person == "3mp" or scene.norm(before) in THAT_HE):
        return False
    start, found = scene.doc.tokens[after].start, scene.sheet.quantities
    k = bisect_left(found, start, key=lambda q: q.span.start)
    return k < len(found) and found[k].span.start == start


def agent_of_noun(scene: Scene, hit: Hit, b: Bound, arg: Arg) -> bool:
    """«تصدى الجيش لهجوم من قبل المسلحين»: an active verb with its subject has no agent, the noun of happening behind it has."""
    if b.passive or not b.subj or b.subj[0].first < hit.last:
        return False
    return any(h.nominal and not h.lemma.kind for h in scene.hits_in(b.subj[0].last, arg.first))
