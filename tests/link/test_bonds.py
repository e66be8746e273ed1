"""What people decided about pairs of claims goes before what the weights say."""

from __future__ import annotations

from itertools import combinations
from random import Random

from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.linked import ClaimRef, Linked
from tests.link.made import World, world

SETTINGS = LinkSettings()


def first(w: World, name: str) -> ClaimRef:
    return ClaimRef(next(r.id for r, _ in w.items if r.name == name), 0)


def together(result: Linked, a: ClaimRef, b: ClaimRef) -> bool:
    return any(a in e.claims and b in e.claims for e in result.events)


def test_claims_held_for_one_are_joined_and_the_join_says_why() -> None:
    w = world(12, seed=3)
    a, b = first(w, "g0-base"), first(w, "g5-base")
    assert not together(link(w.items, SETTINGS), a, b)
    result = link(w.items, SETTINGS, same=[(b, a)])
    assert together(result, a, b)
    (join,) = (j for e in result.events for j in e.joins if {j.left, j.right} == {a, b})
    assert [s.field for s in join.weights] == ["decided by people"]


def test_claims_held_for_two_stay_two_also_through_others() -> None:
    w = world(30, seed=3)
    before = link(w.items, SETTINGS)
    event = max(before.events, key=lambda e: (len(e.claims), e.id))
    assert len(event.claims) > 2
    for a, b in combinations(event.claims, 2):
        assert not together(link(w.items, SETTINGS, apart=[(a, b)]), a, b)


def test_apart_goes_before_same_whatever_stands_between() -> None:
    w = world(12, seed=3)
    a, b, c = first(w, "g0-base"), first(w, "g5-base"), first(w, "g7-base")
    result = link(w.items, SETTINGS, same=[(a, b), (b, c)], apart=[(a, c)])
    assert not together(result, a, c)
    assert together(result, a, b) or together(result, b, c)


def test_order_changes_nothing_about_what_people_decided() -> None:
    w = world(20, seed=3)
    a, b, c = first(w, "g0-base"), first(w, "g5-base"), first(w, "g7-base")
    event = max(link(w.items, SETTINGS).events, key=lambda e: (len(e.claims), e.id))
    same, apart = [(a, b), (b, c)], [(event.claims[0], event.claims[-1]), (a, c)]
    before = link(w.items, SETTINGS, same=same, apart=apart)
    for seed in range(3):
        items = list(w.items)
        Random(seed).shuffle(items)
        turned = [(y, x) for x, y in reversed(same)], [(y, x) for x, y in reversed(apart)]
        assert link(items, SETTINGS, same=turned[0], apart=turned[1]) == before


def test_claims_that_are_not_there_are_passed_over() -> None:
    w = world(4, seed=3)
    gone = ClaimRef("r-0000000000000000", 7)
    a = first(w, "g0-base")
    assert link(w.items, SETTINGS, same=[(a, gone)], apart=[(gone, a), (a, a)]) == link(w.items, SETTINGS)
