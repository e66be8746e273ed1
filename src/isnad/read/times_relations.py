"""Times that a happening fixes: «قبل ليلة من المؤتمر الصحفي», «غداة سقوط المدينة», "two days after the fall of the city".

They are kept as relations beside the times, whether or not the text dates the happening, so that a reader can see what they hang on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from isnad.grammar.rules import Node, register
from isnad.lang.common.calendar import When
from isnad.model.records import Made, TimeRelation
from isnad.model.span import Span
from isnad.text.doc import Doc

COUNTED = register("common.time.from-happening", "A duration before or after a happening that the words name: a relation to it.")
EVE = register("common.time.eve", "«عشية», «غداة», \"the day after\", \"on the eve of\" and a happening: a relation of one day to it.")

_MOST = 6  # words of a happening's name
_NEXT = {"عشيه": ("before", "ar"), "غداه": ("after", "ar"), "وغداه": ("after", "ar"), "وعشيه": ("before", "ar")}
# Words with which the name of a happening cannot begin, and at which it ends.
_STOP_AR = frozenset((
    "ذلك", "هذا", "هذه", "تلك", "ان", "انه", "انها", "في", "من", "علي", "عن", "الي", "مع", "حتي", "بعد", "قبل", "التي", "الذي", "الذين",
    "حيث", "اذ", "لكن", "ثم", "او", "و", "قال", "قالت", "كما", "فيما", "بينما", "خلال", "بين", "عند", "لدي", "ضد", "وفق", "بحسب", "كان",
    "كانت", "قد", "لم", "لا", "ما", "الرغم", "رغم", "الاقل", "الاكثر",
))  # fmt: skip
_STOP_EN = frozenset((
    "in", "on", "at", "by", "when", "and", "but", "who", "which", "that", "to", "from", "after", "before", "was", "were", "is", "are",
    "had", "has", "have", "said", "says", "with", "near", "against", "he", "she", "it", "they", "we", "i", "there", "this", "as", "while",
    "being", "not", "or", "for", "over", "into", "will", "would", "could", "broke", "began", "came", "went", "took", "fell",
))  # fmt: skip
_LEADS = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "my"))


def relations(doc: Doc, nodes: Sequence[Node], values: Mapping[int, str]) -> list[TimeRelation]:
    """The relations of a document, in order.

    Args:
        doc: the document.
        nodes: its calendar expressions.
        values: for the first token of each expression that was placed, its EDTF value.
    """
    found = [r for n in nodes if (r := _counted(doc, n, values.get(n.first))) is not None]
    taken = [r.span for r in found]
    found += [r for r in _eves(doc) if not any(r.span.overlaps(s) for s in taken)]
    return sorted(found, key=lambda r: r.span)


def _counted(doc: Doc, n: Node, edtf: str | None) -> TimeRelation | None:
    w: When = n.value
    if w.kind == "ago" and w.mod in ("of", "event"):
        event = _name(doc, n.last)
        if event is None:
            return None
        first, last = event
        span = doc.span(n.first, last)
    elif n.rule.endswith(".before-noun-by"):  # «قبل المؤتمر بليلة»: the happening stands between
        first, last = n.first + 1, n.parts[0].first
        if doc.norms[first] in _STOP_AR:
            return None
        span = doc.span(n.first, n.last)
    elif w.kind == "rel" and w.unit == "day" and w.step == 1 and w.anchor == "then" and n.last < len(doc.tokens):
        norm = doc.norms[n.last]  # «اليوم التالي لسقوط المدينة»
        event = _name(doc, n.last) if doc.lang == "ar" and norm.startswith("ل") and len(norm) > 3 and not doc.tokens[n.last].breaks else None
        if event is None or (norm[1] != "ل" and event[1] - event[0] < 2):  # «لم» and the like are no nouns
            return None
        first, last = event
        named = doc.span(first, last)
        return _made(doc, doc.span(n.first, last), "after", 1.0, "day", Span(named.start + 1, named.end), None, n)
    else:
        return None
    return _made(doc, span, "before" if w.sign < 0 else "after", w.count, w.unit, doc.span(first, last), edtf, n)


def _made(doc: Doc, span: Span, order: str, count: float | None, unit: str, event: Span, edtf: str | None, n: Node) -> TimeRelation:
    made = n.made(doc)
    return TimeRelation(span, "before" if order == "before" else "after", count, unit, event, edtf, Made(COUNTED, made.entries, made.spans))


def _eves(doc: Doc) -> list[TimeRelation]:
    """One day before or after a happening, in words of their own."""
    out = []
    for i, norm in enumerate(doc.norms):
        if norm in _NEXT and doc.lang == "ar":
            order, at = _NEXT[norm][0], i + 1
        elif norm == "eve" and doc.lang != "ar" and doc.norms[i + 1 : i + 2] == ["of"]:
            order, at = "before", i + 2
        elif norm == "day" and doc.lang != "ar" and i and doc.norms[i - 1] == "the" and doc.norms[i + 1 : i + 2] in (["after"], ["before"]):
            order, at = doc.norms[i + 1], i + 2
        else:
            continue
        event = _name(doc, at)
        if event is not None:
            words = doc.span(i, at)
            span = doc.span(i, event[1])
            out.append(TimeRelation(span, "before" if order == "before" else "after", 1.0, "day", doc.span(*event), None, Made(EVE, (), (words,))))
    return out


def _name(doc: Doc, at: int) -> tuple[int, int] | None:
    """The tokens that name a happening, from `at` on; None where none does."""
    end, size = at, len(doc.tokens)
    arabic = doc.lang == "ar"
    stop = _STOP_AR if arabic else _STOP_EN
    while end < min(size, at + _MOST) and doc.tokens[end].kind == "word" and doc.norms[end] not in stop:
        if end > at and (doc.tokens[end].breaks or (arabic and not _goes_on(doc, at, end))):
            break
        end += 1
    if at >= size or doc.tokens[at].breaks or end == at:
        return None
    if not arabic:
        return _english(doc, at, end)
    return (at, end) if len(doc.norms[at]) > 2 and not any(c.isdigit() for c in doc.norms[at]) else None


def _english(doc: Doc, at: int, end: int) -> tuple[int, int] | None:
    """Article, noun, and "of" with a noun after it, for as long as names go on."""
    norms = doc.norms
    if norms[at] not in _LEADS or end - at < 2:
        return None
    last = at + 2
    if last < end and norms[last] == "of" and last + 1 < end:
        last += 2 if norms[last + 1] not in _LEADS or last + 2 >= end else 3
        while last < end and doc.text[doc.tokens[last].start].isupper():
            last += 1
    return at, last


def _goes_on(doc: Doc, at: int, i: int) -> bool:
    """Whether an Arabic noun phrase goes on: its words after the first are definite, or the first that is ends what is indefinite."""
    norm = doc.norms[i]
    definite = norm.startswith("ال")
    before = doc.norms[i - 1]
    return definite or not (before.startswith("ال") or i - at > 1)
