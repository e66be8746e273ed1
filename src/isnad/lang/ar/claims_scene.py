"""The layout of an Arabic document for the claim rules: what each token is, which hits hold, and what governs each party."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims_words import Words, cores, find, words
from isnad.lang.ar.clitics import analyses
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.pack import lexicon
from isnad.model.records import Made, Mention
from isnad.text.doc import Doc
from isnad.text.fold import fold


PERSONS = register("ar.claim.persons", "Counted persons whom the text gives no side are civilians.")


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(w) for w in text.split())


PREPS = _set(
    "على في من إلى عن مع ضد بين عبر لدى عند قبل بعد خلال أثناء حول تحت فوق أمام خلف وراء داخل خارج قرب باتجاه نحو صوب لصالح لحساب جراء "
    "إثر عقب منذ حتى دون بدون بواسطة وفق بحسب حسب إزاء تجاه حيال بموجب وسط ضمن مقابل رغم بسبب نتيجة غداة إبان بهدف بغية لأجل أجل قرابة "
    "ضمن سوى غير مثل عدا بعيد قبيل برفقة بمشاركة باسم بحق ل ب ك"
)
_REL = "الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي اللائي"
RELATIVES = _set(_REL) | _set(" ".join("و" + r for r in _REL.split())) | _set("للذين للذي للتي بالتي بالذي كالذي كالتي")
SUBORD = _set(
    "لكونه لكونها أن إن أنه إنه أنها إنها أنهم إنهم بأن بأنه بأنها بأنهم لأن لأنه لأنها لأنهم حين حينما عندما بعدما كلما إذ حيث لكي كي بينما فيما إذا لو لولا "
    "كما مما لكن لكنه لكنها لكنهم ألا بألا لئلا ريثما حالما منذما ولما فإن وأن وإن فيمن ممن عما بما لما وفيما وبينما ولكن ومن ثم"
)
PRONOUN_SUBJECTS = _set(
    "أنه أنها أنهم إنه إنها إنهم بأنه بأنها بأنهم لأنه لأنها لأنهم لكنه لكنها لكنهم وأنه وأنها وأنهم فإنه فإنها فإنهم ولكنه ولكنها وهو وهي وهم هو هي هم فهو فهي فهم كونه كونها"
)
NEGATIVES = _set("لم لن لا ولم ولن ولا فلم فلا ألا")
SKIPPED = _set("قد لقد وقد فقد سوف كان كانت كانوا كانا وكان وكانت وكانوا فكان يكون تكون ليس ليست أيضا مؤخرا أخيرا كذلك لاحقا ثم لم لن لا ولم ولا ولن")
DAYS = _set("أمس اليوم السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة غد يوم ذلك هذا")
QUANTITIES = _set("عدد عددا مئات المئات عشرات العشرات آلاف الآلاف بعض جميع كل غالبية معظم أغلب كثير الكثير مجموعة مجموعات قسم جزء عشرة أحد إحدى")
ABOUT = _set("نحو قرابة حوالي زهاء")
MORE = frozenset({("من", "اكثر"), ("من", "اقل"), ("من", "ازيد"), ("عن", "يقل"), ("علي", "يزيد"), ("علي", "يربو"), ("عن", "يزيد"), ("علي", "تزيد"), ("عن", "تقل")})
STRONG = frozenset(".!?؟؛:…") | {"...", "\n"}
QUOTES = frozenset("\"'«»“”„‟‹›‘’()[]*") | {"''"}


@cache
def _mention_words():  # type: ignore[no-untyped-def]
    return lexicon("ar", "mention_words")


# Contexts that must follow the word within so many tokens.
ADJACENT = {"onctx": 3, "dunctx": 3, "toctx": 5, "supplyctx": 6, "heelsctx": 6}


class Scene:
    """One document laid out.

    Attributes:
        doc: the tokens.
        kind: per token: `P` preposition, `R` relative, `S` subordinator, `V` verb hit, `E` event noun, `A` party, `L` place, `T` time or
            quantity, `.` strong mark, `,` comma, `q` quotation mark or bracket, `w` other word.
        args: the parties, in order.
        arg_at: per token the position of the party it belongs to, or -1.
        hits: hits that hold, in order.
        hit_at: per token the hit that begins there.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.doc: Doc = sheet.doc
        self.words: Words = words()
        doc = self.doc
        n = len(doc.tokens)
        self.kind = ["w"] * n
        self.arg_at = [-1] * n
        self.args: list[Arg] = []
        for i, t in enumerate(doc.tokens):
            if t.kind == "punct":
                self.kind[i] = "." if t.norm in STRONG else "q" if t.norm in QUOTES else ","
            elif t.norm in RELATIVES:
                self.kind[i] = "R"
            elif t.norm in PREPS or t.norm[1:] in PREPS and t.norm[0] in "وف":
                self.kind[i] = "P"
            elif t.norm in SUBORD:
                self.kind[i] = "S"
        for time in sheet.times:
            self._mark(time.span, "T")
        for place in sheet.places:
            self._mark(place.span, "L")
        self._parties(sheet)
        self.hits = self._choose(find(doc))
        self.hit_at: dict[int, Hit] = {}
        for hit in self.hits:
            self.hit_at[hit.first] = hit
            for j in range(hit.first, hit.last):
                self.kind[j] = "V" if hit.finite else "E"
        self.starts = [a.first for a in self.args]
        for k in range(len(self.args)):
            self._govern(k)
        self._coordinate()
        self._absorb()

    def _parties(self, sheet: Sheet) -> None:
        """Parties from the mentions, and counted people that no mention covers («20 شخصا»)."""
        doc = self.doc
        found: list[tuple[int, int, Mention]] = []
        for mention in sheet.mentions:
            first, last = doc.tokens_in(mention.span)
            if mention.kind == "people" and last == first + 1 and self._captives(first):
                continue
            if first < last and mention.party:
                found.append((first, last, mention))
            for j in range(first, last):
                self.kind[j] = "A" if mention.party else "N"
        for i, t in enumerate(doc.tokens):
            if t.kind == "word" and self.kind[i] in "wT" and self.words.in_context("persons", t.norm):
                self.kind[i] = "A"
                found.append((i, i + 1, Mention(t.span, "civilians", None, "people", Made(PERSONS, (), (t.span,)), None, "civilians")))
        for first, last, mention in sorted(found, key=lambda f: f[0]):
            for j in range(first, last):
                self.arg_at[j] = len(self.args)
            self.args.append(Arg(first, last, mention, mention.party or ""))

    def _captives(self, i: int) -> bool:
        """Whether a word for families is the captivity of «في الأسر» or the verb of «كان قد أسرهم»."""
        norm = self.norm(i)
        return norm in ("الاسر", "اسر", "اسرهم", "اسره") and i > 0 and self.norm(i - 1) in ("في", "قد", "من", "بعد")

    def _mark(self, span, kind: str) -> None:  # type: ignore[no-untyped-def]
        first, last = self.doc.tokens_in(span)
        for j in range(first, last):
            self.kind[j] = kind

    def norm(self, i: int) -> str:
        """Folded form of a token, empty outside."""
        return self.doc.tokens[i].norm if 0 <= i < len(self.doc.tokens) else ""

    def back(self, i: int) -> int:
        """The token before `i`, over quotation marks and brackets; -1 at the start of the sentence."""
        first, _ = self.doc.sentence_of(i)
        i -= 1
        while i >= first and self.kind[i] == "q":
            i -= 1
        return i if i >= first else -1

    def next(self, i: int) -> int:
        """The token after `i`, over quotation marks; the end of the sentence when there is none."""
        _, last = self.doc.sentence_of(i)
        i += 1
        while i < last and self.kind[i] == "q":
            i += 1
        return i

    def first_party_after(self, i: int) -> int:
        """Position of the first party that begins after token `i`."""
        return bisect_right(self.starts, i)

    # Which of the readings at a token holds.
    def _choose(self, found: Sequence[Hit]) -> list[Hit]:
        by_token: dict[int, list[Hit]] = {}
        for hit in found:
            if self.kind[hit.first] in "ANL" or (self.kind[hit.first] == "T" and hit.last == hit.first + 1):
                continue
            by_token.setdefault(hit.first, []).append(hit)
        out: list[Hit] = []
        self.chosen = out
        verb_before = -1
        taken: set[int] = set()
        blocked = self._blocked()
        for i in sorted(by_token):
            group = [h for h in by_token[i] if self._stands(h)]
            if i in taken or not group or self.words.never(self.norm(i)) or i in blocked:
                continue
            idioms = [h for h in group if h.companion >= 0]
            if idioms:
                group = idioms
            verbs = [h for h in group if h.finite]
            nouns = [h for h in group if not h.finite]
            if verbs and nouns:
                group = nouns if self._is_noun(i, verbs, nouns, verb_before) else verbs
            chosen = self._best(group, i)
            if chosen is None:
                continue
            if chosen.finite:
                verb_before = i
            out.append(chosen)
            if chosen.companion >= 0 and not chosen.lemma.kind:
                taken.add(chosen.companion)
            carriers = [h for h in group if h.lemma.kind and h is not chosen and h.finite == chosen.finite and not chosen.lemma.kind]
            if carriers:
                self.carrier = getattr(self, "carrier", {})
                self.carrier[i] = carriers[0]
        if not hasattr(self, "carrier"):
            self.carrier: dict[int, Hit] = {}
        return out

    def _blocked(self) -> set[int]:
        """Tokens covered by a turn of phrase that names no happening."""
        out: set[int] = set()
        tokens = self.doc.tokens
        for i, t in enumerate(tokens):
            for phrase in self.words.turns.get(cores(t.norm)[-1], ()) if t.kind == "word" else ():
                last = i + len(phrase)
                if last <= len(tokens) and all(cores(tokens[i + k].norm)[-1] == w for k, w in enumerate(phrase)):
                    out.update(range(i, last))
        return out

    def _stands(self, hit: Hit) -> bool:
        """Whether print allows the form here: a dual perfect looks like an accusative noun and needs two subjects before it."""
        if hit.tense == "perf" and hit.person in ("3md", "3fd"):
            j = self.back(hit.first)
            while j >= 0 and self.norm(j) in SKIPPED:
                j = self.back(j)
            return j >= 0 and (self.norm(j).endswith(("ان", "ين")) or self.kind[j] == "A")
        if self.norm(hit.first) == "فجر":  # the verb, or the dawn of a day
            j = self.next(hit.first)
            return j < len(self.kind) and self.kind[j] != "T" and self.norm(j) not in DAYS
        return True

    def _best(self, group: list[Hit], i: int) -> Hit | None:
        """Of readings of one kind: an event before a carrying word, a noun entry before a verbal noun, third person first."""
        events = [h for h in group if not h.lemma.kind and self.meets_words(h)]
        pool = events or [h for h in group if h.lemma.kind]
        if not pool:
            return None
        raw = self.doc.text[self.doc.tokens[i].start : self.doc.tokens[i].end]
        damma = "\u064f" in raw[:3]

        def rank(h: Hit) -> tuple[int, int, int, int, str]:
            person = 0 if h.person[:1] == "3" or not h.finite else 1
            voice = 0 if (("p" in h.voice) if damma else ("a" in h.voice)) else 1
            return (person, 0 if h.lemma.need else 1, voice, 0 if h.tense == "noun" else 1, h.lemma.id)

        return min(pool, key=rank)

    def meets_words(self, hit: Hit) -> bool:
        """Whether the clause holds one of the words a hit's `need` lists (needs on parties are tested later)."""
        need = hit.lemma.need
        if not need or need not in self.words.contexts or not self.words.contexts[need][0] and not self.words.contexts[need][1]:
            return True
        a, b = self.doc.sentence_of(hit.first)
        a, b = max(a, hit.first - 8), min(b, hit.first + 9)
        if need in ADJACENT:
            a, b = hit.last, min(b, hit.last + ADJACENT[need])
        return any(j != hit.first and self.words.in_context(need, self.norm(j)) for j in range(a, b))

    def _is_noun(self, i: int, verbs: list[Hit], nouns: list[Hit], verb_before: int) -> bool:
        pro = nouns[0].pro
        if pro not in ("", "و", "ف"):
            return True
        raw = self.doc.text[self.doc.tokens[i].start : self.doc.tokens[i].end]
        if "\u064f" in raw[:3] and "\u064e" not in raw[:2] and nouns[0].lemma.type != "COERCE":
            return False
        if raw.endswith(("\u064b", "\u064c", "\u064d")):
            return True
        j = self.back(i)
        if (j < 0 or self.kind[j] == ".") and any(v.lemma.frame.passive == "likely" for v in verbs):
            return False
        if j < 0:
            return not self._bare_follows(i)
        before = self.norm(j)
        if verbs[0].enc and not pro and (self.kind[j] == "w" and not before.startswith("ال") and self._event_before(j)):
            return False
        if not pro:
            if before in PRONOUN_SUBJECTS:
                return False
            if before in RELATIVES or before in NEGATIVES or before in ("قد", "وقد", "فقد", "لقد", "حين", "عندما", "بعدما", "حيث", "كما", "كان", "كانت", "وكان"):
                return False
            if before == "ان":
                k = self.back(j)
                return not (k >= 0 and self.norm(k) in ("بعد", "قبل", "منذ", "الي", "لكن", "الا"))
            if self.kind[j] == "P":
                return True
            if self.kind[j] == "." or self.kind[j] == ",":
                after = self.next(i)
                closes = self.kind[j] == "," and any(self.kind[m] == "R" for m in range(max(0, j - 14), j))
                if closes and after < len(self.kind) and any(r[1] == "masdar" for r in self.words.readings(self.norm(after))):
                    return False
                return not self._bare_follows(i)
            if self.kind[j] == "A":
                arg = self.args[self.arg_at[j]]
                k = self.back(arg.first)
                opens = k < 0 or self.kind[k] in ".,S" or self.norm(arg.first).startswith("و")
                return not (opens and verb_before < self.doc.sentence_of(i)[0])
            return True
        if pro == "و" and any(h.nominal and h.lemma.id == nouns[0].lemma.id for h in self.chosen[-6:]):
            return True
        return not self._bare_follows(i)

    def _event_before(self, j: int) -> bool:
        """Whether the indefinite words that end at `j` begin with an event noun, so that a verb with a pronoun after them is relative."""
        steps = 0
        while j >= 0 and steps < 4 and not self.norm(j).startswith("ال") and self.kind[j] in "w":
            if any(r[1] in ("masdar", "noun") and not r[0].kind for r in self.words.readings(self.norm(j))):
                return True
            j, steps = self.back(j), steps + 1
        return False

    def _bare_follows(self, i: int) -> bool:
        j = self.next(i)
        if j >= self.doc.sentence_of(i)[1]:
            return False
        if self.kind[j] == "A":
            return self._clitic(self.args[self.arg_at[j]].first) == ""
        if self.kind[j] in "TL":
            return True
        token = self.norm(j)
        return self.kind[j] in "wN" and not token.startswith(("لل", "بال")) and (token.startswith("ال") or self.doc.tokens[j].kind == "number")

    # What governs a party.
    def _clitic(self, i: int) -> str:
        """The preposition written onto the first word of a party phrase: ل, ب, ك or none."""
        norm = self.norm(i)
        if norm.startswith(("لل", "ولل", "فلل")):
            return "ل"
        best = None
        for m in _mention_words().at(self.doc, i):
            if best is None or (m.last, -len(m.proclitics)) > (best.last, -len(best.proclitics)):
                best = m
        if best is not None:
            pro = best.proclitics.removesuffix("ال").removeprefix("و").removeprefix("ف")
            return "ل" if pro == "لل" else pro if pro in ("ل", "ب", "ك") else ""
        for pro in ("بال", "وبال", "كال"):
            if norm.startswith(pro):
                return pro.removeprefix("و")[0]
        return ""

    def _govern(self, k: int) -> None:
        arg = self.args[k]
        clitic = self._clitic(arg.first)
        if clitic == "ب" and arg.mention.kind == "force" and self._unit_before(arg):
            clitic = ""
        if clitic:
            arg.prep = clitic
            return
        i = self.back(arg.first)
        steps = 0
        while i >= 0 and steps < 5:
            kind, norm = self.kind[i], self.norm(i)
            if kind == "P":
                k2 = self.back(i)
                before = self.norm(k2) if k2 >= 0 else ""
                if norm in ("قبل", "جانب") and before in ("من", "ومن"):
                    arg.prep = "من قبل"
                elif norm in ABOUT and steps > 0 and self._counts(i + 1):
                    i, steps = k2, steps + 1
                    continue
                elif (norm, before) in MORE:
                    i = self.back(k2)
                    while i >= 0 and self.norm(i) in ("ما", "لا"):
                        i = self.back(i)
                    steps += 1
                    continue
                elif norm == "من" and before in QUANTITIES or (norm == "من" and k2 >= 0 and self.kind[k2] == "T"):
                    i = self.back(k2) if self.kind[k2] != "T" else k2
                    while i >= 0 and self.kind[i] == "T":
                        i = self.back(i)
                    steps += 1
                    continue
                else:
                    arg.prep = norm.removeprefix("و") if norm[1:] in PREPS else norm
                return
            if norm in ("يد", "ايدي", "يدي", "بيد", "بايدي", "ايد"):
                k2 = self.back(i)
                arg.prep = "علي يد" if norm.startswith("ب") or (k2 >= 0 and self.norm(k2) == "علي") else "في يد"
                return
            if kind == "E":
                hit = self.hit_at.get(i) or next((h for h in self.hits if h.first <= i < h.last), None)
                if hit is not None and "ال" not in hit.pro and not hit.enc:
                    arg.head = hit.first
                return
            if kind in "AVRS.,L" or norm.startswith("ال") or self.doc.tokens[i].kind == "number" and steps > 1:
                return
            if norm.startswith("لل"):
                arg.prep = "ل"
                return
            for pro, core, _ in analyses(norm):
                if pro.endswith(("ب", "ل")) and len(pro) <= 2 and self.words.in_context("themes", core):
                    arg.prep = pro[-1]
                    return
            i = self.back(i)
            steps += 1

    def _counts(self, i: int) -> bool:
        return i < len(self.kind) and (self.doc.tokens[i].kind == "number" or self.kind[i] == "T" or self.norm(i) in QUANTITIES or self.words.in_context("numbers", self.norm(i)))

    def _unit_before(self, arg: Arg) -> bool:
        """«قوات النخبة بالجيش العراقي»: the army after ب is the whole of which the unit before it is a part."""
        j, steps = self.back(arg.first), 0
        while j >= 0 and steps < 3 and self.kind[j] == "w":
            if self.words.in_context("units", self.norm(j)):
                arg.first = j
                return True
            j, steps = self.back(j), steps + 1
        return False

    def _coordinate(self) -> None:
        """Give parties that stand side by side with و one group, and the preposition of the first."""
        group = 0
        for k, arg in enumerate(self.args):
            before = self.args[k - 1] if k else None
            if before is not None and self._joined(before, arg):
                arg.group = before.group
                if not arg.prep or arg.prep == before.prep:
                    arg.prep, arg.head = before.prep, before.head
            else:
                arg.group = group
                group += 1

    def _absorb(self) -> None:
        """«مقاتلين من التنظيم»: a bare word for fighters takes the side after من."""
        for k, arg in enumerate(self.args[:-1]):
            after = self.args[k + 1]
            if not is_generic(arg.party) or after.prep != "من" or is_generic(after.party):
                continue
            gap = [j for j in range(arg.last, after.first) if self.kind[j] != "q"]
            if len(gap) == 1 and self.norm(gap[0]) == "من" or not gap:
                arg.party = after.party
                arg.last = after.last
                after.group, after.prep = arg.group, "part"

    def _joined(self, before: Arg, arg: Arg) -> bool:
        gap = [j for j in range(before.last, min(arg.first, before.last + 12)) if self.kind[j] != "q"]
        if len(gap) > 4 or arg.first - before.last > 12 or self.doc.sentence_of(arg.first) != self.doc.sentence_of(before.first):
            return False
        linked = self.norm(arg.first).startswith("و") and (not gap or self._conjoined(arg))
        for j in gap:
            if self.kind[j] in "VERSP.":
                return False
            if self.norm(j) in ("و", "او"):
                linked = True
            elif self.kind[j] == "," or self.norm(j).startswith("و"):
                linked = True
        return linked

    def _conjoined(self, arg: Arg) -> bool:
        for m in _mention_words().at(self.doc, arg.first):
            if m.proclitics.startswith("و"):
                return True
        return self.norm(arg.first).startswith("وال")

    def group_of(self, arg: Arg) -> list[Arg]:
        """A party and all coordinated with it."""
        return [a for a in self.args if a.group == arg.group and a.prep != "part"]


def is_generic(party: str) -> bool:
    """Whether a party is a bare word for fighters, not a side."""
    return party[:1].islower() and party != "civilians"


def core_of(norm: str) -> str:
    """The shortest compared shape of a word."""
    return cores(norm)[-1]
