"""Whose act a verbal noun is when its own phrase does not say: control by the verb above it, purpose, coordination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isnad.grammar.rules import register
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.claims_sets import REPLACES, folded
from isnad.lang.ar.roles import THAT_HE, gender
from isnad.lang.common.claims import Arg, Hit

if TYPE_CHECKING:
    from isnad.lang.ar.claims_carry import Around
    from isnad.lang.ar.roles import Bound
    from isnad.lang.ar.roles_verbs import Roles

SUBJECT = register("ar.role.control-subject", "A verbal noun under a verb is done by the verb's subject: «عملت على تسهيل», «اضطرت للانسحاب».")
OBJECT = register(
    "ar.role.control-object", "Under a verb of ordering, letting, forcing, helping or preventing, whoever it is done to does the verbal noun."
)
COORDINATE = register("ar.role.coordinate", "A verbal noun joined by و to another is done by the same party.")
PURPOSE = register("ar.role.purpose", "A verbal noun of purpose is done by whoever does what serves it.")

# Frames of verbs and nouns whose complement does what the verbal noun under them names.
OBJECT_CONTROL = frozenset(
    {"allow", "prevent", "force", "aid", "enable", "facilitate", "order", "urge", "request", "call", "access", "provide", "accuse", "blame"}
)
TAKES_PART = register("ar.role.takes-part", "Whose part in an act, or power to do it, is told does it: «مشاركة X في», «بإمكان X».")
HELPED = register("ar.role.helped", "Help that stands with ب beside an act is given to whoever does the act.")
IN_PLACE_OF = register("ar.role.in-place-of", "Who takes another's place in an act does the act: «حل X محل Y في».")
NESTED = register("ar.role.nested", "Letting or easing somebody's act is done for whoever does that act.")
NEVER = frozenset({"killed", "blast", "fall", "fallinto", "wound", "lost", "beaten"})
_PURPOSE = folded("بهدف بغية لأجل أجل سعيا تمهيدا بقصد سبيل")
_TIME = folded("بعد قبل خلال أثناء منذ عقب إثر وسط حتى إبان غداة عند حول بسبب نتيجة جراء")
_COPULA = folded("كان كانت وكان وكانت يكون تكون ظل ظلت بات باتت أصبح أصبحت صار صارت زال زالت يزال تزال أن إن بأن لأن لكن")
HE = folded("هو هي هم وهو وهي وهم فهو فهي فهم")
_PART = folded("مشاركة ومشاركة لمشاركة بمشاركة مساهمة ومساهمة لمساهمة تورط بتورط ضلوع بضلوع دور استمرار باستمرار لاستمرار نجاح فشل")
_POWER = folded("بإمكان بمقدور بوسع باستطاعة إمكان مقدور وسع استطاعة")
_LINKS = folded("على في من إلى عن")


class Control:
    """Looks left for whoever does a verbal noun."""

    def __init__(self, scene: Scene, roles: Roles, around: dict[int, Around]) -> None:
        self.scene = scene
        self.roles = roles
        self.around = around

    def actor(self, hit: Hit, *, together: bool = False) -> tuple[list[Arg], str]:
        """The party and the rule, or nothing. `together`: the noun has its other side with it («بالتعاون مع …»)."""
        if hit.lemma.frame.id in NEVER:
            return [], ""
        instead = self._in_place_of(hit)
        if instead:
            return instead, IN_PLACE_OF
        taking_part = self._taking_part(hit)
        if taking_part:
            return taking_part, TAKES_PART
        if hit.tense in ("noun", "phrase") and not together and not (hit.tense == "phrase" and hit.enc):
            return self._accused(hit)
        if together:
            return self._above(hit)
        joined = self._coordinate(hit)
        if joined is not None:
            return joined, COORDINATE
        if "ال" in hit.pro and not self._under_link(hit):
            return [], ""
        return self._above(hit)

    def _in_place_of(self, hit: Hit) -> list[Arg]:
        """«حلت روسيا محل أميركا في رعاية الاتفاق»: who takes another's place in an act does it."""
        s = self.scene
        j = s.back(hit.first)
        if j < 0 or s.norm(j) != "في":
            return []
        place = next((k for k in range(j - 1, max(-1, j - 9), -1) if s.norm(k) in ("محل", "مكان")), -1)
        verb = next((k for k in range(place - 1, max(-1, place - 9), -1) if s.norm(k).lstrip("و") in REPLACES), -1) if place > 0 else -1
        found = [a for a in s.args_in(verb + 1, place) if not a.loose] if verb >= 0 else []
        return s.group_of(found[0]) if found else []

    def _taking_part(self, hit: Hit) -> list[Arg]:
        """«مشاركة طيرانها في القصف», «بإمكان التنظيم القتال»: whose part or power it is, between the word and the noun."""
        s = self.scene
        j = s.back(hit.first)
        if j >= 0 and s.norm(j) in ("في", "ب"):
            j, words = s.back(j), _PART
        elif hit.tense == "masdar":
            words = _POWER
        else:
            return []
        steps = 0
        while j >= 0 and steps < 4 and s.kind[j] == "w" and s.norm(j).startswith("ال"):
            j, steps = s.back(j), steps + 1
        if j < 0 or s.kind[j] != "A":
            return []
        arg = s.args[s.arg_at[j]]
        k = s.back(arg.first)
        return s.group_of(arg) if k >= 0 and s.norm(k) in words else []

    def _accused(self, hit: Hit) -> tuple[list[Arg], str]:
        """«اتهم … بهجوم», «حمّل … المسؤولية عن هجوم»: the accused did it, in the accuser's words."""
        s = self.scene
        j, steps = s.back(hit.first), 0
        while j >= 0 and steps < 14 and s.kind[j] not in ".RS":
            if s.kind[j] == "V":
                verb = s.hit_at.get(j, None)
                if verb is not None and verb.lemma.frame.id in ("accuse", "blame"):
                    return self.complement(verb, self.roles.bound[j]), OBJECT
                return [], ""
            j, steps = s.back(j), steps + 1
        return [], ""

    def subject_above(self, hit: Hit) -> tuple[list[Arg], str]:
        """Who does what the sentence's verb says, for a participle of state; else who tells it."""
        s = self.scene
        first = s.doc.sentence_of(hit.first)[0]
        for verb in reversed(s.hits_in(max(first, hit.first - 40), hit.first)):
            b = self.roles.bound.get(verb.first)
            if b is not None and not b.inner and not b.passive and b.subj and self._fits(hit, b.subj):
                return b.subj, SUBJECT
        for arg in s.args_in(first, hit.first):
            if not arg.prep and arg.head < 0:
                return s.group_of(arg), SUBJECT
        return [], ""

    def _fits(self, hit: Hit, subj: list[Arg]) -> bool:
        """Whether a participle of state agrees with a subject in gender and number, as far as print tells."""
        kind = gender(self.scene, subj[0])
        if hit.person in ("mp", "mpa", "md", "fp"):
            return kind in "px" or len(subj) > 1
        if len(subj) > 1 or kind == "x":
            return len(subj) == 1
        return kind == ("f" if hit.person == "fs" else "m")

    def accuser(self, hit: Hit) -> list[Arg]:
        """Who blames somebody for the noun, if a verb of blame stands above it."""
        s = self.scene
        for verb in reversed(s.hits_in(max(s.doc.sentence_of(hit.first)[0], hit.first - 14), hit.first)):
            if verb.finite:
                return self.roles.bound[verb.first].subj if verb.lemma.frame.id in ("accuse", "blame") else []
        return []

    def _coordinate(self, hit: Hit) -> list[Arg] | None:
        if not hit.pro.startswith("و"):
            return None
        s = self.scene
        j, steps = s.back(hit.first), 0
        while j >= 0 and steps < 14:
            if s.kind[j] == "E":
                other = s.hit_at.get(j)
                found = self.around.get(j)
                if other is not None and found is not None and found.actor:
                    return found.actor
            if s.kind[j] in "VRS.":
                return None
            j, steps = s.back(j), steps + 1
        return None

    def _under_link(self, hit: Hit) -> bool:
        j = self.scene.back(hit.first)
        return hit.pro.startswith(("ب", "ل")) or (j >= 0 and self.scene.norm(j) in _LINKS)

    def _above(self, hit: Hit) -> tuple[list[Arg], str]:
        s = self.scene
        purpose = hit.pro == "ل"
        j, steps = s.back(hit.first), 0
        if j >= 0 and s.norm(j) in _TIME:
            return [], ""
        linked = purpose or hit.pro.endswith("ب") or (j >= 0 and s.kind[j] in "P")
        nearest: Arg | None = None
        while j >= 0 and steps < 22:
            norm = s.norm(j)
            if norm in _PURPOSE:
                purpose = True
            if s.kind[j] == ".":
                break
            if linked and norm in HE and nearest is None:  # «وهي ماضية في تطهير …»
                return self.roles.pronoun(THAT_HE[norm], j, []), SUBJECT
            if s.kind[j] == "S":
                break
            if s.kind[j] == "A" and nearest is None:
                arg = s.args[s.arg_at[j]]
                if not arg.prep and arg.head < 0 and not arg.loose:
                    nearest = arg
                    before = s.back(arg.first)
                    if before >= 0 and s.norm(before) in _COPULA and linked:
                        return s.group_of(arg), SUBJECT
            if s.kind[j] == "E" and (purpose or linked):
                found = self.around.get(j)
                other = s.hit_at.get(j)
                if found is not None and other is not None and (found.actor or found.recipient):
                    if other.lemma.frame.id in OBJECT_CONTROL:
                        return found.recipient, OBJECT
                    if found.actor:
                        return found.actor, PURPOSE
            if s.kind[j] == "V":
                verb = s.hit_at.get(j)
                bound = self.roles.bound.get(j)
                if verb is None or bound is None:
                    break
                return self._by_verb(verb, bound)
            j, steps = s.back(j), steps + 1
        if nearest is not None and linked and steps < 22:
            return s.group_of(nearest), SUBJECT
        return [], ""

    def _by_verb(self, verb: Hit, bound: Bound) -> tuple[list[Arg], str]:
        if verb.lemma.frame.id in OBJECT_CONTROL:
            return self.complement(verb, bound), OBJECT
        if bound.passive or verb.lemma.frame.subj == "r":
            return [], ""
        return bound.subj, SUBJECT

    def helped(self, hit: Hit) -> list[Arg]:
        """«استعاد الجيش المدينة بدعم روسي»: who does what the help serves is helped."""
        s = self.scene
        j, steps = s.back(hit.first), 0
        nearest: Arg | None = None
        while j >= 0 and steps < 26:
            if s.kind[j] in ".S":
                break
            if s.kind[j] == "E":
                found = self.around.get(j)
                if found is not None and found.actor and not found.actor[0].loose and s.hit_at[j].lemma.frame.id != "aid":
                    return found.actor
            if s.kind[j] == "V":
                bound = self.roles.bound.get(j)
                if bound is not None and not bound.inner:
                    return bound.obj if bound.passive else bound.subj
                if bound is not None and bound.inner and bound.subj:
                    return bound.subj
            if s.kind[j] == "A" and nearest is None:
                arg = s.args[s.arg_at[j]]
                if not arg.prep and arg.head < 0 and not arg.loose:
                    nearest = arg
            j, steps = s.back(j), steps + 1
        return s.group_of(nearest) if nearest is not None else []

    def nested(self, first: int) -> list[Arg]:
        """The doer of the next happening in the clause, for «سهّل استيلاء …», «سمح بسيطرة …»."""
        s = self.scene
        last = s.doc.sentence_of(first - 1)[1]  # `first` may be one past the text, or begin the next sentence
        for j in range(first, min(last, first + 7)):
            if s.kind[j] in ".SR,":
                return []
            if s.kind[j] == "E" and j in self.around:
                return self.around[j].actor
        return []

    def complement(self, verb: Hit, bound: Bound) -> list[Arg]:
        """Whom a verb of ordering, letting or helping is directed at."""
        if bound.obj and verb.lemma.frame.obj == "r":
            return bound.obj
        for prep, arg in bound.preps:
            if verb.lemma.frame.preps.get(prep) == "r":
                return self.scene.group_of(arg)
        return bound.obj
