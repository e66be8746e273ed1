"""Words beside an act or a number that say how it is meant: taken for granted, possible, of many days, provisional, of one hospital."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from isnad.lang.common.linking import phrases, word_classes
from isnad.model.records import Mention
from isnad.model.span import Span
from isnad.text.doc import Doc

NEAR = {"en": 3, "ar": 2}  # words before an act within which a conjunction makes its clause a subordinate one
LONG = 5  # words before an act within which it is said to be possible
SPELL = 3  # words before an act within which its length is told
AROUND = 14  # words from a number within which it is called provisional, or of a time
NOR = frozenset({"ليس", "ليست", "وليس", "وليست", "can", "cannot"})
SINCE = 4  # words from a number to the one that says that it was raised
TO = 32  # words from "rose" to "to"
REFUTED = 7  # words from a number to the one that it sets aside
NAME = 12  # words behind "as" in which somebody is named
AS = 4  # words from a number to "as"
BEFORE_NUMBER = 4  # words before a number within which it is said to have grown, or what is done to those counted
QUOTES = frozenset({"«", "»", '"', "“", "”", "("})


def bare(norm: str) -> tuple[str, ...]:
    """A folded word, and without the one letter that may be written onto it."""
    return (norm, norm[1:]) if norm[:1] in "وفبل" and len(norm) > 2 else (norm,)


def subordinate(doc: Doc, first: int) -> bool:
    """Whether an act (its first token) stands right behind a conjunction of time or purpose ("since his release", «كي يمد سيطرته»)."""
    words, hours = word_classes("common.link.subordinate", doc.lang), word_classes("common.link.hour", doc.lang)
    for i in range(first - 1, max(-1, first - 1 - NEAR.get(doc.lang, 2)), -1):
        norm = doc.norms[i]
        if doc.tokens[i].kind == "punct" and norm not in QUOTES:
            return False
        if any(w in words for w in bare(norm)):
            return not any(n in hours or n.isdecimal() for n in doc.norms[i + 1 : first])
    return False


def possible(doc: Doc, first: int, last: int) -> bool:
    """Whether an act is only said to be in somebody's power, or any such one is meant ("capable of such a strike")."""
    able, such = word_classes("common.link.able", doc.lang), word_classes("common.link.such", doc.lang)
    a, b = doc.sentence_of(min(first, len(doc.tokens) - 1))
    if first > a and doc.norms[first - 1] in NOR:
        return True  # «تحركات وليست هجمات», "that can issue warnings"
    if any(w in able for n in doc.norms[max(a, first - LONG) : first] for w in bare(n)):
        return True
    if doc.lang == "en":
        return any(n in such for n in doc.norms[max(a, first - 2) : first])
    return any(n in such for n in doc.norms[first : min(b, last + 2)])


def refers(doc: Doc, first: int, last: int) -> bool:
    """Whether an act is the one that was just told of ("no such meeting", «هذا الاجتماع», «اجتماع من هذا النوع»)."""
    if doc.lang == "en":
        return any(n in word_classes("common.link.such", "en") for n in doc.norms[max(0, first - 2) : first])
    this, such = word_classes("common.link.this", doc.lang), word_classes("common.link.such", doc.lang)
    _, b = doc.sentence_of(min(first, len(doc.tokens) - 1))
    behind = doc.norms[last : min(b, last + 4)]
    of_this = any(n == "من" and m in this for n, m in pairwise(behind))  # «من هذا النوع»
    named = first > 0 and first < len(doc.norms) and doc.norms[first].startswith("ال") and doc.norms[first - 1] in this
    return named or of_this or any(n in such for n in behind)


def spell(doc: Doc, first: int) -> bool:
    """Whether an act is told as a long one ("seventeen days of fighting")."""
    words = word_classes("common.link.spell", doc.lang)
    before = doc.norms[max(0, first - SPELL) : first]
    of = next((i for i, n in enumerate(before) if n in ("of", "من")), None)
    return of is not None and of > 0 and before[of - 1] in words


