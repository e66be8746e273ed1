"""Who speaks: from the noun phrase beside a cue, or the lack of one, to a resolved speaker."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.grammar.lexicon import Match
from isnad.grammar.sheet import Sheet
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.pack import lexicon
from isnad.model.records import Mention, Name, SourceKind
from isnad.model.span import Span
from isnad.text.doc import Doc

_BY_MENTION: dict[str, SourceKind] = {
    "person": "person", "official": "official", "outlet": "media", "agency": "media", "state": "organisation", "force": "organisation",
    "group": "organisation", "organisation": "organisation", "anonymous": "anonymous", "witness": "witness", "document": "document",
    "people": "witness",
}  # fmt: skip
UNNAMED: frozenset[SourceKind] = frozenset({"anonymous", "witness", "document", "intercept"})
_HEARSAY = {"ar": "unspecified reports", "en": "unspecified reports"}


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
        self.heads: dict[int, Match] = {}
        self.adjectives: dict[int, str] = {}
        for m in lexicon(self.doc.lang, "sources").find(self.doc):
            if "adj" in m.entry.data:
                self.adjectives[m.first] = m.entry.data["adj"]
            else:
                self.heads.setdefault(m.first, m)
        self.history: list[Speaker] = []

    def author(self) -> Speaker:
        """The writer of the report."""
        writer = self.sheet.report.author
        return Speaker(Name(writer or "the writer"), "author", bool(writer))

    def hearsay(self, source: Range | None) -> Speaker:
        """Nobody in particular."""
        return Speaker(Name(_HEARSAY[self.doc.lang], self._words(source), self._span(source)), "anonymous", False)

    def named(self, source: Range, person: str | None) -> Speaker:
        """The speaker that a noun phrase names."""
        back = self._anaphor(source)
        if back is not None:
            return Speaker(
                Name(back.name.name, self._words(source), self._span(source), back.name.entity), back.kind, back.named, list(back.via),
                person or back.person, back.plural, back.head, back.entries, source[0],
            )  # fmt: skip
        first = self._content_token(source)
        head = self.heads.get(first)
        best = self._mention(source, first, head)
        words = self._words(source)
        span = self._span(source)
        plural = bool(head and head.data.get("n") == "p")
        entries = (head.entry.id,) if head else ()
        if best is not None:
            kind = _BY_MENTION.get(best.kind, "organisation")
            inside = self.doc.tokens_in(best.span)[0] > first
            if head is not None and inside and head.entry.data["kind"] not in ("organisation", "official", "person"):
                kind = self._head_kind(head, source, kind)
                if kind in UNNAMED:
                    return Speaker(Name(self._describe(source, head, best), words, span), kind, False, [], person, plural, head.form, entries, source[0])
            elif head is not None and inside and head.entry.data["kind"] in ("official", "person") and kind in ("organisation",):
                title = "official" if head.entry.data["kind"] == "official" else "person"
                return Speaker(Name(words or "", words, span), title, True, [], person, False, head.form, entries, source[0])
            if kind == "person" and head is not None and head.entry.data["kind"] == "official":
                kind = "official"
            return Speaker(Name(best.name, words, span, best.entity), kind, kind not in UNNAMED, [], person, plural, self._norm(first), entries, source[0])
        if head is not None:
            kind = head.entry.data["kind"]
            if kind in UNNAMED:
                return Speaker(Name(self._describe(source, head, None), words, span), kind, False, [], person, plural, head.form, entries, source[0])
            return Speaker(Name(words or "", words, span), kind, True, [], person, plural, head.form, entries, source[0])
        return Speaker(Name(words or "", words, span), "person", True, [], person, False, self._norm(first), (), source[0])

    def running(self, a: Attribution, before: list[Speaker]) -> Speaker | None:
        """Whoever spoke last and agrees with the verb; None if nobody has spoken."""
        pool = [sp for sp in before if sp.kind != "author"]
        if not pool:
            return None
        code = a.person
        if code and code[:1] == "3" or code in ("ms", "fs", "mp"):
            for sp in reversed(pool[-6:]):
                if _agrees(code, sp):
                    return sp
        return pool[-1]

    def near_subject(self, a: Attribution) -> Speaker | None:
        """The party or person that opens the sentence of a verb without subject, or the one before it."""
        first, _ = self.doc.sentence_of(a.cue[0])
        for i in range(a.cue[0] - 1, first - 1, -1):
            k = self._mention_at(i)
            if k is not None and _BY_MENTION.get(self.mentions[k].kind) in ("person", "official", "organisation", "media"):
                lead = self.ranges[k]
                if lead[0] - first <= 3:
                    return self.named(lead, a.person)
        return None

    def _mention_at(self, i: int) -> int | None:
        for k, (a, b) in enumerate(self.ranges):
            if a <= i < b:
                return k
            if a > i:
                break
        return None

    def _norm(self, i: int) -> str:
        return self.doc.norms[i]

    def _content_token(self, source: Range) -> int:
        for i in range(*source):
            if self.doc.tokens[i].kind == "word":
                return i
        return source[0]

    def _words(self, source: Range | None) -> str | None:
        if source is None or source[1] <= source[0] or source[0] < 0:
            return None
        span = self.doc.span(*source)
        return self.doc.quote(span).strip(" «»“”\"()،,")

    def _span(self, source: Range | None) -> Span | None:
        return None if source is None or source[1] <= source[0] or source[0] < 0 else self.doc.span(*source)

    def _mention(self, source: Range, first: int, head: Match | None) -> Mention | None:
        """The mention that the noun phrase is about: the person in it if a title heads it, else the first."""
        inside = [k for k, (a, b) in enumerate(self.ranges) if a < source[1] and b > source[0]]
        if not inside:
            return None
        people = [k for k in inside if self.mentions[k].kind in ("person", "official")]
        lead = inside[0]
        if self.ranges[lead][0] <= first and not (people and head is not None and head.entry.data["kind"] in ("official", "person", "anonymous")):
            return self.mentions[lead]
        if people:
            return self.mentions[people[0]]
        if self.ranges[lead][0] - first <= 8:
            return self.mentions[lead]
        return None

    def _head_kind(self, head: Match, source: Range, fallback: SourceKind) -> SourceKind:
        kind: SourceKind = head.entry.data["kind"]
        if kind == "media" and fallback == "media":
            return "media"
        return kind

    def _describe(self, source: Range, head: Match, about: Mention | None) -> str:
        noun = head.entry.data["en_pl"] if head.data.get("n") == "p" else head.entry.data["en"]
        adjectives = [self.adjectives[i] for i in range(*source) if i in self.adjectives]
        adjectives.sort(key=lambda w: not w[:1].islower())
        words = " ".join([*dict.fromkeys(adjectives), noun])
        if about is not None:
            return f"{words} ({about.name})"
        return words

    def _anaphor(self, source: Range) -> Speaker | None:
        """An earlier speaker that «المصدر»، «الوكالة ذاتها» or «الأخيرة» takes up again."""
        words = [i for i in range(*source) if self.doc.tokens[i].kind == "word"]
        if not words or not self.history:
            return None
        norm = self._norm(words[0])
        same = len(words) > 1 and self._norm(words[1]) in _SAME
        if norm in _LATTER:
            return self.history[-1]
        if len(words) > 3 or (len(words) > 1 and not same):
            return None
        head = self.heads.get(words[0])
        if head is None or head.entry.data["kind"] in ("official", "person") and not same:
            return None
        for sp in reversed(self.history):
            if sp.head and (sp.head == head.form or self._related(sp, head)):
                return sp
        return None

    def _related(self, sp: Speaker, head: Match) -> bool:
        if sp.kind != head.entry.data["kind"]:
            return False
        return sp.entries[:1] == (head.entry.id,) or sp.kind in ("witness", "media")


_SAME = frozenset("نفسه نفسها ذاته ذاتها نفسهم انفسهم ذاتهم عينه المذكور المذكوره".split())
_LATTER = frozenset({"الاخيره", "الاخير"})


def _agrees(code: str, sp: Speaker) -> bool:
    if code in ("3mp", "mp", "3md"):
        return sp.plural or sp.kind in ("organisation", "anonymous", "witness") and sp.person != "3ms"
    if code in ("3fs", "fs"):
        return sp.person in ("3fs", "fs", None) or (sp.plural and sp.person != "3ms")
    if code in ("3ms", "ms"):
        return sp.person in ("3ms", "ms", None) and not sp.plural
    return True
