"""The benchmark on recorded incidents: it loads records and reports, and judges place, date and dead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.incidents import date_outcome, dead_outcome, deaths, load, main, place_outcome, reading

HEAD = (
    "code,airwars_id,date,date_end,published,location_ar,location_en,lat,lon,geo_precision,"
    "civ_killed_min,civ_killed_max,mil_killed_min,mil_killed_max"
)
ROWS = (
    "A1,1,2022-05-03,,2022-05-03,سراقب,Saraqib,35.864,36.805,town,2,3,,",
    "A2,2,2022-05-04,,2022-05-04,تدمر,Palmyra,34.56,38.28,town,1,1,0,1",
    "A3,3,2022-05-05,2022-05-06,,قرية,village,,,,,,,",
)
TEXTS = {
    "1": "قتل ثلاثة مدنيين اليوم الثلاثاء بقصف قوات النظام السوري مدينة سراقب.",
    "2": "قصفت طائرات روسية مدينة حماة قبل شهر، ما أدى إلى مقتل مدني.",
    "3": "لم يحدث شيء.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "incidents.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    rows = [{"id": f"r{i}", "publisher": "", "lang": "ar", "incidents": [i], "text": t} for i, t in TEXTS.items()]
    rows.append({"id": "both", "publisher": "", "lang": "ar", "incidents": ["1", "2"], "text": TEXTS["1"]})
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return tmp_path


def test_records_and_reports_are_loaded(folder: Path) -> None:
    incidents, reports = load(folder)
    assert [r.id for r in reports] == ["r1", "r2", "r3", "both"]
    assert reports[3].incidents == ("1", "2")
    assert incidents["1"].dead == (2, 3)
    assert incidents["2"].dead == (1, 2)
    assert incidents["3"].dead is None
    assert (incidents["3"].lat, incidents["3"].first.day, incidents["3"].last.day, incidents["3"].recorded) == (None, 5, 6, "2022-05-05")


def test_what_is_right_and_what_is_not(folder: Path) -> None:
    incidents, reports = load(folder)
    right, wrong = (reading(r, incidents[r.incidents[0]].recorded) for r in reports[:2])
    assert place_outcome(incidents["1"], right, reports[0].text) == "right"
    assert date_outcome(incidents["1"], right) == "right"
    assert dead_outcome(incidents["1"], right, reports[0].text) == "right"
    assert place_outcome(incidents["2"], wrong, reports[1].text) == "the record's name is not in the text"
    assert date_outcome(incidents["2"], wrong) == "another date"
    assert list(deaths(wrong, reports[1].text)) == [(1, 1)]


def test_the_figures_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--misses", "5"]) == 0
    out = capsys.readouterr().out
    assert "place 0.500  (1/2)" in out
    assert "without a date of publication" in out


def test_real_records() -> None:
    data = Path(__file__).parents[2] / "../shared/data/incidents_syria"
    if not data.is_dir():
        pytest.skip("no ../shared/data/incidents_syria beside the repository")
    incidents, reports = load(data)
    assert len(incidents) > 300
    assert sum(len(r.incidents) == 1 for r in reports) > 600
