"""Small scenes by hand: sides and the bodies they belong to, places near and paths, days that are known and that are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from isnad.model.records import PlaceMention
from isnad.relate.patterns import Match
from isnad.relate.patterns_deeds import Site, deeds, same_place
from isnad.relate.patterns_language import patterns
from isnad.relate.patterns_search import index_of, search
from isnad.weigh.assess import assess
from tests.link.build import HAND, Say, Tell, linked, span, told
from tests.relate.worlds import START, Item, world

LEAVE: dict[str, Any] = {
    "id": "leave", "name": "Leave", "roles": {"X": "who", "Y": "whom", "P": {"en": "where", "place": True}, "Q": {"en": "to", "place": True}},
    "steps": [
        {"id": "deal", "what": "AGREE", "between": ["X", "Y"]},
        {"id": "move", "what": "RETREAT/withdraw", "who": "X", "from": "P", "to": "Q", "after": "deal"},
    ],
}  # fmt: skip


def found(*items: Item, pattern: dict[str, Any] = LEAVE) -> list[Match]:
    result = linked(*items)
    return search(patterns([pattern]), index_of(result, assess(result, items), items))


def scene(text: str, when: tuple[str | None, str | None] = (None, None), who: str = "Islamic State", whom: str = "Syrian government") -> Item:
    agreed = Tell("agreed", "AGREE", None, (who, whom), (who, whom), "Palmyra", when[0])
    left = Tell("left", "RETREAT", "withdraw", (who,), (), "Palmyra", when[1])
    return told("a", text, agreed, left, outlet="Paper")


TEXT = "The two agreed in Palmyra. The fighters left Palmyra for Raqqa."


def test_a_path_leads_from_where_to_where() -> None:
    r, x = scene(TEXT)
    raqqa = PlaceMention(span(TEXT, "Raqqa"), "Raqqa", "SY", 35.95, 39.01, None, "city", HAND)
    (m,) = found((r, replace(x, places=(*x.places, raqqa))))
    assert (m.filled("P"), m.filled("Q")) == (("Palmyra",), ("Raqqa",))


def test_an_army_is_its_governments() -> None:
    text = "The two agreed in Palmyra. The soldiers left Palmyra."
    agreed = Tell("agreed", "AGREE", None, ("Syrian government", "Islamic State"), ("Syrian government", "Islamic State"), "Palmyra")
    left = Tell("left", "RETREAT", "withdraw", ("Syrian army",), (), "Palmyra")
    (m,) = found(told("a", text, agreed, left, outlet="Paper"))
    assert m.filled("X")[0].startswith("Syrian")
    assert m.filled("Y") == ("Islamic State",)
    other = Tell("left", "RETREAT", "withdraw", ("Turkey",), (), "Palmyra")
    assert found(told("a", text, agreed, other, outlet="Paper")) == []


def test_order_is_held_against_days_and_open_without_them() -> None:
    (dated,) = found(scene(TEXT, ("2017-05-01", "2017-05-03")))
    assert (dated.undated, dated.first, dated.last) == ((), "2017-05-01", "2017-05-03")
    (undated,) = found(scene(TEXT, (None, "2017-05-03")))
    assert undated.undated == ("move",)
    assert found(scene(TEXT, ("2017-05-03", "2017-05-01"))) == []
    assert found(scene(TEXT, ("2017-01-01", "2017-05-01"))) == []


def test_what_is_told_and_what_is_missing() -> None:
    text = "A council said the two agreed in Palmyra. The fighters left Palmyra."
    agreed = Tell("agreed", "AGREE", None, ("Islamic State", "Turkey"), ("Islamic State", "Turkey"), "Palmyra", said=0)
    left = Tell("left", "RETREAT", "withdraw", ("Islamic State",), (), "Palmyra")
    says = (Say("One Council", "said", "the two agreed in Palmyra", "A council"),)
    more = {**LEAVE, "steps": [*LEAVE["steps"], {"id": "denial", "what": "AGREE", "said": "denied", "whom": "X", "optional": True}]}
    (m,) = found(told("a", text, agreed, left, says=says, outlet="Paper"), pattern=more)
    assert m.missing == ("denial",)
    assert [(f.step, f.speakers, f.tie) for f in m.steps] == [("deal", ("One Council",), "first"), ("move", (None,), "told together")]
    assert {w.origin for w in m.without} == set(m.origins)
    assert m.whole == (m.steps[0].claims[0].report,)


def test_near_is_near_and_far_is_far() -> None:
    a, b = Site("A", 35.0, 38.0, 5.0), Site("B", 35.3, 38.0, 5.0)
    assert not same_place(a, b)
    assert same_place(a, b, 40.0)
    assert same_place(a, Site("A", None, None, 5.0))
    assert not same_place(a, Site("C", None, None, 5.0), 40.0)


def test_deeds_of_two_reports_far_apart_in_time_or_place_are_two_scenes() -> None:
    def twice(days: int, town: int) -> list[Match]:
        w = world(1)
        x, y = w.parties[:2]
        w.claim("a", "AGREE", None, (x, y), (x, y), 0, START)
        w.claim("b", "RETREAT", "withdraw", (x,), (y,), town, START + days)
        return search(patterns([{**LEAVE, "within": 30}]), index_of(*w.done()))

    assert len(twice(2, 0)) == 1
    assert twice(200, 0) == []
    assert twice(2, 9) == []
    assert date.fromordinal(START).year == 2012


def test_no_deed_without_its_report() -> None:
    item = scene(TEXT)
    result = linked(item)
    assert deeds(result, (), []) == ()
    assert all(not d.origins for d in deeds(result, (), [item]))


EVEN: dict[str, Any] = {
    "id": "dealings", "name": "Dealings", "roles": {"X": "one side", "Y": "the other"}, "least": 1,
    "steps": [
        {"id": "dealt", "what": "COOPERATE", "between": ["X", "Y"]},
        {"id": "fought", "what": "ASSAULT", "between": ["X", "Y"], "optional": True},
    ],
}  # fmt: skip
UNEVEN = EVEN | {"steps": [EVEN["steps"][0], {"id": "fought", "what": "ASSAULT", "who": "X", "whom": "Y", "optional": True}]}


def test_two_who_do_the_same_are_one_scene_whichever_is_called_what() -> None:
    """Told from either side in one passage: one scene where the pattern asks the same of both, two where one of them strikes the other."""
    text = "They traded oil with the fighters. The fighters traded with them. They fought, and were fought."
    a, b = "Islamic State", "Syrian government"
    items = told(
        "a", text, Tell("traded oil", "COOPERATE", None, (a,), (b,)), Tell("traded with", "COOPERATE", None, (b,), (a,)),
        Tell("fought", "ASSAULT", None, (a,), (b,)), Tell("were fought", "ASSAULT", None, (b,), (a,)), outlet="Paper",
    )  # fmt: skip
    (m,) = found(items, pattern=EVEN)
    assert {*m.filled("X"), *m.filled("Y")} == {a, b}
    assert {(m.filled("X"), m.filled("Y")) for m in found(items, pattern=UNEVEN)} == {((a,), (b,)), ((b,), (a,))}
