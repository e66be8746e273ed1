"""Parties that an Arabic text names only by where they stand in the story: «الطرفان», «كل جانب», «العدو», «خصومه»."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.claims_choose import Readings
from isnad.lang.ar.claims_sets import folded
from isnad.lang.ar.clitics import analyses
from isnad.lang.common.claims import Arg
from isnad.lang.common.sides import ENEMY, PAIR
from isnad.model.records import Made, Mention

THE_TWO = register("ar.claim.the-two", "«الطرفان», «الجانبان», «كل طرف» are the two sides of what is told of, where the grammar puts them.")
THE_ENEMY = register("ar.claim.the-enemy", "«العدو», «خصومه» are whoever stands against the side that the word belongs to.")
_TWO = folded("طرفان طرفين جانبان جانبين فريقان فريقين معسكران معسكرين خصمان خصمين")
HELD = folded("كان كانت يكون تكون بات باتت ظل ظلت بقي بقيت صار صارت أصبح أصبحت يزال تزال زال زالت ما")  # «ما كان بيد الحوثيين»
_DUALS = folded(
    "فصيلان فصيلين قبيلتان قبيلتين قوتان قوتين حركتان حركتين جماعتان جماعتين تنظيمان تنظيمين جيشان جيشين دولتان دولتين حزبان حزبين "
    "عشيرتان عشيرتين حكومتان حكومتين"
)
_EACH = folded("كل وكل لكل كلا")
_ONE = folded("طرف جانب فريق")
_FOE = folded("عدو أعداء")
_RIVAL = folded("خصم خصوم غريم غرماء عدو أعداء")
_OWNERS = ("ه", "ها", "هم", "نا")


def anaphors(scene: Readings) -> list[Arg]:
    """The arguments that stand for parties named elsewhere, in order.

    Args:
        scene: the document; words that mentions cover are passed over.
    """
    out: list[Arg] = []
    for i, t in enumerate(scene.doc.tokens):
        if t.kind == "word" and scene.kind[i] == "w":
            name = _two(scene, i) or _foe(scene, i)
            if name:
                rule = THE_TWO if name == PAIR else THE_ENEMY
                out.append(Arg(i, i + 1, Mention(t.span, name, None, "group", Made(rule, (), (t.span,)), None, name), name))
    return out


def _two(scene: Readings, i: int) -> str:
    norm = scene.norm(i)
    if norm in _ONE:
        return PAIR if i and scene.norm(i - 1) in _EACH else ""
    if norm == "منهما" and i and scene.norm(i - 1) in ("كل", "وكل", "واحد"):
        return PAIR
    if any((core in _TWO or core in _DUALS) and pro.endswith(("ال", "لل")) for pro, core, _ in analyses(norm)):
        after = scene.norm(i + 1) if i + 1 < len(scene.kind) else ""
        return "" if after.startswith("ال") else PAIR  # «الجانبان التركي والروسي»
    return ""


def _foe(scene: Readings, i: int) -> str:
    norm = scene.norm(i)
    after = scene.norm(i + 1) if i + 1 < len(scene.kind) else ""
    if i + 1 < len(scene.kind) and scene.kind[i + 1] in "AN":
        return ""  # «خصمه بافل طالباني»
    for pro, core, enc in analyses(norm):
        if enc and any(r[1] in ("perf", "impf", "juss") for r in scene.words.readings(norm)):
            continue  # «وعدونا» promised
        theirs = core in _RIVAL and enc in _OWNERS and not pro.endswith("ال")
        if theirs or (core in _FOE and pro.endswith(("ال", "لل")) and not after.startswith("ال")):
            return ENEMY
    return ""


def captivity(scene: Readings, i: int) -> bool:
    """Whether a word for families is the captivity of «في الأسر» or the verb of «كان قد أسرهم»."""
    return scene.norm(i) in ("الاسر", "اسر", "اسرهم", "اسره") and i > 0 and scene.norm(i - 1) in ("في", "قد", "من", "بعد")
