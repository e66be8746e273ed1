"""A town and the province it is said to lie in: what happens there happens in the town."""

from __future__ import annotations

import pytest

from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority


def _places(text: str) -> list[str | None]:
    report = Report("a", text, "0" * 64, "ar", Capture("a", "", "test", "text/plain", "utf-8"))
    reading = read_report(report, CompiledAuthority())
    return [None if c.place is None else report.text[reading.places[c.place].span.start : reading.places[c.place].span.end] for c in reading.claims]


@pytest.mark.parametrize(
    "text",
    [
        "سيطر الجيش السوري على السخنة في ريف حمص الشرقي بعد انسحاب تنظيم داعش منها.",
        "سيطر الجيش السوري على السخنة بمحافظة حمص بعد انسحاب تنظيم داعش منها.",
    ],
)
def test_what_is_told_beside_a_province_is_placed_in_its_town(text: str) -> None:
    assert set(_places(text)) == {"السخنة"}


def test_a_province_with_no_town_before_it_is_the_place() -> None:
    assert all("حمص" in (p or "") for p in _places("انسحب تنظيم داعش من ريف حمص الشرقي."))


def test_a_definite_noun_behind_the_deed_takes_up_the_place_last_named_by_it() -> None:
    text = "سلّم الجيش السوري مطار الطبقة لتنظيم داعش يوم الأحد. وفي حماة اجتمع الضباط. وقيل إن تسليم المطار لتنظيم داعش جرى يوم السبت."
    assert _places(text)[-1] == _places(text)[0] != "حماة"
    other = "سلّم الجيش السوري مطار الطبقة لتنظيم داعش يوم الأحد. وفي حماة قيل إن تسليم السلاح لتنظيم داعش جرى يوم السبت."
    assert _places(other)[-1] == "حماة"
