"""What stands around an Arabic verb, and whether a party agrees with it in gender and number."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.claims_sets import folded
from isnad.lang.common.claims import Arg, Hit
from isnad.text.fold import fold

AGENT = frozenset(fold(p) for p in ("على يد", "من قبل", "بواسطة"))
RESUMED = frozenset(fold(p + e) for p in ("في", "علي", "من", "ب", "إلي", "ل", "مع", "عن") for e in ("ه", "ها", "هم", "هما")) | frozenset(
    {"بها", "به", "لها", "له", "بهم", "لهم"}
)
WITH_PRONOUN = {
    fold(p + e): (fold(q), e)
    for p, q in (("ل", "ل"), ("علي", "على"), ("ضد", "ضد"), ("مع", "مع"), ("من", "من"), ("إلي", "إلى"), ("عن", "عن"))
    for e in ("ه", "ها", "هم", "هما", "نا")
}
PLURAL = frozenset({"3mp", "3md", "3fd", "3fp", "1s", "1p", "2mp"})
THAT_HE = {fold(p + e): e for p in ("أن", "إن", "بأن", "لأن", "لكن", "وأن", "فإن", "ولكن", "كون", "وإن") for e in ("ه", "ها", "هم", "هما")} | {
    fold(p + k): v for p in ("", "و", "ف") for k, v in (("هو", "ه"), ("هي", "ها"), ("هم", "هم"))
}
_HUMAN = tuple(
    folded(
        "مقاتل مسلح عناصر جنود ضباط متظاهر محتج سكان اهالي ثوار رجال ارهابي متمرد حوثي مواطن مدني مرتزق "
        "قراصن جهادي متطرف متشدد لاجئ نازح معتقل رهائن صحفي صحافي متطوع انصار اكراد دواعش قاده اطفال شبان"
    )
)
_HOLDS = folded("يسيطر تسيطر سيطر سيطرت يتحصن تتحصن يتمركز تتمركز ينتشر تنتشر يتواجد تتواجد")
_ON_IT = folded("عليها عليه فيها فيه بها به")
_UNDER = folded("تحت خاضعه الخاضعه خاضعا خاضع الخاضع")
_OF = folded("تابع تابعة التابع التابعة")
_HELD_REACH = 10  # tokens
_EITHER = frozenset({"داعش", "حماس", "قسد", "طالبان", "القاعده", "فتح", "دعم"})  # names that print treats now as a group, now as an organisation


@dataclass(slots=True)
class Bound:
    """What stands around a finite verb.

    Attributes:
        subj, obj: parties.
        preps: parties by preposition, in order.
        subj_event, obj_event: event nouns in those places.
        passive: whether it is read as passive.
        relative: antecedent hit of a relative clause, if a happening.
        explicit: whether the subject stands in this clause.
        end: one past the last token looked at.
        place: token of a place that stands bare after it, or -1.
        agent: parties brought in as doers («على يد», «من قبل»).
        inner: whether it is the verb of a relative clause.
    """

    subj: list[Arg] = field(default_factory=list)
    obj: list[Arg] = field(default_factory=list)
    preps: list[tuple[str, Arg]] = field(default_factory=list)
    subj_event: Hit | None = None
    obj_event: Hit | None = None
    passive: bool = False
    relative: Hit | None = None
    explicit: bool = False
    end: int = 0
    place: int = -1
    agent: list[Arg] = field(default_factory=list)
    inner: bool = False


def gender(scene: Scene, arg: Arg) -> str:
    """`m`, `f` (feminine, or plural of things) or `p` (people) by the shape of the first word, or of the word whose genitive the party is."""
    head = scene.back(arg.first)
    bare = head == arg.first - 1 and scene.kind[head] == "w" and not scene.norm(head).startswith("ال")
    if bare and scene.words.in_context("vanguards", scene.norm(head)):
        return "f" if scene.norm(head).endswith("ه") else "m"
    word = scene.norm(arg.first)
    if scene.words.in_context("thingplurals", word):
        return "f"
    for pro in ("وال", "بال", "لل", "ال", "و", "ب", "ل"):
        if word.startswith(pro) and len(word) - len(pro) > 2:
            word = word[len(pro) :]
            break
    if word in _EITHER:
        return "x"
    for enc in ("ها", "هم", "ه", "نا"):
        if word.endswith("ات" + enc):  # «دفاعاتها»
            return "f"
    if word.endswith("ات"):
        return "f"
    if word.endswith(("ون", "ين")) and len(word) > 4:
        return "p"
    if arg.mention.kind in ("people",) or any(word.startswith(h) for h in _HUMAN):
        return "p"
    if word.endswith("يا") and (arg.mention.kind == "state" or "يشيا" in word):
        return "f"
    if word.endswith(("ه", "ات", "اء")) or scene.words.in_context("thingplurals", word):
        return "f"
    if word in ("رياض", "رباط", "قاهره", "كويت", "دوحه", "اردن"):
        return "f" if word != "اردن" else "m"
    if arg.mention.kind == "state" and not scene.norm(arg.first).startswith(("ال", "نظام", "وال")):
        return "f"
    return "m"


def case(scene: Scene, arg: Arg) -> str:
    """`nom` or `acc` where the ending of a sound masculine plural shows it, else empty."""
    word = scene.norm(arg.first)
    back = scene.back(arg.first)
    if back < 0 or scene.kind[back] != "V":
        return ""
    if word.endswith("ون"):
        return "nom"
    if word.endswith("ين") and (any(h in word for h in _HUMAN) or (arg.mention.kind == "people" and len(word) > 5)):
        return "acc"
    if any(h in word for h in _HUMAN):
        if word.endswith("و"):
            return "nom"
        if word.endswith("ي") and "اهالي" not in word:
            return "acc"
    return ""


def owns_things(scene: Scene, start: int, arg: Arg) -> bool:
    """«مواقع عسكرية لحزب الله»: whether a party behind ل owns things of war named right before it, back to token `start`."""
    k, steps, found = scene.back(arg.first), 0, False
    while k >= start and scene.kind[k] in "wqN" and steps < 5:
        word = scene.norm(k)
        if scene.words.in_context("ownedthings", word.removeprefix("ال")):
            found = True
        elif word.startswith("ب") and scene.words.in_context("ownedthings", word[1:].removeprefix("ال")):
            return False  # «بطائرات مسيرة لحزب الله»: what it was done with
        k, steps = scene.back(k), steps + 1
    return found


def holder(scene: Scene, start: int) -> list[Arg]:
    """«مناطق تسيطر عليها المعارضة», «المدينة الخاضعة لسيطرة الجيش», «مكاتب تابعة للحزب»: who is said to hold what was hit, from token `start` on."""
    for j in range(start, min(start + _HELD_REACH, len(scene.kind) - 1)):
        norm, k = scene.norm(j), -1
        if norm in _HOLDS and scene.norm(j + 1) in _ON_IT:
            k = j + 2
        elif (norm.removeprefix("ل") in ("سيطره", "قبضه", "نفوذ") and scene.norm(j - 1) in _UNDER) or norm.removesuffix("ا") in _OF:
            k = j + 1
        if 0 <= k < len(scene.kind):
            arg = scene.args[scene.arg_at[k]] if scene.kind[k] == "A" else None
            return scene.group_of(arg) if arg is not None and not arg.loose else []
        if scene.kind[j] in "VRS.," or norm in ("من", "انطلاقا"):
            return []
    return []


def agrees(hit: Hit, kind: str, *, before: bool) -> bool:
    """Whether a subject of this gender fits the verb; before the verb it agrees in number too."""
    person = hit.person
    if person.startswith(("1", "2")):
        return False
    if kind == "x":
        return True
    if not before:
        return (person == "3ms" and kind in "mp") or (person == "3fs" and kind == "f")
    if person == "3ms":
        return kind == "m"
    if person == "3fs":
        return kind == "f"
    if person == "3mp":
        return kind in "pmf"
    return True
