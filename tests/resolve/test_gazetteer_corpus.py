"""The corpus of places: every yes line gives exactly its places, no line gives a place where it says there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.grammar.rules import known_rules
from isnad.resolve.gazetteer_find import find_places
from isnad.resolve.gazetteer_relation import where_prec
from isnad.text.doc import Doc

CORPUS = Path(__file__).parents[2] / "corpus"


def _lines(lang: str) -> list[Any]:
    data = yaml.safe_load((CORPUS / lang / "places.yaml").read_text(encoding="utf-8"))
    return [pytest.param(lang, e, id=f"{lang}-{e['id']}") for e in data["entries"]]


@pytest.mark.parametrize(("lang", "entry"), [*_lines("ar"), *_lines("en")])
def test_line(lang: str, entry: dict[str, Any]) -> None:
    text = entry["text"]
    found = find_places(Doc(text, lang), [])
    got = {text[p.span.start : p.span.end]: p for p in found}
    if "find" in entry:
        assert set(got) == set(entry["find"])
        for quote, record in entry["find"].items():
            if record != "*":
                assert got[quote].gazetteer == (None if record == "~" else record), quote
    for quote, said in entry.get("said", {}).items():
        assert [got[quote].relation, got[quote].precision, where_prec(got[quote])] == said, quote
    for words in entry.get("not", ()):
        at = text.index(words)
        assert not any(p.span.start < at + len(words) and at < p.span.end for p in found), words


def test_every_rule_fires() -> None:
    fired = set()
    for param in [*_lines("ar"), *_lines("en")]:
        lang, entry = param.values
        fired |= {p.made.rule for p in find_places(Doc(entry["text"], lang), [])}
    ours = {r for r in known_rules() if r.startswith(("place.", "ar.place."))}
    assert ours <= fired


@pytest.mark.parametrize(("lang", "least"), [("ar", 300), ("en", 120)])
def test_half_of_the_lines_say_no(lang: str, least: int) -> None:
    entries = [param.values[1] for param in _lines(lang)]
    no = sum("not" in e for e in entries)
    assert len(entries) >= least
    assert 0.4 <= no / len(entries) <= 0.6
