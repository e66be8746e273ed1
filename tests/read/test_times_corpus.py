from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from isnad.grammar.rules import Node, known_rules
from isnad.lang.ar import times as arabic
from isnad.lang.en import times as english
from isnad.read.times import read_times
from tests.read.corpus import lines, sheet

LINES = [(lang, *line) for lang in ("ar", "en") for line in lines(lang, "times")]


@pytest.mark.parametrize(("lang", "text", "published", "want"), LINES)
def test_a_line_gives_its_times_and_no_others(lang: str, text: str, published: str | None, want: dict[str, str]) -> None:
    found = [(text[t.span.start : t.span.end], t.edtf) for t in read_times(sheet(text, lang, published))]
    assert len(found) == len(want), found
    for (quote, value), (words, edtf) in zip(found, want.items(), strict=True):
        assert value == edtf, (quote, words)
        assert text.find(words) < text.find(quote) + len(quote)
        assert text.find(quote) < text.find(words) + len(words)


def _rules(node: Node) -> Iterator[str]:
    yield node.rule
    for part in node.parts:
        yield from _rules(part)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_rule_of_times_fires(lang: str) -> None:
    language: Any = arabic if lang == "ar" else english
    fired: set[str] = set()
    for _, text, published, _ in (line for line in LINES if line[0] == lang):
        s = sheet(text, lang, published)
        fired |= {r for n in language.all_nodes(s.doc) for r in _rules(n)} | {t.made.rule for t in read_times(s)}
    missing = {r for r in known_rules() if r.startswith(f"{lang}.time.")} - fired
    assert not missing


def test_there_are_enough_lines_of_both_kinds() -> None:
    yes = sum(bool(want) for *_, want in LINES)
    assert yes >= 100
    assert len(LINES) - yes >= 100
