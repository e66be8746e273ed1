"""Claims that the text ties, on the lines of corpus/{ar,en}/claim_links.yaml."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.read.claim_links import read_links
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from tests.read.corpus import lines, sheet

LINES = [(lang, text, want) for lang in ("ar", "en") for text, _, want in lines(lang, "claim_links")]
AUTHORITY = CompiledAuthority()


def read(text: str, lang: str) -> list[str]:
    """The links of a text, as the corpus writes them."""
    got = read_report(sheet(text, lang).report, AUTHORITY)

    def trigger(position: int) -> str:
        span = got.claims[position].trigger
        return text[span.start : span.end]

    return [f"{k.kind}: {trigger(k.first)} > {trigger(k.second)}" for k in got.links]


@pytest.mark.parametrize(("lang", "text", "want"), LINES)
def test_line(lang: str, text: str, want: list[Any]) -> None:
    assert read(text, lang) == want


def test_both_rules_fire() -> None:
    fired = {k.made.rule for lang, text, _ in LINES for k in read_report(sheet(text, lang).report, AUTHORITY).links}
    assert fired == {"claim.link.tied", "claim.link.led"}


@pytest.mark.parametrize("text", ["", "بعد أن", "بعد أن " * 2000, "قصف بعد " * 1500])
def test_odd_texts(text: str) -> None:
    s = sheet(text, "ar")
    assert read_links(s) == []
    assert isinstance(read(text, "ar"), list)
