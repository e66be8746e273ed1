"""Who did it and to whom around an Arabic verb: subject, object, relative clause, passive, prepositions."""

from __future__ import annotations

from isnad.lang.ar.claims_scene import FOLKS, Scene, folk_word
from isnad.lang.ar.claims_sets import ABOUT, folded
from isnad.lang.ar.roles import AGENT, PLURAL, RESUMED, THAT_HE, WITH_PRONOUN, Bound, agrees, case, gender, holder, owns_things
from isnad.lang.ar.roles_clause import Item
from isnad.lang.ar.roles_needs import agent_of_noun, may_have, must_be_object, number_is_object, vowelled_passive
from isnad.lang.ar.roles_subjects import Subjects
from isnad.lang.common.claims import Arg, Hit
from isnad.model.records import Made, Mention

TIMES = frozenset({"مره", "ساعه", "ليله", "فجاه", "مباشره", "عاده", "صراحه", "خاصه", "كافه", "سنه", "بدايه", "نهايه", "علانيه", "حاليا"})


_MEMBERS = folded("جندي جنديان ضابط ضابطان عنصر عنصران مقاتل مقاتلان شرطي شرطيان مسلح مسلحان قيادي قياديان عسكري عسكريان طيار طياران جنود عناصر ضباط")
GOVERNED = frozenset({"ل", "لل", "ب", "بال"})
SPEAKING = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT"})
NEAR = 16  # words between verbs that go on with one subject


