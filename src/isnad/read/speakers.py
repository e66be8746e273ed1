"""Who speaks: from the noun phrase beside a cue, or the lack of one, to a resolved speaker."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from isnad.grammar.lexicon import Match
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.bodies import english_body
from isnad.lang.ar.names import romanise
from isnad.lang.common.attribution import Attribution, Range
from isnad.model.records import Mention, Name, SourceKind
from isnad.read.house import House
from isnad.read.nouns import BY_MENTION, PEOPLE, UNNAMED, Nouns
from isnad.read.speaker import Speaker, agrees, by_words, key_of, one_more
from isnad.text.fold import fold

_CROWD = 16  # tokens back to the people whom a plural verb takes up
_BACK = 120  # tokens back to the person whom “he” means where nobody has spoken
_MEMORY = 60  # how many statements back a definite noun can point
_GENERAL = frozenset({"ar.src.masdar", "ar.src.masul", "ar.src.ahad", "ar.src.jiha", "ar.src.awsat"})
UNSPECIFIED = "unspecified reports"
_THINGS, _PERSONS = ("document", "intercept"), ("anonymous", "witness", "official", "person")


class Speakers:
    """Resolves the speakers of one report in reading order.

    Args:
        sheet: the sheet with its mentions.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.doc = sheet.doc
        self.nouns = Nouns(sheet)
        self.house = House(sheet)
        self.base: Name | None = None
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
            if norms[i] in self.nouns.words("bylines") and (i == 0 or self.doc.tokens[i].breaks or self.doc.tokens[i - 1].kind == "punct"):
                j = i + 2 if norms[i + 1] == ":" else i + 1
                words: list[str] = []
                while j < len(norms) and len(words) < 3 and self.doc.tokens[j].kind == "word" and not self.doc.tokens[j].breaks:
                    words.append(self.doc.quote(self.doc.tokens[j].span))
                    j += 1
                if len(words) >= 2 and (self.nouns.arabic or all(w[:1].isupper() for w in words[:2])):
                    at = self.nouns.mention_at(i + 1 if norms[i + 1] != ":" else i + 2)
                    known = at is not None and self.nouns.mentions[at].kind in PEOPLE
                    return self.nouns.mentions[at].name if at is not None and known else " ".join(words)
        return None

    def hearsay(self, source: Range | None) -> Speaker:
        """Nobody in particular."""
        return Speaker(Name(UNSPECIFIED, self.nouns.text(source), self.nouns.span(source)), "anonymous", False)

    def named(self, source: Range, person: str | None) -> Speaker:
        """The speaker that a noun phrase names.

        Args:
            source: token range of the noun phrase.
            person: person code of the verb, kept for the pronouns that follow.
        """
        nouns = self.nouns
        first = nouns.head_token(source)
        head = nouns.heads.get(first)
        if self.base is not None and nouns.arabic and self.doc.norms[source[0]] in nouns.words("makers"):
            name = Name(self.base.name, nouns.text(source), nouns.span(source), self.base.entity)
            return Speaker(name, "media", True, [], person, True, "", "outlet", (), source[0])
        back = self._anaphor(source, first, head)
        if back is not None:
            return self._again(replace(back, via=[]) if back.kind == "organisation" else back, source, person)
        if not nouns.arabic and head is None and (more := one_more(self.history, nouns.plain_words(source), nouns.words("ordinals"))) is not None:
            return self._again(more, source, person)
        kind_of_head: str | None = head.entry.data["kind"] if head is not None else None
        if kind_of_head == "statement":
            issuer = self._issuer(source)
            if issuer is not None:
                return self._again(issuer, source, person)
            kind_of_head = "document"
        source, first, head, kind_of_head = self._holder(source, first, head, kind_of_head)
        lead = nouns.lead(source, first, head)
        if kind_of_head in PEOPLE and (lead is None or lead.kind not in PEOPLE or " " not in lead.name):
            role = self._by_role(source, first)
            if role is not None:
                return self._again(role, source, person)
        return self._called(self._fresh(source, first, head, kind_of_head, person), source)

    def _holder(self, source: Range, first: int, head: Match | None, kind: str | None) -> tuple[Range, int, Match | None, str | None]:
        """«المتحدث باسمه، العقيد فلان»: the holder of the office after the comma, if no mention covers his name."""
        nouns = self.nouns
        at = next((k for k in range(*source) if self.doc.norms[k] in ("،", ",")), None)
        if not nouns.arabic or at is None or at + 2 >= source[1] or at + 1 not in nouns.heads or kind not in ("official", "anonymous"):
            return source, first, head, kind
        rank = nouns.heads[at + 1]
        if rank.entry.data["kind"] != "official" or nouns.mention_at(at + 2) is not None:
            return source, first, head, kind
        return (at + 1, source[1]), at + 1, rank, "official"

    def _again(self, speaker: Speaker, source: Range, person: str | None) -> Speaker:
        """An earlier speaker named by other words here."""
        name = Name(speaker.name.name, self.nouns.text(source), self.nouns.span(source), speaker.name.entity)
        return replace(speaker, name=name, via=list(speaker.via), person=person or speaker.person, at=source[0])

    def _fresh(self, source: Range, first: int, head: Match | None, kind_of_head: str | None, person: str | None) -> Speaker:
        """A speaker that points back to nobody."""
        nouns = self.nouns
        if kind_of_head in ("official", "person") and nouns.arabic and nouns.vague(source, first):
            kind_of_head = "anonymous"
        lead = nouns.lead(source, first, head)
        unnamed = kind_of_head == "anonymous" and nouns.arabic and lead is not None and lead.kind == "official" and " " in lead.name
        if unnamed and nouns.vague(source, first):
            lead = None
        text, span, form = nouns.text(source) or "", nouns.span(source), nouns.head_form(first)
        if kind_of_head == "media" and nouns.arabic and lead is None and self.doc.norms[first] in nouns.words("own-reporters"):
            name = f"{self.house.outlet} correspondent" if self.house.outlet else "our correspondent"
            return Speaker(Name(name, text, span), "media", True, [], person, False, form, "ar.src.wasail", (), source[0])
        entries = (head.entry.id,) if head else ()
        plural = bool(head and head.data.get("n") == "p") or bool(lead and lead.kind in ("people", "witness"))
        holder = None if nouns.arabic or (lead is not None and lead.kind in PEOPLE) else nouns.holder(source, first)
        if holder is not None and kind_of_head in (None, *_PERSONS):
            of_state = kind_of_head == "official" and not nouns.of_union(source)
            return Speaker(Name(holder, text, span), "official" if of_state else "person", True, [], person, False, form, "", entries, source[0])
        if lead is None:
            kind: SourceKind = kind_of_head or nouns.by_shape(source)  # type: ignore[assignment]
            if kind_of_head is None and kind == "person" and nouns.arabic and nouns.titled(source) and not nouns.of_body(source):
                kind = "official"
            if kind == "person" and not nouns.arabic and nouns.nameless(source):
                kind = "anonymous"  # “a lawyer”, “a general”
            unnamed = kind in UNNAMED or (kind == "media" and nouns.arabic and self.doc.norms[first][:2] != "ال" and not nouns.quoted(source))
            name = nouns.describe(source, head, None) if head and unnamed else text
            if kind == "organisation" and nouns.arabic:
                name = english_body(" ".join(nouns.plain_words(source))) or text
            group = head.entry.id if head else ""
            return Speaker(Name(name, text, span), kind, kind not in UNNAMED, [], person, plural, form, group, entries, source[0])
        kind = BY_MENTION.get(lead.kind, "organisation")
        apart = self.doc.tokens_in(lead.span)[0] > first
        if not nouns.arabic and kind not in PEOPLE and head is not None and head.entry.data["kind"] in (*_PERSONS, *_THINGS):
            apart = apart or self.doc.tokens_in(lead.span)[1] <= first or (kind == "organisation" and head.form in nouns.words("ranks"))
        name, entity = lead.name, lead.entity
        if kind in PEOPLE and apart and nouns.arabic and form in ("مكتب", "ديوان") and head is not None:
            return Speaker(Name(f"{name}'s office", text, span), "organisation", True, [], person, False, form, head.entry.id, entries, source[0])
        if apart and head is not None and kind not in PEOPLE:
            kind = kind_of_head or kind  # type: ignore[assignment]
            entity = None
            name = nouns.describe(source, head, lead) if kind in UNNAMED else self._body(source, lead) if kind == "organisation" else text
        elif lead.kind == "document" and kind_of_head == "intercept":
            kind = "intercept"
        elif kind in PEOPLE and (nouns.of_body(source) if nouns.arabic else nouns.of_union(source)):
            kind = "person"
        elif kind == "person" and (kind_of_head == "official" or nouns.titled(source) or (not nouns.arabic and nouns.commands(source))):
            kind = "official"
        elif lead.kind == "people" and (kind_of_head == "anonymous" or (lead.name[:1].isupper() and " " not in lead.name)):
            kind = "anonymous" if kind_of_head == "anonymous" else "organisation"
        if kind == "anonymous" and (form in nouns.words("spokesmen") or kind_of_head == "official") and nouns.of_state(source):
            kind = "official"
        kind = self._same_person(name, kind)
        group = head.entry.id if apart and head else lead.kind
        kept = self._kept(name, kind)
        return Speaker(Name(name, text, span, entity), kind, kind not in UNNAMED, kept, person, plural, form, group, entries, source[0])

    def _body(self, source: Range, lead: Mention) -> str:
        """The English name of a body that belongs to a known one: «القيادة العامة للجيش السوري» is the General Command of the Syrian army."""
        if not self.nouns.arabic:
            return self.nouns.text(source) or ""
        a, b = self.doc.tokens_in(lead.span)
        part = english_body(" ".join(self.nouns.plain_words((source[0], a)))) if b >= source[1] and lead.kind in ("force", "state") else None
        if part is not None:
            return f"{part} of the {lead.name}"
        return english_body(" ".join(self.nouns.plain_words(source))) or self.nouns.text(source) or ""

    def _called(self, speaker: Speaker, source: Range) -> Speaker:
        """A source under the name that the report gives him: a person, though not by his own name."""
        called = self.nouns.alias(source) if self.nouns.arabic and speaker.kind in ("anonymous", "witness") and not speaker.plural else None
        if called is None:
            return speaker
        words = [w.removeprefix("ب") if w in ("بابي", "بابو", "بام") else w for w in self.nouns.plain_words(called)]
        name = romanise(["ابو" if w == "ابي" else w for w in words])
        return replace(speaker, name=replace(speaker.name, name=name, entity=None), kind="person", named=True)

    def _issuer(self, source: Range) -> Speaker | None:
        """Whose statement «البيان» is: who is named in the phrase, else who spoke last."""
        owner = None if self.nouns.arabic else self.nouns.owner(source)
        if owner is not None:  # “the command's statement”
            at = self.nouns.mention_at(owner[0])
            body = (self.nouns.text(owner) or "").removesuffix("'s").removesuffix("’s")
            if at is not None and self.nouns.mentions[at].kind == "document":
                return Speaker(Name(body, body, self.nouns.span(owner)), "organisation", True, head=fold(body.split()[-1]), at=source[0])
            return self.named(owner, None)
        at = bisect_right(self.nouns.starts, source[0])
        rest = source[0] + 1
        while self.nouns.arabic and rest < source[1] and (rest in self.nouns.adjectives or self.doc.norms[rest] in ("ل", "عن", "صادر", "صدر", "من")):
            rest += 1
        if self.nouns.arabic and rest < source[1] and rest in self.nouns.heads and self.nouns.heads[rest].entry.data["kind"] == "organisation":
            return self.named((rest, source[1]), None)  # «بيان الدائرة»، «بلاغ لوزارة الدفاع»
        if at < len(self.nouns.ranges) and self.nouns.ranges[at][1] <= source[1]:
            return self.named(self.nouns.ranges[at], None)
        recent = [sp for sp in reversed(self.history[-4:]) if sp.kind in ("organisation", "official", "person")]
        return next((sp for sp in recent if sp.kind == "organisation"), recent[0] if recent else None)

    def _by_role(self, source: Range, first: int) -> Speaker | None:
        """The earlier speaker beside whose name the same office stood: «عضو الائتلاف»، «محافظ حمص»."""
        norms = self.doc.norms
        words = self.nouns.plain_words((first, source[1]))[:3]
        if len(words) < 2:
            return None
        for sp in reversed(self.history[-_MEMORY:]):
            if sp.kind not in PEOPLE or not 0 <= sp.at < source[0]:
                continue
            zone = norms[max(0, sp.at - 6) : sp.at + 16]
            surface = fold(sp.name.surface or "").split()
            if all(w in zone for w in words) and surface and (norms[first] != surface[0] or len(surface) > len(words)):
                return sp
        return None

    def _same_person(self, name: str, kind: SourceKind) -> SourceKind:
        """A person once called an official stays one."""
        if kind not in PEOPLE:
            return kind
        key = key_of(name)
        self._kinds[key] = "official" if "official" in (kind, self._kinds.get(key)) else kind
        return self._kinds[key]

    def _kept(self, name: str, kind: SourceKind) -> list[Name]:
        """Links that stay with a speaker who goes on speaking under his name."""
        if kind not in PEOPLE:
            return []
        return next((list(sp.via) for sp in self.history[-3:][::-1] if key_of(sp.name.name) == key_of(name)), [])

    def link(self, r: Range) -> Name:
        """Who passed something on: the outlet named there; words that only cut into a longer mention speak for themselves."""
        at = bisect_right(self.nouns.starts, r[0]) - 1
        if at >= 0 and self.nouns.ranges[at][0] < r[0] < self.nouns.ranges[at][1]:
            text = self.nouns.text(r) or ""
            return Name(text[1:] if text.startswith("ل") else text, text, self.nouns.span(r))
        return self.named(r, None).name

    def running(self, a: Attribution) -> Speaker | None:
        """Whoever spoke last and agrees with the verb; None if nobody has spoken."""
        if not self.history:
            return self._last_person(a) if not self.nouns.arabic and a.person in ("3ms", "3fs") else None
        pool = [sp for sp in self.history[-8:] if sp.kind not in _THINGS] or self.history[-1:]
        human = not self.nouns.arabic and a.person in ("3ms", "3fs")
        for sp in reversed(pool):
            if a.person is None or (agrees(a.person, sp) and not (human and sp.kind in ("organisation", "media"))):
                return sp
        if human and a.who == "running":  # “he”, “she” is no body: perhaps whom the sentence before is about
            near = self.near_subject(a)
            if near is not None and near.kind not in ("organisation", "media"):
                return near
            return self._last_person(a) or pool[-1]
        return pool[-1]

    def _last_person(self, a: Attribution) -> Speaker | None:
        """Whom an English “he” or “she” means when nobody has spoken: the last person named before, outside what is said."""
        at = bisect_right(self.nouns.starts, a.cue[0]) - 1
        while at >= 0 and a.cue[0] - self.nouns.ranges[at][0] <= _BACK:
            m, r = self.nouns.mentions[at], self.nouns.ranges[at]
            if m.kind in PEOPLE and not a.content[0] <= r[0] < a.content[1]:
                return self.named(r, a.person)
            at -= 1
        return None

    def sentence_start(self, i: int) -> int:
        """First token of the sentence that holds a token; a semicolon does not end one."""
        first, _ = self.doc.sentence_of(i)
        while first > 0 and self.doc.norms[first - 1] in ("؛", ";") and not self.doc.tokens[first].breaks:
            first, _ = self.doc.sentence_of(first - 1)
        return first

    def opener(self, a: Attribution) -> Speaker | None:
        """«وبعثة الأمم المتحدة لم تُخطر، كما نوهت في بيانها»: the body or person that opens the clause before «كما» and its verb."""
        here = self.nouns.opens(a.content[0], min(a.content[0] + 10, a.content[1]))
        if here is None or here[0] > a.content[0]:
            return None
        about = self.named(here, a.person)
        return about if about.named and about.kind in ("organisation", "official", "person") else None

    def near_subject(self, a: Attribution) -> Speaker | None:
        """The party or person that opens the sentence of a verb without a subject, or the sentence before it."""
        first = self.sentence_start(a.cue[0])
        here = self.nouns.opens(first, a.cue[0])
        if here is not None and not (a.content[0] <= here[0] < a.content[1]) and not any(v[0] <= here[0] < v[1] for v in a.via):
            return self.named(here, a.person)
        k = self.doc.sentence_index[first]
        last = next((sp.at for sp in reversed(self.history) if sp.kind not in _THINGS), -1)
        if k > 0 and last < self.doc.sentences[k - 1][0] and min(a.cue[0], a.content[0]) - first <= 2:
            start, end = self.doc.sentences[k - 1]
            there = self.nouns.opens(start, end)
            if there is not None:
                return self.named(there, a.person)
        return None

    def crowd(self, a: Attribution) -> Speaker | None:
        """«أغلق الجنود البوابة. قالوا لنا: …» inside somebody's words: the people named shortly before a plural verb with a quotation."""
        if a.person != "3mp" or a.mode != "direct":
            return None
        at = bisect_right(self.nouns.starts, a.cue[0]) - 1
        while at >= 0 and a.cue[0] - self.nouns.ranges[at][0] <= _CROWD:
            m = self.nouns.mentions[at]
            if m.kind in ("force", "group", "people", "anonymous", "witness"):
                kind: SourceKind = "witness" if m.kind in ("people", "witness") else "anonymous"
                return Speaker(Name(m.name, None, None, m.entity), kind, False, [], "3mp", True, "", m.kind, (), a.cue[0])
            at -= 1
        return None

    def _anaphor(self, source: Range, first: int, head: Match | None) -> Speaker | None:
        """An earlier speaker that «المصدر»، «الوكالة ذاتها»، «الأخيرة», “the agency” takes up again."""
        nouns = self.nouns
        norms = nouns.plain_words((first, source[1]) if nouns.arabic else source)
        if nouns.arabic and norms[:1] and norms[0] in nouns.words("one-of-them") and norms[0][-2:] in ("هم", "هن", "ما"):
            return self._one_of_them(norms[0])
        others = norms[1:2] == ["اخري"] and head is not None and head.entry.data["kind"] == "document"
        if not norms or not (others or self._definite(norms)):
            return None
        if not nouns.arabic:
            norms = [n for n in norms if n not in nouns.words("determiner")]
            if not norms:
                return None
        if norms[0] in nouns.words("latter") and self.history:
            return self.history[-1]
        if len(norms) > 1 and not nouns.arabic:
            return by_words(self.history[-_MEMORY:], norms, nouns.head_form(first))
        if len(norms) > 1 and norms[1] not in nouns.words("same") and norms[1] != "اخري":
            return None
        if head is not None and head.entry.data.get("reports"):
            return None
        word = nouns.head_form(first)
        recent = self.history[-_MEMORY:][::-1]
        for sp in recent:
            if sp.head == word:
                return sp
        if head is None:
            return None
        at = nouns.mention_at(first)
        covering = nouns.mentions[at] if at is not None else None
        if covering is not None and covering.kind not in ("anonymous", "witness", "document", "outlet", "agency") and covering.entity:
            return None
        kind = head.entry.data["kind"]
        for sp in recent:
            many = nouns.arabic and kind == "media" and head.data.get("n") == "p" and not sp.plural  # «الجرائد» is no newspaper
            alike = (sp.kind in ("witness", "media") and not many) or (sp.kind == "anonymous" and _general(head, sp))
            if sp.group == head.entry.id or (sp.kind == kind and alike):
                return sp
            if sp.group == "organisation" and head.entry.data.get("body"):
                return sp
            if sp.kind in PEOPLE and kind in PEOPLE and not nouns.arabic:
                return sp
        if covering is None and kind == "organisation":
            return self._elsewhere(word, source)
        return None

    def _one_of_them(self, word: str) -> Speaker | None:
        """«أحدهم»، «بعضهم»: of the unnamed people who spoke last."""
        for sp in reversed(self.history[-4:]):
            if sp.plural and sp.kind in ("witness", "anonymous"):
                some = word.startswith("بعض")
                entry = next((h.entry for h in self.nouns.heads.values() if h.entry.id == sp.group), None)
                name = sp.name if some or entry is None else replace(sp.name, name=str(entry.data["en"]))
                return replace(sp, name=name, plural=some, person=None if some else "3ms")
        return None

    def _definite(self, norms: list[str]) -> bool:
        """Whether a noun phrase points back: with the article, a demonstrative, or «نفسه» after it."""
        if not self.nouns.arabic:
            return norms[0] in ("the", "this", "that", "these")
        return norms[0][:2] in ("ال", "لل") or norms[0][1:3] == "ال" or (len(norms) > 1 and norms[1] in self.nouns.words("same"))

    def _elsewhere(self, word: str, source: Range) -> Speaker | None:
        """The first actor of the report whose full name begins with the word."""
        if word not in self._full:
            self._full[word] = self._by_full_name(word)
        found = self._full[word]
        return None if found is None else replace(found, at=source[0])

    def _by_full_name(self, word: str) -> Speaker | None:
        for m, r in zip(self.nouns.mentions, self.nouns.ranges, strict=True):
            first = self.doc.norms[r[0]].endswith(word) if self.nouns.arabic else self.doc.norms[r[1] - 1] == word
            known = m.entity or (not self.nouns.arabic and m.kind in ("outlet", "agency", "organisation"))
            if r[1] - r[0] > 1 and first and known:
                kind = BY_MENTION.get(m.kind, "organisation")
                return Speaker(Name(m.name, None, None, m.entity), kind, True, [], None, False, word, m.kind)
        return None


def _general(head: Match, sp: Speaker) -> bool:
    """Whether an unnamed source may be taken up by another noun: one of the two is as general as «المصدر»."""
    return head.entry.id in _GENERAL or sp.group in _GENERAL or not sp.group.startswith("ar.")
