"""The actor authority: what every entry must have, and what it knows of each theatre."""

from __future__ import annotations

from collections import Counter

import pytest

from isnad.lang.tables import table
from isnad.resolve.actors import actors

KINDS = {"state", "force", "group", "person", "official", "outlet", "agency", "organisation"}


def test_entries_are_whole() -> None:
    """Kinds are known, parents and other parties exist, and whoever fights has a side."""
    known = actors().by_id
    assert len(known) >= 350
    for actor in known.values():
        assert actor.kind in KINDS, actor.id
        assert actor.parent is None or actor.parent in known, actor.id
        assert all(other in known for other in actor.by_country.values()), actor.id
        assert actor.party or actor.kind not in ("state", "force", "group"), actor.id
        assert actor.party is None or actor.kind not in ("outlet", "agency"), actor.id


@pytest.mark.parametrize(("country", "least"), [("SY", 80), ("IQ", 45), ("LB", 35), ("YE", 40), ("SD", 45), ("LY", 50)])
def test_theatres(country: str, least: int) -> None:
    """Each theatre has its parties, people and outlets."""
    counts = Counter(a.country for a in actors().by_id.values())
    assert counts[country] >= least


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_names(lang: str) -> None:
    """Nearly every entry has a name in the language, and no form belongs to two actors."""
    owners: dict[str, set[str]] = {}
    for e in table(lang, "mention_words")["entries"]:
        if e["data"]["l"] == "actor":
            owner = e["data"].get("id", e["id"])
            for form, data in e["forms"]:
                if not data.get("q") and not data.get("h"):
                    owners.setdefault(f"{'ال' if data.get('a') else ''}{form}", set()).add(owner)
    assert {form: who for form, who in owners.items() if len(who) > 1} == {}
    named = {o for who in owners.values() for o in who}
    assert len(named) >= 0.95 * len(actors().by_id)


def test_hostile_names() -> None:
    """A name that one camp uses is compiled with the camp, and stands for the same actor."""
    entries = [e for e in table("ar", "mention_words")["entries"] if e["data"]["l"] == "actor"]
    camps = {data["by"] for e in entries for _, data in e["forms"] if "by" in data}
    assert {"government", "opposition", "jihadist", "turkey", "iran", "west", "rsf"} <= camps


def test_periods() -> None:
    """Bodies that have changed their name say when they bore it."""
    known = actors().by_id
    assert known["syria.nusra"].until == "2017-01"
    assert known["libya.gna"].since == "2015-12"
    assert known["sudan.rsf"].since == "2013-08"


def test_lineage() -> None:
    """The bodies above an actor, nearest first."""
    assert [a.id for a in actors().lineage("syria.airforce")] == ["syria.airforce", "syria.army", "syria.government"]


def test_forces_of_a_state_lead_up_to_it() -> None:
    """Every army, air force, division and service that acts for a state has a state above it, however many steps up."""
    known = actors()
    sides = {s.party for s in known.states.values()} | {"Syrian government", "Iraqi government", "Yemeni government"}
    proxies: set[str] = set()  # forces that act for a state that is not their own
    forces = [a.id for a in known.by_id.values() if a.kind == "force" and a.party in sides]
    assert {i for i in forces if not any(b.kind == "state" for b in known.lineage(i))} == proxies


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("syria.nusra", "2012-01", "2017-01"), ("syria.hts", "2017-01", "2025-01"), ("iraq.saddam", None, "2003-04"),
        ("iraq.cpa", "2003-04", "2004-06"),
        ("libya.jamahiriya", None, "2011-10"), ("sudan.bashir", None, "2019-04"), ("sudan.transitional-gov", "2019-08", "2021-10"),
        ("syria.new-government", "2024-12", None), ("algeria.gia", "1992", "2005"),
    ],
)  # fmt: skip
def test_names_and_governments_have_their_time(text: str, before: str | None, after: str | None) -> None:
    """Who bore a name, or ruled, from when until when."""
    actor = actors().by_id[text]
    assert (actor.since, actor.until) == (before, after)
