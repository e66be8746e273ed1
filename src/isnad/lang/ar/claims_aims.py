"""At whom an Arabic denial or refusal is aimed: whoever made the claim, charge, demand or offer that it turns down."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.claims_sets import folded
from isnad.lang.common.claims import Arg, Draft
from isnad.model.records import Made, Mention

TURNED_DOWN = register("ar.role.turned-down", "A denial or refusal of somebody's charge, report, demand or offer is aimed at him: «رفضت دعوة أممية».")
ANSWERED = register("ar.role.answered", "Whoever is accused and denies or rejects it right after answers his accuser.")
_SAID = folded(
    "مزاعم المزاعم اتهام اتهامات الاتهامات ادعاء ادعاءات ادعاءاتها رواية الرواية تقرير تقارير تصريح تصريحات كلام أقوال نبأ أنباء خبر أخبار "
    "دعوة دعوات طلب طلبا طلبات مطالب عرض عرضا عروض مبادرة مقترح مقترحا مقترحات خطة قرار قرارا بيان تهمة شروط إنذار تهديد تهديدات دعوى "
    "مشروع وساطة ضغوط ضغط استفتاء"
)
_TOLD = folded(
    "قاله قالته ذكره ذكرته نشره نشرته بثه بثته تبثه أعلنه أعلنته أوردته أورده زعمه زعمته تناقلته تداولته جاء ورد رددته ادعاه ادعته روجته تروج "
    "أذاعته نقلته ساقه ساقته"
)
_REACH = 9
_ACCUSED = ("deny", "denymin", "reject")


def turned_down(scene: Scene, draft: Draft) -> None:
    """Give a denial or refusal its addressee, in place.

    Args:
        scene: the document.
        draft: a claim with its roles.
    """
    if draft.type != "REJECT" or draft.recipient or not draft.occurred:
        return
    hit = draft.hit
    end = scene.doc.sentence_of(hit.first)[1]
    last = min(end, hit.last + _REACH)
    at = next((j for j in range(hit.last, last) if scene.norm(j) in _SAID or scene.norm(j) in _TOLD), -1)
    if at < 0 or any(scene.kind[j] in "V.R" for j in range(hit.last, at)):
        return
    for j in range(at + 1, min(end, at + _REACH)):
        if scene.kind[j] in ".RSV":
            return
        if scene.kind[j] == "A":
            arg = scene.args[scene.arg_at[j]]
            if arg.mention.kind != "people" and all(arg.party != a.party for a in draft.actor):
                draft.recipient = scene.group_of(arg)
                draft.rules.append(TURNED_DOWN)
            return
        if scene.kind[j] in "wN":
            state = scene.nationality(j, ("", "ال"))
            body = _body(scene, j)
            found = state or body
            if found is not None and all(found.party != a.party for a in draft.actor):
                draft.recipient = [found]
                draft.rules.append(TURNED_DOWN)
                return


def _body(scene: Scene, j: int) -> Arg | None:
    """«دعوة أممية»: of the United Nations."""
    from_un = scene.norm(j) in ("امميه", "الامميه", "اممي", "الاممي")
    if not from_un:
        return None
    span = scene.doc.tokens[j].span
    who = Mention(span, "United Nations", None, "organisation", Made(TURNED_DOWN, (), (span,)), None, "United Nations")
    return Arg(j, j + 1, who, "United Nations")


def answered(drafts: list[Draft]) -> None:
    """Aim the denials of the accused at their accusers, in place.

    Args:
        drafts: the claims of a document, in order.
    """
    for k, d in enumerate(drafts):
        if d.type != "REJECT" or d.recipient or not d.actor or d.hit.lemma.frame.id not in _ACCUSED:
            continue
        mine = {a.party for a in d.actor}
        for before in reversed(drafts[max(0, k - 5) : k]):
            if before.type == "ACCUSE" and before.actor and mine & {r.party for r in before.recipient}:
                d.recipient = before.actor
                d.rules.append(ANSWERED)
                break
