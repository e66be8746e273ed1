"""Mentions of whole texts: reports of our own gold, hostile input, order and overlap."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from isnad.resolve.authority import CompiledAuthority
from isnad.text.doc import Doc

GOLD = Path(__file__).resolve().parents[2] / "corpus" / "gold"

HOSTILE = {
    "one letter": "ا" * 100_000,
    "quotes": '"' * 50_000,
    "sources": "المصدر " * 8_000,
    "titles": "رئيس " * 8_000,
    "names": "قال محمد " * 8_000,
    "ties": "forces loyal to " * 5_000,
    "capitals": "Aaa Bbb " * 8_000,
    "owners": "our forces " * 8_000,
    "nulls": "\x00" * 50_000,
}


def test_order_and_overlap() -> None:
    """Mentions stand in order, inside the text, none over another."""
    for path in sorted(GOLD.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lang = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["lang"]
        last = 0
        for m in CompiledAuthority().mentions(Doc(text, lang)):
            assert last <= m.span.start < m.span.end <= len(text)
            assert m.name
            last = m.span.end


def _names(text: str, lang: str) -> set[str]:
    return {n.casefold() for m in CompiledAuthority().mentions(Doc(text, lang)) for n in (m.party, m.name) if n}


def test_gold_parties_are_mentioned() -> None:
    """The parties that our annotated reports name are sides of mentions in them."""
    right = wanted = 0
    for path in sorted(p for part in ("dev", "tuned") for p in (GOLD / part).glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "events" not in gold or "lang" not in gold:
            continue
        names = _names(path.with_suffix(".txt").read_text(encoding="utf-8"), gold["lang"])
        parties = {n.casefold() for e in gold["events"] for n in (*e["actor"], *e["recipient"])}
        right += len(parties & names)
        wanted += len(parties)
    assert right >= 0.85 * wanted


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hostile_text(name: str, lang: str) -> None:
    """No text takes more than linear time."""
    started = time.process_time()
    CompiledAuthority().mentions(Doc(HOSTILE[name], lang))
    assert time.process_time() - started < 8


def test_same_text_same_mentions() -> None:
    """Reading a text twice, with others between, finds the same."""
    text = "قال المتحدث باسم الجيش السوداني إن قوات الدعم السريع قصفت المشفى. وأضاف المتحدث أن قواتها انسحبت."
    first = CompiledAuthority().mentions(Doc(text, "ar"))
    CompiledAuthority().mentions(Doc("هاجم الحوثيون الميناء اليمني فقصف التحالف مواقعهم.", "ar"))
    assert CompiledAuthority().mentions(Doc(text, "ar")) == first


def test_last_words() -> None:
    """A name, a title or a generic word that ends the text ends with it."""
    for text in ("اسمه محمد", "زار حفتر. ثم عاد حفتر", "رئيس", "القوات", "من قوات", "He met General", "forces loyal to", "the group"):
        lang = "en" if text.isascii() else "ar"
        for m in CompiledAuthority().mentions(Doc(text, lang)):
            assert m.span.end <= len(text)
