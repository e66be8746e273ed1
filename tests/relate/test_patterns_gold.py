"""Patterns in hand-read reports: the scenes that LINKS.json of the seeds lists. Skipped where the gold is not beside the repository."""

from __future__ import annotations

import json

import pytest

from benchmarks.linking import read
from benchmarks.patterns import RIGHT, Item, find, instances, named, share
from isnad.relate.patterns import Match
from tests.link.gold import GOLD, load

SEEDS = GOLD / "seeds"
pytestmark = pytest.mark.skipif(not (SEEDS / "LINKS.json").exists(), reason="the gold reports are not beside the repository")


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return load(SEEDS)


@pytest.fixture(scope="module")
def matches(items: list[Item]) -> list[Match]:
    names = {r.id: r.name for r, _ in items}
    return [named(m, names) for m in find(items)]


def test_one_scene_three_times(items: list[Item], matches: list[Match]) -> None:
    readings = {r.name: x for r, x in items}
    gold = instances(json.loads((SEEDS / "LINKS.json").read_text(encoding="utf-8")), {r.name: r.text for r, _ in items})
    evacuations = [m for m in matches if m.pattern == "negotiated-evacuation"]
    scenes = [i for i in gold if i.family == "deal"][:3]
    best = [max(evacuations, key=lambda m: share(i, m, readings)) for i in scenes]
    assert all(share(i, m, readings) >= RIGHT for i, m in zip(scenes, best, strict=True))
    assert [m.filled("P")[0].split(" (")[0] for m in best] == ["Lebanese Jurud", "Raqqa", "al-Mayadin"]
    for m, partner in zip(best, ("Hezbollah", "SDF", "Syrian government"), strict=True):
        assert partner in m.filled("Y")
    assert {m.filled("X") for m in best} == {("Islamic State",)}


def test_seven_of_ten_instances_are_matched(items: list[Item], matches: list[Match]) -> None:
    readings = {r.name: x for r, x in items}
    gold = instances(json.loads((SEEDS / "LINKS.json").read_text(encoding="utf-8")), {r.name: r.text for r, _ in items})
    hits = sum(any(share(i, m, readings) >= RIGHT for m in matches) for i in gold)
    assert len(gold) == 41
    assert hits / len(gold) >= 0.7


def test_one_scene_three_times_and_two_of_three_from_our_own_readings() -> None:
    own = read(SEEDS)
    names = {r.id: r.name for r, _ in own}
    readings = {r.name: x for r, x in own}
    found = [named(m, names) for m in find(own)]
    gold = instances(json.loads((SEEDS / "LINKS.json").read_text(encoding="utf-8")), {r.name: r.text for r, _ in own})
    evacuations = [m for m in found if m.pattern == "negotiated-evacuation"]
    best = [max(evacuations, key=lambda m: share(i, m, readings)) for i in [i for i in gold if i.family == "deal"][:3]]
    assert [m.filled("P")[0].split(" (")[0] for m in best] == ["Lebanese Jurud", "Raqqa", "al-Mayadin"]
    for m, partner in zip(best, ("Hezbollah", "SDF", "Syrian government"), strict=True):
        assert partner in m.filled("Y")
    assert sum(any(share(i, m, readings) >= RIGHT for m in found) for i in gold) / len(gold) >= 0.65
