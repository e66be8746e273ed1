"""Planted echoes, contradictions and updates are found; updates and parts are not called contradictions."""

from __future__ import annotations

from itertools import combinations

import pytest

from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.linked import Linked
from isnad.weigh.assess import assess
from tests.link.made import World, world

GROUPS = 120


@pytest.fixture(scope="module")
def case() -> tuple[World, Linked]:
    w = world(GROUPS, seed=11)
    return w, link(w.items, LinkSettings())


def f1(gold: set[tuple[str, str]], found: set[tuple[str, str]]) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found))


def pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def test_happenings_and_echoes(case: tuple[World, Linked]) -> None:
    w, result = case
    name = {r.id: r.name for r, _ in w.items}
    together = {pair(name[a], name[b]) for e in result.events for a, b in combinations(sorted({c.report for c in e.claims}), 2)}
    echoes = {pair(name[a], name[b]) for e in result.echoes for a, b in combinations(e.reports, 2)}
    assert f1(w.happening, together) >= 0.97
    assert f1(w.echo, echoes) >= 0.95


def test_contradictions_and_updates(case: tuple[World, Linked]) -> None:
    w, result = case
    name = {r.id: r.name for r, _ in w.items}
    found = {pair(name[c.claims[0].report], name[c.claims[1].report]) for c in result.contradictions}
    assert f1(w.contradiction, found) >= 0.90
    assert len(w.update & found) <= 0.02 * len(w.update)


def test_independent_lines(case: tuple[World, Linked]) -> None:
    w, result = case
    event = {c.report: e.id for e in result.events for c in e.claims}
    lines = {a.event: len(a.lines) for a in assess(result, w.items)}
    right = sum(lines[event[r.id]] == w.lines[r.name] for r, _ in w.items if r.name in w.lines)
    assert right >= 0.95 * GROUPS


def test_every_anchor_is_a_quote(case: tuple[World, Linked]) -> None:
    w, result = case
    text = {r.id: r.text for r, _ in w.items}
    spots = [a for c in result.contradictions for a in c.anchors] + [a for e in result.echoes for a in e.anchors]
    assert spots
    assert all(0 <= a.span.start < a.span.end <= len(text[a.report]) for a in spots)
