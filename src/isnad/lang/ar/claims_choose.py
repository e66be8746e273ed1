"""Which reading of an unvowelled Arabic word of happening holds: verb or noun, which lemma, or none."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.lexicon import Lexicon
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims_sets import ADJACENT, BEFORE_VERBS, DAYS, NEGATIVES, PRONOUN_SUBJECTS, RELATIVES, SKIPPED
from isnad.lang.ar.claims_words import Words, cores, words
from isnad.lang.common.claims import Hit
from isnad.lang.common.layout import Layout
from isnad.lang.pack import lexicon


def mention_words() -> Lexicon:
    """The table that mentions are read with: tells which letters before a party's first word are particles."""
    return lexicon("ar", "mention_words")


def clitic(layout: Layout, i: int) -> str:
    """The preposition written onto the first word of a party phrase: ل, ب, ك or none."""
    norm = layout.norm(i)
    if norm.startswith(("لل", "ولل", "فلل")):
        return "ل"
    best = None
    for m in mention_words().at(layout.doc, i):
        if best is None or (m.last, -len(m.proclitics)) > (best.last, -len(best.proclitics)):
            best = m
    if best is not None:
        pro = best.proclitics.removesuffix("ال").removeprefix("و").removeprefix("ف")
        return "ل" if pro == "لل" else pro if pro in ("ل", "ب", "ك") else ""
    for pro in ("بال", "وبال", "كال"):
        if norm.startswith(pro):
            return pro.removeprefix("و")[0]
    return ""


_SPELT = {"ar.event.amr-6": "أ", "ar.event.n-tamr": "أ", "ar.event.wly-3": "إ"}  # a letter that rules the reading out
_CLASHING = frozenset({"بين", "مع", "مسلح", "عسكري", "دموي", "مباشر", "مفتوح", "حتمي", "جديد", "محتمل", "داخلي", "عنيف", "في"})
_NO_CLASH = frozenset({"دون", "بلا", "غير", "وقوع", "حدوث", "اي", "تجنب", "لتجنب", "تفادي", "لتفادي", "خشيه"})
_SPOKEN = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "AGREE"})


