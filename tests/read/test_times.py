from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.model import edtf
from isnad.read.quantities import read_quantities
from isnad.read.timeline import stretch_of
from isnad.read.times import read_times
from tests.read.corpus import sheet

WORDS = (  # one word a blank
    "في من إلى حتى منذ قبل بعد يوم يومين أيام أسبوع شهر عام سنة الماضي الجاري المقبل التالي نفسه آذار نيسان/أبريل تشرين الأول رمضان 3 17 2014 ١٢ "
    "الأحد الاثنين أمس اليوم غدا أوائل منتصف أواخر ربيع الساعة صباحا قتل 20 جنديا مئات الآلاف ألف و / - ، . ( ) «\n"
)


def _edtf(text: str, lang: str = "ar", published: str | None = "2016-05-18") -> list[str]:
    return [t.edtf for t in read_times(sheet(text, lang, published))]


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30), st.sampled_from([None, "2016-05-18", "2016-05", "2016", "XXXX-05-18"]))
@settings(max_examples=150, deadline=None)
def test_whatever_the_words_values_are_valid_and_spans_lie_in_the_text(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    s = sheet(text, "ar", published)
    s.times = read_times(s)
    end = 0
    for t in s.times:
        assert edtf.valid(t.edtf)
        assert end <= t.span.start < t.span.end <= len(text)
        assert t.made.spans
        end = t.span.end
    for q in read_quantities(s):
        assert 0 <= q.span.start < q.span.end <= len(text)
        assert q.min is not None or q.max is not None
        assert q.min is None or q.max is None or q.min <= q.max


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_in_both_languages(text: str) -> None:
    for lang in ("ar", "en"):
        s = sheet(text, lang, "2016-05-18")
        s.times = read_times(s)
        read_quantities(s)


@pytest.mark.parametrize("unit", ["2014 ", "3 آذار و", "\n2014\n", "الأحد ", "3/", "قتل 20 و", "مئة و", "نحو ", "10 "])
def test_hostile_repetition_takes_time_in_proportion(unit: str) -> None:
    s = sheet(unit * (60_000 // len(unit)), "ar", "2016-05-18")
    started = time.perf_counter()
    s.times = read_times(s)
    read_quantities(s)
    assert time.perf_counter() - started < 30


def test_a_weekday_that_does_not_fit_its_date_is_doubted() -> None:
    s = sheet("سلم المطار يوم الأحد 23 آب 2014 لخصومه.", "ar", "2016-05-18")
    assert [t.edtf for t in read_times(s)] == ["2014-08-23"]
    (doubt,) = s.diagnostics
    assert doubt.code == "read.weekday-mismatch"
    assert "2014-08-23 was a Saturday" in doubt.message


def test_today_with_a_weekday_is_that_weekday() -> None:
    s = sheet("قتل خمسة اليوم الثلاثاء في القصف.", "ar", "2016-05-18")  # printed on the Wednesday
    assert [t.edtf for t in read_times(s)] == ["2016-05-17"]
    assert [d.code for d in s.diagnostics] == ["read.weekday-mismatch"]


def test_the_reference_is_kept() -> None:
    first, second = read_times(sheet("بدأ القصف في تموز 2014. وفي الشهر التالي اقتحموا القاعدة.", "ar", "2016-05-18"))
    assert (first.reference, second.reference) == (None, "2014-07")
    (yesterday,) = read_times(sheet("وصلوا أمس إلى البلدة.", "ar", "2016-05-18"))
    assert yesterday.reference == "2016-05-18"


def test_a_line_of_the_page_gives_the_day_of_publication() -> None:
    page = "عنوان الخبر\nآخر تحديث: الثلاثاء 03/05/2016 03:55 م\nقتل خمسة أمس في القصف.\n"
    assert _edtf(page, published=None) == ["2016-05-03", "2016-05-02"]
    assert _edtf("Title of the story\nMay 3, 2016\nFive people died yesterday in the shelling.\n", "en", None) == ["2016-05-03", "2016-05-02"]


def test_a_date_inside_a_sentence_is_no_day_of_publication() -> None:
    assert _edtf("سقطت البلدة في 3 آذار 2015 بعد حصار.\nقتل خمسة أمس في القصف.\n", published=None) == ["2015-03-03"]


def test_a_dateline_without_year_counts_days_of_an_unknown_year() -> None:
    assert _edtf("نيالا، 3 مايو ــ قصف الجيش المطار أمس.\n", published=None) == ["XXXX-05-03", "XXXX-05-02"]


def test_a_text_that_dates_itself_lends_its_latest_year() -> None:
    text = "انشق في أكتوبر 2012. وعاد في نيسان 2013. وسقط المطار في 28 كانون الأول 2014. وفي شباط الماضي جمعوا الأدلة."
    assert _edtf(text, published=None)[-1] == "2014-02"


def test_a_conjunction_is_no_part_of_the_words() -> None:
    text = "وأمس وصلوا."
    (t,) = read_times(sheet(text, "ar", "2016-05-18"))
    assert text[t.span.start : t.span.end] == "أمس"


def test_a_bare_expression_means_what_is_to_come() -> None:
    assert _edtf("الجمعة") == ["2016-05-20"]
    assert _edtf("4 ابريل") == ["2017-04-04"]


@pytest.mark.parametrize(
    ("value", "low"),
    [("2016-05-18", "2016-05-18"), ("2016-05", "2016-05-01"), ("XXXX-02-29", "2001-02-28"), ("../2016", None), ("x", None), (None, None)],
)
def test_publication_in_edtf(value: str | None, low: str | None) -> None:
    found = stretch_of(value)
    assert (found.low.isoformat() if found else None) == low


@pytest.mark.parametrize(
    ("lang", "text", "want"),
    [
        ("ar", "وصل السفير قبل ليلة من المؤتمر الصحفي.", ("before", 1.0, "night", "المؤتمر الصحفي", None)),
        ("ar", "وصل السفير قبل المؤتمر الصحفي بليلة واحدة.", ("before", 1.0, "night", "المؤتمر الصحفي", None)),
        ("ar", "انسحب الرتل بعد يومين من توقيع الهدنة في 3 أيار 2016.", ("after", 2.0, "day", "توقيع الهدنة", "2016-05-05")),
        ("ar", "صدر البلاغ غداة المذبحة.", ("after", 1.0, "day", "المذبحة", None)),
        ("ar", "طرحت المبادرة في اليوم التالي لسقوط القلعة.", ("after", 1.0, "day", "سقوط القلعة", None)),
        ("en", "The column left ten days after the fall of the fortress.", ("after", 10.0, "day", "the fall of the fortress", None)),
        ("en", "Water was cut on the eve of the vote.", ("before", 1.0, "day", "the vote", None)),
        ("ar", "عاد بعد خمسة أيام على ذلك.", None),
        ("ar", "عاد قبل يومين من الآن، رغم أنه تعب.", ("before", 2.0, "day", "الآن", None)),
        ("en", "Ten days after he left, it rained.", None),
    ],
)
def test_a_time_that_a_happening_fixes_is_kept_as_a_relation(lang: str, text: str, want: tuple[object, ...] | None) -> None:
    s = sheet(text, lang, None)
    read_times(s)
    found = [(r.order, r.count, r.unit, text[r.event.start : r.event.end], r.edtf) for r in s.relations]
    assert found == ([want] if want else [])
    assert all(r.span.covers(r.event) for r in s.relations)
