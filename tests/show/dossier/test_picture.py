"""The picture of a pair: a page and an image of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from isnad.show.cli.app import run

TEXT = (
    "Planes of the Syrian government bombed Islamic State positions in Raqqa on 10 March 2015, Reuters reported.\n"
    "Amaq said that Islamic State seized Palmyra from the Syrian government on 20 May 2015.\n"
    "Samir Halabi told Reuters that the Syrian government did not bomb the convoy of Islamic State on 14 October 2017.\n"
)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714564800")
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT, encoding="utf-8")
    Path("in/a.meta.json").write_text('{"protect": ["Samir Halabi"]}', encoding="utf-8")
    assert run(["new", "c"]) == 0
    assert run(["add", "c", "in"]) == 0
    return "c"


def drawn(case: str, name: str, *more: str) -> str:
    assert run(["dyad", case, "Syrian government", "Islamic State", "-o", name, *more]) == 0
    return Path(name).read_text(encoding="utf-8")


def test_the_page_has_a_picture_for_all_and_for_each_camp_in_both_languages(case: str) -> None:
    html = drawn(case, "p.html", "--lang", "en")
    assert html.count("<h2>") == 5
    assert 'dir="rtl"' in html
    assert 'dir="ltr"' in html
    links = set(re.findall(r'href="#(e-[^"]+)"', html))
    assert links
    assert links <= set(re.findall(r'id="(e-[^"]+)"', html))
    assert not re.findall(r'(?:src|href)="(?!#)', html)  # nothing is fetched
    assert "bombed" in html
    assert "Halabi" not in html


def test_the_one_who_acts_stands_first_in_either_direction(case: str) -> None:
    html = drawn(case, "p.html")
    heads = re.findall(r'dir="rtl">([^<]*←[^<]*)</span><span class="ui" lang="en" dir="ltr">([^<]*→[^<]*)<', html)
    assert ("الحكومة السورية ← تنظيم الدولة الإسلامية", "Syrian government → Islamic State") in heads
    assert ("تنظيم الدولة الإسلامية ← الحكومة السورية", "Islamic State → Syrian government") in heads


def test_reasons_of_grades_are_in_both_languages(case: str) -> None:
    html = drawn(case, "p.html")
    assert "ولو سقط لما بقي شيء" in html
    assert "if it fell, nothing would be left" in html
    for arabic in re.findall(r'<span class="ui" lang="ar" dir="rtl">(.*?)</span>', html):
        assert "nothing would be left" not in arabic


def test_the_image_is_xml_and_runs_the_other_way_in_arabic(case: str) -> None:
    arabic, english = (drawn(case, f"{x}.svg", "--lang", x) for x in ("ar", "en"))
    bars = []
    for text in (arabic, english):
        root = etree.fromstring(text.encode())
        assert root.tag.endswith("svg")
        bars.append([float(b.get("x", "0")) for b in root.iter("{*}rect") if "bar" in b.get("class", "")])
    assert len(bars[0]) == len(bars[1]) > 0
    assert bars[0] != bars[1]


def test_what_cannot_be_drawn_is_told(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dyad", case, "Syrian government", "Islamic State", "-o", "p.gif"]) == 2
    assert run(["dyad", case, "Syrian government", "Islamic State", "-o", "none/p.svg"]) == 2
    assert run(["dyad", case, "Syrian government", "Islamic State", "--told-by", "me"]) == 2
    assert "cli.format" in capsys.readouterr().err
