"""English claims against the lines of `corpus/en/claims.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.grammar.rules import known_rules
from isnad.model.report import Capture, Report
from isnad.read import roles_english
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority

_PATH = Path(__file__).parents[2] / "corpus" / "en" / "claims.yaml"
LINES: list[dict[str, Any]] = yaml.safe_load(_PATH.read_text(encoding="utf-8"))["entries"]
_AUTHORITY = CompiledAuthority()
# Rules of the engine that both languages share and that English reports meet.
_SHARED = ("other-side", "same-again", "both-sides", "denied", "aimed", "like-before", "contradicted")


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
    status = {c.trigger.start: c.status for c in reading.claims}
    for claim, w in zip(reading.claims, line["want"], strict=True):
        assert "status" not in w or status[claim.trigger.start] == w["status"], w
        assert "mode" not in w or claim.mode == w["mode"], w


def test_a_third_of_the_lines_have_no_claim() -> None:
    assert len(LINES) >= 150
    assert sum(not line["want"] for line in LINES) * 3 >= len(LINES)


def test_every_rule_fires() -> None:
    fired: set[str] = set()
    for line in LINES:
        reading = read_report(Report("t", line["text"], "", "en", Capture("-", "", "test", "text/plain", "utf-8")), _AUTHORITY)
        for c in reading.claims:
            fired.update((c.made.rule, *c.made.entries))
    wanted = {r for r in known_rules() if r.startswith("en.claim.")} | {f"claim.role.{name}" for name in _SHARED} | {"claim.speaker"}
    wanted |= {v for v in vars(roles_english).values() if isinstance(v, str) and v.startswith("claim.role.")}
    assert not wanted - fired
