"""Beliefs over the day and the places of a story."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.lang.common.linking import weights
from isnad.link.days import ANY, bits, days_of, shown
from isnad.link.scene import KNOWN, Seen, aside, beside, places_of, scene_of, settled
from isnad.text.doc import Doc
from isnad.text.fold import fold

TUESDAY = "2022-02-22"
DAY = date.fromisoformat(TUESDAY).toordinal()


def test_the_finer_two_beliefs_are_the_more_it_says_that_they_are_of_one_day() -> None:
    exact, vague, week = days_of([TUESDAY], 1, None), days_of(["XXXX-02-22"], 1, None), days_of([], 1, None)
    assert bits(exact, exact) > bits(exact, vague) > bits(exact, week) > 1 > bits(week, ANY)
    assert abs(bits(exact, ANY)) < 0.2
    assert bits(exact, week) == bits(week, exact)


def test_other_days_speak_against_one_story_as_far_as_they_are_sure() -> None:
    exact, other = days_of([TUESDAY], None, None), days_of(["2022-03-22"], None, None)
    assert bits(exact, other) < bits(days_of([], 1, None), days_of([], 4, None)) < 0


def test_a_day_of_the_week_tells_which_of_two_dates_is_meant() -> None:
    assert shown(days_of(["2022-02-24", TUESDAY], 1, None)) == TUESDAY
    assert shown(days_of(["2022-02-24"], 1, None)) == "2022-02-22"  # written two days later


def test_a_date_that_the_day_of_the_week_contradicts_is_hardly_believed() -> None:
    fetched = days_of(["2025-03-18"], 3, None)
    assert sum(p for _, p in fetched.exact) < 0.5
    assert fetched.week > 0


def test_publication_stands_where_the_head_names_no_day_near_it() -> None:
    assert shown(days_of(["2020-09-09", "2021-01-01"], None, (DAY, DAY))) == TUESDAY
    assert shown(days_of(["2022-02-20"], None, (DAY, DAY))) == "2022-02-20"


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
    ("text", "day", "lang", "before"),
    [
        ("قصف الطيران البلدة اليوم، الثلاثاء 22 شباط", "22", "ar", False),
        ("ووثق المرصد في 16 شباط مقتل مدني", "16", "ar", True),
        ("وكان القصف قد طال البلدة مساء 16 شباط", "16", "ar", True),
        ("22 شباط 2022", "22", "ar", False),
        ("shells have hit the town since 16 February", "16", "en", True),
        ("shells hit the town on 22 February", "22", "en", False),
    ],
)
def test_a_day_of_what_went_before_is_no_day_of_the_story(text: str, day: str, lang: str, before: bool) -> None:
    doc = Doc(text, lang)
    assert aside(doc, lang, doc.norms.index(day), 0) is before


def test_what_went_before_dates_a_story_only_where_nothing_else_does() -> None:
    seen = Seen((), ((TUESDAY, 0), ("2022-02-01", ~1)), ())
    assert shown(scene_of(seen, [9] * 3, [0, 1, 2], frozenset(), None).days) == TUESDAY
    older = scene_of(Seen((), (("XXXX-02-20", ~1),), ()), [9] * 3, [0, 1, 2], frozenset(), None).days
    assert bits(older, days_of([TUESDAY], None, None)) > 0 > bits(older, days_of(["2022-06-22"], None, None))


def test_a_scene_leaves_stock_text_out_and_weighs_the_first_sentences_most() -> None:
    places = (("sarmin", 0, 1.0, True, False), ("afrin", 2, 1.0, True, False), ("ariha", 7, 1.0, True, False))
    seen = Seen(places, ((TUESDAY, 0), ("2020-01-01", 2)), ((1, 0),))
    scene = scene_of(seen, [9] * 8, [0, 1, 3, 4, 5, 6], frozenset({2}), None)
    assert set(scene.places) == {"sarmin", "ariha"}
    assert scene.places["sarmin"] > 2 * scene.places["ariha"]
    assert shown(scene.days) == TUESDAY


def test_the_weights_of_a_belief_are_probabilities() -> None:
    w = weights("days")
    assert w["day"] + w["eve"] + w["before"] <= 1 >= w["named"] + 2 * w["before"]


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
    seen = Seen((("idlib", 0, 0.12, False, False), ("sarmin", 0, 1.0, True, True), ("sarmin", 2, 1.0, True, False), ("aleppo", 5, 1.0, False, False)))
    places = places_of(seen, frozenset({0, 1, 2}), frozenset())
    assert places["sarmin"] > 0.6
    assert places.get("idlib", 0.0) < 0.1
    assert sum(places.values()) <= KNOWN + 1e-9
    assert not places_of(Seen(), frozenset(), frozenset())
