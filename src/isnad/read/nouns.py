"""Noun phrases that speak: their head, the actor in them, what kind of source they make, how to describe one without a name."""

from __future__ import annotations

import re
from bisect import bisect_right

from isnad.grammar.lexicon import Match
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.names import name_words
from isnad.lang.common.attribution import Range
from isnad.lang.common.wordsets import wordset
from isnad.lang.pack import lexicon
from isnad.model.records import Mention, SourceKind
from isnad.model.span import Span

BY_MENTION: dict[str, SourceKind] = {
    "person": "person", "official": "official", "outlet": "media", "agency": "media", "state": "organisation", "force": "organisation",
    "group": "organisation", "organisation": "organisation", "anonymous": "anonymous", "witness": "witness", "document": "document",
    "people": "witness",
}  # fmt: skip
UNNAMED: frozenset[SourceKind] = frozenset({"anonymous", "witness", "document", "intercept"})
PEOPLE = ("person", "official")
_SPEAKING = frozenset({"person", "official", "media", "organisation"})
_OPENERS = ("media", "organisation", "anonymous", "witness", "official")
_NO = frozenset({"لم", "لن", "لا", "ليس", "ليست"})
_OPENS = frozenset({"«", "“", '"', "(", "‹"})
_SIZES = frozenset({"كبير", "كبيره", "قليل", "قليله", "محدود", "لا", "باس", "به", "صغير", "صغيره"})
_SHED = frozenset({"الدم", "دماء", "الدماء", "الشعب"})  # «قنوات شريكة في سفك الدم السوري»: the adjective is of the blood, and not of the channels
_NEAR = 60  # tokens back to the outlet that “they” means
_RELATIVE = re.compile(r", (?:who|which|whose|whom) ")
_EDGE = " «»“”\"()،,"


