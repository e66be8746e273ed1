"""Tokens of many reports in little memory: words as numbers of one vocabulary, places as arrays, tokens made when they are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar, overload

from isnad.model.span import Span
from isnad.text.doc import Doc, Token, TokenKind

H = TypeVar("H", bound=Hashable)

_KINDS: tuple[TokenKind, ...] = ("word", "number", "punct")
_CODE = {kind: code for code, kind in enumerate(_KINDS)}


class Pool:
    """Words by number, and one object for all equal ones: a name that a thousand reports have is kept once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._number: dict[str, int] = {}
        self._kept: dict[Hashable, Hashable] = {}

    def number(self, word: str) -> int:
        """The number of a word."""
        found = self._number.get(word)
        if found is None:
            found = self._number[word] = len(self.words)
            self.words.append(word)
        return found

    def one(self, value: H) -> H:
        """The first of all values that are equal to this one."""
        return self._kept.setdefault(value, value)  # type: ignore[return-value]


class _Norms(Sequence[str]):
    """Folded forms, read off the vocabulary."""

    def __init__(self, words: list[str], ids: array[int]) -> None:
        self._words, self._ids = words, ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, i: int) -> str: ...
    @overload
    def __getitem__(self, i: slice) -> list[str]: ...
    def __getitem__(self, i: int | slice) -> str | list[str]:
        words = self._words
        return [words[k] for k in self._ids[i]] if isinstance(i, slice) else words[self._ids[i]]

    def __iter__(self) -> Iterator[str]:
        words = self._words
        return (words[k] for k in self._ids)


class _Tokens(Sequence[Token]):
    """Tokens, made one by one."""

    def __init__(self, doc: PackedDoc) -> None:
        self._doc = doc

    def __len__(self) -> int:
        return len(self._doc.ids)

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, i: int | slice) -> Token | tuple[Token, ...]:
        if isinstance(i, slice):
            return tuple(map(self._doc.token, range(*i.indices(len(self)))))
        return self._doc.token(i if i >= 0 else len(self) + i)


class PackedDoc(Doc):
    """A document without its text; see :class:`isnad.text.doc.Doc`, whose questions it answers.

    Args:
        doc: the document.
        pool: the vocabulary.

    Attributes:
        ids: numbers of the folded words.
        kinds: for each token 0 for a word, 1 for a number, 2 for a punctuation mark.
        capital: for each token whether it begins with a capital letter.
        cuts: first tokens of the sentences, and the end.
    """

    def __init__(self, doc: Doc, pool: Pool) -> None:
        self.lang = doc.lang
        self._pool = pool
        self.ids = array("I", (pool.number(t.norm) for t in doc.tokens))
        self.begin = array("I", (t.start for t in doc.tokens))
        self.end = array("I", (t.end for t in doc.tokens))
        self.kinds = bytes(_CODE[t.kind] for t in doc.tokens)
        self.capital = bytes(doc.text[t.start].isupper() for t in doc.tokens)
        self._breaks = bytes(t.breaks for t in doc.tokens)
        self.cuts = array("I", [a for a, _ in doc.sentences] + ([doc.sentences[-1][1]] if doc.sentences else []))

    @property
    def text(self) -> str:  # type: ignore[override]
        """Not kept."""
        raise AttributeError("a packed document keeps no text")

    @property
    def tokens(self) -> Sequence[Token]:  # type: ignore[override]
        """The tokens."""
        return _Tokens(self)

    def token(self, i: int) -> Token:
        """The token at a position.

        Raises:
            IndexError: there is none.
        """
        return Token(i, self.begin[i], self.end[i], _KINDS[self.kinds[i]], self._pool.words[self.ids[i]], self._breaks[i])

    @property
    def starts(self) -> Sequence[int]:  # type: ignore[override]
        """Start offsets of the tokens, for search."""
        return self.begin

    @property
    def norms(self) -> Sequence[str]:  # type: ignore[override]
        """Folded forms of the tokens."""
        return _Norms(self._pool.words, self.ids)

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges `[first, last)` of the sentences."""
        return list(zip(self.cuts, self.cuts[1:], strict=False))

    @property
    def sentence_index(self) -> list[int]:
        """For each token the position of its sentence."""
        return [k for k, (a, b) in enumerate(self.sentences) for _ in range(a, b)]

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """The range of tokens that share a code point with the span."""
        first = bisect_right(self.begin, span.start) - 1
        if first < 0 or self.end[first] <= span.start:
            first += 1
        return first, bisect_left(self.begin, span.end)

    def sentence_at(self, token: int) -> int:
        """Position of the sentence that holds a token; of the last one for tokens behind the end."""
        return max(0, min(bisect_right(self.cuts, token), len(self.cuts) - 1) - 1)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """Token range of the sentence that holds a token."""
        k = bisect_right(self.cuts, token) - 1
        return self.cuts[k], self.cuts[k + 1]
