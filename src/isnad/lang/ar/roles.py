"""Whom an Arabic verb, pronoun or dropped subject stands for: agreement, antecedents, speakers, the last subject."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.lang.ar.claims_scene import Scene, is_generic
from isnad.lang.ar.claims_sets import SKIPPED
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.common.speakers import Speakers
from isnad.model.span import Span
from isnad.text.fold import fold

AGENT = frozenset(fold(p) for p in ("على يد", "من قبل", "بواسطة"))
RESUMED = frozenset(
    fold(p + e) for p in ("في", "علي", "من", "ب", "إلي", "ل", "مع", "عن") for e in ("ه", "ها", "هم", "هما")
) | frozenset({"بها", "به", "لها", "له", "بهم", "لهم"})
WITH_PRONOUN = {
    fold(p + e): (fold(q), e)
    for p, q in (("ل", "ل"), ("علي", "على"), ("ضد", "ضد"), ("مع", "مع"), ("من", "من"), ("إلي", "إلى"), ("عن", "عن"))
    for e in ("ه", "ها", "هم", "هما")
}
PLURAL = frozenset({"3mp", "3md", "3fd", "3fp", "1s", "1p", "2mp"})
THAT_HE = {
    fold(p + e): e
    for p in ("أن", "إن", "بأن", "لأن", "لكن", "وأن", "فإن", "ولكن", "كون", "وإن")
    for e in ("ه", "ها", "هم", "هما")
} | {fold(k): v for k, v in (("هو", "ه"), ("هي", "ها"), ("هم", "هم"), ("وهو", "ه"), ("وهي", "ها"), ("وهم", "هم"), ("فهو", "ه"), ("فهي", "ها"), ("فهم", "هم"))}
_HUMAN = (
    "مقاتل", "مسلح", "عناصر", "جنود", "ضباط", "متظاهر", "محتج", "سكان", "اهالي", "ثوار", "رجال", "ارهابي", "متمرد", "حوثي", "مواطن", "مدني",
    "جهادي", "متطرف", "متشدد", "لاجئ", "نازح", "معتقل", "رهائن", "صحفي", "صحافي", "متطوع", "انصار", "اكراد", "دواعش", "قاده", "اطفال", "شبان",
)
_EITHER = frozenset({"داعش", "حماس", "قسد", "طالبان", "القاعده", "فتح"})  # names that print treats now as a group, now as an organisation


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
    if head == arg.first - 1 and scene.kind[head] == "w" and not scene.norm(head).startswith("ال") and scene.words.in_context("vanguards", scene.norm(head)):
        return "f" if scene.norm(head).endswith("ه") else "m"
    word = scene.norm(arg.first)
    for pro in ("وال", "بال", "لل", "ال", "و", "ب", "ل"):
        if word.startswith(pro) and len(word) - len(pro) > 2:
            word = word[len(pro) :]
            break
    if word in _EITHER:
        return "x"
    for enc in ("ها", "هم", "ه"):
        if word.endswith("ات" + enc):  # «دفاعاتها»
            return "f"
    if word.endswith("ات"):
        return "f"
    if word.endswith(("ون", "ين")) and len(word) > 4:
        return "p"
    if arg.mention.kind in ("people",) or any(word.startswith(h) for h in _HUMAN):
        return "p"
    if word.endswith(("ه", "ات", "اء")) or (word.endswith("يا") and (arg.mention.kind == "state" or "يشيا" in word)) or scene.words.in_context("thingplurals", word):
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
    if word.endswith("ين") and any(h in word for h in _HUMAN):
        return "acc"
    if any(h in word for h in _HUMAN):
        if word.endswith("و"):
            return "nom"
        if word.endswith("ي") and "اهالي" not in word:
            return "acc"
    return ""


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


class Subjects:
    """Finds subjects and antecedents in one document, remembering the last subject.

    Attributes:
        scene: the document.
        bound: what stands around each verb, by its first token.
        last_subject: subject of the verb read last.
        speakers: who speaks where.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.bound: dict[int, Bound] = {}
        self.last_subject: list[Arg] = []
        self.speakers = Speakers(scene.sheet)
        for arg in scene.args:
            if is_generic(arg.party):
                self._whose(arg)

    def _whose(self, arg: Arg) -> None:
        """«مقاتليه»: the fighters of the party the pronoun stands for."""
        for enc in ("هم", "ها", "ه"):
            if self.scene.norm(arg.last - 1).endswith(enc) and len(self.scene.norm(arg.last - 1)) > len(enc) + 3:
                found = [a for a in self.pronoun(enc, arg.first, []) if not is_generic(a.party)]
                if found and "ون" not in self.scene.norm(arg.last - 1):
                    arg.party = found[0].party
                return

    def before(self, hit: Hit) -> int:
        """The token before a verb, over particles and auxiliaries; -1 at the start of the sentence."""
        j = self.scene.back(hit.first)
        while j >= 0 and self.scene.norm(j) in SKIPPED:
            j = self.scene.back(j)
        return j

    def pronoun(self, enc: str, at: int, other: list[Arg]) -> list[Arg]:
        """The party a pronoun at token `at` stands for: the nearest one before it that fits and is not `other`."""
        s = self.scene
        if enc == "نا":
            return self.speaker_at(self.scene.doc.span(at, at + 1))
        want = {"ه": "m", "ها": "f", "هم": "p", "هما": "d", "هن": "p"}.get(enc)
        if want is None:
            return []
        first, _ = s.doc.sentence_of(at)
        floor = s.doc.sentences[max(0, s.doc.sentence_index[at] - 1)][0]
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
            if kind == want or (kind == "x" and want in "mf"):
                return [arg]
            if want == "p" and not second and arg.first >= first:
                second = [arg]
        return second

    def _that_he(self, hit: Hit, j: int, span: Span) -> list[Arg]:
        """«وأنه يتجنب»: the subject of the verb before it in the same telling, else who speaks, else the nearest party that fits."""
        s = self.scene
        enc = THAT_HE[s.norm(j)]
        first = s.doc.sentence_of(hit.first)[0]
        inside = self.speakers.covering(span)
        if inside is not None:
            first = max(first, s.doc.tokens_in(inside.span)[0])
        want = {"ه": "m", "ها": "f", "هم": "p"}.get(enc, "")
        for other in reversed([h for h in s.hits_in(first, j) if h.finite]):
            b = self.bound.get(other.first)
            if b is not None and b.subj and not b.inner and (gender(s, b.subj[0]) in (want, "x") or (want == "p" and len(b.subj) > 1)):
                return b.subj
        spoken = self.speaker_at(span) if s.norm(j).startswith(("ان", "با")) else []
        return spoken or self.pronoun(enc, j, [])

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

    def speaker_at(self, span: Span) -> list[Arg]:
        """The side that speaks where the span stands."""
        said = self.speakers.covering(span)
        arg = self.speakers.arg(said, party_only=True) if said is not None else None
        return [arg] if arg is not None else []

    def dropped(self, hit: Hit) -> list[Arg]:
        """The subject of a verb that names none: by person, cue, pronoun before it, the verbs before it, or the last subject."""
        s = self.scene
        first, _ = s.doc.sentence_of(hit.first)
        span = s.doc.span(hit.first, hit.last)
        if hit.person == "1p":
            return self.speaker_at(span)
        if hit.person == "1s":
            own = self.speakers.covering(span)
            me = self.speakers.arg(own) if own is not None else None
            return [me] if me is not None else []
        said = self.speakers.cued(span)
        if said is not None:
            arg = self.speakers.arg(said)
            return [arg] if arg is not None else []
        j = self.before(hit)
        if j >= 0 and s.norm(j) in THAT_HE:
            return self._that_he(hit, j, span)
        best: list[Arg] = []
        if not hit.pro and self._unknown_subject(hit, j):
            return self._own_arms(j)
        inside = self.speakers.covering(span)
        if inside is not None:
            at = s.doc.tokens_in(inside.span)[0]
            if at > first or inside.span.start >= s.doc.tokens[first].start:
                first = max(first, at)
                if not s.args_in(first, hit.first) and hit.person in ("3ms", "3fs") and hit.first - at < 12:
                    return self.speaker_at(span)
        found = [h for h in s.hits_in(first, hit.first) if h.finite]
        found.sort(key=lambda h: (self.bound[h.first].inner, -h.first))
        for other in found:
            b = self.bound.get(other.first)
            if b is None or not (b.subj or (b.passive and b.obj)):
                continue
            subj = b.subj or b.obj
            kind = gender(s, subj[0])
            if hit.person in (other.person, "3mp") or agrees(hit, kind, before=True):
                return subj
            best = best or subj
        for arg in reversed([a for a in s.args_in(first, hit.first) if not a.prep and a.head < 0 and not a.loose]):
            if agrees(hit, gender(s, arg), before=True):
                return s.group_of(arg)
        if self.last_subject and agrees(hit, gender(s, self.last_subject[0]), before=True):
            return self.last_subject
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
        if arg.prep or arg.head >= 0:
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
        while j >= 0:
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
        if hit.pro == "ف" and s.norm(first) in ("اما", "واما"):  # «أما القائد، وهو …، فأعلن …»
            found = s.args_in(first, hit.first)
            if found and found[0].first <= first + 2 and not found[0].loose:
                return s.group_of(found[0])
            return []
        if j < 0 or s.kind[j] != "," or hit.pro:
            return []
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
