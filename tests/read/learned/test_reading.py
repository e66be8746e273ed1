"""The learned reader and the best of both: every span holds, the same text gives the same reading, and nothing falls over."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from isnad import readers
from isnad.errors import UsageError
from isnad.model.codec import encode
from isnad.model.records import Reading
from isnad.model.report import Capture, Report
from isnad.pipeline import read_text
from isnad.readers import Reader, reading_of
from isnad.store.rows import to_rows

TEXT = (
    "نفى مصدر عسكري في حلب أن تكون الطائرات قد قصفت رتل التنظيم، وقال إن الرتل «مرّ ليلاً دون أن تُطلق عليه رصاصة».\n"
    "لكن ناشطين من البلدة أكدوا لوكالة محلية أن الجيش انسحب من الحاجز يوم الخميس 5 آذار 2015 وسلّمه للتنظيم بموجب اتفاق."
)
WORDS = [
    *("قال", "إن", "الجيش", "قصف", "المدينة", "«", "»", "،", ".", "\n", "لم", "نفى", "said", "that", "5"),
    *("\N{GRINNING FACE}", "\u200f", "ق\u064eصف", "ق\u0640صف"),
]
BOTH: list[Reader] = ["learned", "best"]


def reading(text: str, reader: Reader) -> Reading:
    found = reading_of(reader, None, Report("r", text, "0" * 64, "ar", Capture("r", "", "test", "text/plain", "utf-8")))
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize("reader", BOTH)
def test_a_report_is_read(reader: Reader) -> None:
    read = read_text(TEXT, lang="ar", reader=reader)
    assert read.report is not None
    assert read.reading is not None
    assert read.reading.reader.startswith(f"{reader}/")
    assert read.reading.statements
    assert any(not c.occurred for c in read.reading.claims)
    to_rows(read.reading, read.report.text)  # raises where a span does not hold


@pytest.mark.parametrize("reader", BOTH)
def test_the_same_text_gives_the_same_reading(reader: Reader) -> None:
    assert encode(reading(TEXT, reader)) == encode(reading(TEXT, reader))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
@example(["«", "«", "نفى", "قال", "قال", "قال"])  # a noun phrase that ends with the text
def test_every_span_holds(words: list[str]) -> None:
    text = " ".join(words) or "x"
    for reader in BOTH:
        to_rows(reading(text, reader), text)


@pytest.mark.parametrize("text", ["ق" * 200_000, "« " * 5_000, "\x00 \x00", "قال " * 4_000, "."])
def test_hostile_texts_are_read(text: str) -> None:
    to_rows(reading(text, "best"), text)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    readers.adviser_of.cache_clear()
    for name in [n for n in sys.modules if n.startswith("isnad.read.learned")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(UsageError) as raised:
        readers.check("best")
    assert raised.value.diagnostic.code == "learned.missing"
    assert "isnad[learned]" in (raised.value.diagnostic.remedy or "")
    readers.adviser_of.cache_clear()
