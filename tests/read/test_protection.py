"""Corpus lines of protected sources, and what holds for any text."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from isnad.lang.tables import table
from isnad.model.codec import dumps, loads
from isnad.model.records import Statement
from isnad.read.protection import nicknames, phrases, protect
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from isnad.text.doc import Doc
from tests.link.gold import report

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def lines() -> list[tuple[str, dict[str, Any]]]:
    return [(lang, e) for lang in ("ar", "en") for e in yaml.safe_load((CORPUS / lang / "protection.yaml").read_text(encoding="utf-8"))["entries"]]


@cache
def authority() -> CompiledAuthority:
    return CompiledAuthority()


@pytest.mark.parametrize(("lang", "entry"), lines(), ids=lambda x: x["text"][:40] if isinstance(x, dict) else x)
def test_corpus(lang: str, entry: dict[str, Any]) -> None:
    reading = read_report(report("r", entry["text"], lang=lang), authority())
    for wanted, key in ((True, "protected"), (False, "open")):
        for words in entry.get(key, ()):
            held = [s for s in reading.statements if words in s.span.quote(entry["text"])]
            assert held, f"no statement holds {words}"
            assert {s.protect for s in held} == {wanted}, words


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_entry_fires_in_the_corpus(lang: str) -> None:
    fired = {p.entry for other, e in lines() if other == lang for p in phrases(Doc(e["text"], lang))}
    assert fired == {e["id"] for e in table(lang, "protection")["entries"]}


@given(st.text(max_size=300))
def test_phrases_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    doc = Doc(text, "ar")
    found = phrases(doc)
    assert all(0 <= p.first < p.last <= len(doc.tokens) for p in found)
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert protect(doc, []) == []


def test_a_statement_that_an_earlier_version_kept_is_open() -> None:
    reading = read_report(report("r", "The minister said the hospital was closed."), authority())
    old = dumps(reading.statements[0]).replace(',"protect":false', "")
    assert loads(Statement, old) == reading.statements[0]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("ar", "وقال أحد السكان، طلب أن نرمز إليه بأبي مروان خوفًا على سلامته، إن القذائف سقطت.", ["ابو مروان"]),
        ("ar", "وقالت معلمة طلبت تعريفها باسم «أم ليلى» إن الصفوف أغلقت.", ["ام ليلى"]),
        ("ar", "طلب أن يعرف بلقب الصقر إن الجسر فُجّر.", ["الصقر"]),
        ("ar", "قال مقاتل عرف نفسه باسم مستعار لأسباب أمنية إن القوة انسحبت.", []),
        ("en", "A commander who asked to be identified only as Abu Layth said the bridge was mined.", ["Abu Layth"]),
        ("en", "A medic who asked us to call him Abu Omar said the ward was full.", ["Abu Omar"]),
        ("en", "A clerk who asked not to be named, Reuters reported, said the archive burned.", []),
    ],
)
def test_nicknames_that_phrases_give(lang: str, text: str, found: list[str]) -> None:
    assert nicknames(text, lang) == found
