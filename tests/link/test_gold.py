"""Floors of the linker on hand-made readings of retold reports, where they lie beside the repository. They never lower themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import combinations

import pytest

from isnad.link.linker import link
from isnad.link.options import LinkSettings
from isnad.model.linked import Linked
from tests.link.gold import GOLD, load

pytestmark = pytest.mark.skipif(not (GOLD / "dev").is_dir(), reason="the shared gold is not beside the repository")


@cache
def found() -> tuple[dict[str, str], Linked]:
    items = load(GOLD / "dev")
    return {r.id: r.name for r, _ in items}, link(items, LinkSettings())


@cache
def wanted() -> dict[str, list[dict[str, list[str]]]]:
    data: dict[str, list[dict[str, list[str]]]] = json.loads((GOLD / "dev" / "links" / "LINKS.json").read_text(encoding="utf-8"))
    return data


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, ...]]:
    return {tuple(sorted(p)) for g in groups for p in combinations(sorted(set(g)), 2)}


def f1(gold: set[tuple[str, ...]], got: set[tuple[str, ...]]) -> float:
    return 2 * len(gold & got) / (len(gold) + len(got))


def test_same_happening() -> None:
    name, result = found()
    got = pairs((name[c.report] for c in e.claims) for e in result.events)
    assert f1(pairs(c["reports"] for c in wanted()["clusters"]), got) >= 0.95


def test_echo_and_independence() -> None:
    name, result = found()
    got = pairs((name[r] for r in e.reports) for e in result.echoes)
    assert f1(pairs(e["reports"] for e in wanted()["echo"]), got) >= 0.95
    assert not pairs(x["reports"] for x in wanted()["independent"]) & got
