"""A text cut into tokens, sentences and paragraphs, each with its place in the stored text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from isnad.model.span import Span
from isnad.text.fold import INVISIBLE, fold

TokenKind = Literal["word", "number", "punct"]

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\ufe20-\ufe2f"
_JOIN = "".join(sorted(INVISIBLE))
_ARABIC = "\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
# An Arabic word, a word of another script (with inner apostrophes), a number, or any other visible code point.
_TOKEN = re.compile(
    rf"(?P<arabic>[{_ARABIC}][{_ARABIC}{_MARKS}{_JOIN}]*)"
    rf"|(?P<number>[{_DIGIT}]+(?:[.,٫٬][{_DIGIT}]+)*)"
    rf"|(?P<latin>[^\W\d_{_ARABIC}](?:[{_MARKS}\u00ad\u200c\u200d]|[^\W\d_{_ARABIC}]|['’ʼ](?=[^\W\d_]))*)"
    rf"|(?P<punct>\.\.\.|[^\s{_JOIN}{_MARKS}])"
)
_BREAK = re.compile(r"\r\n|[\n\r\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark.

    Attributes:
        i: position in the document's tokens.
        start: first code point in the stored text.
        end: one past the last.
        kind: word, number or punct.
        norm: folded form, the key for all look-ups.
        breaks: line breaks between the token before and this one (0, 1, 2 = a blank line or more).
    """

    i: int
    start: int
    end: int
    kind: TokenKind
    norm: str
    breaks: int

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(self.start, self.end)


# Sentence ends. A full stop inside a number or after one letter ("ب. ي. د", "U.S.") does not end a sentence.
_ENDERS = frozenset(".!?؟؛…") | {"..."}
_CLOSERS = frozenset("\"'”’»)]}")


class Doc:
    """A text with its tokens.

    Args:
        text: the stored text.
        lang: language code of the text.
    """

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.tokens: tuple[Token, ...] = tuple(_tokenise(text))

    @cached_property
    def starts(self) -> list[int]:
        """Start offsets of the tokens, for search."""
        return [t.start for t in self.tokens]

    @cached_property
    def norms(self) -> list[str]:
        """Folded forms of the tokens."""
        return [t.norm for t in self.tokens]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges `[first, last)` of the sentences. Line breaks always end one."""
        return _sentences(self)

    @cached_property
    def sentence_index(self) -> list[int]:
        """For each token the position of its sentence."""
        out = [0] * len(self.tokens)
        for k, (a, b) in enumerate(self.sentences):
            for i in range(a, b):
                out[i] = k
        return out

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Token ranges of the paragraphs (lines: reports on the web put one paragraph on a line)."""
        cuts = [k for k, t in enumerate(self.tokens) if t.breaks] or [0]  # positions: a document may hold a selection of another's tokens
        if cuts[0] != 0:
            cuts.insert(0, 0)
        return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(self.tokens)], strict=True) if a < b]

    def span(self, first: int, last: int) -> Span:
        """The code points from token `first` up to but not including token `last`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def quote(self, span: Span) -> str:
        """The words a span stands on."""
        return self.text[span.start : span.end]

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """The range of tokens that share a code point with the span."""
        first = bisect_right(self.starts, span.start) - 1
        if first < 0 or self.tokens[first].end <= span.start:
            first += 1
        return first, bisect_left(self.starts, span.end)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """Token range of the sentence that holds a token."""
        return self.sentences[self.sentence_index[token]]


WORD = _TOKEN  # for those who need neither sentences nor what stands around a word


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Words and numbers of a text: start, end and folded form. Quicker than a document."""
    for m in _TOKEN.finditer(text):
        if m.lastgroup != "punct":
            yield m.start(), m.end(), fold(m.group())


def _tokenise(text: str) -> list[Token]:
    out: list[Token] = []
    end = 0
    for m in _TOKEN.finditer(text):
        start = m.start()
        gap = text[end:start]
        breaks = min(2, len(_BREAK.findall(gap))) if gap else 0
        group = m.lastgroup
        kind: TokenKind = "number" if group == "number" else "punct" if group == "punct" else "word"
        out.append(Token(len(out), start, m.end(), kind, fold(m.group()), breaks))
        end = m.end()
    return out


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    tokens = doc.tokens
    out: list[tuple[int, int]] = []
    first = 0
    i = 0
    n = len(tokens)
    while i < n:
        t = tokens[i]
        if t.breaks and i > first:
            out.append((first, i))
            first = i
        if t.kind == "punct" and t.norm in _ENDERS and not _inner_stop(doc, i):
            j = i + 1
            while j < n and tokens[j].norm in _CLOSERS and tokens[j].start <= tokens[j - 1].end and not tokens[j].breaks:
                j += 1
            out.append((first, j))
            first = j
            i = j
            continue
        i += 1
    if first < n:
        out.append((first, n))
    return out


def _inner_stop(doc: Doc, i: int) -> bool:
    """Whether the full stop at token `i` stands inside an abbreviation, an initial or a number."""
    tokens = doc.tokens
    if tokens[i].norm != "." or i == 0:
        return False
    before = tokens[i - 1]
    if before.end != tokens[i].start:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before.kind == "word" and len(before.norm) == 1:
        return True
    if before.norm in _ABBREVIATIONS:
        return True
    return after is not None and after.start == tokens[i].end and after.kind in ("word", "number") and doc.lang == "en"


_TITLES = ("mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "brig", "sgt", "capt", "gov", "sen", "rep", "prof")
_SHORT = ("st", "no", "jan", "feb", "aug", "sept", "oct", "nov", "dec")
_ABBREVIATIONS = frozenset(_TITLES + _SHORT)
