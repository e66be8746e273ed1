"""The example lines of corpus/<lang>/statements.yaml: what must be read, and what must not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from isnad.grammar.rules import known_rules
from isnad.model.records import Statement
from isnad.read.statements import read_statements
from isnad.resolve.authority import CompiledAuthority
from tests.read.corpus import lines, sheet

_EDGE = " \t\n.,،:؛;!?؟«»“”\"'()–-"


def read(text: str, lang: str) -> list[Statement]:
    """The statements of one line."""
    s = sheet(text, lang)
    s.mentions = CompiledAuthority().mentions(s.doc)
    return read_statements(s)


def bare(text: str) -> str:
    """A content without marks at its edges and runs of blanks."""
    return re.sub(r"\s+", " ", text).strip(_EDGE)


def problems(text: str, lang: str, want: list[dict[str, Any]]) -> list[str]:
    """What differs between the line and what it should say."""
    found = read(text, lang)
    out = []
    left = list(found)
    for w in want:
        hit = next((s for s in left if bare(text[s.span.start : s.span.end]) == bare(w["say"]) and _by(s, w["by"])), None)
        if hit is None:
            same = [s for s in left if bare(text[s.span.start : s.span.end]) == bare(w["say"])]
            others = f"; speaker read {[(s.speaker.name, s.speaker.surface) for s in same]}" if same else ""
            out.append(f"missing: {w['say']!r} by {w['by']!r}{others}")
            continue
        left.remove(hit)
        if "kind" in w and hit.kind != w["kind"]:
            out.append(f"kind {hit.kind}, not {w['kind']}: {w['say']!r}")
        if hit.stance != w.get("stance", "assert"):
            out.append(f"stance {hit.stance}, not {w.get('stance', 'assert')}: {w['say']!r}")
        links = w.get("via", [])
        if len(links) != len(hit.via) or not all(k in f"{v.name} {v.surface}" for k, v in zip(links, hit.via, strict=True)):
            out.append(f"via {[(v.name, v.surface) for v in hit.via]}, not {links}: {w['say']!r}")
    out += [f"too much: {text[s.span.start : s.span.end]!r} by {s.speaker.name!r} ({s.made.rule})" for s in left]
    return out


def _by(s: Statement, by: str) -> bool:
    return by in f"{s.speaker.name}|{s.speaker.surface or ''}"


@pytest.mark.parametrize(("text", "want"), [(t, w) for t, _, w in lines("ar", "statements")])
def test_arabic_line(text: str, want: list[dict[str, Any]]) -> None:
    assert problems(text, "ar", want) == []


@pytest.mark.parametrize(("text", "want"), [(t, w) for t, _, w in lines("en", "statements")])
def test_english_line(text: str, want: list[dict[str, Any]]) -> None:
    assert problems(text, "en", want) == []


def test_every_rule_fires() -> None:
    fired = {s.made.rule for lang in ("ar", "en") for text, _, _ in lines(lang, "statements") for s in read(text, lang)}
    named = {r for r in known_rules() if r.startswith(("ar.statement.", "en.statement."))}  # protection has a corpus of its own
    assert named - fired == set()


def test_enough_lines() -> None:
    assert len(lines("ar", "statements")) >= 400
    assert sum(1 for _, _, want in lines("ar", "statements") if not want) >= 120
    assert len(lines("en", "statements")) >= 80


def test_everything_is_anchored() -> None:
    for lang in ("ar", "en"):
        for text, _, _ in lines(lang, "statements"):
            for s in read(text, lang):
                assert s.made.spans
                for span in (s.span, s.cue, s.source, *s.made.spans):
                    assert span is None or 0 <= span.start < span.end <= len(text)


_HOSTILE = (
    "قال ", "قال إن ", "«", '" ', "((", "وأن ", "بحسب مصدر، ", "قال فلان: «", "نقلت عن ", "said that ", "“", "'' ", "he said, ", "X, said Y. ",
    "\x00", "a",
)  # fmt: skip


@pytest.mark.parametrize("unit", _HOSTILE)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hostile_texts_stay_linear(unit: str, lang: str) -> None:
    text = (unit * (30_000 // len(unit) + 1))[:30_000]
    read_statements(sheet(text, lang))  # a quadratic rule would take minutes here
