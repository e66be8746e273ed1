"""English quantities: numbers with what they count and how they are bounded."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from isnad.grammar.lexicon import Lexicon, Match
from isnad.grammar.rules import Node, register
from isnad.lang import tables
from isnad.lang.common.numbers import Amount, Num
from isnad.lang.en.clitics import analyses
from isnad.lang.en.numerals import numbers
from isnad.lang.en.quantities_open import ANY, BARE, DID, PART, any_noun, did, part_of, stands_alone
from isnad.text.doc import Doc

NOUN = register("en.quantity.noun", "A number and the counted noun after it, over at most two adjectives: \"20 packed vehicles\".")
OF = register("en.quantity.of", "A number of a counted whole: \"nine of the dead\", \"dozens of warplanes\".")
VAGUE = register("en.quantity.vague", "Dozens, hundreds or thousands of anything but time, strikes and the like.")
ELLIPTIC = register("en.quantity.elliptic", "A number with \"more\" or \"others\" in place of the noun.")
TOLL = register("en.quantity.toll", "A bare number in a sentence that tells what happened to people: \"the injured number 146\".")
MONEY = register("en.quantity.money", "A number with a sign of currency.")
RANGE = register("en.quantity.range", "Two numbers with \"to\", \"or\" or a dash between, or \"and\" after \"between\", are the two bounds.")

_SIGNS = {"$": "US dollars", "€": "euros", "£": "pounds"}
# What cannot stand between a number and the noun it counts.
_CLOSED = frozenset((
    "of", "the", "a", "an", "and", "or", "in", "on", "at", "to", "by", "from", "for", "with", "as", "were", "was", "are", "is", "be", "been", "had",
    "has", "have", "who", "which", "that", "than", "but", "after", "before", "between", "into", "over", "under", "near", "against", "while", "when",
    "his", "her", "its", "their", "up", "until", "since", "during", "including", "according", "said", "killing", "wounding", "among", "per",
))  # fmt: skip
_AFTER_BARE = frozenset((
    "in", "on", "at", "to", "by", "and", "were", "was", "are", "have", "had", "among", "since", "up", "from", "including", "so", "who",
))  # fmt: skip
_DETERMINERS = frozenset(("the", "its", "their", "his", "our", "those", "these", "about", "some"))
# "a boy of six", "a nurse of thirty-one": ages.
_AGED = frozenset(("boy", "girl", "child", "man", "woman", "boys", "girls", "youth", "nurse", "widow", "student", "teacher", "farmer", "lad", "son"))
_ENDS = frozenset((".", ",", ";", ":", ")", "(", "!", "?", "\"", "”", "...", "…", "-", "–", "—"))


@cache
def _lexicon() -> Lexicon:
    return tables.lexicon("en", "units", analyses)


@cache
def _counted_words() -> frozenset[str]:
    rows = tables.table("en", "units")["entries"]
    return frozenset(form.casefold() for e in rows if e["data"]["dim"] == "noun" for form, _ in e["forms"] if " " not in form)


def counts(norm: str) -> bool:
    """Whether a folded word is a noun that numbers count."""
    return norm in _counted_words()


@dataclass(slots=True)
class _Words:
    """The table's words in a document by their first token, and by the token after them for what stands before a number."""

    nouns: dict[int, Match] = field(default_factory=dict)
    bounds: dict[int, Match] = field(default_factory=dict)
    after: dict[int, Match] = field(default_factory=dict)
    elliptic: dict[int, Match] = field(default_factory=dict)
    toll: set[int] = field(default_factory=set)  # sentences that tell what happened to people
    numbering: set[int] = field(default_factory=set)
    uncounted: set[int] = field(default_factory=set)


