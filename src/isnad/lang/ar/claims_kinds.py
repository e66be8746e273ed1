"""What an Arabic word of happening stands for by what is around it: holding a place is a state, entering a foe's town is taking it."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.claims_sets import folded
from isnad.lang.ar.roles import RESUMED
from isnad.lang.common.claims import Draft, Hit

ENTERED = register("ar.claim.entered", "An armed side that enters a town held by another has taken it.")
_HOLDERS = folded("تحت تخضع يخضع خضعت وتخضع ويخضع خاضع خاضعة خاضعا خاضعين الخاضع الخاضعة الخاضعين مناطق ومناطق مناطقها نطاق رقعة خريطة")
VERBAL = register("ar.claim.attack-in-words", "Who attacks a policy, a speech or a deal, or attacks by saying something, blames.")
_COGNATE = 9  # words between a verb and its absolute object
_NAMING = folded("نرمز يرمز ترمز الرمز نسميه نسميها تسميته تسميتها اسمه اسمها اسمهم أسماءهم أسمائهم هويته هويتها هويتهم هوياتهم")
_OUTSIDE = folded("خارج خارجة")
_TOWNS = folded("مدينة المدينة بلدة البلدة قرية القرية حي الحي أحياء الأحياء شوارع الشوارع")
_HELD = "ar.event.syttr-1"
_ENTER = "ar.event.dkhl-1"
_CARRY = "ar.event.nql-1"  # and its idioms: «نقل قوات», «نقل مدنيين»
_PASSES_ON = "ar.cue.naqala"
_ATTACK = "ar.event.hjm-3"
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


def figurative(scene: Scene, hit: Hit) -> bool:
    """Whether the sea, the weather or a plague does it, or what it is done to can be struck in speech only: «ضرب الإعصار», «محاربة الفساد».

    Args:
        scene: the document.
        hit: a hit of any lemma.

    Returns:
        True for a figure of speech or a disaster, which is no claim.
    """
    if hit.lemma.type == "REQUEST" and _unnamed(scene, hit):
        return True
    if hit.lemma.type != "ASSAULT" or hit.companion >= 0:
        return False
    j = scene.next(hit.last - 1)
    while hit.finite and j < min(len(scene.kind), hit.last + 4) and scene.kind[j] == "A":
        j = scene.next(j)  # «فجر النائب مفاجأة»
    if j >= len(scene.kind) or scene.kind[j] not in "wE":
        return False
    norm = scene.norm(j)
    if scene.words.in_context("nature", norm) and hit.finite:
        return True
    return scene.words.in_context("abstract", norm) and "ال" not in hit.pro


def cognate(scene: Scene, hit: Hit) -> bool:
    """Whether a noun only strengthens its own verb: «نفى نفيا قاطعا», «قصفت المدينة قصفا عنيفا».

    Args:
        scene: the document.
        hit: a hit of any lemma.

    Returns:
        True for an absolute object, which is no happening of its own.
    """
    if hit.tense != "masdar" or hit.pro or hit.enc or not scene.norm(hit.first).endswith("ا"):
        return False
    root = hit.lemma.id.rsplit(".", 1)[-1].split("-hal")[0]
    floor = max(scene.doc.sentence_of(hit.first)[0], hit.first - _COGNATE)
    return any((h.finite or h.tense == "hal") and h.lemma.id.rsplit(".", 1)[-1].split("-hal")[0] == root for h in scene.hits_in(floor, hit.first))


def passes_on(scene: Scene, hit: Hit) -> bool:
    """Whether it is words that «نقل» carries: it is the cue of a statement, or an outlet does it and «عن» follows («نقلت رويترز عن شهود قصف …»).

    Args:
        scene: the document.
        hit: a hit of any lemma.

    Returns:
        True for a verb that passes on what somebody said, which is no claim.
    """
    lemma = hit.lemma.id
    if not hit.finite or not (lemma == _CARRY or lemma.startswith(f"{_CARRY}-")):
        return False
    start = scene.doc.tokens[hit.first].start
    if any(s.cue is not None and s.cue.start <= start < s.cue.end and _PASSES_ON in s.made.entries for s in scene.sheet.statements):
        return True
    j = scene.next(hit.last - 1)
    if j >= len(scene.kind):
        return False
    at = scene.doc.tokens[j].start
    outlet = next((m for m in scene.sheet.mentions if m.kind in ("outlet", "agency") and m.span.start <= at < m.span.end), None)
    return outlet is not None and scene.norm(scene.next(scene.doc.tokens_in(outlet.span)[1] - 1)) == "عن"


def _unnamed(scene: Scene, hit: Hit) -> bool:
    """«طلب أن نرمز إليه», «طلبت ألا يذكر اسمها»: whoever asks not to be named asks nobody to act."""
    j = hit.last
    if j + 1 >= len(scene.kind) or scene.norm(j) not in ("ان", "الا", "عدم", "بعدم"):
        return False
    last = min(scene.doc.sentence_of(hit.first)[1], j + 5)
    return any(scene.norm(k) in _NAMING for k in range(j + 1, last))


def in_words(scene: Scene, draft: Draft) -> bool:
    """Whether an attack is one of words: «هاجم الوزير سياسات الحكومة», «هاجمه، واصفا إياه …».

    Args:
        scene: the document.
        draft: a claim with its roles.

    Returns:
        True if what is attacked is a policy, speech or deal, or the attacker goes on to say something.
    """
    hit = draft.hit
    if hit.lemma.id != _ATTACK or not hit.finite:
        return False
    last = min(scene.doc.sentence_of(hit.first)[1], hit.last + 12)
    for j in range(hit.last, last):
        norm = scene.norm(j)
        if scene.words.in_context("criticised", norm) and (j <= hit.last + 1 or scene.norm(j - 1) in ("علي", "بسبب", "لمجرد")):
            return True
        if scene.words.in_context("saying", norm) and norm not in ("داعيا",) and not draft.mode:
            return True
        if scene.kind[j] in "." or (scene.kind[j] == "V" and not scene.words.in_context("saying", norm)):
            return False
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


def let_by_what_was_said(scene: Scene, hit: Hit) -> bool:
    """«…، الأمر الذي سمح بـ», «…، مما أتاح»: what was said before let it be, nobody."""
    j = scene.back(hit.first)
    word, before = scene.norm(j), scene.norm(scene.back(j))
    let = hit.finite and hit.lemma.frame.id in ("allow", "access", "facilitate", "enable", "prevent", "force")
    return let and (word == "مما" or (word == "الذي" and before in ("الامر", "الشيء")) or (word == "ما" and before in ("،", ",")))
