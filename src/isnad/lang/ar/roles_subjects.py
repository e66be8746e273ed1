"""Subjects that an Arabic verb does not name, or names before itself: pronouns, antecedents, topics, speakers, the last subject."""

from __future__ import annotations

from isnad.lang.ar.claims_scene import FOLKS, UNNAMED_UNITS, Scene, is_generic
from isnad.lang.ar.claims_sets import AS_SAID, SKIPPED
from isnad.lang.ar.roles import THAT_HE, Bound, agrees, gender
from isnad.lang.ar.roles_clause import Clause, past_asides
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.common.sides import PAIR
from isnad.lang.common.speakers import Speakers
from isnad.model.records import Made, Mention
from isnad.model.span import Span

REST = frozenset({"الباقون", "الاخرون", "البقيه", "بعضهم", "معظمهم", "غالبيتهم", "جميعهم", "كلهم", "احدهم", "اخرون"})
STATE = frozenset({"وهو", "وهي", "وهم"})
REACH = 160  # words back in a sentence within which a subject or antecedent is looked for
_ASIDE = 9  # words between two commas that are an aside
_SELF = frozenset({"نفسه", "نفسها", "ذاته", "ذاتها", "انفسهم", "بدوره", "بدورها"})
OBLIGED = ("علي", "امام", "ل", "من", "ب")


