"""Event data as published: layouts, wrong layouts, wrong values."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from isnad.errors import InputError
from isnad.ingest.recorded import read_recorded

UCDP = (
    "id,year,type_of_violence,dyad_name,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,"
    "deaths_civilians,low,best,high,source_headline\n"
    "#meta+id,#date+year,,,,,,,,,,,,,,,,,,\n"
    "7,2014,1,Government of Iraq - IS,Government of Iraq,IS,1,Fallujah town,Anbar,33.35,43.79,Iraq,1,2014-01-24,2014-01-25,1,8,8,9,Fighting\n"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,"
    "source,notes,fatalities\n"
    "SYR1,05 March 2022,2022,1,Explosions/Remote violence,Shelling,Military Forces of Syria (2000-2024),Civilians (Syria),Syria,Idlib,Sarmin,"
    "35.9,36.72,1,SOHR,x,3\n"
)


def write(folder: Path, text: str, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_ucdp(tmp_path: Path) -> None:
    read = read_recorded(write(tmp_path, UCDP))
    (r,) = read.records
    assert (r.row, r.key, r.first, r.last, r.lat, r.where_prec, r.low, r.best, r.high) == (3, "7", "2014-01-24", "2014-01-25", 33.35, 1, 8, 8, 9)
    assert r.parties == ("Iraqi government", "Islamic State")
    assert read.coverage is not None
    assert (read.coverage.first, read.coverage.last, read.coverage.countries, read.coverage.dyads) == ("2014-01-24", "2014-01-25", ("Iraq",), 1)
    assert not read.diagnostics


def test_acled_with_its_own_dates(tmp_path: Path) -> None:
    (r,) = read_recorded(write(tmp_path, ACLED)).records
    assert (r.layout, r.first, r.best, r.parties, r.kind) == ("acled", "2022-03-05", 3, ("Syrian government", "civilians"), "Shelling")


def test_gdelt_without_a_header(tmp_path: Path) -> None:
    row = [""] * 61
    row[0], row[1], row[6], row[16], row[26], row[52], row[53], row[56], row[57], row[60] = (
        "1210000001", "20220305", "SYRIA", "REBEL", "190", "Sarmin, Idlib, Syria", "SY", "35.9", "36.72", "https://example.org/a",
    )  # fmt: skip
    (r,) = read_recorded(write(tmp_path, "\t".join(row) + "\n", "20220305.export.CSV")).records
    assert (r.layout, r.key, r.first, r.place, r.lat, r.row) == ("gdelt", "1210000001", "2022-03-05", "Sarmin, Idlib, Syria", 35.9, 1)


def test_any_table_by_a_mapping_and_who_knows_its_parties(tmp_path: Path) -> None:
    path = write(tmp_path, "tag;y;x;who;dead\n2022/03/05;35.9;36.7;the regime;3\n")
    mapping = {"first": "tag", "lat": "y", "lon": "x", "side_a": "who", "best": "dead"}
    (r,) = read_recorded(path, mapping, lambda name: "Syrian government" if name == "the regime" else None).records
    assert (r.layout, r.first, r.best, r.parties) == ("mapped", "2022-03-05", 3, ("Syrian government",))


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a,b\n1,2\n", "no layout that is known"),
        (UCDP.replace("date_start", "date_begin"), "date_start"),
        (UCDP.replace("low,best,high", "lo,be,hi"), "best or best_est"),
        (ACLED.replace("latitude", "breadth"), "latitude"),
    ],
)
def test_an_unknown_or_old_layout_says_which_column(tmp_path: Path, text: str, column: str) -> None:
    with pytest.raises(InputError) as error:
        read_recorded(write(tmp_path, text))
    d = error.value.diagnostic
    assert d.code == "records.layout"
    assert column in d.message
    assert d.place == "row 1"
    assert d.remedy


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("2014-01-24,", "24/01/14,", "date_start"), ("33.35", "north", "latitude"), ("43.79", "430", "longitude"), (",8,8,9", ",8,many,9", "best"),
        ("2014-01-25", "2013-01-25", "date_end"),
    ],
)
def test_a_wrong_value_names_its_row_and_column_and_the_rest_goes_on(tmp_path: Path, old: str, new: str, column: str) -> None:
    header, tags, row = UCDP.splitlines(keepends=True)
    read = read_recorded(write(tmp_path, header + tags + row.replace(old, new) + row.replace("7,", "8,", 1)))
    assert [r.key for r in read.records] == ["8"]
    (d,) = read.diagnostics
    assert (d.code, d.place) == ("records.value", "row 3")
    assert d.message.startswith(column)


def test_an_empty_file_and_a_missing_one(tmp_path: Path) -> None:
    for path, code in ((write(tmp_path, ""), "records.empty"), (tmp_path / "none.csv", "records.file")):
        with pytest.raises(InputError) as error:
            read_recorded(path)
        assert error.value.diagnostic.code == code


def test_seven_thousand_rows_in_less_than_five_seconds(tmp_path: Path) -> None:
    header, tags, row = UCDP.splitlines(keepends=True)
    path = write(tmp_path, header + tags + row * 7500)
    started = time.perf_counter()
    assert len(read_recorded(path).records) == 7500
    assert time.perf_counter() - started < 5
