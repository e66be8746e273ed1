from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isnad.model.contract import reading_json
from isnad.model.ids import sha256
from isnad.model.records import Made, Reading
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from isnad.text.doc import Doc

DEMO = Path(__file__).parents[2] / "src" / "isnad" / "show" / "demo_data"
# Pieces that readers react to, with everything around and inside them that breaks careless offsets.
PIECES = [
    "قال مصدر عسكري سوري إن الطيران الروسي قصف تدمر", "ونفى المتحدث باسم الجيش", "قَصَفَ الطَّيَرانُ",
    "انســـحب التنظيم من الرقة",
    "في 11 كانون الأول/ديسمبر 2016", "ليلة ٢٣/٢٤ تموز", "نحو 200 مسلّح", "لم تستهدف طائرة واحدة", "«لا، لا يا شيخ»", "((لم يقاتل أحد))",
    "said the Observatory", "Syrian warplanes did not bomb the convoy", "on 24 August 2014", "according to SANA,", "ﻗﺎﻝ ﺍﻟﻤﺼﺪﺭ", "د١عش", "ب. ي. د",
    "\u202bداعش\u202c", "\u2067Tabqa\u2069", "\ufeff", "👩🏽‍✈️✈️",
    "\r\n", "\n\n", "\t", "\x00", "\u200f", "\u0640", "ً", "،", ".", '"', "“", "…", " ", "ـ",
]  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8), st.just(" ")), max_size=14).map("".join)


@cache
def _authority() -> CompiledAuthority:
    return CompiledAuthority()


def _read(text: str, lang: str) -> tuple[Report, Reading]:
    capture = Capture("any", "", "test", "text/plain", "utf-8")
    report = Report("any", text, sha256(text.encode("utf-8", "surrogatepass")), lang, capture, published="2017-03-02")
    return report, read_report(report, _authority())


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for f in dataclasses.fields(value):
            yield from _spans(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)


def _hold(report: Report, reading: Reading) -> None:
    size = len(report.text)
    for layer in (reading.mentions, reading.times, reading.places, reading.quantities, reading.statements, reading.claims):
        for row in layer:
            for span in _spans(row):
                assert 0 <= span.start < span.end <= size, (row, span)
            made: Made = row.made
            assert made.rule
            assert made.spans, row
    for holder in (*reading.mentions, *(s.speaker for s in reading.statements), *(n for s in reading.statements for n in s.via)):
        _surface(report, holder)
    doc = Doc(report.text, report.lang)
    for claim in reading.claims:
        sentence = doc.span(*doc.sentence_of(doc.tokens_in(claim.trigger)[0]))
        assert sentence.join(claim.trigger).covers(claim.span), "a clause stays in its sentence"
        for name in (*claim.actor, *claim.recipient):
            _surface(report, name)
        assert claim.place is None or claim.place < len(reading.places)
        assert claim.statement is None or claim.statement < len(reading.statements)
        assert all(q < len(reading.quantities) for q in claim.quantities)
    for spans in ([m.span for m in reading.mentions], [p.span for p in reading.places]):
        for a, b in pairwise(spans):
            assert a.end <= b.start, "mentions and places lie in order and apart"


def _surface(report: Report, name: object) -> None:
    surface, span = getattr(name, "surface", None), getattr(name, "span", None)
    if surface is not None and span is not None:
        assert report.text[span.start : span.end] == surface


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, st.sampled_from(["ar", "en"]))
def test_every_row_of_every_layer_stands_on_the_words_it_says_whatever_the_text(text: str, lang: str) -> None:
    report, reading = _read(text, lang)
    _hold(report, reading)
    again = read_report(report, _authority())
    assert again == reading, "the same input gives the same reading"


def test_the_demo_reports_hold_and_fill_every_layer() -> None:
    filled: dict[str, int] = {}
    for path in sorted(DEMO.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        report, reading = _read(text, "en" if sum(c < "\u0600" for c in text) > len(text) * 0.9 else "ar")
        _hold(report, reading)
        for layer, rows in reading_json(report, reading).items():
            if isinstance(rows, list):
                filled[layer] = filled.get(layer, 0) + len(rows)
    assert all(filled[layer] > 10 for layer in ("mentions", "times", "places", "quantities", "statements", "events")), filled


def test_windows_1256_bytes_and_utf_8_bytes_of_one_report_give_one_reading() -> None:
    text = (DEMO / "05-governor.txt").read_text(encoding="utf-8")
    assert _read(text.encode("cp1256").decode("cp1256"), "ar")[1] == _read(text, "ar")[1]
