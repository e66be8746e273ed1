"""`isnad control`: who is said to hold a place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.show.cli.app import run

TEXT = """Islamic State captured Palmyra in May 2015, the governor of Homs said.

In March 2016 the Syrian army retook Palmyra from Islamic State.
"""


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path, report = str(tmp_path / "p.isnad"), tmp_path / "one.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run(["new", path]) == 0
    assert run(["add", path, str(report)]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize("name", ["Palmyra", "palmyra", "palm"])
def test_holders_are_told_in_order(case: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["control", case, name, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["place"] == "Palmyra"
    assert [(s["holder"], s["since"], s["until"], s["fight"]) for s in found["spells"]] == [
        (["Islamic State"], "2015-05", "2016-03", None), (["Syrian government"], "2016-03", None, None),
    ]  # fmt: skip
    for row in found["claims"]:
        assert TEXT[row["start"] : row["end"]] == row["quote"]
        assert row["said_by"]


def test_the_table_shows_spells_and_claims(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["control", case, "Palmyra"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Palmyra\n")
    assert "regained" in out
    assert "captured Palmyra" in out
    assert run(["control", case, "Palmyra", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("id,report,position,change,holder,before,fight")


def test_an_unknown_place_is_answered_with_the_nearest(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["control", case, "Palmira"]) == 2
    assert "did you mean Palmyra?" in capsys.readouterr().err
