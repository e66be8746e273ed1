"""Planted events with known lines: an echo moves no score and no weight, and an origin that is taken away moves them as was said beforehand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from isnad.model.hypotheses import Expectation, Hypothesis, Look, Rivals
from isnad.model.linked import Assessment, Dyad, Line, Linked
from isnad.relate.dyad import dyad
from isnad.relate.hypotheses import weigh
from tests.relate.worlds import Item, World, world

ORIGINS = ("One Council", "Two Council", "Three Council")
RIVALS = Rivals(
    "Which?", (Hypothesis("deal", "a deal", (0.5, 0.5)), Hypothesis("war", "war", (0.5, 0.5))),
    (
        Expectation("talks", "they agree", Look(("AGREE",)), ((0.9, 0.9), (0.2, 0.2))),
        Expectation("fight", "they fight", Look(("ASSAULT",)), ((0.3, 0.3), (0.9, 0.9))),
    ),
)  # fmt: skip
Made = tuple[Linked, list[Assessment], list[Item]]


def planted(seed: int) -> tuple[World, str, str]:
    """Twenty deals and attacks between two parties in a world of others, each with one to three lines."""
    w = world(seed)
    a, b = w.rng.sample(w.parties, 2)
    for k in range(20):
        lines = tuple(w.rng.sample(ORIGINS, w.rng.randint(1, 3)))
        kind, mode = w.rng.choice((("AGREE", None), ("ASSAULT", "firearms")))
        w.claim(f"r{k}", kind, mode, (a,), (b,), w.rng.randrange(9), 735_000 + 40 * k, origins=lines)  # type: ignore[arg-type]
    return w, a, b


def without(weighed: list[Assessment], origin: str) -> list[Assessment]:
    return [replace(x, lines=tuple(line for line in x.lines if line.origin != origin)) for x in weighed]


def echoed(weighed: list[Assessment]) -> list[Assessment]:
    """The same lines, each told by many more reports."""
    return [replace(x, lines=tuple(Line(y.origin, (*y.reports, "copy-1", "copy-2", "copy-3")) for y in x.lines)) for x in weighed]


def pair(made: Made, a: str, b: str) -> Dyad:
    return dyad(a, b, *made)


@pytest.mark.parametrize("seed", range(4))
def test_a_pair_score_stands_under_echo_and_falls_as_said(seed: int) -> None:
    w, a, b = planted(seed)
    linked, weighed, items = w.done()
    whole, again = pair((linked, weighed, items), a, b), pair((linked, echoed(weighed), items), a, b)
    assert (whole.score, whole.periods, whole.falls) == (again.score, again.periods, again.falls)
    assert {f.origin for f in whole.falls} <= set(ORIGINS)
    for fall in whole.falls:
        left = pair((linked, without(weighed, fall.origin), items), a, b)
        assert left.score == pytest.approx(fall.score, abs=1e-3)
        assert len(whole.points) - len(left.points) == fall.points


@pytest.mark.parametrize("seed", range(4))
def test_the_weights_of_rivals_stand_under_echo_and_fall_as_said(seed: int) -> None:
    w, _, _ = planted(seed)
    linked, weighed, items = w.done()
    whole, again = weigh(RIVALS, linked, weighed, items), weigh(RIVALS, linked, echoed(weighed), items)
    assert whole.standings == again.standings
    assert [r.weight for r in whole.rows] == [r.weight for r in again.rows]
    turns = [t for t in whole.turns if t.what == "origin"]
    assert {t.name for t in turns} == {o for x in weighed for line in x.lines for o in [line.origin]}
    for t in turns:
        left = weigh(RIVALS, linked, without(weighed, t.name), items)
        shift = max(abs(x.share - y.share) for x, y in zip(whole.standings, left.standings, strict=True))
        assert shift == pytest.approx(t.shift, abs=0.02)
        assert max(left.standings, key=lambda s: s.share).hypothesis == t.first
