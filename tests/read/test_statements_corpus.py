"""The example lines of corpus/<lang>/statements.yaml: what must be read, and what must not."""

from __future__ import annotations

import re
from typing import Any

import pytest

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
