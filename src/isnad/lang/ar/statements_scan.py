"""A report laid open for the rules of Arabic attribution: sentences, quotations, cues, mentions, particles by token."""

from __future__ import annotations

import re
from functools import cached_property

from isnad.grammar.lexicon import Match
from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.names import name_words
from isnad.lang.common.scan import COLON, COMMA, DASH, BaseScan
from isnad.lang.common.wordsets import wordset
from isnad.model.records import Mention
from isnad.text.doc import Doc
from isnad.text.quotes import Quote

_PRONOUNS = ("", "ه", "ها", "هم", "هما", "هن", "ي", "ني", "نا", "نك", "ك", "كم")
THAT = frozenset("ان" + p for p in _PRONOUNS) | {"انني", "اننا"}
BY_THAT = frozenset("ب" + t for t in THAT)
THAT_NOT = frozenset({"الا", "بالا"})
AND_THAT = frozenset(c + t for t in THAT | BY_THAT for c in "و")
RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "اللواتي", "اللاتي"})
AND_RELATIVE = frozenset("و" + r for r in RELATIVE)
NEGATION = wordset("ar", "negation")
CLOSING = frozenset("»”\"'’)]}›")


# Words that open an adverbial phrase and so end the noun phrase before them.
ADJUNCT = wordset("ar", "adjunct")
SKIP_AFTER_VERB = wordset("ar", "skip-after-verb")
_TANWIN = re.compile("[\u064b-\u064d]")  # a noun's ending: «وعدًا»


