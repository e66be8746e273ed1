"""The day in a bulletin's heading is the day of what it tells without a time of its own."""

from __future__ import annotations

import pytest

from isnad.model.report import Capture, Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority

HEAD = "أخبار الميدان ليوم الثلاثاء 05-07-2022"


def _times(text: str) -> list[str | None]:
    report = Report("a", text, "0" * 64, "ar", Capture("a", "", "test", "text/plain", "utf-8"))
    return [c.time for c in read_report(report, CompiledAuthority()).claims]


def test_what_stands_below_a_dated_heading_is_of_that_day() -> None:
    assert _times(f"{HEAD}\n\nقصفت قوات النظام السوري مدينة سراقب.\n\nهاجم مقاتلو داعش بلدة السخنة.") == ["2022-07-05", "2022-07-05"]


def test_a_time_of_its_own_counts_more() -> None:
    assert _times(f"{HEAD}\n\nقصفت قوات النظام السوري مدينة سراقب في 3 حزيران 2022.") == ["2022-06-03"]


@pytest.mark.parametrize(
    "line", ["قال الناطق إن الاجتماع عقد يوم الثلاثاء 05-07-2022.", "أخبار الميدان", "أخبار الميدان من 3 تموز 2022 إلى 5 تموز 2022 في عام 2022"]
)
def test_a_sentence_or_a_line_without_one_day_is_no_heading(line: str) -> None:
    assert _times(f"{line}\n\nقصفت قوات النظام السوري مدينة سراقب.")[-1] is None


@pytest.mark.parametrize("line", ["الثلاثاء 05-07-2022", "آخر تحديث: الثلاثاء 05/07/2022", "وكالة الفرات / 5 تموز 2022 / العدد 12"])
def test_a_dateline_does_not_say_when_what_is_told_was(line: str) -> None:
    assert _times(f"صفقة الحدود\n{line}\n\nقصفت قوات النظام السوري مدينة سراقب.")[-1] is None


def test_bare_days_are_headings_where_the_page_is_a_diary() -> None:
    days = ("الأحد 3 تموز 2022", "الاثنين 4 تموز 2022", "الثلاثاء 5 تموز 2022")
    told = _times("\n\n".join(f"{day}\n\nقصفت قوات النظام السوري مدينة سراقب." for day in days))
    assert told == ["2022-07-03", "2022-07-04", "2022-07-05"]
