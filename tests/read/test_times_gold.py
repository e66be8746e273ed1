"""Times and quantities against the annotated reports that may lie beside the repository (see their GUIDE.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from isnad.grammar.sheet import Sheet
from isnad.lang.pack import supported
from isnad.model.report import Capture, Report
from isnad.read.quantities import read_quantities
from isnad.read.times import read_times
from isnad.text.doc import Doc

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"


def _sheets(folder: str) -> list[tuple[dict[str, Any], Sheet]]:
    out = []
    for path in sorted((GOLD / folder).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "times" not in gold:
            continue
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        report = Report(path.stem, text, "", gold["lang"], Capture("", "", "", "text/plain", "utf-8"), published=gold["published"])
        s = Sheet(report, Doc(text, supported(gold["lang"])))
        s.times = read_times(s)
        s.quantities = read_quantities(s)
        out.append((gold, s))
    return out


def _f1(sheets: list[tuple[dict[str, Any], Sheet]], layer: str, same: Callable[[dict[str, Any], Any], bool]) -> float:
    right = found = wanted = 0
    for gold, s in sheets:
        items = list(getattr(s, layer))
        found, wanted = found + len(items), wanted + len(gold[layer])
        for g in gold[layer]:
            at = -1
            for _ in range(g.get("n", 0) + 1):
                at = s.report.text.find(g["quote"], at + 1)
            hit = next((x for x in items if x.span.start < at + len(g["quote"]) and at < x.span.end and same(g, x)), None)
            if hit is not None:
                items.remove(hit)
                right += 1
    return 2 * right / (found + wanted)


@pytest.mark.parametrize("folder", ["dev", "seeds"])
def test_targets(folder: str) -> None:
    if not (GOLD / folder).is_dir():
        pytest.skip("no annotated reports beside the repository")
    sheets = _sheets(folder)
    assert _f1(sheets, "times", lambda g, t: True) >= 0.90
    assert _f1(sheets, "times", lambda g, t: g["edtf"].rstrip("~?%") == t.edtf.rstrip("~?%")) >= 0.85
    assert _f1(sheets, "quantities", lambda g, q: (g["min"], g["max"]) == (q.min, q.max)) >= 0.80
