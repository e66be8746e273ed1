"""English numbers in figures and words."""

from __future__ import annotations

from functools import cache, lru_cache

from isnad.grammar.lexicon import Lexicon, Match
from isnad.grammar.rules import Node, register
from isnad.lang import tables
from isnad.lang.common.numbers import Num, figures
from isnad.text.doc import Doc

FIGURES = register("en.number.figures", "A number in figures, with thousand, million or billion after it if there is one.")
WORDS = register("en.number.words", "A number in words, composed of units, tens, hundreds, thousands and millions.")
VAGUE = register("en.number.vague", "Dozens, hundreds, thousands and their combinations: a lower bound only.")
ORDINAL = register("en.number.ordinal", "An ordinal in words or figures (21st).")

_SUFFIX = frozenset(("st", "nd", "rd", "th"))


@cache
def _lexicon() -> Lexicon:
    return tables.lexicon("en", "numerals")


@lru_cache(maxsize=4)
def numbers(doc: Doc) -> tuple[Node, ...]:
    """Cardinals of a document as nodes `number` (value :class:`Num`) and ordinals as nodes `ordinal` (value int), in order."""
    words = {m.first: m for m in _lexicon().find(doc)}
    tokens = doc.tokens
    out: list[Node] = []
    i = 0
    while i < len(tokens):
        t = tokens[i]
        m = words.get(i)
        node = None
        if t.kind == "number":
            value = figures(t.norm)
            if value is not None:
                after = tokens[i + 1] if i + 1 < len(tokens) else None
                if after is not None and after.norm in _SUFFIX and after.start == t.end:
                    node = Node("ordinal", int(value), i, i + 2, ORDINAL)
                else:
                    node = _scaled(doc, words, value, i)
        elif m is not None:
            node = _words(doc, words, m)
        if node is not None:
            out.append(node)
            i = node.last
        else:
            i += 1
    return tuple(out)


def _kind(m: Match | None) -> str:
    return str(m.entry.data["kind"]) if m is not None else ""


def _value(m: Match) -> float:
    return float(m.entry.data["value"])


def _scaled(doc: Doc, words: dict[int, Match], value: float, i: int) -> Node:
    unit = words.get(i + 1)
    if unit is not None and _kind(unit) in ("scale", "hundred", "dozen") and not unit.form.startswith("a ") and not doc.tokens[i + 1].breaks:
        glued = unit.form in ("m", "mln", "bn")
        if not glued or unit.span.start == doc.tokens[i].end or unit.form != "m":
            return Node("number", Num(value * _value(unit), "figures"), i, unit.last, FIGURES, (unit.entry.id,))
    return Node("number", Num(value, "figures", doc.tokens[i].norm), i, i + 1, FIGURES)


def _words(doc: Doc, words: dict[int, Match], start: Match) -> Node | None:
    kind = _kind(start)
    if kind == "ordinal":
        return Node("ordinal", int(_value(start)), start.first, start.last, ORDINAL, (start.entry.id,))
    if kind == "vague":
        return _vague(doc, words, start)
    if start.form in ("m", "mln", "bn"):
        return None
    used, last = [start.entry.id], start.last
    if kind == "half":
        unit = words.get(last)
        if unit is None or _kind(unit) not in ("scale", "dozen"):
            return None
        return Node("number", Num(_value(unit) / 2, "words"), start.first, unit.last, WORDS, (start.entry.id, unit.entry.id))
    total, below = 0.0, _value(start)
    if kind == "scale":
        total, below = below, 0.0
    while True:
        at = last
        hyphen = at < len(doc.tokens) and doc.tokens[at].norm == "-"
        joined = hyphen or (at < len(doc.tokens) and doc.tokens[at].norm == "and" and (total or below >= 100))
        m = words.get(at + 1 if joined else at)
        k = _kind(m)
        if m is None or doc.tokens[m.first].breaks:
            break
        if k == "ordinal" and below % 100 >= 20 and below % 10 == 0 and _value(m) < 10:
            return Node("ordinal", int(below + _value(m)), start.first, m.last, ORDINAL, (*used, m.entry.id))
        if m.form.startswith("a ") or m.form in ("m", "mln", "bn"):
            break
        if k in ("hundred", "dozen") and 0 < below < 100:
            below *= _value(m)
        elif k == "scale" and below:
            total, below = total + below * _value(m), 0.0
        elif k in ("unit", "tens") and (
            (below % 100 == 0 and (total or below)) or (below % 100 >= 20 and below % 10 == 0 and _value(m) < 10)
        ):
            below += _value(m)
        else:
            break
        used.append(m.entry.id)
        last = m.last
    return Node("number", Num(total + below, "words"), start.first, last, WORDS, tuple(used))


def _vague(doc: Doc, words: dict[int, Match], start: Match) -> Node:
    """"Dozens", "tens of thousands", "hundreds of thousands"."""
    value, last, used = _value(start), start.last, [start.entry.id]
    if last < len(doc.tokens) and doc.tokens[last].norm == "of":
        unit = words.get(last + 1)
        if unit is not None and _kind(unit) == "vague" and _value(unit) >= 2000:
            value, last = value * _value(unit) / 2, unit.last
            used.append(unit.entry.id)
    return Node("number", Num(value, "vague"), start.first, last, VAGUE, tuple(used))
