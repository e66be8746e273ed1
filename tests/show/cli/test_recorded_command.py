"""`isnad records`: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.show.cli.app import run

TEXT = "Planes of the Syrian government bombed Islamic State positions in Raqqa on 10 March 2015, killing eight people, residents said.\n"
HEAD = "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,date_end,low,best,high\n"
ROW = "9,1,Government of Syria,IS,1,Raqqa,35.95,39.01,Syria,1,2015-03-10,2015-03-10,7,8,9\n"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714564800")
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT, encoding="utf-8")
    Path("ged.csv").write_text(HEAD + ROW, encoding="utf-8")
    assert run(["new", "c"]) == 0
    assert run(["add", "c", "in"]) == 0
    return "c"


def test_a_claim_beside_its_record(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["records", case, "ged.csv", "--format", "json"]) == 0
    said = capsys.readouterr()
    rows = json.loads(said.out)
    assert [r["verdict"] for r in rows] == ["agrees"]
    assert rows[0]["records"][0]["key"] == "9"
    assert "1 records, 2015-03-10 to 2015-03-10, Syria" in said.err


def test_wrong_rows_end_with_one_and_wrong_layouts_with_three(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("half.csv").write_text(HEAD + ROW + ROW.replace("35.95", "north"), encoding="utf-8")
    assert run(["records", case, "half.csv"]) == 1
    Path("odd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run(["records", case, "odd.csv"]) == 3
    assert run(["records", case, "ged.csv", "--verdict", "true"]) == 2
    assert run(["records", case, "ged.csv", "--column", "first"]) == 2
    assert "records.layout" in capsys.readouterr().err
