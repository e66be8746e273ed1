"""Whom Arabic words stand for that name nobody themselves, on the lines of corpus/ar/references.yaml."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.grammar.rules import known_rules
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.references import referred
from isnad.lang.ar.referring import nobody
from isnad.lang.common.claims import Arg
from tests.read.watched import watched, word

LINES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[2] / "corpus/ar/references.yaml").read_text(encoding="utf-8"))["entries"]
WORDS = [
    *("القوة", "رجالها", "قواته", "ضابط", "منهم", "من", "واشنطن", "الأحرار", "أحرار الشام", "حزب الله", "الجيش السوري", "روسي", "داعشياً", "نحن"),
    *("،", ".", "\n\n", "قال", "إن", "شيوخ", "امرأة", '"', "army", "5", "المهاجمون", "\u200f", "قص\u064eف", "الـ"),
]


def read(text: str, lang: str = "ar") -> tuple[Sheet, list[Arg]]:
    sheet, drafts = watched(text, lang)
    return sheet, referred(sheet, drafts)


@pytest.mark.parametrize("line", LINES, ids=[line["text"][:60] for line in LINES])
def test_words_stand_for_whom_the_line_says(line: dict[str, Any]) -> None:
    sheet, found = read(line["text"])
    by_word = {a.first: a.party for a in found}
    for asked, party in line.get("stands", {}).items():
        assert by_word.get(word(sheet, asked)) == party, asked
    for asked in line.get("not", ()):
        assert word(sheet, asked) not in by_word, asked


def test_every_rule_fires() -> None:
    fired = {a.mention.made.rule for line in LINES for a in read(line["text"])[1]}
    assert {r for r in known_rules() if r.startswith("ar.reference.")} == fired


@pytest.mark.parametrize(("text", "asked", "none"), [
    ("اشتبك الطرفان قرب الجسر", "الطرفان", True),
    ("قصف طيران مجهول القرية", "طيران", True),
    ("صودرت صواريخ مضادة للطائرات", "للطائرات", True),
    ("سيطر ((التنظيم)) على القرية", "(", True),
    ("قصفت الطائرات القرية", "الطائرات", False),
    ("انسحب رجاله من القرية", "رجاله", False),
])  # fmt: skip
def test_words_that_stand_for_nobody_in_particular(text: str, asked: str, none: bool) -> None:
    doc = watched(text, "ar")[0].doc
    first = next(i for i, t in enumerate(doc.tokens) if doc.quote(t.span) == asked)
    assert nobody(doc, first, first + 1) is none


def test_other_languages_are_left_alone() -> None:
    assert read("The garrison left. Israel attacked Hezbollah, and its men fled.", "en")[1] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_one_argument_a_word_in_order(words: list[str]) -> None:
    sheet, found = read(" ".join(words))
    assert [a.first for a in found] == sorted({a.first for a in found})
    for a in found:
        assert a.last == a.first + 1 <= len(sheet.doc.tokens)
        assert a.mention.span == sheet.doc.tokens[a.first].span
        assert a.mention.party == a.party != ""


def test_long_hostile_texts_are_read_in_time() -> None:
    """Ten times the text takes about ten times as long, no more."""
    took = []
    for n in (200, 2000):
        sheet, drafts = watched("انسحبت القوة ورجالها من واشنطن، وقال ضابط منهم إن الجيش السوري قصف حزب الله وقواته. " * n, "ar")
        start = time.process_time()
        assert len(referred(sheet, drafts)) <= len(sheet.doc.tokens)
        took.append(time.process_time() - start)
    assert took[1] < 30 * took[0] + 1
