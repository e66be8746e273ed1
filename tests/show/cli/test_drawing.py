"""`isnad dyad … -o`: a pair as a page, an image of lines or of dots, and a table; and by some of its lines alone."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from isnad.show.cli.app import run

TEXT = """قال الجيش السوري إنه قصف مواقع تنظيم الدولة الإسلامية في تدمر في 3 أيار/مايو 2016.

وأعلن تنظيم الدولة الإسلامية سيطرته على السخنة من الجيش السوري في حزيران/يونيو 2016.

وتوصل الجيش السوري وتنظيم الدولة الإسلامية إلى اتفاق في تدمر.
"""
PAIR = ["Syrian government", "Islamic State"]


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path, report = str(tmp_path / "p.isnad"), tmp_path / "=cmd.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run(["new", path]) == 0
    assert run(["add", path, str(report)]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_image_names_what_is_told_and_says_how_thinly_it_rests(case: str, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "pair.svg"
    assert run(["dyad", case, *PAIR, "-o", str(out), "--lang", lang]) == 0
    svg = out.read_text(encoding="utf-8")
    ElementTree.fromstring(svg)
    assert ("تدمر" if lang == "ar" else "Palmyra") in svg
    assert 'class="between cooperation"' in svg, "what bears no date is drawn apart"
    assert len(re.findall('class="who"', svg)) >= 3
    assert "<script" not in svg


def test_a_page_opens_each_event_to_its_words(case: str, tmp_path: Path) -> None:
    out = tmp_path / "pair.html"
    assert run(["dyad", case, *PAIR, "-o", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    linked = set(re.findall(r'href="#(e-\w+)"', page))
    assert linked
    assert linked <= set(re.findall(r'id="(e-\w+)"', page))
    assert "السخنة" in page


def test_a_table_has_one_row_a_point_with_its_words_and_no_formula(case: str, tmp_path: Path) -> None:
    out = tmp_path / "pair.csv"
    assert run(["dyad", case, *PAIR, "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert {r["kind"] for r in rows} == {"conflict", "cooperation"}
    assert any("السخنة" in r["quotes"] for r in rows)
    assert not [c for r in rows for c in r.values() if c.startswith(("=", "+", "@"))]
    undated = next(r for r in rows if r["kind"] == "cooperation")
    assert (undated["time"], undated["between"]) == ("", "2016-05-03")


def test_an_image_of_dots(case: str, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra `publish` is not installed")
    out = tmp_path / "pair.png"
    assert run(["dyad", case, *PAIR, "-o", str(out)]) == 0
    assert out.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_without_the_extra_it_is_told(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr("isnad.show.cli.drawing.find_spec", lambda name: None if name == "vl_convert" else there(name))
    assert run(["dyad", case, *PAIR, "-o", str(tmp_path / "pair.png")]) == 2
    assert "isnad[publish]" in capsys.readouterr().err


def test_by_some_lines_alone(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dyad", case, *PAIR, "--camp", "Islamic State", "-f", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [r["actor"] for r in rows] == ["Islamic State"]
    for wrong in (["--kind", "paper"], ["--grade", "sure"], ["--camp", "Nobody Known"], ["-o", "pair.gif"]):
        assert run(["dyad", case, *PAIR, *wrong]) == 2
        assert "error[cli." in capsys.readouterr().err


def test_a_denial_beside_what_it_denies_is_called_one(tmp_path: Path) -> None:
    for name, text in (
        ("a", "The Civil Defence said Syrian planes bombed the market of Douma on 1 April 2018."),
        ("b", "The Syrian army denied on 2 April 2018 that its planes had bombed the market of Douma on 1 April 2018."),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.meta.json").write_text(f'{{"outlet": "Outlet {name}", "published": "2018-04-02"}}', encoding="utf-8")
    case = str(tmp_path / "c.isnad")
    assert run(["new", case]) == 0
    assert run(["add", case, str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 0
    for name in ("pair.csv", "pair.html"):
        assert run(["dyad", case, "Syrian government", "civilians", "-o", str(tmp_path / name)]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "pair.csv").read_text(encoding="utf-8"))))
    quotes = "\n".join(r["quotes"] for r in rows)
    assert ", Syrian army (denies it): “" in quotes
    assert ", The Civil Defence: “" in quotes
    assert "denies it" in (tmp_path / "pair.html").read_text(encoding="utf-8")
