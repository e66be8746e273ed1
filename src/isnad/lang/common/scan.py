"""A report laid open for the rules of attribution, whatever its language: sentences, quotations, cues and mentions by token."""

from __future__ import annotations

from functools import cached_property

from isnad.grammar.lexicon import Match
from isnad.lang.pack import lexicon
from isnad.model.records import Mention
from isnad.text.doc import Doc
from isnad.text.quotes import Quote

COMMA = frozenset("،,")
COLON = ":"
DASH = frozenset("-–—ـ―")
_NEVER_NEEDED = frozenset({"،", ",", ".", ":", "؛", ";", "!", "؟", "?", "-", "–", "—", "…", "..."})
_SOFT = frozenset({"؛", ";"})


class BaseScan:
    """A document with what the rules of both languages ask of a token.

    Args:
        doc: the document.
        quotes: its quotations.
        mentions: actors found in it, in order.
    """

    def __init__(self, doc: Doc, quotes: list[Quote], mentions: list[Mention]) -> None:
        self.doc = doc
        self.tokens = doc.tokens
        self.norms = doc.norms
        self.n = len(doc.tokens)
        self.quotes = quotes
        self.opening = {q.open: q for q in quotes}
        self.closing = {q.close: q for q in reversed(quotes)}
        self.mentions = mentions
        self.mention_ranges = [doc.tokens_in(m.span) for m in mentions]
        self.mention_start: dict[int, int] = {}
        self.mention_of = [-1] * self.n
        for k, (a, b) in enumerate(self.mention_ranges):
            self.mention_start.setdefault(a, k)
            for i in range(a, min(b, self.n)):
                self.mention_of[i] = k
        self.quote_of: list[Quote | None] = [None] * self.n
        for q in quotes:
            if q.depth == 0:
                for i in range(q.first, q.last):
                    self.quote_of[i] = q
        self.cues: dict[int, list[Match]] = {}
        for m in lexicon(doc.lang, "cues").find(doc):
            self.cues.setdefault(m.first, []).append(m)
        self.heads: dict[int, str] = {}
        self.adjectives: set[int] = set()
        for m in lexicon(doc.lang, "sources").find(doc):
            if "adj" in m.entry.data:
                self.adjectives.add(m.first)
            elif m.enclitic != "ه" or doc.text[m.span.end - 1] != "ة":  # «مسؤولية» is no «مسؤوليه»
                self.heads.setdefault(m.first, m.entry.data["kind"])

    def raw(self, i: int) -> str:
        """The token as written."""
        t = self.tokens[i]
        return self.doc.text[t.start : t.end]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges of the sentences: a semicolon does not end one, nor does a full stop inside a quotation."""
        out: list[tuple[int, int]] = []
        for a, b in self.doc.sentences:
            if out:
                last = out[-1][1] - 1
                q = self.quote_of[last]
                inside = q is not None and q.closed and q.last > out[-1][1]
                soft = self.norms[last] in _SOFT and not self.tokens[a].breaks
                rest = not self.tokens[a].breaks and all(t.kind == "punct" for t in self.tokens[a : min(b, a + 6)]) and b - a <= 6
                lower = self.doc.lang == "en" and not self.tokens[a].breaks and self.tokens[a].kind == "word" and self.raw(a)[:1].islower()
                if inside or soft or rest or lower:
                    out[-1] = (out[-1][0], b)
                    continue
            out.append((a, b))
        return out

    @cached_property
    def _sentence_index(self) -> list[int]:
        out = [0] * self.n
        for k, (a, b) in enumerate(self.sentences):
            for i in range(a, b):
                out[i] = k
        return out

    def sentence(self, i: int) -> tuple[int, int]:
        """Token range of the sentence that holds token `i`."""
        return self.sentences[self._sentence_index[i]]

    def blank(self, i: int) -> bool:
        """Whether token `i` is punctuation."""
        return self.tokens[i].kind == "punct"

    def trim(self, a: int, b: int) -> tuple[int, int]:
        """A range without punctuation at its ends; marks that belong to a pair inside it stay."""
        while a < b and self.blank(a) and a not in self.opening and not self._opens_bracket(a, b):
            a += 1
        while b > a and self.blank(b - 1) and not self._needed(a, b - 1):
            b -= 1
        return a, b

    def _opens_bracket(self, a: int, b: int) -> bool:
        return self.norms[a] in ("(", "[") and any(self.norms[k] in (")", "]") for k in range(a, min(b, a + 12)))

    def _needed(self, a: int, i: int) -> bool:
        if self.norms[i] in _NEVER_NEEDED:
            return False
        if self.norms[i] == ")":
            return any(self.norms[k] == "(" for k in range(max(a, i - 30), i))
        q = self.closing.get(i + 1) or self.closing.get(i + 2)
        return q is not None and q.open >= a and q.last <= i < q.close

    def unwrap(self, a: int, b: int) -> tuple[int, int, bool]:
        """A range without the marks that enclose all of it, and whether quotation marks hold at least half of it."""
        q = self.opening.get(a)
        if q is not None and (q.close >= b or (q.close == b - 1 and self.blank(b - 1))) and q.last > q.first:
            return q.first, min(q.last, b), True
        inside = sum(1 for i in range(a, b) if self.quote_of[i] is not None)
        return a, b, inside * 2 >= b - a and b > a
