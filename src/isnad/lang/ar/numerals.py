"""Arabic numbers in figures and words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from isnad.grammar.lexicon import Lexicon
from isnad.grammar.rules import Node, register
from isnad.lang import tables
from isnad.lang.ar.clitics import analyses
from isnad.lang.common.numbers import Num, figures
from isnad.text.doc import Doc

FIGURES = register("ar.number.figures", "A number in figures, with the word for thousands or millions after it if there is one.")
WORDS = register("ar.number.words", "A number in words, composed of units, tens, hundreds, thousands and millions.")
VAGUE = register("ar.number.vague", "Dozens, hundreds, thousands and their combinations: a lower bound only.")
ORDINAL = register("ar.number.ordinal", "An ordinal in words, with its ten if there is one.")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A number word or token of figures. `scale` and `vague` tell that آلاف can be either."""

    kind: str
    value: float
    first: int
    last: int
    lead: str
    entry: str
    vague: float = 0.0
    vague_entry: str = ""


@cache
def _lexicon() -> Lexicon:
    return tables.lexicon("ar", "numerals", analyses)


@lru_cache(maxsize=4)
def numbers(doc: Doc) -> tuple[Node, ...]:
    """Cardinals of a document as nodes `number` (value :class:`Num`) and ordinals as nodes `ordinal` (value int), in order."""
    leaves, ordinals = _leaves(doc)
    out: list[Node] = []
    at = 0
    for first in sorted(leaves):
        if first < at:
            continue
        node = _run(doc, leaves, first)
        if node is not None:
            out.append(node)
            at = node.last
    firsts = _ordinals(doc, leaves, ordinals)
    long = {i for n in firsts if n.last > n.first + 1 for i in range(n.first, n.last)}
    kept = [n for n in (*out, *firsts) if n.first not in long or (n.dim == "ordinal" and n.last > n.first + 1)]
    return tuple(sorted(kept, key=lambda n: (n.first, n.last)))


def _leaves(doc: Doc) -> tuple[dict[int, _Leaf], dict[int, _Leaf]]:
    leaves: dict[int, _Leaf] = {}
    ordinals: dict[int, _Leaf] = {}
    for t in doc.tokens:
        if t.kind == "number":
            value = figures(t.norm)
            if value is not None:
                leaves[t.i] = _Leaf("figures", value, t.i, t.i + 1, "", "")
    for m in _lexicon().find(doc):
        kind, value = m.entry.data["kind"], float(m.entry.data["value"])
        if kind == "ordinal":
            ordinals[m.first] = _Leaf(kind, value, m.first, m.last, m.proclitics, m.entry.id)
            continue
        known = leaves.get(m.first)
        if kind == "vague":
            if known is None:
                leaves[m.first] = _Leaf(kind, value, m.first, m.last, m.proclitics, "", value, m.entry.id)
            else:
                leaves[m.first] = _Leaf(known.kind, known.value, m.first, m.last, m.proclitics, known.entry, value, m.entry.id)
        elif known is None or known.kind == "vague":
            vague = (known.vague, known.vague_entry) if known else (0.0, "")
            leaves[m.first] = _Leaf(kind, value, m.first, m.last, m.proclitics, m.entry.id, *vague)
    return leaves, ordinals


# Scales in ا: the accusative of one, or before a noun two («مليونا دولار»).
_TWICE = frozenset(("ar.numeral.1000a", "ar.numeral.million-a", "ar.numeral.milliard-a"))


def _run(doc: Doc, leaves: dict[int, _Leaf], first: int) -> Node | None:
    """The longest number that starts at a token."""
    start = leaves[first]
    if start.vague:
        return _vague(leaves, start)
    total, below, scale = 0.0, start.value, 0.0
    used, last = [start.entry], start.last
    if start.kind in ("scale", "pair"):
        total, below, scale = start.value, 0.0, start.value if start.kind == "scale" else start.value / 2
        if start.entry in _TWICE and last not in leaves and _noun_follows(doc, last):
            total = 2 * start.value
    elif start.kind == "half":
        unit = leaves.get(last)
        if unit is None or unit.kind != "scale" or unit.lead not in ("", "ال"):
            return None
        total, below, scale, last = unit.value / 2, 0.0, 1.0, unit.last
        used.append(unit.entry)
    while True:
        leaf, joined = _next(doc, leaves, last)
        if leaf is None:
            break
        if leaf.kind == "scale" and not joined and below and (not scale or leaf.value < scale) and leaf.lead in ("", "ال"):
            total, below, scale = total + below * leaf.value, 0.0, leaf.value
        elif leaf.kind == "half" and joined and (scale > 1 or below):
            total, below = total + below, 0.0
            total += (scale if scale > 1 else 1.0) / 2
            after = leaves.get(leaf.last)
            used.append(leaf.entry)
            if after is not None and after.value == scale and after.lead == "ال":  # مليون ونصف المليون
                leaf = after
            last = leaf.last
            break
        elif joined and _fits(leaf, below, scale, start) and not _scaled(doc, leaves, leaf, scale):
            below += leaf.value
        else:
            break
        last = leaf.last
        used.append(leaf.entry)
    kind = "figures" if start.kind == "figures" else "pair" if start.kind == "pair" else "words"
    alone = doc.tokens[first].norm if start.kind == "figures" and last == first + 1 else ""
    num = Num(total + below, kind, alone, start.lead)
    return Node("number", num, first, last, FIGURES if start.kind == "figures" else WORDS, tuple(u for u in used if u))


