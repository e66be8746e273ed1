from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.errors import AnchorError
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.show.dossier.check import check, cover_page
from isnad.show.dossier.marks import Notes, marked
from isnad.show.protect import Shield


def _report(text: str, *, hide: tuple[str, ...] = ()) -> Report:
    return Report("r", text, "0" * 64, "ar", Capture("r.txt", "2026-01-01T00:00:00Z", "test", "text/plain", "utf-8"), protect=hide)


TEXT = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("قصف الطيران<>&\"'\u202e\u2067\r\n\t\x00😀ًّـ")),
    min_size=1,
    max_size=60,
)


@given(TEXT, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=6))
def test_marks_give_back_every_quotation_whatever_the_text_and_however_spans_cross(text: str, places: list[tuple[int, int]]) -> None:
    report = _report(text)
    notes = Notes()
    for start, length in places:
        span = Span(min(start, len(text) - 1), min(len(text), start + length))
        if span.start < span.end:
            notes.note(report, span, Span(span.start, span.start + 1))
    page = f"<div>{marked(report, notes.notes)}</div>"
    assert check(page, notes.notes, {report.id: report}) == 0


def test_a_page_whose_quotation_was_changed_is_not_let_out() -> None:
    report = _report("قصف الطيران المدينة")
    notes = Notes()
    notes.note(report, Span(0, 11))
    page = str(marked(report, notes.notes))
    check(page, notes.notes, {report.id: report})
    with pytest.raises(AnchorError, match="footnote 1"):
        check(page.replace("الطيران", "الطائرات"), notes.notes, {report.id: report})
    with pytest.raises(AnchorError, match="footnote 1"):
        check(page + '<q data-n="1">غير ذلك</q>', notes.notes, {report.id: report})


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(AnchorError, match=r"dossier\.anchor"):
        Notes().note(_report("abc"), Span(2, 9))


def test_a_protected_name_is_covered_in_text_and_quotation() -> None:
    report = _report("قال سامر الحلبي إن القافلة مرت. وأكد الحَلَبي ذلك.", hide=("سامر الحلبي",))
    shield = Shield(report.protect)
    covered = shield.spans(report.text)
    notes = Notes()
    notes.note(report, Span(0, 15))
    notes.note(report, Span(6, 30))
    page = str(marked(report, notes.notes, (), covered))
    assert "سامر" not in page
    assert "لبي" not in page
    assert check(page, notes.notes, {report.id: report}, shield) == 0


def test_a_page_in_which_a_protected_name_is_left_is_not_let_out() -> None:
    report = _report("قال سامر الحلبي إن القافلة مرت.", hide=("سامر الحلبي",))
    with pytest.raises(AnchorError, match=r"dossier\.protect"):
        check("<p>و لسامر</p>", [], {report.id: report}, Shield(report.protect))
    assert "سامر" not in cover_page("<h1 title=x>سامر &amp; غيره</h1>", Shield(report.protect))


def test_script_in_a_report_stays_text() -> None:
    report = _report("<script>alert(1)</script> & \"x\"")
    notes = Notes()
    notes.note(report, Span(0, 20))
    page = str(marked(report, notes.notes))
    assert "<script" not in page
    check(page, notes.notes, {report.id: report})
