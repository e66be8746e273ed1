"""The example lines of corpus/<lang>/claims.yaml: what must be read, and what must not."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from tests.read.corpus import lines


def problems(text: str, lang: str, published: str | None, want: list[dict[str, Any]]) -> list[str]:
    """What differs between the claims read from a line and those it should give."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = Report("line", text, digest, lang, Capture("line", "", "", "text/plain", "utf-8"), published=published)
    left = list(read_report(report, CompiledAuthority()).claims)
    out = []
    for w in want:
        hit = next((c for c in left if c.type == w["type"] and w["word"] in text[c.trigger.start : c.trigger.end]), None)
        if hit is None:
            out.append(f"missing: {w['type']} {w['word']!r}")
            continue
        left.remove(hit)
        if hit.occurred == w.get("not", False):
            out.append(f"{w['word']!r}: occurred {hit.occurred} ({hit.made.rule})")
        if hit.status != w.get("status", "actual"):
            out.append(f"{w['word']!r}: status {hit.status} ({hit.made.rule})")
    out += [f"too much: {c.type} {text[c.trigger.start : c.trigger.end]!r} ({c.made.rule}, {c.made.entries})" for c in left]
    return out


@pytest.mark.parametrize(("text", "published", "want"), lines("ar", "claims"))
def test_arabic_line(text: str, published: str | None, want: list[dict[str, Any]]) -> None:
    assert problems(text, "ar", published, want) == []
