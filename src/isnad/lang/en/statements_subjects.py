"""A report laid open for the rules of English attribution: verbs, the subjects before them and the noun phrases after them."""

from __future__ import annotations

from functools import cached_property

from isnad.grammar.lexicon import Match
from isnad.lang.common.attribution import Range
from isnad.lang.common.scan import COLON, COMMA, BaseScan
from isnad.lang.common.wordsets import wordset
from isnad.lang.en.claims_sets import words_of

PRONOUNS = {
    "he": "3ms", "she": "3fs", "they": "3mp", "it": "3s", "i": "1s", "we": "1p", "who": "rel", "which": "rel", "you": "2",
}  # fmt: skip
RELATIVE = wordset("en", "relative")
AUXILIARY = wordset("en", "auxiliary")
NEGATION = wordset("en", "negation")
BOUNDARY = wordset("en", "boundary")
DETERMINER = wordset("en", "determiner")
ADVERBIAL = wordset("en", "adverbial")
DAYS = wordset("en", "days")
TITLES = wordset("en", "titles")
FURNITURE = wordset("en", "furniture")
_JOINING = wordset("en", "joining")
_NP_STOP = wordset("en", "np-stop")
_NOUN_BEFORE = wordset("en", "noun-before")
_MADE = frozenset({"made", "seen", "written", "given", "now", "based", "still", "then", "speaking", "citing", "quoting", "who", "which", "whose"})
MAX_CONTENT = 300


