"""Lexicon automata: a trie over folded words that finds every entry of a table in a document in one pass.

A language hands in an analyser that splits a folded word into (proclitics, core, enclitic). The first word of an entry
may carry proclitics and the last an enclitic, if the entry allows it; the words between stand as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from isnad.model.span import Span
from isnad.text.doc import Doc
from isnad.text.fold import fold

_KEPT = 65536  # word forms whose splits a lexicon keeps

Analysis = tuple[str, str, str]
Analyser = Callable[[str], tuple[Analysis, ...]]


def whole_words(norm: str) -> tuple[Analysis, ...]:
    """The analyser of a language that writes no clitics onto words."""
    return (("", norm, ""),)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a table.

    Attributes:
        id: stable id, `lang.table.key`.
        data: what the table says of it (plain JSON values).
        proclitics: letters that may stand before its first word, as a set of single proclitics; `*` for any.
        enclitics: whether its last word may carry a pronoun.
    """

    id: str
    data: Mapping[str, Any]
    proclitics: str = "*"
    enclitics: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a document.

    Attributes:
        entry: the entry.
        form: the folded form of the entry that matched (its words joined by spaces).
        data: what the table says of this form (for inflected words: tense, person, voice).
        first: first token.
        last: one past the last token.
        span: the code points.
        proclitics: what stood before the first word's core, e.g. `و` or `وال`.
        enclitic: the pronoun after the last word's core, or empty.
    """

    entry: Entry
    form: str
    data: Mapping[str, Any]
    first: int
    last: int
    span: Span
    proclitics: str
    enclitic: str


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[Entry, Mapping[str, Any]]] = field(default_factory=list)


# What can begin at a word, by its splits: an entry that the word alone is (entry, its data, core, proclitics, enclitic), or a node at which
# further words may follow (None, the node, core, proclitics, "").
_Start = tuple[Entry | None, Any, str, str, str]


class Lexicon:
    """A compiled table.

    Args:
        name: name of the table.
        analyser: the language's clitic analyser.
    """

    def __init__(self, name: str, analyser: Analyser = whole_words) -> None:
        self.name = name
        self.entries: dict[str, Entry] = {}
        self._analyser = analyser
        self._root = _Node()
        self._starts: dict[str, tuple[_Start, ...]] = {}

    def add(self, entry: Entry, forms: Iterable[str | tuple[str, Mapping[str, Any]]]) -> None:
        """Put an entry in under its forms (each a string, or a string with what is known of that form)."""
        self.entries[entry.id] = entry
        self._starts.clear()
        for item in forms:
            form, data = (item, {}) if isinstance(item, str) else item
            node = self._root
            for word in split_words(form):
                node = node.next.setdefault(word, _Node())
            if node is not self._root:
                node.ends.append((entry, data))

    def find(self, doc: Doc, *, longest: bool = True, least: bool = True) -> list[Match]:
        """All entries in the document, in order.

        Args:
            doc: the document.
            longest: keep only matches that no longer match at the same first token exceeds; equal lengths are all kept.
            least: of equally long matches keep only those that peel the fewest letters.
        """
        out: list[Match] = []
        known = self._starts.get
        for i, norm in enumerate(doc.norms):
            begins = known(norm)
            if not begins and (begins is not None or not self._starting(norm)):
                continue
            here = list(self.at(doc, i))
            if longest and len(here) > 1:
                far = max(m.last for m in here)
                here = [m for m in here if m.last == far]
                if least and len(here) > 1:  # of equally long readings the one that peels least is likeliest
                    fewest = min(len(m.proclitics) + len(m.enclitic) for m in here)
                    here = [m for m in here if len(m.proclitics) + len(m.enclitic) == fewest]
            out.extend(here)
        return out

    def at(self, doc: Doc, i: int) -> Iterator[Match]:
        """Every match that starts at token `i`."""
        token = doc.tokens[i]
        known = self._starts.get(token.norm)
        for entry, data, core, pro, enc in self._starting(token.norm) if known is None else known:
            if entry is not None:
                yield Match(entry, core, data, i, i + 1, token.span, pro, enc)
            else:
                yield from self._walk(doc, data, i, i + 1, pro, core)

    def begins(self, norm: str) -> bool:
        """Whether an entry can begin with a folded word; asked of every word, where most begin none."""
        known = self._starts.get(norm)
        return bool(self._starting(norm) if known is None else known)

    def _starting(self, norm: str) -> tuple[_Start, ...]:
        """What can begin at a word; kept for each word form."""
        known = self._starts.get(norm)
        if known is None:
            found: list[_Start] = []
            first = self._root.next
            for pro, core, enc in self._analyser(norm):
                node = first.get(core)
                if node is None:
                    continue
                found += [(entry, data, core, pro, enc) for entry, data in node.ends if (not enc or entry.enclitics) and _allows(entry, pro)]
                if not enc and node.next:
                    found.append((None, node, core, pro, ""))
            known = tuple(found)
            if len(self._starts) >= _KEPT:
                self._starts.clear()
            self._starts[norm] = known
        return known

    def _walk(self, doc: Doc, node: _Node, first: int, at: int, pro: str, form: str) -> Iterator[Match]:
        if at >= len(doc.tokens):
            return
        token = doc.tokens[at]
        if token.breaks > 1:
            return
        following = node.next.get(token.norm)
        if following is not None:
            grown = f"{form} {token.norm}"
            for entry, data in following.ends:
                if _allows(entry, pro):
                    yield Match(entry, grown, data, first, at + 1, doc.span(first, at + 1), pro, "")
            if following.next:
                yield from self._walk(doc, following, first, at + 1, pro, grown)
        for inner, core, enc in self._analyser(token.norm):
            if inner or not enc:
                continue
            following = node.next.get(core)
            if following is not None:
                for entry, data in following.ends:
                    if entry.enclitics and _allows(entry, pro):
                        yield Match(entry, f"{form} {core}", data, first, at + 1, doc.span(first, at + 1), pro, enc)


def split_words(form: str) -> list[str]:
    """A form's folded words, cut as documents are (so `ب. ي. د` becomes `ب`, `.`, `ي`, `.`, `د`)."""
    return list(_norms(form))


# Words of plain letters with single blanks between them are cut at the blanks. Most forms are, and a lexicon has thousands of them.
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*|[A-Za-z]+(?: [A-Za-z]+)*")


def _norms(form: str) -> list[str]:
    return [fold(w) for w in form.split(" ")] if _PLAIN.fullmatch(form) else Doc(form, "").norms


def _allows(entry: Entry, proclitics: str) -> bool:
    return not proclitics or entry.proclitics == "*" or all(c in entry.proclitics for c in proclitics)


__all__ = ["Analyser", "Analysis", "Entry", "Lexicon", "Match", "fold", "split_words", "whole_words"]
