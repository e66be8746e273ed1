"""A sentence that turns to another thing has not the day of the one before it."""

from __future__ import annotations

import pytest

from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from tests.read.corpus import sheet

AUTHORITY = CompiledAuthority()


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("ar", "سقط المطار يوم 3 أيار 2015. وقتل 40 مدنيا في مجزرة السوق.", "2015-05-03"),
        ("ar", "سقط المطار يوم 3 أيار 2015. أما مجزرة السوق فقتل فيها 40 مدنيا.", None),
        ("ar", "سقط المطار يوم 3 أيار 2015. أما مجزرة السوق في 5 أيار 2015 فقتل فيها 40 مدنيا.", "2015-05-05"),
        ("en", "The army took the airport on 3 May 2015. As for the massacre in the market, 40 people died.", None),
    ],
)
def test_as_for(lang: str, text: str, day: str | None) -> None:
    report = sheet(text, lang).report
    claims = [c for c in read_report(report, AUTHORITY).claims if report.text[c.trigger.start : c.trigger.end].strip("ال") in ("مجزرة", "massacre")]
    assert [c.time for c in claims] == [day]
