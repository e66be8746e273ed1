"""Who did it and to whom around an Arabic noun of happening: genitive, adjective, prepositions, and the verbs that carry it."""

from __future__ import annotations

from isnad.lang.ar.claims_carry import Around, Carriers
from isnad.lang.ar.claims_control import HELPED, Control
from isnad.lang.ar.claims_repel import theirs
from isnad.lang.ar.claims_scene import Scene, folk_word
from isnad.lang.ar.roles import AGENT, WITH_PRONOUN, holder, owns_things
from isnad.lang.ar.roles_verbs import Roles
from isnad.lang.common.claims import Arg, Hit

_BETWEEN = {"بينه": "ه", "بينها": "ها", "بينهم": "هم"}


class Nouns(Carriers):
    """Reads the nouns of one document, after its verbs."""

    def __init__(self, scene: Scene, roles: Roles) -> None:
        self.scene = scene
        self.roles = roles
        self.around: dict[int, Around] = {}
        self.control = Control(scene, roles, self.around)
        self.by_li = False

    def read(self, hit: Hit) -> Around:
        """Roles of a nominal hit."""
        s = self.scene
        frame = hit.lemma.frame
        out = Around()
        items, _ = self.roles.right(hit.last)
        genitive = [a for a in s.args_in(hit.last, hit.last + 8) if a.head == hit.first]
        by_prep: dict[str, list[Arg]] = {}
        for kind, item in items:
            if kind == "E" and isinstance(item, Hit) and item.nominal and not item.enc and item is not hit and not self._transparent(hit, item):
                before = s.norm(s.back(item.first))
                if before in frame.preps and frame.preps[before] == "r":  # «غارات على حشود التنظيم»
                    by_prep.setdefault(before, []).extend(a for a in s.args_in(item.last, item.last + 6) if a.head == item.first)
                break
            if kind == "A" and isinstance(item, Arg) and item.prep and item.head < 0:
                by_prep.setdefault(item.prep, []).extend(a for a in s.group_of(item) if a not in by_prep.get(item.prep, ()))
        self._prepositions(hit, by_prep, out, bool(genitive))
        if frame.id == "coop" and "ضد" in by_prep and out.actor:
            out.recipient = by_prep["ضد"]
        if hit.tense == "hal":
            self._while(hit, genitive, out)
            self.around[hit.first] = out
            return out
        if genitive:
            self._genitive(hit, genitive, out)
        elif hit.enc and frame.gen:
            self._possessive(hit, out)
        if hit.lemma.type == "ASSAULT" and not out.recipient and not out.mutual and "r" in (frame.obj, frame.gen, *frame.preps.values()):
            out.recipient = [a for a in holder(s, hit.last) if all(a.party != b.party for b in out.actor)]
        if not out.actor and not out.mutual:
            adjectives = self._adjectives(hit)
            if adjectives:
                out.actor, out.rule = adjectives, "adjective"
                if len(adjectives) > 1 and "m" in (frame.gen, frame.subj) and not out.recipient:
                    out.recipient, out.mutual = adjectives, True
        if hit.tense == "pass" and frame.obj == "r" and not out.recipient:  # «الميليشيات المدعومة إيرانيا»
            j = s.back(hit.first)
            if j >= 0 and s.kind[j] == "A" and not hit.pro.startswith("و"):
                out.recipient = s.group_of(s.args[s.arg_at[j]])[-1:]
        for prep in AGENT:
            if prep in by_prep and not self._agent_of_other(hit, by_prep[prep][0]):
                out.actor, out.rule = by_prep[prep], "agent"
        self._source(hit, out)
        self._relative(hit, out)
        self._carried(hit, out)
        self.around[hit.first] = out
        others = theirs(s, self.roles, self.around, hit, by_prep, out) or out.rule == "others"
        if not out.actor and not out.mutual and not others:
            actor, rule = self.control.actor(hit, together=frame.id in ("coop", "agree", "talk") and bool(out.recipient))
            if actor and frame.id == "resist" and self._lacking(hit):  # «دخلها دون مقاومة»: it was the others who did not resist
                out.recipient = out.recipient or actor
                out.rules.append(rule)
            elif actor and not any(a.party == r.party for a in actor for r in out.recipient):
                out.actor, out.rule = actor, "control"
                out.rules.append(rule)
        if hit.lemma.type == "REJECT" and not out.recipient and out.rule == "control":  # «اتهم الوفد الحكومة بنقض العهد»
            accuser = [a for a in self.control.accuser(hit) if all(a.party != o.party for o in out.actor)]
            out.recipient = accuser
        if frame.id == "aid" and not out.recipient and out.actor and "ب" in hit.pro:
            helped = [a for a in self.control.helped(hit) if all(a.party != o.party for o in out.actor)]
            if helped:
                out.recipient = helped
                out.rules.append(HELPED)
        return out

    def _agent_of_other(self, hit: Hit, agent: Arg) -> bool:
        """«هجوم ضد الثوار المدعومين من قبل الغرب»: the agent belongs to the participle before it."""
        s = self.scene
        if any(h.tense == "pass" for h in s.hits_in(hit.last, agent.first)):
            return True
        j = s.back(agent.first)
        while j > hit.first and s.kind[j] in "Pw" and s.norm(j) in ("قبل", "من", "يد", "علي"):
            j = s.back(j)
        return j > hit.last and s.kind[j] == "w" and s.norm(j).removeprefix("ال").startswith("م") and s.norm(j).endswith(("ه", "ين", "ون"))

    def _while(self, hit: Hit, after: list[Arg], out: Around) -> None:
        """«غادر الوفد متوعدا الحكومة»: a participle of state is the act of the verb's subject; what follows bare is its object."""
        s = self.scene
        if not after:
            j = s.next(hit.last - 1)
            after = s.group_of(s.args[s.arg_at[j]]) if j < len(s.kind) and s.kind[j] == "A" and not s.args[s.arg_at[j]].prep else []
        if after and hit.lemma.frame.obj == "r":
            out.recipient = after
        actor, rule = self.control.subject_above(hit)
        if actor and all(a.party != r.party for a in actor for r in out.recipient):
            out.actor, out.rule = actor, "control"
            out.rules.append(rule)

    def _lacking(self, hit: Hit) -> bool:
        """Whether دون or بلا stands before the noun."""
        s = self.scene
        return any(s.norm(j) in ("دون", "بلا", "بدون", "اي", "ايه") for j in range(max(0, hit.first - 2), hit.first))

    def _source(self, hit: Hit, out: Around) -> None:
        """«قصف مصدره قوات …», «كان هدفه متمردين»: the party named as where it came from did it, the one named as its aim was hit."""
        s = self.scene
        for j in range(hit.last, min(len(s.kind), hit.last + 7)):
            if s.kind[j] in "VRS.":
                return
            if s.norm(j) in ("مصدره", "مصدرها", "منفذه", "منفذها"):
                k = s.next(j)
                if k < len(s.kind) and s.kind[k] == "A":
                    arg = s.args[s.arg_at[k]]
                    out.actor, out.rule = s.group_of(arg), "source"
                    out.recipient = [r for r in out.recipient if r.party != arg.party]
                return
            if s.norm(j) in ("هدفه", "هدفها", "استهدافه", "ضحيته", "ضحيتها", "ضحاياه", "ضحاياها") and not out.recipient:
                k = s.next(j)
                if k < len(s.kind) and s.kind[k] == "A":
                    out.recipient = s.group_of(s.args[s.arg_at[k]])
                return

    def _transparent(self, hit: Hit, item: Hit) -> bool:
        return item.first - hit.last <= 1

    def _prepositions(self, hit: Hit, by_prep: dict[str, list[Arg]], out: Around, genitive: bool) -> None:
        frame = hit.lemma.frame
        self.by_li = False
        table = frame.preps
        if frame.obj == "r" and "ل" not in table and "ل" in by_prep and genitive:
            table = {**table, "ل": "r"}
        self.by_li = "ل" in by_prep and genitive
        if by_prep.get("ل") and not genitive and hit.lemma.type in ("ASSAULT", "COERCE") and owns_things(self.scene, hit.last, by_prep["ل"][0]):
            out.recipient = by_prep.pop("ل")  # «غارة على مقر لحزب الله»: no raid of its own
        for prep, role in table.items():
            args = by_prep.get(prep)
            if not args:
                continue
            if role == "m" and prep == "بين":
                args = self._between_him(hit, args) or self._second(args)
                out.actor, out.recipient, out.mutual, out.rule = args, args, True, "between"
            elif role == "m":
                out.recipient = out.recipient or args
            elif role == "r" and not out.mutual:
                own = frame.gen == "a" and not genitive and "ال" not in hit.pro and hit.lemma.type in ("ASSAULT", "RETREAT")
                if prep == "ل" and own and args[0].mention.kind != "people":
                    out.actor = out.actor or args
                else:
                    out.recipient = out.recipient or args
            elif role == "a" and not out.mutual:
                out.actor = out.actor or args

    def _between_him(self, hit: Hit, args: list[Arg]) -> list[Arg]:
        """«تعاون بينها وبين النظام»: the pronoun is one side."""
        s = self.scene
        if len({a.party for a in args}) > 1:
            return []
        for m in range(hit.last, args[0].first):
            enc = _BETWEEN.get(s.norm(m))
            if enc is not None:
                other = self.roles.pronoun(enc, hit.first, args)
                return [*other[:1], *args] if other else []
        return []

    def _second(self, args: list[Arg]) -> list[Arg]:
        """The other side of «بين X التي … وY», beyond a relative clause."""
        s = self.scene
        if len({a.party for a in args}) > 1:
            return args
        last = s.doc.sentence_of(args[0].first)[1]
        for arg in s.args_in(args[-1].last, args[-1].last + 16):
            if not args[-1].last <= arg.first < min(last, args[-1].last + 16) or arg.prep:
                continue
            if s.norm(arg.first).startswith("و") and arg.party != args[0].party:
                return [*args, *s.group_of(arg)]
        return args

    def _genitive(self, hit: Hit, genitive: list[Arg], out: Around) -> None:
        frame = hit.lemma.frame
        role = frame.gen
        if role == "a" and hit.lemma.type in ("ASSAULT", "COERCE") and folk_word(self.scene.words, self.scene.norm(genitive[0].first)) == "homes":
            role = "r"  # «نهب الأسواق»
        elif role == "a" and hit.lemma.type == "ACCUSE" and frame.obj == "r" and self._aimed(hit, genitive[-1]):
            role = "r"  # «أحجم عن اتهام الجيش», «اتهام الجيش بالقصف»
        if role == "x":
            if frame.id == "aid":
                blamed = "ب" in hit.pro and bool(self.control.accuser(hit))  # «اتهم إيران بتسليح الميليشيا»
                role = "a" if out.recipient or ("ب" in hit.pro and not blamed) else "r"
            else:
                role = "r" if self._held(hit, genitive[0]) and not out.recipient else "a"
        elif role == "r" and frame.obj == "r" and not out.recipient and (second := self._second_noun(genitive)) is not None:
            role = "a"  # «استهداف الجيش قافلة»: the genitive does it when another noun follows bare
            out.recipient = second
        elif role == "r" and frame.obj == "r" and not out.recipient and frame.id in ("facilitate", "kill", "strike") and self._li_word(genitive[-1]):
            role = "a"  # «تسهيل النظام لعمل الجماعات»
        elif role == "r" and frame.obj == "r" and out.recipient and self.by_li:
            role = "a"  # «استهداف النظام للمدنيين»: the genitive does it when ل brings in the object
        if role == "m" and not out.mutual:
            if len(genitive) > 1:
                out.actor, out.recipient, out.mutual = genitive, genitive, True
            else:
                out.actor = genitive
        elif role == "a" and not out.mutual:
            out.actor = genitive
        elif role == "r":
            out.recipient = out.recipient or genitive
        if out.actor == genitive:
            out.rule = "genitive"

    def _aimed(self, hit: Hit, arg: Arg) -> bool:
        """Whether a noun of blame stands under a verb with عن, or is followed by what somebody is blamed for."""
        s = self.scene
        j = s.next(arg.last - 1)
        blamed = j < len(s.kind) and s.norm(j).startswith("ب") and s.kind[j] in "Ew" and len(s.norm(j)) > 3
        return s.norm(s.back(hit.first)) == "عن" or blamed

    def _li_word(self, arg: Arg) -> bool:
        """Whether a noun with ل stands right behind a force, group or state."""
        s = self.scene
        j = s.next(arg.last - 1)
        if arg.mention.kind not in ("force", "group", "state", "official") or j >= len(s.kind):
            return False
        return s.kind[j] in "wE" and s.norm(j).startswith("ل") and len(s.norm(j)) > 3 and s.norm(j) not in ("لكن", "لكنه", "لكنها", "لدي", "لديه")

    def _second_noun(self, genitive: list[Arg]) -> list[Arg] | None:
        """The bare object after the doer of a verbal noun: its party, an empty list for a thing or place, None if there is none."""
        s = self.scene
        last = genitive[-1]
        if last.mention.kind not in ("force", "group", "state", "official"):
            return None
        j = s.next(last.last - 1)
        if j >= len(s.kind) or s.doc.sentence_index[j] != s.doc.sentence_index[last.first]:
            return None
        if s.kind[j] == "A":
            arg = s.args[s.arg_at[j]]
            return s.group_of(arg) if arg.first == j and not arg.prep and arg.head < 0 else None
        if s.kind[j] == "L":
            return []
        if s.kind[j] == "w" and s.words.in_context("themes", s.norm(j)) and not s.norm(j).startswith(("ال", "و", "لل", "ب")):
            after = s.args_in(j + 1, j + 4)
            return s.group_of(after[0]) if after and after[0].head < 0 and after[0].prep in ("", "ل") else []
        return None

    def _held(self, hit: Hit, arg: Arg) -> bool:
        """Whether a genitive after a word like «قصف» is likelier its target: people, and what a party holds («مواقع»)."""
        s = self.scene
        if arg.mention.kind in ("people", "person"):
            return True
        return any(s.words.in_context("themes", s.norm(j)) for j in range(hit.last, arg.first))

    def _possessive(self, hit: Hit, out: Around) -> None:
        s = self.scene
        role = hit.lemma.frame.gen
        theirs = WITH_PRONOUN.get(s.norm(s.next(hit.last - 1)))
        if hit.lemma.frame.obj == "r" and theirs is not None and theirs[0] == "ل" and not out.mutual:  # «محاربته لهم»
            doer = self.roles.pronoun(hit.enc, hit.first, [])
            whom = self.roles.pronoun(theirs[1], hit.first, doer)
            if doer and whom:
                out.actor, out.recipient, out.rule = doer, whom, "possessive"
                return
        args = self.roles.person(hit.enc, hit.first) if hit.lemma.frame.id in ("kill", "arrest", "wound") else []
        args = args or self.roles.pronoun(hit.enc, hit.first, out.recipient)
        if not args:
            return
        if role == "x" and hit.lemma.frame.obj == "r" and not out.recipient and not out.mutual:  # «تقدموا لاحتلالها»: who comes before does it
            actor, rule = (out.actor, "") if out.actor else self.control.actor(hit)
            if actor and all(a.party != b.party for a in actor for b in args):
                out.actor, out.recipient, out.rule = actor, args, out.rule or "control"
                out.rules.extend([rule] if rule else [])
                return
        nothing = s.next(hit.last - 1) >= len(s.kind) or s.kind[s.next(hit.last - 1)] in ".,SPT"
        if role == "x" and nothing and s.norm(s.back(hit.first)) in ("عدم", "بعدم", "وعدم", "لعدم") and not out.recipient:
            out.recipient = args  # «مقابل عدم قصفهم»: with no object behind it, they are the object
        elif role in ("a", "m", "x") and not out.actor and not out.mutual:
            out.actor, out.rule = args, "possessive"
        elif role == "r" and not out.recipient:
            out.recipient = args

    def _adjectives(self, hit: Hit) -> list[Arg]:
        """The states whose adjectives stand behind a noun: «القصف الروسي», «رعاية سعودية أميركية», «اتفاق روسي - تركي»."""
        s = self.scene
        found: list[Arg] = []
        for j in range(hit.last, min(hit.last + 6, len(s.kind))):
            if found and s.norm(j) in ("-", "–"):
                continue
            if s.kind[j] in "VRS.,P" or s.doc.tokens[j].breaks or (not found and j - hit.last > 3):
                break
            other = s.hit_at.get(j)
            if other is not None and other.nominal and other.pro in ("ل", "لل"):
                break  # «التصدي لهجمات إسرائيلية»
            state = s.nationality(j, ("", "ال", "و", "وال"))
            if state is not None and not s.norm(j).endswith(("ين", "ون")):
                found.append(state)
            elif found or s.kind[j] in "AT" or s.counts(j):
                break
        return [a for k, a in enumerate(found) if all(a.party != b.party for b in found[:k])]
