"""The layout of an English document for the claim rules: what each token is and which readings hold."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.en.claims_words import Words, find, words
from isnad.model.records import Made, Mention
from isnad.model.span import Span
from isnad.text.doc import Doc

PERSONS = register("en.claim.persons", "Counted persons whom the text gives no side are civilians.")

PREPS = frozenset(
    ["of", "on", "against", "at", "by", "with", "between", "from", "to", "for", "into", "in", "over", "under", "near", "inside", "outside", "after", "before", "during", "through", "along", "across", "around", "towards", "toward", "within", "without", "via", "per", "despite", "since", "until", "about", "amid", "among", "alongside", "behind", "beyond", "upon", "following"]
)
SUBORD = frozenset(["that", "which", "who", "whom", "whose", "while", "when", "where", "because", "if", "whether", "although", "though", "but", "as", "since", "unless", "so", "than", "what", "how", "why"])
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "get", "got", "getting", "'s"])
HAVE = frozenset(["has", "have", "had", "having"])
MODAL = frozenset(["will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "to", "didn't", "won't", "don't", "doesn't", "couldn't", "wouldn't", "can't", "cannot"])
DETS = frozenset(["the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your", "no", "any", "some", "each", "every", "another", "several", "many", "few", "more", "most", "all", "both", "new", "fresh"])
ADVERBS = frozenset(["not", "never", "also", "already", "reportedly", "allegedly", "then", "still", "just", "again", "later", "now", "once", "further", "recently", "also", "nearly", "only", "even"])
STRONG = frozenset(".!?;:…") | {"..."}
QUOTES = frozenset("\"'«»“”„‟‹›‘’()[]*")
NOUN_TENSES = ("noun", "phrase")
PEOPLE = frozenset(["people", "civilians", "residents", "persons", "villagers", "children", "women", "men", "passengers", "demonstrators", "protesters", "bystanders", "person"])


class Scene:
    """One document laid out; see the Arabic scene for the letters in `kind`."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.doc: Doc = sheet.doc
        self.words: Words = words()
        n = len(self.doc.tokens)
        self.kind = ["w"] * n
        self.arg_at = [-1] * n
        self.args: list[Arg] = []
        for i, t in enumerate(self.doc.tokens):
            if t.kind == "punct":
                self.kind[i] = "." if t.norm in STRONG else "q" if t.norm in QUOTES else "," if t.norm == "," else "w"
            elif t.norm in PREPS:
                self.kind[i] = "P"
            elif t.norm in SUBORD:
                self.kind[i] = "S"
        for span in [t.span for t in sheet.times]:
            self._mark(span, "T")
        for place in sheet.places:
            self._mark(place.span, "L")
        self._parties(sheet)
        self.hits = self._choose(find(self.doc))
        self.hit_at = {h.first: h for h in self.hits}
        for hit in self.hits:
            for j in range(hit.first, hit.last):
                self.kind[j] = "E" if hit.nominal else "V"
        self._govern()

    def _mark(self, span: Span, kind: str) -> None:
        first, last = self.doc.tokens_in(span)
        for j in range(first, last):
            self.kind[j] = kind

    def _parties(self, sheet: Sheet) -> None:
        found: list[tuple[int, int, Mention]] = []
        for m in sheet.mentions:
            first, last = self.doc.tokens_in(m.span)
            if first < last and m.party:
                found.append((first, last, m))
            for j in range(first, last):
                self.kind[j] = "A" if m.party else "N"
        for i, t in enumerate(self.doc.tokens):
            if self.kind[i] == "w" and t.norm in PEOPLE and i and (self.doc.tokens[i - 1].kind == "number" or self.kind[i - 1] == "T"):
                self.kind[i] = "A"
                found.append((i, i + 1, Mention(t.span, "civilians", None, "people", Made(PERSONS, (), (t.span,)), None, "civilians")))
        for first, last, m in sorted(found, key=lambda f: f[0]):
            for j in range(first, last):
                self.arg_at[j] = len(self.args)
            self.args.append(Arg(first, last, m, m.party or ""))

    def norm(self, i: int) -> str:
        """Folded form of a token, empty outside."""
        return self.doc.tokens[i].norm if 0 <= i < len(self.doc.tokens) else ""

    def back(self, i: int) -> int:
        """The token before `i`, over quotation marks; -1 at the start of the sentence."""
        first, _ = self.doc.sentence_of(i)
        i -= 1
        while i >= first and self.kind[i] == "q":
            i -= 1
        return i if i >= first else -1

    def near(self, i: int, need: str) -> bool:
        """Whether the sentence holds, within eight words, a word of a named class."""
        if need not in self.words.contexts:
            return True
        a, b = self.doc.sentence_of(i)
        return any(j != i and self.words.in_context(need, self.norm(j)) for j in range(max(a, i - 8), min(b, i + 9)))

    def _choose(self, found: list[Hit]) -> list[Hit]:
        by_token: dict[int, list[Hit]] = {}
        for h in found:
            if self.kind[h.first] in "NT" or (self.kind[h.first] in "AL" and h.last <= h.first + 1 and not self._verb_in_party(h)):
                continue
            by_token.setdefault(h.first, []).append(h)
        out: list[Hit] = []
        taken: set[int] = set()
        blocked = self._blocked()
        for i in sorted(by_token):
            if i in taken or i in blocked:
                continue
            group = [h for h in by_token[i] if self.near(i, h.lemma.need)]
            long = [h for h in group if h.companion >= 0]
            if long:
                far = max(h.companion for h in long)
                group = [h for h in long if h.companion == far]
            nouns = [h for h in group if h.tense in NOUN_TENSES]
            verbs = [h for h in group if h.tense not in NOUN_TENSES]
            if nouns and verbs:
                group = nouns if self._is_noun(i, verbs[0]) else verbs
            elif verbs and not nouns:
                group = [h for h in verbs if self._can_be_verb(i, h)]
            if not group:
                continue
            events = [h for h in group if not h.lemma.kind]
            best = min(events or group, key=lambda h: (0 if h.lemma.need else 1, h.lemma.id))
            if best.companion >= 0:
                taken.update(range(i + 1, best.companion + 1)) if not best.lemma.kind else None
            out.append(best)
        return out

    def _verb_in_party(self, h: Hit) -> bool:
        return False

    def _blocked(self) -> set[int]:
        out: set[int] = set()
        norms = self.doc.norms
        for i, norm in enumerate(norms):
            for phrase in self.words.turns.get(norm, ()):
                if tuple(norms[i : i + len(phrase)]) == phrase:
                    out.update(range(i, i + len(phrase)))
        return out

    def _is_noun(self, i: int, verb: Hit) -> bool:
        """Whether a word that may be noun or verb is a noun here."""
        j = self.back(i)
        before = self.norm(j) if j >= 0 else ""
        after = self.norm(i + 1)
        if verb.tense == "ing":
            return not (j >= 0 and before in BE)
        if before in MODAL or (before in ("who", "which", "that", "they", "we", "i", "he", "she", "it", "and") and before != "and"):
            return False
        if before in ADVERBS:
            k = self.back(j)
            return not (k >= 0 and (self.norm(k) in MODAL or self.norm(k) in BE or self.kind[k] == "A"))
        if before in DETS or before in PREPS or before.endswith("'s") or (j >= 0 and self.kind[j] == "E"):
            return True
        if j >= 0 and self.kind[j] in "AL":
            follows = self.norm(i + 1)
            return not (verb.tense in ("base", "pres") and (follows in DETS or self.kind[min(i + 1, len(self.kind) - 1)] in "AL") and follows not in PREPS)
        if verb.tense == "pres":
            return after not in DETS
        return not (verb.tense == "base" and j >= 0 and before.endswith("s") and (after in DETS or (i + 1 < len(self.kind) and self.kind[i + 1] == "A")))

    def _can_be_verb(self, i: int, h: Hit) -> bool:
        j = self.back(i)
        before = self.norm(j) if j >= 0 else ""
        if h.tense in ("past", "pp") and (before in DETS and before not in ("that",)):
            return False
        return not (h.tense in ("base", "pres") and (before in DETS or before in ("of", "in", "for", "from", "by")) and before not in ("that",))

    def _govern(self) -> None:
        """The preposition of each party, and its coordination with the one before."""
        group = 0
        for k, arg in enumerate(self.args):
            j, steps = self.back(arg.first), 0
            while j >= 0 and steps < 5 and self.kind[j] in "wT" and self.norm(j) not in ("and", "or"):
                j, steps = self.back(j), steps + 1
            if j >= 0 and self.kind[j] == "P":
                arg.prep = self.norm(j)
            elif j >= 0 and self.kind[j] == "E" and arg.first - j <= 1:
                arg.prep = ""
            before = self.args[k - 1] if k else None
            if before is not None and self._joined(before, arg):
                arg.group, arg.prep = before.group, before.prep
            else:
                arg.group = group
                group += 1

    def _joined(self, before: Arg, arg: Arg) -> bool:
        if arg.first - before.last > 4 or self.doc.sentence_of(arg.first) != self.doc.sentence_of(before.first):
            return False
        gap = [self.norm(j) for j in range(before.last, arg.first)]
        if any(self.kind[j] in "VESP." for j in range(before.last, arg.first)):
            return False
        return "and" in gap or "or" in gap or gap == [","]

    def group_of(self, arg: Arg) -> list[Arg]:
        """A party and all coordinated with it."""
        return [a for a in self.args if a.group == arg.group]