class Subjects(Clause):
    """Finds subjects and antecedents in one document, remembering the last subject.

    Attributes:
        scene: the document.
        bound: what stands around each verb, by its first token.
        last_subject: subject of the verb read last.
        speakers: who speaks where.
        before_aside: for the last token of an aside that sets a number aside, the token before it.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.bound: dict[int, Bound] = {}
        self.last_subject: list[Arg] = []
        self.speakers = Speakers(scene.sheet)
        self.before_aside = past_asides(scene)
        for arg in scene.args:
            if is_generic(arg.party):
                self._whose(arg)

    def _whose(self, arg: Arg) -> None:
        """«مقاتليه»: the fighters of the party the pronoun stands for."""
        raw = self.scene.raw(arg.last - 1).rstrip("\u064b\u064c\u064d\u064e\u064f\u0650")
        if self.scene.norm(arg.last - 1).startswith("ال") or raw.endswith("ة") or arg.mention.made.rule == UNNAMED_UNITS:
            return  # «القافلة» has no pronoun, «حاميتها» is that of a town
        for enc in ("هم", "ها", "ه", "نا"):
            if self.scene.norm(arg.last - 1).endswith(enc) and len(self.scene.norm(arg.last - 1)) > len(enc) + 3:
                found = [a for a in self.pronoun(enc, arg.first, []) if not is_generic(a.party)]
                if found and ("ون" not in self.scene.norm(arg.last - 1) or enc == "نا"):
                    arg.party = found[0].party
                elif enc == "نا":
                    arg.prep, arg.loose = "adj", True  # nobody knows whose: it fills no role
                return

    def before(self, hit: Hit) -> int:
        """The token before a verb, over particles and auxiliaries; -1 at the start of the sentence."""
        j = self.scene.back(hit.first)
        while j >= 0 and self.scene.norm(j) in SKIPPED:
            j = self.scene.back(j)
        return self.before_aside.get(j, j)

    def pronoun(self, enc: str, at: int, other: list[Arg]) -> list[Arg]:
        """The party a pronoun at token `at` stands for: the nearest one before it that fits and is not `other`."""
        s = self.scene
        if enc == "نا":
            span = self.scene.doc.span(at, at + 1)
            return self.speaker_at(span) or self._we(span)
        want = {"ه": "m", "ها": "f", "هم": "p", "هما": "d", "هن": "p"}.get(enc)
        if want is None:
            return []
        first, _ = s.doc.sentence_of(at)
        floor = max(s.doc.sentences[max(0, s.doc.sentence_index[at] - 1)][0], at - REACH)
        second: list[Arg] = []
        for arg in reversed(s.args_in(floor, at)):
            if arg.last > at or arg.loose:
                continue
            if any(arg.party == o.party for o in other):
                continue
            kind = gender(s, arg)
            group = s.group_of(arg)
            if want == "d":
                if len(group) == 2:
                    return group
                continue
            if want == "p" and len(group) > 1 and arg.first >= first:
                return group
            if kind == want or (kind == "x" and want in "mfp"):
                return [arg]
            if want == "p" and not second and arg.first >= first:
                second = [arg]
        return second

    def person(self, enc: str, at: int) -> list[Arg]:
        """The named person «ه» stands for where it is killed, hurt or held: the nearest in this sentence or the one before."""
        s = self.scene
        if enc != "ه":
            return []
        floor = max(s.doc.sentences[max(0, s.doc.sentence_index[at] - 1)][0], at - REACH)
        for arg in reversed(s.args_in(floor, at)):
            if arg.last <= at and arg.mention.kind in ("person", "official") and not arg.prep.startswith("من قبل"):
                said = self.speakers.covering(s.doc.span(at, at + 1))
                if said is None or said.source is None or not said.source.overlaps(arg.mention.span):
                    return [arg]
        return []

    def _that_he(self, hit: Hit, j: int, span: Span) -> list[Arg]:
        """«وأنه يتجنب»: the subject of the verb before it in the same telling, else who speaks, else the nearest party that fits."""
        s = self.scene
        enc = THAT_HE[s.norm(j)]
        first = max(s.doc.sentence_of(hit.first)[0], hit.first - REACH)
        inside = self.speakers.covering(span)
        if inside is not None and not s.norm(j).startswith("و"):  # «قال إن الجيش …، وأنه …»: told in one breath, though it is a statement of its own
            first = max(first, s.doc.tokens_in(inside.span)[0])
        want = {"ه": "m", "ها": "f", "هم": "p"}.get(enc, "")
        beside = self._beside(j, want) or self._head_of_telling(j, want)
        if beside:
            return beside
        for other in reversed([h for h in s.hits_in(first, j) if h.finite]):
            b = self.bound.get(other.first)
            if b is not None and b.subj and not b.inner and (gender(s, b.subj[0]) in (want, "x") or (want == "p" and len(b.subj) > 1)):
                return b.subj
        spoken = self.speaker_at(span) if s.norm(j).startswith(("ان", "با")) else []
        return spoken or self.pronoun(enc, j, [])

    def _beside(self, j: int, want: str) -> list[Arg]:
        """«رأوا قوات النظام وهي تتقدم»: a pronoun of state right behind a party stands for it."""
        s = self.scene
        k = s.back(j)
        if k < 0 or s.kind[k] != "A" or s.norm(j) not in STATE:
            return []
        arg = s.args[s.arg_at[k]]
        return s.group_of(arg) if gender(s, arg) in (want, "x") else []

    def _head_of_telling(self, j: int, want: str) -> list[Arg]:
        """«القائد الذي قال ناشطون إنه غادر»: the pronoun takes up the noun that the relative clause of telling hangs on."""
        s = self.scene
        if not s.norm(j).startswith("ان"):
            return []
        k, steps = s.back(j), 0
        while k >= 0 and steps < 8 and s.kind[k] not in "E.,S":
            if s.kind[k] == "R":
                found = self.antecedent(k)
                return [found] if isinstance(found, Arg) and gender(s, found) in (want, "x") else []
            k, steps = s.back(k), steps + 1
        return []

    def _unknown_subject(self, hit: Hit, j: int) -> bool:
        """Whether a noun that is no party opens the clause and so is the subject: «إن شظاياه قتلت …»."""
        s = self.scene
        steps = 0
        while j >= 0 and (s.kind[j] in "wT" or (s.norm(j) in ("علي", "من") and s.norm(s.next(j)) in ("الاقل", "بينهم"))) and steps < 5:
            j, steps = s.back(j), steps + 1
        return steps > 0 and j >= 0 and s.kind[j] == "S"

    def _own_arms(self, j: int) -> list[Arg]:
        """«إن دفاعاتها اعترضت …»: arms with a pronoun act for the party it stands for."""
        s = self.scene
        while j >= 0 and s.kind[j] == "w":
            norm = s.norm(j)
            enc = next((e for e in ("هم", "ها", "ه") if norm.endswith(e) and len(norm) > len(e) + 3), "")
            if enc and s.words.in_context("units", norm):
                return self.pronoun(enc, j, [])
            j = s.back(j)
        return []

    def _we(self, span: Span) -> list[Arg]:
        """«سرنا مع الناس»: the «we» of a witness of no side are civilians."""
        said = self.speakers.covering(span)
        if said is None or said.kind not in ("witness", "person"):
            return []
        first, last = self.scene.doc.tokens_in(span)
        return [Arg(first, last, Mention(span, "civilians", None, "people", Made(FOLKS, (), (span,)), None, "civilians"), "civilians", loose=True)]

    def _headed(self, hit: Hit) -> list[Arg]:
        """«حزب الله: قصفنا …»: the party named before the colon says «we»."""
        s = self.scene
        j = hit.first - 1
        while j > 0 and s.kind[j] == "q":
            j -= 1
        k, steps = j - 1, 0
        while k > 0 and steps < 4 and s.kind[k] in "wTq":  # «عون قبل ساعة: لم أهدد أحدا»
            k, steps = k - 1, steps + 1
        if j < 1 or s.norm(j) != ":" or s.kind[k] != "A" or (k < j - 1 and s.args[s.arg_at[k]].first != s.doc.sentence_of(k)[0]):
            return []
        arg = s.args[s.arg_at[k]]
        return [] if arg.loose else s.group_of(arg)

    def _hardware(self, hit: Hit, j: int) -> list[Arg]:
        """«ذكرت الوزارة أن الفرقاطة أطلقت …»: arms that open what a side tells act for that side."""
        s = self.scene
        while j >= 0 and s.kind[j] in "wT":
            if s.words.in_context("hardware", s.norm(j)):
                return self.speaker_at(s.doc.span(hit.first, hit.last))
            j = s.back(j)
        return []

    def _may_have_said(self, hit: Hit, arg: Arg) -> bool:
        """Whether a verb that is a cue fits the speaker found for it: «تعهدت» has no man for its subject."""
        return hit.person not in ("3ms", "3fs") or agrees(hit, gender(self.scene, arg), before=True) or arg.mention.kind in ("person", "organisation")

    def _plural_between(self, other: Hit, hit: Hit) -> bool:
        """Whether people in the plural stand nearer than an earlier verb's single subject: «منع حافلات تقل مسلحين … كانوا قد خرجوا»."""
        return any(gender(self.scene, a) == "p" and not a.loose for a in self.scene.args_in(other.last, hit.first))

    def speaker_at(self, span: Span) -> list[Arg]:
        """The side that speaks where the span stands."""
        said = self.speakers.covering(span)
        arg = self.speakers.arg(said, party_only=True) if said is not None else None
        return [arg] if arg is not None else []

    def dropped(self, hit: Hit, but: list[Arg]) -> list[Arg]:
        """The subject of a verb that names none: by person, cue, pronoun before it, the verbs before it, or the last subject; never `but`."""
        s = self.scene
        taken = {o.party for o in but}
        first = max(s.doc.sentence_of(hit.first)[0], hit.first - REACH)
        span = s.doc.span(hit.first, hit.last)
        if hit.person == "1p":
            return self.speaker_at(span) or self._we(span) or self._headed(hit)
        if hit.person == "1s":
            own = self.speakers.covering(span)
            me = self.speakers.arg(own) if own is not None else None
            return [me] if me is not None else self._headed(hit)
        said = self.speakers.cued(span)
        if said is not None:
            arg = self.speakers.arg(said)
            if arg is not None and arg.party not in taken and (said.source is not None or self._may_have_said(hit, arg)):
                return [arg]
        j = self.before(hit)
        if j >= 0 and s.norm(j) in THAT_HE:
            return self._that_he(hit, j, span)
        best: list[Arg] = []
        after = s.norm(s.next(hit.last - 1))
        if after in REST:  # «فرّ الباقون»
            return self.pronoun("هم", hit.first, [])
        if not hit.pro and self._unknown_subject(hit, j):
            return self._own_arms(j) or self._hardware(hit, j)
        inside = self.speakers.covering(span)
        if inside is not None:
            at = s.doc.tokens_in(inside.span)[0]
            if at > first or inside.span.start >= s.doc.tokens[first].start:
                first = max(first, at)
                if not s.args_in(first, hit.first) and hit.person in ("3ms", "3fs") and hit.first - at < 12:
                    return self.speaker_at(span)
        if hit.person in ("3md", "3fd"):  # «أن يتبادل الطرفان الأسرى ويعودا»
            two = next((a for a in reversed(s.args_in(first, hit.first)) if a.party == PAIR or len(s.group_of(a)) == 2), None)
            if two is not None:
                return s.group_of(two)
        found = [h for h in s.hits_in(first, hit.first) if h.finite and s.norm(s.back(h.first)) not in AS_SAID]
        found.sort(key=lambda h: (self.bound[h.first].inner, -h.first))
        for other in found:
            b = self.bound.get(other.first)
            if b is None or not (b.subj or (b.passive and b.obj)):
                continue
            subj = b.subj or b.obj
            if any(a.party in taken for a in subj):
                continue
            kind = gender(s, subj[0])
            if hit.person == "3mp" and other.person != "3mp" and kind != "p" and len(subj) == 1 and self._plural_between(other, hit):
                continue
            if hit.person in (other.person, "3mp") or agrees(hit, kind, before=True):
                return subj
            best = best or subj
        if hit.person == "3mp":
            for arg in reversed([a for a in s.args_in(first, hit.first) if not a.loose and a.party not in taken]):
                if gender(s, arg) == "p":
                    return s.group_of(arg)
        if hit.tense == "impf" and j >= 0 and s.norm(j) in ("ان", "بان"):  # «على الرياض أن توقف …», «طلب من الجيش أن ينسحب»
            for arg in reversed(s.args_in(max(first, j - 8), j)):
                if arg.prep in OBLIGED and agrees(hit, gender(s, arg), before=True):
                    return s.group_of(arg)
        for arg in reversed([a for a in s.args_in(first, hit.first) if not a.prep and a.head < 0 and not a.loose and a.party not in taken]):
            if agrees(hit, gender(s, arg), before=True):
                return s.group_of(arg)
        last = self.last_subject
        return last if last and all(a.party not in taken for a in last) and agrees(hit, gender(s, last[0]), before=True) else []

    def of_them(self, hit: Hit) -> list[list[Arg]]:
        """The party that «منهم» beside a number stands for: «قُتل 130 منهم»."""
        s = self.scene
        for m in range(hit.last, min(hit.last + 4, len(s.kind))):
            if s.kind[m] in "V.RS,A":
                break
            if s.norm(m) in ("منهم", "منها") and (s.counts(m - 1) or s.counts(m + 1)):
                found = self.pronoun(s.norm(m)[2:], hit.first, [])
                return [found] if found else []
        return []

    def preverbal(self, hit: Hit, j: int) -> list[Arg]:
        """The party right before the verb, over adjectives: «القوات الحكومية سيطرت»."""
        s = self.scene
        if j >= 0 and s.norm(j) in ("منهم", "منها"):
            return self.pronoun(s.norm(j)[2:], j, [])
        steps = 0
        while j >= 0 and steps < 3 and s.kind[j] == "w" and s.norm(j).startswith("ال"):
            j, steps = s.back(j), steps + 1
        if j < 0 or s.kind[j] != "A":
            return []
        arg = s.args[s.arg_at[j]]
        if arg.prep or arg.head >= 0 or any(s.norm(m) == "ثم" for m in range(arg.last, hit.first)):
            return []
        group = s.group_of(arg)
        opens = s.back(group[0].first)
        if len(group) > 1 or agrees(hit, gender(s, arg), before=True):
            if opens >= 0 and s.kind[opens] == "V" and hit.pro:
                return []
            return group
        return []

    def topic(self, hit: Hit, j: int) -> list[Arg]:
        """The subject that opens the clause, with other words between it and its verb: «أن مقاتلين من التنظيم مع عائلاتهم رحلوا»."""
        s = self.scene
        top: Arg | None = None
        floor = hit.first - REACH
        while j >= floor and j >= 0:
            k = s.kind[j]
            if k in "VR." or (k == "," and s.norm(j) not in ("-", "–")):
                break
            if k == "S":
                break
            if k == "A":
                top = s.args[s.arg_at[j]]
            j = s.back(j)
        if top is None or top.prep not in ("", "part") or top.head >= 0:
            return []
        start = top.first
        steps = 0
        at = s.back(start)
        while at >= 0 and at != j and steps < 3:
            if s.kind[at] in "PE":
                return []
            at, steps = s.back(at), steps + 1
        if at != j and not (at < 0 and j < 0):
            return []
        opening = j < 0 or s.kind[j] in "S." or s.norm(j) in ("،", ",")
        if not opening or hit.pro:
            return []
        group = s.group_of(top)
        if hit.person == "3mp" or len(group) > 1 or agrees(hit, gender(s, top), before=True):
            return group
        return []

    def after_aside(self, hit: Hit, j: int) -> list[Arg]:
        """«الجولاني، الذي …، رفض»: the subject stands before a relative clause between commas."""
        s = self.scene
        first = s.doc.sentence_of(hit.first)[0]
        then = hit.pro == "ف" or (j >= 0 and s.next(j) < hit.first and s.norm(s.next(j)).startswith("ف"))
        if then and s.norm(first) in ("اما", "واما"):  # «أما القائد، وهو …، فأعلن …»
            found = s.args_in(first, min(first + 3, hit.first))
            if found and found[0].first <= first + 2 and not found[0].loose:
                return s.group_of(found[0])
            return []
        if j < 0 or s.kind[j] != "," or hit.pro:
            return []
        beside = self._over_aside(hit, j)
        if beside:
            return beside
        k, steps = s.back(j), 0
        while k >= 0 and steps < 26:
            if s.kind[k] == ".":
                return []
            if s.kind[k] == "R" or s.norm(k) in ("وهو", "وهي", "وهم", "بينهم", "بينها", "منهم"):
                before = s.back(k)
                while before >= 0 and s.kind[before] == ",":
                    before = s.back(before)
                if before >= 0 and s.kind[before] == "A":
                    arg = s.args[s.arg_at[before]]
                    if (not arg.prep or arg.head >= 0) and agrees(hit, gender(s, arg), before=True):
                        return s.group_of(arg)
                return []
            k, steps = s.back(k), steps + 1
        return []

    def _over_aside(self, hit: Hit, j: int) -> list[Arg]:
        """«الجيش، بشهادة سكان، لم يقاتل»: the subject opens the clause, before a short aside between commas without a verb."""
        s = self.scene
        k, steps = s.back(j), 0
        while k >= 0 and steps < _ASIDE and s.kind[k] not in "VR.S,":
            k, steps = s.back(k), steps + 1
        if k < 0 or s.kind[k] != "," or not 0 < steps < _ASIDE:
            return []
        m, over = s.back(k), 0
        while m >= 0 and over < 2 and s.kind[m] == "w" and s.norm(m) in _SELF:
            m, over = s.back(m), over + 1
        if m < 0 or s.kind[m] != "A":
            return []
        arg = s.args[s.arg_at[m]]
        group = s.group_of(arg)
        opens = s.back(group[0].first)
        clear = opens < 0 or s.kind[opens] in "S.," or s.doc.tokens[group[0].first].breaks
        if not clear or arg.prep or arg.head >= 0:
            return []
        return group if len(group) > 1 or agrees(hit, gender(s, arg), before=True) else []