class Readings(Layout):
    """A layout that chooses among readings.

    Attributes:
        words: the compiled tables.
        carrier: carrying reading of a token whose chosen reading is a happening.
        chosen: hits chosen so far.
    """

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.words: Words = words()
        self.carrier: dict[int, Hit] = {}
        self.chosen: list[Hit] = []

    def choose(self, found: Sequence[Hit]) -> list[Hit]:
        """Of the readings found at each token the one that holds, if any."""
        by_token: dict[int, list[Hit]] = {}
        for hit in found:
            told = hit.lemma.kind and hit.person[:1] in ("1", "2")
            if told or self.kind[hit.first] in "ANLSR" or (self.kind[hit.first] == "T" and hit.last == hit.first + 1):
                continue
            by_token.setdefault(hit.first, []).append(hit)
        out = self.chosen
        verb_before = -1
        taken: set[int] = set()
        blocked = self._blocked()
        for i in sorted(by_token):
            group = [h for h in by_token[i] if self._stands(h)]
            phrases = [h for h in group if h.tense == "phrase" and not any(self._begins(j) for j in range(i + 1, h.last))]
            dropped = not phrases and any(h.tense == "phrase" for h in group)
            group = phrases or [h for h in group if h.tense != "phrase"]  # «دخول قوات النظام»: the force is the doer, not part of the phrase
            if i in taken or not group or i in blocked:
                continue
            if self.words.never(self.norm(i)):  # «سهّل», written with its shadda, is no «سهل»
                group = [h for h in group if h.lemma.id.endswith("-2")] if "\u0651" in self.raw(i) else []
                if not group:
                    continue
            idioms = [h for h in group if h.companion >= 0]
            if idioms and dropped:
                plain = [h for h in group if not h.finite and h.companion < 0 and self.meets_words(h)]
                finite = [h for h in group if h.finite]
                if plain and not (finite and not self._is_noun(i, finite, plain, verb_before)):
                    group, idioms = plain, []
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
                self.carrier[i] = carriers[0]
        return out

    def _begins(self, j: int) -> bool:
        """Whether a party's name begins at a token."""
        return self.kind[j] == "A" and self.args[self.arg_at[j]].first == j and not self.args[self.arg_at[j]].loose

    def _blocked(self) -> set[int]:
        """Tokens covered by a turn of phrase that names no happening."""
        out: set[int] = set()
        tokens = self.doc.tokens
        for i, t in enumerate(tokens):
            shapes = cores(t.norm) if t.kind == "word" else ()
            for phrase in [p for c in shapes for p in self.words.turns.get(c, ())]:
                last = i + len(phrase)
                if last <= len(tokens) and all(w in cores(tokens[i + k].norm) for k, w in enumerate(phrase)):
                    out.update(range(i, last))
        strange = {t.norm for t in tokens} & self.words.elsewhere
        if len(strange) > 2 and len(strange) * 60 > len(tokens):
            return set(range(len(tokens)))  # a report of a match or a storm
        for a, b in self.doc.sentences:
            if any(self.norm(j) in self.words.elsewhere for j in range(a, b)) and all(x.loose for x in self.args_in(a, b)):
                out.update(range(a, b))  # sport, weather: nobody named acts here
        return out

    def _stands(self, hit: Hit) -> bool:
        """Whether print allows the form here: a dual perfect looks like an accusative noun and needs two subjects before it."""
        if hit.tense == "perf" and hit.person in ("3md", "3fd"):
            j = self.back(hit.first)
            while j >= 0 and self.norm(j) in SKIPPED:
                j = self.back(j)
            return j >= 0 and (self.norm(j).endswith(("ان", "ين")) or self.kind[j] == "A")
        if hit.finite and hit.enc and hit.lemma.kind and hit.lemma.takes and "bare" not in hit.lemma.takes:
            return False  # «هدفه» is the noun: the verb takes no object
        if hit.person == "1s" and hit.lemma.id.startswith("ar.event.khrj-1"):
            return False  # «أخرج» drove out
        raw = self.raw(hit.first)
        if hit.lemma.id in _SPELT and _SPELT[hit.lemma.id] in raw:
            return False  # «تأمر» orders, «تآمر» plots; «إلى» is no «والى»
        short = hit.tense == "juss" and hit.person not in ("3mp", "3md", "2mp") and self.norm(self.back(hit.first)) not in NEGATIVES
        if short and (not hit.pro.endswith("ل") or hit.lemma.id == "ar.event.ssfw-2"):
            return False  # «تبعه» followed him, and does not sell him; «ليصف» describes
        if self.norm(hit.first) == "صدام" and hit.lemma.type == "ASSAULT":  # a clash, or Saddam
            return self.norm(self.next(hit.first)) in _CLASHING or self.norm(self.back(hit.first)) in _NO_CLASH
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
        raw = self.raw(i)
        damma = "\u064f" in raw[:3]

        def rank(h: Hit) -> tuple[bool, int, int, int, int, str]:
            person = 0 if h.person[:1] == "3" or not h.finite else 1
            voice = 0 if (("p" in h.voice) if damma else ("a" in h.voice)) else 1
            return (h.lemma.need == "negated", person, 0 if h.lemma.need else 1, voice, 0 if h.tense == "noun" else 1, h.lemma.id)

        return min(pool, key=rank)

    def meets_words(self, hit: Hit) -> bool:
        """Whether the clause holds one of the words a hit's `need` lists (needs on parties are tested later)."""
        need = hit.lemma.need
        if not need or need not in self.words.contexts or (not self.words.contexts[need][0] and not self.words.contexts[need][1]):
            return True
        a, b = self.doc.sentence_of(hit.first)
        a, b = max(a, hit.first - 8), min(b, hit.first + 9)
        if need in ADJACENT:
            a, b = hit.last, min(b, hit.last + ADJACENT[need])
        places = need in ("takectx", "leavectx", "placesubj")
        return any(j != hit.first and (self.words.in_context(need, self.norm(j)) or (places and self.kind[j] == "L")) for j in range(a, b))

    def _is_noun(self, i: int, verbs: list[Hit], nouns: list[Hit], verb_before: int) -> bool:
        pro = nouns[0].pro
        if pro not in ("", "و", "ف"):
            return True
        raw = self.raw(i)
        if raw.endswith("ى") and not pro.endswith("ل"):
            return False  # «نفى», not «نفي»: the spelling tells
        if "\u064f" in raw[:3] and "\u064e" not in raw[:2] and nouns[0].lemma.type != "COERCE":
            return False
        if raw.endswith(("\u064b", "\u064c", "\u064d")):
            return True
        j = self.back(i)
        if (j < 0 or self.kind[j] in ".,") and self._object_by_li(i):
            return True  # «قصف الطيران للمدنيين»: a verbal noun with doer and object
        if (j < 0 or self.kind[j] == ".") and any(v.lemma.frame.passive == "likely" for v in verbs):
            return False
        if j < 0:
            return not self._bare_follows(i)
        before = self.norm(j)
        if verbs[0].enc and not pro and self.kind[j] == "w" and not before.startswith("ال") and self._event_before(j):
            return False
        if verbs[0].enc and not pro and self.kind[j] == "A" and not self.norm(self.args[self.arg_at[j]].first).startswith(("ال", "وال", "لل")):
            return False  # «جنود أسرهم»: a relative clause
        if not pro:
            if before in PRONOUN_SUBJECTS:
                return False
            if before in RELATIVES or before in NEGATIVES or before in BEFORE_VERBS:
                return False
            if before == "ان":
                k = self.back(j)
                return not (k >= 0 and self.norm(k) in ("بعد", "قبل", "منذ", "الي", "لكن", "الا"))
            if self.kind[j] == "S" and not before.startswith(("ان", "بان", "لان", "وان", "فان", "لكن", "ولكن")):
                return False
            if self.kind[j] == "P":
                return before not in ("منهم", "منها")  # «عددا منهم أسر»
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
                floor = arg.first if k >= 0 and self.kind[k] == "S" else self.doc.sentence_of(i)[0]
                return not (opens and verb_before < floor)
            return True
        if pro == "و" and self._second_masdar(i):
            return True
        if pro and self.kind[j] == "," and self._says_with(i, verbs):
            return False
        if pro == "و" and any(h.nominal and h.lemma.id == nouns[0].lemma.id for h in self.chosen[-6:]):
            return True
        return not self._bare_follows(i)

    def _says_with(self, i: int, verbs: list[Hit]) -> bool:
        """«…، وتعهد بمحاسبتهم»: after a comma a word of speaking with a preposition behind it is the verb."""
        if not any(v.person == "3ms" and v.tense == "perf" and v.lemma.type in _SPOKEN and v.lemma.frame.subj == "a" for v in verbs):
            return False
        after = self.next(i)
        if after >= self.doc.sentence_of(i)[1]:
            return False
        norm = self.norm(after)
        return self.kind[after] == "P" or clitic(self, after) == "ب" or (norm.startswith("ب") and bool(self.words.readings(norm)))

    def _second_masdar(self, i: int) -> bool:
        """«بقصف القافلة وخطف سائقيها»: after a governed verbal noun the next word joined to it is one too."""
        last = self.chosen[-1] if self.chosen else None
        if last is None or last.tense != "masdar" or last.pro[-1:] not in ("ب", "ل") or not 1 < i - last.first <= 4:
            return False
        return all(self.kind[j] in "wAL" for j in range(last.first + 1, i))

    def _object_by_li(self, i: int) -> bool:
        """Whether a party follows, and right behind it one with ل."""
        j = self.next(i)
        if j >= len(self.kind) or self.kind[j] != "A" or self.arg_at[j] + 1 >= len(self.args):
            return False
        last, after = self.args[self.arg_at[j]].last, self.args[self.arg_at[j] + 1]
        beside = all(self.kind[k] == "q" for k in range(last, after.first))  # not «صد مقاتلو قسد هجوما لداعش»
        return (beside and clitic(self, after.first) == "ل") or (after.first == last + 1 and self.norm(last) == "ل")

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
            return clitic(self, self.args[self.arg_at[j]].first) == ""
        if self.kind[j] in "TL":
            return True
        token = self.norm(j)
        return self.kind[j] in "wN" and not token.startswith(("لل", "بال")) and (token.startswith("ال") or self.doc.tokens[j].kind == "number")
