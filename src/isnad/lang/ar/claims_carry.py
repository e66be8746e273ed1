"""The verbs and nouns that carry an Arabic noun of happening and say who: «شن هجوما», «تعرض لقصف», «رفض قصف», «هجوم شنه …»."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.lang.ar.claims_control import NEVER, OBJECT_CONTROL, Control
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.roles import Bound, owns_things
from isnad.lang.ar.roles_verbs import Roles
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.common.repelled import REPELS

ANNOUNCE = "-eln-4"
_UNDERTOOK = frozenset({"قام", "قامت", "يقوم", "تقوم", "شارك", "شاركت", "انخرط", "انخرطت", "تورط", "تورطت", "بادر", "بادرت"})
_OTHERS = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
_TURNS_DOWN = tuple(
    f"ar.event.{x}"
    for x in ("light-refrain-rfdd", "light-refrain-nfy", "light-refrain-nkr", "light-refrain-jhl", "kdhb", "fnd", "dhhdd", "nfy", "aby")
)

_FOILS = tuple(f"ar.event.{x}" for x in ("light-refrain-hhbtt", "light-refrain-fshl", "light-refrain-erql", "jhdd-4", "ewq-4", "hhbtt-4", "fshl-4"))


def resists(scene: Scene, hit: Hit) -> bool:
    """Whether a word says that somebody repels or foils what it governs: «صد», «تصدى», «أحبط»."""
    return hit.lemma.frame.id in REPELS or foils(scene, hit)


def foils(scene: Scene, hit: Hit) -> bool:
    """Whether it says that somebody foils it."""
    carrier = scene.carrier.get(hit.first)
    return hit.lemma.id.startswith(_FOILS) or (carrier is not None and carrier.lemma.id.startswith(_FOILS))


@dataclass(slots=True)
class Around:
    """What stands around a noun.

    Attributes:
        actor, recipient: parties.
        carrier: verb that carries it, if any.
        carried: how: `do`, `undergo`, `happen`, `plan`, `fail`, `refrain` or empty.
        taken: verbs whose claim this noun takes in.
        rule: short name of what gave the actor.
        rules: ids of rules that added to it.
        mutual: whether both sides are actor and recipient.
    """

    actor: list[Arg] = field(default_factory=list)
    recipient: list[Arg] = field(default_factory=list)
    carrier: Hit | None = None
    carried: str = ""
    taken: list[Hit] = field(default_factory=list)
    rule: str = ""
    rules: list[str] = field(default_factory=list)
    mutual: bool = False


class Carriers:
    """Looks for what carries a noun of happening in one document.

    Attributes:
        scene: the document.
        roles: its verbs, read.
        control: finds whose act a verbal noun is.
    """

    scene: Scene
    roles: Roles
    control: Control

    def _relative(self, hit: Hit, out: Around) -> None:
        """«هجوم شنه …», «الغارات التي ضربت …»: the relative clause says who, or to whom."""
        verb = self.roles.relative_of.get(hit.first)
        if verb is None:
            doers = [] if out.mutual else self._done_by(hit)  # «زيارة قام بها الوزير»
            if doers:
                out.actor, out.rule = doers, "carrier"
            return
        b = self.roles.bound[verb.first]
        if b.obj_event is hit and hit.lemma.type in _OTHERS and self._turns_down(verb):  # «اتهام رفضته لندن»: made by somebody else, of London
            out.recipient = out.recipient or b.subj
            out.rule = "others"
            return
        if b.obj_event is hit and resists(self.scene, verb):  # «هجوم صده الجيش»: it was on him
            out.recipient = out.recipient or ([] if foils(self.scene, verb) else b.subj)
            out.rule = "others"
            return
        if (b.obj_event is hit or verb.enc == "هما") and (verb.lemma.kind in ("do", "") or verb.lemma.kind == "plan"):
            carrying = verb.lemma.kind or (self.scene.carrier.get(verb.first) is not None) or verb.lemma.type == hit.lemma.type
            if carrying or verb.lemma.type is None:
                self._by(verb, b, out)
                out.taken.append(verb)
        elif b.subj_event is hit and not verb.lemma.kind and verb.lemma.type == "ASSAULT" and hit.lemma.type == "ASSAULT":
            out.recipient = out.recipient or b.obj
            out.taken.append(verb)

    def _done_by(self, hit: Hit) -> list[Arg]:
        """«زيارة قام بها الوزير», «هجوم شاركت فيه القوات»: the subject of a carrying verb that takes the noun up by a preposition."""
        s = self.scene
        j, steps = hit.last, 0
        while j < len(s.kind) and steps < 3 and s.kind[j] in "wT":
            j, steps = j + 1, steps + 1
        if j + 2 >= len(s.kind) or s.norm(j) not in _UNDERTOOK or s.norm(j + 1) not in ("بها", "به", "بهما", "فيها", "فيه"):
            return []
        k = s.next(j + 1)
        if k >= len(s.kind) or s.kind[k] != "A":
            return []
        arg = s.args[s.arg_at[k]]
        return s.group_of(arg) if arg.first == k and not arg.prep else []

    def _turns_down(self, verb: Hit) -> bool:
        carrier = self.scene.carrier.get(verb.first)
        return verb.lemma.type == "REJECT" or (carrier is not None and carrier.lemma.id.startswith(_TURNS_DOWN))

    def _by(self, verb: Hit, b: Bound, out: Around) -> None:
        if (b.subj or b.agent) and not out.mutual:
            out.actor, out.rule = b.agent or b.subj, "carrier"
        for prep, arg in b.preps:
            if prep in ("علي", "ضد") and not out.recipient:
                out.recipient = self.scene.group_of(arg)
            if prep == "مع" and not out.recipient:
                out.recipient = self.scene.group_of(arg)

    def _carried(self, hit: Hit, out: Around) -> None:
        """The verb to the left that carries this noun: «شن هجوما», «تعرض لقصف», «رفض قصف», «قام بقصف»."""
        s = self.scene
        j = s.back(hit.first)
        steps = 0
        between = 0
        while j >= 0 and steps < 14:
            k = s.kind[j]
            if k in ".RS":
                return
            if k == "," and steps > 8:
                return
            if k == "E":
                other = s.over.get(j)
                if other is not None and other.lemma.kind and out.carrier is None and self._takes(other.lemma.takes, hit):
                    self._apply(hit, other, other.lemma.kind, None, out)
                    doers = [a for a in s.args_in(other.last, hit.first) if a.head == other.first]
                    if doers and not out.actor and not out.mutual and other.lemma.kind in ("do", "plan", "fail", "refrain"):
                        out.actor, out.rule = s.group_of(doers[0]), "carrier"
                    elif not out.actor and not out.mutual and other.lemma.kind == "do" and other.tense == "masdar":
                        found, rule = self.control.actor(other)  # «أقر التحالف بشن غارة», «اتهم الطيران بتنفيذ القصف»
                        if found:
                            out.actor, out.rule = found, "carrier"
                            out.rules.append(rule)  # «قيام الطيران بقصف …»
                    j, steps = s.back(other.first), steps + 1  # «تعتزم شن عملية»: what carries the carrier says who
                    continue
                between += 1
                if between > 1:
                    return
            if k == "V":
                verb = s.hit_at.get(j)
                if verb is None:
                    return
                carrier = verb if verb.lemma.kind else s.carrier.get(j)
                b = self.roles.bound.get(j)
                if out.carrier is not None:
                    if b is not None and carrier is not None and self._takes(carrier.lemma.takes or ("bare",), out.carrier):
                        kind = carrier.lemma.kind if carrier.lemma.kind in ("plan", "fail", "refrain") else out.carried
                        self._apply(hit, carrier if kind == carrier.lemma.kind else out.carrier, kind, b, out, verb)
                    return
                if carrier is not None and b is not None and self._takes(carrier.lemma.takes or ("bare",), hit):
                    self._apply(hit, carrier, carrier.lemma.kind, b, out, verb)
                    if not verb.lemma.kind and carrier.lemma.kind == "do":
                        out.taken.append(verb)
                elif b is not None and b.subj_event is hit and verb.lemma.type == "ASSAULT" and hit.lemma.type == "ASSAULT":
                    hit_by = [a for prep, a in b.preps if verb.lemma.frame.preps.get(prep) == "r"]  # «انفجرت عبوة بدورية للجيش»
                    out.recipient = out.recipient or b.obj or (s.group_of(hit_by[0]) if hit_by else [])
                    out.taken.append(verb)
                return
            j = s.back(j)
            steps += 1

    def _takes(self, takes: tuple[str, ...], hit: Hit) -> bool:
        s = self.scene
        j = s.back(hit.first)
        steps = 0
        pro = hit.pro.removesuffix("ال").removeprefix("و").removeprefix("ف") if not hit.pro.endswith("لل") else "ل"
        if pro in ("ب", "ل"):
            return pro in takes
        while j >= 0 and steps < 3 and s.kind[j] == "w":
            j, steps = s.back(j), steps + 1
        if j >= 0 and s.kind[j] == "P":
            return s.norm(j) in takes
        return "bare" in takes or not takes

    def _apply(self, hit: Hit, carrier: Hit, kind: str, b: Bound | None, out: Around, verb: Hit | None = None) -> None:
        if kind == "refrain" and hit.lemma.type in _OTHERS and hit.nominal and carrier.lemma.id.startswith(_TURNS_DOWN):
            out.rule = "others"  # «رفضت دعوة …»: what is turned down was said by somebody else
            return
        out.carrier, out.carried = carrier, kind
        if b is None or out.mutual or (hit.lemma.frame.id in NEVER and carrier.lemma.id.endswith(ANNOUNCE)):
            return  # «أعلن الجيش مقتل جندي»: telling of a death is not causing it
        if kind in ("plan", "refrain") and verb is not None and verb.lemma.frame.id in OBJECT_CONTROL:
            if not out.actor:
                out.actor, out.rule = self.control.complement(verb, b), "control"
        elif kind in ("do", "plan", "fail", "refrain"):
            if not out.actor and b.subj:
                out.actor, out.rule = b.subj, "carrier"
            for prep, arg in b.preps:
                if not out.recipient and prep in ("علي", "ضد") and kind == "do":
                    out.recipient = self.scene.group_of(arg)
        elif kind == "undergo":
            owner = next((arg for prep, arg in b.preps if prep == "ل" and owns_things(self.scene, carrier.last, arg)), None)
            whose = b.subj or b.obj or (self.scene.group_of(owner) if owner is not None else [])  # «تعرض مقر لحزب الله لقصف»
            out.recipient = out.recipient or whose
            by = next((arg for prep, arg in b.preps if prep == "من" and arg.first >= hit.last), None)
            if not out.actor and by is not None and not by.loose:  # «تعرضت لهجوم من التنظيم»
                out.actor, out.rule = self.scene.group_of(by), "carrier"
