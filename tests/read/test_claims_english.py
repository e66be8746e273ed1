"""English claims against the lines of `corpus/en/claims.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority

_PATH = Path(__file__).parents[2] / "corpus" / "en" / "claims.yaml"
LINES: list[dict[str, Any]] = yaml.safe_load(_PATH.read_text(encoding="utf-8"))["entries"]
_AUTHORITY = CompiledAuthority()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["text"][:60])
def test_line(line: dict[str, Any]) -> None:
    text = line["text"]
    reading = read_report(Report("t", text, "", "en", Capture("-", "", "test", "text/plain", "utf-8")), _AUTHORITY)
    found = []
    for c in reading.claims:
        word = text[c.trigger.start : c.trigger.end].split()[0]
        found.append((word, c.type, sorted(n.name for n in c.actor), sorted(n.name for n in c.recipient), not c.occurred))
    want = [(w["word"], w["type"], sorted(w["by"]), sorted(w["to"]), bool(w.get("not"))) for w in line["want"]]
    assert found == want
