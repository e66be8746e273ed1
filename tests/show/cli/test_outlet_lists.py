"""Lists know an outlet under all its names: reports of it, its count, what is asked of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.show.cli.app import run
from isnad.store.browse import Browse
from isnad.store.contracts import CaseInfo
from isnad.store.filters import ReportFilter
from isnad.store.sqlite import SqliteStore
from tests.store import made

OUTLETS = ("قناة الجزيرة", "Al Jazeera", "aljazeera.net", "صحيفة الغارديان", "The Guardian", "المرصد", None)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "a.isnad"
    with SqliteStore().create(path, CaseInfo("Case", "Who?", made.NOW, "isnad/test")) as store:
        for n, outlet in enumerate(OUTLETS):
            report = made.report(f"r{n}", f"{made.TEXT} {n}", outlet, "2015-05-01")
            store.add(report, report.text.encode())
            store.put_reading(made.reading(report, occurred=True), "f")
    return path


def rows(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([str(a) for a in (*arguments, "--format", "json")]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_an_outlet_is_counted_once(case: Path) -> None:
    with SqliteStore().view(case) as view:
        assert Browse(view).grouped("outlet") == [("Al Jazeera", 3), ("The Guardian", 2), (None, 1), ("المرصد", 1)]
        assert Browse(view).grouped("outlet", 1) == [("Al Jazeera", 3)]
        assert Browse(view).spellings("الجزيرة نت") == ("Al Jazeera", "aljazeera.net", "قناة الجزيرة")
        for asked in ("Al Jazeera", "قناة الجزيرة", "aljazeera.com"):
            found, total = Browse(view).reports(ReportFilter(outlet=asked), 0, 10)
            assert (total, sorted(r.name for r in found)) == (3, ["r0", "r1", "r2"])
        assert Browse(view).reports(ReportFilter(outlet="Nobody's Paper"), 0, 10) == ([], 0)
        assert Browse(view).voices()[0].keys() >= {"Al Jazeera", "The Guardian"}
        assert not Browse(view).voices()[0].keys() & {"قناة الجزيرة", "aljazeera.net", "صحيفة الغارديان"}


@pytest.mark.parametrize("asked", ["Al Jazeera", "الجزيرة نت", "قناة الجزيرة"])
def test_a_search_for_an_outlet_finds_it_under_all_its_names(case: Path, capsys: pytest.CaptureFixture[str], asked: str) -> None:
    assert sorted(str(r["report"]) for r in rows(capsys, "search", case, "--outlet", asked)) == ["r0", "r1", "r2"]


def test_a_report_keeps_the_name_that_it_came_with(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {r["outlet"] for r in rows(capsys, "reports", case)} == set(OUTLETS)
