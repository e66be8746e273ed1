"""Parties in reasons, as people read them."""

from __future__ import annotations

from isnad.link.facts import spelled
from isnad.link.profiles import profiles
from tests.link.build import Tell, told


def test_parties_are_spelled_as_the_claim_names_them() -> None:
    raid = Tell("raid", "ASSAULT", "aerial", ("Free Syrian Army",), ("SDF",))
    (profile,) = profiles([told("a", "A raid hit it.", raid, published="2016-11-09")])
    (fact,) = profile.facts
    assert spelled(fact, fact.actor) == "Free Syrian Army"
    assert spelled(fact, fact.actor | fact.recipient) == "Free Syrian Army and SDF"


def test_a_party_that_the_claim_does_not_name_keeps_its_key_and_none_is_someone() -> None:
    raid = Tell("raid", "ASSAULT", "aerial", (), ())
    (profile,) = profiles([told("a", "A raid hit it.", raid, published="2016-11-09")])
    assert spelled(profile.facts[0], ("others",)) == "others"
    assert spelled(profile.facts[0], ()) == "someone"
