"""English calendar expressions: from words to :class:`When`, not yet placed on the calendar."""

from __future__ import annotations

from functools import cache

from isnad.grammar.lexicon import Lexicon
from isnad.grammar.rules import Node, parse, widest
from isnad.lang import tables
from isnad.lang.common.calendar import LAST_YEAR, When
from isnad.lang.common.figures import figure_dates
from isnad.lang.common.leaves import Month, Named, Unit
from isnad.lang.en import times_relative, times_rules
from isnad.lang.en.clitics import analyses
from isnad.lang.en.numerals import numbers
from isnad.lang.en.quantities import counts
from isnad.text.doc import Doc

RULES = times_rules.RULES + times_relative.RULES

# After a day of the month without its month.
_CLOSED = frozenset((
    "and", "or", "but", "in", "at", "by", "to", "from", "after", "before", "when", "as", "that", "were", "was", "had", "is", "are", "with", "near",
    "while", "until", "said", "the", "a", "an", "his", "her", "their", "its", "this", "another", "all", "no", "some", "two", "three",
    "he", "she", "they", "it", "we", "i", "there", "which", "who", "has", "have",
))  # fmt: skip
_SEASONAL = frozenset(("all", "since", "throughout", "most", "during", "until", "through", "in", "whole", "last"))
_NUMBERED = frozenset(("weekday", "deictic", "thenday", "season"))

@cache
def _lexicon() -> Lexicon:
    return tables.lexicon("en", "times", analyses)


def expressions(doc: Doc) -> list[Node]:
    """The calendar expressions of a document, in order, none overlapping; each node's value is a :class:`When`."""
    leaves, openers, named = _leaves(doc)
    found = [*(n for n in leaves if n.dim == "t"), *parse(doc, leaves, RULES)]
    return [n for n in widest(found, "t") if n.value.kind != "none" and _stands(doc, n, openers, named)]


def all_nodes(doc: Doc) -> list[Node]:
    """Everything the rules made of a document, before the widest are chosen; for `isnad explain` and the tests."""
    leaves, _, _ = _leaves(doc)
    return [*leaves, *parse(doc, leaves, RULES)]


def future_words(doc: Doc) -> set[int]:
    """Tokens that tell of things to come."""
    return {m.first for m in _lexicon().find(doc) if m.entry.data["dim"] == "future" and m.entry.data["v"] != "soft"}


def promises(doc: Doc) -> set[int]:
    """Tokens that tell of things to come where a month or season follows, but not where a weekday does: it is the day of saying so."""
    return {m.first for m in _lexicon().find(doc) if m.entry.data["dim"] == "future" and m.entry.data["v"] == "soft"}


def _leaves(doc: Doc) -> tuple[list[Node], set[int], set[int]]:
    """Leaves of the chart; tokens before which a preposition ends; tokens at which a noun that makes names stands."""
    leaves: list[Node] = list(figure_dates(doc))
    openers: set[int] = set()
    named: set[int] = set()
    for i in range(len(doc.tokens)):
        for m in _lexicon().at(doc, i):
            kind, value = m.entry.data["dim"], m.entry.data["v"]
            capital = doc.text[m.span.start].isupper()
            if kind == "prep":
                openers.add(m.last)
                continue
            if kind == "namedafter":
                if capital:
                    named.add(m.first)
                continue
            if kind == "future" or (kind in ("month", "weekday") and not capital):
                continue
            leaf: object = value
            if kind == "month":
                leaf = Month(value, m.entry.data["set"], 0 if m.entry.data["weak"] else 1)
            elif kind == "unit":
                leaf = Unit(value, m.data["n"])
            elif kind in _NUMBERED:
                leaf = Named(value)
            leaves.append(Node(kind, leaf, m.first, m.last, "leaf", (m.entry.id,)))
    for n in numbers(doc):
        leaves.append(n)
        if n.dim == "number" and len(n.value.figures) == 4 and 1900 <= n.value.value <= LAST_YEAR:
            leaves.append(Node("yearfig", int(n.value.value), n.first, n.last))
    return leaves, openers, named


def _stands(doc: Doc, n: Node, openers: set[int], named: set[int]) -> bool:
    """Whether an expression counts where it stands."""
    w: When = n.value
    if n.last in named and w.year is None and not w.mod and w.kind == "cal" and not doc.tokens[n.last].breaks:
        return False  # "February 17 Brigade"
    if n.rule == "en.time.deictic" and w.step == -1 and n.first and doc.tokens[n.first - 1].norm == "the":
        return False  # "they came for the last night"
    if w.firm:
        return True
    opened = n.first in openers
    if w.day is not None and w.month is None:  # "on the 16th", but not "on the 16th floor"
        numbered = any(c.isdigit() for t in doc.tokens[n.first : n.last] for c in t.norm)
        following = doc.tokens[n.last].norm if n.last < len(doc.tokens) and not doc.tokens[n.last].breaks else ""
        opened = opened or doc.tokens[n.first].norm == "on"
        said = numbered or doc.tokens[n.first - 1].norm == "on" or doc.tokens[n.first].norm == "on"
        return said and (opened or w.daypart != "") and (not following[:1].isalnum() or following in _CLOSED)
    if w.season is not None and w.year is None:  # "since the spring", "all summer"
        i = n.first - 1
        if i > 0 and doc.tokens[i].norm in ("the", "of"):
            i -= 2 if doc.tokens[i].norm == "the" and doc.tokens[i - 1].norm == "of" else 1
        following = doc.tokens[n.last].norm if n.last < len(doc.tokens) and not doc.tokens[n.last].breaks else ""
        return i >= 0 and doc.tokens[i].norm in _SEASONAL and (not following[:1].isalpha() or following in _CLOSED)
    if w.month is not None:
        return opened or w.kind == "range"
    if w.year is not None:
        before = doc.tokens[n.first - 1].norm if n.first else ""
        after = doc.tokens[n.last] if n.last < len(doc.tokens) else None
        if after is not None and after.kind == "word" and counts(after.norm):
            return False
        if before == "the":
            return after is not None and after.kind == "word"
        return (opened and before != "of") or (before == "of" and _dated_noun(doc, n.first - 2)) or before == "("
    return False


def _dated_noun(doc: Doc, i: int) -> bool:
    """Whether the word before "of 2014" is one that happens in a year."""
    return i >= 0 and doc.tokens[i].norm not in ("resolution", "number", "total", "toll", "out")