class SubjectScan(BaseScan):
    """A document with everything the rules of English attribution ask of a token; see :class:`BaseScan`."""

    @cached_property
    def labels(self) -> dict[str, int]:
        """How many different paragraphs begin with the same one to four capitalised words and a colon."""
        out: dict[str, int] = {}
        seen: set[str] = set()
        for a, b in self.doc.paragraphs:
            at = next((k for k in range(a + 1, min(a + 5, b)) if self.norms[k] == COLON), None)
            if at is not None and all(self.raw(k)[:1].isupper() or self.blank(k) for k in range(a, at)):
                key = " ".join(self.norms[a:at])
                rest = " ".join(self.norms[at : min(b, at + 12)])
                out[key] = out.get(key, 0) + (rest not in seen)
                seen.add(rest)
        return out

    def verb(self, i: int) -> Match | None:
        """The verb of attribution at token `i`, if it is one there and not a noun of the same shape."""
        for m in self.cues.get(i, ()):
            if m.entry.data["kind"] != "verb":
                continue
            if m.form in m.entry.data.get("noun-forms", ()) and not self._verb_like(i):
                continue
            if self.norms[i] == "think" and i + 1 < self.n and self.norms[i + 1] in ("tank", "tanks"):
                continue
            headed = self.norms[i] in FURNITURE and i + 1 < self.n and self.norms[i + 1] == COLON
            if headed and (i < 4 or any(self.tokens[k].breaks for k in range(i - 3, i + 1))):
                continue  # “Editor's note: …”
            if m.form.startswith("appeal") and self.raw(i)[:1].isupper() and i > self.sentence(i)[0]:
                continue  # “Court of Appeals for …”
            if m.form.startswith("show") and i > 0 and self.norms[i - 1] in ("tv", "television", "radio", "talk", "reality", "game"):
                continue
            if self.norms[i] in ("reported", "alleged", "said", "claimed") and i > 0 and self.norms[i - 1] in ("the", "a", "an", "its", "their"):
                continue
            return m
        return None

    def _verb_like(self, i: int) -> bool:
        """A word that is noun or verb is a verb after a pronoun, a name or a plural, and before a clause or a mark."""
        if i == 0:
            return False
        before = self.norms[i - 1]
        if before in _NOUN_BEFORE or before in self.adjective_words:
            return False
        if before in PRONOUNS or before in ("to", "will", "would", "could", "not", "also"):
            return True
        after = self.norms[i + 1] if i + 1 < self.n else ""
        if before in COMMA and after == "that":
            return True
        if i >= 3 and i - 1 in self.heads and self.norms[i - 2] in DETERMINER and self.norms[i - 3] in COMMA and after in (".", ","):
            return True  # "…, the document notes."
        follows = after == "that" or i + 1 in self.opening or after == COLON
        follows = follows or (after == "to" and i + 2 < self.n and self.norms[i + 2] in ("have", "be"))
        if self.mention_of[i - 1] >= 0 and self.mentions[self.mention_of[i - 1]].kind in ("outlet", "agency") and after in DETERMINER:
            return True  # “The agency X reports a strike”
        return follows and (self.raw(i - 1)[:1].isupper() or before.endswith("s") or self.mention_of[i - 1] >= 0)

    adjective_words = wordset("en", "adjectives")

    def kind(self, i: int, kind: str) -> Match | None:
        """The cue of a kind (`phrase`, `noun`, `adverb`, `passive`, `author`) at token `i`."""
        return next((m for m in self.cues.get(i, ()) if m.entry.data["kind"] == kind), None)

    def end_of(self, i: int) -> int:
        """One past the last token of the sentence, or of the quotation inside which the token stands."""
        q = self.quote_of[i]
        if q is not None:
            return min(self.doc.sentence_of(i)[1], q.last)
        return self.sentence(i)[1]

    def start_of(self, i: int) -> int:
        """First token of the sentence, or of the quotation inside which the token stands."""
        q = self.quote_of[i]
        if q is not None:
            return max(self.doc.sentence_of(i)[0], q.first)
        return self.sentence(i)[0]

    def adverb(self, i: int) -> bool:
        """Whether token `i` is an adverb or auxiliary that may stand between subject and verb."""
        n = self.norms[i]
        return n in AUXILIARY or (n.endswith("ly") and len(n) > 4 and i not in self.heads and not self.raw(i)[:1].isupper())

    def subject_before(self, i: int) -> tuple[Range | None, str | None, int]:
        """The subject before the verb at `i`.

        Returns:
            Its range (None for a pronoun or none at all), the pronoun's person code if it is a pronoun, and the first token
            of the subject and what belongs to it (`i` if there is none).
        """
        a = self.start_of(i)
        p = i - 1
        while p >= a and self.adverb(p):
            p -= 1
        if p < a:
            return None, None, i
        if self.norms[p] in PRONOUNS and self.norms[p] not in ("who", "which"):
            return None, PRONOUNS[self.norms[p]], p
        if self.norms[p] in ("who", "which", "that"):
            q = p - 1
            while q >= a and self.norms[q] in COMMA:
                q -= 1
            if q < a:
                return None, None, i
            first = self._back(q, a)
            if self.norms[first] == "according" and first + 2 <= q:
                first += 2
            return (first, q + 1), None, first
        start = self._set_off(a, p)
        if start is not None:
            return start, None, start[0]
        if self.norms[p] in COMMA or self.norms[p] in (")", "—", "–"):
            opening = "(" if self.norms[p] == ")" else None
            for k in range(p - 1, max(a, p - 30) - 1, -1):
                if k in self.closing:
                    return None, None, i
                if self.norms[k] in COMMA or self.norms[k] == opening or self.norms[k] in ("—", "–"):
                    if k - 1 < a or k - 1 in self.closing or self.blank(k - 1):
                        return None, None, i
                    first = self._back(k - 1, a)
                    if first - 2 >= a and self.norms[first - 1] == "and":
                        first = self._paired(first, a)
                    if first > k - 1 or not self.nounish(first, k) or (self.norms[k] in COMMA and not self._named_before(first, k, a)):
                        continue
                    if self.norms[k] in COMMA and (self.norms[k + 1].endswith("ed") or self.norms[k + 1] in _MADE):
                        return (first, k), None, first  # "the report, made public on Monday, says"
                    return (first, p if self.norms[p] in COMMA else p + 1), None, first
            return None, None, i
        if self.blank(p) or self.norms[p] in BOUNDARY:
            return None, None, i
        who = self.who_clause(p, a)
        if who is not None:
            return who, None, who[0]
        first = self._back(p, a)
        if first <= p and first - 2 >= a and self.norms[first - 1] == "and":
            paired = self.nounish(first, p + 1)  # else: "experts on North Korea and nuclear proliferation"
            first = self._paired(first, a) if paired else self._back(first - 2, a)
        if first > p or not self.nounish(first, p + 1):
            return None, None, i
        return (first, p + 1), None, first

    def who_clause(self, p: int, a: int) -> Range | None:
        """The people before a relative clause that runs up to token `p`: “A guard who refused to be named | said”."""
        for w in range(p - 1, max(a, p - 14), -1):
            if self.blank(w) or (self.verb(w) is not None and not self.asks_in_passing(w) and self.norms[w - 1] != "be") or w in self.closing:
                return None
            if self.norms[w] == "who":
                first = self._back(w - 1, a)
                known = self.mention_of[w - 1] >= 0 or self.heads.get(w - 1) in ("anonymous", "witness", "official", "person")
                return (first, w) if known and first <= w - 1 and self.nounish(first, w) else None
        return None

    def asks_in_passing(self, w: int) -> bool:
        """Whether a verb of saying right after “who” has no content: “who asked not to be named”, “who asked for help”."""
        if w < 1 or w + 1 >= self.n or self.norms[w - 1] != "who":
            return False
        return self.norms[w + 1] in ("not", "to", "for") or (self.norms[w] in _ASKS and self.norms[w + 1] in _ASKED)

    def without_bracket(self, r: Range) -> Range:
        """A source without the words in brackets that end it: “Samir (not his real name)”; an abbreviation or an office stays."""
        a, b = r
        first = next((k for k in range(a + 1, b) if self.norms[k] == "("), b)
        last = next((k for k in range(first + 1, min(self.n, first + 16)) if self.norms[k] == ")"), -1)
        if first == b or last < b - 1 or last - first < 3 or not self.raw(first + 1)[:1].islower():
            return r
        return r if any(self.mention_of[k] >= 0 or k in self.heads for k in range(first + 1, last)) else (a, first)

    def _set_off(self, a: int, p: int) -> Range | None:
        """A name that opens the sentence, with all that is set off by commas or dashes before the verb.

        “X, 59, of Y, who watched the ceremony, said”, “X -- author of Y -- said”.
        """
        if self.norms[p] not in _SET_OFF or p - a > 45:
            return None
        first = a
        while first < p and (self.norms[first] in ("but", "and", "yet", "meanwhile", "however", "still", "later") or self.norms[first] in COMMA):
            first += 1
        if first >= p or first in self.opening or not (self.raw(first)[:1].isupper() or self.norms[first] in ("the", "a", "an")):
            return None
        if self.norms[first] in ADVERBIAL or self.norms[first] in _SENTENCE_WORDS:
            return None
        k = first
        while k < p and self.norms[k] not in _SET_OFF:
            if self.verb(k) is not None or self.norms[k] in _SEPARATE or k in self.opening or k - first > 12:
                return None
            k += 1
        if k >= p or k == first or not (any(self.mention_of[x] >= 0 or x in self.heads for x in range(first, k)) or k - first <= 4):
            return None
        while k < p:
            while k < p and self.norms[k] in _SET_OFF:
                k += 1
            if k < p and (self.norms[k] in _CONTINUES or (self.norms[k] in PRONOUNS and self.norms[k] not in ("who", "which"))):
                return None
            at = self.mention_of[k] if k < p else -1
            if at >= 0 and self.mentions[at].kind in ("person", "official") and k > first + 2 and self.raw(k)[:1].isupper():
                return None  # “The footage, General X, the ministry's spokesman, told …”
            relative = k < p and self.norms[k] in ("who", "which", "whose", "whom")
            while k < p and self.norms[k] not in _SET_OFF:
                if k in self.opening or (not relative and (self.norms[k] in _SEPARATE or self.verb(k) is not None)):
                    return None
                k += 1
        return first, p

    def _paired(self, first: int, a: int) -> int:
        """“A report by the mission and the office”: the noun before “by X and”, if the second X stands from `first` on."""
        q = self._back(first - 2, a)
        opens = q == a or self.blank(q - 1)
        if opens and first - 1 - q <= 3 and any(k in self.heads for k in range(q, first - 1)) and not any(self.verb(k) for k in range(q, first - 1)):
            return q  # “medics and a rebel official”
        made = any(self.norms[k] in ("by", "between", "from") for k in range(q + 1, first - 1))
        return q if opens and made and self.norms[q] in DETERMINER else first

    def _named_before(self, first: int, k: int, a: int) -> bool:
        """Whether the words before an apposition are its noun: at the start of a clause, or with a name or a known speaker in them."""
        clause = first == a or self.blank(first - 1) or self.norms[first - 1] in ("and", "but", "that", "while", "as", "when")
        if not clause and self.norms[a] in ADVERBIAL and first - a <= 6:
            clause = self.norms[first] in DETERMINER or self.mention_of[first] >= 0  # “In November the BBC, …”
        return clause and self.norms[first] not in _SENTENCE_WORDS

    def _back(self, p: int, a: int) -> int:
        """First token of the noun phrase that ends at `p`."""
        k = p
        steps = 0
        while k - 1 >= a and steps < 14:
            before = self.norms[k - 1]
            if k in self.closing or (self.blank(k - 1) and before not in ("'", "’", ".", "-", "/")):
                break
            if before in BOUNDARY and not self._joins_names(k, a, steps):
                break
            if self.verb(k - 1) is not None and before not in ("report", "state"):
                break
            if self.norms[k] in ("a", "an", "the", "his", "her", "their", "its") and before not in _JOINING:
                if before.endswith("ing") and k - 2 >= a and k - 2 in self.heads:
                    k -= 2  # “the general commanding the sector”
                    continue
                break
            k -= 1
            steps += 1
        return k

    def _joins_names(self, k: int, a: int, steps: int) -> bool:
        """Whether a hyphen or "and" before token `k` stands inside one name or between two."""
        if k - 2 < a:
            return False
        if self.norms[k - 1] == "-" and self.tokens[k - 1].start == self.tokens[k - 2].end:
            return True
        return self.norms[k - 1] in ("and", "-") and steps < 3 and self.raw(k)[:1].isupper() and self.raw(k - 2)[:1].isupper()

    def nounish(self, a: int, b: int) -> bool:
        """Whether a range can name who speaks: a determiner, a capital, a known speaker noun, an actor."""
        if a >= b:
            return False
        if any(self.mention_of[k] >= 0 or k in self.heads for k in range(a, b)):
            return True
        first = self.raw(a)
        if self.norms[a] in DETERMINER or (self.tokens[a].kind == "number" and b - a > 1):
            return True
        return first[:1].isupper() and (a > self.start_of(a) or b - a <= 4) and self.norms[a] not in _SENTENCE_WORDS

    def np_after(self, i: int, end: int, *, whole: bool = False) -> int:
        """One past the last token of the noun phrase that starts at `i`; with `whole`, “opposed to X” belongs to it."""
        k = i
        while k < end and k - i < 16:
            n = self.norms[k]
            pointing = n == "that" and k == i and whole  # "according to that document"
            if k in self.opening or (n in _NP_STOP and not (whole and n == "to") and not pointing) or n == COLON:
                break
            if self.blank(k) and n not in ("'", "’", "-", "/"):
                if n == "(":
                    close = next((x for x in range(k + 1, min(end, k + 8)) if self.norms[x] == ")"), None)
                    if close is not None:
                        k = close + 1
                        continue
                if n == "." and k + 1 < end and self.doc.sentence_index[k] == self.doc.sentence_index[min(k + 1, self.n - 1)]:
                    k += 1
                    continue
                break
            if k > i and (n in ("on", "during", "after", "before", "late", "early", "earlier", "last", "adding", "saying") or n in DAYS):
                break
            if k > i and n in ("in", "at") and k + 1 < end and self.norms[k + 1] in ("a", "an", "his", "her", "their", "its", "response"):
                break
            if k > i and n in ("and", "but") and (self.verb(k + 1) is not None if k + 1 < end else True):
                break
            k += 1
        return k


_ASKS = words_of("asked asks requested requests insisted insists demanded demands preferred prefers")
_ASKED = words_of("that anonymity only")
_SET_OFF = frozenset({",", "—", "–", "-", "(", ")", "―"})
_SEPARATE = words_of("is are was were has have had will would could should did does do that ; :")
_CONTINUES = words_of("and but so yet then because if when while after before although though as")
_SENTENCE_WORDS = wordset("en", "sentence-words")
