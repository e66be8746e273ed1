"""`isnad search`: what it finds, in which form, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from isnad.show.cli.app import run
from isnad.store import searched
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore
from tests.store import made


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "a.isnad"
    with SqliteStore().create(path, CaseInfo("Case", "Who?", made.NOW, "isnad/test")) as store:
        for n in (1, 2):
            report = made.report(f"r{n}", f"{made.TEXT} {n}", "=SUM(A1)" if n == 2 else "المرصد", f"2015-05-0{n}")
            store.add(report, report.text.encode())
            store.put_reading(made.reading(report, occurred=n == 1), "f")
    return path


def ended(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_reports_are_found_and_each_hit_shows_its_words(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ended(capsys, "search", case, "القُرَى", "| للقرية", "--format", "json")
    rows = json.loads(out)
    assert (code, [r["report"] for r in rows]) == (0, ["r1", "r2"])
    with SqliteStore().view(case) as view:
        for row in rows:
            text = view.report(row["id"]).text
            assert [text[a:b] for a, b in row["spans"]] == ["القرية"] == row["words"]
            assert "⟦القرية⟧" in row["excerpts"][0]
    assert ended(capsys, "search", case, "القرية")[1].splitlines()[0].startswith("report\tpublished\toutlet")


def test_a_field_of_claims_finds_claims(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ended(capsys, "search", case, "--actor", "الحكومة السورية", "--occurred", "no", "-f", "json")
    (row,) = json.loads(out)
    assert (code, row["report"], row["occurred"], row["actor"], row["place"]) == (0, "r2", False, ["Syrian government"], "the village")
    assert ended(capsys, "search", case, "قصف", "--in", "claims", "--from", "2015-05-03")[1].count("\n") == 3
    code, _, err = ended(capsys, "search", case, "actor:x", "--in", "reports")
    assert (code, "search.field" in err) == (2, True)


def test_pages_orders_and_formulas(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = ended(capsys, "search", case, "قصف", "--sort", "newest", "--limit", 1, "-f", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["report"], row["outlet"]) == ("r2", "'=SUM(A1)")
    assert "1–1 of 2; the next: --skip 1" in err
    assert ended(capsys, "search", case, "كلام", "-f", "json")[1] == "[\n]\n"
    assert ended(capsys, "search", case, "كلام")[2] == "nothing found\n"


@pytest.mark.parametrize("query", ['"', "NEAR(", "x\x00y", "a" * 10_000, "", "*", "type:war", "from:x"])
def test_no_query_ends_in_an_error_of_the_database(case: Path, capsys: pytest.CaptureFixture[str], query: str) -> None:
    code, _, err = ended(capsys, "search", case, query)
    assert code in (0, 2)
    assert "sqlite" not in err.lower()
    assert "fts" not in err.lower()
    assert "error[search." in err if code else "error" not in err


def test_a_case_without_an_index_gets_one_unless_it_cannot_be_written(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SqliteStore().write(case) as store, store.transaction():
        searched.empty(store._db)
    assert ended(capsys, "search", case, "القرية")[0] == 0
    with SqliteStore().view(case) as view:
        assert searched.is_whole(view._db)


def test_protected_names_are_covered(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SqliteStore().write(case) as store:
        report = made.report("r3", "قال فلان إن القرية هادئة.")
        store.add(report, report.text.encode())
    _, out, _ = ended(capsys, "search", case, "هادئة", "-f", "json")
    assert "فلان" not in out
    assert "█" in out
