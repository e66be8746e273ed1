from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from isnad.model import edtf

dates = st.dates(date(1000, 1, 1), date(9000, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])


@st.composite
def points(draw: st.DrawFn) -> str:
    d = draw(dates)
    shape = draw(
        st.sampled_from(
            ["{y:04d}", "{y:04d}-{m:02d}", "{y:04d}-{m:02d}-{d:02d}", "{dec}X", "{cen}XX", "{y:04d}-XX", "{y:04d}-{m:02d}-XX", "{y:04d}-{s}"]
        )
    )
    text = shape.format(y=d.year, m=d.month, d=d.day, dec=d.year // 10, cen=d.year // 100, s=draw(st.sampled_from([21, 22, 23])))
    return text + (draw(marks) if "X" not in text and text[-2:] not in ("21", "22", "23") else "")  # the package takes no marks there


@st.composite
def values(draw: st.DrawFn) -> str:
    a = draw(points())
    if draw(st.booleans()):
        return a
    b = draw(points())
    low, high = edtf.bounds(a)[0], edtf.bounds(b)[1]
    assert low is not None
    assert high is not None
    return f"{a}/{b}" if low <= high else f"{b}/{a}" if edtf.valid(f"{b}/{a}") else a


vague = st.builds(lambda d: f"XXXX-{d.month:02d}-{d.day:02d}", dates) | st.builds(lambda d: f"XXXX-{d.month:02d}", dates)


def theirs(value: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    parsed = parse_edtf(value)
    low, high = parsed.lower_strict(), parsed.upper_strict()
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


@given(values())
def test_bounds_are_those_of_the_edtf_package(value: str) -> None:
    low, high = edtf.bounds(value)
    assert low is not None
    assert high is not None
    assume(not ("X" in value and "/" in value))  # the package has no intervals of values with unknown digits
    assert theirs(value) == ((low.year, low.month, low.day), (high.year, high.month, high.day))


@given(values(), values())
def test_overlap_is_symmetric_and_follows_from_containing(a: str, b: str) -> None:
    assert edtf.overlaps(a, b) == edtf.overlaps(b, a)
    if edtf.contains(a, b):
        assert edtf.overlaps(a, b)


@given(st.lists(values(), min_size=1, max_size=4))
def test_cover_contains_all_and_no_more(many: list[str]) -> None:
    out = edtf.cover(many)
    assert out is not None
    assert all(edtf.contains(out, v) for v in many)
    assert edtf.bounds(out) == (min(edtf.bounds(v)[0] for v in many), max(edtf.bounds(v)[1] for v in many))  # type: ignore[type-var]


@given(st.lists(vague, min_size=1, max_size=4))
def test_cover_of_unknown_years(many: list[str]) -> None:
    out = edtf.cover(many)
    assert out is not None
    assert edtf.valid(out)
    assert all(edtf.contains(out, v) for v in many)


@given(values())
def test_midpoint_lies_inside(value: str) -> None:
    low, high = edtf.bounds(value)
    middle = edtf.midpoint(value)
    assert low is not None
    assert high is not None
    assert middle is not None
    assert low <= middle <= high


@given(dates, dates)
def test_days_keeps_its_bounds(a: date, b: date) -> None:
    low, high = min(a, b), max(a, b)
    assert edtf.bounds(edtf.days(low, high)) == (low, high)


@given(st.text(max_size=30) | st.text("0123456789X-/.~?%T:", max_size=24))
def test_any_string_is_judged_without_raising(text: str) -> None:
    assert edtf.valid(text) in (True, False)


@pytest.mark.parametrize(
    ("value", "low", "high", "grain"),
    [
        ("2012-10", date(2012, 10, 1), date(2012, 10, 31), "month"),
        ("2012-21", date(2012, 3, 1), date(2012, 5, 31), "season"),
        ("2012-24", date(2012, 12, 1), date(2013, 2, 28), "season"),
        ("2012-33", date(2012, 1, 1), date(2012, 3, 31), "quarter"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31), "century"),
        ("2014-07-23/2014-07-24", date(2014, 7, 23), date(2014, 7, 24), "range"),
        ("../2015", None, date(2015, 12, 31), "range"),
        ("2015/", date(2015, 1, 1), None, "range"),
        ("XXXX-05-21", None, None, "day"),
        ("2014-XX-31", date(2014, 1, 31), date(2014, 12, 31), "day"),
        ("2018-05-20T17:42:48", date(2018, 5, 20), date(2018, 5, 20), "time"),
        ("2013-~10", date(2013, 10, 1), date(2013, 10, 31), "month"),
        ("XXXX", None, None, "unknown"),
    ],
)
def test_bounds_and_grain(value: str, low: date | None, high: date | None, grain: str) -> None:
    assert edtf.bounds(value) == (low, high)
    assert edtf.grain(value) == grain


@pytest.mark.parametrize(
    "value",
    [
        "", "/", "../..", "2014-13", "2014-02-30", "XXXX-02-30", "2005/2004", "14", "2014-5", "0000", "2014-21-03", "2014/XXXX-05",
        "٢٠١٤", "2014-05-21 ", "a/b",
    ],
)
def test_invalid(value: str) -> None:
    assert not edtf.valid(value)
    with pytest.raises(ValueError, match="not an EDTF value"):
        edtf.bounds(value)


def test_unknown_years_compare_by_month_and_day() -> None:
    assert edtf.overlaps("XXXX-05-21", "2018-05")
    assert edtf.contains("2018-05", "XXXX-05-21")
    assert not edtf.overlaps("XXXX-05-21", "2018-06")
    assert edtf.overlaps("XXXX-12-31/XXXX-01-02", "2019-01-01")
    assert edtf.overlaps("XXXX-05-21", "2011/2013")
    assert edtf.overlaps("XXXX", "2018-01-01")
    assert not edtf.contains("XXXX-05-21", "XXXX-05")


@pytest.mark.parametrize(
    ("many", "out"),
    [
        ([], None),
        (["2014-05"], "2014-05"),
        (["2014-05-03", "2014-05~"], "2014-05~"),
        (["2014-05-01", "2014-05-31"], "2014-05"),
        (["2014-05-03", "2014-07"], "2014-05-03/2014-07"),
        (["2014-01/2014-06", "2014-12"], "2014"),
        (["2014", "../2012"], "../2014"),
        (["2014/..", "2012-03"], "2012-03/.."),
        (["XXXX-05-19", "XXXX-05-21"], "XXXX-05-19/XXXX-05-21"),
        (["XXXX-01-01", "XXXX-12-31"], "XXXX-12-31/XXXX-01-01"),
        (["2018-05-20/2018-05-22", "XXXX-05-21"], "2018-05-20/2018-05-22"),
        (["2018-05-20", "XXXX-05-21"], None),
    ],
)
def test_cover(many: list[str], out: str | None) -> None:
    assert edtf.cover(many) == out