def _words(doc: Doc) -> _Words:
    out = _Words()
    for i in range(len(doc.tokens)):
        for m in _lexicon().at(doc, i):
            kind = m.entry.data["dim"]
            if kind == "noun":
                if m.first not in out.nouns or m.last > out.nouns[m.first].last:
                    out.nouns[m.first] = m
            elif kind in ("approx", "min", "max"):
                if m.last not in out.bounds or m.first < out.bounds[m.last].first:
                    out.bounds[m.last] = m
            elif kind in ("aftermin", "aftermax", "afterapprox"):
                out.after[m.first] = m
            elif kind == "elliptic":
                if m.first not in out.elliptic or m.last > out.elliptic[m.first].last:
                    out.elliptic[m.first] = m
            elif kind == "toll":
                out.toll.add(doc.sentence_index[m.first])
            elif kind == "numbering":
                out.numbering.add(m.last)
            else:
                out.uncounted.add(m.first)
    return out


def amounts(doc: Doc, taken: set[int], named: set[int] | None = None) -> list[Node]:
    """The quantities of a document, in order, none overlapping; each node's value is an :class:`Amount`.

    Args:
        doc: the document.
        taken: tokens that belong to times and names, where no number is a quantity.
        named: not used here; nouns have no dual in English.
    """
    words = _words(doc)
    found: list[Node] = []
    cardinals = [n for n in numbers(doc) if n.dim == "number"]
    skip = -1
    for k, n in enumerate(cardinals):
        if n.first < skip or not taken.isdisjoint(range(n.first, n.last)) or _glued(doc, n):
            continue
        low, high, last, joined = _range(doc, n, cardinals[k + 1] if k + 1 < len(cardinals) else None)
        node = _counted(doc, words, n, Amount(low, high, False, None), last, joined)
        if node is not None:
            found.append(node)
            skip = node.last
    return found


def _glued(doc: Doc, n: Node) -> bool:
    """Whether a number is part of a code, a compound or numbering: F-16, "two-day", "1.", 17:30."""
    token = doc.tokens[n.first]
    text, start, end = doc.text, token.start, doc.tokens[n.last - 1].end
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    following = text[end + 1] if end + 1 < len(text) else " "
    if before.isalpha() or before in "#@_/" or (before == "-" and start > 1 and text[start - 2].isalpha()):
        return True
    if after == "-" and following.isalpha():
        return True
    if token.kind == "number" and (len(n.value.figures) > 7 or (after.isalpha() and n.last == n.first + 1)):
        return True
    if after in ".):" and (token.breaks or n.first == 0) and not following.isdigit():
        return True
    return after in ":/" and following.isdigit()


def _range(doc: Doc, n: Node, pair: Node | None) -> tuple[float, float, int, Node | None]:
    """Bounds and end of one number or of a range of two."""
    value: Num = n.value
    single = value.value, value.value, n.last, None
    if pair is None or pair.first - n.last != 1 or doc.tokens[pair.first].breaks:
        return single
    between = doc.tokens[n.last].norm
    opener = doc.tokens[n.first - 1].norm if n.first else ""
    if between not in ("to", "or", "-", "–") and not (between == "and" and opener == "between"):
        return single
    low, high = value.value, float(pair.value.value)
    if value.kind == pair.value.kind == "vague":
        return min(low, high), max(low, high), pair.last, pair
    if low >= high or "vague" in (value.kind, pair.value.kind):
        return single
    return low, high, pair.last, pair