class Roles(Subjects):
    """Reads the verbs of one document, left to right.

    Attributes:
        relative_of: the verb of the relative clause that takes up a noun of happening, by the noun's first token.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        for hit in scene.hits:
            if hit.finite:
                self.bound[hit.first] = self._verb(hit)
        self.relative_of: dict[int, Hit] = {}
        for hit in scene.hits:
            b = self.bound.get(hit.first)
            if b is not None and b.relative is not None:
                self.relative_of.setdefault(b.relative.first, hit)
                if hit.enc == "هما":  # «غارات وقصف نفذتهما …»: both nouns
                    for other in scene.hits_in(b.relative.first - 6, b.relative.first):
                        if other.nominal:
                            self.relative_of.setdefault(other.first, hit)

    def _verb(self, hit: Hit) -> Bound:
        s = self.scene
        b = Bound()
        items, b.end = self.right(hit.last)
        j = self.before(hit)
        relative: Arg | Hit | None = None
        resumed = False
        is_relative = j >= 0 and s.kind[j] == "R"
        if is_relative:
            relative = self.antecedent(j)
            b.inner = True
            he = s.back(j)
            if he >= 0 and s.norm(he) in THAT_HE and relative is None and not hit.enc:  # «وهو الذي أخرج …»
                found = self.pronoun(THAT_HE[s.norm(he)], he, [])
                relative = found[0] if found else None
            elif not hit.enc and self._resumed(hit):
                relative, is_relative, resumed = None, False, True
                j = -1
        elif hit.enc and not hit.pro and j >= 0:
            k, steps = j, 0
            while k >= 0 and steps < 5 and ((s.kind[k] == "w" and not s.norm(k).startswith("ال")) or (s.kind[k] == "A" and s.args[s.arg_at[k]].prep)):
                k, steps = s.back(k), steps + 1
            if k >= 0 and s.kind[k] == "E" and "ال" not in (s.hit_at.get(k) or hit).pro:
                relative, is_relative = s.over.get(k), True
            elif hit.lemma.kind == "do" and (noun := self._taken_up(hit)) is not None:
                relative, is_relative = noun, True
        elif not hit.pro and hit.lemma.type == "ASSAULT" and hit.person in ("3ms", "3fs") and j >= 0:
            k, steps = s.back(hit.first), 0  # «هجوم دام استهدف قرية»
            while k >= 0 and steps < 3 and not s.norm(k).startswith("ال") and (s.kind[k] == "w" or s.adjective(k)):
                k, steps = s.back(k), steps + 1
            noun = s.over.get(k) if k >= 0 and s.kind[k] == "E" else None
            before = s.over.get(s.back(noun.first)) if noun is not None and noun.pro == "ب" else None
            noun = before if before is not None and before.nominal else noun  # «هجوم بسيارة مفخخة استهدف …»
            if noun is not None and noun.nominal and "ال" not in noun.pro and not noun.enc and noun.lemma.type == "ASSAULT":
                relative, is_relative = noun, True
        carried = hit.person == "3fs" and not hit.pro and not hit.enc and self._indefinite_before(hit)  # «حافلات تقل مسلحين»
        bare: list[list[Arg]] = []
        seen: set[int] = set()
        first_event: Hit | None = None
        beyond = sure = False
        for kind, item in items:
            if kind == "A" and isinstance(item, Arg):
                if item.prep or item.head >= 0:
                    if item.prep and not self._of_noun(item) and not (item.loose and item.prep == "من"):
                        b.preps.append((item.prep, item))
                    continue
                if hit.lemma.kind and beyond:
                    continue  # «اضطر للاستسلام والإذعان لشروط الحزب»
                if bare and self._genitive_of(bare[-1][-1], item):
                    continue  # «نقلت عائلات مقاتلي التنظيم»
                if item.group not in seen:
                    seen.add(item.group)
                    bare.append([a for a in s.group_of(item) if a.first >= hit.last and not a.prep])
            elif kind == "E" and isinstance(item, Hit) and item.nominal and item.pro in GOVERNED and not bare:
                beyond = True
            elif kind == "E" and isinstance(item, Hit) and first_event is None and not bare:
                if item.nominal and item.pro in ("", "ال") and self._governed_bare(item, hit):
                    first_event = item
            elif kind == "L" and isinstance(item, int) and b.place < 0 and not bare and self._bare_place(item, hit):
                b.place = item
        if isinstance(relative, Hit):
            b.relative = relative
        if is_relative:
            if hit.enc:
                if isinstance(relative, Arg):
                    b.obj = s.group_of(relative)
                else:
                    b.obj_event = relative
                b.subj = bare[0] if bare else []
                b.subj_event = first_event if not bare else None
            else:
                if isinstance(relative, Arg):
                    b.subj = s.group_of(relative) if hit.person in PLURAL else [relative]
                else:
                    b.subj_event = relative
                b.obj = bare[0] if bare else []
                b.obj_event = first_event
            b.explicit = bool(b.subj) or b.subj_event is not None
        else:
            pre = self.preverbal(hit, j) or self.topic(hit, j) or self.after_aside(hit, j)
            if pre:
                b.subj, b.explicit = pre, True
                b.obj = bare[0] if bare else []
                b.obj_event = first_event
            elif j >= 0 and s.norm(j) in THAT_HE:  # «أنه نفذ ضربات»: the pronoun is the subject
                b.obj = bare[0] if bare else []
                b.obj_event = first_event
            elif hit.person in ("3ms", "3fs"):
                if first_event is not None and hit.lemma.type in SPEAKING and hit.lemma.frame.subj == "a":
                    b.obj_event = first_event  # «نفت مقتل الوالي»: only somebody can deny
                elif first_event is not None:
                    b.subj_event = first_event
                    b.obj = bare[0] if bare else []
                    b.explicit = True
                elif len(bare) == 1 and (self._object_of_pair(hit) or (carried and hit.lemma.frame.obj == "r" and not resumed)):
                    b.obj = bare[0]
                elif must_be_object(s, hit, bare, speaks=hit.lemma.type in SPEAKING):
                    b.obj, sure = bare[0], True
                elif bare and b.place < 0 and (self._may_be_subject(hit, bare[0][0], two=len(bare) > 1) or (resumed and len(bare) == 1)):
                    b.subj, b.explicit = bare[0], True
                    b.obj = bare[1] if len(bare) > 1 else []
                    b.obj_event = self._object_event(items, bare[0])
                elif bare:
                    b.obj = bare[0]
            elif bare:
                b.obj = bare[0]
            if first_event is not None and b.subj:
                b.obj_event = b.obj_event or first_event
        self._pronoun_preps(hit, b, ("مع",) if is_relative else ())
        if not bare and not hit.enc and not is_relative and hit.lemma.frame.passive == "likely":
            bare = self.of_them(hit)  # «جُرح منهم أحد عشر»
            b.obj = bare[0] if bare else b.obj
        b.passive = self._passive(hit, b, bare, items)
        if b.passive:
            b.obj, b.subj = b.subj or b.obj, []
            b.obj_event, b.subj_event = b.subj_event or b.obj_event, None
        for prep, arg in b.preps:
            if prep in AGENT and not agent_of_noun(s, hit, b, arg):
                b.agent = s.group_of(arg)
        if hit.enc and not is_relative:
            man = self.person(hit.enc, hit.first) if hit.lemma.frame.id in ("kill", "arrest", "wound") else []
            b.obj = man or self.pronoun(hit.enc, hit.first, b.subj) or b.obj
        if not b.obj and b.obj_event is None and hit.lemma.frame.obj == "r" and not is_relative:
            b.obj = self._whose_things(hit, b) or (holder(s, hit.last) if hit.lemma.type in ("ASSAULT", "COERCE") and not hit.enc else [])
        if b.agent and b.obj and b.agent[0].party == b.obj[0].party:
            b.agent = self._other_owner(b.agent[0], b.obj)
        fallen = hit.companion >= 0 and hit.lemma.frame.id == "killed"  # «سقط قتلى»: the dead are the subject
        whoever = hit.person == "3mp" and j >= 0 and s.norm(j) == "من"  # «من فروا»
        if whoever and not b.subj and hit.lemma.frame.id in ("withdraw", "move", "evacuate"):
            span = s.doc.span(j, j + 1)
            b.subj = [Arg(j, j + 1, Mention(span, "civilians", None, "people", Made(FOLKS, (), (span,)), None, "civilians"), "civilians")]
        nobody, someone = self._nobody(hit)  # «لم يتعرض لهم أحد»
        if someone and not b.passive:
            b.subj, b.preps = someone, [x for x in b.preps if x[1] not in someone]
        lost = nobody or fallen or whoever or carried or (is_relative and relative is None and not hit.enc)
        if not b.subj and not b.passive and b.subj_event is None and not lost and not (bare and self._stranger(hit)):
            self._go_on(hit, b, sure=sure)
        if b.passive and not b.obj and b.obj_event is None and hit.person == "3mp" and not lost:
            b.obj = self.dropped(hit, [])  # «استسلموا ثم فُقدوا»
        if b.subj and not b.passive:
            self.last_subject = b.subj
        return b

    def _go_on(self, hit: Hit, b: Bound, *, sure: bool) -> None:
        """The subject that a verb goes on with; nobody does it to himself: a pronoun is somebody else, a noun is an object only where it must be."""
        b.subj = self.dropped(hit, [])
        mine = {a.party for a in b.subj}
        if not b.subj or all(a.party not in mine for a in b.obj):
            return
        if hit.enc:
            b.obj = self.pronoun(hit.enc, hit.first, b.subj) or b.obj
        elif sure:
            b.subj = self.dropped(hit, b.obj)
        elif hit.lemma.frame.id != "order" and b.obj[0].first >= hit.last and agrees(hit, gender(self.scene, b.obj[0]), before=False):
            b.subj, b.obj, b.explicit = b.obj, [], True

    def _genitive_of(self, people: Arg, arg: Arg) -> bool:
        """Whether a party stands in the genitive right behind an indefinite word for people: «عائلات مقاتلي التنظيم», «أهالي المقاتلين»."""
        norm = self.scene.norm(people.last - 1)
        plain = people.mention.kind == "people" and arg.first == people.last and not norm.startswith("ال")
        return plain and norm.endswith(("ات", "لي", "سر", "اء", "كان")) and not self.scene.norm(arg.first).startswith("و")

    def _whose_things(self, hit: Hit, b: Bound) -> list[Arg]:
        """«قصفت إسرائيل مواقع عسكرية لحزب الله»: whose the things hit are; the preposition is theirs and not the verb's."""
        owner = next((arg for prep, arg in b.preps if prep == "ل" and owns_things(self.scene, hit.last, arg)), None)
        if owner is None:
            return []
        group = self.scene.group_of(owner)
        b.preps = [x for x in b.preps if x[1] not in group]
        return group

    def _other_owner(self, arg: Arg, known: list[Arg]) -> list[Arg]:
        """«انهزم التنظيم على أيدي رجاله»: his men are not those of the defeated."""
        norm = self.scene.norm(arg.last - 1)
        enc = next((e for e in ("هم", "ها", "ه") if norm.endswith(e)), "")
        return self.pronoun(enc, arg.first, known) if enc else [arg]

    def _nobody(self, hit: Hit) -> tuple[bool, list[Arg]]:
        """Whether «أحد» is the subject, and the side it is one of: «لم يتصد لهم أحد من الجيش»."""
        s = self.scene
        for m in range(hit.last, min(hit.last + 4, s.doc.sentence_of(hit.first)[1])):
            if s.norm(m) in ("احد", "احدا"):
                k = s.next(m)
                if s.norm(k) == "من" and s.kind[s.next(k)] == "A":
                    return True, s.group_of(s.args[s.arg_at[s.next(k)]])
                return True, []
        k = self.before(hit)
        return k >= 0 and s.norm(k) in ("احد", "احدا") and s.norm(s.back(k)) in ("لا", "ان", "وان", "ولا", "بان"), []

    def _indefinite_before(self, hit: Hit) -> bool:
        """Whether a bare feminine noun that is no party stands right before a verb, which then is its relative clause."""
        s = self.scene
        j = self.before(hit)  # «حافلات حكومية قد نقلت …»
        if j < 1 or s.kind[j] != "w" or s.kind[j - 1] not in "EPwTAS" or s.norm(j).startswith(("ال", "وال")) or len(s.norm(j)) < 5:
            return False
        return s.norm(j).endswith("ات") or (s.raw(j).rstrip("\u064b\u064c\u064d\u064e\u064f\u0650").endswith("ة") and s.norm(j) not in TIMES)

    def _may_be_subject(self, hit: Hit, arg: Arg, *, two: bool) -> bool:
        """Whether the first bare party after a verb is its subject: by case, by agreement, or right behind it (of two, even after «و»)."""
        s = self.scene
        if case(s, arg) == "acc" or (arg.loose and folk_word(s.words, s.norm(arg.first)) == "homes"):
            return False  # houses and markets are hit, they hit nobody
        if hit.lemma.frame.obj == "r" and (self._of_things(hit, arg) or may_have(s, hit)):
            return False
        beside = s.next(hit.last - 1) == arg.first
        return agrees(hit, gender(s, arg), before=False) or (beside and (not hit.pro or two or not hit.lemma.frame.obj))

    def _of_things(self, hit: Hit, arg: Arg) -> bool:
        """«هاجم قواعد ونقاط تفتيش الثوار»: a party in the genitive of things it holds is whom they are taken from."""
        s = self.scene
        j = s.next(hit.last - 1)
        if not j < arg.first or s.norm(j).startswith("ال") or not s.words.in_context("themes", s.norm(j)):
            return False
        return all(s.kind[m] in "wq" and not s.norm(m).startswith("ال") for m in range(j, arg.first))

    def _taken_up(self, hit: Hit) -> Hit | None:
        """«غارات يزعم أن الطيران شنها»: the indefinite noun that a carrying verb's pronoun takes up from further left."""
        s = self.scene
        if s.norm(s.back(hit.first)) in ("ما", "مما", "وما", "كما", "بما"):
            return None  # «وفق ما أعلنه …»
        for other in reversed(s.hits_in(max(s.doc.sentence_of(hit.first)[0], hit.first - 14), hit.first)):
            k = s.back(other.first)
            if other.nominal and not other.lemma.kind and "ال" not in other.pro and not other.enc and (k < 0 or s.kind[k] in "PS.,"):
                return other if hit.enc in ("ه", "ها") and self._feminine(other) is (hit.enc == "ها") else None
        return None

    def _of_noun(self, arg: Arg) -> bool:
        """Whether the preposition of a party belongs to the noun of happening right before it: «بدعم من روسيا»."""
        s = self.scene
        p = s.back(arg.first)
        k = s.back(p) if p >= 0 and s.kind[p] == "P" else -1
        noun = s.over.get(k) if k >= 0 and s.kind[k] == "E" else None
        return noun is not None and noun.nominal and noun.lemma.frame.preps.get(s.norm(p), "") in ("a", "m") and s.norm(p) == arg.prep

    def _object_of_pair(self, hit: Hit) -> bool:
        """«تصل القوات وتهزم التنظيم»: one party after a joined transitive verb is its object when the verb before has a subject that fits."""
        s = self.scene
        if hit.pro != "و" or hit.lemma.frame.obj != "r" or hit.lemma.frame.subj != "a" or hit.enc:
            return False
        for other in reversed([h for h in s.hits_in(max(s.doc.sentence_of(hit.first)[0], hit.first - 14), hit.first) if h.finite]):
            b = self.bound[other.first]
            return bool(b.subj) and b.explicit and not b.inner and other.person == hit.person and other.tense == hit.tense
        return False

    def _stranger(self, hit: Hit) -> bool:
        """Whether a definite noun that is no party stands right behind the verb and so is its subject: «اتهمت المنظمة الجيش»."""
        s = self.scene
        j = s.next(hit.last - 1)
        if hit.person not in ("3ms", "3fs") or j >= len(s.kind) or s.kind[j] not in "wN":
            return False
        if s.kind[j] == "N":
            return True
        return s.norm(j).startswith("ال") and not s.words.in_context("themes", s.norm(j)) and not s.words.in_context("takectx", s.norm(j))

    def _pronoun_preps(self, hit: Hit, b: Bound, only: tuple[str, ...]) -> None:
        """«استجاب لها», «قدم لهم»: a preposition with a pronoun brings in the party it stands for."""
        s = self.scene
        for m in range(hit.last, min(hit.last + 4, len(s.kind))):
            if s.kind[m] in "VRS.":
                return
            pair = WITH_PRONOUN.get(s.norm(m))
            if pair is not None and (not only or pair[0] in only):
                for arg in self.pronoun(pair[1], hit.first, b.subj):
                    b.preps.append((pair[0], arg))

    def _resumed(self, hit: Hit) -> bool:
        """«التي يسيطر فيها التنظيم»: the relative pronoun is taken up by a preposition, so the subject comes after the verb."""
        s = self.scene
        return any(s.norm(m) in RESUMED for m in range(hit.last, min(hit.last + 4, len(s.kind))) if s.kind[m] not in "V.")

    def _governed_bare(self, item: Hit, hit: Hit) -> bool:
        """Whether no preposition stands between a verb and the event noun after it."""
        lack = ("بعدم", "لعدم", "عدم", "بلا", "وبلا")
        return not any(self.scene.kind[m] in "PA" or self.scene.norm(m) in lack for m in range(hit.last, item.first))

    def _bare_place(self, at: int, hit: Hit) -> bool:
        s = self.scene
        for m in range(hit.last, at):
            if s.kind[m] in "PA" or (s.norm(m).startswith(("ب", "ل")) and not s.norm(m).startswith(("بلد", "لو"))):
                return False
        return at - hit.last <= 3

    def _object_event(self, items: list[Item], subj: list[Arg]) -> Hit | None:
        seen = False
        for kind, item in items:
            if kind == "A" and item is subj[-1]:
                seen = True
            elif seen and kind == "E" and isinstance(item, Hit) and item.nominal:
                governed = any(self.scene.kind[m] == "P" for m in range(subj[-1].last, item.first)) or item.pro[-1:] in ("ب", "ل")
                return None if governed else item
        return None

    def _individuals(self, hit: Hit, arg: Arg) -> bool:
        """Whether a subject is people one by one, not a side: «جنديا», «أربعة من مقاتلي …»."""
        s = self.scene
        j = s.back(arg.first)
        if j >= 0 and s.norm(j) == "من":
            j = s.back(j)
        return arg.loose or s.norm(s.back(hit.first)) in ("منهم", "منها") or (j >= 0 and s.counts(j)) or bool(folk_word(s.words, s.norm(arg.first)))

    def _goes_on(self, hit: Hit) -> bool:
        """«هاجم … واختطف صحفيين»: a verb joined to an active one of the same form with a subject of its own goes on with that subject."""
        if hit.pro != "و":
            return False
        floor = max(self.scene.doc.sentence_of(hit.first)[0], hit.first - NEAR)
        before = next((h for h in reversed(self.scene.hits_in(floor, hit.first)) if h.finite), None)
        if before is None or (before.person, before.tense) != (hit.person, hit.tense):
            return False
        b = self.bound[before.first]
        return bool(b.subj) and not b.passive and not b.inner and before.lemma.type is not None

    def _passive(self, hit: Hit, b: Bound, bare: list[list[Arg]], items: list[Item]) -> bool:
        s = self.scene
        if hit.voice == "p":
            return True
        raw = s.raw(hit.first)
        lead = raw[len(hit.pro) : len(hit.pro) + 3]
        if "\u064f" in lead and "p" in hit.voice and (hit.tense != "impf" or hit.lemma.frame.passive):
            return True
        if vowelled_passive(raw, hit):
            return True
        if hit.voice != "ap" or not hit.lemma.frame.passive or hit.enc:
            return False
        if bare and case(s, bare[0][0]) == "acc" and s.next(hit.last - 1) == bare[0][0].first:
            return False  # «اختطف مراسلين»: an object
        if any(p in AGENT for p, _ in b.preps):
            return True
        ahead = b.subj[0] if b.explicit and b.subj and b.subj[0].first < hit.first else None
        if ahead is not None and ahead.mention.kind in ("force", "group", "state") and not self._individuals(hit, ahead):
            return False  # «التنظيم أعدم …»: print does not tell the voice, armed sides act
        if b.relative is not None or b.obj or b.obj_event is not None or b.place >= 0:
            return False
        if len(bare) > 1:
            return False
        after = s.next(hit.first)
        counted = after < len(s.kind) and (s.kind[after] == "T" or s.counts(after) or s.norm(after) in ABOUT)
        if number_is_object(s, hit, self.before(hit), after):
            return False
        if bare and not b.explicit:
            return not self._goes_on(hit)
        if counted:
            return not (bare and bare[0][0].first < after)
        if hit.lemma.frame.passive == "likely":
            if bare:
                one = bare[0][0]
                if one.mention.kind in ("anonymous", "official") or s.norm(one.first) in _MEMBERS:
                    return True  # «قتل قيادي في الحزب», «خطف ضابط من الجيش», «قتل عنصران من الفرقة»
                return one.mention.kind in ("people", "person") or (hit.person == "3ms" and gender(s, bare[0][0]) == "p" and len(items) == 1)
            return bool(b.subj) and not bare
        return False
