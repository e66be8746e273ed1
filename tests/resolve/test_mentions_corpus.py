"""The example lines of corpus/<lang>/actors*.yaml: every mention of a line, in order, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.grammar.rules import known_rules
from isnad.model.records import Mention
from isnad.resolve.authority import CompiledAuthority
from isnad.text.doc import Doc

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def lines(lang: str) -> list[tuple[str, list[list[Any]]]]:
    """Text and wanted mentions of every line."""
    files = sorted((CORPUS / lang).glob("actors*.yaml"))
    return [(e["text"], e["want"]) for path in files for e in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]]


def found(text: str, lang: str) -> list[Mention]:
    """The mentions of a line."""
    return CompiledAuthority().mentions(Doc(text, lang))


def rows(text: str, lang: str, want: list[list[Any]]) -> list[list[Any]]:
    """The mentions as the corpus writes them; the name only where the line asks for it."""
    out = []
    for k, m in enumerate(found(text, lang)):
        named = k < len(want) and len(want[k]) > 3
        out.append([text[m.span.start : m.span.end], m.party, m.kind, *([m.name] if named else [])])
    return out


@pytest.mark.parametrize(("text", "want"), lines("ar"))
def test_arabic_line(text: str, want: list[list[Any]]) -> None:
    """An Arabic line names exactly these."""
    assert rows(text, "ar", want) == want


@pytest.mark.parametrize(("text", "want"), lines("en"))
def test_english_line(text: str, want: list[list[Any]]) -> None:
    """An English line names exactly these."""
    assert rows(text, "en", want) == want


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_rule_fires(lang: str) -> None:
    """Every rule of the mention readers makes a mention of some line, and every mention says what made it."""
    fired = set()
    for text, _ in lines(lang):
        for m in found(text, lang):
            assert m.made.spans == (m.span,)
            fired.add(m.made.rule)
    assert {r for r in known_rules() if r.startswith(f"{lang}.mention.")} - fired == set()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_lines(lang: str) -> None:
    """The corpus holds lines in which nobody is named, and enough lines in all."""
    all_lines = lines(lang)
    assert len(all_lines) >= {"ar": 300, "en": 160}[lang]
    assert sum(not want for _, want in all_lines) >= {"ar": 150, "en": 80}[lang]
