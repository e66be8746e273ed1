"""Whom English words stand for that name nobody themselves, on the lines of corpus/en/references.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.grammar.rules import known_rules
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg
from isnad.lang.en.references import referred
from tests.read.watched import watched, word

LINES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[2] / "corpus/en/references.yaml").read_text(encoding="utf-8"))["entries"]
WORDS = [
    *("the", "garrison", "it", "its", "both", "sides", "Bamako", "Hezbollah", "The Taliban", "insurgents", "jihadists", "Army", "of", "from"),
    *(",", ".", "\n\n", "Salem Darwish", "commander", "people", "units", '"', "Syrian", "'s", "5", "قوات", "\u200f"),
]


def read(text: str, lang: str = "en") -> tuple[Sheet, list[Arg]]:
    sheet, drafts = watched(text, lang)
    found = {a.first: a for a in (*referred(sheet, drafts), *referred(sheet, ()))}  # some words are parties of a claim by now
    return sheet, [found[i] for i in sorted(found)]


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
    assert {r for r in known_rules() if r.startswith("en.reference.")} == fired


def test_other_languages_are_left_alone() -> None:
    assert read("The garrison left. Israel attacked Hezbollah, and its men fled.", "ar")[1] == []


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
    sheet, found = read("The garrison and it, Bamako and the jihadists of both sides. " * 2000)
    assert len(found) <= len(sheet.doc.tokens)