def _counted(doc: Doc, words: _Words, n: Node, a: Amount, last: int, joined: Node | None) -> Node | None:
    tokens = doc.tokens
    vague = n.value.kind == "vague"
    one = n.value.value == 1 and n.value.kind == "words"
    if last < len(tokens) and not tokens[last].breaks and last in words.uncounted:
        return None
    sign = tokens[n.first - 1].norm if n.first else ""
    rule, end, noun = "", last, None
    if sign in _SIGNS:
        return _node(doc, words, n, Amount(a.low, a.high, False, _SIGNS[sign]), MONEY, last, (), joined, n.first - 1)
    at = last
    if at < len(tokens) and tokens[at].norm == "of" and not tokens[at].breaks:
        at += 1
        while at < len(tokens) and tokens[at].norm in _DETERMINERS:
            at += 1
        noun = _noun(doc, words, at)
        rule = OF
    else:
        noun = _noun(doc, words, at)
        rule = NOUN
    if noun is not None and noun.data["n"] == "s" and noun.last in words.uncounted:
        return None  # "one terrorist group"
    if noun is not None and not (one and (rule == OF or sign == "not" or noun.entry.data["class"] != "people")):
        of = str(noun.entry.data["of"])
        return _node(doc, words, n, Amount(a.low, None if vague else a.high, vague, of), rule, noun.last, (noun.entry.id,), joined)
    if one or (at in words.uncounted and at > last):
        return None
    elliptic = words.elliptic.get(last) if last < len(tokens) and not tokens[last].breaks else None
    if elliptic is not None and n.first not in words.numbering:
        return _node(doc, words, n, Amount(a.low, None if vague else a.high, vague, None), ELLIPTIC, elliptic.last, (elliptic.entry.id,), joined)
    if vague:
        return _node(doc, words, n, Amount(a.low, None, True, None), VAGUE, end, (), joined)
    if n.first in words.numbering and not (n.first and tokens[n.first - 1].norm in ("number", "numbered")):
        return None
    before = tokens[n.first - 1].norm if n.first else ""
    stop = last >= len(tokens) or tokens[last].breaks > 0 or last in words.after or tokens[last].norm in _ENDS or tokens[last].norm in _AFTER_BARE
    stop = stop or (before == "not" and tokens[last].norm == "as")  # "27 people, not 12 as they announced"
    aged = before == "of" and n.first > 1 and tokens[n.first - 2].norm in _AGED
    hour = before == "at" and n.value.value <= 12
    if stop and doc.sentence_index[n.first] in words.toll and not aged and not hour:
        return _node(doc, words, n, a, TOLL, end, (), joined)
    if n.first in words.numbering:
        return None
    open_end = any_noun(doc, n, last, words.uncounted)
    if open_end is not None:
        return _node(doc, words, n, a, ANY, open_end, (), joined)
    open_end = part_of(doc, n, last, words.uncounted)
    if open_end is not None:
        return _node(doc, words, n, a, PART, open_end, (), joined)
    if did(doc, n, last):
        return _node(doc, words, n, a, DID, last, (), joined)
    if stands_alone(doc, n, last, n.first):
        return _node(doc, words, n, a, BARE, last, (), joined)
    return None


def _noun(doc: Doc, words: _Words, at: int) -> Match | None:
    """The counted noun at a token, over at most two adjectives."""
    for i in range(at, min(at + 3, len(doc.tokens))):
        token = doc.tokens[i]
        if token.breaks or token.kind != "word":
            return None
        noun = words.nouns.get(i)
        if noun is not None and not (noun.data["n"] == "s" and i > at and _noun(doc, words, i + 1) is not None):
            return noun
        if token.norm in _CLOSED or i in words.uncounted:
            return None
    return None


def _node(doc: Doc, words: _Words, n: Node, a: Amount, rule: str, end: int, entries: tuple[str, ...], joined: Node | None, first: int = -1) -> Node:
    low, high, approx = a.low, a.high, a.approx
    start = n.first if first < 0 else first
    bound = words.bounds.get(start)
    if bound is None and start and doc.tokens[start - 1].norm in ("a", "the", "another"):
        bound = words.bounds.get(start - 1)
    used = [*n.entries, *entries]
    if bound is not None and not doc.tokens[start].breaks:
        start = bound.first
        used.insert(0, bound.entry.id)
        kind = bound.entry.data["dim"]
        approx = approx or kind == "approx"
        if kind == "min":
            high = None
        elif kind == "max" and high is not None:
            low = None
    elif joined is not None and n.first and doc.tokens[n.first - 1].norm in ("between", "from"):
        start = n.first - 1
    after = next((words.after[i] for i in range(end, min(end + 2, len(doc.tokens))) if i in words.after and not doc.tokens[i].breaks), None)
    if after is not None:
        kind = after.entry.data["dim"]
        used.append(after.entry.id)
        end = after.last
        high = None if kind == "aftermin" else high
        low = None if kind == "aftermax" else low
        approx = approx or kind == "afterapprox"
    parts = (n,) if joined is None else (n, joined)
    return Node("amount", Amount(low, high, approx, a.of), start, end, RANGE if joined is not None else rule, tuple(used), parts)
