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


def test_a_file_is_kept_in_the_case_apart_from_its_claims_and_later_runs_need_none(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["records", case]) == 2
    assert "records.none" in capsys.readouterr().err
    assert run(["claims", case, "--format", "json"]) == 0
    claims = capsys.readouterr().out
    assert run(["records", case, "ged.csv", "--format", "json"]) == 0
    first = capsys.readouterr()
    assert "sha256" in first.err
    Path("ged.csv").unlink()
    assert run(["records", case, "--format", "json"]) == 0
    assert capsys.readouterr().out == first.out
    (row,) = json.loads(first.out)[0]["records"]
    assert (row["date_prec"], row["where_prec"], row["file"]) == (1, 1, "ged.csv")
    assert run(["claims", case, "--format", "json"]) == 0
    assert capsys.readouterr().out == claims
    assert run(["verify", case]) == 0
    assert run(["records", case, "--forget", "none.csv"]) == 2
    assert run(["records", case, "--forget", "ged.csv"]) == 2, "nothing is left to compare with"


def test_columns_named_once_are_kept_with_the_file(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("our.csv").write_text("day,y,x,one,other\n2015-03-10,35.95,39.01,Government of Syria,IS\n", encoding="utf-8")
    named = [x for pair in ("first=day", "lat=y", "lon=x", "side_a=one", "side_b=other") for x in ("--column", pair)]
    assert run(["records", case, "our.csv", *named, "--format", "json"]) == 0
    first = capsys.readouterr().out
    assert run(["records", case, "--format", "json"]) == 0
    assert capsys.readouterr().out == first


def test_a_wrong_value_is_told_with_its_column_and_row(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("half.csv").write_text(HEAD + ROW + ROW.replace("35.95", "north"), encoding="utf-8")
    assert run(["records", case, "half.csv"]) == 1
    said = capsys.readouterr().err
    assert "latitude: 'north' is no number" in said
    assert "row 3" in said
    Path("old.csv").write_text(HEAD.replace(",date_start", ",begun") + ROW, encoding="utf-8")
    assert run(["records", case, "old.csv"]) == 3
    assert "date_start" in capsys.readouterr().err