class Nouns:
    """What the noun phrases of one report say of the speakers they stand for.

    Args:
        sheet: the sheet with its mentions.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.doc = sheet.doc
        self.arabic = self.doc.lang == "ar"
        self.mentions = sheet.mentions
        self.ranges = [self.doc.tokens_in(m.span) for m in self.mentions]
        self.starts = [a for a, _ in self.ranges]
        self.heads: dict[int, Match] = {}
        self.adjectives: dict[int, str] = {}
        for m in lexicon(self.doc.lang, "sources").find(self.doc):
            if "adj" in m.entry.data:
                self.adjectives.setdefault(m.first, m.entry.data["adj"])
            elif m.enclitic != "ه" or self.doc.text[m.span.end - 1] != "ة":  # «مسؤولية» is no «مسؤوليه»
                self.heads.setdefault(m.first, m)

    def words(self, name: str) -> frozenset[str]:
        """A named set of words of the report's language."""
        return wordset(self.doc.lang, name)

    def mention_at(self, i: int) -> int | None:
        """Position of the mention that covers a token."""
        at = bisect_right(self.starts, i) - 1
        return at if at >= 0 and self.ranges[at][0] <= i < self.ranges[at][1] else None

    def span(self, source: Range | None) -> Span | None:
        """Where a noun phrase stands; None for no or an empty range."""
        return None if source is None or source[1] <= source[0] or source[0] < 0 else self.doc.span(*source)

    def text(self, source: Range | None) -> str | None:
        """A noun phrase as written, without marks at its edges and, in English, without the relative clause set off behind it."""
        span = self.span(source)
        text = None if span is None else self.doc.quote(span).strip(_EDGE)
        return text if text is None or self.arabic else _RELATIVE.split(text)[0]

    def plain_words(self, source: Range) -> list[str]:
        """Folded words of a noun phrase, without punctuation."""
        return [self.doc.norms[i] for i in range(*source) if self.doc.tokens[i].kind == "word"]

    def head_token(self, source: Range) -> int:
        """The head of a noun phrase: its first word in Arabic; in English the last speaker noun before a preposition or comma."""
        best: int | None = None
        plain: int | None = None
        for i in range(*source):
            if self.doc.tokens[i].kind == "word":
                if self.arabic:
                    return self._counted(i, source[1])
                if i > source[0] and self.doc.norms[i] in self.words("after-head"):
                    break
                plain = i
                if i in self.heads:
                    best = i
            elif not self.arabic and i > source[0] and self.doc.norms[i] in (",", "(", "—"):
                break
        if best is None:
            best = plain
        if best is not None:
            return best
        return next((i for i in range(*source) if self.doc.tokens[i].kind == "word"), source[0])

    def _counted(self, i: int, stop: int) -> int:
        """Past «أحد» and a demonstrative to the noun they stand before: «إحدى هذه الوثائق»."""
        of = next((k for k in range(i + 1, min(i + 4, stop - 1)) if self.doc.norms[k] == "من"), None)
        if of is not None and (self.doc.norms[i] in self.words("counts") or self.doc.tokens[i].kind == "number"):
            after = of + 2 if self.doc.norms[of + 1] in ("بين", "ضمن") and of + 2 < stop else of + 1
            if after in self.heads and all(x in self.adjectives or self.doc.norms[x] in _SIZES for x in range(i + 1, of)):
                return after
        k = i
        if self.doc.norms[k] in self.words("one-of") and k + 1 < stop:
            k += 1
        if self.doc.norms[k] in self.words("these") and k + 1 < stop:
            k += 1
        return k if k in self.heads else i

    def head_form(self, first: int) -> str:
        """The head noun without its article, to know it again by."""
        head = self.heads.get(first)
        if head is not None:
            return head.form
        norm = self.doc.norms[first]
        return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm

    def lead(self, source: Range, first: int, head: Match | None) -> Mention | None:
        """The mention that the noun phrase is about: the person in it if a title heads it, else the first."""
        inside = []
        at = max(0, bisect_right(self.starts, source[0]) - 1)
        while at < len(self.ranges) and self.ranges[at][0] < source[1]:
            if self.ranges[at][1] > source[0]:
                inside.append(at)
            at += 1
        if not inside:
            return None
        people = [k for k in inside if self.mentions[k].kind in PEOPLE and not self._served(first, self.ranges[k][0])]
        if inside[0] not in people and self.mentions[inside[0]].kind in PEOPLE and self.ranges[inside[0]][0] > first:
            inside = people or inside[1:]
            if not inside:
                return None
        lead = inside[0]
        kind = head.entry.data["kind"] if head is not None else None
        titles = ("official", "person", "anonymous", "media") if self.arabic else ("official", "person", "anonymous", "media", "witness")
        if people and (self.ranges[lead][0] > first or kind in titles):
            return self.mentions[people[0]]
        if self.ranges[lead][0] <= first:
            return self.mentions[lead]
        near = self.ranges[lead][0] - first
        if kind is None:
            return self.mentions[lead] if near <= 2 and self.mentions[lead].kind != "people" else None
        other = self.mentions[lead].kind == "people" and kind in ("organisation", "official", "media")
        return self.mentions[lead] if near <= 8 and not other else None

    def _served(self, first: int, at: int) -> bool:
        """Whether the person at a token is he whom the head noun serves or is near to: «مستشار لفلان»، «مقرب من فلان»."""
        if not self.arabic or at <= first:
            return False
        word = self.doc.norms[at]
        given = name_words().given
        if word[:1] == "ل" and len(word) > 3 and word not in given and (word[1:] in given or any(pro == "ل" for pro, _, _ in analyses(word))):
            return True
        return self.doc.norms[at - 1] in ("من", "ل", "لدى", "لدي", "الي", "مع")

    def describe(self, source: Range, head: Match, about: Mention | None) -> str:
        """An English description of an unnamed source: «مصدر أمني تركي» is a Turkish security source."""
        one = self.arabic and self.doc.norms[source[0]] in self.words("one-of")
        noun = head.entry.data["en_pl"] if head.data.get("n") == "p" and not one else head.entry.data["en"]
        adjectives = [self.adjectives[i] for i in range(*source) if i in self.adjectives and self.doc.norms[i - 1] not in _SHED]
        adjectives.sort(key=lambda w: w[:1].islower())
        described = " ".join([*dict.fromkeys(adjectives), noun])
        return f"{described} ({about.name})" if about is not None else described

    def titled(self, source: Range) -> bool:
        """Whether an office stands beside the name: «فلان، وهو مسؤول سابق بالمخابرات»، «فلان، رئيس حكومة …»."""
        norms = self.doc.norms
        state = self.words("state")
        bodies = self.words("not-state")
        for i in range(source[0], min(source[1] + 12, len(norms))):
            if i >= source[1] + 4 and norms[i] in ("،", ","):
                break
            if i >= source[1] and (norms[i] in (".", ":", '"', "«", "“") or norms[i] in self.words("title-stop")):
                break
            head = self.heads.get(i)
            if head is None or head.enclitic:
                continue
            if head.form in self.words("ranks-and-units") and not head.proclitics.endswith("ال") and i > source[0]:
                continue
            after = norms[i + 1 : i + 5]
            if head.entry.data["kind"] == "official" and not any(w in bodies or (w[:2] == "لل" and f"ال{w[2:]}" in bodies) for w in after[:3]):
                return True
            serves = any(w in state or w.lstrip("بل") in state for w in after)
            if not self.arabic:
                serves = serves or any(w in state for w in norms[max(0, i - 3) : i]) or self._beside_force(i)
            if head.entry.data["kind"] == "anonymous" and head.form in self.words("officers") and serves:
                return True
        return False

    def commands(self, source: Range) -> bool:
        """Whether the clause after an English name says that he leads a force: “X, who commands the air force”."""
        norms = self.doc.norms
        at = next((k for k in range(source[0], min(source[1] + 2, len(norms))) if norms[k] == "who"), None)
        if at is None or at + 2 >= len(norms) or norms[at + 1] not in self.words("leads"):
            return False
        near = range(at + 2, min(at + 8, len(norms)))
        return any(norms[k] in self.words("state") for k in near) or any(
            (m := self.mention_at(k)) is not None and self.mentions[m].kind in ("state", "force") for k in near
        )

    def _beside_force(self, i: int) -> bool:
        """Whether a state or an army is named right before or after a word («an LNA commander», “commander of the Libyan National Army”)."""
        for k in (i - 1, i + 2, i + 3):
            m = self.mention_at(k) if 0 <= k < len(self.doc.norms) else None
            if m is not None and self.mentions[m].kind in ("state", "force") and self.mentions[m].party:
                return True
        return False

    def nameless(self, source: Range) -> bool:
        """Whether an English noun phrase has an indefinite determiner or none and no capital in it: “a lawyer”, “two generals”."""
        words = [k for k in range(*source) if self.doc.tokens[k].kind == "word"]
        if not words or self.doc.norms[words[0]] in ("the", "this", "that", "his", "her", "their", "its", "our"):
            return False
        first = self.head_token(source)
        if len(words) == 1 and self.doc.norms[words[0]] in self.words("counted-people"):
            return True  # “Seven said …”
        return not self.doc.quote(self.doc.tokens[first].span)[:1].isupper() or self.doc.norms[words[0]] in ("a", "an", "another", "one", "some")

    def owner(self, source: Range) -> Range | None:
        """Whose an English thing is: the words up to the possessive ending."""
        at = next((k for k in range(source[0], source[1] - 1) if self.doc.norms[k].endswith(("'s", "’s"))), None)
        return (source[0], at + 1) if at is not None else None

    def outlet_before(self, i: int) -> Mention | None:
        """The last outlet named before a token, not far from it."""
        at = bisect_right(self.starts, i) - 1
        while at >= 0 and i - self.starts[at] <= _NEAR:
            if self.mentions[at].kind in ("outlet", "agency"):
                return self.mentions[at]
            at -= 1
        return None

    def holder(self, source: Range, first: int) -> str | None:
        """The name after an office or a trade that nobody has listed: “the club coach, Karim Haddad”, “the shepherd Abu Nidal”."""
        at = next((k for k in range(source[0] + 1, source[1]) if self.doc.norms[k] == ","), None)
        if at is None and source[0] < first < source[1] - 1 and first in self.heads:
            at = first
        if at is None or source[1] - at not in (3, 4, 5):
            return None
        words = [self.doc.quote(self.doc.tokens[k].span) for k in range(at + 1, source[1])]
        return " ".join(words) if all(w[:1].isupper() for w in words) else None

    def of_union(self, source: Range) -> bool:
        """Whether the office beside an English name is one of the United Nations or of a body of no state: “the UN envoy, …”."""
        for i in range(source[0], min(source[1] + 2, len(self.doc.norms))):
            m = self.mention_at(i)
            if m is None:
                continue
            union = self.mentions[m].party == "United Nations" and self.mentions[m].kind in ("organisation", *PEOPLE)
            if union or (self.mentions[m].kind == "organisation" and self.mentions[m].party is None):
                return True
        return False

    def quoted(self, source: Range) -> bool:
        """Whether a name in quotation marks or in another script stands in the phrase, or one such as only outlets bear («الفرات برس»)."""
        press = self.arabic and source[1] - source[0] > 2 and self.doc.norms[source[1] - 1] in self.words("press-names")
        return press or any(self.doc.norms[k] in ("«", "“", '"', "‹", "(") or self.doc.norms[k][:1].isascii() for k in range(*source))

    def odd(self, source: Range) -> bool:
        """Whether the words cannot name a speaker: unknown ones with a number, a preposition or a pronoun on the first, or a whole phrase of them."""
        if not self.arabic:
            return False
        words = [k for k in range(*source) if self.doc.tokens[k].kind != "punct"]
        if not words or any(k in self.heads or self.mention_at(k) is not None for k in words):
            return not words
        if any(self.doc.norms[k] in ("«", "“", '"', "(") or self.doc.norms[k].isascii() for k in range(source[0], words[0] + 1)):
            return False
        first = self.doc.norms[words[0]]
        if len(words) >= 4 or any(self.doc.tokens[k].kind == "number" for k in words):
            return True
        if any(pro[:1] in ("ل", "ب") and len(core) > 3 for pro, core, _ in analyses(first) if pro) and first not in self.words("not-attached"):
            return first[:1] == "ل"
        raw = self.doc.quote(self.doc.tokens[words[0]].span)
        if len(first) <= 4 or len(words) > 1 or first.endswith("الله"):  # «نصرالله»
            return False
        return raw.endswith(("ها", "هم")) or (raw.endswith("ه") and first[:1] not in "ع")

    def vague(self, source: Range, first: int) -> bool:
        """Whether an office stands without article, name and state: «رئيس بلدية حدودية», «وزير سابق»."""
        norms = self.doc.norms
        if first not in self.heads or norms[first][:2] in ("ال", "لل"):
            return False
        if self.one_of_many(source, first):
            return True
        stop = next((k for k in range(first + 1, source[1]) if norms[k] == "ل"), source[1])
        words = [k for k in range(first + 1, stop) if self.doc.tokens[k].kind == "word"]
        if any(norms[k][:2] in ("ال", "لل") for k in words):
            return False
        if any(self.mentions[m].kind == "person" for k in words if (m := self.mention_at(k)) is not None):
            return False
        return any(k in self.adjectives or norms[k] in ("سابق", "سابقه") or (len(norms[k]) > 4 and norms[k].endswith("يه")) for k in words[:3])

    def one_of_many(self, source: Range, first: int) -> bool:
        """Whether an office without article stands in no construct that makes it definite: «عقيد شارك في …»، «مستشار لفلان»."""
        norms = self.doc.norms
        if self.heads[first].enclitic or self.heads[first].entry.data["kind"] not in ("official", "person", "anonymous"):
            return False
        k = self.heads[first].last
        while k < source[1]:
            at = self.mention_at(k)
            if norms[k][:1] == "ل" and norms[k][:2] != "لل" and at is not None and self.ranges[at][0] == k and self._served(first, k):
                return True
            if norms[k][:2] == "ال" or (at is not None and self.mentions[at].kind not in ("people",)):
                return at is not None and norms[k][:2] == "لل"
            if norms[k] in _OPENS:
                return False  # «رئيس «المؤقتة»»
            if self.doc.tokens[k].kind == "punct" or norms[k] in self.words("adjunct") or norms[k] in ("ل", "باسم") or k in self.adjectives:
                return True
            if norms[k][:1] == "ل" and norms[k] not in ("لواء", "لجنه", "لجان"):
                return True
            if norms[k] in name_words().verbs or (at is not None and self.mentions[at].kind == "people"):
                return True
            if k not in self.heads and not norms[k].endswith(("ه", "ات", "ي")):
                return False
            k += 1
        return True

    def of_body(self, source: Range) -> bool:
        """Whether the office beside a name is that of a body of no state: «فلان، رئيس بعثة المنظمة»."""
        bodies = self.words("not-state")
        for i in range(source[0], min(source[1] + 3, len(self.doc.norms))):
            head = self.heads.get(i)
            if head is None or head.entry.data["kind"] not in ("official", "anonymous", "person"):
                continue
            after = self.doc.norms[i + 1 : i + 4]
            if ("الامم" in after or "للامم" in after) and head.form not in self.words("spokesmen"):
                return False
            if any(w in bodies or (w[:2] == "لل" and f"ال{w[2:]}" in bodies) for w in after) and not any(w in ("الاركان", "الوزراء") for w in after):
                return True
        return False

    def of_state(self, source: Range) -> bool:
        """Whether a spokesman speaks for a state: an actor with a state's party, or a ministry, army or government, stands in the phrase."""
        loose = not self.arabic or self.doc.norms[source[0]][:2] in ("ال", "لل")  # «متحدث باسم القوات» is anybody, «المتحدث باسم الجيش» the one
        kinds = ("state", "force") if loose else ("state",)
        for k in range(max(0, bisect_right(self.starts, source[0]) - 1), len(self.ranges)):
            if self.ranges[k][0] > source[1] + 4:
                break
            if self.ranges[k][1] > source[0] and self.mentions[k].kind in kinds:
                return True
        heads = [self.heads[i].entry for i in range(source[0], source[1]) if i in self.heads]
        return any(e.data.get("state") and (loose or e.id != "ar.src.jaysh") for e in heads)

    def alias(self, source: Range) -> Range | None:
        """The name that an unnamed source is given behind him: «قائد لواء، طلب أن نرمز إليه بأبي زيد»، «شاب أعطاه التحقيق اسم «سليم»»."""
        norms = self.doc.norms
        stop = min(self.doc.sentence_of(source[0])[1], source[1] + 16)
        for k in range(source[0] + 1, stop - 1):
            if norms[k] in (":", ".") or (norms[k] in self.words("title-stop") and norms[k - 1] not in self.words("withheld")):
                return None
            if norms[k] not in self.words("alias"):
                continue
            for x in range(k + 1, min(k + 5, stop)):
                if norms[x] in _OPENS:
                    end = next((y for y in range(x + 1, min(x + 6, stop)) if norms[y] in ("»", "”", '"', ")", "›")), None)
                    return (x + 1, end) if end is not None and end > x + 1 else None
                if norms[x] in name_words().given and x + 1 < stop and (norms[x + 1] in ("،", ",") or norms[x + 1] in self.words("title-stop")):
                    return (x, x + 1)
                if norms[x].lstrip("ب").startswith(("ابو", "ابي", "ام")) and norms[x] in ("ابو", "ابي", "ام", "بابي", "بابو", "بام"):
                    return (x, min(x + 2, stop))
            return None
        return None

    def by_shape(self, source: Range) -> SourceKind:
        """Kind of a source that no word list knows: official if a title stands beside the name, else a person."""
        if not self.arabic:
            first = self.head_token(source)
            name = self.doc.quote(self.doc.tokens[first].span)[:1].isupper()
            if not name:
                return "anonymous"
            if self.doc.norms[source[0]] == "the" and first > source[0]:
                return "organisation"
            if source[1] - source[0] > 1 and self.doc.norms[source[1] - 1] in self.words("press-names"):
                return "media"
        kinds = [self.heads[i].entry.data["kind"] for i in range(*source) if i in self.heads]
        return "official" if "official" in kinds or "organisation" in kinds else "person"

    def opens(self, first: int, before: int) -> Range | None:
        """The noun phrase that may speak among the first words of a sentence."""
        openers = _OPENERS if self.arabic else (*_OPENERS, "document")
        head = next((i for i in range(first, min(first + 3, before)) if i in self.heads and self.heads[i].entry.data["kind"] in openers), before)
        at = bisect_right(self.starts, first - 1)
        while at < len(self.ranges) and self.ranges[at][0] - first <= 4 and self.ranges[at][1] <= before and self.ranges[at][0] <= head:
            kind = BY_MENTION.get(self.mentions[at].kind)
            if kind in _SPEAKING or kind in UNNAMED:
                nxt = at + 1
                beside = nxt < len(self.ranges) and self.ranges[nxt][0] - self.ranges[at][1] <= 2
                if kind == "organisation" and beside and self.mentions[nxt].kind in PEOPLE:
                    return (self.ranges[at][0], self.ranges[nxt][1])
                return self.ranges[at]
            at += 1
        if head >= before:
            return None
        last = min(head + (5 if self.arabic else 1), before)
        ends = self.words("adjunct") | _NO if self.arabic else frozenset[str]()
        return (head, next((k for k in range(head + 1, last) if self.doc.tokens[k].kind == "punct" or self.doc.norms[k] in ends), last))
