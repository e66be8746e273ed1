"""Reasons, values and names in both languages."""

from __future__ import annotations

import re

import pytest

from isnad.lang.tables import table
from isnad.model.linked import Assessment, ClaimRef, Contradiction, Dyad, DyadPoint, Event, Line
from isnad.model.records import Made
from isnad.show.dossier.names import Names, unnamed
from isnad.show.dossier.reasons import grade_reason
from isnad.show.dossier.timeline import timeline
from isnad.show.protect import Shield
from isnad.weigh.grade import grade
from isnad.weigh.rules import standard

ONE, TWO = Line("SANA", ("r1",)), Line("military source through Reuters", ("r2",))
NOBODY = Names(())


def clash(aspect: str) -> Contradiction:
    return Contradiction(f"k-{aspect}", aspect, "e", (ClaimRef("r1", 0), ClaimRef("r2", 0)), (), "", Made("x"))  # type: ignore[arg-type]


def test_every_rule_of_grading_has_its_reason_in_both_languages_and_says_the_same() -> None:
    labels = table("common", "labels")
    for rule in standard().grades:
        assert labels[f"why.{rule.id}"]["en"] == rule.says


@pytest.mark.parametrize("pro", [(), (ONE,), (ONE, TWO), (ONE, TWO) * 3])
@pytest.mark.parametrize("con", [(), (TWO,), (ONE, TWO)])
@pytest.mark.parametrize("aspects", [(), ("number",), ("polarity",), ("actor", "number", "time")])
@pytest.mark.parametrize("credited", [True, False])
def test_a_reason_put_together_again_is_the_reason_that_was_given(
    pro: tuple[Line, ...], con: tuple[Line, ...], aspects: tuple[str, ...], credited: bool
) -> None:
    found = [clash(a) for a in aspects]
    for admitted in (False, True):
        word, why, made = grade(pro, con, found, credited, admitted, standard())
        a = Assessment("e", pro, con, tuple(c.id for c in found), word, why, made)
        out = grade_reason(a, {c.id: c for c in found}, NOBODY)
        assert out["en"].striptags() == why
        assert "lang=" not in out["ar"]
        assert not re.search("line|origin|denied", out["ar"])
        if pro:
            assert "سانا" in out["ar"]


def test_a_reason_by_rules_of_ones_own_is_shown_as_it_stands() -> None:
    for rule in ("weigh.grade.weak", "mine"):
        out = grade_reason(Assessment("e", (ONE,), (), (), "weak", "I do not trust SANA.", Made(rule)), {}, NOBODY)
        assert str(out["ar"]) == '<bdi lang="en" dir="ltr">I do not trust SANA.</bdi>'


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("military source", "مصدر عسكري"),
        ("Turkish security sources", "مصادر أمنية تركية"),
        ("local officials", "مسؤولون محليون"),
        ("foreign fighters", "مقاتلون أجانب"),
        ("human rights activists", "ناشطون حقوقيون"),
        ("Islamic State official", "مسؤول من تنظيم الدولة الإسلامية"),
        ("Syrian government soldiers", "جنود من الحكومة السورية"),
        ("Leaked files", "ملفات مسربة"),
    ],
)
def test_those_who_bear_no_name_are_called_in_arabic(english: str, arabic: str) -> None:
    assert unnamed(english) == arabic


def test_what_has_no_arabic_name_keeps_its_own() -> None:
    assert unnamed("One order") is None
    assert unnamed("zzz sources") is None
    assert NOBODY.party("Jane Roe") == "Jane Roe"
    assert NOBODY.source("military source through Jane Roe; SANA") == "مصدر عسكري عبر Jane Roe؛ سانا"
    assert NOBODY.place("al-Shaer gas field") == "حقل الشاعر"
    assert NOBODY.place("Raqqa Governorate") == "محافظة الرقة"
    assert NOBODY.place("Atlantis Governorate") == "Atlantis Governorate"


def test_what_is_to_be_covered_is_not_told_in_arabic_either() -> None:
    shield = Shield(())
    shield.add_phrase("local doctor")
    assert Names((), shield).source("local doctor through Reuters") == "local doctor عبر رويترز"


def drawn(*days: tuple[str, str], lang: str = "en") -> tuple[str, list[str]]:
    points, events = [], {}
    for n, (first, last) in enumerate(days):
        events[f"e{n}"] = Event(
            f"e{n}", "ASSAULT", "", first, "al-Shaer gas field", None, None, ("fighters",), ("Islamic State",), True, (), (), Made("x")
        )
        points.append(
            DyadPoint(f"e{n}", "", first, first, last, "MC", "conflict", -9.0, 1, False, "al-Shaer gas field", "a", ())  # type: ignore[arg-type]
        )
    pair = Dyad("Syrian government", "Islamic State", "month", tuple(points), (), None, (), Made("x"))
    svg, undated = timeline(pair, events, lang, NOBODY if lang == "ar" else None)
    assert not undated
    return str(svg), re.findall(r'class="tick">([^<]*)<', svg)


def test_a_short_span_is_told_by_months_and_a_long_one_by_years() -> None:
    assert drawn(("2016-05-03", "2016-05-03"), ("2016-08-01", "2016-08-31"))[1] == ["May 2016", "June 2016", "July 2016", "August 2016"]
    assert drawn(("2015-11-03", "2015-11-03"), ("2017-01-20", "2017-01-20"))[1][:3] == ["11/2015", "12/2015", "1/2016"]
    assert drawn(("2014-11-03", "2014-11-03"), ("2017-01-20", "2017-01-20"))[1] == ["2014", "2015", "2016", "2017"]
    assert drawn(("2016-06-13", "2016-06-13"))[1] == ["12 June 2016", "13 June 2016", "14 June 2016"]
    assert drawn(("2016-06-13", "2016-06-13"), ("2016-06-20", "2016-06-20"))[1] == ["12/6/2016", *(f"{d}/6" for d in range(13, 22))]
    assert len(drawn(("2016-06-01", "2016-06-30"))[1]) == 11


def test_bars_lie_over_their_months_in_either_direction() -> None:
    for lang in ("en", "ar"):
        svg, ticks = drawn(("2016-12-05", "2016-12-05"), ("2017-01-28", "2017-01-28"), lang=lang)
        centres = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*class="tick"', svg)]
        bars = sorted(float(x) for x in re.findall(r'<rect x="([\d.]+)"[^>]*class="bar', svg))
        assert len(ticks) == 2
        assert bars[0] < min(centres) < max(centres) < bars[1]


def test_what_a_bar_tells_is_told_in_arabic() -> None:
    svg, _ = drawn(("2016-06-13", "2016-06-13"), lang="ar")
    told = re.findall("<title>(.*?)</title>", svg)[1]
    assert "مقاتلون" in told
    assert "حقل الشاعر" in told
    assert not re.search("[A-Za-z]", told)