def _next(doc: Doc, leaves: dict[int, _Leaf], at: int) -> tuple[_Leaf | None, bool]:
    """The number word after a token, and whether و joins it."""
    if at >= len(doc.tokens) or doc.tokens[at].breaks:
        return None, False
    leaf = leaves.get(at)
    if leaf is None:
        if doc.tokens[at].norm != "و" or at + 1 >= len(doc.tokens) or doc.tokens[at + 1].breaks:
            return None, False
        return leaves.get(at + 1), True
    if leaf.lead in ("", "ال"):
        return leaf, False
    return (leaf, True) if leaf.lead in ("و", "وال") else (None, False)


def _scaled(doc: Doc, leaves: dict[int, _Leaf], leaf: _Leaf, scale: float) -> bool:
    """Whether a number word has a scale word of its own, as large as the one before: «ألفين وثلاثة آلاف» are two numbers."""
    after, joined = _next(doc, leaves, leaf.last)
    return after is not None and not joined and after.kind == "scale" and 1 < scale <= after.value


def _fits(leaf: _Leaf, below: float, scale: float, start: _Leaf) -> bool:
    """Whether a joined number word continues what stands below the last scale word."""
    if leaf.kind == "figures" or start.kind == "figures":
        return below == 0 and scale > 1 and leaf.value < scale and leaf.value == int(leaf.value) and leaf.kind != "scale"
    if leaf.kind == "tens":
        return below == 0 or 1 <= below % 100 <= 9 or below % 100 == 0
    if leaf.kind in ("unit", "teen"):
        return below % 100 == 0 and (below > 0 or scale > 1)
    if leaf.kind == "hundred":
        return below == 0 and scale > 1
    return leaf.kind in ("scale", "pair") and below == 0 and scale > leaf.value


def _vague(leaves: dict[int, _Leaf], start: _Leaf) -> Node:
    value, last, used = start.vague, start.last, [start.vague_entry]
    unit = leaves.get(last)
    if unit is not None and unit.kind == "scale" and unit.lead in ("", "ال") and unit.value * 2 >= start.vague:
        value, last = value * unit.value, unit.last
        used.append(unit.entry)
    return Node("number", Num(value, "vague", "", start.lead), start.first, last, VAGUE, tuple(used))


def _ordinals(doc: Doc, leaves: dict[int, _Leaf], ordinals: dict[int, _Leaf]) -> list[Node]:
    out = []
    for first, leaf in sorted(ordinals.items()):
        ten = leaves.get(leaf.last)
        minutes = ten is not None and ten.last < len(doc.tokens) and doc.tokens[ten.last].norm in ("دقيقه", "دقائق")  # «الرابعة وأربعون دقيقة»
        if leaf.value <= 9 and ten is not None and ten.kind == "tens" and ten.lead in ("و", "وال") and not minutes:
            out.append(Node("ordinal", int(leaf.value + ten.value), first, ten.last, ORDINAL, (leaf.entry, ten.entry)))
        elif leaf.entry != "ar.ordinal.1x":
            out.append(Node("ordinal", int(leaf.value), first, leaf.last, ORDINAL, (leaf.entry,)))
    out += [
        Node("ordinal", int(leaf.value), first, leaf.last, ORDINAL, (leaf.entry,))
        for first, leaf in sorted(leaves.items())
        if leaf.kind == "tens" and leaf.lead.endswith("ال")
    ]
    return out


_NO_NOUN = frozenset(("ونصف", "ونصفا", "وربع", "من", "في", "الي", "علي", "عن", "منهم", "منها", "اخرين", "اخري", "او", "حتي", "بين", "مع"))


def _noun_follows(doc: Doc, at: int) -> bool:
    return at < len(doc.tokens) and doc.tokens[at].kind == "word" and not doc.tokens[at].breaks and doc.tokens[at].norm not in _NO_NOUN
