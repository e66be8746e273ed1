from __future__ import annotations

import pytest

from isnad.grammar.rules import known_rules
from isnad.lang.ar.numerals import numbers as arabic_numbers
from isnad.lang.en.numerals import numbers as english_numbers
from isnad.model.records import Quantity
from isnad.read.quantities import read_quantities
from isnad.read.times import read_times
from tests.read.corpus import lines, sheet

LINES = [(lang, text, want) for lang in ("ar", "en") for text, _, want in lines(lang, "quantities")]


def _read(text: str, lang: str) -> list[Quantity]:
    s = sheet(text, lang, "2016-05-18")
    s.times = read_times(s)
    return read_quantities(s)


@pytest.mark.parametrize(("lang", "text", "want"), LINES)
def test_a_line_gives_its_quantities_and_no_others(lang: str, text: str, want: list[tuple[str, float | None, float | None]]) -> None:
    found = [(text[q.span.start : q.span.end], q.min, q.max) for q in _read(text, lang)]
    assert len(found) == len(want), found
    for (quote, low, high), (words, least, most) in zip(found, want, strict=True):
        assert (low, high) == (least, most), quote
        assert text.find(words) < text.find(quote) + len(quote)
        assert text.find(quote) < text.find(words) + len(words)


def test_every_rule_of_quantities_and_numbers_fires() -> None:
    fired: set[str] = set()
    for lang, text, _ in LINES:
        fired |= {q.made.rule for q in _read(text, lang)}
        numbers = arabic_numbers if lang == "ar" else english_numbers
        fired |= {n.rule for n in numbers(sheet(text, lang).doc)}
    missing = {r for r in known_rules() if ".quantity." in r or ".number." in r} - fired
    assert not missing


def test_vague_and_rounded_numbers_say_so() -> None:
    (dozens,) = _read("قتل عشرات المدنيين.", "ar")
    (about,) = _read("قتل نحو 40 شخصا.", "ar")
    (exact,) = _read("قتل 40 شخصا.", "ar")
    assert (dozens.approx, about.approx, exact.approx) == (True, True, False)
    assert (dozens.of, about.of) == ("civilians", "people")


def test_a_quantity_keeps_its_entries_and_words() -> None:
    text = "خرج أكثر من خمسة آلاف مقاتل من المدينة."
    (q,) = _read(text, "ar")
    assert q.made.rule == "ar.quantity.noun"
    assert q.made.entries == ("ar.bound.min", "ar.numeral.5", "ar.numeral.1000", "ar.counted.people.fighter")
    assert [text[s.start : s.end] for s in q.made.spans] == ["خمسة آلاف"]