def called(doc: Doc, which: str, first: int, last: int, a: int, b: int, reach: int = AROUND) -> bool:
    """Whether a phrase of a list stands near a number, in its sentence.

    Args:
        doc: the report's tokens.
        which: the list.
        first: the number's first token.
        last: behind its last.
        a: the first token of its sentence.
        b: behind the last.
        reach: words on either side that are looked at.
    """
    near = f" {' '.join(doc.norms[max(a, first - reach) : min(b, last + reach)])} "
    return any(f" {p} " in near or f" و{p} " in near or f" ك{p} " in near for p in phrases(which, doc.lang))


def earlier(doc: Doc, clause: Span) -> bool:
    """Whether a clause tells of something earlier, or of what is done at all times ("in previous attacks", "repeatedly")."""
    first, last = doc.tokens_in(clause)
    return first < last and called(doc, "common.link.earlier", first, last, first, last, 0)


def said_before(doc: Doc, number: Span) -> bool:
    """Whether a number is told as an early one, or as one that was raised since («سبعين قتيلا، ثم رفعت الحصيلة إلى 77»)."""
    first, last = doc.tokens_in(number)
    a, b = doc.sentence_of(min(first, len(doc.tokens) - 1))
    risen = word_classes("common.link.risen", doc.lang)
    return called(doc, "common.link.at-first", first, last, a, b) or any(n in risen for n in doc.norms[last : min(b, last + SINCE)])


def grown(doc: Doc, first: int, a: int) -> bool:
    """Whether a number is told as one that has grown to it ("rose to 40", «ارتفعت الحصيلة إلى 40»)."""
    words, norms = word_classes("common.link.risen", doc.lang), doc.norms
    to = next((i for i in range(first - 1, max(a, first - 4) - 1, -1) if norms[i] in ("to", "الي")), None)
    return to is not None and any(n in words for n in norms[max(a, to - TO) : to])


def refuted(doc: Doc, one: Span, other: Span) -> bool:
    """Whether a number is set aside right behind another ("27, not 12", «27 لا 12», «27 بدلا من 12»)."""
    first, last = doc.tokens_in(one)[1], doc.tokens_in(other)[0]
    gap = [n for n in doc.norms[first:last] if n not in QUOTES]
    words = word_classes("common.link.not-but", doc.lang)
    return 0 < len(gap) <= REFUTED and any(n in words for n in gap[-2:])


def announced(doc: Doc, number: Span, mentions: Sequence[Mention]) -> str:
    """Who is said to have given a number («12 كما أعلن الجيش السوري», "12 as the army announced"); empty where nobody is."""
    last = doc.tokens_in(number)[1]
    _, end = doc.sentence_of(min(last, len(doc.tokens)) - 1)
    words = word_classes("common.link.as-said", doc.lang)
    at = next((i for i in range(last, min(end, last + AS)) if doc.norms[i] in words), None)
    if at is None:
        return ""
    stop = next((i for i in range(at + 1, min(end, at + NAME)) if doc.tokens[i].kind == "punct" and doc.norms[i] not in QUOTES), min(end, at + NAME))
    known = [m for m in mentions if doc.tokens[at].start < m.span.start < doc.tokens[stop - 1].end and m.name]
    if known:
        return known[0].name
    rest = [doc.text[t.start : t.end] for t in doc.tokens[at + 2 if doc.lang == "ar" else at + 1 : min(stop, at + 6)]]
    return " ".join(rest) or "somebody"


def killing_and_hurting(norms: Sequence[str], lang: str, first: int, a: int) -> bool:
    """Whether what is done to those counted is killing and hurting together, right before the number («مقتل وإصابة 16 مدنيا»)."""
    classes = word_classes("common.link.killing-and-hurting", lang)
    before = [n for n in norms[max(a, first - BEFORE_NUMBER) : first] if n not in ("ما", "نحو", "حوالي", "about", "at", "least", "some")]
    if lang == "en":
        return len(before) >= 3 and before[-2] in ("and", "or") and {classes.get(before[-3]), classes.get(before[-1])} == {"killed", "wounded"}
    last = before[-1:] and before[-1].removeprefix("و")
    return len(before) >= 2 and before[-1][:1] == "و" and {classes.get(before[-2]), classes.get(str(last))} == {"killed", "wounded"}
