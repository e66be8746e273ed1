"""Planted patterns are found again; echo moves nothing; without an origin support falls as said."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from isnad.model.linked import ClaimRef, Line
from isnad.relate.patterns import Match, Pattern
from isnad.relate.patterns_language import from_file, library
from isnad.relate.patterns_mine import like, mine
from isnad.relate.patterns_search import index_of, search
from tests.relate.worlds import World, noise, plant, world

PATTERNS = {p.id: p for p in library()}
PLANTS = 12
EVEN = ("trade-across-the-front", "joint-attack")  # its sides do the same: which is X does not matter


def score(pattern: Pattern, *, spread: bool, seeds: range = range(3)) -> float:
    """F1 of planted scenes in worlds of noise: a match counts if it stands in a planted scene's reports and three of four of its roles are right."""
    hits = planted = found = 0
    for seed in seeds:
        w = world(seed, parties=24)
        # Where one step is all that must be stated, noise of that act would be a scene itself.
        alone = {kind for s in pattern.steps for way in s.ways for kind, _ in way.acts if not s.optional} if pattern.least == 1 else set()
        noise(w, 240, without=alone)
        scenes = []
        for _ in range(PLANTS):
            home = f"scene-{len(w.readings)}"
            scenes.append((home, plant(w, pattern, spread=spread)))
        noise(w, 240, without=alone)
        linked, weighed, items = w.done()
        names = {r.id: r.name for r, _ in items}
        matches = [(m, {names[c.report] for f in m.steps for c in f.claims}) for m in search([pattern], index_of(linked, weighed, items))]
        planted += len(scenes)
        found += len(matches)
        hits += sum(any(_right(m, told, home, roles) for m, told in matches) for home, roles in scenes)
    return 2 * hits / (planted + found)


def _right(m: Match, told: set[str], scene: str, roles: dict[str, str]) -> bool:
    if not any(r == scene or r.startswith(f"{scene}-") for r in told):
        return False
    got = {v: names for v, names in m.roles if names}
    if m.pattern in EVEN:
        return all(any(roles[v] in names for names in got.values()) for v in got)
    return sum(roles[v] in names for v, names in got.items()) >= 0.75 * len(got)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_planted_scenes_are_found_in_one_report(name: str) -> None:
    assert score(PATTERNS[name], spread=False) >= 0.95


@pytest.mark.parametrize("name", ["negotiated-evacuation", "handover-without-a-fight", "siege-and-supply", "ceasefire-and-breach"])
def test_planted_scenes_are_found_across_reports(name: str) -> None:
    assert score(PATTERNS[name], spread=True) >= 0.95


def scene(*, copies: int = 0, origins: tuple[str, ...] = ("One Council",)) -> World:
    w = world(3)
    plant(w, PATTERNS["handover-without-a-fight"], spread=False, origins=origins)
    for k in range(copies):
        _retell(w, f"copy-{k}")
    return w


def _retell(w: World, home: str) -> None:
    """The same scene again in another report, joined to the same events, with no new line."""
    own, places, said = next(iter(w.readings.values()))
    w.readings[home] = (list(own), list(places), list(said))
    for n, e in enumerate(w.events):
        w.events[n] = replace(e, claims=(*e.claims, ClaimRef(home, e.claims[0].claim)))
        a = w.assessments[n]
        w.assessments[n] = replace(
            a, lines=tuple(Line(x.origin, (*x.reports, home)) for x in a.lines), against=tuple(Line(x.origin, (*x.reports, home)) for x in a.against)
        )


def found(w: World) -> list[Match]:
    return search([PATTERNS["handover-without-a-fight"]], index_of(*w.done()))


def test_echo_moves_no_support() -> None:
    (alone,), (echoed,) = found(scene()), found(scene(copies=5))
    assert (alone.lines, alone.origins, alone.grade, alone.roles) == (echoed.lines, echoed.origins, echoed.grade, echoed.roles)
    assert [(f.step, f.origins) for f in alone.steps] == [(f.step, f.origins) for f in echoed.steps]
    assert len(echoed.whole) == 6


def test_without_an_origin_support_falls_as_said() -> None:
    (both,) = found(scene(origins=("One Council", "Two Council")))
    (one,) = found(scene(origins=("Two Council",)))
    assert (both.lines, one.lines) == (2, 1)
    said = next(w for w in both.without if w.origin == "One Council")
    assert (said.lines, said.steps) == (one.lines, ())
    assert one.without[0].lines == 0
    assert set(one.without[0].steps) == {f.step for f in one.steps}
    assert len(search([PATTERNS["handover-without-a-fight"]], index_of(*scene().done()), min_lines=2)) == 0


def test_an_attack_rules_out_what_nobody_attacks() -> None:
    pattern = PATTERNS["escape-through-a-corridor"]
    w = world(5)
    roles = plant(w, pattern, spread=False)
    assert len(search([pattern], index_of(*w.done()))) == 1
    day = max(e.time for e in w.events if e.time)
    town = next(k for k, t in enumerate(w.towns) if t[0] == roles["P"])
    other = next(p for p in w.parties if p not in roles.values())
    w.claim("later", "ASSAULT", "aerial", (other,), (roles["X"],), town, date.fromisoformat(day).toordinal())
    assert search([pattern], index_of(*w.done())) == []


def test_the_order_of_reports_changes_nothing() -> None:
    w = scene(origins=("One Council", "Two Council"))
    noise(w, 60)
    linked, weighed, items = w.done()
    assert search(library(), index_of(linked, weighed, items)) == search(library(), index_of(linked, weighed, list(reversed(items))))


def test_scenes_like_one_and_sequences_that_recur() -> None:
    w = world(9)
    pattern = PATTERNS["negotiated-evacuation"]
    for _ in range(5):
        plant(w, pattern, spread=False)
    noise(w, 60)
    index = index_of(*w.done())
    moved = next(e for e in w.events if e.type == "AGREE")
    alike = search([like(index, moved.id)], index)
    assert len({f.event for m in alike for f in m.steps if f.step == "1"}) >= 5
    mined = mine(index)
    assert any("AGREE" in m.pattern.en and "RETREAT" in m.pattern.en for m in mined)
    assert all(m.support >= 5 and len(m.instances) == 5 and m.lift > 1 for m in mined[:10])


def test_nothing_comes_of_nothing() -> None:
    index = index_of(*world(1).done())
    assert search(library(), index) == []
    assert mine(index) == []


def test_a_long_pattern_in_a_dense_report_ends(tmp_path: Path) -> None:
    steps = "".join(f"- {{id: s{k}, what: [ASSAULT, AID, COERCE], between: [X, Y]}}\n" for k in range(12))
    path = tmp_path / "long.yaml"
    path.write_text(f"id: long\nname: Long\nroles: {{X: who, Y: whom}}\nsteps:\n{steps}", encoding="utf-8")
    w = world(2, parties=3)
    noise(w, 400, per_report=400)
    index = index_of(*w.done())
    started = time.process_time()
    search([*from_file(str(path)), *library()], index)
    mine(index)
    assert time.process_time() - started < 60
