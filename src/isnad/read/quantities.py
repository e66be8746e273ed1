"""The quantities of one report: how many people, weapons, vehicles, settlements, how much money, how far, how heavy."""

from __future__ import annotations

from isnad.grammar.sheet import Sheet
from isnad.lang.ar import quantities as arabic
from isnad.lang.common.numbers import Amount
from isnad.lang.en import quantities as english
from isnad.lang.en.numerals import numbers
from isnad.model.records import Quantity
from isnad.model.span import Span

_NAMES = frozenset(("group", "force", "state", "person", "official", "outlet", "agency", "organisation", "document"))


def read_quantities(sheet: Sheet) -> list[Quantity]:
    """The quantities of a report.

    Args:
        sheet: the report's sheet, with mentions, places and times found: a figure inside one of them is no quantity.
    """
    doc = sheet.doc
    taken: set[int] = set()
    for span in (*(t.span for t in sheet.times), *(m.span for m in sheet.mentions if m.kind in _NAMES), *(p.span for p in sheet.places)):
        taken.update(range(*doc.tokens_in(span)))
    language = arabic if doc.lang == "ar" else english
    if doc.lang != "ar":
        taken -= _counting(sheet)
    out = []
    named: set[int] = set()
    for m in sheet.mentions:
        if m.kind in ("force", "group", "state"):
            named.update(range(*doc.tokens_in(m.span)))
    for span in (*(t.span for t in sheet.times), *(p.span for p in sheet.places)):
        named.difference_update(range(*doc.tokens_in(span)))
    for n in language.amounts(doc, taken, named):
        a: Amount = n.value
        span = doc.span(n.first, n.last)
        word = doc.text[span.start : span.end]
        if doc.lang == "ar" and word.startswith("و") and not word.startswith(("واحد", "ورقة", "وفاة", "وزير")) and len(word) > 3:
            span = Span(span.start + 1, span.end)
        out.append(Quantity(span, _whole(a.low), _whole(a.high), a.approx, a.of, n.made(doc)))
    return out


def _counting(sheet: Sheet) -> set[int]:
    """The tokens of numbers in words that open a mention of people: "two police officers", "three South Sudanese soldiers"."""
    starts = {n.first: n for n in numbers(sheet.doc) if n.dim == "number" and n.value.kind == "words" and n.value.value > 1}
    found: set[int] = set()
    for m in sheet.mentions:
        first, last = sheet.doc.tokens_in(m.span)
        n = starts.get(first)
        if n is not None and n.last < last and not sheet.doc.text[sheet.doc.tokens[last - 1].start].isupper():
            found.update(range(n.first, n.last))
    return found


def _whole(value: float | None) -> float | None:
    """A whole number as an int, so that it prints without a fraction."""
    return int(value) if value is not None and value == int(value) else value
