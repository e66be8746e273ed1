"""Who speaks: from the noun phrase beside a cue, or the lack of one, to a resolved speaker."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from isnad.grammar.lexicon import Match
from isnad.grammar.sheet import Sheet
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.pack import lexicon
from isnad.model.records import Mention, Name, SourceKind
from isnad.model.span import Span
from isnad.text.doc import Doc
from isnad.text.fold import fold

_BY_MENTION: dict[str, SourceKind] = {
    "person": "person", "official": "official", "outlet": "media", "agency": "media", "state": "organisation", "force": "organisation",
    "group": "organisation", "organisation": "organisation", "anonymous": "anonymous", "witness": "witness", "document": "document",
    "people": "witness",
}  # fmt: skip
UNNAMED: frozenset[SourceKind] = frozenset({"anonymous", "witness", "document", "intercept"})
_SPEAKING = frozenset({"person", "official", "media", "organisation"})
_MEMORY = 60  # how many statements back a definite noun can point
_UNSPECIFIED = "unspecified reports"


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(w) for w in text.split())


_SAME = _words("نفسه نفسها ذاته ذاتها نفسهم أنفسهم ذاتهم عينه المذكور المذكورة same")
_BYLINES = _words("كتب بقلم by")
_LATTER = _words("الأخيرة الأخير latter")
_AFTER_HEAD = _words("of for in from with who which opposed inside close near to at on by loyal allied")
_SPOKESMEN = _words("متحدث متحدثة ناطق ناطقة المتحدث الناطق spokesman spokeswoman spokesperson")
_RANKS_AND_UNITS = _words("لواء فريق عميد مقدم رائد نقيب ملازم ملك")
_OFFICERS = _words("مسؤول مسئول مسؤولة ضابط دبلوماسي")
_STATE = _words("المخابرات الاستخبارات وزارة الوزارة الحكومة حكومة الجيش الشرطة الأمن الخارجية الداخلية الدفاع الرئاسة البلدية النظام جهاز بوزارة القوات")
_NOT_STATE = _words("الوفد الائتلاف المرصد المنظمة الحزب الحركة المعارضة الهيئة التحرير المركز الجمعية النادي مركز منظمة حزب حركة الجماعة الشبكة المفاوضات وفد الاتحاد هيئة")
_CLAUSE = _words("إن أن بأن إنه أنه الذي التي قال أكد")
_STATE_HEADS = frozenset({"ar.src.shurta", "ar.src.wizara", "ar.src.jaysh", "ar.src.hukuma"})
_DETERMINERS = _words("the a an this that these those same his her its their one another")


@dataclass(slots=True)
class Speaker:
    """A resolved speaker.

    Attributes:
        name: name, with the words at this place.
        kind: kind of source.
        named: whether it is named.
        via: links of the chain that stay with the speaker while he goes on speaking.
        person: person code of the verb that introduced it, or None.
        plural: whether it stands for several people.
        head: folded head noun, for «المصدر»، «الوكالة» later on.
        group: id of the head noun's entry, or the kind of the mention.
        entries: lexicon entries used.
        at: token where it was introduced.
    """

    name: Name
    kind: SourceKind
    named: bool
    via: list[Name] = field(default_factory=list)
    person: str | None = None
    plural: bool = False
    head: str = ""
    group: str = ""
    entries: tuple[str, ...] = ()
    at: int = -1


class Speakers:
    """Resolves the speakers of one report in reading order.

    Args:
        sheet: the sheet with its mentions.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.doc: Doc = sheet.doc
        self.mentions = sheet.mentions
        self.ranges = [self.doc.tokens_in(m.span) for m in self.mentions]
        self._starts = [a for a, _ in self.ranges]
        self.heads: dict[int, Match] = {}
        self.adjectives: dict[int, str] = {}
        for m in lexicon(self.doc.lang, "sources").find(self.doc):
            if "adj" in m.entry.data:
                self.adjectives.setdefault(m.first, m.entry.data["adj"])
            else:
                self.heads.setdefault(m.first, m)
        self.history: list[Speaker] = []
        self._kinds: dict[str, SourceKind] = {}
        self._full: dict[str, Speaker | None] = {}

    def author(self) -> Speaker:
        """The writer of the report: from what is known of it, else from a byline («كتب فلان», «بقلم فلان», “By …”)."""
        writer = self.sheet.report.author or self._byline()
        return Speaker(Name(writer or "the writer"), "author", bool(writer))

    def _byline(self) -> str | None:
        norms = self.doc.norms
        for i in range(min(len(norms) - 2, 120)):
            if norms[i] in _BYLINES and (i == 0 or self.doc.tokens[i].breaks or self.doc.tokens[i - 1].kind == "punct"):
                j = i + 2 if norms[i + 1] == ":" else i + 1
                words = []
                while j < len(norms) and len(words) < 3 and self.doc.tokens[j].kind == "word" and not self.doc.tokens[j].breaks:
                    words.append(self.doc.quote(self.doc.tokens[j].span))
                    j += 1
                if 2 <= len(words):
                    at = self._mention_at(i + 1 if norms[i + 1] != ":" else i + 2)
                    return self.mentions[at].name if at is not None and self.mentions[at].kind in ("person", "official") else " ".join(words)
        return None

    def _mention_at(self, i: int) -> int | None:
        at = bisect_right(self._starts, i) - 1
        return at if at >= 0 and self.ranges[at][0] <= i < self.ranges[at][1] else None

    def hearsay(self, source: Range | None) -> Speaker:
        """Nobody in particular."""
        return Speaker(Name(_UNSPECIFIED, self._text(source), self._span(source)), "anonymous", False)

    def named(self, source: Range, person: str | None) -> Speaker:
        """The speaker that a noun phrase names.

        Args:
            source: token range of the noun phrase.
            person: person code of the verb, kept for the pronouns that follow.
        """
        first = self._first_word(source)
        text, span = self._text(source) or "", self._span(source)
        back = self._anaphor(source, first)
        if back is not None:
            if back.kind == "organisation":
                back = replace(back, via=[])
            return replace(back, name=Name(back.name.name, text, span, back.name.entity), via=list(back.via), person=person or back.person, at=source[0])
        head = self.heads.get(first)
        if head is not None and head.entry.data["kind"] == "statement":
            issuer = self._issuer(source)
            if issuer is not None:
                return replace(issuer, name=Name(issuer.name.name, text, span, issuer.name.entity), via=list(issuer.via), at=source[0])
        lead = self._mention(source, first, head)
        head_kind: SourceKind | None = None if head is None else "document" if head.entry.data["kind"] == "statement" else head.entry.data["kind"]
        if head_kind in ("person", "official") and (lead is None or lead.kind not in ("person", "official") or lead.name.count(" ") == 0):
            role = self._by_role(source, first)
            if role is not None:
                return replace(role, name=Name(role.name.name, text, span, role.name.entity), via=list(role.via), person=person or role.person, at=source[0])
        group = head.entry.id if head else (lead.kind if lead else "")
        entries = (head.entry.id,) if head else ()
        plural = bool(head and head.data.get("n") == "p") or bool(lead and lead.kind in ("people", "witness"))
        word = self._head_form(first, head)
        if lead is None:
            kind: SourceKind = head_kind or self._by_shape(source)
            name = self._describe(source, head, None) if head and kind in UNNAMED else text
            return Speaker(Name(name, text, span), kind, kind not in UNNAMED, [], person, plural, word, group, entries, source[0])
        kind = _BY_MENTION.get(lead.kind, "organisation")
        apart = self.doc.tokens_in(lead.span)[0] > first
        name, entity = lead.name, lead.entity
        if apart and head is not None and kind not in ("person", "official"):
            kind = head_kind or kind
            entity = None
            name = self._describe(source, head, lead) if kind in UNNAMED else text
        elif lead.kind == "document" and head_kind == "intercept":
            kind = "intercept"
        elif kind == "person" and (head_kind == "official" or self._titled(source)):
            kind = "official"
        elif lead.kind == "people" and (head_kind == "anonymous" or (lead.name[:1].isupper() and " " not in lead.name)):
            kind = "anonymous" if head_kind == "anonymous" else "organisation"
        if kind == "anonymous" and (word in _SPOKESMEN or head_kind == "official") and self._of_state(source):
            kind = "official"
        kind = self._same_person(name, kind)
        kept = self._kept(name, kind)
        return Speaker(
            Name(name, text, span, entity), kind, kind not in UNNAMED, kept, person, plural, word, lead.kind if not apart else group, entries, source[0]
        )

    def _issuer(self, source: Range) -> Speaker | None:
        """Whose statement «البيان» is: who is named in the phrase, else who spoke last."""
        at = bisect_right(self._starts, source[0])
        if at < len(self.ranges) and self.ranges[at][1] <= source[1]:
            return self.named(self.ranges[at], None)
        for sp in reversed(self.history[-4:]):
            if sp.kind in ("organisation", "official", "person"):
                return sp
        return None

    def _by_role(self, source: Range, first: int) -> Speaker | None:
        """The earlier speaker beside whose name the same office stood: «عضو الائتلاف»، «محافظ حمص»."""
        norms = self.doc.norms
        words = [norms[i] for i in range(first, source[1]) if self.doc.tokens[i].kind == "word"][:3]
        if len(words) < 2:
            return None
        for sp in reversed(self.history[-_MEMORY:]):
            if sp.kind in ("person", "official") and sp.at >= 0 and sp.at < source[0]:
                zone = norms[max(0, sp.at - 6) : sp.at + 16]
                if all(w in zone for w in words) and sp.name.name and sp.name.surface and norms[first] not in fold(sp.name.surface).split()[:1]:
                    return sp
                if all(w in zone for w in words) and len(fold(sp.name.surface or "").split()) > len(words):
                    return sp
        return None

    def _same_person(self, name: str, kind: SourceKind) -> SourceKind:
        """A person once called an official stays one."""
        if kind not in ("person", "official"):
            return kind
        key = _key(name)
        self._kinds[key] = "official" if "official" in (kind, self._kinds.get(key)) else kind
        return self._kinds[key]

    def _kept(self, name: str, kind: SourceKind) -> list[Name]:
        """Links that stay with a speaker who goes on speaking under his name."""
        if kind not in ("person", "official"):
            return []
        return next((list(sp.via) for sp in self.history[-3:][::-1] if _key(sp.name.name) == _key(name)), [])

    def _titled(self, source: Range) -> bool:
        """Whether an office stands beside the name: «فلان، وهو مسؤول سابق بالمخابرات»، «فلان، رئيس حكومة …»."""
        norms = self.doc.norms
        for i in range(source[0], min(source[1] + 12, len(norms))):
            if i >= source[1] + 4 and norms[i] in ("،", ","):
                break
            if i >= source[1] and (norms[i] in (".", ":", '"', "«", "“") or norms[i] in _CLAUSE):
                break
            head = self.heads.get(i)
            if head is None or head.enclitic or (head.form in _RANKS_AND_UNITS and not head.proclitics.endswith("ال") and i > source[0]):
                continue
            after = norms[i + 1 : i + 5]
            if head.entry.data["kind"] == "official" and not any(w in _NOT_STATE for w in after[:2]):
                return True
            if head.entry.data["kind"] == "anonymous" and head.form in _OFFICERS and any(w.lstrip("بل") in _STATE or w in _STATE for w in after):
                return True
        return False

    def _of_state(self, source: Range) -> bool:
        """Whether a spokesman speaks for a state: an actor with a state's party, or a ministry, army or government, stands in the phrase."""
        for k in range(max(0, bisect_right(self._starts, source[0]) - 1), len(self.ranges)):
            if self.ranges[k][0] > source[1] + 4:
                break
            if self.ranges[k][1] > source[0] and self.mentions[k].kind in ("state", "force"):
                return True
        return any(i in self.heads and self.heads[i].entry.id in _STATE_HEADS for i in range(source[0], source[1]))

    def _by_shape(self, source: Range) -> SourceKind:
        """Kind of a source that no word list knows: official if a title stands beside the name, else a person."""
        for i in range(*source):
            if i in self.heads and self.heads[i].entry.data["kind"] in ("official", "organisation") and self.doc.norms[source[0]] != "the":
                return "official"
        return "person"

    def running(self, a: Attribution) -> Speaker | None:
        """Whoever spoke last and agrees with the verb; None if nobody has spoken."""
        if not self.history:
            return None
        pool = [sp for sp in self.history[-8:] if sp.kind not in ("document", "intercept")] or self.history[-1:]
        for sp in reversed(pool):
            if a.person is None or _agrees(a.person, sp):
                return sp
        return pool[-1]

    def near_subject(self, a: Attribution) -> Speaker | None:
        """The party or person that opens the sentence of a verb without a subject, or the sentence before it."""
        first, _ = self.doc.sentence_of(a.cue[0])
        while first > 0 and self.doc.norms[first - 1] in ("؛", ";") and not self.doc.tokens[first].breaks:
            first, _ = self.doc.sentence_of(first - 1)
        here = self._opens(first, a.cue[0])
        if here is not None:
            return self.named(here, a.person)
        k = self.doc.sentence_index[first]
        last = next((sp.at for sp in reversed(self.history) if sp.kind not in ("document", "intercept")), -1)
        if k > 0 and last < self.doc.sentences[k - 1][0] and min(a.cue[0], a.content[0]) - first <= 2:
            start, end = self.doc.sentences[k - 1]
            there = self._opens(start, end)
            if there is not None:
                return self.named(there, a.person)
        return None

    def _opens(self, first: int, before: int) -> Range | None:
        """The mention that may speak among the first words of a sentence."""
        at = bisect_right(self._starts, first - 1)
        while at < len(self.ranges) and self.ranges[at][0] - first <= 4 and self.ranges[at][1] <= before:
            kind = _BY_MENTION.get(self.mentions[at].kind)
            if kind in _SPEAKING or kind in UNNAMED:
                if kind == "organisation" and at + 1 < len(self.ranges) and self.ranges[at + 1][0] - self.ranges[at][1] <= 2 and self.mentions[at + 1].kind in ("person", "official"):
                    return (self.ranges[at][0], self.ranges[at + 1][1])
                return self.ranges[at]
            at += 1
        for i in range(first, min(first + 3, before)):
            if i in self.heads and self.heads[i].entry.data["kind"] in ("media", "organisation", "anonymous", "witness", "official"):
                return (i, min(i + 5, before))
        return None

    def _first_word(self, source: Range) -> int:
        """The head of a noun phrase: its first word in Arabic; in English the last speaker noun before a preposition or comma."""
        best: int | None = None
        for i in range(*source):
            if self.doc.tokens[i].kind == "word":
                if self.doc.lang == "ar":
                    return i
                if self.doc.norms[i] in _AFTER_HEAD and i > source[0]:
                    break
                if i in self.heads:
                    best = i
                elif best is None and i == source[0]:
                    best = None
            elif self.doc.lang != "ar" and i > source[0] and self.doc.norms[i] in (",", "(", "—"):
                break
        if best is not None:
            return best
        return next((i for i in range(*source) if self.doc.tokens[i].kind == "word"), source[0])

    def _text(self, source: Range | None) -> str | None:
        span = self._span(source)
        return None if span is None else self.doc.quote(span).strip(" «»“”\"()،,")

    def _span(self, source: Range | None) -> Span | None:
        return None if source is None or source[1] <= source[0] or source[0] < 0 else self.doc.span(*source)

    def _head_form(self, first: int, head: Match | None) -> str:
        if head is not None:
            return head.form
        norm = self.doc.norms[first]
        return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm

    def _mention(self, source: Range, first: int, head: Match | None) -> Mention | None:
        """The mention that the noun phrase is about: the person in it if a title heads it, else the first."""
        inside = []
        at = max(0, bisect_right(self._starts, source[0]) - 1)
        while at < len(self.ranges) and self.ranges[at][0] < source[1]:
            if self.ranges[at][1] > source[0]:
                inside.append(at)
            at += 1
        if not inside:
            return None
        people = [k for k in inside if self.mentions[k].kind in ("person", "official")]
        lead = inside[0]
        kind = head.entry.data["kind"] if head is not None else None
        if people and (self.ranges[lead][0] > first or kind in ("official", "person", "anonymous", "media")):
            return self.mentions[people[0]]
        if self.ranges[lead][0] <= first:
            return self.mentions[lead]
        near = self.ranges[lead][0] - first
        if kind is None:
            return self.mentions[lead] if near <= 2 and self.mentions[lead].kind != "people" else None
        return self.mentions[lead] if near <= 8 and not (self.mentions[lead].kind == "people" and kind in ("organisation", "official", "media")) else None

    def _describe(self, source: Range, head: Match, about: Mention | None) -> str:
        """An English description of an unnamed source: «مصدر أمني تركي» is a Turkish security source."""
        noun = head.entry.data["en_pl"] if head.data.get("n") == "p" else head.entry.data["en"]
        adjectives = [self.adjectives[i] for i in range(*source) if i in self.adjectives]
        adjectives.sort(key=lambda w: w[:1].islower())
        described = " ".join([*dict.fromkeys(adjectives), noun])
        return f"{described} ({about.name})" if about is not None else described

    def _anaphor(self, source: Range, first: int) -> Speaker | None:
        """An earlier speaker that «المصدر»، «الوكالة ذاتها» or «الأخيرة» takes up again."""
        norms = [self.doc.norms[i] for i in range(*source) if self.doc.tokens[i].kind == "word"]
        if self.doc.lang != "ar":
            if not norms or norms[0] not in ("the", "this", "that", "these"):
                return None
            norms = [n for n in norms if n not in _DETERMINERS]
        if not norms:
            return None
        if norms[0] in _LATTER and self.history:
            return self.history[-1]
        same = len(norms) > 1 and norms[1] in _SAME
        if len(norms) > 1 and not same:
            return None
        head = self.heads.get(first)
        if self.doc.lang == "ar" and not same and norms[0][:2] not in ("ال", "لل") and norms[0][1:3] != "ال":
            return None
        if head is not None and head.entry.id == "ar.src.anba":
            return None
        word = self._head_form(first, head)
        recent = self.history[-_MEMORY:]
        for sp in reversed(recent):
            if sp.head == word:
                return sp
        if head is None:
            return None
        at = self._mention_at(first)
        covering = self.mentions[at] if at is not None else None
        if covering is not None and covering.kind not in ("anonymous", "witness", "document", "outlet", "agency") and covering.entity:
            return None
        for sp in reversed(recent):
            if sp.group == head.entry.id or (sp.kind == head.entry.data["kind"] and sp.kind in ("witness", "media", "anonymous")):
                return sp
            if sp.group == "organisation" and head.entry.id in ("ar.src.munazzama", "en.src.body"):
                return sp
            if sp.kind in ("person", "official") and head.entry.data["kind"] in ("official", "person") and self.doc.lang != "ar":
                return sp
        if covering is None and head.entry.data["kind"] == "organisation":
            return self._elsewhere(word, source)
        return None

    def _elsewhere(self, word: str, source: Range) -> Speaker | None:
        """The first actor of the report whose full name begins with the word."""
        if word not in self._full:
            self._full[word] = self._by_full_name(word)
        found = self._full[word]
        return None if found is None else replace(found, at=source[0])

    def _by_full_name(self, word: str) -> Speaker | None:
        for m, r in zip(self.mentions, self.ranges, strict=True):
            if r[1] - r[0] > 1 and self.doc.norms[r[0]].endswith(word) and m.entity:
                kind = _BY_MENTION.get(m.kind, "organisation")
                return Speaker(Name(m.name, None, None, m.entity), kind, True, [], None, False, word, m.kind)
        return None


def _key(name: str) -> str:
    """What two spellings of a person's name share: the letters of the family name."""
    words = name.replace("-", " ").casefold().split()
    last = words[-1] if words else ""
    return "abdulrahman" if last == "rahman" else last


def _agrees(code: str, sp: Speaker) -> bool:
    if code in ("3mp", "mp", "3md"):
        return sp.plural or (sp.kind in ("organisation", "anonymous", "witness") and sp.person != "3ms")
    if code in ("3fs", "fs"):
        return sp.person in ("3fs", "fs", None) or (sp.plural and sp.person != "3ms")
    if code in ("3ms", "ms"):
        return sp.person in ("3ms", "ms", None) and not sp.plural
    return True