_BEFORE_VERB = frozenset({"", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"})
_ON_VERB = frozenset({"", "ه", "ها", "هم", "هما", "نا", "ني"})
_NAMED_THINGS = frozenset({"outlet", "agency", "organisation", "person", "official"})


class Scan(BaseScan):
    """A document with everything the rules of Arabic attribution ask of a token; see :class:`BaseScan`."""

    def __init__(self, doc: Doc, quotes: list[Quote], mentions: list[Mention]) -> None:
        super().__init__(doc, quotes, mentions)
        for i, found in list(self.cues.items()):
            kept = [m for m in found if self._fits(i, m)]
            if kept:
                self.cues[i] = kept
            else:
                del self.cues[i]

    def _fits(self, i: int, m: Match) -> bool:
        """Whether the clitics are those a verb can carry, the hamza stands where it must, and no name covers the word."""
        if m.entry.data["kind"] != "verb":
            return True
        if m.proclitics not in _BEFORE_VERB or m.enclitic not in _ON_VERB or (m.enclitic == "ه" and self.raw(i).endswith("ة")):
            return False
        if "ل" in m.proclitics and (m.entry.data["class"] not in ("say", "add") or m.data.get("t") != "impf"):
            return False
        if m.form in m.entry.data.get("shadda", ()) and "\u0651" not in self.raw(i):
            return False
        if m.form in m.entry.data.get("lead", ()) and not m.proclitics and "\u0651" not in self.raw(i) and i != self.doc.sentence_of(i)[0]:
            return False
        if m.entry.data.get("only-enclitic") and not m.enclitic:
            return False
        if m.data.get("p") == "3md" and m.data.get("t") == "perf" and i and not self.norms[i - 1].endswith(("ان", "ين")):
            return False  # «نفيا قاطعا» is no dual
        if m.entry.data.get("hamza") and not any(c in self.raw(i) for c in "أؤئى"):
            return False
        k = self.mention_of[i]
        if k >= 0 and self.mentions[k].kind in _NAMED_THINGS:
            first, last = self.mention_ranges[k]
            return last - first == 1 or i == first
        return True

    def that(self, i: int) -> bool:
        """Whether token `i` is the particle that opens a reported clause, alone or with ب or a pronoun."""
        n = self.norms[i]
        if n in THAT or n in BY_THAT:
            return True
        return n in THAT_NOT and self.raw(i).lstrip("ب")[:1] == "أ"

    def inna(self, i: int) -> bool:
        """Whether the particle is written «إن»."""
        return self.raw(i)[:1] == "إ"

    def finite(self, i: int) -> Match | None:
        """The finite verb of attribution at token `i`, if there is one."""
        for m in self.cues.get(i, ()):
            if m.entry.data["kind"] == "verb" and m.data.get("t") in ("perf", "impf", "juss") and not _TANWIN.search(self.raw(i)):
                return m
        return None

    def passive(self, i: int) -> bool:
        """Whether the verb is written as a passive: a damma on its first letter («ذُكر»، «يُعتقد»)."""
        raw = self.raw(i).lstrip("وفس")
        if len(raw) < 3 or raw[1] != "\u064f":
            return False
        m = self.finite(i)
        return m is None or m.data.get("t") != "impf" or not m.entry.data.get("damma")

    def participle(self, i: int) -> Match | None:
        """The participle of attribution at token `i`, if there is one."""
        for m in self.cues.get(i, ()):
            if m.entry.data["kind"] == "verb" and m.data.get("t") == "act":
                return m
        return None

    def phrase(self, i: int) -> Match | None:
        """The prepositional cue («بحسب») or «كما»-phrase at token `i`, if there is one."""
        for m in self.cues.get(i, ()):
            if m.entry.data["kind"] == "phrase":
                return None if m.proclitics == "ف" and m.form == "حسب" else m
            if m.entry.data["kind"] == "as" and m.last < self.n and self.finite(m.last) and m.last in self._phrase_verbs:
                return m
        return None

    def phrase_before(self, i: int) -> bool:
        """Whether the verb at `i` belongs to a phrase such as «كما قال» or «وفق ما أعلن» and has no content of its own."""
        return i in self._phrase_verbs

    @cached_property
    def _phrase_verbs(self) -> frozenset[int]:
        conjunctions = [m for found in self.cues.values() for m in found if m.entry.data["kind"] == "as"]
        return frozenset(m.last for m in conjunctions if self._said(m.last) and not self._also(m))

    def _said(self, i: int) -> bool:
        verb = self.finite(i) if i < self.n else None
        if verb is None or verb.proclitics or verb.entry.data.get("near"):
            return False
        if verb.entry.data["class"] in ("judge", "count") and not verb.enclitic and self.norms[i - 1] in ("فيما", "ما"):
            return False
        return verb.entry.data["class"] not in ("ask", "promise", "think", "guess", "warn")

    def _also(self, m: Match) -> bool:
        """«كما أكد أن …» is "he also confirmed that": the particle follows soon."""
        if m.form not in ("كما", "فيما"):
            return False
        end = self.sentence(m.first)[1]
        limit = min(end, m.last + 30)
        for k in range(m.last + 1, limit):
            aside = m.first > self.sentence(m.first)[0] or (k + 1 < self.n and self.norms[k + 1] in ("فان", "فانه", "فانها"))
            if self.norms[k] in COMMA and k - m.last < 12 and aside:
                return False
            if self.that(k) or self.norms[k] == COLON:
                return True
        verb = self.finite(m.last)
        return m.first == self.sentence(m.first)[0] and verb is not None and "np" in verb.entry.data["take"]

    def attached(self, i: int, letter: str) -> bool:
        """Whether the preposition `letter` is written onto token `i`."""
        n = self.norms[i]
        if not n.startswith(letter) or len(n) < 4 or n in _NOT_ATTACHED or n in name_words().given:
            return False
        return any(pro.startswith(letter) for pro, _, _ in analyses(n))


_NOT_ATTACHED = wordset("ar", "not-attached")

__all__ = ["ADJUNCT", "AND_RELATIVE", "AND_THAT", "CLOSING", "COLON", "COMMA", "DASH", "NEGATION", "RELATIVE", "SKIP_AFTER_VERB", "Scan"]
