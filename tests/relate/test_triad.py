"""What one party does to a second when a third moves."""

from __future__ import annotations

from isnad.model.linked import Assessment, ClaimRef, Event, Line, Linked
from isnad.model.plover import EventType
from isnad.model.records import Made
from isnad.relate.triad import Triad, triad

HAND = Made("test.hand")
A, B, C = "Syrian government", "Islamic State", "Syrian opposition"


def event(n: str, kind: EventType, actor: str, recipient: str, time: str | None, lat: float | None = 36.4, occurred: bool | None = True) -> Event:
    return Event(n, kind, n, time, "Marea", lat, 37.2, (actor,), (recipient,), occurred, (ClaimRef(n, 0),), (), HAND)


def held(*events: Event, lines: int = 1) -> Triad:
    judged = []
    for e in events:
        given = tuple(Line(f"{e.id} {k}", ("r",)) for k in range(lines))
        judged.append(Assessment(e.id, () if e.occurred is False else given, given if e.occurred is False else (), (), "weak", "", HAND))
    return triad(A, B, C, Linked(tuple(events), (), ()), judged)


def test_an_act_beside_a_move_and_one_that_is_not() -> None:
    found = held(
        event("advance", "ASSAULT", B, C, "2015-06-01"), event("strike", "ASSAULT", A, C, "2015-06-03"), event("other", "ASSAULT", A, C, "2015-09-01")
    )
    assert [(p.act, p.move, p.days, p.way) for p in found.beside] == [("strike", "advance", 2, "against")]
    assert (found.acts, found.near, found.moves, found.weight) == (2, 1, 1, 0.5)
    assert found.chance is not None
    assert found.chance < 0.5


def test_far_places_vague_dates_and_other_parties_are_not_beside() -> None:
    move = event("advance", "ASSAULT", B, C, "2015-06-01")
    assert held(move, event("strike", "ASSAULT", A, C, "2015-06-03", lat=33.0)).beside == ()
    vague = held(move, event("strike", "ASSAULT", A, C, "2015"))
    assert (vague.acts, vague.undated, vague.weight) == (0, 1, None)
    assert held(move, event("strike", "ASSAULT", "Russia", C, "2015-06-03")).acts == 0


def test_what_is_said_not_to_have_come_and_what_is_left_to_the_mover() -> None:
    move = event("advance", "ASSAULT", B, C, "2015-06-01")
    quiet, left = event("quiet", "ASSAULT", A, C, "2015-06-01", occurred=False), event("left", "RETREAT", A, B, "2015-05-30")
    found = held(move, quiet, left)
    assert {(p.act, p.way, p.days) for p in found.beside} == {("quiet", "held back", 0), ("left", "gave way", -2)}


def test_acts_that_always_follow_moves_are_more_than_chance_and_order_does_not_matter() -> None:
    events = []
    for month in ("01", "04", "07", "10"):
        events += [event(f"m{month}", "ASSAULT", B, C, f"2015-{month}-10"), event(f"s{month}", "ASSAULT", A, C, f"2015-{month}-11")]
    found, again = held(*events), held(*reversed(events))
    assert found.weight == 1.0
    assert found.as_much is not None
    assert found.as_much < 0.05
    assert {p.act for p in found.beside} == {p.act for p in again.beside}
    assert held(*events, lines=3).weight == 1.0
