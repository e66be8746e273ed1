"""A pair as one camp tells it."""

from __future__ import annotations

from dataclasses import replace

from isnad.model.linked import Assessment, Dyad, DyadPoint, Event, Line
from isnad.model.records import Made
from isnad.relate.dyad import of_points
from isnad.relate.told import Teller, denied_by, narrowed, told_by

A, B = "Syrian government", "Islamic State"


def point(event: str, *origins: str, score: float = -10.0) -> DyadPoint:
    return DyadPoint(
        event, event, "2015-05", "2015-05-01", "2015-05-31", "material conflict", "conflict", score, len(origins), False, None, "a", origins
    )  # fmt: skip


def pair() -> Dyad:
    return of_points(A, B, "month", [point("e1", "Syrian army", "Reuters"), point("e2", "Amaq"), point("e3", "a fisherman", score=5.0)])


def test_each_camp_keeps_its_own_lines_and_no_line_is_lost() -> None:
    whole = pair()
    tellers: tuple[Teller, ...] = ("a", "b", "others")
    parts = {t: told_by(whole, t) for t in tellers}
    assert [(p.event, p.origins, p.lines) for p in parts["a"].points] == [("e1", ("Syrian army",), 1)]
    assert [(p.event, p.origins) for p in parts["b"].points] == [("e2", ("Amaq",))]
    assert {p.event: p.origins for p in parts["others"].points} == {"e1": ("Reuters",), "e3": ("a fisherman",)}
    assert sum(p.lines for t in parts.values() for p in t.points) == sum(p.lines for p in whole.points)
    assert parts["others"].score != whole.score


def test_an_origin_of_both_sides_is_with_the_others() -> None:
    mixed = of_points(A, B, "month", [point("e1", "Syrian army; Amaq")])
    assert told_by(mixed, "a").points == told_by(mixed, "b").points == ()
    assert [p.event for p in told_by(mixed, "others").points] == ["e1"]


def test_lines_are_chosen_by_camp_kind_of_source_and_grade() -> None:
    whole = of_points(
        A, B, "month",
        [
            replace(point("e1", "Syrian army", "Reuters"), kinds=("official", "media"), grade="fair"),
            replace(point("e2", "Amaq"), kinds=("media",), grade="weak"),
            replace(point("e3", "a fisherman"), kinds=("witness",), grade="weak"),
        ],
    )  # fmt: skip
    assert [(p.event, p.origins, p.kinds) for p in narrowed(whole, camps=["Syrian government"]).points] == [("e1", ("Syrian army",), ("official",))]
    assert [p.event for p in narrowed(whole, kinds=["witness", "official"]).points] == ["e1", "e3"]
    assert [p.event for p in narrowed(whole, grades=["weak"]).points] == ["e2", "e3"]
    assert narrowed(whole).points == whole.points
    assert narrowed(whole, camps=["Russia"]).points == ()


def test_a_camp_tells_of_what_it_denies() -> None:
    event = Event("e1", "RETREAT", "", "2015-05-13", "Palmyra", None, None, (A,), (B,), None, (), (), Made("x"))
    against = (Line("Syrian army", ("r",)), Line("military source through Reuters", ("q",)), Line("a fisherman", ("p",)))
    weighed = {"e1": Assessment("e1", (), against, (), "contested", "", Made("x"))}
    assert denied_by(A, B, [event], weighed, "a") == [(event, ("Syrian army", "military source through Reuters"))]
    assert denied_by(A, B, [event], weighed, "b") == []
    assert denied_by(A, B, [event], weighed, "others") == [(event, ("a fisherman",))]
    assert denied_by(A, B, [replace(event, type="ASSAULT")], weighed, "a") == []  # a point of the picture itself
    assert denied_by(A, "Russia", [event], weighed, "a") == []
