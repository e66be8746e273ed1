"""Quotation marks in every style."""

from __future__ import annotations

import pytest

from isnad.text.doc import Doc
from isnad.text.quotes import find_quotes


def inside(text: str) -> list[str]:
    """What stands inside each quotation, in order."""
    doc = Doc(text, "ar")
    return [text[doc.tokens[q.first].start : doc.tokens[q.last - 1].end] for q in find_quotes(doc)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("قال: «لن نغادر».", ["لن نغادر"]),
        ("قال: “لن نغادر”.", ["لن نغادر"]),
        ('قال: "لن نغادر".', ["لن نغادر"]),
        ("قال: ((لن نغادر)).", ["لن نغادر"]),
        ("قال: ‹لن نغادر›.", ["لن نغادر"]),
        ("he said, ''we will not go''.", ["we will not go"]),
        ('تنظيم " داعش" هنا و"النصرة" هناك', ["داعش", "النصرة"]),
        ('لـ"الوحدات" و"قسد"', ["الوحدات", "قسد"]),
        ("قال: «سمعته يقول “ارحلوا” مرتين».", ["سمعته يقول “ارحلوا” مرتين", "ارحلوا"]),
        ("قال: «لن نغادر هذا المكان أبدا", ["لن نغادر هذا المكان أبدا"]),
        ("قال: «الجملة الأولى.\nالجملة الثانية».", ["الجملة الأولى.\nالجملة الثانية"]),
        ('انتهى الكلام هنا".', []),
        ("don’t stop, it’s fine", []),
        ("((قسد)) و(((داعش)) معا", ["قسد", "داعش"]),
        ("", []),
    ],
)
def test_styles(text: str, want: list[str]) -> None:
    assert inside(text) == want


def test_depth_and_closing() -> None:
    quotes = find_quotes(Doc("«أ “ب” ج» و«د ه و ز", "ar"))
    assert [(q.depth, q.closed) for q in quotes] == [(0, True), (1, True), (0, False)]


@pytest.mark.parametrize("mark", ["«", "“", '"', "((", "''", "»", "”", "))"])
def test_endless_marks(mark: str) -> None:
    find_quotes(Doc(mark * 20_000, "ar"))
