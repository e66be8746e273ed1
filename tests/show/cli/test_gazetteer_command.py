"""`isnad gazetteer`: files of places are added, listed, found in, taken out; what is wrong is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.resolve import gazetteer, gazetteer_user
from isnad.resolve.gazetteer_find import find_places
from isnad.show.cli.app import run
from isnad.text.doc import Doc

TABLE = "name,name_ar,lat,lon,kind,country\nTell Samra,تل السمرا,33.5,36.3,village,SY\n,,,,,\nDeir Sama,,,,,\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ISNAD_GAZETTEER", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)
    gazetteer_user.region.cache_clear()
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8")
    yield tmp_path
    gazetteer_user.region.cache_clear()


def test_added_listed_and_taken_out(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gazetteer", "add", "mine.csv"]) == 0
    assert "added mine: 2 places read as csv, 1 with coordinates, 1 with Arabic names" in capsys.readouterr().out
    assert run(["gazetteer", "list", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["form"], row["records"], row["placed"], row["source"]) == ("mine", "csv", 2, 1, "mine.csv")
    assert run(["gazetteer", "remove", "mine"]) == 0
    assert run(["gazetteer", "remove", "mine"]) == 2
    assert "gazetteer.unknown" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["add", "none.csv"], 3, "gazetteer.unreadable"), (["add", "mine.csv", "--as", "shape"], 2, "gazetteer.form"),
        (["add", "mine.csv", "--name", "../up"], 2, "gazetteer.name"), (["add", "mine.csv", "mine.csv", "--name", "x"], 2, "gazetteer.name"),
        (["add", "mine.csv", "--country", "Syria"], 2, "gazetteer.country"), (["region", "SY", "XX"], 2, "gazetteer.country"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(own: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str) -> None:
    assert run(["gazetteer", *arguments]) == code
    assert said in capsys.readouterr().err


def test_coordinates_off_the_map_are_told_of(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "name,lat,lon\nTell Samra,33.5,36.3\nNowhere,134,500\nTell Abyad,north,38.9\nDeir Sama,,\n"
    (own / "off.csv").write_text(table, encoding="utf-8")
    assert run(["gazetteer", "add", "off.csv"]) == 0
    said = capsys.readouterr()
    assert "added off: 4 places read as csv, 1 with coordinates" in said.out
    assert said.err.count("gazetteer.coordinates") == 2
    assert "134, 500: no degrees north" in said.err
    assert "line 3" in said.err
    shape = {"type": "Feature", "properties": {"name": "Deir Sama"}, "geometry": {"type": "Point", "coordinates": [500, 134]}}
    (own / "off.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}), encoding="utf-8")
    assert run(["gazetteer", "add", "off.geojson", "--name", "two"]) == 0
    assert "gazetteer.coordinates" in capsys.readouterr().err


def test_find_names_all_that_a_name_may_be(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gazetteer.gazetteer.cache_clear()
    assert run(["gazetteer", "find", "طرابلس", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"LB", "LY"} <= {r["country"] for r in rows}
    assert rows[0]["precision"] == "settlement"
    assert run(["gazetteer", "find", "Abu Kamal", "--country", "sy", "--format", "json"]) == 0
    assert [r["id"] for r in json.loads(capsys.readouterr().out)] == ["geonames:174448"]
    gazetteer.gazetteer.cache_clear()


def test_a_region_speaks_for_its_places(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "وصل الوفد إلى طرابلس مساء."
    assert run(["gazetteer", "region", "lb"]) == 0
    assert capsys.readouterr().out == "LB\n"
    assert [p.country for p in find_places(Doc(text, "ar"), [])] == ["LB"]
    assert run(["gazetteer", "region", "LY"]) == 0
    assert [p.country for p in find_places(Doc(text, "ar"), [])] == ["LY"]
    assert len(gazetteer_user.mark()) == 64
    assert run(["gazetteer", "region", "--none"]) == 0
    assert run(["gazetteer", "region", "Lebanon"]) == 2
    assert gazetteer_user.mark() == ""
