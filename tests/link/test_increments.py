"""In whatever order and in however many steps reports come, a case ends up linked as it would be all at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from isnad import pipeline
from isnad.link import explain, grow
from isnad.link.echo import COPY
from isnad.link.explain import Explainer, explainer
from isnad.link.options import LinkSettings
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.settings import Settings
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteCase, SqliteStore
from tests.link.made import world

HERE = Settings(processes=1)
Items = list[tuple[Report, Reading]]


@contextmanager
def case_of(folder: Path, steps: list[Items]) -> Iterator[SqliteCase]:
    """A case to which reports came in steps, linked after each."""
    with SqliteStore().create(folder / "c.isnad", CaseInfo("c", "", "", "")) as case:
        for step in steps:
            for report, reading in step:
                case.add(report, f"{report.name}\n{report.text}".encode())
                case.put_reading(reading, "by hand")
            assert pipeline.relink(case, HERE)
        yield case


def told(case: SqliteCase) -> dict[str, Any]:
    """What was linked, but for near-copies: among made reports of a few patterns many share a text, see docs/linking.md."""
    found = case.linked()
    return {
        "events": {e.id: (e.name, e.claims) for e in found.events}, "contradictions": {c.id for c in found.contradictions},
        "echoes": {(e.made.rule, frozenset(e.reports)) for e in found.echoes if e.made.rule != COPY},
        "grades": {a.event: a.grade for a in case.assessments()},
    }  # fmt: skip


def cut(items: Items, rng: random.Random, parts: int) -> list[Items]:
    rng.shuffle(items)
    ends = [0, *sorted(rng.sample(range(1, len(items)), parts - 1)), len(items)]
    return [items[a:b] for a, b in pairwise(ends)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_small_case_is_linked_as_all_at_once(tmp_path: Path, seed: int) -> None:
    items, rng = list(world(5, seed=seed).items), random.Random(seed)
    (tmp_path / "one").mkdir()
    with case_of(tmp_path / "one", [items]) as case:
        whole, digest = told(case), {e.id for e in case.linked().echoes}
    with case_of(tmp_path, cut(items, rng, 3)) as case:
        assert told(case) == whole
        assert {e.id for e in case.linked().echoes} == digest


@pytest.mark.parametrize("seed", [4, 5])
def test_a_large_case_grows_to_what_it_is_linked_to_in_full(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grow, "SMALL", 10)
    monkeypatch.setattr(grow, "GROWTH", 3.0)
    items, rng = list(world(14, seed=seed).items), random.Random(seed)
    rng.shuffle(items)
    with case_of(tmp_path, [items[:-6], *([x] for x in items[-6:])]) as case:
        grown = told(case)
        assert pipeline.relink(case, HERE, again=True)
        assert grown == told(case)


def test_an_answer_from_a_few_reports_is_that_of_the_whole_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = list(world(14, seed=6).items)
    with case_of(tmp_path, [items]) as case:
        asked = sorted(r.id for r, _ in items)[:6]
        refs = {r: [c for e in case.events_of([r]) for c in e.claims if c.report == r] for r in asked}

        def answers(made: Explainer) -> list[Any]:
            pairs = [(a, b) for a in asked for b in asked if a < b]
            return [[made.reports(a, b) for a, b in pairs], [made.claims(refs[a], refs[b]) for a, b in pairs]]

        whole = answers(explainer(case, LinkSettings(), asked))
        monkeypatch.setattr(explain, "SMALL", 10)
        monkeypatch.setattr(explain, "prepare", None)  # looking at all would fail
        assert answers(explainer(case, LinkSettings(), asked)) == whole
