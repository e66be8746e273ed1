"""Beliefs over the day and the places of a story."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import pytest

from isnad.lang.common.linking import weights
from isnad.link.belief import belief_of, bits
from isnad.link.dates import BEFORE, CURRENT, DERIVED, OPENING, OWN, PAST, Named, Told, day_values, how_told
from isnad.link.days import Days, days_of, shown
from isnad.link.scene import KNOWN, Seen, beside, harmed, places_of, scene_of, settled, weekdays_of
from isnad.model.span import Span
from isnad.text.doc import Doc
from isnad.text.fold import fold

TUESDAY = "2022-02-22"
DAY = date.fromisoformat(TUESDAY).toordinal()


def test_publication_stands_where_the_head_names_no_day_near_it() -> None:
    assert shown(days_of(["2020-09-09", "2021-01-01"], None, (DAY, DAY))) == TUESDAY
    assert shown(days_of(["2022-02-20"], None, (DAY, DAY))) == "2022-02-20"


def test_a_day_of_the_week_tells_which_of_two_dates_near_publication_is_meant() -> None:
    assert shown(days_of(["2022-02-24", TUESDAY], 1, (DAY + 2, DAY + 2))) == TUESDAY
    assert shown(days_of(["2022-02-24"], 1, (DAY + 2, DAY + 2))) == TUESDAY  # written two days later


def test_a_look_back_at_one_day_is_of_that_day_though_published_in_a_later_month() -> None:
    assert shown(days_of(["1997-09-22"], None, (DAY, DAY + 27))) == "1997-09-22"
    assert len(days_of([], None, (DAY, DAY + 27)).exact) == 28


@pytest.mark.parametrize(
    ("text", "name", "lang", "least", "most"),
    [
        ("قصف على بلدة سرمين", "سرمين", "ar", 1.0, 1.0),
        ("قصف على بلدة في ريف إدلب", "إدلب", "ar", 0.0, 0.2),
        ("قصفت القوات المتمركزة في سراقب البلدة", "سراقب", "ar", 0.0, 0.2),
        ("shelling in Idlib province", "Idlib", "en", 0.0, 0.2),
        ("shelling of Sarmin", "Sarmin", "en", 1.0, 1.0),
    ],
)
def test_a_place_keeps_its_weight_unless_it_only_says_where_another_lies(text: str, name: str, lang: str, least: float, most: float) -> None:
    doc = Doc(text, lang)
    at = next(i for i, n in enumerate(doc.norms) if n == fold(name))
    assert least <= beside(doc, lang, at, at + 1, 0) <= most


@pytest.mark.parametrize(
    ("text", "day", "lang", "how"),
    [
        ("قصف الطيران البلدة اليوم، الثلاثاء 22 شباط", "22", "ar", 0),
        ("ووثق المرصد في 16 شباط مقتل مدني", "16", "ar", BEFORE),
        ("وكان القصف قد طال البلدة مساء 16 شباط", "16", "ar", OPENING),
        ("22 شباط 2022", "22", "ar", OWN),
        ("ووثق المرصد بتاريخ 16 شباط الجاري مقتل مدني", "16", "ar", BEFORE | CURRENT),
        ("ووثق المرصد في 16 كانون الثاني الماضي مقتل مدني", "16", "ar", BEFORE | PAST),
        ("قصف الطيران البلدة اليوم", "اليوم", "ar", DERIVED),
        ("shells have hit the town since 16 February", "16", "en", BEFORE),
        ("shells hit the town on 22 February", "22", "en", 0),
        ("shells hit the town on 22/02/2022", "22/02/2022", "en", OWN),
    ],
)
def test_how_a_day_is_told(text: str, day: str, lang: str, how: int) -> None:
    doc = Doc(text, lang)
    at = text.index(day)
    first, last = doc.tokens_in(Span(at, len(text)))
    assert how_told(doc, lang, text[at:].removesuffix(" مقتل مدني"), first, min(last, first + 3), 0) == how


def days(told: Sequence[Told], named: Named | None = None) -> Days:
    """The belief of a report of eight sentences, the first six of which tell its story."""
    return scene_of(Seen((), tuple(told), () if named is None else (named,)), [9] * 8, [0, 1, 2, 3, 4, 5], frozenset(), None).days


def test_a_day_of_the_first_sentences_goes_before_one_below_and_one_of_what_went_before() -> None:
    assert shown(days([Told(TUESDAY, 0), Told("2022-01-30", 7)])) == TUESDAY
    assert shown(days([Told("2022-01-30", 1, OWN | BEFORE), Told(TUESDAY, 2)])) == TUESDAY
    assert days([Told(TUESDAY, 7)]).rest > days([Told(TUESDAY, 0)]).rest


def test_a_day_whose_words_give_no_year_is_a_day_of_any_year() -> None:
    """The year of a war's beginning is not that of the story's day."""
    assert shown(days([Told("2016-02-22", 1, 0)])) == "XXXX-02-22"
    assert shown(days([Told("2016-02-22", 1, 0), Told(TUESDAY, 0)])) == TUESDAY


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(value: str) -> None:
    at = date.fromisoformat(value).toordinal()
    for found in (days([Told(value, 0)]), *(days_of([], day, (at, at)) for day in (None, 0, 4))):
        assert shown(found) == value
        assert belief_of(found).at(at) > 1


def test_thousands_of_days_do_not_go_quadratic() -> None:
    def took(n: int) -> float:
        told = [t for k in range(n) for t in (Told(date.fromordinal(DAY - k).isoformat(), k), Told("XXXX-05-05", k, 0))]
        started = time.process_time()
        assert len(day_values(told, (0, 1, 2), None)) >= n
        return time.process_time() - started

    small, large = max(0.005, min(took(500) for _ in range(3))), took(4000)
    assert large < 8 * small * 3, "eight times the days may take at most three times eight times as long"


def test_a_date_that_the_day_of_the_week_contradicts_is_hardly_believed() -> None:
    fetched, borne_out, later = (days([Told("2022-02-22", 0)], Named(day, 1)) for day in (5, 1, 0))
    assert sum(p for _, p in fetched.exact) < 0.3 < sum(p for _, p in fetched.week)
    assert shown(borne_out) == TUESDAY
    assert shown(later) == "2022-02-21"  # dated a day later


def test_a_night_belongs_to_two_days_of_the_week() -> None:
    night, day = (dict(days([], Named(4, 1, beside)).week) for beside in ("night", ""))
    assert night[5] > day[5]
    assert max(night, key=lambda k: night[k]) == 4


def test_what_went_before_dates_a_story_only_where_nothing_else_does() -> None:
    older = belief_of(days([Told("XXXX-02-20", 3, BEFORE)]))
    assert bits(older, belief_of(days([Told(TUESDAY, 0)]))) > 0 > bits(older, belief_of(days([Told("2022-06-22", 0)])))
    of_this_month = days([Told("XXXX-02-20", 3, BEFORE | CURRENT)])
    assert {m for (m, _, _), p in of_this_month.vague} == {2}


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [("أصيب اثنين اليوم الثلاثاء", "ar", 1), ("قتل مدنيين اثنين", "ar", None), ("ليلة الجمعة", "ar", 4), ("on Friday night", "en", 4)],
)
def test_two_people_are_no_monday(text: str, lang: str, found: int | None) -> None:
    named = weekdays_of(Doc(text, lang), lang, 9)
    assert [d.day for d in named] == ([] if found is None else [found])


def test_a_scene_leaves_stock_text_out_and_weighs_the_first_sentences_most() -> None:
    places = (("sarmin", 1, 1.0, True, False, False), ("afrin", 2, 1.0, True, False, False), ("ariha", 7, 1.0, True, False, False))
    seen = Seen(places, (Told(TUESDAY, 0), Told("2020-01-01", 2)), (Named(1, 0),))
    scene = scene_of(seen, [9] * 8, [0, 1, 3, 4, 5, 6], frozenset({2}), None)
    assert set(scene.places) == {"sarmin", "ariha"}
    assert scene.places["sarmin"] > 2 * scene.places["ariha"]
    assert shown(scene.days) == TUESDAY


def test_the_weights_of_a_belief_are_probabilities() -> None:
    w = weights("days")
    assert w["day"] + w["eve"] + w["before"] <= 1 >= w["named"] + 2 * w["before"]
    assert w["week"] + w["before"] <= 1


@pytest.mark.parametrize(
    ("text", "name", "lang", "is_small"),
    [
        ("قصف على قرية سرمين", "سرمين", "ar", True),
        ("قصف على بلدتي سرمين", "سرمين", "ar", True),
        ("قصف على سرمين", "سرمين", "ar", False),
        ("shelling of the village of Sarmin", "Sarmin", "en", True),
        ("shelling of Sarmin camp", "Sarmin", "en", True),
        ("shelling of Sarmin", "Sarmin", "en", False),
    ],
)
def test_a_word_for_a_village_makes_a_place_one(text: str, name: str, lang: str, is_small: bool) -> None:
    doc = Doc(text, lang)
    at = next(i for i, n in enumerate(doc.norms) if n == fold(name))
    assert settled(doc, lang, at, at + 1, 0) is is_small


def test_a_village_named_often_and_early_is_likelier_the_storys_than_the_city_beside_it() -> None:
    sarmin = (("sarmin", 0, 1.0, True, True, False), ("sarmin", 2, 1.0, True, False, False))
    seen = Seen((("idlib", 0, 0.12, False, False, False), *sarmin, ("aleppo", 5, 1.0, False, False, False)))
    places = places_of(seen, frozenset({0, 1, 2}), frozenset())
    assert places["sarmin"] > 0.6
    assert places.get("idlib", 0.0) < 0.1
    assert sum(places.values()) <= KNOWN + 1e-9
    assert not places_of(Seen(), frozenset(), frozenset())


@pytest.mark.parametrize(
    ("text", "name", "lang", "found"),
    [
        ("قتل مدني بقصف على سرمين", "سرمين", "ar", True),
        ("قصف على سرمين", "سرمين", "ar", False),
        ("قصف على سرمين. وقتل مدني", "سرمين", "ar", False),
        ("a shell wounded two people in Sarmin", "Sarmin", "en", True),
        ("shelling of Sarmin", "Sarmin", "en", False),
    ],
)
def test_people_are_hurt_beside_a_place_or_not(text: str, name: str, lang: str, found: bool) -> None:
    doc = Doc(text, lang)
    at = next(i for i, n in enumerate(doc.norms) if n == fold(name))
    assert harmed(doc, lang, at, at + 1, doc.sentence_index[at]) is found


def test_of_the_places_of_a_day_the_one_where_people_are_hurt_is_likelier_the_storys() -> None:
    seen = Seen((("sarmin", 1, 1.0, True, True, False), ("ariha", 2, 1.0, True, True, True)))
    places = places_of(seen, frozenset({0, 1, 2}), frozenset())
    assert places["ariha"] > places["sarmin"]
