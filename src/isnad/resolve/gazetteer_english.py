"""English names that no gazetteer lists: what stands after "in", "near" or "outside" with a capital letter and is no body, month or person."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.grammar.rules import register
from isnad.lang.en import places as english
from isnad.lang.placewords import PlaceWords
from isnad.model.records import Made, PlaceMention
from isnad.model.span import Span
from isnad.resolve.gazetteer_weigh import nationality
from isnad.text.doc import Doc

UNLISTED = register("en.place.unlisted", 'A capitalised name that no gazetteer knows is an unplaced place after "in", "near" or "outside".')

_IN = frozenset({"in", "near", "outside"})
_THEN = frozenset({"at", "from", "to", "over", "through", "into", "inside", "around", "of", "towards", "toward", "across", "leaving", *_IN})
_WORDS = 3  # of a name
_TITLE = 0.6  # share of capitals from which on a line is a headline, where they say nothing


def unlisted_english(doc: Doc, words: PlaceWords, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Names after a preposition of place that nothing else has found, and the same names elsewhere after any preposition that takes a place."""
    taken = {i for p in found for i in range(*doc.tokens_in(p.span))}
    small = {t.norm for t in doc.tokens if t.kind == "word" and not doc.text[t.start].isupper()}
    after: list[tuple[int, int]] = []
    names: set[tuple[str, ...]] = set()
    headlines: dict[int, bool] = {}
    for i, t in enumerate(doc.tokens):
        if t.norm not in _THEN or i + 1 >= len(doc.tokens):
            continue
        last = _name(doc, i + 1, words, taken, small)
        if last is None:
            continue
        after.append((i + 1, last))
        first, end = doc.sentence_of(i)
        if first not in headlines:
            headlines[first] = _headline(doc, first, end)
        if t.norm in _IN and not headlines[first]:
            names.add(_key(doc, i + 1, last))
    out = []
    for first, last in after:
        if _key(doc, first, last) in names:
            span = Span(doc.tokens[first].start, doc.tokens[last - 1].end)
            made = Made(UNLISTED, (), (span,))
            out.append(PlaceMention(span, doc.text[span.start : span.end], _country(doc, last, found), None, None, None, "city", made))
    return out


def _key(doc: Doc, first: int, last: int) -> tuple[str, ...]:
    return tuple(t.norm for t in doc.tokens[first:last] if t.kind == "word")


def _name(doc: Doc, first: int, words: PlaceWords, taken: set[int], small: set[str]) -> int | None:
    """One past the last token of a name that starts at `first` and is followed by what no name goes on with, or None."""
    tokens = doc.tokens
    j = first
    count = 0
    while j < len(tokens) and count < _WORDS and not (tokens[j].breaks and j > first):
        t = tokens[j]
        article = t.norm in english.ARTICLES and j + 1 < len(tokens)
        if t.norm == "-" and j > first and tokens[j - 1].norm in english.ARTICLES:
            j += 1
            continue
        if t.kind != "word" or j in taken or t.norm.endswith("'s") or not (doc.text[t.start].isupper() or (article and j == first)):
            break
        if not article and (any(t.norm in w for w in (words.unnamed, words.never, words.given, words.person, small)) or nationality(t.norm, "en")):
            return None
        if not article and (doc.text[t.start : t.end].isupper() or t.end - t.start < 4):
            return None
        count += not article
        j += 1
    if not count or count == _WORDS:
        return None
    if j < len(tokens) and not tokens[j].breaks:
        t = tokens[j]
        goes_on = t.kind == "word" and (doc.text[t.start].isupper() or t.norm in words.body or t.norm in words.nouns)
        if goes_on or t.kind == "number" or j in taken or t.norm in ("'s", "-", "/", "&"):
            return None
    return j


def _headline(doc: Doc, first: int, last: int) -> bool:
    letters = [t for t in doc.tokens[first:last] if t.kind == "word" and t.end - t.start > 3]
    return bool(letters) and sum(doc.text[t.start].isupper() for t in letters) >= _TITLE * len(letters)


def _country(doc: Doc, last: int, found: Sequence[PlaceMention]) -> str | None:
    """The country of the place that a comma puts it in ("Al Koma, North Darfur")."""
    if last + 1 >= len(doc.tokens) or doc.tokens[last].norm != ",":
        return None
    at = doc.tokens[last + 1].start
    return next((p.country for p in found if p.span.start == at), None)
